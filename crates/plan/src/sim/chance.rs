//! Chance in streams (随机数流): one for each purpose of each replication.
//!
//! The n-th call of a replication has the same time, place, category and work in every scenario,
//! whatever the number of cars, as no decision of the desk draws from these streams. Scenarios can
//! then be compared pair by pair (common random numbers, 公共随机数).

use rand_distr::{Distribution as _, Exp1, Gamma, StandardNormal};
use rand_xoshiro::{
    Xoshiro256PlusPlus,
    rand_core::{Rng, SeedableRng},
};

/// What a stream is drawn for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Purpose {
    /// When calls come.
    Arrivals = 1,
    /// Of what category they are, and whether they hint at danger.
    Category,
    /// Where they are.
    Place,
    /// How long the work lasts.
    Work,
    /// How long the crew takes to start.
    Turnout,
    /// How the way differs from what is expected.
    Way,
    /// Whether further units are needed.
    Units,
}

/// A seeded stream of random numbers.
#[derive(Debug, Clone)]
pub struct Stream(Xoshiro256PlusPlus);

impl Stream {
    /// The stream of a purpose in a replication. Seeds that differ in one bit give unrelated streams.
    #[must_use]
    pub fn new(seed: u64, replication: u64, purpose: Purpose) -> Self {
        let mut mixed = mix(seed ^ 0x6C69_616E_646F_6E67);
        mixed = mix(mixed ^ replication);
        mixed = mix(mixed ^ purpose as u64);
        Self(Xoshiro256PlusPlus::seed_from_u64(mixed))
    }

    /// From 0 up to but not including 1.
    #[inline]
    pub fn unit(&mut self) -> f64 {
        (self.0.next_u64() >> 11) as f64 * (1.0 / (1_u64 << 53) as f64)
    }

    /// Exponential with mean 1.
    #[inline]
    pub fn exponential(&mut self) -> f64 {
        Exp1.sample(&mut self.0)
    }

    /// Normal with mean 0 and variance 1.
    #[inline]
    pub fn normal(&mut self) -> f64 {
        StandardNormal.sample(&mut self.0)
    }

    #[inline]
    pub(super) fn gamma(&mut self, law: &Gamma<f64>) -> f64 {
        law.sample(&mut self.0)
    }
}

/// The finaliser of SplitMix64.
const fn mix(of: u64) -> u64 {
    let mut z = of.wrapping_add(0x9E37_79B9_7F4A_7C15);
    z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    z ^ (z >> 31)
}

/// Draws a place of a list by weight in constant time (Walker's alias method, 别名法).
#[derive(Debug, Clone)]
pub(super) struct Alias {
    /// The chance to stay, and where else to go.
    cells: Vec<(f64, u32)>,
}

impl Alias {
    /// Weights below zero count as zero; without any weight the first place is drawn.
    pub(super) fn new(weights: &[f64]) -> Self {
        let sum: f64 = weights.iter().map(|one| one.max(0.0)).sum();
        let scale = if sum > 0.0 {
            weights.len() as f64 / sum
        } else {
            0.0
        };
        let mut cells: Vec<(f64, u32)> = Vec::with_capacity(weights.len().max(1));
        let (mut poor, mut rich) = (Vec::new(), Vec::new());
        for (at, weight) in (0_u32..).zip(weights) {
            let share = weight.max(0.0) * scale;
            cells.push((share, 0));
            if share < 1.0 {
                poor.push(at)
            } else {
                rich.push(at)
            }
        }
        while let (Some(low), Some(high)) = (poor.pop(), rich.last().copied()) {
            cells[low as usize].1 = high;
            let left = cells[high as usize].0 - (1.0 - cells[low as usize].0);
            cells[high as usize].0 = left;
            if left < 1.0 {
                rich.pop();
                poor.push(high);
            }
        }
        // What is left over is one but for rounding.
        for at in rich {
            cells[at as usize].0 = 1.0;
        }
        if cells.is_empty() {
            cells.push((1.0, 0));
        }
        Self { cells }
    }

    #[inline]
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "a share of a list's length is a place in it"
    )]
    pub(super) fn draw(&self, stream: &mut Stream) -> u32 {
        let at = stream.unit() * self.cells.len() as f64;
        let place = (at as usize).min(self.cells.len() - 1);
        let (stay, other) = self.cells[place];
        if at - (place as f64) < stay {
            place as u32
        } else {
            other
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn streams_differ_by_purpose_and_replication_and_repeat() {
        let first = |seed, nth, purpose| Stream::new(seed, nth, purpose).unit().to_bits();
        let one = first(1, 0, Purpose::Place);
        assert_eq!(one, first(1, 0, Purpose::Place));
        assert_ne!(one, first(1, 0, Purpose::Work));
        assert_ne!(one, first(1, 1, Purpose::Place));
        assert_ne!(one, first(2, 0, Purpose::Place));
    }

    #[test]
    fn places_come_by_their_weight() {
        let alias = Alias::new(&[1.0, 0.0, 2.0, 5.0]);
        let mut stream = Stream::new(7, 0, Purpose::Place);
        let mut seen = [0_u32; 4];
        for _ in 0..80_000 {
            seen[alias.draw(&mut stream) as usize] += 1;
        }
        assert_eq!(seen[1], 0);
        for (seen, share) in seen.iter().zip([1.0, 0.0, 2.0, 5.0]) {
            let expected = share * 10_000.0;
            // Five standard deviations.
            assert!((f64::from(*seen) - expected).abs() <= 5.0 * 200.0, "{seen}");
        }
    }
}
