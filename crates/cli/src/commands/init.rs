//! `liandong init`: a town's folder into a database, or a bare town that is filled in the browser.

use super::print;
use crate::{Failure, args::Init, config, config::Site, files, opening};
use liandong_app::{
    App,
    folder::TownFolder,
    ports::{SystemClock, SystemEntropy},
    setup::{self, NewTown},
};
use std::{path::Path, sync::Arc};

pub(crate) async fn run(args: &Init) -> Result<(), Failure> {
    match (&args.town, &args.new) {
        (Some(folder), None) => import(args, folder).await,
        (None, Some(id)) => {
            let new = NewTown {
                id: id.clone(),
                name: args.name.clone().unwrap_or_default(),
                stations: args.station.clone(),
                administrator: args.admin.clone().unwrap_or_default(),
            };
            found(args, &new).await
        }
        _ => Err(Failure::input(
            "请给出 --town 文件夹，或 --new 编号",
            "give --town DIR or --new ID",
        )),
    }
}

async fn import(args: &Init, folder: &Path) -> Result<(), Failure> {
    // Everything is read and checked before the first byte is written.
    let folder = TownFolder::read(folder)?;
    let site = config::site(&args.database)?;
    let app = open(&site).await?;
    let imported = setup::import(&app, &folder).await?;
    // Another key is refused from now on, whether or not anything was sealed.
    app.mark_key(&folder.town.id).await?;
    app.store().close().await;
    print(&format!(
        "{}（{}）：新记 {} 条，待到其日 {} 条 (recorded {}, waiting for their day {})\n",
        folder.town.name,
        folder.town.id,
        imported.recorded,
        imported.waiting,
        imported.recorded,
        imported.waiting
    ))?;
    Ok(())
}

/// A bare town. The password alone goes to standard output, so that it can be taken from there.
async fn found(args: &Init, new: &NewTown) -> Result<(), Failure> {
    new.check()?;
    let site = config::site(&args.database)?;
    let app = open(&site).await?;
    let founded = setup::found(&app, new).await;
    if founded.is_ok() {
        app.mark_key(&new.id).await?;
    }
    app.store().close().await;
    let founded = founded?;
    eprintln!(
        "{}（{}）：新记 {} 条。请以账号 {} 登录，按“开通向导”录入其余资料\n\
         初始密码如下，只显示这一次，首次登录须修改\n\
         (a bare town, {} records; sign in as {} and enter the rest in the browser. The first password, shown \
         once, to be changed at the first sign-in)",
        new.name, new.id, founded.recorded, founded.account, founded.recorded, founded.account
    );
    print(&format!("{}\n", founded.password))?;
    Ok(())
}

/// Opens the database, and makes it where there is none.
async fn open(site: &Site) -> Result<App, Failure> {
    let db = &site.db;
    if db.exists() {
        return opening::writer(site).await;
    }
    let (store, key) = if opening::address(db).is_none() {
        // The key first: a file that is there needs the key that it was made with.
        let key = files::master_key_or_new(site)?;
        (opening::open(db).await?, key)
    } else {
        let store = opening::open(db).await?;
        opening::bring_up_to_date(&store).await?;
        // A server's database may hold towns already, sealed under a key that must be here.
        let key = match &*store.towns().await? {
            [] => files::master_key_or_new(site)?,
            _ => files::master_key(site)?,
        };
        (store, key)
    };
    Ok(opening::app(
        store,
        Arc::new(SystemClock),
        Arc::new(SystemEntropy),
        &key,
    ))
}
