//! Laws of durations (时长分布), fitted by maximum likelihood.

use super::{
    draw::Draws,
    numeric::{deviation, digamma, floor_index, mean, normal_cdf, normal_quantile, real, trigamma},
};
use liandong_analysis::stats::special::{gamma_q, ln_gamma, solve};
use serde::{Deserialize, Serialize};

/// Which law.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LawKind {
    /// Exponential (指数分布).
    Exponential,
    /// Gamma (伽马分布).
    Gamma,
    /// Lognormal (对数正态分布).
    Lognormal,
    /// Weibull (韦布尔分布).
    Weibull,
    /// The sample itself (经验分布).
    Empirical,
}

impl LawKind {
    /// The four that have parameters, in the order in which ties go.
    pub const FITTED: [Self; 4] = [
        Self::Exponential,
        Self::Gamma,
        Self::Lognormal,
        Self::Weibull,
    ];

    /// How many parameters AIC counts.
    #[must_use]
    pub const fn parameters(self) -> u32 {
        match self {
            Self::Exponential => 1,
            Self::Gamma | Self::Lognormal | Self::Weibull => 2,
            Self::Empirical => 0,
        }
    }
}

/// A law with its parameters; durations are in seconds.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "law")]
pub enum Law {
    /// Exponential.
    Exponential {
        /// Its mean.
        mean: f64,
    },
    /// Gamma.
    Gamma {
        /// Shape.
        shape: f64,
        /// Scale: the mean is shape times scale.
        scale: f64,
    },
    /// Lognormal.
    Lognormal {
        /// Mean of the logarithm.
        mu: f64,
        /// Standard deviation of the logarithm.
        sigma: f64,
    },
    /// Weibull.
    Weibull {
        /// Shape.
        shape: f64,
        /// Scale: 63.2 % are shorter.
        scale: f64,
    },
    /// The sample thinned to values at the middles of equal shares, rising; between them straight lines.
    Empirical {
        /// The values.
        quantiles: Vec<f64>,
    },
}

impl Law {
    /// The law of the greatest likelihood. `None` where there is none: fewer than two values, a value that is not
    /// above zero, or values that do not differ (the likelihood then has no bound); and for the empirical kind.
    #[must_use]
    pub fn fit(kind: LawKind, sample: &[f64]) -> Option<Self> {
        if sample.len() < 2 || !sample.iter().all(|x| *x > 0.0 && x.is_finite()) {
            return None;
        }
        let logs: Vec<f64> = sample.iter().map(|x| x.ln()).collect();
        let n = real(sample.len());
        let sigma = deviation(&logs) * ((n - 1.0) / n).sqrt();
        let average = mean(sample);
        if sigma < 1e-9 {
            return None;
        }
        let mu = mean(&logs);
        match kind {
            LawKind::Exponential => Some(Self::Exponential { mean: average }),
            LawKind::Gamma => gamma_shape(average.ln() - mu).map(|shape| Self::Gamma {
                shape,
                scale: average / shape,
            }),
            LawKind::Lognormal => Some(Self::Lognormal { mu, sigma }),
            LawKind::Weibull => weibull(&logs, mu, sigma),
            LawKind::Empirical => None,
        }
    }

    /// The sample thinned to so many values at the most.
    #[must_use]
    pub fn empirical(sorted: &[f64], at_most: usize) -> Self {
        let m = sorted.len().min(at_most).max(1);
        let middle = |i: usize| (real(i) + 0.5) / real(m);
        // Shares of the sample itself, not of the gaps in it: with m = n each value stands for itself.
        let at = |p: f64| {
            let at = (p * real(sorted.len()) - 0.5).max(0.0);
            let below = floor_index(at).min(sorted.len().saturating_sub(1));
            let above = (below + 1).min(sorted.len().saturating_sub(1));
            let share = at - real(below);
            match (sorted.get(below), sorted.get(above)) {
                (Some(one), Some(other)) => one * (1.0 - share) + other * share,
                _ => 0.0,
            }
        };
        let quantiles = (0..m).map(|i| at(middle(i))).collect();
        Self::Empirical { quantiles }
    }

    /// Which law it is.
    #[must_use]
    pub const fn kind(&self) -> LawKind {
        match self {
            Self::Exponential { .. } => LawKind::Exponential,
            Self::Gamma { .. } => LawKind::Gamma,
            Self::Lognormal { .. } => LawKind::Lognormal,
            Self::Weibull { .. } => LawKind::Weibull,
            Self::Empirical { .. } => LawKind::Empirical,
        }
    }

    /// The natural logarithm of the density at a duration above zero; `None` for the empirical law.
    #[must_use]
    pub fn ln_density(&self, x: f64) -> Option<f64> {
        Some(match *self {
            Self::Exponential { mean } => -mean.ln() - x / mean,
            Self::Gamma { shape, scale } => {
                (shape - 1.0) * x.ln() - x / scale - shape * scale.ln() - ln_gamma(shape)
            }
            Self::Lognormal { mu, sigma } => {
                let z = (x.ln() - mu) / sigma;
                -0.5 * z * z - x.ln() - sigma.ln() - 0.5 * std::f64::consts::TAU.ln()
            }
            Self::Weibull { shape, scale } => {
                let y = (x / scale).ln();
                shape.ln() - scale.ln() + (shape - 1.0) * y - (shape * y).exp()
            }
            Self::Empirical { .. } => return None,
        })
    }

