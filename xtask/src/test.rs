//! `cargo xtask test`: everything that must hold before a change is merged, in one command. CI
//! calls exactly this (`.ci/run`), so that what passes here passes there.
//!
//! Nothing is skipped for want of a program: what is missing is installed or the task ends with the
//! line to type.

use crate::{
    args::{Part, TestOptions},
    browser, codegen, console, fuzz,
    needs::{self, Need},
    postgres::{self, Cluster, Disk},
    process,
    server::{LOG, Liandong, Server, complaints},
    steps::Steps,
    tidy,
    workspace::cargo,
};
use anyhow::{Context, Result};

/// Runs the parts that were asked for, all of them by default.
pub(crate) fn run(options: &TestOptions) -> Result<()> {
    let mut steps = Steps::default();
    let result = parts(&mut steps, |part| {
        options.only.is_empty() || options.only.contains(&part)
    });
    steps.summary();
    result?;
    let all = options.only.is_empty();
    println!(
        "\n{}",
        if all {
            "all passed"
        } else {
            "these parts passed"
        }
    );
    Ok(())
}

fn parts(steps: &mut Steps, wanted: impl Fn(Part) -> bool) -> Result<()> {
    use Part::{Browser, Clippy, Codegen, Console, Fmt, Fuzz, Postgres, Tidy, Unit};

    // The quick ones first: a missing blank should not cost a build.
    if wanted(Fmt) {
        steps.run("fmt", "formatting is rustfmt's", || {
            process::run(&mut cargo(&["fmt", "--all", "--check"]))
        })?;
    }
    if wanted(Tidy) {
        steps.run("tidy", "the rules of the tree", tidy::check)?;
    }
    let needs = needs_of(&wanted);
    if !needs.is_empty() {
        steps.run("machine", "what the tests need beside Rust", || {
            needs::meet(&needs)
        })?;
    }
    if wants_console(&wanted) {
        steps.run("packages", "the console's packages", console::install)?;
    }
    if wanted(Console) {
        steps.run(
            "console-tests",
            "the console's unit tests",
            console::unit_tests,
        )?;
    }
    if wants_console(&wanted) && (wanted(Console) || wanted(Browser) || !console::is_built()) {
        steps.run(
            "console-build",
            "the console's types and build",
            console::build,
        )?;
    }
    if wanted(Clippy) {
        steps.run("clippy", "all targets, warnings are errors", || {
            process::run(&mut cargo(&[
                "clippy",
                "--workspace",
                "--all-targets",
                "--locked",
                "--",
                "-D",
                "warnings",
            ]))
        })?;
    }
    let cluster = if wanted(Postgres) || wanted(Unit) {
        Some(
            steps.run("postgres", "a throw-away PostgreSQL cluster", || {
                let cluster = Cluster::start(Disk::Ignored)?;
                println!(
                    "PostgreSQL {} answers at {}",
                    cluster.version()?,
                    cluster.url()
                );
                Ok(cluster)
            })?,
        )
    } else {
        None
    };
    if wanted(Unit) {
        steps.run("unit", "cargo test on the workspace", || {
            let mut test = cargo(&["test", "--workspace", "--locked"]);
            if let Some(cluster) = &cluster {
                test.env(postgres::VARIABLE, cluster.url());
            }
            process::run(&mut test)
        })?;
    }
    drop(cluster);
    if wanted(Codegen) || wanted(Fuzz) || wanted(Browser) {
        let liandong = steps.run("build", "the binary liandong", || {
            if wanted(Unit) {
                Liandong::build_beside_tests()
            } else {
                Liandong::build()
            }
        })?;
        if wanted(Fuzz) {
            steps.run("fuzz", "schemathesis as each role: a sample", || {
                fuzz::sample(&liandong)
            })?;
        }
        if wanted(Codegen) || wanted(Browser) {
            served(steps, &liandong, &wanted)?;
        }
    }
    Ok(())
}

/// The parts that speak to a served, freshly seeded town.
fn served(steps: &mut Steps, liandong: &Liandong, wanted: &impl Fn(Part) -> bool) -> Result<()> {
    let folder = tempfile::Builder::new()
        .prefix("liandong-test-")
        .tempdir()
        .context("cannot make a temporary directory")?;
    let server = steps.run("serve", "a fresh town from examples/huacao", || {
        let server = Server::of_fresh_town(liandong, folder.path())?;
        println!("{} with {} logins", server.url, server.logins.len());
        Ok(server)
    })?;
    if wanted(Part::Codegen) {
        steps.run(
            "codegen",
            "the generated files are those of the live router",
            || codegen::check(&server.url),
        )?;
    }
    if wanted(Part::Browser) {
        let tested = steps.run("browser", "Playwright with Chromium", || {
            browser::run(liandong.program(), folder.path(), server.variables())
        });
        if tested.is_err() && !process::interrupted() {
            println!(
                "\nthe warnings and errors of the server's log:\n{}",
                complaints(&folder.path().join(LOG))
            );
        }
        tested?;
    }
    steps.run("stop", "the server ends when asked", || server.stop())
}

/// Whether a part needs the console's packages. Crates that embed the console do not compile before
/// it is built once.
fn wants_console(wanted: &impl Fn(Part) -> bool) -> bool {
    let built = console::is_built();
    wanted(Part::Console)
        || wanted(Part::Codegen)
        || wanted(Part::Browser)
        || (!built && (wanted(Part::Clippy) || wanted(Part::Unit)))
}

fn needs_of(wanted: &impl Fn(Part) -> bool) -> Vec<Need> {
    let mut needs = Vec::new();
    if wants_console(wanted) {
        needs.push(Need::Node);
    }
    if wanted(Part::Unit) || wanted(Part::Browser) {
        needs.extend([Need::ChineseFonts, Need::Poppler]);
    }
    if wanted(Part::Postgres) || wanted(Part::Unit) {
        needs.push(Need::Postgres);
    }
    if wanted(Part::Fuzz) {
        needs.push(Need::Python);
    }
    if wanted(Part::Browser) {
        needs.push(Need::Chromium);
    }
    needs
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_whole_run_needs_everything() {
        let needs = needs_of(&|_| true);
        for need in [
            Need::Node,
            Need::ChineseFonts,
            Need::Postgres,
            Need::Chromium,
            Need::Poppler,
            Need::Python,
        ] {
            assert!(needs.contains(&need), "{need:?}");
        }
    }

    #[test]
    fn formatting_needs_nothing_but_rust() {
        assert!(needs_of(&|part| part == Part::Fmt).is_empty());
    }
}
