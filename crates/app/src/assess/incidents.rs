//! A month's incidents and the register as they stood at a position of the log.

use crate::{
    App, AppError,
    book::{TOWN_STREAM, TownEvent, incident_stream},
    views::{INCIDENT, read_event},
};
use liandong_domain::{
    assessment::Month,
    ids::{IncidentId, TownId},
    incident::{Incident, evolve},
    registry::{self, Registry},
    time::{Day, Timestamp},
};
use liandong_store::{Filter, Op, Query, StreamName, Value};

/// What a computation rests on.
#[derive(Debug, Clone)]
pub(super) struct Basis {
    /// The register at that position.
    pub(super) registry: Registry,
    /// The position of the last event that counts.
    pub(super) position: u64,
    /// Its hash, hex.
    pub(super) hash: String,
    /// When it was, or is, the last one.
    pub(super) at: Timestamp,
}

impl App {
    /// The log as it is now.
    pub(super) async fn basis(&self, town: &TownId) -> Result<Basis, AppError> {
        // No command and no computation comes to a town that is not there.
        self.book(town).await?;
        let head = self.store().head(town).await?;
        self.basis_at(town, head.position, hex::encode(head.hash), self.now())
            .await
    }

    /// The log as it was at a position.
    pub(super) async fn basis_at(
        &self,
        town: &TownId,
        position: u64,
        hash: String,
        at: Timestamp,
    ) -> Result<Basis, AppError> {
        let mut registry = Registry::default();
        let stream = StreamName::new(TOWN_STREAM);
        for stored in self.store().stream(town, &stream, 0).await? {
            if stored.position > position {
                break;
            }
            let event: TownEvent =
                serde_json::from_str(&stored.event.payload).map_err(|error| {
                    AppError::Internal(format!("event {}: {error}", stored.position))
                })?;
            if let TownEvent::Registry(event) = event {
                registry = registry::evolve(registry, event, stored.event.late);
            }
        }
        Ok(Basis {
            registry,
            position,
            hash,
            at,
        })
    }

    /// Shows each incident that was received in a month, in the order of numbers, as the log makes
    /// it up to a position.
    pub(super) async fn each_incident(
        &self,
        town: &TownId,
        month: Month,
        position: u64,
        each: &mut (dyn FnMut(&Incident) + Send),
    ) -> Result<(), AppError> {
        for id in self.numbers_of(town, month).await? {
            let mut state = None;
            for stored in self.store().stream(town, &incident_stream(&id), 0).await? {
                if stored.position > position {
                    break;
                }
                let (event, stamp) = read_event(&stored).map_err(AppError::Internal)?;
                state = evolve(state, &event, stamp);
            }
            if let Some(incident) = &state {
                each(incident);
            }
        }
        Ok(())
    }

    /// The numbers given in a month: an incident's number begins with the day on which it came.
    async fn numbers_of(&self, town: &TownId, month: Month) -> Result<Vec<IncidentId>, AppError> {
        let prefix = |day: Day| {
            let date = day.date();
            let text = format!("{:04}{:02}{:02}", date.year(), date.month(), date.day());
            Value::Text(text.into())
        };
        let days = month.period();
        let filter = |op, day| Filter {
            column: "id",
            op,
            value: prefix(day),
        };
        let query = Query {
            table: &INCIDENT,
            town: town.clone(),
            columns: vec!["id"],
            filters: vec![filter(Op::Ge, days.from), filter(Op::Lt, days.to.next())],
            order: vec![("id", false)],
            limit: None,
        };
        let rows = self.store().rows(query).await?;
        rows.iter()
            .map(|row| match row.first() {
                Some(Value::Text(id)) => {
                    IncidentId::new(id).map_err(|error| AppError::Internal(error.to_string()))
                }
                _ => Err(AppError::Internal("an incident's row has no number".into())),
            })
            .collect()
    }
}
