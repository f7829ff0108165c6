//! What must hold afterwards, counted.

use super::{
    kit::{TOWN, whole_log},
    load::Load,
    readers::Told,
};
use liandong_app::views::projector;
use liandong_domain::ids::TownId;
use liandong_store::{RebuildMode, Store, StoredEvent, StreamName};
use liandong_store_postgres::PostgresStore;
use std::collections::{BTreeMap, BTreeSet, HashMap};

/// Counts. What was acknowledged is in the log, each reader was told what it should, and the rest is
/// zero.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Counts {
    pub(crate) acknowledged: usize,
    pub(crate) in_log: usize,
    /// Acknowledged commands that are not in the log, or under another incident.
    pub(crate) lost: usize,
    /// Keys whose events are not one run of the log.
    pub(crate) doubled: usize,
    /// Of all readers together: events not told.
    pub(crate) untold: usize,
    /// Of all readers together: events told twice or out of order.
    pub(crate) told_twice: usize,
    /// Readers that were told to load anew.
    pub(crate) resets: u64,
    /// Events that each reader should have been told.
    pub(crate) should: usize,
    /// The fewest and the most events that a reader was told.
    pub(crate) told: (usize, usize),
    /// Rows that differ from what the log makes.
    pub(crate) differences: usize,
}

/// The position of the last event that readers are told of.
pub(crate) async fn last_incident(store: &PostgresStore) -> u64 {
    let town = TownId::new(TOWN).expect("a town");
    let mut end = store.head(&town).await.expect("read").position;
    while end > 0 {
        // Backwards, since the last one is near the end.
        let after = end.saturating_sub(500);
        let page = store.log(&town, after, end - after).await.expect("read");
        if let Some(last) = page.iter().rev().find(|event| is_incident(event)) {
            return last.position;
        }
        end = after;
    }
    0
}

fn is_incident(event: &StoredEvent) -> bool {
    event.stream.as_str().starts_with("incident/")
}

/// Compares the log with what callers and readers, who began after a position, believe.
pub(crate) async fn check(
    store: &PostgresStore,
    load: &Load,
    readers: &[Told],
    from: u64,
) -> Counts {
    let log = whole_log(store).await;
    let mut counts = Counts::default();
    let mut runs: HashMap<&str, (&str, u64)> = HashMap::new();
    for event in &log {
        let (key, stream) = (event.command.as_str(), event.stream.as_str());
        match runs.insert(key, (stream, event.position)) {
            None => {}
            Some((same, before)) if same == stream && before + 1 == event.position => {}
            Some(_) => counts.doubled += 1,
        }
    }
    let acknowledged = load.acknowledged.lock().expect("no panic").clone();
    let keys: BTreeMap<&String, &String> = acknowledged.iter().map(|(k, i)| (k, i)).collect();
    counts.acknowledged = keys.len();
    for (key, id) in keys {
        match runs.get(key.as_str()) {
            Some((stream, _)) if *stream == format!("incident/{id}") => counts.in_log += 1,
            _ => counts.lost += 1,
        }
    }
    let should: BTreeSet<u64> = log
        .iter()
        .filter(|event| event.position > from && is_incident(event))
        .map(|event| event.position)
        .collect();
    for told in readers {
        let once: BTreeSet<u64> = told.incidents.iter().copied().collect();
        let in_order = told.incidents.windows(2).filter(|two| two[0] >= two[1]);
        counts.told_twice += in_order.count();
        counts.untold += should.difference(&once).count();
        counts.resets += told.resets;
    }
    counts.should = should.len();
    let told = || readers.iter().map(|told| told.incidents.len());
    counts.told = (told().min().unwrap_or(0), told().max().unwrap_or(0));
    let town = TownId::new(TOWN).expect("a town");
    let verified = store.verify(&town, Box::new(|_| {})).await;
    assert_eq!(
        verified.expect("the chain is whole").events,
        log.len() as u64
    );
    let check = store.rebuild(
        &town,
        projector(&town),
        RebuildMode::Check,
        Box::new(|_| {}),
    );
    counts.differences = check.await.expect("compared").differences.len();
    counts
}

/// How often a clock of each of these incidents has warned.
pub(crate) async fn warnings(store: &PostgresStore, ids: &[String]) -> Vec<usize> {
    let town = TownId::new(TOWN).expect("a town");
    let mut counts = Vec::with_capacity(ids.len());
    for id in ids {
        let stream = StreamName::new(format!("incident/{id}"));
        let events = store.stream(&town, &stream, 0).await.expect("read");
        let warned = events.iter().map(|event| &*event.event.kind);
        counts.push(
            warned
                .filter(|kind| *kind == "incident.clock_warned")
                .count(),
        );
    }
    counts
}
