//! The binary as its users run it: real processes, real files, real sockets, real crashes.
#![allow(clippy::unwrap_used)]

mod cli;
