//! How a division is sought: a start by prices, then exchange over the borders with a memory (禁忌搜索).
//!
//! 1. **Prices.** Each area has a price for a second of work; each point goes where way and price together are least;
//!    prices rise where the workload is above the mean. This is the dual of dividing the work exactly, solved by
//!    subgradients (M. L. Fisher, Management Science 27, 1981); with ways that grow with the distance its areas are
//!    those of an additively weighted Voronoi diagram around the waiting points, which have no holes
//!    (F. Aurenhammer, F. Hoffmann, B. Aronov, Algorithmica 20, 1998).
//! 2. **Exchange.** From the present and from that start, a point at a border changes sides, or two do, wherever that
//!    helps most and leaves areas in one piece; for a while it must not go back (F. Glover, ORSA Journal on
//!    Computing 1, 1989; for districts B. Bozkaya, E. Erkut, G. Laporte, EJOR 144, 2003).
//! 3. **Kicks.** The best is disturbed at random a few times and exchanged again.

use super::{
    division::{Division, Ground, Score, Shift, order},
    graph,
};
use crate::fit::Draws;

const PRICES: u32 = 200;
/// The shifts of which pairs are tried, and the moves that are tried before a round is given up.
const CLOSE: usize = 30;

/// The best division that is found, never worse than the present.
pub(super) fn best(ground: &Ground<'_>, present: &[usize], seed: u64, kicks: u32) -> Vec<usize> {
    let mut draws = Draws::new(seed, 0x7264);
    let present = Division::new(ground, present.to_vec());
    let mut best = Record {
        score: present.score(ground),
        division: present.clone(),
    };
    exchange(ground, present, &mut best, &mut draws);
    if let Some(start) = priced(ground) {
        exchange(ground, start, &mut best, &mut draws);
    }
    for _ in 0..kicks {
        let mut start = best.division.clone();
        for _ in 0..3 + start.area_of.len() / 20 {
            let all = start.shifts(ground);
            if let Some(one) = all.get(draw(&mut draws, all.len())) {
                start.shift(ground, *one);
            }
        }
        exchange(ground, start, &mut best, &mut draws);
    }
    best.division.area_of
}

struct Record {
    score: Score,
    division: Division,
}

impl Record {
    fn look_at(&mut self, ground: &Ground<'_>, one: &Division) -> bool {
        let score = one.score(ground);
        // The present may lie beyond what a new division may.
        let may = one.may_be(ground) && score.way <= ground.way_at_most * (1.0 + 1e-12);
        let better = may && score.beats(&self.score);
        if better {
            self.score = score;
            self.division = one.clone();
        }
        better
    }
}

/// A place in a list of so many.
fn draw(draws: &mut Draws, many: usize) -> usize {
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "a share of a list's length is a place in it"
    )]
    {
        (draws.uniform() * many as f64) as usize
    }
}

fn exchange(ground: &Ground<'_>, mut now: Division, best: &mut Record, draws: &mut Draws) {
    let (points, areas) = (now.area_of.len(), ground.duty.len());
    best.look_at(ground, &now);
    // By point and area: the round before which it must not go there.
    let mut barred = vec![0_usize; points * areas];
    let (rounds, patience) = (
        (200 + 20 * points).min(12_000),
        (60 + 3 * points).min(3_000),
    );
    let mut last_better = 0;
    let mut lowest = now.slope(ground, &[]);
    for round in 1..=rounds {
        if round - last_better > patience {
            break;
        }
        let mut moves: Vec<(f64, Vec<Shift>)> = now
            .shifts(ground)
            .into_iter()
            .map(|one| (now.slope(ground, &[one]), vec![one]))
            .collect();
        moves.sort_by(order);
        let close: Vec<Shift> = moves.iter().take(CLOSE).map(|one| one.1[0]).collect();
        for (nth, one) in close.iter().enumerate() {
            for two in &close[nth + 1..] {
                if one.point != two.point {
                    let both = vec![*one, *two];
                    moves.push((now.slope(ground, &both), both));
                }
            }
        }
        moves.sort_by(order);
        let mut done = None;
        for (slope, shifts) in moves.iter().take(4 * CLOSE) {
            let free = |one: &Shift| barred[one.point * areas + one.to] <= round;
            if (*slope < lowest || shifts.iter().all(free))
                && let Some(back) = apply(&mut now, ground, shifts)
            {
                done = Some((*slope, back));
                break;
            }
        }
        let Some((slope, back)) = done else {
            break;
        };
        lowest = lowest.min(slope);
        if best.look_at(ground, &now) {
            last_better = round;
        }
        for Shift { point, to } in back {
            barred[point * areas + to] = round + 7 + draw(draws, 3 + points / 10);
        }
    }
}

