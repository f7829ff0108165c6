//! Read models from events, for a rebuild. The same [`incident_rows`] that commands write.

use super::{UNIT_CLAIM, claims::Claims, incident_rows, rows};
use crate::{book::INCIDENT_STREAM, people::reveal_row};
use liandong_domain::{
    ids::{IncidentId, TownId},
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
    /// Rows that each come from one event.
    of_events: Vec<RowChange>,
    claims: Claims,
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
            of_events: Vec::new(),
            claims: Claims::default(),
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
        [rows::TABLES, &[&UNIT_CLAIM]].concat()
    }

    fn apply(&mut self, stored: &StoredEvent) -> Result<(), String> {
        if !stored.stream.as_str().starts_with(INCIDENT_STREAM) {
            return Ok(());
        }
        let (event, stamp) = read_event(stored)?;
        let name = stored.stream.as_str();
        let number = name.strip_prefix(INCIDENT_STREAM).unwrap_or_default();
        let number = IncidentId::new(number).map_err(|error| error.to_string())?;
        let (version, actor) = (stored.version, &stored.actor);
        let reveal = reveal_row(&self.town, &number, version, actor, &event, stamp);
        self.of_events.extend(reveal);
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
            let cars = Claims::before(folded.incident.as_ref());
            folded.incident = evolve(folded.incident.take(), &event, stamp);
            self.claims.take(&cars, folded.incident.as_ref());
            folded.version = stored.version;
            if !folded.changed {
                folded.changed = true;
                self.changed.push(name.into());
            }
        }
        Ok(())
    }

    fn drain(&mut self, into: &mut Vec<RowChange>) {
        into.append(&mut self.of_events);
        for name in self.changed.drain(..) {
            let Some(folded) = self.incidents.get_mut(&name) else {
                continue;
            };
            folded.changed = false;
            if let Some(incident) = &folded.incident {
                into.extend(incident_rows(&self.town, None, incident, folded.version));
            }
        }
        self.claims.drain(&self.town, into);
    }
}
