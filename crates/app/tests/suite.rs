//! The one integration binary of this crate.
#![allow(clippy::unwrap_used)]

mod engine;
mod folder;
mod people;
mod screening;