/// Does all shifts and says how they would be taken back, or does none.
fn apply(now: &mut Division, ground: &Ground<'_>, shifts: &[Shift]) -> Option<Vec<Shift>> {
    let before = now.clone();
    let mut back = Vec::with_capacity(shifts.len());
    for one in shifts {
        back.push(Shift {
            point: one.point,
            to: now.area_of[one.point],
        });
        if !now.shift(ground, *one) {
            *now = before;
            return None;
        }
    }
    Some(back)
}

/// The start by prices; `None` where an area with a car would stand empty.
fn priced(ground: &Ground<'_>) -> Option<Division> {
    let (table, points) = (ground.table, ground.calls.len());
    let open: Vec<usize> = (0..ground.duty.len())
        .filter(|area| ground.duty[*area] > 0.0)
        .collect();
    let duty: f64 = open.iter().map(|area| ground.duty[*area]).sum();
    let mut prices = vec![0.0; ground.duty.len()];
    let mut best: Option<(f64, Vec<usize>)> = None;
    // What a second of work is worth against a second of way, in the mean.
    let first = *open.first()?;
    let ways: f64 = (0..points)
        .map(|point| ground.calls[point] * table.way[first][point])
        .sum();
    let worth = ways / table.load[first].iter().sum::<f64>();
    for round in 0..PRICES {
        let cost = |point: usize, area: usize| {
            ground.calls[point] * table.way[area][point] + prices[area] * table.load[area][point]
        };
        let area_of: Vec<usize> = (0..points)
            .map(|point| {
                let cheaper =
                    |a: &&usize, b: &&usize| cost(point, **a).total_cmp(&cost(point, **b));
                open.iter().min_by(cheaper).copied().unwrap_or(first)
            })
            .collect();
        let mut load = vec![0.0; ground.duty.len()];
        for (point, area) in area_of.iter().enumerate() {
            load[*area] += table.load[*area][point];
        }
        let mean = load.iter().sum::<f64>() / duty;
        let over = |area: usize| load[area] / ground.duty[area] / mean - 1.0;
        let worst = open.iter().map(|area| over(*area)).fold(0.0, f64::max);
        if best.as_ref().is_none_or(|(least, _)| worst < *least) {
            best = Some((worst, area_of));
        }
        let step = worth / (1.0 + f64::from(round) / 10.0);
        for area in &open {
            prices[*area] += step * over(*area);
        }
    }
    whole(ground, best?.1, &open)
}

