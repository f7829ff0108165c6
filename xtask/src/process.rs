//! Children of a task: run in process groups of their own, ended with the task, never left behind.
//!
//! A terminal's Ctrl-C reaches only the task. It passes the news on to every group it started and
//! then returns through its ordinary error path, so that guards (servers, database clusters,
//! temporary directories) are dropped as after any failure. A second Ctrl-C, or ten seconds of
//! patience, kills what still lives.

use anyhow::{Context, Result, bail};
use rustix::process::{Pid, Signal, WaitId, WaitIdOptions, kill_process_group, waitid};
use std::{
    os::unix::process::CommandExt,
    path::Path,
    process::{Child, Command, ExitStatus, Stdio},
    sync::{
        Mutex, PoisonError,
        atomic::{AtomicBool, Ordering},
    },
    time::{Duration, Instant},
};

/// How long a child may take to end in its own way.
const PATIENCE: Duration = Duration::from_secs(10);

static GROUPS: Mutex<Vec<(Pid, Signal)>> = Mutex::new(Vec::new());
static INTERRUPTED: AtomicBool = AtomicBool::new(false);

/// Whether the task was told to stop.
pub(crate) fn interrupted() -> bool {
    INTERRUPTED.load(Ordering::SeqCst)
}

/// Passes Ctrl-C, SIGTERM and SIGHUP on to the children. To be called once, first thing.
pub(crate) fn watch_for_interrupts() -> Result<()> {
    ctrlc::set_handler(|| {
        if INTERRUPTED.swap(true, Ordering::SeqCst) {
            signal_all(Some(Signal::KILL));
        } else {
            signal_all(None);
            std::thread::spawn(|| {
                std::thread::sleep(PATIENCE);
                signal_all(Some(Signal::KILL));
            });
        }
    })
    .context("cannot watch for Ctrl-C")
}

fn signal_all(instead: Option<Signal>) {
    for (group, own) in GROUPS.lock().unwrap_or_else(PoisonError::into_inner).iter() {
        // A group that has just ended by itself is what we want.
        let _ = kill_process_group(*group, instead.unwrap_or(*own));
    }
}

/// A running child at the head of its own process group. Dropping it ends the whole group.
#[derive(Debug)]
pub(crate) struct Running {
    child: Child,
    group: Pid,
    signal: Signal,
    line: String,
    over: bool,
}

impl Running {
    /// Starts a child that is asked to end by `signal`.
    pub(crate) fn start(command: &mut Command, signal: Signal) -> Result<Self> {
        if interrupted() {
            bail!("stopped");
        }
        let line = line(command);
        let child = command
            .process_group(0)
            .stdin(Stdio::null())
            .spawn()
            .with_context(|| format!("cannot start `{line}`"))?;
        let group = Pid::from_child(&child);
        groups(|all| all.push((group, signal)));
        if interrupted() {
            // The interrupt came between the check and the registration.
            let _ = kill_process_group(group, signal);
        }
        Ok(Self {
            child,
            group,
            signal,
            line,
            over: false,
        })
    }

    /// The pipes, for a caller that asked for them.
    pub(crate) fn child(&mut self) -> &mut Child {
        &mut self.child
    }

    /// Whether the child has ended by itself.
    pub(crate) fn has_ended(&self) -> bool {
        let options = WaitIdOptions::EXITED | WaitIdOptions::NOWAIT | WaitIdOptions::NOHANG;
        !matches!(waitid(WaitId::Pid(self.group), options), Ok(None))
    }

    /// Sends the signal by which this child is asked to end.
    pub(crate) fn ask_to_end(&self) {
        let _ = kill_process_group(self.group, self.signal);
    }

    /// Waits for the child's end, and ends what it left behind in its group.
    pub(crate) fn wait(mut self) -> Result<ExitStatus> {
        // Look without reaping first: while the zombie stands its number cannot be given to
        // another process, so the signal to the group meets nobody else.
        while waitid(
            WaitId::Pid(self.group),
            WaitIdOptions::EXITED | WaitIdOptions::NOWAIT,
        )
        .is_err_and(|error| error == rustix::io::Errno::INTR)
        {}
        if interrupted() {
            // The others of the group heard the signal too and may still be tidying up: Playwright
            // ends its browsers, which it keeps in groups of their own.
            let start = Instant::now();
            while has_living(self.group) && start.elapsed() < PATIENCE {
                std::thread::sleep(Duration::from_millis(20));
            }
        }
        self.reap()
    }

    fn reap(&mut self) -> Result<ExitStatus> {
        self.over = true;
        let _ = kill_process_group(self.group, Signal::KILL);
        groups(|all| all.retain(|(group, _)| *group != self.group));
        self.child
            .wait()
            .with_context(|| format!("cannot wait for `{}`", self.line))
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        if self.over {
            return;
        }
        self.ask_to_end();
        let start = Instant::now();
        while !self.has_ended() && start.elapsed() < PATIENCE {
            std::thread::sleep(Duration::from_millis(20));
        }
        let _ = self.reap();
    }
}

