//! A division of the points among the areas (划分), kept so that a point's move costs little.

use super::{graph, work::Table};
use std::cmp::Ordering;

/// What does not change while divisions are tried.
pub(super) struct Ground<'a> {
    /// By point: its neighbours.
    pub(super) near: &'a [Vec<usize>],
    /// Ways and work, by area and point.
    pub(super) table: &'a Table,
    /// By point: calls a week.
    pub(super) calls: &'a [f64],
    /// By area: seconds on duty a week.
    pub(super) duty: &'a [f64],
    /// By area: into how many pieces it may fall.
    pub(super) pieces: &'a [usize],
    /// A workload that counts as even.
    pub(super) even: f64,
    /// The sum over all calls of the seconds of their ways that must not be passed.
    pub(super) way_at_most: f64,
}

/// How good a division is: less is better, the first that differs decides.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Score {
    /// Seconds of work where no car is.
    pub(super) uncovered: f64,
    /// The greatest workload, but at least the one that counts as even.
    pub(super) most: f64,
    /// The sum over all calls of the seconds of their ways.
    pub(super) way: f64,
}

impl Score {
    /// Whether it is better by more than rounding.
    pub(super) fn beats(&self, other: &Self) -> bool {
        let pairs = [
            (self.uncovered, other.uncovered),
            (self.most, other.most),
            (self.way, other.way),
        ];
        let decides = |(one, two): &(f64, f64)| (one - two).abs() > 1e-9 * one.abs().max(two.abs());
        pairs
            .iter()
            .find(|pair| decides(pair))
            .is_some_and(|(one, two)| one < two)
    }
}

/// A point goes from its area to another.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Shift {
    pub(super) point: usize,
    pub(super) to: usize,
}

/// A division with its sums.
#[derive(Debug, Clone)]
pub(super) struct Division {
    pub(super) area_of: Vec<usize>,
    pub(super) load: Vec<f64>,
    pub(super) count: Vec<usize>,
    pub(super) pieces: Vec<usize>,
    pub(super) way: f64,
}

impl Division {
    pub(super) fn new(ground: &Ground<'_>, area_of: Vec<usize>) -> Self {
        let areas = ground.duty.len();
        let mut this = Self {
            load: vec![0.0; areas],
            count: vec![0; areas],
            pieces: (0..areas)
                .map(|area| graph::pieces(ground.near, |point| area_of[point] == area))
                .collect(),
            way: 0.0,
            area_of,
        };
        for (point, area) in this.area_of.iter().enumerate() {
            this.load[*area] += ground.table.load[*area][point];
            this.count[*area] += 1;
            this.way += ground.calls[point] * ground.table.way[*area][point];
        }
        this
    }

    pub(super) fn score(&self, ground: &Ground<'_>) -> Score {
        let mut score = Score {
            uncovered: 0.0,
            most: ground.even,
            way: self.way,
        };
        for (load, duty) in self.load.iter().zip(ground.duty) {
            if *duty > 0.0 {
                score.most = score.most.max(load / duty);
            } else {
                score.uncovered += load;
            }
        }
        score
    }

    /// Whether every area has as few pieces as it may.
    pub(super) fn may_be(&self, ground: &Ground<'_>) -> bool {
        self.pieces.iter().zip(ground.pieces).all(|(a, b)| a <= b)
    }

    /// What the search goes down by: as the score, but every overload counts, so that a move that helps an area which
    /// is not the worst is seen as one. `shifts` are taken as done.
    pub(super) fn slope(&self, ground: &Ground<'_>, shifts: &[Shift]) -> f64 {
        let (table, mut way) = (ground.table, self.way);
        let total: f64 = self.load.iter().sum();
        let (mut most, mut squares, mut uncovered) = (0.0_f64, 0.0, 0.0);
        for (area, duty) in ground.duty.iter().enumerate() {
            let mut load = self.load[area];
            for Shift { point, to } in shifts {
                let from = self.area_of[*point];
                if area == *to {
                    load += table.load[area][*point];
                    way +=
                        ground.calls[*point] * (table.way[*to][*point] - table.way[from][*point]);
                } else if area == from {
                    load -= table.load[area][*point];
                }
            }
            if *duty > 0.0 {
                let over = (load / duty / ground.even - 1.0).max(0.0);
                most = most.max(over);
                squares += over * over;
            } else {
                uncovered += load / total;
            }
        }
        let long = (way / ground.way_at_most - 1.0).max(0.0);
        1e4 * uncovered + 100.0 * most + 10.0 * squares + 1e3 * long + way / ground.way_at_most
    }

