//! What cannot be is refused with the field named, and nothing is written.

use super::tools::Served;
use liandong_domain::roles::Role;
use serde_json::json;

#[test]
fn bodies_that_cannot_be_read_name_the_place() {
    let served = Served::start();
    for (body, status, code, says) in [
        ("{", 400, "bad_json", "第 1 行"),
        (
            r#"{"source":"by_hand","address":"a","text":"t"} x"#,
            400,
            "bad_json",
            "第 1 行",
        ),
        (
            r#"{"source":"by_hand","address":"a"}"#,
            422,
            "missing_field",
            "text",
        ),
        (
            r#"{"source":"by_hand","address":"a","text":"t","tex":1}"#,
            422,
            "unknown_field",
            "tex",
        ),
        (
            r#"{"source":"fax","address":"a","text":"t"}"#,
            422,
            "unknown_value",
            "source",
        ),
        (
            r#"{"source":"by_hand","address":"a","text":"t","caller":{"phone":1}}"#,
            422,
            "bad_value",
            "caller.phone",
        ),
        (
            r#"{"source":"by_hand","address":"a","text":"t","occurred_at":"noon"}"#,
            422,
            "bad_value",
            "occurred_at",
        ),
        (
            r#"{"source":"by_hand","address":" ","text":"t"}"#,
            422,
            "blank",
            "地址",
        ),
        (
            r#"{"source":"by_hand","address":"a","text":"t","place":{"lon":181,"lat":0}}"#,
            422,
            "off_the_globe",
            "经度",
        ),
        (
            r#"{"source":"by_hand","address":"a","text":"t","occurred_at":"2999-01-01T00:00:00Z"}"#,
            422,
            "in_future",
            "晚于现在",
        ),
    ] {
        let key = served.key();
        let answer = served.post_text(Role::Commander, "/api/v1/incidents", &key, body);
        assert_eq!(answer.status, status, "{body}: {}", answer.json());
        assert_eq!(answer.problem(), code, "{body}");
        let told = answer.json().to_string();
        assert!(told.contains(says), "{body}: {told}");
    }
    let all = served
        .get(Role::Commander, "/api/v1/incidents?state=all")
        .json();
    assert_eq!(all["incidents"], json!([]), "nothing was written");
}

#[test]
fn commands_that_cannot_be_name_what_is_wrong() {
    let served = Served::start();
    let call = served.call();
    let id = call["id"].as_str().unwrap();
    let command = |command: serde_json::Value| served.order(Role::Administrator, id, command);
    let too_long = "长".repeat(2_001);
    for (given, status, code) in [
        (json!({"do": "fly"}), 422, "unknown_value"),
        (json!({"do": "confirm"}), 422, "missing_field"),
        (
            json!({"do": "confirm", "category": "environment", "area": "nowhere"}),
            422,
            "unknown_area",
        ),
        (json!({"do": "assign", "unit": "car-1"}), 409, "wrong_phase"),
        (
            json!({"do": "return_to_police", "station": "x", "reason": "r"}),
            422,
            "unknown_station",
        ),
        (json!({"do": "cancel", "reason": "  "}), 422, "blank"),
        (json!({"do": "cancel", "reason": too_long}), 422, "too_long"),
        (
            json!({"do": "merge", "into": id, "reason": "r"}),
            409,
            "bad_merge_target",
        ),
        (json!({"do": "assign", "unit": "car 1"}), 422, "bad_value"),
        (json!({"do": "check_clocks"}), 403, "not_allowed"),
    ] {
        let answer = command(given.clone());
        assert_eq!(answer.status, status, "{given}: {}", answer.json());
        assert_eq!(answer.problem(), code, "{given}");
    }
    let before = json!({"command": {"do": "confirm", "category": "environment", "area": "jiwang"},
        "occurred_at": "2020-01-01T00:00:00Z"});
    let path = format!("/api/v1/incidents/{id}/commands");
    let answer = served.post(Role::Commander, &path, "before", &before);
    assert_eq!(answer.problem(), "before_incident");
    assert_eq!(answer.json()["field"], "occurred_at");
    let now = served
        .get(Role::Auditor, &format!("/api/v1/incidents/{id}"))
        .json();
    assert_eq!(now["version"], call["version"], "nothing was written");
}

#[test]
fn each_role_has_its_own_rights() {
    let served = Served::start();
    let call = served.call();
    let id = call["id"].as_str().unwrap();
    let confirm = json!({"do": "confirm", "category": "environment", "area": "jiwang"});
    for role in [
        Role::Dispatcher,
        Role::Member,
        Role::Department,
        Role::FollowUp,
        Role::DutyManager,
        Role::Performance,
        Role::Auditor,
    ] {
        let refused = served.order(role, id, confirm.clone());
        assert_eq!(refused.status, 403, "{role:?}");
        assert_eq!(refused.problem(), "not_allowed");
    }
    for role in [Role::Member, Role::Department, Role::FollowUp] {
        let refused = served.get(role, "/api/v1/projects");
        assert_eq!(
            (refused.status, refused.problem().as_str()),
            (403, "not_visible")
        );
    }
}

#[test]
fn what_is_not_there_is_a_problem_too() {
    let served = Served::start();
    for (path, code) in [
        ("/api/v1/incidents/20240301-99999", "no_such_incident"),
        ("/api/v1/incidents/no%20number", "no_such_incident"),
        (
            "/api/v1/projects/none/form?from=2024-01-01&to=2024-08-31",
            "no_such_project",
        ),
        ("/api/v1/nothing", "no_such_path"),
    ] {
        let answer = served.get(Role::Commander, path);
        assert_eq!(answer.status, 404, "{path}");
        assert_eq!(answer.problem(), code);
    }
    let answer = served.post(Role::Commander, "/api/v1/town", "k", &json!({}));
    assert_eq!(
        (answer.status, answer.problem().as_str()),
        (405, "method_not_allowed")
    );
    let answer = served.get(Role::Commander, "/api/v1/incidents?limit=many");
    assert_eq!(
        (answer.status, answer.problem().as_str()),
        (422, "bad_parameter")
    );
    let bearer = format!("Bearer {}", served.token(Role::Commander));
    let json = [
        ("authorization", &*bearer),
        ("content-type", "application/json"),
    ];
    let no_key = served.send("POST", "/api/v1/incidents", &json, Some(b"{}"));
    assert_eq!(
        (no_key.status, no_key.problem().as_str()),
        (400, "bad_idempotency_key")
    );
    let text = [
        ("authorization", &*bearer),
        ("content-type", "text/plain"),
        ("idempotency-key", "k"),
    ];
    let not_json = served.send("POST", "/api/v1/incidents", &text, Some(b"{}"));
    assert_eq!(
        (not_json.status, not_json.problem().as_str()),
        (415, "not_json")
    );
    let long = vec![b' '; 70_000];
    let long = served.post_text(
        Role::Commander,
        "/api/v1/incidents",
        "k",
        std::str::from_utf8(&long).unwrap(),
    );
    assert_eq!((long.status, long.problem().as_str()), (413, "too_large"));
}
