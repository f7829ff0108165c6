//! `liandong backup`: everything into one file, beside a running server.

use super::print;
use crate::{Failure, args::Backup, config, files, opening, progress};
use anyhow::Context;
use liandong_app::{archive, ports::Clock, ports::SystemClock};
use std::{
    fs::{self, OpenOptions},
    io::{BufWriter, Write},
    os::unix::fs::OpenOptionsExt,
    path::Path,
};

pub(crate) async fn run(args: &Backup) -> Result<(), Failure> {
    let config = config::of(&args.place)?;
    let db = config.db()?;
    opening::must_exist(db)?;
    let to = &args.to;
    if to.exists() {
        return Err(Failure::input(
            format!("{} 已存在；备份不覆盖旧文件，请换一个文件名", to.display()),
            format!(
                "{} is there already; a backup replaces no file",
                to.display()
            ),
        ));
    }
    let app = opening::reader_of_any_age(db).await?;
    let attachments = config.attachments(db);
    // A backup broken off half-way has no name that looks like one.
    let unfinished = files::beside(to, ".unfinished");
    let packed = pack(&app, &attachments, &unfinished).await;
    app.store().close().await;
    let packed = match packed {
        Ok(packed) => packed,
        Err(error) => {
            let _ = fs::remove_file(&unfinished);
            return Err(error);
        }
    };
    fs::rename(&unfinished, to).with_context(|| format!("cannot make {}", to.display()))?;
    files::sync_folder(to)?;
    let bytes = fs::metadata(to)?.len();
    print(&format!(
        "{}：事件 {} 个，旁存 {} 项，附件 {} 个，{bytes} 字节 (events, values, attachments, bytes)\n",
        to.display(),
        packed.events,
        packed.values,
        packed.attachments
    ))?;
    for head in &packed.manifest.about.towns {
        print(&format!(
            "{}：末端 (head) {} {}\n",
            head.town, head.position, head.hash
        ))?;
    }
    print("主密钥不在备份里，请另行保管 (the master key is not in it: keep it elsewhere)\n")?;
    Ok(())
}

async fn pack(
    app: &liandong_app::App,
    attachments: &Path,
    to: &Path,
) -> Result<archive::Packed, Failure> {
    let file = OpenOptions::new()
        .write(true)
        .create(true)
        .truncate(true)
        .mode(0o600)
        .open(to)
        .with_context(|| format!("cannot write {}", to.display()))?;
    let (bar, mut listener) = progress::events("备份 (backing up)");
    let mut out = BufWriter::with_capacity(1 << 20, file);
    let store = app.store().as_ref();
    let packed = archive::pack(
        store,
        Some(attachments),
        &mut out,
        SystemClock.now(),
        &mut *listener,
    )
    .await;
    bar.finish_and_clear();
    let packed = packed.context("备份没有做成 (the backup was not made)")?;
    out.flush()?;
    out.get_ref().sync_all()?;
    Ok(packed)
}
