//! Backups beside a running server, and what is restored from them.

use super::{
    nodes::kit::schema,
    tools::{Server, done, folder, huacao, liandong, log, reader, run, simulate, stderr},
};
use liandong_domain::ids::TownId;
use liandong_store::Store as _;
use serde_json::{Value, json};
use std::{
    fs,
    path::{Path, PathBuf},
    sync::atomic::{AtomicBool, AtomicU64, Ordering},
    thread,
};

fn text(path: &Path) -> &str {
    path.to_str().unwrap()
}

/// A town of two days, with a file in its attachments.
fn two_days_with_a_file(folder: &Path) -> PathBuf {
    let db = folder.join("town.db");
    simulate(&huacao(), &db, ["2024-03-01", "2024-03-02"], "1");
    let attachments = folder.join("town.db.files/huacao");
    fs::create_dir_all(&attachments).unwrap();
    fs::write(attachments.join("a1.jpg"), [7; 300_000]).unwrap();
    db
}

fn call(server: &Server, key: &str) -> Value {
    let intake = json!({"source": "by_hand", "address": "某路1号", "text": "楼上装修声音大",
        "caller": {"name": "王小明", "phone": "13900001234"}});
    let answer = ureq::post(format!("{}/api/v1/incidents", server.url))
        .header(
            "Authorization",
            &format!("Bearer {}", server.token("commander")),
        )
        .header("Idempotency-Key", key)
        .send_json(&intake);
    answer.unwrap().body_mut().read_json().unwrap()
}

#[test]
fn a_backup_beside_a_writing_server_comes_back_whole() {
    let folder = folder();
    let db = two_days_with_a_file(folder.path());
    let server = Server::start(&db);
    let backup = folder.path().join("backup.tar.gz");
    let (stop, taken) = (AtomicBool::new(false), AtomicU64::new(0));
    thread::scope(|scope| {
        for writer in 0..2 {
            let (server, stop, taken) = (&server, &stop, &taken);
            scope.spawn(move || {
                let mut nth = 0;
                while !stop.load(Ordering::SeqCst) {
                    call(server, &format!("call-{writer}-{nth}"));
                    taken.fetch_add(1, Ordering::SeqCst);
                    nth += 1;
                }
            });
        }
        while taken.load(Ordering::SeqCst) < 10 {
            thread::yield_now();
        }
        done(["backup", "--db", text(&db), "--to", text(&backup)]);
        stop.store(true, Ordering::SeqCst);
    });
    let first = call(&server, "call-0-0");
    drop(server);

    let restored = folder.path().join("restored.db");
    let words = ["restore", "--from", text(&backup), "--db", text(&restored)];
    done(words);
    fs::copy(
        folder.path().join("town.db.key"),
        folder.path().join("restored.db.key"),
    )
    .unwrap();
    done(["verify", "--db", text(&restored)]);
    done(["rebuild", "--check", "--db", text(&restored)]);
    let file = folder.path().join("restored.db.files/huacao/a1.jpg");
    assert_eq!(fs::read(file).unwrap(), [7; 300_000]);

    // Event for event and hash for hash the first part of what the server went on with.
    let runtime = tokio::runtime::Runtime::new().unwrap();
    let town = TownId::new("huacao").unwrap();
    let (whole, part) = runtime.block_on(async {
        (
            log(&reader(&db), &town).await,
            log(&reader(&restored), &town).await,
        )
    });
    assert!(
        part.len() < whole.len() && part.len() > 100,
        "{} {}",
        part.len(),
        whole.len()
    );
    assert_eq!(part, whole[..part.len()]);

    // It goes on: keys are known, callers can be read.
    let server = Server::start(&restored);
    assert_eq!(
        call(&server, "call-0-0")["id"],
        first["id"],
        "one key, one call"
    );
    let id = first["id"].as_str().unwrap();
    let revealed = ureq::post(format!(
        "{}/api/v1/incidents/{id}/reveal-caller",
        server.url
    ))
    .header(
        "Authorization",
        &format!("Bearer {}", server.token("commander")),
    )
    .header("Idempotency-Key", "reveal")
    .send_json(json!({"reason": "回访核实"}))
    .unwrap();
    let revealed: Value = revealed.into_body().read_json().unwrap();
    assert_eq!(revealed["phone"], "13900001234");

    // Nothing is written over.
    let refused = run(words);
    assert_eq!(refused.status.code(), Some(2));
    assert!(stderr(&refused).contains("is there already"));
    let refused = run(["backup", "--db", text(&db), "--to", text(&backup)]);
    assert_eq!(refused.status.code(), Some(2));
}

