//! What another policy would have meant for what happened.

use crate::support::{
    commands::{WHY, accept_referral, arrive, department_dispose, pause, resume},
    given::{LOT, Story, received_under},
    phases::{continued, standing_in},
    times::at,
    town::{department, policy},
};
use liandong_domain::{
    incident::{ClockKind as K, IncidentCommand, Phase as P},
    policy::{DepartmentLimits, Effect, Limit, Policy, Sampling},
};

fn minutes(minutes: i64) -> Limit {
    Limit {
        seconds: 60 * minutes,
        warn_before_seconds: 30,
    }
}

fn effect(story: &Story, then: &Policy) -> Effect {
    let mut effect = Effect::default();
    effect.look(&story.incident, LOT, &policy(), then);
    effect
}

/// Judged, kept now, kept then, not judged.
fn clock(effect: &Effect, kind: K) -> [u64; 4] {
    let one = effect.clocks.iter().find(|one| one.clock == kind);
    let one = one.expect("every limit is told");
    [one.judged, one.kept_now, one.kept_then, one.unjudged]
}

#[test]
fn a_limit_is_held_against_when_things_happened() {
    // Assigned at 08:05, arrived at 08:15, feedback at 08:25.
    let story = standing_in(P::FeedbackGiven);
    for (limit, kept) in [(9, 0), (10, 1), (11, 1)] {
        let mut then = policy();
        then.arrive = minutes(limit);
        let effect = effect(&story, &then);
        assert_eq!(
            clock(&effect, K::Arrive),
            [1, 1, kept, 0],
            "{limit} minutes"
        );
        assert_eq!(clock(&effect, K::Feedback), [1, 1, 1, 0]);
        assert_eq!(clock(&effect, K::Dispose), [0; 4], "it still runs");
        assert_eq!(effect.incidents, 1);
    }
}

#[test]
fn what_was_paused_is_not_judged() {
    let story = standing_in(P::Acknowledged)
        .and("08:10", pause(K::Arrive))
        .and("08:13", resume(K::Arrive))
        .and("08:15", arrive());
    let mut then = policy();
    then.arrive = minutes(1);
    assert_eq!(clock(&effect(&story, &then), K::Arrive), [0, 0, 0, 1]);
}

#[test]
fn a_department_is_held_to_its_own_limits_and_a_deadline_by_hand_is_not_judged() {
    // Referred at 09:05, accepted at 10:00.
    let story = standing_in(P::ReferralAccepted);
    let mut then = policy();
    then.referral_accept = minutes(10);
    assert_eq!(
        clock(&effect(&story, &then), K::ReferralAccept),
        [1, 1, 0, 0]
    );
    then.case.department_limits.push(DepartmentLimits {
        department: department("urban"),
        accept: Some(minutes(60)),
        dispose: None,
    });
    assert_eq!(
        clock(&effect(&story, &then), K::ReferralAccept),
        [1, 1, 1, 0]
    );
    let by_noon = IncidentCommand::Refer {
        department: department("urban"),
        reason: WHY.into(),
        due_at: Some(at("12:05")),
    };
    let mut rules = policy();
    rules.case.deadline_max_seconds = 86_400;
    let by_hand = continued(received_under(rules), P::Reviewed)
        .and("09:05", by_noon)
        .and("10:00", accept_referral(1))
        .and("11:00", department_dispose(1));
    assert_eq!(
        clock(&effect(&by_hand, &policy()), K::ReferralDispose),
        [0, 0, 0, 1]
    );
}

#[test]
fn words_of_danger_that_are_added_or_taken_away_are_found_in_what_was_said() {
    // "楼上半夜装修"
    let story = standing_in(P::Accepted);
    let mut then = policy();
    then.safety_words[0].words.push("半夜装修".into());
    let gained = effect(&story, &then).screening;
    assert_eq!((gained.found_now, gained.found_then), (0, 1));
    assert_eq!((gained.gained, gained.lost), (1, 0));
    assert_eq!(gained.gained_examples, [story.incident.number().clone()]);
    let mut lost = Effect::default();
    lost.look(&story.incident, LOT, &then, &policy());
    assert_eq!((lost.screening.gained, lost.screening.lost), (0, 1));
    assert_eq!(
        lost.screening.lost_examples,
        [story.incident.number().clone()]
    );
}

#[test]
fn fewer_are_called_back_by_a_smaller_share_but_all_that_would_have_been_late() {
    let story = standing_in(P::Disposed);
    let mut then = policy();
    let mut due = |share_per_mille, breached, arrive| {
        then.case.sampling = Sampling {
            share_per_mille,
            complaints: true,
            breached,
        };
        then.arrive = minutes(arrive);
        let told = effect(&story, &then).follow_ups;
        assert_eq!((told.done, told.due_now), (1, 1));
        told.due_then
    };
    assert_eq!(due(LOT + 1, false, 15), 1, "the lot takes it");
    assert_eq!(due(LOT, false, 15), 0, "the lot passes it over");
    assert_eq!(due(0, true, 9), 1, "it would have been late");
    assert_eq!(due(0, true, 10), 0);
    assert_eq!(due(0, false, 9), 0, "the late ones are not asked for");
}
