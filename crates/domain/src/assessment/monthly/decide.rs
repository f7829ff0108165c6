//! Events from a command, or a refusal.

use super::{
    Computed, Correction, Monthly, MonthlyCommand, MonthlyEvent, MonthlyRejection as R, Ruling,
    Stage, changes, evolve,
};
use crate::{
    aggregate::{Aggregate, Asked, Stamp},
    assessment::{BadMonth, Measure, Month, Scoring, entry},
    ids::{AccountId, IncidentId, ItemId, MemberId},
    time::UtcOffset,
};

/// The most that a numerator or denominator can be.
const MOST: i64 = 1_000_000;

/// Looked-up facts that a decision needs.
#[derive(Debug, Clone, Copy)]
pub struct MonthlyFacts<'a> {
    /// Who acts.
    pub by: &'a AccountId,
    /// The member whose account it is.
    pub member: Option<&'a MemberId>,
    /// The formula that judges the month; for a recomputation, the assessment's own.
    pub scoring: Option<&'a Scoring>,
    /// The figures as the log makes them now, for what computes.
    pub computed: Option<&'a Computed>,
    /// The town's offset from UTC.
    pub offset: UtcOffset,
    /// Seconds after which an entry is late (补报).
    pub grace: i64,
}

impl Aggregate for Monthly {
    const PREFIX: &'static str = "assessment/";
    type Command = MonthlyCommand;
    type Event = MonthlyEvent;
    type Rejection = R;
    type Facts<'a> = MonthlyFacts<'a>;

    fn kind(event: &MonthlyEvent) -> &'static str {
        event.kind()
    }

    fn decide(
        state: Option<&Self>,
        id: &str,
        command: &MonthlyCommand,
        asked: Asked,
        facts: MonthlyFacts<'_>,
    ) -> Result<Vec<(MonthlyEvent, Stamp)>, R> {
        let month = id.parse().map_err(|BadMonth(text)| R::NoMonth(text))?;
        decide(state, month, command, asked, facts)
    }

    fn evolve(state: Option<Self>, id: &str, event: &MonthlyEvent, stamp: Stamp) -> Option<Self> {
        evolve(state, id.parse().ok()?, event, stamp)
    }
}

/// Decides a command.
///
/// # Errors
/// A [`MonthlyRejection`](R).
pub fn decide(
    state: Option<&Monthly>,
    month: Month,
    command: &MonthlyCommand,
    asked: Asked,
    facts: MonthlyFacts<'_>,
) -> Result<Vec<(MonthlyEvent, Stamp)>, R> {
    let stamp = entry::stamp(asked, state.map(|state| state.last), facts.grace)?;
    let event = match (state, command) {
        (state, MonthlyCommand::Draft) => {
            if let Some(state) = state {
                at_stage(state, command, &[Stage::Draft])?;
            }
            draft(facts)?
        }
        (None, _) => return Err(R::NotDrafted),
        (Some(state), _) => follow(state, month, command, stamp, facts)?,
    };
    Ok(vec![(event, stamp)])
}

fn at_stage(state: &Monthly, command: &MonthlyCommand, stages: &[Stage]) -> Result<(), R> {
    if stages.contains(&state.stage) {
        return Ok(());
    }
    Err(R::WrongStage {
        stage: state.stage,
        done: command.zh(),
    })
}

fn draft(facts: MonthlyFacts<'_>) -> Result<MonthlyEvent, R> {
    let (scoring, computed) = facts.scoring.zip(facts.computed).ok_or(R::NoScoring)?;
    Ok(MonthlyEvent::Drafted {
        scoring: Box::new(scoring.clone()),
        computed: Box::new(computed.clone()),
    })
}

