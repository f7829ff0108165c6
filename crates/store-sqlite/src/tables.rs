//! Read-model tables in the file: made from their descriptions at open, dropped and made anew when
//! a description changed, and then marked until each town is rebuilt.

use crate::error::database;
use liandong_domain::ids::TownId;
use liandong_store::{
    StoreError, Table,
    sql::{self, Dialect},
};
use rusqlite::{Connection, OptionalExtension as _, params};
use std::collections::HashSet;

/// Towns and tables (by name) that must be rebuilt.
pub(crate) type Stale = HashSet<(TownId, &'static str)>;

/// Brings the file's read models in line with the descriptions, in one transaction.
pub(crate) fn adopt(conn: &Connection, tables: &[&'static Table]) -> Result<(), StoreError> {
    sql::check_tables(tables)?;
    conn.execute_batch("BEGIN IMMEDIATE").map_err(database)?;
    let done = adopt_all(conn, tables);
    let end = if done.is_ok() { "COMMIT" } else { "ROLLBACK" };
    conn.execute_batch(end).and(done).map_err(database)
}

fn adopt_all(conn: &Connection, tables: &[&'static Table]) -> rusqlite::Result<()> {
    let stored: Vec<String> = conn
        .prepare("SELECT name FROM log_table")?
        .query_map([], |row| row.get(0))?
        .collect::<Result<_, _>>()?;
    for name in stored {
        // A table that nobody describes would fall behind the log unseen.
        if tables.iter().all(|table| table.name != name) {
            conn.execute_batch(&sql::drop_table(&name))?;
            conn.execute("DELETE FROM log_table WHERE name = ?1", [&name])?;
            conn.execute("DELETE FROM log_stale WHERE name = ?1", [&name])?;
        }
    }
    for table in tables {
        if known(conn, table)? {
            continue;
        }
        conn.execute_batch(&sql::drop_table(table.name))?;
        conn.execute_batch(&sql::create_table(table, Dialect::Sqlite))?;
        for index in table.indexes {
            conn.execute_batch(&sql::create_index(table, index, Dialect::Sqlite))?;
        }
        conn.execute(
            "INSERT OR REPLACE INTO log_table (name, digest) VALUES (?1, ?2)",
            params![table.name, sql::digest(table)],
        )?;
        conn.execute(
            "INSERT OR IGNORE INTO log_stale (town, name) SELECT no, ?1 FROM log_town WHERE position > 0",
            [table.name],
        )?;
    }
    Ok(())
}

fn known(conn: &Connection, table: &Table) -> rusqlite::Result<bool> {
    let digest: Option<Vec<u8>> = conn
        .query_row(
            "SELECT digest FROM log_table WHERE name = ?1",
            [table.name],
            |row| row.get(0),
        )
        .optional()?;
    Ok(digest.is_some_and(|digest| digest == sql::digest(table)))
}

/// What must be rebuilt. For a store opened for reading also the tables that its program describes
/// otherwise than the file does: it cannot make them anew, so it must not read them.
pub(crate) fn stale(conn: &Connection, tables: &[&'static Table]) -> Result<Stale, StoreError> {
    sql::check_tables(tables)?;
    find_stale(conn, tables).map_err(database)
}

fn find_stale(conn: &Connection, tables: &[&'static Table]) -> rusqlite::Result<Stale> {
    let names = |sql: &str, table: &Table| -> rusqlite::Result<Vec<String>> {
        let all = [table.name];
        let args: &[&str] = if sql.contains("?1") { &all } else { &[] };
        let args = rusqlite::params_from_iter(args);
        conn.prepare(sql)?
            .query_map(args, |row| row.get(0))?
            .collect()
    };
    let mut stale = Stale::new();
    for table in tables {
        let towns = if known(conn, table)? {
            let marked =
                "SELECT t.name FROM log_stale s JOIN log_town t ON t.no = s.town WHERE s.name = ?1";
            names(marked, table)?
        } else {
            names("SELECT name FROM log_town WHERE position > 0", table)?
        };
        let towns = towns.into_iter().filter_map(|town| TownId::new(town).ok());
        stale.extend(towns.map(|town| (town, table.name)));
    }
    Ok(stale)
}
