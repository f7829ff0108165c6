//! Which points are next to each other (邻接): the Gabriel graph of their places.
//!
//! Two points are neighbours where no other lies in the circle whose diameter they are (K. R. Gabriel, R. R. Sokal,
//! Systematic Zoology 18, 1969). On the cells of a grid that is the cell's four sides; across an empty stretch it is
//! the points that face each other. It needs no distance that somebody must choose, and it holds the shortest
//! spanning tree, so that it hangs together however the points are strewn.

use liandong_domain::geo::Place;
use std::collections::BTreeSet;

/// So much beyond the circle still lies on it: corners of a square must not turn into neighbours by rounding.
const ROUND: f64 = 1e-9;

/// The neighbours of each point, in rising order.
pub(super) fn neighbours(places: &[Place]) -> Vec<Vec<usize>> {
    let flat = plane(places);
    let square = |i: usize, j: usize| {
        let ((a, b), (c, d)) = (flat[i], flat[j]);
        (a - c).powi(2) + (b - d).powi(2)
    };
    let mut of = vec![Vec::new(); places.len()];
    for i in 0..places.len() {
        let mut near: Vec<(f64, usize)> = (0..places.len())
            .filter(|j| *j != i)
            .map(|j| (square(i, j), j))
            .collect();
        near.sort_by(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)));
        for (at, (far, j)) in near.iter().enumerate() {
            if *j < i {
                continue;
            }
            // Who stands between them is nearer to both than they are to each other.
            let between = |(to_i, k): &(f64, usize)| {
                let to_j = square(*k, *j);
                to_i < far && to_j < *far && to_i + to_j <= far * (1.0 + ROUND)
            };
            if !near[..at].iter().any(between) {
                of[i].push(*j);
                of[*j].push(i);
            }
        }
    }
    for list in &mut of {
        list.sort_unstable();
    }
    of
}

/// Degrees of latitude in either direction: a town is small enough to be flat.
fn plane(places: &[Place]) -> Vec<(f64, f64)> {
    let mean = places.iter().map(|one| one.lat).sum::<f64>() / places.len().max(1) as f64;
    let shrink = mean.to_radians().cos();
    places
        .iter()
        .map(|one| (one.lon * shrink, one.lat))
        .collect()
}

/// Into how many pieces the points fall that `within` holds.
pub(super) fn pieces(of: &[Vec<usize>], within: impl Fn(usize) -> bool) -> usize {
    pieces_of(of, within).len()
}

/// The pieces themselves, by their first point.
pub(super) fn pieces_of(of: &[Vec<usize>], within: impl Fn(usize) -> bool) -> Vec<Vec<usize>> {
    let mut left: BTreeSet<usize> = (0..of.len()).filter(|point| within(*point)).collect();
    let mut pieces = Vec::new();
    while let Some(first) = left.pop_first() {
        let mut piece = vec![first];
        let mut at = 0;
        while let Some(point) = piece.get(at).copied() {
            piece.extend(of[point].iter().filter(|next| left.remove(next)));
            at += 1;
        }
        pieces.push(piece);
    }
    pieces
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn place(x: f64, y: f64) -> Place {
        Place {
            lon: 121.3 + x,
            lat: 31.2 + y,
        }
    }

    #[test]
    fn a_cell_of_a_grid_has_the_cells_at_its_sides() {
        let grid: Vec<Place> = (0..20)
            .map(|at| place(f64::from(at % 5) * 0.003, f64::from(at / 5) * 0.003))
            .collect();
        let of = neighbours(&grid);
        assert_eq!(of[0], [1, 5]);
        assert_eq!(of[7], [2, 6, 8, 12]);
        assert_eq!(of[19], [14, 18]);
        let column = |point: usize| [0, 4].contains(&(point % 5));
        assert_eq!(pieces(&of, column), 2);
        assert_eq!(pieces(&of, |_| false), 0);
    }

    #[test]
    fn points_that_face_each_other_across_a_gap_are_neighbours() {
        let two = [
            place(0.0, 0.0),
            place(0.001, 0.0),
            place(0.1, 0.0),
            place(0.101, 0.0),
        ];
        assert_eq!(neighbours(&two)[1], [0, 2]);
    }

    proptest! {
        #[test]
        fn it_hangs_together_however_points_are_strewn(
            points in prop::collection::vec((0_u8..12, 0_u8..12), 1..60),
        ) {
            // On a coarse lattice, so that places coincide and stand in lines.
            let places: Vec<Place> = points
                .iter()
                .map(|(x, y)| place(f64::from(*x) * 0.003, f64::from(*y) * 0.002))
                .collect();
            let of = neighbours(&places);
            prop_assert_eq!(pieces(&of, |_| true), 1);
            for (i, list) in of.iter().enumerate() {
                prop_assert!(list.iter().all(|j| of[*j].contains(&i) && *j != i));
            }
        }
    }
}
