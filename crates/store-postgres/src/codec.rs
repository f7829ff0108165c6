//! Rows of the log's tables as the port's types, and cells as PostgreSQL's values.

use bytes::BytesMut;
use liandong_domain::{
    ids::{AccountId, TownId},
    roles::Role,
    time::Timestamp,
};
use liandong_store::{
    Actor, ColumnKind, CommandKey, NewEvent, Row as Cells, StoreError, StoredEvent, StreamName,
    Value,
};
use std::error::Error;
use tokio_postgres::{
    Row,
    types::{FromSql, IsNull, ToSql, Type, to_sql_checked},
};

/// Columns that [`event`] reads, in its order.
pub(crate) const EVENT_COLUMNS: &str = "position, stream, version, kind, schema, occurred_at, \
     recorded_at, late, actor, role, command, payload, hash";

/// An argument of a statement.
pub(crate) type Arg<'a> = &'a (dyn ToSql + Sync);

/// A row of [`EVENT_COLUMNS`] as an event; [`StoreError::Corrupt`] when it is none.
pub(crate) fn event(row: &Row, town: &TownId) -> Result<StoredEvent, StoreError> {
    read_event(row, town).map_err(|column| StoreError::Corrupt {
        town: town.clone(),
        position: whole(row, 0, "").unwrap_or_default(),
        stream: row.try_get(1).unwrap_or("?").to_owned(),
        version: whole(row, 2, "").unwrap_or_default(),
        problem: format!("column {column} cannot be read"),
    })
}

fn read_event(row: &Row, town: &TownId) -> Result<StoredEvent, &'static str> {
    Ok(StoredEvent {
        town: town.clone(),
        position: whole(row, 0, "position")?,
        stream: StreamName::new(cell::<&str>(row, 1, "stream")?),
        version: whole(row, 2, "version")?,
        event: NewEvent {
            kind: cell::<&str>(row, 3, "kind")?.into(),
            schema: u16::try_from(whole(row, 4, "schema")?).map_err(|_| "schema")?,
            occurred_at: Timestamp(cell(row, 5, "occurred_at")?),
            recorded_at: Timestamp(cell(row, 6, "recorded_at")?),
            late: cell(row, 7, "late")?,
            payload: cell::<&str>(row, 11, "payload")?.into(),
        },
        actor: Actor {
            account: AccountId::new(cell::<&str>(row, 8, "actor")?).map_err(|_| "actor")?,
            role: Role::parse(cell(row, 9, "role")?).ok_or("role")?,
        },
        command: CommandKey::new(cell::<&str>(row, 10, "command")?),
        hash: hash(row, 12).ok_or("hash")?,
    })
}

fn cell<'r, T: FromSql<'r>>(
    row: &'r Row,
    at: usize,
    name: &'static str,
) -> Result<T, &'static str> {
    row.try_get(at).map_err(|_| name)
}

fn whole(row: &Row, at: usize, name: &'static str) -> Result<u64, &'static str> {
    u64::try_from(cell::<i64>(row, at, name)?).map_err(|_| name)
}

pub(crate) fn hash(row: &Row, at: usize) -> Option<[u8; 32]> {
    row.try_get::<_, &[u8]>(at).ok()?.try_into().ok()
}

/// A whole number that the port has as unsigned, for a column that is signed.
pub(crate) fn signed(number: u64) -> i64 {
    i64::try_from(number).unwrap_or(i64::MAX)
}

/// A cell to bind.
#[derive(Debug)]
pub(crate) struct Bound<'a>(pub(crate) &'a Value);

impl ToSql for Bound<'_> {
    fn to_sql(
        &self,
        of: &Type,
        out: &mut BytesMut,
    ) -> Result<IsNull, Box<dyn Error + Sync + Send>> {
        match self.0 {
            Value::Null => Ok(IsNull::Yes),
            Value::Int(whole) => whole.to_sql(of, out),
            Value::Text(text) => (&**text).to_sql(of, out),
            Value::Blob(bytes) => (&**bytes).to_sql(of, out),
        }
    }

    fn accepts(of: &Type) -> bool {
        matches!(*of, Type::INT8 | Type::TEXT | Type::BYTEA)
    }

    to_sql_checked!();
}

/// Cells to bind.
pub(crate) fn bound(cells: &[Value]) -> Vec<Bound<'_>> {
    cells.iter().map(Bound).collect()
}

/// One cell of a row of a read model.
pub(crate) fn value(row: &Row, at: usize, kind: ColumnKind) -> Result<Value, StoreError> {
    let read = match kind {
        ColumnKind::Int => row.try_get::<_, Option<i64>>(at).map(|c| c.map(Value::Int)),
        ColumnKind::Text => row
            .try_get::<_, Option<&str>>(at)
            .map(|c| c.map(|text| Value::Text(text.into()))),
        ColumnKind::Blob => row
            .try_get::<_, Option<&[u8]>>(at)
            .map(|c| c.map(|bytes| Value::Blob(bytes.into()))),
    };
    read.map(|cell| cell.unwrap_or(Value::Null))
        .map_err(crate::error::database)
}

/// One column of many rows, for a statement that writes them at once.
pub(crate) fn column<'a>(at: usize, rows: &[&'a Cells]) -> Vec<Bound<'a>> {
    rows.iter().map(|row| Bound(&row[at])).collect()
}
