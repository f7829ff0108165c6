//! What holds around every route: limits, conditions, pages, numbers of requests.

use super::tools::{Answer, Served};
use liandong_domain::roles::Role;
use liandong_http::{Rate, Settings};
use serde_json::{Value, json};
use std::collections::BTreeSet;

fn rate(per_minute: u64, burst: u64) -> Rate {
    Rate { per_minute, burst }
}

fn bearer(served: &Served, role: Role) -> String {
    format!("Bearer {}", served.token(role))
}

#[test]
fn each_token_has_its_own_measure() {
    let served = Served::start_with(Settings {
        token: rate(1, 3),
        ..Settings::default()
    });
    let statuses: Vec<u16> = (0..4)
        .map(|_| served.get(Role::Commander, "/api/v1/session").status)
        .collect();
    assert_eq!(statuses, [200, 200, 200, 429]);
    let refused = served.get(Role::Commander, "/api/v1/session");
    assert_eq!(refused.problem(), "too_many_requests");
    assert_eq!(refused.header("retry-after"), "60");
    assert_eq!(refused.header("ratelimit"), "\"token\";r=0;t=60");
    assert_eq!(refused.header("ratelimit-policy"), "\"token\";q=3;w=180");
    assert_eq!(refused.json()["retry_after"], 60);
    let other = served.get(Role::Auditor, "/api/v1/session");
    assert_eq!(other.status, 200, "another token");
    assert_eq!(other.header("ratelimit"), "\"token\";r=2;t=60");
    assert_eq!(served.send("GET", "/healthz", &[], None).status, 200);
}

#[test]
fn strangers_and_logins_have_theirs_by_address() {
    let served = Served::start_with(Settings {
        address: rate(1, 3),
        login: rate(1, 2),
        ..Settings::default()
    });
    let from = |address: &str, token: Option<&str>| {
        let mut headers = vec![("x-forwarded-for", address)];
        headers.extend(token.map(|token| ("authorization", token)));
        served.send("GET", "/api/v1/session", &headers, None).status
    };
    let log_in = |address: &str| {
        let headers = [
            ("x-forwarded-for", address),
            ("content-type", "application/json"),
        ];
        let body = br#"{"token":"huacao~00"}"#;
        served.send("POST", "/api/v1/session", &headers, Some(body))
    };
    assert_eq!(log_in("203.0.113.1").status, 401);
    assert_eq!(log_in("203.0.113.1").status, 401);
    let refused = log_in("203.0.113.1");
    assert_eq!(
        (refused.status, &*refused.problem()),
        (429, "too_many_requests")
    );
    assert!(refused.header("ratelimit").starts_with("\"login\""));
    assert_eq!(log_in("203.0.113.2").status, 401, "another address");

    let all: Vec<u16> = (0..4).map(|_| from("203.0.113.3", None)).collect();
    assert_eq!(all, [401, 401, 401, 429]);
    // Whoever tries tokens is a stranger too, and each of them counts.
    let guess = |nth: u32| format!("Bearer huacao~{nth:040}");
    let all: Vec<u16> = (0..4)
        .map(|nth| from("203.0.113.4", Some(&guess(nth))))
        .collect();
    assert_eq!(all, [401, 401, 401, 429]);
    let good = bearer(&served, Role::Auditor);
    assert_eq!(
        from("203.0.113.4", Some(&good)),
        429,
        "the address is used up"
    );
    assert_eq!(from("203.0.113.5", Some(&good)), 200);
}

#[test]
fn what_has_not_changed_is_not_sent_again() {
    let served = Served::start();
    let call = served.call();
    let id = call["id"].as_str().unwrap();
    let path = format!("/api/v1/incidents/{id}");
    let first = served.get(Role::Auditor, &path);
    let tag = first.header("etag").to_owned();
    assert!(
        tag.starts_with(&format!("\"v{}.", call["version"])),
        "{tag}"
    );
    let ask = |tag: &str| {
        let bearer = bearer(&served, Role::Auditor);
        let headers = [("authorization", &*bearer), ("if-none-match", tag)];
        served.send("GET", &path, &headers, None)
    };
    let unchanged = ask(&tag);
    assert_eq!((unchanged.status, unchanged.body.len()), (304, 0));
    assert_eq!(unchanged.header("etag"), tag);
    assert_eq!(unchanged.header("cache-control"), "no-store");
    // Another role is shown something else of the same version.
    assert_ne!(served.get(Role::Commander, &path).header("etag"), tag);
    let confirm = json!({"do": "confirm", "category": "environment", "area": "jiwang"});
    served.done(Role::Commander, id, confirm);
    let changed = ask(&tag);
    assert_eq!(changed.status, 200);
    assert_ne!(changed.header("etag"), tag);
}

