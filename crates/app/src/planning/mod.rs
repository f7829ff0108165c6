//! Planning (运力测算): models fitted from the log, scenarios simulated, studies kept.
//!
//! The present is made of the town's own log and register; what a planner changes of it comes as a few
//! lines. What is kept is the whole file and its results, with their digests: anybody can make them again.

mod ask;
mod present;
mod table;

pub use ask::{MOST_CALLS, RedrawAsk, SearchAsk, StudyAsk};
pub use table::STUDY;

use crate::{
    App, AppError, Order, access::Visitor, engine::number, streams::Acted, views::INCIDENT,
};
use liandong_domain::{
    ids::{IncidentId, TownId},
    planning::{Answer, Study, StudyCommand, StudyFacts, StudyRejection, StudyText},
    reports::Basis,
    rights::Right,
    time::{Day, Period, Timestamp},
};
use liandong_plan::{
    fit::{Backtest, Fitted, Log, backtest, fit, simulated, split_months},
    sim::{Calls, Scenario, Threads},
    study::{self, Costs, Drawn, Plan, Search, Searched},
};
use liandong_store::{Filter, Op, Query, Value};
use serde::Serialize;
use sm3::{Digest, Sm3};
use std::sync::Arc;
use tokio::{sync::Semaphore, task::spawn_blocking};

/// Simulations at once: each takes every core that there is.
static AT_ONCE: Semaphore = Semaphore::const_new(1);
/// Studies of a list at the most.
const MOST: u64 = 200;

/// A town's model.
#[derive(Debug, Clone, PartialEq)]
pub struct PlanModel {
    /// The end of the log when the reading began.
    pub basis: Basis,
    /// What was fitted, from what, and how well.
    pub fitted: Arc<Fitted>,
    /// The model of the first months held against the last ones; `None` where there are too few.
    pub backtest: Option<Backtest>,
    /// The present, to be simulated for a year.
    pub present: Scenario,
    /// Unit prices of the contracts, where they have them.
    pub costs: Option<Costs>,
}

/// A study that was computed.
#[derive(Debug, Clone, PartialEq)]
pub struct Computed {
    /// The end of the log when the reading began.
    pub basis: Basis,
    /// The file.
    pub plan: Plan,
    /// The results.
    pub study: study::Study,
}

/// Areas that were drawn anew.
#[derive(Debug, Clone, PartialEq)]
pub struct Redrawn {
    /// The end of the log when the reading began.
    pub basis: Basis,
    /// The variant, and the work before and after.
    pub drawn: Drawn,
}

/// A line of the list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct StudyLine {
    /// Its identifier.
    pub id: String,
    /// Its name.
    pub name: String,
    /// The account that kept it.
    pub by: String,
    /// When.
    pub kept_at: Timestamp,
    /// Whether it must not be used any more.
    pub withdrawn: bool,
}

/// Who may look at models and studies, and compute them.
///
/// # Errors
/// [`AppError::NoRight`].
pub fn may_plan(visitor: &Visitor) -> Result<(), AppError> {
    visitor.require(Right::ReadPerformance)
}

fn digest(text: &str) -> Box<str> {
    hex::encode(Sm3::digest(text.as_bytes())).into()
}

fn written<T: Serialize>(one: &T) -> Result<Box<str>, AppError> {
    serde_json::to_string(one)
        .map(Into::into)
        .map_err(|error| AppError::Internal(error.to_string()))
}

/// By what a kept file or its results are known: SM3 of their compact JSON, hexadecimal.
///
/// # Errors
/// [`AppError::Internal`] where it has no JSON.
pub fn digest_of<T: Serialize>(one: &T) -> Result<Box<str>, AppError> {
    Ok(digest(&written(one)?))
}

/// What work that fills every core comes back with.
async fn on_all_cores<T: Send + 'static>(
    work: impl FnOnce() -> T + Send + 'static,
) -> Result<T, AppError> {
    let closed = |_| AppError::Internal("the planning semaphore is closed".into());
    let _turn = AT_ONCE.acquire().await.map_err(closed)?;
    let done = spawn_blocking(work).await;
    done.map_err(|error| AppError::Internal(format!("a simulation ended early: {error}")))
}

