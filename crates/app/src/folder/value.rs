//! What the three formats have in common: values that know where they stand in their file.
//!
//! TOML, CSV and GeoJSON are turned into this one tree, so that one reader ([`super::item`]) checks
//! keys, kinds and places for all of them.

use super::problem::{Found, phrase};

/// A value at its place.
#[derive(Debug, Clone)]
pub(super) struct Value {
    /// Byte at which it begins.
    pub(super) at: usize,
    pub(super) kind: Kind,
}

/// A value's kind. Numbers and dates stay as the file writes them: money never passes a float.
#[derive(Debug, Clone)]
pub(super) enum Kind {
    Text(String),
    Number(String),
    Date(String),
    Bool(bool),
    Null,
    List(Vec<Value>),
    Table(Vec<(Key, Value)>),
}

/// A key at its place.
#[derive(Debug, Clone)]
pub(super) struct Key {
    pub(super) name: String,
    pub(super) at: usize,
}

impl Value {
    /// The value as a message names it.
    pub(super) fn found(&self) -> Found {
        match &self.kind {
            Kind::Text(text) => Found::Text(text.clone()),
            Kind::Number(text) | Kind::Date(text) => Found::Literal(text.clone()),
            Kind::Bool(one) => Found::Literal(one.to_string()),
            Kind::Null => Found::Other(phrase("nothing", "空")),
            Kind::List(_) => Found::Other(phrase("a list", "列表")),
            Kind::Table(_) => Found::Other(phrase("a table", "表")),
        }
    }
}
