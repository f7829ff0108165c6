//! What the dispatch desk knows at a glance: which car is on which incident. Made from the open
//! incidents at the start, kept in line with every command.

use liandong_domain::{
    ids::{IncidentId, TownId, UnitId},
    incident::{Incident, IncidentCommand},
};
use std::{
    collections::HashMap,
    sync::{Mutex, MutexGuard, PoisonError},
};

#[derive(Debug, Default)]
pub(super) struct Desk(Mutex<Inner>);

#[derive(Debug, Default)]
struct Inner {
    cars: HashMap<(TownId, UnitId), IncidentId>,
}

/// A car held for an incident while the command is decided and written, so that two dispatchers
/// cannot send it to two places at once.
#[derive(Debug, Default)]
pub(super) struct Reserved {
    car: Option<(TownId, UnitId)>,
    busy_with: Option<IncidentId>,
}

impl Reserved {
    /// The other incident that the car is on.
    pub(super) const fn busy_with(&self) -> Option<&IncidentId> {
        self.busy_with.as_ref()
    }
}

impl Desk {
    fn lock(&self) -> MutexGuard<'_, Inner> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub(super) fn reserve(
        &self,
        town: &TownId,
        id: &IncidentId,
        command: &IncidentCommand,
    ) -> Reserved {
        let (IncidentCommand::Assign { unit, .. }
        | IncidentCommand::Reinforce { unit, .. }
        | IncidentCommand::Reassign { unit, .. }) = command
        else {
            return Reserved::default();
        };
        let key = (town.clone(), unit.clone());
        let mut inner = self.lock();
        match inner.cars.get(&key) {
            Some(other) => Reserved {
                car: None,
                busy_with: Some(other.clone()),
            },
            None => {
                inner.cars.insert(key.clone(), id.clone());
                Reserved {
                    car: Some(key),
                    busy_with: None,
                }
            }
        }
    }

    pub(super) fn give_back(&self, reserved: Reserved) {
        if let Some(key) = reserved.car {
            self.lock().cars.remove(&key);
        }
    }

    /// The cars of an incident as its state says.
    pub(super) fn settle(&self, town: &TownId, incident: &Incident) {
        if incident.units.is_empty() {
            return;
        }
        let mut inner = self.lock();
        for one in &incident.units {
            let key = (town.clone(), one.unit.clone());
            let active = incident
                .active_units()
                .any(|active| active.unit == one.unit);
            if active {
                inner.cars.insert(key, incident.number().clone());
            } else if inner.cars.get(&key) == Some(incident.number()) {
                inner.cars.remove(&key);
            }
        }
    }

    pub(super) fn bind(&self, town: &TownId, unit: UnitId, id: IncidentId) {
        self.lock().cars.insert((town.clone(), unit), id);
    }

    /// Puts a car where its claim says it is.
    pub(super) fn set(&self, town: &TownId, unit: &UnitId, at: Option<IncidentId>) {
        let key = (town.clone(), unit.clone());
        let mut inner = self.lock();
        match at {
            Some(id) => inner.cars.insert(key, id),
            None => inner.cars.remove(&key),
        };
    }

    pub(super) fn car_of(&self, town: &TownId, unit: &UnitId) -> Option<IncidentId> {
        self.lock().cars.get(&(town.clone(), unit.clone())).cloned()
    }
}
