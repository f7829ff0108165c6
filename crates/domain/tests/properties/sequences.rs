//! Any commands at any times under any policy: no panic, one state, honest times.

use super::{
    cases,
    runs::{Accepted, play, run},
};
use crate::support::given::rebuild;
use liandong_domain::incident::{
    Clock, ClockKind, ClockOutcome, CommandKind as K, Incident, Phase as P,
};
use proptest::prelude::*;

/// Where a command may lead, written from the closed loop of the design.
fn leads_to(kind: K, from: P) -> Vec<P> {
    match (kind, from) {
        (K::Confirm, P::Received) => vec![P::Classified],
        (K::Accept, P::Classified) => vec![P::Accepted],
        (K::Assign, P::Accepted) => vec![P::Assigned],
        // A reinforcement's own report leaves the incident where it is.
        (K::Acknowledge, P::Assigned) => vec![P::Acknowledged, from],
        (K::Arrive, P::Assigned | P::Acknowledged) => vec![P::Arrived, from],
        (K::Feedback, P::Arrived) => vec![P::FeedbackGiven],
        (K::Dispose, P::Arrived | P::FeedbackGiven) => vec![P::Disposed],
        (K::Review, P::Disposed) => vec![P::Reviewed],
        (K::Refer, P::Reviewed | P::Referred | P::ReferralAccepted | P::DepartmentDisposed) => {
            vec![P::Referred]
        }
        (K::AcceptReferral, P::Referred) => vec![P::Referred, P::ReferralAccepted],
        // With a part given back that nobody else was asked for, the desk decides anew.
        (K::DepartmentDispose | K::RefuseReferral | K::ReturnReferral, P::Referred) => {
            vec![
                P::Referred,
                P::ReferralAccepted,
                P::DepartmentDisposed,
                P::Reviewed,
            ]
        }
        (K::DepartmentDispose | K::ReturnReferral, P::ReferralAccepted) => {
            vec![P::ReferralAccepted, P::DepartmentDisposed, P::Reviewed]
        }
        (K::AskExtension | K::AnswerExtension, P::Referred | P::ReferralAccepted) => vec![from],
        (K::Rate, P::Reviewed | P::DepartmentDisposed | P::FollowedUp) => vec![P::FollowedUp],
        (K::Rate, P::Closed) => vec![P::Closed],
        // A complaint can start the next round by itself.
        (K::FollowUp, P::Reviewed | P::DepartmentDisposed | P::FollowedUp) => {
            vec![P::FollowedUp, P::Accepted]
        }
        // Where the lot passed it over.
        (K::Close, P::Reviewed | P::DepartmentDisposed) => vec![P::Closed],
        (K::UpdateCall | K::Join | K::Attach | K::ReadRecording, _) => vec![from],
        (
            K::GiveRatingLink | K::FollowUpJoined,
            P::Reviewed | P::DepartmentDisposed | P::FollowedUp | P::Closed,
        ) => vec![from],
        (K::Close, P::FollowedUp) => vec![P::Closed],
        (K::Reopen, P::FollowedUp | P::Closed) => vec![P::Accepted],
        (K::Reassign, P::Assigned | P::Acknowledged | P::Arrived | P::FeedbackGiven) => {
            vec![P::Assigned]
        }
        (K::ReturnToPolice, _) if from.is_before_disposed() => vec![P::ReturnedToPolice],
        (K::Merge, _) if from.is_before_disposed() => vec![P::Merged],
        (K::Cancel, _) if from.is_before_disposed() => vec![P::Cancelled],
        (K::Confirm | K::Intervene, _) if from.is_before_disposed() => vec![from],
        (K::Acknowledge | K::Arrive | K::Reinforce | K::HandOver, _) if from.has_unit() => {
            vec![from]
        }
        // Another car of the incident leads then, wherever it is; else a car is wanted again.
        (K::RefuseAssignment, _) if from.has_unit() => {
            vec![from, P::Accepted, P::Assigned, P::Acknowledged, P::Arrived]
        }
        (K::ProposeArrival | K::AnswerCheckIn, _) if from.has_unit() => vec![from],
        (K::Prioritise, P::Classified | P::Accepted) => vec![from],
        (K::PauseClock | K::ResumeClock | K::AcknowledgeAlert, _) if !from.is_over() => vec![from],
        (K::ExplainBreach | K::RevealCaller | K::CheckClocks, _) => vec![from],
        _ => vec![],
    }
}

