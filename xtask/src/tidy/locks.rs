//! Rules about lock files: they are the same on every machine, so they may name no mirror.

use super::{Problem, Source};

/// How Cargo writes crates.io, whatever mirror a machine is set to.
const CRATES_IO: &str = "registry+https://github.com/rust-lang/crates.io-index";

/// How npm writes its own registry.
const NPM: &str = "https://registry.npmjs.org/";

pub(super) fn check(source: &Source) -> Vec<Problem> {
    let judge: fn(&str) -> bool = match source.path.rsplit('/').next() {
        Some("Cargo.lock") => cargo_line_is_fine,
        Some("package-lock.json") => npm_line_is_fine,
        _ => return Vec::new(),
    };
    let lines = source.text.lines().zip(1..);
    lines
        .filter(|(line, _)| !judge(line))
        .map(|(_, number)| Problem::at(&source.path, number, "a package from somewhere else"))
        .collect()
}

fn cargo_line_is_fine(line: &str) -> bool {
    line.strip_prefix("source = ")
        .is_none_or(|from| from.trim_matches('"') == CRATES_IO)
}

fn npm_line_is_fine(line: &str) -> bool {
    let Some(from) = line.trim().strip_prefix("\"resolved\": \"") else {
        return true;
    };
    from.starts_with(NPM)
}

#[cfg(test)]
mod tests {
    use super::super::source;
    use super::*;

    #[test]
    fn a_mirror_in_cargos_lock_is_an_offence() {
        let text = format!("source = \"{CRATES_IO}\"\nsource = \"registry+https://mirror/\"\n");
        let problems = check(&source("Cargo.lock", &text));
        assert_eq!(problems.len(), 1);
        assert_eq!(problems[0].line, Some(2));
        assert_eq!(
            check(&source("Cargo.lock", "source = \"git+https://a/b\"")).len(),
            1
        );
    }

    #[test]
    fn a_mirror_in_npms_lock_is_an_offence() {
        let text = "\"resolved\": \"https://mirror/a.tgz\",\n\"link\": true\n";
        assert_eq!(check(&source("console/package-lock.json", text)).len(), 1);
        let text = format!("\"resolved\": \"{NPM}a.tgz\",\n\"integrity\": \"sha512-x\"\n");
        assert!(check(&source("console/package-lock.json", &text)).is_empty());
    }
}
