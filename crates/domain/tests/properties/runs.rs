//! Runs of commands, half of them chosen from what the incident offers, so that runs get far.

use super::{commands, policies};
use crate::support::{
    given::{NUMBER, asked, intake},
    times::at,
    town,
};
use liandong_domain::{
    incident::{
        CommandKind, Context, Decided, Decision, Incident, IncidentCommand, Phase, Rejection,
        Sealed, allowed, decide, receive,
    },
    policy::Policy,
    registry::Registry,
    roles::Role,
    time::Timestamp,
};
use proptest::{collection::vec, prelude::*};
use std::sync::LazyLock;

pub(super) static REGISTRY: LazyLock<Registry> = LazyLock::new(town::registry);

/// What is asked at one step, before the state is known.
#[derive(Debug, Clone)]
pub(super) struct Ask {
    pub(super) commands: Vec<IncidentCommand>,
    /// Whether to take one that fits, and which.
    pub(super) fitting: bool,
    pub(super) pick: usize,
    /// How far the machine's clock goes on (or back).
    pub(super) seconds: i64,
    /// When it is said to have happened: seconds before now.
    pub(super) ago: Option<i64>,
    /// Whether another incident has the car.
    pub(super) busy: bool,
}

/// Any policy and any asks; clocks that only go forwards when `forwards`.
pub(super) fn run(forwards: bool) -> impl Strategy<Value = (Policy, Vec<Ask>)> {
    (policies::policy(), vec(ask(forwards), 1..40))
}

fn ask(forwards: bool) -> impl Strategy<Value = Ask> {
    let wild = if forwards { 0 } else { 1 };
    let seconds = prop_oneof![
        12 => 0..120_i64,
        6 => 0..2_000_i64,
        2 => 0..400_000_i64,
        wild => -5_000..0_i64,
        wild => prop_oneof![Just(i64::MAX), Just(i64::MIN), any::<i64>()],
    ];
    let ago = proptest::option::weighted(
        0.4,
        prop_oneof![10 => 0..600_i64, 3 => 0..8_000_i64, 1 => -10..0_i64, 1 => any::<i64>()],
    );
    (
        commands::one_of_each(),
        prop::bool::weighted(0.8),
        any::<prop::sample::Index>(),
        seconds,
        ago,
        prop::bool::weighted(0.05),
    )
        .prop_map(|(commands, fitting, pick, seconds, ago, busy)| Ask {
            commands,
            fitting,
            pick: pick.index(1_000_003),
            seconds,
            ago,
            busy,
        })
}

impl Ask {
    /// The command, given where the incident stands.
    pub(super) fn command(&self, incident: &Incident) -> IncidentCommand {
        let offered = allowed(incident, Role::Administrator);
        let fits: Vec<_> = self
            .commands
            .iter()
            .filter(|one| {
                // What is the system's own is offered to nobody.
                let own = one.kind() == CommandKind::ProposeArrival && incident.phase.has_unit();
                !self.fitting || own || offered.contains(&one.kind())
            })
            // What ends or turns back the line comes seldom, or no run would get far.
            .filter(|one| !self.fitting || self.pick.is_multiple_of(20) || !turns_back(one.kind()))
            // So does what only adds to the case.
            .filter(|one| !self.fitting || self.pick.is_multiple_of(3) || !adds(one.kind()))
            .collect();
        // Another part of the pick than what decides above, or some could never be taken.
        let which = self.pick / 20;
        match fits.len() {
            0 => IncidentCommand::CheckClocks,
            // Half of the time the line goes on; the rest is what lies beside it.
            some if self.pick.is_multiple_of(2) => {
                let line = fits.iter().find(|one| is_a_step(one.kind(), incident));
                line.unwrap_or(&fits[which % some]).to_owned().clone()
            }
            some => about_what_stands(fits[which % some].clone(), incident),
        }
    }

    pub(super) fn occurred_at(&self, now: Timestamp) -> Option<Timestamp> {
        self.ago.map(|ago| Timestamp(now.0.saturating_sub(ago)))
    }
}

/// An acknowledgement at random would never be of something that stands.
fn about_what_stands(command: IncidentCommand, incident: &Incident) -> IncidentCommand {
    match (&command, incident.open_alerts().next()) {
        (IncidentCommand::AcknowledgeAlert { note, .. }, Some(alert)) => {
            IncidentCommand::AcknowledgeAlert {
                about: alert.about.clone(),
                note: note.clone(),
            }
        }
        _ => command,
    }
}

fn turns_back(kind: CommandKind) -> bool {
    use CommandKind as K;
    matches!(
        kind,
        K::ReturnToPolice | K::Merge | K::Cancel | K::Reassign | K::Reopen | K::RefuseAssignment
    )
}

fn adds(kind: CommandKind) -> bool {
    use CommandKind as K;
    matches!(
        kind,
        K::UpdateCall | K::Join | K::Attach | K::ReadRecording | K::GiveRatingLink
    )
}

/// Whether a command is the next step of the line.
fn is_a_step(kind: CommandKind, incident: &Incident) -> bool {
    use CommandKind as K;
    match kind {
        K::Confirm => incident.phase == Phase::Received,
        K::Refer => incident.phase == Phase::Reviewed && incident.last_step_at.0 % 2 == 0,
        K::Accept | K::Assign | K::Arrive | K::Feedback | K::Dispose | K::Review => true,
        K::AcceptReferral | K::DepartmentDispose | K::FollowUp | K::Close => true,
        _ => false,
    }
}

pub(super) fn first(policy: &Policy) -> Decision {
    let caller = Sealed {
        key: "k".into(),
        data: "AA".into(),
    };
    receive(
        &town::incident(NUMBER),
        &intake(),
        Some(caller),
        asked(None, at("08:00")),
        context(policy, false),
    )
    .expect("the call is taken")
}

pub(super) fn context(policy: &Policy, busy: bool) -> Context<'_> {
    static OTHER: LazyLock<liandong_domain::ids::IncidentId> =
        LazyLock::new(|| town::incident("20240304-0009"));
    Context {
        unit_busy_with: busy.then_some(&*OTHER),
        other_free_cars: Some(u32::from(!busy)),
        nearest_crews: &[],
        merge_target: Some(Phase::Accepted),
        acting_for: None,
        lot: 500,
        ..Context::new(policy, &REGISTRY)
    }
}

/// One accepted command.
#[derive(Debug)]
pub(super) struct Accepted<'a> {
    pub(super) before: &'a Incident,
    pub(super) command: &'a IncidentCommand,
    pub(super) after: &'a Incident,
    pub(super) events: &'a [Decided],
}

/// Runs the asks and shows each accepted command; ends with all events and the state.
pub(super) fn play(
    policy: &Policy,
    asks: &[Ask],
    mut show: impl FnMut(Accepted<'_>) -> Result<(), TestCaseError>,
) -> Result<(Vec<Decided>, Incident), TestCaseError> {
    let Decision {
        mut events,
        mut incident,
    } = first(policy);
    let mut now = at("08:00");
    for ask in asks {
        now = now.plus(ask.seconds);
        let command = ask.command(&incident);
        let asked = asked(ask.occurred_at(now), now);
        let decided: Result<Decision, Rejection> =
            decide(&incident, &command, asked, context(policy, ask.busy));
        if let Ok(decision) = decided {
            show(Accepted {
                before: &incident,
                command: &command,
                after: &decision.incident,
                events: &decision.events,
            })?;
            events.extend(decision.events);
            incident = decision.incident;
        }
    }
    Ok((events, incident))
}
