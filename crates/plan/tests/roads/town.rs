//! A town whose cars drive by the roads, and whose desk does not know it.

use super::{at, grid};
use crate::sim::towns::whole_town;
use liandong_plan::{
    roads::table,
    sim::{RoadTable, Scenario, Threads, Town, simulate},
};
use std::num::NonZeroUsize;

/// The town with ways that take so many percent of what its rules expect in usual hours.
fn percent(town: &Scenario, percent: u64) -> Scenario {
    let travel = &town.rules.dispatch.travel;
    let places: Vec<_> = town.layout.places().collect();
    let seconds = |from, to| {
        let metres = liandong_domain::dispatch::metres(from, to);
        let rule = u64::try_from(travel.seconds_by(metres, travel.usual_kmh)).unwrap();
        u32::try_from(rule * percent / 100).unwrap()
    };
    let mut made = town.clone();
    made.layout.roads = Some(RoadTable {
        extract_sm3: String::new(),
        nodes: 0,
        edges: 0,
        seconds: places
            .iter()
            .map(|from| places.iter().map(|to| seconds(*from, *to)).collect())
            .collect(),
        places,
    });
    made
}

#[test]
fn roads_as_the_rules_expect_them_change_next_to_nothing() {
    let mut town = whole_town(41);
    town.run.days = 60;
    let figures = |town: &Scenario| Town::new(town).unwrap().replicate(0);
    let (line, same, twice) = (
        figures(&town),
        figures(&percent(&town, 100)),
        figures(&percent(&town, 200)),
    );
    let mean = |one: &liandong_plan::sim::Figures| one.way_ms as f64 / one.arrived as f64;
    assert_eq!(line.calls, same.calls);
    let off = mean(&same) / mean(&line);
    assert!((off - 1.0).abs() < 0.01, "{off}");
    // Turnout stays as it is, and more cars are busy: about twice as long, less the turnout.
    let longer = mean(&twice) / mean(&line);
    assert!((1.7..2.2).contains(&longer), "{longer}");
}

#[test]
fn a_table_from_an_extract_is_read_back_and_simulated_the_same_on_any_threads() {
    let mut town = whole_town(42);
    town.layout.roads = Some(table(&town.layout, &grid(26, 0.2).bytes()).unwrap());
    town.check().unwrap();
    let text = serde_json::to_string(&town).unwrap();
    let back: Scenario = serde_json::from_str(&text).unwrap();
    assert_eq!(back, town);
    let file = |threads| {
        let threads = Threads::Exactly(NonZeroUsize::new(threads).unwrap());
        serde_json::to_vec(&simulate(&back, threads, &|| ()).unwrap()).unwrap()
    };
    assert!(file(1) == file(3));
}

#[test]
fn a_table_of_other_places_is_refused() {
    let town = percent(&whole_town(43), 100);
    let refused = |change: fn(&mut Scenario)| {
        let mut town = town.clone();
        change(&mut town);
        town.check().map_err(|why| why.field)
    };
    assert_eq!(refused(|_| ()), Ok(()));
    assert_eq!(
        refused(|town| town.layout.areas[0].waits_at = at(0.1, 0.1)),
        Err("layout.roads")
    );
    let roads = |town: &mut Scenario| town.layout.roads.take().unwrap();
    let longer = |town: &mut Scenario| {
        let mut table = town.layout.roads.take().unwrap();
        table.seconds[0][1] = 90_000;
        town.layout.roads = Some(table);
    };
    assert_eq!(refused(longer), Err("layout.roads"));
    let mut ragged = town.clone();
    let mut table = roads(&mut ragged);
    table.seconds[3].pop();
    ragged.layout.roads = Some(table);
    assert_eq!(ragged.check().map_err(|why| why.field), Err("layout.roads"));
}
