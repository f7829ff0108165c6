//! Tables of ways by the roads: of towns whose ways are known, against another algorithm, and of files
//! that are none.

mod laws;
pub(crate) mod pbf;
mod refusals;
mod town;

use self::pbf::{Extract, Tags};
use crate::sim::towns::{area, point_town};
use liandong_domain::geo::Place;
use liandong_plan::sim::{AreaPlan, CallPoint, Layout};

pub(crate) fn at(x: f64, y: f64) -> Place {
    Place {
        lon: 121.28 + x * 0.01,
        lat: 31.20 + y * 0.01,
    }
}

/// A layout whose calls come from these places, and whose only car waits at the first.
pub(crate) fn layout(places: &[Place]) -> Layout {
    let point = |place: &Place| CallPoint {
        place: *place,
        area: area(0),
        weight: 1.0,
    };
    Layout {
        areas: vec![AreaPlan {
            id: area(0),
            waits_at: places[0],
        }],
        points: places.iter().map(point).collect(),
        ..point_town(1, 1.0, 1.0).layout
    }
}

pub(crate) fn tags(oneway: bool) -> Tags {
    let mut tags = vec![("highway", "residential".into())];
    if oneway {
        tags.push(("oneway", "yes".into()));
    }
    tags
}

/// Streets from each corner to the next, so many on a side.
pub(crate) fn grid(side: i32, step: f64) -> Extract {
    let id = |x: i32, y: i32| i64::from(y * side + x) + 1;
    let mut made = Extract::default();
    for y in 0..side {
        for x in 0..side {
            let place = at(f64::from(x) * step, f64::from(y) * step);
            made.nodes.push((id(x, y), place));
        }
        made.ways
            .push(((0..side).map(|x| id(x, y)).collect(), tags(false)));
        made.ways
            .push(((0..side).map(|x| id(y, x)).collect(), tags(false)));
    }
    made
}

/// What the roads module says of a residential street: 30 km/h, of which 65 percent are driven.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "a street is short"
)]
pub(crate) fn street_ms(one: Place, other: Place) -> u64 {
    (one.metres_to(other) * 3_600.0 / 19.5).round() as u64
}
