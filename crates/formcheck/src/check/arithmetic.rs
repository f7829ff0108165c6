//! Family 2: arithmetic between cells (单元格间算术).

use super::{Context, Found, facts::What};
use crate::{
    number::{Ratio, yuan},
    place::Quote,
    reading::{Figure, Row, Sentence},
    value::{Share, Unit, Value, shares},
};

pub(crate) fn r201(context: &Context<'_>, found: &mut Found) {
    let head = &context.reading.head;
    let (Some(initial), Some(up), Some(down), Some(adjusted)) = (
        head.initial.value(),
        head.up.value(),
        head.down.value(),
        head.adjusted.value(),
    ) else {
        return;
    };
    let Some(due) = initial
        .checked_add(*up)
        .and_then(|sum| sum.checked_sub(*down))
    else {
        return;
    };
    if due == *adjusted || (*adjusted == 0 && context.is_unadjusted()) {
        return;
    }
    let parts = Quote::join([
        head.initial.quote.clone(),
        head.up.quote.clone(),
        head.down.quote.clone(),
    ]);
    found
        .pair(head.adjusted.quote.clone(), parts)
        .with("B0", yuan(*initial))
        .with("Bup", yuan(*up))
        .with("Bdn", yuan(*down))
        .with("calc", yuan(due))
        .with("B1", yuan(*adjusted))
        .arithmetic(format!(
            "{} + {} − {} = {} ≠ {}",
            yuan(*initial),
            yuan(*up),
            yuan(*down),
            yuan(due),
            yuan(*adjusted)
        ));
}

pub(crate) fn r202(context: &Context<'_>, found: &mut Found) {
    let head = &context.reading.head;
    let (Some(rate), Some(paid), Some(base)) =
        (head.rate.value(), head.paid.value(), context.in_force())
    else {
        return;
    };
    let Some(due) = Ratio::new(*paid, base.fen) else {
        return;
    };
    if due.prints_as(rate.value, rate.decimals) {
        return;
    }
    let initial = head
        .initial
        .value()
        .and_then(|initial| Ratio::new(*paid, *initial));
    let by_initial = initial.is_some_and(|one| one.prints_as(rate.value, rate.decimals));
    let note = if by_initial {
        "；以年初预算为分母则相符，而分母未写明"
    } else {
        ""
    };
    found
        .pair(
            head.rate.quote.clone(),
            Quote::join([head.paid.quote.clone(), base.quote.clone()]),
        )
        .with("X", yuan(*paid))
        .with("B1", yuan(base.fen))
        .with("calc", due.percent())
        .with("r", head.rate.content.words())
        .arithmetic(format!(
            "{} ÷ {} = {}{note}",
            yuan(*paid),
            yuan(base.fen),
            due.percent()
        ));
}

pub(crate) fn r203(context: &Context<'_>, found: &mut Found) {
    let head = &context.reading.head;
    let is_zero = context.in_force().is_some_and(|one| one.fen == 0);
    if head.rate.value().is_some() && is_zero {
        let paid = context
            .paid()
            .map_or_else(|| "?".to_owned(), |paid| yuan(paid.fen));
        found
            .pair(head.rate.quote.clone(), head.adjusted.quote.clone())
            .with("r", head.rate.content.words())
            .arithmetic(format!("{paid} ÷ 0 没有值"));
    }
}

pub(crate) fn r204(context: &Context<'_>, found: &mut Found) {
    let (Some(paid), Some(base)) = (context.paid(), context.in_force()) else {
        return;
    };
    if paid.fen > base.fen && !context.has(&["结转"]) {
        found
            .pair(paid.quote, base.quote)
            .with("X", yuan(paid.fen))
            .with("B1", yuan(base.fen))
            .arithmetic(format!("{} > {}", yuan(paid.fen), yuan(base.fen)));
    }
}

