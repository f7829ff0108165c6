//! `cargo xtask tidy`: rules of the tree that no compiler checks. A rule that nothing runs is a
//! wish; each of these has a test below it that shows it a small offence.
//!
//! - [`text`]: files stay short, nothing is left unfinished, no path of one machine, no town in
//!   the code.
//! - [`crates`]: dependencies point one way, the domain stays pure, every crate obeys the lints.
//! - [`pages`]: the architecture page names what there is, links lead somewhere, ADRs are counted.
//! - [`licences`]: what we build on may be passed on, by the list of `deny.toml`.
//! - [`locks`]: lock files name no other registry than the public ones.

mod crates;
mod licences;
mod locks;
mod pages;
mod text;

use crate::{process, steps::Steps, workspace};
use anyhow::{Result, bail};
use std::fmt;

/// A file of the tree, tracked or about to be.
#[derive(Debug)]
struct Source {
    /// From the root, with slashes.
    path: String,
    text: String,
}

/// Something that a rule objects to.
#[derive(Debug, PartialEq, Eq)]
struct Problem {
    path: String,
    /// From 1; `None` when it is about the file as a whole.
    line: Option<usize>,
    what: String,
}

impl Problem {
    fn at(path: &str, line: usize, what: impl Into<String>) -> Self {
        Self {
            path: path.to_owned(),
            line: Some(line),
            what: what.into(),
        }
    }

    fn of(path: &str, what: impl Into<String>) -> Self {
        Self {
            path: path.to_owned(),
            line: None,
            what: what.into(),
        }
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.line {
            Some(line) => write!(f, "{}:{line}: {}", self.path, self.what),
            None => write!(f, "{}: {}", self.path, self.what),
        }
    }
}

/// The task.
pub(crate) fn run() -> Result<()> {
    let mut steps = Steps::default();
    steps.run("tidy", "the rules of the tree", check)
}

/// Checks every rule and reports all offences at once.
pub(crate) fn check() -> Result<()> {
    let sources = sources()?;
    let mut problems: Vec<Problem> = sources.iter().flat_map(text::check).collect();
    problems.extend(sources.iter().flat_map(locks::check));
    problems.extend(pages::check(&sources));
    problems.extend(crates::check(&sources)?);
    problems.extend(licences::check()?);
    if problems.is_empty() {
        println!("{} files, nothing to object to", sources.len());
        return Ok(());
    }
    for problem in &problems {
        println!("{problem}");
    }
    bail!("{} offences against the rules of the tree", problems.len())
}

/// The text files that git tracks or would track.
fn sources() -> Result<Vec<Source>> {
    let mut list = workspace::command("git");
    list.args([
        "ls-files",
        "-z",
        "--cached",
        "--others",
        "--exclude-standard",
    ]);
    let names = process::output(&mut list)?;
    let mut sources = Vec::new();
    for name in names.split('\0').filter(|name| !name.is_empty()) {
        // A file deleted but not yet committed is listed and gone; a picture is no text.
        if let Ok(text) = std::fs::read_to_string(workspace::root().join(name)) {
            sources.push(Source {
                path: name.to_owned(),
                text,
            });
        }
    }
    Ok(sources)
}

#[cfg(test)]
fn source(path: &str, text: &str) -> Source {
    Source {
        path: path.to_owned(),
        text: text.to_owned(),
    }
}