#[test]
fn a_command_under_a_condition_fails_when_it_does_not_hold() {
    let served = Served::start();
    let call = served.call();
    let id = call["id"].as_str().unwrap();
    let path = format!("/api/v1/incidents/{id}");
    let tag = served.get(Role::Commander, &path).header("etag").to_owned();
    let cancel = |tag: &str| -> Answer {
        let bearer = bearer(&served, Role::Commander);
        let key = served.key();
        let headers = [
            ("authorization", &*bearer),
            ("content-type", "application/json"),
            ("idempotency-key", &*key),
            ("if-match", tag),
        ];
        let body = json!({"command": {"do": "cancel", "reason": "误报"}}).to_string();
        let path = format!("{path}/commands");
        served.send("POST", &path, &headers, Some(body.as_bytes()))
    };
    let confirm = json!({"do": "confirm", "category": "environment", "area": "jiwang"});
    served.done(Role::Commander, id, confirm);
    let refused = cancel(&tag);
    assert_eq!(
        (refused.status, &*refused.problem()),
        (412, "version_conflict")
    );
    assert_eq!(refused.json()["status"], 412);
    let refused = cancel("\"0011223344556677\"");
    assert_eq!((refused.status, &*refused.problem()), (412, "bad_if_match"));
    let tag = served.get(Role::Commander, &path).header("etag").to_owned();
    assert_eq!(cancel(&tag).status, 200);
    // Where no condition is understood none is passed over.
    let bearer = bearer(&served, Role::Commander);
    let headers = [
        ("authorization", &*bearer),
        ("content-type", "application/json"),
        ("idempotency-key", "k"),
        ("if-match", &*tag),
    ];
    let refused = served.send("POST", "/api/v1/incidents", &headers, Some(b"{}"));
    assert_eq!(
        (refused.status, &*refused.problem()),
        (412, "no_condition_here")
    );
}

#[test]
fn pages_follow_one_another_to_the_end() {
    let served = Served::start();
    let made: BTreeSet<String> = (0..5)
        .map(|_| served.call()["id"].as_str().unwrap().to_owned())
        .collect();
    let mut path = "/api/v1/incidents?state=all&limit=2".to_owned();
    let mut seen = Vec::new();
    let mut pages = 0;
    loop {
        let page = served.get(Role::Auditor, &path);
        pages += 1;
        for one in page.json()["incidents"].as_array().unwrap() {
            seen.push(one["id"].as_str().unwrap().to_owned());
        }
        let link = page.header("link");
        if page.json()["next"] == Value::Null {
            assert_eq!(link, "");
            break;
        }
        let next = page.json()["next"].as_str().unwrap().to_owned();
        path = format!("/api/v1/incidents?state=all&limit=2&cursor={next}");
        assert_eq!(link, format!("<{path}>; rel=\"next\""));
    }
    assert_eq!(pages, 3);
    assert!(
        seen.windows(2).all(|pair| pair[0] > pair[1]),
        "newest first"
    );
    assert_eq!(seen.into_iter().collect::<BTreeSet<_>>(), made);
    let refused = served.get(Role::Auditor, "/api/v1/incidents?cursor=zz");
    assert_eq!((refused.status, &*refused.problem()), (422, "bad_cursor"));
    assert_eq!(refused.json()["field"], "cursor");
    let refused = served.get(Role::Auditor, "/api/v1/incidents?limit=many");
    assert_eq!(refused.json()["field"], "limit");
    let refused = served.get(Role::Auditor, "/api/v1/incidents?limt=2");
    assert_eq!(refused.json()["field"], "limt");
}

#[test]
fn a_repetition_says_that_it_is_one() {
    let served = Served::start();
    let intake = json!({"source": "by_hand", "address": "某路1号", "text": "楼上装修声音大"});
    let take = || served.post(Role::Commander, "/api/v1/incidents", "one", &intake);
    let (first, again) = (take(), take());
    assert_eq!(first.header("idempotent-replayed"), "");
    assert_eq!(again.header("idempotent-replayed"), "true");
    assert_eq!(first.json()["id"], again.json()["id"]);
}

#[test]
fn each_request_has_a_number() {
    let served = Served::start();
    let number = |given: Option<&str>| {
        let headers: Vec<(&str, &str)> = given.map(|id| ("x-request-id", id)).into_iter().collect();
        let answer = served.send("GET", "/healthz", &headers, None);
        answer.header("x-request-id").to_owned()
    };
    assert_eq!(number(Some("gateway-7f.1")), "gateway-7f.1");
    let (one, other) = (number(None), number(None));
    assert_eq!(one.len(), 24);
    assert_ne!(one, other);
    // What could forge a line of the log is not taken.
    assert_eq!(number(Some("a b \"c\"")).len(), 24);
    assert_eq!(number(Some(&"x".repeat(129))).len(), 24);
    assert_eq!(
        served
            .send("GET", "/api/v1/none", &[], None)
            .header("x-request-id")
            .len(),
        24
    );
}

#[test]
fn a_format_that_is_not_there_is_refused() {
    let served = Served::start();
    let bearer = bearer(&served, Role::Commander);
    let accept = |path: &str, accept: &str| {
        let headers = [("authorization", &*bearer), ("accept", accept)];
        served.send("GET", path, &headers, None)
    };
    let refused = accept("/api/v1/town", "text/html");
    assert_eq!(
        (refused.status, &*refused.problem()),
        (406, "not_acceptable")
    );
    assert_eq!(accept("/api/v1/town", "text/html, */*;q=0.1").status, 200);
    let form = "/api/v1/projects/none/form?from=2024-01-01&to=2024-08-31&format=pdf";
    assert_eq!(
        accept(form, "application/pdf").status,
        404,
        "the PDF would be there"
    );
}

#[test]
fn what_is_not_allowed_says_what_is() {
    let served = Served::start();
    let bearer = bearer(&served, Role::Commander);
    let headers = [("authorization", &*bearer)];
    let refused = served.send("DELETE", "/api/v1/town", &headers, None);
    assert_eq!(
        (refused.status, &*refused.problem()),
        (405, "method_not_allowed")
    );
    assert_eq!(refused.header("allow"), "GET,HEAD");
}
