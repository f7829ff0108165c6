//! What a planner is shown.

use crate::Problem;
use liandong_app::planning::{Computed, PlanModel, Redrawn};
use liandong_domain::{
    geo::Place,
    planning::{Answer, Study as Kept},
    reports::Basis,
    time::{Period, Timestamp},
};
use liandong_plan::{
    fit::Row,
    sim::{Estimate, Measure, PartAnswer},
    study::{Answered, Bill, Candidate, Costs, Drawn, Found, Promise, Searched, Study, Verdict},
};
use serde::Serialize;
use serde_json::Value;
use utoipa::ToSchema;

/// The planning model of a town.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct PlanModelView {
    /// The end of the log when it was read.
    basis: Basis,
    /// The days that it was fitted from.
    period: Period,
    /// What was fitted, from how many records, and how well: the file that `liandong plan fit` writes.
    #[schema(value_type = Object)]
    fitted: Value,
    /// The first months' model held against the last months; `null` where there are too few.
    backtest: Option<BacktestView>,
    /// The present, as a scenario file names it.
    #[schema(value_type = Object)]
    present: Value,
    /// Unit prices of the contracts; `null` where none has them.
    costs: Option<Costs>,
}

/// A back-test (回溯检验).
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct BacktestView {
    /// The days that it was fitted on.
    fitted_on: Period,
    /// The days that it was held against.
    held_against: Period,
    /// The table.
    rows: Vec<BacktestRow>,
}

/// A line of a back-test.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct BacktestRow {
    /// What is compared: `calls_per_week`, `week_profile`, `on_scene_seconds`, `travel_factor`,
    /// `travel_median_error_share`; and simulated over the later months, from the assignment and as shares from 0 to 1
    /// or mean seconds: `share_on_time`, `response_seconds` (from the call), `wait_seconds`, `way_seconds`.
    what: String,
    /// Of which part: a category's code, `all`.
    of: String,
    /// The share of a quantile, where it is one.
    share: Option<f64>,
    /// What the model says.
    predicted: f64,
    /// What came.
    observed: f64,
    /// Observed over predicted less one.
    error: Option<f64>,
    /// Lower end of the interval in which what comes lies in 95 of 100 back-tests where the model holds.
    low: Option<f64>,
    /// Its upper end.
    high: Option<f64>,
}

impl BacktestRow {
    fn of(row: &Row) -> Self {
        Self {
            what: row.what.clone(),
            of: row.of.clone(),
            share: row.share,
            predicted: row.predicted,
            observed: row.observed,
            error: row.error,
            low: row.interval.map(|one| one.0),
            high: row.interval.map(|one| one.1),
        }
    }
}

fn json<T: Serialize>(one: &T) -> Result<Value, Problem> {
    serde_json::to_value(one).map_err(|error| Problem::internal(&error))
}

impl PlanModelView {
    pub(super) fn of(model: &PlanModel) -> Result<Self, Problem> {
        let backtest = model.backtest.as_ref().map(|one| BacktestView {
            fitted_on: one.fitted_on,
            held_against: one.held_against,
            rows: one.rows.iter().map(BacktestRow::of).collect(),
        });
        Ok(Self {
            basis: model.basis.clone(),
            period: model.fitted.period,
            fitted: json(&*model.fitted)?,
            backtest,
            present: json(&model.present)?,
            costs: model.costs.clone(),
        })
    }
}

/// A measure of the whole town.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct MeasureView {
    /// What is measured.
    measure: Measure,
    /// The value with its interval: a share from 0 to 1, or seconds; `null` is no value.
    value: Option<Estimate>,
    /// The scenario's less the present's, chance being the same for both; `null` of the present.
    against_present: Option<Estimate>,
}

/// An area's answers.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct AreaAnswerView {
    /// The area.
    area: String,
    /// The answers.
    #[serde(flatten)]
    answers: HourAnswerView,
}

/// An hour's answers.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct HourAnswerView {
    /// Calls of one replication.
    calls: Option<Estimate>,
    /// Share at which a car arrived within the limit, from the assignment.
    arrived_in_time: Option<Estimate>,
    /// Share within it counted from the call.
    answered_in_time: Option<Estimate>,
    /// Mean seconds from the call to the arrival.
    response: Option<Estimate>,
    /// Share of arrivals by a car of another area.
    cross_area: Option<Estimate>,
}

