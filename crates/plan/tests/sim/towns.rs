//! Towns to simulate: a degenerate one whose answer is known, and one with everything in it.

use liandong_domain::{
    dispatch::DispatchRules,
    geo::Place,
    ids::{AreaId, UnitId},
    incident::CategoryCode,
    policy::{Limit, Window},
    time::UtcOffset,
};
use liandong_plan::sim::{
    AreaPlan, Break, CallPoint, Calls, CarPlan, CategoryRate, CategoryWork, Demand, Duration,
    Fleet, Layout, Rules, Run, Scenario, Service,
};

pub(crate) fn area(nth: usize) -> AreaId {
    AreaId::new(format!("area-{nth}")).unwrap()
}

pub(crate) fn car(nth: usize) -> CarPlan {
    CarPlan {
        unit: UnitId::new(format!("car-{nth:02}")).unwrap(),
        area: area(nth % 5),
        duty: Vec::new(),
        breaks: Vec::new(),
    }
}

fn limit(minutes: i64) -> Limit {
    Limit {
        seconds: minutes * 60,
        warn_before_seconds: 60,
    }
}

fn place(x: f64, y: f64) -> Place {
    Place {
        lon: 121.28 + x * 0.01,
        lat: 31.20 + y * 0.01,
    }
}

/// Everything at one place: no way takes any time, and any free car is as good as any other, so that
/// the town is M/M/c. Nothing may then count against sending the last free car.
pub(crate) fn point_town(cars: usize, per_hour: f64, mean: f64) -> Scenario {
    let here = place(0.0, 0.0);
    let dispatch = DispatchRules {
        own_area_preference_seconds: 0,
        uncovered_penalty_seconds: 0,
        thin_penalty_seconds: 0,
        usual_on_scene_seconds: 86_400,
        ..DispatchRules::default()
    };
    Scenario {
        name: "a point".into(),
        layout: Layout {
            utc_offset: UtcOffset::BEIJING,
            areas: (0..5)
                .map(|nth| AreaPlan {
                    id: area(nth),
                    waits_at: here,
                })
                .collect(),
            points: vec![CallPoint {
                place: here,
                area: area(0),
                weight: 1.0,
            }],
            roads: None,
        },
        demand: Demand {
            factor: 1.0,
            calls: Calls::Rates(vec![CategoryRate {
                category: CategoryCode::Dispute,
                per_hour: vec![per_hour],
                hazard_share: 0.0,
                weights: Vec::new(),
            }]),
        },
        service: Service {
            intake_seconds: 0,
            turnout: Duration::Constant { seconds: 0.0 },
            way_sigma: 0.0,
            work: vec![CategoryWork {
                category: CategoryCode::Dispute,
                on_scene: Duration::Exponential { mean },
                feedback_percent: 50,
                two_cars: 0.0,
                reinforced: 0.0,
            }],
        },
        fleet: Fleet {
            cars: (0..cars).map(car).collect(),
        },
        rules: Rules {
            dispatch,
            arrive: limit(15),
            feedback: limit(30),
            dispose: limit(60),
            reassignment_restarts_clocks: false,
            reassign_gain_seconds: None,
            hazard_preempts: false,
            patience_seconds: None,
            look_again_seconds: 60,
        },
        run: Run {
            begin: "2024-03-03T16:00:00Z".parse().unwrap(),
            warm_up_days: 3,
            days: 60,
            seed: 20_240_301,
            replications: 40,
        },
    }
}

/// Five areas in a row, with all that the model knows: rhythm, shifts, breaks, reinforcement,
/// take-overs, pre-emption.
pub(crate) fn whole_town(seed: u64) -> Scenario {
    let mut town = point_town(6, 0.0, 1.0);
    let every_day: Vec<u8> = (1..=7).collect();
    let window = |from: i64, to: i64| Window {
        weekdays: every_day.clone(),
        from_second: from * 3_600,
        to_second: to * 3_600,
    };
    for (nth, one) in (0_u8..).zip(&mut town.layout.areas) {
        one.waits_at = place(f64::from(nth), 1.0);
    }
    town.layout.points = (0..15_u8)
        .map(|nth| CallPoint {
            place: place(f64::from(nth) / 3.0, f64::from(nth % 4)),
            area: area(usize::from(nth) / 3),
            weight: 1.0 + f64::from(nth % 3),
        })
        .collect();
    let hours: Vec<f64> = (0..24)
        .map(|hour| 0.4 + f64::from(hour % 12) * 0.12)
        .collect();
    let rate = |category, hazard_share| CategoryRate {
        category,
        per_hour: hours.clone(),
        hazard_share,
        weights: Vec::new(),
    };
    town.demand.calls = Calls::Rates(vec![
        rate(CategoryCode::Dispute, 0.1),
        rate(CategoryCode::Environment, 0.02),
        rate(CategoryCode::JointResponse, 0.3),
    ]);
    let work = |category, median| CategoryWork {
        category,
        on_scene: Duration::Lognormal { median, sigma: 0.7 },
        feedback_percent: 40,
        two_cars: 0.1,
        reinforced: 0.1,
    };
    town.service = Service {
        intake_seconds: 30,
        turnout: Duration::Uniform {
            from: 10.0,
            to: 60.0,
        },
        way_sigma: 0.3,
        work: vec![
            work(CategoryCode::Dispute, 1_400.0),
            work(CategoryCode::Environment, 1_100.0),
            work(CategoryCode::JointResponse, 1_800.0),
        ],
    };
    town.rules.dispatch = DispatchRules {
        category_priority: vec![CategoryCode::JointResponse, CategoryCode::Dispute],
        ..DispatchRules::default()
    };
    town.rules.dispatch.travel.by_hour = vec![liandong_domain::dispatch::SpeedWindow {
        // A window that begins within a minute.
        from_second: 7 * 3_600 + 15,
        to_second: 9 * 3_600,
        kmh: 17,
    }];
    town.rules.reassign_gain_seconds = Some(60);
    town.rules.hazard_preempts = true;
    town.rules.patience_seconds = Some(600);
    town.fleet.cars[5].duty = vec![window(8, 20)];
    town.fleet.cars[4].duty = vec![window(0, 6), window(6, 16), window(22, 24)];
    for one in &mut town.fleet.cars[..4] {
        one.breaks = vec![Break {
            within: window(11, 13),
            seconds: 1_800,
        }];
    }
    town.run = Run {
        days: 14,
        warm_up_days: 1,
        seed,
        replications: 8,
        ..town.run
    };
    town
}
