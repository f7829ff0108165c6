//! The commands, one by one.

use super::{
    Context, Run,
    case::{Rating, Told},
    texts::{optional, text},
};
use crate::{
    duty,
    ids::{AreaId, IncidentId, ItemId, MemberId, UnitId},
    incident::{
        clock::ClockKind,
        command::{CommandKind, IncidentCommand as C},
        event::IncidentEvent as E,
        kinds::{CategoryCode, Phase},
        reject::Rejection as R,
    },
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
                self.before_void(|_| true);
                self.done(E::ReturnedToPolice {
                    station: station.clone(),
                    reason,
                })
            }
            C::Accept => self.done(E::Accepted),
            C::Assign {
                unit,
                leave_town_uncovered,
            } => {
                self.check_free(unit)?;
                let left = self.left_uncovered(unit, leave_town_uncovered.as_deref())?;
                let (crew, clocks) = (self.crew_on_duty(unit), self.clocks_not_running());
                self.happen(E::UnitAssigned {
                    unit: unit.clone(),
                    crew,
                    clocks,
                });
                self.happen_if(left);
                Ok(())
            }
            C::Acknowledge { unit } => {
                let unit = self.reporting(command.kind(), unit.as_ref(), |one| {
                    one.acknowledged_at.is_some() || one.arrival.is_some()
                })?;
                self.done(E::Acknowledged { unit })
            }
            C::Arrive { unit, how } => {
                let unit =
                    self.reporting(command.kind(), unit.as_ref(), |one| one.arrival.is_some())?;
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
                let (due, drawn) = self.draw();
                let clocks = if due {
                    self.follow_up_clocks()
                } else {
                    Vec::new()
                };
                self.happen(E::Disposed {
                    outcome: *outcome,
                    text: report,
                    clocks,
                });
                drawn.map_or(Ok(()), |event| self.done(event))
            }
            C::Review { finding } => {
                let finding = text("finding", finding)?;
                self.happen(E::Reviewed { finding });
                self.link_by_itself();
                Ok(())
            }
            C::Refer {
                department,
                reason,
                due_at,
            } => self.refer(department, reason, *due_at),
            C::AcceptReferral { referral } => self.accept_referral(*referral),
            C::DepartmentDispose { referral, result } => self.department_dispose(*referral, result),
            C::RefuseReferral { referral, reason } => self.refuse_referral(*referral, reason),
            C::ReturnReferral { referral, reason } => self.return_referral(*referral, reason),
            C::AskExtension {
                referral,
                until,
                reason,
            } => self.ask_extension(*referral, *until, reason),
            C::AnswerExtension {
                referral,
                granted,
                until,
                reason,
            } => self.answer_extension(*referral, *granted, *until, reason.as_deref()),
            C::FollowUp { outcome, reopen } => self.follow_up(outcome, *reopen),
            C::FollowUpJoined { from, outcome } => self.follow_up_joined(from, outcome),
            C::UpdateCall {
                text,
                address,
                place,
                answer_by,
                caller,
                push,
            } => self.update_call(&Told {
                text: text.as_deref(),
                address: address.as_deref(),
                place: *place,
                answer_by: *answer_by,
                caller: caller.as_ref(),
                push: push.as_deref(),
            }),
            C::Join { calls } => self.join(calls),
            C::Attach { attachment } => self.attach(attachment),
            C::ReadRecording { hash, reason } => self.read_recording(hash, reason),
            C::GiveRatingLink => {
                self.give_rating_link();
                Ok(())
            }
            C::Rate {
                link,
                grade,
                words,
                complaint,
                reopen,
            } => {
                let rating = Rating {
                    grade: *grade,
                    words: words.as_deref(),
                    complaint: *complaint,
                    reopen: *reopen,
                };
                self.rate(*link, &rating)
            }
            C::Close { note } => self.close(note.as_deref()),
            C::Reopen { reason } => {
                let reason = text("reason", reason)?;
                self.reopen(reason);
                Ok(())
            }
            C::Reinforce {
                unit,
                reason,
                leave_town_uncovered,
            } => {
                let reason = text("reason", reason)?;
                self.check_free(unit)?;
                let left = self.left_uncovered(unit, leave_town_uncovered.as_deref())?;
                let crew = self.crew_on_duty(unit);
                self.happen(E::Reinforced {
                    unit: unit.clone(),
                    crew,
                    reason,
                });
                self.happen_if(left);
                Ok(())
            }
            C::HandOver { unit } => {
                let unit = self.reporting(command.kind(), unit.as_ref(), |_| false)?;
                let crew = self.crew_on_duty(&unit);
                let on_it = self.incident.active_units().find(|one| one.unit == unit);
                if crew.is_empty() || on_it.is_some_and(|one| one.crew == crew) {
                    return Err(R::NobodyToRelieve(unit));
                }
                self.done(E::CrewRelieved { unit, crew })
            }
            C::Intervene { reason } => {
                let reason = text("reason", reason)?;
                self.done(E::Intervened { reason })
            }
            C::Reassign { unit, reason } => self.reassign(unit, reason),
            C::Merge { into, reason } => self.merge(into, reason),
            C::Cancel { reason } => {
                let reason = text("reason", reason)?;
                self.before_void(|_| true);
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
                let nth = self.breach_to_explain(*clock).ok_or(R::NoBreach(*clock))?;
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
            // What is due was added by `settle`, and is added by `watch`.
            C::CheckClocks => Ok(()),
            C::RefuseAssignment { unit, reason } => self.refuse(unit.as_ref(), reason),
            C::ProposeArrival { unit, metres } => self.propose_arrival(unit, *metres),
            C::AnswerCheckIn { unit, answer, note } => {
                self.answer_check_in(unit.as_ref(), *answer, note.as_deref())
            }
            C::AcknowledgeAlert { about, note } => self.acknowledge_alert(about, note.as_deref()),
            C::Prioritise { rank, reason } => self.prioritise(*rank, reason),
        }
    }

    /// The members on duty in a car when the command happens, by roster, leave, swaps and covers.
    fn crew_on_duty(&self, unit: &UnitId) -> Vec<MemberId> {
        let Context {
            registry, changes, ..
        } = self.context;
        let turns = duty::crew_on_duty(registry, changes, unit, self.occurred_at);
        turns.into_iter().map(|turn| turn.member).collect()
    }

    /// The last event of a command.
    #[expect(
        clippy::unnecessary_wraps,
        reason = "every step ends with it, and steps can be refused"
    )]
    pub(super) fn done(&mut self, event: E) -> Result<(), R> {
        self.happen(event);
        Ok(())
    }

    /// The last breach of a kind that nobody has explained; else the last, to explain it better.
    fn breach_to_explain(&self, kind: ClockKind) -> Option<u32> {
        let clocks = self.incident.clocks.iter().rev();
        let mut breached = clocks
            .filter(|one| one.kind == kind)
            .filter_map(|one| Some((one.nth, one.breach.as_ref()?)));
        let last = breached.clone().next();
        let open = breached.find(|(_, breach)| breach.explanation.is_none());
        open.or(last).map(|(nth, _)| nth)
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
        if let Some(reason) = self.context.unit_out {
            return Err(R::UnitOutOfService {
                unit: unit.clone(),
                reason,
            });
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
    pub(super) fn reporting(
        &self,
        kind: CommandKind,
        unit: Option<&UnitId>,
        already: impl Fn(&crate::incident::Assignment) -> bool,
    ) -> Result<UnitId, R> {
        let here = match unit {
            Some(id) => self
                .incident
                .active_units()
                .find(|one| one.unit == *id)
                .ok_or_else(|| R::UnitNotHere(id.clone()))?,
            None => self.incident.lead().ok_or_else(|| self.no_car(kind))?,
        };
        if already(here) {
            Err(R::AlreadyReported(here.unit.clone()))
        } else {
            Ok(here.unit.clone())
        }
    }

    /// No car leads, which only a log from elsewhere can bring about.
    pub(super) const fn no_car(&self, command: CommandKind) -> R {
        R::WrongPhase {
            command,
            phase: self.incident.phase,
        }
    }

    fn reassign(&mut self, unit: &UnitId, reason: &str) -> Result<(), R> {
        let reason = text("reason", reason)?;
        self.check_free(unit)?;
        let from = self
            .incident
            .lead()
            .map(|lead| lead.unit.clone())
            .ok_or_else(|| self.no_car(CommandKind::Reassign))?;
        let clocks = if self.context.policy.reassignment_restarts_clocks {
            self.before_void(|_| true);
            self.dispatch_clocks()
        } else {
            Vec::new()
        };
        let crew = self.crew_on_duty(unit);
        self.done(E::Reassigned {
            from,
            to: unit.clone(),
            crew,
            reason,
            clocks,
        })
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
        self.before_void(|_| true);
        self.done(E::Merged {
            into: into.clone(),
            reason,
        })
    }
}
