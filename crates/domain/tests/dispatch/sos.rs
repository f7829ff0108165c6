//! A call for help: told at once, seen to by another person, ended with a word.

use crate::support::{
    times::at,
    town::{member, unit},
};
use liandong_domain::{
    aggregate::{Aggregate, Asked},
    dispatch::{DispatchRules, EscalationRule, EscalationStep, MatterKind},
    ids::{AccountId, UnitId},
    refusal::{Because, Refusal},
    roles::Role,
    safety::{Raised, Sos, SosCommand as C, SosFacts, SosOutcome, SosRejection},
    time::Timestamp,
};

fn who(id: &str) -> AccountId {
    AccountId::new(id).expect("an account")
}

fn rules() -> DispatchRules {
    let step = |after_seconds, role| EscalationStep {
        after_seconds,
        to: vec![role],
    };
    DispatchRules {
        escalation: vec![EscalationRule {
            matter: MatterKind::Sos,
            from_warning: false,
            steps: vec![
                step(0, Role::Dispatcher),
                step(60, Role::Leader),
                step(180, Role::Administrator),
            ],
        }],
        ..DispatchRules::default()
    }
}

fn raise() -> C {
    C::Raise(Box::new(Raised {
        by: who("crew-1"),
        member: member("m-1"),
        unit: Some(unit("car-1")),
        incident: None,
        seen: None,
        note: Some(" ".into()),
    }))
}

/// Gives a command; each accepted one is also rebuilt through JSON.
fn give(
    state: Option<&Sos>,
    now: Timestamp,
    command: &C,
) -> Result<(Vec<&'static str>, Sos), SosRejection> {
    let near: Vec<UnitId> = vec![unit("car-2")];
    let rules = rules();
    let facts = SosFacts {
        rules: &rules,
        nearest: &near,
        grace: 120,
    };
    let asked = Asked {
        occurred_at: None,
        now,
    };
    let events = Sos::decide(state, "sos-1", command, asked, facts)?;
    let mut after = state.cloned();
    for (event, stamp) in &events {
        let text = serde_json::to_string(event).expect("JSON");
        let event = serde_json::from_str(&text).expect("an event");
        after = Sos::evolve(after, "sos-1", &event, *stamp);
    }
    let kinds = events.iter().map(|(event, _)| Sos::kind(event)).collect();
    Ok((kinds, after.expect("a call")))
}

fn raised() -> Sos {
    give(None, at("03:00"), &raise()).expect("raised").1
}

fn acknowledge(by: &str) -> C {
    C::Acknowledge {
        by: who(by),
        note: None,
    }
}

fn end(by: &str, word: &str) -> C {
    C::End {
        by: who(by),
        outcome: SosOutcome::Helped,
        word: word.into(),
    }
}

#[test]
fn commander_and_the_nearest_hear_at_once_by_night_as_by_day() {
    let sos = raised();
    assert_eq!(sos.to_roles, [Role::Commander, Role::Dispatcher]);
    assert_eq!(sos.to_units, [unit("car-2")]);
    assert_eq!(sos.call.note, None, "a blank note is none");
    assert_eq!(sos.next_alarm(), Some(at("03:01")));
    assert_eq!(
        give(Some(&sos), at("03:01"), &raise()).expect_err("once"),
        SosRejection::AlreadyRaised
    );
}

#[test]
fn it_goes_up_until_a_person_sees_to_it() {
    let (kinds, sos) = give(Some(&raised()), at("03:00:59"), &C::CheckTime).expect("checked");
    assert!(kinds.is_empty());
    let (kinds, sos) = give(Some(&sos), at("03:01"), &C::CheckTime).expect("checked");
    assert_eq!(kinds, ["safety.sos_escalated"]);
    assert_eq!(sos.next_alarm(), Some(at("03:03")));
    let (_, seen) = give(Some(&sos), at("03:02"), &acknowledge("commander-1")).expect("seen");
    assert_eq!(seen.next_alarm(), None);
    let (kinds, _) = give(Some(&seen), at("09:00"), &C::CheckTime).expect("checked");
    assert!(kinds.is_empty());
    // Who slept tells all levels once.
    let (kinds, sos) = give(Some(&raised()), at("09:00"), &C::CheckTime).expect("checked");
    assert_eq!(kinds.len(), 2);
    assert_eq!((sos.level, sos.next_alarm()), (3, None));
    assert_eq!(sos.to_roles.len(), 4);
}

#[test]
fn nobody_answers_the_own_call_and_it_ends_with_a_word() {
    let sos = raised();
    let refused = |sos: &Sos, command: &C| give(Some(sos), at("03:01"), command).expect_err("no");
    assert_eq!(refused(&sos, &acknowledge("crew-1")), SosRejection::OwnCall);
    assert_eq!(
        refused(&sos, &end("commander-1", "好")),
        SosRejection::NotAcknowledged
    );
    let (_, sos) = give(Some(&sos), at("03:01"), &acknowledge("commander-1")).expect("seen");
    assert_eq!(
        refused(&sos, &acknowledge("dispatcher-1")),
        SosRejection::AlreadyAcknowledged
    );
    assert_eq!(refused(&sos, &end("crew-1", "没事")), SosRejection::OwnCall);
    assert_eq!(
        refused(&sos, &end("commander-1", " ")),
        SosRejection::Blank("word")
    );
    let (kinds, sos) =
        give(Some(&sos), at("03:10"), &end("commander-1", "增援已到")).expect("ended");
    assert_eq!(kinds, ["safety.sos_ended"]);
    assert_eq!(refused(&sos, &end("commander-1", "又")), SosRejection::Over);
    assert_eq!(
        give(None, at("03:00"), &acknowledge("commander-1")).expect_err("none"),
        SosRejection::NoSuchSos
    );
}

#[test]
fn a_clock_set_back_stands_still() {
    let (_, sos) = give(Some(&raised()), at("01:00"), &acknowledge("commander-1")).expect("seen");
    assert_eq!(sos.acknowledged.map(|one| one.0), Some(at("03:00")));
}

#[test]
fn refusals_are_told_in_both_languages() {
    let refusal: Refusal = SosRejection::OwnCall.into();
    assert_eq!(refusal.because, Because::Forbidden);
    assert!(refusal.zh.contains("须由他人办理") && !refusal.en.is_empty());
    let refusal: Refusal = SosRejection::Blank("word").into();
    assert_eq!(refusal.field, Some("word"));
}
