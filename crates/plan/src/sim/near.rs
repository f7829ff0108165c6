//! Short straight lines without sines (近距离计算). Cars that are stopped on their way are ranked from where they
//! are, which no table knows, and sines were a seventh of a simulated call.
//!
//! The first terms of the series give the distance of [`metres`](liandong_domain::dispatch::metres) to a
//! ten-millionth of a metre; wherever that does not settle the whole metre, nothing is said and the
//! domain is asked. So the answer is always the domain's.

use super::map::PointNo;
use liandong_domain::geo::Place;

/// The points of a map, in radians.
#[derive(Debug, Clone)]
pub(super) struct Near {
    points: Box<[Point]>,
    even: bool,
}

#[derive(Debug, Clone, Copy)]
struct Point {
    lon: f64,
    lat: f64,
    sin: f64,
    cos: f64,
}

/// The Earth's mean diameter, of the domain's rule.
const DIAMETER: f64 = 2.0 * 6_371_008.8;
/// Up to so many radians on either axis (127 km) the terms left out are below 10⁻¹² of the whole.
const REACH: f64 = 0.02;
/// Nearer to the poles the cosine is too small to keep its digits.
const LEAST_COS: f64 = 0.1;
/// A distance nearer than this to where rounding turns is not settled; a thousand times the error.
const UNSETTLED: f64 = 1e-3;

impl Near {
    pub(super) fn new(places: &[Place]) -> Self {
        let point = |place: &Place| {
            let lat = place.lat.to_radians();
            Point {
                lon: place.lon,
                lat,
                sin: lat.sin(),
                cos: lat.cos(),
            }
        };
        let points: Box<[Point]> = places.iter().map(point).collect();
        let most = |of: fn(&Point) -> f64| points.iter().map(of).fold(f64::MIN, f64::max);
        let least = |of: fn(&Point) -> f64| points.iter().map(of).fold(f64::MAX, f64::min);
        // Between the points the cosine of the latitude differs by so little that a straight line in
        // degrees is driven at an even pace, but for one percent.
        let (low, high) = (least(|one| one.cos), most(|one| one.cos));
        let even = low >= LEAST_COS
            && high <= 1.009 * low
            && most(|one| one.lon) - least(|one| one.lon) < 1.0
            && most(|one| one.lat) - least(|one| one.lat) < REACH;
        Self { points, even }
    }

    /// Whether the map is small enough for a straight line in degrees to be driven at a pace that is
    /// even to two percent.
    pub(super) const fn is_even(&self) -> bool {
        self.even
    }

    /// The straight line to a point in whole metres, where the first terms settle it.
    #[inline]
    #[expect(
        clippy::cast_possible_truncation,
        reason = "a distance within reach is a few hundred thousand metres"
    )]
    pub(super) fn metres(&self, from: Place, to: PointNo) -> Option<i64> {
        let to = &self.points[usize::from(to)];
        let dy = to.lat - from.lat.to_radians();
        let dx = (to.lon - from.lon).to_radians();
        if !(dy.abs() <= REACH && dx.abs() <= REACH && to.cos >= LEAST_COS) {
            return None;
        }
        // The cosine of the other latitude, from this one's and the small difference.
        let square = dy * dy;
        let cos_dy = 1.0 - square * (0.5 - square * (1.0 / 24.0));
        let sin_dy = dy * (1.0 - square * (1.0 / 6.0 - square * (1.0 / 120.0)));
        let cos_from = to.cos * cos_dy + to.sin * sin_dy;
        let half = half_square_sine(square) + cos_from * to.cos * half_square_sine(dx * dx);
        // The arcus sine of its root.
        let root = half.sqrt();
        let metres = DIAMETER * root * (1.0 + half * (1.0 / 6.0 + half * (3.0 / 40.0))) + 0.5;
        let whole = metres as i64;
        let rest = metres - whole as f64;
        (rest > UNSETTLED && rest < 1.0 - UNSETTLED).then_some(whole)
    }
}

/// The square of the sine of half an angle, from the square of the angle.
#[inline]
fn half_square_sine(square: f64) -> f64 {
    let quarter = 0.25 * square;
    quarter * (1.0 - quarter * (1.0 / 3.0 - quarter * (2.0 / 45.0)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use liandong_domain::dispatch::metres;
    use proptest::prelude::*;

    proptest! {
        #![proptest_config(ProptestConfig { cases: 4_000, ..ProptestConfig::default() })]

        #[test]
        fn what_is_settled_is_what_the_domain_says(
            lon in -180.0..180.0_f64,
            lat in -90.0..90.0_f64,
            east in -1.0..1.0_f64,
            north in -1.0..1.0_f64,
            scale in prop_oneof![Just(2.0), Just(0.1), Just(0.001), Just(1e-5)],
        ) {
            let to = Place { lon, lat };
            let from = Place { lon: lon + east * scale, lat: lat + north * scale };
            if let Some(settled) = Near::new(&[to]).metres(from, 0) {
                prop_assert_eq!(settled, metres(from, to));
            }
        }
    }

    #[test]
    fn nearly_every_distance_in_a_town_is_settled() {
        let to = Place {
            lon: 121.30,
            lat: 31.22,
        };
        let near = Near::new(&[to]);
        let from = |nth: u32| Place {
            lon: 121.25 + f64::from(nth) * 1e-5,
            lat: 31.20 + f64::from(nth % 97) * 4e-4,
        };
        let settled = (0..10_000).filter(|nth| near.metres(from(*nth), 0).is_some());
        assert!(settled.count() > 9_900);
    }
}
