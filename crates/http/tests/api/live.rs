//! Live events: at once, without loss and without doubles, also over a broken connection.

use super::tools::Served;
use liandong_domain::roles::Role;
use serde_json::{Value, json};
use std::{
    collections::BTreeSet,
    io::{BufRead, BufReader, Read},
    thread,
    time::Duration,
};

/// A live stream as a browser reads it.
pub(crate) struct Stream(Box<dyn BufRead + Send>);

/// A server-sent event.
#[derive(Debug)]
pub(crate) struct Told {
    pub(crate) name: String,
    pub(crate) id: u64,
    pub(crate) data: Value,
}

impl Stream {
    pub(crate) fn open(served: &Served, role: Role, last: Option<u64>) -> Self {
        Self::open_with(served, served.token(role), last)
    }

    pub(crate) fn open_with(served: &Served, token: &str, last: Option<u64>) -> Self {
        Self::open_at(served, token, "", last)
    }

    /// With a query string.
    pub(crate) fn open_at(served: &Served, token: &str, query: &str, last: Option<u64>) -> Self {
        let agent = ureq::Agent::config_builder()
            .timeout_recv_body(Some(Duration::from_secs(20)))
            .build()
            .new_agent();
        let mut request = agent
            .get(format!("{}/api/v1/live{query}", served.url))
            .header("authorization", &format!("Bearer {token}"));
        if let Some(last) = last {
            request = request.header("last-event-id", &last.to_string());
        }
        let answer = request.call().unwrap();
        let reader: Box<dyn Read + Send> = Box::new(answer.into_body().into_reader());
        Self(Box::new(BufReader::new(reader)))
    }

    /// The next event; `None` at the end of the stream.
    pub(crate) fn next(&mut self) -> Option<Told> {
        let mut told = Told {
            name: String::new(),
            id: 0,
            data: Value::Null,
        };
        loop {
            let mut line = String::new();
            if self.0.read_line(&mut line).unwrap() == 0 {
                return None;
            }
            let line = line.trim_end();
            if line.is_empty() && !told.name.is_empty() {
                return Some(told);
            }
            match line.split_once(": ") {
                Some(("event", name)) => told.name = name.to_owned(),
                Some(("id", id)) => told.id = id.parse().unwrap(),
                Some(("data", data)) => told.data = serde_json::from_str(data).unwrap(),
                _ => {}
            }
        }
    }
}

#[test]
fn a_second_window_sees_each_step_at_once() {
    let served = Served::start();
    let mut stream = Stream::open(&served, Role::Dispatcher, None);
    assert_eq!(stream.next().unwrap().name, "hello");
    let call = served.call();
    let told = stream.next().unwrap();
    assert_eq!(told.name, "incident");
    assert_eq!(told.data["kind_name"], "接警");
    assert_eq!(told.data["incident"]["id"], call["id"]);
    assert_eq!(told.data["incident"]["next"][0], "return_to_police");
    let id = call["id"].as_str().unwrap();
    let confirm = json!({"do": "confirm", "category": "environment", "area": "jiwang"});
    served.done(Role::Commander, id, confirm);
    let told = stream.next().unwrap();
    assert_eq!(told.data["incident"]["phase"], "classified");
    // What it may do is the reader's own: the dispatcher may accept, the commander confirmed.
    assert_eq!(told.data["incident"]["next"][0], "accept");
}

#[test]
fn a_broken_stream_goes_on_where_it_was() {
    let served = Served::start();
    let mut stream = Stream::open(&served, Role::Commander, None);
    let hello = stream.next().unwrap().id;
    let calls = 40;
    let made: BTreeSet<String> = thread::scope(|scope| {
        let writers: Vec<_> = (0..4)
            .map(|_| {
                scope.spawn(|| {
                    (0..calls / 4)
                        .map(|_| served.call()["id"].as_str().unwrap().to_owned())
                        .collect::<Vec<_>>()
                })
            })
            .collect();
        writers
            .into_iter()
            .flat_map(|one| one.join().unwrap())
            .collect()
    });
    assert_eq!(made.len(), calls);
    // Three events by the first connection, the rest by others that begin where it broke.
    let mut last = hello;
    let mut seen = Vec::new();
    for _ in 0..3 {
        let told = stream.next().unwrap();
        last = told.id;
        seen.push(told);
    }
    drop(stream);
    let mut stream = Stream::open(&served, Role::Commander, Some(last));
    let again = stream.next().unwrap();
    assert_eq!((again.name.as_str(), again.id), ("hello", last));
    while seen.len() < calls {
        seen.push(stream.next().unwrap());
    }
    let positions: Vec<u64> = seen.iter().map(|one| one.id).collect();
    assert!(
        positions.windows(2).all(|pair| pair[0] < pair[1]),
        "{positions:?}"
    );
    let told: BTreeSet<String> = seen
        .iter()
        .map(|one| one.data["incident"]["id"].as_str().unwrap().to_owned())
        .collect();
    assert_eq!(told, made, "none is lost, none comes twice");
}

#[test]
fn live_streams_end_with_the_server() {
    let served = Served::start();
    let mut stream = Stream::open(&served, Role::Auditor, None);
    assert_eq!(stream.next().unwrap().name, "hello");
    let reader = thread::spawn(move || stream.next().is_none());
    drop(served);
    assert!(reader.join().unwrap());
}
