//! Whatever is changed behind the store's back, `verify` names the event.

use crate::place::Place;
use liandong_store::{
    Store, StoreError, Verified,
    contract::{TABLES, commit, silent, stream, town},
};

const EVENTS: u64 = 20;

/// A log of two streams, closed.
async fn filled() -> Place {
    let place = Place::new();
    let store = place.node(TABLES).await;
    let list = (0..EVENTS).map(|n| {
        let stream = ["call/1", "call/2"][usize::from(n % 2 == 1)];
        commit(&town("huacao"), stream, n / 2)
    });
    for result in store.commit(list.collect()).await {
        result.expect("committed");
    }
    store.close().await;
    place
}

async fn verified(place: &Place) -> Result<Verified, StoreError> {
    let store = place.node(TABLES).await;
    let verified = store.verify(&town("huacao"), silent()).await;
    store.close().await;
    verified
}

/// The position that a verification names after a statement.
async fn named_after(statement: &str) -> u64 {
    let place = filled().await;
    assert_eq!(verified(&place).await.expect("whole").events, EVENTS);
    let meddled = place.meddler().await.batch_execute(statement).await;
    meddled.expect("meddled");
    match verified(&place).await {
        Err(StoreError::Corrupt { position, .. }) => position,
        other => panic!("{statement}: {other:?} names no event"),
    }
}

#[tokio::test]
async fn a_change_in_any_column_is_named() {
    let changes = [
        "stream = 'call/3'",
        "version = version + 100",
        "kind = 'call.other'",
        "schema = 2",
        "occurred_at = occurred_at + 1",
        "recorded_at = recorded_at - 1",
        "late = NOT late",
        "actor = 'other'",
        "role = 'auditor'",
        "role = 'nobody'",
        "command = command || '1'",
        "payload = '{}'",
        "hash = decode(repeat('00', 32), 'hex')",
        "hash = ''",
    ];
    for change in changes {
        let sql = format!("UPDATE log_event SET {change} WHERE position = 7");
        assert_eq!(named_after(&sql).await, 7, "{change}");
    }
}

#[tokio::test]
async fn what_is_removed_moved_or_added_is_named() {
    let gone = "DELETE FROM log_event WHERE position";
    assert_eq!(named_after(&format!("{gone} = 1")).await, 1);
    assert_eq!(named_after(&format!("{gone} > 18")).await, 19);
    let moved = "UPDATE log_event SET position = 21 WHERE position = 5";
    assert_eq!(named_after(moved).await, 5);
    let added = "INSERT INTO log_event SELECT town, 21, stream, 99, kind, schema, occurred_at,
         recorded_at, late, actor, role, command, payload, hash FROM log_event WHERE position = 20";
    assert_eq!(named_after(added).await, 21);
    for (head, at) in [
        ("position = 18", 19),
        ("position = 25", 21),
        ("hash = decode(repeat('00', 32), 'hex')", 20),
    ] {
        let sql = format!("UPDATE log_town SET {head}");
        assert_eq!(named_after(&sql).await, at, "{head}");
    }
    assert_eq!(named_after("DELETE FROM log_town").await, 1);
}

#[tokio::test]
async fn a_stream_with_a_hole_is_not_read() {
    let place = filled().await;
    let hole = "DELETE FROM log_event WHERE position = 5";
    place
        .meddler()
        .await
        .batch_execute(hole)
        .await
        .expect("meddled");
    let store = place.node(TABLES).await;
    let town = town("huacao");
    let read = store.stream(&town, &stream("call/1"), 0).await;
    assert!(matches!(read, Err(StoreError::Corrupt { .. })), "{read:?}");
    let log = store.log(&town, 0, 100).await;
    assert!(matches!(log, Err(StoreError::Corrupt { position: 5, .. })));
    store.close().await;
}
