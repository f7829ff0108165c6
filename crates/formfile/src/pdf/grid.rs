//! Tables from ruling lines: lines that touch are one table, and places between which no line stands are
//! one merged cell.

use super::ruling::{NEAR, Segment};

/// How far a line may end from the one that it means to touch.
const TOUCH: f64 = 3.0;
/// A table with more places between its lines is a drawing.
const MOST_PLACES: usize = 20_000;
/// More lines on a page are a drawing.
const MOST_LINES: usize = 3_000;

/// A table.
#[derive(Debug)]
pub(super) struct Grid {
    /// Where its columns and rows begin and end, in points.
    columns: Vec<f64>,
    rows: Vec<f64>,
    /// For each place, row by row, the first place of its cell.
    cells: Vec<usize>,
}

/// Where a cell begins: its row and column, from 0.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Spot {
    pub(super) row: usize,
    pub(super) column: usize,
}

impl Grid {
    /// The cell that a point lies in.
    pub(super) fn cell_at(&self, x: f64, y: f64) -> Option<Spot> {
        let column = slot(&self.columns, x)?;
        let row = slot(&self.rows, y)?;
        let width = self.columns.len().saturating_sub(1);
        let first = self.cells.get(row * width + column)?;
        Some(Spot {
            row: first / width,
            column: first % width,
        })
    }

    /// Where a row begins, in points.
    pub(super) fn top(&self, row: usize) -> f64 {
        self.rows.get(row).copied().unwrap_or(f64::MAX)
    }

    /// Where the table begins and ends from left to right, in points.
    pub(super) fn sides(&self) -> (f64, f64) {
        let side = |edge: Option<&f64>| edge.copied().unwrap_or(0.0);
        (side(self.columns.first()), side(self.columns.last()))
    }

    /// Where a cell begins from the left, in points.
    pub(super) fn left(&self, spot: Spot) -> f64 {
        self.columns.get(spot.column).copied().unwrap_or(0.0)
    }

    /// How many cells begin in the row at or before this column.
    pub(super) fn ordinal(&self, spot: Spot) -> usize {
        let width = self.columns.len().saturating_sub(1);
        let row = spot.row * width;
        (0..=spot.column)
            .filter(|column| self.cells.get(row + column) == Some(&(row + column)))
            .count()
    }
}

fn slot(edges: &[f64], at: f64) -> Option<usize> {
    let after = edges.partition_point(|edge| *edge <= at);
    (after > 0 && after < edges.len()).then(|| after - 1)
}

/// The tables of a page, from above.
pub(super) fn grids(lines: &[Segment]) -> Vec<Grid> {
    if lines.len() > MOST_LINES {
        return Vec::new();
    }
    let mut groups: Vec<Vec<Segment>> = Vec::new();
    let mut sets = Sets::new(lines.len());
    for (one, line) in lines.iter().enumerate() {
        for (two, other) in lines.iter().enumerate().skip(one + 1) {
            if line.is_level != other.is_level && touch(line, other) {
                sets.join(one, two);
            }
        }
    }
    let mut group_of: Vec<Option<usize>> = vec![None; lines.len()];
    for (index, line) in lines.iter().enumerate() {
        let first = sets.first(index);
        let group = match group_of.get(first).copied().flatten() {
            Some(group) => group,
            None => {
                groups.push(Vec::new());
                groups.len() - 1
            }
        };
        if let Some(known) = group_of.get_mut(first) {
            *known = Some(group);
        }
        if let Some(group) = groups.get_mut(group) {
            group.push(*line);
        }
    }
    let mut grids: Vec<Grid> = groups.iter().filter_map(|lines| grid(lines)).collect();
    grids.sort_by(|one, two| one.top(0).total_cmp(&two.top(0)));
    grids
}

fn touch(one: &Segment, two: &Segment) -> bool {
    let on = |line: &Segment, at: f64| line.from - TOUCH <= at && at <= line.to + TOUCH;
    on(one, two.at) && on(two, one.at)
}

