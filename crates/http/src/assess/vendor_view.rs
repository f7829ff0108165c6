//! The vendor's month as clients see it.

use super::{EvidenceView, LeftOutView, left_out};
use liandong_app::{access::Visitor, book::Book, view::Named};
use liandong_domain::{
    assessment::{
        Month,
        vendor::{
            Clause, ClauseMeasure, DeductionAmount, Finding, Measured, Threshold, VendorMonth,
            VendorStage,
        },
    },
    ids::{ItemId, ProjectId},
    money::Fen,
    rights::{Right, grants},
    time::Timestamp,
};
use serde::Serialize;
use utoipa::ToSchema;

/// A clause of the contract with its finding.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct ClauseView {
    /// The clause.
    clause: ItemId,
    /// Its number as the contract has it.
    number: String,
    /// Its text.
    text: String,
    /// How it is measured.
    measure: ClauseMeasure,
    /// The same in Chinese.
    measure_name: String,
    /// What must be reached.
    threshold: Threshold,
    /// What is deducted once, or for each: so many fen.
    #[serde(skip_serializing_if = "Option::is_none")]
    deduct_fen: Option<i64>,
    /// Or so many per mille of the month's fee.
    #[serde(skip_serializing_if = "Option::is_none")]
    deduct_per_mille: Option<i64>,
    /// Whether it is deducted for each one beyond the threshold.
    each: bool,
    /// The most that the clause costs in a month, in fen.
    most_fen: Option<i64>,
    /// What was measured.
    measured: Measured,
    /// Whether the clause was kept; `null` without evidence.
    kept: Option<bool>,
    /// The same in Chinese.
    kept_name: &'static str,
    /// What was found to be deducted, in fen.
    found_fen: i64,
    /// What is deducted after waivers, in fen; the month's cap is not yet taken in.
    deduction_fen: i64,
    /// Why it was lowered.
    waived: Option<String>,
    /// How many records it rests on.
    evidence: u64,
    /// How many of these were entered late (补报).
    late: u64,
    /// What was left out and why.
    left_out: Vec<LeftOutView>,
}

pub(super) fn clause(state: &VendorMonth, rule: &Clause, finding: &Finding) -> ClauseView {
    let (deduct_fen, deduct_per_mille) = match rule.deduction.amount {
        DeductionAmount::Fixed(Fen(fen)) => (Some(fen), None),
        DeductionAmount::PerMille(share) => (None, Some(share)),
    };
    let waivers = state.decided.iter().flat_map(|one| &one.waived);
    let waiver = waivers.into_iter().find(|one| one.clause == rule.id);
    ClauseView {
        clause: rule.id.clone(),
        number: rule.number.clone(),
        text: rule.text.clone(),
        measure: rule.measure.clone(),
        measure_name: rule.measure.zh(),
        threshold: rule.threshold,
        deduct_fen,
        deduct_per_mille,
        each: rule.deduction.each,
        most_fen: rule.deduction.most.map(|most| most.0),
        measured: finding.measured,
        kept: finding.kept,
        kept_name: match finding.kept {
            Some(true) => "达标",
            Some(false) => "未达标",
            None => "无数据",
        },
        found_fen: finding.deduction.0,
        deduction_fen: waiver.map_or(finding.deduction, |one| one.deduction).0,
        waived: waiver.map(|one| one.reason.clone()),
        evidence: finding.evidence,
        late: finding.late,
        left_out: left_out(&finding.left_out),
    }
}

/// A vendor's month in short.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct VendorSummary {
    /// The project.
    project: ProjectId,
    /// Its name.
    project_name: String,
    /// The month.
    month: Month,
    /// The vendor.
    vendor: String,
    /// The version of its stream, for `expected_version`.
    version: u64,
    /// Where it stands.
    stage: VendorStage,
    /// The same in Chinese.
    stage_name: &'static str,
    /// What the findings come to, the month's cap taken in, in fen.
    found_fen: i64,
    /// What is deducted, in fen; `null` before it is decided.
    deduction_fen: Option<i64>,
}

