//! How fast the store is, beside bare SQLite, in one run:
//! `cargo bench -p liandong-store-sqlite`. Sizes by `LIANDONG_BENCH_COMMITS` (default 200000).
#![allow(clippy::print_stdout, clippy::cast_precision_loss)]

mod bare;
mod incidents;

use incidents::{Caller, Fold, TABLES, town};
use liandong_store::{RebuildMode, Store};
use liandong_store_sqlite::SqliteStore;
use std::{sync::Arc, time::Instant};

const CALLERS: u64 = 64;

struct Run {
    rate: f64,
    group: u64,
}

async fn store(store: &Arc<SqliteStore>, commits: u64, wide: bool) -> Run {
    let before = store.groups();
    let from = Instant::now();
    let mut callers = tokio::task::JoinSet::new();
    for caller in 0..CALLERS {
        let store = Arc::clone(store);
        callers.spawn(async move {
            let mut caller = Caller::new(caller, wide);
            for _ in 0..commits / CALLERS {
                let result = store.commit(vec![caller.next()]).await;
                result[0].as_ref().expect("committed");
            }
        });
    }
    callers.join_all().await;
    let spent = from.elapsed().as_secs_f64();
    Run {
        rate: commits as f64 / spent,
        group: commits / (store.groups() - before).max(1),
    }
}

#[tokio::main]
async fn main() {
    let commits: u64 = std::env::var("LIANDONG_BENCH_COMMITS")
        .ok()
        .and_then(|text| text.parse().ok())
        .unwrap_or(200_000);
    let directory = tempfile::Builder::new()
        .prefix("bench-")
        .tempdir_in(env!("CARGO_TARGET_TMPDIR"))
        .expect("a directory");
    let open = |name: &str| SqliteStore::open(directory.path().join(name), TABLES).expect("opened");

    let narrow = open("narrow.db");
    let plain = store(&narrow, commits, false).await;
    narrow.close().await;
    let wide = open("wide.db");
    let full = store(&wide, commits, true).await;

    let rows = usize::try_from(commits).expect("fits");
    let group = |run: &Run| usize::try_from(run.group).expect("fits").max(1);
    let bare_plain = bare::run(&directory.path().join("b1.db"), rows, group(&plain), false);
    let bare_full = bare::run(&directory.path().join("b2.db"), rows, group(&full), false);
    let bare_wide = bare::run(&directory.path().join("b3.db"), rows, group(&full), true);
    println!("durable commits, {CALLERS} callers, synchronous=FULL, {commits} commits");
    let line = |what: &str, rate: f64, group: u64| {
        println!("  {what:<44} {rate:>9.0}/s  {group:>3} a transaction")
    };
    line("store, event alone", plain.rate, plain.group);
    line("bare SQLite, the event's bytes", bare_plain, plain.group);
    println!("  ratio {:.2}", plain.rate / bare_plain);
    line("store, event and a 45-column row", full.rate, full.group);
    line("bare SQLite, the event's bytes", bare_full, full.group);
    println!("  ratio {:.2}", full.rate / bare_full);
    line(
        "bare SQLite, the event's and the row's bytes",
        bare_wide,
        full.group,
    );
    println!("  ratio {:.2}", full.rate / bare_wide);

    for (what, mode) in [
        ("check", RebuildMode::Check),
        ("replace", RebuildMode::Replace),
    ] {
        let from = Instant::now();
        let rebuilt = wide
            .rebuild(&town(), Box::new(Fold::new()), mode, Box::new(|_| {}))
            .await
            .expect("rebuilt");
        assert!(rebuilt.differences.is_empty(), "{:?}", rebuilt.differences);
        let rate = rebuilt.events as f64 / from.elapsed().as_secs_f64();
        println!(
            "rebuild, {what:<10} {rate:>9.0} events/s, {} rows",
            rebuilt.rows
        );
    }
    wide.close().await;
    let raw = rusqlite::Connection::open(directory.path().join("wide.db")).expect("opened");
    raw.execute("DELETE FROM incidents", []).expect("emptied");
    drop(raw);
    let wide = open("wide.db");
    let from = Instant::now();
    let fold = Box::new(Fold::new());
    let progress = Box::new(|_| {});
    let town = town();
    let rebuilt = wide.rebuild(&town, fold, RebuildMode::Replace, progress);
    let rebuilt = rebuilt.await.expect("rebuilt");
    let rate = rebuilt.events as f64 / from.elapsed().as_secs_f64();
    println!(
        "rebuild, from none  {rate:>9.0} events/s, {} rows",
        rebuilt.rows
    );
    let from = Instant::now();
    let verified = wide
        .verify(&town, Box::new(|_| {}))
        .await
        .expect("verified");
    let rate = verified.events as f64 / from.elapsed().as_secs_f64();
    println!("verify              {rate:>9.0} events/s");
    wide.close().await;
}
