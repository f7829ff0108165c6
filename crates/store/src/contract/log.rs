//! Cases of the log: versions, positions, order, the chain.

use super::{Site, TABLES, commit, event, silent, stream, town};
use crate::{Head, StoreError, chain};
use liandong_domain::time::Timestamp;

/// All fields come back equal, from the stream and from the log.
pub async fn an_event_reads_back_as_it_was_written(site: &impl Site) {
    let store = site.open(TABLES).await;
    let town = town("huacao");
    let mut sent = commit(&town, "call/1", 0);
    let mut late = event("call.arrived", r#"{"how":"radio","地点":"华漕"}"#);
    late.late = true;
    late.schema = 7;
    late.occurred_at = Timestamp(-5);
    late.recorded_at = Timestamp(i64::from(i32::MAX) + 9);
    sent.events.push(late);
    let results = store.commit(vec![sent.clone()]).await;
    let receipt = results[0].as_ref().expect("committed");
    assert_eq!((receipt.first, receipt.last, receipt.version), (1, 2, 2));
    assert_eq!((&receipt.stream, receipt.replayed), (&sent.stream, false));

    let read = store.stream(&town, &sent.stream, 0).await.expect("read");
    assert_eq!(read.len(), 2);
    let mut head = Head::default();
    for (at, stored) in read.iter().enumerate() {
        assert_eq!(stored.town, town);
        assert_eq!(stored.position, at as u64 + 1);
        assert_eq!(stored.version, at as u64 + 1);
        assert_eq!(stored.stream, sent.stream);
        assert_eq!(stored.actor, sent.actor);
        assert_eq!(stored.command, sent.key);
        assert_eq!(stored.event, sent.events[at]);
        assert_eq!(stored.hash, chain::expected_hash(&head.hash, stored));
        head.hash = stored.hash;
        head.position = stored.position;
    }
    assert_eq!(store.log(&town, 0, 10).await.expect("read"), read);
    assert_eq!(store.head(&town).await.expect("read"), head);
    let rest = store.stream(&town, &sent.stream, 1).await.expect("read");
    assert_eq!(rest, read[1..]);
    store.close().await;
}

/// Streams share one numbering; each has its own versions.
pub async fn positions_have_no_gap_across_streams(site: &impl Site) {
    let store = site.open(TABLES).await;
    let town = town("huacao");
    for round in 0..5 {
        let list = ["a", "b", "c"].map(|name| commit(&town, name, round));
        for result in store.commit(list.into()).await {
            result.expect("committed");
        }
    }
    let log = store.log(&town, 0, 100).await.expect("read");
    let positions: Vec<u64> = log.iter().map(|event| event.position).collect();
    assert_eq!(positions, (1..=15).collect::<Vec<_>>());
    for name in ["a", "b", "c"] {
        let events = store.stream(&town, &stream(name), 0).await.expect("read");
        let versions: Vec<u64> = events.iter().map(|event| event.version).collect();
        assert_eq!(versions, [1, 2, 3, 4, 5]);
    }
    store.close().await;
}

/// Somebody was faster.
pub async fn a_stale_version_conflicts_and_writes_nothing(site: &impl Site) {
    let store = site.open(TABLES).await;
    let town = town("huacao");
    for version in 0..2 {
        let results = store.commit(vec![commit(&town, "s", version)]).await;
        assert!(results[0].is_ok());
    }
    let head = store.head(&town).await.expect("read");
    for expected in 0..2 {
        let mut stale = commit(&town, "s", expected);
        stale.key = crate::CommandKey::new(format!("other-{expected}"));
        conflicts(&store.commit(vec![stale]).await[0], expected, 2);
    }
    assert_eq!(store.head(&town).await.expect("read"), head);
    // The refused key is not used up.
    let mut again = commit(&town, "s", 2);
    again.key = crate::CommandKey::new("other-0");
    assert!(store.commit(vec![again]).await[0].is_ok());
    store.close().await;
}

/// A version that the stream has not reached is as wrong as one that it has left.
pub async fn a_version_too_high_conflicts(site: &impl Site) {
    let store = site.open(TABLES).await;
    let town = town("huacao");
    conflicts(&store.commit(vec![commit(&town, "s", 1)]).await[0], 1, 0);
    assert!(store.commit(vec![commit(&town, "s", 0)]).await[0].is_ok());
    conflicts(&store.commit(vec![commit(&town, "s", 2)]).await[0], 2, 1);
    assert_eq!(store.head(&town).await.expect("read").position, 1);
    store.close().await;
}

/// Order within a list is kept, and dependence works.
pub async fn a_later_commit_builds_on_an_earlier_one_of_its_list(site: &impl Site) {
    let store = site.open(TABLES).await;
    let town = town("huacao");
    let list = (0..300).map(|version| commit(&town, "s", version));
    let results = store.commit(list.collect()).await;
    for (at, result) in results.iter().enumerate() {
        assert_eq!(result.as_ref().expect("committed").version, at as u64 + 1);
    }
    assert!(store.commit(Vec::new()).await.is_empty());
    store.close().await;
}

/// Each commit is whole or not at all, also amid others.
pub async fn a_commit_that_fails_leaves_its_neighbours_whole(site: &impl Site) {
    let store = site.open(TABLES).await;
    let town = town("huacao");
    let results = store
        .commit(vec![
            commit(&town, "a", 0),
            commit(&town, "b", 5),
            commit(&town, "a", 1),
        ])
        .await;
    assert_eq!(results[0].as_ref().expect("committed").last, 1);
    conflicts(&results[1], 5, 0);
    assert_eq!(results[2].as_ref().expect("committed").last, 2);
    let log = store.log(&town, 0, 10).await.expect("read");
    assert!(log.iter().all(|event| event.stream == stream("a")));
    assert_eq!(log.len(), 2);
    store.verify(&town, silent()).await.expect("verified");
    store.close().await;
}

/// Shapes that the port does not allow.
pub async fn a_malformed_commit_is_a_misuse_and_writes_nothing(site: &impl Site) {
    let store = site.open(TABLES).await;
    let town = town("huacao");
    let mut empty = commit(&town, "s", 0);
    empty.events.clear();
    let mut nul = commit(&town, "s", 0);
    nul.events[0].payload = "\"a\0b\"".into();
    let mut keyless = commit(&town, "s", 0);
    keyless.key = crate::CommandKey::new("");
    let whole = commit(&town, "t", 0);
    let results = store.commit(vec![empty, nul, whole, keyless]).await;
    for at in [0, 1, 3] {
        assert!(matches!(results[at], Err(StoreError::Misuse(_))), "{at}");
    }
    assert!(results[2].is_ok());
    assert_eq!(store.head(&town).await.expect("read").position, 1);
    store.close().await;
}

/// Same streams, same keys, two towns.
pub async fn towns_never_see_each_other(site: &impl Site) {
    let store = site.open(TABLES).await;
    let (one, two) = (town("one"), town("two"));
    let list = vec![
        commit(&two, "s", 0),
        commit(&one, "s", 0),
        commit(&two, "s", 1),
    ];
    for result in store.commit(list).await {
        assert!(!result.expect("committed").replayed);
    }
    assert_eq!(
        store.towns().await.expect("read"),
        [one.clone(), two.clone()]
    );
    for (town, count) in [(&one, 1), (&two, 2), (&town("three"), 0)] {
        let log = store.log(town, 0, 10).await.expect("read");
        assert_eq!(log.len() as u64, count);
        assert!(log.iter().all(|event| event.town == *town));
        assert_eq!(store.head(town).await.expect("read").position, count);
        let events = store.stream(town, &stream("s"), 0).await.expect("read");
        assert_eq!(events, log);
        let verified = store.verify(town, silent()).await.expect("verified");
        assert_eq!(verified.events, count);
    }
    store.close().await;
}

/// 64 appenders, one stream.
pub async fn one_of_many_appenders_wins_each_version(site: &impl Site) {
    const APPENDERS: u64 = 64;
    const VERSIONS: u64 = 8;
    let store = site.open(TABLES).await;
    let town = town("huacao");
    for version in 0..VERSIONS {
        let mut callers = tokio::task::JoinSet::new();
        for caller in 0..APPENDERS {
            let store = std::sync::Arc::clone(&store);
            let mut sent = commit(&town, "s", version);
            sent.key = crate::CommandKey::new(format!("{caller}-{version}"));
            callers.spawn(async move { store.commit(vec![sent]).await.swap_remove(0) });
        }
        let mut won = 0;
        while let Some(result) = callers.join_next().await {
            match result.expect("no panic") {
                Ok(receipt) => {
                    won += 1;
                    assert_eq!(receipt.version, version + 1);
                }
                lost => conflicts(&lost, version, version + 1),
            }
        }
        assert_eq!(won, 1);
    }
    assert_eq!(store.head(&town).await.expect("read").position, VERSIONS);
    store.verify(&town, silent()).await.expect("verified");
    store.close().await;
}

/// A megabyte, other planes, quotes, escapes, what is nearly SQL.
pub async fn large_and_strange_texts_survive(site: &impl Site) {
    let store = site.open(TABLES).await;
    let town = town("huacao");
    let payloads = [
        format!("\"{}\"", "华漕".repeat(200_000)),
        r#""𠮷👮‍♀️ é \u0000 \\ ' \" %_ -- ; $1 ?1""#.to_owned(),
        String::new(),
        "\u{feff}\r\n\t\u{7f}\u{2028}".to_owned(),
    ];
    let mut sent = commit(&town, "流/一 'x'; DROP TABLE log_event; --", 0);
    sent.key = crate::CommandKey::new("键'\"\u{1F511}");
    sent.events = payloads.iter().map(|text| event("k\"'", text)).collect();
    store.commit(vec![sent.clone()]).await[0]
        .as_ref()
        .expect("committed");
    let read = store.stream(&town, &sent.stream, 0).await.expect("read");
    for (stored, payload) in read.iter().zip(&payloads) {
        assert!(*stored.event.payload == **payload, "a payload changed");
        assert_eq!(&*stored.event.kind, "k\"'");
        assert_eq!(stored.command, sent.key);
    }
    assert_eq!(read.len(), payloads.len());
    let found = store.receipt(&town, &sent.key).await.expect("read");
    assert_eq!(found.expect("known").0.last, payloads.len() as u64);
    store.verify(&town, silent()).await.expect("verified");
    store.close().await;
}

/// `after` and `limit` join pages without a gap.
pub async fn the_log_is_read_page_by_page(site: &impl Site) {
    let store = site.open(TABLES).await;
    let town = town("huacao");
    let list = (0..25).map(|version| commit(&town, "s", version));
    store.commit(list.collect()).await;
    let mut seen = Vec::new();
    loop {
        let page = store.log(&town, seen.len() as u64, 10).await.expect("read");
        if page.is_empty() {
            break;
        }
        assert!(page.len() <= 10);
        seen.extend(page);
    }
    assert_eq!(seen, store.log(&town, 0, u64::MAX).await.expect("read"));
    assert_eq!(seen.len(), 25);
    assert!(store.log(&town, 0, 0).await.expect("read").is_empty());
    let beyond = store.log(&town, u64::MAX, 10).await.expect("read");
    assert!(beyond.is_empty());
    store.close().await;
}

/// Verification says how much it read, and where the log ends.
pub async fn the_chain_verifies(site: &impl Site) {
    let store = site.open(TABLES).await;
    let town = town("huacao");
    let list = (0..40).map(|at| commit(&town, ["a", "b"][at % 2], at as u64 / 2));
    store.commit(list.collect()).await;
    let verified = store.verify(&town, silent()).await.expect("verified");
    assert_eq!(verified.events, 40);
    assert_eq!(verified.head, store.head(&town).await.expect("read"));
    store.close().await;
}

fn conflicts(result: &Result<crate::Receipt, StoreError>, at: u64, is: u64) {
    match result {
        Err(StoreError::Conflict {
            expected, actual, ..
        }) => assert_eq!((*expected, *actual), (at, is)),
        other => panic!("{other:?} is no conflict"),
    }
}
