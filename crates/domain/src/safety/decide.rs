//! Events from a command to a call for help, or a refusal.

use super::{Sos, SosCommand, SosEvent, SosFacts, SosRejection as R};
use crate::{
    aggregate::{Asked, Stamp},
    dispatch::MatterKind,
    ids::AccountId,
    roles::Role,
    time::Timestamp,
};

/// The longest text of one field, in characters.
const MOST_CHARACTERS: usize = 2_000;

pub(super) fn decide(
    state: Option<&Sos>,
    command: &SosCommand,
    asked: Asked,
    facts: SosFacts<'_>,
) -> Result<Vec<(SosEvent, Stamp)>, R> {
    // A clock that was set back counts as standing still.
    let now = state.map_or(asked.now, |one| asked.now.max(one.last_recorded_at));
    // What is due is done as at its own time, when the wall clock was set back since.
    let now = match (command, asked.occurred_at) {
        (SosCommand::CheckTime, Some(due)) => now.max(due),
        _ => now,
    };
    let asked = Asked { now, ..asked };
    if asked.occurred_at.is_some_and(|at| at > now) {
        return Err(R::InFuture);
    }
    let stamp = asked.stamp(facts.grace);
    match command {
        SosCommand::Raise(call) => {
            if state.is_some() {
                return Err(R::AlreadyRaised);
            }
            if call.seen.is_some_and(|seen| !seen.place.is_on_the_globe()) {
                return Err(R::OffTheGlobe);
            }
            let mut call = call.clone();
            call.note = optional("note", call.note.as_deref())?;
            let rule = facts.rules.escalation_of(MatterKind::Sos);
            // Commander and dispatcher hear of it whatever a policy says.
            let mut to_roles = vec![Role::Commander, Role::Dispatcher];
            let first = rule.and_then(|rule| rule.step(1));
            for role in first.iter().flat_map(|step| &step.to) {
                if !to_roles.contains(role) {
                    to_roles.push(*role);
                }
            }
            let next = rule.and_then(|rule| rule.step(2));
            let raised = SosEvent::Raised {
                call,
                to_roles,
                to_units: facts.nearest.to_vec(),
                next_at: next.map(|step| stamp.recorded_at.plus(step.after_seconds)),
            };
            Ok(vec![(raised, stamp)])
        }
        SosCommand::Acknowledge { by, note } => {
            let sos = open(state, by)?;
            if sos.acknowledged.is_some() {
                return Err(R::AlreadyAcknowledged);
            }
            let note = optional("note", note.as_deref())?;
            let by = by.clone();
            Ok(vec![(SosEvent::Acknowledged { by, note }, stamp)])
        }
        SosCommand::End { by, outcome, word } => {
            let sos = open(state, by)?;
            if sos.acknowledged.is_none() {
                return Err(R::NotAcknowledged);
            }
            let ended = SosEvent::Ended {
                by: by.clone(),
                outcome: *outcome,
                word: optional("word", Some(word))?.ok_or(R::Blank("word"))?,
            };
            Ok(vec![(ended, stamp)])
        }
        SosCommand::CheckTime => {
            let sos = state.ok_or(R::NoSuchSos)?;
            Ok(levels(sos, now, facts))
        }
    }
}

/// The call while it is open, for somebody else than who made it.
fn open<'a>(state: Option<&'a Sos>, by: &AccountId) -> Result<&'a Sos, R> {
    let sos = state.ok_or(R::NoSuchSos)?;
    if sos.ended.is_some() {
        return Err(R::Over);
    }
    if sos.call.by == *by {
        return Err(R::OwnCall);
    }
    Ok(sos)
}

/// Every level that is due by now, each once and at its own time.
fn levels(sos: &Sos, now: Timestamp, facts: SosFacts<'_>) -> Vec<(SosEvent, Stamp)> {
    let rule = facts.rules.escalation_of(MatterKind::Sos);
    let mut events = Vec::new();
    let (mut level, mut due) = (sos.level, sos.next_alarm());
    while let Some(at) = due.filter(|at| *at <= now) {
        level = level.saturating_add(1);
        let step = rule.and_then(|rule| rule.step(level));
        let next = rule.and_then(|rule| rule.step(level.saturating_add(1)));
        // The levels lie as far apart as the policy says, whatever it said before.
        due = step
            .zip(next)
            .map(|(step, next)| at.plus(next.after_seconds.saturating_sub(step.after_seconds)));
        let told = SosEvent::Escalated {
            level,
            to_roles: step.map(|step| step.to.clone()).unwrap_or_default(),
            next_at: due,
        };
        let stamp = Stamp {
            occurred_at: at,
            recorded_at: now,
            late: false,
        };
        events.push((told, stamp));
    }
    events
}

fn optional(field: &'static str, given: Option<&str>) -> Result<Option<Box<str>>, R> {
    let Some(text) = given.map(str::trim).filter(|text| !text.is_empty()) else {
        return Ok(None);
    };
    if text.chars().count() > MOST_CHARACTERS {
        return Err(R::TooLong(field));
    }
    Ok(Some(text.into()))
}
