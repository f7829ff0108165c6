//! Comparison of the rows that stand with those that the events make, both in key order.

use super::{Shadow, row_values};
use crate::{codec::value, error::database};
use liandong_domain::ids::TownId;
use liandong_store::{Row, StoreError, Table, Value, sql::select_all};
use rusqlite::{Connection, Row as SqlRow};
use std::{cmp::Ordering, fmt::Write as _};

/// So many differences are told.
pub(super) const TOLD: usize = 100;

/// So many changes are kept in mind; with more, the whole table is written anew.
const KEPT: usize = 10_000;

/// What makes a row right.
pub(super) enum Change {
    Write(Row),
    Remove(Row),
}

/// What was found.
pub(super) struct Differences {
    /// In words.
    pub(super) told: Vec<String>,
    /// What makes it right; `None` when it is too much.
    pub(super) changes: Option<Vec<Change>>,
}

impl Default for Differences {
    fn default() -> Self {
        Self {
            told: Vec::new(),
            changes: Some(Vec::new()),
        }
    }
}

impl Differences {
    pub(super) fn note(&mut self, tell: impl FnOnce() -> String) {
        if self.told.len() < TOLD {
            self.told.push(tell());
        }
    }

    fn found(
        &mut self,
        tell: impl FnOnce() -> String,
        change: impl FnOnce() -> Result<Change, StoreError>,
    ) -> Result<(), StoreError> {
        self.note(tell);
        if let Some(changes) = &mut self.changes {
            if changes.len() < KEPT {
                changes.push(change()?);
            } else {
                self.changes = None;
            }
        }
        Ok(())
    }

    fn is_full(&self) -> bool {
        self.told.len() >= TOLD && self.changes.is_none()
    }
}

/// Compares one table of a town.
pub(super) fn compare(
    conn: &Connection,
    shadow: &Shadow,
    table: &Table,
    town: &TownId,
    into: &mut Differences,
) -> Result<(), StoreError> {
    let all = select_all(table);
    let (name, width) = (table.name, table.columns.len());
    let mut standing = conn.prepare(&all).map_err(database)?;
    let mut standing = standing.query([town.as_str()]).map_err(database)?;
    let mut made = shadow.conn.prepare(&all).map_err(database)?;
    let mut made = made.query([town.as_str()]).map_err(database)?;
    let mut left = standing.next().map_err(database)?;
    let mut right = made.next().map_err(database)?;
    while !into.is_full() {
        let order = match (left, right) {
            (None, None) => break,
            (Some(_), None) => Ordering::Less,
            (None, Some(_)) => Ordering::Greater,
            (Some(left), Some(right)) => by_key(left, right, table.key)?,
        };
        match (order, left, right) {
            (Ordering::Less, Some(row), _) => into.found(
                || format!("{name}: {}: stands, but no event makes it", key(row, table)),
                || row_values(row, table.key).map(Change::Remove),
            )?,
            (Ordering::Greater, _, Some(row)) => into.found(
                || format!("{name}: {}: is missing", key(row, table)),
                || row_values(row, width).map(Change::Write),
            )?,
            (_, Some(left), Some(right)) => {
                let differ = |at: &usize| left.get_ref(*at).ok() != right.get_ref(*at).ok();
                if let Some(at) = (table.key..width).find(differ) {
                    into.found(
                        || {
                            let (a, b) = (shown(left, at), shown(right, at));
                            let (key, column) = (key(left, table), table.columns[at].name);
                            format!("{name}: {key}: {column} stands as {a}, the events make {b}")
                        },
                        || row_values(right, width).map(Change::Write),
                    )?;
                }
            }
            _ => break,
        }
        if order.is_le() {
            left = standing.next().map_err(database)?;
        }
        if order.is_ge() {
            right = made.next().map_err(database)?;
        }
    }
    Ok(())
}

fn by_key(left: &SqlRow<'_>, right: &SqlRow<'_>, key: usize) -> Result<Ordering, StoreError> {
    for at in 0..key {
        let (left, right) = (left.get_ref(at), right.get_ref(at));
        let (left, right) = (left.map_err(database)?, right.map_err(database)?);
        if left != right {
            return Ok(value(left)?.cmp(&value(right)?));
        }
    }
    Ok(Ordering::Equal)
}

/// The key without the town, which is known.
fn key(row: &SqlRow<'_>, table: &Table) -> String {
    let mut text = String::new();
    for at in 1.min(table.key - 1)..table.key {
        let slash = if text.is_empty() { "" } else { "/" };
        let _ = write!(text, "{slash}{}", shown(row, at));
    }
    text
}

/// A cell in words, cut when it is long.
fn shown(row: &SqlRow<'_>, at: usize) -> String {
    const LONG: usize = 60;
    let cell = row.get_ref(at).map_err(database).and_then(value);
    match cell {
        Ok(Value::Null) => "nothing".to_owned(),
        Ok(Value::Int(whole)) => whole.to_string(),
        Ok(Value::Text(text)) if text.chars().count() > LONG => {
            format!("{:?}…", text.chars().take(LONG).collect::<String>())
        }
        Ok(Value::Text(text)) => format!("{text:?}"),
        Ok(Value::Blob(bytes)) => format!("{} bytes", bytes.len()),
        Err(error) => error.to_string(),
    }
}
