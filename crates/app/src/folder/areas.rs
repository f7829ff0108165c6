//! `areas.geojson`: the responsibility areas (责任区) as polygons (RFC 7946).

use super::{
    item::{Item, Table},
    known::Known,
    parse,
    problem::{Problem, phrase},
    source::Complaints,
};
use geo::{Area as _, BooleanOps, line_intersection::line_intersection};
use liandong_domain::{
    geo::{BadOutline, Outline, Place},
    registry::Area,
};

const FILE: &str = "areas.geojson";
const OUTLINE: &str = "outline.geojson";

/// Neighbours share a border. What they share beyond it, up to this many square metres, is the
/// drawing's inexactness and no quarrel over ground.
const SHARED_BORDER_SQUARE_METRES: f64 = 100.0;

/// Metres along a meridian in one degree, on a sphere of the mean Earth radius.
const METRES_IN_A_DEGREE: f64 = 6_371_008.8 * std::f64::consts::PI / 180.0;

pub(super) fn read(complaints: &Complaints, known: &mut Known) -> Option<Vec<Area>> {
    let source = complaints.open(FILE);
    let value = source.as_ref().and_then(parse::json);
    let top = source.as_ref().zip(value.as_ref());
    let Some(mut table) = top.and_then(|(source, value)| Item::top(source, value).table()) else {
        known.areas.incomplete();
        return None;
    };
    expect_type(table.get("type"), "FeatureCollection");
    table.maybe("name");
    let features = table.some("features");
    table.finish();
    if features.is_empty() {
        known.areas.incomplete();
    }
    let mut areas: Vec<Area> = Vec::new();
    for item in &features {
        let Some(area) = feature(item, known) else {
            continue;
        };
        for other in &areas {
            let square_metres = shared(&area.outline, &other.outline);
            if square_metres > SHARED_BORDER_SQUARE_METRES {
                item.complain(Problem::Overlap {
                    area: area.id.to_string(),
                    other: other.id.to_string(),
                    square_metres: whole(square_metres),
                });
            }
        }
        areas.push(area);
    }
    Some(areas)
}

/// The town's own outline, where the folder has it: a Feature with one ring.
pub(super) fn outline(complaints: &Complaints) -> Option<Option<Outline>> {
    if !complaints.has(OUTLINE) {
        return Some(None);
    }
    let source = complaints.open(OUTLINE)?;
    let value = parse::json(&source)?;
    let item = Item::top(&source, &value);
    let mut table = item.table()?;
    expect_type(table.get("type"), "Feature");
    if let Some(mut properties) = table.get("properties").and_then(|item| item.table()) {
        properties.maybe("name").and_then(|item| item.text());
        properties
            .maybe("illustrative")
            .and_then(|item| item.truth());
        properties.finish();
    }
    let geometry = table.get("geometry").and_then(|item| item.table());
    table.finish();
    let (outline, corners) = ring(geometry?)?;
    check(&item, &corners, "town", &outline)?;
    Some(Some(outline))
}

/// The one ring of a polygon, with its corners as the file has them.
fn ring<'a>(mut geometry: Table<'a>) -> Option<(Outline, Vec<Item<'a>>)> {
    expect_type(geometry.get("type"), "Polygon");
    let rings = geometry.get("coordinates");
    geometry.finish();
    let rings = rings?;
    let mut all = rings.list()?.into_iter();
    let ring = all.next();
    if all.next().is_some() || ring.is_none() {
        rings.must_be(phrase("one ring without holes", "一个无孔洞的环"));
        return None;
    }
    let corners = ring?.list()?;
    let places: Option<Vec<Place>> = corners.iter().map(place).collect();
    Some((Outline(places?), corners))
}

