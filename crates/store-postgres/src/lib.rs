//! The PostgreSQL adapter of the store's port, for many server nodes on one database.
//!
//! Each town has a writer's task in each node, and one transaction at a time in the whole
//! installation: the town's head row is locked from before anything is decided until the commit, so
//! that positions have no gap and the chain is right whoever writes. Other nodes hear of a commit by
//! `NOTIFY`, and find out by looking where there is none. The reasons are in
//! `docs/adr/0005-postgresql-and-several-nodes.md`.

mod bell;
mod codec;
mod connection;
mod error;
mod options;
mod pipeline;
mod pool;
mod read;
mod rebuild;
mod scan;
mod schema;
mod secrets;
mod server;
mod store;
mod tables;
mod verify;
mod writer;

pub use error::{DatabaseError, Fault};
pub use options::Options;
pub use schema::SCHEMA_VERSION;
pub use server::Server;
pub use store::PostgresStore;
