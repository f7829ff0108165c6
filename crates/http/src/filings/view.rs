//! A filing as the API shows it.

use crate::Problem;
use liandong_app::{book::Book, filings::FilingLine};
use liandong_domain::{
    performance::{
        filing::{Filing, Judged, Seal, Signature, Which},
        form::{Form, Judgement, Likelihood},
    },
    time::{Day, Timestamp},
};
use liandong_report::form::{Warning, WarningKind, warnings};
use serde::Serialize;
use serde_json::Value;
use std::collections::BTreeMap;
use utoipa::ToSchema;

/// A filing in a list.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct FilingSummary {
    /// Its name: project, tracking period, edition.
    id: String,
    /// The tracking period.
    tracking: String,
    /// The edition, from 1.
    edition: u32,
    /// First day.
    #[schema(value_type = String, format = Date)]
    from: Day,
    /// Last day: the tracking date.
    #[schema(value_type = String, format = Date)]
    to: Day,
    /// The day by which it is to be filed, where there is one.
    #[schema(value_type = Option<String>, format = Date)]
    file_by: Option<Day>,
    /// `open`, `prepared`, `reviewed`, `signed` or `abandoned`.
    stage: &'static str,
    /// The same in Chinese.
    stage_name: &'static str,
    /// The version of its stream, for `expected_version`.
    version: u64,
    /// The signed edition that it corrects.
    supersedes: Option<u32>,
    /// The signed edition that corrects it.
    superseded_by: Option<u32>,
}

pub(super) fn summary(line: &FilingLine) -> FilingSummary {
    let one = &line.filing;
    FilingSummary {
        id: line.id.clone(),
        tracking: one.tracking.to_string(),
        edition: one.edition,
        from: one.period.from,
        to: one.period.to,
        file_by: one.file_by,
        stage: one.stage.code(),
        stage_name: one.stage.zh(),
        version: line.version,
        supersedes: one.supersedes,
        superseded_by: line.superseded_by,
    }
}

/// A filing, whole.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct FilingView {
    /// Its name, days and stage.
    #[serde(flatten)]
    summary: FilingSummary,
    /// Why the edition before it is corrected.
    reason: Option<String>,
    /// The texts that an officer wrote, by field: `sections.conclusion`, `rows.<indicator>.cause`.
    texts: BTreeMap<String, String>,
    /// Section 四: what the figures judge, and what the officer says.
    judgements: Vec<JudgementView>,
    /// Indicators whose cause and corrective measure must be written before it is prepared.
    must_be_explained: Vec<String>,
    /// Where a text contradicts a figure or says one that has no source. They hinder nothing.
    warnings: Vec<TextWarning>,
    /// The form with the officer's texts, every cell as text.
    #[schema(value_type = Object)]
    printed: Value,
    /// The figures behind it.
    #[schema(value_type = Object)]
    form: Form,
    /// Who prepared it (经办人).
    prepared: Option<SignatureView>,
    /// Who reviewed it (绩效负责人).
    reviewed: Option<SignatureView>,
    /// Who signed it (领导).
    signed: Option<SignatureView>,
    /// What was locked at the signature.
    seal: Option<SealView>,
    /// What happened, in order.
    steps: Vec<FilingStep>,
}

/// A judgement of section 四.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct JudgementView {
    /// `budget` or `goals`.
    which: Which,
    /// The box that the figures tick; `null` where nothing supports a tick.
    #[schema(value_type = Option<String>)]
    computed: Option<Likelihood>,
    /// The box that the officer ticked; `null` before that.
    #[schema(value_type = Option<String>)]
    tick: Option<Likelihood>,
    /// Why it is another than the figures'.
    reason: Option<String>,
    /// Whether the officer's word is on these figures: not so when they have changed since.
    up_to_date: bool,
}

/// A text that the figures do not bear out (文字与数据不符).
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct TextWarning {
    /// The field whose text it is; `null` where two texts contradict each other.
    field: Option<String>,
    /// `rule`: a rule of the form check is broken; `other_figure`: another figure than the draft's;
    /// `no_source`: a figure that stands nowhere among the form's.
    #[schema(value_type = String)]
    kind: WarningKind,
    /// The rule's number, of `rule`.
    rule: Option<&'static str>,
    /// The words of the text.
    text: String,
    /// What it is held against; empty where there is nothing.
    against: String,
    /// The arithmetic; `null` where nothing was computed.
    arithmetic: Option<String>,
    /// What is wrong and what mends it, in Chinese.
    message: String,
    /// The same in English.
    message_en: String,
}

