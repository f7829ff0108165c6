//! Laws of the hypercube that hold in any town.

use super::town::{near, street, town};
use liandong_plan::queueing::{
    erlang::{Mmc, erlang_b},
    hypercube::{Line, Measures, Model, Preference, exact},
};
use proptest::prelude::*;

fn line() -> impl Strategy<Value = Line> {
    prop_oneof![Just(Line::Infinite), Just(Line::Loss)]
}

/// Towns of 1 to 9 units, so that both the states within a run and those between runs are met, with
/// service that differs up to twelve times.
fn any_town() -> impl Strategy<Value = Model> {
    (1_usize..=9).prop_flat_map(|units| {
        (
            prop::collection::vec(0.0_f64..1.0, units),
            prop::collection::vec(0.25_f64..3.0, units),
            prop::collection::vec(0.0_f64..1.0, 7),
            prop::collection::vec(0.1_f64..2.0, 7),
            0.02_f64..0.97,
            line(),
        )
            .prop_map(|(stands, service, places, weights, load, line)| {
                street(&stands, &service, &places, &weights, load, line)
            })
    })
}

fn solved(model: &Model) -> exact::Exact {
    exact::solve(model, exact::TOLERANCE).unwrap()
}

fn sum(shares: &[Vec<f64>]) -> f64 {
    shares.iter().flatten().sum()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    #[test]
    fn probabilities_and_shares_sum_to_one(model in any_town()) {
        let solution = solved(&model);
        let total = solution.states.iter().sum::<f64>() + solution.line;
        prop_assert!(near(total, 1.0, 1e-12));
        prop_assert!(solution.states.iter().all(|p| *p >= 0.0));
        prop_assert!(near(sum(&solution.measures.dispatches), 1.0, 1e-7));
    }

    #[test]
    fn what_a_unit_is_sent_it_finishes(model in any_town()) {
        let Measures { workload, dispatches, lost, .. } = solved(&model).measures;
        for ((workload, service), row) in workload.iter().zip(model.service()).zip(&dispatches) {
            let sent = model.arrivals() * (1.0 - lost) * row.iter().sum::<f64>();
            prop_assert!(near(workload * service, sent, 1e-6), "{} {sent}", workload * service);
        }
    }

    #[test]
    fn each_atom_gets_its_share(model in any_town()) {
        let measures = solved(&model).measures;
        for (atom, demand) in model.demand().iter().enumerate() {
            let served: f64 = measures.dispatches.iter().map(|row| row[atom]).sum();
            prop_assert!(near(served, demand / model.arrivals(), 1e-7));
        }
    }

    #[test]
    fn means_and_shares_of_parts_make_those_of_the_town(model in any_town()) {
        let measures = solved(&model).measures;
        let (mut travel, mut crosses) = (0.0, 0.0);
        for (unit, row) in measures.dispatches.iter().enumerate() {
            let share: f64 = row.iter().sum();
            travel += share * measures.travel_of_unit[unit].unwrap();
            crosses += share * measures.cross_area_of_unit[unit].unwrap();
        }
        prop_assert!(near(travel, measures.travel, 1e-4));
        prop_assert!(near(crosses, measures.cross_area, 1e-7));
        let by_atom: f64 = (0..model.atoms())
            .map(|atom| {
                model.demand()[atom] / model.arrivals() * measures.travel_to_atom[atom].unwrap()
            })
            .sum();
        prop_assert!(near(by_atom, measures.travel, 1e-4));
        let within = |seconds| measures.share_within(&model, seconds);
        prop_assert!(within(300.0) <= within(900.0) + 1e-12);
        prop_assert!(near(within(1e9), 1.0, 1e-7));
    }

    #[test]
    fn with_equal_service_the_levels_are_those_of_erlang(
        units in 1_usize..=9,
        stands in prop::collection::vec(0.0_f64..1.0, 9),
        places in prop::collection::vec(0.0_f64..1.0, 5),
        load in 0.02_f64..0.95,
    ) {
        let service = vec![1.5; units];
        let weights = [1.0, 2.0, 3.0, 4.0, 5.0];
        let servers = u32::try_from(units).unwrap();
        let model = street(&stands[..units], &service, &places, &weights, load, Line::Infinite);
        let erlang = Mmc::new(servers, model.arrivals(), 1.5).unwrap();
        let solution = solved(&model);
        let mut levels = vec![0.0; units + 1];
        for (state, p) in solution.states.iter().enumerate() {
            levels[usize::try_from(state.count_ones()).unwrap()] += p;
        }
        levels[units] += solution.line;
        for (found, wanted) in levels.iter().zip(erlang.busy()) {
            prop_assert!(near(*found, wanted, 1e-8));
        }
        let measures = &solution.measures;
        prop_assert!(near(measures.all_busy, erlang.wait_probability(), 1e-8));
        prop_assert!(near(measures.mean_wait, erlang.mean_wait() * 3600.0, 1e-3));
        prop_assert!(near(measures.mean_waiting, erlang.mean_waiting(), 1e-6));
        let carried: f64 = measures.workload.iter().sum();
        prop_assert!(near(carried, model.arrivals() / 1.5, 1e-7));

        let model = street(&stands[..units], &service, &places, &weights, load, Line::Loss);
        let lost = erlang_b(servers, model.arrivals() / 1.5).unwrap();
        prop_assert!(near(solved(&model).measures.lost, lost, 1e-8));
    }

    #[test]
    fn units_that_nothing_tells_apart_work_the_same(units in 2_usize..=8, load in 0.05_f64..0.95) {
        // One tier of all units; and orders that take turns.
        let anyone = Preference::tiers([(0..units).collect::<Vec<_>>()]);
        let turn = |start: usize| Preference::ranked((0..units).map(|at| (start + at) % units));
        let arrivals = load * 2.0 * units as f64;
        let towns = [
            (vec![arrivals], vec![anyone]),
            (vec![arrivals / units as f64; units], (0..units).map(turn).collect()),
        ];
        for (demand, preferences) in towns {
            let description = town(demand, vec![2.0; units], preferences, Line::Infinite);
            let measures = solved(&Model::new(description).unwrap()).measures;
            for workload in &measures.workload {
                prop_assert!(near(*workload, load, 1e-8), "{workload} for {load}");
            }
        }
    }

    #[test]
    fn a_tier_is_the_mean_over_its_orders(load in 0.05_f64..0.9, fast in 0.5_f64..4.0) {
        let service = vec![1.0, fast, 2.0];
        let arrivals = load * service.iter().sum::<f64>();
        let tied = Preference::tiers([vec![2], vec![0, 1]]);
        let one = town(vec![arrivals], service.clone(), vec![tied], Line::Infinite);
        let orders = [[2, 0, 1], [2, 1, 0]].map(Preference::ranked);
        let two = town(vec![arrivals / 2.0; 2], service, orders.to_vec(), Line::Infinite);
        let [one, two] = [one, two].map(|town| solved(&Model::new(town).unwrap()));
        for (one, two) in one.states.iter().zip(&two.states) {
            prop_assert!(near(*one, *two, 1e-8));
        }
    }
}

