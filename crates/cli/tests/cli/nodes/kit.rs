//! Several server processes on one PostgreSQL database, callers that move to another node when theirs
//! is gone, and live readers that do the same. For the test, and in numbers for the benchmark.

use liandong_app::views::TABLES;
use liandong_domain::ids::TownId;
use liandong_store::{Store, StoredEvent};
use liandong_store_postgres::PostgresStore;
use std::{
    fs,
    io::{self, BufRead, BufReader},
    net::SocketAddr,
    path::Path,
    process::{Child, Command, Stdio},
    sync::Arc,
};
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::TcpStream,
};

pub(crate) const TOWN: &str = "huacao";

/// A schema of its own in the cluster that `cargo xtask test` or `cargo xtask bench` starts.
pub(crate) fn schema(prefix: &str) -> String {
    let cluster = std::env::var("LIANDONG_TEST_POSTGRES").expect(
        "LIANDONG_TEST_POSTGRES is not set: `cargo xtask test` and `cargo xtask bench` set it",
    );
    let name = format!("{prefix}_{}", std::process::id());
    format!("{cluster}?options=-csearch_path%3D{name}")
}

/// What one token may ask for: it speaks for everybody here.
const UNLIMITED: &str = "10000000";

/// The binary, with the key that all nodes share.
pub(crate) fn liandong(words: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_liandong"));
    command
        .args(words)
        .env("LIANDONG_MASTER_KEY", "000102030405060708090a0b0c0d0e0f")
        .env("LIANDONG_LIMITS_TOKEN_PER_MINUTE", UNLIMITED)
        .env("LIANDONG_LIMITS_TOKEN_BURST", UNLIMITED)
        .env("LIANDONG_LOG", "warn,liandong_store_postgres=error");
    command
}

/// The example's town with an arrival's limit of two minutes, warned of after one, so that nobody
/// has to wait for a clock.
pub(crate) fn town_with_short_clocks(into: &Path) {
    let example = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../examples/huacao");
    for entry in fs::read_dir(example).expect("the example") {
        let entry = entry.expect("a file");
        fs::copy(entry.path(), into.join(entry.file_name())).expect("copied");
    }
    let policy = into.join("policy.toml");
    let text = fs::read_to_string(&policy).expect("read");
    let arrive = "arrive = { minutes = 15, warn_before_minutes = 5 }";
    assert!(text.contains(arrive), "the example's policy has changed");
    let short = "arrive = { minutes = 2, warn_before_minutes = 1 }";
    fs::write(policy, text.replace(arrive, short)).expect("written");
    // The form's target is the policy's limit, and the folder is refused where they differ.
    let project = into.join("project.toml");
    let text = fs::read_to_string(&project).expect("read");
    let target = r#"value = 15, unit = "minutes", wording = "15分钟以内""#;
    assert!(text.contains(target), "the example's project has changed");
    let short = r#"value = 2, unit = "minutes", wording = "2分钟以内""#;
    fs::write(project, text.replace(target, short)).expect("written");
}

/// Sets the town up in a database.
pub(crate) fn init(url: &str) {
    let folder = tempfile::tempdir().expect("a folder");
    town_with_short_clocks(folder.path());
    let town = folder.path().to_str().expect("a path");
    let done = liandong(&["init", "--town", town, "--db", url]).output();
    let done = done.expect("started");
    let told = String::from_utf8_lossy(&done.stderr);
    assert!(done.status.success(), "{told}");
}

/// A running `liandong serve`.
pub(crate) struct Node {
    child: Child,
    pub(crate) address: SocketAddr,
    tokens: Vec<(String, String)>,
}

impl Node {
    pub(crate) fn start(url: &str) -> Self {
        let serve = [
            "serve",
            "--print-logins",
            "--listen",
            "127.0.0.1:0",
            "--db",
            url,
        ];
        let started = liandong(&serve).stdout(Stdio::piped()).spawn();
        let mut child = started.expect("started");
        let mut tokens = Vec::new();
        for line in BufReader::new(child.stdout.take().expect("piped")).lines() {
            let line = line.expect("text");
            if let Some(url) = line.strip_prefix("listening on http://") {
                let address = url.parse().expect("an address");
                return Self {
                    child,
                    address,
                    tokens,
                };
            }
            if let Some(login) = line.strip_prefix("login ") {
                let words: Vec<&str> = login.split_whitespace().collect();
                let (_, token) = words[2].split_once("#token=").expect("a token");
                tokens.push((words[0].to_owned(), token.to_owned()));
            }
        }
        panic!("the server ended before it listened: {:?}", child.wait());
    }

