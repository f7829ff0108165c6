//! The use cases on a real SQLite file.

mod access;
mod batch;
mod cars;
mod clocks;
mod commands;
mod figures;
mod mixed;
mod numbers;
mod setting_up;
mod tools;
