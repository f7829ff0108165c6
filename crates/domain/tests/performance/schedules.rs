//! What is due when.

use super::{days, indicator, target};
use crate::support::times::day;
use liandong_domain::{
    money::Fen,
    performance::{
        formula::Formula,
        schedule::{BadSchedule, Due, Schedule, Step},
        target::{Comparator as C, Target, TargetValue as T},
    },
};
use proptest::prelude::*;

fn worded(comparator: C, value: T, wording: &str) -> Target {
    Target {
        wording: wording.into(),
        ..target(comparator, value)
    }
}

fn due(annual: &Target, schedule: Schedule, on: &str) -> Due {
    let mut one = indicator("one", Formula::TrainingsHeld);
    one.annual = annual.clone();
    one.due = annual.clone();
    one.schedule = schedule;
    one.due_on(day(on))
}

fn wording(due: &Due) -> (Option<T>, &str) {
    match due {
        Due::Target(target) => (Some(target.value), &target.wording),
        Due::NotBefore(_) => (None, ""),
    }
}

#[test]
fn a_linear_schedule_grows_by_days_and_rounds_up() {
    let year = days("2024-01-01", "2024-12-31");
    let linear = || Schedule::Linear {
        from: year.from,
        to: year.to,
    };
    let trainings = worded(C::AtLeast, T::Count(12), "≥12场");
    // 244 of 366 days: 8 of 12 exactly.
    let at = due(&trainings, linear(), "2024-08-31");
    assert_eq!(wording(&at), (Some(T::Count(8)), "≥8场"));
    let at = due(&trainings, linear(), "2024-09-01");
    assert_eq!(wording(&at), (Some(T::Count(9)), "≥9场"));
    assert_eq!(
        due(&trainings, linear(), "2024-12-31"),
        Due::Target(trainings.clone())
    );
    assert_eq!(
        due(&trainings, linear(), "2025-06-01"),
        Due::Target(trainings.clone())
    );
    assert_eq!(
        due(&trainings, linear(), "2023-12-31"),
        Due::NotBefore(year.from)
    );
    let money = worded(C::AtLeast, T::Fen(Fen::from_yuan(1_800_000)), "180万元");
    let at = due(&money, linear(), "2024-08-31");
    assert_eq!(
        wording(&at),
        (Some(T::Fen(Fen::from_yuan(1_200_000))), "120万元")
    );
    let share = worded(C::AtLeast, T::PercentHundredths(10_000), "100%");
    let at = due(&share, linear(), "2024-08-31");
    assert_eq!(wording(&at), (Some(T::PercentHundredths(6_667)), "66.67%"));
}

#[test]
fn steps_and_dates_say_from_when() {
    let built = worded(C::AtLeast, T::Count(5), "建成5个");
    let steps = vec![
        Step {
            from: day("2024-04-01"),
            value: T::Count(2),
        },
        Step {
            from: day("2024-10-01"),
            value: T::Count(5),
        },
    ];
    let stepped = Schedule::Stepped { steps };
    assert_eq!(
        due(&built, stepped.clone(), "2024-03-31"),
        Due::NotBefore(day("2024-04-01"))
    );
    let at = due(&built, stepped.clone(), "2024-08-31");
    assert_eq!(wording(&at), (Some(T::Count(2)), "建成2个"));
    assert_eq!(
        due(&built, stepped, "2024-12-31"),
        Due::Target(built.clone())
    );
    let by_date = Schedule::ByDate {
        day: day("2024-11-30"),
    };
    assert_eq!(
        due(&built, by_date.clone(), "2024-08-31"),
        Due::NotBefore(day("2024-11-30"))
    );
    assert_eq!(due(&built, by_date, "2024-11-30"), Due::Target(built));
}

#[test]
fn a_schedule_must_be_one_of_its_target() {
    let (from, to) = (day("2024-01-01"), day("2024-12-31"));
    let linear = Schedule::Linear { from, to };
    let check = |schedule: &Schedule, comparator, value| schedule.check(&target(comparator, value));
    assert_eq!(check(&linear, C::AtLeast, T::Count(1)), Ok(()));
    assert_eq!(
        check(&linear, C::Equals, T::Count(1)),
        Err(BadSchedule::NotExactly)
    );
    assert_eq!(
        check(&linear, C::Within, T::Seconds(1)),
        Err(BadSchedule::NoParts)
    );
    assert_eq!(
        check(&linear, C::Qualitative, T::Word),
        Err(BadSchedule::NoParts)
    );
    let backwards = Schedule::Linear { from: to, to: from };
    assert_eq!(
        check(&backwards, C::AtLeast, T::Count(1)),
        Err(BadSchedule::Backwards)
    );
    let steps = |steps: &[(&str, T)]| Schedule::Stepped {
        steps: steps
            .iter()
            .map(|(from, value)| Step {
                from: day(from),
                value: *value,
            })
            .collect(),
    };
    for bad in [
        steps(&[]),
        steps(&[("2024-03-01", T::Count(3)), ("2024-03-01", T::Count(4))]),
        steps(&[("2024-03-01", T::Count(3)), ("2024-04-01", T::Count(2))]),
        steps(&[("2024-03-01", T::PercentHundredths(3))]),
    ] {
        assert_eq!(
            check(&bad, C::AtLeast, T::Count(5)),
            Err(BadSchedule::Steps)
        );
    }
    let by_date = Schedule::ByDate { day: to };
    assert_eq!(check(&by_date, C::Qualitative, T::Word), Ok(()));
}

proptest! {
    /// What is due never falls, and never passes the annual value.
    #[test]
    fn what_is_due_grows(annual in 1_i64..1_000_000, days in 1_i64..800, one in 0_i64..800, other in 0_i64..800) {
        let (first, last) = (day("2024-01-01"), day("2024-01-01"));
        let to = liandong_domain::time::Day(last.0 + days);
        let schedule = Schedule::Linear { from: first, to };
        let annual = worded(C::AtLeast, T::Count(annual), "");
        let size = |offset: i64| {
            let on = liandong_domain::time::Day(first.0 + offset);
            match schedule.due_on(&annual, &annual, on) {
                Due::Target(Target { value: T::Count(count), .. }) => count,
                _ => 0,
            }
        };
        let (early, late) = (one.min(other), one.max(other));
        prop_assert!(size(early) <= size(late));
        let T::Count(whole) = annual.value else { unreachable!() };
        prop_assert!((1..=whole).contains(&size(early)));
    }
}
