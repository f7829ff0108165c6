//! Laws of chance for durations (时长分布), as a file names them, and ready to be drawn from.

use super::{chance::Stream, scenario::BadScenario};
use rand_distr::Gamma;
use serde::{Deserialize, Serialize};

/// How a duration is distributed; all in seconds.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(tag = "law", rename_all = "snake_case", deny_unknown_fields)]
pub enum Duration {
    /// Always the same.
    Constant {
        /// Seconds.
        seconds: f64,
    },
    /// Without memory.
    Exponential {
        /// Its mean.
        mean: f64,
    },
    /// Its logarithm is normal: what work on scene mostly looks like.
    Lognormal {
        /// The median.
        median: f64,
        /// Standard deviation of the logarithm.
        sigma: f64,
    },
    /// Gamma; Erlang where the shape is whole.
    Gamma {
        /// Shape.
        shape: f64,
        /// Its mean.
        mean: f64,
    },
    /// Even between two ends.
    Uniform {
        /// The least.
        from: f64,
        /// The most.
        to: f64,
    },
    /// One of two means, without memory: more spread than the exponential.
    Hyperexponential {
        /// The chance of the first.
        share: f64,
        /// The first mean.
        first: f64,
        /// The second mean.
        second: f64,
    },
    /// What was seen, in rising order; between two values even.
    Empirical {
        /// The values.
        seconds: Vec<f64>,
    },
}

impl Duration {
    /// Its mean in seconds.
    #[must_use]
    pub fn mean(&self) -> f64 {
        match self {
            Self::Constant { seconds } => *seconds,
            Self::Exponential { mean } | Self::Gamma { mean, .. } => *mean,
            Self::Lognormal { median, sigma } => median * (sigma * sigma / 2.0).exp(),
            Self::Uniform { from, to } => f64::midpoint(*from, *to),
            Self::Hyperexponential {
                share,
                first,
                second,
            } => share * first + (1.0 - share) * second,
            Self::Empirical { seconds } => {
                let pairs = seconds.windows(2).map(|two| f64::midpoint(two[0], two[1]));
                let sum: f64 = pairs.sum();
                match seconds.len() {
                    0 => 0.0,
                    1 => seconds[0],
                    many => sum / (many - 1) as f64,
                }
            }
        }
    }

    /// Makes it ready to be drawn from.
    ///
    /// # Errors
    /// [`BadScenario`] where a number makes no sense.
    pub fn sampler(&self) -> Result<Sampler, BadScenario> {
        let bad = |problem| BadScenario {
            field: "law",
            problem,
        };
        let ok = |one: f64| one.is_finite() && (0.0..=1e9).contains(&one);
        let over = |one: f64| ok(one) && one > 0.0;
        match self {
            Self::Constant { seconds } if ok(*seconds) => Ok(Sampler::Constant(*seconds)),
            Self::Exponential { mean } if over(*mean) => Ok(Sampler::Exponential(*mean)),
            Self::Lognormal { median, sigma } if over(*median) && (0.0..=5.0).contains(sigma) => {
                Ok(Sampler::Lognormal(*median, *sigma))
            }
            Self::Gamma { shape, mean } if over(*shape) && over(*mean) => {
                let law = Gamma::new(*shape, mean / shape)
                    .map_err(|_| bad("shape and mean are above zero"))?;
                Ok(Sampler::Gamma(law))
            }
            Self::Uniform { from, to } if ok(*from) && ok(*to) && from <= to => {
                Ok(Sampler::Uniform(*from, to - from))
            }
            Self::Hyperexponential {
                share,
                first,
                second,
            } if (0.0..=1.0).contains(share) && over(*first) && over(*second) => {
                Ok(Sampler::Hyper(*share, *first, *second))
            }
            Self::Empirical { seconds }
                if !seconds.is_empty()
                    && seconds.iter().all(|one| ok(*one))
                    && seconds.is_sorted() =>
            {
                Ok(Sampler::Empirical(seconds.as_slice().into()))
            }
            _ => Err(bad(
                "seconds are from 0 to 1e9, means and shapes above 0, sigma up to 5, shares from 0 to 1, and what was seen stands in rising order",
            )),
        }
    }
}

/// A law, ready.
#[derive(Debug, Clone)]
pub enum Sampler {
    /// Always the same.
    Constant(f64),
    /// Its mean.
    Exponential(f64),
    /// Median and sigma.
    Lognormal(f64, f64),
    /// Gamma.
    Gamma(Gamma<f64>),
    /// Least and width.
    Uniform(f64, f64),
    /// Share and means.
    Hyper(f64, f64, f64),
    /// Values in rising order.
    Empirical(Box<[f64]>),
}

impl Sampler {
    /// Draws one, in seconds.
    #[inline]
    pub fn draw(&self, stream: &mut Stream) -> f64 {
        match self {
            Self::Constant(seconds) => *seconds,
            Self::Exponential(mean) => mean * stream.exponential(),
            Self::Lognormal(median, sigma) => median * (sigma * stream.normal()).exp(),
            Self::Gamma(law) => stream.gamma(law),
            Self::Uniform(from, width) => from + width * stream.unit(),
            Self::Hyper(share, first, second) => {
                let mean = if stream.unit() < *share {
                    first
                } else {
                    second
                };
                mean * stream.exponential()
            }
            Self::Empirical(seconds) => quantile(seconds, stream.unit()),
        }
    }
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "a share of a list's length is a place in it"
)]
fn quantile(sorted: &[f64], share: f64) -> f64 {
    let last = sorted.len().saturating_sub(1);
    let at = share * last as f64;
    let low = (at as usize).min(last);
    let (one, two) = (sorted[low], sorted[(low + 1).min(last)]);
    one + (two - one) * (at - low as f64)
}
