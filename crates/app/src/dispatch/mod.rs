//! The town as dispatch sees it, recommendations (派单建议), the queue (候派队列) and coverage (布防).
//! The rules are the domain's; here is looked up what they are asked with.

mod cars;
mod learned;

pub(crate) use cars::{areas as area_points, own_member, why_out};
pub(crate) use learned::Learned;

use crate::{App, AppError, book::Book, views::INCIDENT};
use liandong_domain::{
    dispatch::{
        AreaPoint, Car, Cover, DispatchRules, OnScene, Queued, Recommendation, Situation, Waiting,
        Wanted, cover, queue, recommend,
    },
    ids::{IncidentId, TownId},
    incident::{Incident, Phase},
    time::Timestamp,
};
use liandong_store::{Filter, Op, Query, Value};
use std::sync::Arc;

/// Incidents that are looked at for the queue at the most: a town with more of them waiting has
/// another problem than their order.
const LONGEST_QUEUE: u64 = 1_000;

/// A town's cars and areas at a moment.
#[derive(Debug, Clone)]
pub struct TownNow {
    pub(crate) now: Timestamp,
    pub(crate) book: Arc<Book>,
    pub(crate) rules: DispatchRules,
    pub(crate) on_scene: Arc<OnScene>,
    pub(crate) areas: Vec<AreaPoint>,
    pub(crate) cars: Vec<Car>,
}

impl TownNow {
    /// The same as the rules are asked with.
    #[must_use]
    pub fn situation(&self) -> Situation<'_> {
        Situation {
            now: self.now,
            offset: self.book.registry.utc_offset(),
            rules: &self.rules,
            on_scene: &self.on_scene,
            areas: &self.areas,
            cars: &self.cars,
        }
    }
}

impl App {
    /// The town's cars and areas as they are now.
    ///
    /// # Errors
    /// [`AppError::NoSuchTown`], or the store's failure.
    pub async fn town_now(&self, town: &TownId) -> Result<TownNow, AppError> {
        let book = self.book(town).await?;
        let rules = book.policy()?.dispatch.clone();
        let now = self.now();
        self.refresh_positions(town).await?;
        let on_scene = self.on_scene(&book, now).await?;
        let areas = cars::areas(&book.registry, &rules);
        let standbys = self.standbys(town, now).await?;
        let serving = self.serving(town, now).await?;
        let mut all = Vec::new();
        for unit in book.registry.units() {
            let id = &unit.record.id;
            let work = match self.incident_of_unit(town, id) {
                None => None,
                Some(incident) => {
                    let (incident, _) = self.incident(town, &incident).await?;
                    cars::work_of(&incident, id, &areas)
                }
            };
            let standby = standbys.iter().find(|(unit, _)| unit == id);
            all.push(Car {
                unit: id.clone(),
                name: unit.record.name.as_str().into(),
                area: unit.record.area.clone(),
                out: cars::why_out(&book.registry, &serving, &unit.record, now),
                seen: self.positions().seen(town, id),
                standby: standby.map(|(_, area)| area.clone()),
                work,
            });
        }
        Ok(TownNow {
            now,
            book,
            rules,
            on_scene,
            areas,
            cars: all,
        })
    }

    /// Which car to send to an incident, with the reasons, and the town that it was asked in.
    ///
    /// # Errors
    /// [`AppError::NoSuchIncident`], or the store's failure.
    pub async fn recommendation(
        &self,
        town: &TownId,
        id: &IncidentId,
    ) -> Result<(Recommendation, TownNow), AppError> {
        let (incident, _) = self.incident(town, id).await?;
        let town_now = self.town_now(town).await?;
        let made = recommend(&town_now.situation(), &wanted(&incident));
        Ok((made, town_now))
    }

    /// The accepted incidents without a car, in the order in which they get one.
    ///
    /// # Errors
    /// The store's failure.
    pub async fn waiting(&self, town: &TownId) -> Result<Vec<Queued>, AppError> {
        let book = self.book(town).await?;
        let query = Query {
            table: &INCIDENT,
            town: town.clone(),
            columns: vec!["id"],
            filters: vec![Filter {
                column: "phase",
                op: Op::Eq,
                value: Value::Text(Phase::Accepted.code().into()),
            }],
            order: vec![("id", false)],
            limit: Some(LONGEST_QUEUE),
        };
        let mut waiting = Vec::new();
        for row in self.store().rows(query).await? {
            let Some(Value::Text(id)) = row.first() else {
                continue;
            };
            let id = IncidentId::new(id).map_err(|bad| AppError::Internal(bad.to_string()))?;
            let (incident, _) = self.incident(town, &id).await?;
            // The row may be a moment behind the state at hand.
            if incident.phase == Phase::Accepted {
                waiting.push(waits(&incident));
            }
        }
        Ok(queue(waiting, &book.policy()?.dispatch))
    }

    /// How the town is covered, with the town that it was asked in.
    ///
    /// # Errors
    /// [`AppError::NoSuchTown`], or the store's failure.
    pub async fn coverage(&self, town: &TownId) -> Result<(Cover, TownNow), AppError> {
        let town_now = self.town_now(town).await?;
        Ok((cover(&town_now.situation()), town_now))
    }
}

fn wanted(incident: &Incident) -> Wanted {
    Wanted {
        incident: incident.number().clone(),
        area: incident.area.clone(),
        place: incident.received.place,
        category: incident.category,
        refused_by: incident
            .refusals
            .iter()
            .map(|one| one.unit.clone())
            .collect(),
    }
}

fn waits(incident: &Incident) -> Waiting {
    Waiting {
        incident: incident.number().clone(),
        rank: incident.rank,
        hazards: !incident.received.hazards.is_empty(),
        category: incident.category,
        area: incident.area.clone(),
        received_at: incident.received_at,
    }
}
