//! Areas drawn anew: who has too much gives away, areas stay whole, and the simulation has the last word.

use super::COSTS;
use crate::sim::towns::{area, car, point_town};
use liandong_domain::{geo::Place, incident::CategoryCode};
use liandong_plan::{
    sim::{CallPoint, Calls, Duration, PastCall, Scenario, Threads, simulate},
    study::{Drawn, Redraw, RedrawError, Variant, redraw},
};
use proptest::prelude::*;

fn place(x: f64, y: f64) -> Place {
    Place {
        lon: 121.28 + x * 0.003,
        lat: 31.20 + y * 0.003,
    }
}

/// A street of cells, ten by four, in which the first area has nearly all and the second what is left at its end.
fn lopsided() -> Scenario {
    let mut town = point_town(2, 1.6, 1_500.0);
    town.layout.areas.truncate(2);
    town.layout.areas[0].waits_at = place(2.0, 1.5);
    town.layout.areas[1].waits_at = place(7.5, 1.5);
    town.layout.points = (0..40_u8)
        .map(|nth| {
            let (x, y) = (nth % 10, nth / 10);
            CallPoint {
                place: place(f64::from(x), f64::from(y)),
                area: area(usize::from(x >= 8)),
                weight: 1.0,
            }
        })
        .collect();
    town.rules.dispatch.own_area_preference_seconds = 600;
    town.run.days = 30;
    town.run.replications = 12;
    town
}

fn drawn(town: &Scenario, how: &Redraw) -> Drawn {
    redraw(town, None, how).expect("a division")
}

#[test]
fn a_lopsided_division_is_evened() {
    // Given two areas with a car each, of which one has four fifths of the calls.
    let present = lopsided();
    // When they are drawn anew,
    let drawn = drawn(&present, &Redraw::default());
    // then both cars have about as much to do,
    assert!(drawn.before.most_over_mean > 1.55, "{:?}", drawn.before);
    assert!(drawn.after.most_over_mean < 1.06, "{:?}", drawn.after);
    // each area is still in one piece, and the ways did not grow for it,
    assert!(drawn.areas.iter().all(|one| one.after.pieces == 1));
    assert!(drawn.after.way_seconds < drawn.before.way_seconds);
    // nobody moved that need not,
    assert!((8..=16).contains(&drawn.moved), "{}", drawn.moved);
    assert!((drawn.moved_calls - f64::from(drawn.moved) / 40.0).abs() < 1e-9);
    // and the simulation, which knows queues and neighbours, says the same.
    let after = drawn.variant.of(&present).expect("a scenario");
    let loads = |town: &Scenario| {
        let made = simulate(town, Threads::All, &|| ()).expect("an outcome");
        let cars = made.answers.by_car.iter();
        let loads: Vec<f64> = cars.map(|one| one.1.workload.unwrap().value).collect();
        (loads[0] - loads[1]).abs() / (loads[0] + loads[1])
    };
    let (before, after) = (loads(&present), loads(&after));
    assert!(before > 0.12 && after < 0.03, "{before} {after}");
}

#[test]
fn with_a_car_less_the_areas_are_drawn_for_those_that_are_left() {
    let mut present = lopsided();
    let mut third = present.layout.areas[0].clone();
    (third.id, third.waits_at) = (area(2), place(4.5, 1.5));
    present.layout.areas.push(third);
    for (nth, point) in (0..40_usize).zip(&mut present.layout.points) {
        point.area = area(match nth % 10 {
            0..=3 => 0,
            4..=5 => 2,
            _ => 1,
        });
    }
    present.fleet.cars.push(car(2));
    let fewer = Variant {
        remove: vec![car(2).unit],
        ..Variant::present("少一辆")
    };
    let how = Redraw {
        name: "少一辆重划".into(),
        ..Redraw::default()
    };
    let drawn = redraw(&present, Some(&fewer), &how).expect("a division");
    assert!(drawn.before.uncovered_hours > 0.0);
    assert!(drawn.after.uncovered_hours.abs() < f64::EPSILON);
    assert_eq!((drawn.areas[2].after.points, drawn.areas[2].cars), (0, 0));
    assert_eq!(drawn.areas[2].after.workload, None);
    assert!(drawn.after.most_over_mean < 1.06, "{:?}", drawn.after);
    // The variant has both the fleet and the areas, of the present.
    let town = drawn.variant.of(&present).expect("a scenario");
    assert_eq!(town.fleet.cars.len(), 2);
    assert!(town.layout.points.iter().all(|one| one.area != area(2)));
}

