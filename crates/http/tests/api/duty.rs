//! Duty, units, areas, places and equipment as clients meet them.

use super::tools::Served;
use liandong_domain::{
    roles::Role,
    time::{Day, UtcOffset},
};
use serde_json::{Value, json};

fn today(served: &Served) -> Day {
    UtcOffset::BEIJING.day(served.app.now())
}

fn later(served: &Served, days: i64) -> String {
    Day(today(served).0 + days).to_string()
}

impl Served {
    #[track_caller]
    fn got(&self, role: Role, path: &str) -> Value {
        let answer = self.get(role, path);
        assert_eq!(answer.status, 200, "{path}: {}", answer.json());
        answer.json()
    }

    #[track_caller]
    fn posted(&self, role: Role, path: &str, body: &Value) -> Value {
        let answer = self.post(role, path, &self.key(), body);
        assert!(answer.status < 300, "{path} {body}: {}", answer.json());
        if answer.body.is_empty() {
            Value::Null
        } else {
            answer.json()
        }
    }

    #[track_caller]
    fn refused(&self, role: Role, path: &str, body: &Value) -> (u16, String) {
        let answer = self.post(role, path, &self.key(), body);
        (answer.status, answer.problem())
    }
}

/// What each role may read and write, at its least.
#[test]
fn rights_are_held() {
    let served = Served::start();
    let (from, to) = (later(&served, 0), later(&served, 3));
    let reads = [
        ("/api/v1/areas".to_owned(), true),
        ("/api/v1/areas/at?lon=121.29&lat=31.235".to_owned(), true),
        ("/api/v1/places?q=x".to_owned(), true),
        ("/api/v1/gazetteer".to_owned(), true),
        ("/api/v1/units".to_owned(), false),
        ("/api/v1/units/car-1".to_owned(), false),
        (format!("/api/v1/duty/days/{from}"), false),
        (format!("/api/v1/duty/findings?from={from}&to={to}"), false),
        (format!("/api/v1/duty/hours?from={from}&to={to}"), false),
        (format!("/api/v1/duty/calendar?from={from}&to={to}"), false),
        ("/api/v1/duty/rules".to_owned(), false),
        ("/api/v1/duty/rosters".to_owned(), false),
        ("/api/v1/duty/requests".to_owned(), false),
        ("/api/v1/equipment".to_owned(), false),
        ("/api/v1/equipment/kinds".to_owned(), false),
        ("/api/v1/equipment/findings".to_owned(), false),
    ];
    for (path, town) in &reads {
        for role in [Role::Member, Role::Auditor, Role::DutyManager] {
            assert_eq!(served.get(role, path).status, 200, "{role:?} {path}");
        }
        for role in [Role::Department, Role::FollowUp] {
            let expected = if *town { 200 } else { 403 };
            assert_eq!(served.get(role, path).status, expected, "{role:?} {path}");
        }
        assert_eq!(served.send("GET", path, &[], None).status, 401, "{path}");
    }
    let area = json!({"id": "x", "name": "x", "station": "jiwang", "outline": []});
    let rules = json!({"late_after_seconds": 60, "early_before_seconds": 60,
        "absent_after_seconds": 3600, "check_in_before_seconds": 3600,
        "least_rest_seconds": 36000, "least_crew": 2, "calibration_warning_days": 10});
    let piece = json!({"kind": "radio", "serial": "DT-001", "day": from,
        "entry": {"do": "faulty"}});
    let leave = json!({"wish": {"kind": "leave", "member": "hc101", "leave": "annual",
        "from": to, "to": to}, "reason": "休假"});
    let writes = [
        ("/api/v1/areas", &area, vec![Role::Administrator]),
        ("/api/v1/areas/check", &area, vec![Role::Administrator]),
        (
            "/api/v1/duty/rules",
            &rules,
            vec![Role::DutyManager, Role::Administrator],
        ),
        (
            "/api/v1/equipment",
            &piece,
            vec![Role::DutyManager, Role::Administrator],
        ),
        (
            "/api/v1/duty/requests",
            &leave,
            vec![Role::Member, Role::DutyManager, Role::Administrator],
        ),
    ];
    for (path, body, may) in writes {
        for role in [
            Role::Commander,
            Role::Dispatcher,
            Role::Member,
            Role::Department,
            Role::FollowUp,
            Role::DutyManager,
            Role::Performance,
            Role::Auditor,
            Role::Administrator,
        ] {
            let status = served.post(role, path, &served.key(), body).status;
            assert_eq!(
                status != 403,
                may.contains(&role),
                "{role:?} {path}: {status}"
            );
        }
    }
}

