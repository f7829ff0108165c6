//! Running it: settings, logs, figures, examinations, the end.

use super::tools::{done, folder, huacao, liandong, run, stderr, stdout};
use serde_json::{Value, json};
use std::{
    fs::{self, File},
    io::{BufRead, BufReader},
    os::unix::fs::PermissionsExt,
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
};

/// A server by a configuration file, with its log in a file.
struct Configured {
    child: Child,
    lines: Vec<String>,
    log: PathBuf,
}

impl Configured {
    fn start(folder: &Path, settings: &str) -> Self {
        let config = folder.join("liandong.toml");
        fs::write(&config, settings).unwrap();
        let log = folder.join("log");
        let mut command = liandong(["serve", "--print-logins", "--config"]);
        command
            .arg(&config)
            .env_remove("LIANDONG_LOG")
            .stderr(File::create(&log).unwrap())
            .stdout(Stdio::piped());
        let mut child = command.spawn().unwrap();
        let mut lines = Vec::new();
        for line in BufReader::new(child.stdout.take().unwrap()).lines() {
            let line = line.unwrap();
            let listening = line.starts_with("listening on ");
            lines.push(line);
            if listening {
                return Self { child, lines, log };
            }
        }
        let _ = child.wait();
        panic!("{lines:?} {}", fs::read_to_string(log).unwrap());
    }

    fn after(&self, prefix: &str) -> &str {
        let found = self.lines.iter().find_map(|line| line.strip_prefix(prefix));
        found.unwrap()
    }

    fn url(&self) -> &str {
        self.after("listening on ")
    }

    fn token(&self, role: &str) -> &str {
        let login = self.after(&format!("login {role} "));
        login.split_once("#token=").unwrap().1
    }

    fn signal(&self, name: &str) {
        let pid = self.child.id().to_string();
        let status = Command::new("kill").args([name, &pid]).status().unwrap();
        assert!(status.success());
    }
}

