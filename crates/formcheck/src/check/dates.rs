//! Family 9: dates in order (日期).

use super::{
    Context, Found,
    facts::{Dated, Event},
    periods::as_of,
};
use crate::{
    date::Date,
    place::Quote,
    reading::{Figure, Read},
    value::Unit,
};

fn service_start(context: &Context<'_>) -> Option<(Date, Quote)> {
    context
        .facts
        .service
        .as_ref()
        .map(|one| (one.from, one.quote.clone()))
}

fn event(context: &Context<'_>, event: Event) -> Option<(Date, Quote)> {
    context
        .facts
        .event(event)
        .map(|one| (one.date, one.quote.clone()))
}

pub(crate) fn r901(context: &Context<'_>, found: &mut Found) {
    let steps = [
        event(context, Event::Approval),
        event(context, Event::Tender),
        event(context, Event::Award),
        event(context, Event::Signing),
        service_start(context),
        context
            .facts
            .service
            .as_ref()
            .map(|one| (one.to, one.quote.clone())),
    ];
    let steps: Vec<(Date, Quote)> = steps.into_iter().flatten().collect();
    for pair in steps.windows(2) {
        if let [(one, first), (two, second)] = pair
            && one > two
        {
            found
                .pair(first.clone(), second.clone())
                .with("a", one)
                .with("b", two)
                .arithmetic(format!("{one} > {two}"));
        }
    }
}

pub(crate) fn r902(context: &Context<'_>, found: &mut Found) {
    for service in &context.facts.services {
        let Some(sentence) = context.reading.sentences.get(service.sentence) else {
            continue;
        };
        let stated = sentence.mentions.iter().find_map(|mention| {
            let before = sentence
                .text
                .get(..mention.span.start - sentence.span.start)?;
            let Figure::Quantity(one) = &mention.figure else {
                return None;
            };
            let months = match &one.unit {
                Unit::Count(word) if word == "年" => one.value.to_whole()?.checked_mul(12)?,
                Unit::Count(word) if word == "个月" => one.value.to_whole()?,
                _ => return None,
            };
            let is_term =
                before.ends_with("为期") || before.ends_with("期限为") || before.ends_with("共");
            is_term.then_some((months, mention))
        });
        let Some((months, mention)) = stated else {
            continue;
        };
        let due = add_months(service.from, months);
        let gap = due.map(|due| due.days_to(service.to));
        // The last day is the day before the anniversary; some count the anniversary itself.
        if !gap.is_some_and(|gap| (-2..=0).contains(&gap)) {
            let days = service.from.days_to(service.to) + 1;
            let words = mention.quote.words();
            found
                .pair(service.quote.clone(), mention.quote.clone())
                .with("S", format!("{}至{}", service.from, service.to))
                .with("d", days)
                .with("quote", words)
                .arithmetic(format!(
                    "{} + {months} 个月 = {}；表为 {}",
                    service.from,
                    due.map_or_else(|| "？".to_owned(), |due| due.to_string()),
                    service.to
                ));
        }
    }
}

fn add_months(date: Date, months: i128) -> Option<Date> {
    let months = i32::try_from(months)
        .ok()
        .filter(|months| (0..=1200).contains(months))?;
    let number = date.month_number() + months;
    let month = u8::try_from(number.rem_euclid(12) + 1).ok()?;
    (0..4).find_map(|less| Date::new(number.div_euclid(12), month, date.day.saturating_sub(less)))
}

pub(crate) fn r903(context: &Context<'_>, found: &mut Found) {
    let Some(service) = context.facts.service.as_ref() else {
        return;
    };
    let years = service.to.year - service.from.year + 1;
    let is_split = context
        .clauses
        .iter()
        .any(|clause| clause.has(&["当年应付", "分年度"]));
    if years > 1 && !is_split {
        found
            .pair(
                service.quote.clone(),
                context.reading.headings.annual.clone(),
            )
            .with("S", format!("{}至{}", service.from, service.to))
            .with("k", years)
            .arithmetic(format!(
                "{} + {} 天",
                service.from.days_to(service.from.year_end()) + 1,
                service.to.year_start().days_to(service.to) + 1
            ));
    }
}

