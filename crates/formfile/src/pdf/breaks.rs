//! Rows that a page break cuts in two.
//!
//! The table goes on at the same place of the next page, and its first row there holds what was left over: of
//! the cells of the row before, at most half. A row of its own has a name and its values.

use super::layout::Piece;

/// Edges no farther apart are the same, in points.
const SAME: f64 = 3.0;

/// Gives the rest of a row that was cut to the cells that it belongs to.
pub(super) fn join(pages: &mut [Vec<Piece>]) {
    for at in 1..pages.len() {
        let (before, after) = pages.split_at_mut(at);
        let (Some(before), Some(after)) = (before.last_mut(), after.first_mut()) else {
            continue;
        };
        let (last, first) = (last_row(before), first_row(after));
        if !goes_on(
            before.get(last..).unwrap_or_default(),
            after.get(..first).unwrap_or_default(),
        ) {
            continue;
        }
        for rest in after.drain(..first) {
            let cells = before.get_mut(last..).unwrap_or_default();
            if let Some(cell) = cells.iter_mut().find(|cell| is_below(cell, &rest)) {
                cell.rest = Some(Box::new(rest));
            }
        }
    }
}

/// Where the last row begins in the list.
fn last_row(pieces: &[Piece]) -> usize {
    let top = pieces.last().map_or(0.0, |piece| piece.top);
    pieces.partition_point(|piece| piece.top < top)
}

/// Where the first row ends in the list.
fn first_row(pieces: &[Piece]) -> usize {
    let top = pieces.first().map_or(0.0, |piece| piece.top);
    pieces.partition_point(|piece| piece.top <= top)
}

fn goes_on(last: &[Piece], first: &[Piece]) -> bool {
    let is_same = |one: f64, two: f64| (one - two).abs() < SAME;
    let same_table = match (last.first(), first.first()) {
        (Some(one), Some(two)) => match (one.table, two.table) {
            (Some(one), Some(two)) => is_same(one.0, two.0) && is_same(one.1, two.1),
            _ => false,
        },
        _ => false,
    };
    same_table
        && first.len() * 2 <= last.len()
        && first
            .iter()
            .all(|rest| last.iter().any(|cell| is_below(cell, rest)))
}

fn is_below(cell: &Piece, rest: &Piece) -> bool {
    (cell.left - rest.left).abs() < SAME
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(top: f64, cells: &[(f64, &str)]) -> Vec<Piece> {
        let cells = cells.iter().map(|(left, text)| Piece {
            top,
            left: *left,
            table: Some((0.0, 500.0)),
            sheet: String::new(),
            cell: String::new(),
            text: (*text).to_owned(),
            rest: None,
        });
        cells.collect()
    }

    #[test]
    fn the_rest_of_a_row_belongs_to_the_cell_above() {
        let mut pages = [
            row(700.0, &[(0.0, "年度绩效目标"), (100.0, "确定能完成")]),
            row(50.0, &[(0.0, "完成可能性")]),
        ];
        join(&mut pages);
        assert!(pages[1].is_empty());
        assert_eq!(pages[0][0].rest.as_ref().unwrap().text, "完成可能性");
    }

    #[test]
    fn a_row_of_its_own_stays_one() {
        let mut pages = [
            row(700.0, &[(0.0, "甲"), (100.0, "1"), (200.0, "因")]),
            row(50.0, &[(0.0, "乙"), (100.0, "2")]),
        ];
        join(&mut pages);
        assert_eq!(pages[1].len(), 2);
    }
}
