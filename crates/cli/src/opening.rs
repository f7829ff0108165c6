//! Opening a database: for one writer, or for reading beside one.

use crate::{Failure, args::OneProject, config::Site, files, progress};
use anyhow::Context;
use liandong_app::{
    App,
    attachments::FolderAttachments,
    ports::{Clock, Entropy, SystemClock, SystemEntropy},
    views::{TABLES, projector},
};
use liandong_domain::ids::{ProjectId, TownId};
use liandong_store::{RebuildMode, Store, StoreError};
use liandong_store_postgres::PostgresStore;
use liandong_store_sqlite::SqliteStore;
use std::{path::Path, sync::Arc};

/// The address of a PostgreSQL database, when it is one and no file.
pub(crate) fn address(db: &Path) -> Option<&str> {
    let text = db.to_str()?;
    let is = text.starts_with("postgres://") || text.starts_with("postgresql://");
    is.then_some(text)
}

/// A database's name as it may be printed: an address without its password.
#[must_use]
pub fn shown(db: &Path) -> String {
    let Some(address) = address(db) else {
        return db.display().to_string();
    };
    let place = address.split_once("://").map_or(address, |(_, rest)| rest);
    let (server, database) = place.split_once('/').unwrap_or((place, ""));
    let host = server.rsplit('@').next().unwrap_or_default();
    let database = database.split('?').next().unwrap_or_default();
    format!("postgres://{host}/{database}")
}

/// Opens a database that must be there, to write to it, with the machine's clock and randomness.
/// Read models that this program describes otherwise than they stand are made anew first.
///
/// # Errors
/// [`Failure::Input`] when there is no database or no master key.
pub(crate) async fn writer(site: &Site) -> Result<App, Failure> {
    must_exist(&site.db)?;
    let key = files::master_key(site)?;
    let store = open(&site.db).await?;
    bring_up_to_date(&store).await?;
    Ok(
        app(store, Arc::new(SystemClock), Arc::new(SystemEntropy), &key)
            .with_attachments(attachments(&site.attachments)),
    )
}

/// Opens a database beside whoever writes to it. Callers' data stays closed: no key is asked for.
///
/// # Errors
/// [`Failure::Input`] when there is no database.
pub async fn reader(db: &Path) -> Result<App, Failure> {
    must_exist(db)?;
    let app = reader_of_any_age(db).await?;
    if let Some((town, table)) = app.store().needs_rebuild().await?.first() {
        return Err(anyhow::anyhow!(
            "the read model {} of {town} is not up to date: run `liandong rebuild --db {}`",
            table.name,
            shown(db)
        )
        .into());
    }
    Ok(app)
}

/// [`reader`], with the master key where it can be read: keyed digests come out as the server makes them.
///
/// # Errors
/// [`Failure::Input`] when there is no database.
pub(crate) async fn reader_with_key(site: &Site) -> Result<App, Failure> {
    let app = reader(&site.db).await?;
    match files::master_key(site) {
        Ok(key) => Ok(self::app(
            Arc::clone(app.store()),
            Arc::new(SystemClock),
            Arc::new(SystemEntropy),
            &key,
        )),
        Err(_) => Ok(app),
    }
}

/// Opens a database for reading whatever the state of its read models.
pub(crate) async fn reader_of_any_age(db: &Path) -> Result<App, Failure> {
    Ok(app(
        open_read_only(db).await?,
        Arc::new(SystemClock),
        Arc::new(SystemEntropy),
        &[0; 16],
    ))
}

/// Opens a database for writing: a file alone, a PostgreSQL database beside other nodes.
pub(crate) async fn open(db: &Path) -> Result<Arc<dyn Store>, Failure> {
    let opened: Result<Arc<dyn Store>, StoreError> = match address(db) {
        Some(address) => PostgresStore::open(address, TABLES)
            .await
            .map(|store| store as _),
        None => {
            files::make_private(db)?;
            SqliteStore::open(db, TABLES).map(|store| store as _)
        }
    };
    opened
        .with_context(|| format!("cannot open {}", shown(db)))
        .map_err(Failure::Failed)
}

/// Opens a database for reading beside whoever writes to it.
pub(crate) async fn open_read_only(db: &Path) -> Result<Arc<dyn Store>, Failure> {
    let opened: Result<Arc<dyn Store>, StoreError> = match address(db) {
        Some(address) => PostgresStore::open_read_only(address, TABLES)
            .await
            .map(|store| store as _),
        None => SqliteStore::open_read_only(db, TABLES).map(|store| store as _),
    };
    opened
        .with_context(|| format!("cannot open {}", shown(db)))
        .map_err(Failure::Failed)
}

pub(crate) fn app(
    store: Arc<dyn Store>,
    clock: Arc<dyn Clock>,
    entropy: Arc<dyn Entropy>,
    key: &[u8; 16],
) -> App {
    App::new(store, clock, entropy, key)
}

/// Attachments kept in a folder.
pub(crate) fn attachments(folder: &Path) -> Arc<FolderAttachments> {
    Arc::new(FolderAttachments::new(folder))
}

pub(crate) fn must_exist(db: &Path) -> Result<(), Failure> {
    // Whether a server has a database shows when it is opened.
    if db.is_file() || address(db).is_some() {
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

pub(crate) async fn bring_up_to_date(store: &Arc<dyn Store>) -> Result<(), Failure> {
    let mut towns: Vec<TownId> = Vec::new();
    for (town, _) in store.needs_rebuild().await? {
        if !towns.contains(&town) {
            towns.push(town);
        }
    }
    for town in towns {
        let (bar, listener) = progress::events("重建查询表 (rebuilding)");
        let projector = projector(&town);
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

/// The town and the project that are meant.
///
/// # Errors
/// As [`town_of`] and [`project_of`].
pub(crate) async fn project_in(
    app: &App,
    one: &OneProject,
) -> Result<(TownId, ProjectId), Failure> {
    let town = town_of(app, one.town.as_ref()).await?;
    let project = project_of(app, &town, one.project.as_ref()).await?;
    Ok((town, project))
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
