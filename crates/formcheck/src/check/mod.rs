//! The rules applied to a reading. Each family of rules is a file; what they share is the context.

pub(crate) mod arithmetic;
pub(crate) mod boxes;
pub(crate) mod cells;
pub(crate) mod completeness;
mod context;
pub(crate) mod dates;
mod facts;
pub(crate) mod judgement;
pub(crate) mod measurement;
pub(crate) mod periods;
pub(crate) mod prices;
mod rows;
pub(crate) mod statements;
pub(crate) mod text_and_table;
pub(crate) mod work;

pub(crate) use context::Context;

use crate::{
    place::Quote,
    reading::Reading,
    rules::{RULES, Severity},
};
use serde::Serialize;

/// Something that contradicts itself or stands unsupported.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Finding {
    /// The rule's number: R-101.
    pub rule: &'static str,
    /// How much it weighs.
    pub severity: Severity,
    /// The first quotation. It is empty only where the form lacks the field.
    pub first: Quote,
    /// What it is held against, where there is a second place.
    pub second: Option<Quote>,
    /// The arithmetic as text; empty where nothing was computed.
    pub arithmetic: String,
    /// What was found, in Chinese.
    pub zh: String,
    /// What was found, in English.
    pub en: String,
    /// What resolves it, in Chinese.
    pub resolution_zh: &'static str,
    /// What resolves it, in English.
    pub resolution_en: &'static str,
}

/// Applies every rule. The findings come in the order of the rules, and within a rule in the order of
/// the form.
#[must_use]
pub fn check(reading: &Reading) -> Vec<Finding> {
    let context = Context::new(reading);
    let mut findings = Vec::new();
    for rule in RULES.iter().copied().flatten() {
        let mut found = Found::default();
        (rule.run)(&context, &mut found);
        findings.extend(found.0.into_iter().map(|draft| Finding {
            rule: rule.number,
            severity: rule.severity,
            zh: draft.fill(rule.message_zh),
            en: draft.fill(rule.message_en),
            first: draft.first,
            second: draft.second.filter(|quote| !quote.is_empty()),
            arithmetic: draft.arithmetic,
            resolution_zh: rule.resolution_zh,
            resolution_en: rule.resolution_en,
        }));
    }
    findings
}

/// What a rule found so far.
#[derive(Default)]
pub(crate) struct Found(Vec<Draft>);

impl Found {
    /// A finding that rests on two places.
    pub(crate) fn pair(&mut self, first: Quote, second: Quote) -> &mut Draft {
        self.add(first, Some(second))
    }

    /// A finding that rests on one place.
    pub(crate) fn one(&mut self, first: Quote) -> &mut Draft {
        self.add(first, None)
    }

    pub(crate) fn add(&mut self, first: Quote, second: Option<Quote>) -> &mut Draft {
        self.0.push_mut(Draft {
            first,
            second,
            arithmetic: String::new(),
            words: Vec::new(),
        })
    }
}

/// A finding before the rule's words are put to it.
pub(crate) struct Draft {
    first: Quote,
    second: Option<Quote>,
    arithmetic: String,
    words: Vec<(&'static str, String)>,
}

impl Draft {
    /// The word for a place of the rule's message.
    pub(crate) fn with(&mut self, name: &'static str, word: impl ToString) -> &mut Self {
        self.words.push((name, word.to_string()));
        self
    }

    pub(crate) fn arithmetic(&mut self, text: impl Into<String>) -> &mut Self {
        self.arithmetic = text.into();
        self
    }

    /// The message: `{a}` and `{b}` are the quotations unless the rule gives other words.
    fn fill(&self, template: &str) -> String {
        let mut out = String::new();
        let mut rest = template;
        while let Some((before, after)) = rest.split_once('{') {
            out.push_str(before);
            let (name, after) = after.split_once('}').unwrap_or((after, ""));
            let word = self.words.iter().find(|(one, _)| *one == name);
            match (word, name) {
                (Some((_, word)), _) => out.push_str(word),
                (None, "b") => {
                    out.push_str(&self.second.as_ref().map(Quote::words).unwrap_or_default())
                }
                (None, "a" | "quote") => out.push_str(&self.first.words()),
                // Never so in a rule of ours: a test looks for the brace.
                (None, name) => out.push_str(&format!("{{{name}}}")),
            }
            rest = after;
        }
        out.push_str(rest);
        out
    }
}
