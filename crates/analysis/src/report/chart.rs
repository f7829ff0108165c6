//! The control chart of daily calls.

use crate::{
    days::Days,
    scope,
    stats::chart::{Limits, Signal, limits, signals},
};
use liandong_domain::{
    reports::ReportOf,
    time::{Day, Period},
};
use serde::{Deserialize, Serialize};

/// A day of the chart.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema), schema(as = ReportChartDay))]
pub struct ChartDay {
    /// The day.
    pub day: Day,
    /// Its calls.
    pub count: u64,
    /// The rules it breaks; of the baseline's days, none are told.
    pub signals: Vec<Signal>,
}

/// The chart (控制图): individuals and moving range, limits from the days before the period.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema), schema(as = ReportChart))]
pub struct Chart {
    /// The days that the limits come from, as far as there are records.
    pub baseline: Option<Period>,
    /// Centre and limits; `null` with fewer than 20 days of baseline (样本过小，不作判断).
    pub limits: Option<Limits>,
    /// The baseline's days and the period's.
    pub days: Vec<ChartDay>,
    /// How many of these are the period's, the last ones.
    pub own: usize,
}

impl Chart {
    /// The days of the period.
    #[must_use]
    pub fn of_period(&self) -> &[ChartDay] {
        let from = self.days.len().saturating_sub(self.own);
        self.days.get(from..).unwrap_or_default()
    }
}

pub(super) fn chart(days: &Days, of: ReportOf) -> Chart {
    let period = of.period();
    let baseline = days.scope.recorded(scope::baseline(of));
    let before = baseline.map_or_else(Vec::new, |one| days.counts(one));
    let limits = limits(&before);
    let own = days.counts(period);
    let mut points = before;
    let first_own = points.len();
    points.extend(&own);
    let found = limits.map(|limits| signals(&points, limits));
    let from = baseline.map_or(period.from, |one| one.from);
    let named = points.iter().zip(from.0..).enumerate();
    let all = named.map(|(nth, (count, day))| ChartDay {
        day: Day(day),
        count: *count,
        signals: match &found {
            Some(found) if nth >= first_own => found.get(nth).cloned().unwrap_or_default(),
            _ => Vec::new(),
        },
    });
    Chart {
        baseline,
        limits,
        days: all.collect(),
        own: own.len(),
    }
}
