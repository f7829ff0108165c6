//! Replications side by side (并行重复). Each is a function of the seed and its number, and they are put
//! together in the order of their numbers: how many threads there are changes nothing but the time.

use super::{
    outcome::Outcome,
    scenario::{BadScenario, Scenario},
    town::Town,
};
use rayon::prelude::*;
use std::num::NonZeroUsize;

/// How many threads work.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Threads {
    /// As many as the machine has cores.
    All,
    /// So many.
    Exactly(NonZeroUsize),
}

/// Simulates a scenario. `done` is told, from whichever thread, each time that a replication is done.
///
/// # Errors
/// [`BadScenario`] where the scenario makes no sense, or where no threads can be had.
pub fn simulate(
    scenario: &Scenario,
    threads: Threads,
    done: &(dyn Fn() + Sync),
) -> Result<Outcome, BadScenario> {
    let town = Town::new(scenario)?;
    let all = || -> Vec<_> {
        let numbers = (0..scenario.run.replications).into_par_iter();
        let one = |number| {
            let figures = town.replicate(u64::from(number));
            done();
            figures
        };
        numbers.map(one).collect()
    };
    let figures = match threads {
        Threads::All => all(),
        Threads::Exactly(many) => rayon::ThreadPoolBuilder::new()
            .num_threads(many.get())
            .build()
            .map_err(|_| BadScenario {
                field: "threads",
                problem: "the machine gives no more threads",
            })?
            .install(all),
    };
    Ok(Outcome::new(scenario, &town, figures))
}
