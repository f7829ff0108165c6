//! Bare SQLite: the bytes that the whole path wrote, inserted by one thread that does nothing else.

use liandong_app::{
    vault::DATA_KEY,
    views::{INCIDENT, IncidentProjector},
};
use liandong_domain::ids::TownId;
use liandong_store::{Projector, Row, RowChange, Store, StoredEvent, Value, sql};
use rusqlite::{Connection, Statement, params};
use std::{collections::HashSet, path::Path, time::Instant};

/// What one command wrote.
pub(crate) struct Written {
    pub(crate) events: Vec<StoredEvent>,
    pub(crate) row: Option<Row>,
    /// What went beside the log: the caller's wrapped data key, where it was new, and the digest of the
    /// telephone; kind, name, value.
    pub(crate) secrets: Vec<(&'static str, String, Vec<u8>)>,
}

/// Reads back what was written after a position, command by command.
pub(crate) async fn bytes(store: &dyn Store, town: &TownId, mut after: u64) -> Vec<Written> {
    let mut projector = IncidentProjector::new(town.clone());
    let mut all: Vec<Written> = Vec::new();
    let mut rows = Vec::new();
    let mut known = HashSet::new();
    loop {
        let page = store.log(town, after, 10_000).await.expect("a page");
        let Some(last) = page.last() else {
            return all;
        };
        after = last.position;
        for event in page {
            projector.apply(&event).expect("projected");
            projector.drain(&mut rows);
            let row = rows.drain(..).find_map(|change| match change {
                RowChange::Upsert(table, row) if table.name == INCIDENT.name => Some(row),
                _ => None,
            });
            match all.last_mut() {
                Some(same) if same.events[0].command == event.command => {
                    same.events.push(event);
                    same.row = row;
                }
                _ => {
                    let secrets = secrets_of(store, town, &event, &mut known).await;
                    all.push(Written {
                        events: vec![event],
                        row,
                        secrets,
                    });
                }
            }
        }
    }
}

/// The kind of the digest by which two calls are seen to be of one telephone.
const TELEPHONE: &str = "telephone_digest";

async fn secrets_of(
    store: &dyn Store,
    town: &TownId,
    event: &StoredEvent,
    known: &mut HashSet<String>,
) -> Vec<(&'static str, String, Vec<u8>)> {
    let payload: serde_json::Value = serde_json::from_str(&event.event.payload).expect("JSON");
    let Some(key) = payload["received"]["caller"]["key"].as_str() else {
        return Vec::new();
    };
    // A caller of the same month has a key already.
    let new = known.insert(key.to_owned()).then_some((DATA_KEY, key));
    let id = event.stream.as_str().split('/').nth(1).unwrap_or_default();
    let mut all = Vec::new();
    for (kind, name) in new.into_iter().chain([(TELEPHONE, id)]) {
        let value = store.secret(town, kind, name).await.expect("read");
        all.extend(value.map(|value| (kind, name.to_owned(), value)));
    }
    all
}

fn open(path: &Path) -> Connection {
    let conn = Connection::open(path).expect("opened");
    conn.execute_batch(
        "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA cache_size = -8192;
         PRAGMA wal_autocheckpoint = 4000;
         CREATE TABLE bare (key TEXT NOT NULL, nth INTEGER NOT NULL, town TEXT, stream TEXT,
           version INTEGER, kind TEXT, schema INTEGER, occurred_at INTEGER, recorded_at INTEGER,
           late INTEGER, actor TEXT, role TEXT, payload TEXT, hash BLOB, UNIQUE (key, nth));
         CREATE TABLE secret (town TEXT, kind TEXT, id TEXT, value BLOB,
           PRIMARY KEY (town, kind, id)) WITHOUT ROWID;",
    )
    .expect("made");
    conn.execute_batch(&sql::create_table(&INCIDENT, sql::Dialect::Sqlite))
        .expect("made");
    for index in INCIDENT.indexes {
        conn.execute_batch(&sql::create_index(&INCIDENT, index, sql::Dialect::Sqlite))
            .expect("made");
    }
    conn
}

/// Commands a second, `group` in a transaction.
pub(crate) fn run(path: &Path, all: &[Written], group: u64) -> f64 {
    let conn = open(path);
    let mut event = conn
        .prepare("INSERT INTO bare VALUES (?1,?2,?3,?4,?5,?6,?7,?8,?9,?10,?11,?12,?13,?14)")
        .expect("prepared");
    let mut secret = conn
        .prepare("INSERT INTO secret VALUES (?1,?2,?3,?4)")
        .expect("prepared");
    let mut upsert = conn.prepare(&sql::upsert(&INCIDENT)).expect("prepared");
    let group = usize::try_from(group).expect("fits").max(1);
    let started = Instant::now();
    for together in all.chunks(group) {
        conn.execute_batch("BEGIN IMMEDIATE").expect("begun");
        for written in together {
            for (nth, stored) in written.events.iter().enumerate() {
                insert(&mut event, stored, nth);
            }
            for (kind, id, value) in &written.secrets {
                let town = written.events[0].town.as_str();
                secret
                    .execute(params![town, kind, id, value])
                    .expect("inserted");
            }
            if let Some(row) = &written.row {
                for (at, value) in row.iter().enumerate() {
                    bind(&mut upsert, at + 1, value);
                }
                upsert.raw_execute().expect("upserted");
            }
        }
        conn.execute_batch("COMMIT").expect("committed");
    }
    all.len() as f64 / started.elapsed().as_secs_f64()
}

fn insert(statement: &mut Statement<'_>, stored: &StoredEvent, nth: usize) {
    let event = &stored.event;
    statement
        .execute(params![
            stored.command.as_str(),
            i64::try_from(nth).expect("fits"),
            stored.town.as_str(),
            stored.stream.as_str(),
            stored.version.cast_signed(),
            &*event.kind,
            event.schema,
            event.occurred_at.0,
            event.recorded_at.0,
            event.late,
            stored.actor.account.as_str(),
            stored.actor.role.as_str(),
            &*event.payload,
            stored.hash.as_slice(),
        ])
        .expect("inserted");
}

fn bind(statement: &mut Statement<'_>, at: usize, value: &Value) {
    match value {
        Value::Null => statement.raw_bind_parameter(at, rusqlite::types::Null),
        Value::Int(whole) => statement.raw_bind_parameter(at, whole),
        Value::Text(text) => statement.raw_bind_parameter(at, &**text),
        Value::Blob(bytes) => statement.raw_bind_parameter(at, &**bytes),
    }
    .expect("bound");
}
