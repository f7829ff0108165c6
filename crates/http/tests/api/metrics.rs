//! The figures of the running server.

use super::tools::Served;
use liandong_domain::roles::Role;
use serde_json::json;
use std::time::{Duration, Instant};

fn value(text: &str, line: &str) -> Option<String> {
    text.lines()
        .find_map(|one| one.strip_prefix(line)?.strip_prefix(' '))
        .map(str::to_owned)
}

fn text(served: &Served) -> String {
    let answer = served.get(Role::Administrator, "/metrics");
    assert_eq!(answer.status, 200);
    assert!(
        answer
            .header("content-type")
            .starts_with("application/openmetrics-text")
    );
    String::from_utf8(answer.body).unwrap()
}

#[test]
fn requests_commands_and_queues_are_counted() {
    let served = Served::start();
    let intake = json!({"source": "by_hand", "address": "某路1号", "text": "楼上装修声音大"});
    for _ in 0..2 {
        served.post(Role::Commander, "/api/v1/incidents", "same", &intake);
    }
    let call = served.call();
    let id = call["id"].as_str().unwrap();
    served.order(Role::Dispatcher, id, json!({"do": "accept"}));
    served.get(Role::Auditor, &format!("/api/v1/incidents/{id}"));
    let stream = super::live::Stream::open(&served, Role::Auditor, None);
    // The follower reads on its own; what it has read is looked for until it is there.
    let start = Instant::now();
    let events = "liandong_events_total{town=\"huacao\",kind=\"incident.received\"}";
    let all = loop {
        let all = text(&served);
        if value(&all, events).as_deref() == Some("2") {
            break all;
        }
        assert!(start.elapsed() < Duration::from_secs(20), "{all}");
    };
    for (line, expected) in [
        ("liandong_commands_total{code=\"done\"}", "2"),
        ("liandong_commands_total{code=\"replayed\"}", "1"),
        ("liandong_commands_total{code=\"wrong_phase\"}", "1"),
        (
            "liandong_incidents_open{town=\"huacao\",phase=\"received\"}",
            "2",
        ),
        ("liandong_live_readers", "1"),
        ("liandong_log_behind{town=\"huacao\"}", "0"),
        (
            "liandong_http_requests_total{route=\"/api/v1/incidents/{id}\",method=\"GET\",status=\"200\"}",
            "1",
        ),
        ("liandong_webhooks{town=\"huacao\",state=\"dead\"}", "0"),
    ] {
        assert_eq!(
            value(&all, line).as_deref(),
            Some(expected),
            "{line}\n{all}"
        );
    }
    assert!(all.contains("liandong_build_info{version="), "{all}");
    assert!(all.ends_with("# EOF\n"));
    assert!(!all.contains("某路"), "nothing that people typed");
    drop(stream);
}

#[test]
fn only_those_who_run_the_server_read_them() {
    let served = Served::start();
    for role in [Role::Commander, Role::Auditor, Role::Member] {
        let refused = served.get(role, "/metrics");
        assert_eq!((refused.status, &*refused.problem()), (403, "no_right"));
    }
    assert_eq!(served.send("GET", "/metrics", &[], None).status, 401);
}
