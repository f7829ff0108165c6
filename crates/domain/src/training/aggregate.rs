//! Events from a command, or a refusal.

use super::{
    Answered, Plan, Present, Session, SessionCommand, SessionEvent, SessionRejection as R,
    SessionStage, evolve,
};
use crate::{
    aggregate::{Aggregate, Asked, Stamp},
    assessment::entry,
    ids::{ItemId, MemberId},
    registry::Registry,
};
use std::collections::BTreeSet;

impl Aggregate for Session {
    const PREFIX: &'static str = "training/";
    type Command = SessionCommand;
    type Event = SessionEvent;
    type Rejection = R;
    type Facts<'a> = SessionFacts<'a>;

    fn kind(event: &SessionEvent) -> &'static str {
        event.kind()
    }

    fn decide(
        state: Option<&Self>,
        id: &str,
        command: &SessionCommand,
        asked: Asked,
        facts: SessionFacts<'_>,
    ) -> Result<Vec<(SessionEvent, Stamp)>, R> {
        ItemId::new(id).map_err(|bad| R::BadId(bad.0))?;
        decide(state, command, asked, facts)
    }

    fn evolve(state: Option<Self>, id: &str, event: &SessionEvent, stamp: Stamp) -> Option<Self> {
        evolve(state, &ItemId::new(id).ok()?, event, stamp)
    }
}

/// The longest training: a week of whole days, in minutes.
const LONGEST: u32 = 7 * 24 * 60;
/// The most members.
const MOST: usize = 2_000;

/// Looked-up facts that a decision needs.
#[derive(Debug, Clone, Copy)]
pub struct SessionFacts<'a> {
    /// The town's register.
    pub registry: &'a Registry,
    /// Whether a new one is to be planned, so that one that is there is not changed by mistake.
    pub new: bool,
    /// Seconds after which an entry is late (补报).
    pub grace: i64,
}

/// Decides a command.
///
/// # Errors
/// A [`SessionRejection`](R).
pub fn decide(
    state: Option<&Session>,
    command: &SessionCommand,
    asked: Asked,
    facts: SessionFacts<'_>,
) -> Result<Vec<(SessionEvent, Stamp)>, R> {
    let stamp = entry::stamp(asked, state.map(|state| state.last), facts.grace)?;
    let event = match (state, command) {
        (state, SessionCommand::Plan { plan }) => {
            if let Some(state) = state {
                if facts.new {
                    return Err(R::AlreadyPlanned);
                }
                at_stage(state, command, SessionStage::Planned)?;
            }
            SessionEvent::Planned(Box::new(check(plan, facts.registry)?))
        }
        (None, _) => return Err(R::NotPlanned),
        (Some(state), SessionCommand::Cancel { reason }) => {
            at_stage(state, command, SessionStage::Planned)?;
            SessionEvent::Cancelled {
                reason: entry::said("reason", reason)?,
            }
        }
        (Some(state), SessionCommand::Hold { attendance }) => {
            at_stage(state, command, SessionStage::Planned)?;
            if facts.registry.utc_offset().day(stamp.occurred_at) < state.plan.day {
                return Err(R::NotYet(state.plan.day));
            }
            SessionEvent::Held {
                attendance: present(state, attendance, facts.registry)?,
            }
        }
        (
            Some(state),
            SessionCommand::Amend {
                member,
                attended,
                reason,
            },
        ) => {
            at_stage(state, command, SessionStage::Held)?;
            known(facts.registry, member)?;
            let standing = state.attendance.get(member);
            if standing.is_some_and(|one| one.attended == *attended) {
                return Err(R::NoChange(member.clone()));
            }
            SessionEvent::Amended {
                member: member.clone(),
                attended: *attended,
                reason: entry::said("reason", reason)?,
            }
        }
        (Some(state), SessionCommand::Examine { day, results }) => {
            at_stage(state, command, SessionStage::Held)?;
            if *day < state.plan.day || facts.registry.utc_offset().day(stamp.occurred_at) < *day {
                return Err(R::BadSittingDay(*day));
            }
            examined(state, results)?;
            let sitting = u32::try_from(state.sittings.len()).unwrap_or(u32::MAX);
            SessionEvent::Examined {
                sitting: sitting.saturating_add(1),
                day: *day,
                results: results.clone(),
            }
        }
    };
    Ok(vec![(event, stamp)])
}

fn at_stage(state: &Session, command: &SessionCommand, stage: SessionStage) -> Result<(), R> {
    if state.stage == stage {
        return Ok(());
    }
    Err(R::WrongStage {
        stage: state.stage,
        done: command.zh(),
    })
}

fn known(registry: &Registry, member: &MemberId) -> Result<(), R> {
    match registry.member(member) {
        Some(_) => Ok(()),
        None => Err(R::UnknownMember(member.clone())),
    }
}

fn check(plan: &Plan, registry: &Registry) -> Result<Plan, R> {
    if !(1..=LONGEST).contains(&plan.minutes) {
        return Err(R::BadMinutes);
    }
    if plan.members.is_empty() || plan.members.len() > MOST {
        return Err(R::NoMembers);
    }
    let mut seen = BTreeSet::new();
    for member in &plan.members {
        known(registry, member)?;
        if !seen.insert(member) {
            return Err(R::Twice(member.clone()));
        }
    }
    if let Some(exam) = plan.exam
        && !((1..=500).contains(&exam.questions) && exam.pass_mark <= 100)
    {
        return Err(R::BadExam);
    }
    Ok(Plan {
        title: entry::said("title", &plan.title)?.into(),
        trainer: entry::said("trainer", &plan.trainer)?.into(),
        syllabus: entry::said("syllabus", &plan.syllabus)?.into(),
        place: entry::maybe_said("place", plan.place.as_deref())?.map(Into::into),
        ..plan.clone()
    })
}

/// Everybody who had to attend has a line, and nobody two.
fn present(
    state: &Session,
    attendance: &[Present],
    registry: &Registry,
) -> Result<Vec<Present>, R> {
    let mut seen = BTreeSet::new();
    let mut all = Vec::with_capacity(attendance.len());
    for one in attendance {
        known(registry, &one.member)?;
        if !seen.insert(&one.member) {
            return Err(R::Twice(one.member.clone()));
        }
        let reason = entry::maybe_said("reason", one.reason.as_deref())?;
        if !one.attended && reason.is_none() {
            return Err(R::AbsenceUnexplained(one.member.clone()));
        }
        all.push(Present {
            reason: reason.map(Into::into),
            ..one.clone()
        });
    }
    let mut due = state.plan.members.iter();
    match due.find(|member| !seen.contains(member)) {
        Some(missing) => Err(R::NoLine(missing.clone())),
        None => Ok(all),
    }
}

fn examined(state: &Session, results: &[Answered]) -> Result<(), R> {
    let exam = state.plan.exam.ok_or(R::NoExam)?;
    if results.is_empty() {
        return Err(R::NoMembers);
    }
    let mut seen = BTreeSet::new();
    for one in results {
        let member = &one.member;
        if !seen.insert(member) {
            return Err(R::Twice(member.clone()));
        }
        let attended = state.attendance.get(member).is_some_and(|one| one.attended);
        if !attended {
            return Err(R::DidNotAttend(member.clone()));
        }
        if state.passed(member) == Some(true) {
            return Err(R::PassedAlready(member.clone()));
        }
        if one.correct > exam.questions {
            return Err(R::TooManyCorrect {
                member: member.clone(),
                questions: exam.questions,
            });
        }
    }
    Ok(())
}
