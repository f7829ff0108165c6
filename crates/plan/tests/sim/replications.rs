//! Replications: the same bytes whatever the number of threads, common random numbers, intervals, and
//! the spatial model where its answer is known.

use super::towns::{car, point_town, whole_town};
use liandong_plan::sim::{
    Calls, Duration, Measure, PastCall, Scenario, Threads, compare, mean, ratio, simulate,
};
use std::{
    num::NonZeroUsize,
    sync::atomic::{AtomicU32, Ordering},
};

fn threads(many: usize) -> Threads {
    Threads::Exactly(NonZeroUsize::new(many).unwrap())
}

fn erlang_c(servers: u32, load: f64) -> f64 {
    let step = |lost: f64, nth: u32| load * lost / (f64::from(nth) + load * lost);
    let lost = (1..=servers).fold(1.0, step);
    lost / (1.0 - load / f64::from(servers) * (1.0 - lost))
}

#[test]
fn a_town_without_ways_is_a_queue_with_several_servers() {
    // Calls an hour, and half an hour of work: 0.7 of 5 cars, 0.6 of 3.
    for (cars, per_hour) in [(5_u32, 7.0), (3, 3.6)] {
        let town = point_town(cars as usize, per_hour, 1_800.0);
        let made = simulate(&town, threads(2), &|| ()).unwrap();
        let load = per_hour / 2.0;
        let wait = erlang_c(cars, load) / (f64::from(cars) - load) * 1_800.0;
        let busy = load / f64::from(cars);
        let seen = made.answer(Measure::Wait).unwrap();
        assert!(seen.holds_99(wait), "{cars} cars: {wait}, seen {seen:?}");
        assert!(seen.half_99.unwrap() < 0.1 * wait);
        assert!(
            made.answer(Measure::Queued)
                .unwrap()
                .holds_99(erlang_c(cars, load))
        );
        assert!(
            made.answer(Measure::NoneFree)
                .unwrap()
                .holds_99(erlang_c(cars, load))
        );
        assert!(made.answer(Measure::Workload).unwrap().holds_99(busy));
    }
}

#[test]
fn the_file_is_the_same_on_one_two_and_eight_threads() {
    let town = whole_town(11);
    let file = |many| {
        let made = simulate(&town, threads(many), &|| ()).unwrap();
        serde_json::to_vec(&made).unwrap()
    };
    let one = file(1);
    assert!(one == file(2) && one == file(8));
    // Another seed is another file.
    let other = simulate(&whole_town(12), threads(2), &|| ()).unwrap();
    assert!(one != serde_json::to_vec(&other).unwrap());
    // What was written is read back.
    let back: liandong_plan::sim::Outcome = serde_json::from_slice(&one).unwrap();
    assert!(serde_json::to_vec(&back).unwrap() == one);
}

#[test]
fn every_replication_is_told_once() {
    let told = AtomicU32::new(0);
    let add = || {
        told.fetch_add(1, Ordering::Relaxed);
    };
    simulate(&whole_town(3), threads(3), &add).unwrap();
    assert_eq!(told.into_inner(), 8);
}

/// The town with a car more.
fn with_one_more(town: &Scenario) -> Scenario {
    let mut more = town.clone();
    more.fleet.cars.push(car(7));
    more
}

#[test]
fn common_random_numbers_narrow_the_difference() {
    let mut town = whole_town(21);
    town.run.replications = 30;
    let more = with_one_more(&town);
    let mut elsewhere = more.clone();
    elsewhere.run.seed = 22;
    let run = |one: &Scenario| simulate(one, threads(2), &|| ()).unwrap();
    let (first, second, apart) = (run(&town), run(&more), run(&elsewhere));
    let half = |differences: Vec<liandong_plan::sim::Difference>, measure| {
        let one = differences.into_iter().find(|one| one.measure == measure);
        one.unwrap().paired.unwrap()
    };
    for measure in [Measure::Response, Measure::Wait, Measure::AnsweredInTime] {
        let common = half(compare(&first, &second), measure);
        let chance = half(compare(&first, &apart), measure);
        let ratio = (common.half_95.unwrap() / chance.half_95.unwrap()).powi(2);
        assert!(
            ratio < 0.6,
            "{measure:?}: the variance fell only to {ratio}"
        );
        // A car more can only help here, and the pairs are sure of it.
        let helps = common.value.abs() > common.half_99.unwrap();
        assert!(helps, "{measure:?} {common:?}");
    }
    // The calls themselves are the same, one by one.
    let calls = |one: &liandong_plan::sim::Outcome| -> Vec<u64> {
        one.replications.iter().map(|one| one.calls).collect()
    };
    assert_eq!(calls(&first), calls(&second));
}

