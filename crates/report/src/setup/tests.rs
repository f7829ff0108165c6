//! Workbooks that are filled, broken, and turned round.
#![allow(clippy::unwrap_used)]

mod book;
mod faults;
mod filled;
mod turn;
