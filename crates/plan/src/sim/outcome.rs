//! What a simulation answers (仿真结果), each figure with its interval, and two scenarios against each other.

use super::{
    estimate::{Confidence, Estimate, mean},
    scenario::Scenario,
    tally::{CarPart, Figures, Part, PointPart},
    town::Town,
};
use liandong_domain::{
    geo::Place,
    ids::{AreaId, UnitId},
};
use serde::{Deserialize, Serialize};

/// All replications of a scenario.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Outcome {
    /// The scenario's name.
    pub name: String,
    /// The seed.
    pub seed: u64,
    /// The answers.
    pub answers: Answers,
    /// What each replication counted, in order.
    pub replications: Vec<Figures>,
}

/// The answers. Shares are from 0 to 1, durations in seconds; `None` is no value.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Answers {
    /// Each measure of the whole town, in the order of [`Measure::ALL`].
    pub whole: Vec<(Measure, Option<Estimate>)>,
    /// By hour of the week from Monday 00:00.
    pub by_hour: Vec<PartAnswer>,
    /// By area.
    pub by_area: Vec<(AreaId, PartAnswer)>,
    /// By point from which calls come, in the scenario's order.
    pub by_point: Vec<PointAnswer>,
    /// By car.
    pub by_car: Vec<(UnitId, CarAnswer)>,
}

/// What is measured of a whole town.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema), schema(as = PlanMeasure))]
#[serde(rename_all = "snake_case")]
pub enum Measure {
    /// Share of calls at which a car arrived within the limit, from the assignment (按时到达率).
    ArrivedInTime,
    /// Share with disposition feedback within the limit (按时反馈率).
    FeedbackInTime,
    /// Share disposed within the limit (按时处置率).
    DisposedInTime,
    /// Share at which a car arrived within the arrival limit counted from the call itself.
    AnsweredInTime,
    /// From the call to the arrival (响应时间).
    Response,
    /// From the call to the assignment (候派时间).
    Wait,
    /// From the assignment to the arrival.
    Way,
    /// Half of the responses stay below this.
    ResponseMedian,
    /// 80 percent do.
    Response80,
    /// 90 percent do.
    Response90,
    /// 95 percent do.
    Response95,
    /// Share of calls that waited for a car.
    Queued,
    /// Share of arrivals by a car of another area (跨区率).
    CrossArea,
    /// Share of the time without a free car (全忙率).
    NoneFree,
    /// Share of its time on duty that a car is at an incident (工作负荷).
    Workload,
    /// Share of calls never served before the run was cut off: above zero, the town is overrun.
    LeftOpen,
}

impl Measure {
    /// Every one, in order.
    pub const ALL: [Self; 16] = [
        Self::ArrivedInTime,
        Self::FeedbackInTime,
        Self::DisposedInTime,
        Self::AnsweredInTime,
        Self::Response,
        Self::Wait,
        Self::Way,
        Self::ResponseMedian,
        Self::Response80,
        Self::Response90,
        Self::Response95,
        Self::Queued,
        Self::CrossArea,
        Self::NoneFree,
        Self::Workload,
        Self::LeftOpen,
    ];

    /// Numerator and denominator of a replication.
    #[must_use]
    pub fn of(self, one: &Figures) -> (f64, f64) {
        let share = |of: u64| (of as f64, one.calls as f64);
        let seconds = |sum: u64, of: u64| (sum as f64 / 1_000.0, of as f64);
        let percentile = |nth: usize| {
            let any = f64::from(u8::from(one.arrived > 0));
            (one.response_percentiles[nth] as f64, any)
        };
        match self {
            Self::ArrivedInTime => share(one.arrived_in_time),
            Self::FeedbackInTime => share(one.feedback_in_time),
            Self::DisposedInTime => share(one.disposed_in_time),
            Self::AnsweredInTime => share(one.answered_in_time),
            Self::Response => seconds(one.response_ms, one.arrived),
            Self::Wait => seconds(one.wait_ms, one.arrived),
            Self::Way => seconds(one.way_ms, one.arrived),
            Self::ResponseMedian => percentile(0),
            Self::Response80 => percentile(1),
            Self::Response90 => percentile(2),
            Self::Response95 => percentile(3),
            Self::Queued => share(one.queued),
            Self::CrossArea => (one.cross_area as f64, one.arrived as f64),
            Self::NoneFree => (one.none_free_ms as f64, one.time_ms as f64),
            Self::Workload => {
                let sum = |of: fn(&CarPart) -> u64| one.by_car.iter().map(of).sum::<u64>() as f64;
                (sum(|car| car.busy_ms), sum(|car| car.duty_ms))
            }
            Self::LeftOpen => share(one.left_open),
        }
    }
}

/// The answers about part of the calls.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PartAnswer {
    /// Calls in one replication.
    pub calls: Option<Estimate>,
    /// Share at which a car arrived within the limit.
    pub arrived_in_time: Option<Estimate>,
    /// Share within it counted from the call.
    pub answered_in_time: Option<Estimate>,
    /// Mean response.
    pub response: Option<Estimate>,
    /// Share of arrivals by a car of another area.
    pub cross_area: Option<Estimate>,
}

