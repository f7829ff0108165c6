//! A crew refuses (拒单): the car is free, a car is wanted again, the clocks run on.

use crate::support::{
    commands::{WHY, acknowledge_by, arrive, arrive_by, assign, refuse, refuse_by, reinforce},
    given::{Story, received_under},
    phases::{continued, standing_in},
    times::at,
    town::{policy, unit},
};
use liandong_domain::incident::{
    ClockKind as K, ClockOutcome as O, IncidentCommand as C, IncidentEvent as E, Phase as P,
};

fn refused(car: &str, now_leads: Option<&str>) -> E {
    E::AssignmentRefused {
        unit: unit(car),
        reason: WHY.into(),
        now_leads: now_leads.map(unit),
        voids_clocks: false,
    }
}

#[test]
fn the_car_is_free_and_another_is_wanted() {
    let story = standing_in(P::Acknowledged)
        .when("08:08", refuse())
        .then(&[refused("car-1", None)]);
    assert_eq!(story.phase(), P::Accepted);
    assert_eq!(story.incident.active_units().count(), 0);
    assert_eq!(story.incident.units[0].released_at, Some(at("08:08")));
    assert_eq!(story.incident.refusals[0].unit, unit("car-1"));
}

#[test]
fn the_clocks_run_on_from_the_first_assignment() {
    let story = standing_in(P::Assigned).and("08:10", refuse());
    assert_eq!(story.outcome(K::Arrive), O::Running);
    let story = story
        .when("08:12", assign("car-2"))
        .then_kinds(&["incident.unit_assigned"]);
    assert_eq!(story.clock(K::Arrive).due_at, at("08:20"));
    assert_eq!(story.incident.clocks.len(), 3, "none began anew");
    // 16 minutes after the first assignment, nine after the second.
    let story = story
        .and("08:13", C::Acknowledge { unit: None })
        .when("08:21", arrive())
        .then_kinds(&["incident.clock_breached", "incident.arrived"]);
    assert_eq!(story.outcome(K::Arrive), O::Breached);
}

#[test]
fn a_limit_passes_while_nobody_goes() {
    let story = standing_in(P::Assigned).and("08:10", refuse());
    let story = story.and("08:22:01", C::CheckClocks);
    assert_eq!(story.outcome(K::Arrive), O::Breached);
    assert_eq!(story.phase(), P::Accepted);
    let story = story.and("08:23", assign("car-2"));
    assert_eq!(
        story
            .incident
            .clocks
            .iter()
            .filter(|one| one.kind == K::Arrive)
            .count(),
        1,
        "a breached limit does not begin anew"
    );
}

fn restarting() -> Story {
    let mut policy = policy();
    policy.dispatch.refusal_restarts_clocks = true;
    continued(received_under(policy), P::Assigned)
}

#[test]
fn a_policy_may_let_the_next_assignment_start_them_anew() {
    let story = restarting().and("08:10", refuse());
    assert_eq!(story.outcome(K::Arrive), O::Void);
    let story = story.and("08:12", assign("car-2"));
    assert_eq!(story.clock(K::Arrive).due_at, at("08:27"));
    assert_eq!(story.clock(K::Arrive).nth, 2);
    // A limit that had passed by then is breached, not void.
    let late = restarting().and("08:21", refuse());
    assert_eq!(late.outcome(K::Arrive), O::Breached);
}

#[test]
fn a_reinforcement_that_refuses_leaves_the_line_alone() {
    let story = standing_in(P::Acknowledged)
        .and("08:07", reinforce("car-2"))
        .when("08:08", refuse_by("car-2"))
        .then(&[refused("car-2", None)]);
    assert_eq!(story.phase(), P::Acknowledged);
    assert_eq!(
        story.incident.lead().map(|one| &one.unit),
        Some(&unit("car-1"))
    );
}

#[test]
fn another_car_of_the_incident_leads_when_the_first_refuses() {
    let with_two = || standing_in(P::Assigned).and("08:07", reinforce("car-2"));
    let story = with_two()
        .when("08:08", refuse())
        .then(&[refused("car-1", Some("car-2"))]);
    assert_eq!(story.phase(), P::Assigned);
    let story = with_two()
        .and("08:08", acknowledge_by("car-2"))
        .and("08:09", refuse_by("car-1"));
    assert_eq!(story.phase(), P::Acknowledged);
    // It is there already: its arrival is the incident's, at its own time.
    let story = with_two()
        .and("08:11", arrive_by("car-2"))
        .and("08:14", refuse_by("car-1"));
    assert_eq!(story.phase(), P::Arrived);
    assert_eq!(story.outcome(K::Arrive), O::Kept);
    assert_eq!(story.clock(K::Arrive).took(), Some(6 * 60));
    // It was there, too late: the breach is said.
    let story = with_two()
        .and("08:20:30", arrive_by("car-2"))
        .when("08:21", refuse_by("car-1"))
        .then_kinds(&["incident.clock_breached", "incident.assignment_refused"]);
    assert_eq!(story.outcome(K::Arrive), O::Breached);
    assert_eq!(story.clock(K::Arrive).took(), Some(15 * 60 + 30));
}

#[test]
fn who_is_there_cannot_refuse() {
    standing_in(P::Arrived)
        .when("08:20", refuse())
        .then_rejected("already_reported")
        .when("08:20", refuse_by("car-3"))
        .then_rejected("unit_not_here");
    let blank = C::RefuseAssignment {
        unit: None,
        reason: " ".into(),
    };
    standing_in(P::Assigned)
        .when("08:06", blank)
        .then_rejected("blank");
}

#[test]
fn leaving_the_town_without_a_car_needs_a_reason() {
    let with_reason = |reason: &str| C::Assign {
        unit: unit("car-1"),
        leave_town_uncovered: Some(reason.into()),
    };
    let accepted = || standing_in(P::Accepted).others_free(0);
    let why = accepted()
        .when("08:05", with_reason(" "))
        .then_rejected("town_uncovered");
    let story = why
        .when("08:05", with_reason("唯一空闲车辆，警情紧急"))
        .then_kinds(&["incident.unit_assigned", "incident.town_uncovered"]);
    assert_eq!(story.phase(), P::Assigned);
    // With another car free the reason is not recorded, as there was nothing to say.
    standing_in(P::Accepted)
        .others_free(1)
        .when("08:05", with_reason("多余"))
        .then_kinds(&["incident.unit_assigned"]);
    standing_in(P::Arrived)
        .others_free(0)
        .when("08:20", reinforce("car-2"))
        .then_rejected("town_uncovered");
    // A change of cars takes none from the town.
    standing_in(P::Assigned)
        .others_free(0)
        .when("08:20", crate::support::commands::reassign("car-2"))
        .then_kinds(&["incident.reassigned"]);
}
