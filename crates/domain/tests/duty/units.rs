//! A car's state, from its incident, its crew and what was said of it.

use crate::support::{
    given::NUMBER,
    phases::standing_in,
    times::{at, day},
    town::{car, incident, unit},
};
use liandong_domain::{
    aggregate::{Aggregate, Asked, Stamp},
    duty::{
        Out, OutReason, Standing, UnitBook, UnitBookFacts, UnitCommand as C, UnitFacts, UnitState,
        unit_state,
    },
    ids::IncidentId,
    incident::{Assignment, Phase},
    refusal::Refusal,
    time::Timestamp,
};

fn out() -> Out {
    Out {
        reason: OutReason::Fault,
        note: None,
        since: at("09:00"),
        until: None,
    }
}

fn state(
    bound: Option<(&IncidentId, &Assignment)>,
    out: Option<&Out>,
    crew_since: Option<Timestamp>,
) -> Standing {
    unit_state(UnitFacts {
        unit: &car("car-1", "north"),
        day: day("2024-03-04"),
        bound,
        out,
        returned_at: Some(at("08:30")),
        released_at: Some(at("08:45")),
        crew_since,
    })
}

#[test]
fn a_free_car_is_free_since_the_last_thing_that_held_it() {
    let free = state(None, None, Some(at("08:00")));
    assert_eq!(
        (free.state, free.since),
        (UnitState::Available, Some(at("08:45")))
    );
    let later = state(None, None, Some(at("20:00")));
    assert_eq!(later.since, Some(at("20:00")), "a new shift");
}

#[test]
fn nobody_on_duty_or_taken_out_is_out_of_service() {
    let empty = state(None, None, None);
    assert_eq!(empty.state, UnitState::OutOfService);
    assert_eq!(empty.out.expect("why").code(), "nobody_on_duty");
    let broken = state(None, Some(&out()), Some(at("08:00")));
    assert_eq!(
        (broken.state, broken.since),
        (UnitState::OutOfService, Some(at("09:00")))
    );
    assert_eq!(broken.out.expect("why").code(), "fault");
    let not_yet = unit_state(UnitFacts {
        unit: &car("car-1", "north"),
        day: day("2024-02-29"),
        bound: None,
        out: None,
        returned_at: None,
        released_at: None,
        crew_since: Some(at("08:00")),
    });
    assert_eq!(not_yet.out.expect("why").code(), "not_commissioned");
}

#[test]
fn an_incident_says_where_its_car_is() {
    let number = incident(NUMBER);
    for (phase, expected) in [
        (Phase::Assigned, UnitState::Assigned),
        (Phase::Acknowledged, UnitState::EnRoute),
        (Phase::Arrived, UnitState::OnScene),
    ] {
        let story = standing_in(phase);
        let part = story.incident.lead().expect("a car");
        let on = state(Some((&number, part)), Some(&out()), None);
        assert_eq!(on.state, expected);
        assert_eq!(on.incident.as_ref(), Some(&number));
        assert!(on.out.is_some(), "the fault is told beside it");
        assert_eq!(on.since, Some(story.incident.last_step_at));
    }
}

fn say(state: Option<&UnitBook>, now: &str, bound: bool, command: &C) -> Result<UnitBook, Refusal> {
    let (car, id, number) = (car("car-1", "north"), unit("car-1"), incident(NUMBER));
    let facts = UnitBookFacts {
        unit: Some(&car),
        id: &id,
        before: None,
        bound_to: bound.then_some(&number),
        entry_grace_seconds: 120,
    };
    let asked = Asked {
        occurred_at: None,
        now: at(now),
    };
    let events =
        UnitBook::decide(state, "car-1/2024-03", command, asked, facts).map_err(Refusal::from)?;
    let fold = |state, (event, stamp): &(_, Stamp)| UnitBook::evolve(state, "", event, *stamp);
    Ok(events.iter().fold(state.cloned(), fold).expect("a state"))
}

fn take_out(reason: OutReason) -> C {
    C::TakeOut {
        reason,
        note: None,
        until: None,
    }
}

#[test]
fn a_car_goes_out_and_comes_back() {
    let out = say(None, "12:00", false, &take_out(OutReason::Meal)).expect("out");
    assert_eq!(
        out.out.as_ref().map(|out| (out.reason, out.since)),
        Some((OutReason::Meal, at("12:00")))
    );
    let twice = say(Some(&out), "12:01", false, &take_out(OutReason::Fuel));
    assert_eq!(twice.expect_err("out already").code, "already_out");
    let back = say(Some(&out), "12:30", false, &C::Return { note: None }).expect("back");
    assert_eq!(
        (back.out.as_ref(), back.returned_at),
        (None, Some(at("12:30")))
    );
    let again = say(Some(&back), "12:31", false, &C::Return { note: None });
    assert_eq!(again.expect_err("in service").code, "not_out");
}

#[test]
fn a_meal_waits_for_the_incident_and_a_fault_does_not() {
    let meal = say(None, "12:00", true, &take_out(OutReason::Meal));
    assert_eq!(meal.expect_err("it waits").code, "unit_on_incident");
    assert!(say(None, "12:00", true, &take_out(OutReason::Fault)).is_ok());
    let other = say(None, "12:00", false, &take_out(OutReason::Other));
    assert_eq!(other.expect_err("what?").code, "blank");
}
