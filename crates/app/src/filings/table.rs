//! The read model of filings: what lists are made of. The whole state comes from the stream.

use crate::{
    assess::{int, maybe_int, text},
    streams::Kept,
};
use liandong_domain::{ids::TownId, performance::filing::Filing};
use liandong_store::{Row, RowChange, Table, Value};

/// The filings. Times are seconds since 1970 in UTC, days count from 1970-01-01.
pub const FILING: Table = Table {
    name: "filing",
    columns: &[
        text("town"),
        text("id"),
        text("project"),
        text("tracking"),
        int("edition"),
        int("version"),
        text("stage"),
        int("from_day"),
        int("to_day"),
        maybe_int("file_by"),
        maybe_int("supersedes"),
        maybe_int("signed_at"),
    ],
    key: 2,
    indexes: &[],
};

impl Kept for Filing {
    fn tables() -> &'static [&'static Table] {
        &[&FILING]
    }

    fn rows(town: &TownId, id: &str, state: &Self, version: u64) -> Vec<RowChange> {
        let words = |text: &str| Value::Text(text.into());
        let maybe = |number: Option<i64>| number.map_or(Value::Null, Value::Int);
        let signed = state.signatures.signed.as_ref();
        let row: Row = vec![
            words(town.as_str()),
            words(id),
            words(state.project.as_str()),
            words(state.tracking.as_str()),
            Value::Int(i64::from(state.edition)),
            Value::Int(i64::try_from(version).unwrap_or(i64::MAX)),
            words(state.stage.code()),
            Value::Int(state.period.from.0),
            Value::Int(state.period.to.0),
            maybe(state.file_by.map(|day| day.0)),
            maybe(state.supersedes.map(i64::from)),
            maybe(signed.map(|one| one.at.0)),
        ];
        vec![RowChange::Upsert(&FILING, row)]
    }
}