impl HourAnswerView {
    const fn of(part: &PartAnswer) -> Self {
        Self {
            calls: part.calls,
            arrived_in_time: part.arrived_in_time,
            answered_in_time: part.answered_in_time,
            response: part.response,
            cross_area: part.cross_area,
        }
    }
}

/// The answers of a point from which calls come.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct PointAnswerView {
    /// Where it is.
    place: Place,
    /// The area that it belongs to in this scenario.
    area: String,
    /// Calls of one replication.
    calls: Option<Estimate>,
    /// Share at which a car arrived within the limit, from the assignment.
    arrived_in_time: Option<Estimate>,
    /// Mean seconds from the call to the arrival.
    response: Option<Estimate>,
}

/// A car's answers.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct CarAnswerView {
    /// The car.
    unit: String,
    /// Calls at which it was first, in one replication.
    first_on_scene: Option<Estimate>,
    /// Share of its time on duty that it is at an incident.
    workload: Option<Estimate>,
}

/// A scenario with its answers.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct ScenarioView {
    /// Its name.
    name: String,
    /// What it costs.
    bill: Bill,
    /// The promised share.
    promised: Found,
    /// Whether the promise is kept.
    verdict: Verdict,
    /// The whole town.
    whole: Vec<MeasureView>,
    /// By hour of the week, from Monday 00:00: 168 of them.
    by_hour: Vec<HourAnswerView>,
    /// By area.
    by_area: Vec<AreaAnswerView>,
    /// By point from which calls come.
    by_point: Vec<PointAnswerView>,
    /// By car.
    by_car: Vec<CarAnswerView>,
}

impl ScenarioView {
    fn of(one: &Answered) -> Self {
        let against = |measure: Measure| {
            let mut all = one.against_present.iter();
            all.find(|of| of.measure == measure)
                .and_then(|of| of.paired)
        };
        let answers = &one.answers;
        Self {
            name: one.name.clone(),
            bill: one.bill,
            promised: one.promised,
            verdict: one.verdict,
            whole: answers
                .whole
                .iter()
                .map(|(measure, value)| MeasureView {
                    measure: *measure,
                    value: *value,
                    against_present: against(*measure),
                })
                .collect(),
            by_hour: answers.by_hour.iter().map(HourAnswerView::of).collect(),
            by_area: answers
                .by_area
                .iter()
                .map(|(area, part)| AreaAnswerView {
                    area: area.to_string(),
                    answers: HourAnswerView::of(part),
                })
                .collect(),
            by_point: answers
                .by_point
                .iter()
                .map(|point| PointAnswerView {
                    place: point.place,
                    area: point.area.to_string(),
                    calls: point.calls,
                    arrived_in_time: point.arrived_in_time,
                    response: point.response,
                })
                .collect(),
            by_car: answers
                .by_car
                .iter()
                .map(|(unit, car)| CarAnswerView {
                    unit: unit.to_string(),
                    first_on_scene: car.first_on_scene,
                    workload: car.workload,
                })
                .collect(),
        }
    }
}

/// The results of a study.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct StudyView {
    /// The seed.
    seed: u64,
    /// How often each scenario was simulated.
    replications: u32,
    /// Days of each replication.
    days: u32,
    /// What is promised.
    promise: Promise,
    /// The present, then the variants in their order.
    scenarios: Vec<ScenarioView>,
}

impl StudyView {
    fn of(study: &Study) -> Self {
        Self {
            seed: study.seed,
            replications: study.replications,
            days: study.days,
            promise: study.promise,
            scenarios: study.scenarios.iter().map(ScenarioView::of).collect(),
        }
    }
}

/// A study that was computed and not kept.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct ComputedView {
    /// The end of the log when it was read.
    basis: Basis,
    /// Unit prices that the costs rest on.
    costs: Costs,
    /// The results.
    study: StudyView,
}

impl ComputedView {
    pub(super) fn of(computed: &Computed) -> Self {
        Self {
            basis: computed.basis.clone(),
            costs: computed.plan.costs.clone(),
            study: StudyView::of(&computed.study),
        }
    }
}

