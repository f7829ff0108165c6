//! The text of a form with the place of each letter.
//!
//! A PDF's text is broken over lines wherever a cell was narrow, and it writes the same sign in two
//! widths. So everything is matched on a *flat* text — no white space, one width — and every letter of
//! it remembers the place that it came from. A reader of another kind of file appends its cells with
//! [`Source::push`] and uses the same parsers.

use crate::place::{Piece, Place, Quote};
use std::ops::Range;

/// A range of the flat text, in bytes.
pub type Span = Range<usize>;

#[derive(Clone, Debug)]
enum Whence {
    Line(u32),
    Cell(String, String),
}

#[derive(Clone, Debug)]
struct Part {
    whence: Whence,
    /// The line of text, or the row of cells.
    row: u32,
    raw: String,
}

#[derive(Clone, Copy, Debug)]
struct Spot {
    part: u32,
    column: u32,
    /// Where the letter begins in its line or cell, in bytes.
    at: u32,
    starts: bool,
}

/// The flat text of a form, and the way back.
#[derive(Clone, Debug, Default)]
pub struct Source {
    text: String,
    spots: Vec<Spot>,
    parts: Vec<Part>,
}

impl Source {
    /// Reads lines of text.
    #[must_use]
    pub fn from_text(text: &str) -> Self {
        let mut source = Self::default();
        for (line, number) in text.split('\n').zip(1..) {
            source.add(
                Whence::Line(number),
                number,
                line.trim_end_matches('\r'),
                true,
            );
        }
        source
    }

    /// Appends a cell of a sheet or table, with the number of its row. Cells come in reading order; what
    /// stands in one cell is one word, whatever blanks and line ends it has. Its lines are parts of their
    /// own, so that a heading within a long cell is found where it begins a line.
    pub fn push(&mut self, sheet: &str, cell: &str, row: u32, text: &str) {
        let begin = self.text.len();
        for line in text.split('\n') {
            let whence = Whence::Cell(sheet.to_owned(), cell.to_owned());
            let starts = self.text.len() == begin;
            self.add(whence, row, line.trim_end_matches('\r'), starts);
        }
    }

    /// Goes on with the cell before, which the file breaks over two places: the same word, quoted in two pieces.
    pub fn go_on(&mut self, sheet: &str, cell: &str, row: u32, text: &str) {
        for line in text.split('\n') {
            let whence = Whence::Cell(sheet.to_owned(), cell.to_owned());
            self.add(whence, row, line.trim_end_matches('\r'), false);
        }
    }

    /// Appends a part; `starts` says whether its first letter begins a word.
    fn add(&mut self, whence: Whence, row: u32, raw: &str, mut starts: bool) {
        let is_cell = matches!(whence, Whence::Cell(..));
        let part = u32::try_from(self.parts.len()).unwrap_or(u32::MAX);
        let mut before = None;
        let mut letters = raw.char_indices().peekable();
        let mut column = 0_u32;
        while let Some((at, letter)) = letters.next() {
            let next = letters.peek().map(|(_, letter)| *letter);
            column = column.saturating_add(1);
            if is_blank(letter) {
                starts = starts || !is_cell;
                continue;
            }
            let in_number = before.is_some_and(is_digit) && next.is_some_and(is_digit);
            let letter = plain(letter, in_number);
            let at = u32::try_from(at).unwrap_or(u32::MAX);
            let spot = Spot {
                part,
                column,
                at,
                starts,
            };
            self.spots
                .extend(std::iter::repeat_n(spot, letter.len_utf8()));
            self.text.push(letter);
            before = Some(letter);
            starts = false;
        }
        self.parts.push(Part {
            whence,
            row,
            raw: raw.to_owned(),
        });
    }

    /// The flat text.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }

    /// A part of the flat text; nothing where the span is none.
    #[must_use]
    pub fn slice(&self, span: &Span) -> &str {
        self.text.get(span.clone()).unwrap_or("")
    }

    /// Whether a word begins here: after white space, or first in its line or cell.
    #[must_use]
    pub fn starts_word(&self, at: usize) -> bool {
        self.spots.get(at).is_some_and(|spot| spot.starts)
    }