#[test]
fn the_log_is_replayed_as_it_was() {
    let mut town = whole_town(31);
    let begin = town.run.begin;
    town.run.warm_up_days = 0;
    town.run.days = 1;
    town.run.replications = 1;
    town.service.turnout = Duration::Constant { seconds: 0.0 };
    town.service.way_sigma = 0.0;
    for work in &mut town.service.work {
        (work.two_cars, work.reinforced) = (0.0, 0.0);
    }
    let category = town.service.work[0].category;
    // The first call is at the point of area-0's car; the second comes to the same car.
    let call = |after, point| PastCall {
        at: begin.plus(after),
        category,
        point,
        hazards: false,
        on_scene_seconds: Some(600),
    };
    town.demand.calls = Calls::Replay(vec![call(36_000, 0), call(50_000, 0)]);
    let made = simulate(&town, threads(1), &|| ()).unwrap();
    let figures = &made.replications[0];
    assert_eq!(
        (figures.calls, figures.arrived, figures.disposed),
        (2, 2, 2)
    );
    // A point at (0, 0) from a car that waits at (0, 1) hundredths of a degree: 1,112 m, times 1.3,
    // at 25 km/h: 209 s, twice; 30 s of intake each.
    assert_eq!(figures.way_ms, 2 * 209_000);
    assert_eq!(figures.wait_ms, 2 * 30_000);
    assert_eq!(figures.by_car[0].busy_ms, 2 * (209_000 + 600_000));
    assert_eq!(figures.response_percentiles, [239; 4]);
}

#[test]
fn intervals_are_students() {
    let made = mean(&[1.0, 2.0, 3.0, 4.0, 5.0]).unwrap();
    // s = 1.5811, t(0.975, 4) = 2.7764.
    assert!((made.value - 3.0).abs() < 1e-12);
    assert!((made.half_95.unwrap() - 2.776_445 * 1.581_139 / 5_f64.sqrt()).abs() < 1e-5);
    assert_eq!(mean(&[]), None);
    assert_eq!(mean(&[7.0]).unwrap().half_95, None);
    // Nothing to divide by is no value.
    assert_eq!(ratio(&[(0.0, 0.0), (0.0, 0.0)]), None);
}

#[test]
fn a_scenario_is_read_from_its_file_and_an_unknown_word_is_refused() {
    let text = include_str!("../../benches/baselines/town.json");
    let town: Scenario = serde_json::from_str(text).unwrap();
    assert_eq!(town.check(), Ok(()));
    let fitted = include_str!("../../benches/baselines/huacao.json");
    let fitted: Scenario = serde_json::from_str(fitted).unwrap();
    assert_eq!(fitted.check(), Ok(()));
    let again = serde_json::to_string(&town).unwrap();
    assert_eq!(serde_json::from_str::<Scenario>(&again).unwrap(), town);
    let odd = text.replacen("\"way_sigma\"", "\"way_sigmas\"", 1);
    assert!(serde_json::from_str::<Scenario>(&odd).is_err());
    let refused = |change: fn(&mut Scenario)| {
        let mut town = town.clone();
        change(&mut town);
        town.check().map_err(|why| why.field)
    };
    assert_eq!(refused(|town| town.fleet.cars.clear()), Err("fleet.cars"));
    assert_eq!(
        refused(|town| town.service.work.clear()),
        Err("service.work")
    );
    assert_eq!(refused(|town| town.run.days = 0), Err("run.days"));
    assert_eq!(
        refused(|town| town.demand.factor = f64::NAN),
        Err("demand.factor")
    );
    let twice = |town: &mut Scenario| {
        let first = town.fleet.cars[0].clone();
        town.fleet.cars.push(first);
    };
    assert_eq!(refused(twice), Err("fleet.cars"));
}
