//! The form as a spreadsheet: the sheet 附件2-1 prints as the form, the sheet 数据来源 leads each
//! figure back to its records.

mod form_sheet;
mod grid;
mod sources_sheet;

use super::printed::PrintedForm;
use crate::ReportError;
use rust_xlsxwriter::{DocProperties, ExcelDateTime, Workbook};

/// The form as XLSX. All form cells are text, exactly as printed; the counts of 数据来源 are
/// numbers. The file's date is the last day of the tracking period, so that the same form gives the
/// same bytes.
///
/// # Errors
/// [`ReportError::Spreadsheet`] when the file cannot be built.
pub fn to_xlsx(form: &PrintedForm) -> Result<Vec<u8>, ReportError> {
    let document = &form.document;
    let part = |number: i8| u8::try_from(number).unwrap_or(1);
    let day = ExcelDateTime::from_ymd(
        u16::try_from(document.year).unwrap_or(1900),
        part(document.month),
        part(document.day),
    )?;
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
    Ok(book.save_to_buffer()?)
}
