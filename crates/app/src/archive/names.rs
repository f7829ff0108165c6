//! Names of files in an archive: what they hold, and that they lead nowhere else.

use super::ArchiveError;
use liandong_domain::ids::TownId;
use std::path::{Path, PathBuf};

const ATTACHMENTS: &str = "attachments/";

/// What a file of an archive holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Holds {
    About,
    Manifest,
    Commands(TownId),
    Log(TownId),
    Side(TownId),
    /// An attachment, by its path in the folder.
    Attachment(PathBuf),
}

pub(super) fn part(what: &str, town: &TownId, nth: u64) -> String {
    format!("{what}/{town}/{nth:012}.jsonl")
}

pub(super) fn attachment(path: &Path) -> Option<String> {
    let parts: Option<Vec<&str>> = path.iter().map(|part| part.to_str()).collect();
    let parts = parts?;
    parts
        .iter()
        .all(|part| is_plain(part))
        .then(|| format!("{ATTACHMENTS}{}", parts.join("/")))
}

/// Reads a name.
pub(super) fn read(name: &str) -> Result<Holds, ArchiveError> {
    let bad = || ArchiveError::bad(name, "no file of an archive has such a name");
    match name {
        super::ABOUT => return Ok(Holds::About),
        super::MANIFEST => return Ok(Holds::Manifest),
        _ => {}
    }
    if let Some(path) = name.strip_prefix(ATTACHMENTS) {
        let parts: Vec<&str> = path.split('/').collect();
        if parts.iter().all(|part| is_plain(part)) {
            return Ok(Holds::Attachment(parts.iter().collect()));
        }
        return Err(bad());
    }
    let parts: Vec<&str> = name.split('/').collect();
    let [what, town, file] = parts[..] else {
        return Err(bad());
    };
    if !file.ends_with(".jsonl") {
        return Err(bad());
    }
    let town = TownId::new(town).map_err(|_| bad())?;
    match what {
        "commands" => Ok(Holds::Commands(town)),
        "log" => Ok(Holds::Log(town)),
        "side" => Ok(Holds::Side(town)),
        _ => Err(bad()),
    }
}

/// A name that stays in its folder, on every system.
fn is_plain(part: &str) -> bool {
    !part.is_empty()
        && !part.starts_with('.')
        && part
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || b"-_.".contains(&byte))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_lead_nowhere_else() {
        for bad in [
            "attachments/../x",
            "attachments//x",
            "attachments/",
            "/etc/passwd",
            "log/t/../x.jsonl",
            "log/t/x",
            "attachments/a\\b",
            "attachments/.hidden",
            "other/t/0.jsonl",
            "log/a b/0.jsonl",
        ] {
            assert!(read(bad).is_err(), "{bad}");
        }
        assert_eq!(
            read("attachments/huacao/ab12.jpg").unwrap(),
            Holds::Attachment("huacao/ab12.jpg".into())
        );
        let town = TownId::new("huacao").unwrap();
        assert_eq!(read(&part("log", &town, 1)).unwrap(), Holds::Log(town));
        assert_eq!(attachment(Path::new("a/../b")), None);
    }
}
