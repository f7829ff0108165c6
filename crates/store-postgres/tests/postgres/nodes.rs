//! Several nodes on one database.

use crate::place::Place;
use liandong_store::{
    Column, ColumnKind, RebuildMode, Store, StoreError, Table,
    contract::{CALLS, COUNTS, Calls, TABLES, commit, silent, town},
};
use liandong_store_postgres::{Options, PostgresStore};
use std::{sync::Arc, time::Duration};
use tokio::time::timeout;

const SOON: Duration = Duration::from_secs(20);

#[tokio::test(flavor = "multi_thread")]
async fn nodes_that_open_an_empty_database_at_once_make_it_once() {
    let place = Place::new();
    let mut nodes = tokio::task::JoinSet::new();
    for _ in 0..6 {
        let url = place.url().to_owned();
        nodes.spawn(async move { PostgresStore::open(&url, TABLES).await.expect("opened") });
    }
    for node in nodes.join_all().await {
        node.close().await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn nodes_that_write_at_once_make_one_chain() {
    const EACH: u64 = 40;
    let place = Place::new();
    let (one, two) = tokio::join!(place.node(TABLES), place.node(TABLES));
    let mut callers = tokio::task::JoinSet::new();
    for caller in 0..16 {
        let store = Arc::clone(if caller % 2 == 0 { &one } else { &two });
        callers.spawn(async move {
            // Half of the callers meet at one stream, half have one of their own.
            let own = format!("own/{caller}");
            for n in 0..EACH {
                let mut version = n;
                loop {
                    let mut sent = commit(&town("huacao"), &own, version);
                    if caller % 4 < 2 {
                        sent.stream = liandong_store::contract::stream("shared");
                    }
                    sent.key = liandong_store::CommandKey::new(format!("{caller}-{n}"));
                    match store.commit(vec![sent]).await.swap_remove(0) {
                        Ok(_) => break,
                        Err(StoreError::Conflict { actual, .. }) => version = actual,
                        Err(other) => panic!("{other}"),
                    }
                }
            }
        });
    }
    callers.join_all().await;
    let town = town("huacao");
    for store in [&one, &two] {
        let verified = store.verify(&town, silent()).await.expect("verified");
        assert_eq!(verified.events, 16 * EACH);
    }
    let log = one.log(&town, 0, u64::MAX).await.expect("read");
    let keys: std::collections::BTreeSet<_> = log.iter().map(|event| &event.command).collect();
    assert_eq!(keys.len() as u64, 16 * EACH, "each command once");
    one.close().await;
    two.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_key_sent_to_two_nodes_happens_once() {
    let place = Place::new();
    let (one, two) = tokio::join!(place.node(TABLES), place.node(TABLES));
    for n in 0..20 {
        let sent = || vec![commit(&town("huacao"), &format!("s{n}"), 0)];
        let (a, b) = tokio::join!(one.commit(sent()), two.commit(sent()));
        let (a, b) = (a[0].as_ref().expect("done"), b[0].as_ref().expect("done"));
        assert!(a.replayed != b.replayed);
        assert_eq!((a.first, a.last), (b.first, b.last));
    }
    assert_eq!(one.head(&town("huacao")).await.expect("read").position, 20);
    one.close().await;
    two.close().await;
}

async fn hears_of_the_other(options: Options) {
    let place = Place::new();
    let writer = place.node(TABLES).await;
    let listener = PostgresStore::open_with(place.url(), TABLES, options).await;
    let listener = listener.expect("opened");
    let town = town("huacao");
    let mut watch = listener.watch(&town);
    for version in 0..5 {
        let sent = commit(&town, "s", version);
        assert!(writer.commit(vec![sent]).await[0].is_ok());
        let heard = timeout(SOON, watch.wait_for(|at| *at > version)).await;
        heard.expect("in time").expect("open");
        let head = listener.head(&town).await.expect("read");
        assert_eq!(head.position, version + 1);
    }
    writer.close().await;
    listener.close().await;
}

/// The bell alone: nobody looks within the time.
#[tokio::test(flavor = "multi_thread")]
async fn a_node_hears_of_anothers_commits() {
    let never = Duration::from_secs(3600);
    hears_of_the_other(Options {
        look: never,
        ..Options::default()
    })
    .await;
}

/// Looking alone: nobody rings.
#[tokio::test(flavor = "multi_thread")]
async fn a_node_finds_out_without_a_bell() {
    let place = Place::new();
    let writer = place.node(TABLES).await;
    let listener = place.node(TABLES).await;
    let town = town("huacao");
    let mut watch = listener.watch(&town);
    // Past the store, as a node that dies between its commit and its bell.
    assert!(writer.commit(vec![commit(&town, "s", 0)]).await[0].is_ok());
    let meddler = place.meddler().await;
    meddler
        .batch_execute("UPDATE log_town SET position = 7")
        .await
        .expect("meddled");
    let seen = timeout(SOON, watch.wait_for(|at| *at == 7)).await;
    seen.expect("in time").expect("open");
    writer.close().await;
    listener.close().await;
}

/// Connections that the database ends are made anew; what was sent meanwhile happens.
#[tokio::test(flavor = "multi_thread")]
async fn a_store_outlives_its_connections() {
    let place = Place::new();
    let store = place.node(TABLES).await;
    let other = place.node(TABLES).await;
    let town = town("huacao");
    let mut watch = other.watch(&town);
    let meddler = place.meddler().await;
    for version in 0..6 {
        let kill = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity
             WHERE application_name = current_schema() AND pid <> pg_backend_pid()";
        meddler.batch_execute(kill).await.expect("killed");
        let result = store.commit(vec![commit(&town, "s", version)]).await;
        assert!(result[0].is_ok(), "{result:?}");
        let heard = timeout(SOON, watch.wait_for(|at| *at > version)).await;
        heard.expect("in time").expect("open");
    }
    store.verify(&town, silent()).await.expect("verified");
    store.close().await;
    other.close().await;
}

static WIDER: Table = Table {
    name: "counts",
    columns: &[
        COUNTS.columns[0],
        COUNTS.columns[1],
        COUNTS.columns[2],
        Column {
            name: "more",
            kind: ColumnKind::Int,
            nullable: true,
        },
    ],
    key: 2,
    indexes: &[],
};
static NEWER: &[&Table] = &[&CALLS, &WIDER];

/// A program with other descriptions takes over; the one before writes no row any more.
#[tokio::test(flavor = "multi_thread")]
async fn a_node_of_another_version_writes_no_more() {
    let place = Place::new();
    let old = place.node(TABLES).await;
    let town = town("huacao");
    let mut calls = Calls::new(&town);
    assert!(old.commit(vec![calls.commit("a", 1)]).await[0].is_ok());
    let new = place.node(NEWER).await;
    let refused = old.commit(vec![calls.commit("a", 2)]).await.swap_remove(0);
    let told = refused.expect_err("overtaken").to_string();
    assert!(told.contains("another version"), "{told}");
    let fresh = Box::new(Calls::new(&town));
    let rebuilt = old
        .rebuild(&town, fresh, RebuildMode::Replace, silent())
        .await;
    assert!(rebuilt.is_err());
    assert!(new.commit(vec![commit(&town, "b", 0)]).await[0].is_ok());
    assert!(old.commit(vec![commit(&super_town(), "b", 0)]).await[0].is_err());
    old.close().await;
    new.close().await;
}

fn super_town() -> liandong_domain::ids::TownId {
    town("a-town-that-is-new")
}

#[tokio::test(flavor = "multi_thread")]
async fn a_store_opened_for_reading_reads_only() {
    let place = Place::new();
    let empty = PostgresStore::open_read_only(place.url(), TABLES).await;
    assert!(empty.is_err(), "there is nothing to read");
    let writer = place.node(TABLES).await;
    let town = town("huacao");
    let mut calls = Calls::new(&town);
    assert!(writer.commit(vec![calls.commit("a", 1)]).await[0].is_ok());
    let reader = PostgresStore::open_read_only(place.url(), TABLES).await;
    let reader = reader.expect("opened");
    assert_eq!(
        reader
            .verify(&town, silent())
            .await
            .expect("verified")
            .events,
        2
    );
    let checked = reader
        .rebuild(
            &town,
            Box::new(Calls::new(&town)),
            RebuildMode::Check,
            silent(),
        )
        .await;
    assert!(checked.expect("checked").differences.is_empty());
    let refused = reader.commit(vec![calls.commit("a", 2)]).await;
    assert!(matches!(refused[0], Err(StoreError::Misuse(_))));
    let refused = reader.put_secrets(&town, Vec::new()).await;
    assert!(matches!(refused, Err(StoreError::Misuse(_))));
    writer.close().await;
    reader.close().await;
}
