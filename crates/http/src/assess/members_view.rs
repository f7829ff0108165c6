//! The members' month as clients see it: exact numbers, their printed words beside them, names
//! beside codes.

use super::{EvidenceView, LeftOutView, left_out, named, scoring::ScoringView};
use liandong_app::{access::Visitor, book::Book, view::Named};
use liandong_domain::{
    assessment::{
        Fraction, MemberScore, Month, NoScore, PartScore, Score, Scoring,
        monthly::{Appeal, Change, Correction, Decision, Monthly, Revision, Stage, changes},
    },
    ids::{IncidentId, ItemId, MemberId},
    rights::{Right, grants},
    time::Timestamp,
};
use liandong_report::assessment as printed;
use serde::Serialize;
use utoipa::ToSchema;

/// A part of a member's line.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct PartView {
    /// The part of the formula.
    part: ItemId,
    /// Its name.
    part_name: String,
    /// Its weight in per mille.
    weight: i64,
    /// What was counted, weighted by the member's capacity.
    numerator: i64,
    /// Out of how much; zero without evidence.
    denominator: i64,
    /// Its points, exact; `null` without evidence: the part is left out then.
    points: Option<Fraction>,
    /// The same as printed, to two decimals; 无数据 without evidence.
    points_printed: String,
    /// How many records it rests on.
    evidence: u64,
    /// How many of these were entered late (补报).
    late: u64,
    /// What was left out and why.
    left_out: Vec<LeftOutView>,
}

/// A member's line.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct LineView {
    /// The member.
    member: MemberId,
    /// The name.
    member_name: String,
    /// Incidents in whose crew the member was.
    incidents: u64,
    /// The score, exact; `null` where there is none.
    score: Option<Fraction>,
    /// The same as printed, or why there is none.
    score_printed: String,
    /// Why there is no score.
    no_score: Option<NoScore>,
    /// Whether it passes; `null` without a score.
    passed: Option<bool>,
    /// The same in Chinese.
    passed_name: &'static str,
    /// The parts, in the formula's order.
    parts: Vec<PartView>,
}

pub(super) fn line(book: &Book, scoring: &Scoring, one: &MemberScore) -> LineView {
    let part = |one: &PartScore| {
        let rule = scoring.part(&one.part);
        PartView {
            part: one.part.clone(),
            part_name: rule.map_or_else(String::new, |rule| rule.name.clone()),
            weight: rule.map_or(0, |rule| rule.weight),
            numerator: one.numerator,
            denominator: one.denominator,
            points: one.points,
            points_printed: one
                .points
                .map_or_else(|| NoScore::NoEvidence.zh().into(), printed::points),
            evidence: one.evidence,
            late: one.late,
            left_out: left_out(&one.left_out),
        }
    };
    let passed = one.passed(scoring);
    LineView {
        member: one.member.clone(),
        member_name: named(book, &one.member).name,
        incidents: one.incidents,
        score: one.score.value(),
        score_printed: printed::score(one.score),
        no_score: match one.score {
            Score::Of(_) => None,
            Score::None(why) => Some(why),
        },
        passed,
        passed_name: printed::verdict(passed),
        parts: one.parts.iter().map(part).collect(),
    }
}

/// An assessment in short.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct AssessmentSummary {
    /// The month.
    month: Month,
    /// The version of its stream, for `expected_version`.
    version: u64,
    /// Where it stands.
    stage: Stage,
    /// The same in Chinese.
    stage_name: &'static str,
    /// The version of the formula.
    scoring_version: u32,
    /// Incidents received in the month.
    incidents: u64,
    /// Members in the table.
    members: usize,
    /// Appeals that wait for their decision.
    appeals_waiting: usize,
    /// Whether a recomputation waits for its decision.
    revision_waiting: bool,
    /// When the figures were computed.
    computed_at: Timestamp,
    /// When it was published.
    published_at: Option<Timestamp>,
    /// Until when members may appeal.
    appeal_until: Option<Timestamp>,
    /// When it was finalised.
    final_at: Option<Timestamp>,
}

pub(super) fn summary(state: &Monthly, version: u64) -> AssessmentSummary {
    let waiting = state.appeals.iter().filter(|one| one.decided.is_none());
    AssessmentSummary {
        month: state.month,
        version,
        stage: state.stage,
        stage_name: state.stage.zh(),
        scoring_version: state.scoring.version,
        incidents: state.computed.incidents,
        members: state.computed.lines.len(),
        appeals_waiting: waiting.count(),
        revision_waiting: state.waiting().is_some(),
        computed_at: state.computed_at,
        published_at: state.published.map(|(at, _)| at),
        appeal_until: state.published.map(|(_, until)| until),
        final_at: state.final_at,
    }
}

/// Who did something, when and why.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct DecisionView {
    /// When.
    at: Timestamp,
    /// The account.
    by: Named,
    /// Why.
    reason: String,
}

