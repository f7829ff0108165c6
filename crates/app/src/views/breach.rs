//! Breaches of clocks (超时), one row each, for the reports.

use super::columns::{int, maybe_int, maybe_number, maybe_text, maybe_words, text, words};
use liandong_domain::{
    ids::TownId,
    incident::{BreachCause, Incident},
};
use liandong_store::{RowChange, Table, Value};

/// The breaches. `place` counts an incident's clocks in the order in which they began; `late_by` is in
/// seconds, and empty when nothing was recorded in time; times are seconds since 1970 in UTC.
pub const BREACH: Table = Table {
    name: "breach",
    columns: &[
        text("town"),
        text("incident"),
        int("place"),
        text("clock"),
        int("received_at"),
        maybe_int("late_by"),
        maybe_text("explanation"),
    ],
    key: 3,
    indexes: &[],
};

/// The rows of an incident's breaches. A breach stays, whatever happens later.
pub(super) fn breach_rows(town: &TownId, incident: &Incident) -> Vec<RowChange> {
    let clocks = incident.clocks.iter().enumerate();
    let breached = clocks.filter_map(|(place, clock)| Some((place, clock, clock.breach.as_ref()?)));
    let rows = breached.map(|(place, clock, breach)| {
        let late_by = match breach.cause {
            BreachCause::NothingRecorded => None,
            BreachCause::HappenedLate(seconds) => Some(seconds),
        };
        let row = vec![
            words(town.as_str()),
            words(incident.number().as_str()),
            Value::Int(i64::try_from(place).unwrap_or(i64::MAX)),
            words(clock.kind.code()),
            Value::Int(incident.received_at.0),
            maybe_number(late_by),
            maybe_words(breach.explanation.as_deref()),
        ];
        RowChange::Upsert(&BREACH, row)
    });
    rows.collect()
}
