//! What happens beside the line.

use crate::support::{
    commands::{
        WHY, acknowledge, acknowledge_by, arrive, arrive_by, assign, cancel, close, confirm,
        dispose, feedback, follow_up, intervene, merge, reassign, reinforce, reopen, reveal,
        review, to_police,
    },
    given::{Story, received, received_under},
    phases::{continued, standing_in},
    times::at,
    town::{day_crew, incident, policy, station, unit},
};
use liandong_domain::incident::{
    ClockKind, ClockOutcome, Grade, IncidentCommand as C, IncidentEvent as E, Phase,
};

#[test]
fn a_reinforcement_reports_for_itself_and_moves_nothing() {
    let story = standing_in(Phase::Acknowledged)
        .when("08:10", reinforce("car-2"))
        .then(&[E::Reinforced {
            unit: unit("car-2"),
            crew: day_crew("car-2"),
            reason: WHY.into(),
        }])
        .when("08:11", acknowledge_by("car-2"))
        .then_kinds(&["incident.acknowledged"])
        .when("08:12", arrive_by("car-2"))
        .then_kinds(&["incident.arrived"]);
    assert_eq!(
        story.phase(),
        Phase::Acknowledged,
        "the leading car decides"
    );
    assert_eq!(story.outcome(ClockKind::Arrive), ClockOutcome::Running);
    let story = story.and("08:14", arrive()).and("08:40", dispose());
    assert_eq!(story.phase(), Phase::Disposed);
    assert_eq!(story.incident.active_units().count(), 0, "both are free");
}

#[test]
fn a_reinforcement_cannot_arrive_before_it_was_sent() {
    standing_in(Phase::Arrived)
        .and("08:20", reinforce("car-2"))
        .when_entered("08:19", "08:30", arrive_by("car-2"))
        .then_rejected("before_previous_step")
        .when_entered("08:19", "08:30", acknowledge_by("car-2"))
        .then_rejected("before_previous_step")
        .and("08:22", acknowledge_by("car-2"))
        .when_entered("08:21", "08:30", arrive_by("car-2"))
        .then_rejected("before_previous_step");
}

#[test]
fn a_reinforcement_may_be_entered_after_the_leading_car_went_on() {
    let story = standing_in(Phase::Acknowledged)
        .and("08:08", reinforce("car-2"))
        .and("08:15", arrive())
        .and("08:25", feedback())
        .when_entered("08:12", "08:26", arrive_by("car-2"))
        .then_kinds(&["incident.arrived"]);
    assert_eq!(
        story.incident.units[1].arrival.map(|one| one.at),
        Some(at("08:12"))
    );
    assert_eq!(story.incident.last_step_at, at("08:25"));
}

#[test]
fn no_car_is_free_before_it_was_sent_or_arrived() {
    let story = standing_in(Phase::Arrived)
        .and("08:30", reinforce("car-2"))
        .and("08:31", arrive_by("car-2"))
        .when_entered("08:28", "08:32", dispose())
        .then_kinds(&["incident.feedback_given", "incident.disposed"]);
    for one in &story.incident.units {
        let free = one.released_at.expect("free");
        assert!(one.assigned_at <= free);
        assert!(one.arrival.is_none_or(|arrival| arrival.at <= free));
    }
}

#[test]
fn the_commander_can_step_in_before_disposed() {
    let story = standing_in(Phase::Arrived)
        .when("08:20", intervene())
        .then(&[E::Intervened { reason: WHY.into() }]);
    assert!(story.incident.intervened);
    assert_eq!(story.phase(), Phase::Arrived);
}

#[test]
fn another_car_takes_over_and_the_clocks_go_on() {
    let story = standing_in(Phase::Acknowledged);
    let before = story.incident.clocks.clone();
    let story = story
        .when("08:10", reassign("car-2"))
        .then(&[E::Reassigned {
            from: unit("car-1"),
            to: unit("car-2"),
            crew: day_crew("car-2"),
            reason: WHY.into(),
            clocks: Vec::new(),
        }]);
    assert_eq!(story.incident.clocks, before);
    assert_eq!(story.phase(), Phase::Assigned);
    assert_eq!(story.incident.units[0].released_at, Some(at("08:10")));
    let story = story.and("08:11", acknowledge()).and("08:20", arrive());
    assert_eq!(story.outcome(ClockKind::Arrive), ClockOutcome::Kept);
    assert_eq!(
        story.clock(ClockKind::Arrive).took(),
        Some(900),
        "from the first car"
    );
}

fn restarting() -> Story {
    let mut policy = policy();
    policy.reassignment_restarts_clocks = true;
    continued(received_under(policy), Phase::Acknowledged)
}

#[test]
fn a_policy_may_say_that_another_car_starts_the_clocks_anew() {
    let story = restarting()
        .when("08:10", reassign("car-2"))
        .then_kinds(&["incident.reassigned"]);
    let arrive: Vec<_> = story
        .incident
        .clocks
        .iter()
        .filter(|one| one.kind == ClockKind::Arrive)
        .map(|one| (one.nth, one.due_at, one.outcome()))
        .collect();
    assert_eq!(
        arrive,
        [
            (1, at("08:20"), ClockOutcome::Void),
            (2, at("08:25"), ClockOutcome::Running)
        ]
    );
}

#[test]
fn a_restart_hides_no_breach_and_the_breach_can_still_be_explained() {
    let explain = C::ExplainBreach {
        clock: ClockKind::Arrive,
        reason: "堵车".into(),
    };
    let story = restarting()
        .when("08:21", reassign("car-2"))
        .then_kinds(&["incident.clock_breached", "incident.reassigned"])
        .when("08:22", explain)
        .then(&[E::BreachExplained {
            clock: ClockKind::Arrive,
            nth: 1,
            reason: "堵车".into(),
        }]);
    let first = &story.incident.clocks[0];
    assert_eq!(first.outcome(), ClockOutcome::Breached);
    let explanation = first
        .breach
        .as_ref()
        .and_then(|one| one.explanation.as_deref());
    assert_eq!(explanation, Some("堵车"));
}

