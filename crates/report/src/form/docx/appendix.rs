//! 附：数据来源与计算口径.

use super::{row_anchor, source_anchor};
use crate::{
    docx::{Cell, Inline, Paragraph, Row, Style, Table, share_lines},
    form::printed::{PrintedForm, Source},
};

/// 9, 26, 39, 24, 14, 14, 13, 11 and 36 mm.
const COLUMNS: [u32; 9] = [510, 1474, 2211, 1361, 794, 794, 737, 624, 2041];
const HEADS: [&str; 9] = [
    "标号",
    "指标",
    "计算口径",
    "结果",
    "分子",
    "分母",
    "计入\n条数",
    "其中\n补报",
    "未计入的记录及原因",
];

pub(super) fn table(form: &PrintedForm) -> Table {
    let head = Row {
        cells: HEADS
            .map(|text| Cell::strong(1, Style::Small, text))
            .to_vec(),
        is_head: true,
        ..Row::default()
    };
    let rows = form.sources.iter().enumerate();
    let rows = rows.map(|(index, one)| row(index, one, index < form.rows.len()));
    Table {
        columns: COLUMNS.to_vec(),
        rows: Some(head).into_iter().chain(rows).collect(),
        inset: 57,
    }
}

/// `leads_back`: whether a row of the indicator table stands behind it.
fn row(index: usize, one: &Source, leads_back: bool) -> Row {
    let mark = if leads_back {
        Inline::Link {
            to: row_anchor(index),
            text: one.mark.clone(),
        }
    } else {
        Inline::Text(one.mark.clone())
    };
    let mark = Paragraph::of(Style::Small, vec![mark]).anchored(source_anchor(index));
    let mut name = vec![Paragraph::new(Style::SmallLeft, &one.name)];
    if !one.id.is_empty() {
        name.push(Paragraph::new(Style::Tiny, &one.id));
    }
    let middle = |text: &str| Cell::text(1, Style::Small, text);
    let left = |text: &str| Cell::text(1, Style::SmallLeft, text);
    Row {
        cells: vec![
            Cell::new(1, vec![mark]),
            Cell::new(1, name),
            left(&one.formula),
            middle(&share_lines(&one.value)),
            middle(&one.numerator),
            middle(&one.denominator),
            middle(&one.evidence),
            middle(&one.late),
            left(&one.exclusions),
        ],
        is_whole: true,
        ..Row::default()
    }
}
