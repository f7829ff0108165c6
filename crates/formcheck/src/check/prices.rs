//! Family 5: unit price × quantity × time against budget and contract (单价×数量×时间).

use super::{
    Context, Found,
    rows::common,
    text_and_table::{count_word, unit_word},
};
use crate::{
    number::{Ratio, yuan},
    place::Quote,
    reading::{Kind, Row},
    value::Unit,
};

/// The row that counts what this price is for.
fn quantity_of<'a>(context: &Context<'a>, price: &Row) -> Option<&'a Row> {
    let word = unit_word(price)?;
    let counts = context.rows().iter().filter(|row| {
        row.kind == Kind::Count && row.target().and_then(|one| count_word(&one.unit)) == Some(word)
    });
    let near = counts.map(|row| (common(&price.name.text, &row.name.text), row));
    near.filter(|(length, _)| *length >= 2)
        .max_by_key(|(length, _)| *length)
        .map(|(_, row)| row)
}

fn prices<'a>(context: &Context<'a>) -> impl Iterator<Item = &'a Row> {
    context.rows().iter().filter(|row| row.kind == Kind::Price)
}

/// How many twelfths of the budget year are served; all, where no term is told.
fn months(context: &Context<'_>) -> i128 {
    let (Some(period), Some(service)) = (context.period(), context.facts.service.as_ref()) else {
        return 12;
    };
    let from = service.from.max(period.to.year_start());
    let to = service.to.min(period.to.year_end());
    let months = to.month_number() - from.month_number() + 1;
    i128::from(months.clamp(0, 12))
}

/// What the price costs over the year, for these months.
fn cost(price: &Row, count: &Row, months: i128) -> Option<Ratio> {
    let (price, count) = (price.target()?, count.target()?);
    let Unit::Money(per) = &price.unit else {
        return None;
    };
    let times = if per.iter().any(|word| word == "年") {
        Ratio::new(months, 12)?
    } else if per.iter().any(|word| word == "月" || word == "个月") {
        Ratio::whole(months)
    } else {
        Ratio::ONE
    };
    price.value.times(count.value)?.times(times)
}

pub(crate) fn r501(context: &Context<'_>, found: &mut Found) {
    let Some(initial) = context.initial().filter(|_| !context.facts.has_price()) else {
        return;
    };
    let source = &context.reading.source;
    let months = months(context);
    let (mut sum, mut quotes, mut counts, mut terms) =
        (Ratio::ZERO, Vec::new(), Vec::new(), Vec::new());
    for price in prices(context) {
        let Some(count) = quantity_of(context, price) else {
            continue;
        };
        let Some(total) = cost(price, count, months).and_then(|cost| Some((cost, sum.plus(cost)?)))
        else {
            continue;
        };
        sum = total.1;
        terms.push(format!("{} × {}", count.due.text, price.due.text));
        quotes.push(price.targets(source));
        counts.push(count.targets(source));
    }
    if sum > Ratio::whole(initial.fen) {
        let total = sum
            .over(Ratio::whole(100))
            .map_or_else(String::new, |one| one.decimal(2));
        let arithmetic = format!("({}) × {months}/12 = {total} 元", terms.join(" + "));
        quotes.append(&mut counts);
        found
            .pair(Quote::join(quotes), initial.quote)
            .with("arith", &arithmetic)
            .with("B0", yuan(initial.fen))
            .arithmetic(format!("{arithmetic} > {} 元", yuan(initial.fen)));
    }
}

pub(crate) fn r502(context: &Context<'_>, found: &mut Found) {
    let (Some(contract), Some(base)) = (context.facts.contract(), context.in_force()) else {
        return;
    };
    let (Some(period), Some(service)) = (context.period(), context.facts.service.as_ref()) else {
        return;
    };
    let from = service.from.max(period.to.year_start());
    let to = service.to.min(period.to.year_end());
    let days = (from.days_to(to) + 1).max(0);
    let share = Ratio::new(days.into(), (service.from.days_to(service.to) + 1).into());
    let Some(due) = share.and_then(|share| contract.value.times(share)) else {
        return;
    };
    if base.fen > 0 && due > Ratio::whole(base.fen) {
        let shown = due
            .over(Ratio::whole(100))
            .map_or_else(String::new, |one| one.decimal(2));
        found
            .pair(contract.quote.clone(), base.quote)
            .with("c", &shown)
            .with("B1", yuan(base.fen))
            .arithmetic(format!("{shown} > {}", yuan(base.fen)));
    }
}

pub(crate) fn r503(context: &Context<'_>, found: &mut Found) {
    let lines = &context.facts.lines;
    let lacking: Vec<&Row> = prices(context)
        .filter(|row| {
            let in_contract = lines
                .iter()
                .any(|line| common(&line.name, &row.name.text) >= 2);
            quantity_of(context, row).is_none() && !in_contract
        })
        .collect();
    if lacking.is_empty() {
        return;
    }
    let names = lacking
        .iter()
        .map(|row| row.name.text.as_str())
        .collect::<Vec<_>>()
        .join("、");
    let first = lacking
        .iter()
        .map(|row| Quote::join([row.name.quote.clone(), row.annual.quote.clone()]));
    let source = &context.reading.source;
    let counts = context.rows().iter().filter(|row| row.kind == Kind::Count);
    let second = Quote::join(counts.map(|row| row.targets(source)));
    found
        .pair(Quote::join(first), second)
        .with("name", names)
        .arithmetic(format!("{} 项单价没有数量", lacking.len()));
}

pub(crate) fn r506(context: &Context<'_>, found: &mut Found) {
    let (Some(service), Some((from, to)), Some(base), Some(initial)) = (
        context.facts.service.as_ref(),
        context.served(),
        context.in_force(),
        context.initial(),
    ) else {
        return;
    };
    if base.fen == 0 && initial.fen > 0 {
        let told = context
            .facts
            .told
            .iter()
            .find(|told| told.what == super::facts::What::Adjusted);
        found
            .pair(
                service.quote.clone(),
                told.map_or(base.quote, |told| told.quote.clone()),
            )
            .with("S", format!("{}至{}", service.from, service.to))
            .arithmetic(format!("跟踪期内服务 {} 天，预算 0", from.days_to(to) + 1));
    }
}

pub(crate) fn r507(context: &Context<'_>, found: &mut Found) {
    let Some(paid) = context.paid().filter(|paid| paid.fen == 0) else {
        return;
    };
    let rows: Vec<&Row> = prices(context)
        .filter(|row| row.is_bare_percent())
        .collect();
    if rows.is_empty() || context.facts.has_price() {
        return;
    }
    let names = rows
        .iter()
        .map(|row| row.name.text.as_str())
        .collect::<Vec<_>>()
        .join("、");
    let results = rows
        .first()
        .map_or_else(String::new, |row| row.done.text.clone());
    found
        .pair(
            Quote::join(rows.iter().map(|row| row.done.quote.clone())),
            paid.quote,
        )
        .with("name", names)
        .with("c", results)
        .arithmetic("已支付 0 元，没有合同价".to_owned());
}
