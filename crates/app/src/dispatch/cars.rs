//! Which cars there are, which of them could be sent, and which crews are near.

use crate::{App, AppError, Order, access::Visitor, book::Book, duty::Serving};
use liandong_domain::{
    dispatch::{AreaPoint, DispatchRules, WhyNot, Work},
    geo::Place,
    ids::{AreaId, MemberId, TownId, UnitId},
    incident::{Incident, IncidentCommand},
    refusal::{Because, Refusal},
    registry::{Registry, Unit},
    time::Timestamp,
};

/// The areas, each with the point at which a car of it waits.
pub(crate) fn areas(registry: &Registry, rules: &DispatchRules) -> Vec<AreaPoint> {
    let each = registry.areas().map(|area| AreaPoint {
        id: area.id.clone(),
        name: area.name.as_str().into(),
        point: waiting_point(registry, rules, &area.id).unwrap_or_else(|| area.outline.middle()),
    });
    each.collect()
}

/// The point that the policy names for an area, else the middle of its corners.
fn waiting_point(registry: &Registry, rules: &DispatchRules, area: &AreaId) -> Option<Place> {
    let named = rules.standby.points.iter().find(|one| one.area == *area);
    named
        .map(|point| point.place)
        .or_else(|| Some(registry.area(area)?.outline.middle()))
}

/// Why a car cannot be sent at a moment, whatever it is at.
pub(crate) fn why_out(
    registry: &Registry,
    serving: &Serving,
    unit: &Unit,
    at: Timestamp,
) -> Option<WhyNot> {
    let day = registry.utc_offset().day(at);
    let gone = day < unit.from || unit.until.is_some_and(|until| day > until);
    if gone || serving.is_out(&unit.id) {
        return Some(WhyNot::OutOfService);
    }
    // A town without a roster does not say who is on duty.
    let crewless = registry.roster().is_some() && serving.crew(registry, &unit.id, at).is_empty();
    crewless.then_some(WhyNot::NoCrew)
}

/// What a car is at.
pub(super) fn work_of(incident: &Incident, unit: &UnitId, areas: &[AreaPoint]) -> Option<Work> {
    let one = incident.active_units().find(|one| one.unit == *unit)?;
    let of_area = || {
        let area = incident.area.as_ref()?;
        areas.iter().find(|one| one.id == *area)
    };
    Some(Work {
        incident: incident.number().clone(),
        phase: incident.phase,
        category: incident.category,
        place: incident
            .received
            .place
            .or_else(|| of_area().map(|one| one.point)),
        assigned_at: one.assigned_at,
        arrived_at: one.arrival.map(|arrival| arrival.at),
    })
}

impl App {
    /// How many other cars are free, for a command that takes one from the town.
    pub(crate) fn other_free_cars(
        &self,
        book: &Book,
        order: &Order,
        command: &IncidentCommand,
        serving: &Serving,
        now: Timestamp,
    ) -> Option<u32> {
        let (IncidentCommand::Assign { unit, .. } | IncidentCommand::Reinforce { unit, .. }) =
            command
        else {
            return None;
        };
        let policy = book.policy().ok()?;
        // What was entered late was decided by people who knew the town as it was then.
        let late = |at: Timestamp| now.since(at) > policy.entry_grace_seconds;
        if policy.dispatch.keep_free_cars == 0 || order.occurred_at.is_some_and(late) {
            return None;
        }
        let free = book
            .registry
            .units()
            .map(|one| &one.record)
            .filter(|one| one.id != *unit)
            .filter(|one| self.incident_of_unit(&book.town, &one.id).is_none())
            .filter(|one| why_out(&book.registry, serving, one, now).is_none());
        u32::try_from(free.count()).ok()
    }

