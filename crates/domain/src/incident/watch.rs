//! What stands beside the line and is watched: refused assignments, checks on crews, and matters
//! that stay unanswered.

use super::{
    clock::{ClockEnd, ClockKind},
    event::IncidentEvent,
    evolve::{Stamp, end_all, meet, release, step, with_unit},
    kinds::{Phase, words},
    state::Incident,
};
use crate::{dispatch::MatterKind, ids::UnitId, roles::Role, time::Timestamp};
use serde::{Deserialize, Serialize};

words! {
    /// A crew's answer to the question whether it is well.
    CrewAnswer {
        /// All is well.
        AllWell = "all_well", "平安";
        /// The crew needs help.
        NeedHelp = "need_help", "需要支援";
    }
}

/// What stands unanswered. JSON: `{"matter": "clock", "clock": "arrive", "nth": 1}`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case", tag = "matter", deny_unknown_fields)]
pub enum Matter {
    /// A limit that passed, or is about to.
    Clock {
        /// Which clock.
        clock: ClockKind,
        /// Which one of its kind.
        nth: u32,
    },
    /// A refused assignment.
    Refusal {
        /// Which one of the incident, from 1.
        nth: u32,
    },
    /// An accepted incident without a car.
    NoCar {
        /// Which wait of the incident, from 1.
        nth: u32,
    },
    /// A crew that did not answer.
    CheckIn {
        /// The car.
        unit: UnitId,
        /// Which check of the incident, from 1.
        nth: u32,
    },
    /// A crew that needs help.
    Help {
        /// The car.
        unit: UnitId,
        /// The check at which it said so.
        nth: u32,
    },
}

impl Matter {
    /// Its kind, by which the policy says who is told.
    #[must_use]
    pub const fn kind(&self) -> MatterKind {
        match self {
            Self::Clock { clock, .. } => match clock {
                ClockKind::Arrive => MatterKind::Arrive,
                ClockKind::Feedback => MatterKind::Feedback,
                ClockKind::Dispose => MatterKind::Dispose,
                ClockKind::ReferralAccept => MatterKind::ReferralAccept,
                ClockKind::ReferralDispose => MatterKind::ReferralDispose,
                ClockKind::FollowUp => MatterKind::FollowUp,
                ClockKind::Answer => MatterKind::Answer,
            },
            Self::Refusal { .. } => MatterKind::Refusal,
            Self::NoCar { .. } => MatterKind::NoCar,
            Self::CheckIn { .. } => MatterKind::CheckIn,
            Self::Help { .. } => MatterKind::Help,
        }
    }

    /// A short name of it, unique within its incident: `arrive-1`.
    #[must_use]
    pub fn code(&self) -> String {
        let nth = match self {
            Self::Clock { nth, .. }
            | Self::Refusal { nth }
            | Self::NoCar { nth }
            | Self::CheckIn { nth, .. }
            | Self::Help { nth, .. } => nth,
        };
        format!("{}-{nth}", self.kind().code())
    }

    /// The car that it is about, where it is about one.
    #[must_use]
    pub const fn unit(&self) -> Option<&UnitId> {
        match self {
            Self::CheckIn { unit, .. } | Self::Help { unit, .. } => Some(unit),
            _ => None,
        }
    }
}

/// An assignment that a crew refused (拒单).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Refusal {
    /// The car.
    pub unit: UnitId,
    /// Why.
    pub reason: Box<str>,
    /// When.
    pub at: Timestamp,
    /// How many assignments there were by then: one more answers the refusal.
    pub assignments: usize,
}

/// A matter that stands or stood unanswered (提醒).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Alert {
    /// What.
    pub about: Matter,
    /// Since when.
    pub begun_at: Timestamp,
    /// The level reached; 0 before anybody is told.
    pub level: u32,
    /// Who was told, in order of first telling.
    pub to_roles: Vec<Role>,
    /// Crews that were told.
    pub to_units: Vec<UnitId>,
    /// When somebody was told last.
    pub told_at: Option<Timestamp>,
    /// When the next level is told.
    pub next_at: Option<Timestamp>,
    /// When a person acknowledged it.
    pub acknowledged_at: Option<Timestamp>,
}

