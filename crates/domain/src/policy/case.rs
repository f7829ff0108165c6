//! What the policy says beside the limits: referrals, follow-up, ratings, duplicates, attachments.
//!
//! A policy that is silent about something has the value of its [`Default`]: that is what held
//! before towns could say otherwise.

use super::{BadPolicy, Limit};
use crate::ids::DepartmentId;
use serde::{Deserialize, Serialize};

/// Rules of the case beside the line.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(default, deny_unknown_fields)]
pub struct CaseRules {
    /// Departments with limits of their own; the others have the policy's.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub department_limits: Vec<DepartmentLimits>,
    /// The longest deadline that a referral may be given by hand, in seconds; 0 forbids it.
    pub deadline_max_seconds: i64,
    /// By how much one extension (延期) moves a department's limit at the most, in seconds.
    pub extension_max_seconds: i64,
    /// How many extensions one referral may be granted; 0 forbids them.
    pub extension_max_count: u32,
    /// Which incidents are followed up (回访抽样).
    pub sampling: Sampling,
    /// Whether a caller's complaint with the wish that it be taken up again starts the next round by
    /// itself. Otherwise the wish is noted and the follow-up desk decides.
    pub complaint_reopens: bool,
    /// Whether the caller of an incident that was merged is followed up too.
    pub follow_merged_callers: bool,
    /// How long a rating link (评价链接) holds, in seconds.
    pub rating_seconds: i64,
    /// Whether a rating link is given by itself when the work ends.
    pub rating_automatic: bool,
    /// When two calls are probably one.
    pub duplicates: DuplicateRules,
    /// What may be attached.
    pub attachments: AttachmentRules,
    /// How long before the answer to the hotline is due the clock warns, in seconds.
    pub answer_warn_before_seconds: i64,
}

impl Default for CaseRules {
    fn default() -> Self {
        Self {
            department_limits: Vec::new(),
            deadline_max_seconds: 0,
            extension_max_seconds: 0,
            extension_max_count: 0,
            sampling: Sampling::default(),
            complaint_reopens: false,
            follow_merged_callers: false,
            rating_seconds: 7 * 86_400,
            rating_automatic: false,
            duplicates: DuplicateRules::default(),
            attachments: AttachmentRules::default(),
            answer_warn_before_seconds: 86_400,
        }
    }
}

/// Limits of one department.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct DepartmentLimits {
    /// The department.
    pub department: DepartmentId,
    /// From the referral to its acceptance.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub accept: Option<Limit>,
    /// From the referral to the department's result.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub dispose: Option<Limit>,
}

/// Which incidents are followed up.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(default, deny_unknown_fields)]
pub struct Sampling {
    /// Of a thousand incidents, how many the lot takes; 1000 is everybody.
    pub share_per_mille: u16,
    /// Whether every incident with a complaint, or dispatched anew after one, is taken.
    pub complaints: bool,
    /// Whether every incident with a breached clock is taken.
    pub breached: bool,
}

impl Default for Sampling {
    fn default() -> Self {
        Self {
            share_per_mille: 1_000,
            complaints: true,
            breached: true,
        }
    }
}

impl Sampling {
    /// Whether nothing is left to the lot.
    #[must_use]
    pub const fn is_everybody(&self) -> bool {
        self.share_per_mille >= 1_000
    }
}

/// When two calls are probably one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(default, deny_unknown_fields)]
pub struct DuplicateRules {
    /// How far apart in time they may be, in seconds.
    pub within_seconds: i64,
    /// How far apart in place they may be, in metres.
    pub within_metres: i64,
    /// The score, of 1000, from which one is shown.
    pub least_score: u16,
}

impl Default for DuplicateRules {
    fn default() -> Self {
        Self {
            within_seconds: 2 * 3_600,
            within_metres: 300,
            least_score: 500,
        }
    }
}

/// What may be attached to an incident.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(default, deny_unknown_fields)]
pub struct AttachmentRules {
    /// The largest photo, in bytes.
    pub photo_max_bytes: u64,
    /// The largest recording, in bytes.
    pub audio_max_bytes: u64,
    /// How many an incident may have.
    pub max_count: u32,
}

impl Default for AttachmentRules {
    fn default() -> Self {
        Self {
            photo_max_bytes: 10 * 1_024 * 1_024,
            audio_max_bytes: 20 * 1_024 * 1_024,
            max_count: 20,
        }
    }
}

/// The largest attachment that any policy may allow, in bytes: what the server holds at once.
pub const ATTACHMENT_CEILING: u64 = 64 * 1_024 * 1_024;

impl CaseRules {
    /// Whether it says nothing else than the default.
    #[must_use]
    pub fn is_default(&self) -> bool {
        *self == Self::default()
    }

    /// Limits of a department, where it has its own.
    #[must_use]
    pub fn of_department(&self, department: &DepartmentId) -> Option<&DepartmentLimits> {
        self.department_limits
            .iter()
            .find(|one| one.department == *department)
    }

    pub(super) fn check(&self) -> Result<(), BadPolicy> {
        let bad = |problem| {
            Err(BadPolicy {
                field: "case",
                problem,
            })
        };
        let durations = [
            self.deadline_max_seconds,
            self.extension_max_seconds,
            self.answer_warn_before_seconds,
        ];
        if durations.iter().any(|one| *one < 0) {
            return bad("a duration must not be negative");
        }
        if self.rating_seconds <= 0 {
            return bad("a rating link must hold for some time");
        }
        if self.sampling.share_per_mille > 1_000 {
            return bad("the share is 0 to 1000 of a thousand");
        }
        let DuplicateRules {
            within_seconds,
            within_metres,
            least_score,
        } = self.duplicates;
        if within_seconds <= 0 || within_metres <= 0 || !(1..=1_000).contains(&least_score) {
            return bad("duplicates: time and metres must be above zero, the score 1 to 1000");
        }
        let AttachmentRules {
            photo_max_bytes,
            audio_max_bytes,
            ..
        } = self.attachments;
        if photo_max_bytes.max(audio_max_bytes) > ATTACHMENT_CEILING {
            return bad("attachments: at most 64 MiB each");
        }
        let limits = self
            .department_limits
            .iter()
            .flat_map(|one| [one.accept, one.dispose])
            .flatten();
        for limit in limits {
            if limit.seconds <= 0 || !(0..limit.seconds).contains(&limit.warn_before_seconds) {
                return bad("a limit must be above zero and its warning must come within it");
            }
        }
        Ok(())
    }
}
