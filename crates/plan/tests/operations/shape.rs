//! A month looks like a month: its rhythm, and how often things go wrong.

use super::{
    town::{day, town},
    walk::Walked,
};
use liandong_domain::{
    incident::{ClockKind, ClockOutcome, FollowUpResult, Incident, Phase},
    time::UtcOffset,
};
use liandong_plan::operations::{Operations, Plan};
use std::sync::LazyLock;

static MONTH: LazyLock<Walked> = LazyLock::new(|| {
    let registry = town(5);
    let plan = Plan {
        from: day("2024-03-01"),
        to: day("2024-04-30"),
        seed: 11,
        calls_per_day: 90,
    };
    let operations = Operations::new(plan, &registry).unwrap();
    let walked = Walked::through(registry, operations);
    assert!(walked.refused.is_empty(), "{:#?}", walked.refused);
    walked
});

fn all() -> impl Iterator<Item = &'static Incident> {
    MONTH.incidents.values()
}

/// Incidents in a thousand for which something holds.
fn per_mille(of: impl Fn(&Incident) -> bool, among: impl Fn(&Incident) -> bool) -> usize {
    let (mut some, mut every) = (0, 0);
    for one in all().filter(|one| among(one)) {
        every += 1;
        some += usize::from(of(one));
    }
    assert!(every > 100, "{every} are too few to tell");
    some * 1_000 / every
}

#[track_caller]
fn within(share: usize, low: usize, high: usize) {
    assert!((low..=high).contains(&share), "{share} of a thousand");
}

const fn dispatched(one: &Incident) -> bool {
    !one.units.is_empty()
}

#[test]
fn there_are_about_as_many_calls_as_asked_for() {
    let a_day = all().count() / 61;
    assert!((85..=99).contains(&a_day), "{a_day} a day");
}

#[test]
fn the_evening_is_loud_and_the_night_is_quiet() {
    let at = |hours: std::ops::Range<i64>| {
        all()
            .filter(|one| {
                let second = UtcOffset::BEIJING.second_of_day(one.received_at);
                hours.contains(&(second / 3_600))
            })
            .count()
    };
    let (night, evening) = (at(2..5), at(19..22));
    assert!(
        evening > night * 5,
        "{night} by night, {evening} in the evening"
    );
}

#[test]
fn some_crews_come_late_and_most_do_not() {
    let late = |one: &Incident| {
        let clock = one.last_clock(ClockKind::Arrive);
        clock.is_some_and(|clock| clock.outcome() == ClockOutcome::Breached)
    };
    within(per_mille(late, dispatched), 30, 170);
    let explained = |one: &Incident| {
        let mut breaches = one.clocks.iter().filter_map(|clock| clock.breach.as_ref());
        breaches.any(|breach| breach.explanation.is_some())
    };
    within(per_mille(explained, late), 600, 990);
}

#[test]
fn everything_that_can_happen_happens() {
    let every = |_: &Incident| true;
    let phase = |phase: Phase| per_mille(|one| one.phase == phase, every);
    within(phase(Phase::ReturnedToPolice), 30, 110);
    within(phase(Phase::Merged), 8, 50);
    within(phase(Phase::Cancelled), 5, 40);
    within(
        per_mille(|one| !one.received.hazards.is_empty(), every),
        15,
        60,
    );
    within(per_mille(|one| one.late_entries > 0, every), 30, 200);
    within(
        per_mille(|one| !one.referrals.is_empty(), dispatched),
        60,
        220,
    );
    within(per_mille(|one| one.round > 1, dispatched), 3, 60);
    within(per_mille(|one| one.units.len() > 1, dispatched), 10, 120);
    within(per_mille(|one| one.intervened, dispatched), 2, 40);
    let paused = |one: &Incident| one.clocks.iter().any(|clock| clock.pauses > 0);
    within(per_mille(paused, dispatched), 2, 40);
    let complaint = |one: &Incident| {
        let mut calls = one.follow_ups.iter();
        calls.any(|call| {
            matches!(
                &call.result,
                FollowUpResult::Reached {
                    complaint: Some(_),
                    ..
                }
            )
        })
    };
    within(per_mille(complaint, dispatched), 10, 90);
    let not_reached = |one: &Incident| {
        let mut calls = one.follow_ups.iter();
        calls.any(|call| call.result == FollowUpResult::Unreachable)
    };
    within(per_mille(not_reached, dispatched), 60, 200);
    assert_eq!(
        MONTH.registered, 5,
        "an induction, two trainings, two assessments"
    );
}

#[test]
fn places_lie_in_their_areas() {
    let registry = town(5);
    for one in all().filter(|one| one.phase == Phase::Closed) {
        if let (Some(place), Some(area)) = (one.received.place, &one.area) {
            let day = registry.utc_offset().day(one.received_at);
            assert_eq!(registry.area_of(place, day).as_ref(), Some(area));
        }
    }
}
