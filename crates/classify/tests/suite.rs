//! The one integration binary of this crate.
#![allow(clippy::unwrap_used)]

#[path = "suite/leaks.rs"]
mod leaks;
#[path = "suite/life.rs"]
mod life;
#[path = "suite/worth.rs"]
mod worth;