impl Drop for Configured {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn town(folder: &Path) -> PathBuf {
    let db = folder.join("town.db");
    done([
        "init",
        "--town",
        huacao().to_str().unwrap(),
        "--db",
        db.to_str().unwrap(),
    ]);
    db
}

const SETTINGS: &str = "[database]\npath = \"town.db\"\n[server]\nlisten = \"127.0.0.1:0\"\n\
    [metrics]\nlisten = \"127.0.0.1:0\"\n[log]\nformat = \"json\"\n";

#[test]
fn what_is_not_known_is_refused_with_its_line() {
    let folder = folder();
    let config = folder.path().join("liandong.toml");
    fs::write(&config, "[server]\nlisten = \"127.0.0.1:0\"\nport = 1\n").unwrap();
    let path = config.to_str().unwrap();
    for words in [
        vec!["config", "check", "--config", path],
        vec!["serve", "--db", "none.db", "--config", path],
        vec!["backup", "--to", "x", "--config", path],
    ] {
        let refused = run(&words);
        assert_eq!(refused.status.code(), Some(2), "{words:?}");
        let said = stderr(&refused);
        assert!(
            said.contains(&format!("{path}:3: unknown key server.port")),
            "{said}"
        );
        assert!(said.contains("第 3 行：不认识 server.port"), "{said}");
    }
    fs::write(&config, SETTINGS).unwrap();
    done(["config", "check", "--config", path]);
    let printed = done(["config", "print", "--config", path]);
    assert!(
        printed.contains(&format!("format = \"json\"  # {path}:8")),
        "{printed}"
    );
    let mut command = liandong(["config", "print"]);
    let output = command
        .env("LIANDONG_SERVER_BODY_KIB", "128")
        .output()
        .unwrap();
    let printed = stdout(&output);
    assert!(
        printed.contains("body_kib = 128  # LIANDONG_SERVER_BODY_KIB"),
        "{printed}"
    );
}

#[test]
fn the_log_has_a_line_a_request_and_nothing_personal() {
    let folder = folder();
    town(folder.path());
    let mut server = Configured::start(folder.path(), SETTINGS);
    let token = server.token("commander").to_owned();
    let call = json!({"source": "by_hand", "address": "紫藤路1号", "text": "楼上装修声音大",
        "caller": {"name": "王小明", "phone": "13900001234"}});
    let answer = ureq::post(format!("{}/api/v1/incidents", server.url()))
        .header("Authorization", &format!("Bearer {token}"))
        .header("Idempotency-Key", "k-1")
        .header("X-Request-Id", "gateway-1")
        .send_json(&call)
        .unwrap();
    assert_eq!(answer.headers()["x-request-id"], "gateway-1");
    let figures = ureq::get(server.after("metrics on ")).call().unwrap();
    let figures = figures.into_body().read_to_string().unwrap();
    assert!(
        figures.contains("liandong_commit_seconds_count 1"),
        "{figures}"
    );
    assert!(figures.contains("liandong_store_groups "), "{figures}");
    server.signal("-TERM");
    assert!(server.child.wait().unwrap().success(), "it ends cleanly");
    let log = fs::read_to_string(&server.log).unwrap();
    let lines: Vec<Value> = log
        .lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect();
    let line = lines
        .iter()
        .find(|line| line["request_id"] == "gateway-1")
        .unwrap();
    assert_eq!(line["route"], "/api/v1/incidents");
    assert_eq!(
        (&line["method"], &line["status"]),
        (&json!("POST"), &json!(201))
    );
    assert_eq!(
        (&line["account"], &line["role"]),
        (&json!("commander-1"), &json!("commander"))
    );
    assert!(line["ms"].is_u64());
    for personal in ["王小明", "13900001234", "紫藤路", "装修", &token] {
        assert!(!log.contains(personal), "{personal}");
    }
}

/// Whoever reads that it listens may ask it to end in the same moment.
#[test]
fn a_signal_in_its_first_moment_ends_it_cleanly() {
    let folder = folder();
    town(folder.path());
    for signal in ["-INT", "-TERM"].repeat(3) {
        let mut server = Configured::start(folder.path(), SETTINGS);
        server.signal(signal);
        let status = server.child.wait().unwrap();
        assert!(status.success(), "{signal}: {status}");
    }
}

#[test]
fn the_second_signal_ends_it_at_once() {
    let folder = folder();
    town(folder.path());
    let settings = format!("{SETTINGS}[server.x]\n").replace("[server.x]\n", "");
    let settings = settings.replace(
        "[metrics]",
        "stop_seconds = 300\nbody_seconds = 600\nanswer_seconds = 600\n[metrics]",
    );
    let mut server = Configured::start(folder.path(), &settings);
    // A request whose body never ends keeps the server waiting.
    let address = server.url().strip_prefix("http://").unwrap();
    let mut stream = std::net::TcpStream::connect(address).unwrap();
    let head = format!(
        "POST /api/v1/incidents HTTP/1.1\r\nHost: a\r\nAuthorization: Bearer {}\r\n\
         Content-Type: application/json\r\nIdempotency-Key: k\r\nContent-Length: 9\r\n\r\n{{",
        server.token("commander")
    );
    std::io::Write::write_all(&mut stream, head.as_bytes()).unwrap();
    let health = ureq::get(format!("{}/readyz", server.url()))
        .call()
        .unwrap();
    assert_eq!(
        health.status(),
        200,
        "the first request is being read by now"
    );
    server.signal("-TERM");
    let log = &server.log;
    let told = |word: &str| fs::read_to_string(log).unwrap().contains(word);
    while !told("requests under way") {
        assert!(
            server.child.try_wait().unwrap().is_none(),
            "it waits for the request"
        );
        std::thread::yield_now();
    }
    server.signal("-TERM");
    let status = server.child.wait().unwrap();
    assert_eq!(status.code(), Some(130));
}

fn findings(db: &Path, full: bool) -> (Option<i32>, Vec<Value>) {
    let mut words = vec!["doctor", "--json", "--db", db.to_str().unwrap()];
    if full {
        words.push("--full");
    }
    let output = run(words);
    let told: Value = serde_json::from_str(&stdout(&output)).unwrap();
    let findings = told["findings"].as_array().unwrap().clone();
    assert_eq!(told["ok"], json!(output.status.success()));
    (output.status.code(), findings)
}

fn state<'a>(findings: &'a [Value], name: &str) -> &'a str {
    let found = findings.iter().find(|one| one["name"] == name);
    found.unwrap_or_else(|| panic!("{name}: {findings:?}"))["state"]
        .as_str()
        .unwrap()
}

