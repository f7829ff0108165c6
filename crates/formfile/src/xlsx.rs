//! Workbooks: the cells of the sheet that holds the form, as a reader sees them.

use crate::{FileError, limits, out::Out};
use calamine::{DataRef, Dimensions, Reader, Xlsx, XlsxError};
use liandong_formcheck::Source;
use std::{collections::BTreeMap, io::Cursor};

/// Words by which a sheet of the form is known; a whole form has the first two.
const MARKS: [&str; 6] = [
    "跟踪时段",
    "一级指标",
    "项目名称",
    "项目基本情况",
    "需要说明的情况",
    "填报日期",
];

type Book<'a> = Xlsx<Cursor<&'a [u8]>>;
/// The cells of a sheet by row and column, from 0.
type Cells = BTreeMap<(u32, u32), String>;

pub(crate) fn read(bytes: &[u8]) -> Result<Source, FileError> {
    let mut book: Book<'_> = Xlsx::new(Cursor::new(bytes)).map_err(refused)?;
    let mut sheets = Vec::new();
    for name in book.sheet_names() {
        let cells = cells(&mut book, &name)?;
        sheets.push((name, cells));
    }
    let mut out = Out::default();
    for (name, cells) in form_sheets(sheets)? {
        let mut row = None;
        for ((at, column), text) in &cells {
            if row != Some(*at) {
                out.next_row();
                row = Some(*at);
            }
            out.push(&name, &address(*at, *column), text)?;
        }
    }
    out.finish(FileError::Empty)
}

fn refused(error: XlsxError) -> FileError {
    match error {
        XlsxError::Password => FileError::Encrypted,
        _ => FileError::Damaged("workbook"),
    }
}

/// The sheets with the form: those that hold two of its marks, or all where there is none.
fn form_sheets(sheets: Vec<(String, Cells)>) -> Result<Vec<(String, Cells)>, FileError> {
    let marks = |cells: &Cells| {
        MARKS.map(|mark| {
            let mut texts = cells.values();
            texts.any(|text| text.replace(char::is_whitespace, "").contains(mark))
        })
    };
    let whole = sheets.iter().filter(|(_, cells)| {
        let [head, table, ..] = marks(cells);
        head && table
    });
    let whole: Vec<String> = whole.map(|(name, _)| name.clone()).collect();
    if whole.len() > 1 {
        return Err(FileError::ManyForms(whole));
    }
    let has_form = |cells: &Cells| marks(cells).iter().filter(|found| **found).count() >= 2;
    if !sheets.iter().any(|(_, cells)| has_form(cells)) {
        return Ok(sheets);
    }
    Ok(sheets
        .into_iter()
        .filter(|(_, cells)| has_form(cells))
        .collect())
}

/// The cells that are shown: a cell covered by a merged one is not.
fn cells(book: &mut Book<'_>, name: &str) -> Result<Cells, FileError> {
    let merged = match book.merge_cells_by_sheet_name(name) {
        Ok(merged) => merged,
        // A chart has no cells.
        Err(XlsxError::WorksheetNotFound(_) | XlsxError::NotAWorksheet(_)) => {
            return Ok(Cells::new());
        }
        Err(error) => return Err(refused(error)),
    };
    if merged.len() > limits::PIECES {
        return Err(FileError::TooMuch("cells"));
    }
    let mut reader = match book.worksheet_cells_reader(name) {
        Ok(reader) => reader,
        Err(XlsxError::NotAWorksheet(_)) => return Ok(Cells::new()),
        Err(error) => return Err(refused(error)),
    };
    let mut cells = Cells::new();
    while let Some((cell, style)) = reader.next_cell_with_style_id().map_err(refused)? {
        let styles = reader.styles();
        let format = styles
            .get(style)
            .and_then(|style| style.number_format.as_ref());
        let format = format.map_or("", |format| format.format_code.as_str());
        let text = shown(cell.get_value(), format);
        if !text.trim().is_empty() {
            cells.insert(cell.get_position(), text);
        }
        if cells.len() > limits::PIECES {
            return Err(FileError::TooMuch("cells"));
        }
    }
    uncover(&mut cells, &merged);
    Ok(cells)
}

