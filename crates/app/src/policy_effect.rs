//! What another policy would have meant for the town's last incidents (规则影响预览).

use crate::{
    App, AppError, access::Visitor, engine::number, view::PolicyEffectView, views::INCIDENT,
};
use liandong_domain::{
    ids::IncidentId,
    policy::{Effect, Policy},
    registry::{self, RegistryEvent},
    rights::Right,
    time::Day,
};
use liandong_store::{Filter, Op, Query, Value};

/// Days that are looked back on, today among them: four weeks.
const DAYS: i64 = 28;
/// Incidents that are looked at at the most, the last ones: what a town of a million takes in a day.
const MOST: u64 = 5_000;

impl App {
    /// What `then` would have meant for the incidents of the last four weeks, against the policy in force.
    /// Nothing is written.
    ///
    /// # Errors
    /// [`AppError::NoRight`], what would refuse the policy's adoption, and the store's failure.
    pub async fn policy_effect(
        &self,
        visitor: &Visitor,
        then: &Policy,
    ) -> Result<PolicyEffectView, AppError> {
        visitor.require(Right::ManageTown)?;
        let town = &visitor.town;
        let book = self.book(town).await?;
        let adopted = RegistryEvent::PolicyAdopted(Box::new(then.clone()));
        registry::decide(&book.registry, adopted)?;
        let now = book.policy()?;
        let offset = book.registry.utc_offset();
        let today = offset.day(self.now());
        let first = Day(today.0 - DAYS + 1);
        let ids = self.last_incidents(visitor, first).await?;
        let (mut effect, mut oldest) = (Effect::default(), self.now());
        for id in &ids {
            let (incident, _) = self.incident(town, id).await?;
            let lot = self.own_lot(town, id).await?;
            effect.look(&incident, lot, now, then);
            oldest = incident.received_at;
        }
        // Where more came than are looked at, the period begins later.
        let all = (ids.len() as u64) < MOST;
        Ok(PolicyEffectView {
            from: if all { first } else { offset.day(oldest) },
            to: today,
            in_force: now.version,
            effect,
        })
    }

    /// Incidents since a day, the newest first.
    async fn last_incidents(
        &self,
        visitor: &Visitor,
        first: Day,
    ) -> Result<Vec<IncidentId>, AppError> {
        let query = Query {
            table: &INCIDENT,
            town: visitor.town.clone(),
            columns: vec!["id"],
            filters: vec![Filter {
                column: "id",
                op: Op::Ge,
                value: Value::Text(number(first, 0)?.as_str().into()),
            }],
            order: vec![("id", true)],
            limit: Some(MOST),
        };
        let rows = self.store().rows(query).await?;
        let ids = rows
            .into_iter()
            .filter_map(|row| match row.into_iter().next() {
                Some(Value::Text(id)) => IncidentId::new(&id).ok(),
                _ => None,
            });
        Ok(ids.collect())
    }
}
