//! Models of a town: example histories of its operations (运行模型), queueing models (排队模型), a fit of the
//! town's own log, ways by the roads (路网), and what-if simulation (仿真).
//!
//! Architecture invariant: the same seed gives the same history. This crate writes nothing: what it
//! makes goes through the use cases like everybody's commands.

pub mod fit;
pub mod operations;
pub mod queueing;
pub mod roads;
pub mod sim;
pub mod study;
