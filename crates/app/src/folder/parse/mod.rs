//! TOML, JSON and CSV as trees of values that know their places.

mod csv;
mod json;
mod toml;

pub(super) use self::{csv::csv, json::json, toml::toml};
