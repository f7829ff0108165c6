//! Performance tracking (绩效跟踪): targets, figures, the budget ledger and the form 附件2-1.

pub mod account;
pub mod compute;
pub mod evidence;
pub mod figure;
pub mod form;
pub mod formula;
pub mod judge;
pub mod ledger;
pub mod project;
pub mod target;
