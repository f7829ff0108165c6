//! A town whose law stays is predicted; one whose law changes is caught.

use super::logs::{Town, half_year};
use liandong_domain::time::{Day, Timestamp};
use liandong_plan::fit::{Backtest, Law, backtest, split_months};

fn run(town: &Town, level: impl Fn(Day) -> f64) -> Backtest {
    let log = town.log(level);
    let split = split_months(half_year(), 4).unwrap();
    backtest(&log, split, &town.options).unwrap().1
}

#[test]
fn what_stays_as_it_was_is_predicted() {
    let (mut held, mut all) = (0, 0);
    let mut shapes = Vec::new();
    for seed in 20..26 {
        let table = run(&Town::usual(seed), |_| 1.0);
        if seed == 20 {
            println!("{}", serde_json::to_string_pretty(&table).unwrap());
        }
        assert_eq!(table.fitted_on.to.to_string(), "2024-04-30");
        assert_eq!(table.held_against.from.to_string(), "2024-05-01");
        for row in &table.rows {
            if let Some(holds) = row.holds() {
                all += 1;
                held += u32::from(holds);
            }
            if row.what == "week_profile" {
                shapes.push(row.p.unwrap());
            }
            assert!(row.error.unwrap().abs() < 0.35, "{row:?}");
        }
    }
    // 95 of 100 by design; the rows of one town go together.
    assert!(held * 100 >= all * 88, "{held} of {all}");
    assert!(
        shapes.iter().filter(|p| **p < 0.01).count() <= 1,
        "{shapes:?}"
    );
}

#[test]
fn demand_that_rises_after_the_split_is_caught() {
    let table = run(&Town::usual(30), |day| {
        if day >= "2024-05-01".parse().unwrap() {
            1.3
        } else {
            1.0
        }
    });
    let row = |what: &str| table.rows.iter().find(|row| row.what == what).unwrap();
    let calls = row("calls_per_week");
    assert_eq!(calls.holds(), Some(false));
    assert!(calls.p.unwrap() < 1e-4);
    assert!((calls.error.unwrap() - 0.3).abs() < 0.08);
    // The week has the same shape, only more of it.
    assert!(row("week_profile").p.unwrap() > 0.01);
}

#[test]
fn a_week_of_another_shape_and_slower_work_are_caught() {
    let town = Town::usual(31);
    let mut log = town.log(|_| 1.0);
    let split = split_months(half_year(), 4).unwrap();
    let begin = town.options.offset.start_of(split);
    for case in log
        .cases
        .iter_mut()
        .filter(|case| case.received_at >= begin)
    {
        // Twelve hours later, so that night becomes day, and a quarter longer on scene.
        let later = |at: Option<Timestamp>, more: i64| at.map(|at| at.plus(43_200 + more));
        case.received_at = case.received_at.plus(43_200);
        for leg in &mut case.legs {
            let on_scene = leg.released_at.unwrap().since(leg.arrived_at.unwrap());
            leg.assigned_at = leg.assigned_at.plus(43_200);
            leg.acknowledged_at = later(leg.acknowledged_at, 0);
            leg.arrived_at = later(leg.arrived_at, 0);
            leg.released_at = later(leg.released_at, on_scene / 4);
        }
    }
    let (fitted, table) = backtest(&log, split, &town.options).unwrap();
    let row = |what: &str| table.rows.iter().find(|row| row.what == what).unwrap();
    assert!(row("week_profile").p.unwrap() < 0.01);
    let on_scene = row("on_scene_seconds");
    assert_eq!(on_scene.holds(), Some(false));
    assert!((on_scene.error.unwrap() - 0.25).abs() < 0.1, "{on_scene:?}");
    assert!(matches!(fitted.service.pooled.law, Law::Lognormal { .. }));
}
