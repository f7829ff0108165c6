//! Trainings as clients see them; a member sees its own lines only.

use super::named;
use liandong_app::{access::Visitor, assess::Hours, book::Book, view::Named};
use liandong_domain::{
    ids::{ItemId, MemberId},
    registry::TrainingKind,
    rights::{Right, grants},
    time::Day,
    training::{Exam, Overdue, OverdueReason, Session, SessionStage, kind_zh},
};
use serde::Serialize;
use utoipa::ToSchema;

/// How a member did.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct TrainingLine {
    /// The member.
    member: Named,
    /// Whether present to the end; `null` before it is held.
    attended: Option<bool>,
    /// Why not, or why it was corrected.
    reason: Option<String>,
    /// Whether it was corrected afterwards.
    amended: bool,
    /// Whether the examination was passed; `null` where none was taken.
    passed: Option<bool>,
}

/// A member's answers at a sitting.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct SittingLine {
    /// The member.
    member: Named,
    /// Correct answers.
    correct: u32,
    /// Whether they pass.
    passed: bool,
}

/// A sitting of the examination.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct SittingView {
    /// Which, from 1; from 2 on it is a resit (补考).
    number: u32,
    /// Its day.
    #[schema(value_type = String, format = Date)]
    day: Day,
    /// Whether it was entered late (补报).
    late: bool,
    /// By member.
    results: Vec<SittingLine>,
}

/// A training.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct TrainingView {
    /// Its identifier.
    id: ItemId,
    /// The version of its stream, for `expected_version`.
    version: u64,
    /// Where it stands.
    stage: SessionStage,
    /// The same in Chinese.
    stage_name: &'static str,
    /// What it teaches.
    title: String,
    /// Induction (岗前) or in service (在岗).
    kind: TrainingKind,
    /// The same in Chinese.
    kind_name: &'static str,
    /// On which day.
    #[schema(value_type = String, format = Date)]
    day: Day,
    /// How long, in minutes.
    minutes: u32,
    /// Who teaches.
    trainer: String,
    /// What is taught.
    syllabus: String,
    /// Where.
    place: Option<String>,
    /// The examination, where there is one.
    exam: Option<Exam>,
    /// Who had to attend, and who else came.
    lines: Vec<TrainingLine>,
    /// The sittings of its examination.
    sittings: Vec<SittingView>,
    /// Why it was cancelled.
    cancelled: Option<String>,
    /// What the visitor can do with it now.
    allowed: Vec<Named>,
}

pub(super) fn training(
    book: &Book,
    visitor: &Visitor,
    only: Option<&MemberId>,
    one: &Session,
    version: u64,
) -> TrainingView {
    let own = |member: &&MemberId| only.is_none_or(|only| *member == only);
    let members: Vec<&MemberId> = match one.stage {
        SessionStage::Held => one.attendance.keys().filter(own).collect(),
        _ => one.plan.members.iter().filter(own).collect(),
    };
    let line = |member: &MemberId| {
        let attended = one.attendance.get(member);
        TrainingLine {
            member: named(book, member),
            attended: attended.map(|one| one.attended),
            reason: attended.and_then(|one| one.reason.as_deref().map(Into::into)),
            amended: attended.is_some_and(|one| one.amended),
            passed: one.passed(member),
        }
    };
    let exam = one.plan.exam;
    let sittings = one.sittings.iter().map(|sitting| SittingView {
        number: sitting.number,
        day: sitting.day,
        late: sitting.late,
        results: sitting
            .results
            .iter()
            .filter(|one| own(&&one.member))
            .map(|one| SittingLine {
                member: named(book, &one.member),
                correct: one.correct,
                passed: exam.is_some_and(|exam| exam.passes(one.correct)),
            })
            .collect(),
    });
    TrainingView {
        id: one.id.clone(),
        version,
        stage: one.stage,
        stage_name: one.stage.zh(),
        title: one.plan.title.clone(),
        kind: one.plan.kind,
        kind_name: kind_zh(one.plan.kind),
        day: one.plan.day,
        minutes: one.plan.minutes,
        trainer: one.plan.trainer.clone(),
        syllabus: one.plan.syllabus.clone(),
        place: one.plan.place.clone(),
        exam,
        lines: members.into_iter().map(line).collect(),
        sittings: sittings.collect(),
        cancelled: one.cancelled.as_deref().map(Into::into),
        allowed: allowed(visitor, one),
    }
}

fn allowed(visitor: &Visitor, one: &Session) -> Vec<Named> {
    if !grants(visitor.account.role, Right::ManageAssessment) {
        return Vec::new();
    }
    let all: &[(&str, &str)] = match (one.stage, one.plan.exam) {
        (SessionStage::Planned, _) => &[("hold", "举行登记"), ("plan", "计划"), ("cancel", "取消")],
        (SessionStage::Held, Some(_)) => &[("examine", "考试登记"), ("amend", "出勤更正")],
        (SessionStage::Held, None) => &[("amend", "出勤更正")],
        (SessionStage::Cancelled, _) => &[],
    };
    all.iter()
        .map(|(code, name)| Named::new(*code, *name))
        .collect()
}

/// Something that a member owes.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct OverdueView {
    /// Who.
    member: Named,
    /// What.
    reason: OverdueReason,
    /// The same in Chinese.
    reason_name: &'static str,
    /// At which training, where it is one's.
    training: Option<ItemId>,
    /// Since which day.
    #[schema(value_type = String, format = Date)]
    since: Day,
}

pub(super) fn overdue(book: &Book, one: Overdue) -> OverdueView {
    OverdueView {
        member: named(book, &one.member),
        reason: one.reason,
        reason_name: one.reason.zh(),
        training: one.training,
        since: one.since,
    }
}

/// A member's trainings over a year.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = TrainingHoursView)]
pub(crate) struct HoursView {
    /// The member.
    member: Named,
    /// Minutes attended.
    minutes: i64,
    /// Trainings attended.
    attended: u64,
    /// Trainings that it had to attend.
    due: u64,
    /// Examinations passed.
    passed: u64,
    /// Examinations taken.
    examined: u64,
}

pub(super) fn hours(book: &Book, one: &Hours) -> HoursView {
    HoursView {
        member: named(book, &one.member),
        minutes: one.minutes,
        attended: one.attended,
        due: one.due,
        passed: one.passed,
        examined: one.examined,
    }
}
