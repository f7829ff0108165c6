//! A throw-away PostgreSQL cluster (数据库集群) for the tests and benchmarks: a fresh data directory, a
//! free port, gone with the guard.

use crate::{
    needs,
    process::{self, Running},
};
use anyhow::{Context, Result, bail};
use rustix::process::Signal;
use std::{
    fs::File,
    net::TcpListener,
    os::unix::{fs::chown, process::CommandExt},
    path::{Path, PathBuf},
    process::{Command, Stdio},
    time::{Duration, Instant},
};

/// The variable by which tests and benchmarks find the cluster.
pub(crate) const VARIABLE: &str = "LIANDONG_TEST_POSTGRES";

const STARTS_WITHIN: Duration = Duration::from_secs(30);

/// Whether a commit waits for the disk.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Disk {
    /// For tests: the cluster does not outlive them.
    Ignored,
    /// For measuring: as PostgreSQL comes, with `fsync` and `synchronous_commit` on.
    Awaited,
}

/// A running cluster. The order of the fields is the order of their ends.
#[derive(Debug)]
pub(crate) struct Cluster {
    server: Running,
    folder: tempfile::TempDir,
    programs: PathBuf,
    port: u16,
}

impl Cluster {
    /// Makes and starts a cluster on a free port of 127.0.0.1. PostgreSQL refuses to run as root;
    /// root therefore runs it as `postgres`, which Debian's package creates.
    pub(crate) fn start(disk: Disk) -> Result<Self> {
        let programs = needs::postgres_programs().context("PostgreSQL's programs are missing")?;
        let owner = owner()?;
        let folder = tempfile::Builder::new()
            .prefix("liandong-postgres-")
            .tempdir()
            .context("cannot make a temporary directory")?;
        if let Some((user, group)) = owner {
            chown(folder.path(), Some(user), Some(group))
                .context("cannot hand the temporary directory to the user postgres")?;
        }
        let data = folder.path().join("data");
        let mut init = as_owner(&programs.join("initdb"), owner, folder.path());
        init.arg("--pgdata").arg(&data).args([
            "--username=liandong",
            "--auth=trust",
            "--encoding=UTF8",
            "--locale=C.UTF-8",
            "--no-sync",
            "--no-instructions",
        ]);
        process::output(&mut init)?;

        let port = free_port()?;
        let log = File::create(folder.path().join("log")).context("cannot make a log file")?;
        // SIGINT is PostgreSQL's fast shutdown: it drops connections and leaves no shared memory.
        let mut serve = as_owner(&programs.join("postgres"), owner, folder.path());
        serve
            .arg("-D")
            .arg(&data)
            .arg("-k")
            .arg(folder.path())
            .args(["-h", "127.0.0.1", "-p", &port.to_string()])
            // Tests run beside each other, and each of their nodes has a pool.
            .args(["-c", "max_connections=300"])
            .args((disk == Disk::Ignored).then_some("-F"))
            .stdout(Stdio::from(log.try_clone()?))
            .stderr(Stdio::from(log));
        let cluster = Self {
            server: Running::start(&mut serve, Signal::INT)?,
            folder,
            programs,
            port,
        };
        cluster.await_ready()?;
        Ok(cluster)
    }

    /// Where the tests connect to.
    pub(crate) fn url(&self) -> String {
        format!("postgres://liandong@127.0.0.1:{}/postgres", self.port)
    }

    /// Connects as a client does, and returns the server's version.
    pub(crate) fn version(&self) -> Result<String> {
        let mut client = Command::new(self.programs.join("psql"));
        client
            .args(["--no-psqlrc", "--tuples-only", "--no-align", "--command"])
            .arg("show server_version")
            .arg(self.url());
        Ok(process::output(&mut client)?.trim().to_owned())
    }

    fn await_ready(&self) -> Result<()> {
        let start = Instant::now();
        loop {
            let status = Command::new(self.programs.join("pg_isready"))
                .args(["-q", "-h", "127.0.0.1", "-p", &self.port.to_string()])
                .status()
                .context("cannot run pg_isready")?;
            if status.success() {
                return Ok(());
            }
            if self.server.has_ended() || start.elapsed() > STARTS_WITHIN || process::interrupted()
            {
                let log = std::fs::read_to_string(self.folder.path().join("log"));
                bail!("PostgreSQL did not start:\n{}", log.unwrap_or_default());
            }
            std::thread::sleep(Duration::from_millis(50));
        }
    }
}

/// A command run as the cluster's owner, in a directory that the owner may enter.
fn as_owner(program: &Path, owner: Option<(u32, u32)>, folder: &Path) -> Command {
    let mut command = Command::new(program);
    command.current_dir(folder);
    if let Some((user, group)) = owner {
        command.uid(user).gid(group);
    }
    command
}

/// The user and group to run as: `None` for ourselves, `postgres` when we are root.
fn owner() -> Result<Option<(u32, u32)>> {
    if !rustix::process::geteuid().is_root() {
        return Ok(None);
    }
    let number = |flag: &str| -> Result<u32> {
        let text = process::output(Command::new("id").args([flag, "postgres"]))?;
        text.trim().parse().context("`id` printed no number")
    };
    Ok(Some((number("-u")?, number("-g")?)))
}

/// A port of 127.0.0.1 that nobody listens on just now.
pub(crate) fn free_port() -> Result<u16> {
    let listener = TcpListener::bind(("127.0.0.1", 0)).context("no free port on 127.0.0.1")?;
    Ok(listener.local_addr()?.port())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cluster_starts_answers_and_leaves_nothing() {
        let cluster = Cluster::start(Disk::Ignored).unwrap();
        let version = cluster.version().unwrap();
        assert!(version.starts_with(|first: char| first.is_ascii_digit()));
        let (port, folder) = (cluster.port, cluster.folder.path().to_owned());
        drop(cluster);
        assert!(!folder.exists());
        assert!(TcpListener::bind(("127.0.0.1", port)).is_ok());
    }
}
