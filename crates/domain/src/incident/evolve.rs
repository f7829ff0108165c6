//! State from events. Total: any event in any state, however odd, changes what it can and never
//! panics, so that the log can always be read.

use super::{
    case::{self, CaseFile},
    clock::{Breach, Clock, ClockEnd, ClockKind, ClockStart, Pause},
    event::{FollowUpResult, IncidentEvent},
    kinds::Phase,
    state::{Arrival, Assignment, FollowUp, Incident, Referral, Relief},
};
use crate::{ids::MemberId, ids::UnitId, places::AreaBy, time::Timestamp};

/// The times of an event and whether it was entered late.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Stamp {
    /// When it happened.
    pub occurred_at: Timestamp,
    /// When it was recorded.
    pub recorded_at: Timestamp,
    /// Whether it was entered late (补报).
    pub late: bool,
}

/// The state after an event. Before [`IncidentEvent::Received`] there is no incident, and a second
/// one changes nothing.
#[must_use]
pub fn evolve(state: Option<Incident>, event: &IncidentEvent, stamp: Stamp) -> Option<Incident> {
    let Some(mut incident) = state else {
        return match event {
            IncidentEvent::Received(received) => Some(Incident {
                clocks: received
                    .answer
                    .iter()
                    .map(|clock| Clock::start(clock, stamp.occurred_at))
                    .collect(),
                area: received.area.clone(),
                area_by: received.area.as_ref().map(|_| match &received.located {
                    Some(_) => AreaBy::Gazetteer,
                    None => AreaBy::Position,
                }),
                received: received.clone(),
                received_at: stamp.occurred_at,
                recorded_at: stamp.recorded_at,
                phase: Phase::Received,
                category: None,
                subcategory: None,
                units: Vec::new(),
                referrals: Vec::new(),
                follow_ups: Vec::new(),
                case: CaseFile {
                    pushes: received.push.iter().cloned().collect(),
                    ..CaseFile::default()
                },
                outcome: None,
                station: None,
                merged_into: None,
                round: 1,
                late_entries: u32::from(stamp.late),
                intervened: false,
                last_step_at: stamp.occurred_at,
                last_recorded_at: stamp.recorded_at,
                closed_at: None,
                refusals: Vec::new(),
                alerts: Vec::new(),
                rank: 0,
            }),
            _ => None,
        };
    };
    advance(&mut incident, event, stamp);
    Some(incident)
}

/// The same in place, for a decision that adds event after event.
pub(super) fn advance(incident: &mut Incident, event: &IncidentEvent, stamp: Stamp) {
    apply(incident, event, stamp);
    incident.late_entries = incident.late_entries.saturating_add(u32::from(stamp.late));
    incident.last_recorded_at = incident.last_recorded_at.max(stamp.recorded_at);
}

