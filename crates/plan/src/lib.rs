//! Models of a town: example histories of its operations (运行模型), queueing models (排队模型), and what-if
//! simulation (仿真).
//!
//! Architecture invariant: the same seed gives the same history. This crate writes nothing: what it
//! makes goes through the use cases like everybody's commands.

pub mod operations;
pub mod sim;
pub mod queueing;
