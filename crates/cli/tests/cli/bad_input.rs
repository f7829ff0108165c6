//! Bad input: a clear error with file, line or field, exit code 2, and nothing written.

use super::tools::{copy, done, folder, huacao, liandong, names, run, stderr};
use std::fs;

struct Fault {
    file: &'static str,
    /// What to replace, and with what; the first occurrence.
    change: (&'static str, &'static str),
    /// What the complaint must name.
    says: &'static [&'static str],
}

const FAULTS: [Fault; 4] = [
    Fault {
        file: "project.toml",
        change: ("recurring = true", "recurring = true\nrecuring = true"),
        says: &["project.toml", "recuring", "第"],
    },
    Fault {
        file: "project.toml",
        change: ("value = 90", "value = \"九成\""),
        says: &["project.toml", "target", "九成"],
    },
    Fault {
        file: "policy.toml",
        change: ("minutes = 15", "minutes = \"a quarter\""),
        says: &["policy.toml", "a quarter"],
    },
    Fault {
        file: "units.toml",
        change: ("area = \"", "area = \"no-such-"),
        says: &["units.toml", "no-such-"],
    },
];

#[test]
fn a_wrong_folder_is_refused_whole() {
    for fault in &FAULTS {
        let folder = folder();
        let town = folder.path().join("town");
        copy(&huacao(), &town);
        let file = town.join(fault.file);
        let text = fs::read_to_string(&file).unwrap();
        let (old, new) = fault.change;
        assert!(text.contains(old), "{}: no {old:?} to break", fault.file);
        fs::write(&file, text.replacen(old, new, 1)).unwrap();
        for command in ["init", "simulate"] {
            let db = folder.path().join("town.db");
            let output = liandong([command, "--town"])
                .arg(&town)
                .arg("--db")
                .arg(&db)
                .output()
                .unwrap();
            let said = stderr(&output);
            assert_eq!(output.status.code(), Some(2), "{command} {old}: {said}");
            for word in fault.says {
                assert!(said.contains(word), "{command}: no {word} in {said}");
            }
            assert_eq!(names(folder.path()), ["town"], "{command} wrote something");
        }
    }
}

#[test]
fn an_area_that_crosses_itself_is_refused_with_its_place() {
    let folder = folder();
    let town = folder.path().join("town");
    copy(&huacao(), &town);
    let file = town.join("areas.geojson");
    let mut areas: serde_json::Value = serde_json::from_slice(&fs::read(&file).unwrap()).unwrap();
    let ring = &mut areas["features"][0]["geometry"]["coordinates"][0];
    let corners = ring.as_array_mut().unwrap();
    corners.swap(1, 2);
    fs::write(&file, serde_json::to_string_pretty(&areas).unwrap()).unwrap();
    let db = folder.path().join("town.db");
    let output = liandong(["init", "--town"])
        .arg(&town)
        .arg("--db")
        .arg(&db)
        .output()
        .unwrap();
    let said = stderr(&output);
    assert_eq!(output.status.code(), Some(2), "{said}");
    assert!(said.contains("areas.geojson"), "{said}");
    assert!(said.contains("cross"), "{said}");
    assert_eq!(names(folder.path()), ["town"]);
}

#[test]
fn a_wrong_question_writes_no_form() {
    let folder = folder();
    let db = folder.path().join("town.db");
    let (db_text, town) = (db.to_str().unwrap(), huacao());
    done(["init", "--town", town.to_str().unwrap(), "--db", db_text]);
    let out = folder.path().join("out");
    let out_text = out.to_str().unwrap();
    for (from, to) in [
        ("2024-08-31", "2024-01-01"),
        ("2024-13-01", "2024-12-31"),
        ("1900-01-01", "2024-01-01"),
    ] {
        let words = [
            "form", "--db", db_text, "--out", out_text, "--from", from, "--to", to,
        ];
        let output = run(words);
        assert_eq!(output.status.code(), Some(2), "{}", stderr(&output));
        assert!(!out.exists());
    }
}

