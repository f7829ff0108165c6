//! A log that is too short gets no answer, and is told what it lacks.

use super::logs::Town;
use liandong_domain::time::{Day, Period};
use liandong_plan::fit::{FitError, Log, Missing, Needed, Options, backtest, fit, split_months};

#[test]
fn three_weeks_are_too_short() {
    let mut town = Town::usual(1);
    let from: Day = "2024-01-01".parse().unwrap();
    town.options.period = Some(Period {
        from,
        to: Day(from.0 + 20),
    });
    let log = town.log(|_| 0.5);
    let cases = u64::try_from(log.cases.len()).unwrap();
    let Err(FitError::TooShort { missing }) = fit(&log, &town.options) else {
        panic!("a refusal");
    };
    let lacks = |what, have, need| Missing { what, have, need };
    assert!(cases < 300);
    assert_eq!(
        missing,
        [
            lacks(Needed::Days, 21, 28),
            lacks(Needed::ServedCalls, cases, 300),
        ]
    );
    let said = FitError::TooShort { missing }.to_string();
    assert!(
        said.contains("21 days observed where 28 are needed"),
        "{said}"
    );
}

#[test]
fn calls_without_times_or_places_do_not_count_for_them() {
    let town = Town::usual(1);
    let mut log = town.log(|_| 1.0);
    for (at, case) in log.cases.iter_mut().enumerate() {
        case.place = None;
        case.area = None;
        if at >= 29 {
            case.pauses = 1;
        }
    }
    let Err(FitError::TooShort { missing }) = fit(&log, &town.options) else {
        panic!("a refusal");
    };
    let what: Vec<(Needed, u64)> = missing.iter().map(|one| (one.what, one.have)).collect();
    assert_eq!(what, [(Needed::TimedCalls, 29), (Needed::PlacedCalls, 0)]);
}

#[test]
fn an_empty_log_and_odd_options_are_refused() {
    let none = fit(&Log::default(), &Options::default());
    assert!(matches!(none, Err(FitError::TooShort { missing }) if missing[0].have == 0));
    let options = [
        Options {
            blocks: vec![7, 9],
            ..Options::default()
        },
        Options {
            blocks: vec![0, 24],
            ..Options::default()
        },
        Options {
            cell_metres: 0.0,
            ..Options::default()
        },
        Options {
            cell_metres: f64::NAN,
            ..Options::default()
        },
        Options {
            resamples: 99,
            ..Options::default()
        },
        Options {
            most_atoms: 0,
            ..Options::default()
        },
    ];
    for options in options {
        let refused = fit(&Log::default(), &options);
        assert!(
            matches!(refused, Err(FitError::BadOptions(_))),
            "{options:?}"
        );
    }
}

#[test]
fn a_back_test_needs_both_its_sides() {
    let town = Town::usual(1);
    let log = town.log(|_| 1.0);
    let period = town.options.period.unwrap();
    let split = |day| backtest(&log, day, &town.options).err();
    let nothing = Some(FitError::NothingToSplit { period });
    assert_eq!(split(period.from), nothing);
    assert_eq!(split(period.to.next()), nothing);
    let short = split(Day(period.from.0 + 7));
    assert!(matches!(short, Some(FitError::TooShort { missing }) if missing[0].have == 7));
    assert_eq!(split_months(period, 4), Some("2024-05-01".parse().unwrap()));
    assert_eq!(split_months(period, 6), None);
    assert_eq!(split_months(period, 0), None);
}
