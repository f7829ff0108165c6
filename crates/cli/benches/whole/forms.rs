//! A generated log of a million events: how fast it is made, rebuilt, verified, and counted.

use crate::setting;
use liandong_app::{
    App,
    folder::TownFolder,
    ports::SetClock,
    views::{TABLES, projector},
};
use liandong_cli::{
    SeededEntropy,
    traffic::{History, Traffic},
};
use liandong_domain::{
    ids::{ProjectId, TownId},
    time::{Day, Period},
};
use liandong_plan::operations::{Operations, Plan};
use liandong_store::{RebuildMode, Store};
use liandong_store_sqlite::SqliteStore;
use std::{path::Path, sync::Arc, time::Instant};

fn day(text: &str) -> Day {
    text.parse().expect("a day")
}

pub(crate) async fn run(directory: &Path, folder: &TownFolder) {
    let events = setting("LIANDONG_BENCH_EVENTS", 1_000_000);
    let path = directory.join("history.db");
    let town = &folder.town.id;
    let project = &folder.projects[0].project.id;
    let store = SqliteStore::open(&path, TABLES).expect("opened");
    let clock = Arc::new(SetClock::default());
    let entropy = Arc::new(SeededEntropy::new(1));
    let app = App::new(
        Arc::clone(&store) as _,
        Arc::clone(&clock) as _,
        entropy,
        &[7; 16],
    );
    let from = day("2024-03-01");
    let mut history = History::of_folder(&app, &clock, folder, day("2024-01-01"))
        .await
        .expect("imported");
    let registry = app.book(town).await.expect("a book").registry.clone();
    let plan = Plan {
        from,
        to: day("2034-02-28"),
        seed: 1,
        calls_per_day: 90,
    };
    let operations = Operations::new(plan, &registry).expect("operations");
    let mut traffic = Traffic::new(town.clone(), "bench".into(), operations);

    let started = Instant::now();
    let offset = folder.town.utc_offset;
    let mut until = day("2024-08-31").next();
    let mut forms = Vec::new();
    loop {
        history
            .carry(&mut traffic, offset.start_of(until), &mut |_| {})
            .await
            .expect("carried");
        let position = store.head(town).await.expect("a head").position;
        if forms.is_empty() {
            let period = Period {
                from,
                to: day("2024-08-31"),
            };
            forms.push((position, period, form(&app, town, project, period).await));
        }
        if position >= events {
            let period = Period { from, to: until };
            forms.push((position, period, form(&app, town, project, period).await));
            break;
        }
        until = Day(until.0 + 30);
    }
    let spent = started.elapsed().as_secs_f64();
    let position = store.head(town).await.expect("a head").position;
    println!("a generated history of {position} events");
    let refused = traffic.carried().refused;
    println!(
        "  generated through the use cases  {:>9.0} events/s, {refused} steps refused",
        position as f64 / spent
    );
    for (at, period, seconds) in forms {
        println!(
            "  the form over {} to {}, {at} events: {:.0} ms",
            period.from,
            period.to,
            seconds * 1000.0
        );
    }
    for (what, mode) in [
        ("rebuild, compare", RebuildMode::Check),
        ("rebuild, replace", RebuildMode::Replace),
    ] {
        let started = Instant::now();
        let projector = projector(town);
        let rebuilt = store
            .rebuild(town, projector, mode, Box::new(|_| {}))
            .await
            .expect("rebuilt");
        assert!(rebuilt.differences.is_empty(), "{:?}", rebuilt.differences);
        println!(
            "  {what:<32} {:>9.0} events/s, {} rows",
            rebuilt.events as f64 / started.elapsed().as_secs_f64(),
            rebuilt.rows
        );
    }
    let started = Instant::now();
    let verified = store
        .verify(town, Box::new(|_| {}))
        .await
        .expect("verified");
    println!(
        "  verify                           {:>9.0} events/s",
        verified.events as f64 / started.elapsed().as_secs_f64()
    );
    store.close().await;
}

/// Seconds of the quickest of three computations.
async fn form(app: &App, town: &TownId, project: &ProjectId, period: Period) -> f64 {
    let mut best = f64::INFINITY;
    for _ in 0..3 {
        let started = Instant::now();
        let form = app.form(town, project, period).await.expect("a form");
        assert!(!form.indicators.is_empty());
        best = best.min(started.elapsed().as_secs_f64());
    }
    best
}
