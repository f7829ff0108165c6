//! `liandong migrate`: all towns from one database to another.
//!
//! The log is written through the same port as ever, command by command in its order. The chain
//! depends on nothing but what is written, so that it comes out the same: equal heads mean that every
//! byte of every event is equal.

use super::print;
use crate::{Failure, args::Migrate, files, opening, progress};
use anyhow::{Context, anyhow, bail};
use futures_util::future::try_join_all;
use indicatif::ProgressBar;
use liandong_app::views::projector;
use liandong_domain::ids::TownId;
use liandong_store::{
    Commit, Head, RebuildMode, Secret, Store, StoreError, StoredEvent,
    envelope::{Actor, kind_of},
};
use std::{fs, path::Path, sync::Arc};

/// Events read at a time.
const PAGE: u64 = 2_000;
/// Side values read at a time.
const VALUES: u64 = 500;

pub(crate) async fn run(args: &Migrate) -> Result<(), Failure> {
    opening::must_exist(&args.from)?;
    let from = opening::open_read_only(&args.from).await?;
    let target = Target::open(&args.to).await?;
    let moved = all(&from, &target.store).await;
    from.close().await;
    target.store.close().await;
    match moved {
        Ok(towns) => {
            target.keep()?;
            for (town, head, values) in towns {
                let hash: String = head.hash.iter().map(|byte| format!("{byte:02x}")).collect();
                print(&format!(
                    "{town}：{} 个事件，{values} 个附属值，哈希链一致并校验通过 \
                     (events, side values; the chain is the same and verifies)\n\
                     末端 (head) {} {hash}\n",
                    head.position, head.position
                ))?;
            }
            print(
                "主密钥与附件文件夹不在数据库里，请一并带去 \
                 (the master key and the folder of attachments are not in the database: take them along)\n",
            )?;
            Ok(())
        }
        Err(error) => {
            target.discard();
            Err(error.into())
        }
    }
}

/// The database that is written: a file grows under another name, so that one broken off half-way is
/// no database.
struct Target<'a> {
    store: Arc<dyn Store>,
    file: Option<(&'a Path, std::path::PathBuf)>,
}

impl<'a> Target<'a> {
    async fn open(to: &'a Path) -> Result<Self, Failure> {
        if opening::address(to).is_some() {
            let store = opening::open(to).await?;
            if !store.towns().await?.is_empty() {
                store.close().await;
                return Err(not_empty(to));
            }
            return Ok(Self { store, file: None });
        }
        if to.exists() {
            return Err(not_empty(to));
        }
        let unfinished = files::beside(to, ".unfinished");
        remove(&unfinished);
        let store = opening::open(&unfinished).await?;
        let file = Some((to, unfinished));
        Ok(Self { store, file })
    }

    fn keep(&self) -> anyhow::Result<()> {
        if let Some((to, unfinished)) = &self.file {
            fs::rename(unfinished, to).with_context(|| format!("cannot make {}", to.display()))?;
            remove(unfinished);
        }
        Ok(())
    }

    fn discard(&self) {
        if let Some((_, unfinished)) = &self.file {
            remove(unfinished);
        }
    }
}

/// Removes an unfinished file with what SQLite keeps beside it. What cannot be removed now is
/// complained of when it is opened the next time.
fn remove(unfinished: &Path) {
    for suffix in ["", "-wal", "-shm", "-lock"] {
        let _ = fs::remove_file(files::beside(unfinished, suffix));
    }
}

fn not_empty(to: &Path) -> Failure {
    let shown = opening::shown(to);
    Failure::input(
        format!("目标 {shown} 不是空的；migrate 只写空的数据库"),
        format!("{shown} is not empty; migrate writes to an empty database"),
    )
}

type Moved = Vec<(TownId, Head, usize)>;

