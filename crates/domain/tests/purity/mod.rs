//! The domain is pure: no I/O, no async, no clock, no chance — neither in its own words nor in
//! what it depends on.

use std::{path::Path, process::Command};

const HERE: &str = env!("CARGO_MANIFEST_DIR");

/// What must not stand in the tree of normal dependencies.
const BANNED: [&str; 9] = [
    "tokio",
    "sqlx",
    "rusqlite",
    "axum",
    "getrandom",
    "hyper",
    "reqwest",
    "async-std",
    "chrono",
];

/// What must not stand in its sources.
const WORDS: [&str; 9] = [
    "now()",
    "SystemTime",
    "Instant::",
    "std::fs",
    "std::net",
    "std::env",
    "std::thread",
    "async fn",
    "HashMap",
];

fn tree(options: &[&str]) -> Vec<String> {
    let output = Command::new(env!("CARGO"))
        .args([
            "tree",
            "--offline",
            "--locked",
            "--prefix",
            "none",
            "--format",
            "{p}",
        ])
        .args(["--package", "liandong-domain", "--edges", "normal"])
        .args(options)
        .current_dir(HERE)
        .output()
        .expect("cargo runs");
    assert!(
        output.status.success(),
        "{}",
        String::from_utf8_lossy(&output.stderr)
    );
    let text = String::from_utf8(output.stdout).expect("names");
    text.lines()
        .filter_map(|line| line.split_whitespace().next())
        .map(str::to_owned)
        .collect()
}

#[test]
fn nothing_it_depends_on_does_io() {
    for features in [&[][..], &["--all-features"]] {
        let names = tree(features);
        assert!(
            names.iter().any(|one| one == "serde"),
            "the tree was read: {names:?}"
        );
        let found: Vec<_> = names
            .iter()
            .filter(|one| BANNED.contains(&one.as_str()))
            .collect();
        assert!(found.is_empty(), "{found:?}");
    }
}

/// `geo` depends on `rand` whatever its features say, for algorithms that are not used here.
/// Without `getrandom`, which is banned above, it has no source of chance; and nobody else has it.
#[test]
fn dice_lie_in_the_geometry_alone_and_cannot_be_thrown() {
    let names = tree(&["--invert", "rand", "--depth", "1"]);
    assert_eq!(names, ["rand", "geo"]);
}

#[expect(
    clippy::disallowed_methods,
    reason = "this test reads the sources of the domain"
)]
fn sources(folder: &Path, all: &mut Vec<(String, String)>) {
    for entry in std::fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            sources(&path, all);
        } else if path.extension().is_some_and(|one| one == "rs") {
            let text = std::fs::read_to_string(&path).expect("a source");
            all.push((path.display().to_string(), text));
        }
    }
}

#[test]
fn its_sources_name_no_clock_and_no_world_outside() {
    let mut all = Vec::new();
    sources(&Path::new(HERE).join("src"), &mut all);
    assert!(all.len() > 20, "the sources were read");
    for (path, text) in all {
        for word in WORDS {
            assert!(!text.contains(word), "{path} says {word}");
        }
    }
}
