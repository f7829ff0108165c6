//! Beside the line: what is told anew, merged calls, attachments, the follow-up lot, ratings.

use crate::support::{
    commands::{
        attach, close, department_dispose, follow_up, joined, rate, refer, reopen, review, tell,
        unreachable,
    },
    given::{LOT, Story, intake, received_under, received_with},
    phases::{continued, standing_in},
    times::at,
    town::{IN_NORTH, area, incident, policy, registry},
};
use liandong_domain::{
    geo::Place,
    incident::{
        CaseRejection, ClockKind as K, ClockOutcome as O, CommandKind, DrawReason, FollowUpResult,
        Grade, IncidentCommand as C, MediaType as M, Phase as P, allowed,
    },
    policy::{AttachmentRules, CaseRules, Sampling},
    refusal::Refusal,
    roles::Role,
};

fn under(rules: CaseRules, phase: P) -> Story {
    let mut policy = policy();
    policy.case = rules;
    policy.check().expect("a policy");
    continued(received_under(policy), phase)
}

fn lot_below(share: u16) -> CaseRules {
    CaseRules {
        sampling: Sampling {
            share_per_mille: share,
            complaints: true,
            breached: true,
        },
        ..CaseRules::default()
    }
}

fn complained(reopen: bool) -> C {
    C::FollowUp {
        outcome: FollowUpResult::Reached {
            grade: Grade::Dissatisfied,
            complaint: Some("还在吵".into()),
        },
        reopen,
    }
}

#[test]
fn the_same_call_told_anew_is_the_same_incident() {
    let story = standing_in(P::Received)
        .when("08:01", tell("楼上半夜装修"))
        .then_rejected("nothing_new")
        .when("08:01", tell("楼上有人持刀"))
        .then_kinds(&["incident.call_updated"]);
    assert_eq!(&*story.incident.received.text, "楼上有人持刀");
    let before = story.incident.case.updates[0].text_before.as_deref();
    assert_eq!(before, Some("楼上半夜装修"));
    // What hints at danger now holds for the classification.
    story
        .when("08:02", crate::support::commands::confirm())
        .then_rejected("safety_confirmation_needed");
}

#[test]
fn a_corrected_place_moves_the_area_until_somebody_has_classified() {
    let moved = |place| C::UpdateCall {
        text: None,
        address: Some("华翔路2号".into()),
        place: Some(place),
        answer_by: None,
        caller: None,
        push: None,
    };
    let south = Place {
        lon: 121.405,
        lat: 31.205,
    };
    let story = standing_in(P::Received).and("08:01", moved(south));
    assert_eq!(story.incident.area, Some(area("south")));
    let story = story.and("08:02", crate::support::commands::confirm());
    let story = story.and("08:03", moved(IN_NORTH));
    assert_eq!(story.incident.area, Some(area("south")));
    assert_eq!(story.incident.received.place, Some(IN_NORTH));
    story
        .when(
            "08:04",
            moved(Place {
                lon: 200.0,
                lat: 0.0,
            }),
        )
        .then_rejected("off_the_globe");
}

#[test]
fn the_hotlines_limit_runs_until_the_closing() {
    let mut call = intake();
    call.answer_by = Some(at("+2 08:00"));
    let story = received_with(policy(), registry(), &call);
    assert_eq!(story.clock(K::Answer).due_at, at("+2 08:00"));
    assert_eq!(story.clock(K::Answer).warn_at, at("+1 08:00"));
    let pause = crate::support::commands::pause(K::Answer);
    let story = story.when("08:01", pause).then_rejected("clock_not_ours");
    let story = continued(story, P::FollowedUp);
    assert_eq!(story.outcome(K::Answer), O::Running);
    let again = story.clone().and("16:05", reopen());
    assert_eq!(
        again.outcome(K::Answer),
        O::Running,
        "the hotline goes on waiting"
    );
    assert_eq!(
        story.clone().and("16:05", close()).outcome(K::Answer),
        O::Kept
    );
    assert_eq!(
        story.and("+2 08:01", close()).outcome(K::Answer),
        O::Breached
    );
}

#[test]
fn a_merged_call_keeps_its_numbers_here() {
    let story = standing_in(P::Arrived)
        .when("08:20", joined("20240304-0002"))
        .then_kinds(&["incident.joined"])
        .when("08:21", joined("20240304-0002"))
        .then_kinds(&[]);
    let one = &story.incident.case.joined[0];
    assert_eq!(one.call.external.as_deref(), Some("W-9"));
    assert_eq!(story.phase(), P::Arrived);
    // Itself is nobody else.
    story.when("08:22", joined("20240304-0001")).then_kinds(&[]);
}

