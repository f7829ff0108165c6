//! How well a law fits a sample of durations: Akaike's criterion, the Kolmogorov–Smirnov distance with a
//! bootstrapped p, and quantiles beside each other.
//!
//! The parameters are estimated from the very sample that is tested, so the tables of the plain test do not
//! hold: the distance comes out too small under the law (H. W. Lilliefors, JASA 62, 1967). The parametric
//! bootstrap draws samples from the fitted law, fits each anew and counts how often the distance is as
//! great (W. Stute, W. González Manteiga, M. Presedo Quindimil, Metrika 40, 1993).

use super::{
    draw::Draws,
    law::{Law, LawKind},
    numeric::{count, deviation, mean, real, sample_quantile},
};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// A law that was tried.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Candidate {
    /// The law with its estimated parameters.
    #[serde(flatten)]
    pub law: Law,
    /// The logarithm of its likelihood.
    pub ln_likelihood: f64,
    /// Akaike's criterion: the least is the best.
    pub aic: f64,
    /// The Kolmogorov–Smirnov distance.
    pub distance: f64,
    /// How often a sample of this law lies as far from it.
    pub p: f64,
}

/// A quantile of the sample beside the law's.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct QuantileRow {
    /// The share.
    pub share: f64,
    /// Seconds in the sample.
    pub observed: f64,
    /// Seconds of the law.
    pub fitted: f64,
}

/// A sample of durations and the law that stands for it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct DurationFit {
    /// How many durations.
    pub n: u64,
    /// Their mean, in seconds.
    pub mean: f64,
    /// Their standard deviation, in seconds.
    pub deviation: f64,
    /// The law that is used.
    pub law: Law,
    /// Whether a law with parameters was not rejected. The empirical law is used where all were, if the sample
    /// is large enough; in a small one the best of them is used all the same, and this says so.
    pub fits: bool,
    /// The laws that were tried, the best by AIC first.
    pub candidates: Vec<Candidate>,
    /// The quantiles beside each other.
    pub quantiles: Vec<QuantileRow>,
}

/// The shares at which quantiles are shown.
pub const SHARES: [f64; 6] = [0.10, 0.25, 0.50, 0.75, 0.90, 0.95];

/// A law is rejected below this p.
pub const REJECTED_BELOW: f64 = 0.01;

/// So many durations can stand for themselves where no law fits.
pub const EMPIRICAL_FROM: usize = 200;

/// So many values are kept of an empirical law.
pub const EMPIRICAL_VALUES: usize = 200;

/// Resamples are no larger than this: beyond it the scaled distance hardly depends on n any more.
const RESAMPLE: usize = 500;

/// Fits laws and remembers the bootstrapped distances that depend on nothing but law and size.
#[derive(Debug)]
pub struct Fitter {
    seed: u64,
    resamples: usize,
    known: BTreeMap<(LawKind, usize), Vec<f64>>,
}

impl Fitter {
    /// One that draws from this seed, so many resamples each.
    #[must_use]
    pub const fn new(seed: u64, resamples: usize) -> Self {
        Self {
            seed,
            resamples,
            known: BTreeMap::new(),
        }
    }

    /// Fits the laws to a sample in any order and picks one. `None` of no sample.
    pub fn fit(&mut self, sample: &[f64]) -> Option<DurationFit> {
        if sample.is_empty() {
            return None;
        }
        // Sorted first: a sum of floats depends on its order, and the order of cases must not matter.
        let mut sorted = sample.to_vec();
        sorted.sort_by(f64::total_cmp);
        let mut candidates: Vec<Candidate> = LawKind::FITTED
            .into_iter()
            .filter_map(|kind| self.candidate(kind, &sorted))
            .collect();
        candidates.sort_by(|a, b| a.aic.total_cmp(&b.aic));
        let fitting = candidates.iter().find(|one| one.p >= REJECTED_BELOW);
        let fits = fitting.is_some();
        let law = match (fitting, candidates.first()) {
            (Some(one), _) => one.law.clone(),
            (None, Some(best)) if sorted.len() < EMPIRICAL_FROM => best.law.clone(),
            _ => Law::empirical(&sorted, EMPIRICAL_VALUES),
        };
        let quantiles = SHARES
            .into_iter()
            .map(|share| QuantileRow {
                share,
                observed: sample_quantile(&sorted, share),
                fitted: law.quantile(share),
            })
            .collect();
        Some(DurationFit {
            n: count(sorted.len()),
            mean: mean(&sorted),
            deviation: deviation(&sorted),
            law,
            fits,
            candidates,
            quantiles,
        })
    }

    fn candidate(&mut self, kind: LawKind, sorted: &[f64]) -> Option<Candidate> {
        let law = Law::fit(kind, sorted)?;
        let densities = sorted.iter().map(|x| law.ln_density(*x));
        let ln_likelihood = densities.sum::<Option<f64>>()?;
        let distance = distance(&law, sorted);
        let p = self.p(&law, distance, sorted.len());
        Some(Candidate {
            ln_likelihood,
            aic: 2.0 * f64::from(kind.parameters()) - 2.0 * ln_likelihood,
            distance,
            p,
            law,
        })
    }

    /// The bootstrapped p. The exponential, lognormal and Weibull laws are a fixed law moved and stretched (the
    /// latter two after the logarithm), and maximum likelihood moves along with them: their distances
    /// depend on n alone (J. Durbin, SIAM Regional Conference Series 9, 1973) and are drawn once.
    fn p(&mut self, law: &Law, distance: f64, n: usize) -> f64 {
        let size = n.min(RESAMPLE);
        let greater = |of: &[f64]| {
            let own = scaled(distance, n);
            of.iter().filter(|one| **one >= own).count()
        };
        let at_least = if law.kind() == LawKind::Gamma {
            greater(&bootstrap(law, size, self.seed, self.resamples))
        } else {
            let (seed, resamples) = (self.seed, self.resamples);
            let known = self
                .known
                .entry((law.kind(), size))
                .or_insert_with(|| bootstrap(law, size, seed, resamples));
            greater(known)
        };
        (real(at_least) + 1.0) / (real(self.resamples) + 1.0)
    }
}

/// The distance freed of most of what n does to it (M. A. Stephens, JASA 69, 1974).
fn scaled(distance: f64, n: usize) -> f64 {
    let root = real(n).sqrt();
    distance * (root + 0.12 + 0.11 / root)
}

/// Scaled distances of samples drawn from a law, each to the law fitted to it.
#[must_use]
pub fn bootstrap(law: &Law, size: usize, seed: u64, resamples: usize) -> Vec<f64> {
    let mut draws = Draws::new(seed, law.kind() as u64 + 1);
    let mut distances = Vec::with_capacity(resamples);
    while distances.len() < resamples {
        let mut sample: Vec<f64> = (0..size)
            .map(|_| law.draw(&mut draws).max(f64::MIN_POSITIVE))
            .collect();
        sample.sort_by(f64::total_cmp);
        // A sample that cannot be fitted says nothing for the law: it counts as far away.
        let far = Law::fit(law.kind(), &sample).map_or(f64::INFINITY, |fitted| {
            scaled(distance(&fitted, &sample), size)
        });
        distances.push(far);
    }
    distances
}

/// The Kolmogorov–Smirnov distance of a sorted sample to a law.
#[must_use]
pub fn distance(law: &Law, sorted: &[f64]) -> f64 {
    let n = real(sorted.len());
    let mut far = 0.0_f64;
    for (at, x) in sorted.iter().enumerate() {
        let share = law.cdf(*x);
        far = far
            .max((real(at) + 1.0) / n - share)
            .max(share - real(at) / n);
    }
    far
}