    pub(crate) fn token(&self, role: &str) -> &str {
        let found = self.tokens.iter().find(|(one, _)| one == role);
        &found.expect("an account").1
    }

    pub(crate) fn process(&self) -> u32 {
        self.child.id()
    }

    /// SIGKILL: no handler runs.
    pub(crate) fn kill(&mut self) {
        self.child.kill().expect("killed");
        self.child.wait().expect("ended");
    }
}

impl Drop for Node {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// The process that leads in letting clocks fire; `None` before the first.
pub(crate) async fn leader(store: &PostgresStore) -> Option<u32> {
    let town = TownId::new(TOWN).expect("a town");
    let lease = store
        .secret(&town, "lease", "clocks")
        .await
        .expect("read")?;
    let text = String::from_utf8(lease).expect("text");
    text.split('/').nth(1)?.parse().ok()
}

pub(crate) async fn reader(url: &str) -> Arc<PostgresStore> {
    PostgresStore::open_read_only(url, TABLES)
        .await
        .expect("opened")
}

pub(crate) async fn whole_log(store: &PostgresStore) -> Vec<StoredEvent> {
    let town = TownId::new(TOWN).expect("a town");
    let mut all: Vec<StoredEvent> = Vec::new();
    loop {
        let after = all.last().map_or(0, |one| one.position);
        let page = store.log(&town, after, 5_000).await.expect("read");
        if page.is_empty() {
            return all;
        }
        all.extend(page);
    }
}

/// One connection that is kept, of the least HTTP/1.1 client: it must not cost more than the server.
pub(crate) struct Client {
    stream: TcpStream,
    read: Vec<u8>,
}

impl Client {
    pub(crate) async fn connect(address: SocketAddr) -> io::Result<Self> {
        let stream = TcpStream::connect(address).await?;
        stream.set_nodelay(true)?;
        let read = Vec::with_capacity(16_384);
        Ok(Self { stream, read })
    }

    pub(crate) async fn post(
        &mut self,
        token: &str,
        path: &str,
        key: &str,
        body: &str,
    ) -> io::Result<(u16, String)> {
        let request = format!(
            "POST {path} HTTP/1.1\r\nhost: node\r\nauthorization: Bearer {token}\r\n\
             content-type: application/json\r\nidempotency-key: {key}\r\n\
             content-length: {}\r\n\r\n{body}",
            body.len()
        );
        self.ask(&request).await
    }

    pub(crate) async fn get(&mut self, token: &str, path: &str) -> io::Result<(u16, String)> {
        let request = format!(
            "GET {path} HTTP/1.1\r\nhost: node\r\nauthorization: Bearer {token}\r\n\
             accept-encoding: identity\r\n\r\n"
        );
        self.ask(&request).await
    }

    async fn ask(&mut self, request: &str) -> io::Result<(u16, String)> {
        self.stream.write_all(request.as_bytes()).await?;
        self.read.clear();
        let (status, head, length) = loop {
            if let Some(found) = head_of(&self.read) {
                break found;
            }
            self.more().await?;
        };
        while self.read.len() < head + length {
            self.more().await?;
        }
        let body = String::from_utf8_lossy(&self.read[head..head + length]);
        Ok((status, body.into_owned()))
    }

    async fn more(&mut self) -> io::Result<()> {
        match self.stream.read_buf(&mut self.read).await? {
            0 => Err(io::ErrorKind::UnexpectedEof.into()),
            _ => Ok(()),
        }
    }
}

/// Status, length of the head and of the body, once the head is whole.
fn head_of(read: &[u8]) -> Option<(u16, usize, usize)> {
    let end = read.windows(4).position(|four| four == b"\r\n\r\n")?;
    let head = std::str::from_utf8(&read[..end]).ok()?;
    let status = head.split(' ').nth(1)?.parse().ok()?;
    let length = head.lines().find_map(|line| {
        let (name, value) = line.split_once(':')?;
        let is = name.eq_ignore_ascii_case("content-length");
        is.then(|| value.trim().parse().ok())?
    });
    Some((status, end + 4, length.unwrap_or(0)))
}

/// The text of the first `"name":"…"` in JSON.
pub(crate) fn text_of<'a>(json: &'a str, name: &str) -> &'a str {
    let from = json.find(&format!("\"{name}\":\"")).expect("there") + name.len() + 4;
    &json[from..from + json[from..].find('"').expect("closed")]
}
