//! `cargo xtask fuzz-api`: the running server against everything that its own OpenAPI document
//! allows and forbids, as each role, by schemathesis; then the log and the read models are held to
//! what they must be.
//!
//! Each role has a fresh town and a server of its own, so that what one breaks off (an account, a
//! session) is not missing for the next.

use crate::{
    args::FuzzOptions,
    needs::{self, Need},
    postgres::free_port,
    process, python,
    server::{Liandong, Login, Serve, Server, TOWN, tail},
    steps::Steps,
    workspace,
};
use anyhow::{Context, Result, bail};
use std::{
    fs,
    path::{Path, PathBuf},
    process::{Command, Stdio},
};

/// What is installed, to the version, so that a run can be repeated.
const PACKAGES: [&str; 2] = ["schemathesis==4.32.5", "openapi-spec-validator==0.9.0"];

/// What must hold of every answer.
const CHECKS: &str = "not_a_server_error,status_code_conformance,content_type_conformance,\
    response_headers_conformance,response_schema_conformance,unsupported_method,\
    allow_header_conformance,ignored_auth";

/// A live stream has no end.
const ENDLESS: &str = "/api/v1/live";

/// How often a role is tried that ended its own login half-way.
const TRIES: u64 = 3;
/// Between the seeds of one try and the next.
const SEEDS: u64 = 1_000;

/// The days of history that the town has, so that lists are not empty.
const HISTORY: [&str; 4] = ["--from", "2026-03-02", "--to", "2026-03-02"];

/// How much is tried.
#[derive(Clone, Copy, Debug)]
enum Effort {
    /// Each operation a few times.
    Sample,
    /// So many requests in all, at the least, in every phase.
    Requests(u64),
}

/// Runs it by itself.
pub(crate) fn run(options: &FuzzOptions) -> Result<()> {
    let mut steps = Steps::default();
    let result = alone(&mut steps, options);
    steps.summary();
    result
}

fn alone(steps: &mut Steps, options: &FuzzOptions) -> Result<()> {
    steps.run("machine", "what it needs beside Rust", || {
        needs::meet(&[Need::Python])
    })?;
    let liandong = steps.run("build", "the binary liandong", || {
        // As the tests have it: whoever tries the API has run them before, or will.
        Liandong::build_beside_tests()
    })?;
    let effort = options.requests.map_or(Effort::Sample, Effort::Requests);
    steps.run("fuzz", "the API as each role", || {
        fuzz(&liandong, effort, &options.role)
    })
}

/// The part of `cargo xtask test`.
pub(crate) fn sample(liandong: &Liandong) -> Result<()> {
    fuzz(liandong, Effort::Sample, &[])
}

fn fuzz(liandong: &Liandong, effort: Effort, only: &[String]) -> Result<()> {
    let tools = python::environment("fuzz-tools", &PACKAGES, false)?;
    let folder = tempfile::Builder::new()
        .prefix("liandong-fuzz-")
        .tempdir()
        .context("cannot make a temporary directory")?;
    let town = folder.path().join("town.db");
    let mut simulate = liandong.command(&["simulate", "--town", TOWN]);
    process::run(simulate.args(HISTORY).arg("--db").arg(&town))?;
    // Today's part of the folder too: trainings, equipment.
    let mut init = liandong.command(&["init", "--town", TOWN]);
    process::run(init.arg("--db").arg(&town))?;

    // And a district over it, whose accounts read its sums and nothing else.
    let id = Path::new(TOWN).file_name().unwrap_or_default();
    let mut district = liandong.command(&["district", "--id", "a-district", "--name", "某区"]);
    district
        .args(["--account", "sums=某汇总员", "--towns"])
        .arg(id);
    process::run(district.arg("--db").arg(&town))?;

    let roles = roles(liandong, &town, folder.path())?;
    let roles: Vec<String> = roles
        .into_iter()
        .filter(|role| only.is_empty() || only.contains(role))
        .collect();
    if roles.is_empty() {
        bail!("no account has such a role");
    }
    let mut total = 0;
    let mut round = 0;
    loop {
        round += 1;
        for role in &roles {
            let examples = examples(effort, total, roles.len());
            for again in 0..TRIES {
                let site = Site::open(liandong, &town, folder.path(), role)?;
                if total == 0 {
                    site.validate(&tools)?;
                }
                total += site.fuzz(&tools, effort, examples, round + again * SEEDS)?;
                let still_in = site.is_in()?;
                site.close(liandong)?;
                if still_in {
                    break;
                }
                println!("as {role}: it ended its own login, and what followed was 401");
            }
        }
        match effort {
            Effort::Requests(wanted) if total < wanted => {}
            _ => break,
        }
    }
    println!(
        "{total} requests as {}: no 5xx, nothing that the document does not say",
        roles.join(", ")
    );
    Ok(())
}

