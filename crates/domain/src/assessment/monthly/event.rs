//! What can have happened to a month's assessment.

use crate::{
    assessment::{MemberScore, Scoring},
    ids::{AccountId, IncidentId, ItemId, MemberId},
    time::Timestamp,
};
use serde::{Deserialize, Serialize};

/// A snapshot of figures with what it rests on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Computed {
    /// Position of the last event of the town's log that was counted.
    pub log_position: u64,
    /// That event's hash, hex.
    pub log_hash: String,
    /// Incidents received in the month.
    pub incidents: u64,
    /// The table, by member.
    pub lines: Vec<MemberScore>,
}

/// A part of a line that is counted otherwise from now on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Correction {
    /// Whose line.
    pub member: MemberId,
    /// Which part.
    pub part: ItemId,
    /// What it was: numerator and denominator.
    pub from: (i64, i64),
    /// What it is.
    pub to: (i64, i64),
    /// The incidents that are the ground.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub incidents: Vec<IncidentId>,
}

/// An event. Who acted stands in it where a later decision asks for another person.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum MonthlyEvent {
    /// 计算.
    Drafted {
        /// The formula of the month, as it was.
        scoring: Box<Scoring>,
        /// The figures.
        computed: Box<Computed>,
    },
    /// 公示.
    Published {
        /// A word to the members.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        note: Option<Box<str>>,
        /// Last second in which a member may appeal.
        appeal_until: Timestamp,
    },
    /// 申诉.
    Appealed {
        /// Its number, from 1.
        appeal: u32,
        /// Whose line.
        member: MemberId,
        /// The part that is disputed.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        part: Option<ItemId>,
        /// Why.
        reason: Box<str>,
        /// Who appealed.
        by: AccountId,
    },
    /// 申诉处理.
    AppealDecided {
        /// Its number.
        appeal: u32,
        /// What is counted otherwise; nothing when the line stands.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        correction: Option<Correction>,
        /// Why.
        reason: Box<str>,
        /// Who decided.
        by: AccountId,
    },
    /// 更正.
    Corrected {
        /// What is counted otherwise.
        correction: Correction,
        /// Why.
        reason: Box<str>,
        /// Who corrected.
        by: AccountId,
    },
    /// 重新计算.
    Recomputed {
        /// The figures as they would be.
        computed: Box<Computed>,
        /// Why.
        reason: Box<str>,
        /// Who asked for it.
        by: AccountId,
    },
    /// 重算处理.
    RevisionDecided {
        /// Whether the recomputed figures hold.
        adopted: bool,
        /// Why.
        reason: Box<str>,
        /// Who decided.
        by: AccountId,
    },
    /// 定稿.
    Finalised {
        /// A closing word.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        note: Option<Box<str>>,
    },
}

impl MonthlyEvent {
    /// The kind that the envelope carries.
    #[must_use]
    pub const fn kind(&self) -> &'static str {
        match self {
            Self::Drafted { .. } => "assessment.drafted",
            Self::Published { .. } => "assessment.published",
            Self::Appealed { .. } => "assessment.appealed",
            Self::AppealDecided { .. } => "assessment.appeal_decided",
            Self::Corrected { .. } => "assessment.corrected",
            Self::Recomputed { .. } => "assessment.recomputed",
            Self::RevisionDecided { .. } => "assessment.revision_decided",
            Self::Finalised { .. } => "assessment.finalised",
        }
    }
}
