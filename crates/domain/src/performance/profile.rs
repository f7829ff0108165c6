//! What must hold in a project's description (项目概况) before it is taken in.

use super::{
    level::{self, BadLevel},
    project::{Indicator, Project, TrackingPeriod},
    schedule::BadSchedule,
    target::Comparator,
};
use crate::ids::{IndicatorId, ItemId, ProjectId};
use std::collections::BTreeSet;

/// All weights together, in hundredths of a point: the indicators' share of the year-end
/// self-evaluation (财预〔2020〕10号: budget execution 10 points, indicators 90).
pub const ALL_WEIGHTS: u32 = 9_000;

/// Why a description is refused.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum BadProfile {
    /// Two indicators under one identifier.
    #[error("indicator {0} stands twice")]
    IndicatorTwice(IndicatorId),
    /// A level that the finance rules do not know, or that does not stand under the other.
    #[error("indicator {indicator}: level {level} is not one of {expected}")]
    Level {
        /// The indicator.
        indicator: IndicatorId,
        /// What the file says.
        level: String,
        /// What fits.
        expected: String,
    },
    /// A target in words without a measure or a document behind it.
    #[error("indicator {0}: a target in words needs a measure that compares or a vouched document")]
    BareWord(IndicatorId),
    /// A schedule that is none of its target.
    #[error("indicator {indicator}: {problem}")]
    Schedule {
        /// The indicator.
        indicator: IndicatorId,
        /// What is wrong.
        problem: BadSchedule,
    },
    /// Some indicators have a weight and some not, or the weights do not add up.
    #[error(
        "weights: all indicators or none, together 90 points; these have {sum_hundredths} hundredths"
    )]
    Weights {
        /// What they add up to.
        sum_hundredths: u32,
    },
    /// A tracking period that cannot be.
    #[error("tracking period {id}: {problem}")]
    Tracking {
        /// The period.
        id: ItemId,
        /// What is wrong.
        problem: &'static str,
    },
    /// It goes on with itself.
    #[error("project {0} cannot go on with itself")]
    ContinuesItself(ProjectId),
}

/// Holds a description against the rules.
///
/// # Errors
/// The first [`BadProfile`] found.
pub fn check(project: &Project) -> Result<(), BadProfile> {
    if project.continues.as_ref() == Some(&project.id) {
        return Err(BadProfile::ContinuesItself(project.id.clone()));
    }
    let mut seen = BTreeSet::new();
    for one in &project.indicators {
        if !seen.insert(&one.id) {
            return Err(BadProfile::IndicatorTwice(one.id.clone()));
        }
        indicator(one)?;
    }
    weights(&project.indicators)?;
    tracking(&project.tracking)
}

fn indicator(one: &Indicator) -> Result<(), BadProfile> {
    let bad_level = |level: &str, expected: Vec<&str>| BadProfile::Level {
        indicator: one.id.clone(),
        level: level.to_owned(),
        expected: expected.join("、"),
    };
    level::check(&one.level1, &one.level2).map_err(|bad| match bad {
        BadLevel::First => {
            let names = level::LEVELS.iter().map(|level| level.name);
            bad_level(&one.level1, names.collect())
        }
        BadLevel::Second(level) => bad_level(&one.level2, level.below.to_vec()),
    })?;
    if one.annual.comparator == Comparator::Qualitative && !one.formula.can_back_a_word() {
        return Err(BadProfile::BareWord(one.id.clone()));
    }
    one.schedule
        .check(&one.annual)
        .map_err(|problem| BadProfile::Schedule {
            indicator: one.id.clone(),
            problem,
        })
}

fn weights(indicators: &[Indicator]) -> Result<(), BadProfile> {
    let given: Vec<u32> = indicators.iter().filter_map(|one| one.weight).collect();
    let sum = given
        .iter()
        .fold(0_u32, |sum, one| sum.saturating_add(*one));
    if given.is_empty() || (given.len() == indicators.len() && sum == ALL_WEIGHTS) {
        Ok(())
    } else {
        Err(BadProfile::Weights {
            sum_hundredths: sum,
        })
    }
}

fn tracking(periods: &[TrackingPeriod]) -> Result<(), BadProfile> {
    let mut seen = BTreeSet::new();
    for one in periods {
        let bad = |problem| BadProfile::Tracking {
            id: one.id.clone(),
            problem,
        };
        if !seen.insert(&one.id) {
            return Err(bad("it stands twice"));
        }
        if one.id.as_str().contains('.') {
            return Err(bad("its identifier must have no dot"));
        }
        if one.to < one.from {
            return Err(bad("it ends before it begins"));
        }
        if one.file_by.is_some_and(|day| day <= one.to) {
            return Err(bad("it is to be filed before it is over"));
        }
    }
    Ok(())
}
