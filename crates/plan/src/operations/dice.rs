//! Chance from a seed, in whole numbers, so that no machine rounds it otherwise.

use rand_chacha::{
    ChaCha8Rng,
    rand_core::{Rng, SeedableRng},
};

/// Seeded dice.
#[derive(Debug, Clone)]
pub(super) struct Dice(ChaCha8Rng);

impl Dice {
    pub(super) fn new(seed: u64) -> Self {
        Self(ChaCha8Rng::seed_from_u64(seed))
    }

    /// 0 to `n - 1`; 0 when `n` is 0. The multiplication's bias is below one in 2³².
    pub(super) fn below(&mut self, n: u64) -> u64 {
        let wide = u128::from(self.0.next_u64()) * u128::from(n);
        u64::try_from(wide >> 64).unwrap_or(0)
    }

    /// `from` to `to`, both included.
    pub(super) fn between(&mut self, from: i64, to: i64) -> i64 {
        let width = u64::try_from(to.saturating_sub(from).saturating_add(1)).unwrap_or(0);
        from.saturating_add(i64::try_from(self.below(width)).unwrap_or(0))
    }

    /// True in so many cases of a thousand.
    pub(super) fn chance(&mut self, per_mille: u64) -> bool {
        self.below(1_000) < per_mille
    }

    /// True in so many cases of 2³².
    pub(super) fn chance_of_2_32(&mut self, share: u32) -> bool {
        self.0.next_u32() < share
    }

    /// One of them.
    pub(super) fn pick<'a, T>(&mut self, from: &'a [T]) -> Option<&'a T> {
        let at = self.below(from.len() as u64);
        from.get(usize::try_from(at).unwrap_or(0))
    }

    /// The place of one of the weights, the heavier the likelier.
    pub(super) fn weighted(&mut self, weights: &[u32]) -> usize {
        let sum: u64 = weights.iter().map(|one| u64::from(*one)).sum();
        let mut left = self.below(sum);
        for (at, weight) in weights.iter().enumerate() {
            let weight = u64::from(*weight);
            if left < weight {
                return at;
            }
            left -= weight;
        }
        0
    }
}
