//! Read-model tables: made from their descriptions at open, dropped and made anew when a description
//! changed, and then marked until each town is rebuilt.

use crate::{
    connection::{Ask, Conn},
    error::database,
};
use liandong_domain::ids::TownId;
use liandong_store::{
    StoreError, Table,
    sql::{self, Dialect},
};
use std::collections::{HashMap, HashSet};
use tokio_postgres::Transaction;

/// Towns and tables (by name) that must be rebuilt.
pub(crate) type Stale = HashSet<(TownId, &'static str)>;

/// The digest of all descriptions together. It stands beside each town's head, so that a node with
/// other descriptions finds out in the very transaction in which it would write rows.
pub(crate) fn layout(tables: &[&'static Table]) -> Vec<u8> {
    let mut digests: Vec<_> = tables.iter().map(|table| sql::digest(table)).collect();
    digests.sort_unstable();
    liandong_store::chain::digest_of(&digests.concat()).to_vec()
}

/// Brings the read models in line with the descriptions, in one transaction. The last program that
/// opens the database for writing decides; nodes with other descriptions write no more.
pub(crate) async fn adopt(conn: &mut Conn, tables: &[&'static Table]) -> Result<(), StoreError> {
    sql::check_tables(tables)?;
    let layout = layout(tables);
    let turn = conn.client.transaction().await.map_err(database)?;
    // One node after the other.
    let known = "SELECT layout FROM log_meta WHERE one = 1 FOR UPDATE";
    let known: Vec<u8> = get(&turn.query_one(known, &[]).await.map_err(database)?, 0)?;
    if known == layout {
        return turn.rollback().await.map_err(database);
    }
    turn.execute("UPDATE log_meta SET layout = $1 WHERE one = 1", &[&layout])
        .await
        .map_err(database)?;
    // The heads first: whoever commits holds one and then asks for the tables.
    turn.execute("UPDATE log_town SET layout = $1", &[&layout])
        .await
        .map_err(database)?;
    let stored = digests(&turn).await?;
    for name in stored.keys() {
        // A table that nobody describes would fall behind the log unseen.
        if tables.iter().all(|table| table.name != name) {
            drop_table(&turn, name).await?;
        }
    }
    for table in tables {
        if stored.get(table.name).map(Vec::as_slice) != Some(&sql::digest(table)[..]) {
            drop_table(&turn, table.name).await?;
            make_table(&turn, table).await?;
        }
    }
    turn.commit().await.map_err(database)
}

async fn drop_table(client: &Transaction<'_>, name: &str) -> Result<(), StoreError> {
    client
        .batch_execute(&sql::drop_table(name))
        .await
        .map_err(database)?;
    for forget in [
        "DELETE FROM log_table WHERE name = $1",
        "DELETE FROM log_stale WHERE name = $1",
    ] {
        client.execute(forget, &[&name]).await.map_err(database)?;
    }
    Ok(())
}

async fn make_table(client: &Transaction<'_>, table: &Table) -> Result<(), StoreError> {
    let mut make = sql::create_table(table, Dialect::Postgres);
    for index in table.indexes {
        make.push_str(";\n");
        make.push_str(&sql::create_index(table, index, Dialect::Postgres));
    }
    client.batch_execute(&make).await.map_err(database)?;
    let digest = sql::digest(table).to_vec();
    client
        .execute(
            "INSERT INTO log_table (name, digest) VALUES ($1, $2)",
            &[&table.name, &digest],
        )
        .await
        .map_err(database)?;
    client
        .execute(
            "INSERT INTO log_stale (town, name) SELECT town, $1 FROM log_town WHERE position > 0",
            &[&table.name],
        )
        .await
        .map_err(database)?;
    Ok(())
}

async fn digests(client: &impl Ask) -> Result<HashMap<String, Vec<u8>>, StoreError> {
    let rows = client
        .ask("SELECT name, digest FROM log_table", &[])
        .await?;
    rows.iter()
        .map(|row| Ok((get(row, 0)?, get(row, 1)?)))
        .collect()
}

/// What must be rebuilt. For a store opened for reading also the tables that its program describes
/// otherwise than the database does: it cannot make them anew, so it must not read them.
pub(crate) async fn stale(
    client: &impl Ask,
    tables: &[&'static Table],
) -> Result<Stale, StoreError> {
    let marked = client.ask("SELECT town, name FROM log_stale", &[]).await?;
    let stored = digests(client).await?;
    let mut stale = Stale::new();
    for row in &marked {
        let (town, name): (String, String) = (get(row, 0)?, get(row, 1)?);
        let table = tables.iter().find(|table| table.name == name);
        if let (Ok(town), Some(table)) = (TownId::new(town), table) {
            stale.insert((town, table.name));
        }
    }
    let other = |table: &&&'static Table| {
        stored.get(table.name).map(Vec::as_slice) != Some(&sql::digest(table)[..])
    };
    let others: Vec<_> = tables.iter().filter(other).collect();
    if !others.is_empty() {
        for town in crate::read::towns(client).await? {
            stale.extend(others.iter().map(|table| (town.clone(), table.name)));
        }
    }
    Ok(stale)
}

pub(crate) fn get<'r, T: tokio_postgres::types::FromSql<'r>>(
    row: &'r tokio_postgres::Row,
    at: usize,
) -> Result<T, StoreError> {
    row.try_get(at).map_err(database)
}