/// Test cases per operation and round. About a hundred operations; the coverage phase has its own
/// number, so a later round makes up for what is still missing.
fn examples(effort: Effort, done: u64, roles: usize) -> u64 {
    match effort {
        Effort::Sample => 2,
        Effort::Requests(wanted) => {
            let left = wanted.saturating_sub(done) / u64::try_from(roles).unwrap_or(1);
            (left / 100).clamp(3, 50)
        }
    }
}

/// The roles that have an account, in the town's order.
fn roles(liandong: &Liandong, town: &Path, folder: &Path) -> Result<Vec<String>> {
    let site = Site::open(liandong, town, folder, "roles")?;
    let mut roles: Vec<String> = Vec::new();
    for login in &site.server.logins {
        if !roles.contains(&login.role) {
            roles.push(login.role.clone());
        }
    }
    site.close(liandong)?;
    Ok(roles)
}

/// A server on a copy of the town, for one role.
struct Site {
    server: Server,
    /// The port where the figures are read.
    metrics: u16,
    role: String,
    db: PathBuf,
    log: PathBuf,
}

impl Site {
    fn open(liandong: &Liandong, town: &Path, folder: &Path, role: &str) -> Result<Self> {
        let db = folder.join(format!("{role}.db"));
        let log = folder.join(format!("{role}.log"));
        for suffix in ["-wal", "-shm"] {
            let _ = fs::remove_file(folder.join(format!("{role}.db{suffix}")));
        }
        let _ = fs::remove_dir_all(folder.join(format!("{role}.db.files")));
        fs::copy(town, &db).context("cannot copy the town")?;
        let key = |db: &Path| PathBuf::from(format!("{}.key", db.display()));
        fs::copy(key(town), key(&db)).context("cannot copy the key")?;
        // No login's: an administrator may end his own sessions while he is tried.
        let metrics = free_port()?;
        let serve = Serve {
            db: &db,
            port: None,
            live_traffic: false,
            log: Some(&log),
            unlimited: true,
            metrics: Some(metrics),
        };
        Ok(Self {
            server: Server::start(liandong, &serve)?,
            metrics,
            role: role.to_owned(),
            db,
            log,
        })
    }

    fn login(&self, role: &str) -> Result<&Login> {
        let found = self.server.logins.iter().find(|login| login.role == role);
        found.with_context(|| format!("nobody has the role {role}"))
    }

    fn token(&self) -> Result<&str> {
        self.login(&self.role)?.token().context("no token")
    }

    /// Whether the login still stands.
    fn is_in(&self) -> Result<bool> {
        let asked = ureq::get(format!("{}/api/v1/session", self.server.url))
            .header("Authorization", &format!("Bearer {}", self.token()?))
            .call();
        match asked {
            Ok(_) => Ok(true),
            Err(ureq::Error::StatusCode(401)) => Ok(false),
            Err(error) => Err(error).context("the login"),
        }
    }

    fn document(&self) -> String {
        format!("{}/api/v1/openapi.json", self.server.url)
    }

    /// Holds the document to the specification.
    fn validate(&self, tools: &Path) -> Result<()> {
        let document = ureq::get(self.document())
            .call()
            .context("the document")?
            .body_mut()
            .read_to_string()
            .context("the document")?;
        let path = self.db.with_extension("openapi.json");
        fs::write(&path, document).context("cannot write the document")?;
        process::run(Command::new(tools.join("openapi-spec-validator")).arg(path))
    }

