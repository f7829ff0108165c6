//! Cases of small values beside the log: listed, swapped, leased.

use super::{Site, TABLES, town};
use crate::Secret;
use liandong_domain::time::Timestamp;
use std::sync::Arc;

const KIND: &str = "cursor";

fn secret(kind: &'static str, id: &str) -> Secret {
    Secret {
        kind,
        id: id.into(),
        value: id.as_bytes().to_vec(),
    }
}

/// In the order of their names, of one town and kind only.
pub async fn secrets_are_listed_by_kind_page_by_page(site: &impl Site) {
    let store = site.open(TABLES).await;
    let (one, two) = (town("one"), town("two"));
    assert!(
        store
            .secrets(&one, KIND, "", 9)
            .await
            .expect("read")
            .is_empty()
    );
    let names = ["b", "a-10", "a-2", "c"];
    let mut put: Vec<Secret> = names.iter().map(|id| secret(KIND, id)).collect();
    put.push(secret("other", "a"));
    store.put_secrets(&one, put).await.expect("put");
    let beside = vec![secret(KIND, "z")];
    store.put_secrets(&two, beside).await.expect("put");
    let listed = async |after: &str, limit| {
        let found = store.secrets(&one, KIND, after, limit).await.expect("read");
        for (id, value) in &found {
            assert_eq!(id.as_bytes(), value);
        }
        found.into_iter().map(|(id, _)| id).collect::<Vec<_>>()
    };
    assert_eq!(listed("", u64::MAX).await, ["a-10", "a-2", "b", "c"]);
    assert_eq!(listed("", 2).await, ["a-10", "a-2"]);
    assert_eq!(listed("a-2", 2).await, ["b", "c"]);
    assert!(listed("c", 2).await.is_empty());
    store.close().await;
}

/// Of one town, through all kinds, page by page.
pub async fn every_secret_is_listed_page_by_page(site: &impl Site) {
    let store = site.open(TABLES).await;
    let (one, two) = (town("one"), town("two"));
    let put = vec![
        secret("b", "x"),
        secret("a", "z"),
        secret("b", "a"),
        secret("a", "y"),
    ];
    store.put_secrets(&one, put).await.expect("put");
    let beside = vec![secret("a", "other")];
    store.put_secrets(&two, beside).await.expect("put");
    let listed = async |after: (&str, &str), limit| {
        let found = store.every_secret(&one, after, limit).await;
        let names = found.expect("read").into_iter().map(|(kind, id, value)| {
            assert_eq!(id.as_bytes(), value);
            format!("{kind}/{id}")
        });
        names.collect::<Vec<_>>()
    };
    assert_eq!(listed(("", ""), 9).await, ["a/y", "a/z", "b/a", "b/x"]);
    assert_eq!(listed(("", ""), 3).await, ["a/y", "a/z", "b/a"]);
    assert_eq!(listed(("a", "z"), 9).await, ["b/a", "b/x"]);
    assert!(listed(("b", "x"), 9).await.is_empty());
    store.close().await;
}

/// From nothing, from a value, to nothing; refused when somebody was faster.
pub async fn a_swap_needs_what_was_seen(site: &impl Site) {
    let store = site.open(TABLES).await;
    let town = town("huacao");
    let swap = async |expected: Option<&[u8]>, new: Option<&[u8]>| {
        let new = new.map(<[u8]>::to_vec);
        let swapped = store.swap_secret(&town, KIND, "a", expected, new).await;
        swapped.expect("asked")
    };
    assert!(!swap(Some(b"1"), Some(b"2")).await);
    assert!(swap(None, Some(b"1")).await);
    assert!(!swap(None, Some(b"9")).await);
    assert!(!swap(Some(b"2"), None).await);
    assert!(swap(Some(b"1"), Some(b"")).await);
    assert!(!swap(None, Some(b"9")).await);
    let read = async || store.secret(&town, KIND, "a").await.expect("read");
    assert_eq!(read().await, Some(Vec::new()));
    assert!(swap(Some(b""), None).await);
    assert_eq!(read().await, None);
    assert!(swap(None, None).await);
    store.close().await;
}

/// A counter that many raise counts every one.
pub async fn swaps_raced_by_many_lose_none(site: &impl Site) {
    let store = site.open(TABLES).await;
    let town = town("huacao");
    let mut callers = tokio::task::JoinSet::new();
    for _ in 0..8 {
        let (store, town) = (Arc::clone(&store), town.clone());
        callers.spawn(async move {
            for _ in 0..10 {
                loop {
                    let seen = store.secret(&town, KIND, "n").await.expect("read");
                    let count = seen.as_deref().map_or(0, |bytes| bytes.len());
                    let new = Some(vec![1; count + 1]);
                    let swapped = store.swap_secret(&town, KIND, "n", seen.as_deref(), new);
                    if swapped.await.expect("asked") {
                        break;
                    }
                }
            }
        });
    }
    callers.join_all().await;
    let count = store.secret(&town, KIND, "n").await.expect("read");
    assert_eq!(count.map(|bytes| bytes.len()), Some(80));
    store.close().await;
}

/// Renewed by its holder, refused to others, anybody's once it ran out.
pub async fn a_lease_is_held_by_one_until_it_runs_out(site: &impl Site) {
    let store = site.open(TABLES).await;
    let (one, two) = (town("one"), town("two"));
    let asked = async |town, holder, now| {
        let leased = store.lease(town, "scheduler", holder, Timestamp(now), 10);
        leased.await.expect("asked")
    };
    assert!(asked(&one, "node a", 100).await);
    assert!(!asked(&one, "node b", 105).await);
    assert!(asked(&one, "node a", 105).await);
    assert!(!asked(&one, "node b", 114).await);
    assert!(asked(&two, "node b", 114).await);
    assert!(asked(&one, "node b", 115).await);
    assert!(!asked(&one, "node a", 116).await);
    store.close().await;
}
