//! The web console's packages, build and tests, by npm.

use crate::{needs, process, workspace::root};
use anyhow::{Context, Result};
use std::{path::PathBuf, process::Command};

/// The console's folder.
pub(crate) fn folder() -> PathBuf {
    root().join("console")
}

/// npm, run in the console's folder. Browsers come from the distribution, never from Playwright.
pub(crate) fn npm(words: &[&str]) -> Command {
    in_console("npm", words)
}

/// npx, for programs that the console's lock file brings and nothing else.
pub(crate) fn npx(words: &[&str]) -> Command {
    let mut command = in_console("npx", &["--no-install"]);
    command.args(words);
    command
}

fn in_console(program: &str, words: &[&str]) -> Command {
    let mut command = Command::new(program);
    command
        .current_dir(folder())
        .env("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")
        .args(words);
    if let Some(browser) = needs::browser() {
        command.env("LIANDONG_CHROMIUM", browser);
    }
    command
}

/// Installs the packages of the lock file, unless they are the ones installed.
pub(crate) fn install() -> Result<()> {
    let lock = std::fs::read(folder().join("package-lock.json"))
        .context("cannot read console/package-lock.json")?;
    let stamp = folder().join("node_modules/.liandong-lock");
    if std::fs::read(&stamp).is_ok_and(|installed| installed == lock) {
        println!("the packages of package-lock.json are installed");
        return Ok(());
    }
    process::run(&mut npm(&["ci", "--no-audit", "--no-fund"]))?;
    std::fs::write(&stamp, &lock).context("cannot write into console/node_modules")
}

/// The production build, which `liandong` carries inside.
pub(crate) fn build() -> Result<()> {
    process::run(&mut npm(&["run", "build"]))
}

/// The unit tests.
pub(crate) fn unit_tests() -> Result<()> {
    process::run(&mut npm(&["test"]))
}

/// Whether a production build stands: crates that embed it do not compile without.
pub(crate) fn is_built() -> bool {
    folder().join("dist/index.html").is_file()
}
