//! The policy (规则): limits, hours and words that a town sets, versioned. Events carry what they
//! took from it, so that an old incident is judged by the policy of its day.

use crate::time::{Timestamp, UtcOffset};
use serde::{Deserialize, Serialize};

/// A version of a town's policy.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
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
    /// When the loop takes calls; outside, the stations keep them.
    pub coverage: Coverage,
    /// Words that make a call dangerous to divert.
    pub safety_words: Vec<SafetyWords>,
}

/// A time limit with its warning, in whole seconds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Limit {
    /// The limit.
    pub seconds: i64,
    /// How long before the limit to warn; less than the limit.
    pub warn_before_seconds: i64,
}

/// The hours that the loop covers (承接时段).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Coverage {
    /// Day and night, rest days and public holidays (全年24小时无休).
    Always,
    /// On these weekdays (1 Monday to 7 Sunday) between these seconds of the local day.
    Weekly(Vec<Window>),
}

/// Part of a day on some weekdays.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
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
    /// The word in the text.
    pub word: String,
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
        if let Coverage::Weekly(windows) = &self.coverage {
            for window in windows {
                if window.weekdays.is_empty()
                    || !window.weekdays.iter().all(|day| (1..=7).contains(day))
                {
                    return bad("coverage", "weekdays are 1 (Monday) to 7 (Sunday)");
                }
                if !(0 <= window.from_second
                    && window.from_second < window.to_second
                    && window.to_second <= 86_400)
                {
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
        Ok(())
    }

    /// Whether the loop takes a call that comes at this moment.
    #[must_use]
    pub fn covers(&self, at: Timestamp, offset: UtcOffset) -> bool {
        match &self.coverage {
            Coverage::Always => true,
            Coverage::Weekly(windows) => {
                let weekday = offset.day(at).weekday() + 1;
                let second = offset.second_of_day(at);
                windows.iter().any(|window| {
                    window.weekdays.iter().any(|day| i64::from(*day) == weekday)
                        && (window.from_second..window.to_second).contains(&second)
                })
            }
        }
    }

    /// The dangers that a call's text hints at, one per danger, by the first word found.
    #[must_use]
    pub fn screen(&self, text: &str) -> Vec<HazardFound> {
        self.safety_words
            .iter()
            .filter_map(|list| {
                let word = list
                    .words
                    .iter()
                    .find(|word| text.contains(word.as_str()))?;
                Some(HazardFound {
                    hazard: list.hazard,
                    word: word.clone(),
                })
            })
            .collect()
    }
}
