//! The exact solution: the balance equations of all 2ⁿ states.

use super::{Measures, Model, cube::Cube, measures::Dispatches, rates};
use crate::queueing::error::{QueueingError, positive};

/// Beyond, the states do not fit: 20 units take 100 MB, each further one doubles it.
pub const MOST_UNITS: usize = 20;

/// The default of [`solve`]'s tolerance.
pub const TOLERANCE: f64 = 1e-8;

/// Rounds until the iteration is given up; what is sensible takes some thirty.
const MOST_ROUNDS: usize = 5_000;

/// After so many rounds the units' correction is taken for the reason, and turned off.
const PATIENCE: usize = 200;

/// What a double can tell apart: below it the change is only rounding.
const ROUNDING: f64 = 1e-14;

/// The solution of a model.
#[derive(Debug, Clone, PartialEq)]
pub struct Exact {
    /// The probability of each state without a line. Bit `i` of the index is set while unit `i` is busy.
    pub states: Vec<f64>,
    /// The probability that calls wait in the line; 0 where they are lost.
    pub line: f64,
    /// What follows for the town.
    pub measures: Measures,
    /// How many rounds of the iteration it took; a round is two sweeps.
    pub rounds: usize,
}

/// Solves a model to within `tolerance`: the estimated sum over all states of `|p − true p|`, which
/// bounds the error of every workload. Pass [`TOLERANCE`] unless you know better.
///
/// The estimate is that of a geometric series: the last change times `r/(1−r)`, `r` being the larger one of
/// the last two rates at which a round shrinks the distance between two points.
///
/// # Errors
/// [`QueueingError::TooManyUnits`] beyond [`MOST_UNITS`], [`QueueingError::NotConverged`], a tolerance
/// that is not above zero.
pub fn solve(model: &Model, tolerance: f64) -> Result<Exact, QueueingError> {
    let tolerance = positive("the tolerance", tolerance)?.max(ROUNDING);
    let units = model.units();
    if units > MOST_UNITS {
        return Err(QueueingError::TooManyUnits {
            units,
            most: MOST_UNITS,
        });
    }
    let mut cube = Cube::new(model);
    let rounds = iterate(&mut cube, tolerance)?;
    Ok(finish(model, cube.into_probabilities(), rounds))
}

fn iterate(cube: &mut Cube, tolerance: f64) -> Result<usize, QueueingError> {
    let mut last_rate = 1.0;
    let mut error = f64::INFINITY;
    for round in 1..=MOST_ROUNDS {
        let progress = cube.round();
        let worst = f64::max(progress.rate, last_rate);
        if worst < 1.0 {
            error = progress.change * worst / (1.0 - worst);
        }
        if error <= tolerance || progress.change <= ROUNDING {
            return Ok(round);
        }
        if round == PATIENCE {
            cube.leave_units();
        }
        last_rate = progress.rate;
    }
    Err(QueueingError::NotConverged {
        rounds: MOST_ROUNDS,
        error,
    })
}

/// Shares the probability with the line and derives what follows.
fn finish(model: &Model, mut states: Vec<f64>, rounds: usize) -> Exact {
    let units = model.units();
    let full = states.len() - 1;
    let line_over_full = model.line_over_full();
    let total = states.iter().sum::<f64>() + states[full] * line_over_full;
    for state in &mut states {
        *state /= total;
    }
    let line = states[full] * line_over_full;

    // The probability that all of a set are busy and no line stands, for every set.
    let mut all_of = states.clone();
    rates::sum_over_supersets(&mut all_of);
    let mut at_once = vec![vec![0.0; model.atoms()]; units];
    for (atom, demand) in model.demand().iter().enumerate() {
        model.preference(atom).visit(|unit, before, share| {
            let free = (all_of[before] - all_of[before | 1 << unit]).max(0.0);
            at_once[unit][atom] += share * free * demand / model.arrivals();
        });
    }
    let workload = (0..units).map(|unit| all_of[1 << unit] + line).collect();
    let saturated = states[full] + line;
    let measures = Measures::of(model, workload, &Dispatches { at_once, saturated });
    Exact {
        states,
        line,
        measures,
        rounds,
    }
}
