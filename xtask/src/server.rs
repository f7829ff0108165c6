//! A running `liandong serve`, its logins, and the commands that come before it.

use crate::{
    postgres::free_port,
    process::{self, Running},
    workspace,
};
use anyhow::{Context, Result, bail};
use rustix::process::Signal;
use std::{
    fs::File,
    io::{BufRead, BufReader},
    path::{Path, PathBuf},
    process::{Command, Stdio},
    sync::mpsc::{self, RecvTimeoutError},
    time::{Duration, Instant},
};

/// The first customer's folder.
pub(crate) const TOWN: &str = "examples/huacao";

/// What the server prints when it takes requests, before its address.
const LISTENING: &str = "listening on ";

/// What a fresh town's server writes its log to, in its folder.
pub(crate) const LOG: &str = "server.log";

const STARTS_WITHIN: Duration = Duration::from_secs(60);

/// The binary `liandong`, built.
#[derive(Debug)]
pub(crate) struct Liandong {
    program: PathBuf,
}

impl Liandong {
    /// Builds the binary and says where it is.
    pub(crate) fn build() -> Result<Self> {
        Self::built_by(&["--package", "liandong-cli"])
    }

    /// Builds the binary after `cargo test --workspace`, with the same features of dependencies:
    /// cargo takes the union of the features that a build asks for, so the narrower build would
    /// compile a tenth of the tree anew, the typesetter among it.
    pub(crate) fn build_beside_tests() -> Result<Self> {
        Self::built_by(&["--workspace", "--bins", "--tests"])
    }

    fn built_by(selection: &[&str]) -> Result<Self> {
        let words = [&["build", "--locked"], selection].concat();
        process::run(&mut workspace::cargo(&words))?;
        Ok(Self {
            program: workspace::target()?.join("debug/liandong"),
        })
    }

    /// Where it is: a test that kills a server starts its own.
    pub(crate) fn program(&self) -> &Path {
        &self.program
    }

    /// `liandong` with these words, in the checkout's root.
    pub(crate) fn command(&self, words: &[&str]) -> Command {
        let mut command = Command::new(&self.program);
        command.current_dir(workspace::root()).args(words);
        command
    }
}

/// Someone who may log in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Login {
    pub(crate) role: String,
    pub(crate) account: String,
    /// The address with the token in its fragment.
    pub(crate) url: String,
}

impl Login {
    /// Reads `login <role> <account> <url#token=...>`.
    fn read(line: &str) -> Option<Self> {
        let mut words = line.strip_prefix("login ")?.split_whitespace();
        let (role, account, url) = (words.next()?, words.next()?, words.next()?);
        Some(Self {
            role: role.to_owned(),
            account: account.to_owned(),
            url: url.to_owned(),
        })
    }

    pub(crate) fn token(&self) -> Option<&str> {
        self.url.split_once("#token=").map(|(_, token)| token)
    }
}

/// A server on a free port. Dropping it stops it as Ctrl-C would.
#[derive(Debug)]
pub(crate) struct Server {
    running: Running,
    pub(crate) url: String,
    pub(crate) logins: Vec<Login>,
}

/// How a server is to be started.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Serve<'a> {
    pub(crate) db: &'a Path,
    /// `None`: any free port.
    pub(crate) port: Option<u16>,
    pub(crate) live_traffic: bool,
    /// Where the server's log goes; the terminal when `None`.
    pub(crate) log: Option<&'a Path>,
    /// Without rate limits: a machine that tests is no client to be slowed down.
    pub(crate) unlimited: bool,
    /// A port where the figures are told to everyone on this machine.
    pub(crate) metrics: Option<u16>,
}

/// The rates that are lifted, as the server's settings name them.
const RATES: [&str; 3] = ["TOKEN", "ADDRESS", "LOGIN"];
const UNLIMITED: &str = "10000000";

impl Server {
    /// Starts a server and waits until it listens.
    pub(crate) fn start(liandong: &Liandong, serve: &Serve<'_>) -> Result<Self> {
        let port = serve.port.map_or_else(free_port, Ok)?;
        let mut command = liandong.command(&["serve", "--print-logins", "--listen"]);
        command.arg(format!("127.0.0.1:{port}"));
        command.arg("--db").arg(serve.db);
        if serve.live_traffic {
            command.arg("--live-traffic");
        }
        if let Some(path) = serve.log {
            let log =
                File::create(path).with_context(|| format!("cannot make {}", path.display()))?;
            command.stderr(Stdio::from(log));
        }
        if serve.unlimited {
            for rate in RATES {
                command.env(format!("LIANDONG_LIMITS_{rate}_PER_MINUTE"), UNLIMITED);
                command.env(format!("LIANDONG_LIMITS_{rate}_BURST"), UNLIMITED);
            }
        }
        if let Some(port) = serve.metrics {
            command.env("LIANDONG_METRICS_LISTEN", format!("127.0.0.1:{port}"));
        }
        println!("$ {}", process::line(&command));
        let mut running = Running::start(command.stdout(Stdio::piped()), Signal::INT)?;
        let pipe = running.child().stdout.take().context("no pipe")?;
        let (url, logins) = greeting(pipe, &running).with_context(|| match serve.log {
            Some(path) => format!("the server's log:\n{}", tail(path)),
            None => "the server's log is above".to_owned(),
        })?;
        Ok(Self {
            running,
            url,
            logins,
        })
    }

