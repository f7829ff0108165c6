//! The vendor's month (服务供应商月度考核) by the clauses of its contract: measured by the loop's own
//! facts, heard, decided, and deducted from what it is paid.

mod aggregate;
mod clause;
mod command;
mod measure;
mod reject;
mod state;
mod tally;

pub use aggregate::{VendorFacts, decide, vendor_id};
pub use clause::{
    BadTerms, Clause, ClauseMeasure, Deduction, DeductionAmount, Threshold, VendorTerms,
};
pub use command::{VendorCommand, VendorComputed, VendorEvent, Waiver};
pub use measure::{Finding, Measured, capped};
pub use reject::VendorRejection;
pub use state::{VendorDecision, VendorMonth, VendorStage, evolve};
pub use tally::{CarShift, CarShifts, Service, TurnKey, VendorTally};
