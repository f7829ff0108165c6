//! The figures in a text against those of the form.

use super::{Warning, WarningKind};
use crate::form::printed::PrintedForm;
use liandong_domain::performance::{filing::Field, form::Form};
use liandong_formcheck::{Figure, Quantity, Ratio, Unit, figures};
use serde_json::Value;
use std::collections::BTreeSet;

/// Words of what is not yet done: a plan's figures are nobody's record.
const PLANNED: [&str; 12] = [
    "建议",
    "下一步",
    "计划",
    "拟",
    "将",
    "力争",
    "预计",
    "争取",
    "目标",
    "拟于",
    "今后",
    "下一年",
];

/// Every figure that stands on the drafted form, appendix included.
pub(super) struct Known(Vec<Figure>);

impl Known {
    pub(super) fn of(drafted: &PrintedForm) -> Self {
        let mut known = Vec::new();
        gather(
            &serde_json::to_value(drafted).unwrap_or_default(),
            &mut known,
        );
        Self(known)
    }

    /// The draft's text of a field; of a cause or a measure, what its row says.
    pub(super) fn draft(&self, drafted: &PrintedForm, form: &Form, field: &Field) -> Vec<String> {
        let parts = &drafted.sections;
        match field {
            Field::Background => parts.background.clone(),
            Field::Budget => parts.budget.clone(),
            Field::WorkContent => parts.work_content.clone(),
            Field::TimeNodes => parts.time_nodes.clone(),
            Field::Execution => parts.execution.clone(),
            Field::Goals => parts.goals.clone(),
            Field::Conclusion => parts.conclusion.clone(),
            Field::Remarks => drafted.remarks.clone(),
            Field::Problems => {
                let lines = parts.problems.iter().flat_map(|one| {
                    let first = std::iter::once(&one.problem);
                    first.chain(&one.detail).chain(Some(&one.measure))
                });
                lines.cloned().collect()
            }
            Field::Cause(id) | Field::Remedy(id) => {
                let mut rows = drafted.rows.iter().zip(&form.indicators);
                let row = rows.find(|(_, one)| one.id == *id);
                row.map(|(row, _)| vec![row.cause.clone(), row.remedy.clone()])
                    .unwrap_or_default()
            }
        }
    }

    pub(super) fn warnings(&self, field: &Field, text: &str, draft: &[String]) -> Vec<Warning> {
        let drafts: Vec<&str> = draft.iter().flat_map(|text| sentences(text)).collect();
        let mut all = Vec::new();
        for sentence in sentences(text) {
            if drafts.contains(&sentence) {
                continue;
            }
            let said = figures(sentence);
            let former = nearest(sentence, &drafts);
            for (range, figure) in &said {
                if self.0.iter().any(|one| agrees(figure, one)) {
                    continue;
                }
                let words = sentence.get(range.clone()).unwrap_or_default();
                let taken = former.and_then(|former| replaced(figure, &said, former));
                match taken {
                    Some((former, was)) => {
                        all.push(other(field, sentence, words, former, was));
                    }
                    None if needs_source(field, sentence, figure) => {
                        all.push(nowhere(field, sentence, words));
                    }
                    None => {}
                }
            }
        }
        all
    }
}

fn gather(value: &Value, known: &mut Vec<Figure>) {
    match value {
        Value::String(text) => known.extend(figures(text).into_iter().map(|(_, figure)| figure)),
        Value::Array(all) => all.iter().for_each(|one| gather(one, known)),
        Value::Object(all) => all.values().for_each(|one| gather(one, known)),
        _ => {}
    }
}

fn sentences(text: &str) -> impl Iterator<Item = &str> {
    text.split(['。', '；', ';', '\n', '！'])
        .map(str::trim)
        .filter(|one| !one.is_empty())
}

/// Whether a text's figure is the form's: the same unit, and the same value as far as it was written out.
fn agrees(said: &Figure, known: &Figure) -> bool {
    match (said, known) {
        (Figure::Quantity(said), Figure::Quantity(known)) => is_rounded(said, known),
        (Figure::Share(said), Figure::Share(known)) => {
            (said.part, said.whole) == (known.part, known.whole)
        }
        _ => said == known,
    }
}

