//! Verification of a town's hash chain.

use crate::{codec, error::database, read};
use liandong_domain::ids::TownId;
use liandong_store::{
    Head, Progress, StoreError, Verified,
    walk::{PROGRESS_EVERY, Walk},
};
use rusqlite::{Connection, OptionalExtension as _};

/// Computes the chain anew, in one snapshot of the file.
pub(crate) fn verify(
    conn: &Connection,
    town: &TownId,
    mut progress: Progress,
) -> Result<Verified, StoreError> {
    let snapshot = conn.unchecked_transaction().map_err(database)?;
    let found = read::town(conn, town)?;
    if found.is_none() {
        no_orphans(conn, town)?;
    }
    let stored = found.map_or(Head::default(), |(_, head)| head);
    let mut walk = Walk::new(town.clone(), stored);
    read::each_event(conn, town, 0, |event| {
        walk.take(&event)?;
        if event.position.is_multiple_of(PROGRESS_EVERY) {
            progress(event.position);
        }
        Ok(true)
    })?;
    let verified = walk.finish()?;
    progress(verified.events);
    snapshot.finish().map_err(database)?;
    Ok(verified)
}

/// For a town that is not written down: no event may be without a town, it could be this one's.
fn no_orphans(conn: &Connection, town: &TownId) -> Result<(), StoreError> {
    let orphan = "SELECT id FROM log_event WHERE id >> 40 NOT IN (SELECT no FROM log_town) LIMIT 1";
    let found: Option<i64> = conn
        .query_row(orphan, [], |row| row.get(0))
        .optional()
        .map_err(database)?;
    found.map_or(Ok(()), |id| {
        Err(StoreError::Corrupt {
            town: town.clone(),
            position: codec::split_id(id).1,
            stream: "?".to_owned(),
            version: 0,
            problem: "the event's town is not written down".to_owned(),
        })
    })
}
