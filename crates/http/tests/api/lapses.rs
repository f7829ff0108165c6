//! What lapses or fails while the server runs: erased callers, broken keys, tokens taken back,
//! connections that break while others write; and that one town knows nothing of another.

use super::{
    live::{Stream, Told},
    tools::Served,
};
use liandong_app::{folder::TownFolder, setup, vault::DATA_KEY};
use liandong_domain::{
    ids::{AccountId, TownId},
    roles::Role,
};
use liandong_store::envelope::Secret;
use serde_json::{Value, json};
use std::{
    collections::BTreeMap,
    io::Write,
    net::TcpStream,
    path::Path,
    sync::atomic::{AtomicBool, Ordering},
    thread,
    time::Duration,
};

fn wait<T>(future: impl Future<Output = T>) -> T {
    let runtime = tokio::runtime::Builder::new_current_thread();
    { runtime }.build().unwrap().block_on(future)
}

/// The name of the one caller's data key.
fn only_data_key(served: &Served) -> String {
    let store = served.app.store();
    let all = wait(store.secrets(&served.town, DATA_KEY, "", 2)).unwrap();
    assert_eq!(all.len(), 1, "one caller has one key");
    all.into_iter().next().unwrap().0
}

#[test]
fn an_erased_caller_is_gone_and_the_call_stays() {
    let served = Served::start();
    let call = served.call();
    let id = call["id"].as_str().unwrap();
    let store = served.app.store();
    assert!(wait(store.destroy_secret(&served.town, DATA_KEY, &only_data_key(&served))).unwrap());
    let path = format!("/api/v1/incidents/{id}");
    let left = served.get(Role::Commander, &path).json();
    assert_eq!(
        (&left["caller"], &left["text"]),
        (&Value::Null, &call["text"])
    );
    let reveal = format!("{path}/reveal-caller");
    let why = json!({"reason": "核实"});
    let gone = served.post(Role::FollowUp, &reveal, "k", &why);
    assert_eq!(
        (gone.status, gone.problem().as_str()),
        (410, "caller_erased")
    );
}

#[test]
fn a_failure_within_is_told_by_its_reference_only() {
    let served = Served::start();
    let call = served.call();
    let id = call["id"].as_str().unwrap();
    let broken = Secret {
        kind: DATA_KEY,
        id: only_data_key(&served).into(),
        value: vec![1; 44],
    };
    let store = served.app.store();
    assert!(wait(store.destroy_secret(&served.town, DATA_KEY, &broken.id)).unwrap());
    wait(store.put_secrets(&served.town, vec![broken])).unwrap();
    let reveal = format!("/api/v1/incidents/{id}/reveal-caller");
    let failed = served.post(Role::FollowUp, &reveal, "k", &json!({"reason": "核实"}));
    assert_eq!(
        (failed.status, failed.problem().as_str()),
        (500, "internal")
    );
    let told = failed.json();
    let reference = told["detail_en"]
        .as_str()
        .unwrap()
        .rsplit(' ')
        .next()
        .unwrap();
    assert!(reference.len() == 8 && told["detail"].as_str().unwrap().contains(reference));
    for inner in ["master key", "sealed", "sqlite", "panicked"] {
        assert!(!told.to_string().contains(inner), "{told}");
    }
    // One broken caller does not take the list away.
    let list = served.get(Role::Commander, "/api/v1/incidents").json();
    assert_eq!(list["incidents"][0]["caller"], Value::Null);
}

#[test]
fn a_path_that_is_no_text_is_a_problem_too() {
    let served = Served::start();
    for path in [
        "/api/v1/incidents/%ff",
        "/api/v1/duty/requests/%00",
        "/api/v1/incidents/%ff/events",
        "/api/v1/projects/%ff/form?from=2024-01-01&to=2024-08-31",
    ] {
        let answer = served.get(Role::Auditor, path);
        assert_eq!(
            (answer.status, answer.problem().as_str()),
            (400, "bad_path")
        );
    }
    let answer = served.get(Role::Auditor, "/api/v1/duty/requests?cursor=a%00b");
    assert_eq!(
        (answer.status, answer.problem().as_str()),
        (422, "bad_parameter")
    );
}

