//! Opening a database: for one writer, or for reading beside one.

use crate::{Failure, files, progress};
use anyhow::Context;
use liandong_app::{
    App,
    ports::{Clock, Entropy, SystemClock, SystemEntropy},
    views::{IncidentProjector, TABLES},
};
use liandong_domain::ids::{ProjectId, TownId};
use liandong_store::{RebuildMode, Store};
use liandong_store_sqlite::SqliteStore;
use std::{path::Path, sync::Arc};

/// Opens a database that must be there, to write to it, with the machine's clock and randomness.
/// Read models that this program describes otherwise than they stand are made anew first.
///
/// # Errors
/// [`Failure::Input`] when there is no database or no master key.
pub async fn writer(db: &Path) -> Result<App, Failure> {
    must_exist(db)?;
    let key = files::master_key(db)?;
    let store = open(db)?;
    bring_up_to_date(&store).await?;
    Ok(app(
        store,
        Arc::new(SystemClock),
        Arc::new(SystemEntropy),
        &key,
    ))
}

/// Opens a database beside whoever writes to it. Callers' data stays closed: no key is asked for.
///
/// # Errors
/// [`Failure::Input`] when there is no database.
pub async fn reader(db: &Path) -> Result<App, Failure> {
    must_exist(db)?;
    let app = reader_of_any_age(db)?;
    if let Some((town, table)) = app.store().needs_rebuild().await?.first() {
        return Err(anyhow::anyhow!(
            "the read model {} of {town} is not up to date: run `liandong rebuild --db {}`",
            table.name,
            db.display()
        )
        .into());
    }
    Ok(app)
}

/// Opens a database for reading whatever the state of its read models.
pub(crate) fn reader_of_any_age(db: &Path) -> Result<App, Failure> {
    let store = SqliteStore::open_read_only(db, TABLES)
        .with_context(|| format!("cannot open {}", db.display()))?;
    Ok(app(
        store,
        Arc::new(SystemClock),
        Arc::new(SystemEntropy),
        &[0; 16],
    ))
}

pub(crate) fn open(db: &Path) -> Result<Arc<SqliteStore>, Failure> {
    SqliteStore::open(db, TABLES)
        .with_context(|| format!("cannot open {}", db.display()))
        .map_err(Failure::Failed)
}

pub(crate) fn app(
    store: Arc<SqliteStore>,
    clock: Arc<dyn Clock>,
    entropy: Arc<dyn Entropy>,
    key: &[u8; 16],
) -> App {
    App::new(store, clock, entropy, key)
}

pub(crate) fn must_exist(db: &Path) -> Result<(), Failure> {
    if db.is_file() {
        return Ok(());
    }
    Err(Failure::input(
        format!("没有数据库 {}；先用 init 或 simulate 建立", db.display()),
        format!(
            "there is no database {}; init or simulate make one",
            db.display()
        ),
    ))
}

pub(crate) async fn bring_up_to_date(store: &Arc<SqliteStore>) -> Result<(), Failure> {
    let mut towns: Vec<TownId> = Vec::new();
    for (town, _) in store.needs_rebuild().await? {
        if !towns.contains(&town) {
            towns.push(town);
        }
    }
    for town in towns {
        let (bar, listener) = progress::events("重建查询表 (rebuilding)");
        let projector = Box::new(IncidentProjector::new(town.clone()));
        let rebuilt = store.rebuild(&town, projector, RebuildMode::Replace, listener);
        let rebuilt = rebuilt.await?;
        bar.finish_and_clear();
        tracing::info!(%town, events = rebuilt.events, rows = rebuilt.rows, "read models rebuilt");
    }
    Ok(())
}

/// The town that is meant: the one named, or the only one.
///
/// # Errors
/// [`Failure::Input`] when there is none, or several and none is named.
pub async fn town_of(app: &App, named: Option<&TownId>) -> Result<TownId, Failure> {
    let towns = app.store().towns().await?;
    let all = || {
        towns
            .iter()
            .map(TownId::as_str)
            .collect::<Vec<_>>()
            .join(", ")
    };
    match (named, &*towns) {
        (Some(named), _) if towns.contains(named) => Ok(named.clone()),
        (None, [only]) => Ok(only.clone()),
        (Some(named), _) => Err(Failure::input(
            format!("没有街镇 {named}；现有：{}", all()),
            format!("there is no town {named}; there are: {}", all()),
        )),
        (None, []) => Err(Failure::input(
            "数据库里还没有街镇；先用 init 导入",
            "the database has no town yet; init imports one",
        )),
        (None, _) => Err(Failure::input(
            format!("有多个街镇，请用 --town 指明：{}", all()),
            format!("there are several towns, name one with --town: {}", all()),
        )),
    }
}

/// The project that is meant: the one named, or the only one.
///
/// # Errors
/// [`Failure::Input`] when there is none, or several and none is named.
pub async fn project_of(
    app: &App,
    town: &TownId,
    named: Option<&ProjectId>,
) -> Result<ProjectId, Failure> {
    let book = app.book(town).await?;
    let ids: Vec<&ProjectId> = book.projects().map(|one| &one.project().id).collect();
    let all = || {
        ids.iter()
            .map(|id| id.as_str())
            .collect::<Vec<_>>()
            .join(", ")
    };
    match (named, &*ids) {
        (Some(named), _) if ids.contains(&named) => Ok(named.clone()),
        (None, [only]) => Ok((*only).clone()),
        (Some(named), _) => Err(Failure::input(
            format!("没有项目 {named}；现有：{}", all()),
            format!("there is no project {named}; there are: {}", all()),
        )),
        (None, []) => Err(Failure::input(
            format!("街镇 {town} 还没有项目"),
            format!("the town {town} has no project yet"),
        )),
        (None, _) => Err(Failure::input(
            format!("有多个项目，请用 --project 指明：{}", all()),
            format!(
                "there are several projects, name one with --project: {}",
                all()
            ),
        )),
    }
}
