//! Reports over HTTP: looked at beforehand, published, listed, read in three formats.

use super::tools::Served;
use liandong_domain::roles::Role;
use serde_json::json;

const REPORTS: &str = "/api/v1/reports";

#[test]
fn a_preview_counts_todays_calls_in_three_formats() {
    let served = Served::start();
    let id = served.call()["id"].as_str().unwrap().to_owned();
    let day = format!("{}-{}-{}", &id[..4], &id[4..6], &id[6..8]);
    let path = format!("{REPORTS}/preview?kind=daily&day={day}");
    let json = served.get(Role::Dispatcher, &path).json();
    assert_eq!(json["report"]["id"], format!("daily-{day}"));
    assert_eq!(json["report"]["volumes"]["received"], 1);
    assert_eq!(
        (&json["edition"], &json["digest"]),
        (&json!(null), &json!(null))
    );
    assert_eq!(json["findings"], json!(["样本过小，不作结论。"]));
    assert_eq!(json["kind_name"], "日通报");
    let pdf = served.get(Role::Auditor, &format!("{path}&format=pdf"));
    assert_eq!(pdf.header("content-type"), "application/pdf");
    assert!(pdf.body.starts_with(b"%PDF-"));
    let name = format!("daily-{day}.preview.pdf");
    assert!(pdf.header("content-disposition").contains(&name));
    let xlsx = served.get(Role::Leader, &format!("{path}&format=xlsx"));
    assert!(xlsx.body.starts_with(b"PK"));
    for (query, code) in [
        ("kind=yearly&day=2024-03-01", "bad_parameter"),
        ("kind=daily&day=2024-02-30", "bad_day"),
        ("kind=daily&day=1999-12-31", "bad_report_period"),
        ("kind=monthly&day=9999-12-31", "bad_report_period"),
        ("kind=daily", "bad_parameter"),
        ("kind=daily&day=2024-03-01&format=doc", "bad_parameter"),
    ] {
        let answer = served.get(Role::Auditor, &format!("{REPORTS}/preview?{query}"));
        let told = (answer.status, answer.problem());
        assert_eq!(told, (422, code.to_owned()), "{query}");
    }
}

#[test]
fn a_report_is_published_read_and_listed() {
    let served = Served::start();
    let publish = |role, id: &str, key: &str| {
        served.post_text(role, &format!("{REPORTS}/{id}/editions"), key, "")
    };
    let first = publish(Role::Performance, "weekly-2024-W09", "one");
    assert_eq!(first.status, 200, "{}", first.json());
    let first = first.json();
    assert_eq!(
        (&first["edition"], &first["former"]),
        (&json!(1), &json!(null))
    );
    assert_eq!(
        first["report"]["period"],
        json!({"from": "2024-02-26", "to": "2024-03-03"})
    );
    let same = publish(Role::Performance, "weekly-2024-W09", "two").json();
    assert_eq!(
        same["editions"].as_array().unwrap().len(),
        1,
        "no figure has changed"
    );
    publish(Role::Performance, "daily-2024-03-01", "three");
    let list = served.get(Role::DutyManager, REPORTS).json();
    let ids: Vec<&str> = list["reports"]
        .as_array()
        .unwrap()
        .iter()
        .map(|one| one["id"].as_str().unwrap())
        .collect();
    assert_eq!(ids, ["weekly-2024-W09", "daily-2024-03-01"]);
    let days = served.get(Role::Commander, &format!("{REPORTS}?kind=daily&limit=1"));
    assert_eq!(days.json()["reports"][0]["kind_name"], "日通报");
    let path = format!("{REPORTS}/weekly-2024-W09");
    let read = served.get(Role::Auditor, &path).json();
    assert_eq!(read["digest"], first["digest"]);
    let one = served.get(Role::Auditor, &format!("{path}?format=pdf"));
    let two = served.get(Role::Auditor, &format!("{path}?format=pdf"));
    assert!(
        one.body.starts_with(b"%PDF-") && one.body == two.body,
        "the same bytes"
    );
    let none = served.get(Role::Auditor, &format!("{path}?edition=2"));
    assert_eq!(
        (none.status, none.problem().as_str()),
        (404, "no_such_report")
    );
}

#[test]
fn who_may_not_is_told_so_and_what_is_not_over_is_not_published() {
    let served = Served::start();
    let publish = |role, id: &str| {
        let path = format!("{REPORTS}/{id}/editions");
        served.post_text(role, &path, &served.key(), "")
    };
    let commander = publish(Role::Commander, "daily-2024-03-01");
    assert_eq!(
        (commander.status, commander.problem().as_str()),
        (403, "no_right")
    );
    let early = publish(Role::Performance, "monthly-2199-12");
    assert_eq!(
        (early.status, early.problem().as_str()),
        (409, "period_not_over")
    );
    let odd = publish(Role::Performance, "daily-2024-3-1");
    assert_eq!(
        (odd.status, odd.problem().as_str()),
        (404, "no_such_report")
    );
    for role in [Role::Member, Role::Department, Role::FollowUp] {
        let answer = served.get(role, REPORTS);
        assert_eq!(
            (answer.status, answer.problem().as_str()),
            (403, "no_right"),
            "{role:?}"
        );
    }
}