#[test]
fn a_stream_ends_when_its_token_is_taken_back() {
    let served = Served::start();
    let commander = AccountId::new("commander-2").unwrap();
    let token = wait(served.app.issue_token(&served.town, &commander)).unwrap();
    let mut stream = Stream::open_with(&served, &token, None);
    assert_eq!(stream.next().unwrap().name, "hello");
    served.call();
    assert_eq!(stream.next().unwrap().name, "incident");
    wait(served.app.revoke_token(&token)).unwrap();
    // A stream trusts its token for a second at the most.
    thread::sleep(Duration::from_millis(1_100));
    served.call();
    assert!(stream.next().is_none(), "nothing is told any more");
}

/// The connection breaks after every few events while four others write; what is told in the end
/// must be each incident's last state, positions rising, with no step of the end lost.
#[test]
fn connections_may_break_while_others_write() {
    let served = Served::start();
    let mut stream = Stream::open(&served, Role::Commander, None);
    let mut last = stream.next().unwrap().id;
    let done = AtomicBool::new(false);
    let (made, seen) = thread::scope(|scope| {
        let writing = scope.spawn(|| {
            let made = thread::scope(|scope| {
                let one = |_| {
                    scope.spawn(|| {
                        (0..12)
                            .map(|_| {
                                let id = served.call()["id"].as_str().unwrap().to_owned();
                                served.accepted(&id);
                                id
                            })
                            .collect::<Vec<_>>()
                    })
                };
                let writers: Vec<_> = (0..4).map(one).collect();
                let each = writers.into_iter().flat_map(|one| one.join().unwrap());
                each.collect::<Vec<_>>()
            });
            done.store(true, Ordering::SeqCst);
            made
        });
        let mut seen: Vec<Told> = Vec::new();
        let mut broken = 0;
        loop {
            let written = done.load(Ordering::SeqCst);
            let head = wait(served.app.position(&served.town)).unwrap();
            if written && last == head {
                break;
            }
            drop(stream);
            stream = Stream::open(&served, Role::Commander, Some(last));
            let hello = stream.next().unwrap();
            assert_eq!((hello.name.as_str(), hello.id), ("hello", last));
            broken += 1;
            for _ in 0..3 {
                if last >= head {
                    break;
                }
                let told = stream.next().unwrap();
                last = told.id;
                seen.push(told);
            }
        }
        assert!(broken > 5, "broken {broken} times");
        (writing.join().unwrap(), seen)
    });
    assert!(seen.windows(2).all(|pair| pair[0].id < pair[1].id));
    let mut ends: BTreeMap<&str, (&Value, u64)> = BTreeMap::new();
    for told in &seen {
        let incident = &told.data["incident"];
        if incident.is_null() {
            // A later event, already on its way, brings the state.
            continue;
        }
        let version = incident["version"].as_u64().unwrap();
        let id = incident["id"].as_str().unwrap();
        let before = ends.insert(id, (&incident["phase"], version));
        assert!(
            before.is_none_or(|(_, older)| older <= version),
            "{id} went back"
        );
    }
    let mut versions: BTreeMap<&str, Vec<u64>> = BTreeMap::new();
    for told in &seen {
        let id = told.data["id"].as_str().unwrap();
        let version = told.data["version"].as_u64().unwrap();
        versions.entry(id).or_default().push(version);
    }
    for (id, versions) in versions {
        // Received, classified, accepted, and when somebody is told that it waits for a car.
        assert_eq!(versions, [1, 2, 3, 4], "{id}: each event once, in order");
    }
    assert_eq!(ends.len(), made.len());
    for id in &made {
        assert_eq!(ends[id.as_str()], (&json!("accepted"), 4), "{id}");
    }
}

