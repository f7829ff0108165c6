//! The calendar and the rules.

use crate::support::{
    times::day,
    town::{enter, registry},
};
use liandong_domain::{
    duty::{CalendarYear, DayKind, DutyRules, Seconds, SpecialDay, day_kind},
    registry::{RegistryEvent as E, decide},
};

fn special(text: &str, kind: DayKind, name: &str) -> SpecialDay {
    SpecialDay {
        day: day(text),
        kind,
        name: name.into(),
    }
}

pub(super) fn year_2024() -> CalendarYear {
    CalendarYear {
        year: 2024,
        source: "国办发明电〔2023〕7号".into(),
        days: vec![
            special("2024-04-04", DayKind::Holiday, "清明节"),
            special("2024-04-05", DayKind::RestDay, "清明节"),
            special("2024-04-06", DayKind::RestDay, "清明节"),
            special("2024-04-07", DayKind::Workday, "清明节"),
        ],
    }
}

#[test]
fn a_published_day_is_what_it_was_published_as() {
    let registry = enter(registry(), vec![E::CalendarPublished(year_2024())]);
    let kinds = ["03", "04", "05", "06", "07", "08", "13"];
    let kinds = kinds.map(|one| day_kind(&registry, day(&format!("2024-04-{one}"))).0);
    use DayKind::{Holiday, RestDay, Workday};
    assert_eq!(
        kinds,
        [
            Workday, Holiday, RestDay, RestDay, Workday, Workday, RestDay
        ]
    );
    assert_eq!(day_kind(&registry, day("2024-04-05")).1, Some("清明节"));
    let unknown = day_kind(&registry, day("2025-04-04"));
    assert_eq!(unknown, (Workday, None), "nobody published that year here");
}

#[test]
fn a_calendar_must_make_sense() {
    for (change, says) in [
        (
            special("2025-01-01", DayKind::Holiday, "元旦"),
            "not in the year",
        ),
        (
            special("2024-04-04", DayKind::Holiday, "清明节"),
            "there twice",
        ),
        (
            special("2024-04-08", DayKind::Workday, "清明节"),
            "workday anyway",
        ),
    ] {
        let mut year = year_2024();
        year.days.push(change);
        let refused = decide(&registry(), E::CalendarPublished(year)).expect_err("no calendar");
        assert!(refused.to_string().contains(says), "{refused}");
    }
}

#[test]
fn seconds_are_split_at_midnight_and_none_is_lost() {
    let registry = enter(registry(), vec![E::CalendarPublished(year_2024())]);
    let offset = registry.utc_offset();
    // From 20:00 on the eve of the holiday to 08:00 on it.
    let from = offset.start_of(day("2024-04-03")).plus(20 * 3600);
    let to = from.plus(12 * 3600);
    let split = Seconds::between(&registry, from, to);
    assert_eq!(
        (split.workday, split.rest_day, split.holiday),
        (4 * 3600, 0, 8 * 3600)
    );
    assert_eq!(split.total(), to.since(from));
    assert_eq!(Seconds::between(&registry, to, from), Seconds::default());
}

#[test]
fn rules_out_of_range_are_refused_by_field() {
    let usual = DutyRules::default();
    for (rules, field) in [
        (
            DutyRules {
                late_after_seconds: -1,
                ..usual
            },
            "late_after_seconds",
        ),
        (
            DutyRules {
                least_crew: 0,
                ..usual
            },
            "least_crew",
        ),
        (
            DutyRules {
                absent_after_seconds: 0,
                ..usual
            },
            "absent_after_seconds",
        ),
    ] {
        assert_eq!(rules.bad_field(), Some(field));
        assert!(decide(&registry(), E::DutyRulesSet(rules)).is_err());
    }
    let known = enter(registry(), vec![E::DutyRulesSet(usual)]);
    assert_eq!(decide(&known, E::DutyRulesSet(usual)), Ok(None));
}
