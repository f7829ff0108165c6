//! Planning (运力测算): models fitted from the log, scenarios simulated, studies kept.

mod table;

pub use table::STUDY;
