//! Statements made from table descriptions, in the SQL that SQLite and PostgreSQL both know.
//!
//! Placeholders are `$1`, `$2`, … and each is named first in ascending order, so that both
//! databases number them alike. All names are quoted: a column may be called `order`. Where the two
//! differ, a [`Dialect`] says how; there is little of it:
//!
//! - names of column types, and PostgreSQL's text is compared byte by byte (`COLLATE "C"`) as SQLite's is;
//! - `WITHOUT ROWID, STRICT` at the end of SQLite's tables;
//! - empty cells sort first in SQLite. Every `ORDER BY` says so aloud, and PostgreSQL's indexes too.

mod check;
mod select;

pub(crate) use check::has_nul;
pub use check::{check_change, check_table, check_tables};
pub use select::{Select, select, select_all};

use crate::{Column, ColumnKind, Index, Table};
use sm3::{Digest, Sm3};
use std::fmt::Write as _;

/// Whose SQL.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Dialect {
    /// SQLite 3.37 or newer, for `STRICT`.
    Sqlite,
    /// PostgreSQL 14 or newer.
    Postgres,
}

impl Dialect {
    /// The name of a column's type.
    #[must_use]
    pub const fn column_type(self, kind: ColumnKind) -> &'static str {
        match (self, kind) {
            (Self::Sqlite, ColumnKind::Int) => "INTEGER",
            (Self::Sqlite, ColumnKind::Text) => "TEXT",
            (Self::Sqlite, ColumnKind::Blob) => "BLOB",
            (Self::Postgres, ColumnKind::Int) => "BIGINT",
            (Self::Postgres, ColumnKind::Text) => "TEXT COLLATE \"C\"",
            (Self::Postgres, ColumnKind::Blob) => "BYTEA",
        }
    }
}

/// `CREATE TABLE` for a read model, without its indexes.
#[must_use]
pub fn create_table(table: &Table, dialect: Dialect) -> String {
    let mut sql = format!("CREATE TABLE \"{}\" (\n", table.name);
    for column in table.columns {
        let Column {
            name,
            kind,
            nullable,
        } = column;
        let not_null = if *nullable { "" } else { " NOT NULL" };
        let kind = dialect.column_type(*kind);
        let _ = writeln!(sql, "  \"{name}\" {kind}{not_null},");
    }
    let _ = write!(sql, "  PRIMARY KEY ({})\n)", key_columns(table));
    if dialect == Dialect::Sqlite {
        sql.push_str(" WITHOUT ROWID, STRICT");
    }
    sql
}

/// `CREATE INDEX` for one index of a read model.
#[must_use]
pub fn create_index(table: &Table, index: &Index, dialect: Dialect) -> String {
    let columns = list(index.columns.iter().map(|name| {
        let nullable = table
            .column(name)
            .is_some_and(|at| table.columns[at].nullable);
        let nulls = if nullable && dialect == Dialect::Postgres {
            " ASC NULLS FIRST"
        } else {
            ""
        };
        format!("\"{name}\"{nulls}")
    }));
    let mut sql = format!(
        "CREATE INDEX \"{}\" ON \"{}\" ({columns})",
        index.name, table.name
    );
    if let Some(condition) = index.only_where {
        let _ = write!(sql, " WHERE {condition}");
    }
    sql
}

/// `DROP TABLE`, its indexes with it.
#[must_use]
pub fn drop_table(name: &str) -> String {
    format!("DROP TABLE IF EXISTS \"{name}\"")
}

/// `INSERT` of one new row, all columns in the table's order. Fails when the key is there.
#[must_use]
pub fn insert(table: &Table) -> String {
    format!(
        "INSERT INTO \"{}\" ({}) VALUES ({})",
        table.name,
        list(table.columns.iter().map(|c| format!("\"{}\"", c.name))),
        list((1..=table.columns.len()).map(|n| format!("${n}")))
    )
}

/// Writes one row, whether its key is there or not; all columns in the table's order.
#[must_use]
pub fn upsert(table: &Table) -> String {
    let mut sql = insert(table);
    let _ = write!(sql, " ON CONFLICT ({}) DO ", key_columns(table));
    let rest = &table.columns[table.key..];
    if rest.is_empty() {
        sql.push_str("NOTHING");
    } else {
        let set = rest
            .iter()
            .map(|c| format!("\"{0}\" = excluded.\"{0}\"", c.name));
        let _ = write!(sql, "UPDATE SET {}", list(set));
    }
    sql
}

/// PostgreSQL's [`upsert`] of many rows at once: each argument is an array of one column's cells.
/// No key may come twice.
#[must_use]
pub fn upsert_many(table: &Table) -> String {
    let arrays = (1..).zip(table.columns).map(|(n, column)| {
        let kind = match column.kind {
            ColumnKind::Int => "bigint",
            ColumnKind::Text => "text",
            ColumnKind::Blob => "bytea",
        };
        format!("${n}::{kind}[]")
    });
    let values = format!(
        "VALUES ({})",
        list((1..=table.columns.len()).map(|n| format!("${n}")))
    );
    upsert(table).replacen(
        &values,
        &format!("SELECT * FROM unnest({})", list(arrays)),
        1,
    )
}

/// Writes some columns of a row that is there: `$1`… the columns at `places` in order, then the key.
#[must_use]
pub fn update(table: &Table, places: &[usize]) -> String {
    let set = places
        .iter()
        .enumerate()
        .map(|(n, &at)| format!("\"{}\" = ${}", table.columns[at].name, n + 1));
    let key = key_is(table, places.len());
    format!("UPDATE \"{}\" SET {} WHERE {key}", table.name, list(set))
}

/// Removes the row with a primary key.
#[must_use]
pub fn delete(table: &Table) -> String {
    format!("DELETE FROM \"{}\" WHERE {}", table.name, key_is(table, 0))
}

/// Finds whether the row with a primary key is there: one row or none.
#[must_use]
pub fn exists(table: &Table) -> String {
    format!(
        "SELECT 1 FROM \"{}\" WHERE {}",
        table.name,
        key_is(table, 0)
    )
}

/// Removes all rows of the town `$1`.
#[must_use]
pub fn delete_town(table: &Table) -> String {
    format!("DELETE FROM \"{}\" WHERE \"town\" = $1", table.name)
}

/// SM3 of all that a description says: an adapter keeps it beside the table, so that it sees when
/// a program comes with another description and the rows must be made anew.
#[must_use]
pub fn digest(table: &Table) -> [u8; 32] {
    let mut text = create_table(table, Dialect::Postgres);
    for index in table.indexes {
        text.push('\n');
        text.push_str(&create_index(table, index, Dialect::Postgres));
    }
    Sm3::digest(text.as_bytes()).into()
}

fn key_is(table: &Table, offset: usize) -> String {
    let mut sql = String::new();
    for (n, column) in table.columns[..table.key].iter().enumerate() {
        let and = if n == 0 { "" } else { " AND " };
        let _ = write!(sql, "{and}\"{}\" = ${}", column.name, offset + n + 1);
    }
    sql
}

fn key_columns(table: &Table) -> String {
    list(
        table.columns[..table.key]
            .iter()
            .map(|column| format!("\"{}\"", column.name)),
    )
}

fn list(items: impl Iterator<Item = String>) -> String {
    items.collect::<Vec<_>>().join(", ")
}

#[cfg(test)]
mod tests;
