//! Cases of opening, watching, closing, and of secrets.

use super::{CALLS, Calls, Site, TABLES, commit, silent, stream, town};
use crate::{Query, RebuildMode, Secret, StoreError};
use std::{sync::Arc, time::Duration};

/// Events, receipts, rows, secrets and heads are there after closing and opening.
pub async fn what_was_acknowledged_survives_reopening(site: &impl Site) {
    let town = town("huacao");
    let mut calls = Calls::new(&town);
    let mut logs = Vec::new();
    for round in 0..4 {
        let store = site.open(TABLES).await;
        let log = store.log(&town, 0, u64::MAX).await.expect("read");
        assert_eq!(log, logs);
        assert_eq!(*store.watch(&town).borrow(), logs.len() as u64);
        let mut list: Vec<_> = (0..10).map(|n| calls.commit(&format!("c{n}"), n)).collect();
        list[0]
            .secrets
            .push(secret(&format!("s{round}"), b"secret"));
        for result in store.commit(list).await {
            result.expect("committed");
        }
        logs = store.log(&town, 0, u64::MAX).await.expect("read");
        store.close().await;
    }
    let store = site.open(TABLES).await;
    let verified = store.verify(&town, silent()).await.expect("verified");
    assert_eq!(verified.events, logs.len() as u64);
    let fresh = Box::new(Calls::new(&town));
    let checked = store.rebuild(&town, fresh, RebuildMode::Check, silent());
    let checked = checked.await.expect("rebuilt");
    assert!(checked.differences.is_empty(), "{checked:?}");
    for round in 0..4 {
        let read = store.secret(&town, "data_key", &format!("s{round}")).await;
        assert_eq!(read.expect("read").as_deref(), Some(&b"secret"[..]));
    }
    store.close().await;
}

/// Who is told of a position can read it.
pub async fn a_watch_moves_after_durability(site: &impl Site) {
    let store = site.open(TABLES).await;
    let (town, other) = (town("huacao"), town("other"));
    let mut watch = store.watch(&town);
    let mut beside = store.watch(&other);
    assert_eq!(*watch.borrow_and_update(), 0);
    beside.mark_unchanged();
    let (writing, of_writer) = (Arc::clone(&store), town.clone());
    let writer = tokio::spawn(async move {
        for version in 0..50 {
            writing.commit(vec![commit(&of_writer, "s", version)]).await;
        }
    });
    let mut seen = 0;
    while seen < 50 {
        let moved = tokio::time::timeout(Duration::from_secs(20), watch.changed());
        moved.await.expect("in time").expect("open");
        let position = *watch.borrow_and_update();
        assert!(position > seen);
        assert!(store.head(&town).await.expect("read").position >= position);
        seen = position;
    }
    writer.await.expect("no panic");
    assert!(!beside.has_changed().expect("open"));
    // A conflict moves nothing.
    store.commit(vec![commit(&town, "s", 99)]).await;
    assert_eq!(*store.watch(&town).borrow(), 50);
    assert!(!watch.has_changed().expect("open"));
    store.close().await;
}

fn secret(id: &str, value: &[u8]) -> Secret {
    Secret {
        kind: "data_key",
        id: id.into(),
        value: value.to_vec(),
    }
}

