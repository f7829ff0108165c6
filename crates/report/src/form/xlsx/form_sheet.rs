//! The sheet 附件2-1.

use super::{
    grid::{Cell, Grid, Style},
    layout::{self, Flow},
};
use crate::form::printed::{IndicatorRow, JudgementCell, PrintedForm, Tick};
use rust_xlsxwriter::{FormatAlign, Worksheet, XlsxError};

/// Widths of the nine columns of the indicator table; the header's cells merge some of them.
const WIDTHS: [u16; 9] = [7, 9, 17, 14, 14, 17, 13, 15, 15];
const LAST: u16 = 8;
const A4: u8 = 9;

struct Styles {
    plain: Style,
    title: Style,
    label: Style,
    cell: Style,
    head: Style,
    small: Style,
}

pub(super) fn write(sheet: &mut Worksheet, form: &PrintedForm) -> Result<(), XlsxError> {
    let styles = Styles {
        plain: Style::new(11),
        title: Style::new(15).bold().centred(),
        label: Style::new(10).centred().boxed(),
        cell: Style::new(10).centred().boxed(),
        head: Style::new(9).bold().centred().boxed(),
        small: Style::new(9).centred().boxed(),
    };
    sheet
        .set_name("附件2-1")?
        .set_paper_size(A4)
        .set_portrait()
        .set_margins(0.4, 0.4, 0.5, 0.6, 0.3, 0.3)
        .set_print_center_horizontally(true)
        .set_print_fit_to_pages(1, 0)
        .set_footer("&C第 &P 页　共 &N 页");
    let mut grid = Grid::new(sheet, &WIDTHS)?;
    header(&mut grid, form, &styles)?;
    sections(&mut grid, form, &styles)?;
    indicators(&mut grid, form, &styles)?;
    block(&mut grid, &layout::remarks(form, width()))?;
    signatures(&mut grid, form)
}

fn whole<'a>(text: &'a str, style: &'a Style) -> Cell<'a> {
    span(0, LAST, text, style)
}

const fn span<'a>(from: u16, to: u16, text: &'a str, style: &'a Style) -> Cell<'a> {
    Cell {
        from,
        to,
        text,
        style,
    }
}

/// The cells above section 一: one that takes the whole width, six pairs, and the reason.
fn header(grid: &mut Grid<'_>, form: &PrintedForm, styles: &Styles) -> Result<(), XlsxError> {
    grid.row(16, &[whole(&form.annex, &styles.plain)])?;
    grid.row(32, &[whole(&form.title, &styles.title)])?;
    let town = format!("街镇名称：{}　　　　　　（盖章）", form.header.town_name);
    grid.row(22, &[whole(&town, &styles.plain)])?;
    let cells = form.header.cells();
    let Some((first, rest)) = cells.split_first() else {
        return Ok(());
    };
    let wide = 28;
    // The unit stands on a line of its own, as on the district's sheet.
    let two_lines = |label: &str| label.replace('（', "\n（");
    let alone = |grid: &mut Grid<'_>, label: &str, value: &str| {
        grid.row(
            wide,
            &[
                span(0, 1, &two_lines(label), &styles.label),
                span(2, LAST, value, &styles.cell),
            ],
        )
    };
    alone(grid, first.label, &first.value)?;
    for pair in rest.chunks(2) {
        match pair {
            [left, right] => grid.row(
                wide,
                &[
                    span(0, 1, &two_lines(left.label), &styles.label),
                    span(2, 4, &left.value, &styles.cell),
                    span(5, 5, &two_lines(right.label), &styles.label),
                    span(6, LAST, &right.value, &styles.cell),
                ],
            )?,
            [last] => alone(grid, last.label, &last.value)?,
            _ => {}
        }
    }
    Ok(())
}

fn sections(grid: &mut Grid<'_>, form: &PrintedForm, styles: &Styles) -> Result<(), XlsxError> {
    for flow in layout::above_judgements(form, width()) {
        block(grid, &flow)?;
    }
    judgements(grid, form, styles)?;
    block(grid, &layout::problems(form, width()))
}

