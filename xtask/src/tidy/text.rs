//! Rules about the text of single files: length, unfinished work, machines' paths, towns' names.

use super::{Problem, Source};

/// A file that needs more lines holds more than one thing.
const MOST_LINES: usize = 500;

const PROGRAMS: [&str; 9] = ["rs", "ts", "tsx", "js", "mjs", "css", "sql", "toml", "sh"];

/// Only these are held to the length; tables of data may be long.
const SHORT: [&str; 5] = ["rs", "ts", "tsx", "js", "mjs"];

/// Written by a generator, for nobody to read.
const GENERATED: [&str; 1] = ["console/src/api/schema.ts"];

/// The words are put together here so that this file does not offend against itself.
const UNFINISHED: [&str; 5] = [
    concat!("TO", "DO"),
    concat!("FIX", "ME"),
    concat!("XX", "X"),
    concat!("to", "do!"),
    concat!("un", "implemented!"),
];

/// Folders of one machine; a path below them works nowhere else.
const MACHINES: [&str; 4] = [
    concat!("/wo", "rk/"),
    concat!("/fa", "rm/"),
    concat!("/ro", "ot/"),
    concat!("/ho", "me/"),
];

/// Names of the first customer, which is data and not code.
const TOWN: [&str; 3] = ["huacao", "华漕", "纪王"];

pub(super) fn check(source: &Source) -> Vec<Problem> {
    let mut problems = Vec::new();
    if GENERATED.contains(&source.path.as_str()) || is_lock(&source.path) {
        return problems;
    }
    let ending = source
        .path
        .rsplit_once('.')
        .map_or("", |(_, ending)| ending);
    let lines = source.text.lines().count();
    if SHORT.contains(&ending) && lines > MOST_LINES {
        let what = format!("{lines} lines; at most {MOST_LINES}");
        problems.push(Problem::of(&source.path, what));
    }
    for (line, number) in source.text.lines().zip(1..) {
        if PROGRAMS.contains(&ending) {
            let found = UNFINISHED.iter().find(|word| holds_word(line, word));
            problems.extend(found.map(|word| {
                Problem::at(
                    &source.path,
                    number,
                    format!("'{word}': finish it or leave it out"),
                )
            }));
        }
        let found = MACHINES.iter().find(|path| holds_path(line, path));
        problems.extend(found.map(|path| {
            Problem::at(
                &source.path,
                number,
                format!("a path below {path} is of one machine"),
            )
        }));
    }
    problems.extend(names_of_a_town(source));
    problems
}

/// The code that ships names no town. Comments may, and tests must have one to speak of.
fn names_of_a_town(source: &Source) -> Vec<Problem> {
    let path = source.path.as_str();
    let ships =
        (path.starts_with("crates/") && path.contains("/src/")) || path.starts_with("console/src/");
    if !ships
        || ["/contract/", "/tests", ".test."]
            .iter()
            .any(|part| path.contains(part))
    {
        return Vec::new();
    }
    let lines = source.text.lines().zip(1..);
    lines
        .take_while(|(line, _)| !line.contains("#[cfg(test)]"))
        .filter(|(line, _)| !line.trim_start().starts_with("//"))
        .filter_map(|(line, number)| {
            let line = line.to_lowercase();
            let name = TOWN.iter().find(|name| line.contains(*name))?;
            let what = format!("'{name}': a town is a folder of data, not code");
            Some(Problem::at(path, number, what))
        })
        .collect()
}

fn is_lock(path: &str) -> bool {
    path.ends_with("package-lock.json") || path.ends_with("Cargo.lock")
}

/// The word, not as a part of a longer one.
fn holds_word(line: &str, word: &str) -> bool {
    let is_part = |letter: char| letter.is_alphanumeric() || letter == '_';
    line.match_indices(word).any(|(at, _)| {
        let before = line[..at].chars().next_back();
        let after = line[at + word.len()..].chars().next();
        let joins_after = !word.ends_with('!') && after.is_some_and(is_part);
        !before.is_some_and(is_part) && !joins_after
    })
}

/// The path from the root, not the middle of an address or of a longer path.
fn holds_path(line: &str, path: &str) -> bool {
    line.match_indices(path).any(|(at, _)| {
        let before = line[..at].chars().next_back();
        !before.is_some_and(|letter| letter.is_alphanumeric() || "._-}~*".contains(letter))
    })
}

#[cfg(test)]
mod tests {
    use super::super::source;
    use super::*;

    fn whats(path: &str, text: &str) -> Vec<String> {
        let problems = check(&source(path, text));
        problems.iter().map(ToString::to_string).collect()
    }

    #[test]
    fn a_long_program_is_an_offence_and_a_long_table_is_none() {
        let long = "x\n".repeat(501);
        assert_eq!(whats("a.rs", &long), ["a.rs: 501 lines; at most 500"]);
        assert_eq!(whats("a.tsx", &long).len(), 1);
        assert!(whats("members.csv", &long).is_empty());
        assert!(whats("a.rs", &"x\n".repeat(500)).is_empty());
    }

    #[test]
    fn unfinished_work_is_an_offence() {
        for word in UNFINISHED {
            let text = format!("fine\n// {word} later\n");
            assert_eq!(whats("a.ts", &text).len(), 1, "{word}");
            assert!(whats("a.md", &text).is_empty(), "{word}");
        }
        let method = format!("my_{}()", UNFINISHED[3]);
        assert!(whats("a.rs", &method).is_empty());
        assert!(whats("a.rs", "todo = \"warn\"").is_empty());
    }

    #[test]
    fn a_town_in_the_code_is_an_offence_and_in_a_comment_is_none() {
        assert_eq!(
            whats("crates/app/src/a.rs", "let x = \"Huacao\";\n").len(),
            1
        );
        assert_eq!(whats("console/src/a.tsx", "<h1>华漕镇</h1>\n").len(), 1);
        let text = "/// Such as 华漕镇.\nfn a() {}\n#[cfg(test)]\nmod tests { \"huacao\" }\n";
        assert!(whats("crates/app/src/a.rs", text).is_empty());
        assert!(whats("crates/store/src/contract/a.rs", "town(\"huacao\")\n").is_empty());
        assert!(whats("examples/huacao/town.toml", "name = \"华漕镇\"\n").is_empty());
    }

    #[test]
    fn a_path_of_one_machine_is_an_offence_anywhere() {
        for path in MACHINES {
            assert_eq!(whats("a.md", &format!("see {path}x")).len(), 1, "{path}");
            assert_eq!(whats("a.rs", &format!("\"{path}x\"")).len(), 1, "{path}");
            assert!(whats("a.md", &format!("https://example.org{path}x")).is_empty());
        }
    }
}