fn follow(
    state: &Monthly,
    month: Month,
    command: &MonthlyCommand,
    stamp: Stamp,
    facts: MonthlyFacts<'_>,
) -> Result<MonthlyEvent, R> {
    use MonthlyCommand as C;
    let by = facts.by.clone();
    Ok(match command {
        C::Draft => draft(facts)?,
        C::Publish { note } => {
            at_stage(state, command, &[Stage::Draft])?;
            if stamp.occurred_at < facts.offset.start_of(month.next().first()) {
                return Err(R::MonthNotOver);
            }
            // From the recording on: an entry made later must not shorten the members' time.
            let open = i64::from(state.scoring.appeal_days).saturating_mul(86_400);
            MonthlyEvent::Published {
                note: entry::maybe_said("note", note.as_deref())?,
                appeal_until: stamp.recorded_at.plus(open),
            }
        }
        C::Appeal { part, reason } => appeal(state, command, part.as_ref(), reason, stamp, facts)?,
        C::DecideAppeal {
            appeal,
            ruling,
            reason,
        } => {
            at_stage(state, command, &[Stage::Published])?;
            let waits = |one: &&super::Appeal| one.number == *appeal && one.decided.is_none();
            let one = state
                .appeals
                .iter()
                .find(waits)
                .ok_or(R::NoAppeal(*appeal))?;
            if one.made.by == *facts.by || facts.member == Some(&one.member) {
                return Err(R::OwnAppeal);
            }
            let correction = match ruling {
                Ruling::Upheld => None,
                Ruling::Corrected {
                    part,
                    numerator,
                    denominator,
                    incidents,
                } => Some(correction(
                    state,
                    &one.member,
                    part,
                    (*numerator, *denominator),
                    incidents,
                )?),
            };
            MonthlyEvent::AppealDecided {
                appeal: *appeal,
                correction,
                reason: entry::said("reason", reason)?,
                by,
            }
        }
        C::Correct {
            member,
            part,
            numerator,
            denominator,
            incidents,
            reason,
        } => {
            at_stage(state, command, &[Stage::Draft, Stage::Published])?;
            if facts.member == Some(member) {
                return Err(R::OwnAppeal);
            }
            MonthlyEvent::Corrected {
                correction: correction(state, member, part, (*numerator, *denominator), incidents)?,
                reason: entry::said("reason", reason)?,
                by,
            }
        }
        C::Recompute { reason } => {
            at_stage(state, command, &[Stage::Published, Stage::Final])?;
            if state.waiting().is_some() {
                return Err(R::RevisionWaits);
            }
            let computed = facts.computed.ok_or(R::NoScoring)?;
            if changes(&state.computed.lines, &computed.lines).is_empty() {
                return Err(R::NoDifference);
            }
            MonthlyEvent::Recomputed {
                computed: Box::new(computed.clone()),
                reason: entry::said("reason", reason)?,
                by,
            }
        }
        C::DecideRevision { adopt, reason } => {
            state.waiting().ok_or(R::NoRevision)?;
            MonthlyEvent::RevisionDecided {
                adopted: *adopt,
                reason: entry::said("reason", reason)?,
                by,
            }
        }
        C::Finalise { note } => {
            at_stage(state, command, &[Stage::Published])?;
            let waiting = state.appeals.iter().filter(|one| one.decided.is_none());
            match waiting.count() {
                0 => {}
                waiting => return Err(R::AppealsWait(waiting)),
            }
            if state.waiting().is_some() {
                return Err(R::RevisionWaits);
            }
            if let Some((_, until)) = state.published
                && stamp.recorded_at <= until
            {
                return Err(R::AppealsOpen(until));
            }
            MonthlyEvent::Finalised {
                note: entry::maybe_said("note", note.as_deref())?,
            }
        }
    })
}

fn appeal(
    state: &Monthly,
    command: &MonthlyCommand,
    part: Option<&ItemId>,
    reason: &str,
    stamp: Stamp,
    facts: MonthlyFacts<'_>,
) -> Result<MonthlyEvent, R> {
    at_stage(state, command, &[Stage::Published])?;
    let member = facts.member.ok_or(R::NoMember)?;
    state.line(member).ok_or(R::NoLine)?;
    if part.is_some_and(|part| state.scoring.part(part).is_none()) {
        return Err(R::NoLine);
    }
    if let Some((_, until)) = state.published
        && stamp.recorded_at > until
    {
        return Err(R::AppealsOver(until));
    }
    let same = |one: &super::Appeal| {
        one.decided.is_none() && one.member == *member && one.part.as_ref() == part
    };
    if state.appeals.iter().any(same) {
        return Err(R::AlreadyAppealed);
    }
    let number = state.appeals.iter().map(|one| one.number).max();
    Ok(MonthlyEvent::Appealed {
        appeal: number.unwrap_or(0).saturating_add(1),
        member: member.clone(),
        part: part.cloned(),
        reason: entry::said("reason", reason)?,
        by: facts.by.clone(),
    })
}

fn correction(
    state: &Monthly,
    member: &MemberId,
    part: &ItemId,
    to: (i64, i64),
    incidents: &[IncidentId],
) -> Result<Correction, R> {
    let line = state.line(member).ok_or(R::NoLine)?;
    let standing = line.parts.iter().find(|one| one.part == *part);
    let standing = standing.ok_or(R::NoLine)?;
    let rule = state.scoring.part(part).ok_or(R::NoLine)?;
    let in_bounds = |number: i64| (0..=MOST).contains(&number);
    let counted = rule.measure == Measure::Complaints;
    if !in_bounds(to.0) || !in_bounds(to.1) || (to.0 > to.1 && !counted) {
        return Err(R::BadCounts);
    }
    let from = (standing.numerator, standing.denominator);
    if from == to {
        return Err(R::NoChange);
    }
    Ok(Correction {
        member: member.clone(),
        part: part.clone(),
        from,
        to,
        incidents: incidents.to_vec(),
    })
}
