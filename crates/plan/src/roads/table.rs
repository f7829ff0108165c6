//! The seconds between all places of a layout, over the roads.

use super::{
    RoadsError, extract,
    graph::{Graph, Lists},
    search,
};
use crate::sim::{Layout, RoadTable};
use liandong_domain::geo::Place;
use rayon::prelude::*;
use sm3::{Digest as _, Sm3};

/// A place farther than this from any connected road is not reached.
pub const FARTHEST_METRES: i64 = 1_000;
/// How fast a car is from its place to the nearest road, in km/h: yards, lanes and gates.
const BESIDE_ROADS_KMH: f64 = 15.0;
const MOST_PLACES: usize = 2_000;

/// A place on the graph.
struct Snapped {
    node: u32,
    /// Milliseconds between the place and the node.
    beside_ms: u64,
}

/// The seconds between the places of a layout, by the roads of an extract in PBF format.
///
/// # Errors
/// [`RoadsError`] where the bytes are no extract of a town, or do not reach a place of the layout.
pub fn table(layout: &Layout, bytes: &[u8]) -> Result<RoadTable, RoadsError> {
    let places: Vec<Place> = layout.places().collect();
    if places.is_empty() || places.len() > MOST_PLACES {
        return Err(RoadsError::Places);
    }
    let graph = extract::read(bytes)?.largest_part();
    if graph.edges.is_empty() {
        return Err(RoadsError::NoRoad);
    }
    let mut snapped = Vec::with_capacity(places.len());
    for (nth, place) in places.iter().enumerate() {
        snapped.push(
            snap(&graph, *place).map_err(|metres| RoadsError::Unreachable {
                place: name(layout, nth, *place),
                metres,
            })?,
        );
    }
    let nodes = graph.places.len();
    let lists = Lists::new(nodes, &graph.edges, |edge| (edge.from, edge.to));
    let targets: Vec<u32> = snapped.iter().map(|one| one.node).collect();
    let row = |(nth, from): (usize, &Snapped)| -> Vec<u32> {
        let ways = search::from(&lists, nodes, from.node, &targets);
        let both = ways.into_iter().zip(&snapped).enumerate();
        both.map(|(other, (way, to))| {
            // Within a strongly connected part there is one.
            let ms = way.unwrap_or(u64::MAX / 4) + from.beside_ms + to.beside_ms;
            let seconds = u32::try_from(ms.div_ceil(1_000)).unwrap_or(u32::MAX);
            if nth == other { 0 } else { seconds }
        })
        .collect()
    };
    let seconds = snapped.par_iter().enumerate().map(row).collect();
    Ok(RoadTable {
        extract_sm3: hex(&Sm3::digest(bytes)),
        nodes: graph.places.len() as u64,
        edges: graph.edges.len() as u64,
        places,
        seconds,
    })
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// As a person finds it in the scenario's file.
fn name(layout: &Layout, nth: usize, place: Place) -> String {
    let Place { lon, lat } = place;
    match nth.checked_sub(layout.points.len()) {
        None => format!("layout.points[{nth}] at {lon}, {lat}"),
        Some(area) => {
            let id = layout.areas.get(area).map_or("", |one| one.id.as_str());
            format!("the waiting point of {id} at {lon}, {lat}")
        }
    }
}

/// The nearest node, or how far it is.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "within a kilometre that is a few minutes"
)]
fn snap(graph: &Graph, place: Place) -> Result<Snapped, i64> {
    // On a plane that is true around the place; which node is nearest does not hang on more.
    let shrink = place.lat.to_radians().cos();
    let square = |other: &Place| {
        let (x, y) = ((other.lon - place.lon) * shrink, other.lat - place.lat);
        x.mul_add(x, y * y)
    };
    let nodes = graph.places.iter().enumerate();
    let nearest = nodes.min_by(|one, other| square(one.1).total_cmp(&square(other.1)));
    let Some((node, at)) = nearest else {
        return Err(i64::MAX);
    };
    let metres = place.metres_to(*at);
    if metres > FARTHEST_METRES as f64 {
        return Err(metres.round() as i64);
    }
    Ok(Snapped {
        node: u32::try_from(node).unwrap_or(u32::MAX),
        beside_ms: (metres * 3_600.0 / BESIDE_ROADS_KMH).round() as u64,
    })
}
