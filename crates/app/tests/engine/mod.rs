//! The use cases on a real SQLite file.

mod access;
mod assess;
mod batch;
mod cars;
mod case;
mod clocks;
mod commands;
mod dispatching;
mod due;
mod duty;
mod figures;
mod files;
mod helping;
mod mixed;
mod nodes;
mod numbers;
mod places;
mod presence;
mod reports;
mod setting_up;
mod streams;
mod suggesting;
pub(crate) mod tools;
