//! Nothing of a customer is in the code.

use super::root;
use std::{fs, path::Path};

/// Tests that stand among the sources because both store adapters run them.
const SUITE: &str = "crates/store/src/contract";
const NAMES: [&str; 3] = ["华漕", "huacao", "纪王"];

#[test]
fn the_code_names_no_customer() {
    let mut found = Vec::new();
    for member in fs::read_dir(root().join("crates")).expect("the workspace's crates") {
        look(&member.expect("a crate").path().join("src"), &mut found);
    }
    assert!(
        found.is_empty(),
        "a customer's name in the code:\n{}",
        found.join("\n")
    );
}

/// Comments may tell where the form comes from, and unit tests at a file's end may use any name.
fn look(path: &Path, found: &mut Vec<String>) {
    if path.ends_with(SUITE) {
        return;
    }
    if path.is_dir() {
        for entry in fs::read_dir(path).expect("a folder of sources") {
            look(&entry.expect("an entry").path(), found);
        }
        return;
    }
    let Ok(text) = fs::read_to_string(path) else {
        return;
    };
    let code = text.split("#[cfg(test)]").next().unwrap_or_default();
    for (number, line) in code.lines().enumerate() {
        let code = line.split("//").next().unwrap_or_default().to_lowercase();
        if NAMES.iter().any(|name| code.contains(name)) {
            found.push(format!(
                "{}:{}: {}",
                path.display(),
                number + 1,
                line.trim()
            ));
        }
    }
}
