//! Crews on scene are asked, and what stays unanswered goes up, level by level.

use crate::support::{
    commands::{
        acknowledge_alert, answer, arrive_by, assign, dispose, pause, prioritise, propose_arrival,
        refuse, reinforce,
    },
    given::{Story, received_under},
    phases::continued,
    times::at,
    town::{policy, unit},
};
use liandong_domain::{
    dispatch::{CheckInRule, EscalationRule, EscalationStep, MatterKind as M},
    incident::{
        ClockKind as K, CrewAnswer as A, Decided, IncidentCommand as C, IncidentEvent as E, Matter,
        Phase as P,
    },
    policy::Policy,
    roles::Role,
    time::Timestamp,
};

/// Dispatcher at once, commander after five minutes, the administrator after fifteen.
fn ladder(matter: M) -> EscalationRule {
    let step = |after_seconds, role| EscalationStep {
        after_seconds,
        to: vec![role],
    };
    EscalationRule {
        matter,
        from_warning: false,
        steps: vec![
            step(0, Role::Dispatcher),
            step(300, Role::Commander),
            step(900, Role::Administrator),
        ],
    }
}

fn strict() -> Policy {
    let mut policy = policy();
    policy.dispatch.check_in = Some(CheckInRule {
        every_seconds: 600,
        answer_seconds: 120,
    });
    policy.dispatch.escalation = M::ALL.iter().copied().map(ladder).collect();
    policy
        .dispatch
        .escalation
        .retain(|one| one.matter != M::NoCar);
    policy.check().expect("the policy makes sense");
    policy
}

fn stands(phase: P) -> Story {
    continued(received_under(strict()), phase)
}

fn told(story: &Story) -> Vec<(String, u32, Timestamp)> {
    let one = |one: &Decided| match &one.event {
        E::Escalated { about, level, .. } => Some((about.code(), *level, one.stamp.occurred_at)),
        _ => None,
    };
    story.log.iter().filter_map(one).collect()
}

fn arrive_1() -> Matter {
    Matter::Clock {
        clock: K::Arrive,
        nth: 1,
    }
}

#[test]
fn a_breach_goes_up_level_by_level_until_somebody_sees_to_it() {
    // Due 08:20, two minutes to enter it: breached at 08:22:01.
    let story = stands(P::Acknowledged)
        .and("08:22:01", C::CheckClocks)
        .and("08:27:00", C::CheckClocks);
    assert_eq!(told(&story), [("arrive-1".into(), 1, at("08:22:01"))]);
    assert_eq!(story.incident.next_alarm(), Some(at("08:27:01")));
    let story = story.and("08:27:01", C::CheckClocks);
    assert_eq!(told(&story).len(), 2);
    let alert = story.incident.open_alerts().next().expect("it stands");
    assert_eq!(alert.to_roles, [Role::Dispatcher, Role::Commander]);
    let story = story
        .when("08:28", acknowledge_alert(arrive_1()))
        .then_kinds(&["incident.alert_acknowledged"])
        .and("08:50", C::CheckClocks);
    assert_eq!(
        told(&story)
            .iter()
            .filter(|one| one.0 == "arrive-1")
            .count(),
        2,
        "nobody is told any more"
    );
    story
        .when("08:51", acknowledge_alert(arrive_1()))
        .then_rejected("no_such_alert");
}

#[test]
fn what_was_waited_for_ends_it_too() {
    let story = stands(P::Acknowledged)
        .and("08:22:01", C::CheckClocks)
        .and("08:24", arrive_by("car-1"));
    assert_eq!(story.incident.open_alerts().count(), 0);
    let story = story.and("08:33", C::CheckClocks);
    assert_eq!(told(&story).len(), 1);
}

#[test]
fn after_a_long_sleep_every_level_is_told_once_in_order() {
    let story = stands(P::Acknowledged).and("+1 08:00", C::CheckClocks);
    let told = told(&story);
    assert_eq!(told.len(), 9, "three clocks, three levels each: {told:?}");
    let mut sorted = told.clone();
    sorted.sort_by_key(|(_, _, at)| *at);
    let of = |code: &str| -> Vec<u32> {
        let mine = told.iter().filter(|one| one.0 == code);
        mine.map(|one| one.1).collect()
    };
    assert_eq!(of("arrive-1"), [1, 2, 3]);
    assert_eq!(of("dispose-1"), [1, 2, 3]);
    assert_eq!(story.incident.next_alarm(), None, "nothing is due any more");
    let again = story.clone().and("+2 08:00", C::CheckClocks);
    assert_eq!(again.log.len(), story.log.len(), "nothing twice");
}

#[test]
fn a_pause_stops_the_telling() {
    let mut policy = strict();
    for rule in &mut policy.dispatch.escalation {
        rule.from_warning = true;
    }
    let warned = continued(received_under(policy), P::Acknowledged).and("08:15", C::CheckClocks);
    assert_eq!(told(&warned), [("arrive-1".into(), 1, at("08:15"))]);
    let paused = warned.and("08:16", pause(K::Arrive));
    assert_eq!(paused.incident.open_alerts().count(), 0);
    let resumed = paused.and("08:46", C::CheckClocks);
    assert!(
        resumed
            .incident
            .open_alerts()
            .any(|one| one.about == arrive_1())
    );
}

#[test]
fn a_refusal_is_told_at_once_and_ends_with_the_next_car() {
    let story = stands(P::Assigned)
        .when("08:06", refuse())
        .then_kinds(&["incident.assignment_refused", "incident.escalated"]);
    assert_eq!(told(&story), [("refusal-1".into(), 1, at("08:06"))]);
    let story = story.and("08:11", C::CheckClocks);
    assert_eq!(told(&story).last().map(|one| one.1), Some(2));
    let story = story.and("08:12", assign("car-2"));
    assert_eq!(story.incident.open_alerts().count(), 0);
    let story = story.and("08:13", refuse());
    assert_eq!(
        told(&story).last(),
        Some(&("refusal-2".into(), 1, at("08:13")))
    );
}

