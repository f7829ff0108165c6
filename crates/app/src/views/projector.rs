//! Read models from events, for a rebuild. The same [`incident_row`] that commands write.

use super::{INCIDENT, incident_row};
use crate::book::INCIDENT_STREAM;
use liandong_domain::{
    ids::TownId,
    incident::{Incident, IncidentEvent, Stamp, evolve},
};
use liandong_store::{Projector, RowChange, StoredEvent, Table};
use std::collections::HashMap;

/// Folds every incident of a town. It keeps their states until it is dropped, about 2 kB each.
#[derive(Debug)]
pub struct IncidentProjector {
    town: TownId,
    incidents: HashMap<Box<str>, Folded>,
    changed: Vec<Box<str>>,
}

#[derive(Debug)]
struct Folded {
    incident: Option<Incident>,
    version: u64,
    changed: bool,
}

impl IncidentProjector {
    /// A projector of one town.
    #[must_use]
    pub fn new(town: TownId) -> Self {
        Self {
            town,
            incidents: HashMap::new(),
            changed: Vec::new(),
        }
    }
}

/// Reads an incident's event back, whatever version of its schema it was written in.
pub(crate) fn read_event(stored: &StoredEvent) -> Result<(IncidentEvent, Stamp), String> {
    let event = &stored.event;
    if event.schema != 1 {
        return Err(format!(
            "{} has schema {}, this program knows 1",
            event.kind, event.schema
        ));
    }
    let read: IncidentEvent =
        serde_json::from_str(&event.payload).map_err(|error| format!("{}: {error}", event.kind))?;
    Ok((
        read,
        Stamp {
            occurred_at: event.occurred_at,
            recorded_at: event.recorded_at,
            late: event.late,
        },
    ))
}

impl Projector for IncidentProjector {
    fn tables(&self) -> Vec<&'static Table> {
        vec![&INCIDENT]
    }

    fn apply(&mut self, stored: &StoredEvent) -> Result<(), String> {
        if !stored.stream.as_str().starts_with(INCIDENT_STREAM) {
            return Ok(());
        }
        let (event, stamp) = read_event(stored)?;
        let name = stored.stream.as_str();
        if !self.incidents.contains_key(name) {
            self.incidents.insert(
                name.into(),
                Folded {
                    incident: None,
                    version: 0,
                    changed: false,
                },
            );
        }
        if let Some(folded) = self.incidents.get_mut(name) {
            folded.incident = evolve(folded.incident.take(), &event, stamp);
            folded.version = stored.version;
            if !folded.changed {
                folded.changed = true;
                self.changed.push(name.into());
            }
        }
        Ok(())
    }

    fn drain(&mut self, into: &mut Vec<RowChange>) {
        for name in self.changed.drain(..) {
            let Some(folded) = self.incidents.get_mut(&name) else {
                continue;
            };
            folded.changed = false;
            if let Some(incident) = &folded.incident {
                into.push(RowChange::Upsert(
                    &INCIDENT,
                    incident_row(&self.town, incident, folded.version),
                ));
            }
        }
    }
}
