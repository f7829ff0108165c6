//! Family 6: period of the evidence against the period claimed (期间).

use super::{Context, Found, cells::is_cumulative, context::Clause};
use crate::{
    date::Date,
    place::Quote,
    reading::{Figure, Kind, Read, Row},
    value::Unit,
};

/// The months of service in the period that the assessments do not cover.
fn unassessed(context: &Context<'_>) -> Option<(i32, i32)> {
    let assessed = context.facts.assessed.as_ref()?;
    let period = context.period()?;
    let (from, to) = context.served().unwrap_or((period.from, period.to));
    let months = from.month_number()..=to.month_number();
    let all = i32::try_from(months.clone().count()).ok()?;
    let covered = months.filter(|month| {
        let month = month.rem_euclid(12) + 1;
        (i32::from(assessed.from)..=i32::from(assessed.to)).contains(&month)
    });
    let covered = i32::try_from(covered.count()).ok()?;
    (covered < all).then_some((covered, all))
}

pub(crate) fn r601(context: &Context<'_>, found: &mut Found) {
    let (Some((covered, all)), Some(assessed), Some(period)) = (
        unassessed(context),
        context.facts.assessed.as_ref(),
        context.period(),
    ) else {
        return;
    };
    for row in context
        .rows()
        .iter()
        .filter(|row| row.name.text.contains("考核") && row.percent().is_some())
    {
        found
            .pair(row.quote(), assessed.quote.clone())
            .with("a", format!("{}—{}", assessed.from, assessed.to))
            .with("b", period.to)
            .arithmetic(format!("已考核 {covered} 个月，服务 {all} 个月"));
    }
}

/// Sentences that claim all targets met as of a day: the clauses of the claim, and the day.
fn claims(context: &Context<'_>) -> Vec<(Quote, Date, bool)> {
    let mut claims = Vec::new();
    for (clause, date) in as_of(context) {
        let on: Vec<&Clause<'_>> = context.onward(clause).take(2).collect();
        let all = |one: &&&Clause<'_>| {
            (one.has(&["均", "全部", "各项"]))
                && one.has(&["100", "完成", "达到"])
                && one.has(&["目标", "指标"])
        };
        let told = on.iter().find(all).or_else(|| on.iter().skip(1).find(all));
        if let Some(claim) = told {
            let is_whole = context
                .mentions(claim)
                .any(|one| matches!(&one.figure, Figure::Quantity(one) if one.unit == Unit::Share));
            claims.push((context.run(clause, claim), date, is_whole));
        }
    }
    claims
}

/// Clauses that speak as of a day: 截至2024年8月31日.
pub(super) fn as_of<'c, 'a>(context: &'c Context<'a>) -> Vec<(&'c Clause<'a>, Date)> {
    let mut found = Vec::new();
    for clause in context
        .clauses
        .iter()
        .filter(|clause| clause.has(&["截至", "截止"]))
    {
        for mention in context.mentions(clause) {
            let before = clause
                .text
                .get(..mention.span.start - clause.span.start)
                .unwrap_or("");
            let is_limit = ["截至", "截止", "截至到", "截止到"]
                .iter()
                .any(|word| before.ends_with(word));
            if let Figure::Date(date) = mention.figure
                && is_limit
            {
                found.push((clause, date));
            }
        }
    }
    found
}

pub(crate) fn r602(context: &Context<'_>, found: &mut Found) {
    let Some(assessed) = context.facts.assessed.as_ref() else {
        return;
    };
    if context.rows().iter().any(Row::is_measured) {
        return;
    }
    let mut claims = claims(context);
    // The claim with a figure says most.
    claims.sort_by_key(|(_, _, is_whole)| !is_whole);
    if let Some((quote, date, _)) = claims
        .into_iter()
        .find(|(_, date, _)| date.month > assessed.to)
    {
        found
            .pair(quote, assessed.quote.clone())
            .with("D", date)
            .with("e", format!("{}月", assessed.to))
            .arithmetic(format!("{} 个月没有证据", date.month - assessed.to));
    }
}

pub(crate) fn r603(context: &Context<'_>, found: &mut Found) {
    const USUAL: i64 = 15;
    let (Some(period), Some(service)) = (context.period(), context.facts.service.as_ref()) else {
        return;
    };
    let days = period.from.days_to(service.from);
    if days > USUAL && service.from <= period.to && !context.has(&["计量时段", "计量期间"])
    {
        found
            .pair(context.period_quote(), service.quote.clone())
            .with("p", period.from)
            .with("s", service.from)
            .with("d", days)
            .arithmetic(format!("{} → {}：{days} 天", period.from, service.from));
    }
}

pub(crate) fn r604(context: &Context<'_>, found: &mut Found) {
    let (Some(period), Some(service)) = (context.period(), context.facts.service.as_ref()) else {
        return;
    };
    let (start, end) = (period.to.year_start(), period.to.year_end());
    if service.from <= start && service.to >= end {
        return;
    }
    let clause = context
        .clauses
        .iter()
        .find(|clause| clause.has(&["全年"]) && !clause.has(&["服务期", "合同期"]));
    if let Some(clause) = clause {
        let days = (service.from.max(start).days_to(service.to.min(end)) + 1).max(0);
        found
            .pair(context.clause_quote(clause), service.quote.clone())
            .with("S", format!("{}至{}", service.from, service.to))
            .with("y", start.year)
            .with("d", days)
            .with("n", start.year_length())
            .arithmetic(format!("{days} / {} 天", start.year_length()));
    }
}

