//! How this adapter's failures become the port's.

use liandong_store::StoreError;
use std::{path::PathBuf, sync::Arc};

/// What can go wrong with a database file before or beside SQL; found within
/// [`StoreError::Database`].
#[derive(Debug, thiserror::Error)]
pub enum FileError {
    /// Another process, or another store in this one, writes to the file.
    #[error("{} is in use: another process writes to it", .0.display())]
    InUse(PathBuf),
    /// The file or its lock cannot be opened.
    #[error("cannot open {}", .0.display())]
    Open(PathBuf, #[source] std::io::Error),
    /// The file is a database of another program.
    #[error("{} is no Liandong database (application id {found:#x})", path.display())]
    Foreign {
        /// The file.
        path: PathBuf,
        /// What it says of itself.
        found: i64,
    },
    /// SQLite would not use a write-ahead log here, as on some network drives.
    #[error("SQLite offers no write-ahead log at {}, only {mode:?}", path.display())]
    NoWal {
        /// The file.
        path: PathBuf,
        /// The mode that it is in.
        mode: String,
    },
}

impl From<FileError> for StoreError {
    fn from(error: FileError) -> Self {
        Self::Database(Box::new(error))
    }
}

/// One failure told to many callers of a group.
#[derive(Debug, Clone, thiserror::Error)]
#[error(transparent)]
pub(crate) struct Shared(Arc<rusqlite::Error>);

impl Shared {
    pub(crate) fn new(error: rusqlite::Error) -> Self {
        Self(Arc::new(error))
    }

    pub(crate) fn to_store(&self) -> StoreError {
        StoreError::Database(Box::new(self.clone()))
    }
}

/// A failure of SQLite as the port's.
pub(crate) fn database(error: rusqlite::Error) -> StoreError {
    StoreError::Database(Box::new(error))
}
