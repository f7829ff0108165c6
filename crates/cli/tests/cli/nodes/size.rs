//! How many, how fast and how long; and the figures afterwards.

use super::{check::Counts, load::Load};
use std::{sync::atomic::Ordering, time::Duration};

/// By `LIANDONG_NODES_READERS`, `LIANDONG_NODES_COMMANDS` (a second) and `LIANDONG_NODES_SECONDS`; the
/// defaults are small, and last no longer than the clocks that are waited for.
#[derive(Debug)]
pub(crate) struct Size {
    pub(crate) readers: usize,
    /// A second.
    pub(crate) commands: u64,
    /// One of the nodes is killed when half of it is over.
    pub(crate) time: Duration,
}

fn asked(name: &str, default: u64) -> u64 {
    match std::env::var(name) {
        Ok(text) => text.parse().expect("a whole number"),
        Err(_) => default,
    }
}

impl Size {
    pub(crate) fn asked() -> Self {
        let readers = asked("LIANDONG_NODES_READERS", 6);
        Self {
            readers: usize::try_from(readers).expect("fits"),
            commands: asked("LIANDONG_NODES_COMMANDS", 80),
            time: Duration::from_secs(asked("LIANDONG_NODES_SECONDS", 0)),
        }
    }

    /// So many that four commands a second are asked of each.
    pub(crate) fn callers(&self) -> usize {
        usize::try_from(self.commands / 4).expect("fits").max(8)
    }

    pub(crate) fn print(&self, load: &Load, counts: &Counts, rate: f64, drained: Duration) {
        let mut took = load.took.lock().expect("no panic").clone();
        took.sort_unstable();
        let at = |per_mille: usize| {
            let took = took.get((took.len() * per_mille / 1_000).min(took.len().saturating_sub(1)));
            took.map_or(f64::NAN, |took| took.as_secs_f64() * 1_000.0)
        };
        println!(
            "two nodes on PostgreSQL, {} live readers, {} commands a second asked for {} s, one node \
             killed half-way",
            self.readers,
            self.commands,
            self.time.as_secs()
        );
        println!(
            "commands: acknowledged {} ({rate:.0}/s; all given after {:.1} s), found once {}, missing {}, \
             doubled {}; put off {}, repeated {}",
            counts.acknowledged,
            drained.as_secs_f64(),
            counts.in_log,
            counts.lost,
            counts.doubled,
            load.put_off.load(Ordering::Relaxed),
            load.repeated.load(Ordering::Relaxed),
        );
        println!(
            "from the first send to the acknowledgement: median {:.0} ms, 99th percentile {:.0} ms, \
             worst {:.0} ms",
            at(500),
            at(990),
            at(1_000)
        );
        println!(
            "events: {} for each reader; told {} to {}, missing {}, doubled or out of order {}, told to \
             load anew {}; read models differ in {} rows",
            counts.should,
            counts.told.0,
            counts.told.1,
            counts.untold,
            counts.told_twice,
            counts.resets,
            counts.differences
        );
    }
}