#[test]
fn a_missing_database_is_said_and_not_made() {
    let folder = folder();
    let db = folder.path().join("none.db");
    let db_text = db.to_str().unwrap();
    let period = ["--from", "2024-01-01", "--to", "2024-08-31"];
    let form = [&["form", "--out", "x", "--db", db_text][..], &period].concat();
    let explain = [&["explain", "i", "--db", db_text][..], &period].concat();
    for words in [
        &["serve", "--db", db_text][..],
        &["verify", "--db", db_text],
        &["rebuild", "--db", db_text],
        &["token", "--account", "a", "--db", db_text],
        &form,
        &explain,
    ] {
        let output = run(words);
        let said = stderr(&output);
        assert_eq!(output.status.code(), Some(2), "{words:?}: {said}");
        assert!(said.contains("none.db"), "{said}");
        assert!(names(folder.path()).is_empty(), "{words:?}");
    }
}

#[test]
fn a_plan_that_cannot_be_is_refused() {
    let folder = folder();
    let db = folder.path().join("town.db");
    for (from, to, calls) in [
        ("2024-03-02", "2024-03-01", "90"),
        ("2024-03-01", "2024-03-02", "0"),
        ("2024-03-01", "2024-03-02", "4000000000"),
    ] {
        let output = liandong([
            "simulate",
            "--from",
            from,
            "--to",
            to,
            "--calls-per-day",
            calls,
        ])
        .arg("--town")
        .arg(huacao())
        .arg("--db")
        .arg(&db)
        .output()
        .unwrap();
        assert_eq!(output.status.code(), Some(2), "{}", stderr(&output));
        assert!(names(folder.path()).is_empty());
    }
}

/// Late entries from a file: a time before the incident, and other impossible lines.
#[test]
fn late_entries_are_entered_whole_or_not_at_all() {
    let folder = folder();
    let db = folder.path().join("town.db");
    let db_text = db.to_str().unwrap();
    super::tools::simulate(&huacao(), &db, ["2024-03-01", "2024-03-01"], "1");
    let server = super::tools::Server::start(&db);
    let body = serde_json::json!({"source": "by_hand", "address": "某路1号", "text": "噪声"});
    let taken: serde_json::Value = ureq::post(format!("{}/api/v1/incidents", server.url))
        .header(
            "Authorization",
            &format!("Bearer {}", server.token("commander")),
        )
        .header("Idempotency-Key", "k")
        .send_json(&body)
        .unwrap()
        .body_mut()
        .read_json()
        .unwrap();
    drop(server);
    let id = taken["id"].as_str().unwrap();
    let now = taken["received_at"].as_str().unwrap();
    let file = folder.path().join("radio.jsonl");
    let line = |account: &str, at: &str, command: &str| {
        format!(
            "{{\"incident\":\"{id}\",\"account\":\"{account}\",\"occurred_at\":\"{at}\",\"command\":{command}}}\n"
        )
    };
    let good = line(
        "commander-1",
        now,
        r#"{"do":"confirm","category":"housing","area":"jiwang"}"#,
    );
    let accept = line("dispatcher-1", now, r#"{"do":"accept"}"#);
    let enter = || run(["enter", "--db", db_text, file.to_str().unwrap()]);
    let head = || done(["verify", "--db", db_text]);
    let before = head();
    for (bad, says) in [
        (
            line(
                "dispatcher-1",
                "2020-01-01T00:00:00+08:00",
                r#"{"do":"accept"}"#,
            ),
            ["第 2 行", "occurred_at"],
        ),
        (
            line("nobody", now, r#"{"do":"accept"}"#),
            ["第 2 行", "account"],
        ),
        (
            line("dispatcher-1", now, r#"{"do":"fly"}"#),
            ["第 2 行", "fly"],
        ),
        (
            line("dispatcher-1", "noon", r#"{"do":"accept"}"#),
            ["第 2 行", "noon"],
        ),
        (
            line("crew-1", now, r#"{"do":"accept"}"#),
            ["第 2 行", "接收"],
        ),
        ("{\n".to_owned(), ["第 2 行", "列"]),
    ] {
        fs::write(&file, format!("{good}{bad}{accept}")).unwrap();
        let output = enter();
        let said = stderr(&output);
        assert_eq!(output.status.code(), Some(2), "{bad}: {said}");
        assert!(said.contains("radio.jsonl"), "{said}");
        for word in says {
            assert!(said.contains(word), "no {word} in {said}");
        }
        assert_eq!(head(), before, "{bad}: something was written");
    }
    fs::write(&file, format!("{good}\n{accept}")).unwrap();
    let said = super::tools::stdout(&enter());
    assert!(said.contains("entered 2, known 0"), "{said}");
    let said = super::tools::stdout(&enter());
    assert!(said.contains("entered 0, known 2"), "{said}");
    done(["rebuild", "--check", "--db", db_text]);
}
