//! `kill -9` at random moments under write load over real HTTP, fifty times.

use super::tools::{Server, done, folder, huacao, log, reader};
use liandong_app::views::projector;
use liandong_domain::ids::TownId;
use liandong_store::{CommandKey, RebuildMode, Store};
use serde_json::{Value, json};
use std::{
    collections::HashMap,
    path::Path,
    sync::{
        Arc, Mutex,
        atomic::{AtomicBool, AtomicU64, Ordering},
    },
    thread,
    time::Duration,
};

const ROUNDS: u64 = 50;
const CALLERS: u64 = 8;

/// What was sent, and whether it was answered.
#[derive(Debug, Clone)]
struct Sent {
    key: String,
    path: String,
    role: &'static str,
    body: Value,
    /// The incident that the answer named.
    acknowledged: Option<String>,
}

#[derive(Debug, Default)]
struct Load {
    sent: Mutex<Vec<Sent>>,
    stop: AtomicBool,
    keys: AtomicU64,
}

/// Sends one command; `None` when the server was gone before it answered.
fn send(url: &str, token: &str, sent: &Sent) -> Option<Value> {
    let agent = ureq::Agent::config_builder()
        .timeout_global(Some(Duration::from_secs(10)))
        .build()
        .new_agent();
    let answer = agent
        .post(format!("{url}{}", sent.path))
        .header("Authorization", &format!("Bearer {token}"))
        .header("Idempotency-Key", &sent.key)
        .send_json(&sent.body);
    match answer {
        // A body that breaks off is no answer either.
        Ok(mut answer) => match answer.body_mut().read_json() {
            Ok(json) => Some(json),
            Err(error) => {
                eprintln!("broken off: {} {error:?}", sent.key);
                None
            }
        },
        Err(ureq::Error::StatusCode(code)) => panic!("{sent:?} was refused with {code}"),
        Err(error) => {
            eprintln!("not answered: {} {error:?}", sent.key);
            None
        }
    }
}

