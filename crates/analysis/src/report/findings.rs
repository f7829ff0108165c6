//! What may be concluded.

use super::{
    chart::Chart,
    tested::{Outcome, Tested},
};
use crate::stats::chart::Signal;
use liandong_domain::time::Day;
use serde::{Deserialize, Serialize};

/// A finding (结论): a test's result or a rule of the control chart.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema), schema(as = ReportFinding))]
#[serde(rename_all = "snake_case", tag = "by")]
pub enum Finding {
    /// A test whose adjusted p is below the level.
    Test {
        /// Its place among the report's tests, from 0.
        test: usize,
    },
    /// A day of the period that breaks a rule of the chart.
    Chart {
        /// The day.
        day: Day,
        /// The rule.
        signal: Signal,
    },
}

/// All findings, and what kept others away.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ReportFindings {
    /// The findings.
    pub all: Vec<Finding>,
    /// Tests that gave a result: the family that p was adjusted for.
    pub family: usize,
    /// Tests without a result, because numbers are too small or the records do not reach back.
    pub too_small: usize,
    /// Whether nothing at all could be tested (样本过小，不作结论).
    pub none_possible: bool,
}

pub(super) fn findings(tests: &[Tested], chart: &Chart) -> ReportFindings {
    let mut all: Vec<Finding> = tests
        .iter()
        .enumerate()
        .filter(|(_, test)| test.is_finding())
        .map(|(test, _)| Finding::Test { test })
        .collect();
    for one in chart.of_period() {
        let signals = one.signals.iter();
        all.extend(signals.map(|signal| Finding::Chart {
            day: one.day,
            signal: *signal,
        }));
    }
    let done = |test: &&Tested| matches!(test.outcome, Outcome::Done { .. });
    let family = tests.iter().filter(done).count();
    ReportFindings {
        all,
        family,
        too_small: tests.len() - family,
        none_possible: family == 0 && chart.limits.is_none(),
    }
}
