//! Rebuild (重建) of read models from the log.
//!
//! Both modes make the rows in a private temporary file first, the *shadow*, and compare it with
//! what stands, row for row in key order. `RebuildMode::Check` reports the differences;
//! `RebuildMode::Replace` also writes them, within one transaction, so that little is written
//! when little was wrong and readers see the old rows until the new ones are durable.
//!
//! Two threads share the work: one reads and decodes events, the other projects them.

mod shadow;

use crate::{codec::value, error::database, read, store::Shared, writer::Writer};
use liandong_domain::ids::TownId;
use liandong_store::{
    Progress, Projector, Rebuilt, StoreError, StoredEvent, Table, Value,
    compare::{Change, Comparison, Differences, TOLD},
    sql::{self, select_all},
    walk::PROGRESS_EVERY,
};
use rusqlite::{Connection, params};
use shadow::Shadow;
use std::sync::{Arc, mpsc};

/// Events that travel between the two threads at once, and so many batches ahead.
const BATCH: usize = 512;
const AHEAD: usize = 8;
/// So many changes are kept in mind; with more, the whole table is written anew.
const KEPT: usize = 10_000;

/// A rebuild that is asked for.
pub(crate) struct Rebuild {
    town: TownId,
    projector: Box<dyn Projector>,
    progress: Progress,
    tables: Vec<&'static Table>,
    shared: Arc<Shared>,
}

impl Rebuild {
    /// Checks that the store knows the projector's tables.
    pub(crate) fn new(
        town: TownId,
        projector: Box<dyn Projector>,
        progress: Progress,
        shared: &Arc<Shared>,
    ) -> Result<Self, StoreError> {
        let tables = projector.tables();
        for table in &tables {
            if !shared.tables.contains(table) {
                return Err(StoreError::without_table(table));
            }
        }
        Ok(Self {
            town,
            projector,
            progress,
            tables,
            shared: Arc::clone(shared),
        })
    }
}

/// `RebuildMode::Check`, in one snapshot of the file.
pub(crate) fn check(conn: &Connection, work: Rebuild) -> Result<Rebuilt, StoreError> {
    let snapshot = conn.unchecked_transaction().map_err(database)?;
    let stale = work.shared.stale().clone();
    let (town, tables) = (work.town.clone(), work.tables.clone());
    let (shadow, mut rebuilt) = project(conn, work)?;
    let mut differences = Differences::keeping(KEPT);
    for table in tables {
        if stale.contains(&(town.clone(), table.name)) {
            differences
                .note(|| format!("{}: must be rebuilt before it can be compared", table.name));
        } else {
            compare(conn, &shadow, table, &town, &mut differences)?;
        }
    }
    rebuilt.differences = differences.told;
    snapshot.finish().map_err(database)?;
    Ok(rebuilt)
}

/// `RebuildMode::Replace`, between two groups of the writer.
pub(crate) fn replace(writer: &mut Writer<'_>, work: Rebuild) -> Result<Rebuilt, StoreError> {
    let (town, tables) = (work.town.clone(), work.tables.clone());
    writer.begin().map_err(database)?;
    let done = replace_all(writer.conn, work)
        .and_then(|rebuilt| writer.end().map_err(database).map(|()| rebuilt));
    match &done {
        Ok(_) => {
            let mut stale = writer.shared.stale();
            for table in tables {
                stale.remove(&(town.clone(), table.name));
            }
        }
        Err(_) => writer.roll_back(),
    }
    done
}

fn replace_all(conn: &Connection, work: Rebuild) -> Result<Rebuilt, StoreError> {
    let (town, tables) = (work.town.clone(), work.tables.clone());
    let (shadow, mut rebuilt) = project(conn, work)?;
    let mut all = Vec::new();
    for table in tables {
        let mut differences = Differences::keeping(KEPT);
        compare(conn, &shadow, table, &town, &mut differences)?;
        match differences.changes {
            Some(changes) => apply(conn, table, &changes).map_err(database)?,
            None => copy(conn, &shadow, table, &town)?,
        }
        conn.execute(
            "DELETE FROM log_stale WHERE name = ?2
             AND town = (SELECT no FROM log_town WHERE name = ?1)",
            params![town.as_str(), table.name],
        )
        .map_err(database)?;
        all.append(&mut differences.told);
    }
    all.truncate(TOLD);
    rebuilt.differences = all;
    Ok(rebuilt)
}

