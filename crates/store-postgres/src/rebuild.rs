//! Rebuild (重建) of read models from the log.
//!
//! Both modes make the rows in memory first, the *shadow*, and compare it with what stands, row for
//! row in key order. `RebuildMode::Check` reports the differences in one snapshot;
//! `RebuildMode::Replace` holds the town's lock and also writes them, so that readers see the old
//! rows until the new ones are durable and no commit falls in between. The shadow takes about as
//! much memory as the projector itself, which keeps the states that the rows are made of.

use crate::{
    connection::Conn, error::database, pipeline::Pipeline, pool::Turn, read::Pages, scan,
    store::Shared, verify::snapshot, writer::rows::Changes,
};
use liandong_domain::ids::TownId;
use liandong_store::{
    Progress, Projector, Rebuilt, Row, RowChange, StoreError, StoredEvent, Table, Value,
    compare::{Change, Comparison, Differences, TOLD},
    sql::{self, Select},
    walk::PROGRESS_EVERY,
};
use std::collections::BTreeMap;
use tokio::sync::mpsc;
use tokio_postgres::Transaction;

/// Pages of events that travel ahead of the projector.
const AHEAD: usize = 4;
/// Events between two drains: a row that changes often is then made seldom.
const DRAIN_EVERY: u64 = 65_536;
/// Changes that are sent at once.
const AT_ONCE: usize = 1_000;

/// A rebuild that is asked for.
pub(crate) struct Rebuild {
    pub(crate) town: TownId,
    pub(crate) projector: Box<dyn Projector>,
    pub(crate) progress: Progress,
    pub(crate) tables: Vec<&'static Table>,
}