/// Calls a day that a scenario expects.
fn calls_a_day(scenario: &Scenario) -> f64 {
    match &scenario.demand.calls {
        Calls::Rates(rates) => {
            let mean =
                |per_hour: &[f64]| per_hour.iter().sum::<f64>() / per_hour.len().max(1) as f64;
            let an_hour: f64 = rates.iter().map(|one| mean(&one.per_hour)).sum();
            an_hour * 24.0 * scenario.demand.factor
        }
        Calls::Replay(calls) => calls.len() as f64 / f64::from(scenario.run.days.max(1)),
    }
}

/// Where the first two thirds of a period's months end: of half a year, after four.
fn split(period: Period) -> Option<Day> {
    let (from, to) = (period.from.date(), period.to.date());
    let months = i32::from(to.year() - from.year()) * 12 + i32::from(to.month() - from.month()) + 1;
    let first = u32::try_from(months - months / 3).ok()?;
    split_months(period, first)
}

/// What one request may take.
fn within_reach(present: &Scenario, scenarios: usize) -> Result<(), AppError> {
    let run = &present.run;
    let days = f64::from(run.days) * f64::from(run.replications);
    if calls_a_day(present) * days * scenarios as f64 > MOST_CALLS {
        return Err(ask::too_much().into());
    }
    Ok(())
}

impl App {
    /// The model that the log of some days makes, with its back-test. Nothing is written.
    ///
    /// # Errors
    /// [`AppError::NoRight`], `log_too_short`, [`AppError::BadPeriod`], or the store's failure.
    pub async fn plan_model(
        &self,
        visitor: &Visitor,
        period: Period,
    ) -> Result<PlanModel, AppError> {
        may_plan(visitor)?;
        self.fitted_model(&visitor.town, period).await
    }

    async fn fitted_model(&self, town: &TownId, period: Period) -> Result<PlanModel, AppError> {
        if period.to < period.from || period.to.0 - period.from.0 > 3_660 {
            return Err(AppError::BadPeriod);
        }
        let book = self.book(town).await?;
        let head = self.store().head(town).await?;
        let log = self.log_of(town, period).await?;
        let policy = book.policy()?.clone();
        let options = present::options(&book.registry, &policy, period);
        let split = split(period);
        let (known, rules) = (Arc::clone(&book), policy.clone());
        let (fitted, held) = on_all_cores(move || {
            let fitted = fit(&log, &options);
            // Where the first months are too few for a model of their own, there is nothing to hold against the last.
            let held = split.and_then(|split| backtest(&log, split, &options).ok());
            let held = held.map(|(first, mut table)| {
                let run = ask::run(first.period, first.options.offset, 1, 1, 1);
                let present = present::scenario(&known.registry, &rules, &first, run);
                // A town without a car has nothing to simulate; the other lines stand.
                let lines = simulated(&first, &log, table.held_against, &present);
                table.rows.extend(lines.unwrap_or_default());
                table
            });
            (fitted, held)
        })
        .await?;
        let fitted = fitted.map_err(|why| AppError::Refused(ask::too_short(&why)))?;
        let run = ask::run(period, book.registry.utc_offset(), 365, 100, 1);
        Ok(PlanModel {
            basis: Basis {
                position: head.position,
                hash: hex::encode(head.hash),
            },
            present: present::scenario(&book.registry, &policy, &fitted, run),
            fitted: Arc::new(fitted),
            backtest: held,
            costs: present::costs(&book),
        })
    }

    /// The cases of some days.
    async fn log_of(&self, town: &TownId, period: Period) -> Result<Log, AppError> {
        let at_most = |day: Day| number(day, 0);
        let filter = |op, value: IncidentId| Filter {
            column: "id",
            op,
            value: Value::Text(value.as_str().into()),
        };
        let query = Query {
            table: &INCIDENT,
            town: town.clone(),
            columns: vec!["id"],
            filters: vec![
                filter(Op::Ge, at_most(period.from)?),
                filter(Op::Lt, at_most(period.to.next())?),
            ],
            order: vec![("id", false)],
            limit: None,
        };
        let mut log = Log::default();
        for row in self.store().rows(query).await? {
            if let Some(Value::Text(id)) = row.into_iter().next()
                && let Ok(id) = IncidentId::new(&id)
            {
                log.push(&self.incident(town, &id).await?.0);
            }
        }
        Ok(log)
    }

