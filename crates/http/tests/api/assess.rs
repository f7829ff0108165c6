//! Assessments and trainings over HTTP: who sees what, and what is refused.

use super::tools::{Answer, Served};
use liandong_domain::roles::Role;
use serde_json::{Value, json};

const MANAGER: Role = Role::DutyManager;

impl Served {
    /// The first moment of the month before this one, by the town's clock, as text up to the day.
    fn last_month(&self) -> String {
        let offset = liandong_domain::time::UtcOffset::BEIJING;
        let today = offset.day(self.app.now()).date();
        let (year, month) = match today.month() {
            1 => (today.year() - 1, 12),
            month => (today.year(), month - 1),
        };
        format!("{year:04}-{month:02}")
    }

    /// A call of the fifth of last month, walked to its closing by late entries.
    fn told_late(&self, grade: &str, complaint: Option<&str>) -> String {
        let month = self.last_month();
        let at = |minute: u32| format!("{month}-05T10:{minute:02}:00+08:00");
        let intake = json!({"source": "by_hand", "address": "某路1号", "text": "楼上装修声音很大",
            "occurred_at": at(0)});
        let call = self.post(Role::Commander, "/api/v1/incidents", &self.key(), &intake);
        assert_eq!(call.status, 201, "{}", call.json());
        let id = call.json()["id"].as_str().unwrap().to_owned();
        let steps = [
            (
                Role::Commander,
                json!({"do": "confirm", "category": "environment", "area": "jiwang"}),
            ),
            (Role::Dispatcher, json!({"do": "accept"})),
            (Role::Dispatcher, json!({"do": "assign", "unit": "car-1"})),
            (Role::Member, json!({"do": "arrive", "how": "radio"})),
            (Role::Member, json!({"do": "feedback", "text": "正在劝导"})),
            (
                Role::Member,
                json!({"do": "dispose", "outcome": "mediated", "text": "双方和解"}),
            ),
            (Role::Dispatcher, json!({"do": "review", "finding": "属实"})),
            (
                Role::FollowUp,
                json!({"do": "follow_up",
                "outcome": {"result": "reached", "grade": grade, "complaint": complaint}}),
            ),
            (Role::FollowUp, json!({"do": "close"})),
        ];
        for (minute, (role, command)) in (1..).zip(steps) {
            let body = json!({"command": command, "occurred_at": at(minute)});
            let path = format!("/api/v1/incidents/{id}/commands");
            let answer = self.post(role, &path, &self.key(), &body);
            assert_eq!(answer.status, 200, "{}", answer.json());
        }
        id
    }

    fn assess(&self, role: Role, command: Value) -> Answer {
        let path = format!("/api/v1/assessments/{}/commands", self.last_month());
        self.post(role, &path, &self.key(), &json!({ "command": command }))
    }

    fn vendor(&self, role: Role, command: Value) -> Answer {
        let month = self.last_month();
        let path = format!("/api/v1/vendor-assessments/pinganliandong/{month}/commands");
        self.post(role, &path, &self.key(), &json!({ "command": command }))
    }
}

#[track_caller]
fn ok(answer: &Answer) -> Value {
    assert_eq!(answer.status, 200, "{}", answer.json());
    answer.json()
}

#[track_caller]
fn refused(answer: &Answer, status: u16, code: &str) {
    assert_eq!((answer.status, answer.problem().as_str()), (status, code));
}

