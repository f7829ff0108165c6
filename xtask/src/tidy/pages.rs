//! Rules about the written pages: they are believed, so they must be true.

use super::{Problem, Source};
use std::{collections::BTreeSet, path::Path};

const ARCHITECTURE: &str = "ARCHITECTURE.md";
const GUIDE: &str = "docs/src/";
const CONTENTS: &str = "docs/src/SUMMARY.md";
const RECORDS: &str = "docs/adr/";

/// Folders whose names in the architecture page are taken at their word.
const TOPS: [&str; 6] = [
    "crates/",
    "console/",
    "examples/",
    "docs/",
    "xtask/",
    ".ci/",
];

pub(super) fn check(sources: &[Source]) -> Vec<Problem> {
    let paths: BTreeSet<&str> = sources.iter().map(|one| one.path.as_str()).collect();
    let mut problems = Vec::new();
    match sources.iter().find(|one| one.path == ARCHITECTURE) {
        Some(page) => problems.extend(code_map(page, &paths)),
        None => problems.push(Problem::of(ARCHITECTURE, "missing")),
    }
    let pages = sources.iter().filter(|one| one.path.ends_with(".md"));
    problems.extend(pages.flat_map(|page| links(page, &paths)));
    problems.extend(guide(sources));
    problems.extend(records(sources));
    problems
}

/// Every crate has its place in the page, and every path the page names in backticks is there.
fn code_map(page: &Source, paths: &BTreeSet<&str>) -> Vec<Problem> {
    let mut problems = Vec::new();
    let crates: BTreeSet<&str> = paths
        .iter()
        .filter_map(|path| path.strip_prefix("crates/")?.strip_suffix("/Cargo.toml"))
        .collect();
    for name in crates {
        if !page.text.contains(&format!("`crates/{name}`"))
            && !page.text.contains(&format!("`crates/{name}/`"))
        {
            problems.push(Problem::of(
                ARCHITECTURE,
                format!("says nothing of `crates/{name}`"),
            ));
        }
    }
    for (line, number) in page.text.lines().zip(1..) {
        for word in line.split('`').skip(1).step_by(2) {
            let named = TOPS.iter().any(|top| word.starts_with(top));
            if named && !word.contains(['*', '{', '<', ' ']) && !exists(word, paths) {
                let what = format!("`{word}` is named and is not there");
                problems.push(Problem::at(ARCHITECTURE, number, what));
            }
        }
    }
    problems
}

/// A file of the tree, or a folder that holds one.
fn exists(path: &str, paths: &BTreeSet<&str>) -> bool {
    let folder = format!("{}/", path.trim_end_matches('/'));
    paths.contains(path) || paths.iter().any(|one| one.starts_with(&folder))
}

/// Links within the tree lead to something. Text in code fences is no link.
fn links(page: &Source, paths: &BTreeSet<&str>) -> Vec<Problem> {
    let folder = page.path.rsplit_once('/').map_or("", |(folder, _)| folder);
    let mut problems = Vec::new();
    let mut fenced = false;
    for (line, number) in page.text.lines().zip(1..) {
        if line.trim_start().starts_with("```") {
            fenced = !fenced;
        }
        if fenced {
            continue;
        }
        for target in targets(line) {
            let file = target.split('#').next().unwrap_or_default();
            if file.is_empty() || file.contains(':') {
                continue;
            }
            let there = resolve(folder, file).is_some_and(|path| {
                exists(&path, paths) || super::workspace::root().join(path).exists()
            });
            if !there {
                problems.push(Problem::at(
                    &page.path,
                    number,
                    format!("'{file}' leads nowhere"),
                ));
            }
        }
    }
    problems
}

/// What stands between `](` and `)`.
fn targets(line: &str) -> impl Iterator<Item = &str> {
    line.split("](")
        .skip(1)
        .filter_map(|rest| rest.split_once(')').map(|(target, _)| target))
}

/// The link's path from the root; `None` when it leaves the tree.
fn resolve(folder: &str, link: &str) -> Option<String> {
    let mut parts: Vec<&str> = folder.split('/').filter(|part| !part.is_empty()).collect();
    for part in link.split('/') {
        match part {
            "" | "." => {}
            ".." => {
                parts.pop()?;
            }
            name => parts.push(name),
        }
    }
    Some(parts.join("/"))
}

