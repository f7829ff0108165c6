//! Laws that hold for every log.

use super::logs::{Town, area};
use liandong_domain::{
    geo::Place,
    ids::IncidentId,
    incident::CategoryCode,
    policy::{Coverage, Window},
    time::{Day, Period, Timestamp, UtcOffset},
};
use liandong_plan::fit::{Calendar, Case, Demand, HOURS, Hole, Log, Options, Places, Profile, fit};
use proptest::prelude::*;

fn period() -> impl Strategy<Value = Period> {
    (19_000_i64..20_000, 0_i64..70).prop_map(|(from, days)| Period {
        from: Day(from),
        to: Day(from + days),
    })
}

fn offset() -> impl Strategy<Value = UtcOffset> {
    (-48_i32..56).prop_map(|quarters| UtcOffset(quarters * 900))
}

fn case(
    n: usize,
    at: i64,
    category: usize,
    place: Option<(f64, f64)>,
    in_area: Option<usize>,
) -> Case {
    Case {
        number: IncidentId::new(format!("n{n}")).unwrap(),
        received_at: Timestamp(at),
        category: CategoryCode::ALL[category],
        place: place.map(|(lon, lat)| Place { lon, lat }),
        area: in_area.map(area),
        hazard: false,
        rank: 0,
        legs: Vec::new(),
        disposed_at: None,
        disposed_late: false,
        pauses: 0,
    }
}

fn cases() -> impl Strategy<Value = Vec<Case>> {
    let places = prop::option::of((121.2..121.4, 31.1..31.3));
    let one = (
        0_i64..40 * 86_400,
        0_usize..5,
        places,
        prop::option::of(0_usize..4),
    );
    prop::collection::vec(one, 1..120).prop_map(|all| {
        let made = all.into_iter().enumerate();
        made.map(|(n, (at, category, place, area))| {
            case(n, 19_500 * 86_400 + at, category, place, area)
        })
        .collect()
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn exposures_sum_to_the_span(period in period(), offset in offset()) {
        let all = Calendar::new(period, offset, Coverage::Always, &[]).exposure();
        prop_assert_eq!(all.iter().sum::<i64>(), period.days() * 86_400);
    }

    #[test]
    fn a_hole_takes_what_it_covers(
        period in period(), offset in offset(), from in -100_000_i64..6_000_000, long in 0_i64..900_000,
    ) {
        let (begin, end) = period.bounds(offset);
        let hole = Hole { from: begin.plus(from), to: begin.plus(from + long) };
        let shared = hole.to.min(end).since(hole.from.max(begin)).max(0);
        let all = Calendar::new(period, offset, Coverage::Always, &[hole]).exposure();
        prop_assert_eq!(all.iter().sum::<i64>(), period.days() * 86_400 - shared);
    }

    #[test]
    fn an_hour_is_held_as_its_exposure_says(
        period in period(), from in 0_i64..86_400, long in 1_i64..86_400, at in 0_i64..5_000_000,
    ) {
        let to = (from + long).min(86_400);
        let window = Window { weekdays: vec![1, 3, 6], from_second: from, to_second: to };
        let calendar = Calendar::new(period, UtcOffset::BEIJING, Coverage::Weekly(vec![window]), &[]);
        let days = (period.from.0..=period.to.0).filter(|day| [0, 2, 5].contains(&Day(*day).weekday()));
        let expected = i64::try_from(days.count()).unwrap() * (to - from);
        prop_assert_eq!(calendar.exposure().iter().sum::<i64>(), expected);
        let at = period.bounds(UtcOffset::BEIJING).0.plus(at);
        let day = UtcOffset::BEIJING.day(at);
        let second = UtcOffset::BEIJING.second_of_day(at);
        let holds = period.contains(day) && [0, 2, 5].contains(&day.weekday()) && (from..to).contains(&second);
        prop_assert_eq!(calendar.holds(at), holds);
    }

    #[test]
    fn rates_integrate_to_counts(
        counts in prop::collection::vec(0_u64..12, HOURS), weeks in prop::collection::vec(0_i64..30, HOURS),
    ) {
        let exposure: [i64; HOURS] = std::array::from_fn(|cell| weeks[cell] * 3_600);
        let seen: [u64; HOURS] = std::array::from_fn(|cell| counts[cell] * u64::from(weeks[cell] > 0));
        let profile = Profile::of(&seen, &exposure);
        let sum: u64 = seen.iter().sum();
        let total = f64::from(u32::try_from(sum).unwrap());
        prop_assert!((profile.expected(&exposure) - total).abs() < 1e-6 * (1.0 + total));
        prop_assert!(profile.rates.iter().all(|rate| *rate >= 0.0 && rate.is_finite()));
    }

    #[test]
    fn weights_sum_to_one_and_atoms_are_few(cases in cases(), most in 1_usize..40) {
        let options = Options { most_atoms: most, least_placed: 5, ..Options::default() };
        let all: Vec<&Case> = cases.iter().collect();
        if let Some(places) = Places::of(&all, &options) {
            prop_assert!(places.atoms.len() <= most.max(4));
            prop_assert!((places.pooled.iter().sum::<f64>() - 1.0).abs() < 1e-9);
            for weights in places.by_category.values() {
                prop_assert!((weights.iter().sum::<f64>() - 1.0).abs() < 1e-9);
            }
            let known: u64 = places.atoms.iter().map(|atom| atom.calls).sum();
            prop_assert_eq!(known, places.placed);
            let n = u64::try_from(cases.len()).unwrap();
            prop_assert_eq!(places.placed + places.area_only + places.nowhere, n);
        }
    }

    #[test]
    fn what_demand_counts_is_what_came(cases in cases()) {
        let calendar = Calendar::new(
            Period { from: Day(19_499), to: Day(19_541) }, UtcOffset::BEIJING, Coverage::Always, &[],
        );
        let all: Vec<&Case> = cases.iter().collect();
        let demand = Demand::of(&all, &calendar);
        let by_category: u64 = demand.by_category.values().map(|one| one.calls).sum();
        prop_assert_eq!(by_category, demand.all.calls);
        let by_month: u64 = demand.trend.months.iter().map(|one| one.calls).sum();
        prop_assert_eq!(by_month, demand.all.calls);
        prop_assert!((0.0..=1.0).contains(&demand.dispersion.p));
    }
}

#[test]
fn the_order_of_cases_does_not_matter_and_a_fit_is_read_back() {
    let mut town = Town::usual(3);
    town.options.period = Some(Period {
        from: "2024-01-01".parse().unwrap(),
        to: "2024-02-25".parse().unwrap(),
    });
    let log = town.log(|_| 1.0);
    let fitted = fit(&log, &town.options).unwrap();
    let text = serde_json::to_string(&fitted).unwrap();
    let mut other = Log::from(log.cases.iter().rev().cloned().collect::<Vec<_>>());
    let third = other.cases.len() / 3;
    other.cases.rotate_left(third);
    let again = fit(&other, &town.options).unwrap();
    assert_eq!(text, serde_json::to_string(&again).unwrap());
    let read: liandong_plan::fit::Fitted = serde_json::from_str(&text).unwrap();
    assert_eq!(read, fitted);
}
