//! Whom an atom prefers (派车次序).

use serde::{Deserialize, Serialize};

/// The units in the order in which an atom wants them, the most preferred first. Units of one tier are as
/// good as each other: among those of them that are free, chance decides with equal probability.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Preference(Vec<Vec<usize>>);

impl Preference {
    /// One after the other, without ties.
    #[must_use]
    pub fn ranked(order: impl IntoIterator<Item = usize>) -> Self {
        Self(order.into_iter().map(|unit| vec![unit]).collect())
    }

    /// Tier after tier. Empty tiers are left out.
    #[must_use]
    pub fn tiers(tiers: impl IntoIterator<Item = Vec<usize>>) -> Self {
        Self(tiers.into_iter().filter(|tier| !tier.is_empty()).collect())
    }

    /// The nearest first, by the travel time from each unit to the atom; of two as near, the unit
    /// with the lower number.
    #[must_use]
    pub fn nearest(from_units: &[Vec<f64>], atom: usize) -> Self {
        let mut order: Vec<usize> = (0..from_units.len()).collect();
        order.sort_by(|one, other| from_units[*one][atom].total_cmp(&from_units[*other][atom]));
        Self::ranked(order)
    }

    /// The units that are sent when all are free: the atom lies in their primary area (主责区).
    #[must_use]
    pub fn first(&self) -> &[usize] {
        self.0.first().map_or(&[], Vec::as_slice)
    }

    /// The tiers, the most preferred first.
    pub fn iter(&self) -> impl Iterator<Item = &[usize]> {
        self.0.iter().map(Vec::as_slice)
    }

    /// Whether each of so many units is named exactly once.
    pub(super) fn names_each_once(&self, units: usize) -> bool {
        let mut named: Vec<usize> = self.0.iter().flatten().copied().collect();
        named.sort_unstable();
        named.into_iter().eq(0..units)
    }

    /// Tells for each unit the sets of units that may stand before it, and how often they do: a
    /// tier is the mean over the orders of its units. A unit is sent when it is free and the set before
    /// it is busy, whatever the others do.
    pub(super) fn visit(&self, mut visit: impl FnMut(usize, usize, f64)) {
        let mut preferred = 0;
        for tier in &self.0 {
            let all = tier.iter().fold(0, |set, unit| set | 1 << unit);
            let shares = shares_of_sizes(tier.len());
            for unit in tier {
                let others: usize = all & !(1 << unit);
                let mut before = others;
                loop {
                    let share = shares[before.count_ones() as usize];
                    visit(*unit, preferred | before, share);
                    if before == 0 {
                        break;
                    }
                    before = (before - 1) & others;
                }
            }
            preferred |= all;
        }
    }
}

/// Of the orders of `size` units, the share in which a given unit is preceded by exactly a given set,
/// by that set's size: r!(size−1−r)!/size!.
fn shares_of_sizes(size: usize) -> Vec<f64> {
    let mut ways = 1.0;
    let mut shares = Vec::with_capacity(size);
    for before in 0..size {
        shares.push(1.0 / (size as f64 * ways));
        ways *= (size - 1 - before) as f64 / (before + 1) as f64;
    }
    shares
}
