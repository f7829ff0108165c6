//! `liandong restore`: a new database from a backup.

use super::print;
use crate::{Failure, args::Restore, config, files, opening, progress};
use anyhow::Context;
use liandong_app::archive::{self, ArchiveError};
use liandong_store::Store;
use std::{
    fs::{self, File},
    io::BufReader,
    path::Path,
    sync::Arc,
};

pub(crate) async fn run(args: &Restore) -> Result<(), Failure> {
    let config = config::of(&args.place)?;
    let db = config.db()?;
    let attachments = config.attachments(db);
    refuse_what_is_there(db, &attachments)?;
    // Read through to its end before anything is written.
    let checked = {
        let (bar, mut listener) = progress::events("检查备份 (checking the backup)");
        let checked = archive::check(open(&args.from)?, &mut *listener);
        bar.finish_and_clear();
        checked.map_err(|error| refused(&args.from, error))?
    };
    if args.check {
        print(&format!(
            "{}：完好，事件 {} 个，附件 {} 个 (whole: events, attachments)\n",
            args.from.display(),
            checked.events,
            checked.attachments
        ))?;
        return Ok(());
    }
    let filled = if opening::address(db).is_some() {
        on_a_server(&args.from, db, &attachments).await?
    } else {
        in_a_file(&args.from, db, &attachments).await?
    };
    print(&format!(
        "{}：事件 {} 个，查询表 {} 行，附件 {} 个，哈希链与备份一致\n\
         (events, rows, attachments; the chain is the backup's)\n",
        opening::shown(db),
        filled.events,
        filled.rows,
        filled.attachments
    ))?;
    let key = config.key_file(db);
    if !key.exists() && std::env::var_os(files::MASTER_KEY).is_none() {
        print(&format!(
            "请把主密钥放到 {}，否则报警人信息读不出来 (put the master key there)\n",
            key.display()
        ))?;
    }
    Ok(())
}

/// The database grows under another name, so that one broken off half-way is none.
async fn in_a_file(from: &Path, db: &Path, attachments: &Path) -> Result<archive::Filled, Failure> {
    let unfinished = files::beside(db, ".unfinished");
    files::remove_database(&unfinished)?;
    let filled = match fill(from, opening::open(&unfinished).await?, attachments).await {
        Ok(filled) => filled,
        Err(error) => {
            files::remove_database(&unfinished)?;
            // It was empty or missing before.
            let _ = fs::remove_dir_all(attachments);
            return Err(error);
        }
    };
    fs::rename(&unfinished, db).with_context(|| format!("cannot make {}", db.display()))?;
    files::remove_database(&unfinished)?;
    files::sync_folder(db)?;
    Ok(filled)
}

/// A server's database must be empty, and one broken off half-way is to be dropped.
async fn on_a_server(
    from: &Path,
    db: &Path,
    attachments: &Path,
) -> Result<archive::Filled, Failure> {
    let store = opening::open(db).await?;
    if !store.towns().await?.is_empty() {
        let shown = opening::shown(db);
        store.close().await;
        return Err(Failure::input(
            format!("{shown} 里已有街镇；恢复只写空的数据库"),
            format!("{shown} has towns already; restore writes to an empty database"),
        ));
    }
    fill(from, store, attachments).await
}

fn refuse_what_is_there(db: &Path, attachments: &Path) -> Result<(), Failure> {
    if db.exists() {
        return Err(Failure::input(
            format!(
                "{} 已存在；恢复只写新的数据库，请换一个文件名",
                db.display()
            ),
            format!(
                "{} is there already; restore makes a new database",
                db.display()
            ),
        ));
    }
    if fs::read_dir(attachments).is_ok_and(|mut all| all.next().is_some()) {
        let folder = attachments.display();
        return Err(Failure::input(
            format!("附件文件夹 {folder} 不是空的"),
            format!("the folder of attachments {folder} is not empty"),
        ));
    }
    Ok(())
}

fn open(from: &Path) -> Result<BufReader<File>, Failure> {
    let file = File::open(from).map_err(|error| {
        Failure::input(
            format!("{} 不能读取：{error}", from.display()),
            format!("{} cannot be read: {error}", from.display()),
        )
    })?;
    Ok(BufReader::with_capacity(1 << 20, file))
}

fn refused(from: &Path, error: ArchiveError) -> Failure {
    match error {
        ArchiveError::Store(error) => error.into(),
        error => Failure::input(
            format!("备份 {} 不完好：{error}", from.display()),
            format!("the backup {} is not whole: {error}", from.display()),
        ),
    }
}

async fn fill(
    from: &Path,
    store: Arc<dyn Store>,
    attachments: &Path,
) -> Result<archive::Filled, Failure> {
    let (bar, mut listener) = progress::events("恢复 (restoring)");
    let filled = archive::fill(store.as_ref(), attachments, open(from)?, &mut *listener).await;
    bar.finish_and_clear();
    store.close().await;
    filled.map_err(|error| refused(from, error))
}
