//! Files and their rights, disk, fonts.

use super::Finding;
use crate::{config::Config, files, opening};
use liandong_report::Fonts;
use std::{fs, os::unix::fs::MetadataExt, path::Path};

/// Free bytes below which it is time to act: 1 GiB.
const LITTLE: u64 = 1 << 30;
/// Free bytes below which writing may fail any moment: 100 MiB.
const TOO_LITTLE: u64 = 100 << 20;

/// The rights of the database and of the master key's file.
pub(super) fn files(config: &Config, db: &Path) -> Vec<Finding> {
    let mut all = Vec::new();
    let (name, title) = ("database_rights", "数据库文件权限");
    if opening::address(db).is_none() {
        all.push(rights(name, title, db));
    }
    all.push(key_rights(config, db));
    all.push(attachments(config, db));
    all
}

fn rights(name: &'static str, title: &'static str, db: &Path) -> Finding {
    match fs::metadata(db) {
        Err(error) => Finding::bad(
            name,
            title,
            format!("{}：{error}", db.display()),
            "确认 database.path；还没有库就先 liandong init (check the path, or run init)",
        ),
        Ok(metadata) if metadata.mode() & 0o077 != 0 => Finding::notice(
            name,
            title,
            format!(
                "{}：{:o}，其他用户也能读写",
                db.display(),
                metadata.mode() & 0o777
            ),
            "chmod 600 数据库文件，并把它放在只有服务用户能进的文件夹里",
        ),
        Ok(_) => Finding::fine(name, title, "只有属主能读写"),
    }
}

/// The folder that must be there and open to us only; several nodes share it.
fn attachments(config: &Config, db: &Path) -> Finding {
    let folder = config.attachments(db);
    let (name, title) = ("attachments", "附件文件夹");
    match fs::metadata(&folder) {
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => {
            let found = format!("{} 还没有，收到第一个附件时建立", folder.display());
            Finding::fine(name, title, found)
        }
        Err(error) => Finding::bad(
            name,
            title,
            format!("{}：{error}", folder.display()),
            "确认 files.attachments 和权限；多节点须共用同一文件夹 (check the folder; nodes share it)",
        ),
        Ok(metadata) if !metadata.is_dir() => Finding::bad(
            name,
            title,
            format!("{} 不是文件夹", folder.display()),
            "改正 files.attachments (name a folder)",
        ),
        Ok(_) => Finding::fine(name, title, format!("{}", folder.display())),
    }
}

/// The rights of the master key's file.
fn key_rights(config: &Config, db: &Path) -> Finding {
    let key = config.key_file(db);
    let (name, title) = ("key_rights", "主密钥文件权限");
    match fs::metadata(&key) {
        Err(_) if std::env::var_os(files::MASTER_KEY).is_some() => Finding::fine(
            name,
            title,
            format!("主密钥由环境变量 {} 给出", files::MASTER_KEY),
        ),
        Err(error) => Finding::bad(
            name,
            title,
            format!("{}：{error}", key.display()),
            "把主密钥放回原处，或用环境变量 LIANDONG_MASTER_KEY 给出 (put the key back)",
        ),
        Ok(metadata) if metadata.mode() & 0o077 != 0 => Finding::bad(
            name,
            title,
            format!(
                "{}：{:o}，其他用户能读到主密钥",
                key.display(),
                metadata.mode() & 0o777
            ),
            "chmod 600 主密钥文件 (chmod 600)",
        ),
        Ok(_) => Finding::fine(name, title, "只有属主能读"),
    }
}

/// The room that is left where the database lies.
pub(super) fn disk(config: &Config, db: &Path) -> Finding {
    let (name, title) = ("disk", "磁盘空间");
    // Where the database is a server's, attachments are what fills this machine.
    let kept = match opening::address(db) {
        Some(_) => config.attachments(db),
        None => db.to_owned(),
    };
    let folder = match kept.parent() {
        Some(folder) if folder != Path::new("") => folder,
        _ => Path::new("."),
    };
    let room = match rustix::fs::statvfs(folder) {
        Ok(room) => room,
        Err(error) => {
            let hint = "确认文件夹存在并可读 (check the folder)";
            return Finding::notice(name, title, format!("{}：{error}", folder.display()), hint);
        }
    };
    let free = room.f_bavail.saturating_mul(room.f_frsize);
    let size = fs::metadata(db).map_or(0, |metadata| metadata.len());
    let found = format!("剩余 {} MiB，数据库 {} MiB", free >> 20, size >> 20);
    let hint = "清理或扩容磁盘；写满后新的操作会被拒绝 (make room: a full disk refuses commands)";
    match free {
        free if free < TOO_LITTLE => Finding::bad(name, title, found, hint),
        // Folding the write-ahead log in and a backup beside it need room of the database's size.
        free if free < LITTLE.max(size) => Finding::notice(name, title, found, hint),
        _ => Finding::fine(name, title, found),
    }
}

/// The fonts that a PDF needs.
pub(super) fn fonts() -> Finding {
    let (name, title) = ("fonts", "PDF 字体");
    match Fonts::usual() {
        Ok(_) => Finding::fine(name, title, "齐全"),
        Err(error) => Finding::notice(
            name,
            title,
            error.to_string(),
            "apt-get install fonts-noto-cjk，然后重启服务 (install the fonts, then restart)",
        ),
    }
}
