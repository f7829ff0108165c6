//! One row a subscription that is not given up.

use super::payload::list;
use crate::streams::Kept;
use liandong_domain::{ids::TownId, webhook::Webhook};
use liandong_store::{Column, ColumnKind, RowChange, Table, Value};

const fn column(name: &'static str, kind: ColumnKind) -> Column {
    Column {
        name,
        kind,
        nullable: false,
    }
}

/// The subscriptions; `kinds` are joined by blanks.
pub const WEBHOOK: Table = Table {
    name: "webhook",
    columns: &[
        column("town", ColumnKind::Text),
        column("id", ColumnKind::Text),
        column("version", ColumnKind::Int),
        column("name", ColumnKind::Text),
        column("url", ColumnKind::Text),
        column("kinds", ColumnKind::Text),
        column("active", ColumnKind::Int),
    ],
    key: 2,
    indexes: &[],
};

impl Kept for Webhook {
    fn tables() -> &'static [&'static Table] {
        &[&WEBHOOK]
    }

    fn rows(town: &TownId, id: &str, state: &Self, version: u64) -> Vec<RowChange> {
        let text = |text: &str| Value::Text(text.into());
        if state.removed {
            return vec![RowChange::Delete(
                &WEBHOOK,
                vec![text(town.as_str()), text(id)],
            )];
        }
        let row = vec![
            text(town.as_str()),
            text(id),
            Value::Int(i64::try_from(version).unwrap_or(i64::MAX)),
            text(&state.name),
            text(&state.url),
            text(&list(&state.kinds, " ")),
            Value::Int(i64::from(state.active)),
        ];
        vec![RowChange::Upsert(&WEBHOOK, row)]
    }
}
