//! Use cases (用例): load, decide, append, project; ports for time, ids, keys.
//!
//! Architecture invariant: this crate knows no database, no HTTP and no clock of the machine but
//! through its ports. A command is on disk before it is answered.

pub mod access;
pub mod alarms;
pub mod book;
pub mod engine;
pub mod error;
pub mod folder;
pub mod forms;
pub mod messages;
pub mod ports;
pub mod setup;
pub mod vault;
pub mod view;
pub mod views;

pub use engine::{App, Batch, Executed, Order};
pub use error::AppError;
pub use liandong_store::CommandKey;