/// Areas drawn anew.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct RedrawView {
    /// The end of the log when it was read.
    basis: Basis,
    /// The variant, and the work before and after.
    drawn: Drawn,
}

impl RedrawView {
    pub(super) fn of(redrawn: Redrawn) -> Self {
        Self {
            basis: redrawn.basis,
            drawn: redrawn.drawn,
        }
    }
}

/// A kept study.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct KeptView {
    /// Its identifier.
    id: String,
    /// Its name.
    name: Box<str>,
    /// The account that kept it.
    by: String,
    /// When.
    kept_at: Timestamp,
    /// Why it must not be used any more; `null` where it may.
    withdrawn: Option<WithdrawnView>,
    /// The days that its model was fitted from.
    fitted: Period,
    /// The end of the log when it was read.
    basis: Basis,
    /// The confidence of its intervals, in percent.
    confidence: u32,
    /// SM3 of the scenario file, hexadecimal.
    scenario_digest: Box<str>,
    /// SM3 of the results, hexadecimal.
    result_digest: Box<str>,
    /// The scenario file: with it, `liandong plan run` makes the results again.
    #[schema(value_type = Object)]
    scenario: Value,
    /// The few figures that a form quotes.
    answers: Vec<Answer>,
    /// The results.
    study: StudyView,
}

/// A withdrawal.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct WithdrawnView {
    /// Why.
    reason: Box<str>,
    /// By which account.
    by: String,
    /// When.
    at: Timestamp,
}

impl KeptView {
    pub(super) fn of(id: &str, kept: &Kept) -> Result<Self, Problem> {
        let text = &kept.text;
        let unread = |error| Problem::internal(&error);
        let study: Study = serde_json::from_str(&text.result).map_err(unread)?;
        Ok(Self {
            id: id.to_owned(),
            name: kept.name.clone(),
            by: kept.by.to_string(),
            kept_at: kept.at,
            withdrawn: kept.withdrawn.as_ref().map(|one| WithdrawnView {
                reason: one.reason.clone(),
                by: one.by.to_string(),
                at: one.at,
            }),
            fitted: text.fitted,
            basis: text.basis.clone(),
            confidence: text.confidence,
            scenario_digest: text.scenario_digest.clone(),
            result_digest: text.result_digest.clone(),
            scenario: serde_json::from_str(&text.scenario).map_err(unread)?,
            answers: text.answers.clone(),
            study: StudyView::of(&study),
        })
    }
}

/// A fleet that was looked at.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct FleetView {
    /// Its cars.
    cars: Vec<CarsView>,
    /// What it costs.
    bill: Bill,
    /// The promised share.
    promised: Found,
    /// Whether the promise is kept.
    verdict: Verdict,
    /// How often it was simulated.
    replications: u32,
}

/// Cars of one area that work the same hours.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct CarsView {
    /// The area.
    area: String,
    /// The shift's name.
    shift: String,
    /// How many.
    cars: u32,
}

impl FleetView {
    fn of(one: &Candidate) -> Self {
        Self {
            cars: one
                .cars
                .iter()
                .map(|(area, shift, cars)| CarsView {
                    area: area.to_string(),
                    shift: shift.clone(),
                    cars: *cars,
                })
                .collect(),
            bill: one.bill,
            promised: one.promised,
            verdict: one.verdict,
            replications: one.replications,
        }
    }
}

/// What a search found.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct SearchView {
    /// Whether no cheaper fleet keeps the promise, since all were looked at; `false` where there were too many and an
    /// optimiser sought: the best is then the cheapest that it found.
    exhaustive: bool,
    /// Fleets that the shifts and areas allow.
    fleets: u64,
    /// Of these, looked at.
    looked_at: u64,
    /// Of these, simulated as often as was asked.
    confirmed: u64,
    /// The cheapest that keeps the promise; `null` where none does.
    best: Option<FleetView>,
    /// The best share that each cost bought on the first look, where more money bought more.
    frontier: Vec<FleetView>,
}

impl SearchView {
    pub(super) fn of(found: &Searched) -> Self {
        Self {
            exhaustive: found.exhaustive,
            fleets: found.fleets,
            looked_at: found.looked_at,
            confirmed: found.confirmed,
            best: found.best.as_ref().map(FleetView::of),
            frontier: found.frontier.iter().map(FleetView::of).collect(),
        }
    }
}
