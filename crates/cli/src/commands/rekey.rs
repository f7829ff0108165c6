//! `liandong rekey`: a new master key. Broken off in the middle, the same command finishes it.

use super::print;
use crate::{Failure, args::Database, files, opening};
use anyhow::Context;
use liandong_app::{people, ports::SystemEntropy};
use liandong_store::Store;
use std::fs;

pub(crate) async fn run(args: &Database) -> Result<(), Failure> {
    let db = &args.db;
    opening::must_exist(db)?;
    let old = files::master_key(db)?;
    let (new, from_file) = files::next_master_key(db)?;
    // The store's lock keeps every server out meanwhile.
    let store = opening::open(db)?;
    let done = people::rekey(store.as_ref(), &SystemEntropy, &old, &new).await;
    store.close().await;
    let done = done?;
    if from_file {
        let (file, next) = (files::key_file(db), files::next_key_file(db));
        let kept = files::beside(&file, ".old");
        fs::rename(&file, &kept).with_context(|| format!("cannot write {}", kept.display()))?;
        fs::rename(&next, &file).with_context(|| format!("cannot write {}", file.display()))?;
        print(&format!(
            "新主密钥在 {}；旧的移到 {}，只为打开此前的备份，请移到保管处\n\
             (the new master key is in the first file; the old one, moved to the second, opens earlier \
             backups: take it away)\n",
            file.display(),
            kept.display()
        ))?;
    } else {
        print(&format!(
            "请把环境变量 {} 改为新主密钥再启动服务 (set the variable to the new key)\n",
            files::MASTER_KEY
        ))?;
    }
    print(&format!(
        "重新封装 {} 个密钥，此前已封装 {} 个 (rewrapped {}, already {})\n",
        done.rewrapped, done.already, done.rewrapped, done.already
    ))?;
    Ok(())
}
