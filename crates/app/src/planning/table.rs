//! The read model of studies: what lists are made of. The whole study comes from its stream.

use crate::{
    assess::{int, text},
    streams::Kept,
};
use liandong_domain::{ids::TownId, planning::Study};
use liandong_store::{Row, RowChange, Table, Value};

/// The kept studies. Times are seconds since 1970 in UTC; `withdrawn` is 1 when it must not be used.
pub const STUDY: Table = Table {
    name: "study",
    columns: &[
        text("town"),
        text("id"),
        text("name"),
        text("by"),
        int("kept_at"),
        int("withdrawn"),
        int("version"),
    ],
    key: 2,
    indexes: &[],
};

impl Kept for Study {
    fn tables() -> &'static [&'static Table] {
        &[&STUDY]
    }

    fn rows(town: &TownId, id: &str, state: &Self, version: u64) -> Vec<RowChange> {
        let words = |text: &str| Value::Text(text.into());
        let row: Row = vec![
            words(town.as_str()),
            words(id),
            words(&state.name),
            words(state.by.as_str()),
            Value::Int(state.at.0),
            Value::Int(i64::from(state.withdrawn.is_some())),
            Value::Int(i64::try_from(version).unwrap_or(i64::MAX)),
        ];
        vec![RowChange::Upsert(&STUDY, row)]
    }
}