/// Leaves each area its heaviest piece and lets the areas grow over the rest, the lightest first.
fn whole(ground: &Ground<'_>, mut area_of: Vec<usize>, open: &[usize]) -> Option<Division> {
    const NONE: usize = usize::MAX;
    let table = ground.table;
    let mut load = vec![0.0; ground.duty.len()];
    for area in open {
        let mut heaviest: (f64, Vec<usize>) = (-1.0, Vec::new());
        for piece in graph::pieces_of(ground.near, |point| area_of[point] == *area) {
            let weight: f64 = piece.iter().map(|point| table.load[*area][*point]).sum();
            if weight > heaviest.0 {
                heaviest = (weight, piece);
            }
        }
        if heaviest.1.is_empty() {
            return None;
        }
        for at in &mut area_of {
            if *at == *area {
                *at = NONE;
            }
        }
        for point in &heaviest.1 {
            area_of[*point] = *area;
        }
        load[*area] = heaviest.0;
    }
    loop {
        let mut next: Option<(f64, usize, usize)> = None;
        for point in (0..area_of.len()).filter(|point| area_of[*point] == NONE) {
            for near in &ground.near[point] {
                let area = area_of[*near];
                if area == NONE {
                    continue;
                }
                let then = (load[area] + table.load[area][point]) / ground.duty[area];
                if next.is_none_or(|(least, ..)| then < least) {
                    next = Some((then, point, area));
                }
            }
        }
        let Some((_, point, area)) = next else {
            break;
        };
        area_of[point] = area;
        load[area] += table.load[area][point];
    }
    area_of
        .iter()
        .all(|area| *area != NONE)
        .then(|| Division::new(ground, area_of))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::study::redraw::work::Table;
    use liandong_domain::geo::Place;

    /// Three areas over a grid of four by three points, and what the best of all divisions in one piece each scores.
    struct Grid {
        near: Vec<Vec<usize>>,
        table: Table,
        calls: Vec<f64>,
        duty: Vec<f64>,
    }

    impl Grid {
        fn of(seed: u64) -> Self {
            let mut draws = Draws::new(seed, 1);
            let at = |x: f64, y: f64| Place {
                lon: 121.3 + x * 0.01,
                lat: 31.2 + y * 0.01,
            };
            let places: Vec<Place> = (0..12)
                .map(|nth| at(f64::from(nth % 4), f64::from(nth / 4)))
                .collect();
            let calls: Vec<f64> = places.iter().map(|_| 1.0 + 9.0 * draws.uniform()).collect();
            let waits = [at(0.3, 0.2), at(2.8, 0.4), at(1.6, 2.1)];
            let way: Vec<Vec<f64>> = waits
                .iter()
                .map(|from| places.iter().map(|to| from.metres_to(*to) / 5.0).collect())
                .collect();
            let load = way
                .iter()
                .map(|row| {
                    let points = row.iter().zip(&calls);
                    points.map(|(way, calls)| calls * (900.0 + way)).collect()
                })
                .collect();
            Self {
                near: graph::neighbours(&places),
                table: Table { way, load },
                calls,
                duty: vec![50_000.0, 25_000.0, 50_000.0],
            }
        }

        fn ground(&self) -> Ground<'_> {
            Ground {
                near: &self.near,
                table: &self.table,
                calls: &self.calls,
                duty: &self.duty,
                pieces: &[1, 1, 1],
                even: 1e-9,
                way_at_most: 1e12,
            }
        }

        fn best_of_all(&self) -> Score {
            let ground = self.ground();
            let mut best: Option<Score> = None;
            for number in 0..3_usize.pow(12) {
                let mut left = number;
                let area_of: Vec<usize> = (0..12)
                    .map(|_| {
                        let area = left % 3;
                        left /= 3;
                        area
                    })
                    .collect();
                let mut load = [0.0; 3];
                for (point, area) in area_of.iter().enumerate() {
                    load[*area] += self.table.load[*area][point];
                }
                let most = load.iter().zip(&self.duty).map(|(load, duty)| load / duty);
                let most = most.fold(0.0, f64::max);
                if load.contains(&0.0) || best.is_some_and(|best| most > best.most + 1e-9) {
                    continue;
                }
                let division = Division::new(&ground, area_of);
                let score = division.score(&ground);
                if division.may_be(&ground) && best.is_none_or(|best| score.beats(&best)) {
                    best = Some(score);
                }
            }
            best.unwrap()
        }
    }

    #[test]
    fn of_all_divisions_of_a_small_town_it_finds_the_best() {
        for seed in 1..=4 {
            let grid = Grid::of(seed);
            let ground = grid.ground();
            // Rows: each in one piece, and far from even.
            let rows: Vec<usize> = (0..12).map(|nth| nth / 4).collect();
            let found = Division::new(&ground, best(&ground, &rows, seed, 8));
            assert!(found.may_be(&ground));
            let (found, true_one) = (found.score(&ground), grid.best_of_all());
            assert!(
                !true_one.beats(&found),
                "{seed}: {found:?} for {true_one:?}"
            );
        }
    }

    #[test]
    fn the_start_by_prices_alone_is_near_to_even_and_whole() {
        let grid = Grid::of(5);
        let ground = grid.ground();
        let start = priced(&ground).unwrap();
        assert!(start.may_be(&ground));
        let load: f64 = start.load.iter().sum();
        let most = start.score(&ground).most;
        assert!(most < 1.35 * load / 125_000.0, "{most}");
    }
}
