//! Files that are there whole or not at all, and the master key beside the database.

use crate::Failure;
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

/// The file that holds a database's master key when the environment gives none.
pub(crate) fn key_file(db: &Path) -> PathBuf {
    beside(db, ".key")
}

/// The master key of a database, from the environment or the file beside it.
pub(crate) fn master_key(db: &Path) -> Result<[u8; 16], Failure> {
    master_key_at(&key_file(db))
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
pub(crate) fn master_key_or_new(db: &Path) -> Result<[u8; 16], Failure> {
    if db.exists() || key_file(db).exists() {
        return master_key(db);
    }
    if let Some(key) = key_in_environment()? {
        return Ok(key);
    }
    let mut key = [0; 16];
    SystemEntropy
        .fill(&mut key)
        .map_err(|error| anyhow::anyhow!("no randomness: {error}"))?;
    let path = key_file(db);
    let say = || format!("cannot write {}", path.display());
    let mut file = OpenOptions::new()
        .write(true)
        .create_new(true)
        .mode(0o600)
        .open(&path)
        .with_context(say)?;
    writeln!(file, "{}", to_hex(&key)).with_context(say)?;
    file.sync_all().with_context(say)?;
    Ok(key)
}

fn key_in_environment() -> Result<Option<[u8; 16]>, Failure> {
    match std::env::var(MASTER_KEY) {
        Ok(text) => parse(text.trim())
            .map(Some)
            .ok_or_else(|| wrong_key(MASTER_KEY)),
        Err(std::env::VarError::NotPresent) => Ok(None),
        Err(std::env::VarError::NotUnicode(_)) => Err(wrong_key(MASTER_KEY)),
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