#[test]
fn waiting_points_move_only_where_that_is_asked_for() {
    let mut present = lopsided();
    present.layout.areas[0].waits_at = place(0.0, 0.0);
    let stay = drawn(&present, &Redraw::default());
    let waits = |one: &Drawn| one.areas[0].after.waits_at;
    assert_eq!(waits(&stay), place(0.0, 0.0));
    assert!(stay.variant.areas.iter().all(|one| one.waits_at.is_none()));
    let how = Redraw {
        move_waiting: true,
        ..Redraw::default()
    };
    let moved = drawn(&present, &how);
    assert_ne!(waits(&moved), place(0.0, 0.0));
    assert!(moved.after.way_seconds < 0.8 * stay.after.way_seconds);
    let town = moved.variant.of(&present).expect("a scenario");
    assert_eq!(town.layout.areas[0].waits_at, waits(&moved));
}

#[test]
fn calls_as_they_were_make_the_same_work_as_their_rates() {
    let mut rates = lopsided();
    rates.service.work[0].on_scene = Duration::Constant { seconds: 900.0 };
    rates.demand.calls = match rates.demand.calls {
        Calls::Rates(mut all) => {
            all[0].per_hour = vec![40.0 / 24.0];
            Calls::Rates(all)
        }
        other => other,
    };
    let mut past = rates.clone();
    let begin = past.run.begin;
    let days = i64::from(past.run.days + past.run.warm_up_days);
    // One call a day at each of the forty points; what comes after the run's end is not counted.
    let call = |nth: i64| PastCall {
        at: begin.plus(nth * 2_160),
        category: CategoryCode::Dispute,
        point: u32::try_from(nth % 40).unwrap(),
        hazards: false,
        on_scene_seconds: Some(900),
    };
    past.demand.calls = Calls::Replay((0..(days + 9) * 40).map(call).collect());
    let (rates, past) = (
        drawn(&rates, &Redraw::default()),
        drawn(&past, &Redraw::default()),
    );
    assert!((rates.before.mean - past.before.mean).abs() < 1e-9);
    assert_eq!(rates.variant, past.variant);
}

#[test]
fn what_cannot_be_drawn_is_refused_by_its_reason() {
    let refused = |change: fn(&mut Scenario), how: Redraw| {
        let mut town = lopsided();
        change(&mut town);
        redraw(&town, None, &how).expect_err("refused")
    };
    let one = |town: &mut Scenario| {
        town.layout.areas.truncate(1);
        town.fleet.cars.truncate(1);
        town.layout.points.truncate(8);
    };
    assert_eq!(refused(one, Redraw::default()), RedrawError::OneArea);
    let quiet = |town: &mut Scenario| town.demand.factor = 0.0;
    assert_eq!(refused(quiet, Redraw::default()), RedrawError::NoWork);
    let resting = |town: &mut Scenario| {
        let rest = liandong_plan::sim::Break {
            within: liandong_domain::policy::Window {
                weekdays: (1..=7).collect(),
                from_second: 0,
                to_second: 86_400,
            },
            seconds: 86_400,
        };
        for car in &mut town.fleet.cars {
            car.breaks = vec![rest.clone()];
        }
    };
    assert_eq!(refused(resting, Redraw::default()), RedrawError::NoCar);
    let bad = |town: &mut Scenario| town.fleet.cars.clear();
    let scenario = refused(bad, Redraw::default());
    assert!(matches!(scenario, RedrawError::Scenario(why) if why.field == "fleet.cars"));
    let field = |how| match refused(|_| (), how) {
        RedrawError::Options { field, .. } => field,
        other => panic!("{other}"),
    };
    let usual = Redraw::default;
    assert_eq!(
        field(Redraw {
            name: " ".into(),
            ..usual()
        }),
        "name"
    );
    assert_eq!(
        field(Redraw {
            even_within_percent: 101,
            ..usual()
        }),
        "even_within_percent"
    );
    assert_eq!(
        field(Redraw {
            way_percent: 99,
            ..usual()
        }),
        "way_percent"
    );
    assert_eq!(
        field(Redraw {
            kicks: 101,
            ..usual()
        }),
        "kicks"
    );
}

