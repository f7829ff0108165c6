//! What a description, a row and a key must be. A breach is the programmer's mistake
//! ([`StoreError::Misuse`]) and is found before anything reaches a database.

use crate::{Column, ColumnKind, RowChange, StoreError, Table, Value};
use liandong_domain::ids::TownId;
use std::collections::HashSet;

/// Beginnings of names that belong to the log's own tables or to a database.
const RESERVED: [&str; 4] = ["log_", "sqlite_", "pg_", "shadow_"];

/// The longest name that PostgreSQL keeps whole.
const LONGEST_NAME: usize = 63;

/// Checks a set of descriptions: each by itself, and no name twice.
///
/// # Errors
/// [`StoreError::Misuse`] with the table and what is wrong.
pub fn check_tables(tables: &[&Table]) -> Result<(), StoreError> {
    let mut names = HashSet::new();
    for table in tables {
        check_table(table)?;
        let own = std::iter::once(table.name).chain(table.indexes.iter().map(|i| i.name));
        for name in own {
            if !names.insert(name) {
                return Err(misuse(table, &format!("the name {name:?} is used twice")));
            }
        }
    }
    Ok(())
}

/// Checks one description.
///
/// # Errors
/// [`StoreError::Misuse`] with the table and what is wrong.
pub fn check_table(table: &Table) -> Result<(), StoreError> {
    let wrong = |problem: String| Err(misuse(table, &problem));
    check_name(table, table.name)?;
    if table.name == "log" || RESERVED.iter().any(|begin| table.name.starts_with(begin)) {
        return wrong("the name is reserved".to_owned());
    }
    let town = Column {
        name: "town",
        kind: ColumnKind::Text,
        nullable: false,
    };
    if table.columns.first() != Some(&town) {
        return wrong("the first column must be `town`, text, not nullable".to_owned());
    }
    if table.key == 0 || table.key > table.columns.len() {
        return wrong(format!("a key of {} columns", table.key));
    }
    let mut seen = HashSet::new();
    for (at, column) in table.columns.iter().enumerate() {
        check_name(table, column.name)?;
        if !seen.insert(column.name) {
            return wrong(format!("two columns {:?}", column.name));
        }
        if at < table.key && column.nullable {
            return wrong(format!("key column {:?} is nullable", column.name));
        }
    }
    for index in table.indexes {
        check_name(table, index.name)?;
        if index.columns.first() != Some(&"town") {
            return wrong(format!("index {:?} must begin with `town`", index.name));
        }
        if let Some(name) = index.columns.iter().find(|c| table.column(c).is_none()) {
            return wrong(format!("index {:?} on no column {name:?}", index.name));
        }
        if index.only_where.is_some_and(|text| text.contains(';')) {
            return wrong(format!(
                "index {:?}: a condition is one expression",
                index.name
            ));
        }
    }
    Ok(())
}

/// Checks a change against its table and the town in which it is made.
///
/// # Errors
/// [`StoreError::Misuse`] when cells are missing or too many, of another kind, empty where the
/// column may not be, hold a NUL character (PostgreSQL's text cannot), or name another town.
pub fn check_change(change: &RowChange, town: &TownId) -> Result<(), StoreError> {
    let (table, row, columns) = match change {
        RowChange::Upsert(table, row) | RowChange::Insert(table, row) => {
            (table, row, table.columns)
        }
        RowChange::Delete(table, key) => (table, key, &table.columns[..table.key]),
    };
    if row.len() != columns.len() {
        let problem = format!("{} cells where {} belong", row.len(), columns.len());
        return Err(misuse(table, &problem));
    }
    for (column, value) in columns.iter().zip(row) {
        check_cell(table, column, value)?;
    }
    match &row[0] {
        Value::Text(named) if **named == *town.as_str() => Ok(()),
        _ => Err(misuse(table, &format!("a row outside its town {town}"))),
    }
}

pub(super) fn check_cell(table: &Table, column: &Column, value: &Value) -> Result<(), StoreError> {
    let problem = match (value, column.kind) {
        (Value::Int(_), ColumnKind::Int) | (Value::Blob(_), ColumnKind::Blob) => return Ok(()),
        (Value::Text(text), ColumnKind::Text) if !has_nul(text) => return Ok(()),
        (Value::Null, _) if column.nullable => return Ok(()),
        (Value::Text(_), ColumnKind::Text) => "holds a NUL character",
        (Value::Null, _) => "may not be empty",
        _ => "is of another kind",
    };
    Err(misuse(
        table,
        &format!("column {:?} {problem}", column.name),
    ))
}

/// Whether a text holds the one character that PostgreSQL's text cannot.
pub(crate) fn has_nul(text: &str) -> bool {
    text.as_bytes().contains(&0)
}

fn check_name(table: &Table, name: &str) -> Result<(), StoreError> {
    let fits = name.len() <= LONGEST_NAME
        && name.starts_with(|c: char| c.is_ascii_lowercase())
        && name
            .bytes()
            .all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'_');
    if fits {
        Ok(())
    } else {
        Err(misuse(table, &format!("{name:?} is no plain name")))
    }
}

pub(super) fn misuse(table: &Table, problem: &str) -> StoreError {
    StoreError::Misuse(format!("table {:?}: {problem}", table.name))
}
