//! What is said of a unit explicitly (停勤与返岗): its streams `unit/<id>/<month>`, a new one each
//! month so that none grows without end; the next begins where the last stood. What follows from
//! incidents and duty is not written here: it is computed by [`super::unit_state`].

use super::{
    reject::{DutyRejection, optional},
    unit::{Out, OutReason},
};
use crate::{
    aggregate::{Aggregate, Asked, Stamp},
    ids::{IncidentId, UnitId},
    registry::Unit,
    time::Timestamp,
};
use serde::{Deserialize, Serialize};

/// What can be said of a unit. JSON: `{"do": "take_out", "reason": "meal"}`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case", tag = "do", deny_unknown_fields)]
pub enum UnitCommand {
    /// Take it out of service (停勤).
    TakeOut {
        /// Why.
        reason: OutReason,
        /// In words.
        #[serde(default)]
        note: Option<String>,
        /// When it is expected back.
        #[serde(default)]
        until: Option<Timestamp>,
    },
    /// Bring it back into service (返岗).
    Return {
        /// In words.
        #[serde(default)]
        note: Option<String>,
    },
}

/// What has been said of a unit.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum UnitEvent {
    /// It was taken out of service.
    TakenOut {
        /// Why.
        reason: OutReason,
        /// In words.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        note: Option<Box<str>>,
        /// When it is expected back.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        until: Option<Timestamp>,
    },
    /// It came back.
    Returned {
        /// In words.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        note: Option<Box<str>>,
    },
}

/// A unit as its stream makes it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct UnitBook {
    /// That it is out of service, if it is.
    pub out: Option<Out>,
    /// When it last came back.
    pub returned_at: Option<Timestamp>,
    /// When the last event happened.
    pub last_at: Timestamp,
}

/// Looked-up facts of a unit.
#[derive(Debug, Clone, Copy)]
pub struct UnitBookFacts<'a> {
    /// The unit, if the register has it.
    pub unit: Option<&'a Unit>,
    /// Its identifier.
    pub id: &'a UnitId,
    /// Where the month before left it.
    pub before: Option<&'a UnitBook>,
    /// The incident that it is bound to now.
    pub bound_to: Option<&'a IncidentId>,
    /// An entry later than this after it happened is a late one (补报), in seconds.
    pub entry_grace_seconds: i64,
}

impl Aggregate for UnitBook {
    const PREFIX: &'static str = "unit/";
    type Command = UnitCommand;
    type Event = UnitEvent;
    type Rejection = DutyRejection;
    type Facts<'a> = UnitBookFacts<'a>;

    fn kind(event: &UnitEvent) -> &'static str {
        match event {
            UnitEvent::TakenOut { .. } => "unit.taken_out",
            UnitEvent::Returned { .. } => "unit.returned",
        }
    }

    fn decide(
        state: Option<&Self>,
        _: &str,
        command: &UnitCommand,
        asked: Asked,
        facts: UnitBookFacts<'_>,
    ) -> Result<Vec<(UnitEvent, Stamp)>, DutyRejection> {
        if facts.unit.is_none() {
            return Err(DutyRejection::UnknownUnit(facts.id.clone()));
        }
        let state = state.or(facts.before);
        let after = state.map_or(Timestamp(i64::MIN), |book| book.last_at);
        let stamp = stamp(asked, after, facts.entry_grace_seconds)?;
        let out = state.and_then(|book| book.out.as_ref());
        let event = match command {
            UnitCommand::TakeOut {
                reason,
                note,
                until,
            } => {
                if let Some(out) = out {
                    return Err(DutyRejection::AlreadyOut {
                        unit: facts.id.clone(),
                        reason: out.reason,
                    });
                }
                if let Some(incident) = facts.bound_to.filter(|_| !reason.may_interrupt()) {
                    return Err(DutyRejection::UnitOnIncident {
                        unit: facts.id.clone(),
                        incident: incident.clone(),
                    });
                }
                let note = optional("note", note.as_deref())?;
                // "Another errand" says nothing by itself.
                if *reason == OutReason::Other && note.is_none() {
                    return Err(DutyRejection::Blank("note"));
                }
                if let Some(until) = until.filter(|until| *until <= stamp.occurred_at) {
                    return Err(DutyRejection::BeforeLast {
                        occurred_at: until,
                        after: stamp.occurred_at,
                    });
                }
                UnitEvent::TakenOut {
                    reason: *reason,
                    note,
                    until: *until,
                }
            }
            UnitCommand::Return { note } => {
                if out.is_none() {
                    return Err(DutyRejection::NotOut(facts.id.clone()));
                }
                UnitEvent::Returned {
                    note: optional("note", note.as_deref())?,
                }
            }
        };
        Ok(vec![(event, stamp)])
    }

    fn evolve(state: Option<Self>, _: &str, event: &UnitEvent, stamp: Stamp) -> Option<Self> {
        let mut book = state.unwrap_or_default();
        book.last_at = stamp.occurred_at;
        match event {
            UnitEvent::TakenOut {
                reason,
                note,
                until,
            } => {
                book.out = Some(Out {
                    reason: *reason,
                    note: note.clone(),
                    since: stamp.occurred_at,
                    until: *until,
                });
            }
            UnitEvent::Returned { .. } => {
                book.out = None;
                book.returned_at = Some(stamp.occurred_at);
            }
        }
        Some(book)
    }
}

/// The times of an event: not in the future, not before what it follows.
pub(super) fn stamp(
    asked: Asked,
    after: Timestamp,
    grace_seconds: i64,
) -> Result<Stamp, DutyRejection> {
    let occurred_at = asked.occurred_at.unwrap_or(asked.now);
    if occurred_at > asked.now {
        return Err(DutyRejection::InFuture {
            occurred_at,
            now: asked.now,
        });
    }
    if occurred_at < after {
        return Err(DutyRejection::BeforeLast { occurred_at, after });
    }
    Ok(Stamp {
        occurred_at,
        recorded_at: asked.now,
        late: asked.now.since(occurred_at) > grace_seconds,
    })
}
