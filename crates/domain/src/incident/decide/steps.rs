//! The commands, one by one.

use super::{MOST_CHARACTERS, Run};
use crate::{
    ids::{AreaId, IncidentId, ItemId, UnitId},
    incident::{
        clock::{Clock, ClockKind},
        command::IncidentCommand as C,
        event::{FollowUpResult, IncidentEvent as E},
        kinds::{CategoryCode, Phase},
        reject::Rejection as R,
    },
    time::Timestamp,
};

impl Run<'_> {
    pub(super) fn step(&mut self, command: &C, time_given: bool) -> Result<(), R> {
        match command {
            C::Confirm {
                category,
                subcategory,
                area,
                in_spite_of_hazards,
            } => self.confirm(
                *category,
                subcategory.as_ref(),
                area.as_ref(),
                in_spite_of_hazards.as_deref(),
            ),
            C::ReturnToPolice { station, reason } => {
                let reason = text("reason", reason)?;
                if self.context.registry.station(station).is_none() {
                    return Err(R::UnknownStation(station.clone()));
                }
                self.before_void();
                self.done(E::ReturnedToPolice {
                    station: station.clone(),
                    reason,
                })
            }
            C::Accept => self.done(E::Accepted),
            C::Assign { unit } => {
                self.check_free(unit)?;
                let (crew, clocks) = (
                    self.context.registry.crew_on_duty(unit, self.occurred_at),
                    self.dispatch_clocks(),
                );
                self.done(E::UnitAssigned {
                    unit: unit.clone(),
                    crew,
                    clocks,
                })
            }
            C::Acknowledge { unit } => {
                let unit = self.reporting(unit.as_ref(), |one| {
                    one.acknowledged_at.is_some() || one.arrival.is_some()
                })?;
                self.done(E::Acknowledged { unit })
            }
            C::Arrive { unit, how } => {
                let unit = self.reporting(unit.as_ref(), |one| one.arrival.is_some())?;
                if self.incident.lead().is_some_and(|lead| lead.unit == unit) {
                    self.before_end_of(ClockKind::Arrive, None);
                }
                self.done(E::Arrived { unit, how: *how })
            }
            C::Feedback { text: report } => {
                let report = text("text", report)?;
                self.before_end_of(ClockKind::Feedback, None);
                self.done(E::FeedbackGiven { text: report })
            }
            C::Dispose {
                outcome,
                text: report,
            } => {
                let report = text("text", report)?;
                if self.incident.phase == Phase::Arrived {
                    self.before_end_of(ClockKind::Feedback, None);
                    self.happen(E::FeedbackGiven {
                        text: report.clone(),
                    });
                }
                self.before_end_of(ClockKind::Dispose, None);
                let clocks = vec![self.clock(
                    ClockKind::FollowUp,
                    self.incident.round,
                    self.context.policy.follow_up,
                )];
                self.done(E::Disposed {
                    outcome: *outcome,
                    text: report,
                    clocks,
                })
            }
            C::Review { finding } => {
                let finding = text("finding", finding)?;
                self.done(E::Reviewed { finding })
            }
            C::Refer { department, reason } => self.refer(department, reason),
            C::AcceptReferral { referral } => self.accept_referral(*referral),
            C::DepartmentDispose { referral, result } => self.department_dispose(*referral, result),
            C::FollowUp { outcome } => self.follow_up(outcome),
            C::Close { note } => self.close(note.as_deref()),
            C::Reopen { reason } => {
                let reason = text("reason", reason)?;
                self.before_void();
                self.done(E::Reopened { reason })
            }
            C::Reinforce { unit, reason } => {
                let reason = text("reason", reason)?;
                self.check_free(unit)?;
                let crew = self.context.registry.crew_on_duty(unit, self.occurred_at);
                self.done(E::Reinforced {
                    unit: unit.clone(),
                    crew,
                    reason,
                })
            }
            C::Intervene { reason } => {
                let reason = text("reason", reason)?;
                self.done(E::Intervened { reason })
            }
            C::Reassign { unit, reason } => self.reassign(unit, reason),
            C::Merge { into, reason } => self.merge(into, reason),
            C::Cancel { reason } => {
                let reason = text("reason", reason)?;
                self.before_void();
                self.done(E::Cancelled { reason })
            }
            C::PauseClock {
                clock,
                reason,
                until,
            } => self.pause(*clock, reason, *until, time_given),
            C::ResumeClock { clock } => self.resume_asked(*clock, time_given),
            C::ExplainBreach { clock, reason } => {
                let reason = text("reason", reason)?;
                let breached = self
                    .incident
                    .clocks
                    .iter()
                    .rev()
                    .find(|one| one.kind == *clock && one.breach.is_some());
                let nth = breached.map(|one| one.nth).ok_or(R::NoBreach(*clock))?;
                self.done(E::BreachExplained {
                    clock: *clock,
                    nth,
                    reason,
                })
            }
            C::RevealCaller { reason } => {
                let reason = text("reason", reason)?;
                if self.incident.received.caller.is_none() {
                    return Err(R::NoCaller);
                }
                self.done(E::CallerRevealed { reason })
            }
            // What is due was added by `settle`.
            C::CheckClocks => Ok(()),
        }
    }

    /// The last event of a command.
    #[expect(
        clippy::unnecessary_wraps,
        reason = "every step ends with it, and steps can be refused"
    )]
    fn done(&mut self, event: E) -> Result<(), R> {
        self.happen(event);
        Ok(())
    }

    fn confirm(
        &mut self,
        category: CategoryCode,
        subcategory: Option<&ItemId>,
        area: Option<&AreaId>,
        reason: Option<&str>,
    ) -> Result<(), R> {
        let registry = self.context.registry;
        if let Some(id) = subcategory.filter(|id| !registry.has_subcategory(category, id)) {
            return Err(R::UnknownSubcategory(id.clone()));
        }
        if let Some(id) = area.filter(|id| registry.area(id).is_none()) {
            return Err(R::UnknownArea(id.clone()));
        }
        let in_spite_of_hazards = optional("in_spite_of_hazards", reason)?;
        if self.incident.phase == Phase::Received {
            if !self
                .context
                .policy
                .covers(self.incident.received_at, registry.utc_offset())
            {
                return Err(R::OutsideCoverage);
            }
            let hazards = &self.incident.received.hazards;
            if !hazards.is_empty() && in_spite_of_hazards.is_none() {
                return Err(R::SafetyConfirmationNeeded {
                    hazards: hazards.clone(),
                });
            }
        }
        self.done(E::Classified {
            category,
            subcategory: subcategory.cloned(),
            area: area.cloned(),
            in_spite_of_hazards,
        })
    }

    fn check_free(&self, unit: &UnitId) -> Result<(), R> {
        let registry = self.context.registry;
        let day = registry.utc_offset().day(self.occurred_at);
        match registry.unit(unit) {
            None => return Err(R::UnknownUnit(unit.clone())),
            Some(one) if !(one.from <= day && one.until.is_none_or(|until| day <= until)) => {
                return Err(R::UnitNotInService(unit.clone()));
            }
            Some(_) => {}
        }
        if self.incident.active_units().any(|one| one.unit == *unit) {
            return Err(R::UnitAlreadyHere(unit.clone()));
        }
        match self.context.unit_busy_with {
            Some(other) if other != self.incident.number() => Err(R::UnitBusy {
                unit: unit.clone(),
                incident: other.clone(),
            }),
            _ => Ok(()),
        }
    }

    /// The car that reports: the one named, or the leading one.
    fn reporting(
        &self,
        unit: Option<&UnitId>,
        already: impl Fn(&crate::incident::Assignment) -> bool,
    ) -> Result<UnitId, R> {
        let here = match unit {
            Some(id) => self
                .incident
                .active_units()
                .find(|one| one.unit == *id)
                .ok_or_else(|| R::UnitNotHere(id.clone()))?,
            None => self.incident.lead().ok_or(R::NoSuchIncident)?,
        };
        if already(here) {
            Err(R::AlreadyReported(here.unit.clone()))
        } else {
            Ok(here.unit.clone())
        }
    }

    fn reassign(&mut self, unit: &UnitId, reason: &str) -> Result<(), R> {
        let reason = text("reason", reason)?;
        self.check_free(unit)?;
        let from = self
            .incident
            .lead()
            .map(|lead| lead.unit.clone())
            .ok_or(R::NoSuchIncident)?;
        let clocks = if self.context.policy.reassignment_restarts_clocks {
            self.before_void();
            self.dispatch_clocks()
        } else {
            Vec::new()
        };
        let crew = self.context.registry.crew_on_duty(unit, self.occurred_at);
        self.done(E::Reassigned {
            from,
            to: unit.clone(),
            crew,
            reason,
            clocks,
        })
    }

    fn refer(&mut self, department: &crate::ids::DepartmentId, reason: &str) -> Result<(), R> {
        let reason = text("reason", reason)?;
        if self.context.registry.department(department).is_none() {
            return Err(R::UnknownDepartment(department.clone()));
        }
        if self
            .incident
            .referrals
            .iter()
            .any(|one| one.department == *department && one.result.is_none())
        {
            return Err(R::AlreadyReferred(department.clone()));
        }
        let referral = self
            .incident
            .referrals
            .iter()
            .map(|one| one.number)
            .max()
            .unwrap_or(0)
            .saturating_add(1);
        let policy = self.context.policy;
        let clocks = vec![
            self.clock(ClockKind::ReferralAccept, referral, policy.referral_accept),
            self.clock(
                ClockKind::ReferralDispose,
                referral,
                policy.referral_dispose,
            ),
        ];
        self.before_void_of(ClockKind::FollowUp);
        self.done(E::Referred {
            referral,
            department: department.clone(),
            reason,
            clocks,
        })
    }

    fn before_void_of(&mut self, kind: ClockKind) {
        if self
            .incident
            .open_clock(kind)
            .is_some_and(|clock| self.occurred_at > clock.due_at)
        {
            self.before_void();
        }
    }

    fn accept_referral(&mut self, referral: u32) -> Result<(), R> {
        let one = self
            .incident
            .referrals
            .iter()
            .find(|one| one.number == referral)
            .ok_or(R::UnknownReferral(referral))?;
        if one.accepted_at.is_some() || one.result.is_some() {
            return Err(R::ReferralAnswered(referral));
        }
        self.before_end_of(ClockKind::ReferralAccept, Some(referral));
        self.done(E::ReferralAccepted { referral })
    }

    fn department_dispose(&mut self, referral: u32, result: &str) -> Result<(), R> {
        let result = text("result", result)?;
        let one = self
            .incident
            .referrals
            .iter()
            .find(|one| one.number == referral)
            .ok_or(R::UnknownReferral(referral))?;
        if one.result.is_some() {
            return Err(R::ReferralAnswered(referral));
        }
        if one.accepted_at.is_none() {
            // A result without an acceptance is both at once.
            self.accept_referral(referral)?;
        }
        self.before_end_of(ClockKind::ReferralDispose, Some(referral));
        let last = self
            .incident
            .referrals
            .iter()
            .all(|one| one.number == referral || one.result.is_some());
        let clocks = if last {
            vec![self.clock(
                ClockKind::FollowUp,
                self.follow_up_number(),
                self.context.policy.follow_up,
            )]
        } else {
            Vec::new()
        };
        self.done(E::DepartmentDisposed {
            referral,
            result,
            clocks,
        })
    }

    fn follow_up_number(&self) -> u32 {
        let last = self
            .incident
            .clocks
            .iter()
            .filter(|one| one.kind == ClockKind::FollowUp)
            .map(|one| one.nth)
            .max();
        last.unwrap_or(0).saturating_add(1)
    }

    fn follow_up(&mut self, result: &FollowUpResult) -> Result<(), R> {
        let result = match result {
            FollowUpResult::Reached { grade, complaint } => {
                self.before_end_of(ClockKind::FollowUp, None);
                FollowUpResult::Reached {
                    grade: *grade,
                    complaint: optional("complaint", complaint.as_deref())?,
                }
            }
            FollowUpResult::Unreachable => FollowUpResult::Unreachable,
        };
        self.done(E::FollowedUp(result))
    }

    fn close(&mut self, note: Option<&str>) -> Result<(), R> {
        let note = optional("note", note)?;
        let needed = self.context.policy.follow_up_attempts;
        let mut attempts = 0_u32;
        for one in self
            .incident
            .follow_ups
            .iter()
            .rev()
            .take_while(|one| one.round == self.incident.round)
        {
            match one.result {
                FollowUpResult::Reached { .. } => {
                    attempts = needed;
                    break;
                }
                FollowUpResult::Unreachable => attempts = attempts.saturating_add(1),
            }
        }
        if attempts < needed {
            return Err(R::FollowUpPending { attempts, needed });
        }
        self.before_void();
        self.done(E::Closed { note })
    }

    fn merge(&mut self, into: &IncidentId, reason: &str) -> Result<(), R> {
        let reason = text("reason", reason)?;
        let fits = into != self.incident.number()
            && self
                .context
                .merge_target
                .is_some_and(|phase| !phase.is_over());
        if !fits {
            return Err(R::BadMergeTarget(into.clone()));
        }
        self.before_void();
        self.done(E::Merged {
            into: into.clone(),
            reason,
        })
    }

    fn pause(
        &mut self,
        kind: ClockKind,
        reason: &str,
        until: Option<Timestamp>,
        time_given: bool,
    ) -> Result<(), R> {
        let reason = text("reason", reason)?;
        if time_given {
            return Err(R::NotAfterwards);
        }
        let policy = self.context.policy;
        let clock: &Clock = self.incident.open_clock(kind).ok_or(R::NoSuchClock(kind))?;
        if clock.breach.is_some() || self.recorded_at > clock.due_at {
            return Err(R::ClockAlreadyBreached(kind));
        }
        if clock.pause.is_some() {
            return Err(R::AlreadyPaused(kind));
        }
        if clock.pauses >= policy.pause_max_count {
            return Err(R::TooManyPauses {
                clock: kind,
                most: policy.pause_max_count,
            });
        }
        let nth = clock.nth;
        let longest = self.recorded_at.plus(policy.pause_max_seconds);
        let until = until.unwrap_or(longest);
        if until <= self.recorded_at || until > longest {
            return Err(R::BadPause {
                most: policy.pause_max_seconds,
            });
        }
        self.done(E::ClockPaused {
            clock: kind,
            nth,
            reason,
            until,
        })
    }

    fn resume_asked(&mut self, kind: ClockKind, time_given: bool) -> Result<(), R> {
        if time_given {
            return Err(R::NotAfterwards);
        }
        let clock = self
            .incident
            .open_clock(kind)
            .ok_or(R::NoSuchClock(kind))?
            .clone();
        let pause = clock.pause.clone().ok_or(R::NotPaused(kind))?;
        let _moved = self.resume(&clock, pause.since, self.recorded_at);
        Ok(())
    }
}

/// A text that must say something, trimmed.
pub(super) fn text(field: &'static str, given: &str) -> Result<Box<str>, R> {
    let trimmed = given.trim();
    if trimmed.is_empty() {
        return Err(R::Blank { field });
    }
    if trimmed.chars().count() > MOST_CHARACTERS {
        return Err(R::TooLong {
            field,
            most: MOST_CHARACTERS,
        });
    }
    Ok(trimmed.into())
}

/// A text that may be left out; blank counts as left out.
pub(super) fn optional(field: &'static str, given: Option<&str>) -> Result<Option<Box<str>>, R> {
    given
        .filter(|one| !one.trim().is_empty())
        .map(|one| text(field, one))
        .transpose()
}