pub(super) fn summary(book: &Book, state: &VendorMonth, version: u64) -> VendorSummary {
    let project = book.project(&state.project);
    VendorSummary {
        project: state.project.clone(),
        project_name: project.map_or_else(|_| String::new(), |one| one.project().name.clone()),
        month: state.month,
        vendor: state.terms.vendor.clone(),
        version,
        stage: state.stage,
        stage_name: state.stage.zh(),
        found_fen: state.found().0,
        deduction_fen: state.decided.as_ref().map(|one| one.deduction.0),
    }
}

/// What the vendor said.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Statement {
    /// When.
    at: Timestamp,
    /// Who spoke for it.
    spoken_by: String,
    /// What was said.
    statement: String,
}

/// The decision.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct VendorDecisionView {
    /// When.
    at: Timestamp,
    /// The account.
    by: Named,
    /// Why.
    reason: String,
    /// What is deducted in all, in fen.
    deduction_fen: i64,
    /// Whether it stands in the project's ledger; nothing is entered when nothing is deducted.
    booked: bool,
}

/// A vendor's month whole.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct VendorView {
    /// In short.
    #[serde(flatten)]
    summary: VendorSummary,
    /// The version of the contract's terms.
    terms_version: u32,
    /// The month's fee, in fen.
    monthly_fee_fen: i64,
    /// The most that all deductions of the month come to, in fen.
    most_fen: i64,
    /// Incidents received in the month.
    incidents: u64,
    /// Position of the last event of the log that was counted.
    log_position: u64,
    /// That event's hash, hex.
    log_hash: String,
    /// When the findings were computed.
    computed_at: Timestamp,
    /// The clauses, in the contract's order.
    clauses: Vec<ClauseView>,
    /// What the vendor said.
    heard: Option<Statement>,
    /// The decision.
    decided: Option<VendorDecisionView>,
    /// What the visitor can do with it now.
    allowed: Vec<Named>,
}

pub(super) fn vendor(
    book: &Book,
    visitor: &Visitor,
    state: &VendorMonth,
    version: u64,
    booked: bool,
) -> VendorView {
    let findings = state.computed.findings.iter();
    let clauses = findings.filter_map(|finding| {
        let rule = state.terms.clause(&finding.clause)?;
        Some(clause(state, rule, finding))
    });
    let name = |id: &liandong_domain::ids::AccountId| {
        let account = book.registry.account(id);
        account.map_or_else(|| id.to_string(), |one| one.name.clone())
    };
    VendorView {
        summary: summary(book, state, version),
        terms_version: state.terms.version,
        monthly_fee_fen: state.terms.monthly_fee.0,
        most_fen: state.terms.most().0,
        incidents: state.computed.incidents,
        log_position: state.computed.log_position,
        log_hash: state.computed.log_hash.clone(),
        computed_at: state.computed_at,
        clauses: clauses.collect(),
        heard: state.heard.as_ref().map(|(at, who, what)| Statement {
            at: *at,
            spoken_by: who.to_string(),
            statement: what.to_string(),
        }),
        decided: state.decided.as_ref().map(|one| VendorDecisionView {
            at: one.at,
            by: Named::new(one.by.as_str(), name(&one.by)),
            reason: one.reason.to_string(),
            deduction_fen: one.deduction.0,
            booked,
        }),
        allowed: allowed(visitor, state.stage),
    }
}

fn allowed(visitor: &Visitor, stage: VendorStage) -> Vec<Named> {
    if !grants(visitor.account.role, Right::ManageAssessment) {
        return Vec::new();
    }
    let all: &[(&str, &str)] = match stage {
        VendorStage::Draft => &[("hear", "听取陈述"), ("draft", "计算")],
        VendorStage::Heard => &[
            ("decide", "考核决定"),
            ("hear", "听取陈述"),
            ("draft", "计算"),
        ],
        VendorStage::Decided => &[],
    };
    all.iter()
        .map(|(code, name)| Named::new(*code, *name))
        .collect()
}

/// A clause with the records behind its finding.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct ClauseEvidence {
    /// The clause with its finding.
    pub(super) clause: ClauseView,
    /// Position of the last event of the log that was counted.
    pub(super) log_position: u64,
    /// A page of the records, in order.
    pub(super) items: Vec<EvidenceView>,
    /// How many there are.
    pub(super) total: usize,
    /// Give it as `cursor` to go on; `null` at the end.
    pub(super) next: Option<usize>,
}
