//! How one incident bears on the members who were sent to it.
//!
//! A clock counts for the crew that led when it came to its decision: when its end was met, or when
//! it fell due. A crew that took over a case whose limit had passed does not answer for it, and one
//! that was sent elsewhere does not answer for what came after. So it is within a car: the members
//! who were relieved answer for what was decided before, those who relieved them for the rest.

use crate::{
    ids::MemberId,
    incident::{
        Assignment, Clock, ClockEnd, ClockKind, ClockOutcome, FollowUp, FollowUpResult, Incident,
        words,
    },
};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

words! {
    /// Why an incident of a member is left out of a part of its score.
    LeftOut {
        /// The formula gives this capacity no weight here.
        Capacity = "capacity", "按办法该身份不计";
        /// Another crew led when the limit was decided.
        OtherLed = "other_led", "由其他车组负责";
        /// The limit still runs.
        StillRunning = "still_running", "时限未到";
        /// The limit ended without an answer: returned to police, merged, cancelled.
        ClockVoid = "clock_void", "时限不计";
        /// No limit ran.
        NoClock = "no_clock", "没有时限";
        /// Not yet followed up, or not chosen for it.
        NotFollowedUp = "not_followed_up", "未回访";
        /// The caller could not be reached.
        Unreachable = "unreachable", "回访未接通";
    }
}

/// As what a crew was there.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Capacity {
    /// It reinforced (增援).
    Reinforcement,
    /// It led (主责).
    Lead,
}

impl Capacity {
    pub(super) const fn zh(self) -> &'static str {
        match self {
            Self::Lead => "主责",
            Self::Reinforcement => "增援",
        }
    }

    const fn of(one: &Assignment) -> Self {
        if one.lead {
            Self::Lead
        } else {
            Self::Reinforcement
        }
    }
}

/// What came of one limit, or of one round's follow-up, for one member.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Outcome<T> {
    pub(super) capacity: Capacity,
    pub(super) what: Result<T, LeftOut>,
}

/// A limit that was decided.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Decided {
    pub(super) kept: bool,
    pub(super) late: bool,
    pub(super) took: Option<i64>,
}

/// What a round's follow-ups brought.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct FollowedUp {
    pub(super) grade: crate::incident::Grade,
    pub(super) complaints: i64,
    pub(super) late: bool,
}

/// For each member, what came of each of its limits of a kind: one a round of dispatch.
pub(super) fn clocks(incident: &Incident, kind: ClockKind) -> Vec<(MemberId, Outcome<Decided>)> {
    let of_kind: Vec<&Clock> = incident
        .clocks
        .iter()
        .filter(|one| one.kind == kind)
        .collect();
    let ran_at = |one: &Assignment| {
        of_kind
            .iter()
            .rposition(|clock| clock.started_at <= one.assigned_at)
    };
    let mut all: BTreeMap<(MemberId, Option<usize>), Outcome<Decided>> = BTreeMap::new();
    for (index, one) in incident.units.iter().enumerate() {
        let ran = ran_at(one);
        let mut answering = &one.crew[..];
        let what = match ran.and_then(|at| of_kind.get(at)) {
            None => Err(LeftOut::NoClock),
            Some(clock) => decided(clock).and_then(|(decided, moment)| {
                answering = moment.crew_of(one);
                let answers = if one.lead {
                    // The last crew that had taken the lead by then; else the first of all.
                    let leads = incident.units.iter().enumerate();
                    let mut leads = leads.filter(|(_, other)| other.lead && ran_at(other) == ran);
                    let first = leads.clone().next().map(|(at, _)| at);
                    let by_then = leads.rfind(|(_, other)| moment.after(other));
                    by_then.map(|(at, _)| at).or(first) == Some(index)
                } else {
                    moment.after(one)
                };
                answers.then_some(decided).ok_or(LeftOut::OtherLed)
            }),
        };
        put(&mut all, one, ran, &what, answering);
    }
    all.into_iter()
        .map(|((member, _), outcome)| (member, outcome))
        .collect()
}

/// When a limit was decided.
#[derive(Debug, Clone, Copy)]
enum Moment {
    Met(crate::time::Timestamp),
    Due(crate::time::Timestamp),
}