    /// Simulates the present and what could be changed. Nothing is written.
    ///
    /// # Errors
    /// As [`App::plan_model`]; `bad_scenario`, `too_much_to_simulate`, `no_unit_prices`.
    pub async fn study_preview(
        &self,
        visitor: &Visitor,
        ask: StudyAsk,
    ) -> Result<Computed, AppError> {
        may_plan(visitor)?;
        self.computed(&visitor.town, ask).await
    }

    /// The model of what a study asks for, its present with the run that is asked for. Who asks was checked.
    ///
    /// # Errors
    /// As [`App::plan_model`].
    pub async fn planned(&self, town: &TownId, ask: &StudyAsk) -> Result<PlanModel, AppError> {
        let mut model = self.fitted_model(town, ask.fitted).await?;
        let present = &mut model.present;
        let offset = present.layout.utc_offset;
        present.run = ask::run(ask.fitted, offset, ask.days, ask.replications, ask.seed);
        Ok(model)
    }

    async fn computed(&self, town: &TownId, ask: StudyAsk) -> Result<Computed, AppError> {
        let model = self.planned(town, &ask).await?;
        let present = model.present;
        let costs = ask.costs.or(model.costs).ok_or_else(ask::no_prices)?;
        within_reach(&present, ask.variants.len() + 1)?;
        let plan = Plan {
            present,
            costs,
            promise: ask.promise,
            variants: ask.variants,
        };
        let (plan, study) = on_all_cores(move || {
            let study = study::run(&plan, Threads::All, &|| ());
            (plan, study)
        })
        .await?;
        let study = study.map_err(|why| AppError::Refused(ask::bad(&why)))?;
        Ok(Computed {
            basis: model.basis,
            plan,
            study,
        })
    }

    /// Seeks the cheapest fleet that keeps a promise. Nothing is written.
    ///
    /// # Errors
    /// As [`App::study_preview`].
    pub async fn seek_fleet(
        &self,
        visitor: &Visitor,
        ask: SearchAsk,
    ) -> Result<Searched, AppError> {
        may_plan(visitor)?;
        let model = self.fitted_model(&visitor.town, ask.fitted).await?;
        let mut present = model.present;
        let offset = present.layout.utc_offset;
        // All fleets may have to be looked at, and a few of them in full.
        present.run = ask::run(ask.fitted, offset, ask.days, ask.replications, ask.seed);
        within_reach(&present, 10)?;
        let costs = ask.costs.or(model.costs).ok_or_else(ask::no_prices)?;
        let sought = Search {
            present,
            costs,
            promise: ask.promise,
            shifts: ask.shifts,
            cars_an_area: ask.cars_an_area,
            fewest: ask.fewest,
            most: ask.most,
            first_look: ask.first_look,
            each_up_to: ask.each_up_to,
            tries: ask.tries,
        };
        let fleets = sought
            .looks()
            .map_err(|why| AppError::Refused(ask::bad(&why)))?;
        let mut look = sought.present.clone();
        look.run.replications = ask.first_look;
        within_reach(&look, usize::try_from(fleets).unwrap_or(usize::MAX))?;
        let found = on_all_cores(move || study::search(&sought, Threads::All, &|_, _| ())).await?;
        found.map_err(|why| AppError::Refused(ask::bad(&why)))
    }

    /// Draws the areas anew so that their cars have even work. Nothing is written.
    ///
    /// # Errors
    /// As [`App::plan_model`]; `bad_scenario`, `nothing_to_redraw`.
    pub async fn redraw_areas(
        &self,
        visitor: &Visitor,
        ask: RedrawAsk,
    ) -> Result<Redrawn, AppError> {
        may_plan(visitor)?;
        let model = self.fitted_model(&visitor.town, ask.fitted).await?;
        let present = model.present;
        let drawn =
            on_all_cores(move || study::redraw(&present, ask.variant.as_ref(), &ask.how)).await?;
        Ok(Redrawn {
            basis: model.basis,
            drawn: drawn.map_err(|why| AppError::Refused(ask::undrawn(&why)))?,
        })
    }

