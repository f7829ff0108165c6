//! `cargo xtask codegen`: the OpenAPI document of the live router, and the console's types made
//! from it. Both are committed, so that a change of the contract shows in a review; the tests
//! compare them with what the router says now.

use crate::{
    args::CodegenOptions,
    console,
    needs::{self, Need},
    process,
    server::{Liandong, Server},
    steps::Steps,
    workspace::root,
};
use anyhow::{Context, Result, bail};
use std::{fs, path::Path};

/// The document, as committed.
const DOCUMENT: &str = "console/src/api/openapi.json";
/// The types, as committed.
const TYPES: &str = "console/src/api/schema.ts";

/// Writes both files, or compares them.
pub(crate) fn run(options: &CodegenOptions) -> Result<()> {
    let mut steps = Steps::default();
    let result = in_steps(options, &mut steps);
    steps.summary();
    result
}

fn in_steps(options: &CodegenOptions, steps: &mut Steps) -> Result<()> {
    steps.run("machine", "what is needed beside Rust", || {
        needs::meet(&[Need::Node])
    })?;
    steps.run("packages", "the console's packages", console::install)?;
    if !console::is_built() {
        steps.run("console", "the console's build", console::build)?;
    }
    let liandong = steps.run("build", "the binary liandong", Liandong::build)?;
    let folder = tempfile::tempdir().context("cannot make a temporary directory")?;
    let server = steps.run("serve", "a fresh town", || {
        Server::of_fresh_town(&liandong, folder.path())
    })?;
    if options.check {
        return steps.run("codegen", "compare", || check(&server.url));
    }
    steps.run("codegen", "write", || {
        let (document, types) = generate(&server.url)?;
        write(DOCUMENT, &document)?;
        write(TYPES, &types)
    })
}

/// Compares the committed files with what the live router says.
pub(crate) fn check(url: &str) -> Result<()> {
    let (document, types) = generate(url)?;
    compare(DOCUMENT, &document)?;
    compare(TYPES, &types)
}

fn generate(url: &str) -> Result<(String, String)> {
    let document: serde_json::Value = ureq::get(format!("{url}/api/v1/openapi.json"))
        .call()
        .context("cannot get the OpenAPI document")?
        .body_mut()
        .read_json()
        .context("the OpenAPI document is no JSON")?;
    let mut document = serde_json::to_string_pretty(&document)?;
    document.push('\n');

    let folder = tempfile::tempdir().context("cannot make a temporary directory")?;
    let (from, to) = (
        folder.path().join("openapi.json"),
        folder.path().join("schema.ts"),
    );
    fs::write(&from, &document).context("cannot write a temporary file")?;
    let mut generator = console::npx(&["openapi-typescript"]);
    process::run(generator.arg(&from).arg("--output").arg(&to))?;
    let types = fs::read_to_string(&to).context("openapi-typescript wrote nothing")?;
    Ok((document, types))
}

fn write(path: &str, text: &str) -> Result<()> {
    let file = root().join(path);
    if let Some(folder) = file.parent() {
        fs::create_dir_all(folder).with_context(|| format!("cannot make {}", folder.display()))?;
    }
    fs::write(&file, text).with_context(|| format!("cannot write {path}"))?;
    println!("wrote {path}");
    Ok(())
}

fn compare(path: &str, fresh: &str) -> Result<()> {
    let committed = fs::read_to_string(root().join(Path::new(path)))
        .with_context(|| format!("cannot read {path}; `cargo xtask codegen` writes it"))?;
    match first_difference(&committed, fresh) {
        None => Ok(()),
        Some((number, old, new)) => bail!(
            "{path} is not what the live router gives; `cargo xtask codegen` writes it anew.\n\
             line {number} committed: {old}\nline {number} now:       {new}"
        ),
    }
}

/// Number and both texts of the first line that differs.
fn first_difference<'a>(old: &'a str, new: &'a str) -> Option<(usize, &'a str, &'a str)> {
    let (mut old, mut new) = (old.lines(), new.lines());
    (1..).find_map(|number| match (old.next(), new.next()) {
        (None, None) => Some(None),
        (left, right) if left == right => None,
        (left, right) => {
            let end = "(the end)";
            Some(Some((number, left.unwrap_or(end), right.unwrap_or(end))))
        }
    })?
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_difference_is_found() {
        assert_eq!(first_difference("a\nb\n", "a\nb\n"), None);
        assert_eq!(first_difference("a\nb", "a\nc"), Some((2, "b", "c")));
        assert_eq!(first_difference("a", "a\nb"), Some((2, "(the end)", "b")));
        assert_eq!(first_difference("a\nb", "a"), Some((2, "b", "(the end)")));
    }
}
