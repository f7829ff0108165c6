//! Reading: states, lists, numbers, replays.

use super::{App, Executed, Held, numbers::number};
use crate::{
    AppError,
    book::{INCIDENT_STREAM, incident_stream},
    views::INCIDENT,
};
use liandong_domain::{
    ids::{IncidentId, TownId, UnitId},
    incident::{Caller, Incident, IncidentCommand, Phase, evolve},
    time::{Day, Timestamp},
};
use liandong_store::{CommandKey, Filter, Op, Query, Receipt, StoredEvent, Value};
use std::{collections::BTreeMap, sync::Arc};

/// Which incidents to list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum State {
    /// Those under way.
    Open,
    /// Those that are over.
    Over,
    /// All.
    All,
}

/// A page of a list, newest first.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Listing {
    /// Which.
    pub state: State,
    /// Those numbered before this one.
    pub before: Option<IncidentId>,
    /// How many at the most, 1 to 500.
    pub limit: u64,
}

/// What a page holds.
#[derive(Debug, Clone)]
pub struct Page {
    /// The incidents with their versions.
    pub incidents: Vec<(Arc<Incident>, u64)>,
    /// Ask for what is before this one to go on; `None` at the end.
    pub next: Option<IncidentId>,
}

impl App {
    /// How many of a town's incidents are under way, by the phase's word.
    ///
    /// # Errors
    /// The store's failure.
    pub async fn open_by_phase(&self, town: &TownId) -> Result<BTreeMap<Box<str>, i64>, AppError> {
        let query = Query {
            table: &INCIDENT,
            town: town.clone(),
            columns: vec!["phase"],
            filters: vec![Filter {
                column: "open",
                op: Op::Eq,
                value: Value::Int(1),
            }],
            order: Vec::new(),
            limit: None,
        };
        let mut phases = BTreeMap::new();
        for row in self.store.rows(query).await? {
            if let Some(Value::Text(phase)) = row.into_iter().next() {
                *phases.entry(phase).or_default() += 1;
            }
        }
        Ok(phases)
    }

    /// An incident as it stands, with the version of its stream.
    ///
    /// # Errors
    /// [`AppError::NoSuchIncident`], or the store's failure.
    pub async fn incident(
        &self,
        town: &TownId,
        id: &IncidentId,
    ) -> Result<(Arc<Incident>, u64), AppError> {
        self.catch_up(town, id).await?;
        let held = self.held(town, id).await?;
        Ok((held.incident, held.version))
    }

    /// The same in at least this version, which a row of the read models has told: nothing is asked of
    /// the database where it is at hand.
    ///
    /// # Errors
    /// [`AppError::NoSuchIncident`], or the store's failure.
    pub(crate) async fn incident_since(
        &self,
        town: &TownId,
        id: &IncidentId,
        version: u64,
    ) -> Result<Arc<Incident>, AppError> {
        self.forget_before(&(town.clone(), id.clone()), version);
        self.held(town, id).await.map(|held| held.incident)
    }

    /// The same as the log has it now, also where another server node has written since.
    ///
    /// # Errors
    /// [`AppError::NoSuchIncident`], or the store's failure.
    pub(crate) async fn incident_afresh(
        &self,
        town: &TownId,
        id: &IncidentId,
    ) -> Result<(Arc<Incident>, u64), AppError> {
        drop(self.states().pop(&(town.clone(), id.clone())));
        self.incident(town, id).await
    }

    /// The events of an incident, in order.
    ///
    /// # Errors
    /// [`AppError::NoSuchIncident`], or the store's failure.
    pub async fn history(
        &self,
        town: &TownId,
        id: &IncidentId,
    ) -> Result<Vec<StoredEvent>, AppError> {
        let events = self.store.stream(town, &incident_stream(id), 0).await?;
        if events.is_empty() {
            Err(AppError::NoSuchIncident(id.clone()))
        } else {
            Ok(events)
        }
    }

