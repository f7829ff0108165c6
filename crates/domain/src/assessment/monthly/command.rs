//! What can be asked of a month's assessment.

use crate::ids::{IncidentId, ItemId, MemberId};
use serde::{Deserialize, Serialize};

/// A command.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case", tag = "do", deny_unknown_fields)]
pub enum MonthlyCommand {
    /// 计算: the figures as the log makes them now. Again until it is published.
    Draft,
    /// 公示: from now on members may appeal.
    Publish {
        /// A word to the members.
        #[serde(default)]
        note: Option<String>,
    },
    /// 申诉 of a member against its own line.
    Appeal {
        /// The part that is disputed; the whole line, when left out.
        #[serde(default)]
        part: Option<ItemId>,
        /// Why.
        reason: String,
    },
    /// 申诉处理, by somebody else than who appealed.
    DecideAppeal {
        /// The appeal's number, from 1.
        appeal: u32,
        /// What is decided.
        ruling: Ruling,
        /// Why.
        reason: String,
    },
    /// 更正 of a line without an appeal.
    Correct {
        /// Whose line.
        member: MemberId,
        /// Which part.
        part: ItemId,
        /// Its numerator from now on.
        numerator: i64,
        /// Its denominator from now on; zero leaves the part out.
        denominator: i64,
        /// The incidents that are the ground.
        #[serde(default)]
        incidents: Vec<IncidentId>,
        /// Why.
        reason: String,
    },
    /// 重新计算 after late entries: shows the differences, changes nothing yet.
    Recompute {
        /// Why.
        reason: String,
    },
    /// 重算处理: whether the recomputed figures hold from now on.
    DecideRevision {
        /// Whether they do.
        adopt: bool,
        /// Why.
        reason: String,
    },
    /// 定稿: the result is entered into the register, and the table is locked.
    Finalise {
        /// A closing word.
        #[serde(default)]
        note: Option<String>,
    },
}

/// How an appeal is decided.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case", tag = "ruling", deny_unknown_fields)]
pub enum Ruling {
    /// 维持: the line stands.
    Upheld,
    /// 更正: one part is counted otherwise.
    Corrected {
        /// Which part.
        part: ItemId,
        /// Its numerator from now on.
        numerator: i64,
        /// Its denominator from now on; zero leaves the part out.
        denominator: i64,
        /// The incidents that are the ground.
        #[serde(default)]
        incidents: Vec<IncidentId>,
    },
}

impl MonthlyCommand {
    /// The word that people read.
    #[must_use]
    pub const fn zh(&self) -> &'static str {
        match self {
            Self::Draft => "计算",
            Self::Publish { .. } => "公示",
            Self::Appeal { .. } => "申诉",
            Self::DecideAppeal { .. } => "申诉处理",
            Self::Correct { .. } => "更正",
            Self::Recompute { .. } => "重新计算",
            Self::DecideRevision { .. } => "重算处理",
            Self::Finalise { .. } => "定稿",
        }
    }
}
