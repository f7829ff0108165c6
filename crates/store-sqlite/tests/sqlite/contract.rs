//! The contract suite on SQLite.

use async_trait::async_trait;
use liandong_store::{Store, Table, contract::Site, contract_tests};
use liandong_store_sqlite::SqliteStore;
use std::{path::PathBuf, sync::Arc};

/// A file in a directory of its own.
pub(crate) struct TemporaryFile(tempfile::TempDir);

impl TemporaryFile {
    pub(crate) fn new() -> Self {
        Self(tempfile::tempdir().expect("a temporary directory"))
    }

    pub(crate) fn path(&self) -> PathBuf {
        self.0.path().join("liandong.db")
    }

    /// A connection of somebody else.
    pub(crate) fn meddler(&self) -> rusqlite::Connection {
        rusqlite::Connection::open(self.path()).expect("opened")
    }
}

#[async_trait]
impl Site for TemporaryFile {
    async fn open(&self, tables: &'static [&'static Table]) -> Arc<dyn Store> {
        SqliteStore::open(self.path(), tables).expect("opened")
    }

    async fn meddle(&self, statement: &str) {
        let changed = self.meddler().execute(statement, []).expect("meddled");
        assert!(changed > 0, "{statement} did nothing");
    }
}

contract_tests!(TemporaryFile::new());