    /// The crews that are told when a crew of this incident is silent or needs help.
    pub(crate) fn crews_to_tell(
        &self,
        book: &Book,
        incident: &Incident,
        command: &IncidentCommand,
        serving: &Serving,
        now: Timestamp,
    ) -> Vec<UnitId> {
        let may_alarm = matches!(
            command,
            IncidentCommand::CheckClocks | IncidentCommand::AnswerCheckIn { .. }
        );
        let watched = incident.active_units().any(|one| one.check_in.is_some());
        if !(may_alarm && watched) {
            return Vec::new();
        }
        let here: Vec<UnitId> = incident
            .active_units()
            .map(|one| one.unit.clone())
            .collect();
        let place = incident.received.place.or_else(|| {
            let area = incident.area.as_ref()?;
            Some(book.registry.area(area)?.outline.middle())
        });
        self.nearest_crews(book, serving, place, &here, now)
    }

    /// The nearest crews that serve, busy or not, but for these; as many as the policy says.
    pub(crate) fn nearest_crews(
        &self,
        book: &Book,
        serving: &Serving,
        place: Option<Place>,
        but: &[UnitId],
        now: Timestamp,
    ) -> Vec<UnitId> {
        let Ok(policy) = book.policy() else {
            return Vec::new();
        };
        let rules = &policy.dispatch;
        let mut crews: Vec<(f64, UnitId)> = book
            .registry
            .units()
            .map(|one| &one.record)
            .filter(|one| !but.contains(&one.id))
            .filter(|one| why_out(&book.registry, serving, one, now).is_none())
            .map(|one| {
                let seen = self
                    .positions()
                    .seen(&book.town, &one.id)
                    .filter(|seen| now.since(seen.at) <= rules.position_stale_seconds)
                    .map(|seen| seen.place)
                    .or_else(|| waiting_point(&book.registry, rules, &one.area));
                let metres = place.zip(seen).map(|(from, to)| from.metres_to(to));
                (metres.unwrap_or(f64::MAX), one.id.clone())
            })
            .collect();
        crews.sort_by(|a, b| a.0.total_cmp(&b.0).then_with(|| a.1.cmp(&b.1)));
        let most = usize::try_from(rules.nearest_crews).unwrap_or(usize::MAX);
        crews.into_iter().take(most).map(|(_, unit)| unit).collect()
    }

    /// The member that a visitor is, and the car in which that member is on duty now.
    ///
    /// # Errors
    /// A refusal when the account is nobody of the team, or the member is not on duty.
    pub(crate) async fn own_car(&self, visitor: &Visitor) -> Result<(MemberId, UnitId), AppError> {
        let book = self.book(&visitor.town).await?;
        let member = own_member(visitor)?;
        let serving = self.serving(&visitor.town, self.now()).await?;
        let car = car_of_member(&book.registry, &serving, &member, self.now());
        let car = car.ok_or_else(|| {
            Refusal::new(
                "not_on_duty",
                Because::Conflict,
                "您现在不在岗，没有当班车辆",
                "you are not on duty in any car now",
            )
        })?;
        Ok((member, car))
    }

    /// The car in which a visitor is on duty now, if any.
    pub(crate) async fn car_of(
        &self,
        town: &TownId,
        visitor: &Visitor,
    ) -> Result<Option<UnitId>, AppError> {
        let book = self.book(town).await?;
        let Some(member) = &visitor.account.member else {
            return Ok(None);
        };
        let serving = self.serving(town, self.now()).await?;
        let registry = &book.registry;
        Ok(car_of_member(registry, &serving, member, self.now()))
    }
}

/// The member that a visitor is.
pub(crate) fn own_member(visitor: &Visitor) -> Result<MemberId, AppError> {
    visitor.account.member.clone().ok_or_else(|| {
        AppError::Refused(Refusal::new(
            "no_member",
            Because::Forbidden,
            "此账号没有对应的联警队员",
            "this account is no member of the team",
        ))
    })
}

fn car_of_member(
    registry: &Registry,
    serving: &Serving,
    member: &MemberId,
    at: Timestamp,
) -> Option<UnitId> {
    let on_duty = |unit: &UnitId| serving.crew(registry, unit, at).contains(member);
    let own = &registry.member(member)?.unit;
    if on_duty(own) {
        return Some(own.clone());
    }
    // With another car today.
    let mut units = registry.units().map(|one| &one.record.id);
    units.find(|unit| on_duty(unit)).cloned()
}