    /// Starts a server of the example as it is before its first call, in a folder that outlives it.
    pub(crate) fn of_fresh_town(liandong: &Liandong, folder: &Path) -> Result<Self> {
        let (db, log) = (folder.join("town.db"), folder.join(LOG));
        let mut init = liandong.command(&["init", "--town", TOWN, "--db"]);
        process::run(init.arg(&db))?;
        Self::start(
            liandong,
            &Serve {
                db: &db,
                port: None,
                live_traffic: false,
                log: Some(&log),
                unlimited: true,
                metrics: None,
            },
        )
    }

    /// The variables by which the browser tests find the server and its logins:
    /// `LIANDONG_URL` and, for the first account of each role, `LIANDONG_TOKEN_<ROLE>`.
    pub(crate) fn variables(&self) -> Vec<(String, String)> {
        let mut all = vec![("LIANDONG_URL".to_owned(), self.url.clone())];
        for login in &self.logins {
            // The first of a role stands for it; each account has its own name beside.
            let account = login.account.replace('-', "_");
            for who in [&login.role, &account] {
                let name = format!("LIANDONG_TOKEN_{}", who.to_uppercase());
                if let Some(token) = login.token()
                    && all.iter().all(|(taken, _)| *taken != name)
                {
                    all.push((name, token.to_owned()));
                }
            }
        }
        all
    }

    /// Asks the server to end, and waits: a server that cannot end cleanly is broken.
    pub(crate) fn stop(self) -> Result<()> {
        self.running.ask_to_end();
        let status = self.running.wait()?;
        if status.success() {
            return Ok(());
        }
        bail!("the server ended with {status} when it was asked to stop")
    }

    /// Waits until the server ends, by itself or by Ctrl-C.
    pub(crate) fn wait(self) -> Result<()> {
        let status = self.running.wait()?;
        if process::interrupted() || status.success() {
            return Ok(());
        }
        bail!("the server ended with {status}")
    }
}

/// Reads what the server prints until it listens; afterwards its lines go to the terminal.
fn greeting(
    pipe: impl std::io::Read + Send + 'static,
    running: &Running,
) -> Result<(String, Vec<Login>)> {
    let (sender, receiver) = mpsc::channel();
    std::thread::spawn(move || {
        let mut listening = false;
        for line in BufReader::new(pipe).lines().map_while(Result::ok) {
            if listening {
                println!("{line}");
            } else {
                listening = line.starts_with(LISTENING);
                // Nobody hears it when the start was given up; then there is no more to tell.
                let _ = sender.send(line);
            }
        }
    });
    let start = Instant::now();
    let mut logins = Vec::new();
    loop {
        match receiver.recv_timeout(Duration::from_millis(200)) {
            Ok(line) => {
                if let Some(url) = line.strip_prefix(LISTENING) {
                    return Ok((url.trim().trim_end_matches('/').to_owned(), logins));
                }
                match Login::read(&line) {
                    Some(login) => logins.push(login),
                    None => println!("{line}"),
                }
            }
            Err(RecvTimeoutError::Disconnected) => bail!("the server ended before it listened"),
            Err(RecvTimeoutError::Timeout) => {
                if process::interrupted() {
                    bail!("stopped");
                }
                if running.has_ended() || start.elapsed() > STARTS_WITHIN {
                    bail!("the server did not listen within {STARTS_WITHIN:?}");
                }
            }
        }
    }
}

/// The last lines of a log.
pub(crate) fn tail(path: &Path) -> String {
    let text = std::fs::read_to_string(path).unwrap_or_default();
    let lines: Vec<&str> = text.lines().collect();
    let first = lines.len().saturating_sub(40);
    lines.get(first..).unwrap_or_default().join("\n")
}

/// What a server warned of or called an error, the last forty lines of it: between a thousand
/// requests that went well nobody finds it.
pub(crate) fn complaints(path: &Path) -> String {
    let text = std::fs::read_to_string(path).unwrap_or_default();
    let lines: Vec<&str> = text.lines().filter(|line| !line.contains("INFO")).collect();
    let first = lines.len().saturating_sub(40);
    lines.get(first..).unwrap_or_default().join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::process::Command;

    fn listening(script: &str) -> Result<(String, Vec<Login>)> {
        let mut command = Command::new("sh");
        command.args(["-c", script]).stdout(Stdio::piped());
        let mut running = Running::start(&mut command, Signal::TERM)?;
        let pipe = running.child().stdout.take().unwrap();
        greeting(pipe, &running)
    }

    #[test]
    fn the_greeting_gives_address_and_logins() {
        let (url, logins) = listening(
            "echo hello; echo 'login commander zhang http://127.0.0.1:9/#token=a=b'; \
             echo 'listening on http://127.0.0.1:9/'; sleep 60",
        )
        .unwrap();
        assert_eq!(url, "http://127.0.0.1:9");
        assert_eq!(logins[0].role, "commander");
        assert_eq!(logins[0].token(), Some("a=b"));
    }

    #[test]
    fn a_server_that_ends_early_is_an_error() {
        let error = listening("echo 'no such database'; exit 2").unwrap_err();
        assert!(error.to_string().contains("before it listened"));
    }
}
