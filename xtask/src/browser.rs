//! The browser tests, and what failed in them told in few words at the end: a run's last lines are
//! often all that is kept of it.

use crate::{console, process};
use anyhow::{Result, bail};
use serde::Deserialize;
use std::path::Path;

/// How much of an error's text is repeated.
const ERROR_LINES: usize = 14;

/// Runs Playwright over the pages of a served town.
///
/// # Errors
///
/// If a test failed each time: the error names each with its place and the first lines of its reason.
pub(crate) fn run(
    program: &Path,
    folder: &Path,
    variables: impl IntoIterator<Item = (String, String)>,
) -> Result<()> {
    let told = folder.join("browser.json");
    let mut playwright = console::npx(&["playwright", "test", "--reporter=list,json"]);
    // Browsers leave their profiles behind when they are stopped half-way; here they go with the
    // folder.
    playwright.env("TMPDIR", folder);
    playwright.env("PLAYWRIGHT_JSON_OUTPUT_NAME", &told);
    playwright.env("LIANDONG_BIN", program);
    let tested = process::run(playwright.envs(variables));
    let Some(report) = Report::read(&told) else {
        return tested;
    };
    for outcome in report.outcomes().filter(|it| it.fate == Fate::Flaky) {
        println!("passed when tried again: {outcome}");
    }
    let failed: Vec<String> = report
        .outcomes()
        .filter(|it| it.fate == Fate::Failed)
        .map(|it| it.to_string())
        .collect();
    if tested.is_err() && !failed.is_empty() {
        bail!(
            "{} browser tests failed\n{}",
            failed.len(),
            failed.join("\n")
        );
    }
    tested
}

/// The parts of Playwright's JSON report that are told on.
#[derive(Debug, Deserialize)]
struct Report {
    suites: Vec<Suite>,
}

#[derive(Debug, Deserialize)]
struct Suite {
    #[serde(default)]
    specs: Vec<Spec>,
    #[serde(default)]
    suites: Vec<Suite>,
}

#[derive(Debug, Deserialize)]
struct Spec {
    title: String,
    file: String,
    line: u32,
    tests: Vec<Test>,
}

#[derive(Debug, Deserialize)]
struct Test {
    status: String,
    results: Vec<Attempt>,
}

#[derive(Debug, Deserialize)]
struct Attempt {
    error: Option<Reason>,
}

#[derive(Debug, Deserialize)]
struct Reason {
    message: Option<String>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Fate {
    Passed,
    Flaky,
    Failed,
}

#[derive(Debug)]
struct Outcome<'a> {
    spec: &'a Spec,
    fate: Fate,
    reasons: Vec<&'a str>,
}

impl Report {
    fn read(path: &Path) -> Option<Self> {
        let text = std::fs::read_to_string(path).ok()?;
        serde_json::from_str(&text).ok()
    }

    fn outcomes(&self) -> impl Iterator<Item = Outcome<'_>> {
        let mut specs = Vec::new();
        for suite in &self.suites {
            suite.gather(&mut specs);
        }
        specs.into_iter().flat_map(|spec| {
            spec.tests.iter().map(move |test| Outcome {
                spec,
                fate: match test.status.as_str() {
                    "unexpected" => Fate::Failed,
                    "flaky" => Fate::Flaky,
                    _ => Fate::Passed,
                },
                reasons: test.results.iter().filter_map(Attempt::reason).collect(),
            })
        })
    }
}

impl Suite {
    fn gather<'a>(&'a self, into: &mut Vec<&'a Spec>) {
        into.extend(&self.specs);
        for suite in &self.suites {
            suite.gather(into);
        }
    }
}

impl Attempt {
    fn reason(&self) -> Option<&str> {
        self.error.as_ref()?.message.as_deref()
    }
}

impl std::fmt::Display for Outcome<'_> {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let Spec {
            title, file, line, ..
        } = self.spec;
        write!(out, "{file}:{line} {title}")?;
        for (reason, attempt) in self.reasons.iter().zip(1..) {
            write!(out, "\n  attempt {attempt}:")?;
            let plain = plain(reason);
            for line in plain
                .lines()
                .filter(|line| !line.trim().is_empty())
                .take(ERROR_LINES)
            {
                write!(out, "\n    {line}")?;
            }
        }
        Ok(())
    }
}

/// Text without the terminal's colours.
fn plain(text: &str) -> String {
    let mut kept = String::with_capacity(text.len());
    let mut rest = text.chars();
    while let Some(letter) = rest.next() {
        if letter == '\u{1b}' {
            let _colour = rest.by_ref().find(char::is_ascii_alphabetic);
        } else {
            kept.push(letter);
        }
    }
    kept
}

#[cfg(test)]
mod tests {
    use super::*;

    const REPORT: &str = r#"{"config": {}, "suites": [{"title": "wall.spec.ts", "specs": [
        {"title": "shows", "ok": true, "file": "wall.spec.ts", "line": 9, "tests": [
            {"status": "flaky", "results": [
                {"error": {"message": "\u001b[31mtoo late\u001b[39m\n\n  at once"}}, {}]}]}],
        "suites": [{"title": "at night", "specs": [
            {"title": "dims", "ok": false, "file": "wall.spec.ts", "line": 68, "tests": [
                {"status": "unexpected", "results": [
                    {"error": {"message": "dark"}}, {"error": {"message": "darker"}}]}]},
            {"title": "wakes", "ok": true, "file": "wall.spec.ts", "line": 90, "tests": [
                {"status": "expected", "results": [{}]}]}]}]}]}"#;

    #[test]
    fn what_failed_is_told_with_place_and_reasons() {
        let report: Report = serde_json::from_str(REPORT).unwrap();
        let told: Vec<(Fate, String)> = report
            .outcomes()
            .map(|outcome| (outcome.fate, outcome.to_string()))
            .collect();
        assert_eq!(
            told,
            [
                (
                    Fate::Flaky,
                    "wall.spec.ts:9 shows\n  attempt 1:\n    too late\n      at once".to_owned()
                ),
                (
                    Fate::Failed,
                    "wall.spec.ts:68 dims\n  attempt 1:\n    dark\n  attempt 2:\n    darker"
                        .to_owned()
                ),
                (Fate::Passed, "wall.spec.ts:90 wakes".to_owned()),
            ]
        );
    }
}
