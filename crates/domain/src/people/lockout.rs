//! The brake on guessing: after some wrong attempts in a row an account waits, each time twice as
//! long.
//!
//! The count is a side value of the store, changed by compare-and-swap, so that it survives a
//! restart and holds across server nodes. It is raised *before* a password is looked at and cleared
//! after a right one: a hundred attempts at one moment count as a hundred.

use super::PeopleRules;
use crate::time::Timestamp;
use serde::{Deserialize, Serialize};

/// Attempts in a row that did not end with a right password.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Failures {
    /// How many.
    pub count: u32,
    /// When the last was.
    pub last_at: Timestamp,
    /// Until when no attempt is looked at.
    pub locked_until: Option<Timestamp>,
}

impl Failures {
    /// Until when no attempt is looked at, while that lasts.
    #[must_use]
    pub fn locked(&self, now: Timestamp) -> Option<Timestamp> {
        self.locked_until.filter(|until| *until > now)
    }

    /// After one more attempt that is not known to be right.
    #[must_use]
    pub fn after(self, now: Timestamp, rules: &PeopleRules) -> Self {
        let forgotten = now.since(self.last_at) > rules.forget_after_seconds;
        let count = if forgotten {
            1
        } else {
            self.count.saturating_add(1)
        };
        let over = count.checked_sub(rules.attempts);
        let locked_until = over.map(|over| {
            let doubled = 1_i64.checked_shl(over.min(62)).unwrap_or(i64::MAX);
            let wait = rules.first_wait_seconds.saturating_mul(doubled);
            now.plus(wait.min(rules.longest_wait_seconds))
        });
        Self {
            count,
            last_at: now,
            locked_until,
        }
    }
}
