//! Evidence packs: made, checked with nothing but the pack, and one altered byte named.

use super::tools::{done, folder, huacao, run, stderr, stdout};
use serde_json::Value;
use std::{
    fs,
    path::{Path, PathBuf},
};

const DAYS: [&str; 4] = ["--from", "2024-03-01", "--to", "2024-03-05"];

/// Five days of Huacao, and a pack of them.
fn packed(folder: &Path, name: &str) -> PathBuf {
    let db = folder.join("town.db");
    if !db.exists() {
        let (town, db) = (huacao(), db.to_str().unwrap());
        let words = ["simulate", "--town", town.to_str().unwrap(), "--db", db];
        done(words.into_iter().chain(DAYS));
    }
    let pack = folder.join(name);
    let words = ["evidence-pack", "--db", db.to_str().unwrap(), "--out"];
    let all = words
        .into_iter()
        .chain([pack.to_str().unwrap()])
        .chain(DAYS);
    done(all);
    pack
}

fn faults(pack: &Path) -> Vec<(String, Option<u64>)> {
    let output = run(["evidence-verify", "--json", pack.to_str().unwrap()]);
    let told: Value = serde_json::from_str(&stdout(&output)).unwrap();
    assert_eq!(told["ok"], output.status.success(), "{told:#}");
    let all = told["faults"].as_array().unwrap().iter();
    all.map(|one| {
        (
            one["file"].as_str().unwrap().to_owned(),
            one["line"].as_u64(),
        )
    })
    .collect()
}

#[test]
fn a_pack_verifies_without_its_database_and_tells_nobodys_words() {
    let folder = folder();
    let pack = packed(folder.path(), "pack");
    let zip = packed(folder.path(), "pack.zip");
    for suffix in ["", "-wal", "-shm", ".key"] {
        let _ = fs::remove_file(folder.path().join(format!("town.db{suffix}")));
    }
    assert_eq!(faults(&pack), []);
    assert_eq!(faults(&zip), []);
    let told = done(["evidence-verify", pack.to_str().unwrap()]);
    assert!(told.contains("全部相符"), "{told}");
    let events = fs::read_to_string(pack.join("events.jsonl")).unwrap();
    assert!(events.contains("（已遮蔽）"));
    // What callers say and where they live is in the payloads of these kinds.
    for line in events.lines() {
        let line: Value = serde_json::from_str(line).unwrap();
        if line["kind"] == "incident.received" {
            let payload: Value = serde_json::from_str(line["payload"].as_str().unwrap()).unwrap();
            assert_eq!(payload["received"]["address"], "（已遮蔽）");
            assert_eq!(payload["received"]["text"], "（已遮蔽）");
            let data = &payload["received"]["caller"]["data"];
            assert!(data.is_null() || data == "", "{data}");
        }
    }
    let evidence = fs::read_to_string(pack.join("evidence/13-arrival-in-time.jsonl")).unwrap();
    assert!(evidence.lines().count() > 100);
}

#[test]
fn one_altered_byte_is_named() {
    let folder = folder();
    let pack = packed(folder.path(), "pack");
    let names = [
        "chain.txt",
        "events.jsonl",
        "form.json",
        "printed.json",
        "form-2-1.xlsx",
        "form-2-1.docx",
        "evidence/13-arrival-in-time.jsonl",
        "README.txt",
    ];
    for name in names {
        let path = pack.join(name);
        let whole = fs::read(&path).unwrap();
        let mut altered = whole.clone();
        let middle = altered.len() / 2;
        altered[middle] ^= 1;
        fs::write(&path, altered).unwrap();
        let found = faults(&pack);
        assert!(
            found.iter().any(|(file, _)| file == name),
            "{name}: {found:?}"
        );
        fs::write(&path, whole).unwrap();
    }
    fs::remove_file(pack.join("printed.json")).unwrap();
    assert_eq!(faults(&pack), [("printed.json".to_owned(), None)]);
}

/// A forger who mends the manifest too is found by the chain, and by the figures.
#[test]
fn a_forged_event_does_not_fit_the_chain_and_a_forged_figure_not_the_events() {
    let folder = folder();
    let pack = packed(folder.path(), "pack");
    let mend = |name: &str, change: &dyn Fn(String) -> String| {
        let path = pack.join(name);
        let before = fs::read_to_string(&path).unwrap();
        let after = change(before.clone());
        assert_ne!(before, after, "{name}");
        fs::write(&path, &after).unwrap();
        let manifest = pack.join("manifest.json");
        let mut told: Value = serde_json::from_slice(&fs::read(&manifest).unwrap()).unwrap();
        let files = told["files"].as_array_mut().unwrap();
        let one = files.iter_mut().find(|one| one["name"] == name).unwrap();
        one["bytes"] = after.len().into();
        let sm3 = liandong_store::chain::digest_of(after.as_bytes());
        one["sm3"] = sm3
            .iter()
            .map(|byte| format!("{byte:02x}"))
            .collect::<String>()
            .into();
        fs::write(&manifest, told.to_string()).unwrap();
        before
    };
    // An arrival a minute earlier.
    let forged = |text: String| {
        let at = text.find("\"kind\":\"incident.arrived\"").unwrap();
        let (before, after) = text.split_at(at);
        let late = after.find("\"late\":").unwrap();
        let (times, rest) = after.split_at(late);
        let begin = times.find("\"occurred_at\":").unwrap() + "\"occurred_at\":".len();
        let end = begin + times[begin..].find(',').unwrap();
        let at: i64 = times[begin..end].parse().unwrap();
        format!(
            "{before}{}{}{}{rest}",
            &times[..begin],
            at - 60,
            &times[end..]
        )
    };
    let events = mend("events.jsonl", &forged);
    let found = faults(&pack);
    assert!(
        matches!(&found[..], [(file, Some(_)), ..] if file == "events.jsonl"),
        "{found:?}"
    );
    mend("events.jsonl", &|_| events.clone());
    assert_eq!(faults(&pack), []);
    let better = |text: String| {
        let at = text.find("\"id\": \"arrival-in-time\"").unwrap();
        let (before, after) = text.split_at(at);
        let count = after.find("\"numerator\": ").unwrap() + "\"numerator\": ".len();
        let end = count + after[count..].find(',').unwrap();
        let number: i64 = after[count..end].trim().parse().unwrap();
        format!("{before}{}{}{}", &after[..count], number + 1, &after[end..])
    };
    mend("form.json", &better);
    assert_eq!(faults(&pack), [("form.json".to_owned(), None)]);
}

#[test]
fn what_is_no_pack_is_refused() {
    let folder = folder();
    let none = run(["evidence-verify", folder.path().to_str().unwrap()]);
    assert_eq!(none.status.code(), Some(2), "{}", stderr(&none));
    let pack = packed(folder.path(), "pack");
    let db = folder.path().join("town.db");
    let words = [
        "evidence-pack",
        "--db",
        db.to_str().unwrap(),
        "--out",
        pack.to_str().unwrap(),
    ];
    let again = run(words.into_iter().chain(DAYS));
    assert_eq!(again.status.code(), Some(2), "the folder is not empty");
    let unknown = [
        "evidence-pack",
        "--db",
        db.to_str().unwrap(),
        "--filing",
        "pinganliandong.2024-08.1",
    ];
    let out = folder.path().join("other");
    let unknown = run(unknown.into_iter().chain(["--out", out.to_str().unwrap()]));
    assert!(!unknown.status.success());
    assert!(
        stderr(&unknown).contains("尚未开始"),
        "{}",
        stderr(&unknown)
    );
}
