//! The form as a spreadsheet: the sheet 附件2-1 prints as the form, the sheet 数据来源 leads each
//! figure back to its records, and the hidden sheet 索引 by which a workbook that comes back is read.

mod form_sheet;
pub(crate) mod grid;
mod index_sheet;
#[cfg(test)]
mod laws;
mod layout;
mod read;
mod sources_sheet;

pub use read::{ImportError, Imported, from_xlsx, import_xlsx};

use super::printed::{DocumentMeta, PrintedForm};
use crate::ReportError;
use rust_xlsxwriter::{DocProperties, ExcelDateTime, Workbook, XlsxError};

/// The form as XLSX. All form cells are text, exactly as printed; the counts of 数据来源 are
/// numbers. The file's date is the last day of the tracking period, so that the same form gives the
/// same bytes.
///
/// # Errors
/// [`ReportError::Spreadsheet`] when the file cannot be built.
pub fn to_xlsx(form: &PrintedForm) -> Result<Vec<u8>, ReportError> {
    write(form, form)
}

/// `shown` is what the sheets show, `index` what the workbook remembers of its making.
fn write(shown: &PrintedForm, index: &PrintedForm) -> Result<Vec<u8>, ReportError> {
    let form = shown;
    let document = &form.document;
    let day = day(document)?;
    let mut book = Workbook::new();
    book.set_properties(
        &DocProperties::new()
            .set_title(format!("{} {}", form.header.project_name, form.title))
            .set_company(&form.header.budget_unit)
            .set_comment(&document.ident)
            .set_creation_datetime(&day),
    );
    form_sheet::write(book.add_worksheet(), form)?;
    sources_sheet::write(book.add_worksheet(), form)?;
    index_sheet::write(book.add_worksheet(), index)?;
    Ok(book.save_to_buffer()?)
}

/// The date that a file bears: the document's own, never the clock's.
pub(crate) fn day(document: &DocumentMeta) -> Result<ExcelDateTime, XlsxError> {
    let part = |number: i8| u8::try_from(number).unwrap_or(1);
    ExcelDateTime::from_ymd(
        u16::try_from(document.year).unwrap_or(1900),
        part(document.month),
        part(document.day),
    )
}
