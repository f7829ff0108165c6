//! The key of the live ranking as one number (排序键), and what counts for or against cars, worked out once.

use crate::sim::check::MOST_CARS;
use liandong_domain::dispatch::{DispatchRules, Handicap, RankKey};

/// A key and the car that it belongs to in one number, so that the least of many is found without a
/// branch: the score above, then whether the car is of another area, then its place in the order of
/// identifiers, by which the recommendation breaks ties. A score has 56 bits, the sum of a day or two
/// and of a way, which has 32.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Ranked(i64);

/// Bits below the score: one for the area and six for [`MOST_CARS`].
const BELOW_SCORE: u32 = 7;

impl Ranked {
    /// After every car.
    pub(super) const NOBODY: Self = Self(i64::MAX);

    /// A car without any seconds, to which [`Self::after`] adds them: a key is the handicap and the
    /// seconds.
    #[inline]
    const fn of(handicap: Handicap) -> Self {
        let RankKey {
            score_seconds,
            foreign,
        } = handicap.key(0);
        Self(score_seconds << BELOW_SCORE | (foreign as i64) << (BELOW_SCORE - 1))
    }

    /// The car that is there after so many seconds.
    #[inline]
    pub(super) const fn after(self, seconds: i64, nth: usize) -> Self {
        Self(self.0 + (seconds << BELOW_SCORE) + nth as i64)
    }

    #[inline]
    pub(super) const fn score(self) -> i64 {
        self.0 >> BELOW_SCORE
    }

    #[inline]
    #[expect(clippy::cast_sign_loss, reason = "six bits")]
    pub(super) const fn car(self) -> usize {
        (self.0 & 0x3F) as usize
    }
}

/// What counts for or against the cars of a town with so many free ones: it is the same for all cars that
/// are alike, and depends on nothing else.
#[derive(Debug, Clone, Copy)]
pub(super) struct Alike {
    pub(super) free_own: Ranked,
    pub(super) free_foreign: Ranked,
    pub(super) busy_own: Ranked,
    pub(super) busy_foreign: Ranked,
}

impl Alike {
    /// By the number of free cars, from none to all that a town can have.
    pub(super) fn table(rules: &DispatchRules) -> Box<[Self]> {
        let free_cars = 0..=u32::try_from(MOST_CARS).unwrap_or(u32::MAX);
        let row = |free_cars: u32| {
            let of = |busy: bool, own: bool| {
                let others = free_cars.saturating_sub(u32::from(!busy));
                Ranked::of(rules.handicap(busy, own, others))
            };
            Self {
                free_own: of(false, true),
                free_foreign: of(false, false),
                busy_own: of(true, true),
                busy_foreign: of(true, false),
            }
        };
        free_cars.map(row).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use liandong_domain::dispatch::Prospect;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn numbers_are_in_the_order_of_keys_and_cars(
            cars in proptest::collection::vec((any::<bool>(), any::<bool>(), 0_i64..5_000_000_000, 0_usize..60), 2..9),
            few in proptest::collection::vec(0_i64..3, 2..9),
            free_cars in 1_u32..5,
            own in 0_i64..=86_400,
            penalty in 0_i64..=86_400,
        ) {
            let rules = DispatchRules {
                own_area_preference_seconds: own,
                uncovered_penalty_seconds: penalty,
                keep_free_cars: 3,
                ..DispatchRules::default()
            };
            let alike = Alike::table(&rules)[free_cars as usize];
            // Many that are equal but for one thing, and many that are not.
            for near in [false, true] {
                let both = cars.iter().zip(few.iter().cycle()).map(|((busy, own, far, nth), few)| {
                    let seconds = if near { *few } else { *far };
                    let begin = match (busy, own) {
                        (false, true) => alike.free_own,
                        (false, false) => alike.free_foreign,
                        (true, true) => alike.busy_own,
                        (true, false) => alike.busy_foreign,
                    };
                    let key = rules.rank_key(&Prospect {
                        busy: *busy,
                        wait_seconds: 0,
                        way_seconds: seconds,
                        own_area: *own,
                        other_free_cars: free_cars - u32::from(!busy),
                    });
                    ((key, *nth), begin.after(seconds, *nth))
                });
                let both: Vec<_> = both.collect();
                for (key, number) in &both {
                    prop_assert_eq!(number.car(), key.1);
                    prop_assert_eq!(number.score(), key.0.score_seconds);
                    for (other, than) in &both {
                        prop_assert_eq!(key.cmp(other), number.cmp(than));
                    }
                }
            }
        }
    }
}
