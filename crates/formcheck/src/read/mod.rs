//! From text to a reading: the form's outline here, its parts in the files beside.

pub(crate) mod figures;
mod head;
mod sentences;
mod table;
mod ticks;

use crate::{
    place::Quote,
    reading::{Field, Figure, Headings, Read, Reading, Signatures},
    source::{Source, Span},
};
use std::ops::Range;

/// Reads a form from text, with lines broken as a PDF breaks them. It takes any text; what is not
/// there or cannot be read is a field that says so.
#[must_use]
pub fn read_text(text: &str) -> Reading {
    read_source(Source::from_text(text))
}

/// The dates, amounts, percentages and quantities in a text that is no form, each with the bytes that say it.
#[must_use]
pub fn figures(text: &str) -> Vec<(Range<usize>, Figure)> {
    figures::scan(text, &mut None)
}

/// Where the parts of the form lie in the flat text.
struct Outline {
    head: Span,
    /// 一, 二, 三, 四, 五, headings included.
    sections: [Span; 5],
    table: Span,
    remarks: Span,
    tail: Span,
}

/// Reads a form from lines or cells that were put together before, such as those of a workbook.
#[must_use]
pub fn read_source(source: Source) -> Reading {
    let outline = outline(&source);
    let (head, head_groups) = head::read(&source, &outline.head);
    let [.., four, _] = &outline.sections;
    let budget = ticks::judgement(&source, four, "年度项目预算", Some("年度绩效目标"));
    let goal = ticks::judgement(&source, four, "年度绩效目标", None);
    let (recurring, adjusting) = head_groups;
    let [recurring, adjusting, budget, goal] = ticks::resolve([recurring, adjusting, budget, goal]);
    let head = head.with_ticks(recurring, adjusting);
    let (sentences, nodes) = sentences::read(&source, &outline, head.period.value());
    let table = table::read(&source, &outline.table);
    let [.., five] = &outline.sections;
    let headings = Headings {
        problems: source.quote(&heading(&source, five)),
        nodes,
        table: table.title,
        annual: table.annual,
        due: table.due,
        deviation: table.deviation,
    };
    Reading {
        head,
        sentences,
        budget,
        goal,
        rows: table.rows,
        leftover: table.leftover,
        signatures: signatures(&source, &outline.tail),
        headings,
        source,
    }
}

fn outline(source: &Source) -> Outline {
    let end = source.text().len();
    // What is annexed to the form (附：) is no part of it.
    let marks: [&[&str]; 9] = [
        &["一、"],
        &["二、"],
        &["三、"],
        &["四、"],
        &["五、"],
        &["主要跟踪指标", "一级指标"],
        &["需要说明的情况"],
        &["领导(签字)", "填报日期"],
        &["附："],
    ];
    let mut from = 0;
    let starts = marks.map(|words| {
        let at = part_start(source, from, words)?;
        from = at + 1;
        Some(at)
    });
    // A part that is missing is empty and begins where the next one does.
    let mut next = end;
    let mut spans = [const { 0..0 }; 9];
    for (span, start) in spans.iter_mut().zip(starts).rev() {
        let at = start.unwrap_or(next);
        *span = at..next;
        next = at;
    }
    let [one, two, three, four, five, table, remarks, tail, _] = spans;
    Outline {
        head: 0..next,
        sections: [one, two, three, four, five],
        table,
        remarks,
        tail,
    }
}

/// The first line that begins with one of the words.
fn part_start(source: &Source, from: usize, words: &[&str]) -> Option<usize> {
    let text = source.text();
    let from = (from..text.len()).find(|at| text.is_char_boundary(*at))?;
    let hits = words.iter().filter_map(|word| {
        let hits = text.get(from..)?.match_indices(word);
        hits.map(|(at, _)| from + at)
            .find(|at| source.starts_part(*at))
    });
    hits.min()
}

/// The heading that the span begins with: up to its colon or the end of its line.
fn heading(source: &Source, span: &Span) -> Span {
    let part = source.part(span.start);
    for (at, letter) in source.slice(span).char_indices() {
        let at = span.start + at;
        if source.part(at) != part {
            return span.start..at;
        }
        if letter == '：' {
            return span.start..at + letter.len_utf8();
        }
    }
    span.clone()
}

fn signatures(source: &Source, span: &Span) -> Signatures {
    let labels = [
        "领导(签字)：",
        "绩效负责人(签字)：",
        "经办人(签字)：",
        "填报日期：",
    ];
    let found = labels.map(|label| source.find(span, &[label]));
    let end_of = |label: &Span| {
        let next = found
            .iter()
            .flatten()
            .filter(|other| other.start >= label.end);
        next.map(|other| other.start).min().unwrap_or(span.end)
    };
    let text = |label: &Option<Span>| {
        let Some(label) = label else {
            return Field::missing();
        };
        let content = label.end..end_of(label);
        let text = source.slice(&content);
        let read = if text.is_empty() {
            Read::Blank
        } else {
            Read::Value(text.to_owned())
        };
        field(source, label.start..content.end, content, read)
    };
    let [leader, officer, clerk, date] = &found;
    let date = match date {
        None => Field::missing(),
        Some(label) => {
            let content = label.end..end_of(label);
            let read = head::day(source.slice(&content));
            field(source, label.start..content.end, content, read)
        }
    };
    Signatures {
        leader: text(leader),
        officer: text(officer),
        clerk: text(clerk),
        date,
    }
}

fn field<T>(source: &Source, span: Span, content: Span, read: Read<T>) -> Field<T> {
    let content = if content.is_empty() {
        Quote::default()
    } else {
        source.quote(&content)
    };
    Field {
        read,
        quote: source.quote(&span),
        content,
        span,
    }
}
