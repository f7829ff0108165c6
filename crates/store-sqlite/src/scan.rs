//! Rows of read models, all at once or one by one.

use crate::{
    codec::{bound, value},
    error::database,
    readers::Readers,
    store::Shared,
};
use liandong_store::{
    Query, StoreError, Value, Visit,
    sql::{self, Select},
};
use rusqlite::Connection;
use tokio::sync::mpsc;

/// Cells that travel from the reading thread at once.
const BATCH_CELLS: usize = 8192;

/// Makes the statement, and refuses tables that would answer wrongly.
pub(crate) fn prepare(shared: &Shared, query: &Query) -> Result<Select, StoreError> {
    let name = query.table.name;
    if !shared.tables.contains(&query.table) {
        return Err(StoreError::without_table(query.table));
    }
    if shared.stale().contains(&(query.town.clone(), name)) {
        return Err(StoreError::needs_rebuild(&query.town, query.table));
    }
    sql::select(query)
}

/// Runs a statement; `show` takes the cells out of the row it is given, and says whether to go on.
pub(crate) fn run(
    conn: &Connection,
    select: &Select,
    mut show: impl FnMut(&mut Vec<Value>) -> bool,
) -> Result<(), StoreError> {
    let mut statement = conn.prepare_cached(&select.sql).map_err(database)?;
    for (at, arg) in select.args.iter().enumerate() {
        statement
            .raw_bind_parameter(at + 1, bound(arg))
            .map_err(database)?;
    }
    let width = statement.column_count();
    let mut cells = Vec::with_capacity(width);
    let mut rows = statement.raw_query();
    while let Some(row) = rows.next().map_err(database)? {
        cells.reserve(width);
        for at in 0..width {
            cells.push(value(row.get_ref(at).map_err(database)?)?);
        }
        if !show(&mut cells) {
            break;
        }
    }
    Ok(())
}

/// Runs a statement on a reading thread and shows its rows here, a batch ahead.
pub(crate) async fn stream(
    readers: &Readers,
    select: Select,
    width: usize,
    visit: Visit<'_>,
) -> Result<(), StoreError> {
    let turn = readers.turn().await?;
    let (sender, mut batches) = mpsc::channel::<Vec<Value>>(2);
    let full = BATCH_CELLS.div_ceil(width) * width;
    let reading = tokio::task::spawn_blocking(move || {
        turn.run(|conn| {
            let mut batch = Vec::with_capacity(full);
            run(conn, &select, |cells| {
                batch.append(cells);
                batch.len() < full || {
                    let whole = std::mem::replace(&mut batch, Vec::with_capacity(full));
                    sender.blocking_send(whole).is_ok()
                }
            })?;
            // Nobody listens any more when the visitor has seen enough.
            let _ = sender.blocking_send(batch);
            Ok(())
        })
    });
    let mut go_on = true;
    while go_on && let Some(batch) = batches.recv().await {
        go_on = batch.chunks_exact(width).all(&mut *visit);
    }
    drop(batches);
    match reading.await {
        Ok(result) => result,
        Err(error) => Err(StoreError::Database(Box::new(error))),
    }
}
