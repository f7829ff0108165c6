//! Cases of claims: rows that must not be there.

use super::{COUNTS, Site, TABLES, commit, town};
use crate::{Query, Row, RowChange, Store, StoreError, Value};
use liandong_domain::ids::TownId;
use std::sync::Arc;

fn row(town: &TownId, kind: &str, order: i64) -> Row {
    vec![
        Value::Text(town.as_str().into()),
        Value::Text(kind.into()),
        Value::Int(order),
    ]
}

fn claim(town: &TownId, kind: &str, order: i64) -> RowChange {
    RowChange::Insert(&COUNTS, row(town, kind, order))
}

fn release(town: &TownId, kind: &str) -> RowChange {
    let mut key = row(town, kind, 0);
    key.truncate(2);
    RowChange::Delete(&COUNTS, key)
}

async fn held(store: &dyn Store, town: &TownId) -> Vec<Row> {
    let query = Query {
        table: &COUNTS,
        town: town.clone(),
        columns: vec!["kind", "order"],
        filters: Vec::new(),
        order: Vec::new(),
        limit: None,
    };
    store.rows(query).await.expect("read")
}

/// The second claim is refused whole: no event, no row, no key; its neighbours stand, and the
/// first one sent again is its replay.
pub async fn a_claim_is_had_by_one(site: &impl Site) {
    let store = site.open(TABLES).await;
    let (town, other) = (town("huacao"), town("other"));
    let mut first = commit(&town, "one", 0);
    first.rows = vec![claim(&town, "car", 1)];
    let mut second = commit(&town, "two", 0);
    second.rows = vec![claim(&town, "bike", 2), claim(&town, "car", 2)];
    let mut third = commit(&town, "three", 0);
    third.rows = vec![claim(&town, "bike", 3)];
    let results = store
        .commit(vec![first.clone(), second.clone(), third])
        .await;
    assert!(results[0].is_ok() && results[2].is_ok(), "{results:?}");
    let Err(StoreError::Taken { table, key }) = &results[1] else {
        panic!("{:?}", results[1]);
    };
    assert_eq!((*table, &**key), ("counts", "car"));
    assert_eq!(store.head(&town).await.expect("read").position, 2);
    assert_eq!(store.receipt(&town, &second.key).await.expect("read"), None);
    let again = store.commit(vec![first]).await.swap_remove(0);
    assert!(again.expect("replayed").replayed);
    // Another town has cars of its own.
    let mut beside = commit(&other, "one", 0);
    beside.rows = vec![claim(&other, "car", 9)];
    assert!(store.commit(vec![beside]).await[0].is_ok());
    let text = |text: &str| Value::Text(text.into());
    let expected = [
        vec![text("bike"), Value::Int(3)],
        vec![text("car"), Value::Int(1)],
    ];
    assert_eq!(held(&*store, &town).await, expected);
    // A table that the store does not know, and a row of another town, are misuses as ever.
    let mut wrong = commit(&town, "four", 0);
    wrong.rows = vec![claim(&other, "car", 1)];
    let refused = store.commit(vec![wrong]).await.swap_remove(0);
    assert!(matches!(refused, Err(StoreError::Misuse(_))), "{refused:?}");
    store.close().await;
}

/// Released by another commit, or by an earlier change of the same one; twice in one is too much.
pub async fn a_claim_is_free_again_once_removed(site: &impl Site) {
    let store = site.open(TABLES).await;
    let town = town("huacao");
    let mut version = 0;
    let mut sent = |rows: Vec<RowChange>| {
        let mut sent = commit(&town, "s", version);
        sent.rows = rows;
        version += 1;
        sent
    };
    let list = vec![
        sent(vec![claim(&town, "car", 1)]),
        sent(vec![release(&town, "car"), claim(&town, "car", 2)]),
        sent(vec![release(&town, "car")]),
        sent(vec![claim(&town, "car", 3)]),
    ];
    for result in store.commit(list).await {
        result.expect("committed");
    }
    assert_eq!(held(&*store, &town).await[0][1], Value::Int(3));
    let mut twice = commit(&town, "t", 0);
    twice.rows = vec![claim(&town, "bike", 1), claim(&town, "bike", 2)];
    let refused = store.commit(vec![twice]).await.swap_remove(0);
    assert!(
        matches!(refused, Err(StoreError::Taken { .. })),
        "{refused:?}"
    );
    assert_eq!(held(&*store, &town).await.len(), 1);
    store.close().await;
}

/// Whoever comes first has it.
pub async fn a_claim_raced_by_many_is_had_by_one(site: &impl Site) {
    let store = site.open(TABLES).await;
    let town = town("huacao");
    let mut callers = tokio::task::JoinSet::new();
    for caller in 0..32 {
        let (store, town) = (Arc::clone(&store), town.clone());
        callers.spawn(async move {
            let mut sent = commit(&town, &format!("s{caller}"), 0);
            sent.rows = vec![claim(&town, "car", caller)];
            store.commit(vec![sent]).await.swap_remove(0)
        });
    }
    let results = callers.join_all().await;
    assert_eq!(results.iter().filter(|one| one.is_ok()).count(), 1);
    let taken = |one: &&Result<_, StoreError>| matches!(one, Err(StoreError::Taken { .. }));
    assert_eq!(results.iter().filter(taken).count(), 31);
    assert_eq!(store.head(&town).await.expect("read").position, 1);
    store.close().await;
}