    /// The share of durations up to `x`.
    #[must_use]
    pub fn cdf(&self, x: f64) -> f64 {
        if x <= 0.0 {
            return 0.0;
        }
        match self {
            Self::Exponential { mean } => -(-x / mean).exp_m1(),
            Self::Gamma { shape, scale } => 1.0 - gamma_q(*shape, x / scale),
            Self::Lognormal { mu, sigma } => normal_cdf((x.ln() - mu) / sigma),
            Self::Weibull { shape, scale } => -(-(x / scale).powf(*shape)).exp_m1(),
            Self::Empirical { quantiles } => {
                let m = real(quantiles.len().max(1));
                let after = quantiles.partition_point(|one| *one <= x);
                match (
                    after.checked_sub(1).and_then(|at| quantiles.get(at)),
                    quantiles.get(after),
                ) {
                    (None, _) => 0.0,
                    (_, None) => 1.0,
                    (Some(low), Some(high)) => (real(after) - 0.5 + (x - low) / (high - low)) / m,
                }
            }
        }
    }

    /// The duration up to which a share of them lasts, for 0 < p < 1.
    #[must_use]
    pub fn quantile(&self, p: f64) -> f64 {
        let p = p.clamp(1e-12, 1.0 - 1e-12);
        match self {
            Self::Exponential { mean } => -mean * (-p).ln_1p(),
            Self::Gamma { shape, scale } => {
                // Wilson and Hilferty's cube brings the bracket near.
                let z = normal_quantile(p);
                let cube = 1.0 - 1.0 / (9.0 * shape) + z / (9.0 * shape).sqrt();
                let mut high = (shape * cube.max(0.1).powi(3)).max(1e-3);
                while 1.0 - gamma_q(*shape, high) < p {
                    high *= 2.0;
                }
                scale * solve(0.0, high, p, |x| 1.0 - gamma_q(*shape, x))
            }
            Self::Lognormal { mu, sigma } => (mu + sigma * normal_quantile(p)).exp(),
            Self::Weibull { shape, scale } => scale * (-(-p).ln_1p()).powf(1.0 / shape),
            Self::Empirical { quantiles } => {
                let at = (p * real(quantiles.len()) - 0.5).max(0.0);
                let last = quantiles.len().saturating_sub(1);
                let below = floor_index(at).min(last);
                let above = (below + 1).min(last);
                match (quantiles.get(below), quantiles.get(above)) {
                    (Some(low), Some(high)) => low + (high - low) * (at - real(below)).min(1.0),
                    _ => 0.0,
                }
            }
        }
    }

    /// The mean duration.
    #[must_use]
    pub fn mean(&self) -> f64 {
        match self {
            Self::Exponential { mean } => *mean,
            Self::Gamma { shape, scale } => shape * scale,
            Self::Lognormal { mu, sigma } => (mu + sigma * sigma / 2.0).exp(),
            Self::Weibull { shape, scale } => scale * ln_gamma(1.0 + 1.0 / shape).exp(),
            Self::Empirical { quantiles } => mean(quantiles),
        }
    }

    /// A duration drawn from it.
    pub fn draw(&self, draws: &mut Draws) -> f64 {
        match self {
            Self::Gamma { shape, scale } => scale * draws.gamma(*shape),
            Self::Exponential { mean } => mean * draws.exponential(),
            Self::Weibull { shape, scale } => scale * draws.exponential().powf(1.0 / shape),
            Self::Lognormal { .. } | Self::Empirical { .. } => self.quantile(draws.uniform()),
        }
    }
}

/// The shape of a gamma law from ln(mean) − mean(ln), which is above zero, by the generalised Newton step of
/// T. P. Minka, Estimating a Gamma distribution, 2002.
fn gamma_shape(gap: f64) -> Option<f64> {
    if gap <= 0.0 {
        return None;
    }
    let mut shape = (3.0 - gap + ((gap - 3.0).powi(2) + 24.0 * gap).sqrt()) / (12.0 * gap);
    for _ in 0..100 {
        let slope = shape * shape * (1.0 / shape - trigamma(shape));
        let next = 1.0 / (1.0 / shape + (shape.ln() - gap - digamma(shape)) / slope);
        if !next.is_finite() || next <= 0.0 {
            return None;
        }
        if (next - shape).abs() < 1e-12 * shape {
            return Some(next);
        }
        shape = next;
    }
    Some(shape)
}

/// A Weibull law: its likelihood's equation for the shape rises, so it is bracketed and solved (A. C. Cohen,
/// Technometrics 7, 1965). Logarithms are centred first, so that no power overflows.
fn weibull(logs: &[f64], mu: f64, sigma: f64) -> Option<Law> {
    let sums = |shape: f64| {
        logs.iter().fold((0.0, 0.0), |(all, by_log), log| {
            let y = log - mu;
            let power = (shape * y).exp();
            (all + power, by_log + power * y)
        })
    };
    let off = |shape: f64| {
        let (all, by_log) = sums(shape);
        by_log / all - 1.0 / shape
    };
    // The moments' estimate: the logarithm of a Weibull has the deviation π / (shape √6).
    let start = std::f64::consts::PI / (sigma * 6.0_f64.sqrt());
    let (mut low, mut high) = (start / 2.0, start * 2.0);
    for _ in 0..60 {
        if off(low) < 0.0 {
            break;
        }
        low /= 2.0;
    }
    for _ in 0..60 {
        if off(high) > 0.0 {
            break;
        }
        high *= 2.0;
    }
    let shape = solve(low, high, 0.0, off);
    let (all, _) = sums(shape);
    let scale = (mu + (all / real(logs.len())).ln() / shape).exp();
    (shape.is_finite() && scale.is_finite() && scale > 0.0).then_some(Law::Weibull { shape, scale })
}