impl Rebuild {
    /// Checks that the store knows the projector's tables.
    pub(crate) fn new(
        town: TownId,
        projector: Box<dyn Projector>,
        progress: Progress,
        known: &[&'static Table],
    ) -> Result<Self, StoreError> {
        let tables = projector.tables();
        if let Some(table) = tables.iter().find(|table| !known.contains(table)) {
            return Err(StoreError::without_table(table));
        }
        Ok(Self {
            town,
            projector,
            progress,
            tables,
        })
    }
}

/// `RebuildMode::Check`.
pub(crate) async fn check(
    turn: &mut Turn,
    shared: &Shared,
    work: Rebuild,
) -> Result<Rebuilt, StoreError> {
    let (town, tables) = (work.town.clone(), work.tables.clone());
    let snapshot = snapshot(turn).await?;
    let (shadow, mut rebuilt) = project(&snapshot, work).await?;
    let mut differences = Differences::keeping(0);
    for table in tables {
        if shared.is_stale(&town, table) {
            differences
                .note(|| format!("{}: must be rebuilt before it can be compared", table.name));
        } else {
            compare(&snapshot, &shadow, table, &town, &mut differences).await?;
        }
    }
    rebuilt.differences = differences.told;
    Ok(rebuilt)
}

/// `RebuildMode::Replace`.
pub(crate) async fn replace(
    turn: &mut Turn,
    shared: &Shared,
    work: Rebuild,
) -> Result<Rebuilt, StoreError> {
    let (town, tables) = (work.town.clone(), work.tables.clone());
    let conn: &mut Conn = turn;
    let transaction = conn.client.transaction().await.map_err(database)?;
    // Projecting takes its time, and nobody else may commit to the town meanwhile.
    transaction
        .batch_execute("SET LOCAL idle_in_transaction_session_timeout = 0")
        .await
        .map_err(database)?;
    let lock = "SELECT layout FROM log_town WHERE town = $1 FOR UPDATE";
    let layout = transaction.query_opt(lock, &[&town.as_str()]).await;
    if let Some(row) = layout.map_err(database)?
        && row.try_get::<_, &[u8]>(0).map_err(database)? != shared.layout
    {
        return Err(crate::DatabaseError::Overtaken.into());
    }
    let (shadow, mut rebuilt) = project(&transaction, work).await?;
    for table in &tables {
        let mut differences = Differences::keeping(usize::MAX);
        compare(&transaction, &shadow, table, &town, &mut differences).await?;
        apply(
            &transaction,
            table,
            &differences.changes.unwrap_or_default(),
        )
        .await?;
        let unmark = "DELETE FROM log_stale WHERE town = $1 AND name = $2";
        transaction
            .execute(unmark, &[&town.as_str(), &table.name])
            .await
            .map_err(database)?;
        rebuilt.differences.append(&mut differences.told);
    }
    rebuilt.differences.truncate(TOLD);
    transaction.commit().await.map_err(database)?;
    for table in tables {
        shared.unmark(&town, table);
    }
    Ok(rebuilt)
}

/// Writes what differs.
async fn apply(
    transaction: &Transaction<'_>,
    table: &Table,
    changes: &[Change],
) -> Result<(), StoreError> {
    for changes in changes.chunks(AT_ONCE) {
        let mut all = Changes::default();
        let mut rows = Vec::new();
        for change in changes {
            match change {
                Change::Write(row) => rows.push(row),
                Change::Remove(key) => {
                    let removed = all.remove(transaction, table, key);
                    removed.await.map_err(database)?;
                }
            }
        }
        let written = all.write(transaction, table, &rows);
        written.await.map_err(database)?;
        let mut pipeline = Pipeline::default();
        all.push(transaction.client(), &mut pipeline);
        pipeline.end().await?;
    }
    Ok(())
}

/// Compares one table of a town with the shadow.
async fn compare(
    transaction: &Transaction<'_>,
    shadow: &Shadow,
    table: &'static Table,
    town: &TownId,
    into: &mut Differences,
) -> Result<(), StoreError> {
    let mut comparison = Comparison::new(table, shadow.rows(table), into);
    let select = Select {
        sql: sql::select_all(table),
        args: vec![Value::Text(town.as_str().into())],
    };
    let mut failed = None;
    let kinds = scan::all_kinds(table);
    scan::each_within(transaction, &select, &kinds, &mut |row| {
        comparison.stands(row).unwrap_or_else(|error| {
            failed = Some(error);
            false
        })
    })
    .await?;
    failed.map_or_else(|| comparison.finish(), Err)
}

type Made<'s> = Box<dyn Iterator<Item = Result<Row, StoreError>> + Send + 's>;

/// The rows that the events make, in key order.
#[derive(Default)]
struct Shadow(BTreeMap<&'static str, BTreeMap<Row, Row>>);

impl Shadow {
    fn rows(&self, table: &Table) -> Made<'_> {
        match self.0.get(table.name) {
            Some(rows) => Box::new(rows.values().cloned().map(Ok)),
            None => Box::new(std::iter::empty()),
        }
    }

    fn drain(&mut self, projector: &mut dyn Projector, town: &TownId) -> Result<(), StoreError> {
        let mut changes = Vec::new();
        projector.drain(&mut changes);
        for change in changes {
            sql::check_change(&change, town)?;
            let rows = self.0.entry(change.parts().0.name).or_default();
            let key = change.key().to_vec();
            match change {
                RowChange::Upsert(_, row) | RowChange::Insert(_, row) => rows.insert(key, row),
                RowChange::Delete(..) => rows.remove(&key),
            };
        }
        Ok(())
    }
}

/// Reads the town's events through the projector into a shadow. One task reads, a thread projects.
async fn project(
    transaction: &Transaction<'_>,
    work: Rebuild,
) -> Result<(Shadow, Rebuilt), StoreError> {
    let town = work.town.clone();
    let (sender, pages) = mpsc::channel(AHEAD);
    let projecting = tokio::task::spawn_blocking(move || fill(work, pages));
    let mut events = Pages::new(transaction, &town);
    let read = loop {
        match events.next().await {
            Ok(page) if page.is_empty() => break Ok(()),
            // The projector stops listening when it has failed; its error is the one to tell.
            Ok(page) => match sender.send(page).await {
                Ok(()) => {}
                Err(_) => break Ok(()),
            },
            Err(error) => break Err(error),
        }
    };
    drop(sender);
    let filled = projecting.await.unwrap_or_else(|_| {
        let problem = "the projector panicked".to_owned();
        let position = 0;
        Err(StoreError::Projection { position, problem })
    });
    read.and(filled)
}

fn fill(
    mut work: Rebuild,
    mut pages: mpsc::Receiver<Vec<StoredEvent>>,
) -> Result<(Shadow, Rebuilt), StoreError> {
    let mut shadow = Shadow::default();
    let mut rebuilt = Rebuilt::default();
    let mut next_drain = DRAIN_EVERY;
    while let Some(page) = pages.blocking_recv() {
        for event in &page {
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
        if rebuilt.events >= next_drain {
            next_drain = rebuilt.events + DRAIN_EVERY;
            shadow.drain(work.projector.as_mut(), &work.town)?;
        }
    }
    shadow.drain(work.projector.as_mut(), &work.town)?;
    rebuilt.rows = shadow.0.values().map(|rows| rows.len() as u64).sum();
    (work.progress)(rebuilt.events);
    Ok((shadow, rebuilt))
}
