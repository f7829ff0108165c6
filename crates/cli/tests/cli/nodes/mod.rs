//! Two server processes on one PostgreSQL database: they are one to callers and readers, and one of
//! them may die. `cargo xtask bench nodes` runs the same at full size.
#![allow(clippy::print_stdout)]

mod check;
mod clocks;
pub(crate) mod kit;
mod load;
mod moving;
mod readers;
mod size;

use check::{Counts, check, last_incident, warnings};
use clocks::warns_in;
use kit::{Client, Node, TOWN, init, leader, reader, schema};
use liandong_domain::ids::TownId;
use liandong_store::Store;
use load::{Caller, Load, Nodes};
use size::Size;
use std::{sync::Arc, time::Duration};
use tokio::{
    sync::watch,
    task::JoinSet,
    time::{Instant, sleep_until, timeout},
};

/// Longer than a lease lasts.
const SOON: Duration = Duration::from_secs(60);

async fn cars(nodes: &Nodes) -> Vec<String> {
    let mut client = Client::connect(nodes.addresses[0])
        .await
        .expect("connected");
    let (status, town) = client
        .get(&nodes.token, "/api/v1/town")
        .await
        .expect("asked");
    assert_eq!(status, 200, "{town}");
    let town: serde_json::Value = serde_json::from_str(&town).expect("JSON");
    let units = town["units"].as_array().expect("cars").iter();
    units
        .map(|unit| unit["id"].as_str().expect("an id").to_owned())
        .collect()
}

async fn until<T>(what: &str, mut found: impl AsyncFnMut() -> Option<T>) -> T {
    let waiting = async {
        loop {
            match found().await {
                Some(found) => return found,
                None => tokio::time::sleep(Duration::from_millis(100)).await,
            }
        }
    };
    let waited = timeout(SOON, waiting).await;
    waited.unwrap_or_else(|_| panic!("{what} does not come"))
}

#[tokio::test(flavor = "multi_thread")]
async fn two_processes_are_one_and_the_leader_may_die() {
    let size = Size::asked();
    let url = schema("nodes");
    init(&url);
    let mut running = [Node::start(&url), Node::start(&url)];
    let store = reader(&url).await;
    let nodes = Nodes {
        addresses: running.iter().map(|node| node.address).collect(),
        token: running[0].token("administrator").to_owned(),
    };
    let town = TownId::new(TOWN).expect("a town");
    let from = store.head(&town).await.expect("read").position;

    let (end, ended) = watch::channel(0);
    let (begun, mut beginning) = watch::channel(0);
    let mut reading = JoinSet::new();
    for nth in 0..size.readers {
        let (nodes, ended, begun) = (nodes.clone(), ended.clone(), begun.clone());
        reading.spawn(readers::read(
            nodes.addresses,
            nth,
            nodes.token,
            ended,
            begun,
        ));
    }
    let all = beginning.wait_for(|count| *count >= size.readers as u64);
    timeout(SOON, all).await.expect("in time").expect("open");

    let load = Arc::new(Load::default());
    let (loading, of_load) = (Arc::clone(&load), nodes.clone());
    let (callers, rate) = (size.callers(), size.commands);
    let giving = tokio::spawn(async move { loading.run(&of_load, callers, rate, u64::MAX).await });
    let began = Instant::now();

    // A clock shows who leads.
    let cars = cars(&nodes).await;
    let mut caller = Caller::new(nodes.clone(), 0);
    let mut clocks = vec![warns_in(&mut caller, &load, &cars[0], 2).await];
    let leads = until("a leader", async || leader(&store).await).await;
    let leads = running.iter().position(|node| node.process() == leads);
    let leads = leads.expect("one of the two");
    let all_warn = async |clocks: &[String]| {
        let warned = warnings(&store, clocks).await;
        warned.iter().all(|count| *count > 0).then_some(())
    };
    until("the first warning", async || all_warn(&clocks).await).await;

    // The other cars' clocks warn when their leader is dead.
    sleep_until(began + size.time / 2).await;
    let mut caller = Caller::new(nodes.clone(), 1 - leads);
    for car in &cars[1..] {
        clocks.push(warns_in(&mut caller, &load, car, 3).await);
    }
    running[leads].kill();
    let killed = Instant::now();
    until("the other warnings", async || all_warn(&clocks).await).await;
    let warned_again = killed.elapsed();
    let now_leads = leader(&store).await;
    assert_eq!(now_leads, Some(running[1 - leads].process()));
    sleep_until(began + size.time).await;
    let rate =
        load.acknowledged.lock().expect("no panic").len() as f64 / began.elapsed().as_secs_f64();
    load.stop();
    giving.await.expect("no panic");
    let drained = began.elapsed();

    end.send_replace(last_incident(&store).await);
    let told = timeout(SOON, reading.join_all())
        .await
        .expect("all is told");
    let counts = check(&store, &load, &told, from).await;
    let warned = warnings(&store, &clocks).await;
    let moved = told.iter().filter(|told| told.moved > 0).count();
    size.print(&load, &counts, rate, drained);
    println!(
        "{moved} readers moved to the other node; {} clocks warned {warned:?} times, the last {:.1} s \
         after the kill",
        clocks.len(),
        warned_again.as_secs_f64()
    );
    let expected = Counts {
        acknowledged: counts.acknowledged,
        in_log: counts.acknowledged,
        should: counts.should,
        told: (counts.should, counts.should),
        ..Counts::default()
    };
    assert_eq!(counts, expected);
    assert!(counts.acknowledged > 300, "the load was real: {counts:?}");
    let sat = (0..size.readers).filter(|nth| nth % 2 == leads).count();
    assert_eq!(moved, sat, "these readers sat at the dead node");
    assert!(warned.iter().all(|count| *count == 1), "clocks fire once");
}
