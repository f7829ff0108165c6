//! What the rules ask of a reading: cells as amounts, clauses, and the facts told in the narratives.

use super::facts::{self, Facts};
use crate::{
    date::Date,
    number::Ratio,
    place::Quote,
    reading::{Field, Mention, Period, Reading, Row, Sentence, Ticks},
    source::Span,
};

/// An amount in fen with its place.
#[derive(Clone, Debug)]
pub(crate) struct Amount {
    pub(crate) fen: i128,
    pub(crate) quote: Quote,
}

/// A part of a sentence between two stops.
#[derive(Clone, Debug)]
pub(crate) struct Clause<'a> {
    pub(crate) sentence: usize,
    pub(crate) span: Span,
    pub(crate) text: &'a str,
}

impl Clause<'_> {
    /// Whether one of the words stands in it.
    pub(crate) fn has(&self, words: &[&str]) -> bool {
        words.iter().any(|word| self.text.contains(word))
    }
}

pub(crate) struct Context<'a> {
    pub(crate) reading: &'a Reading,
    pub(crate) clauses: Vec<Clause<'a>>,
    pub(crate) facts: Facts,
}

impl<'a> Context<'a> {
    pub(crate) fn new(reading: &'a Reading) -> Self {
        let sentences = reading.sentences.iter().enumerate();
        let clauses = sentences
            .flat_map(|(at, sentence)| clauses(at, sentence))
            .collect();
        let mut context = Self {
            reading,
            clauses,
            facts: Facts::default(),
        };
        context.facts = facts::gather(&context);
        context
    }

    pub(crate) fn quote(&self, span: &Span) -> Quote {
        self.reading.source.quote(span)
    }

