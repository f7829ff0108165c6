//! The simulation against formulas that are exact, against the live rules, and against itself.

mod laws;
mod queues;
mod replications;
mod rules;
mod towns;
