//! `liandong migrate` from one kind of database to the other, and back.

use super::kit::{liandong, reader, schema, whole_log};
use crate::cli::tools::{folder, huacao};
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
