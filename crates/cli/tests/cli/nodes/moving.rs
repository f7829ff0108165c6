//! `liandong migrate` from one kind of database to the other, and back.

use super::kit::{liandong, reader, schema, whole_log};
use crate::cli::tools::{folder, huacao};
use liandong_store::Store;
use std::{path::Path, process::Output};

fn run(words: &[&str]) -> Output {
    liandong(words).output().expect("started")
}

#[track_caller]
fn done(words: &[&str]) -> String {
    let output = run(words);
    let told = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{words:?}: {told}");
    String::from_utf8(output.stdout).expect("text")
}

/// The line with the end of the log.
fn head(told: &str) -> String {
    let line = told.lines().find(|line| line.contains("(head)"));
    let words = line.expect("a head").split_whitespace();
    words.last().expect("a hash").to_owned()
}

fn text(path: &Path) -> &str {
    path.to_str().expect("a path")
}

#[tokio::test(flavor = "multi_thread")]
async fn a_history_moves_to_postgresql_and_back_byte_for_byte() {
    let folder = folder();
    let (file, back) = (folder.path().join("a.db"), folder.path().join("b.db"));
    let (file, back) = (text(&file), text(&back));
    let (url, huacao) = (schema("moving"), huacao());
    let days = ["--from", "2024-03-01", "--to", "2024-03-03"];
    let made = ["simulate", "--town", text(&huacao), "--db", file];
    let made = head(&done(&[&made[..], &days].concat()));
    let token = done(&["token", "--account", "commander-1", "--db", file]);

    let moved = done(&["migrate", "--from", file, "--to", &url]);
    assert_eq!(head(&moved), made, "{moved}");
    assert_eq!(head(&done(&["verify", "--db", &url])), made);
    done(&["rebuild", "--check", "--db", &url]);
    // The same commands and rules on the other database make the same bytes.
    let other = url.replace("moving", "simulated");
    let again = ["simulate", "--town", text(&huacao), "--db", &other];
    assert_eq!(head(&done(&[&again[..], &days].concat())), made);

    let refused = run(&["migrate", "--from", file, "--to", &url]);
    assert_eq!(refused.status.code(), Some(2), "the target is not empty");
    let told = String::from_utf8_lossy(&refused.stderr).into_owned();
    assert!(told.contains("is not empty"), "{told}");
    assert!(
        !told.contains("search_path"),
        "an address is shown short: {told}"
    );

    done(&["migrate", "--from", &url, "--to", back]);
    assert_eq!(head(&done(&["verify", "--db", back])), made);
    done(&["rebuild", "--check", "--db", back]);
    let refused = run(&["migrate", "--from", &url, "--to", back]);
    assert_eq!(refused.status.code(), Some(2), "the file is there");

    // Side values came along: who had a token still has it.
    let node = super::Node::start(&url);
    let mut client = super::Client::connect(node.address)
        .await
        .expect("connected");
    let (status, _) = client
        .get(token.trim(), "/api/v1/session")
        .await
        .expect("asked");
    assert_eq!(status, 200);
    let log = whole_log(&*reader(&url).await).await;
    assert!(log.len() > 1_000);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_backup_is_of_either_database_and_for_either() {
    let (url, other) = (schema("backup_from"), schema("backup_to"));
    let folder = folder();
    let (file, backup) = (
        folder.path().join("town.db"),
        folder.path().join("b.tar.gz"),
    );
    let config = folder.path().join("liandong.toml");
    let attachments = folder.path().join("attachments");
    let settings = format!(
        "[database]\npath = \"{url}\"\n[files]\nattachments = \"{}\"\n",
        text(&attachments)
    );
    std::fs::write(&config, settings).expect("written");
    let town = huacao();
    // Every command takes the configuration.
    done(&["init", "--town", text(&town), "--config", text(&config)]);
    // The tests' cluster does not wait for the disk, and that is the only thing to find.
    let looked = liandong(&["doctor", "--config", text(&config)]).output();
    let looked = String::from_utf8(looked.expect("started").stdout).expect("text");
    assert!(
        looked.contains("PostgreSQL 1") && looked.contains("编码 UTF8"),
        "{looked}"
    );
    let wrong: Vec<&str> = looked
        .lines()
        .filter(|line| line.contains("[问题]"))
        .collect();
    assert!(
        wrong.iter().all(|line| line.contains("fsync off")),
        "{looked}"
    );
    done(&["backup", "--config", text(&config), "--to", text(&backup)]);
    done(&["restore", "--from", text(&backup), "--db", text(&file)]);
    let again = [
        ("LIANDONG_DATABASE_PATH", other.as_str()),
        ("LIANDONG_FILES_ATTACHMENTS", "none-here"),
    ];
    let restore = |expected: i32| {
        let output = liandong(&["restore", "--from", text(&backup)])
            .envs(again)
            .output()
            .expect("started");
        let told = String::from_utf8_lossy(&output.stderr);
        assert_eq!(output.status.code(), Some(expected), "{told}");
    };
    restore(0);
    // It writes to an empty database only.
    restore(2);
    let heads =
        [url.as_str(), text(&file), other.as_str()].map(|db| head(&done(&["verify", "--db", db])));
    assert_eq!(heads[0], heads[1]);
    assert_eq!(heads[0], heads[2]);
}

#[tokio::test(flavor = "multi_thread")]
async fn the_key_is_not_changed_under_a_running_node() {
    let url = schema("rekey");
    super::kit::init(&url);
    let rekey = || {
        liandong(&["rekey", "--db", &url])
            .env("LIANDONG_NEW_MASTER_KEY", "f".repeat(32))
            .output()
            .expect("started")
    };
    let node = super::kit::Node::start(&url);
    let store = reader(&url).await;
    let town = super::TownId::new(super::TOWN).expect("a town");
    super::until("the node's mark", async || {
        store.secret(&town, "lease", "running").await.expect("read")
    })
    .await;
    let refused = rekey();
    let told = String::from_utf8_lossy(&refused.stderr);
    assert_eq!(refused.status.code(), Some(2), "{told}");
    assert!(told.contains("a server node is running"), "{told}");
    drop(node);
    super::until("the lease's end", async || {
        rekey().status.success().then_some(())
    })
    .await;
    // From now on the old key is refused.
    let served = liandong(&["serve", "--db", &url, "--listen", "127.0.0.1:0"]).output();
    let served = served.expect("started");
    assert_eq!(served.status.code(), Some(2));
    let told = String::from_utf8_lossy(&served.stderr);
    assert!(told.contains("is not that of"), "{told}");
}
