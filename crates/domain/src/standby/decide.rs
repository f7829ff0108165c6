//! Events from a stand-by command, or a refusal.

use super::{
    Standby, StandbyCommand, StandbyEnd, StandbyEvent as E, StandbyFacts, StandbyOrder,
    StandbyRejection as R, USUAL_SECONDS,
};
use crate::{
    aggregate::{Asked, Stamp},
    dispatch::MatterKind,
    geo::Place,
    ids::{AreaId, UnitId},
    time::Timestamp,
};

/// The longest text of one field, in characters.
const MOST_CHARACTERS: usize = 2_000;

pub(super) fn decide(
    state: Option<&Standby>,
    id: &str,
    command: &StandbyCommand,
    asked: Asked,
    facts: StandbyFacts<'_>,
) -> Result<Vec<(E, Stamp)>, R> {
    // A clock that was set back counts as standing still.
    let now = state.map_or(asked.now, |one| asked.now.max(one.last_recorded_at));
    // What is due is done as at its own time, when the wall clock was set back since.
    let now = match (command, asked.occurred_at) {
        (StandbyCommand::CheckTime, Some(due)) => now.max(due),
        _ => now,
    };
    let asked = Asked { now, ..asked };
    if asked.occurred_at.is_some_and(|at| at > now) {
        return Err(R::InFuture);
    }
    let stamp = asked.stamp(facts.grace);
    let holds = state
        .and_then(|one| one.order.as_ref())
        .filter(|order| order.until > now);
    match command {
        StandbyCommand::Order {
            area,
            reason,
            until,
        } => {
            let order = ordered(state, id, area, reason, *until, now, facts)?;
            if holds.is_some_and(|holds| holds.area == *area) {
                return Err(R::AlreadyThere);
            }
            let before = state.and_then(|one| one.order.as_ref());
            let ended = before.map(|one| end_of(one, StandbyEnd::Replaced, now, None));
            Ok(ended.into_iter().chain([(order, stamp)]).collect())
        }
        StandbyCommand::Acknowledge => {
            let order = holds.ok_or(R::NoOrder)?;
            if order.acknowledged_at.is_some() {
                return Err(R::AlreadyAcknowledged);
            }
            Ok(vec![(E::Acknowledged { nth: order.nth }, stamp)])
        }
        StandbyCommand::End { reason } => {
            let order = holds.ok_or(R::NoOrder)?;
            let ended = E::Ended {
                nth: order.nth,
                why: StandbyEnd::Ended,
                word: Some(text(reason)?),
            };
            Ok(vec![(ended, stamp)])
        }
        StandbyCommand::CheckTime => {
            let order = state.and_then(|one| one.order.as_ref());
            Ok(order.map_or_else(Vec::new, |order| due(order, now, facts)))
        }
    }
}

fn ordered(
    state: Option<&Standby>,
    id: &str,
    area: &AreaId,
    reason: &str,
    until: Option<Timestamp>,
    now: Timestamp,
    facts: StandbyFacts<'_>,
) -> Result<E, R> {
    let known = UnitId::new(id)
        .ok()
        .is_some_and(|unit| facts.registry.unit(&unit).is_some());
    if !known {
        return Err(R::UnknownUnit(id.to_owned()));
    }
    let (place, place_name) = waiting_point(area, facts)?;
    let reason = text(reason)?;
    if !facts.serves {
        return Err(R::NotServing);
    }
    if let Some(incident) = facts.busy_with {
        return Err(R::Busy(incident.clone()));
    }
    let most = match facts.rules.standby.max_seconds {
        0 => USUAL_SECONDS,
        seconds => seconds,
    };
    let until = until.unwrap_or(now.plus(most));
    if until <= now || until > now.plus(most) {
        return Err(R::BadEnd { most });
    }
    let rule = facts.rules.escalation_of(MatterKind::Standby);
    let first = rule.and_then(|rule| rule.step(1));
    Ok(E::Ordered {
        nth: state.map_or(0, |one| one.orders).saturating_add(1),
        area: area.clone(),
        place,
        place_name,
        reason,
        until,
        next_at: first.map(|step| now.plus(step.after_seconds)),
    })
}

/// The point that the policy names for an area, else the middle of its corners.
fn waiting_point(area: &AreaId, facts: StandbyFacts<'_>) -> Result<(Place, Box<str>), R> {
    let known = facts
        .registry
        .area(area)
        .ok_or_else(|| R::UnknownArea(area.clone()))?;
    let mut points = facts.rules.standby.points.iter();
    Ok(match points.find(|one| one.area == *area) {
        Some(point) => (point.place, point.name.as_str().into()),
        None => (known.outline.middle(), known.name.as_str().into()),
    })
}

/// What is due by now: levels while the crew is silent, then the end.
fn due(order: &StandbyOrder, now: Timestamp, facts: StandbyFacts<'_>) -> Vec<(E, Stamp)> {
    let rule = facts.rules.escalation_of(MatterKind::Standby);
    let by = now.min(order.until);
    let mut events = Vec::new();
    let mut level = order.level;
    let mut next_at = order.next_at.filter(|_| order.acknowledged_at.is_none());
    while let Some(at) = next_at.filter(|at| *at <= by) {
        level = level.saturating_add(1);
        let step = rule.and_then(|rule| rule.step(level));
        let next = rule.and_then(|rule| rule.step(level.saturating_add(1)));
        next_at = step
            .zip(next)
            .map(|(step, next)| at.plus(next.after_seconds.saturating_sub(step.after_seconds)));
        let told = E::Escalated {
            nth: order.nth,
            level,
            to_roles: step.map(|step| step.to.clone()).unwrap_or_default(),
            next_at,
        };
        events.push((told, by_itself(at, now)));
    }
    if order.until <= now {
        events.push(end_of(order, StandbyEnd::Expired, now, None));
    }
    events
}

fn end_of(
    order: &StandbyOrder,
    why: StandbyEnd,
    now: Timestamp,
    word: Option<Box<str>>,
) -> (E, Stamp) {
    let nth = order.nth;
    let at = order.until.min(now);
    (E::Ended { nth, why, word }, by_itself(at, now))
}

const fn by_itself(occurred_at: Timestamp, recorded_at: Timestamp) -> Stamp {
    Stamp {
        occurred_at,
        recorded_at,
        late: false,
    }
}

fn text(given: &str) -> Result<Box<str>, R> {
    let trimmed = given.trim();
    if trimmed.is_empty() {
        return Err(R::Blank);
    }
    if trimmed.chars().count() > MOST_CHARACTERS {
        return Err(R::TooLong);
    }
    Ok(trimmed.into())
}
