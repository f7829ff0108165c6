//! Intervals of 95 %.

use super::special::{as_f64, beta_i, solve};
use serde::{Deserialize, Serialize};

/// The 97.5 % point of the standard normal distribution.
pub const Z95: f64 = 1.959_963_984_540_054;

/// An interval of 95 %.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Interval {
    /// Its lower end.
    pub low: f64,
    /// Its upper end; `null` where it has none.
    pub high: Option<f64>,
}

/// Wilson's score interval of a share (E. B. Wilson, JASA 22, 1927), without continuity correction:
/// it stays within 0 and 1 and holds the estimate. `None` over zero.
#[must_use]
pub fn wilson(successes: u64, trials: u64) -> Option<(f64, f64)> {
    if trials == 0 {
        return None;
    }
    let (n, p) = (as_f64(trials), as_f64(successes) / as_f64(trials));
    let z2 = Z95 * Z95;
    let middle = (p + z2 / (2.0 * n)) / (1.0 + z2 / n);
    let half = Z95 / (1.0 + z2 / n) * (p * (1.0 - p) / n + z2 / (4.0 * n * n)).sqrt();
    // Rounding must not put the estimate outside of its own interval.
    let low = (middle - half).clamp(0.0, 1.0).min(p);
    let high = (middle + half).clamp(0.0, 1.0).max(p);
    Some((low, high))
}

/// Newcombe's hybrid score interval of a difference of two shares (R. G. Newcombe, Statistics in
/// Medicine 17, 1998, method 10): first minus second. `None` when either is over zero.
#[must_use]
pub fn newcombe(first: (u64, u64), second: (u64, u64)) -> Option<(f64, f64)> {
    let (l1, u1) = wilson(first.0, first.1)?;
    let (l2, u2) = wilson(second.0, second.1)?;
    let p1 = as_f64(first.0) / as_f64(first.1);
    let p2 = as_f64(second.0) / as_f64(second.1);
    let low = p1 - p2 - ((p1 - l1).powi(2) + (u2 - p2).powi(2)).sqrt();
    let high = p1 - p2 + ((u1 - p1).powi(2) + (p2 - l2).powi(2)).sqrt();
    Some((low.max(-1.0), high.min(1.0)))
}

/// Clopper and Pearson's exact interval of a share. `None` over zero.
#[must_use]
pub fn clopper_pearson(successes: u64, trials: u64) -> Option<(f64, f64)> {
    if trials == 0 {
        return None;
    }
    let (k, n) = (as_f64(successes), as_f64(trials));
    // Both ends lie near Wilson's; the search begins there.
    let (low, high) = wilson(successes, trials)?;
    let around = |end: f64| {
        let reach = (high - low).max(1e-9);
        ((end - reach).max(0.0), (end + reach).min(1.0))
    };
    let find = |end: f64, value: f64, rising: &dyn Fn(f64) -> f64| {
        let (from, to) = around(end);
        if rising(from) <= value && rising(to) >= value {
            solve(from, to, value, rising)
        } else {
            solve(0.0, 1.0, value, rising)
        }
    };
    let lower = match successes {
        0 => 0.0,
        _ => find(low, 0.025, &|p| beta_i(k, n - k + 1.0, p)),
    };
    let upper = match trials - successes {
        0 => 1.0,
        _ => find(high, 0.975, &|p| beta_i(k + 1.0, n - k, p)),
    };
    Some((lower, upper))
}
