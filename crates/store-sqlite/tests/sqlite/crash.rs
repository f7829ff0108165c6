//! kill -9 under load: what was acknowledged is there.
//!
//! The test starts itself again as a child that commits and prints each acknowledged key, and
//! kills it in the middle of its work.

use crate::contract::TemporaryFile;
use liandong_store::{
    CommandKey, RebuildMode, Store,
    contract::{Calls, Site, TABLES, silent, town},
};
use liandong_store_sqlite::SqliteStore;
use std::{
    io::{BufRead, BufReader, Write},
    process::{Command, Stdio},
    sync::Arc,
    time::{Duration, SystemTime, UNIX_EPOCH},
};

const PATH: &str = "LIANDONG_CRASH_DATABASE";
const ROUNDS: usize = 10;

/// The child: 16 towns' worth of callers on one store, each the only one in its town, so that its
/// projector knows every row.
#[tokio::test(flavor = "multi_thread")]
async fn child_that_is_killed() {
    let Ok(path) = std::env::var(PATH) else {
        return; // Only the parent's child has work here.
    };
    let store = SqliteStore::open(path, TABLES).expect("opened");
    let mut callers = tokio::task::JoinSet::new();
    for caller in 0..16 {
        let store = Arc::clone(&store);
        callers.spawn(async move {
            let town = town(&format!("t{caller}"));
            let mut calls = Calls::new(&town);
            for event in store.log(&town, 0, u64::MAX).await.expect("read") {
                calls.take(&event.stream, &event.event);
            }
            let mut rows = Vec::new();
            liandong_store::Projector::drain(&mut calls, &mut rows);
            for n in 0.. {
                let list: Vec<_> = (0..1 + n % 3)
                    .map(|k| calls.commit(&format!("call/{}", (n * 7 + k) % 50), n))
                    .collect();
                let keys: Vec<_> = list.iter().map(|sent| sent.key.clone()).collect();
                for (key, result) in keys.iter().zip(store.commit(list).await) {
                    let receipt = result.expect("committed");
                    let line = format!("ack {town} {} {}\n", key.as_str(), receipt.last);
                    // One write, so that a line is whole or not there.
                    let mut out = std::io::stdout().lock();
                    out.write_all(line.as_bytes()).expect("told");
                    out.flush().expect("told");
                }
            }
        });
    }
    callers.join_all().await;
}

/// Starts the child, kills it after a while, and gives what it acknowledged.
fn kill_under_load(site: &TemporaryFile, after: Duration) -> Vec<(String, String, u64)> {
    let mut child = Command::new(std::env::current_exe().expect("this test"))
        .args(["--exact", "crash::child_that_is_killed", "--nocapture"])
        .env(PATH, site.path())
        .stdout(Stdio::piped())
        .spawn()
        .expect("started");
    let out = child.stdout.take().expect("piped");
    let reading = std::thread::spawn(move || {
        BufReader::new(out)
            .split(b'\n')
            .map_while(Result::ok)
            .filter_map(|line| {
                let line = String::from_utf8(line).ok()?;
                let mut words = line[line.find("ack ")?..].split(' ').skip(1);
                let (town, key, last) = (words.next()?, words.next()?, words.next()?);
                Some((town.to_owned(), key.to_owned(), last.parse().ok()?))
            })
            .collect()
    });
    std::thread::sleep(after);
    child.kill().expect("killed"); // SIGKILL
    let status = child.wait().expect("ended");
    assert!(!status.success(), "the child ended by itself");
    reading.join().expect("read")
}

#[tokio::test(flavor = "multi_thread")]
async fn nothing_acknowledged_is_lost_by_kill_9() {
    let site = TemporaryFile::new();
    let mut random = SystemTime::now()
        .duration_since(UNIX_EPOCH)
        .map_or(1, |now| now.subsec_nanos());
    let mut acknowledged = Vec::new();
    for _ in 0..ROUNDS {
        random = random.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        let after = Duration::from_millis(u64::from(150 + (random >> 16) % 250));
        acknowledged.extend(kill_under_load(&site, after));

        let store = site.open(TABLES).await;
        assert!(store.needs_rebuild().await.expect("read").is_empty());
        for (town_name, key, last) in &acknowledged {
            let (town, key) = (town(town_name), CommandKey::new(key.as_str()));
            let found = store.receipt(&town, &key).await;
            let (receipt, _) = found.expect("read").unwrap_or_else(|| {
                panic!("{key:?} of {town} was acknowledged at {last} and is lost")
            });
            assert_eq!(receipt.last, *last);
        }
        for town in store.towns().await.expect("read") {
            store.verify(&town, silent()).await.expect("verified");
            let calls = Box::new(Calls::new(&town));
            let checked = store.rebuild(&town, calls, RebuildMode::Check, silent());
            let checked = checked.await.expect("rebuilt");
            assert!(checked.differences.is_empty(), "{:?}", checked.differences);
        }
        store.close().await;
    }
    assert!(
        acknowledged.len() > ROUNDS * 10,
        "too little load to mean anything"
    );
}
