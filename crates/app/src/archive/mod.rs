//! Archives (备份): everything of a database in one file that any adapter of the port can be filled
//! from: a gzip-compressed tar, readable with `tar -tzf`.
//!
//! In order: `about.json`; for each town its log in parts, each part preceded by the commands that it
//! came from, then the small values beside the log; the attachments; `manifest.json`, which names every
//! file before it with its length and SM3, and where each town's log ended. The log was taken up to that
//! end, so that the archive is of one moment though the server went on writing. Read models are not in
//! it: they are made anew.

mod check;
mod fill;
mod lines;
mod names;
mod pack;

pub use check::{Checked, check};
pub use fill::{Filled, fill};
pub(crate) use lines::{EventLine, digest};
pub use pack::{Packed, pack};

use liandong_domain::{ids::TownId, time::Timestamp};
use serde::{Deserialize, Serialize};

/// The version of the format.
pub const FORMAT: u32 = 1;

const ABOUT: &str = "about.json";
const MANIFEST: &str = "manifest.json";

/// What an archive begins with.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct About {
    /// The version of the format.
    pub format: u32,
    /// The program that made it.
    pub program: String,
    /// When it was made.
    pub made_at: Timestamp,
    /// The towns, and where their logs ended.
    pub towns: Vec<TownHead>,
}

/// Where a town's log ended.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TownHead {
    /// The town.
    pub town: TownId,
    /// The position of its last event.
    pub position: u64,
    /// Its hash, hexadecimal.
    pub hash: String,
}

/// What an archive ends with.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Manifest {
    /// What it began with.
    pub about: About,
    /// Every file before this one.
    pub files: Vec<FileSum>,
}

/// A file of an archive.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FileSum {
    /// Its name.
    pub name: String,
    /// Its length.
    pub bytes: u64,
    /// Its SM3, hexadecimal.
    pub sm3: String,
}

/// Why an archive could not be made or read.
#[derive(Debug, thiserror::Error)]
pub enum ArchiveError {
    /// The file could not be read or written.
    #[error("the archive: {0}")]
    Io(#[from] std::io::Error),
    /// The store failed.
    #[error(transparent)]
    Store(#[from] liandong_store::StoreError),
    /// It is no archive, a newer one, or damaged.
    #[error("{file}: {problem}")]
    Bad {
        /// The file in the archive.
        file: String,
        /// What is wrong with it.
        problem: String,
    },
    /// The database that is to be filled holds something already.
    #[error("the database to fill is not empty: it has {0}")]
    NotEmpty(TownId),
    /// The folder of attachments that is to be filled holds something already.
    #[error("the folder of attachments to fill is not empty")]
    FolderNotEmpty,
    /// The thread that reads the file ended before it was done.
    #[error("the archive's reader ended early")]
    BrokenOff,
}

impl ArchiveError {
    fn bad(file: impl Into<String>, problem: impl ToString) -> Self {
        Self::Bad {
            file: file.into(),
            problem: problem.to_string(),
        }
    }
}

/// Is told how many events are done, now and then.
pub type Progress<'a> = &'a mut (dyn FnMut(u64) + Send);