fn grid(lines: &[Segment]) -> Option<Grid> {
    let edges = |is_level: bool| {
        let such = lines.iter().filter(|line| line.is_level == is_level);
        let mut edges: Vec<f64> = such.map(|line| line.at).collect();
        edges.sort_by(f64::total_cmp);
        edges.dedup_by(|two, one| *two - *one < NEAR);
        edges
    };
    let (columns, rows) = (edges(false), edges(true));
    let (width, height) = (columns.len().checked_sub(1)?, rows.len().checked_sub(1)?);
    if width == 0 || height == 0 || width * height > MOST_PLACES {
        return None;
    }
    let mut sets = Sets::new(width * height);
    for row in 0..height {
        for column in 0..width {
            let place = row * width + column;
            let (left, right) = (*columns.get(column)?, *columns.get(column + 1)?);
            let (top, bottom) = (*rows.get(row)?, *rows.get(row + 1)?);
            if column + 1 < width && !stands(lines, false, right, top.midpoint(bottom)) {
                sets.join(place, place + 1);
            }
            if row + 1 < height && !stands(lines, true, bottom, left.midpoint(right)) {
                sets.join(place, place + width);
            }
        }
    }
    let cells = (0..width * height).map(|place| sets.first(place)).collect();
    Some(Grid {
        columns,
        rows,
        cells,
    })
}

/// Whether a line stands at an edge, at the middle of a place beside it.
fn stands(lines: &[Segment], is_level: bool, at: f64, middle: f64) -> bool {
    lines.iter().any(|line| {
        line.is_level == is_level
            && (line.at - at).abs() < NEAR
            && line.from <= middle
            && middle <= line.to
    })
}

/// Sets that are joined; the smallest member names each.
struct Sets(Vec<usize>);

impl Sets {
    fn new(count: usize) -> Self {
        Self((0..count).collect())
    }

    fn first(&mut self, one: usize) -> usize {
        let mut at = one;
        while let Some(next) = self.0.get(at).copied().filter(|next| *next != at) {
            // Halves the way for whoever comes next.
            let after = self.0.get(next).copied().unwrap_or(next);
            if let Some(place) = self.0.get_mut(at) {
                *place = after;
            }
            at = next;
        }
        at
    }

    fn join(&mut self, one: usize, two: usize) {
        let (one, two) = (self.first(one), self.first(two));
        if let Some(place) = self.0.get_mut(one.max(two)) {
            *place = one.min(two);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn line(is_level: bool, at: f64, from: f64, to: f64) -> Segment {
        Segment {
            is_level,
            at,
            from,
            to,
        }
    }

    /// Two columns over two rows; the left column is one cell.
    #[test]
    fn a_cell_without_a_line_through_it_is_one_cell() {
        let lines = [
            line(true, 0.0, 0.0, 100.0),
            line(true, 20.0, 50.0, 100.0),
            line(true, 40.0, 0.0, 100.0),
            line(false, 0.0, 0.0, 40.0),
            line(false, 50.0, 0.0, 40.0),
            line(false, 100.0, 0.0, 40.0),
        ];
        let grids = grids(&lines);
        let [grid] = grids.as_slice() else {
            panic!("{grids:?}")
        };
        let at = |x, y| grid.cell_at(x, y).map(|spot| (spot.row, spot.column));
        assert_eq!(at(10.0, 30.0), Some((0, 0)));
        assert_eq!(at(70.0, 30.0), Some((1, 1)));
        assert_eq!(at(70.0, 10.0), Some((0, 1)));
        assert_eq!(at(110.0, 10.0), None);
        assert_eq!(grid.ordinal(Spot { row: 1, column: 1 }), 1);
        assert_eq!(grid.ordinal(Spot { row: 0, column: 1 }), 2);
    }

    #[test]
    fn a_line_under_words_is_no_table() {
        assert!(grids(&[line(true, 0.0, 0.0, 100.0), line(true, 30.0, 0.0, 100.0)]).is_empty());
    }
}
