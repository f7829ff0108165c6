//! `cargo xtask shots`: the README's pictures, taken by Chromium from a console at work, so that a
//! picture never shows what the program does not do.

use crate::{
    args::ShotsOptions,
    console,
    needs::{self, Need},
    process,
    server::{Liandong, Serve, Server, TOWN},
    steps::Steps,
    workspace::{self, root},
};
use anyhow::{Context, Result};
use std::fs;

/// Takes the pictures.
pub(crate) fn run(options: &ShotsOptions) -> Result<()> {
    let mut steps = Steps::default();
    let result = in_steps(options, &mut steps);
    steps.summary();
    result
}

fn in_steps(options: &ShotsOptions, steps: &mut Steps) -> Result<()> {
    steps.run("machine", "what is needed beside Rust", || {
        needs::meet(&[Need::Node, Need::ChineseFonts, Need::Chromium])
    })?;
    steps.run("packages", "the console's packages", console::install)?;
    steps.run("console", "the console's build", console::build)?;
    let liandong = steps.run("build", "the binary liandong", Liandong::build)?;
    let folder = tempfile::tempdir().context("cannot make a temporary directory")?;
    let log = folder.path().join("server.log");
    let db = match &options.db {
        Some(db) => std::path::absolute(db).context("no such database")?,
        None => {
            let db = folder.path().join("town.db");
            steps.run("seed", "a week of calls", || {
                let mut simulate = liandong.command(&["simulate", "--town", TOWN]);
                simulate.args(["--from", "2024-08-25", "--to", "2024-08-31"]);
                process::run(simulate.arg("--db").arg(&db))
            })?;
            db
        }
    };
    steps.run("shots", "docs/img/console.png", || {
        let serve = Serve {
            db: &db,
            port: None,
            live_traffic: true,
            log: Some(&log),
            unlimited: true,
            metrics: None,
        };
        let server = Server::start(&liandong, &serve)?;
        let out = root().join("docs/img");
        fs::create_dir_all(&out).context("cannot make docs/img")?;
        let mut script = workspace::command("node");
        script
            .arg("xtask/src/shots.mjs")
            .env("LIANDONG_SHOTS", &out)
            .env("TMPDIR", folder.path())
            .envs(server.variables());
        if let Some(browser) = needs::browser() {
            script.env("LIANDONG_CHROMIUM", browser);
        }
        process::run(&mut script)?;
        server.stop()
    })?;
    steps.run(
        "day",
        "docs/src/img/day-*.png, by the test of the day",
        || {
            let town = tempfile::tempdir().context("cannot make a temporary directory")?;
            let server = Server::of_fresh_town(&liandong, town.path())?;
            let mut day = console::npx(&["playwright", "test", "e2e/day.spec.ts"]);
            day.env("LIANDONG_SHOTS", root().join("docs/src/img"))
                .env("TMPDIR", folder.path())
                .envs(server.variables());
            process::run(&mut day)?;
            server.stop()
        },
    )
}
