//! The planning model fitted from the town's own log (模型标定): demand, places, durations and travel, each with
//! what it rests on, what was left out and why, and how well it fits.
//!
//! A log is read into [`Case`]s ([`Log::push`]); [`fit`] makes [`Fitted`] of it or says in [`FitError`] what the log
//! lacks; [`backtest`] fits on the days before a split and holds the rest against it. The same log, in
//! whatever order, with the same options gives the same bytes.
//!
//! ADR 0020 has the choices and their sources.

mod backtest;
mod calendar;
mod case;
mod demand;
mod dispersion;
mod draw;
mod error;
pub mod goodness;
mod law;
mod legs;
mod model;
mod numeric;
mod on_time;
mod options;
mod places;
mod service;
mod travel;

pub use backtest::{Backtest, Row, backtest, compare, split_months};
pub use calendar::{Calendar, HOURS, Hole, hour_of_week};
pub use case::{Case, LeftOut, Leg, Log, NoCase};
pub use demand::{Demand, Profile};
pub use dispersion::{Dispersion, Month, Trend};
pub use draw::Draws;
pub use error::{FitError, Missing, Needed};
pub use goodness::{Candidate, DurationFit, Fitter, QuantileRow};
pub use law::{Law, LawKind};
pub use on_time::simulated;
pub use options::Options;
pub use places::{Atom, Places};
pub use service::{Block, ByBlock, NoTime, NoTimes, Reinforced, Service};
pub use travel::{Factor, NoWay, Travel};

use liandong_domain::time::Period;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// What a fit rests on.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Counts {
    /// Incidents of the period: cases and what is left out.
    pub incidents: u64,
    /// Cases of the period.
    pub cases: u64,
    /// Those at which a car arrived.
    pub served: u64,
    /// Cases of other days, which enter nothing.
    pub outside_period: u64,
    /// Cases that came in a hole or outside the hours covered: they enter durations and no demand.
    pub outside_hours: u64,
    /// Incidents of the period that are no cases, by the reason.
    pub left_out: BTreeMap<NoCase, u64>,
}

/// A fitted model of the town.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Fitted {
    /// The days that it rests on.
    pub period: Period,
    /// By what it was fitted: with the same log it can be made again.
    pub options: Options,
    /// What it rests on.
    pub counts: Counts,
    /// Calls by category and hour of the week.
    pub demand: Demand,
    /// Where they come from.
    pub places: Places,
    /// How long things take.
    pub service: Service,
    /// Travel against the policy's rule; `None` where too few ways are known, and the rule stands alone.
    pub travel: Option<Travel>,
}

/// The cases of a period in the one order that they have.
struct Sorted<'a> {
    period: Period,
    calendar: Calendar,
    counts: Counts,
    /// All of the period.
    all: Vec<&'a Case>,
    /// Those that the calendar holds.
    observed: Vec<&'a Case>,
}

impl<'a> Sorted<'a> {
    fn of(log: &'a Log, options: &Options) -> Option<Self> {
        let offset = options.offset;
        let period = options.period.or_else(|| {
            let days = log.cases.iter().map(|case| offset.day(case.received_at));
            let (from, to) = (days.clone().min()?, days.max()?);
            Some(Period { from, to })
        })?;
        let calendar = Calendar::new(period, offset, options.coverage.clone(), &options.holes);
        let within = |at| period.contains(offset.day(at));
        let mut all: Vec<&Case> = log
            .cases
            .iter()
            .filter(|one| within(one.received_at))
            .collect();
        all.sort_by(|a, b| (a.received_at, &a.number).cmp(&(b.received_at, &b.number)));
        let observed: Vec<&Case> = all
            .iter()
            .copied()
            .filter(|case| calendar.holds(case.received_at))
            .collect();
        let mut left_out = BTreeMap::new();
        for one in log.left_out.iter().filter(|one| within(one.received_at)) {
            *left_out.entry(one.why).or_default() += 1;
        }
        let counts = Counts {
            incidents: numeric::count(all.len()) + left_out.values().sum::<u64>(),
            cases: numeric::count(all.len()),
            served: numeric::count(all.iter().filter(|case| case.is_served()).count()),
            outside_period: numeric::count(log.cases.len() - all.len()),
            outside_hours: numeric::count(all.len() - observed.len()),
            left_out,
        };
        Some(Self {
            period,
            calendar,
            counts,
            all,
            observed,
        })
    }
}

/// Fits the model.
///
/// # Errors
/// [`FitError::TooShort`] names everything that the log lacks; [`FitError::BadOptions`] what cannot be meant.
pub fn fit(log: &Log, options: &Options) -> Result<Fitted, FitError> {
    options.check()?;
    let lack = |what, have, need| (have < need).then_some(Missing { what, have, need });
    let Some(sorted) = Sorted::of(log, options) else {
        let missing = vec![
            Missing {
                what: Needed::Days,
                have: 0,
                need: options.least_days,
            },
            Missing {
                what: Needed::ServedCalls,
                have: 0,
                need: options.least_served,
            },
        ];
        return Err(FitError::TooShort { missing });
    };
    let demand = Demand::of(&sorted.observed, &sorted.calendar);
    let places = Places::of(&sorted.observed, options);
    let legs = legs::Legs::of(&sorted.all);
    let (samples, _) = service::on_scene_samples(&sorted.all, options);
    let timed = numeric::count(samples.values().map(Vec::len).sum());
    let known = places
        .as_ref()
        .map_or(0, |places| places.placed + places.area_only);
    let missing: Vec<Missing> = [
        lack(Needed::Days, demand.dispersion.days, options.least_days),
        lack(
            Needed::ServedCalls,
            sorted.counts.served,
            options.least_served,
        ),
        lack(Needed::TimedCalls, timed, options.least_timed.max(1)),
        lack(Needed::PlacedCalls, known, options.least_placed.max(1)),
    ]
    .into_iter()
    .flatten()
    .collect();
    let mut fitter = Fitter::new(options.seed, options.resamples);
    match places {
        Some(places) if missing.is_empty() => {
            match service::fit(&sorted.all, &legs, options, &mut fitter) {
                Some(service) => Ok(Fitted {
                    travel: travel::fit(&sorted.all, &legs, options),
                    period: sorted.period,
                    options: options.clone(),
                    counts: sorted.counts,
                    demand,
                    places,
                    service,
                }),
                None => Err(FitError::TooShort { missing }),
            }
        }
        _ => Err(FitError::TooShort { missing }),
    }
}
