//! Cases of rebuilding read models from the log.

use super::{CALLS, COUNTS, Calls, Site, TABLES, commit, silent, town};
use crate::{Query, RebuildMode, Rebuilt, Row, Store, StoreError, Table, Value};
use liandong_domain::ids::TownId;
use std::sync::{
    Arc,
    atomic::{AtomicU64, Ordering},
};

static CALLS_ONLY: &[&Table] = &[&CALLS];

async fn rebuild(store: &dyn Store, town: &TownId, mode: RebuildMode) -> Rebuilt {
    let calls = Box::new(Calls::new(town));
    store
        .rebuild(town, calls, mode, silent())
        .await
        .expect("rebuilt")
}

async fn all_rows(store: &dyn Store, town: &TownId) -> Vec<Row> {
    let mut rows = Vec::new();
    for table in TABLES {
        let query = Query {
            table,
            town: town.clone(),
            columns: table.columns.iter().map(|column| column.name).collect(),
            filters: Vec::new(),
            order: Vec::new(),
            limit: None,
        };
        rows.extend(store.rows(query).await.expect("read"));
    }
    rows
}

/// 40 streams, a few commits each, with rows.
async fn fill(store: &dyn Store, town: &TownId) -> Calls {
    let mut calls = Calls::new(town);
    let list: Vec<_> = (0..200)
        .map(|n| calls.commit(&format!("call/{:02}", n % 40), n))
        .collect();
    for result in store.commit(list).await {
        result.expect("committed");
    }
    calls
}

/// The invariant: rows written commit by commit are what the events make, to the byte.
pub async fn rows_as_they_went_equal_a_rebuild(site: &impl Site) {
    let store = site.open(TABLES).await;
    let (one, two) = (town("one"), town("two"));
    fill(&*store, &one).await;
    fill(&*store, &two).await;
    let before = all_rows(&*store, &one).await;
    for mode in [RebuildMode::Check, RebuildMode::Replace, RebuildMode::Check] {
        let rebuilt = rebuild(&*store, &one, mode).await;
        assert_eq!(rebuilt.events, 240);
        assert_eq!(rebuilt.rows, 42);
        assert_eq!(rebuilt.differences, Vec::<String>::new());
        assert_eq!(all_rows(&*store, &one).await, before);
    }
    let seen = Arc::new(AtomicU64::new(0));
    let told = Arc::clone(&seen);
    let progress = Box::new(move |events| told.store(events, Ordering::Relaxed));
    let calls = Box::new(Calls::new(&two));
    let done = store.rebuild(&two, calls, RebuildMode::Check, progress);
    done.await.expect("rebuilt");
    assert_eq!(seen.load(Ordering::Relaxed), 240);
    store.close().await;
}

/// A changed, a removed and an added row are each named by table and key; Check leaves them,
/// Replace mends them, and a town beside is not touched.
pub async fn a_tampered_row_is_reported_and_mended(site: &impl Site) {
    let store = site.open(TABLES).await;
    let (one, two) = (town("one"), town("two"));
    fill(&*store, &one).await;
    fill(&*store, &two).await;
    let before = all_rows(&*store, &one).await;
    site.meddle("UPDATE calls SET weight = weight + 1 WHERE town = 'one' AND id = 'call/07'")
        .await;
    site.meddle("DELETE FROM calls WHERE town = 'one' AND id = 'call/11'")
        .await;
    site.meddle("INSERT INTO counts VALUES ('one', 'call.invented', 3)")
        .await;
    for mode in [RebuildMode::Check, RebuildMode::Replace] {
        let told = rebuild(&*store, &one, mode).await.differences;
        assert_eq!(told.len(), 3, "{told:?}");
        let names = |at: usize, words: &[&str]| {
            for word in words {
                assert!(told[at].contains(word), "{:?} has no {word:?}", told[at]);
            }
        };
        names(0, &["calls", "call/07", "weight", "167", "168"]);
        names(1, &["calls", "call/11", "missing"]);
        names(2, &["counts", "call.invented"]);
    }
    assert_eq!(all_rows(&*store, &one).await, before);
    let told = rebuild(&*store, &two, RebuildMode::Check).await.differences;
    assert!(told.is_empty(), "{told:?}");
    store.close().await;
}