impl Moment {
    /// Whether a crew was already sent. Who is sent in the very second in which a limit passes has
    /// had no time to keep it.
    fn after(self, one: &Assignment) -> bool {
        match self {
            Self::Met(at) => one.assigned_at <= at,
            Self::Due(at) => one.assigned_at < at,
        }
    }

    /// The members who were in the car then, whoever relieved them afterwards (交接班).
    fn crew_of(self, one: &Assignment) -> &[MemberId] {
        match self {
            Self::Met(at) => one.crew_at(at),
            Self::Due(at) => one.crew_at(at.plus(-1)),
        }
    }
}

fn decided(clock: &Clock) -> Result<(Decided, Moment), LeftOut> {
    let late = matches!(clock.end, Some(ClockEnd::Met { late: true, .. }));
    let decided = |kept| Decided {
        kept,
        late,
        took: clock.took(),
    };
    match (clock.outcome(), clock.end) {
        (ClockOutcome::Kept, Some(ClockEnd::Met { at, .. })) => {
            Ok((decided(true), Moment::Met(at)))
        }
        (ClockOutcome::Breached, _) => Ok((decided(false), Moment::Due(clock.due_at))),
        (ClockOutcome::Void, _) => Err(LeftOut::ClockVoid),
        _ => Err(LeftOut::StillRunning),
    }
}

/// For each member, what the follow-ups of each of its rounds brought. The crew that finished the
/// case answers as the lead; one that was sent elsewhere before does not answer.
pub(super) fn follow_ups(incident: &Incident) -> Vec<(MemberId, Outcome<FollowedUp>)> {
    let round_of = |one: &Assignment| {
        let next = incident
            .follow_ups
            .iter()
            .find(|follow_up| follow_up.at >= one.assigned_at);
        next.map(|follow_up| follow_up.round)
    };
    let mut all: BTreeMap<(MemberId, Option<u32>), Outcome<FollowedUp>> = BTreeMap::new();
    for (index, one) in incident.units.iter().enumerate() {
        let round = round_of(one);
        let last_lead = incident
            .units
            .iter()
            .rposition(|other| other.lead && round_of(other) == round);
        let what = if one.lead && last_lead != Some(index) {
            Err(LeftOut::OtherLed)
        } else {
            brought(
                incident
                    .follow_ups
                    .iter()
                    .filter(|one| Some(one.round) == round),
            )
        };
        put(&mut all, one, round, &what, &one.crew);
    }
    all.into_iter()
        .map(|((member, _), outcome)| (member, outcome))
        .collect()
}

fn brought<'a>(of_round: impl Iterator<Item = &'a FollowUp>) -> Result<FollowedUp, LeftOut> {
    let (mut tried, mut reached, mut complaints) = (false, None, 0);
    for one in of_round {
        tried = true;
        if let FollowUpResult::Reached { grade, complaint } = &one.result {
            complaints += i64::from(complaint.is_some());
            reached = Some((*grade, one.late));
        }
    }
    let (grade, late) = reached.ok_or(if tried {
        LeftOut::Unreachable
    } else {
        LeftOut::NotFollowedUp
    })?;
    Ok(FollowedUp {
        grade,
        complaints,
        late,
    })
}

/// Keeps one outcome a member and round: what counts before what does not, then the lead's.
fn put<K: Ord + Copy, T: Copy>(
    all: &mut BTreeMap<(MemberId, K), Outcome<T>>,
    one: &Assignment,
    round: K,
    what: &Result<T, LeftOut>,
    answering: &[MemberId],
) {
    for member in one.everybody() {
        let answers = answering.contains(member) || what.is_err();
        let new = Outcome {
            capacity: Capacity::of(one),
            what: if answers {
                *what
            } else {
                Err(LeftOut::OtherLed)
            },
        };
        let rank = |outcome: &Outcome<T>| (outcome.what.is_ok(), outcome.capacity);
        let held = all.entry((member.clone(), round));
        held.and_modify(|held| {
            if rank(&new) > rank(held) {
                *held = Outcome {
                    capacity: new.capacity,
                    what: new.what,
                };
            }
        })
        .or_insert(new);
    }
}
