//! Files that are there whole or not at all, and the master key beside the database.

use crate::{Failure, config::Site, opening};
use anyhow::Context;
use liandong_app::ports::{Entropy, SystemEntropy};
use std::{
    ffi::OsString,
    fs::{self, OpenOptions},
    io::Write,
    os::unix::fs::OpenOptionsExt,
    path::{Path, PathBuf},
};

/// Names the master key in the environment: 32 hexadecimal digits.
pub(crate) const MASTER_KEY: &str = "LIANDONG_MASTER_KEY";
/// Names the next one while it is changed.
const NEXT_MASTER_KEY: &str = "LIANDONG_NEW_MASTER_KEY";

/// The path with something added to its file name.
pub(crate) fn beside(path: &Path, suffix: &str) -> PathBuf {
    let mut name = OsString::from(path);
    name.push(suffix);
    name.into()
}

/// Writes a file under another name and moves it to its place.
pub(crate) fn write_whole(path: &Path, bytes: &[u8]) -> anyhow::Result<()> {
    let unfinished = beside(path, ".unfinished");
    let say = || format!("cannot write {}", path.display());
    let mut file = fs::File::create(&unfinished).with_context(say)?;
    file.write_all(bytes).with_context(say)?;
    file.sync_all().with_context(say)?;
    fs::rename(&unfinished, path).with_context(say)
}

/// Makes a new file that only its owner may read, where there is none: what SQLite keeps beside it
/// takes its rights.
pub(crate) fn make_private(path: &Path) -> Result<(), Failure> {
    let made = OpenOptions::new()
        .write(true)
        .create_new(true)
        .mode(0o600)
        .open(path);
    match made {
        Err(error) if error.kind() != std::io::ErrorKind::AlreadyExists => {
            let error = anyhow::Error::new(error);
            Err(error
                .context(format!("cannot make {}", path.display()))
                .into())
        }
        _ => Ok(()),
    }
}

/// Makes a file's name durable.
pub(crate) fn sync_folder(path: &Path) -> anyhow::Result<()> {
    let folder = match path.parent() {
        Some(folder) if folder != Path::new("") => folder,
        _ => Path::new("."),
    };
    let say = || format!("cannot sync {}", folder.display());
    let opened = fs::File::open(folder).with_context(say)?;
    opened.sync_all().with_context(say)
}

/// Removes a database with what SQLite keeps beside it.
pub(crate) fn remove_database(db: &Path) -> Result<(), Failure> {
    for suffix in ["", "-wal", "-shm", "-lock"] {
        let path = beside(db, suffix);
        match fs::remove_file(&path) {
            Err(error) if error.kind() != std::io::ErrorKind::NotFound => {
                return Err(anyhow::Error::new(error)
                    .context(format!("cannot remove {}", path.display()))
                    .into());
            }
            _ => {}
        }
    }
    Ok(())
}

/// The file that holds a database's master key when neither the environment nor a setting says
/// otherwise: beside a database file; for a server's database `liandong.key` here.
pub(crate) fn key_file(db: &Path) -> PathBuf {
    match opening::address(db) {
        None => beside(db, ".key"),
        Some(_) => "liandong.key".into(),
    }
}

/// The folder of a database's attachments when no setting names one: beside a database file; for a
/// server's database `liandong.files` here, which all nodes must share.
pub(crate) fn attachments(db: &Path) -> PathBuf {
    match opening::address(db) {
        None => beside(db, ".files"),
        Some(_) => "liandong.files".into(),
    }
}

/// The master key of a database.
pub(crate) fn master_key(site: &Site) -> Result<[u8; 16], Failure> {
    master_key_at(&site.key_file)
}

/// The master key from the environment or a file.
pub(crate) fn master_key_at(path: &Path) -> Result<[u8; 16], Failure> {
    if let Some(key) = key_in_environment()? {
        return Ok(key);
    }
    match fs::read_to_string(path) {
        Ok(text) => parse(text.trim()).ok_or_else(|| wrong_key(&path.display().to_string())),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => Err(Failure::input(
            format!(
                "缺少主密钥：既没有 {}，也没有环境变量 {MASTER_KEY}。没有它就读不出来电人信息",
                path.display()
            ),
            format!(
                "no master key: neither {} nor the variable {MASTER_KEY} is there",
                path.display()
            ),
        )),
        Err(error) => Err(anyhow::Error::new(error)
            .context(format!("cannot read {}", path.display()))
            .into()),
    }
}

