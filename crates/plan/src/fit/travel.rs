//! Travel (在途): the time from acknowledgement to arrival against what the policy's rule says of the same way.
//!
//! A part of it does not grow with the way: to pull out, to find the door. Taken for a ratio it would make short ways
//! look slow and the ratio's spread wide, and long ways would then be drawn far too long: the share on time of the
//! example town came out six points too low. It is estimated by the least absolute deviations of
//! seconds = fixed + slope × rule, which jams do not pull (P. Bloomfield, W. L. Steiger, Least Absolute Deviations,
//! 1983), and kept where it explains the ways better than none by more than chance does (G. Schwarz, Annals of
//! Statistics 6, 1978). The ratio is that of what is left.

use super::{
    Options,
    case::{Case, Leg},
    legs::Legs,
    numeric::{count, deviation, mean, real, sample_quantile, whole},
    service::block_of,
};
use liandong_domain::{dispatch::metres, geo::Place, time::Timestamp};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// Nearer than this the ratio says nothing: the rule's seconds are then fewer than the crew's press of a button.
const NEAR_METRES: i64 = 150;
/// A way of more than two hours is no way in a town.
const LONGEST_SECONDS: i64 = 7_200;
/// Ratios are rejected beyond so many robust deviations of the logarithm: of a lognormal 6 in 100,000.
const OUTLIER: f64 = 4.0;

/// The fixed part is no longer than this.
const FIXED_AT_MOST: f64 = 600.0;
/// Deviations must fall by so much: ways whose origin is taken wrongly make short ways look longer too, a little.
const WORTH: f64 = 0.02;
/// Less than this share of the median way is never left of a way when the fixed part is taken from it.
const LEFT_AT_LEAST: f64 = 0.25;

/// Why a leg is no observation of travel.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum NoWay {
    /// Its crew refused, or never acknowledged or arrived.
    NotTravelled,
    /// The arrival was entered late (补报).
    EnteredLate,
    /// The call has no place.
    NoDestination,
    /// The car was under way, at a call without a place, or bound twice: nobody knows where it left from.
    NoOrigin,
    /// The car's waiting point (备勤点) was not given.
    NoWaitingPoint,
    /// The way is shorter than 150 m.
    TooNear,
    /// It arrived when it acknowledged, or before.
    NoLength,
    /// It took more than two hours.
    TooLong,
    /// The ratio lies more than four robust deviations from the median.
    Outlier,
}

/// A leg whose two ends are known.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Way {
    pub(crate) block: usize,
    pub(crate) expected: f64,
    pub(crate) observed: f64,
    from_previous: bool,
}

/// How ways are against the policy's rule in some hours.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Factor {
    /// The first hour of the local day; all hours begin at 0.
    pub from_hour: u8,
    /// Ways.
    pub n: u64,
    /// The median of observed over expected seconds.
    pub factor: f64,
    /// The standard deviation of the ratio's logarithm around it: a way takes the rule's seconds times a
    /// lognormal of median `factor` and this spread.
    pub sigma: f64,
}

/// How ways are against the policy's rule.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Travel {
    /// The part of every way that does not grow with it, in seconds; 0 where the ways show none. The ratios are those
    /// of what is left.
    #[serde(default)]
    pub fixed_seconds: f64,
    /// All hours.
    pub all: Factor,
    /// Each block of hours; one with too few ways repeats what holds for all, with its own n.
    pub blocks: Vec<Factor>,
    /// The share of the variance of ln(seconds) that rule and factors explain, the fixed part taken out.
    pub r_squared: f64,
    /// Observed minus predicted seconds at 10, 50 and 90 %.
    pub error_seconds: [f64; 3],
    /// Ways that began at the call before.
    pub from_previous: u64,
    /// Ways that began at the waiting point.
    pub from_waiting: u64,
    /// Legs that were left out.
    pub left_out: BTreeMap<NoWay, u64>,
}

impl Travel {
    /// What holds in a block.
    #[must_use]
    pub fn at(&self, block: usize) -> Factor {
        self.blocks.get(block).copied().unwrap_or(self.all)
    }
}

