//! Stations, departments and areas.

use super::{
    desk::Desk,
    fault::Fault,
    names::{Names, area_lives},
    page::{NAME, Page},
    table::Line,
    text,
};
use liandong_domain::{
    geo::{Outline, Place},
    ids::{AreaId, DepartmentId, StationId},
    registry::{Area, Department, RegistryEvent, Station},
};

const STATION: usize = 2;
const BOUNDARY: usize = 3;
/// More corners than this are no boundary that a person writes down.
const CORNERS: usize = 500;

pub(super) fn station(desk: &mut Desk<'_>, line: Line<'_>, id: &str) {
    let Ok(id) = StationId::new(id) else { return };
    let known = desk.before.station(&id);
    let Some(name) = desk.name(line, NAME, known.map(|one| one.name.as_str())) else {
        return;
    };
    let record = RegistryEvent::StationOpened(Station { id, name });
    desk.enter(line, known.is_none(), record);
}

pub(super) fn department(desk: &mut Desk<'_>, line: Line<'_>, id: &str) {
    let Ok(id) = DepartmentId::new(id) else {
        return;
    };
    let known = desk.before.department(&id);
    let Some(name) = desk.name(line, NAME, known.map(|one| one.name.as_str())) else {
        return;
    };
    let record = RegistryEvent::DepartmentListed(Department { id, name });
    desk.enter(line, known.is_none(), record);
}

/// An area. Drawn otherwise than before, it has a new version from today on; without a boundary it keeps the one
/// that it has.
pub(super) fn area(desk: &mut Desk<'_>, names: &Names, line: Line<'_>, id: &str) {
    let Ok(id) = AreaId::new(id) else { return };
    let known = desk.before.area(&id);
    let name = desk.name(line, NAME, known.map(|one| one.name.as_str()));
    let station = desk.refer(names, line, STATION, Page::Stations);
    let outline = match (line.text(BOUNDARY), known) {
        ("", Some(known)) => Some(known.outline.clone()),
        ("", None) => {
            desk.fault(Fault::at(
                line,
                BOUNDARY,
                format!(
                    "还没有边界：请写各角点，如 121.2801 31.2301; 121.2899 31.2301; 121.2899 31.2399；\
                     或先在地图上画好编号为 {id} 的责任区"
                ),
                format!(
                    "there is no boundary yet: write its corners as 121.2801 31.2301; 121.2899 31.2301; 121.2899 \
                     31.2399, or draw the area {id} on the map first"
                ),
            ));
            None
        }
        (text, _) => boundary(desk, line, text),
    };
    let station = station.and_then(|id| StationId::new(id).ok());
    let (Some(name), Some(station), Some(outline)) = (name, station, outline) else {
        return;
    };
    let today = desk.today;
    let lives = area_lives(desk.before, &id, today);
    let same = |known: &&Area| {
        lives && known.name == name && known.station == station && known.outline == outline
    };
    let record = known.filter(same).cloned().unwrap_or_else(|| Area {
        from: known.map(|known| known.from.map_or(today, |from| from.max(today))),
        until: known.filter(|_| lives).and_then(|known| known.until),
        id,
        name,
        station,
        outline,
    });
    desk.enter(line, known.is_none(), RegistryEvent::AreaDrawn(record));
}

/// `121.2801 31.2301; 121.2899 31.2301; …`, closed where the last corner is not the first.
fn boundary(desk: &mut Desk<'_>, line: Line<'_>, text: &str) -> Option<Outline> {
    let narrow = text::narrow(text);
    let corners: Vec<&str> = narrow
        .split([';', '\n'])
        .map(str::trim)
        .filter(|corner| !corner.is_empty())
        .collect();
    if corners.len() > CORNERS {
        desk.fault(Fault::at(
            line,
            BOUNDARY,
            format!("最多 {CORNERS} 个角点；更细的边界请在地图上画，此处留空"),
            format!("{CORNERS} corners at the most: draw finer boundaries on the map and leave this empty"),
        ));
        return None;
    }
    let mut places = Vec::new();
    for (nth, corner) in (1..).zip(&corners) {
        let Some(place) = place(corner) else {
            desk.fault(Fault::at(
                line,
                BOUNDARY,
                format!("第 {nth} 个角点“{corner}”读不出；每个角点写“经度 纬度”，如 121.2801 31.2301，角点之间用分号"),
                format!("corner {nth} cannot be read: write longitude and latitude as 121.2801 31.2301, with semicolons between corners"),
            ));
            return None;
        };
        places.push(place);
    }
    if places.first() != places.last() {
        places.extend(places.first().copied());
    }
    Some(Outline(places))
}

fn place(corner: &str) -> Option<Place> {
    let mut parts = corner
        .split([' ', ','])
        .filter(|part| !part.is_empty())
        .map(|part| part.parse::<f64>().ok().filter(|number| number.is_finite()));
    let (lon, lat) = (parts.next()??, parts.next()??);
    parts.next().is_none().then_some(Place { lon, lat })
}

/// The boundary as a cell has it, without the corner that closes it; nothing, where it is too fine for a cell. Left
/// empty it stays as it is.
pub(super) fn written(outline: &Outline) -> String {
    let places = outline.0.as_slice();
    let open = places.split_last().map_or(places, |(_, rest)| rest);
    if open.len() > CORNERS {
        return String::new();
    }
    let corners: Vec<String> = open
        .iter()
        .map(|place| format!("{} {}", place.lon, place.lat))
        .collect();
    corners.join("; ")
}
