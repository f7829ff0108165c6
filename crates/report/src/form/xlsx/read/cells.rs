//! The texts of a form's workbook.

use super::ImportError;
use crate::workbook;
use calamine::DataRef;
use rust_xlsxwriter::utility::row_col_to_cell;
use std::collections::BTreeMap;

/// Cells of all sheets.
const CELLS: usize = 50_000;

/// The texts of a sheet's cells that are not empty.
pub(super) type Sheet = workbook::Sheet<String>;

impl Sheet {
    /// The text of a cell; nothing where it is empty.
    pub(super) fn text(&self, row: u32, column: u32) -> &str {
        self.cells.get(&(row, column)).map_or("", String::as_str)
    }

    /// The last row that is not empty.
    pub(super) fn last_row(&self) -> Option<u32> {
        self.cells.keys().next_back().map(|(row, _)| *row)
    }

    /// All texts, row by row.
    pub(super) fn texts(&self) -> impl Iterator<Item = &str> {
        self.cells.values().map(String::as_str)
    }

    /// What differs in its text from `other`, or is missing on either side, counts as a difference.
    pub(super) fn says_the_same(&self, other: &Self) -> bool {
        let bare = |sheet: &Self| -> BTreeMap<(u32, u32), String> {
            let cells = sheet.cells.iter();
            let cells = cells.map(|(at, text)| (*at, normal(text)));
            cells.filter(|(_, text)| !text.is_empty()).collect()
        };
        bare(self) == bare(other)
    }

    /// `附件2-1!B7`, from a row and a column that count from 0.
    pub(super) fn address(&self, row: u32, column: u32) -> String {
        let column = u16::try_from(column).unwrap_or(u16::MAX);
        format!("{}!{}", self.name, row_col_to_cell(row, column))
    }
}

/// A text without what spreadsheet programs change on their own: ends of lines, characters that XML cannot hold,
/// and space at the end.
pub(super) fn normal(text: &str) -> String {
    let text = text.replace("\r\n", "\n").replace('\r', "\n");
    let is_kept = |letter: &char| *letter == '\n' || *letter == '\t' || !letter.is_control();
    let kept: String = text
        .chars()
        .filter(is_kept)
        .filter(|letter| !matches!(letter, '\u{fffe}' | '\u{ffff}'))
        .collect();
    kept.trim_end().to_owned()
}

/// The sheets of the workbook, in its order.
pub(super) fn sheets(bytes: &[u8]) -> Result<Vec<Sheet>, ImportError> {
    let text = |value: &DataRef<'_>| Some(shown(value)).filter(|text| !text.is_empty());
    Ok(workbook::sheets(bytes, CELLS, text)?)
}

/// What a cell says; a date as the form writes days.
fn shown(value: &DataRef<'_>) -> String {
    match value {
        DataRef::DateTime(time) if time.is_datetime() => {
            let (year, month, day, ..) = time.to_ymd_hms_milli();
            format!("{year}年{month}月{day}日")
        }
        other => workbook::plain(other),
    }
}
