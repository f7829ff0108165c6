//! The server as a process: it answers, gives the form beside its writes, and ends when asked.

use super::tools::{Server, done, folder, huacao, run, simulate, stderr};
use serde_json::{Value, json};
use std::process::Command;

fn post(server: &Server, role: &str, path: &str, key: &str, body: &Value) -> Value {
    let url = format!("{}{path}", server.url);
    let answer = ureq::post(&url)
        .header("Authorization", &format!("Bearer {}", server.token(role)))
        .header("Idempotency-Key", key)
        .send_json(body);
    answer.unwrap().body_mut().read_json().unwrap()
}

#[test]
fn a_call_is_taken_and_the_form_and_the_log_are_read_beside() {
    let folder = folder();
    let db = folder.path().join("town.db");
    simulate(&huacao(), &db, ["2024-03-01", "2024-03-02"], "1");
    let mut server = Server::start(&db);
    let health = ureq::get(format!("{}/readyz", server.url)).call().unwrap();
    assert_eq!(health.status(), 200);
    let intake = json!({"source": "by_hand", "address": "某路1号", "text": "楼上装修声音大"});
    let taken = post(&server, "commander", "/api/v1/incidents", "k-1", &intake);
    let again = post(&server, "commander", "/api/v1/incidents", "k-1", &intake);
    assert_eq!(taken["id"], again["id"], "one key, one call");

    let db_text = db.to_str().unwrap();
    done(["verify", "--db", db_text]);
    done(["rebuild", "--check", "--db", db_text]);
    let out = folder.path().join("out");
    let out_text = out.to_str().unwrap();
    let period = ["--from", "2024-01-01", "--to", "2024-08-31"];
    let form = [
        "form", "--db", db_text, "--format", "json", "--out", out_text,
    ];
    done([&form[..], &period].concat());

    // A second writer is refused while the server runs.
    let second = run(["rebuild", "--db", db_text]);
    assert_eq!(second.status.code(), Some(1));
    assert!(stderr(&second).contains("in use"), "{}", stderr(&second));

    let pid = server.child.id().to_string();
    assert!(
        Command::new("kill")
            .args(["-INT", &pid])
            .status()
            .unwrap()
            .success()
    );
    assert!(server.child.wait().unwrap().success(), "it ends cleanly");
    done(["rebuild", "--db", db_text]);
}

#[test]
fn printed_logins_are_void_after_the_server_stopped() {
    let folder = folder();
    let db = folder.path().join("town.db");
    let (db_text, town) = (db.to_str().unwrap(), huacao());
    done(["init", "--town", town.to_str().unwrap(), "--db", db_text]);
    let kept = done(["token", "--account", "commander-1", "--db", db_text]);
    let ask = |url: &str, token: &str| {
        let answer = ureq::get(format!("{url}/api/v1/session"))
            .header("Authorization", &format!("Bearer {token}"))
            .call();
        match answer {
            Ok(answer) => answer.status().as_u16(),
            Err(ureq::Error::StatusCode(code)) => code,
            Err(error) => panic!("{error}"),
        }
    };
    let mut server = Server::start(&db);
    let printed = server.token("auditor").to_owned();
    assert_eq!(ask(&server.url, &printed), 200);
    assert_eq!(ask(&server.url, kept.trim()), 200);
    let pid = server.child.id().to_string();
    assert!(
        Command::new("kill")
            .args(["-TERM", &pid])
            .status()
            .unwrap()
            .success()
    );
    assert!(server.child.wait().unwrap().success());
    let server = Server::start(&db);
    assert_eq!(ask(&server.url, &printed), 401);
    assert_eq!(ask(&server.url, kept.trim()), 200);
}

#[cfg(target_os = "linux")]
#[test]
fn a_server_takes_as_many_open_files_as_the_system_lets_it_have() {
    let folder = folder();
    let db = folder.path().join("town.db");
    let (db_text, town) = (db.to_str().unwrap(), huacao());
    done(["init", "--town", town.to_str().unwrap(), "--db", db_text]);
    let mut few = Command::new("sh");
    few.args(["-c", "ulimit -Sn 256; exec \"$@\"", "sh"]);
    few.arg(env!("CARGO_BIN_EXE_liandong"));
    let server = Server::start_by(few, &db);
    let limits = std::fs::read_to_string(format!("/proc/{}/limits", server.child.id())).unwrap();
    let files = limits
        .lines()
        .find(|line| line.starts_with("Max open files"));
    let words: Vec<&str> = files.unwrap().split_whitespace().collect();
    assert_eq!(words[3], words[4], "{limits}");
    assert_ne!(words[3], "256", "{limits}");
}