fn apply(incident: &mut Incident, event: &IncidentEvent, stamp: Stamp) {
    let at = stamp.occurred_at;
    match event {
        IncidentEvent::Received(_) | IncidentEvent::CallerRevealed { .. } => {}
        IncidentEvent::Classified {
            category,
            subcategory,
            area,
            ..
        } => {
            incident.category = Some(*category);
            incident.subcategory.clone_from(subcategory);
            if area.is_some() {
                incident.area.clone_from(area);
                incident.area_by = Some(AreaBy::ByHand);
            }
            if incident.phase == Phase::Received {
                step(incident, Phase::Classified, at);
            }
        }
        IncidentEvent::ReturnedToPolice { station, .. } => {
            incident.station = Some(station.clone());
            leave(incident, Phase::ReturnedToPolice, at);
        }
        IncidentEvent::Case(event) => case::apply(incident, event, stamp),
        IncidentEvent::Accepted => step(incident, Phase::Accepted, at),
        IncidentEvent::UnitAssigned { unit, crew, clocks } => {
            bind(incident, unit, crew, true, at);
            start(incident, clocks, at);
            step(incident, Phase::Assigned, at);
        }
        IncidentEvent::Acknowledged { unit } => {
            let leads = with_unit(incident, unit, |one| {
                one.acknowledged_at.get_or_insert(at);
            });
            if leads && incident.phase == Phase::Assigned {
                step(incident, Phase::Acknowledged, at);
            }
        }
        IncidentEvent::Arrived { unit, how } => {
            let leads = with_unit(incident, unit, |one| {
                one.arrival.get_or_insert(Arrival {
                    at,
                    how: *how,
                    late: stamp.late,
                });
            });
            if leads && matches!(incident.phase, Phase::Assigned | Phase::Acknowledged) {
                step(incident, Phase::Arrived, at);
                meet(incident, ClockKind::Arrive, None, stamp);
            }
        }
        IncidentEvent::CrewRelieved { unit, crew } => {
            with_unit(incident, unit, |one| {
                let before = std::mem::replace(&mut one.crew, crew.clone());
                for member in &before {
                    if !crew.contains(member) && !one.relieved.contains(member) {
                        one.relieved.push(member.clone());
                    }
                }
                one.reliefs.push(Relief { at, crew: before });
            });
        }
        IncidentEvent::FeedbackGiven { .. } => {
            meet(incident, ClockKind::Feedback, None, stamp);
            step(incident, Phase::FeedbackGiven, at);
        }
        IncidentEvent::Disposed {
            outcome, clocks, ..
        } => {
            incident.outcome = Some(*outcome);
            meet(incident, ClockKind::Dispose, None, stamp);
            release_all(incident, at);
            start(incident, clocks, at);
            step(incident, Phase::Disposed, at);
        }
        IncidentEvent::Reviewed { .. } => step(incident, Phase::Reviewed, at),
        IncidentEvent::Referred {
            referral,
            department,
            reason,
            clocks,
        } => {
            incident.referrals.push(Referral {
                number: *referral,
                department: department.clone(),
                reason: reason.clone(),
                referred_at: at,
                accepted_at: None,
                result: None,
                turned_back: None,
                extensions: Vec::new(),
            });
            // The follow-up waits for the department: its clock begins anew with the last result.
            end_all(
                incident,
                |clock| clock.kind == ClockKind::FollowUp,
                ClockEnd::Void,
            );
            start(incident, clocks, at);
            step(incident, Phase::Referred, at);
        }
        IncidentEvent::ReferralAccepted { referral } => {
            if let Some(one) = incident
                .referrals
                .iter_mut()
                .find(|one| one.number == *referral)
            {
                one.accepted_at.get_or_insert(at);
            }
            meet(incident, ClockKind::ReferralAccept, Some(*referral), stamp);
            let phase = referral_phase(incident);
            step(incident, phase, at);
        }
        IncidentEvent::DepartmentDisposed {
            referral,
            result,
            clocks,
        } => {
            if let Some(one) = incident
                .referrals
                .iter_mut()
                .find(|one| one.number == *referral)
            {
                one.result.get_or_insert_with(|| (at, result.clone()));
            }
            meet(incident, ClockKind::ReferralDispose, Some(*referral), stamp);
            // Departments report in any order: the follow-up waits from the latest result on.
            start(incident, clocks, at.max(incident.last_step_at));
            let phase = referral_phase(incident);
            step(incident, phase, at);
        }
        IncidentEvent::FollowedUp(result) => {
            let round = incident.round;
            incident.follow_ups.push(FollowUp {
                at,
                result: result.clone(),
                late: stamp.late,
                round,
                link: None,
                words: None,
                sampled: incident.follow_up_due(),
            });
            let reached = matches!(result, FollowUpResult::Reached { .. });
            if reached {
                meet(incident, ClockKind::FollowUp, None, stamp);
            }
            step(incident, Phase::FollowedUp, at);
        }
        IncidentEvent::Closed { .. } => {
            incident.closed_at.get_or_insert(at);
            incident.case.wish = None;
            // Closing is the answer that the hotline waits for.
            meet(incident, ClockKind::Answer, None, stamp);
            leave(incident, Phase::Closed, at);
        }
        IncidentEvent::Reopened { .. } => {
            incident.round = incident.round.saturating_add(1);
            incident.case.wish = None;
            // The hotline goes on waiting for its answer.
            end_all(
                incident,
                |clock| clock.kind != ClockKind::Answer,
                ClockEnd::Void,
            );
            step(incident, Phase::Accepted, at);
        }
        IncidentEvent::Reinforced { unit, crew, .. } => bind(incident, unit, crew, false, at),
        IncidentEvent::Intervened { .. } => incident.intervened = true,
        IncidentEvent::Reassigned {
            from,
            to,
            crew,
            clocks,
            ..
        } => {
            for one in incident
                .units
                .iter_mut()
                .filter(|one| one.unit == *from && one.released_at.is_none())
            {
                release(one, at);
            }
            bind(incident, to, crew, true, at);
            if !clocks.is_empty() {
                end_all(
                    incident,
                    |clock| clocks.iter().any(|new| new.clock == clock.kind),
                    ClockEnd::Void,
                );
                start(incident, clocks, at);
            }
            step(incident, Phase::Assigned, at);
        }
        IncidentEvent::Merged { into, .. } => {
            incident.merged_into = Some(into.clone());
            leave(incident, Phase::Merged, at);
        }
        IncidentEvent::Cancelled { .. } => leave(incident, Phase::Cancelled, at),
        IncidentEvent::ClockWarned { clock, nth } => {
            with_clock(incident, *clock, *nth, |clock| clock.warned = true);
        }
        IncidentEvent::ClockBreached { clock, nth, cause } => {
            with_clock(incident, *clock, *nth, |clock| {
                clock.breach.get_or_insert(Breach {
                    cause: *cause,
                    explanation: None,
                });
            })
        }
        IncidentEvent::BreachExplained { clock, nth, reason } => {
            with_clock(incident, *clock, *nth, |clock| {
                if let Some(breach) = &mut clock.breach {
                    breach.explanation = Some(reason.clone());
                }
            })
        }
        IncidentEvent::ClockPaused {
            clock,
            nth,
            reason,
            until,
        } => with_clock(incident, *clock, *nth, |clock| {
            if clock.is_open() && clock.pause.is_none() {
                clock.pause = Some(Pause {
                    since: at,
                    until: *until,
                    reason: reason.clone(),
                });
                clock.pauses = clock.pauses.saturating_add(1);
            }
        }),
        IncidentEvent::ClockResumed {
            clock,
            nth,
            due_at,
            warn_at,
        } => with_clock(incident, *clock, *nth, |clock| {
            if clock.pause.take().is_some() {
                clock.due_at = clock.due_at.max(*due_at);
                clock.warn_at = clock.warn_at.max(*warn_at);
            }
        }),
        IncidentEvent::AssignmentRefused { .. }
        | IncidentEvent::TownUncovered { .. }
        | IncidentEvent::ArrivalProposed { .. }
        | IncidentEvent::CheckInSet { .. }
        | IncidentEvent::CheckInAsked { .. }
        | IncidentEvent::CheckInAnswered { .. }
        | IncidentEvent::CheckInMissed { .. }
        | IncidentEvent::EscalationSet { .. }
        | IncidentEvent::Escalated { .. }
        | IncidentEvent::AlertAcknowledged { .. }
        | IncidentEvent::Prioritised { .. } => super::watch::apply(incident, event, stamp),
    }
}

