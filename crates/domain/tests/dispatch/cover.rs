//! Thin areas and the move that helps.

use super::town::Town;
use crate::support::town::{area, unit};
use liandong_domain::dispatch::{StandbyAdvice, cover};

fn thin(town: &Town) -> Vec<String> {
    let cover = cover(&town.situation());
    let thin = cover.areas.iter().filter(|one| one.thin);
    thin.map(|one| one.area.to_string()).collect()
}

fn strict() -> Town {
    let mut town = Town::new();
    town.rules.standby.cover_within_seconds = 200;
    town
}

#[test]
fn a_town_with_all_its_cars_is_covered() {
    let town = strict();
    assert!(thin(&town).is_empty());
    assert_eq!(cover(&town.situation()).advice, None);
}

#[test]
fn an_area_far_from_the_last_free_car_is_thin_and_a_move_helps() {
    // Free: car-1 alone, in area a. Areas c and d are two and three kilometres off.
    let town = strict().busy(2, 0).busy(3, 0).busy(4, 0);
    assert_eq!(thin(&town), ["c", "d"]);
    let advice = cover(&town.situation()).advice;
    // From b the longest way is two kilometres, the same as from c; b comes first.
    assert_eq!(
        advice,
        Some(StandbyAdvice {
            unit: unit("car-1"),
            area: area("b"),
            worst_now: 468,
            worst_then: 312,
        })
    );
}

#[test]
fn a_car_that_stands_by_there_makes_it_well() {
    let mut town = strict().busy(2, 0).busy(4, 0);
    assert_eq!(thin(&town), [""; 0]);
    town.cars[2].standby = Some(area("a"));
    assert_eq!(thin(&town), ["c", "d"], "it left its own area for it");
}

#[test]
fn without_a_free_car_every_area_is_thin_and_nothing_helps() {
    let town = strict().busy(1, 0).busy(2, 0).busy(3, 0).busy(4, 0);
    assert_eq!(thin(&town).len(), 4);
    assert_eq!(cover(&town.situation()).advice, None);
}

#[test]
fn a_policy_that_says_nothing_finds_nothing_thin() {
    let town = Town::new().busy(1, 0).busy(2, 0).busy(3, 0);
    assert!(thin(&town).is_empty());
}
