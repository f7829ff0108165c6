//! A year's report set over a million incidents, against one plain count over the same table in the same
//! run: `cargo bench -p liandong-app --bench reports`.
//!
//! Sizes by `LIANDONG_BENCH_INCIDENTS` (default 1000000). The rows of the read models are written in bulk,
//! as real ones would stand after the year's commands.
#![allow(
    clippy::print_stdout,
    clippy::cast_precision_loss,
    clippy::expect_used,
    missing_docs
)]

mod rows;

use liandong_app::{
    App,
    folder::TownFolder,
    ports::{SystemClock, SystemEntropy},
    setup,
    views::TABLES,
};
use liandong_domain::{ids::TownId, reports::ReportOf};
use liandong_store::Store;
use liandong_store_sqlite::SqliteStore;
use rusqlite::Connection;
use std::{path::Path, sync::Arc, time::Instant};

/// The quickest of so many counts: a page cache that is not yet warm is nobody's fault.
const ROUNDS: usize = 5;
const YEAR: i16 = 2024;
const BAR: f64 = 3.0;

fn setting(name: &str, default: u64) -> u64 {
    std::env::var(name)
        .ok()
        .and_then(|text| text.parse().ok())
        .unwrap_or(default)
}

#[tokio::main]
async fn main() {
    let directory = tempfile::Builder::new()
        .prefix("bench-")
        .tempdir_in(env!("CARGO_TARGET_TMPDIR"))
        .expect("a directory");
    let path = directory.path().join("reports.db");
    let incidents = setting("LIANDONG_BENCH_INCIDENTS", 1_000_000);
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../examples/huacao");
    let folder = TownFolder::read(&folder).expect("the example reads");
    let town = folder.town.id.clone();
    let store = SqliteStore::open(&path, TABLES).expect("opened");
    let app = app(&store);
    setup::import(&app, &folder).await.expect("imported");
    // The key of the digests is made.
    app.compute_reports(&town, &ReportOf::of_year(YEAR))
        .await
        .expect("computed");
    drop(app);
    store.close().await;
    drop(store);

    let started = Instant::now();
    let written = rows::fill(&path, &town, YEAR, incidents);
    println!("a year's report set: {written}");
    println!("  filled in {:.0} s", started.elapsed().as_secs_f64());
    measure(&path, &town, incidents).await;
}

fn app(store: &Arc<SqliteStore>) -> App {
    App::new(
        Arc::clone(store) as _,
        Arc::new(SystemClock),
        Arc::new(SystemEntropy),
        &[7; 16],
    )
}

async fn measure(path: &Path, town: &TownId, incidents: u64) {
    let store = SqliteStore::open(path, TABLES).expect("opened");
    let app = app(&store);
    let set = ReportOf::of_year(YEAR);
    let bare = Connection::open(path).expect("a second reader");
    let mut ratios = Vec::new();
    let mut seconds = Vec::new();
    for _ in 0..ROUNDS {
        let started = Instant::now();
        let counted: i64 = bare
            .query_row(
                "SELECT count(*) FROM incident WHERE town = ?1 AND arrive = 'kept'",
                [town.as_str()],
                |row| row.get(0),
            )
            .expect("counted");
        let count = started.elapsed().as_secs_f64();
        assert!(counted > 0);
        let started = Instant::now();
        let (reports, _) = app.compute_reports(town, &set).await.expect("computed");
        let spent = started.elapsed().as_secs_f64();
        let of_days: u64 = reports
            .iter()
            .take(366)
            .map(|one| one.volumes.received)
            .sum();
        assert_eq!(of_days, incidents, "every incident is in its day's report");
        println!(
            "  {} reports in {spent:.2} s; one plain SQL count in {count:.3} s: ratio {:.1}",
            reports.len(),
            spent / count
        );
        ratios.push(spent / count);
        seconds.push(spent);
    }
    ratios.sort_by(f64::total_cmp);
    seconds.sort_by(f64::total_cmp);
    let median = seconds[ROUNDS / 2];
    println!(
        "  median {median:.2} s, ratio {:.1}; the bar is {BAR} s",
        ratios[ROUNDS / 2]
    );
    store.close().await;
}
