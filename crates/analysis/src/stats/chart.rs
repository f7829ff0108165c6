//! A control chart (控制图) of daily counts: individuals and moving range (XmR, 单值-移动极差图), GB/T 17989.2.
//!
//! Why not the u- or c-chart: their limits take it that days differ by Poisson's law alone. Calls come in
//! bursts (weather, feast days), so that these limits cry wolf. The limits here come from how much
//! neighbouring days really differ.

use super::special::as_f64;
use serde::{Deserialize, Serialize};

/// 3 / d₂(2), d₂(2) = 1.128: the limits are three sigmas by the mean moving range.
pub const LIMIT_FACTOR: f64 = 2.66;
/// So many days in a row on one side of the centre are a signal (Nelson's rule 2).
pub const RUN: usize = 9;
/// Fewer days of baseline make no limits.
pub const LEAST_BASELINE: usize = 20;

/// Which rule a point breaks (L. S. Nelson, Journal of Quality Technology 16, 1984).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema), schema(as = ChartSignal))]
#[serde(rename_all = "snake_case")]
pub enum Signal {
    /// Rule 1: above the upper limit.
    AboveLimit,
    /// Rule 1: below the lower limit.
    BelowLimit,
    /// Rule 2: the ninth or a later one in a row above the centre.
    RunAbove,
    /// Rule 2: the ninth or a later one in a row below the centre.
    RunBelow,
}

/// Centre and limits, from the baseline.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema), schema(as = ChartLimits))]
pub struct Limits {
    /// The mean count of a day.
    pub centre: f64,
    /// The mean of the differences of neighbouring days.
    pub moving_range: f64,
    /// Centre less 2.66 moving ranges, 0 at the least.
    pub lower: f64,
    /// Centre and 2.66 moving ranges.
    pub upper: f64,
}

/// Centre and limits of a baseline; `None` with fewer than [`LEAST_BASELINE`] days or without a call.
#[must_use]
pub fn limits(baseline: &[u64]) -> Option<Limits> {
    if baseline.len() < LEAST_BASELINE || baseline.iter().all(|one| *one == 0) {
        return None;
    }
    let centre = as_f64(baseline.iter().sum()) / as_f64(baseline.len() as u64);
    let steps = baseline.windows(2).map(|pair| match pair {
        [a, b] => as_f64(a.abs_diff(*b)),
        _ => 0.0,
    });
    let moving_range = steps.sum::<f64>() / as_f64(baseline.len() as u64 - 1);
    Some(Limits {
        centre,
        moving_range,
        lower: (centre - LIMIT_FACTOR * moving_range).max(0.0),
        upper: centre + LIMIT_FACTOR * moving_range,
    })
}

/// The signals of each point, by limits; runs begin with the first point given.
#[must_use]
pub fn signals(points: &[u64], limits: Limits) -> Vec<Vec<Signal>> {
    let (mut above, mut below) = (0_usize, 0_usize);
    points
        .iter()
        .map(|count| {
            let count = as_f64(*count);
            above = if count > limits.centre { above + 1 } else { 0 };
            below = if count < limits.centre { below + 1 } else { 0 };
            let found = [
                (count > limits.upper, Signal::AboveLimit),
                (count < limits.lower, Signal::BelowLimit),
                (above >= RUN, Signal::RunAbove),
                (below >= RUN, Signal::RunBelow),
            ];
            let found = found.into_iter().filter(|(is, _)| *is);
            found.map(|(_, signal)| signal).collect()
        })
        .collect()
}