pub(crate) fn r205(context: &Context<'_>, found: &mut Found) {
    let head = &context.reading.head;
    let (Some(appraised), Some(initial)) = (head.appraised.value(), head.initial.value()) else {
        return;
    };
    let is_none = *appraised == 0 && context.is_new();
    let is_less = *appraised > 0 && appraised < initial;
    if *initial > 0 && (is_none || is_less) {
        found
            .pair(head.appraised.quote.clone(), head.reason.quote.clone())
            .with("Bpre", yuan(*appraised))
            .with("B0", yuan(*initial))
            .with("quote", head.reason.content.words())
            .arithmetic(format!("{} < {}", yuan(*appraised), yuan(*initial)));
    }
}

pub(crate) fn r206(context: &Context<'_>, found: &mut Found) {
    let head = &context.reading.head;
    let (Some(elapsed), Some(lag)) = (context.elapsed(), context.lag()) else {
        return;
    };
    let is_told = context.has(&["个百分点"]);
    if context.lags() && !is_told {
        found
            .pair(head.rate.quote.clone(), context.period_quote())
            .with("t", elapsed.percent())
            .with("r", head.rate.content.words())
            .with(
                "d",
                lag.times(Ratio::whole(100))
                    .map_or_else(String::new, |one| one.decimal(2)),
            )
            .arithmetic(format!(
                "{} − {} = {}",
                elapsed.percent(),
                head.rate.content.words(),
                lag.percent()
            ));
    }
}

pub(crate) fn r207(context: &Context<'_>, found: &mut Found) {
    for row in context.rows() {
        let Some((due, unit)) = row.deviates() else {
            continue;
        };
        let (printed, step, of) = match &row.deviation.value {
            Value::Quantity(one) => (one.value, one.step, one.unit.clone()),
            Value::None(_) => (Ratio::ZERO, Ratio::ZERO, Unit::Bare),
            Value::Blank | Value::Words(_) => continue,
        };
        let is_relative = of == Unit::Share && unit != Unit::Points;
        let due = match row.target().filter(|_| is_relative) {
            Some(target) => due.over(target.value),
            None => Some(due),
        };
        let gap = due.and_then(|due| due.minus(printed));
        let size = gap.map(|gap| {
            if gap.is_negative() {
                gap.negative().unwrap_or(gap)
            } else {
                gap
            }
        });
        let is_near = size.is_some_and(|size| size.is_zero() || (is_relative && size < step));
        if !is_near {
            let target = row
                .target()
                .map_or_else(String::new, |_| row.due.text.clone());
            let calc = due.map_or_else(String::new, |due| show(due, &unit));
            found
                .pair(
                    row.deviation.quote.clone(),
                    Quote::join([row.due.quote.clone(), row.done.quote.clone()]),
                )
                .with("done", &row.done.text)
                .with("due", &target)
                .with("calc", &calc)
                .with("dev", &row.deviation.text)
                .arithmetic(format!("{} − {target} = {calc}", row.done.text));
        }
    }
}

/// A deviation in words.
fn show(value: Ratio, unit: &Unit) -> String {
    match unit {
        Unit::Points | Unit::Share => value
            .times(Ratio::whole(100))
            .map_or_else(String::new, |one| format!("{}个百分点", one.decimal(2))),
        Unit::Money(_) => value
            .over(Ratio::whole(100))
            .map_or_else(String::new, |one| format!("{one}元")),
        Unit::Time => format!("{value}秒"),
        Unit::Count(word) => format!("{value}{word}"),
        Unit::Bare => value.to_string(),
    }
}

pub(crate) fn r208(context: &Context<'_>, found: &mut Found) {
    for row in context.rows() {
        let (Some(target), Some(actual), Some(printed)) =
            (row.target(), row.actual(), row.percent())
        else {
            continue;
        };
        let met = target.is_met_by(actual.value) == Some(true);
        let quotients = [
            actual.value.over(target.value),
            target.value.over(actual.value),
            met.then_some(Ratio::ONE),
        ];
        let fits = quotients
            .iter()
            .flatten()
            .any(|one| one.prints_as(printed.value, printed.decimals));
        if !fits {
            let calc = quotients
                .first()
                .copied()
                .flatten()
                .map_or_else(String::new, Ratio::percent);
            found
                .pair(row.done.quote.clone(), row.due.quote.clone())
                .with("v", &row.done.text)
                .with("due", &row.due.text)
                .with("calc", &calc)
                .with("c", printed.value.percent())
                .arithmetic(format!("{} ÷ {} = {calc}", row.done.text, row.due.text));
        }
    }
}

