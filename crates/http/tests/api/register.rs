//! The register as it is kept while the server runs.

use super::tools::{Answer, Served};
use liandong_domain::roles::Role;
use serde_json::{Value, json};

fn put(served: &Served, role: Role, path: &str, body: &Value) -> Answer {
    let (bearer, key) = (format!("Bearer {}", served.token(role)), served.key());
    let headers = [
        ("authorization", bearer.as_str()),
        ("idempotency-key", key.as_str()),
        ("content-type", "application/json"),
    ];
    served.send("PUT", path, &headers, Some(body.to_string().as_bytes()))
}

#[test]
fn a_new_policy_holds_for_the_next_call_and_not_for_a_clock_that_runs() {
    let served = Served::start();
    let before = served.get(Role::Administrator, "/api/v1/policy");
    assert_eq!(before.status, 200);
    let mut policy = before.json();
    let version = policy["version"].as_u64().unwrap();
    policy["version"] = json!(version + 1);
    policy["arrive"] = json!({"seconds": 600, "warn_before_seconds": 60});
    let path = "/api/v1/policy";
    let key = served.key();
    let adopted = served.post(Role::Administrator, path, &key, &policy);
    assert_eq!(adopted.status, 201, "{}", adopted.json());
    // Sent twice it happens once; from an older version it is refused.
    assert_eq!(
        served.post(Role::Administrator, path, &key, &policy).status,
        201
    );
    policy["arrive"]["seconds"] = json!(700);
    let stale = served.post(Role::Administrator, path, &served.key(), &policy);
    assert_eq!(stale.status, 422, "{}", stale.json());
    assert_eq!(stale.json()["field"], "version");
    let town = served.get(Role::Auditor, path).json();
    assert_eq!(town["arrive"]["seconds"], 600);
}

#[test]
fn what_another_policy_would_have_meant_is_told_and_nothing_is_written() {
    let served = Served::start();
    let call = json!({"source": "by_hand", "address": "华翔路1号", "text": "楼上半夜装修"});
    let role = Role::Administrator;
    let taken = served.post(role, "/api/v1/incidents", &served.key(), &call);
    assert_eq!(taken.status, 201, "{}", taken.json());
    let mut policy = served.get(role, "/api/v1/policy").json();
    let version = policy["version"].as_u64().unwrap();
    let path = "/api/v1/policy/effect";
    policy["version"] = json!(version + 2);
    let refused = served.post(role, path, &served.key(), &policy);
    assert_eq!(refused.status, 422, "what cannot be adopted is no question");
    assert_eq!(refused.json()["field"], "version");
    policy["version"] = json!(version + 1);
    let words = policy["safety_words"][0]["words"].as_array_mut().unwrap();
    words.push(json!("半夜装修"));
    let told = served.post(role, path, &served.key(), &policy);
    assert_eq!(told.status, 200, "{}", told.json());
    let told = told.json();
    assert_eq!(
        (&told["incidents"], &told["in_force"]),
        (&json!(1), &json!(version))
    );
    assert_eq!(
        told["screening"]["gained_examples"],
        json!([taken.json()["id"]])
    );
    assert_eq!(told["clocks"].as_array().unwrap().len(), 6);
    assert_eq!(
        served.get(role, "/api/v1/policy").json()["version"],
        version
    );
}

#[test]
fn subcategories_members_and_cars_are_the_towns_to_change() {
    let served = Served::start();
    let all = served.get(Role::Administrator, "/api/v1/categories").json();
    let mut dispute = all["categories"]
        .as_array()
        .unwrap()
        .iter()
        .find(|one| one["code"] == "dispute")
        .unwrap()
        .clone();
    let more = json!({"id": "parrot", "name": "鹦鹉扰民"});
    dispute["subcategories"].as_array_mut().unwrap().push(more);
    let path = "/api/v1/categories/dispute";
    let done = put(&served, Role::Administrator, path, &dispute);
    assert_eq!(done.status, 200, "{}", done.json());
    let again = served.get(Role::Member, "/api/v1/categories").json();
    assert!(again.to_string().contains("鹦鹉扰民"));
    let other = "/api/v1/categories/housing";
    let differs = put(&served, Role::Administrator, other, &dispute);
    assert_eq!(differs.status, 422);
    assert_eq!(differs.json()["code"], "identifier_differs");

    let members = served.get(Role::DutyManager, "/api/v1/members").json();
    let mut member = members["members"][0].clone();
    let page = served
        .get(Role::DutyManager, "/api/v1/members?limit=1")
        .json();
    assert_eq!(page["members"][0], member);
    let next = format!(
        "/api/v1/members?limit=1&cursor={}",
        page["next"].as_str().unwrap()
    );
    let second = served.get(Role::DutyManager, &next).json();
    assert_eq!(second["members"][0], members["members"][1]);
    member["until"] = json!("2099-12-31");
    let path = format!("/api/v1/members/{}", member["id"].as_str().unwrap());
    let done = put(&served, Role::DutyManager, &path, &member);
    assert_eq!(done.status, 200, "{}", done.json());
    member["unit"] = json!("no-such-car");
    let refused = put(&served, Role::DutyManager, &path, &member);
    assert_eq!(refused.status, 422, "{}", refused.json());
}