#[test]
fn the_doctor_finds_what_is_wrong_and_says_how_to_mend_it() {
    let folder = folder();
    let db = town(folder.path());
    let (code, fine) = findings(&db, true);
    assert_eq!(code, Some(0), "{fine:?}");
    for name in [
        "config",
        "database_rights",
        "key_rights",
        "disk",
        "chain",
        "clock",
        "read_models",
    ] {
        assert_ne!(state(&fine, name), "bad", "{name}: {fine:?}");
    }
    for name in ["database_rights", "key_rights", "chain", "read_models"] {
        assert_eq!(state(&fine, name), "fine", "{name}: {fine:?}");
    }
    // The server marks its key; another one is found out by the doctor, and refused by the server.
    drop(Configured::start(folder.path(), SETTINGS));
    let key = folder.path().join("town.db.key");
    let right = fs::read_to_string(&key).unwrap();
    fs::write(&key, "00112233445566778899aabbccddeeff\n").unwrap();
    fs::set_permissions(&key, fs::Permissions::from_mode(0o644)).unwrap();
    let (code, found) = findings(&db, false);
    assert_eq!(code, Some(1));
    assert_eq!(
        (state(&found, "key"), state(&found, "key_rights")),
        ("bad", "bad")
    );
    let hints = found.iter().filter(|one| one["state"] == "bad");
    assert!(hints.clone().all(|one| one["hint"].is_string()));
    let refused = run([
        "serve",
        "--listen",
        "127.0.0.1:0",
        "--db",
        db.to_str().unwrap(),
    ]);
    assert_eq!(refused.status.code(), Some(2));
    assert!(
        stderr(&refused).contains("主密钥与数据库"),
        "{}",
        stderr(&refused)
    );
    fs::write(&key, right).unwrap();
    // A row that nobody wrote.
    let meddler = rusqlite::Connection::open(&db).unwrap();
    let changed = meddler
        .execute("UPDATE log_town SET hash = zeroblob(32)", [])
        .unwrap();
    assert_eq!(changed, 1);
    drop(meddler);
    let (code, found) = findings(&db, false);
    assert_eq!((code, state(&found, "chain")), (Some(1), "bad"));
}

#[test]
fn the_doctor_speaks_when_nothing_is_there() {
    let folder = folder();
    let db = folder.path().join("none.db");
    let (code, found) = findings(&db, false);
    assert_eq!(code, Some(1));
    assert_eq!(state(&found, "database_rights"), "bad");
    let output = run(["doctor", "--db", db.to_str().unwrap()]);
    assert!(
        stdout(&output).contains("[问题] 数据库文件权限"),
        "{}",
        stdout(&output)
    );
}

/// Open files that a running process may have: now, and at the most.
fn files_of(process: u32) -> (String, String) {
    let limits = std::fs::read_to_string(format!("/proc/{process}/limits")).unwrap();
    let line = limits
        .lines()
        .find(|line| line.starts_with("Max open files"));
    let words: Vec<&str> = line.unwrap().split_whitespace().collect();
    (words[3].to_owned(), words[4].to_owned())
}

#[test]
fn a_server_takes_the_open_files_that_it_may_have() {
    let folder = folder();
    let db = folder.path().join("town.db");
    done([
        "init",
        "--town",
        huacao().to_str().unwrap(),
        "--db",
        db.to_str().unwrap(),
    ]);
    // Few, as systems begin, and a ceiling that is above it but below what a thousand readers need.
    let mut server = std::process::Command::new("prlimit");
    server
        .args(["--nofile=64:900", env!("CARGO_BIN_EXE_liandong"), "serve"])
        .args(["--listen", "127.0.0.1:0", "--db", db.to_str().unwrap()])
        .env("LIANDONG_LOG", "warn")
        .stdout(std::process::Stdio::piped())
        .stderr(std::process::Stdio::piped());
    let mut server = server.spawn().unwrap();
    let mut told = std::io::BufReader::new(server.stdout.take().unwrap());
    let mut line = String::new();
    while !line.starts_with("listening on ") {
        line.clear();
        assert!(std::io::BufRead::read_line(&mut told, &mut line).unwrap() > 0);
    }
    let files = files_of(server.id());
    server.kill().unwrap();
    let ended = server.wait_with_output().unwrap();
    assert_eq!(files, ("900".to_owned(), "900".to_owned()));
    let log = String::from_utf8(ended.stderr).unwrap();
    assert!(log.contains("fewer files may be open"), "{log}");
}
