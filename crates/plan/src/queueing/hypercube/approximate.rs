//! The approximation for many units: n equations in place of 2ⁿ.
//!
//! If units were busy independently of each other, the j-th unit of an atom's order would be sent with
//! probability `ρ₁·…·ρⱼ₋₁·(1 − ρⱼ)`. They are not, and Larson corrects the product by the factor `Q(N, ρ, j)`
//! by which it is wrong in the system in which units are chosen at random, where the truth is known: there
//! it is the probability of drawing `j − 1` busy units and then a free one without putting back. The
//! workloads are then the fixed point of
//!
//! `ρᵢ = (Vᵢ + Dᵢ) / (μᵢ + Vᵢ)`, where `(1 − ρᵢ)·Vᵢ` is the rate at which unit `i` is sent at once, and
//! `Dᵢ` at which it takes a waiting call,
//!
//! set after each round to the total that they must have: what is finished is what comes.
//!
//! **Service that differs by unit.** As with Jarvis, the system in which units are chosen at random gets
//! the mean service time over dispatches, which follows from the workloads of the round before. The
//! full state is left at the true rate `Σμ`. Jarvis has calls lost and no line; the line is added here as
//! in the exact model.
//!
//! Sources: R. C. Larson, "Approximating the performance of urban emergency service systems", Operations
//! Research 23 (1975) 845–868; R. C. Larson and A. R. Odoni, Urban Operations Research (1981), section 5.5;
//! J. P. Jarvis, "Approximating the equilibrium behavior of multi-server loss systems", Management Science
//! 31 (1985) 235–239.

use super::{Line, Measures, Model, Preference, as_float, measures::Dispatches};
use crate::queueing::error::QueueingError;

/// Two rounds that differ by less are the same.
const TOLERANCE: f64 = 1e-10;
const MOST_ROUNDS: usize = 2_000;

/// Below it a product of workloads no longer counts, and dividing by it would only make noise.
const NOTHING: f64 = 1e-250;

/// An approximate solution.
#[derive(Debug, Clone, PartialEq)]
pub struct Approximate {
    /// What follows for the town.
    pub measures: Measures,
    /// How many rounds it took.
    pub rounds: usize,
}

/// Approximates a model with any number of units. Where [`super::exact::solve`] can answer, it should.
///
/// Units of one tier take turns at the places of their tier: the mean over the rotations of the tier
/// stands for the mean over all its orders.
///
/// # Errors
/// [`QueueingError::NotConverged`].
pub fn solve(model: &Model) -> Result<Approximate, QueueingError> {
    let orders: Vec<Vec<(f64, Vec<usize>)>> = (0..model.atoms())
        .map(|atom| rotations(model.preference(atom)))
        .collect();
    let start = match model.line() {
        Line::Infinite => model.arrivals() / model.capacity(),
        Line::Loss => model.arrivals() / (model.arrivals() + model.capacity()),
    };
    let mut workload = vec![start; model.units()];
    let mut step = 1.0;
    let mut last = f64::INFINITY;
    for round in 1..=MOST_ROUNDS {
        let random = Random::of(model, &workload);
        let next = improved(model, &orders, &workload, &random);
        let change = next
            .iter()
            .zip(&workload)
            .map(|(one, other)| (one - other).abs())
            .fold(0.0, f64::max);
        if change <= TOLERANCE {
            let measures = measures(model, &orders, next, &random);
            return Ok(Approximate {
                measures,
                rounds: round,
            });
        }
        if change > last {
            step *= 0.5;
        }
        last = change;
        for (old, new) in workload.iter_mut().zip(next) {
            *old += step * (new - *old);
        }
    }
    Err(QueueingError::NotConverged {
        rounds: MOST_ROUNDS,
        error: last,
    })
}

/// The system in which any free unit is as likely to be sent as any other.
struct Random {
    /// `Q` by the number of busy units before the one that is sent.
    correction: Vec<f64>,
    /// The probability that all are busy.
    saturated: f64,
}

impl Random {
    fn of(model: &Model, workload: &[f64]) -> Self {
        let units = model.units();
        let finished: f64 = workload
            .iter()
            .zip(model.service())
            .map(|(w, s)| w * s)
            .sum();
        // Calls in service over calls finished per hour: the mean service time over dispatches.
        let mean_service = workload.iter().sum::<f64>() / finished;
        let load = model.arrivals() * mean_service;
        let mut levels = vec![1.0];
        for level in 1..units {
            levels.push(levels[level - 1] * load / as_float(level));
        }
        levels.push(levels[units - 1] * model.arrivals() / model.capacity());
        let line = levels[units] * model.line_over_full();
        let total = levels.iter().sum::<f64>() + line;
        for level in &mut levels {
            *level /= total;
        }
        let line = line / total;
        let busy: f64 = levels
            .iter()
            .enumerate()
            .map(|(level, p)| as_float(level) * p)
            .sum();
        Self {
            correction: corrections(&levels, busy / as_float(units) + line),
            saturated: levels[units] + line,
        }
    }
}

