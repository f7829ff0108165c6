//! `cargo xtask demo`: from a clean checkout to a town at work, in one command.

use crate::{
    args::DemoOptions,
    console,
    needs::{self, Need},
    process,
    server::{Liandong, Login, Serve, Server, TOWN},
    steps::Steps,
    workspace::root,
};
use anyhow::{Context, Result, bail};
use std::{
    fs,
    net::TcpListener,
    path::{Path, PathBuf},
};

/// Where the demo keeps its data; git ignores it.
const FOLDER: &str = "demo-data";

/// The period of the form that the town really handed in.
const PERIOD: [&str; 2] = ["2024-01-01", "2024-08-31"];

const USUAL_PORT: u16 = 8110;

/// Runs the demo until Ctrl-C.
pub(crate) fn run(options: &DemoOptions) -> Result<()> {
    let mut steps = Steps::default();
    let prepared = prepare(options, &mut steps);
    steps.summary();
    let (liandong, db) = prepared?;
    if options.no_serve {
        return Ok(());
    }
    let serve = Serve {
        db: &db,
        port: Some(port(options.port)?),
        live_traffic: true,
        log: None,
        unlimited: false,
        metrics: None,
    };
    let server = Server::start(&liandong, &serve)?;
    welcome(&server);
    server.wait()?;
    println!("\nstopped; the data stays in {FOLDER}/");
    Ok(())
}

fn prepare(options: &DemoOptions, steps: &mut Steps) -> Result<(Liandong, PathBuf)> {
    steps.run("machine", "what the demo needs beside Rust", || {
        needs::meet(&[Need::Node, Need::ChineseFonts])
    })?;
    steps.run("packages", "the console's packages", console::install)?;
    steps.run("console", "the console's build", console::build)?;
    let liandong = steps.run("build", "the binary liandong", Liandong::build)?;
    let folder = root().join(FOLDER);
    if options.fresh && folder.exists() {
        fs::remove_dir_all(&folder).context("cannot remove the demo's old data")?;
    }
    let db = folder.join("huacao/liandong.db");
    if db.exists() {
        println!("\nthe data of an earlier demo stands in {FOLDER}/ (--fresh makes it again)");
    } else {
        let what = "six months of Huacao's calls, through the same commands as real use";
        steps.run("seed", what, || seed(&liandong, &folder))?;
    }
    steps.run("form", "附件2-1 as PDF, DOCX, XLSX and JSON", || {
        write_form(&liandong, &db, &folder.join("form"))
    })?;
    Ok((liandong, db))
}

/// Generates into a folder beside the final one and renames it when it is whole, so that a demo
/// interrupted half-way leaves nothing that looks finished.
fn seed(liandong: &Liandong, folder: &Path) -> Result<()> {
    let unfinished = folder.join("unfinished");
    if unfinished.exists() {
        fs::remove_dir_all(&unfinished).context("cannot remove unfinished data")?;
    }
    fs::create_dir_all(&unfinished).context("cannot make the demo's folder")?;
    let mut simulate = liandong.command(&["simulate", "--town", TOWN]);
    process::run(simulate.arg("--db").arg(unfinished.join("liandong.db")))?;
    fs::rename(&unfinished, folder.join("huacao")).context("cannot move the data to its place")
}

fn write_form(liandong: &Liandong, db: &Path, out: &Path) -> Result<()> {
    let [from, to] = PERIOD;
    fs::create_dir_all(out).context("cannot make the form's folder")?;
    let mut form = liandong.command(&["form", "--from", from, "--to", to, "--db"]);
    form.arg(db).arg("--out").arg(out);
    process::run(form.args(["--project", &project()?]))?;
    for entry in fs::read_dir(out).context("cannot read the form's folder")? {
        let path = entry?.path();
        println!("  {}", path.strip_prefix(root()).unwrap_or(&path).display());
    }
    Ok(())
}

/// The id of the town's project, from its own file: nothing of Huacao is in the code.
fn project() -> Result<String> {
    let path = root().join(TOWN).join("project.toml");
    let text =
        fs::read_to_string(&path).with_context(|| format!("cannot read {}", path.display()))?;
    let file: toml::Table = text.parse().context("project.toml is no TOML")?;
    let id = file.get("id").and_then(toml::Value::as_str);
    Ok(id.context("project.toml has no id")?.to_owned())
}

fn port(asked: Option<u16>) -> Result<u16> {
    let is_free = |port: u16| TcpListener::bind(("127.0.0.1", port)).is_ok();
    match asked {
        Some(port) if is_free(port) => Ok(port),
        Some(port) => bail!("port {port} is taken; choose another with --port"),
        None if is_free(USUAL_PORT) => Ok(USUAL_PORT),
        None => {
            println!("\nport {USUAL_PORT} is taken; another one is used");
            crate::postgres::free_port()
        }
    }
}

fn welcome(server: &Server) {
    println!(
        "\nLiandong (联动) serves Huacao (华漕镇) with live simulated traffic: {}",
        server.url
    );
    println!("\nlog in as (open one of these in a browser):");
    let wide = |part: fn(&Login) -> &str| {
        let longest = server.logins.iter().map(|login| part(login).len()).max();
        longest.unwrap_or(0)
    };
    let (role, account) = (wide(|login| &login.role), wide(|login| &login.account));
    for login in &server.logins {
        println!(
            "  {:<role$}  {:<account$}  {}",
            login.role, login.account, login.url
        );
    }
    println!("\nthe form lies in {FOLDER}/form/; Ctrl-C stops");
}
