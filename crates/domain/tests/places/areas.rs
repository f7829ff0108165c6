//! Point to area, borders, versions, and how areas fit together.

use crate::support::{
    given::{NUMBER, asked, context, intake},
    times::{at, day},
    town::{area, enter, incident, policy, records, registry, square, station},
};
use liandong_domain::{
    geo::{Outline, Place},
    incident::{Intake, receive},
    places::{AreaFindingKind as K, area_at, fit},
    registry::{Area, Registry, RegistryEvent as E, decide},
};

fn drawn(id: &str, outline: Outline, from: Option<&str>, until: Option<&str>) -> E {
    E::AreaDrawn(Area {
        id: area(id),
        name: id.into(),
        station: station("east"),
        outline,
        from: from.map(day),
        until: until.map(day),
    })
}

fn place(lon: f64, lat: f64) -> Place {
    Place { lon, lat }
}

/// Two squares side by side: `a` from 121.30, `b` from 121.31.
fn neighbours() -> Registry {
    enter(
        enter(Registry::default(), without_areas()),
        vec![
            drawn("b", square(121.31, 31.2), None, None),
            drawn("a", square(121.30, 31.2), None, None),
        ],
    )
}

fn without_areas() -> Vec<E> {
    records()
        .into_iter()
        .filter(|one| {
            matches!(
                one,
                E::TownEstablished(_) | E::StationOpened(_) | E::PolicyAdopted(_)
            )
        })
        .collect()
}

#[test]
fn a_border_belongs_to_the_first_by_identifier() {
    let registry = neighbours();
    let on = day("2024-03-04");
    let inside = area_at(&registry, place(121.315, 31.205), on);
    assert_eq!((inside.area, inside.on_border), (Some(area("b")), false));
    let border = area_at(&registry, place(121.31, 31.205), on);
    assert_eq!((border.area, border.on_border), (Some(area("a")), true));
    assert_eq!(border.others, [area("b")]);
    let corner = area_at(&registry, place(121.30, 31.20), on);
    assert_eq!(corner.area, Some(area("a")));
    let far = area_at(&registry, place(121.325, 31.205), on);
    assert_eq!(far.area, None);
    let (nearest, metres) = far.nearest.expect("the nearest");
    assert_eq!(nearest, area("b"));
    assert!((470..480).contains(&metres), "{metres}");
}

#[test]
fn a_new_version_holds_from_its_day_and_old_incidents_keep_theirs() {
    let registry = enter(
        neighbours(),
        vec![
            drawn("a", square(121.50, 31.2), Some("2024-03-10"), None),
            drawn("c", square(121.30, 31.2), Some("2024-03-10"), None),
        ],
    );
    let at_home = place(121.305, 31.205);
    let of = |text: &str| registry.area_of(at_home, day(text));
    assert_eq!(of("2024-03-09"), Some(area("a")));
    assert_eq!(of("2024-03-10"), Some(area("c")));
    // A call of the day before that is entered late has the area of its own day.
    let call = Intake {
        place: Some(at_home),
        ..intake()
    };
    let late = asked(Some(at("+5 23:59")), at("+7 08:00"));
    let (policy, number) = (policy(), incident(NUMBER));
    let taken = receive(&number, &call, None, late, context(&policy, &registry));
    assert_eq!(taken.expect("a call").incident.area, Some(area("a")));
    let twice = decide(&registry, drawn("a", square(121.30, 31.2), None, None));
    assert_eq!(twice, Ok(None), "the first version is still known");
}

#[test]
fn an_area_can_be_given_up() {
    let given_up = drawn("a", square(121.30, 31.2), None, Some("2024-03-04"));
    let registry = enter(neighbours(), vec![given_up]);
    let at_home = place(121.305, 31.205);
    assert!(registry.area_of(at_home, day("2024-03-04")).is_some());
    assert!(registry.area_of(at_home, day("2024-03-05")).is_none());
    assert_eq!(registry.areas_on(day("2024-03-05")).count(), 1);
}

fn findings(registry: &Registry, town: Option<&Outline>) -> Vec<(K, Vec<String>, i64)> {
    let areas: Vec<&Area> = registry.areas().collect();
    fit(&areas, town)
        .into_iter()
        .map(|one| {
            let areas = one.areas.iter().map(ToString::to_string).collect();
            (one.kind, areas, one.square_metres)
        })
        .collect()
}

#[test]
fn neighbours_with_one_border_fit() {
    assert_eq!(findings(&neighbours(), None), []);
    assert_eq!(findings(&registry(), None), []);
}

#[test]
fn overlaps_holes_and_what_lies_outside_are_told_with_their_size() {
    let over = enter(
        neighbours(),
        vec![drawn("c", square(121.315, 31.2), None, None)],
    );
    let found = findings(&over, None);
    let [(K::Overlap, areas, size)] = found.as_slice() else {
        panic!("{found:?}")
    };
    assert_eq!(areas, &["b", "c"]);
    // Half of a square of 0.01°: 951 m × 1112 m.
    assert!((525_000..532_000).contains(size), "{size}");
    let town = Outline(
        [
            (121.30, 31.20),
            (121.33, 31.20),
            (121.33, 31.21),
            (121.30, 31.21),
            (121.30, 31.20),
        ]
        .map(|(lon, lat)| place(lon, lat))
        .to_vec(),
    );
    let found = findings(&neighbours(), Some(&town));
    let [(K::Hole, none, size)] = found.as_slice() else {
        panic!("{found:?}")
    };
    assert!(none.is_empty() && (1_050_000..1_064_000).contains(size));
    let small = square(121.30, 31.2);
    let found = findings(&neighbours(), Some(&small));
    let [(K::Outside, areas, _)] = found.as_slice() else {
        panic!("{found:?}")
    };
    assert_eq!(areas, &["b"]);
}

#[test]
fn the_place_told_lies_within_what_is_wrong() {
    let over = enter(
        neighbours(),
        vec![drawn("c", square(121.315, 31.205), None, None)],
    );
    let areas: Vec<&Area> = over.areas().collect();
    let found = fit(&areas, None);
    assert_eq!(found.len(), 1);
    for area in areas.iter().filter(|one| one.id.as_str() != "a") {
        assert!(area.outline.contains(found[0].at));
    }
}
