//! The licences of everything we build with, against the list in `deny.toml`: the part of
//! `cargo deny` that must never wait for somebody to have installed it.

use super::Problem;
use crate::{process, workspace};
use anyhow::{Context, Result};
use serde::Deserialize;

const LIST: &str = "deny.toml";

#[derive(Debug, Deserialize)]
struct Deny {
    licenses: Licences,
}

#[derive(Debug, Deserialize)]
struct Licences {
    allow: Vec<String>,
    #[serde(default)]
    exceptions: Vec<Exception>,
}

#[derive(Debug, Deserialize)]
struct Exception {
    #[serde(rename = "crate")]
    name: String,
    allow: Vec<String>,
}

pub(super) fn check() -> Result<Vec<Problem>> {
    let text = std::fs::read_to_string(workspace::root().join(LIST))
        .with_context(|| format!("cannot read {LIST}"))?;
    let deny: Deny = toml::from_str(&text).with_context(|| LIST.to_owned())?;
    let tree = process::output(&mut workspace::cargo(&[
        "tree",
        "--locked",
        "--workspace",
        "--all-features",
        "--edges=normal,build,dev",
        "--prefix=none",
        "--format={p}|{l}|",
    ]))?;
    Ok(judge(&tree, &deny.licenses))
}

fn judge(tree: &str, licences: &Licences) -> Vec<Problem> {
    let mut lines: Vec<(&str, &str)> = tree
        .lines()
        .filter_map(|line| {
            let mut parts = line.split('|');
            Some((parts.next()?, parts.next()?))
        })
        .collect();
    lines.sort_unstable();
    lines.dedup();
    let mut problems = Vec::new();
    for (package, licence) in lines {
        let name = package.split(' ').next().unwrap_or_default();
        let exception = licences.exceptions.iter().find(|one| one.name == name);
        let may = |id: &str| {
            let excepted = exception.is_some_and(|one| one.allow.iter().any(|ours| ours == id));
            excepted || licences.allow.iter().any(|ours| ours == id)
        };
        if !satisfied(licence, &may) {
            let what = format!("{package} has licence '{licence}', which the list does not allow");
            problems.push(Problem::of(LIST, what));
        }
    }
    problems
}

/// Whether an SPDX expression can be met. `/` is the old way to write OR; AND binds closer than OR.
fn satisfied(expression: &str, may: &impl Fn(&str) -> bool) -> bool {
    let expression = expression.replace('/', " OR ");
    let expression = expression.replace('(', " ( ").replace(')', " ) ");
    let words: Vec<&str> = expression.split_whitespace().collect();
    let mut rest = words.as_slice();
    let result = any_of(&mut rest, may);
    result && rest.is_empty() && !words.is_empty()
}

fn any_of(rest: &mut &[&str], may: &impl Fn(&str) -> bool) -> bool {
    let mut result = all_of(rest, may);
    while take(rest, "OR") {
        // Both sides are always read: the position in the text must move on.
        result = all_of(rest, may) || result;
    }
    result
}

fn all_of(rest: &mut &[&str], may: &impl Fn(&str) -> bool) -> bool {
    let mut result = one(rest, may);
    while take(rest, "AND") {
        result = one(rest, may) && result;
    }
    result
}

fn one(rest: &mut &[&str], may: &impl Fn(&str) -> bool) -> bool {
    if take(rest, "(") {
        let inner = any_of(rest, may);
        return take(rest, ")") && inner;
    }
    let Some((id, others)) = rest.split_first() else {
        return false;
    };
    *rest = others;
    if take(rest, "WITH") {
        let Some((exception, others)) = rest.split_first() else {
            return false;
        };
        *rest = others;
        return may(&format!("{id} WITH {exception}"));
    }
    may(id)
}

fn take(rest: &mut &[&str], word: &str) -> bool {
    match rest.split_first() {
        Some((first, others)) if *first == word => {
            *rest = others;
            true
        }
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn is_fine(expression: &str) -> bool {
        let ours = ["MIT", "BSD-3-Clause", "Apache-2.0 WITH LLVM-exception"];
        satisfied(expression, &|id| ours.contains(&id))
    }

    #[test]
    fn expressions_are_read_as_spdx_means_them() {
        for fine in [
            "MIT",
            "GPL-3.0 OR MIT",
            "MIT/GPL-3.0",
            "(GPL-3.0 OR MIT) AND BSD-3-Clause",
            "Apache-2.0 WITH LLVM-exception OR GPL-3.0",
            "GPL-3.0 AND GPL-2.0 OR MIT",
        ] {
            assert!(is_fine(fine), "{fine}");
        }
        for bad in [
            "",
            "GPL-3.0",
            "Apache-2.0",
            "MIT AND GPL-3.0",
            "(MIT",
            "MIT MIT",
            "GPL-3.0 AND (MIT OR BSD-3-Clause)",
        ] {
            assert!(!is_fine(bad), "{bad}");
        }
    }

    #[test]
    fn an_exception_is_for_one_crate() {
        let licences: Deny = toml::from_str(
            "[licenses]\nallow = ['MIT']\nexceptions = [{ crate = 'a', allow = ['MPL-2.0'] }]\n",
        )
        .unwrap();
        let tree = "a v1.0.0|MPL-2.0|\nb v1.0.0|MPL-2.0|\nc v1.0.0|MIT| (*)\n\n";
        let problems = judge(tree, &licences.licenses);
        assert_eq!(problems.len(), 1);
        assert!(problems[0].what.starts_with("b v1.0.0"), "{problems:?}");
    }
}
