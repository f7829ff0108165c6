//! Where a live stream begins: now, after a position, or, too far behind, anew.

use super::{live::Stream, tools::Served};
use liandong_domain::{ids::AccountId, registry::RegistryEvent, roles::Role};
use liandong_store::{Actor, CommandKey, Commit, NewEvent, StreamName};
use serde_json::json;
use std::time::Duration;

fn wait<T>(future: impl Future<Output = T>) -> T {
    let runtime = tokio::runtime::Builder::new_current_thread();
    { runtime }.build().unwrap().block_on(future)
}

/// Events beside the incidents in one commit, as a large import writes them.
fn write_beside(served: &Served, events: usize) {
    let now = served.app.now();
    let stream = StreamName::new("other");
    let one = || NewEvent {
        kind: "town.noted".into(),
        schema: 1,
        occurred_at: now,
        recorded_at: now,
        late: false,
        payload: "{}".into(),
    };
    let commit = Commit {
        town: served.town.clone(),
        stream,
        expected: 0,
        key: CommandKey::new("many"),
        fingerprint: [0; 32],
        actor: Actor {
            account: AccountId::new("system").unwrap(),
            role: Role::System,
        },
        events: (0..events).map(|_| one()).collect(),
        rows: Vec::new(),
        secrets: Vec::new(),
    };
    for done in wait(served.app.store().commit(vec![commit])) {
        done.unwrap();
    }
}

#[test]
fn a_stream_begins_after_the_position_asked_for() {
    let served = Served::start();
    let before = wait(served.app.position(&served.town)).unwrap();
    let ids: Vec<_> = (0..3).map(|_| served.call()["id"].clone()).collect();
    let told = |after: &str, last: Option<u64>| {
        let mut stream = Stream::open_at(&served, served.token(Role::Auditor), after, last);
        let hello = stream.next().unwrap();
        assert_eq!(hello.name, "hello");
        let mut told = Vec::new();
        while told.last() != ids.last() {
            told.push(stream.next().unwrap().data["incident"]["id"].clone());
        }
        (hello.id, told)
    };
    assert_eq!(
        told(&format!("?after={before}"), None),
        (before, ids.clone())
    );
    let last = before + 1;
    // A browser that goes on says so by the header; its address still names the first position.
    let (from, rest) = told(&format!("?after={before}"), Some(last));
    assert_eq!((from, rest.as_slice()), (last, &ids[1..]));
    for query in ["?after=x", "?after=-1", "?since=1"] {
        let refused = served.get(Role::Auditor, &format!("/api/v1/live{query}"));
        assert_eq!(
            (refused.status, refused.problem().as_str()),
            (422, "bad_parameter"),
            "{query}"
        );
    }
}

#[test]
fn a_position_that_is_not_there_yet_is_now() {
    let served = Served::start();
    let head = wait(served.app.position(&served.town)).unwrap();
    let mut stream = Stream::open(&served, Role::Auditor, Some(head + 1_000));
    let hello = stream.next().unwrap();
    assert_eq!((hello.name.as_str(), hello.id), ("hello", head));
    let call = served.call();
    assert_eq!(stream.next().unwrap().data["incident"]["id"], call["id"]);
}

#[test]
fn who_is_far_behind_loads_anew() {
    let served = Served::start();
    let before = wait(served.app.position(&served.town)).unwrap();
    write_beside(&served, 5_001);
    let head = wait(served.app.position(&served.town)).unwrap();
    assert_eq!(head, before + 5_001);
    let mut stream = Stream::open(&served, Role::Auditor, Some(before));
    let reset = stream.next().unwrap();
    assert_eq!((reset.name.as_str(), reset.id), ("reset", head));
    // One event nearer it is read to the end, each event told once.
    let mut stream = Stream::open(&served, Role::Auditor, Some(before + 1));
    let hello = stream.next().unwrap();
    assert_eq!((hello.name.as_str(), hello.id), ("hello", before + 1));
    for position in before + 2..=head {
        let told = stream.next().unwrap();
        assert_eq!((told.name.as_str(), told.id), ("stream", position));
        assert_eq!(told.data["kind"], "town.noted");
    }
    let call = served.call();
    assert_eq!(stream.next().unwrap().data["incident"]["id"], call["id"]);
}

#[test]
fn a_change_of_the_register_is_told() {
    let served = Served::start();
    let mut stream = Stream::open(&served, Role::Dispatcher, None);
    assert_eq!(stream.next().unwrap().name, "hello");
    let department = json!({"department_listed": {"id": "new-office", "name": "新办公室"}});
    let department: RegistryEvent = serde_json::from_value(department).unwrap();
    let actor = Actor {
        account: AccountId::new("administrator").unwrap(),
        role: Role::Administrator,
    };
    let recorded = liandong_app::setup::record(&served.app, &served.town, actor, vec![department]);
    assert_eq!(wait(recorded).unwrap().recorded, 1);
    let told = stream.next().unwrap();
    let head = wait(served.app.position(&served.town)).unwrap();
    assert_eq!((told.name.as_str(), told.id), ("town", head));
    let town = served.get(Role::Dispatcher, "/api/v1/town").json();
    assert!(town["departments"].to_string().contains("新办公室"));
}

/// Proxies and browsers hold compressed streams back until a block is full.
#[test]
fn lists_are_compressed_and_streams_are_not() {
    let served = Served::start();
    let bearer = format!("Bearer {}", served.token(Role::Auditor));
    let encoding = |path: &str| {
        let agent = ureq::Agent::config_builder()
            .timeout_recv_response(Some(Duration::from_secs(10)))
            .build()
            .new_agent();
        let request = agent
            .get(format!("{}{path}", served.url))
            .header("authorization", &bearer)
            .header("accept-encoding", "gzip");
        let answer = request.call().unwrap();
        let encoding = answer.headers().get("content-encoding");
        encoding.map(|name| name.to_str().unwrap().to_owned())
    };
    assert_eq!(encoding("/api/v1/town").as_deref(), Some("gzip"));
    assert_eq!(encoding("/api/v1/live"), None);
}
