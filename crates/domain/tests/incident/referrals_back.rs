//! Referrals that come back without a result, and those that get more time.

use crate::support::{
    commands::{
        WHY, accept_referral, ask_extension, close, department_dispose, follow_up, grant, refer,
        refuse_referral, return_referral, unreachable,
    },
    given::Story,
    phases::{continued, standing_in},
    times::at,
    town::{department, policy},
};
use liandong_domain::{
    incident::{ClockKind as K, ClockOutcome as O, Grade, IncidentCommand as C, Phase as P},
    policy::{CaseRules, DepartmentLimits, Limit},
};

fn generous() -> CaseRules {
    CaseRules {
        extension_max_seconds: 86_400,
        extension_max_count: 1,
        deadline_max_seconds: 10 * 86_400,
        department_limits: vec![DepartmentLimits {
            department: department("housing"),
            accept: None,
            dispose: Some(Limit {
                seconds: 6 * 3_600,
                warn_before_seconds: 3_600,
            }),
        }],
        ..CaseRules::default()
    }
}

fn under(rules: CaseRules, phase: P) -> Story {
    let mut policy = policy();
    policy.case = rules;
    policy.check().expect("a policy");
    continued(crate::support::given::received_under(policy), phase)
}

fn referred_until(to: &str, due: &str) -> C {
    C::Refer {
        department: department(to),
        reason: WHY.into(),
        due_at: Some(at(due)),
    }
}

#[test]
fn a_refusal_in_time_is_an_answer_in_time_and_the_desk_decides_anew() {
    let story = standing_in(P::Referred)
        .when("10:00", refuse_referral(1))
        .then_kinds(&["incident.referral_refused"]);
    assert_eq!(story.phase(), P::Reviewed);
    assert_eq!(story.outcome(K::ReferralAccept), O::Kept);
    assert_eq!(story.outcome(K::ReferralDispose), O::Void);
    assert_eq!(story.outcome(K::FollowUp), O::Running);
    let story = story
        .when("10:05", close())
        .then_rejected("wrong_phase")
        .when("10:05", accept_referral(1))
        .then_rejected("wrong_phase")
        .and("10:10", refer("housing"));
    assert_eq!(story.phase(), P::Referred);
    let story = story
        .when("10:11", department_dispose(1))
        .then_rejected("referral_answered")
        .and("11:00", department_dispose(2));
    assert_eq!(story.phase(), P::DepartmentDisposed);
}

#[test]
fn a_refusal_after_the_limit_is_a_breach() {
    // Two hours to accept, from 09:05.
    let story = standing_in(P::Referred).and("11:06", refuse_referral(1));
    assert_eq!(story.outcome(K::ReferralAccept), O::Breached);
    assert_eq!(story.outcome(K::ReferralDispose), O::Void);
}

#[test]
fn what_was_accepted_is_returned_and_not_refused() {
    let story = standing_in(P::Referred)
        .when("09:30", return_referral(1))
        .then_rejected("not_accepted")
        .and("09:40", accept_referral(1))
        .when("09:50", refuse_referral(1))
        .then_rejected("accepted_already")
        .when("10:00", return_referral(1))
        .then_kinds(&["incident.referral_returned"]);
    assert_eq!(story.phase(), P::Reviewed);
    assert_eq!(story.outcome(K::ReferralAccept), O::Kept);
    assert_eq!(story.outcome(K::ReferralDispose), O::Void);
    assert_eq!(
        story.incident.referrals[0]
            .turned_back
            .as_ref()
            .map(|back| back.at),
        Some(at("10:00"))
    );
}

#[test]
fn a_return_after_the_limit_hides_no_breach() {
    let story = standing_in(P::ReferralAccepted).and("+3 09:06", return_referral(1));
    assert_eq!(story.outcome(K::ReferralDispose), O::Breached);
}

#[test]
fn while_one_is_still_at_work_the_incident_stays_with_the_departments() {
    let story = standing_in(P::Referred)
        .and("09:10", refer("housing"))
        .and("09:20", refuse_referral(1));
    assert_eq!(story.phase(), P::Referred);
    assert!(story.incident.open_clock(K::FollowUp).is_none());
    // The refused part is asked of nobody else: the desk decides when the other is back.
    let story = story.and("10:00", department_dispose(2));
    assert_eq!(story.phase(), P::Reviewed);
    let story = story
        .and("10:10", follow_up(Grade::Satisfied))
        .and("10:20", close());
    assert_eq!(story.phase(), P::Closed);
}

#[test]
fn what_was_asked_before_in_the_same_second_is_not_asked_in_its_place() {
    let story = standing_in(P::Referred)
        .and("09:10", refer("housing"))
        .and("09:10", refuse_referral(1))
        .and("10:00", department_dispose(2));
    assert!(story.incident.waits_for_referral());
    assert_eq!(story.phase(), P::Reviewed);
    let story = story.and("10:00", refer("urban"));
    assert!(!story.incident.waits_for_referral());
}

