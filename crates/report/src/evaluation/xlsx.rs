//! The table as a workbook.

use super::{
    printed::PrintedEvaluation,
    table::{self, Row, SUM_HEADS},
};
use crate::{
    ReportError,
    form::xlsx::{
        day,
        grid::{Cell, Grid, Style},
    },
};
use rust_xlsxwriter::{DocProperties, FormatAlign, Workbook, Worksheet, XlsxError};

/// The columns in characters of the default font, in proportion to those on paper.
const WIDTHS: [u16; 9] = [8, 10, 17, 15, 16, 9, 11, 10, 12];
const SUM_WIDTHS: [u16; 5] = [25, 9, 36, 24, 14];
const LAST: u16 = 8;
const A4: u8 = 9;

/// The table as XLSX on A4; all cells are text, exactly as printed.
///
/// # Errors
/// [`ReportError::Spreadsheet`] when the file cannot be built.
pub fn to_xlsx(form: &PrintedEvaluation) -> Result<Vec<u8>, ReportError> {
    let mut book = Workbook::new();
    book.set_properties(
        &DocProperties::new()
            .set_title(format!("{} {}", form.project_name, form.title))
            .set_company(&form.department)
            .set_comment(&form.document.ident)
            .set_creation_datetime(&day(&form.document)?),
    );
    table_sheet(book.add_worksheet(), form)?;
    sums_sheet(book.add_worksheet(), form)?;
    Ok(book.save_to_buffer()?)
}

fn page(sheet: &mut Worksheet, name: &str) -> Result<(), XlsxError> {
    sheet
        .set_name(name)?
        .set_paper_size(A4)
        .set_portrait()
        .set_margins(0.4, 0.4, 0.5, 0.6, 0.3, 0.3)
        .set_print_center_horizontally(true)
        .set_print_fit_to_pages(1, 0)
        .set_footer("&C第 &P 页　共 &N 页");
    Ok(())
}

fn left(style: Style) -> Style {
    style.map(|format| format.set_align(FormatAlign::Left))
}

const fn whole<'a>(text: &'a str, style: &'a Style, last: u16) -> Cell<'a> {
    Cell {
        from: 0,
        to: last,
        text,
        style,
    }
}

fn table_sheet(sheet: &mut Worksheet, form: &PrintedEvaluation) -> Result<(), XlsxError> {
    page(sheet, "绩效自评表")?;
    let mut grid = Grid::new(sheet, &WIDTHS)?;
    let title = Style::new(15).bold().centred();
    grid.row(30, &[whole(&form.title, &title, LAST)])?;
    let plain = Style::new(11).centred();
    grid.row(18, &[whole(&form.year, &plain, LAST)])?;
    for row in table::rows(form) {
        if row.is_head {
            let at = grid.next_row();
            grid.sheet().set_repeat_rows(at, at)?;
        }
        write_row(&mut grid, &row)?;
    }
    let note = left(Style::new(9));
    grid.row(18, &[whole("说明：", &note, LAST)])?;
    for text in &form.notes {
        grid.row(16, &[whole(text, &note, LAST)])?;
    }
    let line = form.signatures.join("　　　　　　");
    grid.row(36, &[whole(&line, &note, LAST)])
}

fn write_row(grid: &mut Grid<'_>, row: &Row) -> Result<(), XlsxError> {
    let narrow = |number: u32| u16::try_from(number).unwrap_or(0);
    let mut tallest = 28;
    for cell in row.cells.iter().filter(|cell| cell.rows > 0) {
        let style = Style::new(9).boxed();
        let style = if cell.is_left {
            left(style)
        } else {
            style.centred()
        };
        let style = if cell.is_strong { style.bold() } else { style };
        let drawn = Cell {
            from: narrow(cell.column),
            to: narrow(cell.column + cell.span - 1),
            text: &cell.text,
            style: &style,
        };
        grid.over(grid.next_row() + cell.rows - 1, &drawn)?;
        // A cell over several rows has their height together.
        if cell.rows == 1 {
            tallest = tallest.max(grid.height(&drawn));
        }
    }
    grid.finish_row(tallest)
}

fn sums_sheet(sheet: &mut Worksheet, form: &PrintedEvaluation) -> Result<(), XlsxError> {
    page(sheet, "得分计算")?;
    sheet.set_repeat_rows(0, 0)?;
    let mut grid = Grid::new(sheet, &SUM_WIDTHS)?;
    let head = Style::new(9).bold().centred().boxed();
    let (middle, side) = (Style::new(9).centred().boxed(), left(Style::new(9).boxed()));
    let styles = [&side, &middle, &side, &middle, &middle];
    let mut write = |texts: [&str; 5], styles: [&Style; 5]| {
        let cells = (0..).zip(texts).zip(styles);
        let cells: Vec<Cell<'_>> = cells
            .map(|((column, text), style)| Cell {
                from: column,
                to: column,
                text,
                style,
            })
            .collect();
        grid.row(18, &cells)
    };
    write(SUM_HEADS, [&head; 5])?;
    for row in table::sums(form) {
        write(row, styles)?;
    }
    let plain = left(Style::new(9));
    for text in &form.basis {
        grid.row(18, &[whole(text, &plain, 4)])?;
    }
    Ok(())
}
