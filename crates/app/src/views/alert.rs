//! One row a matter of an incident that stands unanswered and of which somebody was told.

use super::columns::{int, maybe_int, text};
use liandong_domain::{
    ids::TownId,
    incident::{Alert, Incident},
};
use liandong_store::{Row, RowChange, Table, Value};

/// What stands unanswered. `id` is the incident's number and the matter's short name; `about` is the
/// matter as JSON; `roles` are the words of those who were told, `,` before, between and after them.
pub const ALERT: Table = Table {
    name: "alert",
    columns: &[
        text("town"),
        text("id"),
        text("incident"),
        text("about"),
        text("roles"),
        text("units"),
        int("level"),
        int("begun_at"),
        int("told_at"),
        maybe_int("next_at"),
    ],
    key: 2,
    indexes: &[],
};

/// The rows of an incident's alerts, and the removal of those that are answered.
pub(super) fn alert_rows(town: &TownId, incident: &Incident) -> Vec<RowChange> {
    let mut rows = Vec::new();
    for alert in &incident.alerts {
        let key = vec![
            Value::Text(town.as_str().into()),
            Value::Text(alert_id(incident, alert).into()),
        ];
        // Before anybody is told there is no row to take away.
        if alert.level == 0 {
            continue;
        }
        let stands = alert.acknowledged_at.is_none() && incident.stands(&alert.about);
        rows.push(if stands {
            RowChange::Upsert(&ALERT, row(key, incident, alert))
        } else {
            RowChange::Delete(&ALERT, key)
        });
    }
    rows
}

/// The name of an alert, unique in the town.
#[must_use]
pub(crate) fn alert_id(incident: &Incident, alert: &Alert) -> String {
    format!("{}.{}", incident.number(), alert.about.code())
}

fn row(mut key: Row, incident: &Incident, alert: &Alert) -> Row {
    let words = |word: String| Value::Text(word.into());
    // A matter is of our own types: it can be written as JSON.
    let about = serde_json::to_string(&alert.about).unwrap_or_default();
    let roles = alert.to_roles.iter().map(|role| role.as_str());
    let units = alert.to_units.iter().map(|unit| unit.as_str());
    key.extend([
        words(incident.number().to_string()),
        words(about),
        words(list(roles)),
        words(list(units)),
        Value::Int(i64::from(alert.level)),
        Value::Int(alert.begun_at.0),
        Value::Int(alert.told_at.unwrap_or(alert.begun_at).0),
        alert.next_at.map_or(Value::Null, |at| Value::Int(at.0)),
    ]);
    key
}

/// Words with `,` before, between and after them, so that one is found whole.
pub(crate) fn list<'a>(words: impl Iterator<Item = &'a str>) -> String {
    let mut list = String::from(",");
    for word in words {
        list.push_str(word);
        list.push(',');
    }
    list
}
