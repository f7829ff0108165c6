//! The calls of a replication (呼叫流), one after the other, with all that chance decides about them.

use super::{
    chance::{Alias, Purpose, Stream},
    law::Sampler,
    map::PointNo,
    scenario::{BadScenario, Calls, CategoryWork, PastCall, Scenario},
};
use liandong_domain::{incident::CategoryCode, time::UtcOffset};

/// Milliseconds since the run began. Whole, so that no sum depends on its order.
pub(super) type Ms = u64;
pub(super) const SECOND: Ms = 1_000;
pub(super) const HOUR: Ms = 3_600 * SECOND;
pub(super) const DAY: Ms = 24 * HOUR;
pub(super) const WEEK_HOURS: usize = 168;

/// A call, with all that chance says about it; the desk has no part in it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Call {
    pub(super) received: Ms,
    /// Its place in the town's list of categories.
    pub(super) category: u8,
    pub(super) point: PointNo,
    pub(super) hazards: bool,
    pub(super) work: Ms,
    pub(super) turnout: Ms,
    /// Real way over expected way.
    pub(super) way_factor: f64,
    pub(super) two_cars: bool,
    pub(super) reinforced: bool,
}

/// A category as calls are drawn from it.
#[derive(Debug, Clone)]
pub(super) struct Kind {
    pub(super) code: CategoryCode,
    pub(super) feedback_percent: u64,
    on_scene: Sampler,
    two_cars: f64,
    reinforced: f64,
    hazard_share: f64,
    points: Alias,
}

/// The law of a town's calls.
#[derive(Debug, Clone)]
pub(super) struct CallPlan {
    pub(super) kinds: Box<[Kind]>,
    /// Calls a millisecond, by hour of the week.
    per_ms: Box<[f64]>,
    /// By hour and kind: the share of the hour's calls up to and with this kind.
    up_to: Box<[f64]>,
    /// Of these the hours with any call.
    any: bool,
    past: Option<Box<[(Ms, PastCall)]>>,
    turnout: Sampler,
    way_sigma: f64,
    /// Milliseconds from Monday 00:00 to the beginning of the run.
    pub(super) into_week: Ms,
}

impl CallPlan {
    pub(super) fn new(scenario: &Scenario) -> Result<Self, BadScenario> {
        let weights: Vec<f64> = scenario
            .layout
            .points
            .iter()
            .map(|one| one.weight)
            .collect();
        let usual = Alias::new(&weights);
        let mut kinds = Vec::new();
        for work in &scenario.service.work {
            kinds.push(Kind::new(work, &usual)?);
        }
        let many = kinds.len();
        let mut hourly = vec![0.0; WEEK_HOURS * many];
        let begin = scenario.run.begin;
        let mut past = None;
        match &scenario.demand.calls {
            Calls::Rates(rates) => {
                for rate in rates {
                    let Some(kind) = kinds.iter().position(|one| one.code == rate.category) else {
                        continue;
                    };
                    kinds[kind].hazard_share = rate.hazard_share;
                    if !rate.weights.is_empty() {
                        kinds[kind].points = Alias::new(&rate.weights);
                    }
                    for hour in 0..WEEK_HOURS {
                        let rate = rate.per_hour[hour % rate.per_hour.len()];
                        hourly[hour * many + kind] += rate * scenario.demand.factor;
                    }
                }
            }
            Calls::Replay(calls) => {
                let after = |one: &PastCall| {
                    let since = u64::try_from(one.at.since(begin)).ok()?;
                    Some((since * SECOND, one.clone()))
                };
                past = Some(calls.iter().filter_map(after).collect());
            }
        }
        let mut per_ms = Vec::with_capacity(WEEK_HOURS);
        let mut up_to = Vec::with_capacity(hourly.len());
        for hour in hourly.chunks(many.max(1)) {
            let sum: f64 = hour.iter().sum();
            per_ms.push(sum / HOUR as f64);
            let mut before = 0.0;
            for rate in hour {
                before += rate;
                up_to.push(if sum > 0.0 { before / sum } else { 1.0 });
            }
        }
        Ok(Self {
            kinds: kinds.into(),
            any: per_ms.iter().any(|one| *one > 0.0),
            per_ms: per_ms.into(),
            up_to: up_to.into(),
            past,
            turnout: scenario.service.turnout.sampler()?,
            way_sigma: scenario.service.way_sigma,
            into_week: into_week(scenario.layout.utc_offset, begin),
        })
    }

    /// The hour of the week at a moment.
    #[inline]
    pub(super) fn hour(&self, at: Ms) -> usize {
        ((self.into_week + at) / HOUR % WEEK_HOURS as u64) as usize
    }
}

