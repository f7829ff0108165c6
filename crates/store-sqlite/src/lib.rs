//! The embedded SQLite adapter of the store's port.
//!
//! One file holds the log and the read models. One thread writes ([`SqliteStore::open`]), a few
//! connections read beside it, and other processes may read too
//! ([`SqliteStore::open_read_only`]). The reasons are in
//! `docs/adr/0001-sqlite-by-rusqlite-and-shared-sql.md`.

mod codec;
mod connection;
mod error;
mod options;
mod read;
mod readers;
mod rebuild;
mod scan;
mod store;
mod tables;
mod verify;
mod writer;

pub use connection::SCHEMA_VERSION;
pub use error::FileError;
pub use options::Options;
pub use store::SqliteStore;
