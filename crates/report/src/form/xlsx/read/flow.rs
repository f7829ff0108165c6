//! A narrative box that comes back: which of its rows are those that were written, and what the others are.
//!
//! Rows are aligned with those that were exported by the longest run of equal ones. A row that stands where another
//! one stood takes its place; a row too many is a paragraph, a row too few a paragraph deleted. So a paragraph
//! that was broken over several rows stays one, whichever of them was edited.

use super::{
    ImportError,
    cells::{Sheet, normal},
};
use crate::form::xlsx::layout::{INDENT, Line, Part, Role};

/// Above this many comparisons only the equal rows at both ends are looked for.
const COMPARISONS: usize = 4_000_000;

/// The paragraphs of a box's parts as they came back.
#[derive(Debug, Default)]
pub(super) struct Paragraphs {
    parts: Vec<(Part, Vec<String>)>,
    /// Whether a part has begun and no other heading stands below it.
    is_open: bool,
}

impl Paragraphs {
    /// The paragraphs of a part.
    pub(super) fn take(&mut self, part: Part) -> Vec<String> {
        let found = self.parts.iter_mut().find(|(one, _)| *one == part);
        found.map_or_else(Vec::new, |(_, texts)| std::mem::take(texts))
    }

    fn title(&mut self, part: Option<Part>) {
        self.is_open = part.is_some();
        self.parts.extend(part.map(|part| (part, Vec::new())));
    }

    /// Adds a paragraph to the part that is open; false where none is.
    fn push(&mut self, text: &str) -> bool {
        let open = self.parts.last_mut().filter(|_| self.is_open);
        if let Some((_, texts)) = open {
            texts.push(text.to_owned());
        }
        self.is_open
    }

    fn extend_last(&mut self, text: &str) {
        let last = self.parts.last_mut();
        if let Some(last) = last.and_then(|(_, texts)| texts.last_mut()) {
            last.push_str(text);
        }
    }
}

/// Reads the rows from `from` up to (not including) `to` as the box that `lines` wrote.
pub(super) fn read(
    sheet: &Sheet,
    (from, to): (u32, u32),
    lines: &[Line],
) -> Result<Paragraphs, ImportError> {
    let rows: Vec<(u32, String)> = sheet
        .rows_from(from)
        .take_while(|row| *row < to)
        .map(|row| (row, text_of(sheet, row)))
        .filter(|(_, text)| !text.trim().is_empty())
        .collect();
    // An empty paragraph is a row with nothing but its indent: no program shows it, and none may lose it.
    let written: Vec<usize> = (0..lines.len())
        .filter(|at| {
            lines
                .get(*at)
                .is_some_and(|line| !line.text.trim().is_empty())
        })
        .collect();
    let was: Vec<String> = written
        .iter()
        .filter_map(|at| lines.get(*at))
        .map(|line| normal(&line.text))
        .collect();
    let is: Vec<String> = rows.iter().map(|(_, text)| normal(text)).collect();
    if was == is {
        return Ok(unchanged(lines));
    }
    let places = paired(&align(&was, &is), was.len());
    let places: Vec<Option<usize>> = places
        .into_iter()
        .map(|place| place.and_then(|at| written.get(at).copied()))
        .collect();
    titles_stand(sheet, from, lines, &rows, &places)?;
    let mut fold = Fold::default();
    for ((row, text), place) in rows.iter().zip(&places) {
        let line = place.and_then(|at| lines.get(at).map(|line| (at, line)));
        if !fold.row(text, line) {
            return Err(ImportError::Stray {
                cell: sheet.address(*row, 0),
                found: text.clone(),
            });
        }
    }
    Ok(fold.paragraphs)
}

/// All that a row says; an officer may have typed beside the first column.
fn text_of(sheet: &Sheet, row: u32) -> String {
    let texts: Vec<&str> = sheet.row(row).map(|(_, text)| text.as_str()).collect();
    texts.join(" ")
}

fn unchanged(lines: &[Line]) -> Paragraphs {
    let mut fold = Fold::default();
    for (at, line) in lines.iter().enumerate() {
        // A part is open below its heading, and every paragraph stands below one.
        let _ = fold.row(&line.text, Some((at, line)));
    }
    fold.paragraphs
}

/// Every title was found as it was written.
fn titles_stand(
    sheet: &Sheet,
    from: u32,
    lines: &[Line],
    rows: &[(u32, String)],
    places: &[Option<usize>],
) -> Result<(), ImportError> {
    let mut above = from;
    for (at, line) in lines.iter().enumerate() {
        let found = places.iter().position(|place| *place == Some(at));
        let found = found.and_then(|found| rows.get(found));
        match (line.role, found) {
            (Role::Title(_), None) => {
                return Err(ImportError::LineGone {
                    cell: sheet.address(above, 0),
                    wanted: line.text.clone(),
                });
            }
            (Role::Title(_), Some((row, text))) if normal(text) != normal(&line.text) => {
                return Err(ImportError::Structure {
                    cell: sheet.address(*row, 0),
                    wanted: line.text.clone(),
                    found: text.clone(),
                });
            }
            (_, Some((row, _))) => above = *row,
            (_, None) => {}
        }
    }
    Ok(())
}

/// Puts rows together to paragraphs.
#[derive(Default)]
struct Fold {
    paragraphs: Paragraphs,
    /// The exported line that the row before stands for.
    before: Option<usize>,
}

