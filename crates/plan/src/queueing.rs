//! Queueing models (排队模型): what a town's cars can carry, computed and not simulated.
//!
//! [`erlang`] has the classical systems in which every car is as good as any other; they are the
//! floor under everything else. [`hypercube`] knows where calls come from and which car is sent
//! where: Larson's model, exact for up to twenty cars and approximate beyond.
//!
//! Rates are in 1/hour, travel times in seconds, shares and workloads between 0 and 1. Nothing here
//! is money, and nothing here is printed on a form as it is, so the numbers are `f64`.

pub mod erlang;
mod error;
pub mod hypercube;

pub use error::QueueingError;