pub(crate) fn r605(context: &Context<'_>, found: &mut Found) {
    let (Some(period), Some(service)) = (context.period(), context.facts.service.as_ref()) else {
        return;
    };
    if period.to >= service.to.min(period.to.year_end()) {
        return;
    }
    let sentence = context.reading.sentences.iter().find(|one| {
        ["均已完成", "全部完成", "已全部完成"]
            .iter()
            .any(|word| one.text.contains(word))
            && one.text.contains("目标")
            && !["阶段目标", "应完成", "阶段性目标"]
                .iter()
                .any(|word| one.text.contains(word))
    });
    if let Some(sentence) = sentence {
        found
            .pair(sentence.quote.clone(), service.quote.clone())
            .with("quote", sentence.quote.words())
            .with("s", service.to)
            .arithmetic(format!("服务尚余 {} 天", period.to.days_to(service.to)));
    }
}

pub(crate) fn r606(context: &Context<'_>, found: &mut Found) {
    let rows = context.rows();
    let Some(period) = context.period() else {
        return;
    };
    let same = |row: &Row| match (row.annual.value.quantity(), row.due.value.quantity()) {
        (Some(annual), Some(due)) => annual.same_bound(due),
        _ => row.annual.text == row.due.text,
    };
    let is_open = |row: &Row| {
        (row.kind == Kind::Word && !row.is_measured())
            || row.target().is_some_and(|one| is_cumulative(row, one))
    };
    if period.to < period.to.year_end()
        && rows.len() > 1
        && rows.iter().all(same)
        && rows.iter().any(is_open)
    {
        let last = rows.last().map_or_else(Quote::default, Row::head_quote);
        found
            .pair(last, context.reading.headings.due.clone())
            .with("n", rows.len())
            .arithmetic(format!("{0} / {0} 行相同", rows.len()));
    }
}

pub(crate) fn r607(context: &Context<'_>, found: &mut Found) {
    let clause = context.clauses.iter().find(|clause| {
        clause.has(&["目前", "现已"]) && clause.has(&["考核", "验收", "已完成", "通过"])
    });
    let is_undated = matches!(
        context.reading.signatures.date.read,
        Read::Blank | Read::Missing
    );
    if let Some(clause) = clause.filter(|_| is_undated) {
        found.pair(context.clause_quote(clause), context.period_quote());
    }
}

pub(crate) fn r608(context: &Context<'_>, found: &mut Found) {
    let Some(period) = context.period() else {
        return;
    };
    let shown = format!("{}至{}", period.from, period.to);
    if period.from > period.to || period.from.year != period.to.year {
        found
            .one(context.period_quote())
            .with("P", &shown)
            .with("y", period.to.year);
    }
    for clause in context
        .clauses
        .iter()
        .filter(|clause| clause.has(&["预算"]) && clause.has(&["年初", "当年", "本年", "申报"]))
    {
        if clause.has(&["下一年", "上一年", "上年", "次年", "去年"]) {
            continue;
        }
        let year = context.mentions(clause).find_map(|one| match one.figure {
            Figure::Year(year) => Some(year),
            _ => None,
        });
        if let Some(year) = year.filter(|year| *year != period.to.year) {
            found
                .pair(context.period_quote(), context.clause_quote(clause))
                .with("P", &shown)
                .with("y", year)
                .arithmetic(format!("{} ≠ {year}", period.to.year));
        }
    }
}

pub(crate) fn r609(context: &Context<'_>, found: &mut Found) {
    let Some(period) = context.period() else {
        return;
    };
    // A month that is not over at the end of the period cannot have been assessed within it.
    if let Some(assessed) = context.facts.assessed.as_ref()
        && (assessed.to > period.to.month || assessed.from > assessed.to)
        && period.from.year == period.to.year
    {
        found
            .pair(assessed.quote.clone(), context.period_quote())
            .with("name", "考核")
            .with("a", format!("{}—{}月", assessed.from, assessed.to))
            .with("P", format!("{}至{}", period.from, period.to))
            .arithmetic(format!("{}月 对 {}月", assessed.to, period.to.month));
    }
    for sentence in &context.reading.sentences {
        let Some(word) = ["计量时段", "计量期间"]
            .iter()
            .filter_map(|word| sentence.text.find(word))
            .min()
        else {
            continue;
        };
        let word = sentence.span.start + word;
        let mut dates = sentence.mentions.iter().filter_map(|one| match one.figure {
            Figure::Date(date) if one.span.start > word => Some(date),
            _ => None,
        });
        let (Some(from), Some(to)) = (dates.next(), dates.next()) else {
            continue;
        };
        let needed = context.served().unwrap_or((period.from, period.to));
        let is_within =
            from >= period.from && to <= period.to && from <= needed.0 && to >= needed.1;
        if !is_within {
            found
                .pair(sentence.quote.clone(), context.period_quote())
                .with("name", "指标")
                .with("a", format!("{from}至{to}"))
                .with("P", format!("{}至{}", period.from, period.to))
                .arithmetic(format!("{from}…{to} 对 {}…{}", period.from, period.to));
        }
    }
}