pub(crate) fn r209(context: &Context<'_>, found: &mut Found) {
    for row in context.rows() {
        for share in row.shares() {
            ratio(found, &share, &row.done.quote, Some(&row.name.quote));
        }
    }
    for sentence in &context.reading.sentences {
        for share in shares(&sentence.text) {
            ratio(found, &share, &sentence.quote, None);
        }
    }
}

fn ratio(found: &mut Found, share: &Share, quote: &Quote, other: Option<&Quote>) {
    let due = Ratio::new(share.part, share.whole).filter(|_| share.whole > 0);
    let printed = share.percent;
    let is_part = |one: Ratio| !one.is_negative() && one <= Ratio::ONE;
    let is_fine = match (due, printed) {
        (Some(due), Some(printed)) => {
            is_part(due) && due.prints_as(printed.value, printed.decimals)
        }
        (Some(due), None) => is_part(due),
        (None, _) => false,
    };
    if !is_fine {
        let calc = due.map_or_else(|| "无（分母为零）".to_owned(), Ratio::percent);
        found
            .add(quote.clone(), other.cloned())
            .with("n", share.part)
            .with("m", share.whole)
            .with("calc", &calc)
            .with(
                "p",
                printed.map_or_else(|| "—".to_owned(), |one| one.value.percent()),
            )
            .arithmetic(format!("{} ÷ {} = {calc}", share.part, share.whole));
    }
}

/// Which rows a count in the text is of.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Of {
    All,
    Met,
    Missed,
    Valueless,
}

impl Of {
    fn read(before: &str, after: &str) -> Option<Self> {
        let before = before.strip_suffix('的').unwrap_or(before);
        let ends = |words: &[&str]| words.iter().any(|word| before.ends_with(word));
        if ends(&["未达到", "未达标", "未完成"]) {
            Some(Self::Missed)
        } else if ends(&["无数值", "无数据", "没有数值", "没有数据"]) {
            Some(Self::Valueless)
        } else if before.contains("达到") || before.contains("完成") {
            Some(Self::Met)
        } else if after.starts_with("跟踪指标") || after.starts_with("指标") {
            // `3项指标未完成` counts some, and which ones only the rest of the clause says.
            let rest = after.split(['，', '。', '；']).next().unwrap_or("");
            let is_some = ["未", "无", "达到", "完成", "达标"]
                .iter()
                .any(|word| rest.contains(word));
            (!is_some).then_some(Self::All)
        } else {
            None
        }
    }

    fn count(self, rows: &[Row]) -> usize {
        let of = |met: Option<bool>| rows.iter().filter(|row| row.is_met() == met).count();
        match self {
            Self::All => rows.len(),
            Self::Met => of(Some(true)),
            Self::Missed => of(Some(false)),
            Self::Valueless => of(None),
        }
    }
}

/// How many rows the text says there are, are met, are missed, are without value.
pub(crate) fn r210(context: &Context<'_>, found: &mut Found) {
    let rows = context.rows();
    for sentence in context
        .reading
        .sentences
        .iter()
        .filter(|one| one.text.contains("指标"))
    {
        let mut stated: Vec<(Of, Ratio)> = Vec::new();
        for mention in &sentence.mentions {
            let Figure::Quantity(one) = &mention.figure else {
                continue;
            };
            let (from, to) = (
                mention.span.start - sentence.span.start,
                mention.span.end - sentence.span.start,
            );
            let before = sentence.text.get(..from).unwrap_or("");
            let before = before.rsplit(['，', '。', '；']).next().unwrap_or("");
            let Some(of) = Of::read(before, sentence.text.get(to..).unwrap_or("")) else {
                continue;
            };
            if one.unit != Unit::Count("项".to_owned()) {
                continue;
            }
            stated.push((of, one.value));
            let is = of.count(rows);
            if i128::try_from(is).ok().map(Ratio::whole) != Some(one.value) {
                let row = rows
                    .iter()
                    .find(|row| row.is_met() != Some(true))
                    .or(rows.first());
                let start = mention.span.start - before.len();
                found
                    .add(
                        context.quote(&(start..mention.span.end)),
                        row.map(Row::quote),
                    )
                    .with("b", is)
                    .arithmetic(format!("{} ≠ {is}", one.value));
            }
        }
        parts(found, &stated, sentence);
    }
}

