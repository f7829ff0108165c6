//! `cargo bench -p liandong-plan --bench hypercube`: towns of 12, 15 and 20 units that differ in service, 60 atoms,
//! solved exactly at a tolerance of 1e-8 by one thread. When `LIANDONG_PYTHON` names a Python with numpy, the
//! same iteration over the same states is run in vectorised numpy beside it (`baselines/hypercube_numpy.py`),
//! and the workloads of both must agree.
#![allow(
    clippy::print_stdout,
    clippy::unwrap_used,
    clippy::disallowed_methods,
    missing_docs
)]

use liandong_plan::queueing::hypercube::{
    Description, Line, Model, Preference, Travel, approximate, exact,
};
use serde::Deserialize;
use std::{
    env,
    hint::black_box,
    process::Command,
    time::{Duration, Instant},
};

const ATOMS: usize = 60;
const LOAD: f64 = 0.6;
const TOLERANCE: f64 = 1e-8;

/// What the workloads of two solutions may differ by.
const SAME: f64 = 1e-6;

/// Units, and the time that they may take.
const TOWNS: [(usize, Duration); 3] = [
    (12, Duration::from_millis(20)),
    (15, Duration::from_millis(200)),
    (20, Duration::from_secs(15)),
];

/// What the baseline prints.
#[derive(Deserialize)]
struct Baseline {
    seconds: f64,
    rounds: usize,
    workloads: Vec<f64>,
}

fn main() {
    println!("{ATOMS} atoms, load {LOAD}, unequal service, tolerance {TOLERANCE:e}, one thread");
    let python = env::var("LIANDONG_PYTHON").ok();
    let mut too_slow = Vec::new();
    for (units, bar) in TOWNS {
        let model = town(units);
        let repeats = if units > 15 { 3 } else { 9 };
        let (solution, taken) = median(repeats, || exact::solve(&model, TOLERANCE).unwrap());
        println!(
            "{units} units: exact        {:>10.3} ms, {} rounds (bar {} ms)",
            milliseconds(taken),
            solution.rounds,
            bar.as_millis()
        );
        if taken > bar {
            too_slow.push(units);
        }
        let (near, taken_near) = median(repeats, || approximate::solve(&model).unwrap());
        let worst = difference(&near.measures.workload, &solution.measures.workload);
        println!(
            "          approximate  {:>10.3} ms, workloads within {worst:.4}",
            milliseconds(taken_near)
        );
        if let Some(python) = &python {
            let baseline = baseline(python, units);
            let apart = difference(&baseline.workloads, &solution.measures.workload);
            assert!(apart < SAME, "numpy's workloads are {apart:e} apart");
            println!(
                "          numpy        {:>10.3} ms, {} rounds; ratio {:.1}; workloads within {apart:.1e}",
                baseline.seconds * 1e3,
                baseline.rounds,
                baseline.seconds / taken.as_secs_f64()
            );
        }
    }
    if python.is_none() {
        println!("LIANDONG_PYTHON names no Python with numpy: no baseline");
    }
    assert!(too_slow.is_empty(), "over the bar: {too_slow:?} units");
}

fn baseline(python: &str, units: usize) -> Baseline {
    let script = concat!(
        env!("CARGO_MANIFEST_DIR"),
        "/benches/baselines/hypercube_numpy.py"
    );
    let output = Command::new(python)
        .arg(script)
        .args([units.to_string(), ATOMS.to_string()])
        .args([LOAD.to_string(), TOLERANCE.to_string()])
        // One thread against one thread.
        .env("OPENBLAS_NUM_THREADS", "1")
        .output()
        .unwrap();
    assert!(
        output.status.success(),
        "{}",
        String::from_utf8_lossy(&output.stderr)
    );
    serde_json::from_slice(&output.stdout).unwrap()
}

/// Knuth's linear congruential generator of 64 bits (MMIX): as short in Python as here.
struct Draws(u64);

impl Draws {
    fn uniform(&mut self) -> f64 {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 11) as f64 / (1_u64 << 53) as f64
    }

    fn place(&mut self) -> (f64, f64) {
        (10.0 * self.uniform(), 10.0 * self.uniform())
    }
}

/// Places on a square of 10 km, driven at 30 km/h along a grid; service differs by unit.
fn town(units: usize) -> Model {
    let mut draws = Draws(20_240_601 + units as u64);
    let stands: Vec<_> = (0..units).map(|_| draws.place()).collect();
    let service: Vec<f64> = (0..units).map(|_| 1.0 + draws.uniform()).collect();
    let places: Vec<_> = (0..ATOMS).map(|_| draws.place()).collect();
    let weights: Vec<f64> = (0..ATOMS).map(|_| 0.5 + draws.uniform()).collect();
    let scale = LOAD * service.iter().sum::<f64>() / weights.iter().sum::<f64>();
    let from_units: Vec<Vec<f64>> = stands
        .iter()
        .map(|unit| {
            let drive =
                |atom: &(f64, f64)| 120.0 * ((unit.0 - atom.0).abs() + (unit.1 - atom.1).abs());
            places.iter().map(drive).collect()
        })
        .collect();
    let description = Description {
        demand: weights.iter().map(|weight| weight * scale).collect(),
        service,
        preferences: (0..ATOMS)
            .map(|atom| Preference::nearest(&from_units, atom))
            .collect(),
        travel: Travel {
            from_units,
            between_atoms: None,
        },
        line: Line::Infinite,
    };
    Model::new(description).unwrap()
}

fn median<T>(repeats: usize, work: impl Fn() -> T) -> (T, Duration) {
    let mut runs: Vec<(T, Duration)> = (0..repeats)
        .map(|_| {
            let start = Instant::now();
            let value = black_box(work());
            (value, start.elapsed())
        })
        .collect();
    runs.sort_by_key(|(_, taken)| *taken);
    runs.swap_remove(repeats / 2)
}

fn difference(one: &[f64], other: &[f64]) -> f64 {
    assert_eq!(one.len(), other.len());
    let apart = one
        .iter()
        .zip(other)
        .map(|(one, other)| (one - other).abs());
    apart.fold(0.0, f64::max)
}

fn milliseconds(time: Duration) -> f64 {
    time.as_secs_f64() * 1e3
}
