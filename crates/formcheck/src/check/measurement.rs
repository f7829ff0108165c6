//! Family 7: completion without measurement (无测量的完成).

use super::{Context, Found};
use crate::{
    number::{Ratio, yuan},
    place::Quote,
    reading::{Kind, Row},
    value::Value,
};

/// Rows of a kind that claim a result without a measurement.
fn claims<'c, 'a: 'c>(context: &'c Context<'a>, kind: Kind) -> impl Iterator<Item = &'a Row> + 'c {
    context
        .rows()
        .iter()
        .filter(move |row| row.kind == kind && !row.is_measured() && row.percent().is_some())
}

fn report(context: &Context<'_>, found: &mut Found, row: &Row, arithmetic: &str) {
    found
        .pair(row.targets(&context.reading.source), row.done.quote.clone())
        .with("name", &row.name.text)
        .with("quote", &row.done.text)
        .with("a", &row.due.text)
        .with("c", &row.done.text)
        .arithmetic(arithmetic.to_owned());
}

pub(crate) fn r701(context: &Context<'_>, found: &mut Found) {
    for row in context
        .rows()
        .iter()
        .filter(|row| row.kind == Kind::Count && !row.is_measured())
    {
        let repeats = row
            .actual()
            .is_some_and(|actual| row.target().is_some_and(|one| one.value == actual.value));
        if repeats || row.is_bare_percent() {
            report(
                context,
                found,
                row,
                &format!("{} × {}", row.done.text, row.due.text),
            );
        }
    }
}

pub(crate) fn r702(context: &Context<'_>, found: &mut Found) {
    for row in claims(context, Kind::Rate) {
        report(context, found, row, "n ÷ m：n、m 未写");
    }
}

pub(crate) fn r703(context: &Context<'_>, found: &mut Found) {
    for row in claims(context, Kind::Price) {
        report(context, found, row, "实际单价未写，完成率无从计算");
    }
}

pub(crate) fn r704(context: &Context<'_>, found: &mut Found) {
    for row in claims(context, Kind::Limit) {
        report(context, found, row, "按时件数 ÷ 总件数：均未写");
    }
}

pub(crate) fn r705(context: &Context<'_>, found: &mut Found) {
    for row in claims(context, Kind::Word) {
        report(context, found, row, "词没有百分比");
    }
}

pub(crate) fn r706(context: &Context<'_>, found: &mut Found) {
    let surveyed = context.clauses.iter().any(|clause| {
        clause.has(&["满意"])
            && clause.has(&["问卷", "回收", "有效样本"])
            && context.mentions(clause).next().is_some()
    });
    for row in claims(context, Kind::Satisfaction).filter(|_| !surveyed) {
        report(context, found, row, "满意数 ÷ 有效样本：均未写");
    }
}

pub(crate) fn r707(context: &Context<'_>, found: &mut Found) {
    const BETTER: [&str; 6] = ["提升", "提高", "改善", "降低", "增强", "减少"];
    const BASE: [&str; 5] = ["同比", "环比", "基期", "前期", "上年"];
    for row in context.rows().iter().filter(|row| row.kind == Kind::Word) {
        let is_better = BETTER.iter().any(|word| row.annual.text.contains(word));
        let has_base = row.shares().len() > 1
            || BASE
                .iter()
                .any(|word| row.done.text.contains(word) || row.cause.text.contains(word));
        if is_better && !has_base && row.done.value != Value::Blank {
            let new = context
                .clause(&["新设立", "新增"])
                .map(|clause| context.clause_quote(clause));
            found
                .add(row.quote(), new)
                .with("name", &row.name.text)
                .with("a", &row.annual.text)
                .arithmetic("后 − 前：前未写".to_owned());
        }
    }
}

pub(crate) fn r708(context: &Context<'_>, found: &mut Found) {
    let (Some(initial), Some(base), Some(down)) =
        (context.initial(), context.in_force(), context.down())
    else {
        return;
    };
    let is_halved = initial.fen > 0 && base.fen.saturating_mul(2) <= initial.fen;
    let is_told = context.clauses.iter().any(|clause| {
        clause.has(&["绩效目标"]) && clause.has(&["调整"]) || clause.has(&["招标节约", "中标价"])
    });
    let first = context
        .rows()
        .iter()
        .find(|row| row.kind == Kind::Count)
        .or(context.rows().first());
    if let Some(row) = first.filter(|_| is_halved && !is_told) {
        let share = Ratio::new(base.fen, initial.fen).map_or_else(String::new, Ratio::percent);
        found
            .pair(down.quote, row.quote())
            .with("B0", yuan(initial.fen))
            .with("B1", yuan(base.fen))
            .arithmetic(format!(
                "预算余 {share}，{} 项目标未变",
                context.rows().len()
            ));
    }
}

pub(crate) fn r709(context: &Context<'_>, found: &mut Found) {
    let told = context.clauses.iter().any(|clause| {
        clause.has(&["目标", "指标"]) && clause.has(&["均已完成", "全部完成", "均达到"])
    });
    for row in context
        .rows()
        .iter()
        .filter(|row| row.is_met() == Some(false))
    {
        let by_deviation = match &row.deviation.value {
            Value::Quantity(one) => one.value.is_zero(),
            Value::None(_) => true,
            _ => false,
        };
        let by_percent =
            row.actual().is_some() && row.percent().is_some_and(|one| one.value >= Ratio::ONE);
        if told || by_deviation || by_percent {
            found
                .pair(
                    row.done.quote.clone(),
                    Quote::join([row.due.quote.clone(), row.deviation.quote.clone()]),
                )
                .with("name", &row.name.text)
                .with("v", &row.done.text)
                .with("a", &row.due.text)
                .with(
                    "c",
                    if by_deviation {
                        row.deviation.text.as_str()
                    } else {
                        "已完成"
                    },
                )
                .arithmetic(format!("{} 不满足 {}", row.done.text, row.due.text));
        }
    }
}

pub(crate) fn r710(context: &Context<'_>, found: &mut Found) {
    const NOTHING: [&str; 3] = ["无记录", "分母为零", "无数据"];
    for row in context.rows() {
        let denied = NOTHING.iter().any(|word| row.cause.text.contains(word));
        let has_value = matches!(row.done.value, Value::Quantity(_)) || !row.shares().is_empty();
        if denied && has_value {
            found
                .pair(row.done.quote.clone(), row.cause.quote.clone())
                .with("name", &row.name.text);
        }
    }
}
