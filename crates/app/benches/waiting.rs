//! What open clocks cost while they wait: `cargo bench -p liandong-app --bench waiting`.
//!
//! Every figure stands beside the same one with nothing waiting, in one run on one machine.
#![allow(
    clippy::print_stdout,
    clippy::cast_precision_loss,
    clippy::expect_used,
    missing_docs
)]

use liandong_app::{
    App,
    ports::{Clock, SystemEntropy},
    views::TABLES,
};
use liandong_domain::{
    ids::{IncidentId, TownId},
    time::Timestamp,
};
use liandong_store::Store;
use liandong_store_sqlite::SqliteStore;
use std::{
    sync::{
        Arc,
        atomic::{AtomicI64, Ordering},
    },
    time::Instant,
};

/// Looks at the scheduler that are timed.
const LOOKS: u32 = 200_000;

/// A wall clock that can be set, and steady time that nobody sets.
#[derive(Debug, Default)]
struct Hands {
    wall: AtomicI64,
    steady: AtomicI64,
}

impl Clock for Hands {
    fn now(&self) -> Timestamp {
        Timestamp(self.wall.load(Ordering::SeqCst))
    }

    fn steady(&self) -> i64 {
        self.steady.load(Ordering::SeqCst)
    }
}

#[tokio::main]
async fn main() {
    let directory = tempfile::tempdir().expect("a directory");
    println!("what open clocks cost while they wait, {LOOKS} looks each");
    let mut nothing = None;
    for waiting in [0_u32, 1_000, 100_000, 1_000_000] {
        let path = directory.path().join(format!("{waiting}.db"));
        let store = SqliteStore::open(path, TABLES).expect("opened");
        let hands = Arc::new(Hands::default());
        let app = App::new(
            Arc::clone(&store) as _,
            Arc::clone(&hands) as _,
            Arc::new(SystemEntropy),
            &[7; 16],
        );
        let town = TownId::new("anywhere").expect("a town");
        let from = Instant::now();
        for nth in 0..waiting {
            let id = IncidentId::new(format!("i-{nth}")).expect("a number");
            let at = Timestamp(10_000_000 + i64::from(nth % 86_400));
            app.alarms().set(&town, &id, Some(at));
        }
        let set = from.elapsed();
        let from = Instant::now();
        for _ in 0..LOOKS {
            let done = app.check_due_clocks().await.expect("looked");
            assert_eq!(done, 0, "nothing is due");
        }
        let look = from.elapsed().as_nanos() as f64 / f64::from(LOOKS);
        let base = *nothing.get_or_insert(look);
        assert_eq!(app.alarms().looked(), 0, "no entry was looked at");
        // The wall clock is set forward by a minute: the only time at which all are looked at.
        hands.wall.store(60, Ordering::SeqCst);
        let from = Instant::now();
        assert_eq!(app.check_due_clocks().await.expect("looked"), 0);
        let jump = from.elapsed();
        println!(
            "  {waiting:>9} waiting: {look:>5.0} ns a look, {:.2} times that of none; entries looked at: 0; \
             set in {:>6.1} ms; a clock that is set costs {:>6.1} ms once",
            look / base,
            set.as_secs_f64() * 1e3,
            jump.as_secs_f64() * 1e3,
        );
        store.close().await;
    }
}
