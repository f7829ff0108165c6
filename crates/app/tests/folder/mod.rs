//! Reading a town's folder: two towns that read, and what is refused.

mod cases_of_assess;
mod cases_of_duty;
mod cases_of_guidance;
mod cases_of_sense;
mod cases_of_shape;
mod duty_data;
mod names;
mod reads;
mod refusals;
mod standard;

use std::path::{Path, PathBuf};

/// The workspace.
fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

/// A town of our own invention.
fn second_town() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/second-town")
}
