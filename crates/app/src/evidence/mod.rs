//! Evidence packs (证据包): a form with all that a third party needs to check it without this server.
//!
//! In a pack: `form.json` and the form's files; `evidence/`, the records behind each indicator; `events.jsonl`,
//! the events that these come from, texts of calls masked (遮蔽); `chain.txt`, the digest and hash of every event
//! of the log up to the one that the form rests on; `documents/`, what vouches for targets in words;
//! `manifest.json`, which names every file with its length and SM3. [`check`] makes the figures anew from the
//! events and holds everything against everything.

mod check;
mod files;
mod lines;
mod mask;
mod pack;
mod replay;
mod trace;

pub use check::{Checked, Fault, check};
pub use files::{Opened, Written};
pub use pack::{Packed, Print, Subject};

use liandong_domain::{
    ids::{ProjectId, TownId},
    time::{Period, Timestamp},
};
use serde::{Deserialize, Serialize};

/// The version of the format.
pub const FORMAT: u32 = 1;

pub(crate) const MANIFEST: &str = "manifest.json";
const FORM: &str = "form.json";
const PRINTED: &str = "printed.json";
const EVENTS: &str = "events.jsonl";
const CHAIN: &str = "chain.txt";
const EVIDENCE: &str = "evidence/";
const DOCUMENTS: &str = "documents/";

/// What a pack says of itself.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PackManifest {
    /// The version of the format.
    pub format: u32,
    /// The program that made it.
    pub program: String,
    /// When.
    pub made_at: Timestamp,
    /// The town.
    pub town: TownId,
    /// The project.
    pub project: ProjectId,
    /// The days of the form.
    pub period: Period,
    /// The filing, where the form is of one.
    pub filing: Option<String>,
    /// The days whose incidents it looks at.
    pub days: Vec<Period>,
    /// The last event that the form rests on.
    pub position: u64,
    /// Its hash, hexadecimal.
    pub hash: String,
    /// Every other file, by name.
    pub files: Vec<PackFile>,
}

/// A file of a pack.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PackFile {
    /// Its name.
    pub name: String,
    /// Its length in bytes.
    pub bytes: u64,
    /// Its SM3, hexadecimal.
    pub sm3: String,
}

/// Why a pack could not be made or read.
#[derive(Debug, thiserror::Error)]
pub enum PackError {
    /// A file could not be read or written.
    #[error("{0}")]
    Io(#[from] std::io::Error),
    /// It is no pack, or one of another version.
    #[error("{file}: {problem}")]
    Bad {
        /// The file.
        file: String,
        /// What is wrong.
        problem: String,
    },
    /// The log does not make the form that was signed. That is a finding, and no pack is made of it.
    #[error("the log up to event {0} does not make the form that was signed")]
    NotReproduced(u64),
    /// A use case failed.
    #[error(transparent)]
    App(#[from] crate::AppError),
}

impl PackError {
    fn bad(file: &str, problem: impl Into<String>) -> Self {
        Self::Bad {
            file: file.to_owned(),
            problem: problem.into(),
        }
    }
}

impl From<liandong_store::StoreError> for PackError {
    fn from(error: liandong_store::StoreError) -> Self {
        Self::App(error.into())
    }
}
