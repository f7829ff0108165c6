//! Who is on duty.

use crate::support::{
    times::{at, day},
    town::{day_crew, enter, item, member, officer, registry, roster, shift, unit},
};
use liandong_domain::{
    registry::{RegistryEvent as E, RegistryRejection as R, decide},
    time::UtcOffset,
};

/// The teams on duty at a moment of the stories' day, the fourth of the cycle of four.
fn teams(time: &str) -> Vec<String> {
    let roster = roster();
    let teams = roster.teams_on_duty(at(time), UtcOffset::BEIJING);
    teams.into_iter().map(ToString::to_string).collect()
}

#[test]
fn a_shift_runs_past_midnight() {
    assert_eq!(teams("07:59:59"), ["d"], "yesterday's night shift");
    assert_eq!(teams("08:00"), ["b"], "today's day shift");
    assert_eq!(teams("19:59:59"), ["b"]);
    assert_eq!(teams("20:00"), ["c"], "today's night shift");
    assert_eq!(teams("+1 00:00"), ["c"], "still the same");
    assert_eq!(teams("+1 07:59:59"), ["c"]);
    assert_eq!(teams("+1 08:00"), ["a"], "a new day");
}

#[test]
fn somebody_is_on_duty_at_every_hour_and_each_team_as_often_as_another() {
    let mut hours = std::collections::BTreeMap::<String, u32>::new();
    for hour in 0..96 {
        let on_duty = teams(&format!("+{} {:02}:30", hour / 24, hour % 24));
        assert_eq!(on_duty.len(), 1, "hour {hour}");
        *hours.entry(on_duty[0].clone()).or_default() += 1;
    }
    assert!(hours.values().all(|count| *count == 24), "{hours:?}");
}

#[test]
fn a_crew_is_the_cars_own_members_of_the_team_on_duty() {
    let registry = registry();
    assert_eq!(
        registry.crew_on_duty(&unit("car-1"), at("08:00")),
        day_crew("car-1")
    );
    assert_eq!(
        registry.crew_on_duty(&unit("car-2"), at("08:00")),
        day_crew("car-2")
    );
    assert_eq!(registry.crew_on_duty(&unit("car-9"), at("08:00")), []);
    let night = [member("car-1-c-1"), member("car-1-c-2")];
    assert_eq!(registry.crew_on_duty(&unit("car-1"), at("+1 03:00")), night);
}

#[test]
fn who_has_left_or_not_yet_come_is_on_no_crew() {
    let mut left = officer("car-1-b-1", "car-1", "b");
    left.until = Some(day("2024-03-03"));
    let mut new = officer("car-1-b-3", "car-1", "b");
    new.from = day("2024-03-05");
    let registry = enter(
        registry(),
        vec![E::MemberEngaged(left), E::MemberEngaged(new)],
    );
    let crew = registry.crew_on_duty(&unit("car-1"), at("08:00"));
    assert_eq!(crew, [member("car-1-b-2")]);
}

#[test]
fn a_roster_must_make_sense() {
    let refused = |change: fn(&mut liandong_domain::registry::Roster)| {
        let mut one = roster();
        change(&mut one);
        decide(&registry(), E::RosterSet(one)).expect_err("it makes no sense")
    };
    assert!(matches!(
        refused(|one| one.cycle.clear()),
        R::Bad { field: "cycle", .. }
    ));
    let unknown = refused(|one| one.cycle.push(item("evening")));
    assert!(matches!(unknown, R::Unknown { field: "cycle", .. }));
    for (from, hours) in [(24, 1), (-1, 8), (8, 0), (8, 25)] {
        let mut one = roster();
        one.shifts.push(shift("odd", from, hours));
        let refused = decide(&registry(), E::RosterSet(one));
        assert!(matches!(refused, Err(R::Bad { .. })), "{from} {hours}");
    }
}
