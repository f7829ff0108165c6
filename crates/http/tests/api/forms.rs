//! The form and its evidence over HTTP.

use super::tools::Served;
use liandong_domain::roles::Role;
use serde_json::json;

const FORM: &str = "/api/v1/projects/pinganliandong/form?from=2024-01-01&to=2024-08-31";

#[test]
fn the_form_comes_in_four_formats() {
    let served = Served::start();
    let json = served.get(Role::Performance, FORM);
    assert_eq!(
        json.json()["form"]["indicators"].as_array().unwrap().len(),
        19
    );
    assert_eq!(json.json()["printed"]["annex"], "附件2-1");
    let pdf = served.get(Role::Auditor, &format!("{FORM}&format=pdf"));
    assert_eq!(pdf.header("content-type"), "application/pdf");
    assert!(pdf.body.starts_with(b"%PDF-"));
    assert!(
        pdf.header("content-disposition")
            .contains("form-2-1-pinganliandong-2024-01-01-2024-08-31.pdf")
    );
    let xlsx = served.get(Role::Commander, &format!("{FORM}&format=xlsx"));
    assert!(xlsx.body.starts_with(b"PK"));
    let docx = served.get(Role::Auditor, &format!("{FORM}&format=docx"));
    assert!(docx.body.starts_with(b"PK"));
    assert!(
        docx.header("content-type")
            .ends_with("wordprocessingml.document")
    );
    assert!(docx.header("content-disposition").ends_with(".docx\""));
    for (query, code) in [
        ("from=2024-08-31&to=2024-01-01", "bad_period"),
        ("from=2024-02-30&to=2024-08-31", "bad_day"),
        ("from=2024-01-01", "bad_parameter"),
        ("from=2024-01-01&to=2024-08-31&format=doc", "bad_parameter"),
    ] {
        let answer = served.get(
            Role::Performance,
            &format!("/api/v1/projects/pinganliandong/form?{query}"),
        );
        assert_eq!(
            (answer.status, answer.problem().as_str()),
            (422, code),
            "{query}"
        );
    }
}

const SELF_EVALUATION: &str = "/api/v1/projects/pinganliandong/self-evaluation";

#[test]
fn a_year_is_scored_in_four_formats() {
    let served = Served::start();
    let json = served.get(Role::Auditor, SELF_EVALUATION).json();
    assert_eq!(json["printed"]["title"], "项目支出绩效自评表");
    let rows = json["printed"]["rows"].as_array().unwrap();
    assert_eq!(rows.len(), 19);
    let weights = json["evaluation"]["items"].as_array().unwrap().iter();
    let weights: u64 = weights
        .map(|one| one["score"]["weight"].as_u64().unwrap())
        .sum();
    assert_eq!(weights, 9_000);
    // No call was taken in 2024: no score, and no grade of it.
    assert_eq!(rows[12]["score"], "无数据");
    assert_eq!(json["printed"]["total"]["grade"], "待定");
    for (format, start) in [("pdf", &b"%PDF-"[..]), ("xlsx", b"PK"), ("docx", b"PK")] {
        let path = format!("{SELF_EVALUATION}?year=2024&format={format}");
        let file = served.get(Role::Performance, &path);
        assert_eq!(file.status, 200, "{format}");
        assert!(file.body.starts_with(start), "{format}");
        let name = format!("self-evaluation-pinganliandong-2024.{format}");
        assert!(
            file.header("content-disposition").contains(&name),
            "{format}"
        );
    }
    let other = served.get(Role::Auditor, &format!("{SELF_EVALUATION}?year=2023"));
    assert_eq!(
        (other.status, other.problem().as_str()),
        (422, "other_budget_year")
    );
}

#[test]
fn an_officer_grades_only_what_has_evidence() {
    let served = Served::start();
    let grade = |indicator: &str, share: u32, reason: &str| {
        let award = json!({"indicator": indicator, "share": share, "reason": reason});
        let body = json!({ "awards": [award] });
        served.post(Role::Performance, SELF_EVALUATION, &served.key(), &body)
    };
    for (indicator, share, reason, status, code) in [
        ("joint-effect", 9_000, "x", 409, "award_without_evidence"),
        ("arrival-in-time", 9_000, "x", 422, "award_of_number"),
        ("none", 9_000, "x", 422, "no_such_indicator"),
        ("long-term", 10_001, "x", 422, "award_above_whole"),
        ("long-term", 9_000, " ", 422, "award_without_reason"),
    ] {
        let answer = grade(indicator, share, reason);
        assert_eq!(
            (answer.status, answer.problem().as_str()),
            (status, code),
            "{indicator}"
        );
        assert_eq!(answer.json()["field"], "awards", "{indicator}");
    }
}

