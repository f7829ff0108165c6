//! Places (位置) and responsibility areas (责任区) on the map: WGS-84 degrees, which for a town's
//! purposes equal CGCS2000.

use geo::{Area as _, CoordinatePosition, Validation, coordinate_position::CoordPos};
use serde::{Deserialize, Serialize};

/// A place, in degrees.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct Place {
    /// Longitude, east positive, −180 to 180.
    pub lon: f64,
    /// Latitude, north positive, −90 to 90.
    pub lat: f64,
}

impl Eq for Place {}

impl Place {
    /// Whether the degrees are on the globe.
    #[must_use]
    pub fn is_on_the_globe(self) -> bool {
        (-180.0..=180.0).contains(&self.lon) && (-90.0..=90.0).contains(&self.lat)
    }

    /// Metres to another place, along the great circle (haversine, mean Earth radius 6 371 008.8 m).
    #[inline]
    #[must_use]
    pub fn metres_to(self, other: Self) -> f64 {
        let (a, b) = (self.lat.to_radians(), other.lat.to_radians());
        let (dy, dx) = (b - a, (other.lon - self.lon).to_radians());
        let h = (dy / 2.0).sin().powi(2) + a.cos() * b.cos() * (dx / 2.0).sin().powi(2);
        2.0 * 6_371_008.8 * h.sqrt().min(1.0).asin()
    }
}

/// An area's outline: one outer ring, closed, without holes.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Outline(pub Vec<Place>);

impl Eq for Outline {}

/// Where a place lies to an outline.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Position {
    /// Within it.
    Inside,
    /// On its very edge.
    OnEdge,
    /// Neither.
    Outside,
}

/// Metres along a meridian in one degree, on a sphere of the mean Earth radius.
const METRES_IN_A_DEGREE: f64 = 6_371_008.8 * std::f64::consts::PI / 180.0;

/// The ground of a polygon in whole square metres, rounded down. A town is small enough for a plane.
pub(crate) fn square_metres(polygon: &geo::Polygon) -> i64 {
    let corners = &polygon.exterior().0;
    #[expect(
        clippy::cast_precision_loss,
        reason = "an outline has far fewer than 2^52 corners"
    )]
    let count = corners.len().max(1) as f64;
    let lat = corners.iter().map(|corner| corner.y).sum::<f64>() / count;
    whole(polygon.unsigned_area() * METRES_IN_A_DEGREE.powi(2) * lat.to_radians().cos())
}

#[expect(
    clippy::cast_possible_truncation,
    reason = "a float becomes the nearest whole number that there is, never another"
)]
fn whole(metres: f64) -> i64 {
    metres.floor() as i64
}

/// Metres from a place to an edge, in a plane around the place.
fn metres_to_edge(place: Place, one: Place, other: Place) -> f64 {
    let shrink = place.lat.to_radians().cos();
    let flat = |corner: Place| {
        (
            (corner.lon - place.lon) * METRES_IN_A_DEGREE * shrink,
            (corner.lat - place.lat) * METRES_IN_A_DEGREE,
        )
    };
    let ((ax, ay), (bx, by)) = (flat(one), flat(other));
    let (dx, dy) = (bx - ax, by - ay);
    let length = dx.mul_add(dx, dy * dy);
    let along = if length > 0.0 {
        (-(ax * dx + ay * dy) / length).clamp(0.0, 1.0)
    } else {
        0.0
    };
    (ax + along * dx).hypot(ay + along * dy)
}

/// Why a ring of places is no outline.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum BadOutline {
    /// Fewer than three corners.
    #[error("an outline needs three corners at the least")]
    TooFewCorners,
    /// First and last place differ.
    #[error("an outline must end where it begins")]
    Open,
    /// A place that is not on the globe.
    #[error("corner {0} is not on the globe: longitude −180 to 180, latitude −90 to 90")]
    OffTheGlobe(usize),
    /// The ring crosses or touches itself, or has no area.
    #[error("the outline crosses itself: {0}")]
    CrossesItself(String),
}

impl Outline {
    /// Checks that the ring bounds one area.
    ///
    /// # Errors
    /// [`BadOutline`], naming the corner where there is one (counted from 1).
    pub fn check(&self) -> Result<(), BadOutline> {
        if self.0.len() < 4 {
            return Err(BadOutline::TooFewCorners);
        }
        if let Some(bad) = self.0.iter().position(|place| !place.is_on_the_globe()) {
            return Err(BadOutline::OffTheGlobe(bad + 1));
        }
        if self.0.first() != self.0.last() {
            return Err(BadOutline::Open);
        }
        self.polygon()
            .check_validation()
            .map_err(|why| BadOutline::CrossesItself(why.to_string()))
    }

