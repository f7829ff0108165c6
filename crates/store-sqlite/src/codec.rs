//! Rows of the log's tables as the port's types, and cells as SQLite's values.

use liandong_domain::{
    ids::{AccountId, TownId},
    roles::Role,
    time::Timestamp,
};
use liandong_store::{Actor, CommandKey, NewEvent, StoreError, StoredEvent, StreamName, Value};
use rusqlite::{
    Row,
    types::{ToSqlOutput, ValueRef},
};

/// Bits of an event's id that hold its position; the town's number stands above them.
const POSITION_BITS: u32 = 40;

/// Columns that [`event`] reads, in its order.
pub(crate) const EVENT_COLUMNS: &str = "id, town, stream, version, kind, schema, occurred_at, \
     recorded_at, late, actor, role, command, payload, hash";

/// An event's id.
pub(crate) const fn event_id(town_no: i64, position: u64) -> i64 {
    (town_no << POSITION_BITS) | position.cast_signed()
}

/// A town's number and a position out of an event's id.
pub(crate) const fn split_id(id: i64) -> (i64, u64) {
    let position = id & ((1 << POSITION_BITS) - 1);
    (id >> POSITION_BITS, position.cast_unsigned())
}

/// A row of [`EVENT_COLUMNS`] as an event; [`StoreError::Corrupt`] when it is none.
pub(crate) fn event(row: &Row<'_>, town: &TownId, town_no: i64) -> Result<StoredEvent, StoreError> {
    let id = int(row, 0).unwrap_or_default();
    let (of_town, position) = split_id(id);
    read_event(row, town, (town_no, of_town), position).map_err(|column| StoreError::Corrupt {
        town: town.clone(),
        position,
        stream: text(row, 2).unwrap_or("?").to_owned(),
        version: int(row, 3).unwrap_or_default().unsigned_abs(),
        problem: format!("column {column} cannot be read"),
    })
}

fn read_event(
    row: &Row<'_>,
    town: &TownId,
    (town_no, of_town): (i64, i64),
    position: u64,
) -> Result<StoredEvent, &'static str> {
    if of_town != town_no || int(row, 1) != Some(town_no) {
        return Err("town");
    }
    let whole = |at, name| int(row, at).ok_or(name);
    let words = |at, name| text(row, at).ok_or(name);
    Ok(StoredEvent {
        town: town.clone(),
        position,
        stream: StreamName::new(words(2, "stream")?),
        version: u64::try_from(whole(3, "version")?).map_err(|_| "version")?,
        event: NewEvent {
            kind: words(4, "kind")?.into(),
            schema: u16::try_from(whole(5, "schema")?).map_err(|_| "schema")?,
            occurred_at: Timestamp(whole(6, "occurred_at")?),
            recorded_at: Timestamp(whole(7, "recorded_at")?),
            late: match whole(8, "late")? {
                0 => false,
                1 => true,
                _ => return Err("late"),
            },
            payload: words(12, "payload")?.into(),
        },
        actor: Actor {
            account: AccountId::new(words(9, "actor")?).map_err(|_| "actor")?,
            role: Role::parse(words(10, "role")?).ok_or("role")?,
        },
        command: CommandKey::new(words(11, "command")?),
        hash: hash(row, 13).ok_or("hash")?,
    })
}

pub(crate) fn int(row: &Row<'_>, at: usize) -> Option<i64> {
    match row.get_ref(at) {
        Ok(ValueRef::Integer(value)) => Some(value),
        _ => None,
    }
}

pub(crate) fn text<'r>(row: &'r Row<'_>, at: usize) -> Option<&'r str> {
    match row.get_ref(at) {
        Ok(ValueRef::Text(bytes)) => std::str::from_utf8(bytes).ok(),
        _ => None,
    }
}

pub(crate) fn hash(row: &Row<'_>, at: usize) -> Option<[u8; 32]> {
    match row.get_ref(at) {
        Ok(ValueRef::Blob(bytes)) => bytes.try_into().ok(),
        _ => None,
    }
}

/// A cell to bind, by reference.
pub(crate) fn bound(value: &Value) -> ToSqlOutput<'_> {
    ToSqlOutput::Borrowed(match value {
        Value::Null => ValueRef::Null,
        Value::Int(whole) => ValueRef::Integer(*whole),
        Value::Text(text) => ValueRef::Text(text.as_bytes()),
        Value::Blob(bytes) => ValueRef::Blob(bytes),
    })
}

/// A cell as read. The tables are `STRICT`, so that another kind means a damaged file.
pub(crate) fn value(cell: ValueRef<'_>) -> Result<Value, StoreError> {
    Ok(match cell {
        ValueRef::Null => Value::Null,
        ValueRef::Integer(whole) => Value::Int(whole),
        ValueRef::Text(bytes) => Value::Text(
            std::str::from_utf8(bytes)
                .map_err(|error| StoreError::Database(Box::new(error)))?
                .into(),
        ),
        ValueRef::Blob(bytes) => Value::Blob(bytes.into()),
        ValueRef::Real(_) => {
            let text = "a read model holds a floating-point number";
            return Err(StoreError::Database(text.into()));
        }
    })
}
