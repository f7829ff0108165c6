//! Changes of read models and secrets, as few statements as they need.

use super::decide::Decided;
use crate::{
    codec::{Arg, Bound, bound, column},
    connection::{Ask, Conn},
    pipeline::Pipeline,
    secrets::PUT,
    store::Shared,
};
use liandong_store::{Row, Secret, Table, sql};
use tokio_postgres::{Client, Error, Statement};

/// Rows that one statement writes.
const AT_ONCE: usize = 2_000;

/// Rows of one table that are written by one statement.
struct Upsert<'r> {
    statement: Statement,
    columns: Vec<Vec<Bound<'r>>>,
}

/// One row that is removed.
struct Delete<'r> {
    statement: Statement,
    key: Vec<Bound<'r>>,
}

/// What is to be changed. No row is both written and removed.
#[derive(Default)]
pub(crate) struct Changes<'r> {
    upserts: Vec<Upsert<'r>>,
    deletes: Vec<Delete<'r>>,
}

impl<'r> Changes<'r> {
    /// The changes of a group.
    pub(super) async fn of(
        conn: &Conn,
        shared: &Shared,
        decided: &Decided<'r>,
    ) -> Result<Self, Error> {
        let mut all = Self::default();
        for (&table, rows) in &decided.rows {
            let table = shared.tables[table];
            let written: Vec<&'r Row> = rows.values().copied().flatten().collect();
            let removed = rows.iter().filter(|(_, row)| row.is_none());
            all.write(conn, table, &written).await?;
            for (key, _) in removed {
                all.remove(conn, table, key).await?;
            }
        }
        Ok(all)
    }

    /// Adds rows to be written, no key twice.
    pub(crate) async fn write(
        &mut self,
        conn: &impl Ask,
        table: &Table,
        rows: &[&'r Row],
    ) -> Result<(), Error> {
        for rows in rows.chunks(AT_ONCE) {
            self.upserts.push(Upsert {
                statement: conn.prepared(&sql::upsert_many(table)).await?,
                columns: (0..table.columns.len())
                    .map(|at| column(at, rows))
                    .collect(),
            });
        }
        Ok(())
    }

    /// Adds a row to be removed.
    pub(crate) async fn remove(
        &mut self,
        conn: &impl Ask,
        table: &Table,
        key: &'r [liandong_store::Value],
    ) -> Result<(), Error> {
        self.deletes.push(Delete {
            statement: conn.prepared(&sql::delete(table)).await?,
            key: bound(key),
        });
        Ok(())
    }

    /// Sends the changes.
    pub(crate) fn push<'a>(&'a self, client: &'a Client, pipeline: &mut Pipeline<'a>) {
        for one in &self.upserts {
            pipeline.push(async move {
                let args: Vec<Arg<'_>> = one.columns.iter().map(|all| all as Arg<'_>).collect();
                client.execute(&one.statement, &args).await
            });
        }
        for one in &self.deletes {
            pipeline.push(async move {
                let args: Vec<Arg<'_>> = one.key.iter().map(|cell| cell as Arg<'_>).collect();
                client.execute(&one.statement, &args).await
            });
        }
    }
}

/// Secrets that come with commits.
pub(super) struct Secrets<'r> {
    statement: Option<Statement>,
    all: Vec<&'r Secret>,
}

impl<'r> Secrets<'r> {
    pub(super) async fn of(conn: &Conn, decided: &Decided<'r>) -> Result<Self, Error> {
        let all: Vec<&Secret> = decided.secrets.values().copied().collect();
        let statement = match all.is_empty() {
            true => None,
            false => Some(conn.prepare(PUT).await?),
        };
        Ok(Self { statement, all })
    }

    pub(super) fn push<'a>(
        &'a self,
        client: &'a Client,
        town: &'a &str,
        pipeline: &mut Pipeline<'a>,
    ) {
        let Some(statement) = &self.statement else {
            return;
        };
        for secret in &self.all {
            pipeline.push(async move {
                let args: [Arg<'_>; 4] = [town, &secret.kind, &&*secret.id, &secret.value];
                client.execute(statement, &args).await
            });
        }
    }
}
