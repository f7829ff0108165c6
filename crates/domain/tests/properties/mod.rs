//! What holds for every sequence of commands and events.

mod case;
mod clock_pairs;
mod commands;
mod events;
mod policies;
mod round_trips;
mod runs;
mod sequences;
mod total;

use proptest::test_runner::Config;

/// So many cases; a failing one is printed, not kept in a file.
fn cases(cases: u32) -> Config {
    Config {
        cases,
        failure_persistence: None,
        max_shrink_iters: 20_000,
        ..Config::default()
    }
}