/// Compares one table of a town with the shadow.
fn compare(
    conn: &Connection,
    shadow: &Shadow,
    table: &'static Table,
    town: &TownId,
    into: &mut Differences,
) -> Result<(), StoreError> {
    let (all, width) = (select_all(table), table.columns.len());
    let mut standing = conn.prepare(&all).map_err(database)?;
    let mut standing = standing.query([town.as_str()]).map_err(database)?;
    let mut made = shadow.conn.prepare(&all).map_err(database)?;
    let mut made = made.query([town.as_str()]).map_err(database)?;
    let made = std::iter::from_fn(|| match made.next().map_err(database) {
        Ok(row) => row.map(|row| row_values(row, width)),
        Err(error) => Some(Err(error)),
    });
    let mut comparison = Comparison::new(table, made, into);
    while let Some(row) = standing.next().map_err(database)? {
        if !comparison.stands(&row_values(row, width)?)? {
            break;
        }
    }
    comparison.finish()
}

/// Writes what differs.
fn apply(conn: &Connection, table: &Table, changes: &[Change]) -> rusqlite::Result<()> {
    let mut upsert = conn.prepare(&sql::upsert(table))?;
    let mut delete = conn.prepare(&sql::delete(table))?;
    for change in changes {
        match change {
            Change::Write(row) => crate::writer::execute(&mut upsert, row)?,
            Change::Remove(key) => crate::writer::execute(&mut delete, key)?,
        }
    }
    Ok(())
}

/// Writes all rows anew, when too many differ to keep them in mind.
fn copy(
    conn: &Connection,
    shadow: &Shadow,
    table: &Table,
    town: &TownId,
) -> Result<(), StoreError> {
    conn.execute(&sql::delete_town(table), [town.as_str()])
        .map_err(database)?;
    let mut insert = conn.prepare(&sql::insert(table)).map_err(database)?;
    let mut select = shadow.conn.prepare(&select_all(table)).map_err(database)?;
    let mut rows = select.query([town.as_str()]).map_err(database)?;
    while let Some(row) = rows.next().map_err(database)? {
        for at in 0..table.columns.len() {
            let cell = row.get_ref(at).map_err(database)?;
            insert
                .raw_bind_parameter(at + 1, rusqlite::types::ToSqlOutput::Borrowed(cell))
                .map_err(database)?;
        }
        insert.raw_execute().map_err(database)?;
    }
    Ok(())
}

/// Reads the town's events through the projector into a shadow.
fn project(conn: &Connection, work: Rebuild) -> Result<(Shadow, Rebuilt), StoreError> {
    let town = work.town.clone();
    let (sender, batches) = mpsc::sync_channel::<Vec<StoredEvent>>(AHEAD);
    std::thread::scope(|scope| {
        let projecting = scope.spawn(move || fill(work, &batches));
        let mut batch = Vec::with_capacity(BATCH);
        let read = read::each_event(conn, &town, 0, |event| {
            batch.push(event);
            if batch.len() < BATCH {
                return Ok(true);
            }
            // The projector stops listening when it has failed; its error is the one to tell.
            let whole = std::mem::replace(&mut batch, Vec::with_capacity(BATCH));
            Ok(sender.send(whole).is_ok())
        });
        let _ = sender.send(batch);
        drop(sender);
        let filled = projecting.join().unwrap_or_else(|_| {
            let problem = "the projector panicked".to_owned();
            let position = 0;
            Err(StoreError::Projection { position, problem })
        });
        read.and(filled)
    })
}

fn fill(
    mut work: Rebuild,
    batches: &mpsc::Receiver<Vec<StoredEvent>>,
) -> Result<(Shadow, Rebuilt), StoreError> {
    let mut shadow = Shadow::new(&work.tables)?;
    let mut rebuilt = Rebuilt::default();
    for batch in batches {
        for event in &batch {
            let applied = work.projector.apply(event);
            applied.map_err(|problem| StoreError::Projection {
                position: event.position,
                problem,
            })?;
            rebuilt.events += 1;
            if rebuilt.events.is_multiple_of(PROGRESS_EVERY) {
                (work.progress)(rebuilt.events);
            }
        }
        shadow.drain_sometimes(work.projector.as_mut(), &work.town, rebuilt.events)?;
    }
    shadow.drain(work.projector.as_mut(), &work.town)?;
    rebuilt.rows = shadow.count(&work.tables)?;
    (work.progress)(rebuilt.events);
    Ok((shadow, rebuilt))
}

fn row_values(row: &rusqlite::Row<'_>, width: usize) -> Result<Vec<Value>, StoreError> {
    (0..width)
        .map(|at| value(row.get_ref(at).map_err(database)?))
        .collect()
}
