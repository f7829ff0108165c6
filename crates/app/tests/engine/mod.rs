//! The use cases on a real SQLite file.

mod access;
mod batch;
mod clocks;
mod commands;
mod figures;
mod setting_up;
mod tools;
