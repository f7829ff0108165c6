//! The cells of an XLSX from whatever program saved it, within limits: for every workbook that comes back.

use calamine::{DataRef, Reader, Xlsx, XlsxError};
use std::{
    collections::BTreeMap,
    io::{Cursor, Read},
};
use zip::ZipArchive;

/// What all parts of the file may unfold to together, in bytes.
const UNFOLDED: u64 = 64 * 1024 * 1024;
/// The parts of a workbook.
const ENTRIES: usize = 2_000;
/// What a spreadsheet has room for: a cell that names itself beyond is forged.
const ROWS: u32 = 1_048_576;
const COLUMNS: u32 = 16_384;

/// Why a file is not read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Refused {
    /// It needs a password.
    Encrypted,
    /// It is damaged, or no XLSX at all.
    NotAWorkbook,
    /// It unfolds to more than the limits allow.
    TooLarge,
}

/// A sheet's cells that are not empty, by row and column from 0.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Sheet<C> {
    pub(crate) name: String,
    pub(crate) cells: BTreeMap<(u32, u32), C>,
}

impl<C> Sheet<C> {
    /// The cells of a row, from the left.
    pub(crate) fn row(&self, row: u32) -> impl Iterator<Item = (u32, &C)> {
        let cells = self.cells.range((row, 0)..=(row, u32::MAX));
        cells.map(|((_, column), cell)| (*column, cell))
    }

    /// The rows that are not empty, downwards from `first`, each once.
    pub(crate) fn rows_from(&self, first: u32) -> impl Iterator<Item = u32> {
        let mut last = None;
        let cells = self.cells.range((first, 0)..);
        cells.filter_map(move |((row, _), _)| {
            let is_new = last != Some(*row);
            last = Some(*row);
            is_new.then_some(*row)
        })
    }
}

/// The sheets of a workbook, in its order, with so many cells at the most. `read` answers nothing for a cell
/// that counts as empty.
pub(crate) fn sheets<C>(
    bytes: &[u8],
    most: usize,
    read: impl Fn(&DataRef<'_>) -> Option<C>,
) -> Result<Vec<Sheet<C>>, Refused> {
    measure(bytes)?;
    let refused = |error: XlsxError| match error {
        XlsxError::Password => Refused::Encrypted,
        _ => Refused::NotAWorkbook,
    };
    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(bytes)).map_err(refused)?;
    let mut sheets = Vec::new();
    let mut left = most;
    for name in book.sheet_names() {
        let mut reader = match book.worksheet_cells_reader(&name) {
            Ok(reader) => reader,
            // A chart has no cells.
            Err(XlsxError::NotAWorksheet(_)) => continue,
            Err(error) => return Err(refused(error)),
        };
        let mut cells = BTreeMap::new();
        while let Some(cell) = reader.next_cell().map_err(refused)? {
            let Some(said) = read(cell.get_value()) else {
                continue;
            };
            let (row, column) = cell.get_position();
            if row >= ROWS || column >= COLUMNS {
                return Err(Refused::NotAWorkbook);
            }
            cells.insert((row, column), said);
            left = left.checked_sub(1).ok_or(Refused::TooLarge)?;
        }
        sheets.push(Sheet { name, cells });
    }
    Ok(sheets)
}

/// What a cell says that is no date: a number that somebody typed is text like any other.
pub(crate) fn plain(value: &DataRef<'_>) -> String {
    match value {
        DataRef::String(text) => text.clone(),
        DataRef::SharedString(text) => (*text).to_owned(),
        DataRef::Int(number) => number.to_string(),
        DataRef::Float(number) => number.to_string(),
        DataRef::Bool(yes) => if *yes { "TRUE" } else { "FALSE" }.to_owned(),
        DataRef::DateTime(time) => time.as_f64().to_string(),
        DataRef::DateTimeIso(text) | DataRef::DurationIso(text) => text.clone(),
        DataRef::Error(error) => error.to_string(),
        DataRef::Empty => String::new(),
    }
}

/// Unfolds every part once into nothing, so that a file that unfolds to gigabytes is known by what it really
/// unfolds to and not by what it says.
pub(crate) fn measure(bytes: &[u8]) -> Result<(), Refused> {
    // An encrypted workbook is no zip file but the container of old office files.
    if bytes.starts_with(&[0xd0, 0xcf, 0x11, 0xe0]) {
        return Err(Refused::Encrypted);
    }
    let damaged = |_| Refused::NotAWorkbook;
    let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(damaged)?;
    if archive.len() > ENTRIES {
        return Err(Refused::TooLarge);
    }
    let mut left = UNFOLDED;
    for index in 0..archive.len() {
        let part = archive.by_index(index).map_err(damaged)?;
        let mut part = part.take(left.saturating_add(1));
        let unfolded = std::io::copy(&mut part, &mut std::io::sink());
        let unfolded = unfolded.map_err(|_| Refused::NotAWorkbook)?;
        left = left.checked_sub(unfolded).ok_or(Refused::TooLarge)?;
    }
    Ok(())
}
