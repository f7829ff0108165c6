//! The form and its evidence over HTTP.

use super::tools::Served;
use liandong_domain::roles::Role;
use serde_json::json;

const FORM: &str = "/api/v1/projects/pinganliandong/form?from=2024-01-01&to=2024-08-31";

#[test]
fn the_form_comes_in_three_formats() {
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
