//! `places.csv`: the gazetteer (地名地址库). It may be absent.

use super::{
    ids::Ids,
    item::{Item, Table},
    known::Known,
    parse,
    problem::{Problem, phrase},
    source::Complaints,
};
use liandong_domain::{
    geo::Place,
    ids::ItemId,
    places::{NumberRange, Side, Spot, SpotKind},
    registry::Area,
};

const FILE: &str = "places.csv";
const COLUMNS: [&str; 10] = [
    "id", "name", "kind", "aliases", "address", "numbers", "side", "lon", "lat", "area",
];

/// The entries.
pub(super) fn read(
    complaints: &Complaints,
    known: &Known,
    areas: Option<&[Area]>,
) -> Option<Vec<Spot>> {
    if !complaints.has(FILE) {
        return Some(Vec::new());
    }
    let source = complaints.open(FILE)?;
    let rows = parse::csv(&source, &COLUMNS)?;
    let mut ids: Ids<ItemId> = Ids::new(phrase("place", "地名"));
    let mut spots = Vec::new();
    for row in &rows {
        let item = Item::top(&source, row);
        let Some(spot) = spot(&item, &mut ids, known) else {
            continue;
        };
        if let Err(why) = spot.check() {
            item.complain(Problem::Spot(why));
            continue;
        }
        if let Some(areas) = areas {
            check_area(&item, &spot, areas);
        }
        spots.push(spot);
    }
    Some(spots)
}

fn spot(item: &Item<'_>, ids: &mut Ids<ItemId>, known: &Known) -> Option<Spot> {
    let mut table = item.table()?;
    let id = ids.read(table.get("id"));
    let name = table.text("name");
    let kinds: Vec<(&'static str, SpotKind)> =
        SpotKind::ALL.iter().map(|one| (one.code(), *one)).collect();
    let kind = table.get("kind").and_then(|item| item.word(&kinds));
    let aliases = table.maybe("aliases").and_then(|item| item.text());
    let address = table.maybe("address").and_then(|item| item.text());
    let numbers = table.maybe("numbers");
    let range = numbers.as_ref().map(range);
    let sides: Vec<(&'static str, Side)> = Side::ALL.iter().map(|one| (one.code(), *one)).collect();
    let side = table.maybe("side").map(|item| item.word(&sides));
    let place = place(&mut table);
    let area = table
        .maybe("area")
        .map(|item| known.areas.refer(Some(item)));
    table.finish();
    let side = side.unwrap_or(Some(Side::Both))?;
    let numbers = match range {
        Some(range) => {
            let (from, to) = range?;
            Some(NumberRange { from, to, side })
        }
        None => None,
    };
    let area = match area {
        Some(area) => Some(area?),
        None => None,
    };
    let aliases = aliases.unwrap_or_default();
    let aliases = aliases.split('|').map(str::trim);
    Some(Spot {
        id: id?,
        name: name?,
        kind: kind?,
        aliases: aliases
            .filter(|one| !one.is_empty())
            .map(str::to_owned)
            .collect(),
        address,
        numbers,
        place: place?,
        area,
        gone: false,
    })
}

/// Longitude and latitude: both or none.
fn place(table: &mut Table<'_>) -> Option<Option<Place>> {
    let (lon, lat) = (table.maybe("lon"), table.maybe("lat"));
    match (lon, lat) {
        (None, None) => Some(None),
        (Some(lon), Some(lat)) => {
            let (lon, lat) = (degrees(&lon), degrees(&lat));
            Some(Some(Place {
                lon: lon?,
                lat: lat?,
            }))
        }
        (Some(item), None) | (None, Some(item)) => {
            item.complain(Problem::Rule(phrase(
                "longitude and latitude go together",
                "经度和纬度须同时填写",
            )));
            None
        }
    }
}

fn degrees(item: &Item<'_>) -> Option<f64> {
    let number = item
        .text()?
        .parse()
        .ok()
        .filter(|one: &f64| one.is_finite());
    if number.is_none() {
        item.must_be(phrase("a number of degrees", "以度为单位的数字"));
    }
    number
}

/// `1-300` or `188`.
fn range(item: &Item<'_>) -> Option<(u32, u32)> {
    let text = item.text()?;
    let (from, to) = text.split_once('-').unwrap_or((&text, &text));
    let read = from.trim().parse().ok().zip(to.trim().parse().ok());
    if read.is_none() {
        item.must_be(phrase(
            "house numbers such as 1-300",
            "门牌范围（如 1-300）",
        ));
    }
    read
}

/// Point and area must agree; without an area the point must lie in one.
fn check_area(item: &Item<'_>, spot: &Spot, areas: &[Area]) {
    let Some(place) = spot.place else { return };
    let within = areas.iter().find(|area| area.outline.contains(place));
    match (within, &spot.area) {
        (Some(one), Some(said)) if one.id != *said => item.complain(Problem::Rule(phrase(
            "the point lies in another area than the one named",
            "坐标所在的责任区与填写的不一致",
        ))),
        (None, None) => item.complain(Problem::Rule(phrase(
            "the point lies in no area; name one or mend the point",
            "坐标不在任何责任区内，请填写 area 或更正坐标",
        ))),
        _ => {}
    }
}
