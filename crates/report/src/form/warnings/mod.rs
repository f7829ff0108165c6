//! Warnings where an officer's text contradicts a figure (文字与数据不符).
//!
//! Two looks at every text that was written instead of its draft:
//!
//! - the form check's rules (表单校验), once with the drafts and once with that text alone in its place:
//!   what the text adds to the findings is the text's;
//! - the figures in its sentences, held against every figure that stands on the form as it was drafted:
//!   a figure that took the place of a draft's, and a figure that stands nowhere.
//!
//! A warning hinders nothing: the officer may know what the records do not.

mod figures;

use super::{check::source, edited, print::print, printed::PrintedForm};
use figures::Known;
use liandong_domain::performance::{
    filing::{Edits, Field},
    form::Form,
};
use liandong_formcheck::{Finding, check, read_source};
use serde::Serialize;

/// What is wrong with a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum WarningKind {
    /// A rule of the form check is broken by it.
    Rule,
    /// It says another figure than the draft's sentence did.
    OtherFigure,
    /// It says a figure that stands nowhere on the form.
    NoSource,
}

/// A contradiction between a text that an officer wrote and the figures.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Warning {
    /// The field whose text it is; `None` where two texts contradict each other.
    pub field: Option<Field>,
    /// What is wrong.
    pub kind: WarningKind,
    /// The rule's number, of [`WarningKind::Rule`].
    pub rule: Option<&'static str>,
    /// The words of the text.
    pub text: String,
    /// What it is held against, to the letter; empty where there is nothing.
    pub against: String,
    /// The arithmetic; empty where nothing was computed.
    pub arithmetic: String,
    /// In Chinese.
    pub zh: String,
    /// In English.
    pub en: String,
}

/// The warnings, in the order of the fields; those of the rules before those of the figures.
#[must_use]
pub fn warnings(form: &Form, edits: &Edits) -> Vec<Warning> {
    if edits.texts.is_empty() {
        return Vec::new();
    }
    // What the officer judged stands in every print: an override is explained, and no text's fault.
    let with = |texts| Edits {
        quotes: edits.quotes.clone(),
        texts,
        judged: edits.judged.clone(),
    };
    let filled = |edits: &Edits| edited::apply(print(form), form, edits);
    let drafted = filled(&with([].into()));
    let known = Known::of(&drafted);
    let mut seen = findings(&drafted);
    let mut all = Vec::new();
    for (field, text) in &edits.texts {
        let alone = filled(&with([(field.clone(), text.clone())].into()));
        for finding in findings(&alone) {
            if !stands_in(&seen, &finding) {
                all.push(told(Some(field.clone()), &finding));
                seen.push(finding);
            }
        }
        let draft = known.draft(&drafted, form, field);
        all.extend(known.warnings(field, text, &draft));
    }
    if edits.texts.len() > 1 {
        let together = findings(&filled(edits));
        let new = together.iter().filter(|one| !stands_in(&seen, one));
        all.extend(new.map(|one| told(None, one)));
    }
    all
}

fn findings(printed: &PrintedForm) -> Vec<Finding> {
    check(&read_source(source(printed)))
}

/// The same rule on the same words: places shift when a text has more paragraphs than its draft.
fn stands_in(seen: &[Finding], one: &Finding) -> bool {
    seen.iter().any(|other| {
        other.rule == one.rule && other.first.words() == one.first.words() && other.zh == one.zh
    })
}

fn told(field: Option<Field>, finding: &Finding) -> Warning {
    let against = finding.second.as_ref();
    Warning {
        field,
        kind: WarningKind::Rule,
        rule: Some(finding.rule),
        text: finding.first.words(),
        against: against.map(|quote| quote.words()).unwrap_or_default(),
        arithmetic: finding.arithmetic.clone(),
        zh: format!("{}{}", finding.zh, finding.resolution_zh),
        en: format!("{} {}", finding.en, finding.resolution_en),
    }
}
