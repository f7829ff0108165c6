//! An incident as its events make it.

use super::{
    case::{CaseFile, DrawReason, Extension, TurnedBack},
    clock::{Clock, ClockKind},
    event::{FollowUpResult, Received},
    kinds::{ArrivalSource, CategoryCode, DisposalOutcome, Phase},
    watch::{Alert, CheckIn, Refusal},
};
use crate::{
    geo::Place,
    ids::{AreaId, DepartmentId, IncidentId, ItemId, MemberId, StationId, UnitId},
    places::AreaBy,
    policy::Sampling,
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
    /// How the area is known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub area_by: Option<AreaBy>,
    /// The cars, in order of assignment, released ones too.
    pub units: Vec<Assignment>,
    /// All clocks that ever ran.
    pub clocks: Vec<Clock>,
    /// The referrals, in order.
    pub referrals: Vec<Referral>,
    /// The follow-up calls, in order.
    pub follow_ups: Vec<FollowUp>,
    /// What it has beside its line.
    pub case: CaseFile,
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
    /// The assignments that crews refused, in order.
    pub refusals: Vec<Refusal>,
    /// What stood unanswered, in order, settled matters too.
    pub alerts: Vec<Alert>,
    /// The commander's order in which it gets a car: 1 goes first; 0 is none.
    pub rank: u32,
}

/// A car bound to an incident.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Assignment {
    /// The car.
    pub unit: UnitId,
    /// The members on duty in it: those of the assignment, or those who took over from them.
    pub crew: Vec<MemberId>,
    /// Members who had begun and were relieved by the next shift (交接班).
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub relieved: Vec<MemberId>,
    /// The crews that were relieved, in order, each with the moment: who answers for what was due.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub reliefs: Vec<Relief>,
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
    /// The round of dispatch in which it was bound.
    pub round: u32,
    /// When its position said that it had arrived, where that was proposed.
    pub arrival_proposed_at: Option<Timestamp>,
    /// The check on its crew that comes next or stands.
    pub check_in: Option<CheckIn>,
}

/// A crew that was relieved by the next shift (交接班).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Relief {
    /// When.
    pub at: Timestamp,
    /// The members in the car until then.
    pub crew: Vec<MemberId>,
}

impl Assignment {
    /// The members in the car at a moment: those before the first relief after it.
    #[must_use]
    pub fn crew_at(&self, at: Timestamp) -> &[MemberId] {
        let before = self.reliefs.iter().find(|relief| at < relief.at);
        before.map_or(&self.crew, |relief| &relief.crew)
    }

    /// Everybody who was in the car, relieved or not, each once.
    pub fn everybody(&self) -> impl Iterator<Item = &MemberId> {
        let relieved = self.relieved.iter();
        relieved
            .filter(|member| !self.crew.contains(member))
            .chain(&self.crew)
    }
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
    /// How it came back without a result.
    pub turned_back: Option<TurnedBack>,
    /// The extensions that were asked for, in order.
    pub extensions: Vec<Extension>,
}

impl Referral {
    /// Whether the department is still at work.
    #[must_use]
    pub const fn is_open(&self) -> bool {
        self.result.is_none() && self.turned_back.is_none()
    }

    /// The extension that waits for an answer.
    #[must_use]
    pub fn asked_extension(&self) -> Option<&Extension> {
        self.extensions.iter().find(|one| one.answer.is_none())
    }

    /// How many extensions were granted.
    #[must_use]
    pub fn granted_extensions(&self) -> usize {
        let answers = self.extensions.iter().filter_map(|one| one.answer.as_ref());
        answers.filter(|one| one.granted_until.is_some()).count()
    }
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
    /// The rating link by which the caller graded, where nobody called.
    pub link: Option<u32>,
    /// What the caller wrote with it.
    pub words: Option<Box<str>>,
    /// Whether the lot, or the rule that everybody is asked, wanted it.
    pub sampled: bool,
}

impl Incident {
    /// Its number.
    #[must_use]
    pub const fn number(&self) -> &IncidentId {
        &self.received.number
    }

    /// Where it is: the place given, or else the one that the gazetteer proposes for the address.
    #[must_use]
    pub fn position(&self) -> Option<Place> {
        let proposed = self.received.located.as_ref().and_then(|one| one.place);
        self.received.place.or(proposed)
    }

    /// The car that leads and is not yet released.
    #[must_use]
    pub fn lead(&self) -> Option<&Assignment> {
        self.units
            .iter()
            .rev()
            .find(|one| one.lead && one.released_at.is_none())
    }

    /// Why the caller is followed up under a rule of sampling; nothing when the lot passes it over.
    ///
    /// `lot` is the incident's own, 0 to 999; `breached` whether any clock was.
    #[must_use]
    pub fn reasons_to_follow_up(
        &self,
        sampling: Sampling,
        lot: u16,
        breached: bool,
    ) -> Vec<DrawReason> {
        let complained = |one: &FollowUp| matches!(&one.result, FollowUpResult::Reached { complaint, .. } if complaint.is_some());
        let complaint = self.round > 1 || self.follow_ups.iter().any(complained);
        let all = [
            (lot < sampling.share_per_mille, DrawReason::Lot),
            (sampling.complaints && complaint, DrawReason::Complaint),
            (sampling.breached && breached, DrawReason::Breached),
        ];
        let held = all.into_iter().filter(|(holds, _)| *holds);
        held.map(|(_, reason)| reason).collect()
    }

    /// Whether the caller is to be followed up before it can be closed: unless the lot passed it over.
    #[must_use]
    pub fn follow_up_due(&self) -> bool {
        self.case
            .draw
            .as_ref()
            .is_none_or(|draw| draw.due || draw.round != self.round)
    }

    /// Whether some department gave it back without a result and nobody was asked after that.
    #[must_use]
    pub fn waits_for_referral(&self) -> bool {
        let asked = self.referrals.len();
        let mut back = self
            .referrals
            .iter()
            .filter_map(|one| one.turned_back.as_ref());
        back.any(|back| back.asked_before == asked)
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

    /// The next moment at which a clock warns, breaches or goes on after a pause, a crew is asked or
    /// has not answered, or somebody is told of what is unanswered.
    #[must_use]
    pub fn next_alarm(&self) -> Option<Timestamp> {
        let clocks = self.clocks.iter().filter_map(Clock::next_alarm).min();
        clocks.into_iter().chain(self.next_watch()).min()
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
