//! When things may have happened, and what a late entry is.

use crate::support::{
    commands::{
        acknowledge, arrive, confirm, explain, feedback, follow_up, intervene, pause, reopen,
    },
    given::received,
    phases::standing_in,
    times::at,
};
use liandong_domain::incident::{ClockKind, Grade, IncidentCommand as C, Phase};

#[test]
fn nothing_happens_before_the_incident_or_in_the_future_or_before_the_step_it_follows() {
    received()
        .when_entered("07:59:59", "08:02", confirm())
        .then_rejected("before_incident")
        .when_entered("08:02:01", "08:02", confirm())
        .then_rejected("in_future")
        .when_entered("08:00", "08:02", confirm())
        .then_kinds(&["incident.classified"]);
    standing_in(Phase::Acknowledged)
        .when_entered("08:05:59", "08:10", arrive())
        .then_rejected("before_previous_step")
        .when_entered("08:06", "08:10", arrive())
        .then_kinds(&["incident.arrived"]);
}

#[test]
fn what_stands_beside_the_line_need_not_follow_its_last_step() {
    standing_in(Phase::Arrived)
        .when_entered("08:05:30", "08:20", intervene())
        .then_kinds(&["incident.intervened"]);
}

#[test]
fn an_entry_after_the_grace_is_marked_as_late() {
    for (occurred, late) in [("08:15", false), ("08:13", false), ("08:12:59", true)] {
        let story = standing_in(Phase::Acknowledged)
            .when_entered(occurred, "08:15", arrive())
            .story();
        let last = story.log.last().expect("an event");
        assert_eq!(last.stamp.late, late, "{occurred}");
        assert_eq!(last.stamp.occurred_at, at(occurred));
        assert_eq!(last.stamp.recorded_at, at("08:15"));
        assert_eq!(story.incident.late_entries, u32::from(late));
        let arrival = story.incident.units[0].arrival.expect("arrived");
        assert_eq!((arrival.at, arrival.late), (at(occurred), late));
    }
}

#[test]
fn a_late_follow_up_is_marked_in_the_fact() {
    let story = standing_in(Phase::Reviewed)
        .when_entered("10:00", "10:03", follow_up(Grade::Satisfied))
        .story();
    assert!(story.incident.fact().grade_late);
    assert_eq!(story.incident.fact().late_entries, 1);
}

#[test]
fn a_clock_of_the_machine_that_was_set_back_counts_as_standing_still() {
    let story = standing_in(Phase::Acknowledged)
        .when("08:01", arrive())
        .story();
    let last = story.log.last().expect("an event");
    assert_eq!(last.stamp.recorded_at, at("08:06"));
    assert_eq!(last.stamp.occurred_at, at("08:06"));
}

#[test]
fn a_pause_cannot_be_entered_afterwards() {
    let story = standing_in(Phase::Acknowledged)
        .when_entered("08:10", "08:10", pause(ClockKind::Arrive))
        .then_rejected("not_afterwards")
        .and("08:10", pause(ClockKind::Arrive));
    story
        .when_entered(
            "08:12",
            "08:12",
            C::ResumeClock {
                clock: ClockKind::Arrive,
            },
        )
        .then_rejected("not_afterwards");
}

#[test]
fn a_second_round_follows_the_first_in_time() {
    standing_in(Phase::Closed)
        .when_entered("16:00", "17:00", reopen())
        .then_rejected("before_previous_step");
}

#[test]
fn explaining_and_reporting_work_after_the_fact() {
    standing_in(Phase::Assigned)
        .and("08:30", acknowledge())
        .and("08:31", arrive())
        .and("08:32", feedback())
        .when_entered("08:25", "09:00", explain(ClockKind::Arrive))
        .then_kinds(&["incident.breach_explained"]);
}
