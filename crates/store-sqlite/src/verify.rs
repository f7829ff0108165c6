//! Verification of a town's hash chain.

use crate::{codec, error::database, read};
use liandong_domain::ids::TownId;
use liandong_store::{Head, Progress, StoreError, Verified, chain};
use rusqlite::{Connection, OptionalExtension as _};

/// Events between two words of progress.
pub(crate) const PROGRESS_EVERY: u64 = 10_000;

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
    let mut head = Head::default();
    read::each_event(conn, town, 0, |event| {
        if event.position > stored.position {
            let problem = format!("the log was said to end at event {}", stored.position);
            return Err(read::corrupt(&event, problem));
        }
        if event.hash != chain::expected_hash(&head.hash, &event) {
            let problem = "its hash does not fit what is stored".to_owned();
            return Err(read::corrupt(&event, problem));
        }
        head = Head {
            position: event.position,
            hash: event.hash,
        };
        if event.position.is_multiple_of(PROGRESS_EVERY) {
            progress(event.position);
        }
        Ok(true)
    })?;
    if head.position < stored.position {
        return Err(read::missing(town, head.position + 1));
    }
    if head.hash != stored.hash {
        return Err(StoreError::Corrupt {
            town: town.clone(),
            position: head.position,
            stream: "?".to_owned(),
            version: 0,
            problem: "the hash written down for the end of the log is another".to_owned(),
        });
    }
    progress(head.position);
    snapshot.finish().map_err(database)?;
    Ok(Verified {
        events: head.position,
        head,
    })
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
