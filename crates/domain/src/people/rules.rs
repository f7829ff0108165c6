//! What a town sets for signing in and for keeping callers' data.

use crate::roles::Role;
use serde::{Deserialize, Serialize};

/// The rules for people (人员与个人信息规则) of a town. A town that adopts none has [`Default`]'s.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct PeopleRules {
    /// The fewest characters of a password, 8 to 64.
    pub password_min_length: u32,
    /// Wrong attempts in a row after which an account waits, 3 to 20.
    pub attempts: u32,
    /// The first wait, in seconds; each further wrong attempt doubles it.
    pub first_wait_seconds: i64,
    /// The longest wait, in seconds.
    pub longest_wait_seconds: i64,
    /// Seconds without an attempt after which wrong ones are forgotten; longer than the longest wait.
    pub forget_after_seconds: i64,
    /// Seconds without use after which a session ends.
    pub session_idle_seconds: i64,
    /// Seconds after which a session ends, used or not.
    pub session_seconds: i64,
    /// The roles that must have a second factor (动态口令).
    pub second_factor_roles: Vec<Role>,
    /// The most days for which a personal token may be good.
    pub token_days: u32,
    /// Months after an incident's end for which the caller's data is kept.
    pub retention_months: u32,
}

impl Default for PeopleRules {
    fn default() -> Self {
        Self {
            password_min_length: 10,
            attempts: 5,
            first_wait_seconds: 60,
            longest_wait_seconds: 3_600,
            forget_after_seconds: 86_400,
            session_idle_seconds: 4 * 3_600,
            session_seconds: 12 * 3_600,
            second_factor_roles: Vec::new(),
            token_days: 366,
            retention_months: 24,
        }
    }
}

/// What is wrong with the rules, by the field.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{field}: {problem}")]
pub struct BadPeopleRules {
    /// The field, as the file names it.
    pub field: &'static str,
    /// What is wrong with it, in English.
    pub problem: &'static str,
    /// What is wrong with it, in Chinese.
    pub problem_zh: &'static str,
}

impl PeopleRules {
    /// Whether a role must have a second factor.
    #[must_use]
    pub fn needs_second_factor(&self, role: Role) -> bool {
        self.second_factor_roles.contains(&role)
    }

    /// Checks that the rules make sense.
    ///
    /// # Errors
    /// The first [`BadPeopleRules`].
    pub fn check(&self) -> Result<(), BadPeopleRules> {
        let bad = |field, problem, problem_zh| {
            Err(BadPeopleRules {
                field,
                problem,
                problem_zh,
            })
        };
        if !(8..=64).contains(&self.password_min_length) {
            return bad("password_min_length", "8 to 64", "须为 8 至 64");
        }
        if !(3..=20).contains(&self.attempts) {
            return bad("attempts", "3 to 20", "须为 3 至 20");
        }
        if self.first_wait_seconds <= 0 {
            return bad("first_wait_seconds", "must be above zero", "须大于零");
        }
        if self.longest_wait_seconds < self.first_wait_seconds {
            return bad(
                "longest_wait_seconds",
                "must not be shorter than the first wait",
                "不得短于首次等待",
            );
        }
        if self.forget_after_seconds <= self.longest_wait_seconds {
            return bad(
                "forget_after_seconds",
                "must be longer than the longest wait",
                "须长于最长等待",
            );
        }
        if self.session_idle_seconds <= 0 {
            return bad("session_idle_seconds", "must be above zero", "须大于零");
        }
        if self.session_seconds < self.session_idle_seconds {
            return bad(
                "session_seconds",
                "must not be shorter than the idle time",
                "不得短于闲置时限",
            );
        }
        if self.token_days == 0 {
            return bad("token_days", "must be above zero", "须大于零");
        }
        if !(1..=1_200).contains(&self.retention_months) {
            return bad("retention_months", "1 to 1200", "须为 1 至 1200");
        }
        Ok(())
    }
}
