//! The simulation against SimPy and Ciw, in one run: a queue whose answer is known, a town, a year.
//!
//! `cargo xtask bench simulation` installs the two; by hand, `LIANDONG_PYTHON` names a Python that has
//! them. Sizes: `LIANDONG_SIM_CUSTOMERS`, `LIANDONG_SIM_MANY`, `LIANDONG_SIM_DAYS`,
//! `LIANDONG_SIM_RUNS`, `LIANDONG_SIM_YEARS`.
#![allow(clippy::unwrap_used, clippy::print_stdout)]
#![expect(
    clippy::disallowed_methods,
    reason = "a benchmark reads the clock and its sizes"
)]

mod peers;
mod queue;
mod town;

use std::fs;

/// A size from the environment.
fn size(name: &str, usual: u64) -> u64 {
    std::env::var(name).map_or(usual, |text| {
        text.parse().expect("a size is a whole number")
    })
}

/// The processor's seconds that work takes on this thread, and what it gives: the median of so many
/// rounds. Ours and the peers' are told by the processor's clock, as a wall clock would add whatever
/// else the machine does.
fn timed<T>(rounds: usize, mut work: impl FnMut() -> T) -> (f64, T) {
    let mut seconds = Vec::new();
    let mut last = None;
    for _ in 0..rounds {
        let began = thread_seconds();
        last = Some(work());
        seconds.push(thread_seconds() - began);
    }
    seconds.sort_by(f64::total_cmp);
    (seconds[rounds / 2], last.expect("at least one round"))
}

fn told(file: &str) -> String {
    fs::read_to_string(file).expect("Linux tells what a process has used")
}

/// What this thread has used of the processor.
fn thread_seconds() -> f64 {
    let text = told("/proc/thread-self/schedstat");
    let nanoseconds = text
        .split(' ')
        .next()
        .and_then(|one| one.parse::<f64>().ok());
    nanoseconds.expect("nanoseconds come first") / 1e9
}

/// What all threads have used, in hundredths of a second.
fn process_seconds() -> f64 {
    let text = told("/proc/self/stat");
    // The name may hold anything but ends with the last bracket; two fields are of the twelfth.
    let fields = text
        .rsplit(')')
        .next()
        .expect("a name")
        .split(' ')
        .skip(12)
        .take(2);
    fields
        .map(|one| one.parse::<f64>().expect("ticks"))
        .sum::<f64>()
        / 100.0
}

/// A bar, reached or missed.
fn bar(what: &str, figure: f64, reached: bool) -> bool {
    let word = if reached { "reached" } else { "MISSED" };
    println!("  bar: {what}: {figure:.1}: {word}");
    reached
}

fn main() {
    let peers = peers::Peers::find();
    let mut held = queue::run(&peers);
    held &= town::run(&peers);
    held &= town::years();
    if !held {
        std::process::exit(1);
    }
}
