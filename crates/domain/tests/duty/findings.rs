//! Holes, double duty, rest.

use super::{
    book::year_2024,
    crews::{MONDAY, away, off, on},
};
use crate::support::{
    times::{at, day},
    town::{area, enter, item, member, policy, registry, roster, unit},
};
use liandong_domain::{
    duty::{Changes, DutyRules, Finding, FindingKind as K, findings},
    policy::{Coverage, Window},
    registry::{Registry, RegistryEvent as E},
    time::Period,
};

fn town() -> Registry {
    enter(registry(), vec![E::CalendarPublished(year_2024())])
}

fn monday() -> Period {
    Period {
        from: day(MONDAY),
        to: day(MONDAY),
    }
}

fn found(registry: &Registry, changes: &Changes) -> Vec<Finding> {
    findings(
        registry,
        &policy(),
        &DutyRules::default(),
        changes,
        monday(),
    )
}

#[test]
fn a_whole_roster_has_no_finding() {
    assert_eq!(found(&town(), Changes::NONE), []);
}

#[test]
fn a_crew_below_the_least_is_told_with_its_times_and_who_could_help() {
    let changes = Changes::NONE.with("r1", &[away("car-1-b-1", MONDAY, MONDAY)]);
    let found = found(&town(), &changes);
    let [one] = found.as_slice() else {
        panic!("{found:?}")
    };
    assert_eq!(one.kind, K::CrewTooSmall);
    assert_eq!((one.from, one.to), (at("08:00"), at("20:00")));
    assert_eq!(one.unit, Some(unit("car-1")));
    assert_eq!((one.found, one.wanted), (1, 2));
    // Team a has had its days off and begins on Tuesday at 08:00: twelve hours' rest after 20:00.
    assert!(!one.could_mend.is_empty());
    assert!(
        one.could_mend
            .iter()
            .all(|who| who.as_str().contains("-a-")),
        "{:?}: the others are on duty or rest too little",
        one.could_mend
    );
    let (what, mend) = one.sentence(&town());
    assert!(
        what.contains("car-1") && mend.contains("可由"),
        "{what} {mend}"
    );
}

#[test]
fn an_area_without_a_car_and_a_town_without_anybody() {
    let nobody_in_car_3 = Changes::NONE.with(
        "r1",
        &[
            off("car-3-b-1", MONDAY, "day"),
            off("car-3-b-2", MONDAY, "day"),
        ],
    );
    let kinds: Vec<_> = found(&town(), &nobody_in_car_3)
        .into_iter()
        .map(|one| (one.kind, one.area))
        .collect();
    assert_eq!(
        kinds,
        [
            (K::AreaUncovered, Some(area("south"))),
            (K::CrewTooSmall, Some(area("south"))),
        ]
    );
    let mut short = roster();
    short.cycle = ["day", "off", "off", "off"].map(item).to_vec();
    let registry = enter(town(), vec![E::RosterSet(short)]);
    let found = found(&registry, Changes::NONE);
    let times: Vec<_> = found
        .iter()
        .map(|one| (one.kind, one.from, one.to))
        .collect();
    assert_eq!(
        times,
        [
            (K::NobodyOnDuty, at("00:00"), at("08:00")),
            (K::NobodyOnDuty, at("20:00"), at("+1 00:00")),
        ],
        "and nothing that only follows from it"
    );
}

#[test]
fn hours_that_the_loop_does_not_cover_have_no_holes() {
    let mut short = roster();
    short.cycle = ["day", "off", "off", "off"].map(item).to_vec();
    let registry = enter(town(), vec![E::RosterSet(short)]);
    let mut policy = policy();
    policy.coverage = Coverage::Weekly(vec![Window {
        weekdays: vec![1],
        from_second: 7 * 3600,
        to_second: 20 * 3600,
    }]);
    let rules = DutyRules::default();
    let found = findings(&registry, &policy, &rules, Changes::NONE, monday());
    let times: Vec<_> = found.iter().map(|one| (one.from, one.to)).collect();
    assert_eq!(times, [(at("07:00"), at("08:00"))]);
}

#[test]
fn double_duty_and_too_little_rest() {
    // Team b works by day; c by night.
    let double = Changes::NONE.with("r1", &[on("car-1-b-1", MONDAY, "day", "car-2")]);
    let kinds: Vec<_> = found(&town(), &double)
        .into_iter()
        .map(|one| (one.kind, one.members))
        .collect();
    assert_eq!(kinds, [(K::DoubleDuty, vec![member("car-1-b-1")])]);
    let short = Changes::NONE.with("r1", &[on("car-1-b-1", MONDAY, "night", "car-1")]);
    let found = found(&town(), &short);
    let rests: Vec<_> = found
        .iter()
        .map(|one| (one.kind, one.from, one.to, one.found))
        .collect();
    assert_eq!(
        rests[0],
        (K::TooLittleRest, at("20:00"), at("20:00"), 0),
        "straight on into the night"
    );
}

#[test]
fn a_year_without_a_calendar_is_told() {
    let found = found(&registry(), Changes::NONE);
    assert_eq!(found.len(), 1);
    assert_eq!((found[0].kind, found[0].found), (K::NoCalendar, 2024));
}
