//! Dispatch and crew safety over HTTP: recommendation, queue, stand-by, positions, calls for help,
//! alerts.

use super::{live::Stream, tools::Served};
use liandong_app::setup;
use liandong_domain::{
    ids::{AccountId, UnitId},
    registry::{Account, RegistryEvent},
    roles::Role,
};
use liandong_store::Actor;
use serde_json::{Value, json};

/// A place in the area of car-1, and one about a kilometre further.
const SCENE: (f64, f64) = (121.2905, 31.2365);

fn runtime() -> tokio::runtime::Runtime {
    tokio::runtime::Runtime::new().unwrap()
}

/// Access tokens of members who are on duty now: one of car-1 and one of car-2, with the role's own
/// token of the fixture left as it is.
fn on_duty(served: &Served, car: &str) -> String {
    runtime().block_on(async {
        let book = served.app.book(&served.town).await.unwrap();
        let car = UnitId::new(car).unwrap();
        let crew = book.registry.crew_on_duty(&car, served.app.now());
        let id = AccountId::new(format!("on-duty-{car}")).unwrap();
        let account = Account {
            id: id.clone(),
            name: "当班队员".into(),
            role: Role::Member,
            member: crew.first().cloned(),
            department: None,
            external: None,
        };
        let actor = Actor {
            account: AccountId::new("admin-1").unwrap(),
            role: Role::Administrator,
        };
        let opened = vec![RegistryEvent::AccountOpened(account)];
        setup::record(&served.app, &served.town, actor, opened)
            .await
            .unwrap();
        served.app.issue_token(&served.town, &id).await.unwrap()
    })
}

fn post_as(served: &Served, token: &str, path: &str, body: &Value) -> super::tools::Answer {
    let (bearer, key) = (format!("Bearer {token}"), served.key());
    let headers = [
        ("authorization", bearer.as_str()),
        ("content-type", "application/json"),
        ("idempotency-key", key.as_str()),
    ];
    served.send("POST", path, &headers, Some(body.to_string().as_bytes()))
}

fn get_as(served: &Served, token: &str, path: &str) -> super::tools::Answer {
    let bearer = format!("Bearer {token}");
    served.send("GET", path, &[("authorization", &bearer)], None)
}

/// A call with a place in the area of car-1, accepted.
fn accepted(served: &Served) -> String {
    let intake = json!({"source": "by_hand", "address": "某路1号", "text": "楼上装修声音很大",
        "place": {"lon": SCENE.0, "lat": SCENE.1}});
    let answer = served.post(Role::Commander, "/api/v1/incidents", &served.key(), &intake);
    assert_eq!(answer.status, 201);
    let id = answer.json()["id"].as_str().unwrap().to_owned();
    served.accepted(&id);
    id
}

fn assign(served: &Served, id: &str, car: &str) -> Value {
    served.done(Role::Dispatcher, id, json!({"do": "assign", "unit": car}))
}

#[test]
fn a_recommendation_explains_itself_and_the_queue_has_an_order() {
    let served = Served::start();
    let id = accepted(&served);
    let path = format!("/api/v1/incidents/{id}/recommendation");
    let made = served.get(Role::Dispatcher, &path).json();
    assert_eq!(
        (made["advice"].as_str(), made["unit"].as_str()),
        (Some("send"), Some("car-1"))
    );
    assert!(made["sentence"].as_str().unwrap().contains("car-1"));
    let best = &made["candidates"][0];
    assert_eq!(best["own_area"], true);
    assert_eq!(best["way_from"], "waiting_point");
    let parts: Vec<_> = best["reasons"]
        .as_array()
        .unwrap()
        .iter()
        .map(|one| one["part"].as_str().unwrap())
        .collect();
    assert_eq!(parts, ["area", "way", "total", "cover"]);
    assert_eq!(made["candidates"].as_array().unwrap().len(), 5);
    assert_eq!(served.get(Role::Member, &path).problem(), "no_right");
    let none = served.get(
        Role::Dispatcher,
        "/api/v1/incidents/20990101-0001/recommendation",
    );
    assert_eq!(
        (none.status, none.problem().as_str()),
        (404, "no_such_incident")
    );

    let second = accepted(&served);
    let first_first = json!({"do": "prioritise", "rank": 1, "reason": "指挥长指令"});
    served.done(Role::Commander, &second, first_first);
    let queue = served.get(Role::Commander, "/api/v1/queue").json();
    assert_eq!(queue["queue"][0]["incident"], second.as_str());
    assert_eq!(queue["queue"][0]["reason_name"], "指挥长指定");
    assert_eq!(queue["queue"][1]["position"], 2);
    // Four cars away, the fifth needs a reason.
    for car in ["car-1", "car-2", "car-3", "car-4"] {
        let id = accepted(&served);
        assign(&served, &id, car);
    }
    let last = json!({"do": "assign", "unit": "car-5"});
    let refused = served.order(Role::Dispatcher, &id, last);
    assert_eq!(refused.status, 409);
    assert_eq!(refused.json()["field"], "leave_town_uncovered");
    assert_eq!(refused.problem(), "town_uncovered");
    let made = served.get(Role::Dispatcher, &path).json();
    let fifth = made["candidates"]
        .as_array()
        .unwrap()
        .iter()
        .find(|one| one["unit"] == "car-5")
        .unwrap()
        .clone();
    assert_eq!(
        (
            fifth["empties_town"].as_bool(),
            fifth["needs_reason"].as_bool()
        ),
        (Some(true), Some(true))
    );
    let cover = served.get(Role::Dispatcher, "/api/v1/coverage").json();
    assert_eq!(cover["areas"].as_array().unwrap().len(), 5);
    let with_reason = json!({"do": "assign", "unit": "car-5", "leave_town_uncovered": "警情紧急"});
    served.done(Role::Dispatcher, &id, with_reason);
    assert_eq!(
        served.get(Role::Dispatcher, "/api/v1/queue").json()["queue"]
            .as_array()
            .unwrap()
            .len(),
        1
    );
}