pub(super) fn decision(book: &Book, one: &Decision) -> DecisionView {
    let account = book.registry.account(&one.by);
    let name = account.map_or_else(|| one.by.to_string(), |account| account.name.clone());
    DecisionView {
        at: one.at,
        by: Named::new(one.by.as_str(), name),
        reason: one.reason.to_string(),
    }
}

/// Two whole numbers as counted.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = PartCounted)]
pub(crate) struct Counted {
    /// What was counted.
    numerator: i64,
    /// Out of how much.
    denominator: i64,
}

/// A part that is counted otherwise.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct CorrectionView {
    /// Whose line.
    member: Named,
    /// Which part.
    part: Named,
    /// What it was.
    from: Counted,
    /// What it is.
    to: Counted,
    /// The incidents that are the ground.
    incidents: Vec<IncidentId>,
    /// Who corrected it, when and why.
    decision: Option<DecisionView>,
}

fn part_named(scoring: &Scoring, part: &ItemId) -> Named {
    let rule = scoring.part(part);
    Named::new(
        part.as_str(),
        rule.map_or_else(String::new, |rule| rule.name.clone()),
    )
}

fn correction(
    book: &Book,
    scoring: &Scoring,
    one: &Correction,
    by: Option<&Decision>,
) -> CorrectionView {
    let counted = |(numerator, denominator)| Counted {
        numerator,
        denominator,
    };
    CorrectionView {
        member: named(book, &one.member),
        part: part_named(scoring, &one.part),
        from: counted(one.from),
        to: counted(one.to),
        incidents: one.incidents.clone(),
        decision: by.map(|by| decision(book, by)),
    }
}

/// An appeal.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct AppealView {
    /// Its number, from 1.
    number: u32,
    /// Whose line.
    member: Named,
    /// The part that is disputed; `null` for the whole line.
    part: Option<Named>,
    /// Who appealed, when and why.
    made: DecisionView,
    /// How it stands: 待处理, 维持, 更正.
    outcome_name: &'static str,
    /// Who decided, when and why.
    decided: Option<DecisionView>,
    /// What is counted otherwise.
    correction: Option<CorrectionView>,
}

fn appeal(book: &Book, scoring: &Scoring, one: &Appeal) -> AppealView {
    let decided = one.decided.as_ref();
    let corrected = decided.and_then(|(_, corrected)| corrected.as_ref());
    AppealView {
        number: one.number,
        member: named(book, &one.member),
        part: one.part.as_ref().map(|part| part_named(scoring, part)),
        made: decision(book, &one.made),
        outcome_name: match (decided, corrected) {
            (None, _) => "待处理",
            (Some(_), None) => "维持",
            (Some(_), Some(_)) => "更正",
        },
        decided: decided.map(|(by, _)| decision(book, by)),
        correction: corrected.map(|one| correction(book, scoring, one, None)),
    }
}

/// A line that a recomputation would change.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct ChangeView {
    /// Whose line.
    member: Named,
    /// The line as it stands; `null` when there is none.
    before: Option<LineView>,
    /// The line as it would be.
    after: Option<LineView>,
}

/// A recomputation.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct RevisionView {
    /// Position of the last event counted.
    log_position: u64,
    /// Who asked for it, when and why.
    asked: DecisionView,
    /// How it stands: 待处理, 采用, 不采用.
    outcome_name: &'static str,
    /// Whether it was adopted; `null` while it waits.
    adopted: Option<bool>,
    /// Who decided, when and why.
    decided: Option<DecisionView>,
    /// What it would change, while it waits.
    changes: Vec<ChangeView>,
}

fn revision(book: &Book, state: &Monthly, one: &Revision, only: Option<&MemberId>) -> RevisionView {
    let scoring = &state.scoring;
    let change = |change: Change| ChangeView {
        member: named(book, &change.member),
        before: change.before.map(|one| line(book, scoring, &one)),
        after: change.after.map(|one| line(book, scoring, &one)),
    };
    let differences = match &one.decided {
        None => changes(&state.lines(), &state.with_corrections(&one.computed)),
        Some(_) => Vec::new(),
    };
    let seen = differences
        .into_iter()
        .filter(|one| only.is_none_or(|only| one.member == *only));
    RevisionView {
        log_position: one.computed.log_position,
        asked: decision(book, &one.asked),
        outcome_name: match one.decided {
            None => "待处理",
            Some((true, _)) => "采用",
            Some((false, _)) => "不采用",
        },
        adopted: one.decided.as_ref().map(|(adopted, _)| *adopted),
        decided: one.decided.as_ref().map(|(_, by)| decision(book, by)),
        changes: seen.map(change).collect(),
    }
}