#[test]
fn a_member_sees_its_own_line_when_it_is_published_and_appeals() {
    let served = Served::start();
    let call = served.told_late("satisfied", None);
    let month = served.last_month();
    let path = format!("/api/v1/assessments/{month}");
    refused(&served.get(MANAGER, &path), 404, "no_such_assessment");
    let preview = ok(&served.get(MANAGER, &format!("{path}/preview?limit=3")));
    assert_eq!(preview["lines"].as_array().unwrap().len(), 3);
    assert!(preview["next"].is_string());

    let drafted = ok(&served.assess(MANAGER, json!({"do": "draft"})));
    assert_eq!(
        (drafted["stage"].as_str(), drafted["stage_name"].as_str()),
        (Some("draft"), Some("草稿"))
    );
    assert_eq!(drafted["lines"].as_array().unwrap().len(), 40);
    refused(&served.get(Role::Member, &path), 404, "no_such_assessment");
    refused(&served.get(Role::Dispatcher, &path), 403, "no_right");
    refused(
        &served.assess(Role::Commander, json!({"do": "draft"})),
        403,
        "no_right",
    );
    let version = drafted["version"].as_u64().unwrap();
    let stale = json!({"command": {"do": "publish"}, "expected_version": version - 1});
    let stale = served.post(MANAGER, &format!("{path}/commands"), &served.key(), &stale);
    refused(&stale, 409, "version_conflict");

    let published = ok(&served.assess(MANAGER, json!({"do": "publish", "note": "公示五天"})));
    assert_eq!(published["stage"], "published");
    let own = ok(&served.get(Role::Member, &path));
    let lines = own["lines"].as_array().unwrap();
    assert_eq!(lines.len(), 1, "its own line only");
    assert_eq!(lines[0]["member"], "hc101");
    assert_eq!(own["allowed"], json!([{"code": "appeal", "name": "申诉"}]));
    let other = served.get(Role::Member, &format!("{path}/members/hc102"));
    refused(&other, 403, "not_visible");

    // Somebody of car-1 was on duty and has the call; its records' sums are its line.
    let crew = published["lines"].as_array().unwrap().iter();
    let crew: Vec<&Value> = crew.filter(|line| line["incidents"] == 1).collect();
    assert!(!crew.is_empty());
    let member = crew[0]["member"].as_str().unwrap();
    let line = ok(&served.get(
        Role::Auditor,
        &format!("{path}/members/{member}?part=arrival"),
    ));
    assert_eq!(line["line"], line["computed"]);
    assert_eq!(line["items"][0]["record"], call.as_str());
    assert_eq!(
        line["items"][0]["late"], true,
        "entered late, and it says so"
    );
    assert_eq!((&line["total"], &line["next"]), (&json!(1), &Value::Null));
    let nobody = served.get(Role::Auditor, &format!("{path}/members/nobody"));
    refused(&nobody, 404, "no_such_member");

    let appeal = json!({"do": "appeal", "part": "arrival", "reason": "道路封闭"});
    refused(&served.assess(MANAGER, appeal.clone()), 403, "no_right");
    let appealed = ok(&served.assess(Role::Member, appeal.clone()));
    assert_eq!(appealed["appeals"][0]["outcome_name"], "待处理");
    refused(
        &served.assess(Role::Member, appeal),
        409,
        "already_appealed",
    );
    refused(
        &served.assess(MANAGER, json!({"do": "finalise"})),
        409,
        "appeals_wait",
    );
    let ruling = json!({"do": "decide_appeal", "appeal": 1, "reason": "查实",
        "ruling": {"ruling": "corrected", "part": "arrival", "numerator": 7, "denominator": 7}});
    let decided = ok(&served.assess(MANAGER, ruling));
    assert_eq!(decided["appeals"][0]["outcome_name"], "更正");
    assert_eq!(
        decided["corrections"][0]["to"],
        json!({"numerator": 7, "denominator": 7})
    );
    refused(
        &served.assess(MANAGER, json!({"do": "finalise"})),
        409,
        "appeals_open",
    );
    refused(
        &served.assess(MANAGER, json!({"do": "recompute", "reason": "补报"})),
        409,
        "no_difference",
    );
    served.told_late("dissatisfied", Some("来晚了"));
    let revised = ok(&served.assess(MANAGER, json!({"do": "recompute", "reason": "补报"})));
    let changes = revised["revisions"][0]["changes"].as_array().unwrap();
    assert!(!changes.is_empty());
    assert_ne!(changes[0]["before"], changes[0]["after"]);

    let csv = served.get(Role::Commander, &format!("{path}?format=csv"));
    assert!(csv.header("content-type").starts_with("text/csv"));
    assert_eq!(String::from_utf8(csv.body).unwrap().lines().count(), 41);
    let own = served.get(Role::Member, &format!("{path}?format=csv"));
    assert_eq!(String::from_utf8(own.body).unwrap().lines().count(), 2);
    let list = ok(&served.get(Role::Member, "/api/v1/assessments"));
    assert_eq!(list["assessments"][0]["month"], month.as_str());
    let page = ok(&served.get(MANAGER, &format!("{path}?limit=2&cursor=hc102")));
    assert_eq!(page["lines"][0]["member"], "hc103");
    assert_eq!(page["next"], "hc104");
}

