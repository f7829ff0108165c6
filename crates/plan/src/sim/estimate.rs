//! A figure with what is known about it (置信区间): the value over all replications, and how far the truth
//! may be from it.

use super::student::student_quantile;
use serde::{Deserialize, Serialize};

/// A value with half the width of its confidence intervals.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Estimate {
    /// The value.
    pub value: f64,
    /// The truth lies so far from it at the most, with 95 % confidence; `None` for one replication.
    pub half_95: Option<f64>,
    /// The same with 99 %.
    pub half_99: Option<f64>,
}

/// Student's t for so many replications, worked out once for many figures.
#[derive(Debug, Clone, Copy)]
pub(super) struct Confidence {
    /// For 95 and 99 %; `None` for fewer than two replications.
    t: Option<(f64, f64)>,
}

impl Confidence {
    pub(super) fn of(replications: usize) -> Self {
        let freedom = u32::try_from(replications)
            .unwrap_or(u32::MAX)
            .checked_sub(1);
        let freedom = freedom.filter(|one| *one > 0);
        Self {
            t: freedom.map(|one| (student_quantile(0.975, one), student_quantile(0.995, one))),
        }
    }

    /// See [`ratio`]; for as many pairs as it was made for.
    pub(super) fn ratio(self, pairs: &[(f64, f64)]) -> Option<Estimate> {
        let many = pairs.len() as f64;
        let below: f64 = pairs.iter().map(|one| one.1).sum();
        if below <= 0.0 {
            return None;
        }
        let value = pairs.iter().map(|one| one.0).sum::<f64>() / below;
        let square = |one: &(f64, f64)| (one.0 - value * one.1).powi(2);
        let squares: f64 = pairs.iter().map(square).sum();
        let mean_below = below / many;
        let variance = squares / (many - 1.0).max(1.0) / (mean_below * mean_below);
        let error = (variance / many).sqrt();
        Some(Estimate {
            value,
            half_95: self.t.map(|(t, _)| t * error),
            half_99: self.t.map(|(_, t)| t * error),
        })
    }
}

impl Estimate {
    /// Whether a value lies within the 99 % interval.
    #[must_use]
    pub fn holds_99(&self, value: f64) -> bool {
        self.half_99
            .is_some_and(|half| (self.value - value).abs() <= half)
    }
}

/// The mean of what each replication gave; `None` without any.
#[must_use]
pub fn mean(each: &[f64]) -> Option<Estimate> {
    let pairs: Vec<(f64, f64)> = each.iter().map(|one| (*one, 1.0)).collect();
    ratio(&pairs)
}

/// A ratio of sums over replications, each giving a numerator and a denominator: a share of calls, a
/// mean wait. Replications with more calls then weigh more, and one without any says nothing instead
/// of dividing by zero. `None` where there is nothing to divide by: no value, and not zero.
///
/// The interval is the usual one of a ratio estimator: Student's t over the deviations
/// `numerator - ratio × denominator`.
#[must_use]
pub fn ratio(pairs: &[(f64, f64)]) -> Option<Estimate> {
    Confidence::of(pairs.len()).ratio(pairs)
}