/// A check on a crew on scene (现场安全确认).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CheckIn {
    /// Which check of the incident, from 1.
    pub nth: u32,
    /// When the crew is asked.
    pub ask_at: Timestamp,
    /// Seconds to answer.
    pub answer_seconds: i64,
    /// Last second to answer, once asked.
    pub answer_by: Option<Timestamp>,
    /// Whether the crew did not answer in time.
    pub missed: bool,
    /// Whether the crew has answered.
    pub answered: bool,
}

impl CheckIn {
    /// When something is due next: the question, or the alarm.
    #[must_use]
    pub const fn next(&self) -> Option<Timestamp> {
        match self.answer_by {
            _ if self.missed || self.answered => None,
            Some(by) => Some(by.plus(1)),
            None => Some(self.ask_at),
        }
    }
}

impl Incident {
    /// The matters that stand and that nobody has acknowledged.
    pub fn open_alerts(&self) -> impl Iterator<Item = &Alert> {
        self.alerts
            .iter()
            .filter(|one| one.acknowledged_at.is_none() && self.stands(&one.about))
    }

    /// Whether a matter still waits for what would settle it.
    #[must_use]
    pub fn stands(&self, about: &Matter) -> bool {
        let active = |unit: &UnitId| self.active_units().find(|one| one.unit == *unit);
        match about {
            Matter::Clock { clock, nth } => self
                .clocks
                .iter()
                .find(|one| one.kind == *clock && one.nth == *nth)
                // A pause stops the telling too, until it ends or the limit is past all help.
                .is_some_and(|one| one.is_open() && (one.pause.is_none() || one.breach.is_some())),
            Matter::Refusal { nth } => {
                let index = usize::try_from(*nth).unwrap_or(0).checked_sub(1);
                let refusal = index.and_then(|at| self.refusals.get(at));
                self.phase.is_before_disposed()
                    && refusal.is_some_and(|one| self.units.len() <= one.assignments)
            }
            Matter::NoCar { nth } => self.phase == Phase::Accepted && self.waits() == *nth,
            Matter::CheckIn { unit, nth } => active(unit)
                .and_then(|one| one.check_in.as_ref())
                .is_some_and(|check| check.nth == *nth && check.missed),
            Matter::Help { unit, .. } => active(unit).is_some(),
        }
    }

    /// Which wait for a car this is, from 1: each round and each refusal begins one.
    #[must_use]
    pub fn waits(&self) -> u32 {
        let refused = u32::try_from(self.refusals.len()).unwrap_or(u32::MAX);
        self.round.saturating_add(refused)
    }

    /// The number of the next check on a crew.
    #[must_use]
    pub(super) fn next_check(&self) -> u32 {
        let checks = self.units.iter().filter_map(|one| one.check_in.as_ref());
        let last = checks.map(|one| one.nth).max().unwrap_or(0);
        last.saturating_add(1)
    }

    /// When a crew is asked or has not answered, or somebody is told of a matter.
    pub(super) fn next_watch(&self) -> Option<Timestamp> {
        if self.phase.is_over() {
            return None;
        }
        let checks = self
            .active_units()
            .filter_map(|one| one.check_in.as_ref()?.next());
        let alerts = self.open_alerts().filter_map(|one| one.next_at);
        checks.chain(alerts).min()
    }
}

