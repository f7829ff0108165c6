//! Family 0: reading and completeness (读数与完整).

use super::{Context, Found};
use crate::{
    place::Quote,
    reading::{Field, Read, Row, Ticks},
    value::Value,
};

pub(crate) fn r001(context: &Context<'_>, found: &mut Found) {
    let reading = context.reading;
    let groups = [
        &reading.head.recurring,
        &reading.head.adjusting,
        &reading.budget,
        &reading.goal,
    ];
    let is_clear = |one: &&&Field<Ticks>| {
        one.value()
            .is_some_and(|ticks| !ticks.by_convention && !ticks.chosen.is_empty())
    };
    let other = groups
        .iter()
        .find(is_clear)
        .map(|field| field.quote.clone());
    for field in groups {
        if let Some(ticks) = field.value().filter(|ticks| ticks.by_convention) {
            let other = other.clone();
            let words = other.as_ref().map(Quote::words).unwrap_or_default();
            found
                .add(field.quote.clone(), other)
                .with("quote2", words)
                .with("option", ticks.chosen.join("、"));
        }
    }
}

pub(crate) fn r002(context: &Context<'_>, found: &mut Found) {
    let date = &context.reading.signatures.date;
    if matches!(date.read, Read::Blank | Read::Missing) {
        let now = context.clause(&["目前", "现已"]);
        found.add(
            date.quote.clone(),
            now.map(|clause| context.clause_quote(clause)),
        );
    }
}

pub(crate) fn r003(context: &Context<'_>, found: &mut Found) {
    let signatures = &context.reading.signatures;
    let fields = [&signatures.leader, &signatures.officer, &signatures.clerk];
    if fields.iter().all(|field| field.read == Read::Blank) {
        let quote = Quote::join(fields.map(|field| field.quote.clone()));
        found.pair(quote, context.reading.head.town.quote.clone());
    }
}

pub(crate) fn r004(context: &Context<'_>, found: &mut Found) {
    let head = &context.reading.head;
    if head.town.read == Read::Blank {
        found.pair(head.town.quote.clone(), head.unit.quote.clone());
    }
}

pub(crate) fn r005(context: &Context<'_>, found: &mut Found) {
    let head = &context.reading.head;
    required(found, "项目名称", &head.project);
    required(found, "预算单位", &head.unit);
    required(found, "跟踪时段", &head.period);
    required(found, "当年预算数", &head.initial);
    required(found, "预算执行数", &head.paid);
    required(found, "预算执行进度", &head.rate);
    required(found, "调整后预算数", &head.adjusted);
    required(found, "调减金额", &head.down);
    required(found, "调增金额", &head.up);
    if context.rows().is_empty() {
        found
            .one(context.reading.headings.table.clone())
            .with("field", "主要跟踪指标")
            .with("quote", "");
    }
    for row in context.rows() {
        for (column, cell) in [
            ("年度指标值", &row.annual),
            ("应完成的绩效目标值", &row.due),
            ("完成情况", &row.done),
        ] {
            if cell.value == Value::Blank {
                let field = format!("{}的{column}", row.name.text);
                found
                    .one(row.quote())
                    .with("field", field)
                    .with("quote", "");
            }
        }
    }
    deviations(context, found);
    let notes = ["注", "备注", "说明"];
    let leftover = context.reading.leftover.iter();
    for quote in leftover.filter(|quote| !notes.iter().any(|word| quote.words().starts_with(word)))
    {
        found.one(quote.clone()).with("field", "指标表中的文字");
    }
}

/// A deviation that begins like a figure and is none; and, where the column is filled, one left blank.
fn deviations(context: &Context<'_>, found: &mut Found) {
    let rows = context.rows();
    let blank = |row: &&Row| row.deviation.value == Value::Blank;
    let is_filled = rows.len() > 3 && rows.iter().filter(blank).count() * 4 <= rows.len();
    for row in rows {
        let is_odd = match &row.deviation.value {
            Value::Words(text) => text.contains(|one: char| one.is_ascii_digit()),
            Value::Blank => is_filled,
            _ => false,
        };
        if is_odd {
            let quote = Quote::join([
                row.name.quote.clone(),
                row.done.quote.clone(),
                row.deviation.quote.clone(),
            ]);
            let field = format!("{}的偏差情况", row.name.text);
            found
                .one(quote)
                .with("field", field)
                .with("quote", &row.deviation.text);
        }
    }
}

fn required<T>(found: &mut Found, name: &str, field: &Field<T>) {
    let is_odd = matches!(&field.read, Read::Unreadable(text) if !text.contains(|one: char| one.is_ascii_digit()));
    if matches!(field.read, Read::Blank | Read::Missing) || (is_odd && name == "跟踪时段") {
        found
            .one(field.quote.clone())
            .with("field", name)
            .with("quote", field.content.words());
    }
}

pub(crate) fn r006(context: &Context<'_>, found: &mut Found) {
    let head = &context.reading.head;
    for field in [&head.project, &head.unit, &head.office] {
        if let Some(name) = field.value() {
            near(context, found, field, name);
        }
    }
    if let (Some(town), Some(unit)) = (head.town.value(), head.unit.value())
        && !unit.contains(town.as_str())
        && !town.contains(unit.as_str())
    {
        found.pair(head.town.quote.clone(), head.unit.quote.clone());
    }
}

/// Words of the same length that differ from the name in a letter or two are the name, miswritten.
fn near(context: &Context<'_>, found: &mut Found, field: &Field<String>, name: &str) {
    const LONGEST: usize = 40;
    let name: Vec<char> = name.chars().collect();
    if !(6..=LONGEST).contains(&name.len()) {
        return;
    }
    let most = (name.len() / 6).max(1);
    for sentence in &context.reading.sentences {
        let letters: Vec<(usize, char)> = sentence.text.char_indices().collect();
        let hit = letters.windows(name.len()).find(|window| {
            let differing = window
                .iter()
                .zip(&name)
                .filter(|((_, one), two)| one != *two);
            // Another year is another project, and no slip.
            let years = differing
                .clone()
                .all(|((_, one), two)| one.is_ascii_digit() && two.is_ascii_digit());
            !years && (1..=most).contains(&differing.count())
        });
        if let Some([(first, _), .., (last, letter)]) = hit {
            let start = sentence.span.start;
            let span = start + first..start + last + letter.len_utf8();
            found.pair(field.quote.clone(), context.quote(&span));
            return;
        }
    }
}
