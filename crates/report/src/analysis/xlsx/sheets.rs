//! Sheets of words and tables.

use crate::analysis::printed::{Cell, PrintedReport, Table};
use rust_xlsxwriter::{Color, Format, FormatAlign, FormatBorder, Worksheet, XlsxError};

/// Widths of a table's parts as widths of columns in characters.
const WIDER: f64 = 0.95;

pub(super) fn head() -> Format {
    Format::new()
        .set_bold()
        .set_background_color(Color::RGB(0x00E1_E1E1))
        .set_border(FormatBorder::Thin)
        .set_align(FormatAlign::Center)
        .set_align(FormatAlign::VerticalCenter)
        .set_text_wrap()
}

pub(super) fn body() -> Format {
    Format::new()
        .set_border(FormatBorder::Thin)
        .set_align(FormatAlign::VerticalCenter)
        .set_text_wrap()
}

fn on_a4(sheet: &mut Worksheet, landscape: bool) {
    sheet.set_paper_size(9).set_print_fit_to_pages(1, 0);
    if landscape {
        sheet.set_landscape();
    }
}

/// The first sheet: what is concluded, and the figures at the top.
pub(super) fn summary(sheet: &mut Worksheet, printed: &PrintedReport) -> Result<(), XlsxError> {
    sheet.set_name("结论")?;
    on_a4(sheet, false);
    let title = Format::new().set_bold().set_font_size(16);
    let strong = Format::new().set_bold();
    let wrapped = Format::new().set_text_wrap().set_align(FormatAlign::Top);
    for (column, width) in [(0, 22.0), (1, 18.0), (2, 50.0)] {
        sheet.set_column_width(column, width)?;
    }
    sheet.write_with_format(0, 0, &printed.title, &title)?;
    sheet.write(1, 0, &printed.period)?;
    let mut row = 3;
    for (column, name) in (0..).zip(["指标", "数值", "说明"]) {
        sheet.write_with_format(row, column, name, &head())?;
    }
    for [name, value, note] in &printed.leads {
        row += 1;
        for (column, text) in (0..).zip([name, value, note]) {
            sheet.write_with_format(row, column, text, &body())?;
        }
    }
    row += 2;
    let parts = [
        ("文字结论", &printed.findings),
        ("方法", &printed.method),
        ("控制图", &printed.chart.words),
        ("依据", &printed.basis),
    ];
    for (name, lines) in parts {
        sheet.write_with_format(row, 0, name, &strong)?;
        for line in lines {
            row += 1;
            sheet.merge_range(row, 0, row, 2, line, &wrapped)?;
            // A Chinese character takes two columns' places; a line holds some ninety.
            let lines = line.chars().count().div_ceil(44).max(1);
            let height = 15.0 * f64::from(u32::try_from(lines).unwrap_or(1));
            sheet.set_row_height(row, height)?;
        }
        row += 2;
    }
    Ok(())
}

/// A table: heads, rows, notes.
pub(super) fn table(sheet: &mut Worksheet, table: &Table) -> Result<(), XlsxError> {
    sheet.set_name(table.sheet)?;
    on_a4(sheet, table.widths.iter().sum::<u32>() > 95);
    sheet.set_repeat_rows(1, 1)?;
    let title = Format::new().set_bold().set_font_size(12);
    sheet.write_with_format(0, 0, &table.title, &title)?;
    for (column, (name, width)) in (0_u16..).zip(table.heads.iter().zip(&table.widths)) {
        sheet.set_column_width(column, (f64::from(*width) * WIDER).max(8.0))?;
        sheet.write_with_format(1, column, name, &head())?;
    }
    let mut row = 1;
    for cells in &table.rows {
        row += 1;
        for (column, cell) in (0_u16..).zip(cells) {
            write(sheet, row, column, cell)?;
        }
    }
    if table.rows.is_empty() {
        row += 1;
        sheet.write(row, 0, table.empty)?;
    }
    for note in &table.notes {
        row += 1;
        sheet.write(row, 0, note)?;
    }
    Ok(())
}

#[allow(clippy::cast_precision_loss)]
fn write(sheet: &mut Worksheet, row: u32, column: u16, cell: &Cell) -> Result<(), XlsxError> {
    match cell {
        Cell::Text(text) => sheet.write_with_format(row, column, text, &body())?,
        Cell::Count(count) => {
            let format = body().set_num_format("#,##0");
            sheet.write_with_format(row, column, *count as f64, &format)?
        }
        // The share itself, shown to two digits: a workbook reckons on with what it holds.
        Cell::Share {
            of: (numerator, denominator),
            ..
        } => {
            let format = body().set_num_format("0.00%");
            let share = *numerator as f64 / *denominator as f64;
            sheet.write_with_format(row, column, share, &format)?
        }
    };
    Ok(())
}
