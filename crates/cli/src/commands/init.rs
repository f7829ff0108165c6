//! `liandong init`: a town's folder into a database.

use super::print;
use crate::{Failure, args::Init, files, opening};
use liandong_app::{
    folder::TownFolder,
    ports::{SystemClock, SystemEntropy},
    setup,
};
use std::sync::Arc;

pub(crate) async fn run(args: &Init) -> Result<(), Failure> {
    // Everything is read and checked before the first byte is written.
    let folder = TownFolder::read(&args.town)?;
    let db = &args.database.db;
    let app = if db.exists() {
        opening::writer(db).await?
    } else {
        let store = opening::open(db).await?;
        opening::bring_up_to_date(&store).await?;
        // A server's database may hold towns already, sealed under a key that must be here.
        let key = match &*store.towns().await? {
            [] => files::master_key_or_new(db)?,
            _ => files::master_key(db)?,
        };
        opening::app(store, Arc::new(SystemClock), Arc::new(SystemEntropy), &key)
    };
    let imported = setup::import(&app, &folder).await?;
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
