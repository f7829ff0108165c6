//! The records behind a figure, as text for a terminal and as CSV.

mod csv;
mod table;

pub use csv::csv;
pub(crate) use csv::{harmless, line};
pub(crate) use table::one_line;
pub use table::table;

use crate::words;
use liandong_domain::{
    money::Fen,
    performance::{
        figure::EvidenceItem,
        target::{Target, TargetValue},
    },
};

/// What was measured on a record, in the unit of the target: a time as `12分05秒`, a price in the
/// wording's unit, anything else as the number it is; empty where nothing was measured.
fn measured(item: &EvidenceItem, due: &Target) -> String {
    let Some(value) = item.measured else {
        return String::new();
    };
    match due.value {
        TargetValue::Seconds(_) => clock(value),
        TargetValue::Fen(_) => words::money(Fen(value), words::unit(&due.wording)),
        _ => value.to_string(),
    }
}

fn clock(seconds: i64) -> String {
    let sign = if seconds < 0 { "-" } else { "" };
    let seconds = seconds.unsigned_abs();
    format!("{sign}{}分{:02}秒", seconds / 60, seconds % 60)
}
