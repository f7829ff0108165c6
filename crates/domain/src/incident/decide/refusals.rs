//! A crew refuses, and dispatches that leave the town thin.

use super::{
    Run,
    texts::{optional, text},
};
use crate::{
    ids::UnitId,
    incident::{
        clock::{ClockKind, ClockStart},
        command::CommandKind,
        event::IncidentEvent as E,
        reject::Rejection as R,
    },
};

impl Run<'_> {
    /// What a dispatch says of a town that it leaves with fewer free cars than the policy wants.
    pub(super) fn left_uncovered(
        &self,
        unit: &UnitId,
        reason: Option<&str>,
    ) -> Result<Option<E>, R> {
        let wanted = self.context.policy.dispatch.keep_free_cars;
        let reason = optional("leave_town_uncovered", reason)?;
        match self.context.other_free_cars {
            Some(free_cars) if free_cars < wanted => {
                let reason = reason.ok_or(R::TownUncovered { free_cars, wanted })?;
                Ok(Some(E::TownUncovered {
                    unit: unit.clone(),
                    free_cars,
                    reason,
                }))
            }
            _ => Ok(None),
        }
    }

    /// The clocks of a dispatch, but for those that run on since an assignment that was refused.
    pub(super) fn clocks_not_running(&self) -> Vec<ClockStart> {
        let mut clocks = self.dispatch_clocks();
        clocks.retain(|one| self.incident.open_clock(one.clock).is_none());
        clocks
    }

    pub(super) fn happen_if(&mut self, event: Option<E>) {
        if let Some(event) = event {
            self.happen(event);
        }
    }

    /// The crew refuses. The car is free; where another one is on the incident, that one leads.
    ///
    /// The limits of the form count from the first assignment, so the clocks run on, unless the
    /// policy says that a refusal voids them.
    pub(super) fn refuse(&mut self, unit: Option<&UnitId>, reason: &str) -> Result<(), R> {
        let reason = text("reason", reason)?;
        let kind = CommandKind::RefuseAssignment;
        let unit = self.reporting(kind, unit, |one| one.arrival.is_some())?;
        let leads = self.incident.lead().is_some_and(|one| one.unit == unit);
        // The first that is there, else the first that was sent.
        let next = leads
            .then(|| {
                let mut others: Vec<_> = self
                    .incident
                    .active_units()
                    .filter(|one| one.unit != unit)
                    .collect();
                others.sort_by_key(|one| one.arrival.is_none());
                others.first().map(|one| (one.unit.clone(), one.arrival))
            })
            .flatten();
        let voids_clocks =
            leads && next.is_none() && self.context.policy.dispatch.refusal_restarts_clocks;
        if voids_clocks {
            self.before_void(|clock| {
                matches!(
                    clock,
                    ClockKind::Arrive | ClockKind::Feedback | ClockKind::Dispose
                )
            });
        }
        if let Some((_, Some(arrival))) = &next {
            // The arrival clock ends with the arrival of the car that leads now.
            let refused_at = std::mem::replace(&mut self.occurred_at, arrival.at);
            self.before_end_of(ClockKind::Arrive, None);
            self.occurred_at = refused_at;
        }
        self.done(E::AssignmentRefused {
            unit,
            reason,
            now_leads: next.map(|(unit, _)| unit),
            voids_clocks,
        })
    }
}
