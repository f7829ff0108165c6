//! What the form check answers.

use liandong_formcheck::{Finding, Place, Quote, RULES, Reading, Rule, Severity, Shown};
use liandong_formfile::Kind;
use serde::Serialize;
use utoipa::ToSchema;

/// A form as it was read, and what was found.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct FormCheckResult {
    /// What the file is: `pdf`, `xlsx`, `docx`, `text`.
    #[schema(value_type = String)]
    kind: &'static str,
    /// How each field was read, in the form's order.
    readings: Vec<FieldReading>,
    /// What was found, by the rules' numbers.
    findings: Vec<FormFinding>,
    /// How many findings are errors (错误).
    errors: usize,
    /// How many are warnings (警告).
    warnings: usize,
    /// How many are notes (提示).
    notes: usize,
}

impl FormCheckResult {
    pub(super) fn new(kind: Kind, reading: &Reading, findings: &[Finding]) -> Self {
        let count = |severity| {
            let such = findings.iter().filter(|one| one.severity == severity);
            such.count()
        };
        Self {
            kind: kind.code(),
            readings: reading.fields().into_iter().map(Into::into).collect(),
            findings: findings.iter().map(Into::into).collect(),
            errors: count(Severity::Error),
            warnings: count(Severity::Warning),
            notes: count(Severity::Note),
        }
    }
}

/// A field as it was read.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct FieldReading {
    /// Its code: `initial`, `rows.3.due`.
    field: String,
    /// Its name on the form.
    #[schema(value_type = String)]
    name: &'static str,
    /// `value`, `blank`, `none` (it says that there is none), `unreadable` or `missing`.
    #[schema(value_type = String)]
    is: &'static str,
    /// The value in words; `null` where there is none.
    value: Option<String>,
    /// What stands there, with its places.
    quotes: Vec<Quotation>,
}

impl From<Shown> for FieldReading {
    fn from(shown: Shown) -> Self {
        Self {
            field: shown.field,
            name: shown.zh,
            is: shown.is,
            value: shown.value,
            quotes: quotations(&shown.quote),
        }
    }
}

/// What stands at a place, to the letter.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Quotation {
    /// The place in words: `附件2-1 B7`, `第 12 行第 3 字`.
    at: String,
    /// The sheet, the page, the table or the part of the document; `null` in plain text.
    sheet: Option<String>,
    /// The cell, paragraph or line in it; `null` in plain text.
    cell: Option<String>,
    /// The line of plain text, from 1.
    line: Option<u32>,
    /// Its first character in the line, from 1.
    from: Option<u32>,
    /// Its last.
    to: Option<u32>,
    /// What stands there.
    text: String,
}

fn quotations(quote: &Quote) -> Vec<Quotation> {
    let pieces = quote.0.iter().map(|piece| {
        let mut one = Quotation {
            at: piece.place.zh(),
            sheet: None,
            cell: None,
            line: None,
            from: None,
            to: None,
            text: piece.text.clone(),
        };
        match &piece.place {
            Place::Text { line, from, to } => {
                (one.line, one.from, one.to) = (Some(*line), Some(*from), Some(*to));
            }
            Place::Cell { sheet, cell } => {
                (one.sheet, one.cell) = (Some(sheet.clone()), Some(cell.clone()));
            }
        }
        one
    });
    pieces.collect()
}

/// Something that contradicts itself or stands unsupported.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct FormFinding {
    /// The rule's number.
    #[schema(value_type = String)]
    rule: &'static str,
    /// `error`, `warning` or `note`.
    #[schema(value_type = String)]
    severity: &'static str,
    /// The rule's family.
    #[schema(value_type = String)]
    family: &'static str,
    /// The rule's title, in Chinese.
    #[schema(value_type = String)]
    title: &'static str,
    /// The same in English.
    #[schema(value_type = String)]
    title_en: &'static str,
    /// What was found, in Chinese.
    message: String,
    /// The same in English.
    message_en: String,
    /// What stands there; empty where the form lacks the field.
    first: Vec<Quotation>,
    /// What it is held against; empty where the finding rests on one place.
    second: Vec<Quotation>,
    /// The arithmetic; `null` where nothing was computed.
    arithmetic: Option<String>,
    /// What resolves it, in Chinese.
    #[schema(value_type = String)]
    resolve: &'static str,
    /// The same in English.
    #[schema(value_type = String)]
    resolve_en: &'static str,
}

impl From<&Finding> for FormFinding {
    fn from(found: &Finding) -> Self {
        let mut rules = RULES.iter().copied().flatten();
        let rule = rules.find(|rule| rule.number == found.rule);
        Self {
            rule: found.rule,
            severity: severity(found.severity),
            family: rule.map_or("", |rule| rule.family.zh()),
            title: rule.map_or("", |rule| rule.title_zh),
            title_en: rule.map_or("", |rule| rule.title_en),
            message: found.zh.clone(),
            message_en: found.en.clone(),
            first: quotations(&found.first),
            second: found.second.as_ref().map(quotations).unwrap_or_default(),
            arithmetic: Some(found.arithmetic.clone()).filter(|text| !text.is_empty()),
            resolve: found.resolution_zh,
            resolve_en: found.resolution_en,
        }
    }
}

const fn severity(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Note => "note",
    }
}

/// A rule of the form check.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct FormCheckRule {
    /// Its number.
    #[schema(value_type = String)]
    rule: &'static str,
    /// `error`, `warning` or `note`.
    #[schema(value_type = String)]
    severity: &'static str,
    /// Its family.
    #[schema(value_type = String)]
    family: &'static str,
    /// Its title, in Chinese.
    #[schema(value_type = String)]
    title: &'static str,
    /// The same in English.
    #[schema(value_type = String)]
    title_en: &'static str,
    /// What resolves a finding of it, in Chinese.
    #[schema(value_type = String)]
    resolve: &'static str,
    /// The same in English.
    #[schema(value_type = String)]
    resolve_en: &'static str,
    /// The regulation that it rests on; `null` where it rests on logic alone.
    #[schema(value_type = Option<String>)]
    regulation: Option<&'static str>,
}

impl From<&Rule> for FormCheckRule {
    fn from(rule: &Rule) -> Self {
        Self {
            rule: rule.number,
            severity: severity(rule.severity),
            family: rule.family.zh(),
            title: rule.title_zh,
            title_en: rule.title_en,
            resolve: rule.resolution_zh,
            resolve_en: rule.resolution_en,
            regulation: rule.regulation,
        }
    }
}
