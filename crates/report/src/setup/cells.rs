//! The cells of a set-up workbook.

use super::{fault::Unreadable, text};
use crate::workbook;
use calamine::{DataRef, ExcelDateTime};

/// Cells of all sheets: eight sheets of two thousand rows have some 70,000.
const CELLS: usize = 100_000;

/// What a cell says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Cell {
    pub(super) text: String,
    /// Whether it is a formula's error: `#REF!`.
    pub(super) is_error: bool,
}

/// A sheet's cells that are not empty.
pub(super) type Sheet = workbook::Sheet<Cell>;

/// The sheets of a workbook, in its order.
pub(super) fn sheets(bytes: &[u8]) -> Result<Vec<Sheet>, Unreadable> {
    let cell = |value: &DataRef<'_>| {
        let text = text::tidy(&shown(value));
        let is_error = matches!(value, DataRef::Error(_));
        (!text.is_empty()).then_some(Cell { text, is_error })
    };
    Ok(workbook::sheets(bytes, CELLS, cell)?)
}

/// What a cell says: a date as `2024-03-01`, a time of day as `08:00`, whatever format shows it.
fn shown(value: &DataRef<'_>) -> String {
    match value {
        DataRef::DateTime(time) => moment(time),
        DataRef::DateTimeIso(text) => text.get(..10).unwrap_or(text).to_owned(),
        other => workbook::plain(other),
    }
}

fn moment(time: &ExcelDateTime) -> String {
    let (year, month, day, hour, minute, second, milli) = time.to_ymd_hms_milli();
    // A time of day is a part of a day, and a whole day at the most.
    if (0.0..1.0).contains(&time.as_f64()) {
        let seconds = (i64::from(hour) * 60 + i64::from(minute)) * 60 + i64::from(second);
        return text::clock(seconds + i64::from(milli >= 500));
    }
    if time.is_datetime() {
        return format!("{year}-{month:02}-{day:02}");
    }
    time.as_f64().to_string()
}
