//! Family 4, first part: figures of the text against cells (文与表).

use super::{
    Context, Found,
    cells::{amounts, factor},
    context::Clause,
    facts::What,
    rows::common,
};
use crate::{
    number::{Ratio, yuan},
    place::Quote,
    reading::{Figure, Kind, Mention, Row},
    value::Unit,
};

pub(crate) fn r401(context: &Context<'_>, found: &mut Found) {
    for (_, field, what) in amounts(context) {
        let Some(fen) = field.value() else { continue };
        for told in context.facts.told.iter().filter(|told| told.what == what) {
            let whole = told.value.to_whole();
            if told.value != Ratio::whole(*fen)
                && whole.and_then(|whole| factor(*fen, whole)).is_none()
            {
                let other = told
                    .value
                    .over(Ratio::whole(100))
                    .map_or_else(String::new, |one| one.to_string());
                found
                    .pair(field.quote.clone(), told.quote.clone())
                    .arithmetic(format!("{} ≠ {other}", yuan(*fen)));
            }
        }
    }
    let rate = &context.reading.head.rate;
    let Some(printed) = rate.value() else { return };
    for told in context
        .facts
        .told
        .iter()
        .filter(|told| told.what == What::Rate)
    {
        if told.value != printed.value {
            found
                .pair(rate.quote.clone(), told.quote.clone())
                .arithmetic(format!(
                    "{} ≠ {}",
                    printed.value.percent(),
                    told.value.percent()
                ));
        }
    }
}

pub(crate) fn r402(context: &Context<'_>, found: &mut Found) {
    for line in &context.facts.lines {
        for row in context
            .rows()
            .iter()
            .filter(|row| common(&row.name.text, &line.name) >= 2)
        {
            let Some(target) = row.target() else { continue };
            let (told, is) = match row.kind {
                Kind::Count if target.unit == line.count.unit => (&line.count, Some(target.value)),
                Kind::Price if unit_word(row) == count_word(&line.count.unit) => {
                    (&line.price, row.actual().map(|one| one.value))
                }
                _ => continue,
            };
            let Some(is) = is.filter(|is| *is != told.value) else {
                continue;
            };
            found
                .pair(line.quote.clone(), row.quote())
                .arithmetic(format!("{} ≠ {is}", told.value));
        }
    }
    told_of_rows(context, found);
    for (clause, count, word) in announced(context) {
        let Some(items) = listed(context, clause) else {
            continue;
        };
        if count != items {
            found
                .pair(context.clause_quote(clause), list_quote(context, clause))
                .arithmetic(format!("{count}{word} ≠ {items}"));
        }
    }
}

/// Percentages and points that a sentence gives of the one row that it names.
fn told_of_rows(context: &Context<'_>, found: &mut Found) {
    for sentence in &context.reading.sentences {
        let mut named = context.rows().iter().filter(|row| {
            !row.name.text.is_empty() && sentence.text.contains(row.name.text.as_str())
        });
        let (Some(row), None) = (named.next(), named.next()) else {
            continue;
        };
        let percent = row.percent().map(|one| one.value);
        let target = row
            .target()
            .filter(|one| one.is_share())
            .map(|one| one.value);
        let gap = row.deviates().map(|(value, _)| value);
        let less = gap.and_then(Ratio::negative);
        for mention in &sentence.mentions {
            let Figure::Quantity(one) = &mention.figure else {
                continue;
            };
            let before = sentence
                .text
                .get(..mention.span.start - sentence.span.start)
                .unwrap_or("");
            let before = before.rsplit(['，', '。', '；']).next().unwrap_or("");
            // A change against another time is another fact.
            if ["提高", "提升", "增长", "上升", "下降", "同比", "环比"]
                .iter()
                .any(|word| before.contains(word))
            {
                continue;
            }
            let fits = match one.unit {
                Unit::Share => [percent, target].contains(&Some(one.value)),
                Unit::Points if sentence.text.contains("低于") => less == Some(one.value),
                Unit::Points if sentence.text.contains("高于") => gap == Some(one.value),
                Unit::Points => [gap, less].contains(&Some(one.value)),
                _ => true,
            };
            if !fits && percent.is_some() {
                found
                    .pair(mention.quote.clone(), row.quote())
                    .arithmetic(format!("{} ≠ {}", mention.quote.words(), row.done.text));
            }
        }
    }
}

/// The measure word that a price is for.
pub(super) fn unit_word(row: &Row) -> Option<&str> {
    match &row.target()?.unit {
        Unit::Money(per) => per.first().map(String::as_str),
        _ => None,
    }
}

pub(super) fn count_word(unit: &Unit) -> Option<&str> {
    match unit {
        Unit::Count(word) => Some(word),
        _ => None,
    }
}