#[test]
fn a_cover_goes_through_three_hands_and_shows_on_its_day() {
    let served = Served::start();
    // A day on which team 甲 has its second morning and 丁 its day off: the eighth day of the cycle
    // of eight that began on 1 March 2024, plus one.
    let start: Day = "2024-03-01".parse().unwrap();
    let first = today(&served).0 + 2;
    let day = (first..first + 8)
        .find(|day| (day - start.0).rem_euclid(8) == 1)
        .map(|day| Day(day).to_string())
        .unwrap();
    let wish = json!({"kind": "cover", "member": "hc101", "day": day, "shift": "morning",
        "substitute": "hc107"});
    let body = json!({"wish": wish, "reason": "家中有事"});
    let key = served.key();
    let asked = served.post(Role::Member, "/api/v1/duty/requests", &key, &body);
    assert_eq!(asked.status, 201, "{}", asked.json());
    let again = served.post(Role::Member, "/api/v1/duty/requests", &key, &body);
    assert_eq!(asked.json(), again.json(), "sent twice, asked once");
    let asked = asked.json();
    assert_eq!(asked["status_name"], "已提出");
    assert_eq!(asked["next"], json!([{"code": "withdraw", "name": "撤回"}]));
    let id = asked["id"].as_str().unwrap();
    let path = format!("/api/v1/duty/requests/{id}/commands");
    let approve = json!({"command": {"do": "approve"}});
    assert_eq!(
        served.refused(Role::Member, &path, &approve),
        (403, "not_yours".into())
    );
    assert_eq!(
        served.refused(Role::DutyManager, &path, &approve),
        (409, "wrong_status".into())
    );
    served.posted(
        Role::DutyManager,
        &path,
        &json!({"command": {"do": "agree"}}),
    );
    let approved = served.posted(Role::DutyManager, &path, &approve);
    assert_eq!(approved["status"], "approved");
    let shown = served.got(Role::Dispatcher, &format!("/api/v1/duty/days/{day}"));
    let turns = shown["turns"].as_array().unwrap();
    let taken = turns.iter().find(|turn| !turn["by"].is_null()).unwrap();
    assert_eq!(taken["member"]["code"], "hc107");
    assert_eq!(taken["unit"]["code"], "car-1");
    assert_eq!(taken["instead_of"]["code"], "hc101");
    assert_eq!(taken["marks"][0]["name"], "待签到");
    assert!(!turns.iter().any(|turn| turn["member"]["code"] == "hc101"));
}

#[test]
fn a_car_out_of_service_is_shown_and_not_sent() {
    let served = Served::start();
    let path = "/api/v1/units/car-2/commands";
    let out = json!({"command": {"do": "take_out", "reason": "fault", "note": "爆胎"}});
    let shown = served.posted(Role::Dispatcher, path, &out);
    assert_eq!(shown["state"], "out_of_service");
    assert_eq!(shown["state_name"], "停勤");
    assert_eq!(shown["out"]["reason_name"], "车辆故障");
    assert_eq!(shown["out"]["note"], "爆胎");
    assert_eq!(shown["crew"].as_array().map(Vec::len), Some(2));
    assert_eq!(
        served.refused(Role::Dispatcher, path, &out),
        (409, "already_out".into())
    );
    let id = served.call()["id"].as_str().unwrap().to_owned();
    served.accepted(&id);
    let sent = served.order(
        Role::Dispatcher,
        &id,
        json!({"do": "assign", "unit": "car-2"}),
    );
    assert_eq!(sent.status, 409);
    assert_eq!(sent.problem(), "unit_out_of_service");
    served.done(
        Role::Dispatcher,
        &id,
        json!({"do": "assign", "unit": "car-1"}),
    );
    let units = served.got(Role::Commander, "/api/v1/units");
    let states: Vec<&str> = units["units"]
        .as_array()
        .unwrap()
        .iter()
        .map(|one| one["state"].as_str().unwrap())
        .collect();
    assert_eq!(
        states,
        [
            "assigned",
            "out_of_service",
            "in_service",
            "in_service",
            "in_service"
        ]
    );
    let nowhere = json!({"command": {"do": "return"}});
    assert_eq!(
        served.refused(Role::Dispatcher, "/api/v1/units/car-9/commands", &nowhere),
        (404, "no_such_unit".into())
    );
    let odd = json!({"command": {"do": "take_out", "reason": "tired"}});
    let answer = served.post(Role::Dispatcher, path, &served.key(), &odd);
    assert_eq!(answer.status, 422);
}

