//! The generator and the models against the domain itself.
#![allow(clippy::unwrap_used)]

mod fit;
mod operations;
mod sim;