    /// Computes a study and keeps it. Sent twice under one key, it happens once.
    ///
    /// # Errors
    /// As [`App::study_preview`]; what the rules refuse; [`AppError::KeyReused`].
    pub async fn keep_study(
        &self,
        town: &TownId,
        order: Order,
        id: &str,
        name: String,
        ask: StudyAsk,
    ) -> Result<Acted<Study>, AppError> {
        // What is kept already is not computed again: either it was this very request, or it is refused.
        if let Some((kept, _)) = self.state_of::<Study>(town, id).await? {
            let text = kept.text;
            let command = StudyCommand::Keep { name, text };
            return self.act_study(town, order, id, command).await;
        }
        let seed = ask.seed;
        let (fitted, replications) = (ask.fitted, ask.replications);
        let Computed { basis, plan, study } = self.computed(town, ask).await?;
        let (scenario, result) = (written(&plan)?, written(&study)?);
        let answers = study.scenarios.iter().map(|one| Answer {
            name: one.name.as_str().into(),
            cars: one.bill.cars,
            yearly: one.bill.yearly,
            in_time: one.promised.share,
            low: one.promised.low,
            high: one.promised.high,
        });
        let text = Box::new(StudyText {
            fitted,
            basis,
            seed,
            replications,
            confidence: study.promise.confidence,
            scenario_digest: digest(&scenario),
            result_digest: digest(&result),
            scenario,
            result,
            answers: answers.collect(),
        });
        self.act_study(town, order, id, StudyCommand::Keep { name, text })
            .await
    }

    /// Says that a study must not be used any more.
    ///
    /// # Errors
    /// What the rules refuse; [`AppError::KeyReused`].
    pub async fn withdraw_study(
        &self,
        town: &TownId,
        order: Order,
        id: &str,
        reason: String,
    ) -> Result<Acted<Study>, AppError> {
        self.act_study(town, order, id, StudyCommand::Withdraw { reason })
            .await
    }

    async fn act_study(
        &self,
        town: &TownId,
        order: Order,
        id: &str,
        command: StudyCommand,
    ) -> Result<Acted<Study>, AppError> {
        let by = order.actor.account.clone();
        self.act::<Study>(town, order, id, &command, StudyFacts { by: &by })
            .await
    }

    /// A kept study.
    ///
    /// # Errors
    /// [`AppError::NoRight`], `no_such_study`, the store's failure.
    pub async fn study(&self, visitor: &Visitor, id: &str) -> Result<Study, AppError> {
        may_plan(visitor)?;
        let none = || AppError::Refused(StudyRejection::NoSuchStudy(id.to_owned()).into());
        let found = self.state_of::<Study>(&visitor.town, id).await?;
        found.map(|(state, _)| state).ok_or_else(none)
    }

    /// The kept studies, the latest first.
    ///
    /// # Errors
    /// [`AppError::NoRight`], the store's failure.
    pub async fn studies(&self, visitor: &Visitor) -> Result<Vec<StudyLine>, AppError> {
        may_plan(visitor)?;
        let query = Query {
            table: &STUDY,
            town: visitor.town.clone(),
            columns: vec!["id", "name", "by", "kept_at", "withdrawn"],
            filters: Vec::new(),
            order: vec![("kept_at", true), ("id", true)],
            limit: Some(MOST),
        };
        let rows = self.store().rows(query).await?;
        let lines: Option<Vec<StudyLine>> = rows.iter().map(|row| line(row)).collect();
        lines.ok_or_else(|| {
            AppError::Internal("a row of study cannot be read; rebuild the read models".into())
        })
    }
}

fn line(row: &[Value]) -> Option<StudyLine> {
    let [
        Value::Text(id),
        Value::Text(name),
        Value::Text(by),
        Value::Int(kept_at),
        Value::Int(withdrawn),
    ] = row
    else {
        return None;
    };
    Some(StudyLine {
        id: id.to_string(),
        name: name.to_string(),
        by: by.to_string(),
        kept_at: Timestamp(*kept_at),
        withdrawn: *withdrawn == 1,
    })
}
