//! The use cases on a real SQLite file.

mod access;
mod assess;
mod batch;
mod cars;
mod clocks;
mod commands;
mod dispatching;
mod due;
mod figures;
mod helping;
mod mixed;
mod numbers;
mod places;
mod setting_up;
mod streams;
mod tools;
