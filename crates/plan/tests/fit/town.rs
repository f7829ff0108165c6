//! A whole town's log fitted: what comes out is what it was made by, within its standard errors.

use super::logs::{Town, half_year};
use liandong_domain::{incident::CategoryCode, time::Period};
use liandong_plan::fit::{HOURS, LawKind, NoTime, NoWay, backtest, fit, split_months};

fn near(one: f64, other: f64, by: f64) {
    assert!((one - other).abs() <= by, "{one} is not {other} ± {by}");
}

#[test]
fn a_known_town_is_found_again() {
    let town = Town::usual(7);
    let log = town.log(|_| 1.0);
    let fitted = fit(&log, &town.options).unwrap();
    println!("{}", serde_json::to_string_pretty(&fitted).unwrap());

    for (category, rate) in &town.rates {
        let profile = &fitted.demand.by_category[category];
        let expected = town.expected(*category, half_year());
        near(
            profile.expected(&fitted.demand.exposure_seconds),
            expected,
            4.0 * expected.sqrt(),
        );
        // 26 weeks, and five weekdays or two weekend days that share their mean: a cell's error is that of its
        // group's at the least and of its own at the most.
        let off: f64 = (0..HOURS)
            .map(|cell| (profile.rates[cell] - rate * Town::shape(cell)).powi(2))
            .sum();
        let raw: f64 = (0..HOURS).map(|cell| rate * Town::shape(cell) / 26.0).sum();
        assert!(
            off < 0.5 * raw,
            "{category:?}: drawing together halves the error: {off} of {raw}"
        );
    }
    let all = &fitted.demand.dispersion;
    assert!(all.p > 0.01, "a Poisson stream is one: {all:?}");
    assert!(fitted.demand.trend.p > 0.01);
    assert!(fitted.demand.trend.growth.abs() < 0.03);
    assert_eq!(fitted.demand.trend.months.len(), 6);
    // One call in twenty hints at danger.
    let hazards: u64 = fitted.demand.hazards.values().sum();
    assert_eq!(hazards, fitted.counts.cases.div_ceil(20));

    let places = &fitted.places;
    assert!(
        places.atoms.len() <= 80 && places.atoms.len() > 40,
        "{}",
        places.atoms.len()
    );
    near(places.pooled.iter().sum(), 1.0, 1e-9);
    assert!(places.area_only > 0 && places.nowhere == 0);
    assert_eq!(places.placed + places.area_only, fitted.counts.cases);

    for category in [CategoryCode::Environment, CategoryCode::Dispute] {
        let time = fitted.service.on_scene(category);
        let root = f64::from(u32::try_from(time.n).unwrap()).sqrt();
        assert_eq!(time.law.kind(), LawKind::Lognormal, "{:?}", time.candidates);
        assert!(time.fits);
        near(time.law.quantile(0.5).ln(), 6.9, 4.0 * 0.5 / root);
    }
    let turnout = fitted.service.turnout.pooled.as_ref().unwrap();
    near(turnout.mean, 60.0, 5.0);
    let desk = fitted.service.desk.pooled.as_ref().unwrap();
    // exp(4.5 + 0.4²/2).
    near(desk.mean, 97.5, 4.0);

    let travel = fitted.travel.as_ref().unwrap();
    let root = f64::from(u32::try_from(travel.all.n).unwrap()).sqrt();
    near(travel.all.factor.ln(), 1.3_f64.ln(), 5.0 * 0.3 / root);
    near(travel.all.sigma, 0.3, 0.015);
    assert!(travel.fixed_seconds.abs() < f64::EPSILON, "{travel:?}");
    assert!(travel.left_out[&NoWay::NoDestination] > 0);
    assert!(travel.r_squared > 0.3);
}

#[test]
fn a_town_that_grows_and_scatters_is_reported() {
    let town = Town::usual(8);
    // Five percent more each month, and days that take turns at half and half as much again.
    let from = half_year().from.0;
    let log = town.log(|day| {
        let since = f64::from(i32::try_from(day.0 - from).unwrap());
        let step: f64 = if day.0 % 2 == 0 { 1.5 } else { 0.5 };
        1.05_f64.powf(since / 30.0) * step
    });
    let fitted = fit(&log, &town.options).unwrap();
    let all = fitted.demand.dispersion;
    assert!(all.p < 1e-6 && all.pearson > 2.0, "{all:?}");
    near(all.day_factor, 0.5, 0.1);
    near(fitted.demand.trend.growth, 0.05, 0.04);
}

#[test]
fn a_busy_towns_queue_is_not_its_desk() {
    let mut town = Town::usual(9);
    town.options.period = Some(Period {
        from: "2024-01-01".parse().unwrap(),
        to: "2024-02-29".parse().unwrap(),
    });
    for (_, rate) in &mut town.rates {
        *rate *= 8.0;
    }
    let fitted = fit(&town.log(|_| 1.0), &town.options).unwrap();
    // Waits for a car would make a multiple of it.
    let desk = &fitted.service.desk;
    near(desk.pooled.as_ref().unwrap().mean, 97.5, 5.0);
    assert!(desk.left_out[&NoTime::WaitedForCar] > 500);
    // Cars often leave from the call before: taken from their waiting points the ways would not fit.
    let travel = fitted.travel.as_ref().unwrap();
    assert!(travel.from_previous > 500 && travel.from_waiting > 500);
    near(travel.all.factor, 1.3, 0.04);
    near(travel.all.sigma, 0.3, 0.02);
}

#[test]
fn the_part_of_a_way_that_does_not_grow_with_it_is_told_apart() {
    let mut town = Town::usual(11);
    town.fixed = 100;
    let log = town.log(|_| 1.0);
    let fitted = fit(&log, &town.options).unwrap();
    let travel = fitted.travel.as_ref().unwrap();
    near(travel.fixed_seconds, 100.0, 15.0);
    near(travel.all.factor, 1.3, 0.06);
    near(travel.all.sigma, 0.3, 0.03);
    // In the simulation it passes before the car moves.
    let turnout = fitted.service.turnout.pooled.as_ref().unwrap().law.mean();
    near(
        fitted.work().turnout.mean(),
        turnout + travel.fixed_seconds,
        2.0,
    );
    // The days after a split are held against the rest of the way as well.
    let split = split_months(half_year(), 4).unwrap();
    let table = backtest(&log, split, &town.options).unwrap().1;
    let row = table.rows.iter().find(|row| row.what == "travel_factor");
    assert_eq!(row.unwrap().holds(), Some(true), "{row:?}");
}
