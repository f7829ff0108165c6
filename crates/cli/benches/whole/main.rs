//! The whole path, beside bare SQLite, in one run: `cargo bench -p liandong-cli`.
//!
//! Sizes by `LIANDONG_BENCH_COMMANDS` (default 110000) and `LIANDONG_BENCH_EVENTS` (default
//! 1000000). Every ratio is taken within one run, on one machine.
#![allow(
    clippy::print_stdout,
    clippy::cast_precision_loss,
    clippy::expect_used,
    missing_docs
)]

mod bare;
mod forms;
mod walk;

use liandong_app::{
    App,
    folder::TownFolder,
    ports::{SystemClock, SystemEntropy},
    setup,
    views::TABLES,
};
use liandong_store::Store;
use liandong_store_sqlite::SqliteStore;
use std::{path::Path, sync::Arc};

/// A disk's moods differ from second to second: each round measures both, and the median counts.
const ROUNDS: usize = 5;

fn setting(name: &str, default: u64) -> u64 {
    std::env::var(name)
        .ok()
        .and_then(|text| text.parse().ok())
        .unwrap_or(default)
}

fn huacao() -> TownFolder {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../examples/huacao");
    TownFolder::read(&folder).expect("the example reads")
}

#[tokio::main]
async fn main() {
    let directory = tempfile::Builder::new()
        .prefix("bench-")
        .tempdir_in(env!("CARGO_TARGET_TMPDIR"))
        .expect("a directory");
    commands(directory.path()).await;
    forms::run(directory.path(), &huacao()).await;
}

async fn commands(directory: &Path) {
    let commands = setting("LIANDONG_BENCH_COMMANDS", 110_000);
    println!(
        "durable commands through the whole path (decide, append, project, hash chain), {} callers, \
         synchronous=FULL",
        walk::CALLERS
    );
    for rising in [true, false] {
        let name = if rising { "rising" } else { "random" };
        println!("  idempotency keys {name}, {commands} commands a round");
        let mut ratios = Vec::new();
        for round in 0..ROUNDS {
            let at = |kind: &str| directory.join(format!("{name}-{round}-{kind}.db"));
            let store = SqliteStore::open(at("whole"), TABLES).expect("opened");
            let app = Arc::new(App::new(
                Arc::clone(&store) as _,
                Arc::new(SystemClock),
                Arc::new(SystemEntropy),
                &[7; 16],
            ));
            let folder = huacao();
            setup::import(&app, &folder).await.expect("imported");
            walk::more_cars(&app, &folder).await;
            let walked = walk::run(&app, &store, &folder.town.id, commands, rising).await;
            let bytes = bare::bytes(&*store, &folder.town.id, walked.from).await;
            store.close().await;
            let bare = bare::run(&at("bare"), &bytes, walked.group);
            let ratio = walked.rate / bare;
            println!(
                "    the whole path {:>7.0}/s, bare SQLite with the same events, rows and keys \
                 {bare:>7.0}/s, {} a transaction: ratio {ratio:.2}",
                walked.rate, walked.group
            );
            ratios.push(ratio);
        }
        ratios.sort_by(f64::total_cmp);
        println!("    median ratio {:.2}", ratios[ROUNDS / 2]);
    }
}