pub(crate) fn r904(context: &Context<'_>, found: &mut Found) {
    let head = &context.reading.head;
    let has_digit = |text: &str| text.contains(|one: char| one.is_ascii_digit());
    if matches!(&head.period.read, Read::Unreadable(text) if has_digit(text)) {
        found
            .one(head.period.quote.clone())
            .with("quote", head.period.content.words());
    }
    let date = &context.reading.signatures.date;
    if matches!(date.read, Read::Unreadable(_)) {
        found
            .one(date.quote.clone())
            .with("quote", date.content.words());
    }
    for sentence in &context.reading.sentences {
        for mention in sentence
            .mentions
            .iter()
            .filter(|one| one.figure == Figure::NoDate)
        {
            found
                .one(mention.quote.clone())
                .with("quote", mention.quote.words());
        }
    }
}

pub(crate) fn r905(context: &Context<'_>, found: &mut Found) {
    let date = &context.reading.signatures.date;
    let (Some(filed), Some(period)) = (date.value(), context.period()) else {
        return;
    };
    if *filed < period.to {
        found
            .pair(date.quote.clone(), context.period_quote())
            .with("a", filed)
            .with("b", period.to)
            .arithmetic(format!("{filed} < {}", period.to));
    }
}

pub(crate) fn r906(context: &Context<'_>, found: &mut Found) {
    let Some(period) = context.period() else {
        return;
    };
    for (clause, date) in as_of(context) {
        let is_on_it = context
            .onward(clause)
            .any(|one| one.has(&["支付", "执行", "完成", "跟踪", "达到", "目标"]));
        if is_on_it && date != period.to {
            found
                .pair(context.clause_quote(clause), context.period_quote())
                .with("a", date)
                .with("b", period.to)
                .arithmetic(format!("{date} ≠ {}", period.to));
        }
    }
}

fn tenders<'c>(context: &'c Context<'_>) -> Option<(&'c Dated, &'c Dated)> {
    Some((
        context.facts.event(Event::Tender)?,
        context.facts.event(Event::Award)?,
    ))
}

pub(crate) fn r908(context: &Context<'_>, found: &mut Found) {
    const LEAST: i64 = 20;
    let Some((tender, award)) = tenders(context) else {
        return;
    };
    let days = tender.date.days_to(award.date);
    if tender.quote.words().contains("招标") && (0..LEAST).contains(&days) {
        found
            .pair(tender.quote.clone(), award.quote.clone())
            .with("a", tender.date)
            .with("b", award.date)
            .with("d", days)
            .arithmetic(format!("{days} < {LEAST}"));
    }
}

pub(crate) fn r909(context: &Context<'_>, found: &mut Found) {
    const MOST: i64 = 30;
    let (Some(award), Some(signing)) = (
        context.facts.event(Event::Award),
        context.facts.event(Event::Signing),
    ) else {
        return;
    };
    let days = award.date.days_to(signing.date);
    if days > MOST {
        found
            .pair(award.quote.clone(), signing.quote.clone())
            .with("a", award.date)
            .with("b", signing.date)
            .with("d", days)
            .arithmetic(format!("{days} > {MOST}"));
    }
}

pub(crate) fn r910(context: &Context<'_>, found: &mut Found) {
    let mut told: Vec<Dated> = context.facts.events.clone();
    let filed = &context.reading.signatures.date;
    if let Some(date) = filed.value() {
        told.push(Dated {
            event: Event::Filing,
            date: *date,
            quote: filed.quote.clone(),
        });
    }
    for event in Event::ALL {
        let mut same = told.iter().filter(|one| one.event == event);
        let Some(first) = same.next() else { continue };
        for other in same.filter(|one| one.date != first.date) {
            differ(
                found,
                (first.date, &first.quote),
                (other.date, &other.quote),
            );
        }
    }
    let mut services = context.facts.services.iter();
    let Some(first) = services.next() else { return };
    for other in services {
        for (one, two) in [(first.from, other.from), (first.to, other.to)] {
            if one != two {
                differ(found, (one, &first.quote), (two, &other.quote));
            }
        }
    }
}

fn differ(found: &mut Found, one: (Date, &Quote), two: (Date, &Quote)) {
    found
        .pair(one.1.clone(), two.1.clone())
        .arithmetic(format!("{} ≠ {}", one.0, two.0));
}