/// What the events of this page do. Total, as all of it.
pub(super) fn apply(incident: &mut Incident, event: &IncidentEvent, stamp: Stamp) {
    let at = stamp.occurred_at;
    match event {
        IncidentEvent::AssignmentRefused {
            unit,
            reason,
            now_leads,
            voids_clocks,
        } => refused(
            incident,
            unit,
            reason,
            now_leads.as_ref(),
            *voids_clocks,
            stamp,
        ),
        IncidentEvent::ArrivalProposed { unit, .. } => {
            with_unit(incident, unit, |one| {
                one.arrival_proposed_at.get_or_insert(at);
            });
        }
        IncidentEvent::CheckInSet {
            unit,
            nth,
            ask_at,
            answer_seconds,
        } => {
            with_unit(incident, unit, |one| {
                one.check_in = Some(CheckIn {
                    nth: *nth,
                    ask_at: *ask_at,
                    answer_seconds: *answer_seconds,
                    answer_by: None,
                    missed: false,
                    answered: false,
                });
            });
        }
        IncidentEvent::CheckInAsked {
            unit,
            nth,
            answer_by,
        } => with_check(incident, unit, *nth, |check| {
            check.answer_by = Some(*answer_by);
        }),
        IncidentEvent::CheckInAnswered { unit, nth, .. } => {
            with_check(incident, unit, *nth, |check| {
                check.missed = false;
                check.answered = true;
            });
        }
        IncidentEvent::CheckInMissed { unit, nth } => {
            with_check(incident, unit, *nth, |check| check.missed = true);
        }
        IncidentEvent::EscalationSet {
            about,
            begun_at,
            next_at,
        } => {
            let alert = alert_of(incident, about, *begun_at);
            alert.next_at = *next_at;
        }
        IncidentEvent::Escalated {
            about,
            begun_at,
            level,
            to_roles,
            to_units,
            next_at,
        } => {
            let alert = alert_of(incident, about, *begun_at);
            alert.level = alert.level.max(*level);
            alert.told_at = Some(at);
            alert.next_at = *next_at;
            for role in to_roles {
                if !alert.to_roles.contains(role) {
                    alert.to_roles.push(*role);
                }
            }
            for unit in to_units {
                if !alert.to_units.contains(unit) {
                    alert.to_units.push(unit.clone());
                }
            }
        }
        IncidentEvent::AlertAcknowledged { about, .. } => {
            let mut alerts = incident.alerts.iter_mut().rev();
            if let Some(alert) = alerts.find(|one| one.about == *about) {
                alert.acknowledged_at.get_or_insert(at);
                alert.next_at = None;
            }
        }
        IncidentEvent::Prioritised { rank, .. } => incident.rank = *rank,
        _ => {}
    }
}

fn refused(
    incident: &mut Incident,
    unit: &UnitId,
    reason: &str,
    now_leads: Option<&UnitId>,
    voids_clocks: bool,
    stamp: Stamp,
) {
    let at = stamp.occurred_at;
    let led = with_unit(incident, unit, |one| release(one, at));
    incident.refusals.push(Refusal {
        unit: unit.clone(),
        reason: reason.into(),
        at,
        assignments: incident.units.len(),
    });
    if voids_clocks {
        let of_dispatch = |clock: &super::clock::Clock| {
            matches!(
                clock.kind,
                ClockKind::Arrive | ClockKind::Feedback | ClockKind::Dispose
            )
        };
        end_all(incident, of_dispatch, ClockEnd::Void);
    }
    if !led || !incident.phase.has_unit() {
        return;
    }
    let Some(next) = now_leads else {
        step(incident, Phase::Accepted, at);
        return;
    };
    let mut stands = None;
    with_unit(incident, next, |one| {
        one.lead = true;
        stands = Some((one.assigned_at, one.acknowledged_at, one.arrival));
    });
    // The line goes on from the latest report of the car that leads now.
    let reported = stands.and_then(|(assigned_at, acknowledged_at, arrival)| {
        let reports = [
            Some(assigned_at),
            acknowledged_at,
            arrival.map(|one| one.at),
        ];
        reports.into_iter().flatten().max()
    });
    let at = reported.map_or(at, |reported| reported.max(at));
    match stands {
        // The car that leads now was there before: the arrival is its own.
        Some((_, _, Some(arrival))) => {
            step(incident, Phase::Arrived, at);
            let arrived = Stamp {
                occurred_at: arrival.at,
                late: arrival.late,
                ..stamp
            };
            meet(incident, ClockKind::Arrive, None, arrived);
        }
        Some((_, Some(_), None)) => step(incident, Phase::Acknowledged, at),
        Some((_, None, None)) => step(incident, Phase::Assigned, at),
        None => step(incident, Phase::Accepted, at),
    }
}

fn with_check(incident: &mut Incident, unit: &UnitId, nth: u32, change: impl FnOnce(&mut CheckIn)) {
    with_unit(incident, unit, |one| {
        if let Some(check) = one.check_in.as_mut().filter(|check| check.nth == nth) {
            change(check);
        }
    });
}

/// The alert about a matter, made when it is not there.
fn alert_of<'a>(incident: &'a mut Incident, about: &Matter, begun_at: Timestamp) -> &'a mut Alert {
    let known = incident.alerts.iter().position(|one| one.about == *about);
    let index = known.unwrap_or_else(|| {
        incident.alerts.push(Alert {
            about: about.clone(),
            begun_at,
            level: 0,
            to_roles: Vec::new(),
            to_units: Vec::new(),
            told_at: None,
            next_at: None,
            acknowledged_at: None,
        });
        incident.alerts.len() - 1
    });
    &mut incident.alerts[index]
}