pub(super) fn step(incident: &mut Incident, phase: Phase, at: Timestamp) {
    incident.phase = phase;
    incident.last_step_at = incident.last_step_at.max(at);
}

fn leave(incident: &mut Incident, phase: Phase, at: Timestamp) {
    release_all(incident, at);
    end_all(incident, |_| true, ClockEnd::Void);
    step(incident, phase, at);
}

fn bind(incident: &mut Incident, unit: &UnitId, crew: &[MemberId], lead: bool, at: Timestamp) {
    incident.units.push(Assignment {
        unit: unit.clone(),
        crew: crew.to_vec(),
        relieved: Vec::new(),
        reliefs: Vec::new(),
        lead,
        assigned_at: at,
        acknowledged_at: None,
        arrival: None,
        released_at: None,
        round: incident.round,
        arrival_proposed_at: None,
        check_in: None,
    });
}

fn release_all(incident: &mut Incident, at: Timestamp) {
    for one in &mut incident.units {
        release(one, at);
    }
}

/// Frees a car; never before it was sent or had reported, whatever a late entry claims.
pub(super) fn release(one: &mut Assignment, at: Timestamp) {
    let reported = one
        .arrival
        .map(|arrival| arrival.at)
        .max(one.acknowledged_at);
    let earliest = reported.unwrap_or(one.assigned_at).max(one.assigned_at);
    one.released_at.get_or_insert(at.max(earliest));
}

/// Changes the active assignment of a car; says whether it leads.
pub(super) fn with_unit(
    incident: &mut Incident,
    unit: &UnitId,
    change: impl FnOnce(&mut Assignment),
) -> bool {
    let found = incident
        .units
        .iter_mut()
        .rev()
        .find(|one| one.unit == *unit && one.released_at.is_none());
    found.is_some_and(|one| {
        change(one);
        one.lead
    })
}

pub(super) fn with_clock(
    incident: &mut Incident,
    kind: ClockKind,
    nth: u32,
    change: impl FnOnce(&mut Clock),
) {
    if let Some(clock) = incident
        .clocks
        .iter_mut()
        .rev()
        .find(|clock| clock.kind == kind && clock.nth == nth)
    {
        change(clock);
    }
}

pub(super) fn start(incident: &mut Incident, clocks: &[ClockStart], at: Timestamp) {
    incident
        .clocks
        .extend(clocks.iter().map(|clock| Clock::start(clock, at)));
}

/// Ends the open clock of a kind because what it waited for happened.
pub(super) fn meet(incident: &mut Incident, kind: ClockKind, nth: Option<u32>, stamp: Stamp) {
    let waits = |clock: &&mut Clock| {
        clock.kind == kind && clock.is_open() && nth.is_none_or(|nth| clock.nth == nth)
    };
    if let Some(clock) = incident.clocks.iter_mut().rev().find(waits) {
        clock.pause = None;
        clock.end = Some(ClockEnd::Met {
            at: stamp.occurred_at,
            late: stamp.late,
        });
    }
}

pub(super) fn end_all(incident: &mut Incident, which: impl Fn(&Clock) -> bool, end: ClockEnd) {
    for clock in incident
        .clocks
        .iter_mut()
        .filter(|clock| clock.is_open() && which(clock))
    {
        clock.pause = None;
        clock.end = Some(end);
    }
}

/// Where referrals leave the incident: the slowest department decides. When the last one has come
/// back and some part was given back that nobody else was asked for, the desk decides anew.
pub(super) fn referral_phase(incident: &Incident) -> Phase {
    let mut open = incident.referrals.iter().filter(|one| one.is_open());
    match open.next() {
        None if incident.waits_for_referral() => Phase::Reviewed,
        None => Phase::DepartmentDisposed,
        Some(first) if first.accepted_at.is_some() && open.all(|one| one.accepted_at.is_some()) => {
            Phase::ReferralAccepted
        }
        Some(_) => Phase::Referred,
    }
}
