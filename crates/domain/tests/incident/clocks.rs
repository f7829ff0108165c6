//! Clocks that run: warn, kept, breached, and what late entries can and cannot do.

use crate::support::{
    commands::{
        acknowledge, arrive, close, confirm, dispose, explain, feedback, follow_up, review,
    },
    given::{Story, received},
    phases::standing_in,
    times::at,
};
use liandong_domain::incident::{
    BreachCause, ClockKind as K, ClockOutcome as O, Grade, IncidentCommand as C,
    IncidentEvent as E, Phase,
};

fn breached(clock: K, cause: BreachCause) -> E {
    E::ClockBreached {
        clock,
        nth: 1,
        cause,
    }
}

fn cause(story: &Story, kind: K) -> Option<BreachCause> {
    story.clock(kind).breach.as_ref().map(|one| one.cause)
}

#[test]
fn the_due_second_is_kept_and_the_next_is_a_breach() {
    let story = standing_in(Phase::Acknowledged)
        .when("08:20", arrive())
        .then_kinds(&["incident.arrived"]);
    assert_eq!(story.outcome(K::Arrive), O::Kept);
    let story = standing_in(Phase::Acknowledged)
        .when("08:20:01", arrive())
        .then_kinds(&["incident.clock_breached", "incident.arrived"]);
    assert_eq!(story.outcome(K::Arrive), O::Breached);
    assert_eq!(cause(&story, K::Arrive), Some(BreachCause::HappenedLate(1)));
    assert_eq!(
        story.clock(K::Arrive).took(),
        Some(901),
        "breached, yet met"
    );
}

#[test]
fn each_clock_has_its_own_limit() {
    // (clock, the phase before its end, the command that ends it, due second)
    let all = [
        (K::Arrive, Phase::Acknowledged, arrive(), "08:20"),
        (K::Feedback, Phase::Arrived, feedback(), "08:35"),
        (K::Dispose, Phase::FeedbackGiven, dispose(), "09:05"),
        (
            K::ReferralAccept,
            Phase::Referred,
            C::AcceptReferral { referral: 1 },
            "11:05",
        ),
        (
            K::ReferralDispose,
            Phase::ReferralAccepted,
            C::DepartmentDispose {
                referral: 1,
                result: "已整改".into(),
            },
            "+3 09:05",
        ),
        (
            K::FollowUp,
            Phase::DepartmentDisposed,
            follow_up(Grade::Satisfied),
            "+2 15:00",
        ),
    ];
    for (kind, phase, end, due) in all {
        let story = standing_in(phase);
        assert_eq!(story.clock(kind).due_at, at(due), "{kind:?}");
        let kept = story.clone().and(due, end.clone());
        assert_eq!(kept.outcome(kind), O::Kept, "{kind:?}");
        let late = story.and(&format!("{due}:01"), end);
        assert_eq!(late.outcome(kind), O::Breached, "{kind:?}");
        assert_eq!(cause(&late, kind), Some(BreachCause::HappenedLate(1)));
    }
}

#[test]
fn an_arrival_in_time_may_be_entered_within_the_grace() {
    let story = standing_in(Phase::Acknowledged)
        .clocks_checked("08:22")
        .when_entered("08:20", "08:22", arrive())
        .then_kinds(&["incident.arrived"]);
    assert_eq!(story.outcome(K::Arrive), O::Kept);
}

#[test]
fn a_late_entry_after_the_grace_never_makes_a_breached_clock_look_kept() {
    for looked in [None, Some("08:22:01"), Some("08:40")] {
        let mut story = standing_in(Phase::Acknowledged);
        if let Some(time) = looked {
            story = story.clocks_checked(time);
        }
        let story = story.when_entered("08:10", "09:00", arrive()).story();
        assert_eq!(story.outcome(K::Arrive), O::Breached);
        assert_eq!(cause(&story, K::Arrive), Some(BreachCause::NothingRecorded));
        let fact = story.incident.fact().arrive.expect("a clock ran");
        assert_eq!((fact.outcome, fact.late), (O::Breached, true));
        assert_eq!(fact.took, Some(300), "the claim is kept, as a claim");
    }
}

#[test]
fn nothing_recorded_is_a_breach_one_second_after_the_grace() {
    let story = standing_in(Phase::Acknowledged)
        .clocks_checked("08:15")
        .when("08:22", C::CheckClocks)
        .then(&[])
        .when("08:22:01", C::CheckClocks)
        .then(&[breached(K::Arrive, BreachCause::NothingRecorded)])
        .when("08:22:01", C::CheckClocks)
        .then(&[])
        .when("08:25", C::CheckClocks)
        .then(&[]);
    let breach = story
        .log
        .iter()
        .find(|one| one.event.kind() == "incident.clock_breached")
        .expect("a breach");
    assert_eq!(
        breach.stamp.occurred_at,
        at("08:20"),
        "it happened at the limit"
    );
    assert_eq!(breach.stamp.recorded_at, at("08:22:01"));
    assert!(!breach.stamp.late, "a clock makes no late entries");
}

