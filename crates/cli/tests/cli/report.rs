//! Reports of a generated history, on the command line.

use super::tools::{done, folder, huacao, liandong, names, simulate, stderr};
use serde_json::Value;
use std::{fs, path::Path};

fn json(path: &Path) -> Value {
    serde_json::from_slice(&fs::read(path).unwrap()).unwrap()
}

#[test]
fn two_computations_give_the_same_bytes_and_a_year_adds_up() {
    let folder = folder();
    let db = folder.path().join("town.db");
    simulate(&huacao(), &db, ["2024-03-01", "2024-03-12"], "1");
    let outs = [folder.path().join("a"), folder.path().join("b")];
    for out in &outs {
        done([
            "report",
            "weekly",
            "--day",
            "2024-03-06",
            "--db",
            db.to_str().unwrap(),
            "--out",
            out.to_str().unwrap(),
        ]);
    }
    assert_eq!(
        names(&outs[0]),
        [
            "weekly-2024-W10.json",
            "weekly-2024-W10.pdf",
            "weekly-2024-W10.xlsx"
        ]
    );
    for name in names(&outs[0]) {
        let read = |out: &Path| fs::read(out.join(&name)).unwrap();
        assert_eq!(read(&outs[0]), read(&outs[1]), "{name}");
    }
    let week = json(&outs[0].join("weekly-2024-W10.json"));
    let received = week["report"]["volumes"]["received"].as_u64().unwrap();
    assert!(received > 300, "{received}");
    assert!(!week["report"]["members"].as_array().unwrap().is_empty());
    // Places have labels: the key lies beside the database.
    let place = &week["report"]["repeats"]["top"][0]["label"];
    assert_eq!(place.as_str().map(str::len), Some(10), "{place}");

    let year = folder.path().join("year");
    let (db, out) = (db.to_str().unwrap(), year.to_str().unwrap());
    let said = done(["report", "year", "--year", "2024", "--db", db, "--out", out]);
    assert!(said.contains("430"), "{said}");
    assert_eq!(names(&year).len(), 430);
    let days: u64 = (4..=10)
        .map(|day| {
            let day = json(&year.join(format!("daily-2024-03-{day:02}.json")));
            day["report"]["volumes"]["received"].as_u64().unwrap()
        })
        .sum();
    assert_eq!(days, received, "the week is the sum of its days");
    assert_eq!(
        json(&year.join("weekly-2024-W10.json")),
        week,
        "alone and in the set"
    );
}

#[test]
fn what_was_never_published_cannot_be_printed_again() {
    let folder = folder();
    let db = folder.path().join("town.db");
    simulate(&huacao(), &db, ["2024-03-01", "2024-03-01"], "1");
    let words = [
        "report",
        "daily",
        "--published",
        "--day",
        "2024-03-01",
        "--db",
    ];
    let output = liandong(words).arg(&db).output().unwrap();
    assert!(!output.status.success());
    assert!(stderr(&output).contains("没有报告"), "{}", stderr(&output));
}