#[test]
fn the_formula_is_everybodys_to_read_and_the_managers_to_adopt() {
    let served = Served::start();
    let everybody = [
        Role::Commander,
        Role::Member,
        Role::Department,
        Role::FollowUp,
        Role::Auditor,
    ];
    let mut scoring = Value::Null;
    for role in everybody {
        let found = ok(&served.get(role, "/api/v1/scoring"));
        assert_eq!(found["in_force"]["version"], 1);
        assert_eq!(found["in_force"]["parts"][0]["measure_name"], "到达及时");
        scoring = found["in_force"].clone();
    }
    for part in scoring["parts"].as_array_mut().unwrap() {
        part.as_object_mut().unwrap().remove("measure_name");
    }
    scoring["pass_mark"] = json!(70);
    let post = |role, body: &Value| served.post(role, "/api/v1/scoring", &served.key(), body);
    refused(&post(Role::Performance, &scoring), 403, "no_right");
    refused(&post(MANAGER, &scoring), 409, "scoring_version");
    scoring["version"] = json!(2);
    scoring["parts"][0]["weight"] = json!(1);
    let bad = post(MANAGER, &scoring);
    assert_eq!(bad.status, 422);
    assert!(
        bad.json()["detail"].as_str().unwrap().contains("1000"),
        "{}",
        bad.json()
    );
    scoring["parts"][0]["weight"] = json!(200);
    assert_eq!(post(MANAGER, &scoring).status, 201);
    let found = ok(&served.get(Role::Member, "/api/v1/scoring"));
    assert_eq!(found["versions"].as_array().unwrap().len(), 2);
    assert_eq!(found["in_force"]["pass_mark"], 70);
    let early = ok(&served.get(Role::Member, "/api/v1/scoring?month=2024-02"));
    assert_eq!(early["in_force"], Value::Null);
    refused(
        &served.get(Role::Member, "/api/v1/scoring?month=2024-2"),
        422,
        "bad_month",
    );
}

#[test]
fn a_vendor_is_heard_before_its_deduction_is_decided_and_booked() {
    let served = Served::start();
    served.told_late("dissatisfied", Some("态度不好"));
    let month = served.last_month();
    let path = format!("/api/v1/vendor-assessments/pinganliandong/{month}");
    refused(&served.get(MANAGER, &path), 404, "no_such_assessment");
    refused(&served.get(Role::Member, &path), 403, "not_visible");
    let drafted = ok(&served.vendor(MANAGER, json!({"do": "draft"})));
    assert_eq!(drafted["clauses"].as_array().unwrap().len(), 8);
    let find = |view: &Value, id: &str| {
        let clauses = view["clauses"].as_array().unwrap().iter();
        clauses
            .clone()
            .find(|one| one["clause"] == id)
            .unwrap()
            .clone()
    };
    let satisfied = find(&drafted, "satisfied");
    assert_eq!(satisfied["kept_name"], "未达标");
    assert_eq!(
        satisfied["measured"],
        json!({"share": {"numerator": 0, "denominator": 1}})
    );
    // 90 whole points below, one per mille of 281 833.33 yuan each, 5 000 yuan at the most.
    assert_eq!(satisfied["found_fen"], 500_000);
    assert_eq!(find(&drafted, "attendance")["kept_name"], "无数据");
    let evidence = ok(&served.get(Role::Auditor, &format!("{path}/clauses/complaints")));
    assert_eq!(evidence["items"][0]["numerator"], 1);
    refused(
        &served.get(Role::Auditor, &format!("{path}/clauses/none")),
        404,
        "no_such_clause",
    );
    let decide = json!({"do": "decide", "reason": "按合同",
        "waived": [{"clause": "satisfied", "deduction": 1000, "reason": "仅一件"}]});
    refused(&served.vendor(MANAGER, decide.clone()), 409, "not_heard");
    let hear = json!({"do": "hear", "spoken_by": "项目经理", "statement": "当日大雨"});
    ok(&served.vendor(MANAGER, hear));
    let decided = ok(&served.vendor(MANAGER, decide.clone()));
    assert_eq!(decided["stage"], "decided");
    assert_eq!(decided["decided"]["booked"], true);
    assert_eq!(find(&decided, "satisfied")["deduction_fen"], 1000);
    refused(&served.vendor(MANAGER, decide), 409, "already_decided");
    let list = ok(&served.get(Role::Performance, "/api/v1/vendor-assessments"));
    assert_eq!(
        list["assessments"][0]["deduction_fen"],
        decided["deduction_fen"]
    );
    let none = served.get(
        MANAGER,
        &format!("/api/v1/vendor-assessments/other/{month}"),
    );
    refused(&none, 404, "no_such_project");
}

