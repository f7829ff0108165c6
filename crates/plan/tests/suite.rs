//! The generator against the domain itself.
#![allow(clippy::unwrap_used)]

mod operations;
mod sim;
