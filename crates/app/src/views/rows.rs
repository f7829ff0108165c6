//! All rows that follow from an incident: what a command writes and what a rebuild writes.

use super::{
    ALERT, ATTACHMENT, BREACH, EXTERNAL_NUMBER, FOLLOW_UP, INCIDENT, INCIDENT_UNIT, MEMBER_SCORE,
    REFERRAL,
    alert::alert_rows,
    case::case_rows,
    incident::{incident_row, unit_rows},
};
use crate::people::{CALLER_SEAL, REVEAL, caller_row};
use liandong_domain::{
    ids::TownId,
    incident::{Assignment, Incident},
};
use liandong_store::{RowChange, Table};

/// The tables that an incident's rows are in.
pub(super) const TABLES: &[&Table] = &[
    &INCIDENT,
    &INCIDENT_UNIT,
    &ALERT,
    &EXTERNAL_NUMBER,
    &REFERRAL,
    &BREACH,
    &FOLLOW_UP,
    &MEMBER_SCORE,
    &ATTACHMENT,
    &CALLER_SEAL,
    &REVEAL,
];

/// All rows that follow from an incident at a version of its stream. Rows that cannot differ from
/// those of the state `before` are left out; a rebuild gives none.
#[must_use]
pub fn incident_rows(
    town: &TownId,
    before: Option<&Incident>,
    incident: &Incident,
    version: u64,
) -> Vec<RowChange> {
    let mut rows = vec![RowChange::Upsert(
        &INCIDENT,
        incident_row(town, incident, version),
    )];
    // Most commands neither bind a car nor let one go.
    if before.is_none_or(|before| !same_cars(before, incident)) {
        let units = unit_rows(town, incident).into_iter();
        rows.extend(units.map(|row| RowChange::Upsert(&INCIDENT_UNIT, row)));
    }
    rows.extend(alert_rows(town, incident));
    case_rows(town, before, incident, &mut rows);
    let caller = caller_row(town, incident);
    if before.is_none_or(|before| caller_row(town, before) != caller) {
        rows.extend(caller);
    }
    rows
}

fn same_cars(before: &Incident, incident: &Incident) -> bool {
    let bound = |one: &Assignment| (one.unit.clone(), one.assigned_at, one.released_at);
    let now = incident.units.iter().map(bound);
    before.units.iter().map(bound).eq(now)
}
