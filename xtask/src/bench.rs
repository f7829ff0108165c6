//! `cargo xtask bench`: the benchmarks of `xtask/benches.toml`, one after the other, in release.

use crate::{
    args::BenchOptions,
    console,
    needs::{self, Need},
    postgres::{self, Cluster, Disk},
    process, python,
    server::Liandong,
    steps::Steps,
    workspace,
};
use anyhow::{Context, Result, bail};
use serde::Deserialize;
use std::{collections::BTreeMap, env, path::PathBuf, process::Command};

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    bench: Vec<Bench>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Bench {
    /// What one types to run only this.
    name: String,
    /// What is measured, and against what.
    about: String,
    /// Cargo's words.
    #[serde(default)]
    cargo: Vec<String>,
    /// In place of them a script for Node beside the console, which finds the binary in `LIANDONG_BIN`
    /// and the browser in `LIANDONG_CHROMIUM`.
    script: Option<String>,
    /// Whether it needs PostgreSQL: a throw-away cluster that waits for the disk, one for all.
    #[serde(default)]
    postgres: bool,
    /// A requirements file, from the root, of what the benchmark is held against in Python: complete,
    /// to the version. The benchmark finds the interpreter that has it in `LIANDONG_PYTHON`.
    python: Option<String>,
    /// Sizes. What the caller's own environment says goes before them.
    #[serde(default)]
    sizes: BTreeMap<String, String>,
}

impl Bench {
    fn run(&self, cluster: Option<&Cluster>) -> Result<()> {
        let mut command = match &self.script {
            Some(script) => in_browser(script)?,
            None => {
                let words: Vec<&str> = self.cargo.iter().map(String::as_str).collect();
                workspace::cargo(&words)
            }
        };
        for (name, size) in &self.sizes {
            let size = env::var(name).unwrap_or_else(|_| size.clone());
            println!("{name}={size}");
            command.env(name, size);
        }
        if let Some(cluster) = cluster {
            command.env(postgres::VARIABLE, cluster.url());
        }
        if let Some(file) = &self.python {
            command.env("LIANDONG_PYTHON", interpreter(file)?);
        }
        process::run(&mut command)
    }
}

/// Python with the packages of a requirements file; one environment for all that name the same file.
fn interpreter(file: &str) -> Result<PathBuf> {
    needs::meet(&[Need::Python])?;
    let packages = python::requirements(&workspace::root().join(file))?;
    let name = format!("python-{}", file.replace(['/', '.'], "-"));
    Ok(python::environment(&name, &packages, true)?.join("python"))
}

/// A script that opens the console as the binary serves it.
fn in_browser(script: &str) -> Result<Command> {
    needs::meet(&[Need::Node, Need::ChineseFonts, Need::Chromium])?;
    console::install()?;
    console::build()?;
    let liandong = Liandong::build()?;
    let mut node = workspace::command("node");
    node.arg(script).env("LIANDONG_BIN", liandong.program());
    if let Some(browser) = needs::browser() {
        node.env("LIANDONG_CHROMIUM", browser);
    }
    Ok(node)
}

/// Runs the benchmarks that the filter lets through.
pub(crate) fn run(options: &BenchOptions) -> Result<()> {
    let path = workspace::root().join("xtask/benches.toml");
    let text = std::fs::read_to_string(&path)
        .with_context(|| format!("cannot read {}", path.display()))?;
    let mut benches = read(&text).context("xtask/benches.toml")?;
    if let Some(filter) = &options.filter {
        benches.retain(|bench| bench.name.contains(filter.as_str()));
        if benches.is_empty() {
            bail!("no benchmark's name contains '{filter}'; --list shows them");
        }
    }
    if options.list {
        for bench in &benches {
            println!("{:<24} {}", bench.name, bench.about);
        }
        return Ok(());
    }
    let mut steps = Steps::default();
    let result = all(&benches, &mut steps);
    steps.summary();
    result
}

fn all(benches: &[Bench], steps: &mut Steps) -> Result<()> {
    let mut cluster = None;
    if benches.iter().any(|bench| bench.postgres) {
        cluster = Some(steps.run("postgres", "a cluster with fsync on", || {
            needs::meet(&[Need::Postgres])?;
            let cluster = Cluster::start(Disk::Awaited)?;
            println!("PostgreSQL {}", cluster.version()?);
            Ok(cluster)
        })?);
    }
    benches.iter().try_for_each(|bench| {
        let what = format!("{}: {}", bench.name, bench.about);
        let cluster = cluster.as_ref().filter(|_| bench.postgres);
        steps.run("bench", &what, || bench.run(cluster))
    })
}

fn read(text: &str) -> Result<Vec<Bench>> {
    Ok(toml::from_str::<File>(text)?.bench)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_list_of_the_tree_is_readable() {
        let benches = read(include_str!("../benches.toml")).unwrap();
        for bench in &benches {
            let one = bench.cargo.is_empty() == bench.script.is_some();
            assert!(one, "{}: cargo's words or a script", bench.name);
            if let Some(file) = &bench.python {
                let packages = python::requirements(&workspace::root().join(file)).unwrap();
                let pinned = packages.iter().all(|package| package.contains("=="));
                assert!(pinned && !packages.is_empty(), "{file}: to the version");
            }
        }
    }

    #[test]
    fn an_unknown_key_is_an_error() {
        assert!(read("[[bench]]\nname='a'\nabout='b'\ncargo=['c']\nspeed=9\n").is_err());
    }
}
