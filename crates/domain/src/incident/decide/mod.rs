//! Events from a command, or a refusal.

mod clocks;
mod pauses;
mod referrals;
mod steps;
mod texts;

use super::{
    command::{CommandKind, IncidentCommand, Intake},
    event::{IncidentEvent, Received, Sealed},
    evolve::{Stamp, advance, evolve},
    kinds::Phase,
    reject::Rejection,
    state::Incident,
};
use crate::{ids::IncidentId, policy::Policy, registry::Registry, time::Timestamp};

/// Looked-up facts that a decision may need. All of the same town.
#[derive(Debug, Clone, Copy)]
pub struct Context<'a> {
    /// The policy in force.
    pub policy: &'a Policy,
    /// The town's register.
    pub registry: &'a Registry,
    /// The other incident that the car asked for is bound to, if any.
    pub unit_busy_with: Option<&'a IncidentId>,
    /// Where the incident stands that this one is to be merged into, if it is there.
    pub merge_target: Option<Phase>,
}

/// When a command is said to have happened, and when it is recorded.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Asked {
    /// When it happened; now, when left out.
    pub occurred_at: Option<Timestamp>,
    /// Now. A clock that was set back counts as standing still.
    pub now: Timestamp,
}

/// An event that was decided on, with its times.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Decided {
    /// The event.
    pub event: IncidentEvent,
    /// Its times.
    pub stamp: Stamp,
}

/// What a command leads to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Decision {
    /// The events, in order; none when a clock check finds nothing due.
    pub events: Vec<Decided>,
    /// The state after them.
    pub incident: Incident,
}

/// Takes a call (接警).
///
/// # Errors
/// A [`Rejection`] when the time, the place or a text cannot be.
pub fn receive(
    number: &IncidentId,
    intake: &Intake,
    caller: Option<Sealed>,
    asked: Asked,
    context: Context<'_>,
) -> Result<Decision, Rejection> {
    let occurred_at = asked.occurred_at.unwrap_or(asked.now);
    if occurred_at > asked.now {
        return Err(Rejection::InFuture {
            occurred_at,
            recorded_at: asked.now,
        });
    }
    let text = texts::text("text", &intake.text)?;
    let address = texts::text("address", &intake.address)?;
    if intake.place.is_some_and(|place| !place.is_on_the_globe()) {
        return Err(Rejection::OffTheGlobe);
    }
    let event = IncidentEvent::Received(Box::new(Received {
        number: number.clone(),
        source: intake.source,
        external: texts::optional("external", intake.external.as_deref())?,
        caller,
        area: intake
            .place
            .and_then(|place| context.registry.area_of(place))
            .cloned(),
        place: intake.place,
        hazards: context.policy.screen(&text),
        text,
        address,
        policy: context.policy.version,
    }));
    let late = asked.now.since(occurred_at) > context.policy.entry_grace_seconds;
    let stamp = Stamp {
        occurred_at,
        recorded_at: asked.now,
        late,
    };
    let incident = evolve(None, &event, stamp).ok_or(Rejection::NoSuchIncident)?;
    Ok(Decision {
        events: vec![Decided { event, stamp }],
        incident,
    })
}

/// Decides on a command to an incident.
///
/// # Errors
/// A [`Rejection`]; nothing has happened then.
pub fn decide(
    incident: &Incident,
    command: &IncidentCommand,
    asked: Asked,
    context: Context<'_>,
) -> Result<Decision, Rejection> {
    let kind = command.kind();
    if !super::allow::in_phase(kind, incident.phase) {
        return Err(Rejection::WrongPhase {
            command: kind,
            phase: incident.phase,
        });
    }
    let recorded_at = asked.now.max(incident.last_recorded_at);
    let occurred_at = asked.occurred_at.unwrap_or(recorded_at);
    check_time(incident, command, occurred_at, recorded_at)?;
    let mut run = Run {
        incident: incident.clone(),
        events: Vec::new(),
        occurred_at,
        recorded_at,
        late: recorded_at.since(occurred_at) > context.policy.entry_grace_seconds,
        context,
    };
    run.settle(kind == CommandKind::CheckClocks);
    run.step(command, asked.occurred_at.is_some())?;
    Ok(Decision {
        events: run.events,
        incident: run.incident,
    })
}

fn check_time(
    incident: &Incident,
    command: &IncidentCommand,
    occurred_at: Timestamp,
    recorded_at: Timestamp,
) -> Result<(), Rejection> {
    if occurred_at > recorded_at {
        return Err(Rejection::InFuture {
            occurred_at,
            recorded_at,
        });
    }
    if occurred_at < incident.received_at {
        return Err(Rejection::BeforeIncident {
            occurred_at,
            received_at: incident.received_at,
        });
    }
    let step_at = followed_step(incident, command);
    if occurred_at < step_at {
        return Err(Rejection::BeforePreviousStep {
            occurred_at,
            step_at,
        });
    }
    Ok(())
}

/// When the step happened that a command follows: for most the last one of the line. A
/// reinforcement and a department follow their own last step, because several work side by side
/// and report in any order; what stands beside the line follows the call alone.
fn followed_step(incident: &Incident, command: &IncidentCommand) -> Timestamp {
    use IncidentCommand as C;
    let own = match command {
        C::Intervene { .. } | C::ExplainBreach { .. } | C::RevealCaller { .. } | C::CheckClocks => {
            Some(incident.received_at)
        }
        C::Acknowledge { unit: Some(unit) }
        | C::Arrive {
            unit: Some(unit), ..
        } => incident
            .active_units()
            .find(|one| !one.lead && one.unit == *unit)
            .map(|one| one.acknowledged_at.unwrap_or(one.assigned_at)),
        C::AcceptReferral { referral } | C::DepartmentDispose { referral, .. } => incident
            .referrals
            .iter()
            .find(|one| one.number == *referral)
            .map(|one| one.accepted_at.unwrap_or(one.referred_at)),
        _ => None,
    };
    own.unwrap_or(incident.last_step_at)
}

/// A decision under way: the state as the events so far make it.
struct Run<'a> {
    incident: Incident,
    events: Vec<Decided>,
    occurred_at: Timestamp,
    recorded_at: Timestamp,
    late: bool,
    context: Context<'a>,
}

impl Run<'_> {
    /// Adds an event of the command itself.
    fn happen(&mut self, event: IncidentEvent) {
        let stamp = Stamp {
            occurred_at: self.occurred_at,
            recorded_at: self.recorded_at,
            late: self.late,
        };
        self.add(event, stamp);
    }

    /// Adds an event that a clock makes by itself; never a late entry of a person.
    fn clock_event(&mut self, event: IncidentEvent, at: Timestamp) {
        let stamp = Stamp {
            occurred_at: at.min(self.recorded_at),
            recorded_at: self.recorded_at,
            late: false,
        };
        self.add(event, stamp);
    }

    fn add(&mut self, event: IncidentEvent, stamp: Stamp) {
        advance(&mut self.incident, &event, stamp);
        self.events.push(Decided { event, stamp });
    }
}