/// The ways of a log, and why other legs are none.
pub(crate) fn ways(
    cases: &[&Case],
    legs: &Legs<'_>,
    options: &Options,
) -> (Vec<Way>, BTreeMap<NoWay, u64>) {
    let (mut ways, mut left_out) = (Vec::new(), BTreeMap::new());
    for case in cases {
        for leg in &case.legs {
            match way(case, leg, legs, options) {
                Ok(way) => ways.push(way),
                Err(why) => *left_out.entry(why).or_default() += 1,
            }
        }
    }
    let ratios = sorted(ways.iter().map(Way::ln_ratio));
    let middle = sample_quantile(&ratios, 0.5);
    let off = sorted(ratios.iter().map(|ratio| (ratio - middle).abs()));
    // The median distance of a normal sample is 0.6745 deviations.
    let spread = 1.4826 * sample_quantile(&off, 0.5);
    let before = ways.len();
    ways.retain(|way| spread <= 0.0 || (way.ln_ratio() - middle).abs() <= OUTLIER * spread);
    let rejected = count(before - ways.len());
    if rejected > 0 {
        left_out.insert(NoWay::Outlier, rejected);
    }
    (ways, left_out)
}

/// The ways without the fixed part of each. What is left of a short way is no less than a share of the median.
pub(crate) fn without(ways: &[Way], fixed: f64, slope: f64) -> Vec<Way> {
    let rest = |way: &Way| Way {
        observed: (way.observed - fixed).max(LEFT_AT_LEAST * slope * way.expected),
        ..*way
    };
    if fixed > 0.0 {
        ways.iter().map(rest).collect()
    } else {
        ways.to_vec()
    }
}

/// The fixed part, and the median of what is left over the rule's seconds.
fn fixed(ways: &[Way]) -> (f64, f64) {
    // For a given fixed part the best slope is the median of the ratios, weighed by the rule's seconds.
    let fitted = |fixed: f64| {
        let mut ratios: Vec<(f64, f64)> = ways
            .iter()
            .map(|way| ((way.observed - fixed) / way.expected, way.expected))
            .collect();
        ratios.sort_by(|a, b| a.0.total_cmp(&b.0));
        let half = ratios.iter().map(|one| one.1).sum::<f64>() / 2.0;
        let mut reached = 0.0;
        let middle = ratios.iter().find(|one| {
            reached += one.1;
            reached >= half
        });
        let slope = middle.map_or(1.0, |one| one.0);
        let off = |way: &Way| (way.observed - fixed - slope * way.expected).abs();
        (ways.iter().map(off).sum::<f64>(), slope)
    };
    // The deviations are convex in both, and so is their least over the slope.
    let (mut low, mut high) = (0.0, FIXED_AT_MOST);
    while high - low > 0.5 {
        let (one, two) = (low + (high - low) / 3.0, high - (high - low) / 3.0);
        if fitted(one).0 <= fitted(two).0 {
            high = two;
        } else {
            low = one;
        }
    }
    let best = f64::midpoint(low, high).round();
    let (with, without) = (fitted(best), fitted(0.0));
    let n = real(ways.len());
    let gain = (without.0 / with.0).ln();
    // Twice the gain in Laplace's likelihood against the price of one more number.
    let gains = 2.0 * n * gain > n.ln() && gain > WORTH;
    if best > 0.0 && with.1 > 0.0 && gains {
        (best, with.1)
    } else {
        (0.0, without.1)
    }
}

impl Way {
    pub(crate) fn ln_ratio(&self) -> f64 {
        (self.observed / self.expected).ln()
    }
}

fn sorted(values: impl Iterator<Item = f64>) -> Vec<f64> {
    let mut all: Vec<f64> = values.collect();
    all.sort_by(f64::total_cmp);
    all
}

