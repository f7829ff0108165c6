//! The policy (规则): limits, hours and words that a town sets, versioned. Events carry what they
//! took from it, so that an old incident is judged by the policy of its day.

use crate::{
    dispatch::DispatchRules,
    screen::{self, Screening},
    time::{Timestamp, UtcOffset},
};
use serde::{Deserialize, Serialize};

mod case;
mod effect;

pub use case::{
    ATTACHMENT_CEILING, AttachmentRules, CaseRules, DepartmentLimits, DuplicateRules, Sampling,
};
pub use effect::{ClockEffect, Effect, FollowUpEffect, ScreenEffect};

/// A version of a town's policy.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct Policy {
    /// From 1, growing by one with each change.
    pub version: u32,
    /// From the assignment to the arrival on scene (到达).
    pub arrive: Limit,
    /// From the assignment to the disposition feedback (处置反馈).
    pub feedback: Limit,
    /// From the assignment to the end of the disposal (处置完毕).
    pub dispose: Limit,
    /// From the referral to its acceptance by the department (部门受理).
    pub referral_accept: Limit,
    /// From the referral to the department's result (部门办结).
    pub referral_dispose: Limit,
    /// From the disposal (or the last department's result) to the follow-up (回访).
    pub follow_up: Limit,
    /// An entry recorded later than this many seconds after it happened is a late entry (补报),
    /// and a clock whose end is not recorded this long after it was due is breached.
    pub entry_grace_seconds: i64,
    /// Whether a change of the car starts the three clocks anew. The form's limits count from the
    /// first assignment, so towns say `false`.
    pub reassignment_restarts_clocks: bool,
    /// How long one pause of a clock may last, in seconds.
    pub pause_max_seconds: i64,
    /// How often one clock may be paused.
    pub pause_max_count: u32,
    /// How many attempts at a follow-up call make a caller unreachable.
    pub follow_up_attempts: u32,
    /// Referrals, follow-up, ratings, duplicates, attachments.
    #[serde(default, skip_serializing_if = "CaseRules::is_default")]
    pub case: CaseRules,
    /// When the loop takes calls; outside, the stations keep them.
    pub coverage: Coverage,
    /// Words that make a call dangerous to divert.
    pub safety_words: Vec<SafetyWords>,
    /// How these words are looked for: patterns, sounds, denials.
    #[serde(default, skip_serializing_if = "Screening::is_empty")]
    pub screening: Screening,
    /// Dispatch, crew safety and escalation.
    #[serde(default, skip_serializing_if = "DispatchRules::is_usual")]
    pub dispatch: DispatchRules,
}

/// A time limit with its warning, in whole seconds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema), schema(as = PolicyLimit))]
#[serde(deny_unknown_fields)]
pub struct Limit {
    /// The limit.
    pub seconds: i64,
    /// How long before the limit to warn; less than the limit.
    pub warn_before_seconds: i64,
}

/// The hours that the loop covers (承接时段).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Coverage {
    /// Day and night, rest days and public holidays (全年24小时无休).
    Always,
    /// On these weekdays (1 Monday to 7 Sunday) between these seconds of the local day.
    Weekly(Vec<Window>),
}

/// Part of a day on some weekdays.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct Window {
    /// 1 is Monday, 7 is Sunday.
    pub weekdays: Vec<u8>,
    /// First second of the local day that is covered.
    pub from_second: i64,
    /// First second of the local day that is no longer covered, up to 86 400.
    pub to_second: i64,
}

/// A kind of danger and the words that hint at it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct SafetyWords {
    /// The danger.
    pub hazard: Hazard,
    /// Words as callers say them.
    pub words: Vec<String>,
}

/// A danger that forbids to divert a call with one click (DESIGN: safety first).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Hazard {
    /// Somebody is hurt (受伤).
    Injury,
    /// Violence or a threat of it (暴力).
    Violence,
    /// A weapon (凶器).
    Weapon,
    /// A crime under way (正在实施的犯罪).
    Crime,
    /// Fire, gas, explosion (火灾).
    Fire,
    /// A child in danger (儿童遇险).
    ChildInDanger,
}

