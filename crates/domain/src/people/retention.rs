//! How long callers' data is kept (保存期限), and the record of its end.
//!
//! A caller has one data key for each calendar month in which the caller called. A key's time is
//! over when every incident of that month has ended, and the last of them more than the town's
//! months ago. So a caller who calls again keeps the new calls' data, and the old calls' data ends
//! all the same.

use super::PeopleRejection;
use crate::{
    aggregate::{Aggregate, Asked, Stamp},
    time::{Timestamp, UtcOffset},
};
use serde::{Deserialize, Serialize};
use std::fmt;

/// A calendar month of the town.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Month {
    /// Months since January of year 0.
    index: i64,
}

impl Month {
    /// The month that a moment lies in.
    #[must_use]
    pub fn of(at: Timestamp, offset: UtcOffset) -> Self {
        let date = offset.day(at).date();
        Self {
            index: i64::from(date.year()) * 12 + i64::from(date.month()) - 1,
        }
    }

    /// This many months earlier.
    #[must_use]
    pub const fn minus(self, months: u32) -> Self {
        Self {
            index: self.index - months as i64,
        }
    }

    /// Whether the data of an incident that ended at this moment is out of its time at `now`.
    #[must_use]
    pub fn is_out(ended: Timestamp, now: Timestamp, months: u32, offset: UtcOffset) -> bool {
        // Whole calendar months: what ends in March with two months to keep is gone on 1 June.
        Self::of(ended, offset) < Self::of(now, offset).minus(months)
    }
}

impl fmt::Display for Month {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (year, month) = (self.index.div_euclid(12), self.index.rem_euclid(12) + 1);
        write!(f, "{year:04}{month:02}")
    }
}

/// A day on which data's time was over. Its stream is named by the day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Retention {
    /// Keys destroyed on the day.
    pub keys: u32,
}

/// What is asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub enum RetentionCommand {
    /// Write down that keys were destroyed.
    Record {
        /// How many.
        keys: u32,
        /// The months that the town keeps data.
        months: u32,
    },
}

/// What happened.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RetentionEvent {
    /// Keys were destroyed because their time was over.
    CarriedOut {
        /// How many.
        keys: u32,
        /// The months that the town keeps data.
        months: u32,
    },
}

impl Aggregate for Retention {
    const PREFIX: &'static str = "retention/";
    type Command = RetentionCommand;
    type Event = RetentionEvent;
    type Rejection = PeopleRejection;
    type Facts<'a> = ();

    fn kind(_: &RetentionEvent) -> &'static str {
        "retention.carried_out"
    }

    fn decide(
        _: Option<&Self>,
        _: &str,
        command: &RetentionCommand,
        asked: Asked,
        (): (),
    ) -> Result<Vec<(RetentionEvent, Stamp)>, PeopleRejection> {
        let RetentionCommand::Record { keys, months } = *command;
        let stamp = Stamp {
            occurred_at: asked.now,
            recorded_at: asked.now,
            late: false,
        };
        Ok(vec![(RetentionEvent::CarriedOut { keys, months }, stamp)])
    }

    fn evolve(state: Option<Self>, _: &str, event: &RetentionEvent, _: Stamp) -> Option<Self> {
        let RetentionEvent::CarriedOut { keys, .. } = event;
        let before = state.unwrap_or_default();
        Some(Self {
            keys: before.keys.saturating_add(*keys),
        })
    }
}
