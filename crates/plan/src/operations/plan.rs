//! What is asked of the generator, and what it can refuse.

use liandong_domain::{roles::Role, time::Day};

/// The longest history, in days: eleven years.
const LONGEST: i64 = 4_018;
/// The most calls a day. More than a town has; enough for a city's load.
const MOST_CALLS: u32 = 5_000;

/// A history to generate.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Plan {
    /// First day, in the town's own time.
    pub from: Day,
    /// Last day.
    pub to: Day,
    /// The seed.
    pub seed: u64,
    /// Calls a day, on average.
    pub calls_per_day: u32,
}

/// Why no history can be generated.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum PlanError {
    /// The last day is before the first, or more than eleven years after it.
    #[error(
        "from, to: the history must end on or after the day it begins, and last eleven years at the most"
    )]
    BadDays,
    /// No calls, or more than anybody has.
    #[error("calls_per_day: 1 to {MOST_CALLS}")]
    BadRate,
    /// Nobody in the town has this role.
    #[error("the town has no account with the role {}", .0.as_str())]
    NobodyIs(Role),
    /// The town lacks something without which nothing can happen.
    #[error("the town has no {0}")]
    Lacks(&'static str),
}

impl PlanError {
    /// The same in Chinese.
    #[must_use]
    pub fn zh(&self) -> String {
        match self {
            Self::BadDays => "首日不得晚于末日，且最长十一年".into(),
            Self::BadRate => format!("日均来电数须为 1 至 {MOST_CALLS}"),
            Self::NobodyIs(role) => format!("街镇没有角色为 {} 的账号", role.as_str()),
            Self::Lacks(what) => format!("街镇数据缺少 {what}"),
        }
    }
}

impl Plan {
    /// Checks days and rate.
    ///
    /// # Errors
    /// [`PlanError::BadDays`], [`PlanError::BadRate`].
    pub const fn check(&self) -> Result<(), PlanError> {
        let days = self.to.0.saturating_sub(self.from.0).saturating_add(1);
        if days < 1 || days > LONGEST {
            return Err(PlanError::BadDays);
        }
        check_rate(self.calls_per_day)
    }
}

pub(super) const fn check_rate(calls_per_day: u32) -> Result<(), PlanError> {
    if calls_per_day == 0 || calls_per_day > MOST_CALLS {
        return Err(PlanError::BadRate);
    }
    Ok(())
}