    pub(crate) fn rows(&self) -> &'a [Row] {
        &self.reading.rows
    }

    pub(crate) fn period(&self) -> Option<Period> {
        self.reading.head.period.value().copied()
    }

    pub(crate) fn period_quote(&self) -> Quote {
        self.reading.head.period.quote.clone()
    }

    /// The sentence of a clause.
    pub(crate) fn sentence(&self, clause: &Clause<'_>) -> Option<&'a Sentence> {
        self.reading.sentences.get(clause.sentence)
    }

    /// The section of a clause: 1 to 5, 6 for the remarks, 0 for none.
    pub(crate) fn section(&self, clause: &Clause<'_>) -> u8 {
        self.sentence(clause).map_or(0, |sentence| sentence.section)
    }

    /// The figures of a clause.
    pub(crate) fn mentions(&self, clause: &Clause<'_>) -> impl Iterator<Item = &'a Mention> {
        let mentions = self
            .sentence(clause)
            .map_or(&[][..], |sentence| &sentence.mentions);
        // Both ends by halving: a sentence of a thousand figures has a thousand clauses.
        let from = mentions.partition_point(|one| one.span.start < clause.span.start);
        let to = mentions.partition_point(|one| one.span.end <= clause.span.end);
        mentions.get(from..to).unwrap_or(&[]).iter()
    }

    /// The first clause that holds one of the words.
    pub(crate) fn clause(&self, words: &[&str]) -> Option<&Clause<'a>> {
        self.clauses.iter().find(|clause| clause.has(words))
    }

    /// The first clause of a section that holds one of the words.
    pub(crate) fn clause_in(&self, section: u8, words: &[&str]) -> Option<&Clause<'a>> {
        self.clauses
            .iter()
            .find(|clause| self.section(clause) == section && clause.has(words))
    }

    pub(crate) fn clause_quote(&self, clause: &Clause<'_>) -> Quote {
        self.quote(&clause.span)
    }

    /// Clauses of one sentence from the one to the other, as one quotation.
    pub(crate) fn run(&self, from: &Clause<'_>, to: &Clause<'_>) -> Quote {
        self.quote(&(from.span.start..to.span.end))
    }

    /// The clauses of the same sentence.
    pub(crate) fn same(&self, clause: &Clause<'_>) -> &[Clause<'a>] {
        let from = self
            .clauses
            .partition_point(|one| one.sentence < clause.sentence);
        let to = self
            .clauses
            .partition_point(|one| one.sentence <= clause.sentence);
        self.clauses.get(from..to).unwrap_or(&[])
    }

    /// The clauses of the same sentence from this one on.
    pub(crate) fn onward(&self, clause: &Clause<'a>) -> impl Iterator<Item = &Clause<'a>> {
        let start = clause.span.start;
        self.same(clause)
            .iter()
            .filter(move |one| one.span.start >= start)
    }

    pub(crate) fn has(&self, words: &[&str]) -> bool {
        self.clause(words).is_some()
    }

    /// Whether the project is told to be new.
    pub(crate) fn is_new(&self) -> bool {
        const NEW: [&str; 4] = ["新增", "新设", "首次", "首年"];
        let reason = self.reading.head.reason.value();
        reason.is_some_and(|reason| NEW.iter().any(|word| reason.contains(word)))
            || self.has(&["新设立"])
    }

    pub(crate) fn amount(&self, field: &Field<i128>) -> Option<Amount> {
        field.value().map(|fen| Amount {
            fen: *fen,
            quote: field.quote.clone(),
        })
    }

    pub(crate) fn initial(&self) -> Option<Amount> {
        self.amount(&self.reading.head.initial)
    }

    pub(crate) fn down(&self) -> Option<Amount> {
        self.amount(&self.reading.head.down)
    }

    /// What was paid: from its cell, or from the text where the cell holds no amount.
    pub(crate) fn paid(&self) -> Option<Amount> {
        let cell = self.amount(&self.reading.head.paid);
        cell.or_else(|| {
            let told = self
                .facts
                .told
                .iter()
                .find(|told| told.what == facts::What::Paid)?;
            Some(Amount {
                fen: told.value.to_whole()?,
                quote: told.quote.clone(),
            })
        })
    }

    /// The adjusted budget in force. Some towns leave its cell at 0 or blank when nothing was
    /// adjusted; then the initial budget is in force.
    pub(crate) fn in_force(&self) -> Option<Amount> {
        let head = &self.reading.head;
        let adjusted = self.amount(&head.adjusted);
        if adjusted.as_ref().is_none_or(|one| one.fen == 0) && self.is_unadjusted() {
            return self.initial();
        }
        adjusted
    }

    pub(crate) fn is_unadjusted(&self) -> bool {
        let is_zero = |field: &Field<i128>| field.value().is_none_or(|fen| *fen == 0);
        let head = &self.reading.head;
        is_zero(&head.up) && is_zero(&head.down) && self.tick(&head.adjusting) != Some("是")
    }

    /// The one option that is ticked.
    pub(crate) fn tick<'t>(&self, field: &'t Field<Ticks>) -> Option<&'t str> {
        field.value().and_then(Ticks::only)
    }

    /// The share of the year that is over at the end of the period.
    pub(crate) fn elapsed(&self) -> Option<Ratio> {
        let end = self.period()?.to;
        let days = end.year_start().days_to(end) + 1;
        Ratio::new(days.into(), end.year_length().into())
    }

    /// How far the execution lags behind the calendar; without a printed rate that can be one.
    pub(crate) fn lag(&self) -> Option<Ratio> {
        let rate = self.reading.head.rate.value()?;
        self.elapsed()?.minus(rate.value)
    }

    /// Whether the execution lags by more than 30 points: less is how payments by quarter look.
    pub(crate) fn lags(&self) -> bool {
        let limit = Ratio::new(30, 100);
        matches!((self.lag(), limit), (Some(lag), Some(limit)) if lag > limit)
    }

    /// The service within the tracking period.
    pub(crate) fn served(&self) -> Option<(Date, Date)> {
        let (period, service) = (self.period()?, self.facts.service.as_ref()?);
        let (from, to) = (period.from.max(service.from), period.to.min(service.to));
        (from <= to).then_some((from, to))
    }
}

fn clauses(at: usize, sentence: &Sentence) -> Vec<Clause<'_>> {
    let mut clauses = Vec::new();
    let mut start = 0;
    let mut push = |from: usize, to: usize| {
        if let Some(text) = sentence.text.get(from..to).filter(|text| !text.is_empty()) {
            let span = sentence.span.start + from..sentence.span.start + to;
            clauses.push(Clause {
                sentence: at,
                span,
                text,
            });
        }
    };
    for (end, letter) in sentence.text.char_indices() {
        if matches!(letter, '，' | '。' | '；' | '：' | '！' | '？') {
            push(start, end);
            start = end + letter.len_utf8();
        }
    }
    push(start, sentence.text.len());
    clauses
}