/// With a command and without one; replaced, destroyed, apart by town and kind.
pub async fn secrets_are_put_read_and_destroyed(site: &impl Site) {
    let store = site.open(TABLES).await;
    let (one, two) = (town("one"), town("two"));
    let mut with = commit(&one, "s", 0);
    with.secrets = vec![secret("a", &[0, 1, 2]), secret("b", &[])];
    assert!(store.commit(vec![with.clone()]).await[0].is_ok());
    let mut refused = commit(&one, "s", 9);
    refused.secrets = vec![secret("c", &[1])];
    assert!(store.commit(vec![refused]).await[0].is_err());
    store
        .put_secrets(&two, vec![secret("a", &[9])])
        .await
        .expect("put");
    let read = async |town, kind, id| store.secret(town, kind, id).await.expect("read");
    assert_eq!(read(&one, "data_key", "a").await, Some(vec![0, 1, 2]));
    assert_eq!(read(&one, "data_key", "b").await, Some(vec![]));
    assert_eq!(read(&one, "data_key", "c").await, None);
    assert_eq!(read(&one, "access_token", "a").await, None);
    assert_eq!(read(&two, "data_key", "a").await, Some(vec![9]));
    assert!(store.towns().await.expect("read") == [one.clone()]);

    let again = vec![secret("a", &[3])];
    store.put_secrets(&one, again).await.expect("put");
    assert_eq!(read(&one, "data_key", "a").await, Some(vec![3]));
    let destroy = async |id| store.destroy_secret(&one, "data_key", id).await;
    assert!(destroy("a").await.expect("destroyed"));
    assert!(!destroy("a").await.expect("destroyed"));
    assert_eq!(read(&one, "data_key", "a").await, None);
    assert_eq!(read(&two, "data_key", "a").await, Some(vec![9]));
    // A replayed command does not bring a destroyed secret back.
    assert!(store.commit(vec![with]).await[0].is_ok());
    assert_eq!(read(&one, "data_key", "a").await, None);
    store.close().await;
}

/// Every answer after closing is [`StoreError::Closed`].
pub async fn a_closed_store_says_so(site: &impl Site) {
    let store = site.open(TABLES).await;
    let town = town("huacao");
    store.close().await;
    store.close().await;
    let results = store
        .commit(vec![commit(&town, "s", 0), commit(&town, "s", 1)])
        .await;
    assert_eq!(results.len(), 2);
    assert!(results.iter().all(|r| matches!(r, Err(StoreError::Closed))));
    let closed = |error: StoreError| assert!(matches!(error, StoreError::Closed), "{error:?}");
    closed(store.head(&town).await.expect_err("closed"));
    closed(store.log(&town, 0, 1).await.expect_err("closed"));
    let read = store.stream(&town, &stream("s"), 0).await;
    closed(read.expect_err("closed"));
    closed(store.verify(&town, silent()).await.expect_err("closed"));
    let query = Query {
        table: &CALLS,
        town: town.clone(),
        columns: vec!["id"],
        filters: Vec::new(),
        order: Vec::new(),
        limit: None,
    };
    closed(store.rows(query).await.expect_err("closed"));
    let put = store.put_secrets(&town, vec![secret("a", &[1])]).await;
    closed(put.expect_err("closed"));
    for mode in [RebuildMode::Check, RebuildMode::Replace] {
        let calls = Box::new(Calls::new(&town));
        let rebuilt = store.rebuild(&town, calls, mode, silent()).await;
        closed(rebuilt.expect_err("closed"));
    }
}

/// Commits in flight are answered, one way or the other, and the answer holds.
pub async fn closing_waits_for_what_was_asked(site: &impl Site) {
    let store = site.open(TABLES).await;
    let town = town("huacao");
    let mut callers = tokio::task::JoinSet::new();
    for caller in 0..32 {
        let (store, town) = (Arc::clone(&store), town.clone());
        callers.spawn(async move {
            let mut done = 0;
            for version in 0..1000 {
                let sent = commit(&town, &format!("s{caller}"), version);
                match store.commit(vec![sent]).await.swap_remove(0) {
                    Ok(_) => done += 1,
                    Err(StoreError::Closed) => break,
                    Err(other) => panic!("{other}"),
                }
            }
            done
        });
    }
    let mut watch = store.watch(&town);
    watch.changed().await.expect("open");
    store.close().await;
    let done: u64 = callers.join_all().await.into_iter().sum();
    drop(store);
    let store = site.open(TABLES).await;
    assert_eq!(store.head(&town).await.expect("read").position, done);
    store.verify(&town, silent()).await.expect("verified");
    store.close().await;
}
