//! Why nothing is fitted. A log that is too short gets no answer instead of a wide one: a planner would read the
//! middle of it.

use liandong_domain::time::Period;
use serde::{Deserialize, Serialize};
use std::fmt;

/// Why nothing was fitted.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum FitError {
    /// The log is too short or too thin; everything that is missing is named at once.
    #[error("the log is too short to plan from: {}", list(.missing))]
    TooShort {
        /// What is missing.
        missing: Vec<Missing>,
    },
    /// The options contradict themselves.
    #[error("the fit's options: {0}")]
    BadOptions(&'static str),
    /// The back-test's split leaves one side without days.
    #[error("a back-test needs days on both sides of the split; the log has {} to {}", .period.from, .period.to)]
    NothingToSplit {
        /// The log's period.
        period: Period,
    },
}

/// What a log lacks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Missing {
    /// What there is too little of.
    pub what: Needed,
    /// How much there is.
    pub have: u64,
    /// How much it takes.
    pub need: u64,
}

/// What a fit needs enough of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Needed {
    /// Days observed.
    Days,
    /// Calls at which a car arrived.
    ServedCalls,
    /// Calls with arrival and release of the lead, all categories together.
    TimedCalls,
    /// Calls whose place or area is known.
    PlacedCalls,
}

impl fmt::Display for Missing {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let what = match self.what {
            Needed::Days => "days observed",
            Needed::ServedCalls => "served calls",
            Needed::TimedCalls => "calls with arrival and release both known",
            Needed::PlacedCalls => "calls with a known place",
        };
        write!(f, "{} {what} where {} are needed", self.have, self.need)
    }
}

fn list(missing: &[Missing]) -> String {
    let each: Vec<String> = missing.iter().map(ToString::to_string).collect();
    each.join("; ")
}
