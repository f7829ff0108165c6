//! Who is on duty after leave, swaps and covers; and that incidents follow it.

use crate::support::{
    commands::{assign, reinforce},
    phases::standing_in,
    times::{at, day},
    town::{day_crew, enter, item, member, registry, roster, shift, unit},
};
use liandong_domain::{
    duty::{Changes, Effect, crew_on_duty, turns_of_day},
    ids::MemberId,
    incident::{IncidentCommand as C, IncidentEvent as E, Phase},
    registry::{Registry, RegistryEvent},
};

pub(super) const MONDAY: &str = "2024-03-04";

pub(super) fn away(who: &str, from: &str, to: &str) -> Effect {
    Effect::Away {
        member: member(who),
        from: day(from),
        to: day(to),
    }
}
pub(super) fn off(who: &str, on: &str, which: &str) -> Effect {
    Effect::Off {
        member: member(who),
        day: day(on),
        shift: item(which),
    }
}
pub(super) fn on(who: &str, when: &str, which: &str, car: &str) -> Effect {
    Effect::On {
        member: member(who),
        day: day(when),
        shift: item(which),
        unit: unit(car),
        instead_of: None,
    }
}

pub(super) fn crew(registry: &Registry, changes: &Changes, time: &str) -> Vec<MemberId> {
    crew_on_duty(registry, changes, &unit("car-1"), at(time))
        .into_iter()
        .map(|turn| turn.member)
        .collect()
}

#[test]
fn without_changes_the_roster_alone_says_who() {
    let registry = registry();
    for time in [
        "00:00", "07:59:59", "08:00", "19:59:59", "20:00", "+1 03:00",
    ] {
        let by_roster = registry.crew_on_duty(&unit("car-1"), at(time));
        assert_eq!(crew(&registry, Changes::NONE, time), by_roster, "{time}");
        assert_eq!(by_roster.len(), 2);
    }
}

#[test]
fn leave_takes_a_member_off_every_shift_that_begins_on_its_days() {
    let registry = registry();
    let changes = Changes::NONE.with("r1", &[away("car-1-c-1", MONDAY, MONDAY)]);
    // Team c has the night shift that begins on Monday.
    assert_eq!(
        crew(&registry, &changes, "+1 03:00"),
        [member("car-1-c-2")],
        "the whole night"
    );
    assert_eq!(crew(&registry, &changes, "08:00"), day_crew("car-1"));
}

#[test]
fn a_cover_goes_to_the_car_of_the_one_covered() {
    let registry = registry();
    let changes = Changes::NONE.with(
        "r1",
        &[
            off("car-1-b-1", MONDAY, "day"),
            on("car-3-d-1", MONDAY, "day", "car-1"),
        ],
    );
    let expected = [member("car-1-b-2"), member("car-3-d-1")];
    assert_eq!(crew(&registry, &changes, "08:00"), expected);
    let turns = turns_of_day(&registry, &changes, day(MONDAY));
    let taken = turns.iter().find(|turn| turn.by.is_some()).expect("a turn");
    assert_eq!(taken.by.as_deref(), Some("r1"));
}

#[test]
fn what_is_given_on_is_given_on_and_can_come_back() {
    let registry = registry();
    let first = Changes::NONE.with(
        "r9",
        &[
            off("car-1-b-1", MONDAY, "day"),
            on("car-3-d-1", MONDAY, "day", "car-1"),
        ],
    );
    // Numbers say nothing about the order: the later one has the smaller.
    let second = first.with(
        "r1",
        &[
            off("car-3-d-1", MONDAY, "day"),
            on("car-2-d-1", MONDAY, "day", "car-1"),
        ],
    );
    let expected = [member("car-1-b-2"), member("car-2-d-1")];
    assert_eq!(crew(&registry, &second, "08:00"), expected);
    let back = second.with(
        "r5",
        &[
            off("car-2-d-1", MONDAY, "day"),
            on("car-1-b-1", MONDAY, "day", "car-1"),
        ],
    );
    assert_eq!(crew(&registry, &back, "08:00"), day_crew("car-1"));
    assert_eq!(
        crew(&registry, &back.without("r5"), "08:00"),
        expected,
        "undone"
    );
}

#[test]
fn leave_wins_over_what_was_taken_on() {
    let registry = registry();
    let changes = Changes::NONE
        .with("r1", &[on("car-3-d-1", MONDAY, "day", "car-1")])
        .with("r2", &[away("car-3-d-1", MONDAY, MONDAY)]);
    assert_eq!(crew(&registry, &changes, "08:00"), day_crew("car-1"));
}

#[test]
fn a_new_roster_holds_from_its_day() {
    let mut later = roster();
    later.from = day("2024-03-05");
    later.shifts = vec![shift("day", 6, 12), shift("night", 18, 12)];
    let registry = enter(registry(), vec![RegistryEvent::RosterSet(later)]);
    let begins = |text| {
        let turns = turns_of_day(&registry, Changes::NONE, day(text));
        turns.first().expect("a turn").from
    };
    assert_eq!(begins(MONDAY), at("08:00"));
    assert_eq!(begins("2024-03-05"), at("+1 06:00"));
}

#[test]
fn an_assignment_takes_the_crew_that_is_really_there() {
    let changes = Changes::NONE.with("r1", &[off("car-1-b-1", MONDAY, "day")]);
    let story = standing_in(Phase::Accepted).granted(changes);
    let story = story.and("08:05", assign("car-1"));
    assert_eq!(story.incident.units[0].crew, [member("car-1-b-2")]);
}

#[test]
fn the_next_shift_takes_over_in_the_middle_of_an_incident() {
    let story = standing_in(Phase::Arrived);
    let night = vec![member("car-1-c-1"), member("car-1-c-2")];
    // The clocks that ran out in between come first.
    let story = story.and("20:01", C::HandOver { unit: None });
    let last = story.log.last().map(|one| one.event.clone());
    let relieved = E::CrewRelieved {
        unit: unit("car-1"),
        crew: night.clone(),
    };
    assert_eq!(last, Some(relieved));
    let part = &story.incident.units[0];
    assert_eq!((&part.crew, &part.relieved), (&night, &day_crew("car-1")));
    assert_eq!(story.phase(), Phase::Arrived, "the line goes on");
    let story = story
        .when("20:02", C::HandOver { unit: None })
        .then_rejected("nobody_to_relieve");
    let story = story.and("20:03", reinforce("car-2"));
    assert_eq!(
        story.incident.units[1].crew,
        [member("car-2-c-1"), member("car-2-c-2")]
    );
}