#[test]
fn the_second_caller_is_followed_up_where_the_policy_says_so() {
    let rules = CaseRules {
        follow_merged_callers: true,
        ..CaseRules::default()
    };
    let of = |from: &str, outcome| C::FollowUpJoined {
        from: incident(from),
        outcome,
    };
    let story = under(rules, P::Arrived).and("08:20", joined("20240304-0002"));
    let story = story
        .and("08:25", crate::support::commands::feedback())
        .and("08:50", crate::support::commands::dispose())
        .and("09:00", review())
        .and("09:10", follow_up(Grade::Satisfied))
        .when("09:20", close())
        .then_rejected("joined_follow_up_pending")
        .when("09:20", of("20240304-0003", FollowUpResult::Unreachable))
        .then_rejected("not_joined");
    let mut tried = story.clone();
    for minute in ["09:21", "09:22", "09:23"] {
        tried = tried.and(minute, of("20240304-0002", FollowUpResult::Unreachable));
    }
    assert_eq!(tried.and("09:24", close()).phase(), P::Closed);
    let reached = FollowUpResult::Reached {
        grade: Grade::Neutral,
        complaint: None,
    };
    let story = story.and("09:21", of("20240304-0002", reached));
    assert_eq!(
        story.incident.follow_ups.len(),
        1,
        "the first caller's grade is its own"
    );
    assert_eq!(story.and("09:24", close()).phase(), P::Closed);
}

#[test]
fn attachments_are_bounded_by_the_policy() {
    let rules = CaseRules {
        attachments: AttachmentRules {
            photo_max_bytes: 100,
            audio_max_bytes: 200,
            max_count: 2,
        },
        ..CaseRules::default()
    };
    let story = under(rules, P::Received)
        .when("08:01", attach("aa", M::Jpeg, 101))
        .then_rejected("attachment_too_large")
        .and("08:01", attach("aa", M::Jpeg, 100))
        .when("08:02", attach("aa", M::Jpeg, 100))
        .then_kinds(&[])
        .and("08:03", attach("bb", M::Amr, 200))
        .when("08:04", attach("cc", M::Png, 1))
        .then_rejected("too_many_attachments");
    let read = |hash: &str| C::ReadRecording {
        hash: hash.into(),
        reason: "核对".into(),
    };
    story
        .when("08:05", read("zz"))
        .then_rejected("no_such_attachment")
        .when("08:05", read("bb"))
        .then_kinds(&["incident.recording_read"]);
}

#[test]
fn the_lot_decides_when_the_work_ends() {
    let taken = under(lot_below(LOT + 1), P::Disposed);
    let draw = taken.incident.case.draw.clone().expect("a draw");
    assert_eq!((draw.due, draw.reasons), (true, vec![DrawReason::Lot]));
    assert_eq!(taken.outcome(K::FollowUp), O::Running);
    taken
        .and("09:00", review())
        .when("09:05", close())
        .then_rejected("wrong_phase");

    let passed = under(lot_below(LOT), P::Disposed);
    let draw = passed.incident.case.draw.clone().expect("a draw");
    assert_eq!((draw.due, draw.reasons), (false, vec![]));
    assert!(passed.incident.last_clock(K::FollowUp).is_none());
    assert!(!passed.incident.fact().sampled);
    let passed = passed.and("09:00", review());
    let offered = allowed(&passed.incident, Role::FollowUp);
    assert_eq!(offered.first(), Some(&CommandKind::Close));
    assert_eq!(passed.clone().and("09:05", close()).phase(), P::Closed);
    // Calling all the same is no sampling.
    let called = passed.and("09:05", follow_up(Grade::VerySatisfied));
    assert!(!called.incident.fact().sampled);
    assert_eq!(called.and("09:06", close()).phase(), P::Closed);
}

#[test]
fn every_breach_and_every_new_round_is_followed_up() {
    let breached =
        under(lot_below(0), P::FeedbackGiven).and("09:06", crate::support::commands::dispose());
    let draw = breached.incident.case.draw.expect("a draw");
    assert_eq!(draw.reasons, [DrawReason::Breached]);

    let again = under(lot_below(0), P::Reviewed)
        .and("09:05", complained(false))
        .and("09:10", reopen());
    assert!(again.incident.follow_up_due(), "until the new round's draw");
    let again = again
        .and("09:11", crate::support::commands::assign("car-1"))
        .and("09:15", crate::support::commands::arrive())
        .when("09:30", crate::support::commands::dispose())
        .then_kinds(&[
            "incident.feedback_given",
            "incident.disposed",
            "incident.follow_up_drawn",
        ]);
    let draw = again.incident.case.draw.expect("a draw");
    assert_eq!((draw.round, draw.reasons), (2, vec![DrawReason::Complaint]));
}