/// `Q(N, ρ, j)` for j = 0, 1, …, N−1, from the probabilities that so many units are busy and none waits.
///
/// Of N units of which k are busy, j drawn one after the other are all busy and the next one is free with
/// probability `k/N · … · (k−j+1)/(N−j+1) · (N−k)/(N−j)`.
fn corrections(levels: &[f64], workload: f64) -> Vec<f64> {
    let units = levels.len() - 1;
    let mut drawn = levels[..units].to_vec();
    let mut product = 1.0 - workload;
    let mut corrections = Vec::with_capacity(units);
    for j in 0..units {
        let left = as_float(units - j);
        let truth: f64 = (j..units)
            .map(|k| drawn[k] * as_float(units - k) / left)
            .sum();
        corrections.push(if product > NOTHING {
            truth / product
        } else {
            0.0
        });
        for (k, p) in drawn.iter_mut().enumerate() {
            *p *= as_float(k.saturating_sub(j)) / left;
        }
        product *= workload;
    }
    corrections
}

/// The orders that stand for a preference, each with its share.
fn rotations(preference: &Preference) -> Vec<(f64, Vec<usize>)> {
    let longest = preference
        .iter()
        .map(<[usize]>::len)
        .fold(1, least_common_multiple);
    // Tiers of many different sizes would have very many joint rotations; as many as there are units
    // show each of them in each place nearly as often.
    let units: usize = preference.iter().map(<[usize]>::len).sum();
    let count = longest.min(units * units);
    (0..count)
        .map(|turn| {
            let order = preference.iter().flat_map(|tier| {
                let start = turn % tier.len();
                tier[start..].iter().chain(&tier[..start]).copied()
            });
            (1.0 / as_float(count), order.collect())
        })
        .collect()
}

fn least_common_multiple(one: usize, other: usize) -> usize {
    let (mut large, mut small) = (one, other);
    while small > 0 {
        (large, small) = (small, large % small);
    }
    (one / large).saturating_mul(other)
}

/// Tells for each unit of each order of an atom the probability that it is the one that would be sent if it
/// is free.
fn reach(
    orders: &[(f64, Vec<usize>)],
    workload: &[f64],
    random: &Random,
    mut tell: impl FnMut(usize, f64),
) {
    for (share, order) in orders {
        let mut busy = *share;
        for (unit, correction) in order.iter().zip(&random.correction) {
            tell(*unit, busy * correction);
            busy *= workload[*unit];
        }
    }
}

/// One round of the fixed point.
fn improved(
    model: &Model,
    orders: &[Vec<(f64, Vec<usize>)>],
    workload: &[f64],
    random: &Random,
) -> Vec<f64> {
    let (served, waits) = served_and_waits(model, random);
    let mut asked = vec![0.0; model.units()];
    for (demand, orders) in model.demand().iter().zip(orders) {
        reach(orders, workload, random, |unit, reached| {
            asked[unit] += demand * reached;
        });
    }
    let mut next: Vec<f64> = asked
        .iter()
        .zip(model.service())
        .map(|(asked, service)| {
            let from_line = model.arrivals() * waits * service / model.capacity();
            (asked + from_line) / (service + asked)
        })
        .collect();
    let finished: f64 = next.iter().zip(model.service()).map(|(w, s)| w * s).sum();
    let scale = model.arrivals() * served / finished;
    for workload in &mut next {
        // Near saturation the scale may carry a unit over the edge.
        *workload = (*workload * scale).min(1.0);
    }
    next
}

fn served_and_waits(model: &Model, random: &Random) -> (f64, f64) {
    match model.line() {
        Line::Infinite => (1.0, random.saturated),
        Line::Loss => (1.0 - random.saturated, 0.0),
    }
}

fn measures(
    model: &Model,
    orders: &[Vec<(f64, Vec<usize>)>],
    workload: Vec<f64>,
    random: &Random,
) -> Measures {
    let mut at_once = vec![vec![0.0; model.atoms()]; model.units()];
    for (atom, orders) in orders.iter().enumerate() {
        let mut total = 0.0;
        reach(orders, &workload, random, |unit, reached| {
            let sent = reached * (1.0 - workload[unit]);
            at_once[unit][atom] += sent;
            total += sent;
        });
        // What is sent at once from an atom is known: all that do not find everybody busy.
        let share = model.demand()[atom] / model.arrivals();
        let scale = if total > 0.0 {
            share * (1.0 - random.saturated) / total
        } else {
            0.0
        };
        for row in &mut at_once {
            row[atom] *= scale;
        }
    }
    let saturated = random.saturated;
    Measures::of(model, workload, &Dispatches { at_once, saturated })
}
