//! Facts that the narratives tell: amounts bound to what they are, the term of service, what was
//! assessed, events with their dates, lines of the contract. What no word binds is left alone.

use super::context::{Clause, Context};
use crate::{
    date::Date,
    number::Ratio,
    place::Quote,
    reading::{Figure, Sentence},
    value::{Comparator, Quantity, Unit, quantity},
};

/// What an amount or a share in the text is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum What {
    Initial,
    Adjusted,
    Down,
    Up,
    Paid,
    Appraised,
    Contract,
    Rate,
}

/// A budget fact told in the text: fen, or a share for the rate.
#[derive(Clone, Debug)]
pub(crate) struct Told {
    pub(crate) what: What,
    pub(crate) value: Ratio,
    pub(crate) quote: Quote,
    pub(crate) sentence: usize,
}

/// The term of service (服务期).
#[derive(Clone, Debug)]
pub(crate) struct Service {
    pub(crate) from: Date,
    pub(crate) to: Date,
    pub(crate) quote: Quote,
    pub(crate) sentence: usize,
}

/// The months that were assessed (考核).
#[derive(Clone, Debug)]
pub(crate) struct Assessed {
    pub(crate) from: u8,
    pub(crate) to: u8,
    pub(crate) quote: Quote,
}

/// What happened on a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Event {
    Approval,
    Adjustment,
    Acceptance,
    Tender,
    Award,
    Signing,
    Filing,
}

impl Event {
    pub(crate) const ALL: [Self; 7] = [
        Self::Approval,
        Self::Adjustment,
        Self::Acceptance,
        Self::Tender,
        Self::Award,
        Self::Signing,
        Self::Filing,
    ];
}

#[derive(Clone, Debug)]
pub(crate) struct Dated {
    pub(crate) event: Event,
    pub(crate) date: Date,
    pub(crate) quote: Quote,
}

/// A line of the contract: quantity × unit price (× time) = amount.
#[derive(Clone, Debug)]
pub(crate) struct Line {
    pub(crate) name: String,
    pub(crate) count: Quantity,
    pub(crate) price: Quantity,
    pub(crate) times: Ratio,
    pub(crate) amount: Ratio,
    pub(crate) quote: Quote,
}

#[derive(Debug, Default)]
pub(crate) struct Facts {
    pub(crate) told: Vec<Told>,
    pub(crate) service: Option<Service>,
    pub(crate) services: Vec<Service>,
    pub(crate) assessed: Option<Assessed>,
    pub(crate) events: Vec<Dated>,
    pub(crate) lines: Vec<Line>,
}

impl Facts {
    pub(crate) fn contract(&self) -> Option<&Told> {
        self.told.iter().find(|told| told.what == What::Contract)
    }

    pub(crate) fn event(&self, event: Event) -> Option<&Dated> {
        self.events.iter().find(|one| one.event == event)
    }

    /// Whether the form says what the contract costs.
    pub(crate) fn has_price(&self) -> bool {
        self.contract().is_some() || !self.lines.is_empty()
    }
}

/// No contract on a form has more lines; each is held against each row.
const MOST_LINES: usize = 100;

/// The longest name of a thing in a line, in letters.
const LONGEST_NAME: usize = 30;

pub(crate) fn gather(context: &Context<'_>) -> Facts {
    let mut facts = Facts::default();
    for (at, sentence) in context.reading.sentences.iter().enumerate() {
        facts.services.extend(service(context, at, sentence));
        if facts.lines.len() < MOST_LINES {
            facts.lines.extend(lines(context, sentence));
        }
    }
    facts.lines.truncate(MOST_LINES);
    for clause in &context.clauses {
        told(context, clause, &mut facts.told);
        events(context, clause, &mut facts.events);
        if facts.assessed.is_none() {
            facts.assessed = assessed(context, clause);
        }
    }
    facts.service = facts.services.first().cloned();
    facts
}

/// Words that bind an amount, the narrower before the wider.
const AMOUNTS: [(&[&str], What); 7] = [
    (&["事前", "评审预算"], What::Appraised),
    (&["调减"], What::Down),
    (&["调增"], What::Up),
    (&["调整后", "调整为", "调整至"], What::Adjusted),
    (
        &["合同金额", "合同总价", "合同价", "中标金额", "成交金额"],
        What::Contract,
    ),
    (
        &["执行金额", "已支付", "已执行", "累计支付", "支付金额"],
        What::Paid,
    ),
    (&["年初", "当年预算", "申报预算", "预算金额"], What::Initial),
];

fn told(context: &Context<'_>, clause: &Clause<'_>, told: &mut Vec<Told>) {
    let mut from = 0;
    for mention in context.mentions(clause) {
        let Figure::Quantity(quantity) = &mention.figure else {
            continue;
        };
        let start = mention.span.start - clause.span.start;
        let before = clause.text.get(from..start).unwrap_or("");
        let what = match &quantity.unit {
            Unit::Money(per) if per.is_empty() => amount(before),
            Unit::Share
                if ["执行率", "执行进度"]
                    .iter()
                    .any(|word| before.contains(word)) =>
            {
                Some(What::Rate)
            }
            _ => None,
        };
        from = mention.span.end - clause.span.start;
        let is_exact = quantity.comparator != Some(Comparator::About) && !before.ends_with('约');
        if let Some(what) = what.filter(|_| is_exact) {
            told.push(Told {
                what,
                value: quantity.value,
                quote: context.clause_quote(clause),
                sentence: clause.sentence,
            });
        }
    }
}

