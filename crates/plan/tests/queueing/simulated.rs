//! The hypercube against the simulation, for 3 to 8 cars: where both describe the same town, what the model says
//! exactly lies within the simulation's interval of 99 %.
//!
//! The town is one street with a car at each of its stands, the nearest free car goes, and work on scene is
//! exponential with a mean of two hours, beside which ways of some seconds do not matter to the states: what the two
//! describe differently (service that includes the way, cars that are still on their way home) is then far below
//! the width of an interval. Where cars start from after a wait, the model only guesses (ADR 0018), so that ways are
//! compared of calls that did not wait.

use crate::sim::towns::{area, car, point_town};
use liandong_domain::{dispatch::metres, geo::Place};
use liandong_plan::{
    queueing::hypercube::{Description, Line, Measures, Model, Preference, Travel, exact},
    sim::{CallPoint, Calls, Duration, Estimate, Happened, Layout, Scenario, Town, Watch, ratio},
};

const ON_SCENE: f64 = 7_200.0;
const REPLICATIONS: u32 = 40;
const ATOMS: u8 = 12;

fn place(x: f64) -> Place {
    Place {
        lon: 121.28 + x * 0.012,
        lat: 31.20,
    }
}

/// A street with so many cars, at a load of two thirds, the busier the farther east.
fn street(cars: u8) -> Scenario {
    let per_hour = f64::from(cars) / 2.0 * 0.65;
    let mut town = point_town(usize::from(cars), per_hour, ON_SCENE);
    // Uneven gaps, so that no two cars are as far from an atom.
    let stand = |nth: u8| f64::from(nth) / f64::from(cars) + 0.013 * f64::from(nth % 3);
    town.layout = Layout {
        areas: (0..cars)
            .map(|nth| {
                let mut one = town.layout.areas[0].clone();
                (one.id, one.waits_at) = (area(usize::from(nth)), place(stand(nth)));
                one
            })
            .collect(),
        points: Vec::new(),
        ..town.layout
    };
    for (nth, one) in town.fleet.cars.iter_mut().enumerate() {
        *one = car(nth);
        one.area = area(nth);
    }
    town.rules.dispatch.travel.detour_percent = 100;
    town.rules.dispatch.travel.usual_kmh = 120;
    town.layout.points = (0..ATOMS)
        .map(|nth| {
            let here = place((f64::from(nth) + 0.37) / f64::from(ATOMS));
            let first = ways(&town, here);
            let first = (0..first.len()).min_by_key(|car| first[*car]).unwrap();
            CallPoint {
                place: here,
                area: area(first),
                weight: 1.0 + f64::from(nth) / 4.0,
            }
        })
        .collect();
    town.run.days = 200;
    town.run.warm_up_days = 5;
    town.run.replications = REPLICATIONS;
    town
}

/// Seconds from each car's stand, by the live rule.
fn ways(town: &Scenario, to: Place) -> Vec<i64> {
    let travel = &town.rules.dispatch.travel;
    let areas = town.layout.areas.iter();
    areas
        .map(|one| travel.seconds_by(metres(one.waits_at, to), travel.usual_kmh))
        .collect()
}

/// The same town as the hypercube sees it; `service` are the cars' mean seconds of a call, the way included.
fn described(town: &Scenario, service: &[f64]) -> Model {
    let Calls::Rates(rates) = &town.demand.calls else {
        panic!("rates");
    };
    let points = &town.layout.points;
    let sum: f64 = points.iter().map(|one| one.weight).sum();
    let by_point: Vec<Vec<i64>> = points.iter().map(|one| ways(town, one.place)).collect();
    let from_units: Vec<Vec<f64>> = (0..service.len())
        .map(|car| by_point.iter().map(|row| row[car] as f64).collect())
        .collect();
    let description = Description {
        demand: points
            .iter()
            .map(|one| rates[0].per_hour[0] * one.weight / sum)
            .collect(),
        service: service.iter().map(|one| 3_600.0 / one).collect(),
        preferences: (0..points.len())
            .map(|atom| Preference::nearest(&from_units, atom))
            .collect(),
        travel: Travel {
            from_units,
            between_atoms: None,
        },
        line: Line::Infinite,
    };
    Model::new(description).unwrap()
}

fn solved(town: &Scenario) -> (Model, Measures) {
    let cars = town.fleet.cars.len();
    let mut service = vec![ON_SCENE; cars];
    let mut solved = None;
    // A car's service holds its own ways, which the solution says.
    for _ in 0..3 {
        let model = described(town, &service);
        let measures = exact::solve(&model, exact::TOLERANCE).unwrap().measures;
        for (service, way) in service.iter_mut().zip(&measures.travel_of_unit) {
            *service = ON_SCENE + way.unwrap();
        }
        solved = Some((model, measures));
    }
    solved.unwrap()
}

/// What a replication counts of the calls that were assigned after the warm-up.
#[derive(Default)]
struct Seen {
    from: u64,
    to: u64,
    /// By call: when it came.
    came: Vec<u64>,
    calls: f64,
    waited: f64,
    wait: f64,
    response: f64,
    at_once: f64,
    way_at_once: f64,
    /// By car: dispatches.
    sent: Vec<f64>,
    /// By car: when it was assigned, if it is on its way.
    underway: Vec<u64>,
}