#[test]
fn a_training_is_planned_held_and_examined() {
    let served = Served::start();
    let offset = liandong_domain::time::UtcOffset::BEIJING;
    let today = offset.day(served.app.now()).to_string();
    let plan = json!({"title": "盘查与记录", "kind": "in_service", "day": today, "minutes": 120,
        "trainer": "教官", "syllabus": "盘查流程、记录仪使用", "members": ["hc101", "hc102"],
        "exam": {"questions": 20, "pass_mark": 60}});
    let new = json!({"id": "t-1", "plan": plan});
    let path = "/api/v1/trainings";
    refused(
        &served.post(Role::Member, path, &served.key(), &new),
        403,
        "no_right",
    );
    let planned = served.post(MANAGER, path, &served.key(), &new);
    assert_eq!(planned.status, 201, "{}", planned.json());
    refused(
        &served.post(MANAGER, path, &served.key(), &new),
        409,
        "already_planned",
    );
    let act = |role, command: Value| {
        let path = "/api/v1/trainings/t-1/commands";
        served.post(role, path, &served.key(), &json!({ "command": command }))
    };
    let absent = json!({"member": "hc102", "attended": false});
    let came = json!({"member": "hc101", "attended": true});
    let hold = |other: &Value| json!({"do": "hold", "attendance": [came, other]});
    refused(&act(MANAGER, hold(&absent)), 422, "blank");
    let excused = json!({"member": "hc102", "attended": false, "reason": "病假"});
    let held = ok(&act(MANAGER, hold(&excused)));
    assert_eq!(
        (&held["stage"], &held["kind_name"]),
        (&json!("held"), &json!("在岗培训"))
    );
    let sat =
        json!({"do": "examine", "day": today, "results": [{"member": "hc101", "correct": 11}]});
    ok(&act(MANAGER, sat));
    let own = ok(&served.get(Role::Member, "/api/v1/trainings/t-1"));
    let lines = own["lines"].as_array().unwrap();
    assert_eq!((lines.len(), &lines[0]["passed"]), (1, &json!(false)));
    let owed = ok(&served.get(Role::Member, "/api/v1/trainings/reports/overdue"));
    let owed: Vec<&str> = owed["overdue"]
        .as_array()
        .unwrap()
        .iter()
        .map(|one| one["reason"].as_str().unwrap())
        .collect();
    assert_eq!(owed, ["not_passed", "no_induction"]);
    let hours = ok(&served.get(MANAGER, "/api/v1/trainings/reports/hours"));
    assert_eq!(hours["members"][0]["minutes"], 120);
    let list = ok(&served.get(Role::Auditor, &format!("{path}?from={today}&to={today}")));
    assert_eq!(list["trainings"][0]["id"], "t-1");
    let far = ok(&served.get(Role::Auditor, &format!("{path}?to=2020-01-01")));
    assert_eq!(far["trainings"], json!([]));
    let missing = served.post(
        MANAGER,
        "/api/v1/trainings/t-2/commands",
        &served.key(),
        &json!({"command": {"do": "cancel", "reason": "台风"}}),
    );
    refused(&missing, 404, "no_such_training");
}

#[test]
fn requests_that_cannot_be_are_told_so() {
    let served = Served::start();
    refused(
        &served.get(MANAGER, "/api/v1/assessments/2024-13"),
        404,
        "no_such_month",
    );
    refused(
        &served.get(MANAGER, "/api/v1/assessments?cursor=x"),
        422,
        "bad_month",
    );
    refused(
        &served.get(MANAGER, "/api/v1/assessments?befor=x"),
        422,
        "bad_parameter",
    );
    refused(
        &served.get(MANAGER, "/api/v1/trainings?from=yesterday"),
        422,
        "bad_day",
    );
    refused(
        &served.get(MANAGER, "/api/v1/trainings?cursor=%E4%B8%80"),
        422,
        "bad_id",
    );
    refused(
        &served.assess(MANAGER, json!({"do": "publish", "loud": true})),
        422,
        "unknown_field",
    );
    refused(
        &served.assess(MANAGER, json!({"do": "burn"})),
        422,
        "unknown_value",
    );
    let month = served.last_month();
    let path = format!("/api/v1/assessments/{month}/commands");
    let bearer = format!("Bearer {}", served.token(MANAGER));
    let headers = [
        ("authorization", bearer.as_str()),
        ("content-type", "application/json"),
    ];
    let body = br#"{"command": {"do": "draft"}}"#;
    refused(
        &served.send("POST", &path, &headers, Some(body)),
        400,
        "bad_idempotency_key",
    );
    refused(
        &served.send("GET", "/api/v1/scoring", &[], None),
        401,
        "unauthenticated",
    );
}