/// The parts that a sentence names make the whole that it names.
fn parts(found: &mut Found, stated: &[(Of, Ratio)], sentence: &Sentence) {
    let Some((_, all)) = stated.iter().find(|(of, _)| *of == Of::All) else {
        return;
    };
    let parts = || stated.iter().filter(|(of, _)| *of != Of::All);
    let sum = parts().try_fold(Ratio::ZERO, |sum, (_, one)| sum.plus(*one));
    let is_whole = parts().count() > 1 || sentence.text.contains("未达到");
    if is_whole && parts().count() > 0 && sum != Some(*all) {
        let shown = sum.map_or_else(String::new, |sum| sum.to_string());
        found
            .one(sentence.quote.clone())
            .with("b", &shown)
            .arithmetic(format!("{all} ≠ {shown}"));
    }
}

pub(crate) fn r211(context: &Context<'_>, found: &mut Found) {
    let lines = &context.facts.lines;
    let mut sum = Some(Ratio::ZERO);
    for line in lines {
        sum = sum.and_then(|sum| sum.plus(line.amount));
        let due = line
            .count
            .value
            .times(line.price.value)
            .and_then(|one| one.times(line.times));
        if due != Some(line.amount) {
            let calc = due.map_or_else(String::new, |one| show(one, &Unit::Money(Vec::new())));
            found
                .one(line.quote.clone())
                .with("calc", &calc)
                .with("amt", show(line.amount, &Unit::Money(Vec::new())))
                .arithmetic(format!(
                    "{} × {} = {calc}",
                    line.count.value,
                    show(line.price.value, &line.price.unit)
                ));
        }
    }
    let told = context
        .facts
        .told
        .iter()
        .filter(|told| told.what == What::Contract);
    for total in told.filter(|_| !lines.is_empty()) {
        if sum != Some(total.value) {
            let calc = sum.map_or_else(String::new, |one| show(one, &Unit::Money(Vec::new())));
            found
                .pair(
                    total.quote.clone(),
                    Quote::join(lines.iter().map(|line| line.quote.clone())),
                )
                .with("calc", &calc)
                .with("amt", show(total.value, &Unit::Money(Vec::new())))
                .arithmetic(format!("Σ = {calc}"));
        }
    }
}

pub(crate) fn r212(context: &Context<'_>, found: &mut Found) {
    for row in context.rows() {
        let cause = &row.cause.text;
        let Some(share) = row.shares().pop() else {
            continue;
        };
        if !(cause.contains("计入") && cause.contains("未达标")) {
            continue;
        }
        let (counted, missed) = (after(cause, "计入"), after(cause, "未达标"));
        let sum = missed.and_then(|missed| share.part.checked_add(missed));
        if counted != Some(share.whole) || sum != counted {
            let show =
                |one: Option<i128>| one.map_or_else(|| "？".to_owned(), |one| one.to_string());
            found
                .pair(row.cause.quote.clone(), row.done.quote.clone())
                .with("n", share.part)
                .with("k", show(missed))
                .with("m", show(counted))
                .arithmetic(format!(
                    "{} + {} ≠ {}",
                    share.part,
                    show(missed),
                    show(counted)
                ));
        }
    }
}

/// The whole number that follows the word.
fn after(text: &str, word: &str) -> Option<i128> {
    let (_, rest) = text.split_once(word)?;
    crate::number::number(rest)?.0.value.to_whole()
}
