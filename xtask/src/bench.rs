//! `cargo xtask bench`: the benchmarks of `xtask/benches.toml`, one after the other, in release.

use crate::{args::BenchOptions, process, steps::Steps, workspace};
use anyhow::{Context, Result, bail};
use serde::Deserialize;

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
    cargo: Vec<String>,
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
    let result = benches.iter().try_for_each(|bench| {
        let words: Vec<&str> = bench.cargo.iter().map(String::as_str).collect();
        let what = format!("{}: {}", bench.name, bench.about);
        steps.run("bench", &what, || {
            process::run(&mut workspace::cargo(&words))
        })
    });
    steps.summary();
    result
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
        assert!(benches.iter().all(|bench| !bench.cargo.is_empty()));
    }

    #[test]
    fn an_unknown_key_is_an_error() {
        assert!(read("[[bench]]\nname='a'\nabout='b'\ncargo=['c']\nspeed=9\n").is_err());
    }
}
