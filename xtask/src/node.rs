//! Node: which versions the console's build tool accepts, and which one is here.

use crate::{needs, process};
use anyhow::{Context, Result, bail};
use std::process::Command;

/// Major and minor.
pub(crate) type Version = (u32, u32);

/// What Vite 8 asks for, in words.
pub(crate) const WANTED: &str = "≥ 20.19 (or ≥ 22.12)";

/// Vite 8's `engines` field: ^20.19.0 || >=22.12.0.
pub(crate) fn is_new_enough(version: Version) -> bool {
    (version.0 == 20 && version.1 >= 19) || version >= (22, 12)
}

/// `v20.19.2` or `20.19.2+dfsg-1`.
pub(crate) fn parse(text: &str) -> Option<Version> {
    let mut numbers = text.trim().trim_start_matches('v').split('.');
    let major = numbers.next()?.parse().ok()?;
    let minor = numbers.next()?.parse().ok()?;
    Some((major, minor))
}

/// The version of the Node on the search path.
///
/// # Errors
/// Says what is missing or too old, as the beginning of a sentence.
pub(crate) fn found() -> Result<Version> {
    if needs::on_path("node").is_none() {
        bail!("Node {WANTED} is needed and there is none");
    }
    if needs::on_path("npm").is_none() {
        bail!("npm is needed and there is none");
    }
    let text = process::output(Command::new("node").arg("--version"))?;
    let version = parse(&text).with_context(|| format!("`node --version` printed {text}"))?;
    if !is_new_enough(version) {
        bail!("Node {WANTED} is needed and this is {}", text.trim());
    }
    Ok(version)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn versions_are_judged_as_vite_judges_them() {
        let judged = [
            "v18.20.4", "v20.18.1", "v20.19.0", "v21.7.3", "v22.11.0", "v22.12.0", "v24.1.0",
        ]
        .map(|text| is_new_enough(parse(text).unwrap()));
        assert_eq!(judged, [false, false, true, false, false, true, true]);
    }

    #[test]
    fn what_is_no_version_is_none() {
        assert_eq!(parse("(none)"), None);
        assert_eq!(parse("v20"), None);
    }
}
