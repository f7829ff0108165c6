//! A call from the telephone to its closing.

use super::tools::Served;
use liandong_domain::roles::Role;
use serde_json::json;

#[test]
fn a_call_is_walked_to_its_closing_by_those_whose_step_it_is() {
    let served = Served::start();
    let call = served.call();
    let id = call["id"].as_str().unwrap();
    assert_eq!(call["phase_name"], "接警");
    assert_eq!(
        call["caller"],
        json!({"name": "王**", "phone": "139****1234"})
    );
    assert_eq!(call["next"][0], "confirm");
    served.accepted(id);
    let steps = [
        (
            Role::Dispatcher,
            json!({"do": "assign", "unit": "car-1"}),
            "assigned",
        ),
        (Role::Member, json!({"do": "acknowledge"}), "acknowledged"),
        (
            Role::Member,
            json!({"do": "arrive", "how": "radio"}),
            "arrived",
        ),
        (
            Role::Member,
            json!({"do": "feedback", "text": "正在劝说"}),
            "feedback_given",
        ),
        (
            Role::Member,
            json!({"do": "dispose", "outcome": "needs_department", "text": "需上门核查"}),
            "disposed",
        ),
        (
            Role::Dispatcher,
            json!({"do": "review", "finding": "需流转"}),
            "reviewed",
        ),
        (
            Role::Dispatcher,
            json!({"do": "refer", "department": "urban-management", "reason": "请办理"}),
            "referred",
        ),
        (
            Role::Department,
            json!({"do": "accept_referral", "referral": 1}),
            "referral_accepted",
        ),
        (
            Role::Department,
            json!({"do": "department_dispose", "referral": 1, "result": "已整改"}),
            "department_disposed",
        ),
        (
            Role::FollowUp,
            json!({"do": "follow_up", "outcome": {"result": "reached", "grade": "satisfied"}}),
            "followed_up",
        ),
        (Role::FollowUp, json!({"do": "close"}), "closed"),
    ];
    for (role, command, phase) in steps {
        let before = served.get(role, &format!("/api/v1/incidents/{id}")).json();
        let offered = before["next"].as_array().unwrap();
        assert!(
            offered.contains(&command["do"]),
            "{command} is offered: {before}"
        );
        let after = served.done(role, id, command);
        assert_eq!(after["phase"], phase);
    }
    let whole = served
        .get(Role::Auditor, &format!("/api/v1/incidents/{id}"))
        .json();
    assert_eq!(whole["next"], json!([]), "an auditor changes nothing");
    assert_eq!(whole["units"][0]["name"], "联警巡车一号");
    let kept = |clock: &serde_json::Value| clock["outcome"] == "kept" || clock["outcome"] == "void";
    assert!(
        whole["clocks"].as_array().unwrap().iter().all(kept),
        "{whole}"
    );

    let events = served
        .get(Role::Auditor, &format!("/api/v1/incidents/{id}/events"))
        .json();
    let events = events["events"].as_array().unwrap();
    assert_eq!(events[0]["kind_name"], "接警");
    assert!(events[0]["payload"]["received"].get("caller").is_none());
    assert_eq!(events.last().unwrap()["kind"], "incident.closed");
    assert!(
        events
            .iter()
            .all(|one| one["hash"].as_str().unwrap().len() == 64)
    );
}

#[test]
fn one_key_one_act() {
    let served = Served::start();
    let intake = json!({"source": "by_hand", "address": "某路1号", "text": "噪声"});
    let path = "/api/v1/incidents";
    let first = served.post(Role::Commander, path, "same", &intake);
    let again = served.post(Role::Commander, path, "same", &intake);
    assert_eq!((first.status, again.status), (201, 201));
    assert_eq!(first.json()["id"], again.json()["id"]);
    let other = json!({"source": "by_hand", "address": "某路2号", "text": "噪声"});
    let refused = served.post(Role::Commander, path, "same", &other);
    assert_eq!(refused.status, 422);
    assert_eq!(refused.problem(), "idempotency_key_reused");
    let all = served
        .get(Role::Commander, "/api/v1/incidents?state=all")
        .json();
    assert_eq!(all["incidents"].as_array().unwrap().len(), 1);

    let id = first.json()["id"].as_str().unwrap().to_owned();
    let command = format!("{path}/{id}/commands");
    let body = json!({"command": {"do": "confirm", "category": "housing", "area": "jiwang"}});
    let first = served.post(Role::Commander, &command, "confirm", &body);
    let again = served.post(Role::Commander, &command, "confirm", &body);
    assert_eq!(first.json()["version"], again.json()["version"]);
}

