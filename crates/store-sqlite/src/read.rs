//! What readers ask of a connection.

use crate::{
    codec::{EVENT_COLUMNS, event, event_id},
    error::database,
};
use liandong_domain::ids::TownId;
use liandong_store::{CommandKey, Head, Receipt, StoreError, StoredEvent, StreamName};
use rusqlite::{Connection, OptionalExtension as _, Params, params};

/// A town's number and the end of its log; `None` for a town that has written nothing.
pub(crate) fn town(conn: &Connection, town: &TownId) -> Result<Option<(i64, Head)>, StoreError> {
    let found = conn
        .prepare_cached("SELECT no, position, hash FROM log_town WHERE name = ?1")
        .and_then(|mut statement| {
            statement
                .query_row([town.as_str()], |row| {
                    Ok((
                        row.get(0)?,
                        Head {
                            position: row.get::<_, i64>(1)?.cast_unsigned(),
                            hash: row.get(2)?,
                        },
                    ))
                })
                .optional()
        });
    found.map_err(database)
}

/// The names of the towns with a log, sorted.
pub(crate) fn towns(conn: &Connection) -> Result<Vec<TownId>, StoreError> {
    let names = conn
        .prepare("SELECT name FROM log_town WHERE position > 0 ORDER BY name")
        .and_then(|mut statement| {
            statement
                .query_map([], |row| row.get::<_, String>(0))?
                .collect::<Result<Vec<_>, _>>()
        })
        .map_err(database)?;
    let town = |name| TownId::new(name).map_err(|error| StoreError::Database(Box::new(error)));
    names.into_iter().map(town).collect()
}

/// The receipt of a command that happened, with its fingerprint.
pub(crate) fn receipt(
    conn: &Connection,
    town_no: i64,
    key: &CommandKey,
) -> rusqlite::Result<Option<(Receipt, [u8; 32])>> {
    conn.prepare_cached(
        "SELECT c.first, c.last, e.version, e.stream, c.fingerprint
         FROM log_command c JOIN log_event e ON e.id = (c.town << 40) + c.last
         WHERE c.town = ?1 AND c.key = ?2",
    )?
    .query_row(params![town_no, key.as_str()], |row| {
        let receipt = Receipt {
            first: row.get::<_, i64>(0)?.cast_unsigned(),
            last: row.get::<_, i64>(1)?.cast_unsigned(),
            version: row.get::<_, i64>(2)?.cast_unsigned(),
            stream: StreamName::new(row.get::<_, String>(3)?),
            replayed: true,
        };
        Ok((receipt, row.get(4)?))
    })
    .optional()
}

/// The version that a stream is at; 0 when it is new.
pub(crate) fn version(
    conn: &Connection,
    town_no: i64,
    stream: &StreamName,
) -> rusqlite::Result<u64> {
    conn.prepare_cached(
        "SELECT version FROM log_event WHERE town = ?1 AND stream = ?2 ORDER BY version DESC LIMIT 1",
    )?
    .query_row(params![town_no, stream.as_str()], |row| row.get::<_, i64>(0))
    .optional()
    .map(|version| version.unwrap_or_default().cast_unsigned())
}

/// The events of a stream after a version.
pub(crate) fn stream(
    conn: &Connection,
    of: &TownId,
    stream: &StreamName,
    after: u64,
) -> Result<Vec<StoredEvent>, StoreError> {
    let Some((no, _)) = town(conn, of)? else {
        return Ok(Vec::new());
    };
    let sql = format!(
        "SELECT {EVENT_COLUMNS} FROM log_event
         WHERE town = ?1 AND stream = ?2 AND version > ?3 ORDER BY version"
    );
    let args = params![no, stream.as_str(), after.cast_signed()];
    let mut events = Vec::new();
    let mut version = after;
    for_each_event(conn, &sql, args, of, no, |event| {
        version += 1;
        if event.version == version {
            events.push(event);
            return Ok(true);
        }
        let problem = format!("version {version} of the stream is missing before it");
        Err(StoreError::corrupt(&event, problem))
    })?;
    Ok(events)
}

/// The events of a town after a position, `limit` at the most.
pub(crate) fn log(
    conn: &Connection,
    of: &TownId,
    after: u64,
    limit: u64,
) -> Result<Vec<StoredEvent>, StoreError> {
    let mut events = Vec::new();
    if limit > 0 {
        each_event(conn, of, after, |event| {
            events.push(event);
            Ok((events.len() as u64) < limit)
        })?;
    }
    Ok(events)
}

/// Shows a town's events after a position, in order, without a gap, until told to stop.
pub(crate) fn each_event(
    conn: &Connection,
    of: &TownId,
    after: u64,
    mut show: impl FnMut(StoredEvent) -> Result<bool, StoreError>,
) -> Result<(), StoreError> {
    let Some((no, _)) = town(conn, of)? else {
        return Ok(());
    };
    let sql =
        format!("SELECT {EVENT_COLUMNS} FROM log_event WHERE id > ?1 AND id < ?2 ORDER BY id");
    let last = (1 << 40) - 1;
    let args = params![event_id(no, after.min(last)), event_id(no + 1, 0)];
    let mut position = after;
    for_each_event(conn, &sql, args, of, no, |event| {
        position += 1;
        if event.position == position {
            return show(event);
        }
        Err(StoreError::missing(of, position))
    })
}

fn for_each_event(
    conn: &Connection,
    sql: &str,
    args: impl Params,
    of: &TownId,
    no: i64,
    mut show: impl FnMut(StoredEvent) -> Result<bool, StoreError>,
) -> Result<(), StoreError> {
    let mut statement = conn.prepare_cached(sql).map_err(database)?;
    let mut rows = statement.query(args).map_err(database)?;
    while let Some(row) = rows.next().map_err(database)? {
        if !show(event(row, of, no)?)? {
            break;
        }
    }
    Ok(())
}