    /// Does a shift, unless an area would fall apart or stand empty beside its car.
    pub(super) fn shift(&mut self, ground: &Ground<'_>, one: Shift) -> bool {
        let Shift { point, to } = one;
        let from = self.area_of[point];
        if self.count[from] == 1 && ground.duty[from] > 0.0 {
            return false;
        }
        let (left, joined) = (
            self.pieces_without(ground, point),
            self.pieces_with(ground, one),
        );
        if left > ground.pieces[from].max(self.pieces[from])
            || joined > ground.pieces[to].max(self.pieces[to])
        {
            return false;
        }
        self.pieces[from] = left;
        self.pieces[to] = joined;
        self.count[from] -= 1;
        self.count[to] += 1;
        self.load[from] -= ground.table.load[from][point];
        self.load[to] += ground.table.load[to][point];
        let way = |area: usize| ground.calls[point] * ground.table.way[area][point];
        self.way += way(to) - way(from);
        self.area_of[point] = to;
        true
    }

    /// The pieces of a point's area once it is gone: of its own piece, as many as its neighbours fall into.
    fn pieces_without(&self, ground: &Ground<'_>, point: usize) -> usize {
        let area = self.area_of[point];
        let same = |other: &usize| self.area_of[*other] == area;
        let mut open: Vec<usize> = ground.near[point].iter().copied().filter(same).collect();
        let mut pieces = self.pieces[area] - 1;
        let mut seen = vec![false; self.area_of.len()];
        seen[point] = true;
        while let Some(first) = open.pop() {
            if seen[first] {
                continue;
            }
            pieces += 1;
            seen[first] = true;
            let mut reached = vec![first];
            while let Some(at) = reached.pop() {
                for next in ground.near[at].iter().filter(|next| same(next)) {
                    if !seen[*next] {
                        seen[*next] = true;
                        reached.push(*next);
                    }
                }
            }
        }
        pieces
    }

    /// The pieces of an area that a point joins: those that it touches become one.
    fn pieces_with(&self, ground: &Ground<'_>, Shift { point, to }: Shift) -> usize {
        if self.pieces[to] <= 1 {
            let touches = ground.near[point]
                .iter()
                .any(|one| self.area_of[*one] == to);
            return if touches { 1 } else { self.pieces[to] + 1 };
        }
        let joined = |one: usize| one == point || self.area_of[one] == to;
        graph::pieces(ground.near, joined)
    }

    /// Every shift over a border. An area without a point may take the one nearest to where it waits.
    pub(super) fn shifts(&self, ground: &Ground<'_>) -> Vec<Shift> {
        let mut all = Vec::new();
        for (point, near) in ground.near.iter().enumerate() {
            let mut others: Vec<usize> = near
                .iter()
                .map(|one| self.area_of[*one])
                .filter(|to| *to != self.area_of[point] && ground.duty[*to] > 0.0)
                .collect();
            others.sort_unstable();
            others.dedup();
            all.extend(others.into_iter().map(|to| Shift { point, to }));
        }
        for (to, count) in self.count.iter().enumerate() {
            if *count == 0 && ground.duty[to] > 0.0 {
                let way = &ground.table.way[to];
                let nearest = (0..way.len()).min_by(|a, b| way[*a].total_cmp(&way[*b]));
                all.extend(nearest.map(|point| Shift { point, to }));
            }
        }
        all
    }
}

/// The order of shifts: by their slope, then by their numbers, so that it is the same everywhere.
pub(super) fn order(a: &(f64, Vec<Shift>), b: &(f64, Vec<Shift>)) -> Ordering {
    let number = |one: &Vec<Shift>| -> Vec<(usize, usize)> {
        one.iter().map(|shift| (shift.point, shift.to)).collect()
    };
    a.0.total_cmp(&b.0)
        .then_with(|| number(&a.1).cmp(&number(&b.1)))
}