/// Clauses that say how many kinds there are: 共五大类.
fn announced<'c, 'a>(context: &'c Context<'a>) -> Vec<(&'c Clause<'a>, i128, String)> {
    let mut found = Vec::new();
    for clause in context
        .clauses
        .iter()
        .filter(|clause| clause.text.starts_with('共'))
    {
        for mention in context.mentions(clause) {
            let Figure::Quantity(one) = &mention.figure else {
                continue;
            };
            let word = count_word(&one.unit).filter(|word| *word == "大类" || *word == "项");
            if let (Some(word), Some(count)) = (word, one.value.to_whole()) {
                found.push((clause, count, word.to_owned()));
            }
        }
    }
    found
}

/// The clause before, if it is a list.
fn before<'c, 'a>(context: &'c Context<'a>, clause: &Clause<'_>) -> Option<&'c Clause<'a>> {
    let same = context.same(clause).iter();
    same.take_while(|one| one.span.start < clause.span.start)
        .last()
}

fn listed(context: &Context<'_>, clause: &Clause<'_>) -> Option<i128> {
    let items = before(context, clause)?.text.matches('、').count();
    i128::try_from(items + 1).ok().filter(|_| items > 0)
}

fn list_quote(context: &Context<'_>, clause: &Clause<'_>) -> Quote {
    before(context, clause).map_or_else(Quote::default, |one| context.clause_quote(one))
}

/// What a limit of time is for.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Act {
    Arrive,
    Feedback,
    Dispose,
}

impl Act {
    const ALL: [(Self, &'static [&'static str]); 3] = [
        (Self::Arrive, &["到达", "到场"]),
        (Self::Feedback, &["反馈"]),
        (Self::Dispose, &["处置", "处理", "办结"]),
    ];

    /// An arrival is told before what follows it; a feedback on the disposal is a feedback.
    fn of(text: &str) -> Option<Self> {
        let hit = Self::ALL
            .iter()
            .find(|(_, words)| words.iter().any(|word| text.contains(word)));
        hit.map(|(act, _)| *act)
    }
}

/// Limits told in the text: the clause, the seconds, and the act.
fn limits<'c, 'a>(context: &'c Context<'a>) -> Vec<(&'c Clause<'a>, Ratio, Act)> {
    let mut found = Vec::new();
    for clause in &context.clauses {
        for mention in context.mentions(clause) {
            let Some(seconds) = seconds(mention) else {
                continue;
            };
            let start = mention.span.start - clause.span.start;
            let end = mention.span.end - clause.span.start;
            let after = clause.text.get(end..).and_then(Act::of);
            let act = after.or_else(|| clause.text.get(..start).and_then(Act::of));
            found.extend(act.map(|act| (clause, seconds, act)));
        }
    }
    found
}

fn seconds(mention: &Mention) -> Option<Ratio> {
    match &mention.figure {
        Figure::Quantity(one) if one.unit == Unit::Time && one.value < Ratio::whole(86_400) => {
            Some(one.value)
        }
        _ => None,
    }
}

fn limit_rows<'a>(context: &Context<'a>) -> Vec<(&'a Row, Ratio, Act)> {
    let rows = context.rows().iter().filter(|row| row.kind == Kind::Limit);
    rows.filter_map(|row| Some((row, row.target()?.value, Act::of(&row.name.text)?)))
        .collect()
}

pub(crate) fn r403(context: &Context<'_>, found: &mut Found) {
    let rows = limit_rows(context);
    for (clause, limit, act) in limits(context) {
        if rows.iter().any(|(_, _, other)| *other == act) {
            continue;
        }
        if let Some((row, ..)) = rows.iter().find(|(_, value, _)| *value == limit) {
            found
                .pair(context.clause_quote(clause), row.head_quote())
                .arithmetic(format!("{limit} 秒，两件事"));
        }
    }
}

pub(crate) fn r409(context: &Context<'_>, found: &mut Found) {
    for (clause, limit, act) in limits(context) {
        if !clause.has(&["一般", "原则上"]) {
            continue;
        }
        let rows = limit_rows(context);
        let row = rows
            .iter()
            .find(|(row, value, other)| *value == limit && *other == act && !row.is_measured());
        if let Some((row, ..)) = row.filter(|(row, ..)| row.is_met() == Some(true)) {
            found.pair(context.clause_quote(clause), row.quote());
        }
    }
}

pub(crate) fn r412(context: &Context<'_>, found: &mut Found) {
    let rows = limit_rows(context);
    for (clause, limit, act) in limits(context) {
        let mut same = rows.iter().filter(|(_, _, other)| *other == act).peekable();
        let first = same.peek().copied();
        if let Some((row, value, _)) = first.filter(|_| same.all(|(_, value, _)| *value != limit)) {
            found
                .pair(context.clause_quote(clause), row.head_quote())
                .arithmetic(format!("{limit} 秒 ≠ {value} 秒"));
        }
    }
}