fn into_week(offset: UtcOffset, begin: liandong_domain::time::Timestamp) -> Ms {
    let seconds = offset.day(begin).weekday() * 86_400 + offset.second_of_day(begin);
    u64::try_from(seconds).unwrap_or(0) * SECOND
}

impl Kind {
    fn new(work: &CategoryWork, points: &Alias) -> Result<Self, BadScenario> {
        Ok(Self {
            code: work.category,
            feedback_percent: u64::from(work.feedback_percent),
            on_scene: work.on_scene.sampler()?,
            two_cars: work.two_cars,
            reinforced: work.reinforced,
            hazard_share: 0.0,
            points: points.clone(),
        })
    }
}

/// The calls of one replication.
#[derive(Debug, Clone)]
pub(super) struct Caller<'a> {
    plan: &'a CallPlan,
    arrivals: Stream,
    category: Stream,
    place: Stream,
    work: Stream,
    turnout: Stream,
    way: Stream,
    units: Stream,
    /// Where the process stands, in milliseconds, and the hour that it stands in.
    now: f64,
    hour: usize,
    hour_ends: f64,
    next_past: usize,
}

impl<'a> Caller<'a> {
    pub(super) fn new(plan: &'a CallPlan, seed: u64, replication: u64) -> Self {
        let stream = |purpose| Stream::new(seed, replication, purpose);
        let left = HOUR - plan.into_week % HOUR;
        Self {
            plan,
            arrivals: stream(Purpose::Arrivals),
            category: stream(Purpose::Category),
            place: stream(Purpose::Place),
            work: stream(Purpose::Work),
            turnout: stream(Purpose::Turnout),
            way: stream(Purpose::Way),
            units: stream(Purpose::Units),
            now: 0.0,
            hour: plan.hour(0),
            hour_ends: left as f64,
            next_past: 0,
        }
    }

    /// The next call; `None` when there is none any more.
    #[inline]
    pub(super) fn next(&mut self) -> Option<Call> {
        let plan = self.plan;
        if let Some(past) = &plan.past {
            let (received, call) = past.get(self.next_past)?;
            self.next_past += 1;
            let kind = plan
                .kinds
                .iter()
                .position(|one| one.code == call.category)?;
            let mut made = self.about(*received, kind);
            made.point = u16::try_from(call.point).unwrap_or(0);
            made.hazards = call.hazards;
            if let Some(seconds) = call.on_scene_seconds {
                made.work = u64::try_from(seconds).unwrap_or(0) * SECOND;
            }
            return Some(made);
        }
        if !plan.any {
            return None;
        }
        // The unit process, stretched by the rate of each hour that it crosses: exact, and the n-th
        // call of a busier town is the same call, only earlier.
        let mut left = self.arrivals.exponential();
        loop {
            let rate = plan.per_ms[self.hour];
            let whole = rate * (self.hour_ends - self.now);
            if left < whole {
                self.now += left / rate;
                break;
            }
            left -= whole;
            self.now = self.hour_ends;
            self.hour_ends += HOUR as f64;
            self.hour = (self.hour + 1) % WEEK_HOURS;
        }
        let of_hour = &plan.up_to[self.hour * plan.kinds.len()..][..plan.kinds.len()];
        let drawn = self.category.unit();
        let kind = of_hour.iter().filter(|up_to| drawn >= **up_to).count();
        Some(self.about(whole(self.now), kind.min(of_hour.len() - 1)))
    }

    #[inline]
    #[expect(clippy::cast_possible_truncation, reason = "there are five categories")]
    fn about(&mut self, received: Ms, kind: usize) -> Call {
        let of = &self.plan.kinds[kind];
        let way_factor = if self.plan.way_sigma > 0.0 {
            (self.plan.way_sigma * self.way.normal()).exp()
        } else {
            1.0
        };
        Call {
            received,
            category: kind as u8,
            point: of.points.draw(&mut self.place) as PointNo,
            hazards: self.category.unit() < of.hazard_share,
            work: whole(of.on_scene.draw(&mut self.work) * SECOND as f64),
            turnout: whole(self.plan.turnout.draw(&mut self.turnout) * SECOND as f64),
            way_factor,
            two_cars: self.units.unit() < of.two_cars,
            reinforced: self.units.unit() < of.reinforced,
        }
    }
}

/// No duration is longer than 30,000 years: sums of such do not overflow.
const LONGEST: f64 = 1e15;

/// The nearest whole millisecond; no duration here is negative. By way of `i64`, which the processor
/// converts to by itself.
#[inline]
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "what is converted lies between zero and the longest"
)]
pub(super) fn whole(of: f64) -> Ms {
    (of + 0.5).min(LONGEST) as i64 as Ms
}