/// The master key of a database; made, readable by its owner only, when the database is new.
pub(crate) fn master_key_or_new(site: &Site) -> Result<[u8; 16], Failure> {
    if site.db.exists() || site.key_file.exists() {
        return master_key(site);
    }
    if let Some(key) = key_in_environment()? {
        return Ok(key);
    }
    new_key_file(&site.key_file)
}

/// Makes a key and its file, which only its owner reads.
fn new_key_file(path: &Path) -> Result<[u8; 16], Failure> {
    let mut key = [0; 16];
    SystemEntropy
        .fill(&mut key)
        .map_err(|error| anyhow::anyhow!("no randomness: {error}"))?;
    let say = || format!("cannot write {}", path.display());
    let mut file = OpenOptions::new()
        .write(true)
        .create_new(true)
        .mode(0o600)
        .open(path)
        .with_context(say)?;
    writeln!(file, "{}", to_hex(&key)).with_context(say)?;
    file.sync_all().with_context(say)?;
    Ok(key)
}

/// The file of the next master key while a rotation is under way.
pub(crate) fn next_key_file(site: &Site) -> PathBuf {
    beside(&site.key_file, ".new")
}

/// The master key that comes next, and whether it is in a file: from the environment when the present
/// one is there, or else from the file of a rotation that was broken off, or new.
pub(crate) fn next_master_key(site: &Site) -> Result<([u8; 16], bool), Failure> {
    if key_in(MASTER_KEY)?.is_some() {
        return match key_in(NEXT_MASTER_KEY)? {
            Some(key) => Ok((key, false)),
            None => Err(Failure::input(
                format!("主密钥在环境变量里，请把新主密钥放在环境变量 {NEXT_MASTER_KEY}"),
                format!(
                    "the master key is in the environment: give the new one as {NEXT_MASTER_KEY}"
                ),
            )),
        };
    }
    let path = next_key_file(site);
    if let Ok(text) = fs::read_to_string(&path) {
        let key = parse(text.trim()).ok_or_else(|| wrong_key(&path.display().to_string()))?;
        return Ok((key, true));
    }
    Ok((new_key_file(&path)?, true))
}

fn key_in_environment() -> Result<Option<[u8; 16]>, Failure> {
    key_in(MASTER_KEY)
}

fn key_in(variable: &str) -> Result<Option<[u8; 16]>, Failure> {
    match std::env::var(variable) {
        Ok(text) => parse(text.trim())
            .map(Some)
            .ok_or_else(|| wrong_key(variable)),
        Err(std::env::VarError::NotPresent) => Ok(None),
        Err(std::env::VarError::NotUnicode(_)) => Err(wrong_key(variable)),
    }
}

fn wrong_key(place: &str) -> Failure {
    Failure::input(
        format!("{place}：主密钥须为 32 位十六进制数字"),
        format!("{place}: the master key is 32 hexadecimal digits"),
    )
}

fn to_hex(key: &[u8; 16]) -> String {
    key.iter().map(|byte| format!("{byte:02x}")).collect()
}

fn parse(text: &str) -> Option<[u8; 16]> {
    if text.len() != 32 || !text.is_ascii() {
        return None;
    }
    let mut key = [0; 16];
    for (byte, at) in key.iter_mut().zip((0..32).step_by(2)) {
        *byte = u8::from_str_radix(text.get(at..at + 2)?, 16).ok()?;
    }
    Some(key)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_reads_back_and_nothing_else_does() {
        let key: [u8; 16] = std::array::from_fn(|at| u8::try_from(at * 17).unwrap_or(0));
        assert_eq!(parse(&to_hex(&key)), Some(key));
        for wrong in ["", "00", &"0".repeat(31), &"0".repeat(33), &"g".repeat(32)] {
            assert_eq!(parse(wrong), None, "{wrong:?}");
        }
    }
}
