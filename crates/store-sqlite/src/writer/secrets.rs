//! Secrets outside any command.

use super::Writer;
use crate::{connection, error::database};
use liandong_domain::ids::TownId;
use liandong_store::{Secret, StoreError};
use rusqlite::{OptionalExtension as _, Result as Sql, params};

impl Writer<'_> {
    /// Writes secrets in a transaction of their own.
    pub(crate) fn secrets_alone(
        &mut self,
        town: &TownId,
        secrets: &[Secret],
    ) -> Result<(), StoreError> {
        self.alone(|writer| {
            writer.meet(town)?;
            writer.put_secrets(town, secrets)
        })
    }

    /// Writes or removes a secret if it is what is expected; says whether it was.
    pub(crate) fn swap_secret(
        &mut self,
        town: &TownId,
        (kind, id): (&str, &str),
        expected: Option<&[u8]>,
        new: Option<&[u8]>,
    ) -> Result<bool, StoreError> {
        let conn = self.conn;
        self.alone(|writer| {
            writer.meet(town)?;
            let no = writer.towns.known.get(town).map(|town| town.no);
            let found: Option<Vec<u8>> = conn
                .prepare_cached(
                    "SELECT value FROM log_secret WHERE town = ?1 AND kind = ?2 AND id = ?3",
                )?
                .query_row(params![no, kind, id], |row| row.get(0))
                .optional()?;
            if found.as_deref() != expected {
                return Ok(false);
            }
            match new {
                Some(value) => writer
                    .statements
                    .secret
                    .execute(params![no, kind, id, value]),
                None => conn
                    .prepare_cached(
                        "DELETE FROM log_secret WHERE town = ?1 AND kind = ?2 AND id = ?3",
                    )?
                    .execute(params![no, kind, id]),
            }?;
            Ok(true)
        })
    }

    /// Destroys a secret: its bytes are overwritten in the file, and the write-ahead log, where
    /// they may stand too, is folded in and cut off.
    pub(crate) fn destroy_secret(
        &mut self,
        town: &TownId,
        kind: &str,
        id: &str,
    ) -> Result<bool, StoreError> {
        let delete = "DELETE FROM log_secret WHERE kind = ?2 AND id = ?3
             AND town = (SELECT no FROM log_town WHERE name = ?1)";
        self.secure_delete(true)?;
        let conn = self.conn;
        let done = self.alone(|_| {
            conn.prepare_cached(delete)?
                .execute(params![town.as_str(), kind, id])
        });
        self.secure_delete(false)?;
        let was_there = done? > 0;
        if was_there && !connection::fold_log(conn).map_err(database)? {
            tracing::warn!("a reader keeps a destroyed secret in the write-ahead log for now");
        }
        Ok(was_there)
    }

    fn secure_delete(&self, on: bool) -> Result<(), StoreError> {
        self.conn
            .pragma_update(None, "secure_delete", on)
            .map_err(database)
    }

    fn alone<T>(&mut self, work: impl FnOnce(&mut Self) -> Sql<T>) -> Result<T, StoreError> {
        let done = self
            .begin()
            .and_then(|()| work(self))
            .and_then(|value| self.end().map(|()| value));
        if done.is_err() {
            self.roll_back();
        }
        done.map_err(database)
    }
}