    /// The events of a town after a position, in order, `limit` at the most.
    ///
    /// # Errors
    /// The store's failure.
    pub async fn log(
        &self,
        town: &TownId,
        after: u64,
        limit: u64,
    ) -> Result<Vec<StoredEvent>, AppError> {
        Ok(self.store.log(town, after, limit).await?)
    }

    /// The position of a town's last event.
    ///
    /// # Errors
    /// The store's failure.
    pub async fn position(&self, town: &TownId) -> Result<u64, AppError> {
        Ok(self.store.head(town).await?.position)
    }

    /// A page of a town's incidents, newest first.
    ///
    /// # Errors
    /// The store's failure.
    pub async fn list(&self, town: &TownId, listing: &Listing) -> Result<Page, AppError> {
        let limit = listing.limit.clamp(1, 500);
        let mut filters = Vec::new();
        if let Some(before) = &listing.before {
            filters.push(Filter {
                column: "id",
                op: Op::Lt,
                value: Value::Text(before.as_str().into()),
            });
        }
        match listing.state {
            State::Open => filters.push(Filter {
                column: "open",
                op: Op::Eq,
                value: Value::Int(1),
            }),
            State::Over => filters.push(Filter {
                column: "open",
                op: Op::Eq,
                value: Value::Int(0),
            }),
            State::All => {}
        }
        let query = Query {
            table: &INCIDENT,
            town: town.clone(),
            columns: vec!["id", "version"],
            filters,
            order: vec![("id", true)],
            limit: Some(limit.saturating_add(1)),
        };
        let mut ids: Vec<IncidentId> = Vec::new();
        for row in self.store.rows(query).await? {
            let id = id_in(row.first())?;
            // Another node may have brought it further than what is at hand.
            if let Some(Value::Int(version)) = row.get(1) {
                self.forget_before(&(town.clone(), id.clone()), version.cast_unsigned());
            }
            ids.push(id);
        }
        let more = ids.len() as u64 > limit;
        ids.truncate(usize::try_from(limit).unwrap_or(usize::MAX));
        let next = ids.last().filter(|_| more).cloned();
        let mut incidents = Vec::with_capacity(ids.len());
        for id in &ids {
            let held = self.held(town, id).await?;
            incidents.push((held.incident, held.version));
        }
        Ok(Page { incidents, next })
    }

    /// The incident that a car is on.
    #[must_use]
    pub fn incident_of_unit(&self, town: &TownId, unit: &UnitId) -> Option<IncidentId> {
        self.desk.car_of(town, unit)
    }

    /// How many incidents the town received on a day.
    ///
    /// # Errors
    /// The store's failure.
    pub async fn received_on(&self, town: &TownId, day: Day) -> Result<u64, AppError> {
        let mut count = 0_u64;
        let query = day_query(town, day, &["id"], None)?;
        self.store
            .scan(query, &mut |_| {
                count += 1;
                true
            })
            .await?;
        Ok(count)
    }

    /// The caller of an incident in clear. Give [`IncidentCommand::RevealCaller`] first: reading is
    /// an event. For a mask, see [`crate::vault::mask`].
    ///
    /// # Errors
    /// [`AppError::Erased`] when the data key was destroyed; the store's failure.
    pub async fn caller(
        &self,
        town: &TownId,
        incident: &Incident,
    ) -> Result<Option<Caller>, AppError> {
        let Some(sealed) = &incident.received.caller else {
            return Ok(None);
        };
        let wrapped = self
            .store
            .secret(town, crate::vault::DATA_KEY, &sealed.key)
            .await?
            .ok_or(AppError::Erased)?;
        self.vault.open(town, sealed, &wrapped).map(Some)
    }

    pub(super) async fn held(&self, town: &TownId, id: &IncidentId) -> Result<Held, AppError> {
        if let Some(held) = self.states().get(&(town.clone(), id.clone())) {
            return Ok(held.clone());
        }
        let mut state = None;
        let mut version = 0;
        for stored in self.store.stream(town, &incident_stream(id), 0).await? {
            let (event, stamp) = crate::views::read_event(&stored).map_err(AppError::Internal)?;
            state = evolve(state, &event, stamp);
            version = stored.version;
        }
        let incident = state.ok_or_else(|| AppError::NoSuchIncident(id.clone()))?;
        let held = Held {
            version,
            incident: Arc::new(incident),
        };
        // Somebody may have written in between.
        self.hold(town, &held);
        Ok(held)
    }