#[test]
fn one_unit_is_m_m_1() {
    let model = street(
        &[0.5],
        &[2.0],
        &[0.0, 1.0],
        &[1.0, 1.0],
        0.7,
        Line::Infinite,
    );
    let measures = solved(&model).measures;
    assert!(near(measures.workload[0], 0.7, 1e-12));
    // ρ/(μ − λ) hours.
    assert!(near(measures.mean_wait, 0.7 / 0.6 * 3600.0, 1e-6));
    assert!(near(measures.cross_area, 0.0, 1e-12));
    // At once from its stand, 300 s either way; after a wait from either end, 0 or 600 s.
    assert!(near(measures.travel_after_wait, 300.0, 1e-9));
    assert!(near(measures.travel, 300.0, 1e-9));
}

#[test]
fn service_that_differs_a_thousand_times_is_solved() {
    let service = [0.02, 20.0, 0.5, 5.0, 0.1, 1.0, 10.0, 0.05];
    let stands = [0.0, 0.1, 0.2, 0.4, 0.5, 0.6, 0.8, 1.0];
    for load in [0.001, 0.3, 0.9, 0.999] {
        let model = street(
            &stands,
            &service,
            &[0.1, 0.5, 0.9],
            &[1.0, 1.0, 1.0],
            load,
            Line::Infinite,
        );
        let solution = solved(&model);
        let finished: f64 = solution
            .measures
            .workload
            .iter()
            .zip(service)
            .map(|(workload, service)| workload * service)
            .sum();
        assert!(
            near(finished, model.arrivals(), 1e-5),
            "load {load}: {finished}"
        );
    }
}
