//! The departments' desks, the follow-up desk and ratings over HTTP.

use super::tools::Served;
use liandong_domain::roles::Role;
use serde_json::{Value, json};

/// A call walked to its review.
fn reviewed(served: &Served, outcome: &str) -> String {
    let call = served.call();
    let id = call["id"].as_str().unwrap().to_owned();
    served.accepted(&id);
    let town = served.get(Role::Dispatcher, "/api/v1/town").json();
    let free = town["units"].as_array().unwrap().iter();
    let free = free.clone().find(|one| one["incident"].is_null()).unwrap();
    served.done(
        Role::Dispatcher,
        &id,
        json!({"do": "assign", "unit": free["id"]}),
    );
    served.done(
        Role::Dispatcher,
        &id,
        json!({"do": "arrive", "how": "radio"}),
    );
    let dispose = json!({"do": "dispose", "outcome": outcome, "text": "已劝离"});
    served.done(Role::Dispatcher, &id, dispose);
    served.done(
        Role::Dispatcher,
        &id,
        json!({"do": "review", "finding": "属实"}),
    );
    id
}

/// The department of the account whose token stands for officers.
fn own_department(served: &Served) -> String {
    let session = served.get(Role::Department, "/api/v1/session").json();
    let account = session["account"].as_str().unwrap();
    account.strip_prefix("officer-").unwrap().to_owned()
}

fn ids(page: &Value) -> Vec<String> {
    let all = page["referrals"].as_array().unwrap().iter();
    all.map(|one| one["incident"].as_str().unwrap().to_owned())
        .collect()
}

#[test]
fn a_department_has_its_own_desk() {
    let served = Served::start();
    let own = own_department(&served);
    let other = if own == "ecology" {
        "market"
    } else {
        "ecology"
    };
    let (mine, theirs) = (
        reviewed(&served, "needs_department"),
        reviewed(&served, "needs_department"),
    );
    let refer = |to: &str| json!({"do": "refer", "department": to, "reason": "需执法"});
    served.done(Role::Dispatcher, &mine, refer(&own));
    served.done(Role::Dispatcher, &theirs, refer(other));

    let desk = served
        .get(Role::Department, "/api/v1/referrals?state=open")
        .json();
    assert_eq!(ids(&desk), [&*mine]);
    let referral = &desk["referrals"][0]["referral"];
    assert_eq!(
        (&referral["state"], &referral["state_name"]),
        (&json!("waiting"), &json!("待受理"))
    );
    let all = served.get(Role::Dispatcher, "/api/v1/referrals").json();
    assert_eq!(ids(&all), [&*mine, &*theirs]);
    let of = |role, department: &str| {
        served.get(role, &format!("/api/v1/referrals?department={department}"))
    };
    assert_eq!(ids(&of(Role::Commander, other).json()), [&*theirs]);
    assert_eq!(of(Role::Department, other).problem(), "other_department");
    assert_eq!(
        served
            .get(Role::Dispatcher, "/api/v1/referrals?state=x")
            .problem(),
        "unknown_value"
    );
    // Page by page.
    let page = served
        .get(Role::Dispatcher, "/api/v1/referrals?limit=1")
        .json();
    assert_eq!(ids(&page), [&*mine]);
    let next = page["next"].as_str().unwrap();
    let page = served
        .get(
            Role::Dispatcher,
            &format!("/api/v1/referrals?limit=1&cursor={next}"),
        )
        .json();
    assert_eq!(
        (ids(&page), &page["next"]),
        (vec![theirs.clone()], &Value::Null)
    );

    // It answers for itself alone.
    let accept = json!({"do": "accept_referral", "referral": 1});
    let refused = served.order(Role::Department, &theirs, accept.clone());
    assert_eq!(
        (refused.status, &*refused.problem()),
        (403, "other_department")
    );
    served.done(Role::Department, &mine, accept);
    let until = "2100-01-01T00:00:00Z";
    let ask = json!({"do": "ask_extension", "referral": 1, "until": until, "reason": "材料未齐"});
    let far = served.order(Role::Department, &mine, ask);
    assert_eq!(far.problem(), "bad_extension");
    let due = served.get(Role::Department, "/api/v1/referrals").json();
    let due = due["referrals"][0]["referral"]["due_at"]
        .as_str()
        .unwrap()
        .to_owned();
    let until: liandong_domain::time::Timestamp = due.parse().unwrap();
    let until = until.plus(86_400).to_string();
    let ask = json!({"do": "ask_extension", "referral": 1, "until": until, "reason": "材料未齐"});
    served.done(Role::Department, &mine, ask);
    let asked = served
        .get(Role::Dispatcher, "/api/v1/referrals?state=extension_asked")
        .json();
    assert_eq!(
        asked["referrals"][0]["referral"]["extensions"][0]["state_name"],
        "待答复"
    );
    let grant = json!({"do": "answer_extension", "referral": 1, "granted": true});
    assert_eq!(
        served.order(Role::Department, &mine, grant.clone()).status,
        403
    );
    let granted = served.done(Role::Dispatcher, &mine, grant);
    assert_eq!(granted["referrals"][0]["due_at"], until);
    let back = json!({"do": "return_referral", "referral": 1, "reason": "不属本部门职责"});
    let returned = served.done(Role::Department, &mine, back);
    assert_eq!(returned["phase"], "reviewed");
    assert_eq!(returned["referrals"][0]["state_name"], "已退回");
    let desk = served
        .get(Role::Department, "/api/v1/referrals?state=open")
        .json();
    assert!(ids(&desk).is_empty());
    let again = served.done(Role::Dispatcher, &mine, refer(other));
    assert_eq!(again["referrals"].as_array().unwrap().len(), 2);
}

