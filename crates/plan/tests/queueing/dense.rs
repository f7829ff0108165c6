//! The exact solution against a solution by elimination of the balance equations, written down anew here from
//! the rules of dispatch, with a line of many places in place of its geometric tail.

use super::town::{near, town};
use liandong_plan::queueing::hypercube::{Line, Model, Preference, exact};
use proptest::prelude::*;

/// Places of the line that are written out; what lies beyond has no weight at the loads tried.
const PLACES: usize = 60;

/// The stationary distribution of a Markov chain with these rates: `rates[from][to]`.
fn stationary(rates: &[Vec<f64>]) -> Vec<f64> {
    let size = rates.len();
    // Row `to`: Σ p(from)·rate(from → to) − p(to)·Σ rate(to → …) = 0; the first row says that they sum to 1.
    let mut rows: Vec<Vec<f64>> = (0..size)
        .map(|to| {
            let mut row: Vec<f64> = (0..size).map(|from| rates[from][to]).collect();
            row[to] -= rates[to].iter().sum::<f64>();
            row.push(0.0);
            row
        })
        .collect();
    rows[0] = vec![1.0; size + 1];
    for column in 0..size {
        let largest = |one: &usize, other: &usize| {
            rows[*one][column]
                .abs()
                .total_cmp(&rows[*other][column].abs())
        };
        let pivot = (column..size).max_by(largest).unwrap();
        rows.swap(column, pivot);
        let top = rows[column].clone();
        for (at, row) in rows.iter_mut().enumerate() {
            if at != column {
                let factor = row[column] / top[column];
                for (value, above) in row.iter_mut().zip(&top) {
                    *value -= factor * above;
                }
            }
        }
    }
    (0..size).map(|at| rows[at][size] / rows[at][at]).collect()
}

/// States 0 to 2ⁿ−1, then the full state with 1, 2, … calls waiting.
fn chain(demand: &[f64], service: &[f64], orders: &[Vec<usize>], line: Line) -> Vec<Vec<f64>> {
    let units = service.len();
    let full = (1 << units) - 1;
    let places = if line == Line::Infinite { PLACES } else { 0 };
    let mut rates = vec![vec![0.0; full + 1 + places]; full + 1 + places];
    for state in 0..=full {
        for (rate, order) in demand.iter().zip(orders) {
            if let Some(unit) = order.iter().find(|unit| state >> **unit & 1 == 0) {
                rates[state][state | 1 << unit] += rate;
            }
        }
        for unit in (0..units).filter(|unit| state >> unit & 1 == 1) {
            rates[state][state ^ 1 << unit] += service[unit];
        }
    }
    for place in full..full + places {
        rates[place][place + 1] = demand.iter().sum();
        rates[place + 1][place] = service.iter().sum();
    }
    rates
}

fn orders(units: usize) -> impl Strategy<Value = Vec<Vec<usize>>> {
    let order = Just((0..units).collect::<Vec<_>>()).prop_shuffle();
    prop::collection::vec(order, 3)
}

fn case() -> impl Strategy<Value = (Vec<f64>, Vec<f64>, Vec<Vec<usize>>, f64)> {
    (1_usize..=3).prop_flat_map(|units| {
        (
            prop::collection::vec(0.1_f64..5.0, 3),
            prop::collection::vec(0.2_f64..10.0, units),
            orders(units),
            0.05_f64..0.6,
        )
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn every_state_has_the_probability_that_elimination_gives(
        (weights, service, orders, load) in case(),
        waits: bool,
    ) {
        let line = if waits { Line::Infinite } else { Line::Loss };
        let scale = load * service.iter().sum::<f64>() / weights.iter().sum::<f64>();
        let demand: Vec<f64> = weights.iter().map(|weight| weight * scale).collect();
        let truth = stationary(&chain(&demand, &service, &orders, line));
        let preferences = orders.iter().map(|order| Preference::ranked(order.clone()));
        let description = town(demand, service.clone(), preferences.collect(), line);
        let model = Model::new(description).unwrap();
        let solution = exact::solve(&model, 1e-10).unwrap();
        for (found, true_one) in solution.states.iter().zip(&truth) {
            prop_assert!(near(*found, *true_one, 1e-9), "{found} for {true_one}");
        }
        let line: f64 = truth[solution.states.len()..].iter().sum();
        prop_assert!(near(solution.line, line, 1e-9));
        for (unit, workload) in solution.measures.workload.iter().enumerate() {
            let busy = (0..solution.states.len()).filter(|state| state >> unit & 1 == 1);
            let busy: f64 = busy.map(|state| truth[state]).sum();
            prop_assert!(near(*workload, busy + line, 1e-9));
        }
    }
}
