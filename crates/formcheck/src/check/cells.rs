//! Family 1: type and unit of a cell (类型与单位).

use super::{Context, Found, facts::What};
use crate::{
    number::{Ratio, number, yuan},
    place::Quote,
    reading::{Cell, Field, Figure, Kind, Read, Row},
    value::{Comparator, Quantity, Unit, Value},
};

/// The amount cells of the head, with their names and what the text calls them.
pub(super) fn amounts<'a>(context: &Context<'a>) -> [(&'static str, &'a Field<i128>, What); 6] {
    let head = &context.reading.head;
    [
        ("当年预算数", &head.initial, What::Initial),
        ("预算执行数", &head.paid, What::Paid),
        ("调整后预算数", &head.adjusted, What::Adjusted),
        ("调减金额", &head.down, What::Down),
        ("调增金额", &head.up, What::Up),
        ("事前绩效评估评审预算", &head.appraised, What::Appraised),
    ]
}

/// An amount with more decimals than fen has: a number all the same.
fn is_number(text: &str) -> bool {
    number(text).is_some_and(|(_, length)| matches!(text.get(length..), Some("" | "元")))
}

pub(crate) fn r101(context: &Context<'_>, found: &mut Found) {
    for (name, field, what) in amounts(context) {
        let Read::Unreadable(text) = &field.read else {
            continue;
        };
        if is_number(text) {
            continue;
        }
        let told = context.facts.told.iter().find(|told| told.what == what);
        let draft = found.add(field.quote.clone(), told.map(|told| told.quote.clone()));
        draft
            .with("field", name)
            .with("quote", field.content.words());
        let told = told.and_then(|told| told.value.to_whole());
        let told = told.map_or_else(String::new, |fen| format!("；文中为 {} 元", yuan(fen)));
        draft.arithmetic(format!("“{text}”不是金额{told}"));
    }
}

pub(crate) fn r102(context: &Context<'_>, found: &mut Found) {
    let source = &context.reading.source;
    let shows = context.rows().iter().find(|row| {
        row.annual
            .value
            .quantity()
            .is_some_and(|one| one.comparator.is_some())
    });
    for row in context.rows() {
        let Some(target) = row
            .annual
            .value
            .quantity()
            .filter(|one| one.comparator.is_none())
        else {
            continue;
        };
        let is_open =
            row.kind == Kind::Satisfaction || (row.kind == Kind::Rate && target.value < Ratio::ONE);
        if is_open {
            let example = shows.map(|row| row.targets(source));
            found
                .add(row.head_quote(), example)
                .with("name", &row.name.text)
                .with("quote", &row.annual.text)
                .arithmetic(format!("{{={0}}} ≠ {{≥{0}}}", row.annual.text));
        }
    }
}

pub(crate) fn r103(context: &Context<'_>, found: &mut Found) {
    for (name, field, _) in amounts(context) {
        let is_wrong = match &field.read {
            Read::Value(fen) => *fen < 0,
            Read::Unreadable(text) => is_number(text),
            _ => false,
        };
        if is_wrong {
            found
                .one(field.quote.clone())
                .with("field", name)
                .with("quote", field.content.words());
        }
    }
    for sentence in &context.reading.sentences {
        for mention in sentence
            .mentions
            .iter()
            .filter(|one| one.figure == Figure::NoNumber)
        {
            let field = "文中的数";
            found
                .one(mention.quote.clone())
                .with("field", field)
                .with("quote", mention.quote.words());
        }
    }
}

pub(crate) fn r104(context: &Context<'_>, found: &mut Found) {
    let rate = &context.reading.head.rate;
    let is_out = |value: Ratio| value.is_negative() || value > Ratio::ONE;
    let is_wrong = match &rate.read {
        Read::Value(number) => is_out(number.value),
        Read::Unreadable(_) => true,
        _ => false,
    };
    if is_wrong {
        found
            .one(rate.quote.clone())
            .with("field", "预算执行进度")
            .with("quote", rate.content.words());
    }
    for row in context.rows() {
        for cell in [&row.annual, &row.due] {
            if cell
                .value
                .quantity()
                .is_some_and(|one| one.is_share() && is_out(one.value))
            {
                outside(found, row, cell);
            }
        }
        let done = row.done.value.quantity();
        let is_bare = done.is_some_and(|one| one.unit == Unit::Bare);
        let is_below = row.percent().is_some_and(|one| one.value.is_negative());
        if is_bare || is_below {
            outside(found, row, &row.done);
        }
    }
}

fn outside(found: &mut Found, row: &Row, cell: &Cell) {
    found
        .pair(cell.quote.clone(), row.name.quote.clone())
        .with("field", &row.name.text)
        .with("quote", &cell.text);
}

