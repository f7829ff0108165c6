//! What must hold of every table.

use super::{at, grid, layout, pbf::Extract, street_ms, tags};
use liandong_domain::geo::Place;
use liandong_plan::{roads::table, sim::RoadTable};
use proptest::prelude::*;

/// Milliseconds between all nodes by Floyd and Warshall.
fn reference(places: &[Place], ways: &[(usize, usize, bool)]) -> Vec<Vec<u64>> {
    let many = places.len();
    let mut ms = vec![vec![u64::MAX / 4; many]; many];
    for (nth, row) in ms.iter_mut().enumerate() {
        row[nth] = 0;
    }
    for (from, to, oneway) in ways {
        let way = street_ms(places[*from], places[*to]).max(1);
        ms[*from][*to] = ms[*from][*to].min(way);
        if !oneway {
            ms[*to][*from] = ms[*to][*from].min(way);
        }
    }
    for over in 0..many {
        for from in 0..many {
            for to in 0..many {
                let way = ms[from][over] + ms[over][to];
                ms[from][to] = ms[from][to].min(way);
            }
        }
    }
    ms
}

fn triangles(table: &RoadTable) {
    let many = table.places.len();
    for a in 0..many {
        for b in 0..many {
            for c in 0..many {
                let seconds = |from: usize, to: usize| table.seconds[from][to];
                assert!(
                    seconds(a, c) <= seconds(a, b) + seconds(b, c),
                    "{a} {b} {c}"
                );
            }
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, ..ProptestConfig::default() })]

    #[test]
    fn ways_are_those_of_another_algorithm(
        places in proptest::collection::vec((0_u32..400, 0_u32..400), 3..14),
        ways in proptest::collection::vec((0_usize..14, 0_usize..14, any::<bool>()), 0..30),
    ) {
        let mut places: Vec<_> = places;
        places.sort_unstable();
        places.dedup();
        prop_assume!(places.len() > 2);
        let places: Vec<Place> = places
            .iter()
            .map(|(x, y)| {
                let degrees = |base: f64, of: u32| ((base + f64::from(of) * 1e-4) * 1e7).round() / 1e7;
                Place { lon: degrees(121.28, *x), lat: degrees(31.20, *y) }
            })
            .collect();
        let many = places.len();
        // A one-way ring through all, so that each is reached, and chords across.
        let mut all: Vec<_> = (0..many).map(|nth| (nth, (nth + 1) % many, true)).collect();
        let chords = ways.iter().map(|(from, to, oneway)| (from % many, to % many, *oneway));
        all.extend(chords.filter(|(from, to, _)| from != to));
        let id = |nth: usize| nth as i64 * 7 + 3;
        let extract = Extract {
            nodes: places.iter().enumerate().map(|(nth, place)| (id(nth), *place)).collect(),
            ways: all.iter().map(|(from, to, oneway)| (vec![id(*from), id(*to)], tags(*oneway))).collect(),
        };
        let made = table(&layout(&places), &extract.bytes()).unwrap();
        let expected = reference(&places, &all);
        prop_assert_eq!(made.nodes, many as u64);
        for (seconds, expected) in made.seconds.iter().zip(&expected) {
            let seconds = seconds[..many].iter().map(|one| u64::from(*one));
            let expected = expected.iter().map(|ms| ms.div_ceil(1_000));
            prop_assert!(seconds.eq(expected), "{:?}", made);
        }
        triangles(&made);
    }
}

#[test]
fn a_grid_of_two_way_streets_is_the_same_both_ways() {
    let places: Vec<Place> = [(0.0, 0.0), (0.83, 0.21), (1.4, 1.55), (0.2, 1.9)]
        .map(|(x, y)| at(x, y))
        .into();
    let made = table(&layout(&places), &grid(11, 0.2).bytes()).unwrap();
    // Eleven by eleven corners, and four directions but for the edges.
    assert_eq!((made.nodes, made.edges), (121, 4 * 11 * 10));
    let many = places.len() + 1;
    for from in 0..many {
        for to in 0..many {
            assert_eq!(made.seconds[from][to], made.seconds[to][from]);
        }
    }
    triangles(&made);
    // No way is shorter than the straight line at the speed of the streets.
    let line = street_ms(places[0], places[2]) / 1_000;
    assert!(u64::from(made.seconds[0][2]) >= line);
}

#[test]
fn a_one_way_street_is_driven_one_way() {
    let corners = [at(0.0, 0.0), at(0.5, 0.0), at(0.5, 0.5), at(0.0, 0.5)];
    let extract = |oneway| Extract {
        nodes: (1..).zip(corners).collect(),
        ways: vec![(vec![1, 2, 3, 4, 1], tags(oneway))],
    };
    let ring = table(&layout(&corners), &extract(true).bytes()).unwrap();
    let street = |one: usize, other: usize| street_ms(corners[one], corners[other]);
    let ahead = street(0, 1).div_ceil(1_000);
    let back = (street(1, 2) + street(2, 3) + street(3, 0)).div_ceil(1_000);
    assert_eq!(u64::from(ring.seconds[0][1]), ahead);
    assert_eq!(u64::from(ring.seconds[1][0]), back);
    let both = table(&layout(&corners), &extract(false).bytes()).unwrap();
    assert_eq!(u64::from(both.seconds[1][0]), ahead);
}

#[test]
fn a_faster_road_is_taken_although_it_is_longer() {
    let nodes = [at(0.0, 0.0), at(1.0, 0.0), at(0.5, 0.3)];
    let trunk = vec![("highway", "trunk".into())];
    let extract = Extract {
        nodes: (1..).zip(nodes).collect(),
        ways: vec![(vec![1, 2], tags(false)), (vec![1, 3, 2], trunk)],
    };
    let made = table(&layout(&nodes), &extract.bytes()).unwrap();
    let metres = nodes[0].metres_to(nodes[2]) + nodes[2].metres_to(nodes[1]);
    let seconds = metres * 3.6 / (80.0 * 0.65);
    assert!(
        (f64::from(made.seconds[0][1]) - seconds).abs() <= 1.0,
        "{seconds} {made:?}"
    );
}