#[test]
fn a_clock_warns_once() {
    let warned = |clock| E::ClockWarned { clock, nth: 1 };
    standing_in(Phase::Acknowledged)
        .when("08:14:59", C::CheckClocks)
        .then(&[])
        .when("08:15", C::CheckClocks)
        .then(&[warned(K::Arrive)])
        .when("08:16", C::CheckClocks)
        .then(&[])
        .when("08:30", C::CheckClocks)
        .then(&[
            breached(K::Arrive, BreachCause::NothingRecorded),
            warned(K::Feedback),
        ]);
}

#[test]
fn the_next_alarm_is_always_ahead_after_a_check() {
    let mut story = standing_in(Phase::Assigned);
    let mut alarms = Vec::new();
    while let Some(next) = story.incident.next_alarm() {
        assert!(
            alarms.last().is_none_or(|last| *last < next),
            "no alarm twice"
        );
        alarms.push(next);
        let second = next.since(at("00:00"));
        let (h, m, s) = (second / 3600, second / 60 % 60, second % 60);
        story = story.clocks_checked(&format!("{h:02}:{m:02}:{s:02}"));
    }
    let expected = [
        "08:15", "08:22:01", "08:30", "08:37:01", "08:55", "09:07:01",
    ];
    assert_eq!(alarms, expected.map(at));
    assert_eq!(story.incident.next_due(), None, "all are breached");
}

#[test]
fn the_next_due_is_the_first_limit_that_still_can_be_kept() {
    let story = standing_in(Phase::Assigned);
    assert_eq!(story.incident.next_due(), Some(at("08:20")));
    let story = story.clocks_checked("08:23");
    assert_eq!(story.incident.next_due(), Some(at("08:35")));
}

#[test]
fn a_breach_is_explained_by_somebody_who_knows() {
    let story = standing_in(Phase::Assigned)
        .when("08:10", explain(K::Arrive))
        .then_rejected("no_breach")
        .and("08:12", acknowledge())
        // The very command finds that the clock has run out.
        .when("08:30", explain(K::Arrive))
        .then_kinds(&["incident.clock_breached", "incident.breach_explained"]);
    let explanation = |story: &Story| {
        let breach = story.clock(K::Arrive).breach.clone();
        breach.and_then(|one| one.explanation).map(String::from)
    };
    assert_eq!(explanation(&story).as_deref(), Some("因为"));
    assert_eq!(
        story.outcome(K::Arrive),
        O::Breached,
        "explained, not undone"
    );
}

#[test]
fn of_two_breaches_of_a_kind_each_can_be_explained() {
    use crate::support::commands::{assign, reopen};
    let story = standing_in(Phase::Acknowledged)
        .and("08:21", arrive())
        .and("08:30", dispose())
        .and("08:31", review())
        .and("08:32", follow_up(Grade::Dissatisfied))
        .and("08:40", reopen())
        .and("08:41", assign("car-2"))
        .and("09:00", arrive())
        .and("09:01", explain(K::Arrive))
        .and("09:02", explain(K::Arrive));
    let explained: Vec<_> = story
        .incident
        .clocks
        .iter()
        .filter_map(|one| one.breach.as_ref())
        .map(|one| one.explanation.is_some())
        .collect();
    assert_eq!(explained, [true, true]);
}

#[test]
fn a_closing_without_an_answer_after_the_limit_is_a_breach() {
    let mut story = standing_in(Phase::Reviewed);
    for hour in ["+2 08:51", "+2 09:00", "+2 09:01"] {
        story = story.and(
            hour,
            C::FollowUp {
                outcome: liandong_domain::incident::FollowUpResult::Unreachable,
                reopen: false,
            },
        );
    }
    let story = story.and("+2 09:02", close());
    assert_eq!(story.outcome(K::FollowUp), O::Breached);
}

#[test]
fn no_clock_runs_before_the_assignment() {
    let story = received().and("08:02", confirm());
    assert_eq!(story.incident.next_alarm(), None);
    story.when("+30 08:00", C::CheckClocks).then(&[]);
}

#[test]
fn it_makes_no_difference_whether_clocks_were_checked_in_between() {
    let steps = || {
        vec![
            ("08:21", acknowledge()),
            ("08:23", arrive()),
            ("08:40", feedback()),
            ("09:04", dispose()),
            ("09:30", review()),
        ]
    };
    let run = |checked: bool| {
        let mut story = standing_in(Phase::Assigned);
        for (time, command) in steps() {
            if checked {
                story = story.clocks_checked(time);
            }
            story = story.and(time, command);
        }
        [K::Arrive, K::Feedback, K::Dispose].map(|kind| (story.outcome(kind), cause(&story, kind)))
    };
    assert_eq!(run(true), run(false));
    assert_eq!(
        run(false),
        [
            (O::Breached, Some(BreachCause::NothingRecorded)),
            (O::Breached, Some(BreachCause::NothingRecorded)),
            (O::Kept, None)
        ]
    );
}
