//! Use cases (用例): load, decide, append, project; ports for time, ids, keys.
//!
//! Architecture invariant: this crate knows no database, no HTTP and no clock of the machine but
//! through its ports. A command is on disk before it is answered.

pub mod access;
pub mod alarms;
pub mod alerts;
pub mod assess;
pub mod book;
pub mod dispatch;
pub mod duty;
pub mod engine;
pub mod error;
pub mod folder;
pub mod forms;
mod ledger;
pub mod messages;
pub mod ports;
pub mod positions;
mod register;
pub mod setup;
pub mod sos;
pub mod standby;
pub mod streams;
pub mod vault;
pub mod view;
pub mod views;

pub use engine::{App, Batch, Executed, Order};
pub use error::AppError;
pub use liandong_store::{CommandKey, StoredEvent};
pub use register::Registered;