pub(crate) fn r105(context: &Context<'_>, found: &mut Found) {
    for row in context.rows() {
        let (Some(annual), Some(due)) = (row.annual.value.quantity(), row.due.value.quantity())
        else {
            continue;
        };
        if annual.unit != due.unit {
            units(found, row, &row.annual, &row.due);
        }
        let done = row.done.value.quantity();
        if done.is_some_and(|one| one.unit != due.unit && !one.is_share() && one.unit != Unit::Bare)
        {
            units(found, row, &row.done, &row.due);
        }
        if row
            .deviation
            .value
            .quantity()
            .is_some_and(|one| !fits(one, due, row.kind))
        {
            units(found, row, &row.deviation, &row.due);
        }
    }
}

/// Whether a deviation can be told in this unit: the target's own, points of a share, a share of the
/// target, or a zero without unit.
fn fits(deviation: &Quantity, due: &Quantity, kind: Kind) -> bool {
    match deviation.unit {
        Unit::Bare => deviation.value.is_zero(),
        Unit::Share => true,
        Unit::Points => due.is_share() || kind == Kind::Limit,
        _ => deviation.unit == due.unit,
    }
}

fn units(found: &mut Found, row: &Row, one: &Cell, other: &Cell) {
    found
        .pair(one.quote.clone(), other.quote.clone())
        .with("name", &row.name.text);
}

pub(crate) fn r106(context: &Context<'_>, found: &mut Found) {
    for row in context.rows() {
        if ["平均", "月均", "折算"]
            .iter()
            .any(|word| row.name.text.contains(word))
        {
            continue;
        }
        for cell in [&row.annual, &row.due, &row.done] {
            let quantity = crate::value::quantity(&cell.text).map(|(quantity, _)| quantity);
            let is_broken = quantity.is_some_and(|one| {
                matches!(one.unit, Unit::Count(_)) && one.value.to_whole().is_none()
            });
            if is_broken {
                found
                    .pair(cell.quote.clone(), row.name.quote.clone())
                    .with("quote", &cell.text);
            }
        }
    }
}

pub(crate) fn r107(context: &Context<'_>, found: &mut Found) {
    let rents = context
        .clauses
        .iter()
        .find(|clause| clause.has(&["租赁", "租用"]) && clause.has(&["设备", "装备", "器材"]));
    let bought = context
        .rows()
        .iter()
        .find(|row| match row.target().map(|one| &one.unit) {
            Some(Unit::Money(per)) => !per
                .iter()
                .any(|word| ["年", "月", "日", "天", "个月"].contains(&word.as_str())),
            _ => false,
        });
    if let (Some(clause), Some(row)) = (rents, bought) {
        let price = Quote::join([row.name.quote.clone(), row.annual.quote.clone()]);
        found.pair(context.clause_quote(clause), price);
    }
}

/// The factor by which two amounts are off when yuan and ten thousand yuan were mixed up.
pub(super) fn factor(one: i128, two: i128) -> Option<i128> {
    [10_000, 1_000, 100].into_iter().find(|factor| {
        one != 0 && (one.checked_mul(*factor) == Some(two) || two.checked_mul(*factor) == Some(one))
    })
}

pub(crate) fn r108(context: &Context<'_>, found: &mut Found) {
    for (_, field, what) in amounts(context) {
        let Some(fen) = field.value() else { continue };
        for told in context.facts.told.iter().filter(|told| told.what == what) {
            let Some(other) = told.value.to_whole() else {
                continue;
            };
            if let Some(factor) = factor(*fen, other) {
                found
                    .pair(field.quote.clone(), told.quote.clone())
                    .with("k", factor)
                    .arithmetic(format!("{} 元；{} 元", yuan(*fen), yuan(other)));
            }
        }
    }
}

pub(crate) fn r109(context: &Context<'_>, found: &mut Found) {
    for row in context.rows() {
        let is_same = match (&row.annual.value, &row.due.value) {
            (Value::Blank, _) | (_, Value::Blank) => true,
            (Value::Quantity(annual), Value::Quantity(due)) => {
                annual.same_bound(due) || (is_cumulative(row, annual) && is_part(annual, due))
            }
            _ => row.annual.text == row.due.text,
        };
        if !is_same {
            found
                .pair(row.annual.quote.clone(), row.due.quote.clone())
                .with("name", &row.name.text);
        }
    }
}

/// Things that are done one after the other over the year, so that a part may be due.
pub(super) fn is_cumulative(row: &Row, target: &Quantity) -> bool {
    let by_unit = matches!(&target.unit, Unit::Count(word) if ["次", "人次", "场", "期", "批"].contains(&word.as_str()));
    by_unit || row.name.text.contains("累计")
}

fn is_part(annual: &Quantity, due: &Quantity) -> bool {
    let at_least = |one: &Quantity| matches!(one.comparator, None | Some(Comparator::AtLeast));
    annual.unit == due.unit && at_least(annual) && at_least(due) && due.value <= annual.value
}
