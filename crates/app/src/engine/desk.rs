//! What the dispatch desk knows at a glance: which car is on which incident, and the next number of
//! the day. Made from the open incidents at the start, kept in line with every command.

use crate::AppError;
use liandong_domain::{
    ids::{IncidentId, TownId, UnitId},
    incident::{Incident, IncidentCommand},
    time::Day,
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
    numbers: HashMap<TownId, (Day, u32)>,
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
        let (IncidentCommand::Assign { unit }
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

    pub(super) fn car_of(&self, town: &TownId, unit: &UnitId) -> Option<IncidentId> {
        self.lock().cars.get(&(town.clone(), unit.clone())).cloned()
    }

    pub(super) fn forget_numbers(&self, town: &TownId) {
        self.lock().numbers.remove(town);
    }

    /// The next number of the day, where the day's last is known.
    pub(super) fn next_number(&self, town: &TownId, day: Day) -> Option<u32> {
        let mut inner = self.lock();
        let (known, last) = inner.numbers.get_mut(town)?;
        if *known != day {
            return None;
        }
        *last = last.saturating_add(1);
        Some(*last)
    }

    /// Notes the last number of a day, unless somebody has noted a later one meanwhile.
    pub(super) fn note_number(&self, town: &TownId, day: Day, last: u32) {
        let mut inner = self.lock();
        let known = inner.numbers.entry(town.clone()).or_insert((day, last));
        if known.0 != day {
            *known = (day, last);
        } else {
            known.1 = known.1.max(last);
        }
    }
}

/// `20240301-00007`: the day and five digits, so that numbers sort as they were given.
pub(super) fn number(day: Day, nth: u32) -> Result<IncidentId, AppError> {
    let date = day.date();
    let text = format!(
        "{:04}{:02}{:02}-{nth:05}",
        date.year(),
        date.month(),
        date.day()
    );
    IncidentId::new(text).map_err(|error| AppError::Internal(error.to_string()))
}
