//! Sessions, other sites, and the headers of every answer.

use super::tools::Served;
use liandong_domain::roles::Role;
use serde_json::json;

fn log_in(served: &Served) -> String {
    let body = json!({"token": served.token(Role::Commander)}).to_string();
    let json = [("content-type", "application/json")];
    let answer = served.send("POST", "/api/v1/session", &json, Some(body.as_bytes()));
    assert_eq!(answer.status, 200);
    assert_eq!(answer.json()["role_name"], "指挥长");
    let cookie = answer.header("set-cookie");
    assert!(
        cookie.contains("HttpOnly") && cookie.contains("SameSite=Strict"),
        "{cookie}"
    );
    cookie.split(';').next().unwrap().to_owned()
}

#[test]
fn a_session_lasts_until_it_is_left() {
    let served = Served::start();
    let cookie = log_in(&served);
    let who = served.send("GET", "/api/v1/session", &[("cookie", &cookie)], None);
    assert_eq!(who.json()["town_name"], "华漕镇");
    let left = served.send("DELETE", "/api/v1/session", &[("cookie", &cookie)], None);
    assert_eq!(left.status, 204);
    assert!(left.header("set-cookie").contains("Max-Age=0"));
    for headers in [
        &[][..],
        &[("cookie", "liandong_session=huacao~00")],
        &[("cookie", "liandong_session=")],
        &[("authorization", "Bearer nobody")],
        &[("authorization", "Basic eDp5")],
    ] {
        let answer = served.send("GET", "/api/v1/session", headers, None);
        assert_eq!(
            (answer.status, answer.problem().as_str()),
            (401, "unauthenticated")
        );
    }
}

#[test]
fn another_sites_page_writes_nothing() {
    let served = Served::start();
    let cookie = log_in(&served);
    let host = served.url.trim_start_matches("http://");
    let send = |headers: &[(&str, &str)]| {
        let mut all = vec![
            ("cookie", cookie.as_str()),
            ("content-type", "application/json"),
        ];
        let key = served.key();
        all.push(("idempotency-key", &key));
        all.extend(headers);
        let body = json!({"source": "by_hand", "address": "a", "text": "t"}).to_string();
        served
            .send("POST", "/api/v1/incidents", &all, Some(body.as_bytes()))
            .status
    };
    assert_eq!(send(&[("sec-fetch-site", "cross-site")]), 403);
    assert_eq!(send(&[("sec-fetch-site", "same-site")]), 403);
    assert_eq!(send(&[("origin", "https://elsewhere.example")]), 403);
    assert_eq!(send(&[("origin", "null")]), 403);
    assert_eq!(send(&[("sec-fetch-site", "same-origin")]), 201);
    assert_eq!(send(&[("origin", &format!("http://{host}"))]), 201);
}

#[test]
fn every_answer_is_guarded() {
    let served = Served::start();
    for path in [
        "/",
        "/api/v1/session",
        "/healthz",
        "/no/such/page",
        "/api/none",
    ] {
        let answer = served.send("GET", path, &[], None);
        let policy = answer.header("content-security-policy");
        assert!(policy.contains("script-src 'self'"), "{path}");
        assert!(!policy.contains("script-src 'self' 'unsafe"), "{path}");
        assert_eq!(answer.header("x-content-type-options"), "nosniff");
        assert!(!answer.header("date").is_empty());
        if path.starts_with("/api/") {
            assert_eq!(answer.header("cache-control"), "no-store", "{path}");
        }
    }
}

#[test]
fn the_page_is_answered_for_any_path_of_its_own() {
    let served = Served::start();
    for path in ["/", "/incidents/20240301-00001"] {
        let answer = served.send("GET", path, &[], None);
        assert_eq!(answer.status, 200);
        assert!(answer.header("content-type").starts_with("text/html"));
    }
    let missing = served.send("GET", "/assets/none.js", &[], None);
    assert_eq!(
        (missing.status, missing.problem().as_str()),
        (404, "no_such_path")
    );
    for path in ["/healthz", "/readyz"] {
        assert_eq!(served.send("GET", path, &[], None).json()["status"], "ok");
    }
}
