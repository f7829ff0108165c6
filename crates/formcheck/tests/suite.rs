//! The one integration binary of this crate.
#![allow(clippy::unwrap_used, clippy::print_stdout)]

#[path = "suite/anything.rs"]
mod anything;
#[path = "suite/audit.rs"]
mod audit;
#[path = "suite/cells.rs"]
mod cells;
#[path = "suite/clean.rs"]
mod clean;
#[path = "suite/dice.rs"]
mod dice;
#[path = "suite/edits.rs"]
mod edits;
#[path = "suite/pages.rs"]
mod pages;
#[path = "suite/rules.rs"]
mod rules;
