//! The life of a month's assessment (月度考核): drafted → published → appeals decided → final.
//!
//! A draft is a snapshot of figures with the log position that it rests on. Nothing in it is changed
//! afterwards: a correction is an entry of its own with its reason, and so is a recomputation after
//! late entries, which shows its differences and waits for a decision.

mod command;
mod decide;
mod event;
mod reject;
mod state;

pub use command::{MonthlyCommand, Ruling};
pub use decide::{MonthlyFacts, decide};
pub use event::{Computed, Correction, MonthlyEvent};
pub use reject::MonthlyRejection;
pub use state::{Appeal, Change, Decision, Monthly, Revision, Stage, changes, evolve};
