//! The schema's version, and bringing a database up to it.

use crate::{
    connection::Conn,
    error::{DatabaseError, Fault, database},
};
use liandong_store::StoreError;
use std::time::Duration;

/// The migrations in order; the schema's version is how many have run.
const MIGRATIONS: [&str; 1] = [include_str!("../migrations/0001_log.sql")];

/// The schema's version that this program knows.
pub const SCHEMA_VERSION: i64 = MIGRATIONS.len() as i64;

const APPLICATION: &str = "liandong";
/// How often two nodes that start at once may get in each other's way.
const TRIES: u32 = 10;

/// Makes the tables or brings them up to date. Several nodes may do so at once: each migration is a
/// transaction, the one that comes second fails, looks again and finds it done. No lock is needed
/// that only PostgreSQL has.
pub(crate) async fn migrate(conn: &Conn) -> Result<(), StoreError> {
    encoding(conn).await?;
    namespace(conn).await?;
    let mut tries = 0;
    loop {
        let found = version(conn).await?.unwrap_or(0);
        if found > SCHEMA_VERSION {
            let known = SCHEMA_VERSION;
            return Err(StoreError::Schema { found, known });
        }
        let Some(migration) = usize::try_from(found)
            .ok()
            .and_then(|done| MIGRATIONS.get(done))
        else {
            return Ok(());
        };
        // The row's lock makes one wait for the other where the tables are there already.
        let lock = match found {
            0 => "",
            _ => "SELECT version FROM log_meta WHERE one = 1 FOR UPDATE;",
        };
        let next = found + 1;
        let done = conn
            .client
            .batch_execute(&format!(
                "BEGIN; {lock} {migration};
                 UPDATE log_meta SET version = {next} WHERE one = 1 AND version = {found};
                 COMMIT"
            ))
            .await
            .map_err(Fault::from);
        if let Err(fault) = done {
            conn.client
                .batch_execute("ROLLBACK")
                .await
                .map_err(database)?;
            tries += 1;
            if tries == TRIES || !(fault.is_race() || fault.is_collision()) {
                return Err(fault.into());
            }
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
    }
}

/// Makes the namespace (PostgreSQL's word is schema, too) that the address names by its search path,
/// so that several installations can live in one database.
async fn namespace(conn: &Conn) -> Result<(), StoreError> {
    let current: Option<String> = one(conn, "SELECT current_schema()").await?;
    if current.is_some() {
        return Ok(());
    }
    let path: String = one(conn, "SHOW search_path").await?;
    let first = path.split(',').next().unwrap_or_default();
    let name = first.trim().trim_matches('"').replace('"', "\"\"");
    let make = format!("CREATE SCHEMA IF NOT EXISTS \"{name}\"");
    match conn.client.batch_execute(&make).await.map_err(Fault::from) {
        Err(fault) if !fault.is_race() => Err(fault.into()),
        _ => Ok(()),
    }
}

/// Checks that the schema is there and the one that this program knows.
pub(crate) async fn check(conn: &Conn) -> Result<(), StoreError> {
    encoding(conn).await?;
    match version(conn).await? {
        None => Err(DatabaseError::Empty.into()),
        Some(SCHEMA_VERSION) => Ok(()),
        Some(found) => {
            let known = SCHEMA_VERSION;
            Err(StoreError::Schema { found, known })
        }
    }
}

/// The schema's version; `None` where there is none.
async fn version(conn: &Conn) -> Result<Option<i64>, StoreError> {
    let there = "SELECT count(*) FROM information_schema.tables
         WHERE table_schema = current_schema() AND table_name IN ('log_meta', 'log_event')";
    let there: i64 = one(conn, there).await?;
    match there {
        0 => return Ok(None),
        2 => {}
        _ => return Err(DatabaseError::Foreign.into()),
    }
    let application = "SELECT application FROM log_meta WHERE one = 1";
    let application: String = one(conn, application)
        .await
        .map_err(|_| DatabaseError::Foreign)?;
    if application != APPLICATION {
        return Err(DatabaseError::Foreign.into());
    }
    let version = "SELECT version FROM log_meta WHERE one = 1";
    one(conn, version).await.map(Some)
}

async fn encoding(conn: &Conn) -> Result<(), StoreError> {
    let encoding: String = one(conn, "SHOW server_encoding").await?;
    if encoding.eq_ignore_ascii_case("UTF8") {
        return Ok(());
    }
    Err(DatabaseError::Encoding(encoding).into())
}

async fn one<T: tokio_postgres::types::FromSqlOwned>(
    conn: &Conn,
    sql: &str,
) -> Result<T, StoreError> {
    let row = conn.client.query_one(sql, &[]).await.map_err(database)?;
    row.try_get(0).map_err(database)
}
