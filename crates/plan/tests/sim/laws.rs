//! What must hold of every town: every call is served or waits at the end, and no car is in two
//! places.

use super::towns::whole_town;
use liandong_plan::sim::{Happened, Town, Watch};
use proptest::prelude::*;
use std::collections::BTreeMap;

/// Follows every call and every car.
#[derive(Default)]
struct Books {
    /// By car: the call it is at, and whether it arrived.
    cars: BTreeMap<usize, (u64, bool)>,
    received: u64,
    served: u64,
    /// Open calls, and whether a car arrived.
    open: BTreeMap<u64, bool>,
    last: u64,
    /// Cars that a call may have.
    most: usize,
}

impl Watch for Books {
    fn happened(&mut self, at: u64, what: Happened) {
        if let Happened::Received(call) = what {
            // It is told when it reaches the desk, and says when it came.
            assert_eq!(call, self.received);
            self.received += 1;
            assert_eq!(self.open.insert(call, false), None);
            return;
        }
        assert!(at >= self.last, "time went back");
        self.last = at;
        match what {
            Happened::Received(_) => {}
            Happened::Assigned(call, car) => {
                assert!(self.open.contains_key(&call), "sent to what is not open");
                let before = self.cars.insert(car, (call, false));
                assert_eq!(before, None, "car {car} does two things at once");
                let there = self.cars.values().filter(|one| one.0 == call).count();
                assert!(there <= self.most, "{there} cars at one call");
            }
            Happened::Arrived(call, car) => {
                let at = self.cars.get_mut(&car).expect("it is sent");
                assert_eq!(*at, (call, false), "it arrives where it was sent, once");
                at.1 = true;
                *self.open.get_mut(&call).expect("it is open") = true;
            }
            Happened::Released(call, car) => {
                assert_eq!(self.cars.remove(&car).map(|one| one.0), Some(call));
            }
            Happened::Disposed(call) => {
                let arrived = self.open.remove(&call);
                assert_eq!(arrived, Some(true), "a car was there");
                assert!(
                    self.cars.values().all(|one| one.0 != call),
                    "all its cars are released"
                );
                self.served += 1;
            }
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 40, ..ProptestConfig::default() })]

    #[test]
    fn every_call_is_served_or_waits_and_no_car_does_two_things(
        seed in any::<u64>(),
        factor in 0.1..4.0_f64,
        cars in 1_usize..7,
        preempts in any::<bool>(),
        gain in proptest::option::of(0_i64..300),
        patience in proptest::option::of(0_i64..900),
        two in prop_oneof![Just(0.0), 0.0..1.0_f64],
        reinforced in prop_oneof![Just(0.0), 0.0..1.0_f64],
        restarts in any::<bool>(),
    ) {
        let mut scenario = whole_town(seed);
        scenario.demand.factor = factor;
        scenario.fleet.cars.drain(cars.min(6)..);
        scenario.rules.hazard_preempts = preempts;
        scenario.rules.reassign_gain_seconds = gain;
        scenario.rules.patience_seconds = patience;
        scenario.rules.reassignment_restarts_clocks = restarts;
        for work in &mut scenario.service.work {
            (work.two_cars, work.reinforced) = (two, reinforced);
        }
        scenario.run.days = 4;
        let town = Town::new(&scenario).unwrap();
        let mut books = Books {
            most: 1 + usize::from(two > 0.0) + usize::from(reinforced > 0.0),
            ..Books::default()
        };
        let figures = town.replicate_before(0, &mut books);
        prop_assert_eq!(books.received, books.served + books.open.len() as u64);
        prop_assert_eq!(figures.calls, figures.disposed + figures.left_open);
        prop_assert!(figures.arrived >= figures.disposed && figures.arrived <= figures.calls);
        prop_assert!(figures.arrived_in_time >= figures.answered_in_time);
        let sum = |of: fn(&liandong_plan::sim::Part) -> u64, parts: &[liandong_plan::sim::Part]| {
            parts.iter().map(of).sum::<u64>()
        };
        for parts in [&figures.by_hour, &figures.by_area] {
            prop_assert_eq!(sum(|one| one.calls, parts), figures.calls);
            prop_assert_eq!(sum(|one| one.arrived, parts), figures.arrived);
            prop_assert_eq!(sum(|one| one.response_ms, parts), figures.response_ms);
            prop_assert_eq!(sum(|one| one.cross_area, parts), figures.cross_area);
        }
        for (nth, area) in scenario.layout.areas.iter().enumerate() {
            let points = scenario.layout.points.iter().zip(&figures.by_point);
            let mut sums = (0, 0, 0, 0);
            for (_, one) in points.filter(|(point, _)| point.area == area.id) {
                sums.0 += u64::from(one.calls);
                sums.1 += u64::from(one.arrived);
                sums.2 += u64::from(one.arrived_in_time);
                sums.3 += one.response_ms;
            }
            let whole = &figures.by_area[nth];
            let expected = (whole.calls, whole.arrived, whole.arrived_in_time, whole.response_ms);
            prop_assert_eq!(sums, expected);
        }
        let first: u64 = figures.by_car.iter().map(|one| one.first_on_scene).sum();
        prop_assert_eq!(first, figures.arrived);
        for car in &figures.by_car {
            prop_assert!(car.busy_ms <= figures.time_ms && car.duty_ms <= figures.time_ms);
        }
    }
}

#[test]
fn shifts_and_breaks_are_kept() {
    let mut scenario = whole_town(5);
    scenario.demand.factor = 0.0;
    let town = Town::new(&scenario).unwrap();
    let figures = town.replicate(0);
    let hours = |nth: usize| figures.by_car[nth].duty_ms / 3_600_000;
    assert_eq!(figures.calls, 0);
    assert_eq!((hours(0), hours(4), hours(5)), (14 * 24, 14 * 18, 14 * 12));
    // With only the first car left, its rest of half an hour leaves nobody free.
    scenario.fleet.cars.drain(1..);
    let figures = Town::new(&scenario).unwrap().replicate(0);
    assert_eq!(figures.none_free_ms, 14 * 1_800_000);
}

#[test]
fn danger_takes_a_car_from_its_way_and_a_nearer_car_takes_over() {
    let mut scenario = whole_town(9);
    scenario.demand.factor = 2.0;
    let figures = Town::new(&scenario).unwrap().replicate(0);
    assert!(
        figures.preempted > 0 && figures.reassigned > 0,
        "{figures:?}"
    );
    scenario.rules.hazard_preempts = false;
    scenario.rules.reassign_gain_seconds = None;
    let figures = Town::new(&scenario).unwrap().replicate(0);
    assert_eq!((figures.preempted, figures.reassigned), (0, 0));
}
