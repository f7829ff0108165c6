//! The simulation against SimPy and Ciw, in one run: a queue whose answer is known, a town, a year.
//!
//! `cargo xtask bench simulation` installs the two; by hand, `LIANDONG_PYTHON` names a Python that has
//! them. Sizes: `LIANDONG_SIM_CUSTOMERS`, `LIANDONG_SIM_MANY`, `LIANDONG_SIM_DAYS`,
//! `LIANDONG_SIM_RUNS`, `LIANDONG_SIM_YEARS`.
#![allow(clippy::unwrap_used, clippy::print_stdout)]

mod peers;
mod queue;
mod town;

use std::time::Instant;

/// A size from the environment.
fn size(name: &str, usual: u64) -> u64 {
    std::env::var(name).map_or(usual, |text| {
        text.parse().expect("a size is a whole number")
    })
}

/// The seconds that work takes, and what it gives: the median of so many rounds.
fn timed<T>(rounds: usize, mut work: impl FnMut() -> T) -> (f64, T) {
    let mut seconds = Vec::new();
    let mut last = None;
    for _ in 0..rounds {
        let began = Instant::now();
        last = Some(work());
        seconds.push(began.elapsed().as_secs_f64());
    }
    seconds.sort_by(f64::total_cmp);
    (seconds[rounds / 2], last.expect("at least one round"))
}

/// A bar, held or missed.
fn bar(what: &str, figure: f64, held: bool) -> bool {
    let word = if held { "held" } else { "MISSED" };
    println!("  bar: {what}: {figure:.1}: {word}");
    held
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
