//! Rows of read models, all at once or one by one.

use crate::{
    codec::{Arg, bound, value},
    connection::Ask,
    error::database,
    pool::Turn,
};
use liandong_store::{ColumnKind, Query, Row, StoreError, Table, Visit, sql::Select};
use tokio_postgres::Transaction;

/// Rows that a scan asks for at once.
const PAGE: i32 = 2_000;

/// The kinds of the columns that a query asks for.
pub(crate) fn kinds(query: &Query) -> Vec<ColumnKind> {
    let kind = |name: &&'static str| {
        let at = query.table.column(name)?;
        Some(query.table.columns[at].kind)
    };
    query.columns.iter().filter_map(kind).collect()
}

/// The kinds of all columns.
pub(crate) fn all_kinds(table: &Table) -> Vec<ColumnKind> {
    table.columns.iter().map(|column| column.kind).collect()
}

fn cells(row: &tokio_postgres::Row, kinds: &[ColumnKind]) -> Result<Row, StoreError> {
    let cell = |(at, kind): (usize, &ColumnKind)| value(row, at, *kind);
    kinds.iter().enumerate().map(cell).collect()
}

/// All rows that a statement gives.
pub(crate) async fn all(
    client: &impl Ask,
    select: &Select,
    kinds: &[ColumnKind],
) -> Result<Vec<Row>, StoreError> {
    let args = bound(&select.args);
    let args: Vec<Arg<'_>> = args.iter().map(|arg| arg as Arg<'_>).collect();
    let rows = client.ask(&select.sql, &args).await?;
    rows.iter().map(|row| cells(row, kinds)).collect()
}

/// Shows the rows one by one, a page in memory at a time, until told to stop.
pub(crate) async fn each(
    turn: &mut Turn,
    select: &Select,
    kinds: &[ColumnKind],
    visit: Visit<'_>,
) -> Result<(), StoreError> {
    let snapshot = crate::verify::snapshot(turn).await?;
    each_within(&snapshot, select, kinds, visit).await
}

/// [`each`] within a transaction.
pub(crate) async fn each_within(
    transaction: &Transaction<'_>,
    select: &Select,
    kinds: &[ColumnKind],
    visit: Visit<'_>,
) -> Result<(), StoreError> {
    let args = bound(&select.args);
    let args: Vec<Arg<'_>> = args.iter().map(|arg| arg as Arg<'_>).collect();
    let portal = transaction
        .bind(&select.sql, &args)
        .await
        .map_err(database)?;
    loop {
        let page = transaction.query_portal(&portal, PAGE).await;
        let page = page.map_err(database)?;
        for row in &page {
            if !visit(&cells(row, kinds)?) {
                return Ok(());
            }
        }
        if page.len() < PAGE.unsigned_abs() as usize {
            return Ok(());
        }
    }
}