    /// Answers how many requests the server counted.
    fn fuzz(&self, tools: &Path, effort: Effort, examples: u64, seed: u64) -> Result<u64> {
        let token = self.token()?.to_owned();
        let before = self.requests()?;
        let report = self.db.with_extension("txt");
        let file = fs::File::create(&report).context("cannot make the report")?;
        let mut command = Command::new(tools.join("schemathesis"));
        command
            .current_dir(self.db.parent().unwrap_or(Path::new(".")))
            .env(
                "SCHEMATHESIS_HOOKS",
                workspace::root().join("xtask/fuzz-hooks.py"),
            )
            .args(["run", &self.document(), "--checks", CHECKS])
            .args(["--exclude-path", ENDLESS])
            .args(["--header", &format!("Authorization: Bearer {token}")])
            .args(["--max-examples", &examples.to_string()])
            .args(["--seed", &seed.to_string()])
            .args(["--request-timeout", "20", "--warnings", "off"])
            .args(["--suppress-health-check", "all"])
            .args(["--continue-on-failure", "--no-color"])
            .stdout(Stdio::from(file));
        match effort {
            Effort::Sample => command.args(["--phases", "fuzzing", "--no-shrink"]),
            Effort::Requests(_) => command.args(["--phases", "coverage,fuzzing,stateful"]),
        };
        // The token is of this run only, but has no place in a log.
        println!(
            "$ schemathesis run … as {} ({examples} examples, seed {seed})",
            self.role
        );
        if let Err(error) = process::quietly(&mut command) {
            println!("{}", fs::read_to_string(&report).unwrap_or_default());
            println!("the end of the server's log:\n{}", tail(&self.log));
            return Err(error.context(format!("as {}", self.role)));
        }
        Ok(self.requests()?.saturating_sub(before))
    }

    /// Requests answered, by the server's own count.
    fn requests(&self) -> Result<u64> {
        let text = ureq::get(format!("http://127.0.0.1:{}/metrics", self.metrics))
            .call()
            .context("the metrics")?
            .body_mut()
            .read_to_string()
            .context("the metrics")?;
        Ok(counted(&text))
    }

    /// Stops the server and looks at what it left: nothing internal went wrong, the chain is whole,
    /// and the read models are those of the log.
    fn close(self, liandong: &Liandong) -> Result<()> {
        self.server.stop()?;
        let log = fs::read_to_string(&self.log).unwrap_or_default();
        if let Some(line) = log.lines().find(|line| line.contains(" ERROR ")) {
            bail!("the server logged an error: {line}");
        }
        process::output(liandong.command(&["verify", "--db"]).arg(&self.db))?;
        process::output(
            liandong
                .command(&["rebuild", "--check", "--db"])
                .arg(&self.db),
        )?;
        Ok(())
    }
}

/// The sum of the requests counted, in OpenMetrics' text.
fn counted(text: &str) -> u64 {
    let lines = text
        .lines()
        .filter(|line| line.starts_with("liandong_http_requests_total{"));
    lines
        .filter_map(|line| line.rsplit(' ').next()?.parse::<u64>().ok())
        .sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn requests_are_summed_over_routes() {
        let text = "liandong_http_requests_total{route=\"/a\",status=\"200\"} 3\n\
            liandong_http_request_seconds_count{route=\"/a\"} 9\n\
            liandong_http_requests_total{route=\"/b c\",status=\"404\"} 4\n# EOF\n";
        assert_eq!(counted(text), 7);
    }

    #[test]
    fn a_long_run_asks_for_what_is_still_missing() {
        assert_eq!(examples(Effort::Sample, 0, 9), 2);
        let long = Effort::Requests(45_000);
        assert_eq!(examples(long, 0, 9), 50);
        assert_eq!(examples(long, 40_500, 9), 5);
        assert_eq!(examples(long, 45_000, 9), 3);
    }
}
