//! Columns in a word.

use liandong_store::{Column, ColumnKind, Value};

const fn column(name: &'static str, kind: ColumnKind, nullable: bool) -> Column {
    Column {
        name,
        kind,
        nullable,
    }
}

/// A whole number.
pub(super) const fn int(name: &'static str) -> Column {
    column(name, ColumnKind::Int, false)
}

/// A whole number that may be absent.
pub(super) const fn maybe_int(name: &'static str) -> Column {
    column(name, ColumnKind::Int, true)
}

/// Text.
pub(super) const fn text(name: &'static str) -> Column {
    column(name, ColumnKind::Text, false)
}

/// Text that may be absent.
pub(super) const fn maybe_text(name: &'static str) -> Column {
    column(name, ColumnKind::Text, true)
}

/// A cell of text.
pub(super) fn words(word: &str) -> Value {
    Value::Text(word.into())
}

/// A cell of text that may be absent.
pub(super) fn maybe_words(word: Option<&str>) -> Value {
    word.map_or(Value::Null, words)
}

/// A cell of a number that may be absent.
pub(super) fn maybe_number(value: Option<i64>) -> Value {
    value.map_or(Value::Null, Value::Int)
}

/// A cell of yes or no.
pub(super) fn flag(value: bool) -> Value {
    Value::Int(i64::from(value))
}
