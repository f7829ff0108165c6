//! The file: who may open it, and which file.

use crate::contract::TemporaryFile;
use liandong_store::{
    Column, ColumnKind, Query, RebuildMode, Store, StoreError, Table,
    contract::{CALLS, COUNTS, Calls, Site, TABLES, commit, silent, town},
};
use liandong_store_sqlite::{FileError, SCHEMA_VERSION, SqliteStore};
use std::error::Error as _;

fn file_error<T>(result: Result<T, StoreError>) -> String {
    match result {
        Err(error @ StoreError::Database(_)) => {
            let source = error.source().expect("a source");
            assert!(source.downcast_ref::<FileError>().is_some(), "{source:?}");
            error.to_string()
        }
        Err(other) => panic!("{other:?}"),
        Ok(_) => panic!("opened"),
    }
}

#[tokio::test]
async fn a_second_writer_is_refused_and_a_reader_is_not() {
    let site = TemporaryFile::new();
    let store = site.open(TABLES).await;
    let refused = file_error(SqliteStore::open(site.path(), TABLES));
    assert!(refused.contains("in use"), "{refused}");

    let town = town("huacao");
    let mut calls = Calls::new(&town);
    let reader = SqliteStore::open_read_only(site.path(), TABLES).expect("opened");
    for n in 0..50 {
        let sent = calls.commit(&format!("call/{}", n % 5), n);
        assert!(store.commit(vec![sent]).await[0].is_ok());
        let head = reader.head(&town).await.expect("read");
        assert_eq!(head, store.head(&town).await.expect("read"));
    }
    assert_eq!(
        reader.verify(&town, silent()).await.expect("verified").head,
        store.head(&town).await.expect("read")
    );
    let rebuild = |mode| reader.rebuild(&town, Box::new(Calls::new(&town)), mode, silent());
    let checked = rebuild(RebuildMode::Check).await.expect("checked");
    assert!(checked.differences.is_empty());
    for refused in [
        rebuild(RebuildMode::Replace).await.map(drop),
        reader.put_secrets(&town, Vec::new()).await,
        reader
            .commit(vec![commit(&town, "s", 0)])
            .await
            .swap_remove(0)
            .map(drop),
    ] {
        assert!(matches!(refused, Err(StoreError::Misuse(_))), "{refused:?}");
    }
    store.close().await;
    let again = site.open(TABLES).await;
    again.close().await;
    assert!(reader.head(&town).await.is_ok());
    reader.close().await;
    // Beside no server at all.
    let reader = SqliteStore::open_read_only(site.path(), TABLES).expect("opened");
    assert_eq!(reader.head(&town).await.expect("read").position, 55);
}

#[tokio::test]
async fn dropping_frees_the_file() {
    let site = TemporaryFile::new();
    for round in 0..3 {
        let store = site.open(TABLES).await;
        let sent = commit(&town("huacao"), "s", round);
        assert!(store.commit(vec![sent]).await[0].is_ok());
    }
}

#[tokio::test]
async fn another_schema_or_another_programs_file_is_refused_untouched() {
    let site = TemporaryFile::new();
    site.open(TABLES).await.close().await;
    let newer = format!("PRAGMA user_version = {}", SCHEMA_VERSION + 1);
    site.meddler().execute_batch(&newer).expect("meddled");
    let opened = [
        SqliteStore::open(site.path(), TABLES),
        SqliteStore::open_read_only(site.path(), TABLES),
    ];
    for result in opened {
        let Err(StoreError::Schema { found, known }) = result else {
            panic!("opened a newer schema")
        };
        assert_eq!((found, known), (SCHEMA_VERSION + 1, SCHEMA_VERSION));
    }

    let foreign = TemporaryFile::new();
    let make = "CREATE TABLE t (x); INSERT INTO t VALUES (1);";
    foreign.meddler().execute_batch(make).expect("made");
    let before = std::fs::read(foreign.path()).expect("read");
    let refused = file_error(SqliteStore::open(foreign.path(), TABLES));
    assert!(refused.contains("no Liandong database"), "{refused}");
    assert_eq!(std::fs::read(foreign.path()).expect("read"), before);

    let text = TemporaryFile::new();
    std::fs::write(text.path(), "not a database at all, ".repeat(100)).expect("written");
    assert!(SqliteStore::open(text.path(), TABLES).is_err());
    assert!(SqliteStore::open_read_only(TemporaryFile::new().path(), TABLES).is_err());
}

/// `calls` with one column less.
static NARROW_CALLS: Table = Table {
    columns: &[
        Column {
            name: "town",
            kind: ColumnKind::Text,
            nullable: false,
        },
        Column {
            name: "id",
            kind: ColumnKind::Text,
            nullable: false,
        },
        Column {
            name: "version",
            kind: ColumnKind::Int,
            nullable: false,
        },
        Column {
            name: "opened_at",
            kind: ColumnKind::Int,
            nullable: false,
        },
        Column {
            name: "weight",
            kind: ColumnKind::Int,
            nullable: true,
        },
    ],
    ..CALLS
};
static CHANGED: &[&Table] = &[&NARROW_CALLS, &COUNTS];

#[tokio::test]
async fn a_changed_description_asks_for_a_rebuild_and_is_never_read_before() {
    let site = TemporaryFile::new();
    let town = town("huacao");
    let store = site.open(CHANGED).await;
    let sent = commit(&town, "s", 0);
    assert!(store.commit(vec![sent]).await[0].is_ok());
    store.close().await;

    // A reader with another description than the file's cannot mend it, and does not read it.
    let reader = SqliteStore::open_read_only(site.path(), TABLES).expect("opened");
    let query = Query {
        table: &CALLS,
        town: town.clone(),
        columns: vec!["id"],
        filters: Vec::new(),
        order: Vec::new(),
        limit: None,
    };
    let needed = [(town.clone(), &CALLS)];
    assert_eq!(reader.needs_rebuild().await.expect("read"), needed);
    assert!(matches!(
        reader.rows(query.clone()).await,
        Err(StoreError::Misuse(_))
    ));
    drop(reader);

    let store = site.open(TABLES).await;
    assert_eq!(store.needs_rebuild().await.expect("read"), needed);
    assert!(matches!(
        store.rows(query.clone()).await,
        Err(StoreError::Misuse(_))
    ));
    let calls = Box::new(Calls::new(&town));
    let checked = store.rebuild(&town, calls, RebuildMode::Check, silent());
    let checked = checked.await.expect("checked");
    assert!(checked.differences[0].contains("calls"), "{checked:?}");
    let calls = Box::new(Calls::new(&town));
    let done = store.rebuild(&town, calls, RebuildMode::Replace, silent());
    done.await.expect("rebuilt");
    assert!(store.needs_rebuild().await.expect("read").is_empty());
    assert_eq!(store.rows(query).await.expect("read").len(), 1);
    store.close().await;
}

#[tokio::test]
async fn the_log_reads_well_in_the_sqlite_shell() {
    let site = TemporaryFile::new();
    let store = site.open(TABLES).await;
    let sent = commit(&town("huacao"), "call/1", 0);
    assert!(store.commit(vec![sent]).await[0].is_ok());
    let read: (String, i64, String, String) = site
        .meddler()
        .query_row(
            "SELECT town, position, occurred_at_utc, payload FROM log",
            [],
            |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?)),
        )
        .expect("read");
    let expected = ("huacao", 1, "2024-03-01 00:00:00", r#"{"weight":3}"#);
    assert_eq!((&*read.0, read.1, &*read.2, &*read.3), expected);
    store.close().await;
}