/// An assessment whole; a member sees its own lines only.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct AssessmentView {
    /// In short.
    #[serde(flatten)]
    summary: AssessmentSummary,
    /// Position of the last event of the log that was counted.
    log_position: u64,
    /// That event's hash, hex.
    log_hash: String,
    /// The formula.
    scoring: ScoringView,
    /// A page of the table, corrections taken in, by member.
    lines: Vec<LineView>,
    /// Give it as `cursor` to go on; `null` at the end.
    next: Option<MemberId>,
    /// The appeals, in order.
    appeals: Vec<AppealView>,
    /// The corrections, in order; a later one of the same part takes the place of an earlier.
    corrections: Vec<CorrectionView>,
    /// The recomputations, in order.
    revisions: Vec<RevisionView>,
    /// What the visitor can do with it now.
    allowed: Vec<Named>,
}

/// A part of a table.
#[derive(Debug, Clone, Copy)]
pub(super) struct Page<'a> {
    pub(super) only: Option<&'a MemberId>,
    pub(super) after: Option<&'a MemberId>,
    pub(super) limit: usize,
}

impl Page<'_> {
    /// The lines of the page, and after which one to go on.
    pub(super) fn of(self, lines: Vec<MemberScore>) -> (Vec<MemberScore>, Option<MemberId>) {
        let wanted = |one: &MemberScore| {
            self.only.is_none_or(|only| one.member == *only)
                && self.after.is_none_or(|after| one.member > *after)
        };
        let mut lines: Vec<_> = lines.into_iter().filter(wanted).collect();
        let more = lines.len() > self.limit;
        lines.truncate(self.limit);
        let next = lines.last().map(|one| one.member.clone());
        (lines, next.filter(|_| more))
    }
}

pub(super) fn assessment(
    book: &Book,
    visitor: &Visitor,
    state: &Monthly,
    version: u64,
    page: Page<'_>,
) -> AssessmentView {
    let scoring = &state.scoring;
    let (lines, next) = page.of(state.lines());
    let own = |member: &MemberId| page.only.is_none_or(|only| member == only);
    let appeals = state.appeals.iter().filter(|one| own(&one.member));
    let corrections = state.corrections.iter();
    let corrections = corrections.filter(|(one, _)| own(&one.member));
    let revisions = state.revisions.iter();
    AssessmentView {
        summary: summary(state, version),
        log_position: state.computed.log_position,
        log_hash: state.computed.log_hash.clone(),
        scoring: (&**scoring).into(),
        lines: lines.iter().map(|one| line(book, scoring, one)).collect(),
        next,
        appeals: appeals.map(|one| appeal(book, scoring, one)).collect(),
        corrections: corrections
            .map(|(one, by)| correction(book, scoring, one, Some(by)))
            .collect(),
        revisions: revisions
            .map(|one| revision(book, state, one, page.only))
            .collect(),
        allowed: allowed(visitor, state),
    }
}

/// What the line and the role allow now.
fn allowed(visitor: &Visitor, state: &Monthly) -> Vec<Named> {
    let role = visitor.account.role;
    let mut all = Vec::new();
    if grants(role, Right::ManageAssessment) {
        let waits = state.appeals.iter().any(|one| one.decided.is_none());
        let revises = state.waiting().is_some();
        all.extend(match state.stage {
            Stage::Draft => vec![("draft", "计算"), ("publish", "公示"), ("correct", "更正")],
            Stage::Published => vec![("finalise", "定稿"), ("correct", "更正")],
            Stage::Final => Vec::new(),
        });
        if waits {
            all.push(("decide_appeal", "申诉处理"));
        }
        match (state.stage, revises) {
            (_, true) => all.push(("decide_revision", "重算处理")),
            (Stage::Draft, false) => {}
            (_, false) => all.push(("recompute", "重新计算")),
        }
    }
    let appeals = grants(role, Right::AppealAssessment) && visitor.account.member.is_some();
    if appeals && state.stage == Stage::Published {
        all.push(("appeal", "申诉"));
    }
    let name = |(code, name): (&str, &str)| Named::new(code, name);
    all.into_iter().map(name).collect()
}

/// A table that is not written down.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Preview {
    /// The month.
    pub(super) month: Month,
    /// Position of the last event of the log that was counted.
    pub(super) log_position: u64,
    /// Incidents received in the month.
    pub(super) incidents: u64,
    /// The formula.
    pub(super) scoring: ScoringView,
    /// A page of the table, by member.
    pub(super) lines: Vec<LineView>,
    /// Give it as `cursor` to go on; `null` at the end.
    pub(super) next: Option<MemberId>,
}

/// A member's line with the records behind it.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct LineEvidence {
    /// The line as it stands, corrections taken in.
    pub(super) line: LineView,
    /// The line as computed: the sums of the records.
    pub(super) computed: LineView,
    /// Position of the last event of the log that was counted.
    pub(super) log_position: u64,
    /// A page of the records, in order.
    pub(super) items: Vec<EvidenceView>,
    /// How many there are.
    pub(super) total: usize,
    /// Give it as `cursor` to go on; `null` at the end.
    pub(super) next: Option<usize>,
}
