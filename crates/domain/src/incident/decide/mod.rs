//! Events from a command, or a refusal.

mod beside;
mod case;
mod clocks;
mod pauses;
mod referrals;
mod refusals;
mod steps;
mod texts;
mod watches;

use super::{
    command::{CommandKind, IncidentCommand},
    event::{IncidentEvent, Received, Sealed},
    evolve::{Stamp, advance, evolve},
    intake::Intake,
    kinds::Phase,
    reject::Rejection,
    state::Incident,
};
use crate::{
    duty::{Changes, OutReason},
    ids::{DepartmentId, IncidentId, UnitId},
    places::Located,
    policy::Policy,
    registry::Registry,
    time::Timestamp,
};

/// Looked-up facts that a decision may need. All of the same town.
#[derive(Debug, Clone, Copy)]
pub struct Context<'a> {
    /// The policy in force.
    pub policy: &'a Policy,
    /// The town's register.
    pub registry: &'a Registry,
    /// The other incident that the car asked for is bound to, if any.
    pub unit_busy_with: Option<&'a IncidentId>,
    /// How many other cars are in service, crewed and free, where a car is asked for.
    pub other_free_cars: Option<u32>,
    /// The crews nearest to the incident that are not on it, for a call for help.
    pub nearest_crews: &'a [UnitId],
    /// Where the incident stands that this one is to be merged into, if it is there.
    pub merge_target: Option<Phase>,
    /// What was granted about duty on the day of the command and the day before: a shift of
    /// yesterday may run past midnight.
    pub changes: &'a Changes,
    /// Why the car asked for was taken out of service, if it was.
    pub unit_out: Option<OutReason>,
    /// What the gazetteer makes of a call's address, where that is beyond doubt.
    pub located: Option<&'a Located>,
    /// The department that whoever acts is bound to; `None` when bound to none.
    pub acting_for: Option<&'a DepartmentId>,
    /// The incident's lot for the follow-up (回访抽签), 0 to 999: a keyed digest of its number, so that
    /// nobody can choose it and everybody with the key can compute it again.
    pub lot: u16,
}

impl<'a> Context<'a> {
    /// A context in which nothing stands in the way: no car is elsewhere, nothing was granted.
    #[must_use]
    pub const fn new(policy: &'a Policy, registry: &'a Registry) -> Self {
        Self {
            policy,
            registry,
            unit_busy_with: None,
            other_free_cars: None,
            nearest_crews: &[],
            merge_target: None,
            changes: Changes::NONE,
            unit_out: None,
            located: None,
            acting_for: None,
            lot: 0,
        }
    }
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
    let day = context.registry.utc_offset().day(occurred_at);
    // Where a place is given, it alone says the area.
    let located = context.located.filter(|_| intake.place.is_none());
    let event = IncidentEvent::Received(Box::new(Received {
        number: number.clone(),
        source: intake.source,
        external: texts::optional("external", intake.external.as_deref())?,
        caller,
        area: intake
            .place
            .and_then(|place| context.registry.area_of(place, day))
            .or_else(|| located.map(|one| one.area.clone())),
        located: located.cloned(),
        place: intake.place,
        hazards: context.policy.screen(&text),
        text,
        address,
        policy: context.policy.version,
        answer: intake
            .answer_by
            .map(|by| case::answer_clock(context.policy, 1, occurred_at, by)),
        push: intake.push.clone(),
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
    run.watch(kind == CommandKind::CheckClocks);
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
        C::Intervene { .. }
        | C::ExplainBreach { .. }
        | C::RevealCaller { .. }
        | C::UpdateCall { .. }
        | C::Join { .. }
        | C::Attach { .. }
        | C::ReadRecording { .. }
        | C::GiveRatingLink
        | C::FollowUpJoined { .. }
        | C::CheckClocks
        | C::ProposeArrival { .. }
        | C::AnswerCheckIn { .. }
        | C::AcknowledgeAlert { .. }
        | C::Prioritise { .. } => Some(incident.received_at),
        C::Acknowledge { unit: Some(unit) }
        | C::RefuseAssignment {
            unit: Some(unit), ..
        }
        | C::Arrive {
            unit: Some(unit), ..
        } => incident
            .active_units()
            .find(|one| !one.lead && one.unit == *unit)
            .map(|one| one.acknowledged_at.unwrap_or(one.assigned_at)),
        C::AcceptReferral { referral }
        | C::DepartmentDispose { referral, .. }
        | C::RefuseReferral { referral, .. }
        | C::ReturnReferral { referral, .. }
        | C::AskExtension { referral, .. }
        | C::AnswerExtension { referral, .. } => incident
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