fn way(case: &Case, leg: &Leg, legs: &Legs<'_>, options: &Options) -> Result<Way, NoWay> {
    let (Some(left_at), Some(arrived_at)) = (leg.acknowledged_at, leg.arrived_at) else {
        return Err(NoWay::NotTravelled);
    };
    if leg.refused {
        return Err(NoWay::NotTravelled);
    }
    if leg.arrived_late {
        return Err(NoWay::EnteredLate);
    }
    let to = case.place.ok_or(NoWay::NoDestination)?;
    let (from, from_previous) = origin(case, leg, left_at, legs, options)?;
    let metres = metres(from, to);
    if metres < NEAR_METRES {
        return Err(NoWay::TooNear);
    }
    match arrived_at.since(left_at) {
        ..=0 => Err(NoWay::NoLength),
        long if long > LONGEST_SECONDS => Err(NoWay::TooLong),
        observed => Ok(Way {
            block: block_of(&options.blocks, options.offset, left_at),
            expected: whole(options.travel.seconds(metres, left_at, options.offset)),
            observed: whole(observed),
            from_previous,
        }),
    }
}

/// From where a car left: the call before, if it had left that a short while ago, else its waiting point.
fn origin(
    case: &Case,
    leg: &Leg,
    left_at: Timestamp,
    legs: &Legs<'_>,
    options: &Options,
) -> Result<(Place, bool), NoWay> {
    if let Some((before, last)) = legs.previous(case, leg) {
        let released_at = last.released_at.ok_or(NoWay::NoOrigin)?;
        let since = left_at.since(released_at);
        if since < 0 {
            return Err(NoWay::NoOrigin);
        }
        if since <= options.leave_within_seconds {
            let place = before.place.filter(|_| last.arrived_at.is_some());
            return place.map(|place| (place, true)).ok_or(NoWay::NoOrigin);
        }
    }
    let home = options.homes.get(&leg.unit);
    let point = home.and_then(|area| options.waiting.get(area));
    point
        .map(|point| (*point, false))
        .ok_or(NoWay::NoWaitingPoint)
}

/// Fits the factors. `None` with fewer ways than a pooled fit needs: the policy's rule then stands alone.
pub(crate) fn fit(cases: &[&Case], legs: &Legs<'_>, options: &Options) -> Option<Travel> {
    let (ways, left_out) = ways(cases, legs, options);
    if count(ways.len()) < options.least_timed.max(2) {
        return None;
    }
    let (fixed_seconds, slope) = fixed(&ways);
    let ways = without(&ways, fixed_seconds, slope);
    let all = factor(0, ways.iter());
    let blocks: Vec<Factor> = options
        .blocks
        .iter()
        .enumerate()
        .map(|(at, from_hour)| {
            let own = factor(*from_hour, ways.iter().filter(|way| way.block == at));
            if own.n >= options.least_timed {
                own
            } else {
                let (from_hour, n) = (own.from_hour, own.n);
                Factor {
                    from_hour,
                    n,
                    ..all
                }
            }
        })
        .collect();
    let predicted = |way: &Way| {
        let factor = blocks.get(way.block).map_or(all.factor, |one| one.factor);
        factor * way.expected
    };
    let errors = sorted(ways.iter().map(|way| way.observed - predicted(way)));
    let logs = sorted(ways.iter().map(|way| way.observed.ln()));
    let middle = mean(&logs);
    let total: f64 = logs.iter().map(|log| (log - middle).powi(2)).sum();
    let left = sorted(
        ways.iter()
            .map(|way| (way.observed / predicted(way)).ln().powi(2)),
    );
    let from_previous = count(ways.iter().filter(|way| way.from_previous).count());
    Some(Travel {
        fixed_seconds,
        all,
        r_squared: if total > 0.0 {
            1.0 - left.iter().sum::<f64>() / total
        } else {
            0.0
        },
        error_seconds: [0.1, 0.5, 0.9].map(|share| sample_quantile(&errors, share)),
        from_waiting: count(ways.len()) - from_previous,
        from_previous,
        left_out,
        blocks,
    })
}

pub(crate) fn factor<'a>(from_hour: u8, ways: impl Iterator<Item = &'a Way>) -> Factor {
    let ratios = sorted(ways.map(Way::ln_ratio));
    let middle = sample_quantile(&ratios, 0.5);
    // Around the mean it is unbiased; around the median it would be the spread and the mean's distance from it.
    let sigma = if real(ratios.len()) < 2.0 {
        0.0
    } else {
        deviation(&ratios)
    };
    Factor {
        from_hour,
        n: count(ratios.len()),
        factor: middle.exp(),
        sigma,
    }
}
