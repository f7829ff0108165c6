//! Two rates of calls compared.

use super::{
    interval::{Interval, Z95, clopper_pearson},
    special::{as_f64, beta_i, ln_factorial, normal_two_sided},
};

/// What a comparison of two rates found.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct RateTest {
    /// z of the scaled test; the exact one has no statistic but the counts.
    pub statistic: Option<f64>,
    /// Two-sided.
    pub p: f64,
    /// First rate over second; `None` when the second count is zero.
    pub ratio: Option<f64>,
    /// Its interval of 95 %.
    pub interval: Interval,
}

/// Two-sided exact p of a binomial count: the sum of all outcomes that are no likelier than the one
/// that came (as SciPy's `binomtest`). `share` lies between 0 and 1, both excluded.
#[must_use]
pub fn binomial_p(successes: u64, trials: u64, share: f64) -> f64 {
    let (n, constant) = (as_f64(trials), ln_factorial(trials));
    let log = |k: u64| {
        constant - ln_factorial(k) - ln_factorial(trials - k)
            + as_f64(k) * share.ln()
            + as_f64(trials - k) * (-share).ln_1p()
    };
    // Outcomes of equal likelihood differ in the last digits only.
    let least = log(successes) + 1e-7;
    let at_most = |k: u64| 1.0 - at_least(k + 1, trials, share);
    // The likelihood rises to the mode and falls after it: the other tail is found by halving.
    if as_f64(successes) <= n * share {
        let begin = first(successes + 1, trials + 1, |k| {
            as_f64(k) > n * share && log(k) <= least
        });
        (at_most(successes) + at_least(begin, trials, share)).min(1.0)
    } else {
        let end = first(0, successes, |k| as_f64(k) > n * share || log(k) > least);
        let lower = if end == 0 { 0.0 } else { at_most(end - 1) };
        (lower + at_least(successes, trials, share)).min(1.0)
    }
}

/// P(X ≥ k) of a binomial count.
fn at_least(k: u64, trials: u64, share: f64) -> f64 {
    match k {
        0 => 1.0,
        _ if k > trials => 0.0,
        _ => beta_i(as_f64(k), as_f64(trials - k + 1), share),
    }
}

/// The first number from `low` on, before `high`, from which on something holds; `high` when nowhere.
fn first(low: u64, high: u64, holds: impl Fn(u64) -> bool) -> u64 {
    let (mut low, mut high) = (low, high);
    while low < high {
        let middle = low + (high - low) / 2;
        if holds(middle) {
            high = middle;
        } else {
            low = middle + 1;
        }
    }
    low
}

/// Exact comparison of two Poisson counts over two times: given their sum, the first is binomial
/// (J. Przyborowski, H. Wilenski, Biometrika 31, 1940). `None` when nothing was counted or a time is
/// not positive.
#[must_use]
pub fn poisson_exact(first: (u64, f64), second: (u64, f64)) -> Option<RateTest> {
    let ((n1, t1), (n2, t2)) = (first, second);
    let total = n1 + n2;
    if total == 0 || t1 <= 0.0 || t2 <= 0.0 {
        return None;
    }
    let share = t1 / (t1 + t2);
    let (low, high) = clopper_pearson(n1, total)?;
    let as_ratio = |share: f64| share / (1.0 - share) * t2 / t1;
    Some(RateTest {
        statistic: None,
        p: binomial_p(n1, total, share),
        ratio: (n2 > 0).then(|| as_f64(n1) / t1 / (as_f64(n2) / t2)),
        interval: Interval {
            low: as_ratio(low),
            high: (n2 > 0).then(|| as_ratio(high)),
        },
    })
}

/// The same where days differ more than by Poisson's law: Wald's test of the log ratio with the variance
/// scaled by the dispersion (quasi-Poisson; P. McCullagh, J. A. Nelder, Generalized Linear Models, 1989,
/// §6.2). `None` when either count is zero: there is no log of it.
#[must_use]
pub fn poisson_scaled(first: (u64, f64), second: (u64, f64), dispersion: f64) -> Option<RateTest> {
    let ((n1, t1), (n2, t2)) = (first, second);
    if n1 == 0 || n2 == 0 || t1 <= 0.0 || t2 <= 0.0 {
        return None;
    }
    let ratio = as_f64(n1) / t1 / (as_f64(n2) / t2);
    let error = (dispersion * (1.0 / as_f64(n1) + 1.0 / as_f64(n2))).sqrt();
    let z = ratio.ln() / error;
    Some(RateTest {
        statistic: Some(z),
        p: normal_two_sided(z),
        ratio: Some(ratio),
        interval: Interval {
            low: (ratio.ln() - Z95 * error).exp(),
            high: Some((ratio.ln() + Z95 * error).exp()),
        },
    })
}

/// Pearson's dispersion of daily counts around the mean of their weekday: 1 under Poisson's law. `days`
/// are consecutive. `None` with fewer than two of some weekday or where nothing was counted.
#[must_use]
pub fn weekday_dispersion(days: &[u64]) -> Option<f64> {
    if days.len() < 14 {
        return None;
    }
    let (mut sum, mut freedom) = (0.0, 0_u64);
    for weekday in 0..7 {
        let of_it = || days.iter().skip(weekday).step_by(7).copied();
        let (count, total) = of_it().fold((0_u64, 0_u64), |(n, sum), one| (n + 1, sum + one));
        if total == 0 {
            continue;
        }
        let mean = as_f64(total) / as_f64(count);
        sum += of_it()
            .map(|one| (as_f64(one) - mean).powi(2) / mean)
            .sum::<f64>();
        freedom += count - 1;
    }
    (freedom > 0).then(|| sum / as_f64(freedom))
}