async fn all(from: &Arc<dyn Store>, to: &Arc<dyn Store>) -> anyhow::Result<Moved> {
    let towns = from.towns().await?;
    if towns.is_empty() {
        bail!("源数据库里没有街镇 (the database to read has no town)");
    }
    let mut moved = Vec::new();
    for town in towns {
        let head = from.head(&town).await?;
        let bar = progress::bar("搬运 (moving)", head.position);
        bar.set_prefix(town.to_string());
        let done = log(from, to, &town, head, &bar).await;
        bar.finish_and_clear();
        done?;
        let values = side_values(from, to, &town).await?;
        let (bar, listener) = progress::events("重建 (rebuilding)");
        let rebuilt = to.rebuild(&town, projector(&town), RebuildMode::Replace, listener);
        let rebuilt = rebuilt.await;
        bar.finish_and_clear();
        rebuilt?;
        let (bar, listener) = progress::events("校验 (verifying)");
        let verified = to.verify(&town, listener).await;
        bar.finish_and_clear();
        if verified?.head != head {
            bail!("{town}: 末端与源库不同 (the heads differ)");
        }
        moved.push((town, head, values));
    }
    for (town, head, _) in &moved {
        if from.head(town).await? != *head {
            bail!(
                "{town}: 搬运期间源库有新写入，请先停止服务再来一次 \
                 (the source was written to meanwhile: stop its servers and begin anew)"
            );
        }
    }
    Ok(moved)
}

/// Writes a town's log anew, up to a position.
async fn log(
    from: &Arc<dyn Store>,
    to: &Arc<dyn Store>,
    town: &TownId,
    head: Head,
    bar: &ProgressBar,
) -> anyhow::Result<()> {
    let (mut after, mut open) = (0, Vec::new());
    while after < head.position {
        let page = from
            .log(town, after, PAGE.min(head.position - after))
            .await?;
        let Some(last) = page.last() else {
            return Err(StoreError::missing(town, after + 1).into());
        };
        after = last.position;
        open.extend(page);
        // The last command of a page may go on in the next one.
        let rest = if after < head.position {
            last_begins(&open)
        } else {
            open.len()
        };
        let whole: Vec<StoredEvent> = open.drain(..rest).collect();
        write(from, to, &whole).await?;
        bar.set_position(after);
    }
    Ok(())
}

fn same(one: &StoredEvent, other: &StoredEvent) -> bool {
    one.command == other.command && one.stream == other.stream
}

/// Where the last command's events begin.
fn last_begins(events: &[StoredEvent]) -> usize {
    let Some(last) = events.last() else { return 0 };
    let run = events.iter().rev().take_while(|event| same(event, last));
    events.len() - run.count()
}

async fn write(
    from: &Arc<dyn Store>,
    to: &Arc<dyn Store>,
    events: &[StoredEvent],
) -> anyhow::Result<()> {
    let commands: Vec<&[StoredEvent]> = events.chunk_by(same).collect();
    let commits = commands.iter().map(|command| commit(from, command));
    let commits = try_join_all(commits).await?;
    let results = to.commit(commits).await;
    for (command, result) in commands.iter().zip(results) {
        let (receipt, last) = (result?, &command[command.len() - 1]);
        if receipt.last != last.position || receipt.replayed {
            let (town, position) = (&last.town, last.position);
            bail!("{town}: 事件 {position} 未落在原来的位置 (the event is not at its place)");
        }
    }
    Ok(())
}

/// A command as it was given, by what it left in the log.
async fn commit(from: &Arc<dyn Store>, events: &[StoredEvent]) -> anyhow::Result<Commit> {
    let first = &events[0];
    let found = from.receipt(&first.town, &first.command).await?;
    let (_, fingerprint) = found.ok_or_else(|| {
        let (key, position) = (first.command.as_str(), first.position);
        anyhow!("事件 {position} 的幂等键 {key} 不在源库 (the event's key is not in the source)")
    })?;
    Ok(Commit {
        town: first.town.clone(),
        stream: first.stream.clone(),
        expected: first.version - 1,
        key: first.command.clone(),
        fingerprint,
        actor: Actor::clone(&first.actor),
        events: events.iter().map(|stored| stored.event.clone()).collect(),
        rows: Vec::new(),
        secrets: Vec::new(),
    })
}

/// Writes a town's side values; says how many there are.
async fn side_values(
    from: &Arc<dyn Store>,
    to: &Arc<dyn Store>,
    town: &TownId,
) -> anyhow::Result<usize> {
    let mut count = 0;
    let mut after = (String::new(), String::new());
    loop {
        let page = from
            .every_secret(town, (&after.0, &after.1), VALUES)
            .await?;
        let Some((kind, id, _)) = page.last() else {
            return Ok(count);
        };
        after = (kind.clone(), id.clone());
        count += page.len();
        let secret = |(kind, id, value): (String, String, Vec<u8>)| Secret {
            kind: kind_of(&kind),
            id: id.into(),
            value,
        };
        to.put_secrets(town, page.into_iter().map(secret).collect())
            .await?;
    }
}
