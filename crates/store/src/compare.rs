//! Comparison of the rows that stand with those that the events make, both in key order.

use crate::{Row, StoreError, Table, Value};
use std::{cmp::Ordering, fmt::Write as _, iter::Peekable};

/// So many differences are told.
pub const TOLD: usize = 100;

/// What makes a row right.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Change {
    /// Write this row.
    Write(Row),
    /// Remove the row with this key.
    Remove(Row),
}

/// What was found.
#[derive(Debug)]
pub struct Differences {
    /// In words, the first [`TOLD`].
    pub told: Vec<String>,
    /// What makes it right; `None` when it is more than is kept in mind.
    pub changes: Option<Vec<Change>>,
    kept: usize,
}

impl Differences {
    /// None yet; so many changes will be kept in mind.
    #[must_use]
    pub const fn keeping(kept: usize) -> Self {
        Self {
            told: Vec::new(),
            changes: Some(Vec::new()),
            kept,
        }
    }

    /// Tells one, as long as there are few.
    pub fn note(&mut self, tell: impl FnOnce() -> String) {
        if self.told.len() < TOLD {
            self.told.push(tell());
        }
    }

    /// Whether nothing more can be found that would be told or kept.
    #[must_use]
    pub const fn is_full(&self) -> bool {
        self.told.len() >= TOLD && self.changes.is_none()
    }

    fn keep(&mut self, change: impl FnOnce() -> Change) {
        if let Some(changes) = &mut self.changes {
            if changes.len() < self.kept {
                changes.push(change());
            } else {
                self.changes = None;
            }
        }
    }
}

/// Compares one table of a town: is handed the rows that stand one by one, and draws those that the
/// events make beside them.
pub struct Comparison<'d, M: Iterator> {
    table: &'static Table,
    made: Peekable<M>,
    into: &'d mut Differences,
}

impl<M: Iterator> std::fmt::Debug for Comparison<'_, M> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Comparison of {}", self.table.name)
    }
}

impl<'d, M: Iterator<Item = Result<Row, StoreError>>> Comparison<'d, M> {
    /// A comparison with the rows that the events make, in key order.
    pub fn new(table: &'static Table, made: M, into: &'d mut Differences) -> Self {
        let made = made.peekable();
        Self { table, made, into }
    }

    /// Takes a row that stands; says whether to go on.
    ///
    /// # Errors
    /// What drawing a made row fails with.
    pub fn stands(&mut self, row: &[Value]) -> Result<bool, StoreError> {
        let key = ..self.table.key;
        loop {
            let order = match self.made.peek() {
                Some(Ok(made)) => made[key].cmp(&row[key]),
                Some(Err(_)) => Ordering::Less,
                None => Ordering::Greater,
            };
            match order {
                Ordering::Less => {
                    if let Some(made) = self.made.next() {
                        self.missing(made?);
                    }
                }
                Ordering::Equal => {
                    if let Some(made) = self.made.next() {
                        self.both(row, made?);
                    }
                    break;
                }
                Ordering::Greater => {
                    self.surplus(row);
                    break;
                }
            }
        }
        Ok(!self.into.is_full())
    }

    /// No more rows stand.
    ///
    /// # Errors
    /// What drawing a made row fails with.
    pub fn finish(mut self) -> Result<(), StoreError> {
        while !self.into.is_full()
            && let Some(made) = self.made.next()
        {
            self.missing(made?);
        }
        Ok(())
    }

    fn missing(&mut self, made: Row) {
        let table = self.table;
        let tell = || format!("{}: {}: is missing", table.name, key(&made, table));
        self.into.note(tell);
        self.into.keep(|| Change::Write(made));
    }

    fn surplus(&mut self, row: &[Value]) {
        let table = self.table;
        self.into.note(|| {
            let key = key(row, table);
            format!("{}: {key}: stands, but no event makes it", table.name)
        });
        self.into.keep(|| Change::Remove(row[..table.key].to_vec()));
    }

    fn both(&mut self, row: &[Value], made: Row) {
        let table = self.table;
        let Some(at) = (table.key..row.len()).find(|&at| row[at] != made[at]) else {
            return;
        };
        self.into.note(|| {
            let (a, b) = (shown(&row[at]), shown(&made[at]));
            let (key, column) = (key(row, table), table.columns[at].name);
            let name = table.name;
            format!("{name}: {key}: {column} stands as {a}, the events make {b}")
        });
        self.into.keep(|| Change::Write(made));
    }
}

/// The key without the town, which is known.
fn key(row: &[Value], table: &Table) -> String {
    let mut text = String::new();
    for cell in &row[1.min(table.key - 1)..table.key] {
        let slash = if text.is_empty() { "" } else { "/" };
        let _ = write!(text, "{slash}{}", shown(cell));
    }
    text
}

/// A cell in words, cut when it is long.
fn shown(cell: &Value) -> String {
    const LONG: usize = 60;
    match cell {
        Value::Null => "nothing".to_owned(),
        Value::Int(whole) => whole.to_string(),
        Value::Text(text) if text.chars().count() > LONG => {
            format!("{:?}…", text.chars().take(LONG).collect::<String>())
        }
        Value::Text(text) => format!("{text:?}"),
        Value::Blob(bytes) => format!("{} bytes", bytes.len()),
    }
}
