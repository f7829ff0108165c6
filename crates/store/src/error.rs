//! What can go wrong in a store.

use crate::StreamName;
use liandong_domain::ids::TownId;

/// A store's failure. The caller can mend the first two; the others belong in the operator's log.
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