#[test]
fn evidence_names_the_very_calls() {
    let served = Served::start();
    let ids: Vec<String> = (0..3)
        .map(|_| served.call()["id"].as_str().unwrap().to_owned())
        .collect();
    for (id, car) in ids.iter().zip(["car-1", "car-2"]) {
        served.accepted(id);
        served.done(Role::Dispatcher, id, json!({"do": "assign", "unit": car}));
        served.done(Role::Member, id, json!({"do": "arrive", "how": "phone"}));
    }
    let today = &ids[0][..8];
    let day = format!("{}-{}-{}", &today[..4], &today[4..6], &today[6..]);
    let path = format!(
        "/api/v1/projects/pinganliandong/indicators/arrival-in-time/evidence?from={day}&to={day}"
    );
    let evidence = served.get(Role::Auditor, &path).json();
    assert_eq!(evidence["total"], 2);
    assert_eq!(evidence["figure"]["numerator"], 2);
    let found: Vec<&str> = evidence["items"]
        .as_array()
        .unwrap()
        .iter()
        .map(|one| one["record"].as_str().unwrap())
        .collect();
    assert_eq!(found, [ids[0].as_str(), ids[1].as_str()]);
    let one = served.get(Role::Auditor, &format!("{path}&limit=1")).json();
    assert_eq!(
        (one["items"].as_array().unwrap().len(), &one["total"]),
        (1, &json!(2))
    );
    let csv = served.get(Role::Auditor, &format!("{path}&format=csv"));
    assert!(csv.header("content-type").starts_with("text/csv"));
    assert_eq!(String::from_utf8(csv.body).unwrap().lines().count(), 3);
    let projects = served.get(Role::Auditor, "/api/v1/projects").json();
    assert_eq!(projects["projects"][0]["name"], "华漕镇平安联动项目");
}

/// Each record of each figure leads to events of the log, and only what is there does.
#[test]
fn every_record_leads_to_its_events() {
    let served = Served::start();
    let id = served.call()["id"].as_str().unwrap().to_owned();
    served.accepted(&id);
    served.done(
        Role::Dispatcher,
        &id,
        json!({"do": "assign", "unit": "car-1"}),
    );
    served.done(Role::Member, &id, json!({"do": "arrive", "how": "phone"}));
    let day = format!("{}-{}-{}", &id[..4], &id[4..6], &id[6..8]);
    let form = format!("/api/v1/projects/pinganliandong/form?from=2024-01-01&to={day}");
    let form = served.get(Role::Auditor, &form).json();
    let mut seen = std::collections::BTreeSet::new();
    for indicator in form["form"]["indicators"].as_array().unwrap() {
        let name = indicator["id"].as_str().unwrap();
        let path = format!(
            "/api/v1/projects/pinganliandong/indicators/{name}/evidence?from=2024-01-01&to={day}&limit=2"
        );
        for item in served.get(Role::Auditor, &path).json()["items"]
            .as_array()
            .unwrap()
        {
            let (stream, record) = (
                item["stream"].as_str().unwrap(),
                item["record"].as_str().unwrap(),
            );
            let path = format!("/api/v1/evidence/events?stream={stream}&record={record}");
            let answer = served.get(Role::Auditor, &path);
            assert_eq!(
                answer.status,
                200,
                "{name} {stream} {record}: {}",
                answer.json()
            );
            let events = answer.json()["events"].as_array().unwrap().clone();
            assert!(
                !events.is_empty()
                    && events
                        .iter()
                        .all(|one| one["hash"].as_str().unwrap().len() == 64)
            );
            seen.insert(record.split('/').next().unwrap().to_owned());
        }
    }
    for what in ["contract", "member", "unit", &id] {
        assert!(seen.contains(what), "{what}: {seen:?}");
    }
    for (stream, record) in [
        ("incident/none", "none"),
        ("town", "account/admin-1"),
        ("project/pinganliandong", "contract/none"),
        ("person/admin-1", "x/y"),
    ] {
        let path = format!("/api/v1/evidence/events?stream={stream}&record={record}");
        let answer = served.get(Role::Auditor, &path);
        assert_eq!(
            (answer.status, answer.problem().as_str()),
            (422, "no_such_record")
        );
    }
}
