//! The read model of published reports: what lists are made of. The report itself comes from its stream.

use crate::{
    assess::{int, text},
    streams::Kept,
};
use liandong_domain::{ids::TownId, reports::Publication};
use liandong_store::{RowChange, Table, Value};

/// The published reports, each with its last edition. `place` orders them by the end of their period and
/// then by name; days count from 1970-01-01, times are seconds since 1970 in UTC.
pub const REPORT: Table = Table {
    name: "report",
    columns: &[
        text("town"),
        text("id"),
        text("kind"),
        text("place"),
        int("from_day"),
        int("to_day"),
        int("edition"),
        int("version"),
        int("log_position"),
        int("published_at"),
    ],
    key: 2,
    indexes: &[],
};

/// What orders a report in lists.
pub(super) fn place(state: &Publication, id: &str) -> String {
    format!("{}.{id}", state.period.to)
}

impl Kept for Publication {
    fn tables() -> &'static [&'static Table] {
        &[&REPORT]
    }

    fn rows(town: &TownId, id: &str, state: &Self, version: u64) -> Vec<RowChange> {
        let Some(last) = state.last() else {
            return Vec::new();
        };
        let words = |text: &str| Value::Text(text.into());
        let number = |number: u64| Value::Int(i64::try_from(number).unwrap_or(i64::MAX));
        let row = vec![
            words(town.as_str()),
            words(id),
            words(state.kind.code()),
            words(&place(state, id)),
            Value::Int(state.period.from.0),
            Value::Int(state.period.to.0),
            Value::Int(i64::from(last.edition)),
            number(version),
            number(last.basis.position),
            Value::Int(last.at.0),
        ];
        vec![RowChange::Upsert(&REPORT, row)]
    }
}