#[test]
fn the_same_department_can_be_asked_again() {
    let story = standing_in(P::Referred)
        .and("10:00", refuse_referral(1))
        .and("10:10", refer("urban"));
    assert_eq!(story.incident.referrals.len(), 2);
    assert_eq!(story.incident.referrals[1].number, 2);
}

#[test]
fn a_department_answers_for_itself_alone() {
    let story = standing_in(P::Referred).acting_for("housing");
    let story = story
        .when("09:30", accept_referral(1))
        .then_rejected("other_department")
        .when("09:30", refuse_referral(1))
        .then_rejected("other_department");
    story
        .acting_for("urban")
        .when("09:30", accept_referral(1))
        .then_kinds(&["incident.referral_accepted"]);
}

#[test]
fn each_department_has_its_own_limit_and_the_desk_may_give_another() {
    let story = under(generous(), P::Reviewed).and("09:05", refer("housing"));
    assert_eq!(story.clock(K::ReferralDispose).due_at, at("15:05"));
    assert_eq!(story.clock(K::ReferralDispose).warn_at, at("14:05"));
    let story = story.and("09:06", referred_until("urban", "10:06"));
    assert_eq!(story.clock(K::ReferralDispose).due_at, at("10:06"));
    assert_eq!(story.clock(K::ReferralAccept).due_at, at("10:06"));
    assert_eq!(story.clock(K::ReferralAccept).warn_at, at("09:36"));
    under(generous(), P::Reviewed)
        .when("09:05", referred_until("urban", "+11 09:05"))
        .then_rejected("bad_deadline")
        .when("09:05", referred_until("urban", "09:05"))
        .then_rejected("bad_deadline");
    standing_in(P::Reviewed)
        .when("09:05", referred_until("urban", "10:05"))
        .then_rejected("bad_deadline");
}

#[test]
fn an_extension_is_asked_for_and_granted_within_bounds() {
    // Due on the third day at 09:05.
    let story = under(generous(), P::ReferralAccepted)
        .when("10:01", grant(1))
        .then_rejected("no_extension_asked")
        .when("10:01", ask_extension(1, at("+3 09:05")))
        .then_rejected("bad_extension")
        .when("10:01", ask_extension(1, at("+4 09:06")))
        .then_rejected("bad_extension")
        .and("10:02", ask_extension(1, at("+4 09:05")))
        .when("10:03", ask_extension(1, at("+4 08:00")))
        .then_rejected("extension_pending");
    let later = C::AnswerExtension {
        referral: 1,
        granted: true,
        until: Some(at("+4 09:05").plus(1)),
        reason: None,
    };
    let denied = |reason: Option<&str>| C::AnswerExtension {
        referral: 1,
        granted: false,
        until: None,
        reason: reason.map(Into::into),
    };
    let story = story
        .when("10:04", later)
        .then_rejected("bad_extension")
        .when("10:04", denied(None))
        .then_rejected("denial_without_reason");
    let refused = story.clone().and("10:05", denied(Some("人手足够")));
    assert_eq!(refused.clock(K::ReferralDispose).due_at, at("+3 09:05"));
    let granted = story.and("10:05", grant(1));
    assert_eq!(granted.clock(K::ReferralDispose).due_at, at("+4 09:05"));
    assert_eq!(granted.clock(K::ReferralDispose).warn_at, at("+3 09:05"));
    assert_eq!(granted.phase(), P::ReferralAccepted);
    granted
        .when("10:06", ask_extension(1, at("+4 10:00")))
        .then_rejected("too_many_extensions");
    // A denial does not use it up.
    refused
        .when("10:06", ask_extension(1, at("+3 10:00")))
        .then_kinds(&["incident.extension_asked"]);
}

#[test]
fn more_time_hides_no_breach() {
    let asked =
        under(generous(), P::ReferralAccepted).and("+3 09:00", ask_extension(1, at("+4 09:00")));
    asked
        .when("+3 09:06", grant(1))
        .then_rejected("clock_already_breached");
    standing_in(P::ReferralAccepted)
        .when("10:30", ask_extension(1, at("+4 09:00")))
        .then_rejected("too_many_extensions");
}

#[test]
fn attempts_of_an_earlier_round_do_not_close_a_later_one() {
    let story = standing_in(P::Referred)
        .and("10:00", refuse_referral(1))
        .and("10:01", unreachable())
        .and("10:02", unreachable())
        .when("10:03", close())
        .then_rejected("follow_up_pending");
    assert_eq!(story.phase(), P::FollowedUp);
}
