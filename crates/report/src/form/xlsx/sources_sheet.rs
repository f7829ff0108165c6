//! The sheet 数据来源: each figure's formula, counts and what was left out.

use super::grid::{Cell, Grid, Style};
use crate::form::printed::{PrintedForm, Source};
use rust_xlsxwriter::{FormatAlign, Worksheet, XlsxError};

const WIDTHS: [u16; 10] = [6, 22, 20, 40, 26, 12, 12, 10, 10, 40];
const HEADS: [&str; 10] = [
    "标号",
    "指标",
    "指标编号",
    "计算口径",
    "结果",
    "分子",
    "分母",
    "计入条数",
    "其中补报",
    "未计入的记录及原因",
];
const LAST: u16 = 9;
const A4: u8 = 9;

pub(super) fn write(sheet: &mut Worksheet, form: &PrintedForm) -> Result<(), XlsxError> {
    let head = Style::new(10).bold().centred().boxed();
    let cell = Style::new(10).centred().boxed();
    let left = Style::new(10)
        .boxed()
        .map(|format| format.set_align(FormatAlign::Left));
    let plain = Style::new(10);
    sheet
        .set_name("数据来源")?
        .set_paper_size(A4)
        .set_landscape()
        .set_print_fit_to_pages(1, 0)
        .set_repeat_rows(0, 0)?
        .set_freeze_panes(1, 0)?;
    let mut grid = Grid::new(sheet, &WIDTHS)?;
    let heads: Vec<Cell<'_>> = (0..)
        .zip(HEADS)
        .map(|(column, text)| one(column, text, &head))
        .collect();
    grid.row(20, &heads)?;
    for source in &form.sources {
        row(&mut grid, source, &cell, &left)?;
    }
    for text in &form.basis {
        grid.row(
            18,
            &[Cell {
                from: 0,
                to: LAST,
                text,
                style: &plain,
            }],
        )?;
    }
    Ok(())
}

const fn one<'a>(column: u16, text: &'a str, style: &'a Style) -> Cell<'a> {
    Cell {
        from: column,
        to: column,
        text,
        style,
    }
}

fn row(grid: &mut Grid<'_>, source: &Source, cell: &Style, left: &Style) -> Result<(), XlsxError> {
    let mut cells = vec![
        one(0, &source.mark, cell),
        one(1, &source.name, left),
        one(2, &source.id, left),
        one(3, &source.formula, left),
        one(4, &source.value, cell),
        one(9, &source.exclusions, left),
    ];
    for (column, text) in [
        (5, &source.numerator),
        (6, &source.denominator),
        (7, &source.evidence),
        (8, &source.late),
    ] {
        // Numbers stay numbers here, so that an auditor can divide them; what has no number, or
        // one beyond the exact range, stays text.
        match text.parse::<i32>() {
            Ok(number) => grid.number(column, number, cell)?,
            Err(_) => cells.push(one(column, text, cell)),
        }
    }
    grid.row(20, &cells)
}
