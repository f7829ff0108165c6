//! The shadow: a private temporary database that holds rebuilt rows.

use crate::{error::database, writer::execute};
use liandong_domain::ids::TownId;
use liandong_store::{
    Projector, RowChange, StoreError, Table,
    sql::{self, Dialect},
};
use rusqlite::Connection;

/// Events between two drains: a row that changes often is then written seldom, and the projector
/// need not keep all that it ever changed.
const DRAIN_EVERY: u64 = 65_536;

pub(super) struct Shadow {
    pub(super) conn: Connection,
    changes: Vec<RowChange>,
    next_drain: u64,
}

impl Shadow {
    pub(super) fn new(tables: &[&'static Table]) -> Result<Self, StoreError> {
        // The empty name: a temporary file that SQLite removes, in memory as long as it is small.
        let conn = Connection::open("").map_err(database)?;
        conn.execute_batch(
            "PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA cache_size = -65536;",
        )
        .map_err(database)?;
        conn.set_prepared_statement_cache_capacity(2 * tables.len() + 1);
        for table in tables {
            conn.execute_batch(&sql::create_table(table, Dialect::Sqlite))
                .map_err(database)?;
        }
        conn.execute_batch("BEGIN").map_err(database)?;
        Ok(Self {
            conn,
            changes: Vec::new(),
            next_drain: DRAIN_EVERY,
        })
    }

    pub(super) fn drain_sometimes(
        &mut self,
        projector: &mut dyn Projector,
        town: &TownId,
        events: u64,
    ) -> Result<(), StoreError> {
        if events >= self.next_drain {
            self.next_drain = events + DRAIN_EVERY;
            self.drain(projector, town)?;
        }
        Ok(())
    }

    pub(super) fn drain(
        &mut self,
        projector: &mut dyn Projector,
        town: &TownId,
    ) -> Result<(), StoreError> {
        projector.drain(&mut self.changes);
        for change in self.changes.drain(..) {
            sql::check_change(&change, town)?;
            let (sql, row) = match &change {
                RowChange::Upsert(table, row) | RowChange::Insert(table, row) => {
                    (sql::upsert(table), row)
                }
                RowChange::Delete(table, key) => (sql::delete(table), key),
            };
            self.conn
                .prepare_cached(&sql)
                .and_then(|mut statement| execute(&mut statement, row))
                .map_err(database)?;
        }
        Ok(())
    }

    pub(super) fn count(&self, tables: &[&'static Table]) -> Result<u64, StoreError> {
        let mut rows = 0;
        for table in tables {
            let count = format!("SELECT count(*) FROM \"{}\"", table.name);
            let count: i64 = self
                .conn
                .query_row(&count, [], |row| row.get(0))
                .map_err(database)?;
            rows += count.cast_unsigned();
        }
        Ok(rows)
    }
}
