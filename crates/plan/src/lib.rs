//! Seeded models of a town's operations (运行模型).
//!
//! Architecture invariant: the same seed gives the same history. This crate writes nothing: what it
//! makes goes through the use cases like everybody's commands.

pub mod fit;
pub mod operations;
