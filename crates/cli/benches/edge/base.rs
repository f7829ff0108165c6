//! The two databases that are measured.

use super::{
    bare::{self, Written},
    bare_postgres,
};
use liandong_app::views::TABLES;
use liandong_store::Store;
use liandong_store_postgres::PostgresStore;
use liandong_store_sqlite::SqliteStore;
use std::{path::PathBuf, sync::Arc};

/// Where databases are made.
pub(crate) enum Base {
    /// Files in a folder.
    Sqlite(PathBuf),
    /// Namespaces in a cluster.
    Postgres(String),
}

impl Base {
    pub(crate) const fn name(&self) -> &'static str {
        match self {
            Self::Sqlite(_) => "SQLite (synchronous=FULL)",
            Self::Postgres(_) => "PostgreSQL",
        }
    }

    /// What the database says about waiting for the disk.
    pub(crate) async fn describe(&self) -> String {
        match self {
            Self::Sqlite(_) => self.name().to_owned(),
            Self::Postgres(cluster) => {
                let durable = bare_postgres::durable(cluster).await;
                format!("{} ({durable})", self.name())
            }
        }
    }

    /// An address of a database that is not there yet.
    fn place(&self, name: &str) -> String {
        match self {
            Self::Sqlite(folder) => folder.join(format!("{name}.db")).display().to_string(),
            Self::Postgres(cluster) => {
                let process = std::process::id();
                format!("{cluster}?options=-csearch_path%3Dedge_{name}_{process}")
            }
        }
    }

    pub(crate) async fn open(&self, name: &str) -> Arc<dyn Store> {
        let place = self.place(name);
        match self {
            Self::Sqlite(_) => SqliteStore::open(place, TABLES).expect("opened"),
            Self::Postgres(_) => PostgresStore::open(&place, TABLES).await.expect("opened"),
        }
    }

    /// Commands a second of bare inserts of the same, so many in a transaction.
    pub(crate) async fn bare(&self, name: &str, all: &[Written], group: u64) -> f64 {
        match self {
            Self::Sqlite(_) => bare::run(self.place(name).as_ref(), all, group),
            Self::Postgres(cluster) => bare_postgres::run(cluster, name, all, group).await,
        }
    }
}
