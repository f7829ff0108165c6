//! An extract's roads, read by `osmpbf` in two passes: first the ways that cars drive, then the places of
//! the nodes on them.

use super::{
    RoadsError,
    graph::{Edge, Graph},
    speeds::{IN_TRAFFIC, Road, road},
};
use liandong_domain::geo::Place;
use osmpbf::{Element, ElementReader};
use std::panic::{AssertUnwindSafe, catch_unwind};

/// The largest extract that is read: a town's is a few million bytes, a province's is beyond it.
pub const MOST_BYTES: usize = 256 << 20;
/// The most nodes on roads, counted at each way that passes them.
pub const MOST_NODES: usize = 4_000_000;

struct Way {
    road: Road,
    /// Where its nodes begin in the list of all.
    nodes: std::ops::Range<usize>,
}

/// Reads the roads of an extract.
pub(super) fn read(bytes: &[u8]) -> Result<Graph, RoadsError> {
    if bytes.len() > MOST_BYTES {
        return Err(RoadsError::TooLarge("more than 256 MiB"));
    }
    let (mut ways, mut passed) = (Vec::new(), Vec::<i64>::new());
    let mut too_large = false;
    each(bytes, |element| {
        let Element::Way(way) = element else { return };
        let Some(road) = road(way.tags()) else { return };
        let begin = passed.len();
        for node in way.refs() {
            if passed.len() == MOST_NODES {
                too_large = true;
                return;
            }
            passed.push(node);
        }
        let nodes = begin..passed.len();
        // A way without a stretch would cost memory and no node of the bound.
        if nodes.len() > 1 {
            ways.push(Way { road, nodes });
        }
    })?;
    if too_large {
        return Err(RoadsError::TooLarge("more than 4,000,000 nodes on roads"));
    }
    // A list in order in place of a map: a node is a place in it.
    let mut ids = passed.clone();
    ids.sort_unstable();
    ids.dedup();
    let mut places: Vec<Option<Place>> = vec![None; ids.len()];
    let mut seen = |id: i64, lon: f64, lat: f64| {
        let place = Place { lon, lat };
        if let Ok(nth) = ids.binary_search(&id)
            && place.is_on_the_globe()
        {
            places[nth] = Some(place);
        }
    };
    each(bytes, |element| match element {
        Element::Node(one) => seen(one.id(), one.lon(), one.lat()),
        Element::DenseNode(one) => seen(one.id(), one.lon(), one.lat()),
        _ => {}
    })?;
    graph(&ways, &passed, &ids, &places)
}

/// A node's number in the order in which ways pass it; a node without a place, as at the extract's edge,
/// ends the way there.
fn graph(
    ways: &[Way],
    passed: &[i64],
    ids: &[i64],
    places: &[Option<Place>],
) -> Result<Graph, RoadsError> {
    let mut numbers: Vec<Option<u32>> = vec![None; ids.len()];
    let mut made = Graph::default();
    for way in ways {
        let mut before: Option<u32> = None;
        for id in &passed[way.nodes.clone()] {
            let nth = ids.binary_search(id).unwrap_or(usize::MAX);
            let Some(Some(place)) = places.get(nth) else {
                before = None;
                continue;
            };
            let to = match numbers[nth] {
                Some(number) => number,
                None => {
                    let number = u32::try_from(made.places.len())
                        .map_err(|_| RoadsError::TooLarge("too many nodes"))?;
                    numbers[nth] = Some(number);
                    made.places.push(*place);
                    number
                }
            };
            if let Some(from) = before.filter(|from| *from != to) {
                let ms = millis(made.places[from as usize], *place, way.road.kmh);
                if way.road.forward {
                    made.edges.push(Edge { from, to, ms });
                }
                if way.road.backward {
                    let (from, to) = (to, from);
                    made.edges.push(Edge { from, to, ms });
                }
            }
            before = Some(to);
        }
    }
    if made.edges.is_empty() {
        return Err(RoadsError::NoRoad);
    }
    Ok(made)
}

/// Milliseconds in traffic at a limit, one at the least.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "a way around the globe is 10¹¹ milliseconds"
)]
fn millis(from: Place, to: Place, kmh: u64) -> u64 {
    let metres = from.metres_to(to);
    let ms = metres * 3_600.0 / (kmh as f64 * IN_TRAFFIC as f64 / 100.0);
    (ms.round() as u64).max(1)
}

/// Every element. The reader adds and multiplies a file's numbers as they are, so that hostile ones can
/// overflow: where that is checked, it panics, and the panic is the answer 'no extract'.
fn each(bytes: &[u8], mut of: impl FnMut(Element<'_>)) -> Result<(), RoadsError> {
    let read = || ElementReader::new(bytes).for_each(&mut of);
    match catch_unwind(AssertUnwindSafe(read)) {
        Ok(Ok(())) => Ok(()),
        Ok(Err(why)) => Err(RoadsError::NoExtract(why.to_string())),
        Err(_) => Err(RoadsError::NoExtract("its numbers overflow".into())),
    }
}