/// Every page of the guide is in its table of contents: mdBook leaves the others out in silence.
fn guide(sources: &[Source]) -> Vec<Problem> {
    let contents = sources.iter().find(|one| one.path == CONTENTS);
    let Some(contents) = contents else {
        return Vec::new();
    };
    let pages = sources.iter().filter_map(|one| {
        let page = one.path.strip_prefix(GUIDE)?;
        (page.ends_with(".md") && one.path != CONTENTS).then_some((one, page))
    });
    pages
        .filter(|(_, page)| !contents.text.contains(&format!("]({page})")))
        .map(|(one, _)| Problem::of(&one.path, "not in the guide's table of contents"))
        .collect()
}

/// Architecture decision records are numbered from 0000 without gap or repetition, and carry their
/// number in the heading.
fn records(sources: &[Source]) -> Vec<Problem> {
    let mut problems = Vec::new();
    let mut records: Vec<&Source> = sources
        .iter()
        .filter(|one| one.path.starts_with(RECORDS) && one.path.ends_with(".md"))
        .collect();
    records.sort_by_key(|record| &record.path);
    for (record, number) in records.iter().zip(0..) {
        let wanted = format!("{number:04}");
        let name = Path::new(&record.path)
            .file_stem()
            .unwrap_or_default()
            .to_string_lossy();
        if !name.starts_with(&format!("{wanted}-")) {
            problems.push(Problem::of(
                &record.path,
                format!("should be number {wanted}"),
            ));
        } else if !record
            .text
            .lines()
            .next()
            .unwrap_or_default()
            .contains(&wanted)
        {
            let what = format!("the first line does not carry {wanted}");
            problems.push(Problem::at(&record.path, 1, what));
        }
    }
    problems
}

#[cfg(test)]
mod tests {
    use super::super::source;
    use super::*;

    fn whats(sources: &[Source]) -> Vec<String> {
        check(sources).iter().map(ToString::to_string).collect()
    }

    #[test]
    fn a_crate_without_a_place_in_the_page_is_an_offence() {
        let tree = [
            source("crates/domain/Cargo.toml", ""),
            source("crates/store/Cargo.toml", ""),
            source("ARCHITECTURE.md", "`crates/domain`: rules\n"),
        ];
        assert_eq!(
            whats(&tree),
            ["ARCHITECTURE.md: says nothing of `crates/store`"]
        );
    }

    #[test]
    fn a_folder_that_is_gone_is_an_offence() {
        let tree = [
            source("crates/domain/Cargo.toml", ""),
            source(
                "ARCHITECTURE.md",
                "`crates/domain/`\n`crates/gone` `crates/*/x`\n",
            ),
        ];
        assert_eq!(
            whats(&tree),
            ["ARCHITECTURE.md:2: `crates/gone` is named and is not there"]
        );
    }

    #[test]
    fn a_link_that_leads_nowhere_is_an_offence() {
        let tree = [
            source("ARCHITECTURE.md", ""),
            source(
                "docs/src/a.md",
                "[b](b.md) [top](../../ARCHITECTURE.md) [x](https://e.org)\n",
            ),
            source(
                "docs/src/b.md",
                "[c](c.md#x) [up](../../../out.md)\n```\n[d](d.md)\n```\n",
            ),
        ];
        assert_eq!(
            whats(&tree),
            [
                "docs/src/b.md:1: 'c.md' leads nowhere",
                "docs/src/b.md:1: '../../../out.md' leads nowhere"
            ]
        );
    }

    #[test]
    fn a_page_outside_the_contents_is_an_offence() {
        let tree = [
            source("ARCHITECTURE.md", ""),
            source("docs/src/SUMMARY.md", "- [a](a.md)\n"),
            source("docs/src/a.md", ""),
            source("docs/src/user/b.md", ""),
        ];
        assert_eq!(
            whats(&tree),
            ["docs/src/user/b.md: not in the guide's table of contents"]
        );
    }

    #[test]
    fn records_are_counted() {
        let tree = [
            source("ARCHITECTURE.md", ""),
            source("docs/adr/0000-first.md", "# 0000 First\n"),
            source("docs/adr/0001-second.md", "# Second\n"),
            source("docs/adr/0003-third.md", "# 0003 Third\n"),
        ];
        assert_eq!(
            whats(&tree),
            [
                "docs/adr/0001-second.md:1: the first line does not carry 0001",
                "docs/adr/0003-third.md: should be number 0002"
            ]
        );
    }
}
