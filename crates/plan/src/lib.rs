//! Models of a town's operations (运行模型): a seeded generator of its history, and queueing models.
//!
//! Architecture invariant: the same seed gives the same history. This crate writes nothing: what it
//! makes goes through the use cases like everybody's commands.

pub mod operations;
pub mod queueing;
