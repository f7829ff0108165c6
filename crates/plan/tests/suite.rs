//! The generator and the models against the domain itself and against what is known.
#![allow(clippy::unwrap_used)]

mod fit;
mod operations;
mod queueing;
mod roads;
mod sim;
mod study;
