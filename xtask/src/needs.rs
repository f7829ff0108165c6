//! What the machine must have beside Rust: found, or installed from Debian's packages where we may,
//! or named in one line to type.

use crate::{node, process};
use anyhow::{Result, bail};
use std::{
    path::{Path, PathBuf},
    process::{Command, Stdio},
};

/// Something the machine must have.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Need {
    /// Node and npm, new enough for Vite.
    Node,
    /// Noto Serif and Sans CJK SC: the form and the console's pictures.
    ChineseFonts,
    /// `initdb`, `postgres`, `psql`.
    Postgres,
    /// The browser of the end-to-end tests.
    Chromium,
    /// Python with its `venv`: schemathesis comes from PyPI.
    Python,
    /// `pdftotext` and `pdftoppm`: the tests read the form as a person would.
    Poppler,
}

/// Chromium's names, Debian's first.
const BROWSERS: [&str; 4] = [
    "chromium",
    "chromium-browser",
    "google-chrome-stable",
    "google-chrome",
];

const FONT_FAMILIES: [&str; 2] = ["Noto Serif CJK SC", "Noto Sans CJK SC"];

impl Need {
    fn packages(self) -> &'static [&'static str] {
        match self {
            Self::Node => &["nodejs", "npm"],
            Self::ChineseFonts => &["fonts-noto-cjk", "fontconfig"],
            Self::Postgres => &["postgresql"],
            Self::Chromium => &["chromium"],
            Self::Python => &["python3", "python3-venv"],
            Self::Poppler => &["poppler-utils"],
        }
    }

    fn is_met(self) -> bool {
        match self {
            Self::Node => node::found().is_ok(),
            Self::ChineseFonts => fonts_are_here(),
            Self::Postgres => postgres_programs().is_some(),
            Self::Chromium => browser().is_some(),
            Self::Python => python().is_some(),
            Self::Poppler => on_path("pdftotext").is_some() && on_path("pdftoppm").is_some(),
        }
    }
}

/// Makes sure that all of these are here.
pub(crate) fn meet(needs: &[Need]) -> Result<()> {
    let missing = not_met(needs);
    if missing.is_empty() {
        println!("the machine has all that is needed");
        return Ok(());
    }
    if on_path("apt-get").is_none() {
        bail!(
            "this machine has no apt-get; install what these Debian packages hold, then run \
             again: {}",
            packages(&missing).join(" ")
        );
    }
    let Some(privilege) = Privilege::ours() else {
        // The lists may be old, but without leave to refresh them they are what there is.
        return Err(explain(&missing));
    };
    process::run(&mut privilege.apt(&["update"]))?;
    let installable: Vec<Need> = missing
        .iter()
        .copied()
        .filter(|need| *need != Need::Node || debian_node_will_do())
        .collect();
    let mut install = privilege.apt(&["install", "--yes", "--no-install-recommends"]);
    if !installable.is_empty() {
        process::run(install.args(packages(&installable)))?;
    }
    let missing = not_met(&missing);
    if missing.is_empty() {
        return Ok(());
    }
    Err(explain(&missing))
}

fn not_met(needs: &[Need]) -> Vec<Need> {
    needs
        .iter()
        .copied()
        .filter(|need| !need.is_met())
        .collect()
}

fn packages(needs: &[Need]) -> Vec<&'static str> {
    needs
        .iter()
        .flat_map(|need| need.packages())
        .copied()
        .collect()
}

/// The error that tells what to type.
fn explain(missing: &[Need]) -> anyhow::Error {
    let mut text = String::from("something is missing on this machine.");
    let mut by_apt = missing.to_vec();
    if let Some(at) = by_apt.iter().position(|need| *need == Need::Node)
        && let Err(reason) = node::found()
        && !debian_node_will_do()
    {
        by_apt.remove(at);
        text.push_str(&format!(
            " {reason}, and this Debian's own package is too old: install Node {} from nodejs.org \
             or your version manager.",
            node::WANTED
        ));
    }
    if !by_apt.is_empty() {
        text.push_str(&format!(
            " Run this line, then run again:\n\n    {}\n",
            install_line(&by_apt)
        ));
    }
    anyhow::anyhow!(text)
}

fn install_line(needs: &[Need]) -> String {
    format!(
        "sudo apt-get update && sudo apt-get install --yes --no-install-recommends {}",
        packages(needs).join(" ")
    )
}

