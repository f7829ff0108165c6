//! Performance tracking (绩效跟踪): targets, figures, the budget ledger and the form 附件2-1.

pub mod account;
mod booked;
pub mod completion;
pub mod compute;
pub mod evidence;
pub mod figure;
pub mod filing;
pub mod form;
pub mod formula;
pub mod judge;
pub mod ledger;
pub mod level;
pub mod profile;
pub mod project;
pub mod schedule;
pub mod self_evaluation;
pub mod survey;
pub mod target;