#[test]
fn a_refused_assignment_is_told_at_once_and_acknowledged_over_http() {
    let served = Served::start();
    let id = accepted(&served);
    assign(&served, &id, "car-1");
    let mut stream = Stream::open(&served, Role::Commander, None);
    assert_eq!(stream.next().unwrap().name, "hello");
    let refuse = json!({"do": "refuse_assignment", "reason": "车辆故障"});
    let after = served.done(Role::Member, &id, refuse);
    assert_eq!(after["phase"], "accepted");
    assert_eq!(after["refusals"][0]["reason"], "车辆故障");
    let kinds: Vec<_> = (0..2)
        .map(|_| stream.next().unwrap().data["kind"].clone())
        .collect();
    assert!(
        kinds.contains(&json!("incident.assignment_refused")),
        "{kinds:?}"
    );
    let alerts = served.get(Role::Commander, "/api/v1/alerts").json();
    assert_eq!(alerts["alerts"][0]["matter_name"], "队员拒单");
    let alert = alerts["alerts"][0]["id"].as_str().unwrap().to_owned();
    let path = format!("/api/v1/alerts/{alert}/acknowledge");
    let left = served.post(
        Role::Commander,
        &path,
        &served.key(),
        &json!({"note": "改派中"}),
    );
    assert_eq!(left.json()["alerts"], json!([]));
    let again = served.post(Role::Commander, &path, &served.key(), &json!({}));
    assert_eq!(again.status, 409);
    let none = served.post(
        Role::Commander,
        "/api/v1/alerts/nothing/acknowledge",
        &served.key(),
        &json!({}),
    );
    assert_eq!(
        (none.status, none.problem().as_str()),
        (404, "no_such_alert")
    );
    assert_eq!(
        served.get(Role::Auditor, "/api/v1/alerts").problem(),
        "no_right"
    );
}

#[test]
fn positions_come_from_the_own_car_and_go_to_the_desk_without_an_id() {
    let served = Served::start();
    let crew = on_duty(&served, "car-1");
    let mut stream = Stream::open(&served, Role::Dispatcher, None);
    assert_eq!(stream.next().unwrap().name, "hello");
    let id = accepted(&served);
    assign(&served, &id, "car-1");
    let now = served.app.now();
    let fix = |ago: i64| {
        json!({"at": now.plus(-ago).to_string(), "accuracy_metres": 10,
        "place": {"lon": SCENE.0, "lat": SCENE.1}, "speed_kmh": 0, "heading": 90})
    };
    let report = post_as(
        &served,
        &crew,
        "/api/v1/positions",
        &json!({"fixes": [fix(5), fix(5)]}),
    );
    assert_eq!(report.status, 200, "{}", report.json());
    let report = report.json();
    assert_eq!(
        (report["unit"].as_str(), report["taken"].as_u64()),
        (Some("car-1"), Some(1))
    );
    assert_eq!(report["dropped"][0]["why_name"], "重复");
    let told = loop {
        let told = stream.next().unwrap();
        if told.name == "position" {
            break told;
        }
    };
    assert_eq!((told.id, told.data["unit"].as_str()), (0, Some("car-1")));
    let positions = served.get(Role::Dispatcher, "/api/v1/positions").json();
    assert_eq!(positions["positions"][0]["incident"], id.as_str());
    assert_eq!(
        get_as(&served, &crew, "/api/v1/positions").problem(),
        "no_right"
    );
    let by_desk = served.post(
        Role::Dispatcher,
        "/api/v1/positions",
        &served.key(),
        &json!({"fixes": [fix(1)]}),
    );
    assert_eq!(by_desk.problem(), "no_right");
    let empty = post_as(&served, &crew, "/api/v1/positions", &json!({"fixes": []}));
    assert_eq!((empty.status, empty.problem().as_str()), (422, "bad_fixes"));
    let odd = post_as(
        &served,
        &crew,
        "/api/v1/positions",
        &json!({"fixes": [{"at": "now"}]}),
    );
    assert_eq!(odd.status, 422);
}

