//! Travel (在途): the time from acknowledgement to arrival against what the policy's rule says of the same way.

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
    /// All hours.
    pub all: Factor,
    /// Each block of hours; one with too few ways repeats what holds for all, with its own n.
    pub blocks: Vec<Factor>,
    /// The share of the variance of ln(seconds) that rule and factors explain.
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