    /// Whether a place lies inside. A place on the very edge does not: see
    /// [`crate::places::area_at`] for the rule on borders.
    #[must_use]
    pub fn contains(&self, place: Place) -> bool {
        self.position(place) == Position::Inside
    }

    /// Where a place lies.
    #[must_use]
    pub fn position(&self, place: Place) -> Position {
        let (low, high) = self.frame();
        let apart = place.lon < low.lon
            || place.lon > high.lon
            || place.lat < low.lat
            || place.lat > high.lat;
        // Most places are far from most areas: four comparisons a corner, and nothing allocated.
        if apart {
            return Position::Outside;
        }
        let at = geo::Coord {
            x: place.lon,
            y: place.lat,
        };
        match self.polygon().coordinate_position(&at) {
            CoordPos::Inside => Position::Inside,
            CoordPos::OnBoundary => Position::OnEdge,
            CoordPos::Outside => Position::Outside,
        }
    }

    /// Whole metres from a place to the nearest edge, rounded down; for a place outside.
    #[must_use]
    pub fn metres_to(&self, place: Place) -> i64 {
        let least = self.0.windows(2).filter_map(|edge| match edge {
            [one, other] => Some(metres_to_edge(place, *one, *other)),
            _ => None,
        });
        whole(least.fold(f64::INFINITY, f64::min))
    }

    /// Whether the frames of the two do not even touch.
    pub(crate) fn apart_from(&self, other: &Self) -> bool {
        let ((low, high), (their_low, their_high)) = (self.frame(), other.frame());
        high.lon < their_low.lon
            || their_high.lon < low.lon
            || high.lat < their_low.lat
            || their_high.lat < low.lat
    }

    /// South-west and north-east corner of the least frame around it.
    fn frame(&self) -> (Place, Place) {
        let mut low = Place {
            lon: f64::INFINITY,
            lat: f64::INFINITY,
        };
        let mut high = Place {
            lon: f64::NEG_INFINITY,
            lat: f64::NEG_INFINITY,
        };
        for place in &self.0 {
            low.lon = low.lon.min(place.lon);
            low.lat = low.lat.min(place.lat);
            high.lon = high.lon.max(place.lon);
            high.lat = high.lat.max(place.lat);
        }
        (low, high)
    }

    /// The mean of the corners: a point to aim at, not a centre of gravity.
    #[must_use]
    pub fn middle(&self) -> Place {
        let corners = &self.0[..self.0.len().saturating_sub(1)];
        #[expect(
            clippy::cast_precision_loss,
            reason = "an outline has far fewer than 2^52 corners"
        )]
        let count = corners.len().max(1) as f64;
        Place {
            lon: corners.iter().map(|p| p.lon).sum::<f64>() / count,
            lat: corners.iter().map(|p| p.lat).sum::<f64>() / count,
        }
    }

    pub(crate) fn polygon(&self) -> geo::Polygon {
        geo::Polygon::new(self.0.iter().map(|p| (p.lon, p.lat)).collect(), Vec::new())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ring(corners: &[(f64, f64)]) -> Outline {
        Outline(
            corners
                .iter()
                .map(|&(lon, lat)| Place { lon, lat })
                .collect(),
        )
    }

    #[test]
    fn a_square_is_an_outline_and_a_bow_tie_is_none() {
        let square = ring(&[(0.0, 0.0), (1.0, 0.0), (1.0, 1.0), (0.0, 1.0), (0.0, 0.0)]);
        assert_eq!(square.check(), Ok(()));
        assert!(square.contains(Place { lon: 0.5, lat: 0.5 }));
        assert!(!square.contains(Place { lon: 1.5, lat: 0.5 }));
        let bow_tie = ring(&[(0.0, 0.0), (1.0, 1.0), (1.0, 0.0), (0.0, 1.0), (0.0, 0.0)]);
        assert!(matches!(bow_tie.check(), Err(BadOutline::CrossesItself(_))));
        let open = ring(&[(0.0, 0.0), (1.0, 0.0), (1.0, 1.0), (0.0, 1.0)]);
        assert_eq!(open.check(), Err(BadOutline::Open));
        let off = ring(&[(0.0, 0.0), (1.0, 0.0), (1.0, 91.0), (0.0, 0.0)]);
        assert_eq!(off.check(), Err(BadOutline::OffTheGlobe(3)));
    }

    #[test]
    fn a_degree_of_latitude_is_about_111_km() {
        let metres = Place {
            lon: 121.0,
            lat: 31.0,
        }
        .metres_to(Place {
            lon: 121.0,
            lat: 32.0,
        });
        assert!((metres - 111_195.0).abs() < 10.0);
    }
}
