//! Seeded models of a town: example histories of its operations (运行模型), what-if simulation (仿真), and its
//! model fitted from the log (标定).
//!
//! Architecture invariant: the same seed gives the same history. This crate writes nothing: what it
//! makes goes through the use cases like everybody's commands.

pub mod fit;
pub mod operations;
pub mod sim;
