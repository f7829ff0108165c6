//! Durations of the loop: the desk (派单前), the turnout (出动), the time on scene (现场处置).

use super::{
    Options,
    case::{Case, Leg},
    goodness::{DurationFit, Fitter},
    legs::Legs,
    numeric::whole,
};
use liandong_analysis::stats::interval::wilson;
use liandong_domain::{
    incident::CategoryCode,
    time::{Timestamp, UtcOffset},
};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// Why a time did not enter.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum NoTime {
    /// No car led it in its first round and did not refuse.
    NotLed,
    /// It never arrived.
    NoArrival,
    /// It was not released yet.
    NoRelease,
    /// Either end was entered late (补报): it is somebody's memory.
    EnteredLate,
    /// The disposal was paused, and the state keeps no lengths of pauses.
    Paused,
    /// The end is not after the beginning.
    NoLength,
    /// It lasted more than a day.
    OverADay,
    /// Its crew never acknowledged.
    NotAcknowledged,
    /// The car that went was at another call when this one came: the wait is the queue's, which the simulation
    /// makes itself, and not the desk's.
    WaitedForCar,
}

/// Times that were left out, by the reason.
pub type NoTimes = BTreeMap<NoTime, u64>;

/// A kind of duration by the hours of the day.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ByBlock {
    /// Each block of hours.
    pub blocks: Vec<Block>,
    /// All hours together.
    pub pooled: Option<DurationFit>,
    /// What was left out.
    pub left_out: NoTimes,
}

/// A block of hours.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Block {
    /// Its first hour of the local day; it ends where the next one begins.
    pub from_hour: u8,
    /// Durations in it.
    pub n: u64,
    /// Its own fit, where there are enough; else all hours' is used.
    pub fit: Option<DurationFit>,
}

/// How often a call is reinforced.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Reinforced {
    /// Calls served.
    pub served: u64,
    /// Those with a reinforcement (增援) in their first round.
    pub reinforced: u64,
    /// Cars that came as reinforcements.
    pub cars: u64,
    /// Wilson's interval of 95 % for the share.
    pub interval: Option<(f64, f64)>,
}

/// The durations.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Service {
    /// On scene, from arrival to release of the lead, of each category with cases enough.
    pub on_scene: BTreeMap<CategoryCode, DurationFit>,
    /// The same of all categories together, for those with too few.
    pub pooled: DurationFit,
    /// How many cases each category had that uses the pooled one.
    pub too_few: BTreeMap<CategoryCode, u64>,
    /// What was left out of both.
    pub left_out: NoTimes,
    /// On scene, of reinforcements.
    pub reinforcement: Option<DurationFit>,
    /// What was left out of that.
    pub reinforcement_left_out: NoTimes,
    /// From the lead's arrival to the assignment of a reinforcement after it.
    pub call_for_help: Option<DurationFit>,
    /// How often a call is reinforced.
    pub reinforced: BTreeMap<CategoryCode, Reinforced>,
    /// Cases that were dispatched anew after a reopening (重新办理): more work that no call announces.
    pub reopened: u64,
    /// From the call to the first assignment, where a car was free.
    pub desk: ByBlock,
    /// From the assignment to the acknowledgement.
    pub turnout: ByBlock,
}

impl Service {
    /// The time on scene of a category.
    #[must_use]
    pub fn on_scene(&self, category: CategoryCode) -> &DurationFit {
        self.on_scene.get(&category).unwrap_or(&self.pooled)
    }
}

impl ByBlock {
    /// The fit for an hour of the local day.
    #[must_use]
    pub fn at_hour(&self, hour: u8) -> Option<&DurationFit> {
        let block = self.blocks.iter().rev().find(|one| one.from_hour <= hour);
        block
            .and_then(|one| one.fit.as_ref())
            .or(self.pooled.as_ref())
    }
}

/// The block of hours in which a moment lies.
pub(crate) fn block_of(starts: &[u8], offset: UtcOffset, at: Timestamp) -> usize {
    let hour = offset.second_of_day(at) / 3_600;
    let before = starts.iter().filter(|start| i64::from(**start) <= hour);
    before.count().saturating_sub(1)
}

/// Seconds between two moments of which both are known, for a law: those that are recorded within one second count
/// as half of one where that can be.
fn seconds(from: Timestamp, to: Timestamp, zero_can_be: bool) -> Result<f64, NoTime> {
    match to.since(from) {
        0 if zero_can_be => Ok(0.5),
        ..=0 => Err(NoTime::NoLength),
        long if long > 86_400 => Err(NoTime::OverADay),
        some => Ok(whole(some)),
    }
}

/// Seconds on scene of a leg.
pub(crate) fn on_scene_seconds(case: &Case, leg: &Leg, options: &Options) -> Result<f64, NoTime> {
    let arrived_at = leg.arrived_at.ok_or(NoTime::NoArrival)?;
    let released_at = leg.released_at.ok_or(NoTime::NoRelease)?;
    let by_disposal = case.disposed_at == Some(released_at);
    if leg.arrived_late || (case.disposed_late && by_disposal) {
        return Err(NoTime::EnteredLate);
    }
    if case.pauses > 0 && !options.keep_paused {
        return Err(NoTime::Paused);
    }
    seconds(arrived_at, released_at, false)
}

/// Takes a time in, or counts why not.
fn sort_in(sample: &mut Vec<f64>, left_out: &mut NoTimes, time: Result<f64, NoTime>) {
    match time {
        Ok(time) => sample.push(time),
        Err(why) => *left_out.entry(why).or_default() += 1,
    }
}

