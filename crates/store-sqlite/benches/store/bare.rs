//! Bare SQLite: the same bytes, inserted by one thread that does nothing else.

use crate::incidents::Caller;
use liandong_store::{Commit, RowChange, Value, sql};
use rusqlite::{Connection, Statement, params};
use std::{
    path::Path,
    time::{Duration, Instant},
};

fn open(path: &Path) -> Connection {
    let conn = Connection::open(path).expect("opened");
    conn.execute_batch(
        "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA cache_size = -8192;
         PRAGMA wal_autocheckpoint = 4000;
         CREATE TABLE bare (key TEXT NOT NULL UNIQUE, town TEXT, stream TEXT, version INTEGER,
           kind TEXT, schema INTEGER, occurred_at INTEGER, recorded_at INTEGER, late INTEGER,
           actor TEXT, role TEXT, payload TEXT, hash BLOB);",
    )
    .expect("made");
    conn
}

fn insert(statement: &mut Statement<'_>, commit: &Commit) {
    let event = &commit.events[0];
    statement
        .execute(params![
            commit.key.as_str(),
            commit.town.as_str(),
            commit.stream.as_str(),
            commit.expected.cast_signed() + 1,
            &*event.kind,
            event.schema,
            event.occurred_at.0,
            event.recorded_at.0,
            event.late,
            commit.actor.account.as_str(),
            commit.actor.role.as_str(),
            &*event.payload,
            commit.fingerprint.as_slice(),
        ])
        .expect("inserted");
}

/// Rows a second, `group` in a transaction; with `wide`, the read model's row is upserted as well.
pub(crate) fn run(path: &Path, rows: usize, group: usize, wide: bool) -> f64 {
    let conn = open(path);
    let table = &crate::incidents::INCIDENTS;
    if wide {
        conn.execute_batch(&sql::create_table(table, sql::Dialect::Sqlite))
            .expect("made");
        for index in table.indexes {
            conn.execute_batch(&sql::create_index(table, index, sql::Dialect::Sqlite))
                .expect("made");
        }
    }
    let mut callers: Vec<Caller> = (0..64).map(|n| Caller::new(n, wide)).collect();
    let mut event = conn
        .prepare("INSERT INTO bare VALUES (?1,?2,?3,?4,?5,?6,?7,?8,?9,?10,?11,?12,?13)")
        .expect("prepared");
    let mut upsert = wide.then(|| conn.prepare(&sql::upsert(table)).expect("prepared"));
    let mut spent = Duration::ZERO;
    let mut done = 0;
    while done < rows {
        // The commits are made outside the measured time: bare SQLite is given its bytes.
        let commits: Vec<Commit> = (done..done + group)
            .map(|n| callers[n % 64].next())
            .collect();
        let from = Instant::now();
        conn.execute_batch("BEGIN IMMEDIATE").expect("begun");
        for commit in &commits {
            insert(&mut event, commit);
            if let (Some(upsert), [RowChange::Upsert(_, row)]) = (&mut upsert, &*commit.rows) {
                for (at, value) in row.iter().enumerate() {
                    bind(upsert, at + 1, value);
                }
                upsert.raw_execute().expect("upserted");
            }
        }
        conn.execute_batch("COMMIT").expect("committed");
        spent += from.elapsed();
        done += group;
    }
    done as f64 / spent.as_secs_f64()
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
