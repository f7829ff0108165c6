//! Rows of merged cells whose height follows their text.
//!
//! A spreadsheet program does not grow a row for a merged cell, so the height is reckoned here from
//! the text's width: a Chinese character takes two columns, a Latin one takes one.

use rust_xlsxwriter::{Format, FormatAlign, FormatBorder, Worksheet, XlsxError};
use unicode_width::UnicodeWidthStr;

/// Song, as Chinese offices have it on every machine.
const FONT: &str = "宋体";
/// The tallest row that a spreadsheet knows, in points.
const TALLEST: u32 = 409;

/// A style in which cells are written.
#[derive(Clone)]
pub(crate) struct Style {
    format: Format,
    /// Font size in points.
    size: u32,
}

impl Style {
    pub(crate) fn new(size: u32) -> Self {
        let format = Format::new()
            .set_font_name(FONT)
            .set_font_size(size)
            .set_text_wrap()
            .set_align(FormatAlign::VerticalCenter);
        Self { format, size }
    }

    pub(crate) fn map(self, change: impl FnOnce(Format) -> Format) -> Self {
        Self {
            format: change(self.format),
            ..self
        }
    }

    pub(crate) fn bold(self) -> Self {
        self.map(Format::set_bold)
    }

    pub(crate) fn centred(self) -> Self {
        self.map(|format| format.set_align(FormatAlign::Center))
    }

    pub(crate) fn top(self) -> Self {
        self.map(|format| format.set_align(FormatAlign::Top))
    }

    pub(crate) fn boxed(self) -> Self {
        self.map(|format| format.set_border(FormatBorder::Thin))
    }

    /// The sides of a box that goes on over several rows.
    pub(crate) fn sides(self, first: bool, last: bool) -> Self {
        self.map(|format| {
            let format = format
                .set_border_left(FormatBorder::Thin)
                .set_border_right(FormatBorder::Thin);
            let format = if first {
                format.set_border_top(FormatBorder::Thin)
            } else {
                format
            };
            if last {
                format.set_border_bottom(FormatBorder::Thin)
            } else {
                format
            }
        })
    }
}

/// A cell over the columns `from` to `to`, both included.
pub(crate) struct Cell<'a> {
    pub(crate) from: u16,
    pub(crate) to: u16,
    pub(crate) text: &'a str,
    pub(crate) style: &'a Style,
}

/// Writes rows downwards.
pub(crate) struct Grid<'a> {
    sheet: &'a mut Worksheet,
    /// Column widths in characters of the default font.
    widths: &'static [u16],
    row: u32,
}

impl<'a> Grid<'a> {
    pub(crate) fn new(sheet: &'a mut Worksheet, widths: &'static [u16]) -> Result<Self, XlsxError> {
        for (column, width) in (0..).zip(widths) {
            sheet.set_column_width(column, *width)?;
        }
        Ok(Self {
            sheet,
            widths,
            row: 0,
        })
    }

    /// The row that is written next.
    pub(crate) const fn next_row(&self) -> u32 {
        self.row
    }

    /// The sheet itself, for what is not a row.
    pub(crate) const fn sheet(&mut self) -> &mut Worksheet {
        self.sheet
    }

    /// Writes a row, as tall as its tallest cell and at least `least` points.
    pub(crate) fn row(&mut self, least: u32, cells: &[Cell<'_>]) -> Result<(), XlsxError> {
        let mut tallest = least;
        for cell in cells {
            self.over(self.row, cell)?;
            tallest = tallest.max(self.height(cell));
        }
        self.finish_row(tallest)
    }

    /// Writes a cell that reaches from the next row down to `last`, without moving on.
    pub(crate) fn over(&mut self, last: u32, cell: &Cell<'_>) -> Result<(), XlsxError> {
        let format = &cell.style.format;
        if cell.from == cell.to && last == self.row {
            self.sheet
                .write_string_with_format(self.row, cell.from, cell.text, format)?;
        } else {
            self.sheet
                .merge_range(self.row, cell.from, last, cell.to, cell.text, format)?;
        }
        Ok(())
    }

    /// Puts a whole number into a cell of the row that is written next.
    pub(crate) fn number(
        &mut self,
        column: u16,
        value: i32,
        style: &Style,
    ) -> Result<(), XlsxError> {
        self.sheet
            .write_number_with_format(self.row, column, value, &style.format)?;
        Ok(())
    }

    /// Goes on to the next row, which is `height` points high.
    pub(crate) fn finish_row(&mut self, height: u32) -> Result<(), XlsxError> {
        self.sheet.set_row_height(self.row, height.min(TALLEST))?;
        self.row += 1;
        Ok(())
    }

    /// The height in points that a cell's text needs.
    pub(crate) fn height(&self, cell: &Cell<'_>) -> u32 {
        let width: u32 = (cell.from..=cell.to)
            .filter_map(|column| self.widths.get(usize::from(column)))
            .map(|width| u32::from(*width))
            .sum();
        let lines = lines(cell.text, width, cell.style.size);
        // Where a narrow cell wraps, a number that may not be broken can cost a line more.
        let wraps = lines > self::lines(cell.text, u32::from(u16::MAX), cell.style.size);
        let spare = u32::from(wraps && width < 30);
        (lines + spare) * cell.style.size * 7 / 5 + 5
    }
}

/// How many lines a text takes in a cell of `width` characters of the default font, which are seven
/// pixels each. A column of text is half an em, that is ⅔ of a pixel for each point of its size; a
/// twenty-fifth of the room is left over for fonts that run wider. Marks and quotation marks are
/// wide in Song, hence the width as Chinese typesetting has it.
fn lines(text: &str, width: u32, size: u32) -> u32 {
    let room = width * 7 * 3 * 24 / (2 * 25 * size.max(1));
    // A line that ends on half a Chinese character breaks one column earlier.
    let room = room.saturating_sub(1).max(2);
    text.split('\n')
        .map(|line| {
            let columns = u32::try_from(line.width_cjk()).unwrap_or(u32::MAX);
            columns.div_ceil(room).max(1)
        })
        .sum()
}

/// A paragraph in pieces, none of which is taller than a row can be over `width` characters.
pub(crate) fn pieces(paragraph: &str, width: u32) -> Vec<String> {
    let most = usize::try_from(width * 20 / 2).unwrap_or(usize::MAX).max(1);
    let characters: Vec<char> = paragraph.chars().collect();
    characters
        .chunks(most)
        .map(|piece| piece.iter().collect())
        .collect()
}

#[cfg(test)]
mod tests {
    use super::{lines, pieces};

    #[test]
    fn a_chinese_character_takes_two_columns() {
        // 11 characters are 77 pixels; five Chinese characters of 10 points are 67.
        assert_eq!(lines("一二三四五", 11, 10), 1);
        assert_eq!(lines("一二三四五六", 11, 10), 2);
        assert_eq!(lines("1234567890", 11, 10), 1);
        assert_eq!(lines("一\n二", 11, 10), 2);
        assert_eq!(lines("", 11, 10), 1);
    }

    #[test]
    fn a_long_paragraph_loses_nothing() {
        let text = "长".repeat(2_500);
        let cut = pieces(&text, 100);
        assert_eq!(cut.len(), 3);
        assert_eq!(cut.concat(), text);
    }
}