#[test]
fn an_address_is_looked_up_with_reasons_and_the_gazetteer_grows() {
    let served = Served::start();
    let found = served.got(
        Role::Commander,
        "/api/v1/places?q=%E7%88%B1%E5%8D%9A%E4%B8%80%E6%9D%9112%E5%8F%B7",
    );
    assert_eq!(found["settled"]["area"]["code"], "aibo");
    assert_eq!(found["candidates"][0]["spot"]["kind_name"], "小区");
    assert_eq!(found["candidates"][0]["reasons"][0]["name"], "名称相符");
    let entry = json!({"id": "new-1", "name": "新建示意苑", "kind": "compound",
        "place": {"lon": 121.29, "lat": 31.235}});
    let path = "/api/v1/gazetteer";
    assert_eq!(
        served.refused(Role::Dispatcher, path, &entry),
        (403, "no_right".into())
    );
    let entered = served.posted(Role::Administrator, path, &entry);
    assert_eq!(entered["area"]["code"], "jiwang");
    let call = json!({"source": "by_hand", "address": "新建示意苑5号", "text": "楼道堆物"});
    let call = served.posted(Role::Commander, "/api/v1/incidents", &call);
    assert_eq!(call["area"], "jiwang");
    assert_eq!(call["area_by_name"], "地名地址库");
    assert_eq!(call["located"]["spot"], "new-1");
    let (mut all, mut after) = (0, String::new());
    loop {
        let page = served.got(Role::Auditor, &format!("{path}?limit=100{after}"));
        all += page["places"].as_array().unwrap().len();
        match page["next"].as_str() {
            Some(next) => after = format!("&cursor={next}"),
            None => break,
        }
    }
    assert_eq!(all, 228);
}

#[test]
fn an_area_is_checked_drawn_and_reported_with_what_no_longer_fits() {
    let served = Served::start();
    let areas = served.got(Role::Auditor, "/api/v1/areas");
    assert_eq!(areas["findings"], json!([]));
    let mut outline = areas["areas"][0]["outline"].clone();
    for corner in outline.as_array_mut().unwrap() {
        let lon = corner[0].as_f64().unwrap();
        corner[0] = json!(lon + 0.002);
    }
    let id = areas["areas"][0]["id"].clone();
    let drawn = json!({"id": id, "name": "挪动", "station": "jiwang", "outline": outline,
        "from": later(&served, 7)});
    let checked = served.posted(Role::Administrator, "/api/v1/areas/check", &drawn);
    let kinds: Vec<&str> = checked["findings"]
        .as_array()
        .unwrap()
        .iter()
        .map(|one| one["kind"].as_str().unwrap())
        .collect();
    assert!(kinds.contains(&"overlap"), "{kinds:?}");
    assert!(checked["findings"][0]["square_metres"].as_i64().unwrap() > 100);
    assert_eq!(served.got(Role::Auditor, "/api/v1/areas"), areas);
    served.posted(Role::Administrator, "/api/v1/areas", &drawn);
    let now = served.got(Role::Auditor, "/api/v1/areas");
    assert_eq!(now["findings"], json!([]), "not yet");
    let week = format!("/api/v1/areas?on={}", later(&served, 7));
    assert_eq!(
        served.got(Role::Auditor, &week)["findings"],
        checked["findings"]
    );
    let bow_tie = json!({"id": "x", "name": "x", "station": "jiwang",
        "outline": [[0, 0], [1, 1], [1, 0], [0, 1], [0, 0]]});
    let refused = served.refused(Role::Administrator, "/api/v1/areas", &bow_tie);
    assert_eq!(refused, (422, "register_refused".into()));
}

#[test]
fn bad_requests_name_what_is_wrong() {
    let served = Served::start();
    let (from, to) = (later(&served, 0), later(&served, 100));
    for (path, status, code) in [
        (
            format!("/api/v1/duty/hours?from={from}&to={to}"),
            422,
            "bad_days",
        ),
        (
            "/api/v1/duty/hours?from=today&to=x".into(),
            422,
            "bad_parameter",
        ),
        ("/api/v1/duty/days/yesterday".into(), 404, "no_such_day"),
        ("/api/v1/duty/requests/none".into(), 404, "no_such_request"),
        (
            "/api/v1/areas/at?lon=190&lat=1".into(),
            422,
            "off_the_globe",
        ),
        (
            "/api/v1/areas/at?lon=NaN&lat=1".into(),
            422,
            "off_the_globe",
        ),
        (
            "/api/v1/equipment?condition=new".into(),
            422,
            "bad_parameter",
        ),
    ] {
        let answer = served.get(Role::Administrator, &path);
        assert_eq!(answer.status, status, "{path}: {}", answer.json());
        assert_eq!(answer.problem(), code, "{path}");
    }
    let two = json!({"kind": "radio", "serial": "DT-001", "day": from,
        "entry": {"do": "issued", "member": "hc101", "unit": "car-1"}});
    assert_eq!(
        served.refused(Role::DutyManager, "/api/v1/equipment", &two),
        (422, "one_holder".into())
    );
    let future = json!({"kind": "radio", "serial": "DT-001", "day": to,
        "entry": {"do": "returned"}});
    assert_eq!(
        served.refused(Role::DutyManager, "/api/v1/equipment", &future),
        (422, "in_future".into())
    );
    let year = json!({"year": 2027, "source": "", "days": []});
    assert_eq!(
        served.refused(Role::DutyManager, "/api/v1/duty/calendar", &year),
        (422, "bad_calendar".into())
    );
    let nobody = json!({"entry": {"do": "mark", "direction": "in", "how": "phone"}});
    assert_eq!(
        served.refused(Role::DutyManager, "/api/v1/duty/attendance", &nobody),
        (422, "blank".into())
    );
}
