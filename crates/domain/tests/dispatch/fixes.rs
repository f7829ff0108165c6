//! Positions: which are believed, and when they prove an arrival.

use super::town::east;
use crate::support::{times::at, town::incident};
use liandong_domain::{
    dispatch::{DispatchRules, Dropped, Fix, Track},
    geo::Place,
    ids::IncidentId,
    time::Timestamp,
};
use proptest::prelude::*;

fn fix(time: &str, metres: i32) -> Fix {
    Fix {
        at: at(time),
        place: east(metres),
        accuracy_metres: 10,
        speed_kmh: None,
        heading: None,
    }
}

fn target() -> (IncidentId, Place) {
    (incident("20240304-0001"), east(0))
}

fn take(track: &mut Track, fix: Fix) -> Result<(), Dropped> {
    let (id, place) = target();
    let rules = DispatchRules::default();
    track.take(fix, at("09:00"), Some((&id, place)), &rules)
}

fn arrived(track: &Track) -> Option<Timestamp> {
    track
        .arrival(&DispatchRules::default())
        .map(|one| one.since)
}

#[test]
fn old_and_doubled_and_impossible_fixes_are_dropped() {
    let mut track = Track::default();
    assert_eq!(take(&mut track, fix("08:00:10", 0)), Ok(()));
    let before = track.clone();
    assert_eq!(
        take(&mut track, fix("08:00:10", 5)),
        Err(Dropped::Duplicate)
    );
    assert_eq!(
        take(&mut track, fix("08:00:09", 5)),
        Err(Dropped::OutOfOrder)
    );
    assert_eq!(take(&mut track, fix("09:01:01", 5)), Err(Dropped::InFuture));
    assert_eq!(
        take(&mut track, fix("08:00:20", 1_200)),
        Err(Dropped::Implausible)
    );
    let mut off = fix("08:00:20", 0);
    off.place.lat = 91.0;
    assert_eq!(take(&mut track, off), Err(Dropped::Invalid));
    let odd = Fix {
        heading: Some(360),
        ..fix("08:00:20", 0)
    };
    assert_eq!(take(&mut track, odd), Err(Dropped::Invalid));
    assert_eq!(track, before, "nothing has changed");
    assert_eq!(take(&mut track, fix("08:00:20", 1_000)), Ok(()));
    assert_eq!(
        take(&mut track, fix("09:01:00", 1_000)),
        Ok(()),
        "clocks differ a little"
    );
}

#[test]
fn a_stay_within_the_radius_proves_the_arrival_from_its_first_second() {
    let mut track = Track::default();
    for (time, metres) in [("08:00:00", 300), ("08:00:10", 90), ("08:00:39", 20)] {
        take(&mut track, fix(time, metres)).expect("believed");
        assert_eq!(arrived(&track), None, "{time}");
    }
    take(&mut track, fix("08:00:40", 30)).expect("believed");
    assert_eq!(arrived(&track), Some(at("08:00:10")));
}

#[test]
fn passing_by_proves_nothing() {
    let mut track = Track::default();
    for (time, metres) in [
        ("08:00:00", 90),
        ("08:00:20", 50),
        ("08:00:29", 101),
        ("08:00:31", 60),
    ] {
        take(&mut track, fix(time, metres)).expect("believed");
    }
    assert_eq!(arrived(&track), None);
    assert_eq!(
        track.near.as_ref().map(|one| one.since),
        Some(at("08:00:31"))
    );
}

#[test]
fn a_vague_fix_neither_proves_nor_disproves() {
    let mut track = Track::default();
    let vague = |time, metres| Fix {
        accuracy_metres: 51,
        ..fix(time, metres)
    };
    take(&mut track, fix("08:00:00", 20)).expect("believed");
    take(&mut track, vague("08:00:10", 400)).expect("kept as a position");
    assert_eq!(track.last.map(|one| one.at), Some(at("08:00:10")));
    take(&mut track, fix("08:00:30", 20)).expect("believed");
    assert_eq!(arrived(&track), Some(at("08:00:00")));
    let mut track = Track::default();
    take(&mut track, vague("08:00:00", 0)).expect("kept");
    take(&mut track, vague("08:02:00", 0)).expect("kept");
    assert_eq!(arrived(&track), None);
}

#[test]
fn a_gap_begins_the_stay_anew() {
    let mut track = Track::default();
    take(&mut track, fix("08:00:00", 20)).expect("believed");
    take(&mut track, fix("08:03:01", 20)).expect("believed");
    assert_eq!(arrived(&track), None);
}

#[test]
fn another_incident_begins_the_stay_anew() {
    let mut track = Track::default();
    take(&mut track, fix("08:00:00", 20)).expect("believed");
    let other = incident("20240304-0002");
    let rules = DispatchRules::default();
    let target = Some((&other, east(0)));
    track
        .take(fix("08:00:40", 20), at("09:00"), target, &rules)
        .expect("believed");
    assert_eq!(arrived(&track), None);
    track
        .take(fix("08:00:50", 20), at("09:00"), None, &rules)
        .expect("believed");
    assert_eq!(track.near, None);
}

proptest! {
    /// Whatever comes in whatever order, the last fix only goes forwards, and what is proved was
    /// seen for as long as it must be.
    #[test]
    fn time_goes_forwards(all in proptest::collection::vec((0..4_000_i64, -500..500_i32, 0..80_u32), 0..40)) {
        let mut track = Track::default();
        let mut last = None;
        for (second, metres, accuracy_metres) in all {
            let fix = Fix { at: at("08:00").plus(second), accuracy_metres, ..fix("08:00", metres) };
            let taken = take(&mut track, fix);
            if taken.is_ok() {
                prop_assert!(last.is_none_or(|last| last < fix.at));
                last = Some(fix.at);
            }
            prop_assert_eq!(track.last.map(|one| one.at), last);
            if let Some(near) = track.arrival(&DispatchRules::default()) {
                prop_assert!(near.until.since(near.since) >= 30 && near.metres <= 100);
            }
        }
    }
}