#[test]
fn police_take_it_back_at_any_point_before_disposed_and_not_after() {
    for phase in Phase::ALL.iter().copied() {
        let when = standing_in(phase).when("+1 08:00", to_police());
        if phase.is_before_disposed() {
            let story = when.story();
            assert_eq!(story.phase(), Phase::ReturnedToPolice);
            assert_eq!(story.incident.station, Some(station("east")));
            assert_eq!(story.incident.active_units().count(), 0);
        } else {
            when.then_rejected("wrong_phase");
        }
    }
    let before_disposed: Vec<_> = Phase::ALL
        .iter()
        .filter(|one| one.is_before_disposed())
        .map(|one| one.code())
        .collect();
    assert_eq!(
        before_disposed,
        [
            "received",
            "classified",
            "accepted",
            "assigned",
            "acknowledged",
            "arrived",
            "feedback_given"
        ]
    );
}

#[test]
fn a_return_before_the_limit_voids_the_clocks_and_one_after_it_does_not() {
    let story = standing_in(Phase::Assigned).and("08:20", to_police());
    assert_eq!(story.outcome(ClockKind::Arrive), ClockOutcome::Void);
    let story = standing_in(Phase::Assigned)
        .when("08:20:01", to_police())
        .then_kinds(&["incident.clock_breached", "incident.returned_to_police"]);
    assert_eq!(story.outcome(ClockKind::Arrive), ClockOutcome::Breached);
    assert_eq!(story.outcome(ClockKind::Dispose), ClockOutcome::Void);
}

#[test]
fn a_duplicate_is_merged_into_a_running_incident_only() {
    let story = standing_in(Phase::Accepted);
    let story = story
        .when("08:10", merge("20240304-0001"))
        .then_rejected("bad_merge_target")
        .other_incident(None)
        .when("08:10", merge("20240304-0002"))
        .then_rejected("bad_merge_target");
    let story = Phase::ALL
        .iter()
        .filter(|one| one.is_over())
        .fold(story, |story, over| {
            story
                .other_incident(Some(*over))
                .when("08:10", merge("20240304-0002"))
                .then_rejected("bad_merge_target")
        });
    let story = story
        .other_incident(Some(Phase::Arrived))
        .when("08:10", merge("20240304-0002"))
        .then(&[E::Merged {
            into: incident("20240304-0002"),
            reason: WHY.into(),
        }]);
    assert_eq!(story.incident.merged_into, Some(incident("20240304-0002")));
    assert_eq!(story.phase(), Phase::Merged);
}

#[test]
fn a_cancelled_incident_is_over() {
    let story = standing_in(Phase::Acknowledged)
        .when("08:10", cancel())
        .then(&[E::Cancelled { reason: WHY.into() }]);
    assert!(story.phase().is_over());
    assert_eq!(story.incident.next_alarm(), None);
}

/// A second round, from the dispatch to the closing.
fn second_round(story: Story) -> Story {
    story
        .when("17:00", reopen())
        .then(&[E::Reopened { reason: WHY.into() }])
        .and("17:01", assign("car-2"))
        .and("17:10", arrive())
        .and("17:20", feedback())
        .and("17:30", dispose())
        .and("17:40", review())
        // The last call belongs to the round before.
        .when("17:41", close())
        .then_rejected("wrong_phase")
        .and("17:50", follow_up(Grade::Satisfied))
        .and("18:00", close())
}

#[test]
fn it_can_be_reopened_after_the_follow_up_and_after_the_closing() {
    for (phase, first_closed) in [(Phase::FollowedUp, "18:00"), (Phase::Closed, "16:10")] {
        let story = second_round(standing_in(phase));
        assert_eq!(story.phase(), Phase::Closed);
        assert_eq!(story.incident.round, 2);
        assert_eq!(story.incident.closed_at, Some(at(first_closed)));
        assert_eq!(story.incident.referrals.len(), 1, "the old one stays");
    }
}

#[test]
fn no_two_clocks_of_a_kind_bear_the_same_number() {
    let story = second_round(standing_in(Phase::Closed));
    let mut names: Vec<_> = story
        .incident
        .clocks
        .iter()
        .map(|one| (one.kind, one.nth))
        .collect();
    names.sort_unstable();
    let all = names.len();
    names.dedup();
    assert_eq!(names.len(), all, "{names:?}");
}

#[test]
fn a_breach_in_the_second_round_stays_apart_from_the_first() {
    let story = standing_in(Phase::Closed)
        .and("17:00", reopen())
        .and("17:01", assign("car-2"))
        .and("17:20", arrive());
    let fact = story.incident.fact();
    let arrive = fact.arrive.expect("a clock ran");
    assert_eq!(arrive.outcome, ClockOutcome::Breached, "any round breached");
    assert_eq!(arrive.took, Some(600), "the first round's time");
    let dispose = fact.dispose.expect("a clock ran");
    assert_eq!(
        dispose.outcome,
        ClockOutcome::Kept,
        "every decided round was kept"
    );
    assert_eq!(fact.round, 2);
}

#[test]
fn reading_the_callers_data_in_clear_is_an_event() {
    let story = received()
        .when("08:30", reveal())
        .then(&[E::CallerRevealed { reason: WHY.into() }])
        .when("08:31", confirm())
        .then_kinds(&["incident.classified"]);
    assert_eq!(story.phase(), Phase::Classified);
}