/// Towns strewn at random, their points given to areas by nearness or by chance.
fn any_town() -> impl Strategy<Value = Scenario> {
    let point = (0.0_f64..20.0, 0.0_f64..20.0, 0.1_f64..5.0, 0_usize..5);
    (
        prop::collection::vec(point, 2..40),
        prop::collection::vec((0.0_f64..20.0, 0.0_f64..20.0), 2..5),
        prop::collection::vec(0_usize..5, 1..7),
        any::<bool>(),
    )
        .prop_map(|(points, waits, cars, strewn)| {
            let mut town = point_town(1, 2.0, 1_500.0);
            let areas = waits.len();
            town.layout.areas.truncate(areas);
            for (one, (x, y)) in town.layout.areas.iter_mut().zip(&waits) {
                one.waits_at = place(*x, *y);
            }
            town.layout.points = points
                .iter()
                .map(|(x, y, weight, by_chance)| {
                    let here = place(*x, *y);
                    let near = |nth: &usize| town.layout.areas[*nth].waits_at.metres_to(here);
                    let nearest = (0..areas).min_by(|a, b| near(a).total_cmp(&near(b)));
                    CallPoint {
                        place: here,
                        area: area(if strewn {
                            by_chance % areas
                        } else {
                            nearest.unwrap_or(0)
                        }),
                        weight: *weight,
                    }
                })
                .collect();
            let cars = cars.iter().enumerate().map(|(nth, own)| {
                let mut one = car(nth);
                one.area = area(own % areas);
                one
            });
            town.fleet.cars = cars.collect();
            town
        })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn areas_stay_whole_and_nothing_gets_worse(
        town in any_town(),
        even_within_percent in 0_u32..20,
        move_waiting in any::<bool>(),
        seed in 0_u64..1_000,
    ) {
        let how = Redraw {
            even_within_percent,
            move_waiting,
            seed,
            kicks: 2,
            ..Redraw::default()
        };
        let one = drawn(&town, &how);
        // The same question has the same answer.
        prop_assert_eq!(&drawn(&town, &how), &one);
        // Every point is in one area, and what the report counts is what the variant makes.
        let after = one.variant.of(&town).expect("a scenario");
        let points: u32 = one.areas.iter().map(|one| one.after.points).sum();
        prop_assert_eq!(points as usize, town.layout.points.len());
        for (nth, area) in one.areas.iter().enumerate() {
            let own = after.layout.points.iter().filter(|one| one.area == area.area);
            prop_assert_eq!(own.count(), area.after.points as usize);
            prop_assert_eq!(after.layout.areas[nth].waits_at, area.after.waits_at);
            // No area falls into more pieces than before; one that hung together still does.
            prop_assert!(area.after.pieces <= area.before.pieces.max(1));
            // An area with a car keeps a point.
            prop_assert!(area.after.points > 0 || area.cars == 0 || area.before.points == 0);
        }
        let moved = town.layout.points.iter().zip(&after.layout.points);
        prop_assert_eq!(moved.filter(|(a, b)| a.area != b.area).count(), one.moved as usize);
        // First what nobody covers, then the greatest workload down to what is even, then the way.
        let score = |of: &liandong_plan::study::TownWork| {
            [of.uncovered_hours, of.most.max(one.even), of.way_seconds]
        };
        let pairs = score(&one.before).into_iter().zip(score(&one.after));
        let differs = |(a, b): &(f64, f64)| (a - b).abs() > 1e-7 * a.abs().max(b.abs());
        let mut pairs = pairs.filter(differs);
        prop_assert!(pairs.next().is_none_or(|(before, after)| after < before), "{:?}", one);
        // The bill is the same: nothing but the areas changed.
        prop_assert_eq!(COSTS.bill(&after.fleet), COSTS.bill(&town.fleet));
    }
}
