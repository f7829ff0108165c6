//! A fitted model in the simulation: what it simulates, fitted again, is the same model.

use super::logs::{Town, area, half_year};
use liandong_domain::{
    dispatch::DispatchRules,
    ids::{IncidentId, UnitId},
    incident::CategoryCode,
    policy::Limit,
    time::Timestamp,
};
use liandong_plan::{
    fit::{Case, Fitted, Law, Leg, Log, Options, fit},
    sim::{self, CarPlan, Fleet, Happened, Rules, Run, Scenario, Watch},
};

pub(super) fn scenario(fitted: &Fitted, days: u32) -> Scenario {
    let limit = |minutes: i64| Limit {
        seconds: minutes * 60,
        warn_before_seconds: 60,
    };
    let home = |(unit, area): (&UnitId, &_)| CarPlan {
        unit: unit.clone(),
        area: Clone::clone(area),
        duty: Vec::new(),
        breaks: Vec::new(),
    };
    Scenario {
        name: "fitted".into(),
        layout: fitted.layout(),
        demand: fitted.calls(),
        service: fitted.work(),
        fleet: Fleet {
            cars: fitted.options.homes.iter().map(home).collect(),
        },
        rules: Rules {
            dispatch: DispatchRules {
                travel: fitted.travel_rules(),
                ..DispatchRules::default()
            },
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
            begin: "2024-01-01T00:00:00+08:00".parse().unwrap(),
            warm_up_days: 0,
            days,
            seed: 3,
            replications: 1,
        },
    }
}

/// Writes the log that a town would keep.
pub(super) struct Clerk {
    pub(super) begin: Timestamp,
    pub(super) cases: Vec<Case>,
}

impl Watch for Clerk {
    fn happened(&mut self, at: u64, what: Happened) {
        let now = self.begin.plus(i64::try_from(at / 1_000).unwrap());
        let at = |number: u64| usize::try_from(number).unwrap();
        match what {
            Happened::Received(number) => self.cases.push(Case {
                number: IncidentId::new(format!("n{number:07}")).unwrap(),
                received_at: now,
                category: CategoryCode::Dispute,
                place: None,
                area: Some(area(0)),
                hazard: false,
                rank: 0,
                legs: Vec::new(),
                disposed_at: None,
                disposed_late: false,
                pauses: 0,
            }),
            Happened::Assigned(number, car) => {
                let legs = &mut self.cases[at(number)].legs;
                legs.push(Leg {
                    unit: UnitId::new(format!("u{car}")).unwrap(),
                    lead: legs.is_empty(),
                    round: 1,
                    assigned_at: now,
                    acknowledged_at: Some(now),
                    arrived_at: None,
                    arrived_late: false,
                    released_at: None,
                    refused: false,
                });
            }
            Happened::Arrived(number, _) => {
                if let Some(leg) = self.cases[at(number)].legs.last_mut() {
                    leg.arrived_at = Some(now);
                }
            }
            Happened::Released(number, _) => release(&mut self.cases[at(number)], now),
            Happened::Disposed(number) => {
                release(&mut self.cases[at(number)], now);
                self.cases[at(number)].disposed_at = Some(now);
            }
        }
    }
}

fn release(case: &mut Case, now: Timestamp) {
    for leg in &mut case.legs {
        leg.released_at = leg.released_at.or(Some(now));
    }
}

#[test]
fn a_simulated_log_fitted_again_gives_the_same_model() {
    let mut town = Town::usual(12);
    town.rates.retain(|one| one.0 == CategoryCode::Dispute);
    let fitted = fit(&town.log(|_| 1.0), &town.options).unwrap();
    let scenario = scenario(&fitted, 182);
    let simulated = sim::Town::new(&scenario).unwrap();
    let mut clerk = Clerk {
        begin: scenario.run.begin,
        cases: Vec::new(),
    };
    let _ = simulated.replicate_before(0, &mut clerk);
    let options = Options {
        period: Some(half_year()),
        ..town.options.clone()
    };
    let again = fit(&Log::from(clerk.cases), &options).unwrap();

    let near = |one: f64, other: f64, by: f64| {
        assert!((one - other).abs() <= by, "{one} is not {other} ± {by}");
    };
    let exposure = &fitted.demand.exposure_seconds;
    let calls = fitted.demand.all.expected(exposure);
    near(
        again.demand.all.expected(exposure),
        calls,
        4.0 * calls.sqrt(),
    );
    // Each hour of the day over the week, within its Poisson error.
    for hour in 0..24 {
        let of_hour = |one: &Fitted| -> f64 {
            let rates = one.demand.all.rates.iter().skip(hour).step_by(24);
            rates.map(|rate| rate * 26.0).sum()
        };
        let expected = of_hour(&fitted);
        near(of_hour(&again), expected, 4.5 * expected.sqrt().max(2.0));
    }
    let law = |one: &Fitted| one.service.on_scene(CategoryCode::Dispute).clone();
    let root = calls.sqrt();
    for share in [0.25, 0.5, 0.75] {
        let (one, other) = (
            law(&again).law.quantile(share),
            law(&fitted).law.quantile(share),
        );
        near((one / other).ln(), 0.0, 5.0 * 0.5 / root);
    }
    assert!(again.demand.dispersion.p > 0.001);
}

#[test]
fn laws_and_travel_keep_their_means_in_the_simulations_words() {
    let near = |one: f64, other: f64, by: f64| {
        assert!((one - other).abs() <= by, "{one} is not {other} ± {by}");
    };
    let laws = [
        Law::Exponential { mean: 700.0 },
        Law::Gamma {
            shape: 2.5,
            scale: 400.0,
        },
        Law::Lognormal {
            mu: 6.8,
            sigma: 0.6,
        },
        Law::Weibull {
            shape: 1.4,
            scale: 900.0,
        },
        Law::Empirical {
            quantiles: (1..=200).map(|at| f64::from(at * at)).collect(),
        },
    ];
    for law in laws {
        near(law.duration().mean() / law.mean(), 1.0, 0.005);
    }
    let town = Town::usual(4);
    let fitted = fit(&town.log(|_| 1.0), &town.options).unwrap();
    let (rule, policy) = (fitted.travel_rules(), &town.options.travel);
    let factor = fitted.travel.as_ref().unwrap().all.factor;
    let seconds = |rules: &liandong_domain::dispatch::TravelRules| {
        let whole = rules.seconds(3_000, Timestamp(0), town.options.offset);
        f64::from(u32::try_from(whole).unwrap())
    };
    near(seconds(&rule) / seconds(policy), factor, 0.01);
    assert_eq!(fitted.layout().areas.len(), 4);
}