#[test]
fn a_wait_without_a_car_is_told_after_its_time() {
    let mut policy = strict();
    let mut rule = ladder(M::NoCar);
    rule.steps.remove(0);
    policy.dispatch.escalation.push(rule);
    let story = continued(received_under(policy), P::Classified)
        .when("08:03", C::Accept)
        .then_kinds(&["incident.accepted", "incident.escalation_set"]);
    assert_eq!(story.incident.next_alarm(), Some(at("08:08")));
    assert_eq!(
        story
            .incident
            .open_alerts()
            .filter(|one| one.level > 0)
            .count(),
        0
    );
    let story = story.and("08:08", C::CheckClocks);
    assert_eq!(told(&story), [("no_car-1".into(), 1, at("08:08"))]);
    let story = story.and("08:09", assign("car-1"));
    assert_eq!(story.incident.open_alerts().count(), 0);
}

#[test]
fn a_crew_on_scene_is_asked_and_its_silence_alarms() {
    let story = stands(P::Acknowledged)
        .when("08:15", arrive_by("car-1"))
        .then_kinds(&["incident.arrived", "incident.check_in_set"]);
    assert_eq!(story.incident.next_alarm(), Some(at("08:25")));
    let story = story
        .when("08:25", C::CheckClocks)
        .then_kinds(&["incident.check_in_asked"]);
    assert_eq!(story.incident.next_alarm(), Some(at("08:27:01")));
    story.clone().when("08:27", C::CheckClocks).then_kinds(&[]);
    let story = story
        .when("08:27:01", C::CheckClocks)
        .then_kinds(&["incident.check_in_missed", "incident.escalated"]);
    assert_eq!(
        told(&story).last().map(|one| one.0.clone()),
        Some("check_in-1".into())
    );
    // The crew answers after all: the alarm is over and the next question is set.
    let story = story
        .when("08:29", answer(A::AllWell))
        .then_kinds(&["incident.check_in_answered", "incident.check_in_set"]);
    assert_eq!(story.incident.open_alerts().count(), 0);
    assert_eq!(
        story.incident.next_alarm(),
        Some(at("08:30")),
        "the feedback's warning"
    );
    let check = story.incident.units[0].check_in.as_ref().expect("a check");
    assert_eq!((check.nth, check.ask_at), (2, at("08:39")));
}

#[test]
fn who_slept_asks_before_it_alarms() {
    let story = stands(P::Arrived).and("12:00", C::CheckClocks);
    let check = story.incident.units[0].check_in.clone().expect("a check");
    assert_eq!(check.answer_by, Some(at("12:02")));
    assert!(!check.missed);
    let story = story.and("12:10", C::CheckClocks);
    assert!(
        story.incident.units[0]
            .check_in
            .as_ref()
            .expect("a check")
            .missed
    );
}

#[test]
fn a_call_for_help_is_told_at_once_to_the_nearest_too() {
    let story = stands(P::Arrived)
        .when("08:20", answer(A::NeedHelp))
        .then_kinds(&[
            "incident.check_in_answered",
            "incident.check_in_set",
            "incident.escalated",
        ]);
    let help = Matter::Help {
        unit: unit("car-1"),
        nth: 1,
    };
    assert_eq!(told(&story), [("help-1".into(), 1, at("08:20"))]);
    let story = story.and("08:21", acknowledge_alert(help));
    assert_eq!(story.incident.open_alerts().count(), 0);
}

#[test]
fn a_crew_that_has_left_is_not_asked() {
    let story = stands(P::FeedbackGiven).and("08:26", dispose());
    let story = story.and("08:40", C::CheckClocks);
    let kinds = story.log.iter().map(|one| one.event.kind());
    assert_eq!(
        kinds
            .filter(|kind| *kind == "incident.check_in_asked")
            .count(),
        0
    );
}

#[test]
fn each_crew_has_its_own_check() {
    let story = stands(P::Arrived)
        .and("08:16", reinforce("car-2"))
        .and("08:20", arrive_by("car-2"))
        .and("08:30", C::CheckClocks);
    let mut asked: Vec<_> = story
        .incident
        .units
        .iter()
        .filter_map(|one| one.check_in.as_ref())
        .map(|one| (one.nth, one.answer_by.is_some()))
        .collect();
    asked.sort_unstable();
    assert_eq!(asked, [(1, true), (2, true)]);
}

#[test]
fn an_arrival_is_proposed_once() {
    let story = stands(P::Acknowledged)
        .when("08:14", propose_arrival("car-1"))
        .then_kinds(&["incident.arrival_proposed"]);
    assert_eq!(story.phase(), P::Acknowledged, "the crew confirms it");
    let story = story
        .when("08:14", propose_arrival("car-1"))
        .then_rejected("already_reported");
    let story = story.and("08:15", arrive_by("car-1"));
    story
        .when("08:16", propose_arrival("car-1"))
        .then_rejected("already_reported");
}

#[test]
fn the_commander_sets_the_order_and_takes_it_back() {
    let story = stands(P::Accepted).and("08:04", prioritise(1));
    assert_eq!(story.incident.rank, 1);
    let story = story.and("08:05", prioritise(0));
    assert_eq!(story.incident.rank, 0);
    let blank = C::Prioritise {
        rank: 1,
        reason: String::new(),
    };
    story.when("08:05", blank).then_rejected("blank");
    stands(P::Assigned)
        .when("08:06", prioritise(1))
        .then_rejected("wrong_phase");
}
