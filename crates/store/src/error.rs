//! What can go wrong in a store.

use crate::{RowChange, StoredEvent, StreamName, Table, Value};
use liandong_domain::ids::TownId;

/// A store's failure. The caller can mend the first three; the others belong in the operator's log.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// Somebody else appended to the stream in between. Load, decide and try again.
    #[error("stream {stream} is at version {actual}, not at {expected}")]
    Conflict {
        /// The stream.
        stream: StreamName,
        /// The version the decision was taken on.
        expected: u64,
        /// The version it is at.
        actual: u64,
    },
    /// A row that the commit claims is there already: somebody else has it.
    #[error("{table} {key} is taken")]
    Taken {
        /// The table.
        table: &'static str,
        /// The key's cells after the town, joined by `/`.
        key: String,
    },
    /// The idempotency key was used before, for another request.
    #[error("idempotency key {key:?} was used for another request")]
    KeyReused {
        /// The key.
        key: String,
    },
    /// A stored event or row does not read back as it was written.
    #[error("town {town}, event {position} ({stream} version {version}): {problem}")]
    Corrupt {
        /// The tenant.
        town: TownId,
        /// The event's position in the town's log.
        position: u64,
        /// Its stream, as far as it can be read.
        stream: String,
        /// Its version in the stream.
        version: u64,
        /// What does not fit.
        problem: String,
    },
    /// A projector refused an event during a rebuild.
    #[error("rebuilding the read models stopped at event {position}: {problem}")]
    Projection {
        /// The event's position.
        position: u64,
        /// What the projector said.
        problem: String,
    },
    /// A commit or a query that breaks the port's own rules: a caller's mistake, not a user's.
    #[error("misuse of the store: {0}")]
    Misuse(String),
    /// The database file belongs to another or newer version of the schema.
    #[error("the database is of schema version {found}; this program knows {known}")]
    Schema {
        /// What the file says.
        found: i64,
        /// What this program can read.
        known: i64,
    },
    /// The database did not do it: disk full, file locked, connection lost.
    #[error("the database failed: {0}")]
    Database(#[source] Box<dyn std::error::Error + Send + Sync>),
    /// The store is closing and takes no more commands.
    #[error("the store is closed")]
    Closed,
}

impl StoreError {
    /// The refusal of a claim.
    #[must_use]
    pub fn taken(claim: &RowChange) -> Self {
        let cells = claim.key().iter().skip(1).map(|cell| match cell {
            Value::Text(text) => text.to_string(),
            Value::Int(number) => number.to_string(),
            Value::Blob(_) | Value::Null => String::new(),
        });
        Self::Taken {
            table: claim.parts().0.name,
            key: cells.collect::<Vec<_>>().join("/"),
        }
    }

    /// An event with which something is wrong.
    #[must_use]
    pub fn corrupt(event: &StoredEvent, problem: String) -> Self {
        Self::Corrupt {
            town: event.town.clone(),
            position: event.position,
            stream: event.stream.to_string(),
            version: event.version,
            problem,
        }
    }

    /// A place in the log where no event is.
    #[must_use]
    pub fn missing(town: &TownId, position: u64) -> Self {
        Self::Corrupt {
            town: town.clone(),
            position,
            stream: "?".to_owned(),
            version: 0,
            problem: "the event is missing".to_owned(),
        }
    }

    /// A table that the store was not opened with.
    #[must_use]
    pub fn without_table(table: &Table) -> Self {
        let name = table.name;
        Self::Misuse(format!("the store was opened without table {name:?}"))
    }

    /// A table that was described otherwise when its rows were made.
    #[must_use]
    pub fn needs_rebuild(town: &TownId, table: &Table) -> Self {
        let name = table.name;
        Self::Misuse(format!(
            "table {name:?} of town {town} must be rebuilt before it is read"
        ))
    }

    /// A write to a store that was opened for reading.
    #[must_use]
    pub fn read_only() -> Self {
        Self::Misuse("the store was opened for reading only".to_owned())
    }
}