fn uncover(cells: &mut Cells, merged: &[Dimensions]) {
    for area in merged {
        let covered: Vec<(u32, u32)> = cells
            .range(area.start..=area.end)
            .map(|(at, _)| *at)
            .filter(|at| *at != area.start && (area.start.1..=area.end.1).contains(&at.1))
            .collect();
        for at in covered {
            cells.remove(&at);
        }
    }
}

/// What a cell shows. A share that is formatted as one is printed with its decimals, any other number with
/// all that it has.
fn shown(value: &DataRef<'_>, format: &str) -> String {
    match value {
        DataRef::String(text) => text.clone(),
        DataRef::SharedString(text) => (*text).to_owned(),
        DataRef::Int(number) => number.to_string(),
        DataRef::Float(number) => float(*number, format),
        DataRef::Bool(yes) => if *yes { "TRUE" } else { "FALSE" }.to_owned(),
        DataRef::DateTime(time) if time.is_datetime() => {
            let (year, month, day, ..) = time.to_ymd_hms_milli();
            format!("{year}年{month}月{day}日")
        }
        DataRef::DateTime(time) => float(time.as_f64(), ""),
        DataRef::DateTimeIso(text) => text.get(..10).unwrap_or(text).to_owned(),
        DataRef::DurationIso(text) => text.clone(),
        DataRef::Error(error) => error.to_string(),
        DataRef::Empty => String::new(),
    }
}

fn float(number: f64, format: &str) -> String {
    // A literal percent sign in quotation marks does not multiply.
    let bare: String = format.split('"').step_by(2).collect();
    let first = bare.split(';').next().unwrap_or("");
    let decimals = first.split_once('.').map_or(0, |(_, rest)| {
        rest.chars()
            .take_while(|one| matches!(one, '0' | '#' | '?'))
            .count()
    });
    if first.contains('%') {
        return format!("{:.*}%", decimals.min(15), number * 100.0);
    }
    // Fifteen digits are what a spreadsheet keeps: 0.1 + 0.2 shows as 0.3.
    let text = format!("{number:.15e}");
    let kept: f64 = text
        .split_once('e')
        .and_then(|(digits, power)| {
            let digits: f64 = digits.parse().ok()?;
            format!("{digits:.14}e{power}").parse().ok()
        })
        .unwrap_or(number);
    kept.to_string()
}

/// `B7`, from a row and a column that count from 0.
fn address(row: u32, column: u32) -> String {
    let mut letters = Vec::new();
    let mut rest = column;
    loop {
        let letter = u8::try_from(rest % 26).unwrap_or(0);
        letters.push(char::from(b'A' + letter));
        if rest < 26 {
            break;
        }
        rest = rest / 26 - 1;
    }
    let letters: String = letters.iter().rev().collect();
    format!("{letters}{}", u64::from(row) + 1)
}

#[cfg(test)]
mod tests {
    use super::{address, float};

    #[test]
    fn cells_have_the_names_that_a_spreadsheet_shows() {
        assert_eq!(address(6, 1), "B7");
        assert_eq!(address(0, 25), "Z1");
        assert_eq!(address(0, 26), "AA1");
        assert_eq!(address(1_048_575, 16_383), "XFD1048576");
    }

    #[test]
    fn numbers_stand_as_they_are_shown() {
        assert_eq!(float(0.5, "0.00%"), "50.00%");
        assert_eq!(float(0.1 + 0.2, "General"), "0.3");
        assert_eq!(float(1_800_000.0, "#,##0"), "1800000");
        assert_eq!(float(7.55, "0.00\"%\""), "7.55");
    }
}