#[test]
fn a_town_knows_nothing_of_another() {
    let served = Served::start();
    let call = served.call();
    let id = call["id"].as_str().unwrap();
    let folder = "../app/tests/fixtures/second-town";
    let folder = TownFolder::read(&Path::new(env!("CARGO_MANIFEST_DIR")).join(folder)).unwrap();
    wait(setup::import(&served.app, &folder)).unwrap();
    let other: &TownId = &folder.town.id;
    let commander = AccountId::new("commander").unwrap();
    let token = wait(served.app.issue_token(other, &commander)).unwrap();
    let bearer = format!("Bearer {token}");
    let get = |path: &str| served.send("GET", path, &[("authorization", &bearer)], None);
    assert_eq!(get("/api/v1/session").json()["town_name"], "柳溪镇");
    let path = format!("/api/v1/incidents/{id}");
    for path in [path.clone(), format!("{path}/events")] {
        assert_eq!(get(&path).problem(), "no_such_incident");
    }
    let all = get("/api/v1/incidents?state=all").json();
    assert_eq!(all["incidents"], json!([]));
    let own = served.get(Role::Performance, "/api/v1/projects").json();
    let own = own["projects"][0]["id"].as_str().unwrap();
    let form = format!("/api/v1/projects/{own}/form?from=2024-01-01&to=2024-08-31");
    assert_eq!(get(&form).problem(), "no_such_project");
    // A token's town is part of what is digested: it cannot be made another town's.
    let forged = token.replacen(other.as_str(), served.town.as_str(), 1);
    let forged = format!("Bearer {forged}");
    let refused = served.send("GET", &path, &[("authorization", &forged)], None);
    assert_eq!(refused.status, 401);

    let mut stream = Stream::open_with(&served, &token, None);
    assert_eq!(stream.next().unwrap().name, "hello");
    served.call();
    let intake = json!({"source": "by_hand", "address": "某巷1号", "text": "河道有垃圾"});
    let headers = [
        ("authorization", bearer.as_str()),
        ("content-type", "application/json"),
        ("idempotency-key", "own"),
    ];
    let body = intake.to_string();
    let taken = served.send("POST", "/api/v1/incidents", &headers, Some(body.as_bytes()));
    assert_eq!(taken.status, 201);
    let told = stream.next().unwrap();
    assert_eq!(told.data["incident"]["address"], "某巷1号");
}

/// Sends a command and breaks the connection off after a moment, without waiting for the answer.
fn send_and_break_off(served: &Served, id: &str, command: &Value, after: Duration) {
    let body = json!({ "command": command }).to_string();
    let host = served.url.trim_start_matches("http://");
    let token = served.token(Role::Administrator);
    let key = served.key();
    let request = format!(
        "POST /api/v1/incidents/{id}/commands HTTP/1.1\r\nhost: {host}\r\n\
         authorization: Bearer {token}\r\nidempotency-key: {key}\r\n\
         content-type: application/json\r\ncontent-length: {}\r\n\r\n{body}",
        body.len()
    );
    let mut stream = TcpStream::connect(host).unwrap();
    stream.write_all(request.as_bytes()).unwrap();
    thread::sleep(after);
}

/// Whether the state at hand is that of the log, and the car is where the state says.
fn agree(served: &Served, id: &str) -> bool {
    let get = |path: &str| served.get(Role::Administrator, path).json();
    let shown = get(&format!("/api/v1/incidents/{id}"));
    let events = get(&format!("/api/v1/incidents/{id}/events"));
    let town = get("/api/v1/town");
    let mut cars = town["units"].as_array().unwrap().iter();
    let car = cars.find(|car| car["id"] == "car-1").unwrap();
    shown["version"] == events["events"].as_array().unwrap().len()
        && (car["incident"] == *id) == (shown["phase"] == "assigned")
}

#[test]
fn what_is_at_hand_is_what_is_on_disk_though_clients_break_off() {
    let served = Served::start();
    for round in 0..20_u64 {
        let call = served.call();
        let id = call["id"].as_str().unwrap();
        served.accepted(id);
        let cancel = json!({"do": "cancel", "reason": "误报"});
        for command in [json!({"do": "assign", "unit": "car-1"}), cancel.clone()] {
            send_and_break_off(&served, id, &command, Duration::from_micros(round * 100));
            // The command may still be under way; in the end both must say the same.
            let agreed = (0..100).any(|_| {
                thread::sleep(Duration::from_millis(30));
                agree(&served, id)
            });
            assert!(agreed, "round {round}: {command}");
        }
        // What the break-off left undone is done now, so that the car is free for the next round.
        let last = served.order(Role::Administrator, id, cancel);
        assert!([200, 409].contains(&last.status), "{}", last.json());
    }
}