/// From nothing; at the most 100 differences are told.
pub async fn a_lost_table_is_rebuilt_whole(site: &impl Site) {
    let store = site.open(TABLES).await;
    let town = town("huacao");
    let mut calls = Calls::new(&town);
    let list: Vec<_> = (0..300)
        .map(|n| calls.commit(&format!("call/{n}"), n))
        .collect();
    store.commit(list).await;
    let before = all_rows(&*store, &town).await;
    site.meddle("DELETE FROM calls").await;
    let rebuilt = rebuild(&*store, &town, RebuildMode::Replace).await;
    assert_eq!((rebuilt.rows, rebuilt.differences.len()), (302, 100));
    assert_eq!(all_rows(&*store, &town).await, before);
    store.close().await;
}

/// The rows stand as before, the event is named, and the store goes on.
pub async fn a_projector_that_fails_changes_nothing(site: &impl Site) {
    let store = site.open(TABLES).await;
    let town = town("huacao");
    let mut calls = fill(&*store, &town).await;
    site.meddle("DELETE FROM calls WHERE id = 'call/11'").await;
    let before = all_rows(&*store, &town).await;
    for mode in [RebuildMode::Check, RebuildMode::Replace] {
        let mut stumbling = Box::new(Calls::new(&town));
        stumbling.stumble_at = Some(77);
        let failed = store.rebuild(&town, stumbling, mode, silent()).await;
        assert!(
            matches!(failed, Err(StoreError::Projection { position: 77, .. })),
            "{failed:?}"
        );
        assert_eq!(all_rows(&*store, &town).await, before);
    }
    let on = store.commit(vec![calls.commit("call/00", 1)]).await;
    assert!(on[0].is_ok());
    store.close().await;
}

/// Under load, a rebuild neither loses a row nor leaves an old one.
pub async fn commits_wait_for_a_rebuild_and_are_not_lost(site: &impl Site) {
    let store = site.open(TABLES).await;
    let town = town("huacao");
    let mut calls = fill(&*store, &town).await;
    let (writing, of_writer) = (Arc::clone(&store), town.clone());
    let writer = tokio::spawn(async move {
        for n in 0..100 {
            let sent = calls.commit(&format!("call/{:02}", n % 50), n);
            writing.commit(vec![sent]).await[0]
                .as_ref()
                .expect("committed");
        }
        drop(of_writer);
    });
    for _ in 0..5 {
        let told = rebuild(&*store, &town, RebuildMode::Replace).await;
        assert!(told.differences.is_empty(), "{told:?}");
        let told = rebuild(&*store, &town, RebuildMode::Check).await;
        assert!(told.differences.is_empty(), "{told:?}");
    }
    writer.await.expect("no panic");
    let told = rebuild(&*store, &town, RebuildMode::Check).await;
    assert!(told.differences.is_empty(), "{told:?}");
    store.close().await;
}

/// It is never read half-filled.
pub async fn a_new_table_beside_an_old_log_must_be_rebuilt(site: &impl Site) {
    let store = site.open(CALLS_ONLY).await;
    let (one, two) = (town("one"), town("two"));
    for town in [&one, &two] {
        let commits = (0..3).map(|version| commit(town, "s", version));
        store.commit(commits.collect()).await;
    }
    assert!(store.needs_rebuild().await.expect("read").is_empty());
    store.close().await;

    let counts = |town: &TownId| Query {
        table: &COUNTS,
        town: town.clone(),
        columns: vec!["order"],
        filters: Vec::new(),
        order: Vec::new(),
        limit: None,
    };
    for _ in 0..2 {
        let store = site.open(TABLES).await;
        let needed = store.needs_rebuild().await.expect("read");
        let expected = [(one.clone(), &COUNTS), (two.clone(), &COUNTS)];
        assert_eq!(needed, expected);
        let refused = store.rows(counts(&one)).await;
        assert!(matches!(refused, Err(StoreError::Misuse(_))));
        store.close().await;
    }
    let store = site.open(TABLES).await;
    rebuild(&*store, &one, RebuildMode::Replace).await;
    assert_eq!(
        store.needs_rebuild().await.expect("read"),
        [(two.clone(), &COUNTS)]
    );
    let rows = store.rows(counts(&one)).await.expect("read");
    assert_eq!(rows, [[Value::Int(3)]]);
    assert!(store.rows(counts(&two)).await.is_err());
    store.close().await;
    let store = site.open(TABLES).await;
    assert_eq!(store.needs_rebuild().await.expect("read"), [(two, &COUNTS)]);
    store.close().await;
}
