//! An incident as its events make it.

use super::{
    clock::{Clock, ClockKind},
    event::{FollowUpResult, Received},
    kinds::{ArrivalSource, CategoryCode, DisposalOutcome, Phase},
};
use crate::{
    ids::{AreaId, DepartmentId, IncidentId, ItemId, MemberId, StationId, UnitId},
    time::Timestamp,
};
use serde::{Deserialize, Serialize};

/// An incident (警情). It exists from its first event on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Incident {
    /// What was received.
    pub received: Box<Received>,
    /// When the call came.
    pub received_at: Timestamp,
    /// When that was recorded.
    pub recorded_at: Timestamp,
    /// Where it stands.
    pub phase: Phase,
    /// One of the five, once classified.
    pub category: Option<CategoryCode>,
    /// The town's own subcategory.
    pub subcategory: Option<ItemId>,
    /// The responsibility area.
    pub area: Option<AreaId>,
    /// The cars, in order of assignment, released ones too.
    pub units: Vec<Assignment>,
    /// All clocks that ever ran.
    pub clocks: Vec<Clock>,
    /// The referrals, in order.
    pub referrals: Vec<Referral>,
    /// The follow-up calls, in order.
    pub follow_ups: Vec<FollowUp>,
    /// What came of the last disposal.
    pub outcome: Option<DisposalOutcome>,
    /// Where it went, when returned to police.
    pub station: Option<StationId>,
    /// The incident that goes on, when merged.
    pub merged_into: Option<IncidentId>,
    /// How often it was dispatched anew: 1 at first, one more with each reopening.
    pub round: u32,
    /// Entries made late (补报).
    pub late_entries: u32,
    /// Whether the commander stepped in.
    pub intervened: bool,
    /// When the last step of the line happened: no later step may have happened before it.
    pub last_step_at: Timestamp,
    /// When the last event was recorded: recorded times never go back.
    pub last_recorded_at: Timestamp,
    /// When it was first closed.
    pub closed_at: Option<Timestamp>,
}

/// A car bound to an incident.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Assignment {
    /// The car.
    pub unit: UnitId,
    /// The members on duty in it at that time.
    pub crew: Vec<MemberId>,
    /// Whether it leads; a reinforcement does not.
    pub lead: bool,
    /// When it was assigned.
    pub assigned_at: Timestamp,
    /// When the crew acknowledged.
    pub acknowledged_at: Option<Timestamp>,
    /// Its arrival.
    pub arrival: Option<Arrival>,
    /// When it was free again.
    pub released_at: Option<Timestamp>,
}

/// An arrival.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Arrival {
    /// When.
    pub at: Timestamp,
    /// How it is known.
    pub how: ArrivalSource,
    /// Whether it was entered late (补报).
    pub late: bool,
}

/// A referral to a department.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Referral {
    /// Its number within the incident, from 1.
    pub number: u32,
    /// The department.
    pub department: DepartmentId,
    /// Why.
    pub reason: Box<str>,
    /// When referred.
    pub referred_at: Timestamp,
    /// When accepted.
    pub accepted_at: Option<Timestamp>,
    /// When its result came, and what it was.
    pub result: Option<(Timestamp, Box<str>)>,
}

/// A follow-up call.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FollowUp {
    /// When.
    pub at: Timestamp,
    /// What it brought.
    pub result: FollowUpResult,
    /// Whether it was entered late (补报).
    pub late: bool,
    /// The round of dispatch that it followed.
    pub round: u32,
}

impl Incident {
    /// Its number.
    #[must_use]
    pub const fn number(&self) -> &IncidentId {
        &self.received.number
    }

    /// The car that leads and is not yet released.
    #[must_use]
    pub fn lead(&self) -> Option<&Assignment> {
        self.units
            .iter()
            .rev()
            .find(|one| one.lead && one.released_at.is_none())
    }

    /// The cars that are bound to it now.
    pub fn active_units(&self) -> impl Iterator<Item = &Assignment> {
        self.units.iter().filter(|one| one.released_at.is_none())
    }

    /// The clock of this kind that runs or waits now.
    #[must_use]
    pub fn open_clock(&self, kind: ClockKind) -> Option<&Clock> {
        self.clocks
            .iter()
            .rev()
            .find(|clock| clock.kind == kind && clock.is_open())
    }

    /// The last clock of this kind, open or not.
    #[must_use]
    pub fn last_clock(&self, kind: ClockKind) -> Option<&Clock> {
        self.clocks.iter().rev().find(|clock| clock.kind == kind)
    }

    /// The next moment at which a clock warns, breaches or goes on after a pause.
    #[must_use]
    pub fn next_alarm(&self) -> Option<Timestamp> {
        self.clocks.iter().filter_map(Clock::next_alarm).min()
    }

    /// The limit that is due next among the clocks that run.
    #[must_use]
    pub fn next_due(&self) -> Option<Timestamp> {
        self.clocks
            .iter()
            .filter(|clock| clock.is_open() && clock.breach.is_none())
            .map(|clock| clock.due_at)
            .min()
    }
}