/// A danger found in a call's text, with the word that shows it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct HazardFound {
    /// The danger.
    pub hazard: Hazard,
    /// The town's word that it shows by.
    pub word: String,
    /// What stands in the text for it, where it is written otherwise: 那刀 for 拿刀.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub heard: Option<String>,
}

/// What is wrong with a policy, by its field.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{field}: {problem}")]
pub struct BadPolicy {
    /// The field, as the file names it.
    pub field: &'static str,
    /// What is wrong with it.
    pub problem: &'static str,
}

impl Window {
    /// Whether a moment lies in it, by the town's local day.
    #[must_use]
    pub fn holds(&self, at: Timestamp, offset: UtcOffset) -> bool {
        let weekday = offset.day(at).weekday() + 1;
        let second = offset.second_of_day(at);
        self.weekdays.iter().any(|day| i64::from(*day) == weekday)
            && (self.from_second..self.to_second).contains(&second)
    }

    /// Whether it lies within one day, ends after it begins, and names weekdays that there are.
    #[must_use]
    pub fn is_within_a_day(&self) -> bool {
        let weekdays =
            !self.weekdays.is_empty() && self.weekdays.iter().all(|day| (1..=7).contains(day));
        weekdays
            && 0 <= self.from_second
            && self.from_second < self.to_second
            && self.to_second <= 86_400
    }
}

impl Policy {
    /// Checks that the limits make sense.
    ///
    /// # Errors
    /// The first [`BadPolicy`].
    pub fn check(&self) -> Result<(), BadPolicy> {
        let bad = |field, problem| Err(BadPolicy { field, problem });
        let limits = [
            ("arrive", self.arrive),
            ("feedback", self.feedback),
            ("dispose", self.dispose),
            ("referral_accept", self.referral_accept),
            ("referral_dispose", self.referral_dispose),
            ("follow_up", self.follow_up),
        ];
        for (field, limit) in limits {
            if limit.seconds <= 0 {
                return bad(field, "the limit must be above zero seconds");
            }
            if !(0..limit.seconds).contains(&limit.warn_before_seconds) {
                return bad(field, "the warning must come within the limit");
            }
        }
        if self.arrive.seconds > self.feedback.seconds
            || self.feedback.seconds > self.dispose.seconds
        {
            return bad(
                "dispose",
                "arrival, feedback and disposal must be due in this order",
            );
        }
        if self.version == 0 {
            return bad("version", "versions count from 1");
        }
        let durations = [
            ("entry_grace_seconds", self.entry_grace_seconds),
            ("pause_max_seconds", self.pause_max_seconds),
        ];
        for (field, seconds) in durations {
            if seconds < 0 {
                return bad(field, "a duration must not be negative");
            }
        }
        self.case.check()?;
        if let Coverage::Weekly(windows) = &self.coverage {
            for window in windows {
                if window.weekdays.is_empty()
                    || !window.weekdays.iter().all(|day| (1..=7).contains(day))
                {
                    return bad("coverage", "weekdays are 1 (Monday) to 7 (Sunday)");
                }
                if !window.is_within_a_day() {
                    return bad(
                        "coverage",
                        "a window lies within one day and ends after it begins",
                    );
                }
            }
        }
        if self
            .safety_words
            .iter()
            .any(|list| list.words.iter().any(|word| word.trim().is_empty()))
        {
            return bad("safety_words", "a word must not be empty");
        }
        if self.screening.useless().is_some() {
            return bad(
                "screening",
                "every word, and every part of a pattern, must hold a character; only patterns have gaps",
            );
        }
        self.dispatch.check()
    }

    /// Whether the loop takes a call that comes at this moment.
    #[must_use]
    pub fn covers(&self, at: Timestamp, offset: UtcOffset) -> bool {
        match &self.coverage {
            Coverage::Always => true,
            Coverage::Weekly(windows) => windows.iter().any(|window| window.holds(at, offset)),
        }
    }

    /// The dangers that a call's text hints at, one per danger, by the first word found.
    #[must_use]
    pub fn screen(&self, text: &str) -> Vec<HazardFound> {
        screen::screen(&self.safety_words, &self.screening, text)
    }
}
