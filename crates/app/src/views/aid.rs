//! Calls for help and stand-by orders: the rows of the streams beside the incidents that are about
//! cars and crews.

use super::columns::{int, maybe_int, maybe_text, text};
use crate::streams::Kept;
use liandong_domain::{ids::TownId, safety::Sos, standby::Standby};
use liandong_store::{Index, RowChange, Table, Value};

/// The calls for help. `open` is 1 until one is ended.
pub const SAFETY: Table = Table {
    name: "safety",
    columns: &[
        text("town"),
        text("id"),
        int("version"),
        int("open"),
        text("member"),
        maybe_text("unit"),
        maybe_text("incident"),
        int("raised_at"),
        int("acknowledged"),
        maybe_int("next_alarm"),
        int("last_recorded"),
    ],
    key: 2,
    indexes: &[Index {
        name: "safety_open",
        columns: &["town", "id"],
        only_where: Some("open = 1"),
    }],
};

/// The stand-by orders that hold, one row a car.
pub const STANDBY: Table = Table {
    name: "standby",
    columns: &[
        text("town"),
        text("unit"),
        int("version"),
        text("area"),
        int("until"),
        int("level"),
        int("acknowledged"),
        maybe_int("next_alarm"),
        int("last_recorded"),
    ],
    key: 2,
    indexes: &[],
};

fn words(word: &str) -> Value {
    Value::Text(word.into())
}

fn maybe(word: Option<&str>) -> Value {
    word.map_or(Value::Null, words)
}

fn number(number: u64) -> Value {
    Value::Int(i64::try_from(number).unwrap_or(i64::MAX))
}

fn flag(flag: bool) -> Value {
    Value::Int(i64::from(flag))
}

impl Kept for Sos {
    fn tables() -> &'static [&'static Table] {
        &[&SAFETY]
    }

    fn rows(town: &TownId, id: &str, sos: &Self, version: u64) -> Vec<RowChange> {
        let row = vec![
            words(town.as_str()),
            words(id),
            number(version),
            flag(sos.ended.is_none()),
            words(sos.call.member.as_str()),
            maybe(sos.call.unit.as_ref().map(|unit| unit.as_str())),
            maybe(sos.call.incident.as_ref().map(|id| id.as_str())),
            Value::Int(sos.raised_at.0),
            flag(sos.acknowledged.is_some()),
            sos.next_alarm().map_or(Value::Null, |at| Value::Int(at.0)),
            Value::Int(sos.last_recorded_at.0),
        ];
        vec![RowChange::Upsert(&SAFETY, row)]
    }
}

impl Kept for Standby {
    fn tables() -> &'static [&'static Table] {
        &[&STANDBY]
    }

    fn rows(town: &TownId, id: &str, standby: &Self, version: u64) -> Vec<RowChange> {
        let key = vec![words(town.as_str()), words(id)];
        let Some(order) = &standby.order else {
            return vec![RowChange::Delete(&STANDBY, key)];
        };
        let mut row = key;
        row.extend([
            number(version),
            words(order.area.as_str()),
            Value::Int(order.until.0),
            Value::Int(i64::from(order.level)),
            flag(order.acknowledged_at.is_some()),
            standby
                .next_alarm()
                .map_or(Value::Null, |at| Value::Int(at.0)),
            Value::Int(standby.last_recorded_at.0),
        ]);
        vec![RowChange::Upsert(&STANDBY, row)]
    }
}
