//! A page from above: cells of tables, and lines outside of them.

use super::{
    device::{Drawn, Letter},
    grid::{Spot, grids},
    lines::lines,
    ruling::joined,
};
use crate::{FileError, out::Out};
use std::collections::BTreeMap;

/// What share of a page's height above and below holds running heads and page numbers.
const MARGIN: f64 = 0.09;

/// What is written of a page.
#[derive(Debug)]
pub(super) struct Piece {
    /// Where its row begins, in points from above.
    pub(super) top: f64,
    /// Where it begins from the left.
    pub(super) left: f64,
    /// Where its table begins and ends from left to right; `None` outside of tables.
    pub(super) table: Option<(f64, f64)>,
    pub(super) sheet: String,
    pub(super) cell: String,
    pub(super) text: String,
    /// What of it stands on the next page.
    pub(super) rest: Option<Box<Self>>,
}

pub(super) fn write(pieces: &[Piece], out: &mut Out) -> Result<(), FileError> {
    let mut row = f64::MIN;
    for piece in pieces {
        if piece.top > row {
            out.next_row();
            row = piece.top;
        }
        out.push(&piece.sheet, &piece.cell, &piece.text)?;
        if let Some(rest) = &piece.rest {
            out.go_on(&rest.sheet, &rest.cell, &rest.text)?;
        }
    }
    out.next_row();
    Ok(())
}

/// The page's pieces in the order of reading.
pub(super) fn pieces(page: &Drawn, number: usize, tables: &mut usize) -> Vec<Piece> {
    let grids = grids(&joined(&page.segments));
    let mut cells: BTreeMap<(usize, Spot), Vec<&Letter>> = BTreeMap::new();
    let mut outside = Vec::new();
    for letter in &page.letters {
        let x = letter.left.midpoint(letter.right);
        let y = letter.baseline - letter.size * 0.35;
        let found = grids.iter().enumerate();
        let found = found.filter_map(|(table, grid)| Some((table, grid.cell_at(x, y)?)));
        // Of tables within one another the innermost begins last.
        match found.max_by_key(|(table, _)| *table) {
            Some(place) => cells.entry(place).or_default().push(letter),
            None => outside.push(letter),
        }
    }
    let sheet = format!("第{number}页");
    let piece = |top, left, cell, text| Piece {
        top,
        left,
        table: None,
        sheet: sheet.clone(),
        cell,
        text,
        rest: None,
    };
    let mut pieces = Vec::new();
    for ((table, spot), letters) in cells {
        let Some(grid) = grids.get(table) else {
            continue;
        };
        let texts: Vec<String> = lines(letters).into_iter().map(|line| line.text).collect();
        let number = *tables + table + 1;
        let cell = format!("表{number}第{}行第{}格", spot.row + 1, grid.ordinal(spot));
        pieces.push(Piece {
            table: Some(grid.sides()),
            ..piece(grid.top(spot.row), grid.left(spot), cell, texts.join("\n"))
        });
    }
    *tables += grids.len();
    for (line, count) in lines(outside).into_iter().zip(1..) {
        let is_margin =
            line.baseline < page.height * MARGIN || line.baseline > page.height * (1.0 - MARGIN);
        if is_margin && is_page_number(&line.text) {
            continue;
        }
        pieces.push(piece(
            line.baseline,
            line.left,
            format!("第{count}行"),
            line.text,
        ));
    }
    pieces.retain(|piece| !piece.text.trim().is_empty());
    pieces.sort_by(|one, two| {
        let down = one.top.total_cmp(&two.top);
        down.then(one.left.total_cmp(&two.left))
    });
    pieces
}

/// `第 2 页　共 4 页`, `- 2 -`, `2/4`: digits and nothing that says more.
fn is_page_number(text: &str) -> bool {
    text.chars()
        .all(|one| one.is_whitespace() || one.is_ascii_digit() || "第页共-—–/／、，|".contains(one))
}
