//! What happened to a filing.

use super::edits::{Edit, Edits, Judged, Quote, Which};
use crate::{
    ids::{AccountId, ItemId},
    performance::form::Form,
    time::{Day, Period},
};
use serde::{Deserialize, Serialize};

/// An event.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FilingEvent {
    /// An edition was opened.
    Opened {
        /// The days that it is of.
        period: Period,
        /// The day by which it is to be filed, where there is one.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        file_by: Option<Day>,
        /// The signed edition that it is to supersede.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        supersedes: Option<u32>,
        /// Why.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        reason: Option<Box<str>>,
        /// What was written into the edition before it.
        #[serde(default)]
        edits: Edits,
        /// By whom.
        by: AccountId,
    },
    /// Fields were written.
    Edited {
        /// The changes.
        edits: Vec<Edit>,
        /// By whom.
        by: AccountId,
    },
    /// A judgement was confirmed or overridden.
    Judged {
        /// Which.
        which: Which,
        /// How.
        judged: Judged,
    },
    /// A study was quoted.
    Quoted {
        /// Which.
        study: ItemId,
        /// What it says.
        quote: Box<Quote>,
        /// By whom.
        by: AccountId,
    },
    /// A study is quoted no longer.
    Unquoted {
        /// Which.
        study: ItemId,
        /// By whom.
        by: AccountId,
    },
    /// Prepared.
    Prepared {
        /// What stands still.
        snapshot: Box<Snapshot>,
        /// By whom.
        by: AccountId,
        /// That account's name then.
        name: Box<str>,
    },
    /// Reviewed.
    Reviewed {
        /// By whom.
        by: AccountId,
        /// That account's name then.
        name: Box<str>,
    },
    /// Sent back.
    Returned {
        /// What to change.
        reason: Box<str>,
        /// By whom.
        by: AccountId,
    },
    /// Signed and locked.
    Signed {
        /// The locked form.
        seal: Box<Seal>,
        /// By whom.
        by: AccountId,
        /// That account's name then.
        name: Box<str>,
    },
    /// Given up.
    Abandoned {
        /// Why.
        reason: Box<str>,
        /// By whom.
        by: AccountId,
    },
}

impl FilingEvent {
    /// The kind that the envelope carries.
    #[must_use]
    pub const fn kind(&self) -> &'static str {
        match self {
            Self::Opened { .. } => "filing.opened",
            Self::Edited { .. } => "filing.edited",
            Self::Judged { .. } => "filing.judged",
            Self::Quoted { .. } => "filing.quoted",
            Self::Unquoted { .. } => "filing.unquoted",
            Self::Prepared { .. } => "filing.prepared",
            Self::Reviewed { .. } => "filing.reviewed",
            Self::Returned { .. } => "filing.returned",
            Self::Signed { .. } => "filing.signed",
            Self::Abandoned { .. } => "filing.abandoned",
        }
    }
}

/// What stands still from the preparation on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Snapshot {
    /// The figures, with the log position that they rest on.
    pub form: Form,
    /// The form as it is printed, every cell as text, as JSON. The rules here do not look into it.
    pub printed: String,
    /// SM3 of `printed`, hexadecimal: what reviewer and signer saw.
    pub sm3: String,
}

/// The locked form: all that is needed to make the same files again, to the byte.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Seal {
    /// The form as it is printed, with its signatures, as JSON.
    pub printed: String,
    /// SM3 of `printed`, hexadecimal.
    pub sm3: String,
    /// The edition of the print template, from 1. A program keeps every template that it ever signed with.
    pub template: u32,
    /// Names the fonts by SM3 of their files: with other fonts, a PDF has other bytes.
    pub fonts: String,
    /// The files that it makes.
    pub files: Vec<SealedFile>,
}

/// A file of a locked form.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SealedFile {
    /// `pdf`, `xlsx`, `docx`.
    pub format: String,
    /// SM3 of its bytes, hexadecimal.
    pub sm3: String,
    /// How many bytes.
    pub size: u64,
}
