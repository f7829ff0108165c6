//! The narratives: sentences joined over broken lines, with their figures.

use super::{Outline, figures, heading};
use crate::{
    place::Quote,
    reading::{Figure, Mention, Period, Sentence},
    source::{Source, Span},
};

/// A numbered heading of a part is short and has no stop in it.
const LONGEST_HEADING: usize = 24;

/// No sentence is longer, in bytes: a text without stops is cut, so that work on a sentence is bounded.
const LONGEST_SENTENCE: usize = 6000;

pub(super) fn read(
    source: &Source,
    outline: &Outline,
    period: Option<&Period>,
) -> (Vec<Sentence>, Quote) {
    let widest = widest(source, &outline.sections);
    let mut reader = Reader {
        source,
        widest,
        year: period.map(|period| period.from.year),
        section: 0,
        part: 0,
        sentences: Vec::new(),
        nodes: Quote::default(),
    };
    let [one, two, three, _, five] = &outline.sections;
    for (section, span) in [
        (1, one),
        (2, two),
        (3, three),
        (5, five),
        (6, &outline.remarks),
    ] {
        reader.section = section;
        reader.part = 0;
        reader.read(&(heading(source, span).end..span.end));
    }
    (reader.sentences, reader.nodes)
}

fn widest(source: &Source, sections: &[Span]) -> usize {
    let mut widest = 0;
    for span in sections {
        let (first, last) = (
            source.part(span.start),
            source.part(span.end.saturating_sub(1)),
        );
        if !span.is_empty() {
            widest = (first..=last)
                .map(|part| source.width(part))
                .fold(widest, usize::max);
        }
    }
    widest
}

struct Reader<'a> {
    source: &'a Source,
    widest: usize,
    year: Option<i32>,
    section: u8,
    part: u8,
    sentences: Vec<Sentence>,
    nodes: Quote,
}

impl Reader<'_> {
    fn read(&mut self, span: &Span) {
        let mut start = span.start;
        let mut skip_to = span.start;
        for (at, letter) in self.source.slice(span).char_indices() {
            let at = span.start + at;
            if at < skip_to {
                continue;
            }
            if self.source.starts_part(at) {
                if let Some((number, end)) = self.part_heading(at, span.end) {
                    self.finish(start..at);
                    self.part = number;
                    (start, skip_to) = (end, end);
                    continue;
                }
                if at > start && self.breaks_before(at) {
                    self.finish(start..at);
                    start = at;
                }
            }
            if at.saturating_sub(start) > LONGEST_SENTENCE {
                self.finish(start..at);
                start = at;
            }
            if matches!(letter, '。' | '！' | '？' | '；') {
                let end = at + letter.len_utf8();
                self.finish(start..end);
                start = end;
            }
        }
        self.finish(start.min(span.end)..span.end);
    }

    /// A line such as `3、工作内容`: the part's number, and where the heading ends.
    fn part_heading(&mut self, at: usize, end: usize) -> Option<(u8, usize)> {
        let (number, marked) = list_number(self.source.slice(&(at..end)))?;
        let part = self.source.part(at);
        if self.source.width(part) > LONGEST_HEADING {
            return None;
        }
        let line = at..self.part_end(at, end);
        let words = self.source.slice(&line).get(marked..)?;
        if words.is_empty() || words.contains(['，', '。', '；']) {
            return None;
        }
        if words.contains("时间节点") {
            self.nodes = self.source.quote(&line);
        }
        Some((number, line.end))
    }

    fn part_end(&self, at: usize, end: usize) -> usize {
        let part = self.source.part(at);
        let mut letters = self.source.slice(&(at..end)).char_indices();
        letters
            .find(|(to, _)| self.source.part(at + to) != part)
            .map_or(end, |(to, _)| at + to)
    }

    /// Whether a line begins a sentence of its own: the line before did not fill its width, or this
    /// one is an item of a list.
    fn breaks_before(&self, at: usize) -> bool {
        let before = self.source.width(self.source.part(at.saturating_sub(1)));
        let rest = at..self.source.text().len().min(at + 32);
        let rest = (rest.start..=rest.end)
            .rev()
            .find_map(|end| self.source.text().get(at..end));
        let rest = rest.unwrap_or("");
        before * 10 < self.widest * 6
            || list_number(rest).is_some()
            || (["建议", "问题"].iter().any(|word| rest.starts_with(word)) && rest.contains('：'))
    }

    fn finish(&mut self, span: Span) {
        let text = self.source.slice(&span);
        if text.is_empty() {
            return;
        }
        let figures = figures::scan(text, &mut self.year);
        let mentions = figures
            .into_iter()
            .map(|(place, figure)| self.mention(&span, place, figure));
        let mentions = mentions.collect();
        self.sentences.push(Sentence {
            section: self.section,
            part: self.part,
            text: text.to_owned(),
            quote: self.source.quote(&span),
            mentions,
            span,
        });
    }

    fn mention(&self, sentence: &Span, place: Span, figure: Figure) -> Mention {
        let span = sentence.start + place.start..sentence.start + place.end;
        Mention {
            figure,
            quote: self.source.quote(&span),
            span,
        }
    }
}

/// `3、` or `3.` before something that is no digit: the number, and how long its mark is.
fn list_number(text: &str) -> Option<(u8, usize)> {
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    let number = text.get(..digits)?.parse().ok()?;
    let rest = text.get(digits..)?;
    let mark = rest
        .chars()
        .next()
        .filter(|mark| matches!(mark, '、' | '.'))?;
    let after = rest.get(mark.len_utf8()..)?.chars().next();
    let is_list = digits <= 2 && !after.is_some_and(|letter| letter.is_ascii_digit());
    is_list.then_some((number, digits + mark.len_utf8()))
}
