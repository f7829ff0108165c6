//! Which car is on which incident: one row a car that is bound. The row is claimed when the car is
//! ordered and removed when it is free, so that no two server nodes send one car to two places.

use super::columns::text;
use liandong_domain::{
    ids::{IncidentId, TownId, UnitId},
    incident::Incident,
};
use liandong_store::{Row, RowChange, Table, Value};
use std::collections::{BTreeMap, BTreeSet};

/// The cars that are bound to an incident.
pub const UNIT_CLAIM: Table = Table {
    name: "unit_claim",
    columns: &[text("town"), text("unit"), text("incident")],
    key: 2,
    indexes: &[],
};

fn row(town: &TownId, unit: &UnitId, incident: &IncidentId) -> Row {
    let words = [town.as_str(), unit.as_str(), incident.as_str()];
    words.map(|word| Value::Text(word.into())).into()
}

fn key(town: &TownId, unit: &UnitId) -> Row {
    let words = [town.as_str(), unit.as_str()];
    words.map(|word| Value::Text(word.into())).into()
}

fn bound(incident: Option<&Incident>) -> BTreeSet<&UnitId> {
    let units = incident.into_iter().flat_map(Incident::active_units);
    units.map(|one| &one.unit).collect()
}

/// What one step of an incident does to the claims: cars that are free are given back, cars that
/// were bound by it are claimed.
#[must_use]
pub fn claim_changes(town: &TownId, before: Option<&Incident>, after: &Incident) -> Vec<RowChange> {
    let (had, has) = (bound(before), bound(Some(after)));
    let free = had
        .difference(&has)
        .map(|unit| RowChange::Delete(&UNIT_CLAIM, key(town, unit)));
    let taken = has
        .difference(&had)
        .map(|unit| RowChange::Insert(&UNIT_CLAIM, row(town, unit, after.number())));
    free.chain(taken).collect()
}

/// The claims as a town's events make them.
#[derive(Debug, Default)]
pub(super) struct Claims {
    held: BTreeMap<UnitId, IncidentId>,
    changed: BTreeSet<UnitId>,
}

impl Claims {
    /// Takes in one step of an incident.
    pub(super) fn take(&mut self, before: &BTreeSet<UnitId>, after: Option<&Incident>) {
        let Some(incident) = after else { return };
        let has = bound(after);
        for unit in before.iter().filter(|unit| !has.contains(unit)) {
            self.held.remove(unit);
            self.changed.insert(unit.clone());
        }
        for unit in has.into_iter().filter(|unit| !before.contains(*unit)) {
            self.held.insert(unit.clone(), incident.number().clone());
            self.changed.insert(unit.clone());
        }
    }

    /// The cars of an incident before a step.
    pub(super) fn before(incident: Option<&Incident>) -> BTreeSet<UnitId> {
        bound(incident).into_iter().cloned().collect()
    }

    pub(super) fn drain(&mut self, town: &TownId, into: &mut Vec<RowChange>) {
        for unit in std::mem::take(&mut self.changed) {
            into.push(match self.held.get(&unit) {
                Some(incident) => RowChange::Upsert(&UNIT_CLAIM, row(town, &unit, incident)),
                None => RowChange::Delete(&UNIT_CLAIM, key(town, &unit)),
            });
        }
    }
}