fn amount(before: &str) -> Option<What> {
    if ["上年", "去年", "下一年", "次年", "×"]
        .iter()
        .any(|word| before.contains(word))
    {
        return None;
    }
    let hit = AMOUNTS
        .iter()
        .find(|(words, _)| words.iter().any(|word| before.contains(word)));
    hit.map(|(_, what)| *what)
}

fn service(context: &Context<'_>, at: usize, sentence: &Sentence) -> Option<Service> {
    let word = ["服务期", "合同期"]
        .iter()
        .filter_map(|word| sentence.text.find(word))
        .min()?;
    let word = sentence.span.start + word;
    let mut dates = sentence.mentions.iter().filter_map(|one| match one.figure {
        Figure::Date(date) if one.span.start > word => Some((date, one.span.end)),
        _ => None,
    });
    let ((from, _), (to, end)) = (dates.next()?, dates.next()?);
    Some(Service {
        from,
        to,
        quote: context.quote(&(word..end)),
        sentence: at,
    })
}

fn assessed(context: &Context<'_>, clause: &Clause<'_>) -> Option<Assessed> {
    if !clause.has(&["考核"]) || clause.has(&["未通过", "计划", "拟"]) {
        return None;
    }
    let months = context.mentions(clause).filter_map(|one| match one.figure {
        Figure::Months(from, to) => Some((from, to)),
        _ => None,
    });
    let (from, to) = months.last()?;
    Some(Assessed {
        from,
        to,
        quote: context.clause_quote(clause),
    })
}

const EVENTS: [(&[&str], Event); 7] = [
    (&["调整", "调减", "调增"], Event::Adjustment),
    (&["终期考核", "终期验收", "终验"], Event::Acceptance),
    (&["审批", "审议", "批准"], Event::Approval),
    (&["招标公告", "采购公告", "发布公告"], Event::Tender),
    (&["中标", "成交"], Event::Award),
    (&["签订", "签约"], Event::Signing),
    (&["填报"], Event::Filing),
];

fn events(context: &Context<'_>, clause: &Clause<'_>, events: &mut Vec<Dated>) {
    let date = context.mentions(clause).find_map(|one| match one.figure {
        Figure::Date(date) => Some(date),
        _ => None,
    });
    let Some(date) = date else { return };
    for (words, event) in EVENTS {
        if clause.has(words) && !clause.has(&["截至", "截止"]) {
            events.push(Dated {
                event,
                date,
                quote: context.clause_quote(clause),
            });
        }
    }
}

/// `40人×7.40万元/人/年×12个月=296.00万元`, with the thing's name before it.
fn lines(context: &Context<'_>, sentence: &Sentence) -> Vec<Line> {
    let mut lines = Vec::new();
    if !sentence.text.contains(['×', '*']) {
        return lines;
    }
    for mention in &sentence.mentions {
        let Figure::Quantity(count) = &mention.figure else {
            continue;
        };
        let at = mention.span.start - sentence.span.start;
        let end = mention.span.end - sentence.span.start;
        let rest = sentence.text.get(end..).unwrap_or("");
        if !matches!(count.unit, Unit::Count(_)) {
            continue;
        }
        let before = sentence.text.get(..at).unwrap_or("");
        let name = before
            .rsplit(['，', '；', '：', '、', '。'])
            .next()
            .unwrap_or("");
        let skip = name
            .char_indices()
            .rev()
            .take(LONGEST_NAME)
            .last()
            .map_or(0, |(at, _)| at);
        let name = name.get(skip..).unwrap_or("");
        if let Some((price, times, amount, length)) = product(rest) {
            let start = mention.span.start - name.len();
            lines.push(Line {
                name: name.to_owned(),
                count: count.clone(),
                price,
                times,
                amount,
                quote: context.quote(&(start..mention.span.end + length)),
            });
        }
    }
    lines
}

fn product(text: &str) -> Option<(Quantity, Ratio, Ratio, usize)> {
    let mut at = 0;
    let mut price = None;
    let mut times = Ratio::ONE;
    while let Some(rest) = text
        .get(at..)
        .and_then(|rest| rest.strip_prefix(['×', '*']))
    {
        let sign = text.get(at..)?.chars().next()?.len_utf8();
        let (factor, length) = quantity(rest)?;
        match &factor.unit {
            Unit::Money(_) if price.is_none() => price = Some(factor),
            Unit::Count(_) => times = times.times(factor.value)?,
            _ => return None,
        }
        at += sign + length;
    }
    let (amount, length) = quantity(text.get(at..)?.strip_prefix('=')?)?;
    matches!(amount.unit, Unit::Money(_)).then_some((price?, times, amount.value, at + 1 + length))
}