fn feature(item: &Item<'_>, known: &mut Known) -> Option<Area> {
    let mut table = item.table()?;
    expect_type(table.get("type"), "Feature");
    let properties = table.get("properties").and_then(|item| item.table());
    let geometry = table.get("geometry").and_then(|item| item.table());
    table.finish();
    let (id, name, station, from, until) = match properties {
        Some(mut table) => {
            let id = known.areas.read(table.get("id"));
            let name = table.text("name");
            let station = known.stations.refer(table.get("station"));
            // Says that the polygon was drawn for show and no office has confirmed it.
            table.maybe("illustrative").and_then(|item| item.truth());
            let from = table.maybe("from").and_then(|item| item.day());
            let until = table.maybe("until").and_then(|item| {
                let until = item.day()?;
                from.is_none_or(|from| item.not_before(until, from).is_some())
                    .then_some(until)
            });
            table.finish();
            (id, name, station, from, until)
        }
        None => {
            known.areas.incomplete();
            (None, None, None, None, None)
        }
    };
    let (outline, corners) = ring(geometry?)?;
    let id = id?;
    check(item, &corners, id.as_str(), &outline)?;
    Some(Area {
        id,
        name: name?,
        station: station?,
        outline,
        from,
        until,
    })
}

fn expect_type(item: Option<Item<'_>>, word: &'static str) {
    if let Some(item) = item {
        item.word(&[(word, ())]);
    }
}

fn place(item: &Item<'_>) -> Option<Place> {
    match item.list()?.as_slice() {
        [lon, lat] => {
            let (lon, lat) = (lon.degrees(), lat.degrees());
            Some(Place {
                lon: lon?,
                lat: lat?,
            })
        }
        _ => {
            item.must_be(phrase("[longitude, latitude]", "[经度, 纬度]"));
            None
        }
    }
}

fn check(item: &Item<'_>, corners: &[Item<'_>], id: &str, outline: &Outline) -> Option<()> {
    let why = match outline.check() {
        Ok(()) => return Some(()),
        Err(why) => why,
    };
    let corner_item = |corner: usize| corners.get(corner - 1).unwrap_or(item);
    match (&why, crossing(outline)) {
        (BadOutline::CrossesItself(_), Some((one, other))) => {
            corner_item(other).complain(Problem::Crosses {
                area: id.to_owned(),
                one,
                other,
            });
        }
        (BadOutline::OffTheGlobe(corner), _) => {
            corner_item(*corner).complain(Problem::Outline(why.clone()));
        }
        _ => item.complain(Problem::Outline(why)),
    }
    None
}

/// The first two edges that meet where they should not, by the corners (from 1) at which they begin.
fn crossing(outline: &Outline) -> Option<(usize, usize)> {
    let edges: Vec<geo::Line> = outline
        .0
        .windows(2)
        .map(|pair| geo::Line::new((pair[0].lon, pair[0].lat), (pair[1].lon, pair[1].lat)))
        .collect();
    for (one, edge) in edges.iter().enumerate() {
        for (other, later) in edges.iter().enumerate().skip(one + 1) {
            let neighbours = other == one + 1 || (one == 0 && other == edges.len() - 1);
            let meet = line_intersection(*edge, *later);
            let crosses = match meet {
                None => false,
                // Neighbours share a corner and nothing more.
                Some(geo::LineIntersection::SinglePoint { .. }) => !neighbours,
                Some(geo::LineIntersection::Collinear { .. }) => true,
            };
            if crosses {
                return Some((one + 1, other + 1));
            }
        }
    }
    None
}

/// The ground that two outlines share, in square metres. A town is small enough for a plane.
fn shared(one: &Outline, other: &Outline) -> f64 {
    let polygon = |outline: &Outline| {
        let ring = outline.0.iter().map(|place| (place.lon, place.lat));
        geo::Polygon::new(ring.collect(), Vec::new())
    };
    let square_degrees = polygon(one).intersection(&polygon(other)).unsigned_area();
    square_degrees * METRES_IN_A_DEGREE.powi(2) * one.middle().lat.to_radians().cos()
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "an area on the globe is neither negative nor near 2^64 m²"
)]
fn whole(square_metres: f64) -> u64 {
    square_metres.floor() as u64
}
