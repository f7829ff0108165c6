//! Running the binary and looking at what it left.

use liandong_app::views::TABLES;
use liandong_domain::ids::TownId;
use liandong_store::{Store, StoredEvent};
use liandong_store_sqlite::SqliteStore;
use std::{
    ffi::OsStr,
    fs,
    io::{BufRead, BufReader},
    path::{Path, PathBuf},
    process::{Child, Command, Output, Stdio},
    sync::Arc,
};
use tempfile::TempDir;

pub(crate) fn folder() -> TempDir {
    tempfile::Builder::new()
        .prefix("cli-")
        .tempdir_in(env!("CARGO_TARGET_TMPDIR"))
        .unwrap()
}

pub(crate) fn huacao() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../examples/huacao")
}

/// The second town of the folder's tests: another place, other words, one area and another roster.
pub(crate) fn second_town() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../app/tests/fixtures/second-town")
}

pub(crate) fn liandong<S: AsRef<OsStr>>(words: impl IntoIterator<Item = S>) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_liandong"));
    command
        .args(words)
        .env_remove("LIANDONG_MASTER_KEY")
        .env("LIANDONG_LOG", "warn");
    command
}

pub(crate) fn run<S: AsRef<OsStr>>(words: impl IntoIterator<Item = S>) -> Output {
    liandong(words).output().unwrap()
}

pub(crate) fn stdout(output: &Output) -> String {
    String::from_utf8(output.stdout.clone()).unwrap()
}

pub(crate) fn stderr(output: &Output) -> String {
    String::from_utf8(output.stderr.clone()).unwrap()
}

#[track_caller]
pub(crate) fn done<S: AsRef<OsStr>>(words: impl IntoIterator<Item = S>) -> String {
    let output = run(words);
    assert!(output.status.success(), "{}", stderr(&output));
    stdout(&output)
}

/// `liandong simulate` of a few days.
#[track_caller]
pub(crate) fn simulate(town: &Path, db: &Path, days: [&str; 2], seed: &str) -> String {
    let [from, to] = days;
    let output = liandong(["simulate", "--from", from, "--to", to, "--seed", seed])
        .arg("--town")
        .arg(town)
        .arg("--db")
        .arg(db)
        .output()
        .unwrap();
    assert!(output.status.success(), "{}", stderr(&output));
    assert!(
        !stderr(&output).contains("refused"),
        "the rules take every generated step: {}",
        stderr(&output)
    );
    stdout(&output)
}

pub(crate) fn reader(db: &Path) -> Arc<SqliteStore> {
    SqliteStore::open_read_only(db, TABLES).unwrap()
}

pub(crate) async fn log(store: &SqliteStore, town: &TownId) -> Vec<StoredEvent> {
    let mut all = Vec::new();
    loop {
        let after = all.last().map_or(0, |one: &StoredEvent| one.position);
        let page = store.log(town, after, 5_000).await.unwrap();
        if page.is_empty() {
            return all;
        }
        all.extend(page);
    }
}

/// A folder's files, without those that belong to a test's own bookkeeping.
pub(crate) fn names(folder: &Path) -> Vec<String> {
    let mut all: Vec<String> = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    all.sort();
    all
}

/// Copies a town's folder, to break one thing in the copy.
pub(crate) fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for name in names(from) {
        fs::copy(from.join(&name), to.join(&name)).unwrap();
    }
}

/// `liandong serve` on a free port.
pub(crate) const SERVE: [&str; 4] = ["serve", "--print-logins", "--listen", "127.0.0.1:0"];

/// A running `liandong serve`.
pub(crate) struct Server {
    pub(crate) child: Child,
    pub(crate) url: String,
    /// Role, account and token of each login.
    pub(crate) logins: Vec<[String; 3]>,
}

impl Server {
    pub(crate) fn start(db: &Path) -> Self {
        Self::start_as(liandong(SERVE).arg("--db").arg(db))
    }

    /// Starts it by a command that still wants its words.
    pub(crate) fn start_by(mut command: Command, db: &Path) -> Self {
        Self::start_as(command.args(SERVE).arg("--db").arg(db))
    }

    /// Starts a command that begins with [`SERVE`].
    pub(crate) fn start_as(command: &mut Command) -> Self {
        let mut child = command.stdout(Stdio::piped()).spawn().unwrap();
        let mut logins = Vec::new();
        for line in BufReader::new(child.stdout.take().unwrap()).lines() {
            let line = line.unwrap();
            if let Some(url) = line.strip_prefix("listening on ") {
                let url = url.to_owned();
                return Self { child, url, logins };
            }
            if let Some(login) = line.strip_prefix("login ") {
                let words: Vec<&str> = login.split_whitespace().collect();
                let token = words[2].split_once("#token=").unwrap().1;
                logins.push([words[0], words[1], token].map(str::to_owned));
            }
        }
        let status = child.wait().unwrap();
        panic!("the server ended with {status} before it listened");
    }

    pub(crate) fn token(&self, role: &str) -> &str {
        let found = self.logins.iter().find(|[one, ..]| one == role);
        &found.unwrap()[2]
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
