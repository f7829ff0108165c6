//! Secrets: small values outside the log.

use crate::{
    codec::{Arg, signed},
    connection::Ask,
    error::database,
    tables::get,
};
use liandong_domain::ids::TownId;
use liandong_store::{Secret, StoreError};

/// Writes a secret, whether it is there or not.
pub(crate) const PUT: &str = "INSERT INTO log_secret (town, kind, id, value)
     VALUES ($1, $2, $3, $4)
     ON CONFLICT (town, kind, id) DO UPDATE SET value = excluded.value";

/// Writes secrets outside any command, all or none.
pub(crate) async fn put(
    client: &mut tokio_postgres::Client,
    town: &TownId,
    secrets: &[Secret],
) -> Result<(), StoreError> {
    let turn = client.transaction().await.map_err(database)?;
    let statement = turn.prepare(PUT).await.map_err(database)?;
    for secret in secrets {
        let args: [Arg<'_>; 4] = [&town.as_str(), &secret.kind, &&*secret.id, &secret.value];
        turn.execute(&statement, &args).await.map_err(database)?;
    }
    turn.commit().await.map_err(database)
}

/// Reads a secret.
pub(crate) async fn read(
    client: &impl Ask,
    town: &TownId,
    kind: &str,
    id: &str,
) -> Result<Option<Vec<u8>>, StoreError> {
    let sql = "SELECT value FROM log_secret WHERE town = $1 AND kind = $2 AND id = $3";
    let rows = client.ask(sql, &[&town.as_str(), &kind, &id]).await?;
    rows.first().map(|row| get(row, 0)).transpose()
}

/// Destroys a secret. Its bytes stay in the table's dead row until the next vacuum, and in the
/// write-ahead log until it is reused or archived away: see the operator's page.
pub(crate) async fn destroy(
    client: &impl Ask,
    town: &TownId,
    kind: &str,
    id: &str,
) -> Result<bool, StoreError> {
    let sql = "DELETE FROM log_secret WHERE town = $1 AND kind = $2 AND id = $3 RETURNING id";
    let gone = client.ask(sql, &[&town.as_str(), &kind, &id]).await?;
    Ok(!gone.is_empty())
}

/// The secrets of one kind by name, after a name.
pub(crate) async fn list(
    client: &impl Ask,
    town: &TownId,
    kind: &str,
    after: &str,
    limit: u64,
) -> Result<Vec<(String, Vec<u8>)>, StoreError> {
    let sql = "SELECT id, value FROM log_secret
         WHERE town = $1 AND kind = $2 AND id > $3 ORDER BY id LIMIT $4";
    let args: [Arg<'_>; 4] = [&town.as_str(), &kind, &after, &signed(limit)];
    let rows = client.ask(sql, &args).await?;
    rows.iter()
        .map(|row| Ok((get(row, 0)?, get(row, 1)?)))
        .collect()
}

/// All secrets of a town by kind and name, after a kind and a name.
pub(crate) async fn every(
    client: &impl Ask,
    town: &TownId,
    (kind, id): (&str, &str),
    limit: u64,
) -> Result<Vec<(String, String, Vec<u8>)>, StoreError> {
    let sql = "SELECT kind, id, value FROM log_secret
         WHERE town = $1 AND (kind, id) > ($2, $3) ORDER BY kind, id LIMIT $4";
    let args: [Arg<'_>; 4] = [&town.as_str(), &kind, &id, &signed(limit)];
    let rows = client.ask(sql, &args).await?;
    rows.iter()
        .map(|row| Ok((get(row, 0)?, get(row, 1)?, get(row, 2)?)))
        .collect()
}

/// Writes or removes a secret if it is what is expected; says whether it was. One statement each:
/// the database holds the row while it looks and writes.
pub(crate) async fn swap(
    client: &impl Ask,
    town: &TownId,
    secret: &Secret,
    expected: Option<&[u8]>,
    new: Option<&[u8]>,
) -> Result<bool, StoreError> {
    let (of, town, kind, id) = (town, town.as_str(), secret.kind, &*secret.id);
    let done = match (expected, new) {
        (None, None) => return Ok(read(client, of, kind, id).await?.is_none()),
        (None, Some(new)) => {
            let sql = "INSERT INTO log_secret (town, kind, id, value) VALUES ($1, $2, $3, $4)
                 ON CONFLICT (town, kind, id) DO NOTHING RETURNING id";
            client.ask(sql, &[&town, &kind, &id, &new]).await?
        }
        (Some(expected), Some(new)) => {
            let sql = "UPDATE log_secret SET value = $5
                 WHERE town = $1 AND kind = $2 AND id = $3 AND value = $4 RETURNING id";
            client
                .ask(sql, &[&town, &kind, &id, &expected, &new])
                .await?
        }
        (Some(expected), None) => {
            let sql = "DELETE FROM log_secret
                 WHERE town = $1 AND kind = $2 AND id = $3 AND value = $4 RETURNING id";
            client.ask(sql, &[&town, &kind, &id, &expected]).await?
        }
    };
    Ok(!done.is_empty())
}
