//! The head: labels in their order, and what stands between them.

use super::{
    field,
    ticks::{self, Group},
};
use crate::{
    date::{self, Date, Written},
    number::{Number, Ratio, number},
    reading::{Field, Head, Period, Read, Ticks},
    source::{Source, Span},
    value::{self, Unit},
};

const LABELS: [&[&str]; 15] = [
    &["街镇名称"],
    &["项目名称"],
    &["预算单位"],
    &["具体实施"],
    &["跟踪时段"],
    &["是否为经常性项目"],
    &["当年预算数", "年初预算数"],
    &["预算执行数"],
    &["预算执行进度"],
    &["是否需要预算调整"],
    &["调整后预算数"],
    &["调减金额"],
    &["调增金额"],
    &["事前绩效评估评审预算", "事前绩效评估预算", "事前评审预算"],
    &["选择重点跟踪理由"],
];

/// What a label may carry in brackets: a prompt or a unit, never a value.
const PROMPTS: [&str; 6] = ["(盖章)", "(内设机构)", "(元)", "(万元)", "(%)", "："];

/// A label's place, and what follows it.
struct Slot {
    span: Span,
    content: Span,
    /// How many fen one unit of the cell is.
    fen: i128,
}

/// The two questions with boxes, resolved later, together with those of section 四.
type Groups = (Group, Group);

pub(super) struct Unticked(Head);

impl Unticked {
    pub(super) fn with_ticks(self, recurring: Field<Ticks>, adjusting: Field<Ticks>) -> Head {
        Head {
            recurring,
            adjusting,
            ..self.0
        }
    }
}

pub(super) fn read(source: &Source, span: &Span) -> (Unticked, Groups) {
    let slots = slots(source, span);
    let [
        town,
        project,
        unit,
        office,
        period,
        recurring,
        initial,
        paid,
        rate,
        adjusting,
        adjusted,
        down,
        up,
        appraised,
        reason,
    ] = &slots;
    let head = Head {
        town: of(source, town, |text, _| {
            // The seal's place may stand before the name or behind it.
            words(text.trim_end_matches("(盖章)"))
        }),
        project: of(source, project, |text, _| words(text)),
        unit: of(source, unit, |text, _| words(text)),
        office: of(source, office, |text, _| words(text)),
        period: of(source, period, |text, _| self::period(text)),
        recurring: Field::missing(),
        adjusting: Field::missing(),
        initial: of(source, initial, amount),
        paid: of(source, paid, amount),
        rate: of(source, rate, |text, _| self::rate(text)),
        adjusted: of(source, adjusted, amount),
        down: of(source, down, amount),
        up: of(source, up, amount),
        appraised: of(source, appraised, amount),
        reason: of(source, reason, |text, _| words(text)),
    };
    let group = |slot: &Option<Slot>| match slot {
        None => Group::missing(),
        Some(slot) => ticks::group(source, &slot.span, &slot.content, &["是", "否"]),
    };
    (Unticked(head), (group(recurring), group(adjusting)))
}

fn slots(source: &Source, span: &Span) -> [Option<Slot>; 15] {
    let found = LABELS.map(|names| label(source, span, names));
    let mut starts: Vec<usize> = found.iter().flatten().map(|label| label.start).collect();
    starts.sort_unstable();
    found.map(|label| {
        let label = label?;
        let next = starts.iter().copied().find(|start| *start > label.start);
        let end = next.unwrap_or(span.end);
        let (content, fen) = after_prompts(source, label.end.min(end)..end);
        Some(Slot {
            span: label.start..end,
            content,
            fen,
        })
    })
}

/// The label where it begins a word; else, in a text without blanks, where it stands first.
fn label(source: &Source, span: &Span, names: &[&str]) -> Option<Span> {
    let text = source.slice(span);
    let at_words = names.iter().find_map(|name| {
        let mut hits = text.match_indices(name).map(|(at, _)| span.start + at);
        let at = hits.find(|at| source.starts_word(*at))?;
        Some(at..at + name.len())
    });
    at_words.or_else(|| source.find(span, names))
}

fn after_prompts(source: &Source, mut content: Span) -> (Span, i128) {
    let mut fen = 100;
    while let Some(prompt) = PROMPTS
        .iter()
        .find(|one| source.slice(&content).starts_with(**one))
    {
        content.start += prompt.len();
        if *prompt == "(万元)" {
            fen = 1_000_000;
        }
    }
    (content, fen)
}

fn of<T>(source: &Source, slot: &Option<Slot>, read: impl Fn(&str, i128) -> Read<T>) -> Field<T> {
    let Some(slot) = slot else {
        return Field::missing();
    };
    let text = source.slice(&slot.content);
    let read = if text.is_empty() {
        Read::Blank
    } else {
        read(text, slot.fen)
    };
    field(source, slot.span.clone(), slot.content.clone(), read)
}

fn words(text: &str) -> Read<String> {
    Read::Value(text.to_owned())
}

fn unreadable<T>(text: &str) -> Read<T> {
    Read::Unreadable(text.to_owned())
}

/// An amount in whole fen; `fen` is the worth of one unit where the cell prints none.
fn amount(text: &str, fen: i128) -> Read<i128> {
    if value::is_none(text) {
        return Read::None(text.to_owned());
    }
    let bare = text
        .trim_start_matches("人民币")
        .trim_start_matches(['¥', '￥']);
    let bare = bare.strip_suffix('整').unwrap_or(bare);
    let quantity = value::whole_quantity(bare).filter(|one| one.comparator.is_none());
    let value = quantity.and_then(|one| match &one.unit {
        Unit::Bare => one.value.times(Ratio::whole(fen)),
        Unit::Money(per) if per.is_empty() => Some(one.value),
        _ => None,
    });
    value
        .and_then(Ratio::to_whole)
        .map_or_else(|| unreadable(text), Read::Value)
}

fn rate(text: &str) -> Read<Number> {
    if value::is_none(text) {
        return Read::None(text.to_owned());
    }
    let read = number(text).filter(|(_, length)| matches!(text.get(*length..), Some("" | "%")));
    let share = read.and_then(|(number, _)| {
        let value = number.value.over(Ratio::whole(100))?;
        Some(Number {
            value,
            decimals: number.decimals + 2,
        })
    });
    share.map_or_else(|| unreadable(text), Read::Value)
}

fn period(text: &str) -> Read<Period> {
    match days(text).as_slice() {
        [Some(from), Some(to)] => Read::Value(Period {
            from: *from,
            to: *to,
        }),
        _ => unreadable(text),
    }
}

/// The one day that a cell holds.
pub(super) fn day(text: &str) -> Read<Date> {
    match days(text).as_slice() {
        [] if text.is_empty() => Read::Blank,
        [Some(day), ..] => Read::Value(*day),
        _ => unreadable(text),
    }
}

/// All days written in a cell; `None` for one that is no day of the calendar.
fn days(text: &str) -> Vec<Option<Date>> {
    let mut days = Vec::new();
    let mut at = 0;
    while let Some(rest) = text.get(at..).filter(|rest| !rest.is_empty()) {
        if let Some((written, length)) = date::written(rest) {
            days.push(match written {
                Written::Day(day) => Some(day),
                Written::NoYear(..) | Written::Impossible => None,
            });
            at += length;
        } else {
            at += rest.chars().next().map_or(1, char::len_utf8);
        }
    }
    days
}
