//! It makes no difference to any clock whether somebody looked in between; so a late entry never
//! makes a breached clock look kept.

use super::{
    cases,
    runs::{Ask, context, first, run},
};
use crate::support::{given::asked, times::at};
use liandong_domain::{
    incident::{Asked, ClockOutcome, CommandKind, Incident, IncidentCommand, decide},
    policy::Policy,
    time::Timestamp,
};
use proptest::prelude::*;

/// The commands of a run with their times, as the unwatched run chose them.
fn script(policy: &Policy, asks: &[Ask]) -> Vec<(IncidentCommand, Asked, bool)> {
    let mut incident = first(policy).incident;
    let mut now = at("08:00");
    let mut script = Vec::new();
    for ask in asks {
        now = now.plus(ask.seconds);
        let command = ask.command(&incident);
        // Whether somebody was told depends on whether somebody looked.
        if command.kind() == CommandKind::AcknowledgeAlert {
            continue;
        }
        let asked = asked(ask.occurred_at(now), now);
        if let Ok(decision) = decide(&incident, &command, asked, context(policy, ask.busy)) {
            incident = decision.incident;
        }
        script.push((command, asked, ask.busy));
    }
    script
}

fn check(policy: &Policy, incident: Incident, now: Timestamp) -> Incident {
    let command = IncidentCommand::CheckClocks;
    decide(
        &incident,
        &command,
        asked(None, now),
        context(policy, false),
    )
    .expect("looking is always possible")
    .incident
}

/// Plays a script, looking at the clocks at these parts (of 1000) of the time before each command.
fn play(
    policy: &Policy,
    script: &[(IncidentCommand, Asked, bool)],
    looks: &[u16],
) -> (Vec<Option<&'static str>>, Incident) {
    let mut incident = first(policy).incident;
    let mut now = at("08:00");
    let mut answers = Vec::new();
    let mut looks = looks.iter().cycle();
    for (command, asked, busy) in script {
        let wait = asked.now.since(now);
        if let Some(part) = looks.next().filter(|part| **part <= 1_000) {
            incident = check(policy, incident, now.plus(wait / 1_000 * i64::from(*part)));
        }
        now = asked.now;
        match decide(&incident, command, *asked, context(policy, *busy)) {
            Ok(decision) => {
                incident = decision.incident;
                answers.push(None);
            }
            Err(why) => answers.push(Some(why.code())),
        }
    }
    incident = check(policy, incident, now);
    // Warnings, questions to crews, who was told, and their recording are all that looking may add.
    incident.alerts.clear();
    for one in &mut incident.units {
        one.check_in = None;
    }
    incident.last_recorded_at = Timestamp(0);
    for clock in &mut incident.clocks {
        clock.warned = false;
    }
    (answers, incident)
}

proptest! {
    #![proptest_config(cases(2_000))]

    #[test]
    fn looking_changes_no_answer_and_no_outcome(
        (policy, asks) in run(true),
        looks in proptest::collection::vec(0..1_500_u16, 1..8),
    ) {
        let script = script(&policy, &asks);
        let unwatched = play(&policy, &script, &[1_001]);
        let watched = play(&policy, &script, &looks);
        prop_assert_eq!(unwatched.0, watched.0);
        prop_assert_eq!(unwatched.1, watched.1);
    }

    #[test]
    fn what_was_seen_breached_is_breached_at_the_end(
        (policy, asks) in run(true),
    ) {
        let mut incident = first(&policy).incident;
        let mut breached = Vec::new();
        for (command, asked, busy) in script(&policy, &asks) {
            incident = check(&policy, incident, asked.now);
            let seen = incident.clocks.iter().filter(|one| one.outcome() == ClockOutcome::Breached);
            breached.extend(seen.map(|one| (one.kind, one.nth)));
            if let Ok(decision) = decide(&incident, &command, asked, context(&policy, busy)) {
                incident = decision.incident;
            }
        }
        for (kind, nth) in breached {
            let clock = incident.clocks.iter().find(|one| (one.kind, one.nth) == (kind, nth));
            prop_assert_eq!(clock.map(|one| one.outcome()), Some(ClockOutcome::Breached));
            if let Some(fact) = incident.fact().clock(kind) {
                prop_assert_eq!(fact.outcome, ClockOutcome::Breached);
            }
        }
    }

    #[test]
    fn a_check_leaves_no_alarm_behind((policy, asks) in run(true)) {
        let mut incident = first(&policy).incident;
        for (command, asked, busy) in script(&policy, &asks) {
            incident = check(&policy, incident, asked.now);
            let next = incident.next_alarm();
            prop_assert!(next.is_none_or(|next| next > asked.now), "{:?}", next);
            if let Ok(decision) = decide(&incident, &command, asked, context(&policy, busy)) {
                incident = decision.incident;
            }
        }
    }
}
