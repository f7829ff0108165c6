//! Several departments at once: each at its own pace, the slowest decides.

use crate::support::{
    commands::{WHY, accept_referral, department_dispose, follow_up, refer},
    phases::standing_in,
    times::at,
};
use liandong_domain::incident::{
    ClockKind as K, ClockOutcome as O, Grade, IncidentCommand as C, Phase,
};

#[test]
fn the_slowest_department_decides_where_the_incident_stands() {
    let story = standing_in(Phase::Referred).and("09:10", refer("housing"));
    assert_eq!(story.phase(), Phase::Referred);
    let story = story.and("09:20", accept_referral(2));
    assert_eq!(story.phase(), Phase::Referred, "the first has not accepted");
    let story = story.and("09:30", accept_referral(1));
    assert_eq!(story.phase(), Phase::ReferralAccepted);
    let story = story.and("10:00", department_dispose(2));
    assert_eq!(story.phase(), Phase::ReferralAccepted);
    story
        .clone()
        .when("10:05", follow_up(Grade::Satisfied))
        .then_rejected("wrong_phase");
    assert!(story.incident.open_clock(K::FollowUp).is_none());
    let story = story.and("11:00", department_dispose(1));
    assert_eq!(story.phase(), Phase::DepartmentDisposed);
    let clock = story.incident.open_clock(K::FollowUp).expect("it runs");
    assert_eq!(clock.due_at, at("+2 11:00"));
}

#[test]
fn a_department_has_an_incident_once_until_it_has_answered() {
    standing_in(Phase::Referred)
        .when("09:10", refer("urban"))
        .then_rejected("already_referred")
        .and("09:20", department_dispose(1))
        .when("09:30", refer("urban"))
        .then_kinds(&["incident.referred"])
        .when("09:31", accept_referral(1))
        .then_rejected("referral_answered")
        .when("09:31", department_dispose(1))
        .then_rejected("referral_answered")
        .when("09:31", accept_referral(3))
        .then_rejected("unknown_referral")
        .when("09:31", department_dispose(3))
        .then_rejected("unknown_referral")
        .when("09:31", refer("forestry"))
        .then_rejected("unknown_department");
}

#[test]
fn a_result_without_an_acceptance_is_both_at_once() {
    let story = standing_in(Phase::Referred)
        .when("09:30", department_dispose(1))
        .then_kinds(&["incident.referral_accepted", "incident.department_disposed"]);
    assert_eq!(story.outcome(K::ReferralAccept), O::Kept);
    assert_eq!(story.outcome(K::ReferralDispose), O::Kept);
}

#[test]
fn a_new_referral_stops_the_follow_up_clock_until_the_last_result() {
    let story = standing_in(Phase::DepartmentDisposed).and("15:10", refer("housing"));
    assert_eq!(story.phase(), Phase::Referred);
    assert_eq!(story.outcome(K::FollowUp), O::Void);
    let story = story.and("15:20", department_dispose(2));
    assert_eq!(story.outcome(K::FollowUp), O::Running);
}

#[test]
fn departments_report_in_any_order_of_time() {
    // The first accepts at 09:30; the second had accepted at 09:20, entered afterwards.
    let story = standing_in(Phase::Referred)
        .and("09:10", refer("housing"))
        .and("09:30", accept_referral(1))
        .when_entered("09:20", "09:31", accept_referral(2))
        .then_kinds(&["incident.referral_accepted"])
        .when_entered("09:19", "09:40", department_dispose(2))
        .then_rejected("before_previous_step");
    assert_eq!(
        story.incident.last_step_at,
        at("09:30"),
        "the line never goes back"
    );
    let story = story
        .and("10:00", department_dispose(1))
        .when_entered("09:50", "10:01", department_dispose(2))
        .then_kinds(&["incident.department_disposed"]);
    let clock = story.clock(K::FollowUp);
    assert_eq!(clock.started_at, at("10:00"), "from the later result");
    assert_eq!(clock.due_at, at("+2 10:00"));
}

#[test]
fn no_department_answers_before_it_was_asked() {
    standing_in(Phase::Referred)
        .and("09:10", refer("housing"))
        .when_entered("09:09", "09:20", accept_referral(2))
        .then_rejected("before_previous_step")
        .when_entered("09:09", "09:20", department_dispose(2))
        .then_rejected("before_previous_step")
        .when_entered("09:04", "09:20", accept_referral(1))
        .then_rejected("before_previous_step");
}

#[test]
fn each_department_has_its_own_clocks() {
    let story = standing_in(Phase::Referred)
        .and("11:00", refer("housing"))
        .and("11:04", accept_referral(2))
        // 11:05 was the first one's limit.
        .and("11:06", accept_referral(1));
    let outcomes: Vec<_> = story
        .incident
        .clocks
        .iter()
        .filter(|one| one.kind == K::ReferralAccept)
        .map(|one| (one.nth, one.outcome()))
        .collect();
    assert_eq!(outcomes, [(1, O::Breached), (2, O::Kept)]);
}

#[test]
fn a_result_must_say_something() {
    let blank = C::DepartmentDispose {
        referral: 1,
        result: " ".into(),
    };
    standing_in(Phase::ReferralAccepted)
        .when("11:00", blank)
        .then_rejected("blank");
    let reason = standing_in(Phase::Referred).incident.referrals[0]
        .reason
        .clone();
    assert_eq!(&*reason, WHY);
}
