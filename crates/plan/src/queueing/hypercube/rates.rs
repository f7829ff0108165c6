//! How often each unit is sent, in each state: the upward transition rates of the hypercube.
//!
//! A call of an atom goes to unit `i` exactly when `i` is free and all units that the atom prefers
//! to it are busy. With `before` the set of those, unit `i` is sent in each state `B ⊇ before` without
//! `i`. So the atoms are first dropped on the few sets `before` that occur, and a sum over subsets
//! (子集和变换) then gives all 2ⁿ⁻¹ states of a unit at once: n additions for two states, however many
//! atoms there are. Larson (1974) walks the cube along its edges for the same end.

use super::Model;

/// Recursion ends here; what is shorter stays in the nearest cache anyway.
const SHORT: usize = 4096;

/// For each unit the rate at which it is sent, by the state of the others: bit `i` is taken out of
/// the state, so that half of the memory is enough (see [`without`]).
pub(super) fn dispatch_rates(model: &Model) -> Vec<Vec<f64>> {
    let units = model.units();
    let mut rates = vec![vec![0.0; 1 << (units - 1)]; units];
    for (atom, demand) in model.demand().iter().enumerate() {
        model.preference(atom).visit(|unit, before, share| {
            rates[unit][without(before, unit)] += demand * share;
        });
    }
    for of_unit in &mut rates {
        sum_over_subsets(of_unit);
    }
    rates
}

/// A state without the place of one unit, which is free in it.
pub(super) fn without(state: usize, unit: usize) -> usize {
    let below = (1 << unit) - 1;
    (state & below) | ((state >> 1) & !below)
}

/// Replaces each value by the sum over all subsets of its index. Halves first, then their parts: a
/// part that fits the cache is finished before the next is touched.
pub(super) fn sum_over_subsets(values: &mut [f64]) {
    if values.len() <= SHORT {
        let mut half = 1;
        while half < values.len() {
            for pair in values.chunks_exact_mut(2 * half) {
                let (without, with) = pair.split_at_mut(half);
                add(with, without);
            }
            half *= 2;
        }
        return;
    }
    let (without, with) = values.split_at_mut(values.len() / 2);
    sum_over_subsets(without);
    sum_over_subsets(with);
    add(with, without);
}

/// Replaces each value by the sum over all supersets of its index.
pub(super) fn sum_over_supersets(values: &mut [f64]) {
    if values.len() <= 1 {
        return;
    }
    let (without, with) = values.split_at_mut(values.len() / 2);
    sum_over_supersets(without);
    sum_over_supersets(with);
    add(without, with);
}

fn add(to: &mut [f64], from: &[f64]) {
    for (to, from) in to.iter_mut().zip(from) {
        *to += from;
    }
}
