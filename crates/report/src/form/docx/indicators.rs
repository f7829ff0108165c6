//! 主要跟踪指标, the remarks and the signature line.

use super::{paragraphs, row_anchor, source_anchor, two_lines};
use crate::{
    docx::{Cell, Down, Inline, Paragraph, Row, Style, Table, share_lines},
    form::printed::{IndicatorRow, PrintedForm},
};

/// 15, 15, 25.5, 24, 23, 24, 20.5, 20 and 19 mm.
const COLUMNS: [u32; 9] = [850, 850, 1446, 1361, 1304, 1361, 1162, 1134, 1078];
const ALL: u32 = 9;
/// A row with a longer text than this may break over pages; any other stays whole.
const LONG: usize = 300;

pub(super) fn table(form: &PrintedForm) -> Table {
    let mut rows = head();
    rows.extend(
        form.rows
            .iter()
            .enumerate()
            .map(|(index, one)| row(index, one)),
    );
    let mut remarks = vec![Paragraph::strong(Style::Heading, "需要说明的情况：")];
    remarks.extend(paragraphs(&form.remarks));
    rows.push(Row::of(vec![Cell::new(ALL, remarks).top()]));
    rows.push(signatures(form));
    Table {
        columns: COLUMNS.to_vec(),
        rows,
        inset: 57,
    }
}

/// The title and two rows of names, printed again on every page.
fn head() -> Vec<Row> {
    let name = |span, text: &str| Cell::strong(span, Style::Small, text);
    let covered = || Cell::covered(1, Style::Small);
    let first = ["一级\n指标", "二级\n指标", "三级指标", "年度指标值"]
        .map(|text| name(1, text).down(Down::First));
    let mut upper = first.to_vec();
    upper.push(name(3, "跟踪时的目标完成情况"));
    upper.push(name(2, "跟踪时的纠偏情况"));
    let mut lower: Vec<Cell> = (0..4).map(|_| covered()).collect();
    lower.extend(
        [
            "应完成的\n绩效目标值",
            "完成百分比\n或情况描述",
            &two_lines("偏差情况（尽量用\n数值表示）"),
            "偏差原因",
            "纠偏措施",
        ]
        .map(|text| name(1, text)),
    );
    let title = Cell::strong(
        ALL,
        Style::Cell,
        "主要跟踪指标（结合项目特点选择重点绩效指标）",
    );
    [vec![title], upper, lower]
        .into_iter()
        .map(|cells| Row {
            cells,
            is_head: true,
            least: 340,
            ..Row::default()
        })
        .collect()
}

fn row(index: usize, one: &IndicatorRow) -> Row {
    let name = Paragraph::of(
        Style::Small,
        vec![
            Inline::Text(one.name.clone()),
            Inline::Link {
                to: source_anchor(index),
                text: one.mark.clone(),
            },
        ],
    )
    .anchored(row_anchor(index));
    let done = share_lines(&one.done);
    let texts = [
        &one.annual,
        &one.due,
        &done,
        &one.deviation,
        &one.cause,
        &one.remedy,
    ];
    let mut cells = vec![
        level(&one.level1, one.level1_rows),
        level(&one.level2, one.level2_rows),
        Cell::new(1, vec![name]),
    ];
    cells.extend(texts.map(|text| Cell::text(1, Style::Small, text)));
    let is_long = |text: &String| text.chars().nth(LONG).is_some();
    Row {
        cells,
        is_whole: ![&one.name, &one.done, &one.cause, &one.remedy]
            .into_iter()
            .any(is_long),
        least: 340,
        ..Row::default()
    }
}

/// A level's cell over its rows; 0 where a cell above covers this one.
fn level(text: &str, rows: u32) -> Cell {
    match rows {
        0 => Cell::covered(1, Style::Small),
        1 => Cell::text(1, Style::Small, text),
        _ => Cell::text(1, Style::Small, text).down(Down::First),
    }
}

/// The labels at tab stops; a person signs behind each.
fn signatures(form: &PrintedForm) -> Row {
    let mut inlines = Vec::new();
    for (index, label) in form.signatures.iter().enumerate() {
        if index > 0 {
            inlines.push(Inline::Tab);
        }
        inlines.push(Inline::Text(label.clone()));
    }
    let mut line = Paragraph::of(Style::Heading, inlines);
    line.stops = vec![2480, 5460, 7940];
    Row {
        cells: vec![Cell::new(ALL, vec![line])],
        is_whole: true,
        least: 1020,
        ..Row::default()
    }
}