#[test]
fn the_follow_up_desk_says_whom_to_call_and_what_to_say() {
    let served = Served::start();
    let id = reviewed(&served, "resolved");
    let desk = served.get(Role::FollowUp, "/api/v1/follow-ups").json();
    let item = &desk["follow_ups"][0];
    assert_eq!(
        (&item["id"], &item["state_name"]),
        (&json!(id), &json!("待回访"))
    );
    let scripts = served
        .get(Role::FollowUp, "/api/v1/follow-up-scripts")
        .json();
    assert_eq!(scripts["scripts"].as_array().unwrap().len(), 5);
    assert_eq!(item["script"], scripts["scripts"][0]);
    assert_eq!(served.get(Role::Member, "/api/v1/follow-ups").status, 403);

    let complaint = json!({"do": "follow_up", "reopen": true,
        "outcome": {"result": "reached", "grade": "dissatisfied", "complaint": "还在吵"}});
    let after = served.done(Role::FollowUp, &id, complaint);
    assert_eq!(
        (&after["phase"], &after["round"]),
        (&json!("accepted"), &json!(2))
    );
    let desk = served.get(Role::FollowUp, "/api/v1/follow-ups").json();
    assert!(desk["follow_ups"].as_array().unwrap().is_empty());

    // A town edits its words, version by version.
    let path = "/api/v1/follow-up-scripts/environment";
    let bearer = format!("Bearer {}", served.token(Role::Administrator));
    let put = |version: u32, key: &str| {
        let body = json!({"version": version, "opening": "您好", "questions": ["解决了吗"], "closing": "再见"});
        let headers = [
            ("authorization", bearer.as_str()),
            ("content-type", "application/json"),
            ("idempotency-key", key),
        ];
        served.send("PUT", path, &headers, Some(body.to_string().as_bytes()))
    };
    let script = |version| put(version, &served.key());
    assert_eq!(script(5).problem(), "register_refused");
    assert_eq!(script(2).status, 200);
    assert_eq!(script(2).status, 200, "the same again says nothing new");
    let scripts = served
        .get(Role::FollowUp, "/api/v1/follow-up-scripts")
        .json();
    assert_eq!(scripts["scripts"][0]["opening"], "您好");
}

#[test]
fn a_caller_rates_by_a_link_without_login_and_once() {
    let served = Served::start();
    let id = reviewed(&served, "resolved");
    let path = format!("/api/v1/incidents/{id}/rating-link");
    assert_eq!(
        served
            .post(Role::Member, &path, &served.key(), &json!({}))
            .status,
        403
    );
    let given = served.post(Role::FollowUp, &path, &served.key(), &json!({}));
    assert_eq!(given.status, 201);
    let given = given.json();
    let token = given["token"].as_str().unwrap();
    assert!(
        given["url"]
            .as_str()
            .unwrap()
            .ends_with(&format!("/rating/{token}"))
    );
    assert!(given["qr_svg"].as_str().unwrap().contains("<svg"));
    assert_eq!(served.get(Role::FollowUp, &path).json()["token"], token);

    let rating = format!("/api/v1/ratings/{token}");
    let card = served.send("GET", &rating, &[], None);
    assert_eq!(card.status, 200);
    let shown = String::from_utf8(card.body.clone()).unwrap();
    for hidden in ["王", "1390000", "某路", "装修", "mask"] {
        assert!(!shown.contains(hidden), "{shown}");
    }
    assert_eq!(card.json()["category_name"], "涉环境违法");
    let forged = format!("/api/v1/ratings/{}x", &token[..token.len() - 1]);
    assert_eq!(
        served.send("GET", &forged, &[], None).problem(),
        "no_such_rating_link"
    );

    let answer = |grade: &str| {
        let body = json!({"grade": grade, "words": "师傅很耐心"}).to_string();
        let headers = [("content-type", "application/json")];
        served.send("POST", &rating, &headers, Some(body.as_bytes()))
    };
    assert_eq!(answer("very_satisfied").status, 201);
    assert_eq!(
        answer("very_satisfied").status,
        201,
        "the same answer, sent twice, is one"
    );
    let other = answer("dissatisfied");
    assert_eq!((other.status, &*other.problem()), (410, "rating_link_used"));
    assert_eq!(served.send("GET", &rating, &[], None).status, 410);

    let incident = served
        .get(Role::FollowUp, &format!("/api/v1/incidents/{id}"))
        .json();
    assert_eq!(incident["phase"], "followed_up");
    let follow_ups = incident["follow_ups"].as_array().unwrap();
    assert_eq!(follow_ups.len(), 1);
    assert_eq!(
        (&follow_ups[0]["by_link"], &follow_ups[0]["words"]),
        (&json!(true), &json!("师傅很耐心"))
    );
    let events = served
        .get(Role::Auditor, &format!("/api/v1/incidents/{id}/events"))
        .json();
    let last = events["events"].as_array().unwrap().last().unwrap().clone();
    assert_eq!(
        (&last["kind"], &last["role"]),
        (&json!("incident.rated"), &json!("system"))
    );

    // Too much of it is refused, for this link and for a while.
    let asked = (0..30).map(|_| served.send("GET", &forged, &[], None).status);
    assert!(asked.into_iter().any(|status| status == 429));
}
