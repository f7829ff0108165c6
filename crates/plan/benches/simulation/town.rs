//! A town with all its rules against the same town written for SimPy, and a thousand years of Huacao as
//! it is fitted from its log.

use crate::{bar, peers::Peers, process_seconds, size, timed};
use liandong_plan::sim::{Figures, Scenario, Threads, Town, ratio, simulate};
use serde_json::Value;
use std::{num::NonZeroUsize, time::Instant};

fn scenario(file: &str) -> Scenario {
    serde_json::from_str(file).unwrap()
}

/// What is written for SimPy too.
const TOWN: &str = include_str!("../baselines/town.json");
/// What `liandong plan fit` makes of half a year of `examples/huacao`; docs/benchmarks.md says how.
const HUACAO: &str = include_str!("../baselines/huacao.json");

/// A measure of a replication: numerator and denominator.
type Of<T> = fn(&T) -> (f64, f64);

const MEASURES: [(&str, &str, &str, Of<Figures>); 8] = [
    ("arrived in time", "arrived_in_time", "calls", |one| {
        (one.arrived_in_time as f64, one.calls as f64)
    }),
    ("feedback in time", "feedback_in_time", "calls", |one| {
        (one.feedback_in_time as f64, one.calls as f64)
    }),
    ("disposed in time", "disposed_in_time", "calls", |one| {
        (one.disposed_in_time as f64, one.calls as f64)
    }),
    ("mean response, s", "response", "arrived", |one| {
        (one.response_ms as f64 / 1e3, one.arrived as f64)
    }),
    ("mean wait, s", "wait", "arrived", |one| {
        (one.wait_ms as f64 / 1e3, one.arrived as f64)
    }),
    ("waited for a car", "queued", "calls", |one| {
        (one.queued as f64, one.calls as f64)
    }),
    ("from another area", "cross_area", "arrived", |one| {
        (one.cross_area as f64, one.arrived as f64)
    }),
    ("seconds busy a call", "busy", "calls", |one| {
        let busy: u64 = one.by_car.iter().map(|car| car.busy_ms).sum();
        (busy as f64 / 1e3, one.calls as f64)
    }),
];

pub(crate) fn run(peers: &Peers) -> bool {
    let days = size("LIANDONG_SIM_DAYS", 60);
    let runs = size("LIANDONG_SIM_RUNS", 12);
    let mut asked = scenario(TOWN);
    asked.run.days = u32::try_from(days).unwrap();
    asked.run.replications = u32::try_from(runs).unwrap();
    let town = Town::new(&asked).unwrap();
    println!(
        "a town, {} cars, {} points, {runs} runs of {days} days, one core",
        asked.fleet.cars.len(),
        asked.layout.points.len()
    );
    let ours = || (0..runs).map(|one| town.replicate(one)).collect::<Vec<_>>();
    let (before, _) = timed(5, ours);
    let words = [
        "town.json".into(),
        days.to_string(),
        runs.to_string(),
        "7".into(),
    ];
    let said = peers.ask("town_simpy.py", &words);
    let (after, seen) = timed(5, ours);
    let theirs = said["replications"].as_array().unwrap();
    let calls = |of: &Value| of["calls"].as_f64().unwrap();
    let their_calls: f64 = theirs.iter().map(calls).sum();
    let their_rate = their_calls / said["seconds"].as_f64().unwrap();
    let our_calls: u64 = seen.iter().map(|one| one.calls).sum();
    let rate = our_calls as f64 / before.max(after);
    println!(
        "  SimPy {}: {their_rate:.0} calls/s",
        said["version"].as_str().unwrap()
    );
    println!("  ours: {rate:.0} calls/s (the slower of before and after)");
    let mut held = bar(
        "times SimPy, 100 asked",
        rate / their_rate,
        rate >= 100.0 * their_rate,
    );
    println!("  measure: ours; SimPy; difference within 99 % of both");
    // Ours from many more runs, so that the interval is SimPy's own.
    let many: Vec<Figures> = (0..runs * 20).map(|one| town.replicate(one)).collect();
    for (name, up, down, of) in MEASURES {
        let pairs: Vec<_> = many.iter().map(of).collect();
        let ours = ratio(&pairs).unwrap();
        let of_theirs = |one: &Value| (one[up].as_f64().unwrap(), one[down].as_f64().unwrap());
        let pairs: Vec<_> = theirs.iter().map(of_theirs).collect();
        let peers = ratio(&pairs).unwrap();
        let apart = (ours.value - peers.value).abs();
        let both = ours.half_99.unwrap().hypot(peers.half_99.unwrap());
        let fine = apart <= both;
        let word = if fine { "agree" } else { "DISAGREE" };
        println!(
            "  {name}: {:.4}; {:.4}; {apart:.4} of {both:.4}: {word}",
            ours.value, peers.value
        );
        held &= fine;
    }
    held
}

pub(crate) fn years() -> bool {
    let years = size("LIANDONG_SIM_YEARS", 1_000);
    let mut asked = scenario(HUACAO);
    asked.run.replications = u32::try_from(years).unwrap();
    let threads = Threads::Exactly(NonZeroUsize::new(2).unwrap());
    let (began, used) = (Instant::now(), process_seconds());
    let made = simulate(&asked, threads, &|| ()).unwrap();
    let (seconds, used) = (began.elapsed().as_secs_f64(), process_seconds() - used);
    let calls: u64 = made.replications.iter().map(|one| one.calls).sum();
    println!(
        "a year of Huacao with {} cars, {years} replications, two threads: {calls} calls",
        asked.fleet.cars.len()
    );
    println!(
        "  {seconds:.2} s by the wall, {used:.2} s of the processor; {:.0} calls/s on a core",
        calls as f64 / used
    );
    for (measure, answer) in &made.answers.whole {
        if let Some(answer) = answer {
            println!(
                "  {measure:?}: {:.4} ± {:.4}",
                answer.value,
                answer.half_99.unwrap_or(f64::NAN)
            );
        }
    }
    // The bar is a wall clock's, on two cores; who shares them with others sees what is left of it.
    println!(
        "  {:.2} s by the wall for two cores that have nothing else to do",
        used / 2.0
    );
    bar("seconds by the wall, 10 allowed", seconds, seconds < 10.0)
}
