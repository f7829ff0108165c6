//! Whatever is changed behind the store's back, `verify` names the event.

use crate::contract::TemporaryFile;
use liandong_store::{
    StoreError, Verified,
    contract::{Site, TABLES, commit, silent, town},
};
use rusqlite::{Connection, types::Value};

const EVENTS: u64 = 20;

/// A log of two streams, closed.
async fn filled() -> TemporaryFile {
    let site = TemporaryFile::new();
    let store = site.open(TABLES).await;
    let town = town("huacao");
    let list = (0..EVENTS).map(|n| {
        let stream = ["call/1", "call/2"][usize::from(n % 2 == 1)];
        commit(&town, stream, n / 2)
    });
    for result in store.commit(list.collect()).await {
        result.expect("committed");
    }
    store.close().await;
    site
}

async fn verify(site: &TemporaryFile) -> Result<Verified, StoreError> {
    let store = site.open(TABLES).await;
    let verified = store.verify(&town("huacao"), silent()).await;
    store.close().await;
    verified
}

fn named(result: Result<Verified, StoreError>) -> (u64, String, u64, String) {
    match result {
        Err(StoreError::Corrupt {
            position,
            stream,
            version,
            problem,
            ..
        }) => (position, stream, version, problem),
        other => panic!("{other:?} names no event"),
    }
}

fn columns(conn: &Connection) -> Vec<(String, String)> {
    conn.prepare("SELECT name, type FROM pragma_table_info('log_event')")
        .and_then(|mut statement| {
            statement
                .query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?
                .collect()
        })
        .expect("columns")
}

#[tokio::test]
async fn one_flipped_byte_in_any_column_is_named() {
    const BAD: u64 = 7;
    let columns = columns(&filled().await.meddler());
    assert_eq!(columns.len(), 14);
    for (column, kind) in columns {
        let site = filled().await;
        assert_eq!(verify(&site).await.expect("verified").events, EVENTS);
        let conn = site.meddler();
        let id: i64 = (1 << 40) + BAD.cast_signed();
        let at = format!("FROM log_event WHERE id = {id}");
        let flipped = match conn
            .query_row(&format!("SELECT {column} {at}"), [], |row| row.get(0))
            .expect("read")
        {
            // A bit that does not make it fall on a neighbour, which SQLite would refuse.
            Value::Integer(whole) => Value::Integer(whole ^ (1 << 6)),
            Value::Text(mut text) => {
                let changed = char::from(text.as_bytes()[text.len() - 1] ^ 1);
                text.pop();
                text.push(changed);
                Value::Text(text)
            }
            Value::Blob(mut bytes) => {
                bytes[31] ^= 1;
                Value::Blob(bytes)
            }
            other => panic!("{column} ({kind}) holds {other:?}"),
        };
        let update = format!("UPDATE log_event SET {column} = ?1 WHERE id = {id}");
        assert_eq!(conn.execute(&update, [&flipped]).expect("flipped"), 1);
        drop(conn);
        let (position, stream, version, problem) = named(verify(&site).await);
        assert_eq!(position, BAD, "{column}: {problem}");
        if !["id", "stream", "version"].contains(&column.as_str()) {
            assert_eq!((stream.as_str(), version), ("call/1", 4), "{column}");
        }
    }
}

async fn after(statements: &str) -> (u64, String, u64, String) {
    let site = filled().await;
    site.meddler().execute_batch(statements).expect("meddled");
    named(verify(&site).await)
}

const AT: i64 = 1 << 40;

#[tokio::test]
async fn removed_swapped_and_added_events_are_named() {
    let last = after(&format!("DELETE FROM log_event WHERE id > {AT} + 18")).await;
    assert_eq!((last.0, last.3.as_str()), (19, "the event is missing"));
    let first = after(&format!("DELETE FROM log_event WHERE id = {AT} + 1")).await;
    assert_eq!(first.0, 1);
    let swapped = after(&format!(
        "UPDATE log_event SET id = 1 WHERE id = {AT} + 5;
         UPDATE log_event SET id = {AT} + 5 WHERE id = {AT} + 6;
         UPDATE log_event SET id = {AT} + 6 WHERE id = 1;"
    ))
    .await;
    assert_eq!((swapped.0, swapped.1.as_str()), (5, "call/2"));
    let added = after(&format!(
        "INSERT INTO log_event SELECT id + 1, town, stream, version + 100, kind, schema,
           occurred_at, recorded_at, late, actor, role, command, payload, hash
         FROM log_event WHERE id = {AT} + 20"
    ))
    .await;
    assert_eq!(added.0, 21);
}

#[tokio::test]
async fn a_changed_end_of_the_log_is_seen() {
    let shorter = after("UPDATE log_town SET position = 18").await;
    assert_eq!(shorter.0, 19);
    let longer = after("UPDATE log_town SET position = 25").await;
    assert_eq!(longer.0, 21);
    let other = after("UPDATE log_town SET hash = zeroblob(32)").await;
    assert_eq!(other.0, 20);
    let gone = after("DELETE FROM log_town").await;
    assert_eq!(gone.0, 1);
}

#[tokio::test]
async fn a_log_does_not_verify_under_another_towns_name() {
    let site = filled().await;
    let rename = "UPDATE log_town SET name = 'other'";
    site.meddler().execute_batch(rename).expect("meddled");
    let store = site.open(TABLES).await;
    let verified = store.verify(&town("other"), silent()).await;
    assert_eq!(named(verified).0, 1);
    store.close().await;
}

#[tokio::test]
async fn a_stream_with_a_hole_is_not_read() {
    let site = filled().await;
    let hole = format!("DELETE FROM log_event WHERE id = {AT} + 5");
    site.meddler().execute_batch(&hole).expect("meddled");
    let store = site.open(TABLES).await;
    let town = town("huacao");
    let stream = liandong_store::contract::stream("call/1");
    let read = store.stream(&town, &stream, 0).await;
    assert!(matches!(read, Err(StoreError::Corrupt { .. })), "{read:?}");
    let log = store.log(&town, 0, 100).await;
    assert!(matches!(log, Err(StoreError::Corrupt { position: 5, .. })));
    store.close().await;
}