impl Watch for Seen {
    fn happened(&mut self, at: u64, what: Happened) {
        let came = |this: &Self, call: u64| this.came[usize::try_from(call).unwrap()];
        match what {
            Happened::Received(_) => self.came.push(at),
            Happened::Assigned(call, car) => {
                self.underway[car] = at;
                let came = came(self, call);
                if (self.from..self.to).contains(&came) {
                    self.calls += 1.0;
                    self.sent[car] += 1.0;
                    self.waited += f64::from(u8::from(at > came));
                    self.wait += (at - came) as f64 / 1_000.0;
                }
            }
            Happened::Arrived(call, car) => {
                let came = came(self, call);
                if (self.from..self.to).contains(&came) {
                    self.response += (at - came) as f64 / 1_000.0;
                    if self.underway[car] == came {
                        self.at_once += 1.0;
                        self.way_at_once += (at - came) as f64 / 1_000.0;
                    }
                }
            }
            Happened::Released(..) | Happened::Disposed(_) => {}
        }
    }
}

#[test]
fn for_three_to_eight_cars_the_exact_values_lie_within_the_interval() {
    const DAY: u64 = 86_400_000;
    let (mut missed, mut compared) = (Vec::new(), 0);
    for cars in 3..=8 {
        let town = street(cars);
        assert_eq!(
            town.service.work[0].on_scene,
            Duration::Exponential { mean: ON_SCENE }
        );
        let (model, exact) = solved(&town);
        let simulated = Town::new(&town).unwrap();
        let warm_up = u64::from(town.run.warm_up_days) * DAY;
        let mut seen = Vec::new();
        let mut figures = Vec::new();
        for nth in 0..u64::from(REPLICATIONS) {
            let mut one = Seen {
                from: warm_up,
                to: warm_up + u64::from(town.run.days) * DAY,
                sent: vec![0.0; usize::from(cars)],
                underway: vec![0; usize::from(cars)],
                ..Seen::default()
            };
            figures.push(simulated.replicate_before(nth, &mut one));
            seen.push(one);
        }
        let mut check = |what: String, exact: f64, made: Estimate, most: f64| {
            let half = made.half_99.unwrap();
            println!(
                "{cars} cars, {what}: {exact:.5}, simulated {:.5} ± {half:.5}",
                made.value
            );
            // An interval that holds everything proves nothing.
            assert!(
                half < most * exact,
                "{cars} cars, {what}: ± {half} is too wide"
            );
            compared += 1;
            if !made.holds_99(exact) {
                missed.push(format!("{cars} cars, {what}"));
            }
        };
        let of = |of: &dyn Fn(&Seen) -> (f64, f64)| {
            let pairs: Vec<(f64, f64)> = seen.iter().map(of).collect();
            ratio(&pairs).unwrap()
        };
        let counted = |of: &dyn Fn(&liandong_plan::sim::Figures) -> (f64, f64)| {
            let pairs: Vec<(f64, f64)> = figures.iter().map(of).collect();
            ratio(&pairs).unwrap()
        };
        check(
            "all busy".into(),
            exact.all_busy,
            of(&|one| (one.waited, one.calls)),
            0.05,
        );
        check(
            "mean wait".into(),
            exact.mean_wait,
            of(&|one| (one.wait, one.calls)),
            0.08,
        );
        let response = exact.mean_wait + exact.travel;
        check(
            "mean response".into(),
            response,
            of(&|one| (one.response, one.calls)),
            0.08,
        );
        let (mut way, mut share) = (0.0, 0.0);
        for (row, ways) in exact.at_once.iter().zip(&model.travel().from_units) {
            share += row.iter().sum::<f64>();
            way += row
                .iter()
                .zip(ways)
                .map(|(one, way)| one * way)
                .sum::<f64>();
        }
        let at_once = of(&|one| (one.way_at_once, one.at_once));
        check(
            "mean way of calls that did not wait".into(),
            way / share,
            at_once,
            0.02,
        );
        let cross = counted(&|one| (one.cross_area as f64, one.arrived as f64));
        check("cross-area share".into(), exact.cross_area, cross, 0.02);
        for car in 0..usize::from(cars) {
            let busy = counted(&|one| {
                let car = &one.by_car[car];
                (car.busy_ms as f64, car.duty_ms as f64)
            });
            check(
                format!("workload of car {car}"),
                exact.workload[car],
                busy,
                0.02,
            );
            let sent: f64 = exact.dispatches[car].iter().sum();
            let seen = of(&|one| (one.sent[car], one.calls));
            check(
                format!("share of dispatches of car {car}"),
                sent,
                seen,
                0.02,
            );
        }
    }
    println!("{compared} compared");
    assert_eq!(compared, 6 * 5 + 2 * (3 + 4 + 5 + 6 + 7 + 8));
    assert!(missed.is_empty(), "outside of the interval: {missed:?}");
}
