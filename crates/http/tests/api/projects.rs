//! Projects described, documents brought, surveys imported, over HTTP.

use super::tools::{Answer, Served};
use liandong_domain::roles::Role;
use serde_json::{Value, json};

const PROJECT: &str = "/api/v1/projects/pinganliandong";

fn puts(served: &Served, path: &str, body: &Value) -> Answer {
    let bearer = format!("Bearer {}", served.token(Role::Performance));
    let key = served.key();
    let headers = [
        ("authorization", bearer.as_str()),
        ("content-type", "application/json"),
        ("idempotency-key", key.as_str()),
    ];
    served.send("PUT", path, &headers, Some(body.to_string().as_bytes()))
}

fn brings(served: &Served, query: &str, bytes: &[u8]) -> Answer {
    let bearer = format!("Bearer {}", served.token(Role::Performance));
    let key = served.key();
    let headers = [
        ("authorization", bearer.as_str()),
        ("content-type", "application/octet-stream"),
        ("idempotency-key", key.as_str()),
    ];
    let path = format!("{PROJECT}/documents?{query}");
    served.send("POST", &path, &headers, Some(bytes))
}

#[test]
fn a_project_has_versions_and_a_year_has_several_projects() {
    let served = Served::start();
    let first = served.get(Role::Auditor, PROJECT).json();
    assert_eq!(
        (&first["profile"], &first["in_force"]),
        (&json!(1), &json!(1))
    );
    let mut changed = first["project"].clone();
    changed["background"] = json!("改写后的背景。");
    let second = puts(&served, PROJECT, &changed);
    assert_eq!(second.status, 200, "{}", second.json());
    assert_eq!(second.json()["in_force"], 2);
    let before = served
        .get(Role::Auditor, &format!("{PROJECT}?profile=1"))
        .json();
    assert_eq!(before["project"], first["project"]);
    let none = served.get(Role::Auditor, &format!("{PROJECT}?profile=3"));
    assert_eq!(
        (none.status, none.problem().as_str()),
        (404, "no_such_version")
    );
    let mut other = changed.clone();
    other["id"] = json!("next-door");
    let wrong = puts(&served, PROJECT, &other);
    assert_eq!(
        (wrong.status, wrong.problem().as_str()),
        (422, "other_project")
    );
    let mut bad = other.clone();
    bad["indicators"][0]["level1"] = json!("过程指标");
    let refused = puts(&served, "/api/v1/projects/next-door", &bad);
    assert_eq!(refused.status, 422, "{}", refused.json());
    let unknown = served.get(Role::Auditor, "/api/v1/projects/next-door");
    assert_eq!(unknown.status, 404, "what was refused opened nothing");
    other["name"] = json!("另一个项目");
    let opened = puts(&served, "/api/v1/projects/next-door", &other);
    assert_eq!(opened.status, 200, "{}", opened.json());
    let all = served.get(Role::Auditor, "/api/v1/projects").json();
    assert_eq!(all["projects"].as_array().unwrap().len(), 2);
    let form = served.get(
        Role::Auditor,
        "/api/v1/projects/next-door/form?from=2024-01-01&to=2024-08-31",
    );
    assert_eq!(
        form.json()["printed"]["header"]["project_name"],
        "另一个项目"
    );
}

#[test]
fn a_document_stands_behind_a_word_and_is_given_back_as_it_was_brought() {
    let served = Served::start();
    let query = "id=rules&indicator=long-term&title=%E5%B7%A5%E4%BD%9C%E5%88%B6%E5%BA%A6&number=X-12&day=2024-05-01&page=3";
    let brought = brings(&served, query, b"%PDF-1.7 rules");
    assert_eq!(brought.status, 201, "{}", brought.json());
    assert_eq!(brought.json()["cited"], "《工作制度》（X-12）");
    let form = format!("{PROJECT}/form?from=2024-01-01&to=2024-08-31");
    let row = served.get(Role::Auditor, &form).json()["printed"]["rows"][17].clone();
    assert_eq!(
        (&row["name"], &row["done"]),
        (&json!("项目长效发展"), &json!("《工作制度》（X-12）"))
    );
    let file = served.get(Role::Auditor, &format!("{PROJECT}/documents/rules"));
    assert_eq!(file.body, b"%PDF-1.7 rules");
    assert!(file.header("content-disposition").starts_with("attachment"));
    let kept = served.folder.path().join("files/huacao");
    let name = format!("document-{}", brought.json()["sm3"].as_str().unwrap());
    std::fs::write(kept.join(name), "forged").unwrap();
    let altered = served.get(Role::Auditor, &format!("{PROJECT}/documents/rules"));
    assert_eq!(
        (altered.status, altered.problem().as_str()),
        (410, "document_missing")
    );
    let unknown = query.replace("long-term", "nobody");
    assert_eq!(brings(&served, &unknown, b"x").status, 422);
    let empty = brings(&served, query, b"");
    assert_eq!(
        (empty.status, empty.problem().as_str()),
        (422, "document_empty")
    );
}

#[test]
fn a_survey_is_imported_whole_or_not_at_all() {
    let served = Served::start();
    let mut project = served.get(Role::Auditor, PROJECT).json()["project"].clone();
    project["indicators"][18]["formula"] = json!({"measure": "survey_satisfied"});
    assert_eq!(puts(&served, PROJECT, &project).status, 200);
    let survey = |csv: &str| {
        let body = json!({"id": "spring", "indicator": "residents-satisfied", "title": "问卷",
            "from": "2024-04-01", "to": "2024-04-30", "asked": 10, "csv": csv});
        served.post(
            Role::Performance,
            &format!("{PROJECT}/surveys"),
            &served.key(),
            &body,
        )
    };
    for (csv, line) in [
        ("编号,日期\n", 1),
        ("编号,日期,评价\n1,2024-04-01,满意\n2,2024-04-01,好\n", 3),
        ("编号,日期,评价\n1,2024-13-01,满意\n", 2),
        ("编号,日期,评价\n1,满意\n", 2),
    ] {
        let refused = survey(csv);
        assert_eq!(
            (refused.status, refused.problem().as_str()),
            (422, "bad_line")
        );
        let told = refused.json()["detail"].as_str().unwrap().to_owned();
        assert!(told.contains(&format!("第 {line} 行")), "{told}");
    }
    let outside = survey("编号,日期,评价\n1,2024-05-01,满意\n");
    assert_eq!(outside.status, 422, "{}", outside.json());
    let good = "编号,日期,评价\n1,2024-04-01,满意\n2,2024-04-02,很满意\n\n3,2024-04-03,一般\n";
    let imported = survey(good);
    assert_eq!(imported.status, 201, "{}", imported.json());
    assert_eq!(
        (&imported.json()["answers"], &imported.json()["satisfied"]),
        (&json!(3), &json!(2))
    );
    let path =
        format!("{PROJECT}/indicators/residents-satisfied/evidence?from=2024-01-01&to=2024-08-31");
    let evidence = served.get(Role::Auditor, &path).json();
    assert_eq!(
        (&evidence["total"], &evidence["figure"]["numerator"]),
        (&json!(3), &json!(2))
    );
    assert_eq!(evidence["items"][1]["record"], "survey/spring/2");
}