    pub(super) async fn merge_target(
        &self,
        town: &TownId,
        command: &IncidentCommand,
    ) -> Result<Option<Phase>, AppError> {
        let IncidentCommand::Merge { into, .. } = command else {
            return Ok(None);
        };
        self.catch_up(town, into).await?;
        match self.held(town, into).await {
            Ok(held) => Ok(Some(held.incident.phase)),
            Err(AppError::NoSuchIncident(_)) => Ok(None),
            Err(error) => Err(error),
        }
    }

    /// The answer of a command that happened before under this key.
    pub(super) async fn replay(
        &self,
        town: &TownId,
        key: &CommandKey,
        fingerprint: &[u8; 32],
    ) -> Result<Option<Executed>, AppError> {
        match self.store.receipt(town, key).await? {
            None => Ok(None),
            Some((_, other)) if other != *fingerprint => Err(AppError::KeyReused),
            Some((receipt, _)) => self.at_stream(town, &receipt).await.map(Some),
        }
    }

    pub(super) async fn at_stream(
        &self,
        town: &TownId,
        receipt: &Receipt,
    ) -> Result<Executed, AppError> {
        let id = receipt
            .stream
            .as_str()
            .strip_prefix(INCIDENT_STREAM)
            .unwrap_or_default();
        let id = IncidentId::new(id).map_err(|error| AppError::Internal(error.to_string()))?;
        drop(self.states().pop(&(town.clone(), id.clone())));
        let held = self.held(town, &id).await?;
        Ok(Executed {
            incident: held.incident,
            version: held.version,
            replayed: true,
        })
    }

    /// Takes up the open incidents of a town: their alarms and their cars.
    pub(super) async fn set_out(&self, town: &TownId) -> Result<(), AppError> {
        let query = Query {
            table: &INCIDENT,
            town: town.clone(),
            columns: vec!["id", "next_alarm", "active_units", "last_recorded"],
            filters: vec![Filter {
                column: "open",
                op: Op::Eq,
                value: Value::Int(1),
            }],
            order: Vec::new(),
            limit: None,
        };
        for row in self.store.rows(query).await? {
            let id = id_in(row.first())?;
            if let Some(Value::Int(at)) = row.get(1) {
                let since = match row.get(3) {
                    Some(Value::Int(since)) => Timestamp(*since),
                    _ => Timestamp(i64::MIN),
                };
                let at = Some(Timestamp(*at));
                self.alarms.set_since(town, &id, at, since);
            }
            if let Some(Value::Text(units)) = row.get(2) {
                for unit in units.split(',').filter_map(|unit| UnitId::new(unit).ok()) {
                    self.desk.bind(town, unit, id.clone());
                }
            }
        }
        self.set_out_beside(town).await
    }
}

/// The incidents numbered on a day, last first.
pub(super) fn day_query(
    town: &TownId,
    day: Day,
    columns: &[&'static str],
    limit: Option<u64>,
) -> Result<Query, AppError> {
    let bound = |day: Day| number(day, 0).map(|id| Value::Text(id.as_str().into()));
    Ok(Query {
        table: &INCIDENT,
        town: town.clone(),
        columns: columns.to_vec(),
        filters: vec![
            Filter {
                column: "id",
                op: Op::Ge,
                value: bound(day)?,
            },
            Filter {
                column: "id",
                op: Op::Lt,
                value: bound(day.next())?,
            },
        ],
        order: vec![("id", true)],
        limit,
    })
}

pub(super) fn id_in(cell: Option<&Value>) -> Result<IncidentId, AppError> {
    match cell {
        Some(Value::Text(id)) => {
            IncidentId::new(id).map_err(|error| AppError::Internal(error.to_string()))
        }
        _ => Err(AppError::Internal("an incident's row has no number".into())),
    }
}