/// Whether apt's candidate for `nodejs` is new enough. Debian 12 has 18, Debian 13 has 20.19.
fn debian_node_will_do() -> bool {
    let policy = process::output(
        Command::new("apt-cache")
            .args(["policy", "nodejs"])
            .stderr(Stdio::null()),
    );
    policy.is_ok_and(|text| candidate(&text).is_some_and(node::is_new_enough))
}

/// The version in apt-cache's `Candidate:` line, without Debian's revision.
fn candidate(policy: &str) -> Option<node::Version> {
    let line = policy
        .lines()
        .find_map(|line| line.trim().strip_prefix("Candidate: "))?;
    node::parse(line)
}

/// The way to install packages that this account has.
#[derive(Clone, Copy)]
enum Privilege {
    Root,
    Sudo,
}

impl Privilege {
    fn ours() -> Option<Self> {
        if rustix::process::geteuid().is_root() {
            return Some(Self::Root);
        }
        let sudo = Command::new("sudo")
            .args(["-n", "true"])
            .stdin(Stdio::null())
            .stderr(Stdio::null())
            .status();
        sudo.is_ok_and(|status| status.success())
            .then_some(Self::Sudo)
    }

    fn apt(self, words: &[&str]) -> Command {
        let mut command = match self {
            Self::Root => Command::new("env"),
            Self::Sudo => {
                let mut command = Command::new("sudo");
                command.args(["-n", "env"]);
                command
            }
        };
        command
            .args(["DEBIAN_FRONTEND=noninteractive", "apt-get"])
            .args(words);
        command
    }
}

/// A program on the search path.
pub(crate) fn on_path(program: &str) -> Option<PathBuf> {
    let path = std::env::var_os("PATH")?;
    std::env::split_paths(&path)
        .map(|folder| folder.join(program))
        .find(|file| file.is_file())
}

/// Python that can make an environment of its own: Debian has that part in another package.
pub(crate) fn python() -> Option<PathBuf> {
    let python = on_path("python3")?;
    let able = process::output(
        Command::new(&python)
            .args(["-c", "import venv, ensurepip"])
            .stderr(Stdio::null()),
    );
    able.is_ok().then_some(python)
}

/// Chromium's program.
pub(crate) fn browser() -> Option<PathBuf> {
    BROWSERS.iter().find_map(|name| on_path(name))
}

/// The folder of PostgreSQL's programs: Debian keeps the server's off the search path, one folder
/// a version; the newest is taken.
pub(crate) fn postgres_programs() -> Option<PathBuf> {
    let complete = |folder: &Path| {
        ["initdb", "postgres", "psql", "pg_isready"]
            .iter()
            .all(|program| folder.join(program).is_file())
    };
    let mut versions: Vec<(u32, PathBuf)> = std::fs::read_dir("/usr/lib/postgresql")
        .into_iter()
        .flatten()
        .flatten()
        .filter_map(|entry| {
            let version = entry.file_name().to_str()?.parse().ok()?;
            Some((version, entry.path().join("bin")))
        })
        .filter(|(_, folder)| complete(folder))
        .collect();
    versions.sort();
    versions.pop().map(|(_, folder)| folder).or_else(|| {
        let folder = on_path("initdb")?.parent()?.to_owned();
        complete(&folder).then_some(folder)
    })
}

fn fonts_are_here() -> bool {
    let listed = process::output(Command::new("fc-list").args([":lang=zh-cn", "family"]));
    listed.is_ok_and(|text| FONT_FAMILIES.iter().all(|family| text.contains(family)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_candidate_is_read_without_debians_revision() {
        let policy = "nodejs:\n  Installed: (none)\n  Candidate: 18.20.4+dfsg-1~deb12u3\n";
        assert_eq!(candidate(policy), Some((18, 20)));
        assert_eq!(candidate("nodejs:\n  Candidate: (none)\n"), None);
        assert_eq!(candidate(""), None);
    }

    #[test]
    fn the_line_to_type_installs_exactly_what_is_missing() {
        assert_eq!(
            install_line(&[Need::Postgres, Need::Chromium]),
            "sudo apt-get update && sudo apt-get install --yes --no-install-recommends \
             postgresql chromium"
        );
    }

    #[test]
    fn a_program_that_is_nowhere_is_not_found() {
        assert!(on_path("no-such-program-of-liandong").is_none());
        assert!(on_path("sh").is_some());
    }
}
