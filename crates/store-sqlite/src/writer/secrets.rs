//! Secrets outside any command.

use super::Writer;
use crate::{connection, error::database};
use liandong_domain::ids::TownId;
use liandong_store::{Secret, StoreError};
use rusqlite::{Result as Sql, params};

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
