//! The writer's statements, prepared once.

use crate::codec::bound;
use liandong_store::{Row, RowChange, StoreError, Table, sql};
use rusqlite::{Connection, Result, Statement};

pub(super) struct Statements<'c> {
    pub(super) event: Statement<'c>,
    pub(super) command: Statement<'c>,
    pub(super) secret: Statement<'c>,
    pub(super) head: Statement<'c>,
    pub(super) begin: Statement<'c>,
    pub(super) commit: Statement<'c>,
    tables: Vec<Changes<'c>>,
}

struct Changes<'c> {
    upsert: Statement<'c>,
    delete: Statement<'c>,
    exists: Statement<'c>,
}

impl<'c> Statements<'c> {
    pub(super) fn prepare(conn: &'c Connection, tables: &[&'static Table]) -> Result<Self> {
        let changes = |table: &&'static Table| {
            Ok(Changes {
                upsert: conn.prepare(&sql::upsert(table))?,
                delete: conn.prepare(&sql::delete(table))?,
                exists: conn.prepare(&sql::exists(table))?,
            })
        };
        Ok(Self {
            event: conn.prepare(
                "INSERT INTO log_event (id, town, stream, version, kind, schema, occurred_at,
                 recorded_at, late, actor, role, command, payload, hash)
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14)",
            )?,
            command: conn.prepare(
                "INSERT INTO log_command (town, key, fingerprint, first, last)
                 VALUES (?1, ?2, ?3, ?4, ?5) ON CONFLICT (town, key) DO NOTHING",
            )?,
            secret: conn.prepare(
                "INSERT OR REPLACE INTO log_secret (town, kind, id, value) VALUES (?1, ?2, ?3, ?4)",
            )?,
            head: conn.prepare("UPDATE log_town SET position = ?2, hash = ?3 WHERE no = ?1")?,
            begin: conn.prepare("BEGIN IMMEDIATE")?,
            commit: conn.prepare("COMMIT")?,
            tables: tables.iter().map(changes).collect::<Result<_>>()?,
        })
    }

    pub(super) fn upsert(&mut self, table: usize, row: &Row) -> Result<()> {
        execute(&mut self.tables[table].upsert, row)
    }

    /// The refusal of the first claim among the changes whose row is there.
    pub(super) fn taken(
        &mut self,
        changes: &[RowChange],
        tables: &[usize],
    ) -> Result<Option<StoreError>> {
        for (place, (change, &table)) in changes.iter().zip(tables).enumerate() {
            if !matches!(change, RowChange::Insert(..)) {
                continue;
            }
            let there = match RowChange::met_before(changes, place) {
                Some(there) => there,
                None => {
                    let exists = &mut self.tables[table].exists;
                    for (at, value) in change.key().iter().enumerate() {
                        exists.raw_bind_parameter(at + 1, bound(value))?;
                    }
                    exists.raw_query().next()?.is_some()
                }
            };
            if there {
                return Ok(Some(StoreError::taken(change)));
            }
        }
        Ok(None)
    }

    pub(super) fn delete(&mut self, table: usize, key: &Row) -> Result<()> {
        execute(&mut self.tables[table].delete, key)
    }
}

pub(crate) fn execute(statement: &mut Statement<'_>, row: &Row) -> Result<()> {
    for (at, value) in row.iter().enumerate() {
        statement.raw_bind_parameter(at + 1, bound(value))?;
    }
    statement.raw_execute().map(drop)
}
