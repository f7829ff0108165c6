//! Files that are no extract of the town: a typed answer, and no panic.

use super::{at, grid, layout, pbf::Extract, tags};
use liandong_plan::roads::{RoadsError, table};
use proptest::prelude::*;

#[test]
fn a_place_that_is_not_reached_is_named() {
    let far = layout(&[at(0.0, 0.0), at(9.0, 0.0)]);
    let said = table(&far, &grid(5, 0.2).bytes()).unwrap_err();
    let RoadsError::Unreachable { place, metres } = &said else {
        panic!("{said}")
    };
    assert!(place.starts_with("layout.points[1] at "), "{place}");
    assert!((7_000..9_000).contains(metres), "{metres}");
    // A road that leads nowhere is no road: here is one beside the place, and nothing connects it.
    let mut island = grid(5, 0.2);
    island
        .nodes
        .extend([(900, at(9.0, 0.0)), (901, at(9.0, 0.1))]);
    island.ways.push((vec![900, 901], tags(false)));
    assert_eq!(table(&far, &island.bytes()).unwrap_err(), said);
    // Nor is one from which no car comes back.
    island.ways.push((vec![1, 900], tags(true)));
    assert_eq!(table(&far, &island.bytes()).unwrap_err(), said);
    // With a way back it is.
    island.ways.push((vec![901, 1], tags(true)));
    assert!(table(&far, &island.bytes()).is_ok());
}

#[test]
fn what_cars_do_not_drive_is_no_road() {
    let mut paths = grid(3, 0.2);
    for (_, tags) in &mut paths.ways {
        tags[0].1 = "footway".into();
    }
    let near = layout(&[at(0.0, 0.0)]);
    assert_eq!(
        table(&near, &paths.bytes()).unwrap_err(),
        RoadsError::NoRoad
    );
    assert_eq!(table(&near, &[]).unwrap_err(), RoadsError::NoRoad);
    let text = table(&near, b"<osm version=\"0.6\"></osm>").unwrap_err();
    assert!(matches!(text, RoadsError::NoExtract(_)), "{text}");
}

#[test]
fn numbers_that_overflow_are_no_extract_or_no_road() {
    let near = layout(&[at(0.0, 0.0)]);
    let extract = Extract {
        nodes: vec![
            (i64::MAX, at(0.0, 0.0)),
            (i64::MIN, at(0.1, 0.0)),
            (3, at(1e12, 0.0)),
        ],
        ways: vec![
            (
                vec![i64::MAX, i64::MIN, i64::MAX, 3, i64::MIN, 77],
                tags(false),
            ),
            (vec![i64::MIN, i64::MIN + 1, i64::MAX], tags(false)),
        ],
    };
    match table(&near, &extract.bytes()) {
        Ok(made) => assert!(made.nodes >= 2),
        Err(why) => assert!(matches!(why, RoadsError::NoExtract(_)), "{why}"),
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, ..ProptestConfig::default() })]

    #[test]
    fn damaged_bytes_are_answered(
        flips in proptest::collection::vec((any::<proptest::sample::Index>(), any::<u8>()), 1..9),
        cut in proptest::option::of(any::<proptest::sample::Index>()),
    ) {
        let near = layout(&[at(0.0, 0.0), at(0.2, 0.2)]);
        let mut bytes = grid(3, 0.2).bytes();
        for (place, byte) in flips {
            let nth = place.index(bytes.len());
            bytes[nth] = byte;
        }
        if let Some(cut) = cut {
            bytes.truncate(cut.index(bytes.len()));
        }
        // A table or an error, never a panic; and whatever is said of a table fits its layout.
        if let Ok(made) = table(&near, &bytes) {
            prop_assert_eq!(made.seconds.len(), 3);
        }
    }
}