impl Load {
    fn give(
        &self,
        server: (&str, &HashMap<&'static str, String>),
        role: &'static str,
        path: String,
        body: Value,
    ) -> Option<Value> {
        let nth = self.keys.fetch_add(1, Ordering::Relaxed);
        let mut sent = Sent {
            key: format!("crash-{nth:08}"),
            path,
            role,
            body,
            acknowledged: None,
        };
        let answer = send(server.0, &server.1[role], &sent);
        sent.acknowledged = answer
            .as_ref()
            .map(|answer| answer["id"].as_str().unwrap().to_owned());
        self.sent.lock().unwrap().push(sent);
        answer
    }

    /// Takes calls and returns them to police, which needs no car, until the server is gone.
    fn work(&self, url: &str, tokens: &HashMap<&'static str, String>, area: &str, station: &str) {
        let server = (url, tokens);
        while !self.stop.load(Ordering::Relaxed) {
            let intake = json!({"source": "by_hand", "address": "某路1号", "text": "楼上装修声音大",
                "caller": {"name": "测试", "phone": "13900000000"}});
            let taken = self.give(server, "commander", "/api/v1/incidents".into(), intake);
            let Some(taken) = taken else { return };
            let path = format!(
                "/api/v1/incidents/{}/commands",
                taken["id"].as_str().unwrap()
            );
            for (role, command) in [
                (
                    "commander",
                    json!({"do": "confirm", "category": "environment", "area": area}),
                ),
                ("dispatcher", json!({"do": "accept"})),
                (
                    "commander",
                    json!({"do": "return_to_police", "station": station, "reason": "现场发现打架"}),
                ),
            ] {
                let body = json!({"command": command});
                if self.give(server, role, path.clone(), body).is_none() {
                    return;
                }
            }
        }
    }
}

fn get(server: &Server, path: &str) -> Value {
    ureq::get(format!("{}{path}", server.url))
        .header(
            "Authorization",
            &format!("Bearer {}", server.token("commander")),
        )
        .call()
        .unwrap()
        .body_mut()
        .read_json()
        .unwrap()
}

/// A number from the round's own number, spread over the range.
fn spread(round: u64, range: u64) -> u64 {
    let mixed = (round + 1).wrapping_mul(0x9E37_79B9_7F4A_7C15);
    (mixed ^ (mixed >> 29)) % range
}

fn load(db: &Path, round: u64, load: &Arc<Load>) {
    let mut server = Server::start(db);
    let town = get(&server, "/api/v1/town");
    let area = town["areas"][0]["id"].as_str().unwrap().to_owned();
    let station = town["stations"][0]["code"].as_str().unwrap().to_owned();
    let tokens: HashMap<&'static str, String> = ["commander", "dispatcher"]
        .map(|role| (role, server.token(role).to_owned()))
        .into();

    // What was in the air at the crash before is sent again, under the same keys.
    let again: Vec<Sent> = {
        let mut sent = load.sent.lock().unwrap();
        let (answered, open) = sent.drain(..).partition(|one| one.acknowledged.is_some());
        *sent = answered;
        open
    };
    for mut one in again {
        let answer = send(&server.url, &tokens[one.role], &one).unwrap();
        one.acknowledged = Some(answer["id"].as_str().unwrap().to_owned());
        load.sent.lock().unwrap().push(one);
    }

    load.stop.store(false, Ordering::Relaxed);
    let callers: Vec<_> = (0..CALLERS)
        .map(|_| {
            let (load, url, tokens) = (Arc::clone(load), server.url.clone(), tokens.clone());
            let (area, station) = (area.clone(), station.clone());
            thread::spawn(move || load.work(&url, &tokens, &area, &station))
        })
        .collect();
    thread::sleep(Duration::from_millis(20 + spread(round, 300)));
    // SIGKILL: no handler runs.
    server.child.kill().unwrap();
    server.child.wait().unwrap();
    load.stop.store(true, Ordering::Relaxed);
    for caller in callers {
        caller.join().unwrap();
    }
}

/// Every acknowledged command is in the log, once; the chain verifies; the rows equal a rebuild.
async fn check(db: &Path, load: &Load, town: &TownId) -> u64 {
    let store = reader(db);
    let mut events: HashMap<String, String> = HashMap::new();
    for event in log(&store, town).await {
        let (command, stream) = (event.command.as_str(), event.stream.as_str());
        if let Some(other) = events.insert(command.to_owned(), stream.to_owned()) {
            assert_eq!(other, stream, "{command} happened twice");
        }
    }
    let all: Vec<Sent> = load.sent.lock().unwrap().clone();
    for sent in &all {
        let Some(id) = &sent.acknowledged else {
            continue;
        };
        assert_eq!(
            events.get(&sent.key),
            Some(&format!("incident/{id}")),
            "an acknowledged command is lost: {sent:?}"
        );
        let receipt = store
            .receipt(town, &CommandKey::new(sent.key.clone()))
            .await;
        assert!(receipt.unwrap().is_some(), "{sent:?}");
    }
    let verified = store.verify(town, Box::new(|_| {})).await.unwrap();
    let projector = projector(town);
    let rebuilt = store
        .rebuild(town, projector, RebuildMode::Check, Box::new(|_| {}))
        .await
        .unwrap();
    assert!(rebuilt.differences.is_empty(), "{:?}", rebuilt.differences);
    verified.events
}

#[tokio::test(flavor = "multi_thread")]
async fn nothing_acknowledged_is_lost_by_fifty_crashes() {
    let folder = folder();
    let db = folder.path().join("town.db");
    let (db_text, town) = (db.to_str().unwrap(), huacao());
    done(["init", "--town", town.to_str().unwrap(), "--db", db_text]);
    let town = TownId::new("huacao").unwrap();
    let sent = Arc::new(Load::default());
    let mut events = 0;
    for round in 0..ROUNDS {
        let (db, sent) = (db.clone(), Arc::clone(&sent));
        let of_round = Arc::clone(&sent);
        let at = db.clone();
        tokio::task::spawn_blocking(move || load(&at, round, &of_round))
            .await
            .unwrap();
        events = check(&db, &sent, &town).await;
    }
    let sent = sent.sent.lock().unwrap();
    let acknowledged = sent.iter().filter(|one| one.acknowledged.is_some()).count();
    assert!(
        acknowledged > 500,
        "the load was real: {acknowledged} acknowledged, {events} events"
    );
}
