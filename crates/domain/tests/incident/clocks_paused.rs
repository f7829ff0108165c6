//! Pauses: with a reason, bounded, and never a way to hide a breach.

use crate::support::{
    commands::{WHY, accept_referral, arrive, feedback, pause, refer, resume},
    given::received_under,
    phases::{continued, standing_in},
    times::at,
    town::policy,
};
use liandong_domain::incident::{
    BreachCause, ClockKind as K, ClockOutcome as O, IncidentCommand as C, IncidentEvent as E, Phase,
};

fn until(time: &str) -> C {
    C::PauseClock {
        clock: K::Arrive,
        reason: WHY.into(),
        until: Some(at(time)),
    }
}

#[test]
fn a_pause_moves_the_limit_by_its_own_length() {
    let story = standing_in(Phase::Acknowledged)
        .when("08:10", pause(K::Arrive))
        .then(&[E::ClockPaused {
            clock: K::Arrive,
            nth: 1,
            reason: WHY.into(),
            until: at("08:40"),
        }]);
    assert_eq!(story.outcome(K::Arrive), O::Paused);
    assert_eq!(story.outcome(K::Feedback), O::Running, "one clock alone");
    let story = story
        .when("08:13", resume(K::Arrive))
        .then(&[E::ClockResumed {
            clock: K::Arrive,
            nth: 1,
            due_at: at("08:23"),
            warn_at: at("08:18"),
        }]);
    let kept = story.clone().and("08:23", arrive());
    assert_eq!(kept.outcome(K::Arrive), O::Kept);
    assert_eq!(
        kept.clock(K::Arrive).took(),
        Some(1080),
        "pauses are part of it"
    );
    let late = story.and("08:23:01", arrive());
    assert_eq!(late.outcome(K::Arrive), O::Breached);
}

#[test]
fn a_pause_ends_by_itself_whether_somebody_looks_or_not() {
    for look in [None, Some("08:15:30"), Some("08:19")] {
        let mut story = standing_in(Phase::Acknowledged).and("08:10", until("08:15"));
        if let Some(time) = look {
            story = story.clocks_checked(time);
        }
        let story = story.and("08:25:01", arrive());
        assert_eq!(story.clock(K::Arrive).due_at, at("08:25"));
        assert_eq!(story.outcome(K::Arrive), O::Breached);
        let cause = story.clock(K::Arrive).breach.as_ref().map(|one| one.cause);
        assert_eq!(cause, Some(BreachCause::HappenedLate(1)));
    }
}

#[test]
fn a_step_within_a_pause_ends_it() {
    let story = standing_in(Phase::Acknowledged)
        .and("08:10", pause(K::Arrive))
        .when("08:18", arrive())
        .then_kinds(&["incident.clock_resumed", "incident.arrived"]);
    assert_eq!(story.outcome(K::Arrive), O::Kept);
    assert_eq!(story.clock(K::Arrive).due_at, at("08:28"));
}

#[test]
fn a_paused_clock_alarms_when_the_pause_ends() {
    let story = standing_in(Phase::Acknowledged).and("08:10", until("08:12"));
    assert_eq!(story.incident.next_alarm(), Some(at("08:12")));
    let story = story
        .when("08:12", C::CheckClocks)
        .then_kinds(&["incident.clock_resumed"]);
    assert_eq!(
        story.incident.next_alarm(),
        Some(at("08:17")),
        "its warning"
    );
}

#[test]
fn a_pause_is_bounded_in_length_and_number() {
    let story = standing_in(Phase::Acknowledged)
        .when("08:10", until("08:10"))
        .then_rejected("bad_pause")
        .when("08:10", until("08:09"))
        .then_rejected("bad_pause")
        .when("08:10", until("08:40:01"))
        .then_rejected("bad_pause")
        .and("08:10", until("08:40"))
        .when("08:11", pause(K::Arrive))
        .then_rejected("already_paused")
        .and("08:11", resume(K::Arrive))
        .when("08:11", resume(K::Arrive))
        .then_rejected("not_paused")
        .and("08:12", pause(K::Arrive))
        .and("08:13", resume(K::Arrive));
    story
        .when("08:14", pause(K::Arrive))
        .then_rejected("too_many_pauses")
        // The other clocks have their own count.
        .when("08:14", pause(K::Feedback))
        .then_kinds(&["incident.clock_paused"]);
}

#[test]
fn a_town_may_forbid_pauses() {
    let mut none = policy();
    none.pause_max_count = 0;
    continued(received_under(none), Phase::Acknowledged)
        .when("08:10", pause(K::Arrive))
        .then_rejected("too_many_pauses");
    let mut short = policy();
    short.pause_max_seconds = 0;
    continued(received_under(short), Phase::Acknowledged)
        .when("08:10", pause(K::Arrive))
        .then_rejected("bad_pause");
}

#[test]
fn a_pause_cannot_hide_a_breach() {
    let story = standing_in(Phase::Acknowledged);
    story
        .clone()
        .when("08:20", pause(K::Arrive))
        .then_kinds(&["incident.clock_paused"]);
    // Over the limit, though still in the grace in which nothing is decided.
    story
        .clone()
        .when("08:20:01", pause(K::Arrive))
        .then_rejected("clock_already_breached");
    story
        .clocks_checked("08:23")
        .when("08:24", pause(K::Arrive))
        .then_rejected("clock_already_breached");
}

#[test]
fn only_a_clock_that_runs_can_be_paused_or_resumed() {
    standing_in(Phase::Arrived)
        .when("08:16", pause(K::Arrive))
        .then_rejected("no_such_clock")
        .when("08:16", resume(K::Arrive))
        .then_rejected("no_such_clock")
        .when("08:16", pause(K::FollowUp))
        .then_rejected("no_such_clock")
        .when("08:16", resume(K::Feedback))
        .then_rejected("not_paused");
}

#[test]
fn a_claim_from_before_the_pause_gains_nothing_by_it() {
    // Paused from 08:10 to 08:15; the arrival is claimed for 08:09, in time without the pause.
    let story = standing_in(Phase::Acknowledged)
        .and("08:10", until("08:15"))
        .when_entered("08:09", "08:12", arrive())
        .story();
    assert_eq!(
        story.clock(K::Arrive).due_at,
        at("08:20"),
        "no second of pause was used"
    );
    assert_eq!(story.outcome(K::Arrive), O::Kept);
    story.and("08:20", feedback());
}

#[test]
fn of_two_open_clocks_of_a_kind_a_paused_one_can_be_resumed() {
    let story = standing_in(Phase::Referred)
        .and("09:10", pause(K::ReferralAccept))
        .and("09:12", refer("housing"))
        .when("09:15", resume(K::ReferralAccept))
        .then(&[E::ClockResumed {
            clock: K::ReferralAccept,
            nth: 1,
            due_at: at("11:10"),
            warn_at: at("10:40"),
        }]);
    let story = story
        .and("09:20", accept_referral(2))
        .when("09:30", pause(K::ReferralAccept))
        .then_kinds(&["incident.clock_paused"]);
    assert_eq!(
        story
            .incident
            .clocks
            .iter()
            .filter(|one| one.pause.is_some())
            .count(),
        1
    );
}