/// The on-scene times of each category, and what was left out.
pub(crate) fn on_scene_samples(
    cases: &[&Case],
    options: &Options,
) -> (BTreeMap<CategoryCode, Vec<f64>>, NoTimes) {
    let (mut samples, mut left_out) = (BTreeMap::new(), NoTimes::new());
    for case in cases {
        let time = case
            .lead()
            .ok_or(NoTime::NotLed)
            .and_then(|leg| on_scene_seconds(case, leg, options));
        sort_in(
            samples.entry(case.category).or_default(),
            &mut left_out,
            time,
        );
    }
    (samples, left_out)
}

/// Fits them all. `None` where no time on scene is known.
pub(crate) fn fit(
    cases: &[&Case],
    legs: &Legs<'_>,
    options: &Options,
    fitter: &mut Fitter,
) -> Option<Service> {
    let (samples, left_out) = on_scene_samples(cases, options);
    let all: Vec<f64> = samples.values().flatten().copied().collect();
    let pooled = fitter.fit(&all)?;
    let (mut on_scene, mut too_few) = (BTreeMap::new(), BTreeMap::new());
    for (category, sample) in &samples {
        let n = u64::try_from(sample.len()).unwrap_or(u64::MAX);
        let enough = n >= options.least_timed;
        match enough.then(|| fitter.fit(sample)).flatten() {
            Some(fit) => {
                on_scene.insert(*category, fit);
            }
            None => {
                too_few.insert(*category, n);
            }
        }
    }
    let helpers = Helpers::of(cases, options);
    Some(Service {
        on_scene,
        pooled,
        too_few,
        left_out,
        reinforcement: fitter.fit(&helpers.on_scene),
        reinforcement_left_out: helpers.left_out,
        call_for_help: fitter.fit(&helpers.after_arrival),
        reinforced: helpers.reinforced,
        reopened: cases.iter().fold(0, |n, case| {
            n + u64::from(case.legs.iter().any(|leg| leg.round > 1))
        }),
        desk: desk(cases, legs, options, fitter),
        turnout: turnout(cases, options, fitter),
    })
}

/// What reinforcements did.
#[derive(Default)]
struct Helpers {
    on_scene: Vec<f64>,
    left_out: NoTimes,
    after_arrival: Vec<f64>,
    reinforced: BTreeMap<CategoryCode, Reinforced>,
}

impl Helpers {
    fn of(cases: &[&Case], options: &Options) -> Self {
        let mut all = Self::default();
        for case in cases.iter().filter(|case| case.is_served()) {
            let first = case.legs.iter().filter(|leg| leg.round == 1);
            let others: Vec<&Leg> = first.filter(|leg| !leg.lead && !leg.refused).collect();
            let arrived_at = case.lead().and_then(|leg| leg.arrived_at);
            let sum = all.reinforced.entry(case.category).or_insert(Reinforced {
                served: 0,
                reinforced: 0,
                cars: 0,
                interval: None,
            });
            sum.served += 1;
            sum.reinforced += u64::from(!others.is_empty());
            sum.cars += u64::try_from(others.len()).unwrap_or(0);
            for leg in others {
                let time = on_scene_seconds(case, leg, options);
                sort_in(&mut all.on_scene, &mut all.left_out, time);
                let delay = arrived_at.map(|at| seconds(at, leg.assigned_at, true));
                all.after_arrival.extend(delay.and_then(Result::ok));
            }
        }
        for one in all.reinforced.values_mut() {
            one.interval = wilson(one.reinforced, one.served);
        }
        all
    }
}

fn desk(cases: &[&Case], legs: &Legs<'_>, options: &Options, fitter: &mut Fitter) -> ByBlock {
    let time = |case: &Case| {
        let leg = case.legs.first().ok_or(NoTime::NotLed)?;
        if legs.busy(&leg.unit, case.received_at) {
            return Err(NoTime::WaitedForCar);
        }
        seconds(case.received_at, leg.assigned_at, true)
    };
    let times = cases.iter().map(|case| (case.received_at, time(case)));
    by_block(times, options, fitter)
}

fn turnout(cases: &[&Case], options: &Options, fitter: &mut Fitter) -> ByBlock {
    let time = |leg: &Leg| {
        let acknowledged_at = leg.acknowledged_at.ok_or(NoTime::NotAcknowledged)?;
        seconds(leg.assigned_at, acknowledged_at, true)
    };
    let times = cases.iter().map(|case| match case.lead() {
        Some(leg) => (leg.assigned_at, time(leg)),
        None => (case.received_at, Err(NoTime::NotLed)),
    });
    by_block(times, options, fitter)
}

fn by_block(
    times: impl Iterator<Item = (Timestamp, Result<f64, NoTime>)>,
    options: &Options,
    fitter: &mut Fitter,
) -> ByBlock {
    let mut samples = vec![Vec::new(); options.blocks.len().max(1)];
    let mut left_out = NoTimes::new();
    for (at, time) in times {
        let block = block_of(&options.blocks, options.offset, at);
        if let Some(sample) = samples.get_mut(block) {
            sort_in(sample, &mut left_out, time);
        }
    }
    let all: Vec<f64> = samples.iter().flatten().copied().collect();
    let blocks = options
        .blocks
        .iter()
        .zip(&samples)
        .map(|(from_hour, sample)| {
            let n = u64::try_from(sample.len()).unwrap_or(u64::MAX);
            let enough = n >= options.least_timed;
            Block {
                from_hour: *from_hour,
                n,
                fit: enough.then(|| fitter.fit(sample)).flatten(),
            }
        });
    ByBlock {
        blocks: blocks.collect(),
        pooled: fitter.fit(&all),
        left_out,
    }
}