#[test]
fn a_call_for_help_reaches_commander_and_nearest_crew_at_once() {
    let served = Served::start();
    let (one, two) = (on_duty(&served, "car-1"), on_duty(&served, "car-2"));
    let far = on_duty(&served, "car-5");
    let mut commander = Stream::open(&served, Role::Commander, None);
    let mut near = Stream::open_with(&served, &two, None);
    let mut distant = Stream::open_with(&served, &far, None);
    for stream in [&mut commander, &mut near, &mut distant] {
        assert_eq!(stream.next().unwrap().name, "hello");
    }
    let call = json!({"place": {"lon": SCENE.0, "lat": SCENE.1}, "note": "有人持械"});
    let raised = post_as(&served, &one, "/api/v1/sos", &call);
    assert_eq!(raised.status, 201, "{}", raised.json());
    let sos = raised.json()["id"].as_str().unwrap().to_owned();
    assert_eq!(raised.json()["unit"], "car-1");
    for stream in [&mut commander, &mut near] {
        let told = stream.next().unwrap();
        assert_eq!(
            (told.name.as_str(), told.data["sos"]["id"].as_str()),
            ("sos", Some(sos.as_str()))
        );
        assert!(told.id > 0, "it is resumed like everything else");
    }
    let own = post_as(
        &served,
        &one,
        &format!("/api/v1/sos/{sos}/acknowledge"),
        &json!({}),
    );
    assert_eq!((own.status, own.problem().as_str()), (403, "sos_own_call"));
    let path = format!("/api/v1/sos/{sos}/end");
    let word = json!({"outcome": "helped", "word": "增援到场，人员平安"});
    let early = served.post(Role::Commander, &path, &served.key(), &word);
    assert_eq!(early.problem(), "sos_not_acknowledged");
    let seen = post_as(
        &served,
        &two,
        &format!("/api/v1/sos/{sos}/acknowledge"),
        &json!({"note": "两分钟到"}),
    );
    assert_eq!(seen.status, 200, "{}", seen.json());
    assert_eq!(post_as(&served, &two, &path, &word).problem(), "no_right");
    let ended = served
        .post(Role::Commander, &path, &served.key(), &word)
        .json();
    assert_eq!(ended["outcome_name"], "已到场支援");
    assert_eq!(
        served.get(Role::Commander, "/api/v1/sos").json()["sos"],
        json!([])
    );
    let all = served.get(Role::Leader, "/api/v1/sos?all=true").json();
    assert_eq!(all["sos"][0]["word"], "增援到场，人员平安");
    // The crew that was too far away heard nothing of it: what it hears next is something else.
    assert_eq!(
        get_as(&served, &far, "/api/v1/sos?all=true").json()["sos"],
        json!([])
    );
    served.call();
    assert_eq!(distant.next().unwrap().name, "incident");
}

#[test]
fn a_car_stands_by_elsewhere() {
    let served = Served::start();
    let path = "/api/v1/units/car-2/standby";
    let order = json!({"area": "aibo", "reason": "爱博片区警情集中"});
    let ordered = served.post(Role::Dispatcher, path, &served.key(), &order);
    assert_eq!(ordered.status, 200, "{}", ordered.json());
    assert_eq!(
        ordered.json()["standby"]["place_name"],
        "爱博备勤点（示意）"
    );
    assert_eq!(
        served.get(Role::Member, "/api/v1/standby").json()["standby"][0]["unit"],
        "car-2"
    );
    assert_eq!(
        served
            .post(Role::Member, path, &served.key(), &order)
            .problem(),
        "no_right"
    );
    let twice = served.post(Role::Dispatcher, path, &served.key(), &order);
    assert_eq!(twice.problem(), "standby_already_there");
    let unknown = served.post(
        Role::Dispatcher,
        "/api/v1/units/car-9/standby",
        &served.key(),
        &order,
    );
    assert_eq!(
        (unknown.status, unknown.problem().as_str()),
        (404, "unknown_unit")
    );
    let crew = on_duty(&served, "car-2");
    let bearer = format!("Bearer {crew}");
    let key = served.key();
    let headers = [
        ("authorization", bearer.as_str()),
        ("idempotency-key", key.as_str()),
    ];
    let heard = served.send("POST", &format!("{path}/acknowledge"), &headers, None);
    assert_eq!(heard.status, 200, "{}", heard.json());
    assert!(heard.json()["standby"]["acknowledged_at"].is_string());
    let end = json!({"reason": "情况缓和"});
    let ended = served.post(
        Role::Dispatcher,
        &format!("{path}/end"),
        &served.key(),
        &end,
    );
    assert_eq!(ended.json()["standby"], Value::Null);
    let again = served.post(
        Role::Dispatcher,
        &format!("{path}/end"),
        &served.key(),
        &end,
    );
    assert_eq!(again.problem(), "no_standby");
}