/// Somebody who stands for a step.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct SignatureView {
    /// The account.
    account: String,
    /// Its name then.
    name: String,
    /// When.
    at: Timestamp,
}

/// What was locked.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct SealView {
    /// SM3 of the printed form, hexadecimal.
    sm3: String,
    /// The edition of the print template.
    template: u32,
    /// The fonts, by SM3 of their files.
    fonts: String,
    /// The files.
    files: Vec<SealedFileView>,
}

/// A file of a locked form.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct SealedFileView {
    /// `pdf`, `xlsx`, `docx`.
    format: String,
    /// SM3 of its bytes, hexadecimal.
    sm3: String,
    /// How many bytes.
    size: u64,
}

/// A step of its history.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct FilingStep {
    /// The event's kind.
    kind: &'static str,
    /// The same in Chinese.
    kind_name: &'static str,
    /// Who.
    account: String,
    /// That account's name.
    name: String,
    /// When.
    at: Timestamp,
    /// The reason given.
    reason: Option<String>,
}

pub(super) fn view(
    book: &Book,
    line: &FilingLine,
    form: Form,
    printed: &str,
) -> Result<FilingView, Problem> {
    let one = &line.filing;
    let printed = serde_json::from_str(printed).map_err(|error| Problem::internal(&error))?;
    let explained = form.indicators.iter().filter(|one| one.must_be_explained);
    Ok(FilingView {
        summary: summary(line),
        reason: one.reason.as_deref().map(str::to_owned),
        texts: texts(one),
        judgements: vec![
            judgement(Which::Budget, &form.judgement.budget, one),
            judgement(Which::Goals, &form.judgement.goals, one),
        ],
        must_be_explained: explained.map(|one| one.id.to_string()).collect(),
        warnings: warnings(&form, &one.edits)
            .into_iter()
            .map(warning)
            .collect(),
        printed,
        prepared: one.signatures.prepared.as_ref().map(signature),
        reviewed: one.signatures.reviewed.as_ref().map(signature),
        signed: one.signatures.signed.as_ref().map(signature),
        seal: one.seal.as_deref().map(seal),
        steps: steps(book, one),
        form,
    })
}

fn texts(one: &Filing) -> BTreeMap<String, String> {
    let texts = one.edits.texts.iter();
    texts
        .map(|(field, text)| (field.to_string(), text.clone()))
        .collect()
}

fn warning(one: Warning) -> TextWarning {
    TextWarning {
        field: one.field.map(|field| field.to_string()),
        kind: one.kind,
        rule: one.rule,
        text: one.text,
        against: one.against,
        arithmetic: Some(one.arithmetic).filter(|text| !text.is_empty()),
        message: one.zh,
        message_en: one.en,
    }
}

fn judgement(which: Which, computed: &Judgement, filing: &Filing) -> JudgementView {
    let judged: Option<&Judged> = filing.edits.judged.get(&which);
    JudgementView {
        which,
        computed: computed.tick,
        tick: judged.map(|one| one.tick),
        reason: judged.and_then(|one| one.reason.as_deref().map(str::to_owned)),
        up_to_date: judged.is_some_and(|one| one.computed == computed.tick),
    }
}

fn signature(one: &Signature) -> SignatureView {
    SignatureView {
        account: one.by.to_string(),
        name: one.name.to_string(),
        at: one.at,
    }
}

fn seal(one: &Seal) -> SealView {
    let files = one.files.iter().map(|file| SealedFileView {
        format: file.format.clone(),
        sm3: file.sm3.clone(),
        size: file.size,
    });
    SealView {
        sm3: one.sm3.clone(),
        template: one.template,
        fonts: one.fonts.clone(),
        files: files.collect(),
    }
}

fn steps(book: &Book, filing: &Filing) -> Vec<FilingStep> {
    let name = |by| {
        let account = book.registry.account(by);
        account.map_or_else(|| by.to_string(), |account| account.name.clone())
    };
    let each = filing.steps.iter().map(|step| FilingStep {
        kind: step.kind,
        kind_name: liandong_app::view::kind_zh(step.kind),
        account: step.by.to_string(),
        name: name(&step.by),
        at: step.stamp.occurred_at,
        reason: step.reason.as_deref().map(str::to_owned),
    });
    each.collect()
}