#[test]
fn a_department_that_is_late_brings_the_follow_up_back() {
    let story = under(lot_below(0), P::Reviewed).and("09:05", refer("urban"));
    let story = story.when("+3 09:06", department_dispose(1)).then_kinds(&[
        "incident.clock_breached",
        "incident.referral_accepted",
        "incident.clock_breached",
        "incident.department_disposed",
        "incident.follow_up_drawn",
    ]);
    assert!(story.incident.follow_up_due());
    assert_eq!(story.outcome(K::FollowUp), O::Running);
}

#[test]
fn a_complaint_reopens_by_rule_or_waits_for_the_desk() {
    let rules = CaseRules {
        complaint_reopens: true,
        ..CaseRules::default()
    };
    let wish = C::FollowUp {
        outcome: FollowUpResult::Reached {
            grade: Grade::Dissatisfied,
            complaint: None,
        },
        reopen: true,
    };
    let story = under(rules, P::Reviewed)
        .when("09:05", wish)
        .then_rejected("wish_without_complaint")
        .when("09:05", complained(true))
        .then_kinds(&["incident.followed_up", "incident.reopened"]);
    assert_eq!((story.phase(), story.incident.round), (P::Accepted, 2));

    let story = standing_in(P::Reviewed)
        .when("09:05", complained(true))
        .then_kinds(&["incident.followed_up", "incident.reopening_wished"]);
    let offered = allowed(&story.incident, Role::FollowUp);
    assert_eq!(offered.first(), Some(&CommandKind::Reopen));
    assert!(story.and("09:06", close()).incident.case.wish.is_none());
}

#[test]
fn a_rating_by_the_link_counts_once_and_in_time() {
    let story = standing_in(P::Reviewed)
        .when("09:05", rate(1, Grade::Satisfied))
        .then_rejected("no_such_rating_link")
        .when("09:05", C::GiveRatingLink)
        .then_kinds(&["incident.rating_link_given"])
        .when("09:06", C::GiveRatingLink)
        .then_kinds(&[]);
    let late = story.clone();
    late.when("+7 09:06", rate(1, Grade::Satisfied))
        .then_rejected("rating_link_expired");
    let story = story
        .when("09:10", rate(1, Grade::Satisfied))
        .then_kinds(&["incident.rated"]);
    assert_eq!(story.phase(), P::FollowedUp);
    assert_eq!(story.outcome(K::FollowUp), O::Kept);
    assert_eq!(story.incident.fact().grade, Some(Grade::Satisfied));
    let story = story
        .when("09:11", rate(1, Grade::VerySatisfied))
        .then_rejected("rating_link_used")
        .and("09:12", close());
    assert_eq!(story.phase(), P::Closed);
}

#[test]
fn a_rating_after_the_closing_leaves_it_closed_and_starts_no_car() {
    let story = standing_in(P::Reviewed)
        .and("09:05", C::GiveRatingLink)
        .and("09:06", follow_up(Grade::Satisfied))
        .and("09:07", close());
    let wish = C::Rate {
        link: 1,
        grade: Grade::VeryDissatisfied,
        words: Some("又开始了".into()),
        complaint: true,
        reopen: true,
    };
    let story = story
        .when("12:00", wish)
        .then_kinds(&["incident.rated", "incident.reopening_wished"]);
    assert_eq!(story.phase(), P::Closed);
    assert_eq!(story.incident.follow_ups.len(), 2);
    assert_eq!(story.and("12:05", reopen()).phase(), P::Accepted);
}

#[test]
fn a_link_is_given_by_itself_where_the_policy_says_so() {
    let rules = CaseRules {
        rating_automatic: true,
        ..CaseRules::default()
    };
    under(rules, P::Disposed)
        .when("09:00", review())
        .then_kinds(&["incident.reviewed", "incident.rating_link_given"])
        .and("09:01", unreachable())
        .when("09:02", rate(1, Grade::Neutral))
        .then_kinds(&["incident.rated"]);
}

#[test]
fn each_refusal_beside_the_line_is_told_in_both_languages() {
    let all = [
        CaseRejection::OtherDepartment(1),
        CaseRejection::BadDeadline { most: 0 },
        CaseRejection::BadDeadline { most: 7_200 },
        CaseRejection::BadExtension {
            due_at: at("09:05"),
            most: 7_200,
        },
        CaseRejection::JoinedPending(incident("20240304-0002")),
        CaseRejection::AttachmentTooLarge { size: 5, most: 4 },
        CaseRejection::LinkUsed,
    ];
    for one in all {
        let told = Refusal::from(one.clone());
        assert_eq!(told.code, one.code());
        assert!(!told.zh.is_empty() && told.zh != told.en, "{told:?}");
    }
    let said = CaseRejection::BadExtension {
        due_at: at("09:05"),
        most: 7_200,
    };
    assert!(said.zh().contains("2024-03-04 09:05"), "{}", said.zh());
}