fn is_rounded(said: &Quantity, known: &Quantity) -> bool {
    // A deviation of -6.58 points may be told as 6.58 points short.
    let size = |one: Ratio| {
        if one.is_negative() {
            one.negative().unwrap_or(one)
        } else {
            one
        }
    };
    let apart = size(known.value).minus(size(said.value));
    said.unit == known.unit && apart.is_some_and(|apart| apart.is_zero() || size(apart) < said.step)
}

fn kind(figure: &Figure) -> Option<(&'static str, Option<&Unit>)> {
    Some(match figure {
        Figure::Quantity(one) => ("quantity", Some(&one.unit)),
        Figure::Share(_) => ("share", None),
        Figure::Date(_) => ("date", None),
        Figure::Year(_) | Figure::Months(..) | Figure::NoDate | Figure::NoNumber => return None,
    })
}

/// The draft's sentence that this one was made from: at least half of the pairs of letters are the same.
fn nearest<'a>(sentence: &str, drafts: &[&'a str]) -> Option<&'a str> {
    let pairs = pairs(sentence);
    let likeness = |draft: &str| {
        let other = self::pairs(draft);
        let common = pairs.intersection(&other).count();
        // In thousandths, so that no floating point decides.
        (2_000 * common) / (pairs.len() + other.len()).max(1)
    };
    let best = drafts
        .iter()
        .map(|draft| (likeness(draft), *draft))
        .max_by_key(|(likeness, _)| *likeness)?;
    (best.0 >= 500).then_some(best.1)
}

/// Pairs of neighbouring letters, figures left out: they are what is compared.
fn pairs(text: &str) -> BTreeSet<(char, char)> {
    let letters: Vec<char> = text.chars().filter(|one| one.is_alphabetic()).collect();
    letters
        .iter()
        .copied()
        .zip(letters.iter().copied().skip(1))
        .collect()
}

/// The draft's figure of this kind that the new sentence no longer says.
fn replaced<'a>(
    figure: &Figure,
    said: &[(std::ops::Range<usize>, Figure)],
    former: &'a str,
) -> Option<(&'a str, &'a str)> {
    let wanted = kind(figure)?;
    let gone = figures(former).into_iter().find(|(_, one)| {
        kind(one) == Some(wanted) && !said.iter().any(|(_, said)| agrees(said, one))
    })?;
    Some((former, former.get(gone.0)?))
}

/// Whether a figure without a source is worth a word: what is planned has none, a cause may tell of
/// numbers of things that no record counts, and a day is a fact that the records need not know.
fn needs_source(field: &Field, sentence: &str, figure: &Figure) -> bool {
    if PLANNED.iter().any(|word| sentence.contains(word)) {
        return false;
    }
    let explains = matches!(field, Field::Cause(_) | Field::Remedy(_) | Field::Problems);
    match figure {
        Figure::Share(_) => true,
        Figure::Quantity(one) => match one.unit {
            Unit::Share | Unit::Points | Unit::Money(_) => true,
            Unit::Count(_) | Unit::Time => !explains,
            Unit::Bare => false,
        },
        _ => false,
    }
}

fn other(field: &Field, sentence: &str, words: &str, former: &str, was: &str) -> Warning {
    Warning {
        field: Some(field.clone()),
        kind: WarningKind::OtherFigure,
        rule: None,
        text: sentence.to_owned(),
        against: former.to_owned(),
        arithmetic: format!("{words} ≠ {was}"),
        zh: format!("文中写“{words}”，数据为“{was}”。请改回，或更正数据所依据的记录。"),
        en: format!(
            "The text says “{words}”; the figures say “{was}”. Put it back, or correct the records."
        ),
    }
}

fn nowhere(field: &Field, sentence: &str, words: &str) -> Warning {
    Warning {
        field: Some(field.clone()),
        kind: WarningKind::NoSource,
        rule: None,
        text: sentence.to_owned(),
        against: String::new(),
        arithmetic: String::new(),
        zh: format!("文中的“{words}”在本表数据中没有来源。请核对，或登记佐证材料并写明出处。"),
        en: format!(
            "“{words}” has no source among the form's figures. Check it, or vouch for it by a document and name it."
        ),
    }
}
