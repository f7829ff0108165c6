//! The generator against the domain itself, and the queueing models against what is known.
#![allow(clippy::unwrap_used)]

mod operations;
mod sim;
mod queueing;