    /// The number of the line or cell that this letter came from.
    #[must_use]
    pub fn part(&self, at: usize) -> u32 {
        self.spots.get(at).map_or(u32::MAX, |spot| spot.part)
    }

    /// The number of the line or row that this letter came from.
    #[must_use]
    pub fn row(&self, at: usize) -> u32 {
        let part = usize::try_from(self.part(at))
            .ok()
            .and_then(|part| self.parts.get(part));
        part.map_or(u32::MAX, |part| part.row)
    }

    /// Whether this letter is the first of its line or cell.
    #[must_use]
    pub fn starts_part(&self, at: usize) -> bool {
        at == 0 || self.part(at) != self.part(at.saturating_sub(1))
    }

    /// How many letters the line or cell has, blanks included.
    #[must_use]
    pub fn width(&self, part: u32) -> usize {
        let part = self.parts.get(usize::try_from(part).unwrap_or(usize::MAX));
        part.map_or(0, |part| part.raw.trim().chars().count())
    }

    /// What stands in this span, to the letter, in one piece for each line or cell.
    #[must_use]
    pub fn quote(&self, span: &Span) -> Quote {
        let Some(spots) = self.spots.get(span.clone()) else {
            return Quote::default();
        };
        let pieces = spots.chunk_by(|one, next| one.part == next.part);
        Quote(pieces.filter_map(|spots| self.piece(spots)).collect())
    }

    fn piece(&self, spots: &[Spot]) -> Option<Piece> {
        let (first, last) = (spots.first()?, spots.last()?);
        let part = self.parts.get(usize::try_from(first.part).ok()?)?;
        let from = usize::try_from(first.at).ok()?;
        let last_at = usize::try_from(last.at).ok()?;
        let length = part.raw.get(last_at..)?.chars().next()?.len_utf8();
        let text = part.raw.get(from..last_at + length)?.to_owned();
        let place = match &part.whence {
            Whence::Line(line) => Place::Text {
                line: *line,
                from: first.column,
                to: last.column,
            },
            Whence::Cell(sheet, cell) => Place::Cell {
                sheet: sheet.clone(),
                cell: cell.clone(),
            },
        };
        Some(Piece { place, text })
    }

    /// The first place of any of these words in the span; the earliest, and the longest of equals.
    #[must_use]
    pub fn find(&self, span: &Span, words: &[&str]) -> Option<Span> {
        let text = self.slice(span);
        let hits = words
            .iter()
            .filter_map(|word| Some((text.find(word)?, word.len())));
        let (at, length) = hits.min_by_key(|(at, length)| (*at, usize::MAX - length))?;
        let from = span.start + at;
        Some(from..from + length)
    }

    /// The words of a span: what white space and line ends part.
    #[must_use]
    pub fn words(&self, span: &Span) -> Vec<Span> {
        let mut words: Vec<Span> = Vec::new();
        for (at, letter) in self.slice(span).char_indices() {
            let (at, end) = (span.start + at, span.start + at + letter.len_utf8());
            match words.last_mut() {
                Some(word) if !self.starts_word(at) => word.end = end,
                _ => words.push(at..end),
            }
        }
        words
    }
}

fn is_blank(letter: char) -> bool {
    letter.is_whitespace() || matches!(letter, '\u{feff}' | '\u{200b}' | '\0')
}

fn is_digit(letter: char) -> bool {
    letter.is_ascii_digit() || ('０'..='９').contains(&letter)
}

/// One width for each sign: digits, letters, brackets and operators in half width, and the stops of a
/// sentence in full width.
fn plain(letter: char, in_number: bool) -> char {
    match letter {
        ',' if in_number => ',',
        ',' | '，' => '，',
        ':' | '：' => '：',
        ';' | '；' => '；',
        '？' | '！' => letter,
        '−' | '–' | '—' | '﹣' => '-',
        '≦' | '⩽' => '≤',
        '≧' | '⩾' => '≥',
        '\u{ff01}'..='\u{ff5e}' => {
            char::from_u32(u32::from(letter).saturating_sub(0xfee0)).unwrap_or(letter)
        }
        _ => letter,
    }
}
