//! From the call to the closing, step by step, with the very events.

use crate::support::{
    commands::{
        WHY, accept_referral, acknowledge, arrive, assign, close, confirm, department_dispose,
        dispose, feedback, follow_up, refer, review,
    },
    given::received,
    phases::{main_line, standing_in},
    times::at,
    town::{area, day_crew, department, item, unit},
};
use liandong_domain::incident::{
    ArrivalSource, CategoryCode, ClockKind, ClockOutcome, ClockStart, DisposalOutcome,
    FollowUpResult, Grade, IncidentCommand as C, IncidentEvent as E, Phase,
};

fn clock(clock: ClockKind, nth: u32, warn: &str, due: &str) -> ClockStart {
    ClockStart {
        clock,
        nth,
        warn_at: at(warn),
        due_at: at(due),
        grace: 120,
    }
}

#[test]
fn every_step_makes_its_own_event_and_starts_its_clocks() {
    let story = received()
        .when("08:02", confirm())
        .then(&[E::Classified {
            category: CategoryCode::Environment,
            subcategory: None,
            area: None,
            in_spite_of_hazards: None,
        }])
        .when("08:03", C::Accept)
        .then(&[E::Accepted])
        .when("08:05", assign("car-1"))
        .then(&[E::UnitAssigned {
            unit: unit("car-1"),
            crew: day_crew("car-1"),
            clocks: vec![
                clock(ClockKind::Arrive, 1, "08:15", "08:20"),
                clock(ClockKind::Feedback, 1, "08:30", "08:35"),
                clock(ClockKind::Dispose, 1, "08:55", "09:05"),
            ],
        }])
        .when("08:06", acknowledge())
        .then(&[E::Acknowledged {
            unit: unit("car-1"),
        }])
        .when("08:15", arrive())
        .then(&[E::Arrived {
            unit: unit("car-1"),
            how: ArrivalSource::Radio,
        }])
        .when("08:25", feedback())
        .then(&[E::FeedbackGiven {
            text: "到场".into(),
        }])
        .when("08:50", dispose())
        .then(&[E::Disposed {
            outcome: DisposalOutcome::Resolved,
            text: "已劝离".into(),
            clocks: vec![clock(ClockKind::FollowUp, 1, "+1 20:50", "+2 08:50")],
        }])
        .when("09:00", review())
        .then(&[E::Reviewed {
            finding: "属实".into(),
        }])
        .when("09:05", refer("urban"))
        .then(&[E::Referred {
            referral: 1,
            department: department("urban"),
            reason: WHY.into(),
            clocks: vec![
                clock(ClockKind::ReferralAccept, 1, "10:35", "11:05"),
                clock(ClockKind::ReferralDispose, 1, "+2 09:05", "+3 09:05"),
            ],
        }])
        .when("10:00", accept_referral(1))
        .then(&[E::ReferralAccepted { referral: 1 }])
        .when("15:00", department_dispose(1))
        .then(&[E::DepartmentDisposed {
            referral: 1,
            result: "已整改".into(),
            clocks: vec![clock(ClockKind::FollowUp, 2, "+2 03:00", "+2 15:00")],
        }])
        .when("16:00", follow_up(Grade::Satisfied))
        .then(&[E::FollowedUp(FollowUpResult::Reached {
            grade: Grade::Satisfied,
            complaint: None,
        })])
        .when("16:10", close())
        .then(&[E::Closed { note: None }]);
    let incident = &story.incident;
    assert_eq!(incident.closed_at, Some(at("16:10")));
    assert_eq!((incident.round, incident.late_entries), (1, 0));
    assert_eq!(incident.area, Some(area("north")), "found by the place");
    for kind in [
        ClockKind::Arrive,
        ClockKind::Feedback,
        ClockKind::Dispose,
        ClockKind::ReferralAccept,
        ClockKind::ReferralDispose,
        ClockKind::FollowUp,
    ] {
        assert_eq!(story.outcome(kind), ClockOutcome::Kept, "{kind:?}");
    }
    assert_eq!(story.clock(ClockKind::Arrive).took(), Some(600));
    assert_eq!(incident.active_units().count(), 0);
    assert_eq!(incident.next_alarm(), None);
    assert_eq!(incident.next_due(), None);
}

#[test]
fn each_step_stands_in_its_phase() {
    for (_, _, phase) in main_line() {
        assert_eq!(standing_in(phase).phase(), phase);
    }
}

#[test]
fn a_case_that_needs_no_department_is_followed_up_after_the_review() {
    standing_in(Phase::Reviewed)
        .when("10:00", follow_up(Grade::VerySatisfied))
        .then_kinds(&["incident.followed_up"])
        .when("10:01", close())
        .then_kinds(&["incident.closed"]);
}

#[test]
fn a_disposal_straight_after_the_arrival_is_the_feedback_too() {
    let story = standing_in(Phase::Arrived)
        .when("08:30", dispose())
        .then_kinds(&["incident.feedback_given", "incident.disposed"]);
    assert_eq!(story.outcome(ClockKind::Feedback), ClockOutcome::Kept);
    assert_eq!(story.outcome(ClockKind::Dispose), ClockOutcome::Kept);
}

#[test]
fn a_crew_may_arrive_without_having_acknowledged() {
    let story = standing_in(Phase::Assigned)
        .when("08:15", arrive())
        .then_kinds(&["incident.arrived"]);
    assert_eq!(story.phase(), Phase::Arrived);
    story
        .when("08:16", acknowledge())
        .then_rejected("already_reported");
}

#[test]
fn a_classification_can_be_corrected_before_disposed_and_moves_nothing() {
    let correction = C::Confirm {
        category: CategoryCode::Environment,
        subcategory: Some(item("noise")),
        area: Some(area("south")),
        in_spite_of_hazards: None,
    };
    let story = standing_in(Phase::Arrived)
        .when("08:20", correction)
        .then_kinds(&["incident.classified"]);
    assert_eq!(story.phase(), Phase::Arrived);
    assert_eq!(story.incident.area, Some(area("south")));
    assert_eq!(story.incident.subcategory, Some(item("noise")));
}

#[test]
fn a_caller_who_cannot_be_reached_is_called_as_often_as_the_policy_says() {
    use crate::support::commands::unreachable;
    let story = standing_in(Phase::Reviewed)
        .when("10:00", unreachable())
        .then(&[E::FollowedUp(FollowUpResult::Unreachable)])
        .when("10:01", close())
        .then_rejected("follow_up_pending")
        .and("11:00", unreachable())
        .when("11:01", close())
        .then_rejected("follow_up_pending")
        .and("12:00", unreachable())
        .when("12:01", close())
        .then_kinds(&["incident.closed"]);
    // Nobody answered, so the limit was neither kept nor, being still ahead, breached.
    assert_eq!(story.outcome(ClockKind::FollowUp), ClockOutcome::Void);
    assert!(story.incident.fact().unreachable);
    assert_eq!(story.incident.fact().grade, None);
}

#[test]
fn an_answer_at_the_second_attempt_is_enough() {
    use crate::support::commands::unreachable;
    let story = standing_in(Phase::Reviewed)
        .and("10:00", unreachable())
        .and("11:00", follow_up(Grade::Neutral))
        .and("11:01", close());
    assert!(!story.incident.fact().unreachable);
    assert_eq!(story.incident.fact().grade, Some(Grade::Neutral));
    assert_eq!(story.outcome(ClockKind::FollowUp), ClockOutcome::Kept);
}
