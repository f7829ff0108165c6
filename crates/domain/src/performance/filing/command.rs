//! What people ask of a filing.

use super::edits::{Edit, Which};
use crate::{ids::ItemId, performance::form::Likelihood};
use serde::{Deserialize, Serialize};

/// A command.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case", tag = "do", deny_unknown_fields)]
pub enum FilingCommand {
    /// Open an edition. The first of a tracking period needs no reason; a later one is a correction of
    /// a signed one, or comes after one that was abandoned.
    Open {
        /// Why the signed edition before it is corrected.
        #[serde(default)]
        reason: Option<String>,
    },
    /// Write fields, or bring their drafts back.
    Edit {
        /// The changes.
        edits: Vec<Edit>,
    },
    /// Confirm or override a judgement of section 四.
    Judge(Judge),
    /// Quote a kept study in the cost indicators' section, as grounds for the next year's budget.
    Quote {
        /// Which.
        study: ItemId,
    },
    /// Quote it no longer.
    Unquote {
        /// Which.
        study: ItemId,
    },
    /// Prepared (经办): figures and words stand still from now on.
    Prepare,
    /// Reviewed (审核) by somebody else.
    Review,
    /// Sent back for changes.
    Return {
        /// What to change.
        reason: String,
    },
    /// Signed (签署) by the leader: locked for good.
    Sign,
    /// Given up before it was signed.
    Abandon {
        /// Why.
        reason: String,
    },
}

/// An officer's word on a judgement.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct Judge {
    /// Which one.
    pub which: Which,
    /// The box to tick.
    pub tick: Likelihood,
    /// Needed where it is another box than the figures'.
    #[serde(default)]
    pub reason: Option<String>,
}
