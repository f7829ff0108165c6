//! Figures from events alone: register, projects and incidents folded anew, as they stood at a position.

use crate::{
    book::{INCIDENT_STREAM, PROJECT_STREAM, TOWN_STREAM, TownEvent},
    views::read_event,
};
use liandong_domain::{
    ids::{IncidentId, ProjectId, TownId},
    incident::{Incident, evolve},
    performance::{
        account::{self, ProjectState},
        compute::FormTally,
        evidence::{Records, Tally},
        figure::EvidenceItem,
        form::Form,
        project::{Indicator, ProjectRecord},
    },
    registry::{self, Registry},
    time::{Period, Timestamp},
};
use liandong_store::StoredEvent;
use std::collections::BTreeMap;

/// A town as its events make it.
#[derive(Debug)]
pub(super) struct Replay {
    town: TownId,
    registry: Registry,
    project: ProjectId,
    state: Option<ProjectState>,
    incidents: BTreeMap<IncidentId, Incident>,
    /// The last event of each stream: how many, where, with which hash.
    ends: BTreeMap<Box<str>, (u64, u64, [u8; 32])>,
}

impl Replay {
    pub(super) fn new(town: &TownId, project: &ProjectId) -> Self {
        Self {
            town: town.clone(),
            registry: Registry::default(),
            project: project.clone(),
            state: None,
            incidents: BTreeMap::new(),
            ends: BTreeMap::new(),
        }
    }

    /// Takes the next event in; `true` when the form may rest on it.
    pub(super) fn take(&mut self, stored: &StoredEvent, days: &[Period]) -> Result<bool, String> {
        let name = stored.stream.as_str();
        let rests = if name == TOWN_STREAM {
            let event: TownEvent = read(stored)?;
            if let TownEvent::Registry(event) = event {
                let registry = std::mem::take(&mut self.registry);
                self.registry = registry::evolve(registry, event, stored.event.late);
            }
            true
        } else if let Some(id) = name.strip_prefix(PROJECT_STREAM) {
            let own = id == self.project.as_str();
            if own {
                let record: ProjectRecord = read(stored)?;
                let late = stored.event.late;
                self.state = account::evolve(&self.town, self.state.take(), record, late);
            }
            own
        } else if let Some(number) = name.strip_prefix(INCIDENT_STREAM) {
            self.incident(number, stored, days)?
        } else {
            false
        };
        if rests {
            let end = (stored.version, stored.position, stored.hash);
            self.ends.insert(name.into(), end);
        }
        Ok(rests)
    }

    fn incident(
        &mut self,
        number: &str,
        stored: &StoredEvent,
        days: &[Period],
    ) -> Result<bool, String> {
        let number = IncidentId::new(number).map_err(|error| error.to_string())?;
        let (event, stamp) = read_event(stored)?;
        let known = self.incidents.remove(&number);
        // The first event says when the call came, and so whether any figure looks at it.
        if known.is_none() && stored.version > 1 {
            return Ok(false);
        }
        let Some(after) = evolve(known, &event, stamp) else {
            return Ok(false);
        };
        let within = |period: &Period| {
            let (from, until) = period.bounds(self.registry.utc_offset());
            from <= after.received_at && after.received_at < until
        };
        let rests = days.iter().any(within);
        if rests {
            self.incidents.insert(number, after);
        }
        Ok(rests)
    }

    fn state(&self) -> Result<&ProjectState, String> {
        let none = || format!("no event describes project {}", self.project);
        self.state.as_ref().ok_or_else(none)
    }

    /// The project's documents up to a day.
    pub(super) fn documents(&self) -> Result<Vec<(String, String)>, String> {
        let all = self.state()?.documents().iter();
        Ok(all
            .map(|(one, _)| (one.id.to_string(), one.sm3.clone()))
            .collect())
    }

    /// The form.
    pub(super) fn form(&self, period: Period, position: u64, hash: &str) -> Result<Form, String> {
        let mut tally = FormTally::new(self.state()?, &self.registry, period);
        for incident in self.incidents.values() {
            let fact = incident.fact();
            tally.incident(&fact);
            tally.earlier_incident(&fact);
        }
        Ok(tally.finish(position, hash.to_owned()))
    }

    /// The records behind an indicator, each with the end of its stream.
    pub(super) fn evidence(
        &self,
        indicator: &Indicator,
        period: Period,
        each: &mut (dyn FnMut(EvidenceItem, (u64, u64, [u8; 32])) + Send),
    ) -> Result<(), String> {
        let state = self.state()?;
        let records = Records {
            registry: &self.registry,
            project: state.project(),
            documents: state.documents(),
            contracts: state.contracts(),
            surveys: state.surveys(),
            entries: state.entries(),
        };
        let mut listen = |item: EvidenceItem| {
            let end = self.ends.get(item.stream.as_str()).copied();
            each(item, end.unwrap_or_default());
        };
        let mut tally = Tally::new(indicator, records, period);
        let bounds = |period: Period| period.bounds(self.registry.utc_offset());
        let within = |(from, until): (Timestamp, Timestamp), at| from <= at && at < until;
        let earlier = tally.earlier().map(bounds);
        for incident in self.incidents.values() {
            let fact = incident.fact();
            if earlier.is_some_and(|earlier| within(earlier, fact.received_at)) {
                tally.earlier_incident(&fact, Some(&mut listen));
            }
            if within(bounds(period), fact.received_at) {
                tally.incident(&fact, Some(&mut listen));
            }
        }
        drop(tally.finish(Some(&mut listen)));
        Ok(())
    }

    /// The indicators of the project as it is described.
    pub(super) fn indicators(&self) -> Result<&[Indicator], String> {
        Ok(&self.state()?.project().indicators)
    }
}

fn read<T: for<'de> serde::Deserialize<'de>>(stored: &StoredEvent) -> Result<T, String> {
    serde_json::from_str(&stored.event.payload)
        .map_err(|error| format!("event {} ({}): {error}", stored.position, stored.event.kind))
}
