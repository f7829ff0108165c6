//! The report as a workbook: a sheet of conclusions and charts, then a sheet for each table, numbers as
//! numbers.

mod charts;
mod sheets;

use super::printed::PrintedReport;
use crate::ReportError;
use liandong_analysis::Report;
use rust_xlsxwriter::{DocProperties, ExcelDateTime, Workbook};

/// The report as XLSX. The file's date is the period's last day, so that the same report gives the same
/// bytes.
///
/// # Errors
/// [`ReportError::Spreadsheet`] when the file cannot be built.
pub fn to_xlsx(report: &Report, printed: &PrintedReport) -> Result<Vec<u8>, ReportError> {
    let document = &printed.document;
    let part = |number: i8| u8::try_from(number).unwrap_or(1);
    let day = ExcelDateTime::from_ymd(
        u16::try_from(document.year).unwrap_or(1900),
        part(document.month),
        part(document.day),
    )?;
    let mut book = Workbook::new();
    book.set_properties(
        &DocProperties::new()
            .set_title(format!("{} {}", printed.title, printed.period))
            .set_comment(&document.ident)
            .set_creation_datetime(&day),
    );
    sheets::summary(book.add_worksheet(), printed)?;
    let data = charts::Data::new(report);
    charts::data_sheet(book.add_worksheet(), &data)?;
    charts::sheet(book.add_worksheet(), &data)?;
    for table in &printed.tables {
        sheets::table(book.add_worksheet(), table)?;
    }
    Ok(book.save_to_buffer()?)
}
