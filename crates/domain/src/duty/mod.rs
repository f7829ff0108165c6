//! Duty (勤务): who is on which shift, what changes it, who came, and what state a car is in.
//!
//! The roster (排班) of the register says who *should* be on duty. Requests (勤务申请: leave, swap,
//! cover) change that for single days; attendance (考勤) says who *came*. Everything that is asked of
//! duty — a car's crew, hours worked, holes — is computed here from these three.

mod change;
mod turn;
mod unit;

pub use change::{Change, Changes, Effect};
pub use turn::{Turn, crew_on_duty, turns_of_day, turns_within};
pub use unit::{Out, OutReason, Standing, UnitFacts, UnitState, WhyOut, unit_state};
