//! The rows of the indicator table.
//!
//! Rules: 偏差原因 holds only what the figures themselves tell (how many records miss, how many
//! were entered late, why there is no value); the cause behind them, and 纠偏措施, are the
//! officer's to write and stay empty.

use super::printed::IndicatorRow;
use crate::words;
use liandong_domain::performance::{
    figure::{Figure, Value},
    form::{FormIndicator, Standing},
    target::Comparator,
};

pub(super) fn rows(indicators: &[FormIndicator]) -> Vec<IndicatorRow> {
    indicators
        .iter()
        .enumerate()
        .map(|(index, one)| {
            let above = index.checked_sub(1).and_then(|above| indicators.get(above));
            let rest = &indicators[index..];
            IndicatorRow {
                id: one.id.to_string(),
                mark: words::mark(index),
                level1: one.level1.clone(),
                level1_rows: row_span(above, rest, |a, b| a.level1 == b.level1),
                level2: one.level2.clone(),
                level2_rows: row_span(above, rest, |a, b| {
                    a.level1 == b.level1 && a.level2 == b.level2
                }),
                name: one.name.clone(),
                annual: one.annual.wording.clone(),
                due: words::due(one),
                done: words::value(&one.figure, &one.due),
                deviation: words::deviation(&one.figure, &one.due, &one.standing),
                cause: cause(one),
                remedy: String::new(),
            }
        })
        .collect()
}

/// How many rows the merged cell beginning at `rest[0]` covers; 0 where the row above covers it.
pub(crate) fn row_span<T>(above: Option<&T>, rest: &[T], same: impl Fn(&T, &T) -> bool) -> u32 {
    let Some(first) = rest.first() else { return 0 };
    if above.is_some_and(|above| same(above, first)) {
        return 0;
    }
    let covered = rest.iter().take_while(|one| same(first, one)).count();
    u32::try_from(covered).unwrap_or(u32::MAX)
}

fn cause(one: &FormIndicator) -> String {
    if let Some(why) = words::no_value(&one.figure) {
        return why.to_owned();
    }
    let mut told = Vec::new();
    if let (Standing::Missed { .. }, Some(short)) = (&one.standing, short_of(&one.figure)) {
        let word = if one.due.comparator == Comparator::Within {
            "超时"
        } else {
            "未达标"
        };
        told.push(format!("{word}{short}条"));
    }
    if one.figure.late_entries > 0 {
        told.push(format!("其中补报{}条", one.figure.late_entries));
    }
    if told.is_empty() {
        return String::new();
    }
    format!("计入{}条，{}", one.figure.evidence, told.join("，"))
}

/// How many of a plain share's cases fall short, where the share counts records one by one.
fn short_of(figure: &Figure) -> Option<i64> {
    match figure.value {
        Value::Ratio(ratio) if u64::try_from(ratio.denominator) == Ok(figure.evidence) => {
            Some(ratio.denominator - ratio.numerator)
        }
        _ => None,
    }
}