#[test]
fn a_backup_that_was_touched_is_refused_and_nothing_is_written() {
    let folder = folder();
    let db = folder.path().join("town.db");
    done(["init", "--town", text(&huacao()), "--db", text(&db)]);
    let backup = folder.path().join("backup.tar.gz");
    done(["backup", "--db", text(&db), "--to", text(&backup)]);
    let restored = folder.path().join("restored.db");
    let restore = |from: &Path| run(["restore", "--from", text(from), "--db", text(&restored)]);
    let good = fs::read(&backup).unwrap();

    let cut = folder.path().join("cut.tar.gz");
    fs::write(&cut, &good[..good.len() / 2]).unwrap();
    let none = folder.path().join("none.tar.gz");
    fs::write(&none, b"not an archive").unwrap();
    let altered = folder.path().join("altered.tar.gz");
    repack(&backup, &altered, "华漕镇", "花草镇");
    for bad in [&cut, &none, &altered, &folder.path().join("missing")] {
        let refused = restore(bad);
        assert_eq!(
            refused.status.code(),
            Some(2),
            "{}: {}",
            bad.display(),
            stderr(&refused)
        );
        assert!(!restored.exists() && !folder.path().join("restored.db.unfinished").exists());
    }
    assert!(stderr(&restore(&altered)).contains("its hash does not fit"));
    done([
        "restore",
        "--check",
        "--from",
        text(&backup),
        "--db",
        text(&restored),
    ]);
    assert!(!restored.exists(), "only looked at");
    let runtime = tokio::runtime::Runtime::new().unwrap();
    done(["restore", "--from", text(&backup), "--db", text(&restored)]);
    let town = TownId::new("huacao").unwrap();
    let heads = runtime.block_on(async {
        let (one, other) = (reader(&db), reader(&restored));
        (
            one.head(&town).await.unwrap(),
            other.head(&town).await.unwrap(),
        )
    });
    assert_eq!(heads.0, heads.1);
}

#[test]
fn a_backup_of_one_database_comes_back_in_the_other() {
    let folder = folder();
    let db = two_days_with_a_file(folder.path());
    let there = folder.path().join("there.tar.gz");
    done(["backup", "--db", text(&db), "--to", text(&there)]);

    let url = schema("restored");
    let key = fs::read_to_string(folder.path().join("town.db.key")).unwrap();
    let on_postgres = |words: &[&str]| {
        let mut command = liandong(words);
        command.env("LIANDONG_MASTER_KEY", key.trim());
        let ended = command.current_dir(folder.path()).output().unwrap();
        assert!(ended.status.success(), "{words:?}: {}", stderr(&ended));
    };
    on_postgres(&["restore", "--from", text(&there), "--db", &url]);
    on_postgres(&["verify", "--db", &url]);
    on_postgres(&["rebuild", "--check", "--db", &url]);

    // And back: event for event, row for row, file for file what it was.
    let back = folder.path().join("back.tar.gz");
    on_postgres(&["backup", "--db", &url, "--to", text(&back)]);
    let again = folder.path().join("again.db");
    done(["restore", "--from", text(&back), "--db", text(&again)]);
    let runtime = tokio::runtime::Runtime::new().unwrap();
    let town = TownId::new("huacao").unwrap();
    runtime.block_on(async {
        let (one, other) = (reader(&db), reader(&again));
        let before = log(&one, &town).await;
        assert!(before.len() > 1_000, "{}", before.len());
        assert_eq!(before, log(&other, &town).await);
        assert_eq!(
            one.head(&town).await.unwrap(),
            other.head(&town).await.unwrap()
        );
    });
    done(["rebuild", "--check", "--db", text(&again)]);
    let file = folder.path().join("again.db.files/huacao/a1.jpg");
    assert_eq!(fs::read(file).unwrap(), [7; 300_000]);
}

/// The archive with a word changed in its log, and its manifest left as it is, by the tools that a
/// meddler has at hand.
fn repack(from: &Path, to: &Path, word: &str, other: &str) {
    let folder = from.with_extension("unpacked");
    fs::create_dir_all(&folder).unwrap();
    let tar = |words: &[&str]| {
        let status = std::process::Command::new("tar")
            .args(words)
            .status()
            .unwrap();
        assert!(status.success());
    };
    tar(&["-xzf", text(from), "-C", text(&folder)]);
    let log = folder.join("log/huacao/000000000001.jsonl");
    let changed = fs::read_to_string(&log).unwrap().replace(word, other);
    fs::write(&log, changed).unwrap();
    tar(&[
        "-czf",
        text(to),
        "-C",
        text(&folder),
        "about.json",
        "commands/huacao/000000000001.jsonl",
        "log/huacao/000000000001.jsonl",
        "side/huacao/000000000001.jsonl",
        "manifest.json",
    ]);
}
