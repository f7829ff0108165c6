//! The hidden sheet 索引: the form as it was exported, so that a workbook that comes back can be told apart from it.
//!
//! The form is JSON, deflated and in base64: a reader of the workbook's text, such as the form check (表单校验),
//! must not take it for a second form. What the officer sees always wins over it.

use crate::{ReportError, form::printed::PrintedForm};
use base64::{Engine, engine::general_purpose::STANDARD};
use flate2::{Compression, read::ZlibDecoder, write::ZlibEncoder};
use rust_xlsxwriter::Worksheet;
use std::io::{Read, Write};

/// The sheet's name.
pub(super) const NAME: &str = "索引";
/// What its first cell says, before the version.
const MARK: &str = "liandong/form-2-1/1 本表由系统读回时使用，请勿修改";
/// Below the 32,767 characters that a cell can hold.
const CHUNK: usize = 30_000;
/// What an index may unfold to, in bytes; a form is some 40,000.
const UNFOLDED: u64 = 16 * 1024 * 1024;

/// Writes the index.
pub(super) fn write(sheet: &mut Worksheet, form: &PrintedForm) -> Result<(), ReportError> {
    sheet.set_name(NAME)?.set_hidden(true);
    sheet.write_string(0, 0, MARK)?;
    let text = STANDARD.encode(deflated(&serde_json::to_vec(form)?)?);
    let mut rest = text.as_str();
    let mut row = 1;
    while !rest.is_empty() {
        let (chunk, left) = rest.split_at(rest.len().min(CHUNK));
        sheet.write_string(row, 0, chunk)?;
        rest = left;
        row += 1;
    }
    Ok(())
}

fn deflated(bytes: &[u8]) -> Result<Vec<u8>, ReportError> {
    let mut encoder = ZlibEncoder::new(Vec::new(), Compression::best());
    encoder
        .write_all(bytes)
        .map_err(zip::result::ZipError::from)?;
    Ok(encoder.finish().map_err(zip::result::ZipError::from)?)
}

/// The form of an index's cells, from the first down; `None` where it was damaged.
pub(super) fn read<'a>(mut cells: impl Iterator<Item = &'a str>) -> Option<PrintedForm> {
    cells.next().filter(|mark| *mark == MARK)?;
    let text: String = cells.flat_map(str::split_whitespace).collect();
    let packed = STANDARD.decode(text).ok()?;
    let mut json = Vec::new();
    // The zlib format carries a checksum, so that a changed letter is noticed.
    let mut decoder = ZlibDecoder::new(packed.as_slice()).take(UNFOLDED);
    decoder.read_to_end(&mut json).ok()?;
    serde_json::from_slice(&json).ok()
}