/// The width of all columns.
pub(super) fn width() -> u32 {
    WIDTHS.iter().map(|one| u32::from(*one)).sum()
}

/// A box over the whole width, a row for each line.
fn block(grid: &mut Grid<'_>, flow: &Flow) -> Result<(), XlsxError> {
    let last = flow.lines.len().saturating_sub(1);
    for (index, line) in flow.lines.iter().enumerate() {
        let style = Style::new(10).top().sides(index == 0, index == last);
        let style = if line.is_bold { style.bold() } else { style };
        grid.row(18, &[whole(&line.text, &style)])?;
    }
    Ok(())
}

fn judgements(grid: &mut Grid<'_>, form: &PrintedForm, styles: &Styles) -> Result<(), XlsxError> {
    let label = Style::new(10).bold().centred().boxed();
    let down = grid.next_row() + 1;
    grid.over(down, &span(0, 1, layout::JUDGEMENTS, &label))?;
    let judgements = &form.sections.judgements;
    for (name, cell) in layout::JUDGED
        .into_iter()
        .zip([&judgements.budget, &judgements.goals])
    {
        let text = judged(cell);
        grid.row(
            36,
            &[
                span(2, 2, name, &styles.label),
                span(3, LAST, &text, &styles.cell),
            ],
        )?;
    }
    Ok(())
}

pub(super) fn judged(cell: &JudgementCell) -> String {
    format!("{}\n（依据：{}）", Tick::line(&cell.ticks), cell.reason)
}

fn indicators(grid: &mut Grid<'_>, form: &PrintedForm, styles: &Styles) -> Result<(), XlsxError> {
    let head = &styles.head;
    // A program that fits to the width may pass over this break; where it is kept, the table
    // begins on its own page.
    let begin = grid.next_row();
    grid.sheet().set_page_breaks(&[begin])?;
    grid.row(
        22,
        &[whole(layout::INDICATORS, &styles.label.clone().bold())],
    )?;
    let first = grid.next_row();
    for (column, text) in [
        (0, "一级指标"),
        (1, "二级指标"),
        (2, "三级指标"),
        (3, "年度指标值"),
    ] {
        grid.over(first + 1, &span(column, column, text, head))?;
    }
    grid.row(
        18,
        &[
            span(4, 6, "跟踪时的目标完成情况", head),
            span(7, 8, "跟踪时的纠偏情况", head),
        ],
    )?;
    grid.row(
        30,
        &[
            span(4, 4, "应完成的绩效目标值", head),
            span(5, 5, "完成百分比或情况描述", head),
            span(6, 6, "偏差情况（尽量用数值表示）", head),
            span(7, 7, "偏差原因", head),
            span(8, 8, "纠偏措施", head),
        ],
    )?;
    grid.sheet().set_repeat_rows(first, first + 1)?;
    for row in &form.rows {
        indicator(grid, row, &styles.small)?;
    }
    Ok(())
}

fn indicator(grid: &mut Grid<'_>, row: &IndicatorRow, style: &Style) -> Result<(), XlsxError> {
    for (column, text, rows) in [
        (0, &row.level1, row.level1_rows),
        (1, &row.level2, row.level2_rows),
    ] {
        if rows > 0 {
            let last = grid.next_row() + rows - 1;
            grid.over(last, &span(column, column, text, style))?;
        }
    }
    let name = format!("{}{}", row.name, row.mark);
    grid.row(
        // A cell merged over one row only must still hold its own text.
        if row.level2_rows == 1 { 44 } else { 30 },
        &[
            span(2, 2, &name, style),
            span(3, 3, &row.annual, style),
            span(4, 4, &row.due, style),
            span(5, 5, &row.done, style),
            span(6, 6, &row.deviation, style),
            span(7, 7, &row.cause, style),
            span(8, 8, &row.remedy, style),
        ],
    )
}

/// The labels in a row; a person signs behind each.
fn signatures(grid: &mut Grid<'_>, form: &PrintedForm) -> Result<(), XlsxError> {
    let line = form.signatures.join(layout::GAP);
    let style = Style::new(10)
        .boxed()
        .map(|format| format.set_align(FormatAlign::Left));
    grid.row(40, &[whole(&line, &style)])
}