/// The answers about a point from which calls come (预计到达分布).
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PointAnswer {
    /// Where it is.
    pub place: Place,
    /// The area that it belongs to in this scenario.
    pub area: AreaId,
    /// Calls in one replication.
    pub calls: Option<Estimate>,
    /// Share at which a car arrived within the limit.
    pub arrived_in_time: Option<Estimate>,
    /// Mean response.
    pub response: Option<Estimate>,
}

/// The answers about a car.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CarAnswer {
    /// Calls at which it was first, in one replication.
    pub first_on_scene: Option<Estimate>,
    /// Share of its time on duty that it is at an incident; a shift's end may be worked through, so
    /// that it can pass 1.
    pub workload: Option<Estimate>,
}

impl Outcome {
    pub(super) fn new(scenario: &Scenario, town: &Town, replications: Vec<Figures>) -> Self {
        let confidence = Confidence::of(replications.len());
        let over = |of: &dyn Fn(&Figures) -> (f64, f64)| {
            let pairs: Vec<_> = replications.iter().map(of).collect();
            confidence.ratio(&pairs)
        };
        let part = |of: &dyn Fn(&Figures) -> Part| {
            let share = |up: fn(&Part) -> u64, down: fn(&Part) -> u64| {
                over(&|one| (up(&of(one)) as f64, down(&of(one)) as f64))
            };
            PartAnswer {
                calls: over(&|one| (of(one).calls as f64, 1.0)),
                arrived_in_time: share(|one| one.arrived_in_time, |one| one.calls),
                answered_in_time: share(|one| one.answered_in_time, |one| one.calls),
                response: over(&|one| {
                    let part = of(one);
                    (part.response_ms as f64 / 1_000.0, part.arrived as f64)
                }),
                cross_area: share(|one| one.cross_area, |one| one.arrived),
            }
        };
        let hours = 0..super::calls::WEEK_HOURS;
        let areas = scenario.layout.areas.iter().enumerate();
        let points = scenario.layout.points.iter().enumerate();
        let at_point = |nth: usize, up: fn(&PointPart) -> f64, down: fn(&PointPart) -> f64| {
            over(&|one| (up(&one.by_point[nth]), down(&one.by_point[nth])))
        };
        let calls = |one: &PointPart| f64::from(one.calls);
        let cars = town.units().enumerate();
        let answers = Answers {
            whole: Measure::ALL.map(|one| (one, over(&|of| one.of(of)))).into(),
            by_hour: hours.map(|hour| part(&|one| one.by_hour[hour])).collect(),
            by_area: areas
                .map(|(nth, area)| (area.id.clone(), part(&|one| one.by_area[nth])))
                .collect(),
            by_point: points
                .map(|(nth, point)| PointAnswer {
                    place: point.place,
                    area: point.area.clone(),
                    calls: at_point(nth, calls, |_| 1.0),
                    arrived_in_time: at_point(nth, |one| f64::from(one.arrived_in_time), calls),
                    response: at_point(
                        nth,
                        |one| one.response_ms as f64 / 1_000.0,
                        |one| f64::from(one.arrived),
                    ),
                })
                .collect(),
            by_car: cars
                .map(|(nth, unit)| {
                    let car = CarAnswer {
                        first_on_scene: over(&|one| (one.by_car[nth].first_on_scene as f64, 1.0)),
                        workload: over(&|one| {
                            let car = &one.by_car[nth];
                            (car.busy_ms as f64, car.duty_ms as f64)
                        }),
                    };
                    (unit.clone(), car)
                })
                .collect(),
        };
        Self {
            name: scenario.name.clone(),
            seed: scenario.run.seed,
            answers,
            replications,
        }
    }

    /// The answer to one question.
    #[must_use]
    pub fn answer(&self, measure: Measure) -> Option<Estimate> {
        let mut all = self.answers.whole.iter();
        all.find(|one| one.0 == measure).and_then(|one| one.1)
    }
}

/// How a measure of one scenario differs from that of another.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Difference {
    /// What is measured.
    pub measure: Measure,
    /// The second less the first, replication by replication; `None` where one has no value.
    pub paired: Option<Estimate>,
}

/// Compares two scenarios replication by replication (配对比较). Where both have the same seed and
/// demand, chance is the same in both and falls out of the difference; the interval is then far
/// narrower than those of the two.
#[must_use]
pub fn compare(first: &Outcome, second: &Outcome) -> Vec<Difference> {
    let one = |measure: Measure| {
        let value = |figures: &Figures| {
            let (up, down) = measure.of(figures);
            (down > 0.0).then_some(up / down)
        };
        let both = first.replications.iter().zip(&second.replications);
        let pairs: Option<Vec<f64>> = both.map(|(a, b)| Some(value(b)? - value(a)?)).collect();
        Difference {
            measure,
            paired: pairs.and_then(|each| mean(&each)),
        }
    };
    Measure::ALL.map(one).into()
}