/// What holds of an incident at any time.
pub(super) fn check_state(incident: &Incident) -> Result<(), TestCaseError> {
    let phase = incident.phase;
    if phase.is_over() {
        prop_assert_eq!(incident.active_units().count(), 0);
        prop_assert!(!incident.clocks.iter().any(Clock::is_open));
        prop_assert_eq!(incident.next_alarm(), None);
    }
    // A car is bound exactly while the work on scene goes on.
    prop_assert_eq!(incident.lead().is_some(), phase.has_unit());
    prop_assert!(incident.last_step_at >= incident.received_at);
    prop_assert!(incident.last_recorded_at >= incident.last_step_at);
    // After a refusal the clocks run on while another car is sought.
    let refused = phase == P::Accepted && !incident.refusals.is_empty();
    let dispatch = [ClockKind::Arrive, ClockKind::Feedback, ClockKind::Dispose];
    for kind in ClockKind::ALL.iter().copied() {
        let open = incident
            .clocks
            .iter()
            .filter(|one| one.kind == kind && one.is_open());
        let open = open.count();
        if dispatch.contains(&kind) {
            prop_assert!(
                open <= usize::from(phase.has_unit() || refused),
                "{:?} in {:?}",
                kind,
                phase
            );
        } else if kind == ClockKind::FollowUp {
            prop_assert!(open <= 1);
        }
    }
    for clock in &incident.clocks {
        prop_assert!(clock.started_at <= clock.due_at);
        prop_assert!(clock.warn_at <= clock.due_at);
        prop_assert!(clock.pause.is_none() || clock.is_open());
    }
    for (index, clock) in incident.clocks.iter().enumerate() {
        let same = |one: &&Clock| one.kind == clock.kind && one.nth == clock.nth;
        prop_assert_eq!(incident.clocks[..index].iter().find(same), None);
    }
    for one in &incident.units {
        let times = [
            Some(one.assigned_at),
            one.acknowledged_at,
            one.arrival.map(|arrival| arrival.at),
            one.released_at,
        ];
        let times: Vec<_> = times.into_iter().flatten().collect();
        prop_assert!(times.is_sorted(), "{:?}", one);
    }
    Ok(())
}

/// What one command may do to clocks.
fn check_clocks(before: &[Clock], after: &[Clock]) -> Result<(), TestCaseError> {
    prop_assert!(after.len() >= before.len());
    for (old, new) in before.iter().zip(after) {
        prop_assert_eq!(
            (old.kind, old.nth, old.started_at),
            (new.kind, new.nth, new.started_at)
        );
        prop_assert!(old.due_at <= new.due_at, "a limit moves forwards only");
        prop_assert!(old.warn_at <= new.warn_at);
        if old.outcome() == ClockOutcome::Breached {
            prop_assert_eq!(new.outcome(), ClockOutcome::Breached, "for ever");
            let cause = |clock: &Clock| clock.breach.as_ref().map(|one| one.cause);
            prop_assert_eq!(cause(old), cause(new));
        }
        if old.end.is_some() {
            prop_assert_eq!(
                old,
                &Clock {
                    breach: old.breach.clone(),
                    ..new.clone()
                }
            );
        }
    }
    Ok(())
}

fn check_step(step: &Accepted<'_>) -> Result<(), TestCaseError> {
    let kind = step.command.kind();
    let ways = leads_to(kind, step.before.phase);
    let to = step.after.phase;
    prop_assert!(
        ways.contains(&to),
        "{:?}: {:?} to {:?}",
        kind,
        step.before.phase,
        to
    );
    let mut last = step.before.last_recorded_at;
    for one in step.events {
        prop_assert!(
            one.stamp.recorded_at >= last,
            "recorded times never go back"
        );
        prop_assert!(one.stamp.occurred_at <= one.stamp.recorded_at);
        prop_assert!(one.stamp.occurred_at >= step.before.received_at);
        last = one.stamp.recorded_at;
    }
    prop_assert_eq!(step.after.last_recorded_at, last);
    check_clocks(&step.before.clocks, &step.after.clocks)?;
    check_state(step.after)
}

proptest! {
    #![proptest_config(cases(3_000))]

    #[test]
    fn no_sequence_of_commands_breaks_the_loop((policy, asks) in run(false)) {
        let (events, incident) = play(&policy, &asks, |step| check_step(&step))?;
        let rebuilt = rebuild(&events);
        prop_assert_eq!(rebuilt.as_ref(), Some(&incident), "rebuilt equals as it went");
    }
}

/// The runs must get somewhere, or the property above says little.
#[test]
fn runs_reach_every_phase_and_every_command() {
    use proptest::{strategy::ValueTree, test_runner::TestRunner};
    use std::collections::BTreeSet;
    let mut runner = TestRunner::deterministic();
    let (mut phases, mut kinds) = (BTreeSet::new(), BTreeSet::new());
    for _ in 0..1_000 {
        let (policy, asks) = run(false).new_tree(&mut runner).expect("a run").current();
        play(&policy, &asks, |step| {
            phases.insert(step.after.phase);
            if !step.events.is_empty() {
                kinds.insert(step.command.kind());
            }
            Ok(())
        })
        .expect("a run");
    }
    phases.insert(P::Received);
    kinds.insert(K::Receive);
    // They need a link that the run itself has given, a limit that it has met, a call that it has
    // merged: the stories of the case hold these.
    kinds.extend([
        K::Rate,
        K::AskExtension,
        K::AnswerExtension,
        K::FollowUpJoined,
    ]);
    let missing: Vec<_> = P::ALL.iter().filter(|one| !phases.contains(one)).collect();
    assert!(missing.is_empty(), "never reached: {missing:?}");
    let missing: Vec<_> = K::ALL.iter().filter(|one| !kinds.contains(one)).collect();
    assert!(missing.is_empty(), "never done: {missing:?}");
}
