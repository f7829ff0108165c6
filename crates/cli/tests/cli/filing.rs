//! A signed form, made again to the byte: from its database, and from another kind of database.

use super::{
    nodes::kit::schema,
    tools::{Server, done, folder, huacao, simulate},
};
use serde_json::{Value, json};
use std::{fs, path::Path};

const FILING: &str = "pinganliandong.2024-08.1";

fn asks(server: &Server, account: &str, path: &str, body: &Value) -> Value {
    let login = server.logins.iter().find(|[_, one, _]| one == account);
    let token = &login.unwrap()[2];
    let key = format!("{account} {path} {body}").replace(|c: char| !c.is_ascii_graphic(), "-");
    let key: String = key.chars().rev().take(150).collect();
    let answer = ureq::post(format!("{}{path}", server.url))
        .config()
        .http_status_as_error(false)
        .build()
        .header("Authorization", &format!("Bearer {token}"))
        .header("Idempotency-Key", &key)
        .send_json(body);
    let mut answer = answer.unwrap();
    let told: Value = answer.body_mut().read_json().unwrap();
    assert!(answer.status().is_success(), "{path} {body}: {told:#}");
    told
}

/// Prepares, reviews and signs the first edition; answers what was sealed.
fn sign(server: &Server) -> Value {
    let open = json!({"tracking": "2024-08"});
    let opened = asks(
        server,
        "performance-1",
        "/api/v1/projects/pinganliandong/filings",
        &open,
    );
    let commands = format!("/api/v1/filings/{FILING}/commands");
    let command = |account: &str, command: Value| {
        asks(server, account, &commands, &json!({ "command": command }))
    };
    let mut edits = vec![json!({"field": "sections.conclusion", "text": "以表内数据为准。"})];
    for id in opened["must_be_explained"].as_array().unwrap() {
        let id = id.as_str().unwrap();
        edits.push(json!({"field": format!("rows.{id}.cause"), "text": "高峰时段车辆不足"}));
        edits.push(json!({"field": format!("rows.{id}.remedy"), "text": "调整排班"}));
    }
    command("performance-1", json!({"do": "edit", "edits": edits}));
    for one in opened["judgements"].as_array().unwrap() {
        if let Some(tick) = one["computed"].as_str() {
            let judge = json!({"do": "judge", "which": one["which"], "tick": tick});
            command("performance-1", judge);
        }
    }
    command("performance-1", json!({"do": "prepare"}));
    command("performance-2", json!({"do": "review"}));
    command("leader-1", json!({"do": "sign"}))["seal"].clone()
}

fn reproduced(db: &Path, out: &Path) -> Vec<(String, Vec<u8>)> {
    let words = [
        "reproduce",
        FILING,
        "--db",
        db.to_str().unwrap(),
        "--out",
        out.to_str().unwrap(),
    ];
    let told = done(words);
    assert!(told.contains("逐字节相同"), "{told}");
    let mut files: Vec<(String, Vec<u8>)> = fs::read_dir(out)
        .unwrap()
        .map(|entry| {
            let path = entry.unwrap().path();
            let name = path.file_name().unwrap().to_str().unwrap().to_owned();
            (name, fs::read(path).unwrap())
        })
        .collect();
    files.sort();
    files
}

#[test]
fn a_signed_form_is_the_same_to_the_byte_on_both_databases() {
    let folder = folder();
    let db = folder.path().join("town.db");
    simulate(&huacao(), &db, ["2024-03-01", "2024-03-03"], "1");
    let server = Server::start(&db);
    let seal = sign(&server);
    // Whatever happens afterwards changes nothing of it.
    let call = json!({"source": "by_hand", "address": "某路1号", "text": "楼上装修声音大"});
    asks(&server, "commander-1", "/api/v1/incidents", &call);
    drop(server);
    let here = reproduced(&db, &folder.path().join("sqlite"));
    let sealed: Vec<&str> = seal["files"]
        .as_array()
        .unwrap()
        .iter()
        .map(|one| one["format"].as_str().unwrap())
        .collect();
    assert_eq!(here.len(), sealed.len());
    assert_eq!(sealed, ["pdf", "xlsx", "docx"]);
    let other = schema("filing");
    let words = [
        "migrate",
        "--from",
        db.to_str().unwrap(),
        "--to",
        other.as_str(),
    ];
    done(words);
    let there = reproduced(Path::new(&other), &folder.path().join("postgres"));
    assert!(here == there, "the files differ");
    // And its evidence, from the other database.
    let pack = folder.path().join("pack.zip");
    let pack = pack.to_str().unwrap();
    done([
        "evidence-pack",
        "--db",
        other.as_str(),
        "--filing",
        FILING,
        "--out",
        pack,
    ]);
    let told = done(["evidence-verify", pack]);
    assert!(told.contains("全部相符") && told.contains(FILING), "{told}");
}
