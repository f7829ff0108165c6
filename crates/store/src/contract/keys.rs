//! Cases of idempotency keys.

use super::{Site, TABLES, commit, stream, town};
use crate::{CommandKey, StoreError};
use std::sync::Arc;

/// The first receipt again, also after the stream went on and the store was reopened.
pub async fn a_key_sent_twice_happens_once(site: &impl Site) {
    let mut store = site.open(TABLES).await;
    let town = town("huacao");
    let first = commit(&town, "s", 0);
    let receipt = store.commit(vec![first.clone()]).await.swap_remove(0);
    let mut expected = receipt.expect("committed");
    expected.replayed = true;
    for round in 1..4 {
        let on = store.commit(vec![commit(&town, "s", round)]).await;
        assert!(on[0].is_ok());
        let again = store.commit(vec![first.clone()]).await.swap_remove(0);
        assert_eq!(again.expect("replayed"), expected);
        assert_eq!(store.head(&town).await.expect("read").position, round + 1);
        store.close().await;
        store = site.open(TABLES).await;
    }
    let known = store.receipt(&town, &first.key).await.expect("read");
    assert_eq!(known, Some((expected, first.fingerprint)));
    let unknown = store.receipt(&town, &CommandKey::new("no")).await;
    assert_eq!(unknown.expect("read"), None);
    store.close().await;
}

/// One key cannot stand for two requests, whatever stream and version the second one names.
pub async fn a_key_for_another_request_is_refused(site: &impl Site) {
    let store = site.open(TABLES).await;
    let town = town("huacao");
    assert!(store.commit(vec![commit(&town, "s", 0)]).await[0].is_ok());
    for (name, expected) in [("s", 0), ("s", 1), ("s", 9), ("t", 0)] {
        let mut other = commit(&town, name, expected);
        other.key = CommandKey::new("s#0");
        other.fingerprint = [8; 32];
        let result = store.commit(vec![other]).await.swap_remove(0);
        assert!(
            matches!(&result, Err(StoreError::KeyReused { key }) if key == "s#0"),
            "{result:?}"
        );
    }
    assert_eq!(store.head(&town).await.expect("read").position, 1);
    let none = store.stream(&town, &stream("t"), 0).await.expect("read");
    assert!(none.is_empty());
    store.close().await;
}

/// The second one sees the first, although neither was durable when it came.
pub async fn a_key_twice_within_one_list_happens_once(site: &impl Site) {
    let store = site.open(TABLES).await;
    let town = town("huacao");
    let mut other = commit(&town, "t", 0);
    other.key = CommandKey::new("s#0");
    let list = vec![commit(&town, "s", 0), commit(&town, "s", 0), other];
    let results = store.commit(list).await;
    let receipts: Vec<_> = results.iter().map(|r| r.as_ref().expect("done")).collect();
    assert!(!receipts[0].replayed);
    assert!(receipts[1].replayed && receipts[2].replayed);
    assert_eq!(receipts[2].stream, stream("s"));
    assert_eq!(store.head(&town).await.expect("read").position, 1);
    store.close().await;
}

/// A client that does not trust its network.
pub async fn a_key_raced_by_many_happens_once(site: &impl Site) {
    let store = site.open(TABLES).await;
    let town = town("huacao");
    let mut callers = tokio::task::JoinSet::new();
    for _ in 0..32 {
        let (store, sent) = (Arc::clone(&store), commit(&town, "s", 0));
        callers.spawn(async move { store.commit(vec![sent]).await.swap_remove(0) });
    }
    let results = callers.join_all().await;
    let receipts: Vec<_> = results.iter().map(|r| r.as_ref().expect("done")).collect();
    assert_eq!(receipts.iter().filter(|r| !r.replayed).count(), 1);
    assert!(receipts.iter().all(|r| (r.first, r.last) == (1, 1)));
    assert_eq!(store.head(&town).await.expect("read").position, 1);
    store.close().await;
}

/// Two towns may use one key.
pub async fn a_key_belongs_to_its_town(site: &impl Site) {
    let store = site.open(TABLES).await;
    for name in ["one", "two"] {
        let town = town(name);
        let result = store.commit(vec![commit(&town, "s", 0)]).await;
        assert!(!result[0].as_ref().expect("committed").replayed);
        let known = store.receipt(&town, &CommandKey::new("s#0")).await;
        assert!(known.expect("read").is_some());
    }
    store.close().await;
}
