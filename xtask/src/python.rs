//! Python programs and libraries from PyPI, each list of them in an environment of its own below
//! `target`, to the version, so that a run can be repeated.

use crate::{needs, process, workspace};
use anyhow::{Context, Result};
use std::{
    fs,
    path::{Path, PathBuf},
    process::Command,
};

/// The folder of the environment's programs. It is made once, and anew when `packages` change.
///
/// `packages` are pip's words: `name==version`. They must name what they need too, because nothing
/// else is installed with `complete`; without it pip chooses the rest.
pub(crate) fn environment<S: AsRef<str>>(
    name: &str,
    packages: &[S],
    complete: bool,
) -> Result<PathBuf> {
    let folder = workspace::target()?.join(name);
    let stamp = folder.join("installed");
    let packages: Vec<&str> = packages.iter().map(AsRef::as_ref).collect();
    let wanted = packages.join("\n");
    if fs::read_to_string(&stamp).is_ok_and(|found| found == wanted) {
        return Ok(folder.join("bin"));
    }
    let python = needs::python().context("Python is missing")?;
    // What an older list left behind would be found by the programs of this one.
    process::run(
        Command::new(python)
            .args(["-m", "venv", "--clear"])
            .arg(&folder),
    )?;
    let mut install = Command::new(folder.join("bin/pip"));
    install.args(["install", "--quiet"]);
    if complete {
        install.arg("--no-deps");
    }
    process::run(install.args(&packages))?;
    fs::write(&stamp, wanted).context("cannot note what is installed")?;
    Ok(folder.join("bin"))
}

/// The packages of a requirements file, which has one a line, and comments.
pub(crate) fn requirements(path: &Path) -> Result<Vec<String>> {
    let text =
        fs::read_to_string(path).with_context(|| format!("cannot read {}", path.display()))?;
    Ok(packages(&text))
}

fn packages(text: &str) -> Vec<String> {
    text.lines()
        .map(|line| line.split('#').next().unwrap_or_default().trim())
        .filter(|line| !line.is_empty())
        .map(str::to_owned)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn comments_are_no_packages() {
        let text = "# first\n\nnumpy==2.4.6  # arrays\nsimpy==4.1.1\n";
        assert_eq!(packages(text), ["numpy==2.4.6", "simpy==4.1.1"]);
    }
}
