//! A small town and a way to tell stories in it.

pub(crate) mod commands;
pub(crate) mod given;
pub(crate) mod phases;
pub(crate) mod times;
pub(crate) mod town;