#[test]
fn who_looked_at_an_older_version_is_told_so() {
    let served = Served::start();
    let call = served.call();
    let id = call["id"].as_str().unwrap();
    let seen = call["version"].as_u64().unwrap();
    served.accepted(id);
    let body = json!({"command": {"do": "assign", "unit": "car-1"}, "expected_version": seen});
    let path = format!("/api/v1/incidents/{id}/commands");
    let refused = served.post(Role::Dispatcher, &path, "late", &body);
    assert_eq!(refused.status, 409);
    assert_eq!(refused.problem(), "version_conflict");
}

#[test]
fn a_car_is_on_one_incident_at_a_time() {
    let served = Served::start();
    let ids: Vec<String> = (0..2)
        .map(|_| served.call()["id"].as_str().unwrap().to_owned())
        .collect();
    for id in &ids {
        served.accepted(id);
    }
    let assign = json!({"do": "assign", "unit": "car-1"});
    served.done(Role::Dispatcher, &ids[0], assign.clone());
    let refused = served.order(Role::Dispatcher, &ids[1], assign);
    assert_eq!(
        (refused.status, refused.problem().as_str()),
        (409, "unit_busy")
    );
    let town = served.get(Role::Dispatcher, "/api/v1/town").json();
    let cars = town["units"].as_array().unwrap();
    let car = cars.iter().find(|car| car["id"] == "car-1").unwrap();
    assert_eq!(car["incident"], ids[0]);
}

#[test]
fn a_call_that_hints_at_danger_is_not_diverted_with_one_click() {
    let served = Served::start();
    let call = served.call_about("楼下有人拿刀，还有人受伤了");
    let id = call["id"].as_str().unwrap();
    assert_eq!(call["hazards"].as_array().unwrap().len(), 2);
    let plain = json!({"do": "confirm", "category": "dispute", "area": "jiwang"});
    let refused = served.order(Role::Commander, id, plain);
    assert_eq!(refused.status, 409);
    assert_eq!(refused.problem(), "safety_confirmation_needed");
    let hazards = refused.json()["hazards"].clone();
    assert_eq!(hazards[0]["word"], "受伤");
    assert_eq!(hazards[1]["hazard_name"], "凶器");
    let deliberate = json!({"do": "confirm", "category": "dispute", "area": "jiwang",
        "in_spite_of_hazards": "已回拨核实，为道具"});
    assert_eq!(
        served.done(Role::Commander, id, deliberate)["phase"],
        "classified"
    );
}

#[test]
fn reading_a_caller_in_clear_is_an_event() {
    let served = Served::start();
    let call = served.call();
    let id = call["id"].as_str().unwrap();
    let path = format!("/api/v1/incidents/{id}/reveal-caller");
    let why = json!({"reason": "电话回访核实"});
    let clear = served.post(Role::FollowUp, &path, "reveal", &why);
    assert_eq!(
        clear.json(),
        json!({"name": "王小明", "phone": "13900001234"})
    );
    let refused = served.post(Role::Member, &path, "reveal-2", &why);
    assert_eq!(
        (refused.status, refused.problem().as_str()),
        (403, "not_allowed")
    );
    let events = served
        .get(Role::Auditor, &format!("/api/v1/incidents/{id}/events"))
        .json();
    let last = &events["events"][1];
    assert_eq!(last["kind"], "incident.caller_revealed");
    assert_eq!(last["role"], "follow_up");
    assert_eq!(last["payload"]["caller_revealed"]["reason"], "电话回访核实");
    assert!(!events.to_string().contains("13900001234"));
}

#[test]
fn lists_are_read_page_by_page() {
    let served = Served::start();
    let ids: Vec<String> = (0..5)
        .map(|_| served.call()["id"].as_str().unwrap().to_owned())
        .collect();
    let mut found = Vec::new();
    let mut path = "/api/v1/incidents?limit=2".to_owned();
    loop {
        let page = served.get(Role::Dispatcher, &path).json();
        for one in page["incidents"].as_array().unwrap() {
            found.push(one["id"].as_str().unwrap().to_owned());
        }
        match page["next"].as_str() {
            Some(next) => path = format!("/api/v1/incidents?limit=2&before={next}"),
            None => break,
        }
    }
    found.reverse();
    assert_eq!(found, ids);
    let cancel = json!({"do": "cancel", "reason": "误报"});
    served.done(Role::Commander, &ids[0], cancel);
    let count = |state: &str| {
        let path = format!("/api/v1/incidents?state={state}");
        let page = served.get(Role::Dispatcher, &path).json();
        page["incidents"].as_array().unwrap().len()
    };
    assert_eq!([count("open"), count("over"), count("all")], [4, 1, 5]);
}
