//! Evidence as an aligned table for a terminal, in which a Chinese character takes two columns.

use super::measured;
use crate::{form::exclusions_in_words, words};
use liandong_domain::performance::{
    figure::{EvidenceItem, Figure},
    target::Target,
};
use unicode_width::UnicodeWidthStr;

const GAP: &str = "  ";

/// The figure with its formula and sums, then its records line by line.
///
/// `name` is the indicator's (三级指标), `due` the target it is held against.
#[must_use]
pub fn table(name: &str, due: &Target, figure: &Figure, items: &[EvidenceItem]) -> String {
    let mut text = String::new();
    for (label, value) in heading(name, due, figure) {
        push_padded(&mut text, label, 10);
        text.push_str(&value);
        text.push('\n');
    }
    if items.is_empty() {
        return text;
    }
    text.push('\n');
    let mut lines =
        vec![["序号", "记录", "计入分子", "补报", "测得", "说明", "事件流"].map(String::from)];
    lines.extend(items.iter().enumerate().map(|(index, item)| {
        [
            (index + 1).to_string(),
            one_line(&item.record),
            if item.counts { "是" } else { "否" }.into(),
            if item.late { "补报" } else { "" }.into(),
            measured(item, due),
            one_line(&item.note),
            one_line(&item.stream),
        ]
    }));
    push_aligned(&mut text, &lines);
    text
}

fn heading(name: &str, due: &Target, figure: &Figure) -> Vec<(&'static str, String)> {
    let mut all = vec![
        ("指标", name.to_owned()),
        ("应完成", due.wording.clone()),
        ("结果", words::value(figure, due)),
        ("口径", figure.formula.clone()),
        (
            "时段",
            format!("{} 至 {}", figure.period.from, figure.period.to),
        ),
    ];
    if let (Some(numerator), Some(denominator)) = (figure.numerator, figure.denominator) {
        all.push(("分子/分母", format!("{numerator}/{denominator}")));
    }
    if let Some(why) = words::no_value(figure) {
        all.push(("无值原因", why.to_owned()));
    }
    all.push((
        "计入",
        format!("{}条，其中补报{}条", figure.evidence, figure.late_entries),
    ));
    all.push(("未计入", exclusions_in_words(figure)));
    all
}

pub(crate) fn one_line(text: &str) -> String {
    text.replace(['\n', '\r', '\t'], " ")
}

fn push_padded(text: &mut String, cell: &str, width: usize) {
    text.push_str(cell);
    text.push_str(&" ".repeat(width.saturating_sub(cell.width())));
}

/// Every column as wide as its widest cell; nothing is padded at a line's end.
fn push_aligned<const N: usize>(text: &mut String, lines: &[[String; N]]) {
    let mut widths = [0; N];
    for line in lines {
        for (width, cell) in widths.iter_mut().zip(line) {
            *width = (*width).max(cell.width());
        }
    }
    for line in lines {
        let begin = text.len();
        for (cell, width) in line.iter().zip(widths) {
            push_padded(text, cell, width);
            text.push_str(GAP);
        }
        let end = text[begin..].trim_end().len();
        text.truncate(begin + end);
        text.push('\n');
    }
}
