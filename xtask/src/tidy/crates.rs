//! Rules about the crates: dependencies point one way, and the domain stays pure.

use super::{Problem, Source};
use crate::{process, workspace};
use anyhow::{Context, Result};
use serde_json::Value;

const DOMAIN: &str = "liandong-domain";

/// Which crates of ours a crate may use, test code apart. A crate that is not named here is an
/// offence by itself: say first where it belongs.
const DIRECTION: [(&str, &[&str]); 14] = [
    (DOMAIN, &[]),
    ("liandong-store", &[DOMAIN]),
    ("liandong-store-sqlite", &["liandong-store", DOMAIN]),
    ("liandong-store-postgres", &["liandong-store", DOMAIN]),
    ("liandong-classify", &[DOMAIN]),
    ("liandong-analysis", &[DOMAIN]),
    (
        "liandong-app",
        &[
            "liandong-store",
            "liandong-classify",
            "liandong-analysis",
            "liandong-plan",
            DOMAIN,
        ],
    ),
    (
        "liandong-report",
        &["liandong-formcheck", "liandong-analysis", DOMAIN],
    ),
    ("liandong-plan", &["liandong-analysis", DOMAIN]),
    ("liandong-formcheck", &[]),
    ("liandong-formfile", &["liandong-formcheck"]),
    (
        "liandong-http",
        &[
            "liandong-app",
            "liandong-report",
            "liandong-formcheck",
            "liandong-formfile",
            "liandong-analysis",
            "liandong-plan",
            DOMAIN,
        ],
    ),
    (
        "liandong-cli",
        &[
            "liandong-http",
            "liandong-app",
            "liandong-classify",
            "liandong-report",
            "liandong-formcheck",
            "liandong-formfile",
            "liandong-plan",
            "liandong-analysis",
            "liandong-store-sqlite",
            "liandong-store-postgres",
            "liandong-store",
            DOMAIN,
        ],
    ),
    ("xtask", &[]),
];

/// What would let the domain wait, read, write, look at a clock or throw dice. `rand` itself is not
/// among them: `geo` brings its traits, and without `getrandom` there is nothing to seed it with.
const IMPURE: [&str; 15] = [
    "async-std",
    "axum",
    "chrono",
    "diesel",
    "fastrand",
    "futures-executor",
    "getrandom",
    "hyper",
    "mio",
    "reqwest",
    "rusqlite",
    "sqlx",
    "tokio",
    "ureq",
    "uuid",
];

pub(super) fn check(sources: &[Source]) -> Result<Vec<Problem>> {
    let mut problems = direction(&workspace::metadata()?)?;
    let tree = process::output(&mut workspace::cargo(&[
        "tree",
        "--locked",
        "--package",
        DOMAIN,
        "--all-features",
        "--edges=normal,build",
        "--prefix=none",
        "--format={p}",
    ]))?;
    problems.extend(purity(&tree));
    problems.extend(sources.iter().filter_map(lints));
    Ok(problems)
}

/// Dependencies between our crates, dev-dependencies apart, against [`DIRECTION`].
fn direction(metadata: &Value) -> Result<Vec<Problem>> {
    let packages = metadata["packages"].as_array();
    let packages = packages.context("cargo metadata names no packages")?;
    let mut problems = Vec::new();
    for package in packages {
        let name = package["name"].as_str().unwrap_or_default();
        let Some((_, allowed)) = DIRECTION.iter().find(|(known, _)| *known == name) else {
            problems.push(Problem::of(
                name,
                "has no place in the dependency direction",
            ));
            continue;
        };
        for dependency in package["dependencies"].as_array().into_iter().flatten() {
            let uses = dependency["name"].as_str().unwrap_or_default();
            let is_ours = dependency["path"].is_string();
            let is_for_tests = dependency["kind"] == "dev";
            if is_ours && !is_for_tests && !allowed.contains(&uses) {
                problems.push(Problem::of(name, format!("must not depend on {uses}")));
            }
        }
    }
    Ok(problems)
}

/// The domain's dependency tree against [`IMPURE`].
fn purity(tree: &str) -> Vec<Problem> {
    let names = tree.lines().filter_map(|line| line.split(' ').next());
    let mut found: Vec<&str> = names.filter(|name| IMPURE.contains(name)).collect();
    found.sort_unstable();
    found.dedup();
    found
        .iter()
        .map(|name| Problem::of(DOMAIN, format!("is pure and must not hold {name}")))
        .collect()
}

/// Every crate of the workspace obeys its lints; one that is a workspace of its own (what a sanitizer's
/// compiler builds) cannot.
fn lints(source: &Source) -> Option<Problem> {
    let is_member = source.path == "xtask/Cargo.toml"
        || (source.path.starts_with("crates/") && source.path.ends_with("/Cargo.toml"));
    let apart = source.text.contains("\n[workspace]\n");
    (is_member && !apart && !source.text.contains("[lints]\nworkspace = true"))
        .then(|| Problem::of(&source.path, "does not take the workspace's lints"))
}

#[cfg(test)]
mod tests {
    use super::super::source;
    use super::*;
    use serde_json::json;

    fn package(name: &str, uses: &str, kind: Option<&str>) -> Value {
        json!({ "packages": [{
            "name": name,
            "dependencies": [{ "name": uses, "path": "x", "kind": kind }]
        }]})
    }

    fn whats(problems: &[Problem]) -> Vec<String> {
        problems.iter().map(ToString::to_string).collect()
    }

    #[test]
    fn dependencies_point_one_way() {
        let up = direction(&package("liandong-app", "liandong-http", None)).unwrap();
        assert_eq!(
            whats(&up),
            ["liandong-app: must not depend on liandong-http"]
        );
        let down = direction(&package("liandong-http", "liandong-app", None)).unwrap();
        assert!(down.is_empty());
        let in_tests = package("liandong-app", "liandong-store-sqlite", Some("dev"));
        assert!(direction(&in_tests).unwrap().is_empty());
        let at_build = package("liandong-app", "liandong-http", Some("build"));
        assert_eq!(direction(&at_build).unwrap().len(), 1);
    }

    #[test]
    fn a_new_crate_must_say_where_it_belongs() {
        let new = direction(&package("liandong-misc", DOMAIN, None)).unwrap();
        assert_eq!(
            whats(&new),
            ["liandong-misc: has no place in the dependency direction"]
        );
    }

    #[test]
    fn the_domain_holds_no_runtime_and_no_clock() {
        let tree = "liandong-domain v0.1.0 (x)\ntokio v1.0.0\nserde v1.0.0\ntokio v1.0.0 (*)\n";
        assert_eq!(
            whats(&purity(tree)),
            ["liandong-domain: is pure and must not hold tokio"]
        );
        assert!(purity("serde v1.0.0\ntokio-ish v1.0.0\n").is_empty());
    }

    #[test]
    fn every_crate_takes_the_lints() {
        assert!(lints(&source("crates/a/Cargo.toml", "[package]\n")).is_some());
        assert!(
            lints(&source(
                "crates/a/Cargo.toml",
                "[lints]\nworkspace = true\n"
            ))
            .is_none()
        );
        assert!(lints(&source("docs/Cargo.toml", "")).is_none());
    }
}
