//! Use cases (用例): load, decide, append, project; ports for time, ids, keys.
//!
//! Architecture invariant: this crate knows no database, no HTTP and no clock of the machine but
//! through its ports. A command is on disk before it is answered.

pub mod access;
pub mod alarms;
pub mod alerts;
pub mod archive;
pub mod assess;
pub mod attachments;
pub mod book;
pub mod case;
pub mod classify;
pub mod dispatch;
pub mod district;
pub mod duty;
pub mod engine;
pub mod error;
mod evaluation;
pub mod evidence;
pub mod filings;
pub mod folder;
pub mod forms;
pub mod guidance;
mod ledger;
mod master_key;
pub mod messages;
pub mod network;
pub mod people;
pub mod planning;
mod policy_effect;
pub mod ports;
pub mod positions;
pub mod presence;
pub mod projects;
mod register;
pub mod reports;
pub mod setup;
pub mod sos;
pub mod standby;
pub mod streams;
pub mod vault;
pub mod view;
pub mod views;
pub mod webhooks;

pub use engine::{App, Batch, Executed, Order};
pub use error::AppError;
pub use liandong_store::{CommandKey, StoredEvent};
pub use register::Registered;

/// The system as an actor, for what the program does at the machine itself.
#[must_use]
pub fn system_actor() -> liandong_store::Actor {
    engine::system()
}
