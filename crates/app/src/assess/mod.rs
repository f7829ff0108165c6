//! Assessments and trainings over the log: the members' month, the vendor's month, and what enters
//! the register and the ledger from them.
//!
//! A month is computed from the log up to a position, and from nothing after it: what a table rests
//! on can be listed again years later, and comes out the same.

mod incidents;
mod members;
mod sources;
mod tables;
mod trainings;
mod vendor;

pub(crate) use members::follows;
pub use members::{Explained, Months};
pub use tables::{ASSESSMENT, TRAINING, TRAINING_RESULT, VENDOR_ASSESSMENT};
pub use trainings::{Hours, Trainings};
pub use vendor::VendorMonths;

use liandong_store::{Column, ColumnKind};

pub(crate) const fn int(name: &'static str) -> Column {
    column(name, ColumnKind::Int, false)
}

pub(crate) const fn maybe_int(name: &'static str) -> Column {
    column(name, ColumnKind::Int, true)
}

pub(crate) const fn text(name: &'static str) -> Column {
    column(name, ColumnKind::Text, false)
}

const fn column(name: &'static str, kind: ColumnKind, nullable: bool) -> Column {
    Column {
        name,
        kind,
        nullable,
    }
}
