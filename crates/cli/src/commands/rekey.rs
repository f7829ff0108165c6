//! `liandong rekey`: a new master key. Broken off in the middle, the same command finishes it.

use super::print;
use crate::{Failure, args::Place, config, files, opening};
use anyhow::Context;
use liandong_app::{
    alarms::RUNNING,
    people,
    ports::{Clock, SystemClock, SystemEntropy},
};
use liandong_store::Store;
use std::fs;

/// Seconds for which the lease is taken.
const HELD: i64 = 10;

pub(crate) async fn run(args: &Place) -> Result<(), Failure> {
    let site = config::site(args)?;
    let db = &site.db;
    opening::must_exist(db)?;
    let old = files::master_key(&site)?;
    let (new, from_file) = files::next_master_key(&site)?;
    // A file's lock keeps every server out meanwhile; on a server's database no node may run.
    let store = opening::open(db).await?;
    if opening::address(db).is_some() && !nodes_are_silent(store.as_ref()).await? {
        store.close().await;
        return Err(Failure::input(
            "有服务节点正在运行；请停止全部节点，十秒后再换主密钥",
            "a server node is running: stop all of them, and try again after ten seconds",
        ));
    }
    let done = people::rekey(store.as_ref(), &SystemEntropy, &old, &new).await;
    store.close().await;
    let done = done?;
    if from_file {
        let (file, next) = (site.key_file.clone(), files::next_key_file(&site));
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

/// Whether no node holds the lease that a running node holds; until it runs out, this process holds it,
/// and a node that is started meanwhile under the old key is refused by the mark of the key.
async fn nodes_are_silent(store: &dyn Store) -> Result<bool, Failure> {
    let now = SystemClock.now();
    for town in store.towns().await? {
        if !store.lease(&town, RUNNING, "rekey", now, HELD).await? {
            return Ok(false);
        }
    }
    Ok(true)
}