/// Whether a process of the group is alive; zombies are not. By Linux's `/proc`; where there is none
/// the answer is no.
fn has_living(group: Pid) -> bool {
    let processes = std::fs::read_dir("/proc").into_iter().flatten().flatten();
    processes
        .filter_map(|entry| std::fs::read_to_string(entry.path().join("stat")).ok())
        .any(|stat| {
            // `pid (name) state ppid pgrp …`; the name may hold blanks and brackets.
            let after = stat.rsplit_once(") ").map_or("", |(_, after)| after);
            let mut fields = after.split(' ');
            let (state, pgrp) = (fields.next(), fields.nth(1));
            state != Some("Z") && pgrp == Some(&group.as_raw_pid().to_string())
        })
}

fn groups(change: impl FnOnce(&mut Vec<(Pid, Signal)>)) {
    change(&mut GROUPS.lock().unwrap_or_else(PoisonError::into_inner));
}

/// Runs a command to its end, output to the task's own; an error unless it succeeds.
pub(crate) fn run(command: &mut Command) -> Result<()> {
    let line = line(command);
    println!("$ {line}");
    let status = Running::start(command, Signal::TERM)?.wait()?;
    check(&line, status)
}

/// Runs a command to its end without telling its line; an error unless it succeeds.
pub(crate) fn quietly(command: &mut Command) -> Result<()> {
    let program = Path::new(command.get_program()).to_owned();
    let name = program.file_name().unwrap_or_default().to_string_lossy();
    let status = Running::start(command, Signal::TERM)?.wait()?;
    check(&name, status)
}

/// Runs a command to its end and returns what it wrote to standard output.
pub(crate) fn output(command: &mut Command) -> Result<String> {
    let line = line(command);
    let mut running = Running::start(command.stdout(Stdio::piped()), Signal::TERM)?;
    let mut text = String::new();
    if let Some(mut pipe) = running.child().stdout.take() {
        std::io::Read::read_to_string(&mut pipe, &mut text)
            .with_context(|| format!("cannot read the output of `{line}`"))?;
    }
    check(&line, running.wait()?)?;
    Ok(text)
}

fn check(line: &str, status: ExitStatus) -> Result<()> {
    if interrupted() {
        bail!("stopped");
    }
    if !status.success() {
        bail!("`{line}` ended with {status}");
    }
    Ok(())
}

/// The command as one would type it.
pub(crate) fn line(command: &Command) -> String {
    let program = Path::new(command.get_program());
    // A program's folder says nothing to the reader.
    let program = program.file_name().unwrap_or(command.get_program());
    let shown: Vec<String> = std::iter::once(program)
        .chain(command.get_args())
        .map(|word| {
            let word = word.to_string_lossy();
            if word.is_empty() || word.contains([' ', '\'', '"', '$', '*']) {
                format!("'{word}'")
            } else {
                word.into_owned()
            }
        })
        .collect();
    shown.join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sh(script: &str) -> Command {
        let mut command = Command::new("sh");
        command.args(["-c", script]);
        command
    }

    #[test]
    fn a_failing_command_is_an_error_with_its_line() {
        let error = run(&mut sh("exit 3")).unwrap_err().to_string();
        assert!(error.contains("sh -c 'exit 3'"), "{error}");
        assert!(error.contains('3'), "{error}");
    }

    #[test]
    fn output_is_what_was_written() {
        assert_eq!(output(&mut sh("echo 华漕")).unwrap(), "华漕\n");
    }

    #[test]
    fn a_zombie_is_not_alive() {
        let mut running = Running::start(&mut sh("sleep 300"), Signal::KILL).unwrap();
        assert!(has_living(running.group));
        running.ask_to_end();
        let start = Instant::now();
        // A shell that did not become the sleeper may end before it; in the end only the leader is left, unreaped.
        while !running.has_ended() || has_living(running.group) {
            assert!(start.elapsed() < PATIENCE);
            std::thread::sleep(Duration::from_millis(10));
        }
        running.reap().unwrap();
    }

    #[test]
    fn dropping_ends_the_grandchildren_too() {
        let folder = tempfile::tempdir().unwrap();
        let note = folder.path().join("pid");
        let script = format!("sleep 300 & echo $! > {}; wait", note.display());
        let running = Running::start(&mut sh(&script), Signal::TERM).unwrap();
        let start = Instant::now();
        let grandchild = loop {
            if let Ok(text) = std::fs::read_to_string(&note)
                && text.ends_with('\n')
            {
                break text.trim().to_owned();
            }
            assert!(start.elapsed() < PATIENCE, "the child never wrote its note");
            std::thread::sleep(Duration::from_millis(10));
        };
        drop(running);
        let start = Instant::now();
        while is_alive(&grandchild) {
            assert!(start.elapsed() < PATIENCE, "the grandchild lives on");
            std::thread::sleep(Duration::from_millis(10));
        }
    }

    /// A process that is no zombie. Where nobody reaps orphans, a killed grandchild stays one.
    fn is_alive(process: &str) -> bool {
        std::fs::read_to_string(format!("/proc/{process}/stat"))
            .is_ok_and(|stat| !stat.contains(") Z "))
    }
}
