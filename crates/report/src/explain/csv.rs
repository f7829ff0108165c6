//! Evidence as CSV (RFC 4180), opened by the spreadsheets of an office.

use super::measured;
use liandong_domain::performance::{figure::EvidenceItem, target::Target};

/// The records as CSV in UTF-8 with a byte-order mark, without which a Chinese spreadsheet program
/// reads the file in the wrong encoding. Lines end with CR LF. The raw number stands beside its
/// reading, so that a sum can be made.
#[must_use]
pub fn csv(due: &Target, items: &[EvidenceItem]) -> String {
    let mut text = String::from("\u{feff}");
    line(
        &mut text,
        &[
            "序号",
            "指标",
            "事件流",
            "记录",
            "计入分子",
            "补报",
            "测得值",
            "测得（读法）",
            "说明",
        ],
    );
    for (index, item) in items.iter().enumerate() {
        line(
            &mut text,
            &[
                &(index + 1).to_string(),
                item.indicator.as_str(),
                &harmless(&item.stream),
                &harmless(&item.record),
                if item.counts { "是" } else { "否" },
                if item.late { "是" } else { "否" },
                &item.measured.map_or_else(String::new, |n| n.to_string()),
                &measured(item, due),
                &harmless(&item.note),
            ],
        );
    }
    text
}

/// A text that a spreadsheet would take for a formula is led by an apostrophe.
pub(crate) fn harmless(text: &str) -> String {
    if text.starts_with(['=', '+', '-', '@', '\t', '\r']) {
        format!("'{text}")
    } else {
        text.to_owned()
    }
}

pub(crate) fn line(text: &mut String, cells: &[&str]) {
    for (index, cell) in cells.iter().enumerate() {
        if index > 0 {
            text.push(',');
        }
        if cell.contains([',', '"', '\n', '\r']) {
            text.push('"');
            text.push_str(&cell.replace('"', "\"\""));
            text.push('"');
        } else {
            text.push_str(cell);
        }
    }
    text.push_str("\r\n");
}