impl Fold {
    /// Takes in a row with the exported line that it stands for; false where it belongs to no part.
    fn row(&mut self, text: &str, line: Option<(usize, &Line)>) -> bool {
        let before = std::mem::replace(&mut self.before, line.map(|(at, _)| at));
        let Some((at, line)) = line else {
            return self.edited(text);
        };
        let is_same = normal(text) == normal(&line.text);
        let goes_on = line.role == Role::GoesOn && before.is_some_and(|above| above + 1 == at);
        match line.role {
            Role::Title(part) => {
                self.paragraphs.title(part);
                true
            }
            // The text as it was exported: the program may have changed how it is stored.
            _ if is_same && goes_on => {
                self.paragraphs.extend_last(&line.text);
                true
            }
            _ if is_same => {
                let bare = line.text.strip_prefix(INDENT);
                self.paragraphs.push(bare.unwrap_or(&line.text))
            }
            _ if goes_on => {
                let mut lines = text.lines();
                self.paragraphs
                    .extend_last(lines.next().unwrap_or_default());
                lines.all(|line| self.edited(line))
            }
            Role::Begins | Role::GoesOn => self.edited(text),
        }
    }

    /// What an officer wrote: a paragraph a line, without its indent.
    fn edited(&mut self, text: &str) -> bool {
        let mut lines = text.lines().map(str::trim).filter(|line| !line.is_empty());
        lines.all(|line| self.paragraphs.push(line))
    }
}

/// For each of `is` the one of `was` that it equals, by a longest common subsequence.
fn align(was: &[String], is: &[String]) -> Vec<Option<usize>> {
    let head = was.iter().zip(is).take_while(|(a, b)| a == b).count();
    let (was_rest, is_rest) = (
        was.get(head..).unwrap_or(&[]),
        is.get(head..).unwrap_or(&[]),
    );
    let tail = was_rest.iter().rev().zip(is_rest.iter().rev());
    let tail = tail.take_while(|(a, b)| a == b).count();
    let was_middle = was_rest.get(..was_rest.len() - tail).unwrap_or(&[]);
    let is_middle = is_rest.get(..is_rest.len() - tail).unwrap_or(&[]);
    let mut places: Vec<Option<usize>> = (0..head).map(Some).collect();
    if was_middle.len().saturating_mul(is_middle.len()) <= COMPARISONS {
        let middle = common(was_middle, is_middle);
        places.extend(middle.into_iter().map(|place| place.map(|at| at + head)));
    } else {
        places.extend(is_middle.iter().map(|_| None));
    }
    places.extend((was.len() - tail..was.len()).map(Some));
    places
}

fn common(was: &[String], is: &[String]) -> Vec<Option<usize>> {
    let width = is.len() + 1;
    // How many rows the rests from (a, b) on have in common.
    let mut table = vec![0_u32; (was.len() + 1) * width];
    let at = |table: &[u32], a: usize, b: usize| table.get(a * width + b).copied().unwrap_or(0);
    for (a, left) in was.iter().enumerate().rev() {
        for (b, right) in is.iter().enumerate().rev() {
            let best = if left == right {
                at(&table, a + 1, b + 1) + 1
            } else {
                at(&table, a + 1, b).max(at(&table, a, b + 1))
            };
            if let Some(slot) = table.get_mut(a * width + b) {
                *slot = best;
            }
        }
    }
    let mut places = vec![None; is.len()];
    let (mut a, mut b) = (0, 0);
    while let (Some(left), Some(right)) = (was.get(a), is.get(b)) {
        if left == right {
            if let Some(slot) = places.get_mut(b) {
                *slot = Some(a);
            }
            (a, b) = (a + 1, b + 1);
        } else if at(&table, a + 1, b) >= at(&table, a, b + 1) {
            a += 1;
        } else {
            b += 1;
        }
    }
    places
}

/// Between two rows that were found, rows without a place take those of the exported lines between them, in
/// order, where they are as many.
fn paired(places: &[Option<usize>], count: usize) -> Vec<Option<usize>> {
    let mut all = places.to_vec();
    let mut from = 0;
    let mut first = 0;
    for next in (0..=places.len()).filter(|at| places.get(*at).is_none_or(Option::is_some)) {
        let end = places.get(next).copied().flatten().unwrap_or(count);
        let gap = next.saturating_sub(from);
        if gap > 0 && end.saturating_sub(first) == gap {
            for (slot, at) in all.iter_mut().skip(from).zip(first..end) {
                *slot = Some(at);
            }
        }
        from = next + 1;
        first = end + 1;
    }
    all
}

#[cfg(test)]
mod tests {
    use super::{align, paired};

    fn places(was: &str, is: &str) -> Vec<Option<usize>> {
        let rows = |text: &str| -> Vec<String> { text.chars().map(String::from).collect() };
        paired(&align(&rows(was), &rows(is)), was.len())
    }

    #[test]
    fn a_row_takes_the_place_of_the_one_that_stood_there() {
        assert_eq!(places("abc", "abc"), [Some(0), Some(1), Some(2)]);
        assert_eq!(places("abc", "axc"), [Some(0), Some(1), Some(2)]);
        assert_eq!(places("abc", "xbc"), [Some(0), Some(1), Some(2)]);
        assert_eq!(places("abc", "abx"), [Some(0), Some(1), Some(2)]);
        assert_eq!(places("abc", "ac"), [Some(0), Some(2)]);
        assert_eq!(places("abc", "abxc"), [Some(0), Some(1), None, Some(2)]);
        assert_eq!(
            places("abcd", "axyzd"),
            [Some(0), None, None, None, Some(3)]
        );
        assert_eq!(places("", "x"), [None]);
        assert_eq!(
            places("abcdef", "axcdyzf"),
            [Some(0), Some(1), Some(2), Some(3), None, None, Some(5)]
        );
    }
}
