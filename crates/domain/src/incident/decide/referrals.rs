//! Departments: referred to, accepting, refusing, asking for time, reporting, giving back.

use super::{
    Run,
    texts::{optional, text},
};
use crate::{
    ids::DepartmentId,
    incident::{
        case::{CaseEvent, CaseRejection as Why},
        clock::{ClockKind, ClockStart},
        event::IncidentEvent as E,
        reject::Rejection as R,
        state::Referral,
    },
    policy::Limit,
    time::Timestamp,
};

impl Run<'_> {
    pub(super) fn refer(
        &mut self,
        department: &DepartmentId,
        reason: &str,
        due_at: Option<Timestamp>,
    ) -> Result<(), R> {
        let reason = text("reason", reason)?;
        if self.context.registry.department(department).is_none() {
            return Err(R::UnknownDepartment(department.clone()));
        }
        let referrals = &self.incident.referrals;
        if referrals
            .iter()
            .any(|one| one.department == *department && one.is_open())
        {
            return Err(R::AlreadyReferred(department.clone()));
        }
        let referral = referrals
            .iter()
            .map(|one| one.number)
            .max()
            .unwrap_or(0)
            .saturating_add(1);
        let clocks = self.referral_clocks(referral, department, due_at)?;
        self.before_void(|kind| kind == ClockKind::FollowUp);
        self.happen(E::Referred {
            referral,
            department: department.clone(),
            reason,
            clocks,
        });
        Ok(())
    }

    /// The limits of a referral: given by hand, else the department's own, else the policy's.
    fn referral_clocks(
        &self,
        referral: u32,
        department: &DepartmentId,
        due_at: Option<Timestamp>,
    ) -> Result<Vec<ClockStart>, R> {
        let policy = self.context.policy;
        let own = policy.case.of_department(department);
        let accept = own.and_then(|one| one.accept);
        let mut accept = accept.unwrap_or(policy.referral_accept);
        let dispose = own.and_then(|one| one.dispose);
        let mut dispose = dispose.unwrap_or(policy.referral_dispose);
        if let Some(due_at) = due_at {
            let most = policy.case.deadline_max_seconds;
            let seconds = due_at.since(self.occurred_at);
            if seconds <= 0 || seconds > most {
                return Err(Why::BadDeadline { most }.into());
            }
            // Nobody accepts after the result was due; and a warning comes within the limit.
            dispose = within(dispose, seconds);
            accept = within(accept, accept.seconds.min(seconds));
        }
        let all = [
            (ClockKind::ReferralAccept, accept),
            (ClockKind::ReferralDispose, dispose),
        ];
        Ok(all
            .map(|(kind, limit)| self.clock(kind, referral, self.occurred_at, limit))
            .into())
    }

    /// A referral that waits for its department.
    fn at_work(&self, referral: u32) -> Result<&Referral, R> {
        let found = self.incident.referrals.iter();
        let one = found
            .into_iter()
            .find(|one| one.number == referral)
            .ok_or(R::UnknownReferral(referral))?;
        if !one.is_open() {
            return Err(R::ReferralAnswered(referral));
        }
        let acting = self.context.acting_for;
        if acting.is_some_and(|acting| *acting != one.department) {
            return Err(Why::OtherDepartment(referral).into());
        }
        Ok(one)
    }

    pub(super) fn accept_referral(&mut self, referral: u32) -> Result<(), R> {
        if self.at_work(referral)?.accepted_at.is_some() {
            return Err(R::ReferralAnswered(referral));
        }
        self.before_end_of(ClockKind::ReferralAccept, Some(referral));
        self.happen(E::ReferralAccepted { referral });
        Ok(())
    }

    pub(super) fn department_dispose(&mut self, referral: u32, result: &str) -> Result<(), R> {
        let result = text("result", result)?;
        if self.at_work(referral)?.accepted_at.is_none() {
            // A result without an acceptance is both at once.
            self.accept_referral(referral)?;
        }
        self.before_end_of(ClockKind::ReferralDispose, Some(referral));
        let (clocks, drawn) = self.after_departments(referral);
        self.happen(E::DepartmentDisposed {
            referral,
            result,
            clocks,
        });
        self.drawn(drawn);
        Ok(())
    }

    pub(super) fn refuse_referral(&mut self, referral: u32, reason: &str) -> Result<(), R> {
        let reason = text("reason", reason)?;
        if self.at_work(referral)?.accepted_at.is_some() {
            return Err(Why::AcceptedAlready(referral).into());
        }
        self.before_end_of(ClockKind::ReferralAccept, Some(referral));
        self.before_void_of(ClockKind::ReferralDispose, referral);
        let (clocks, drawn) = self.after_departments(referral);
        self.happen(E::Case(CaseEvent::ReferralRefused {
            referral,
            reason,
            clocks,
        }));
        self.drawn(drawn);
        Ok(())
    }

    pub(super) fn return_referral(&mut self, referral: u32, reason: &str) -> Result<(), R> {
        let reason = text("reason", reason)?;
        if self.at_work(referral)?.accepted_at.is_none() {
            return Err(Why::NotAccepted(referral).into());
        }
        self.before_void_of(ClockKind::ReferralDispose, referral);
        let (clocks, drawn) = self.after_departments(referral);
        self.happen(E::Case(CaseEvent::ReferralReturned {
            referral,
            reason,
            clocks,
        }));
        self.drawn(drawn);
        Ok(())
    }

    /// The follow-up clock and its lot, when this referral is the last to come back.
    fn after_departments(&self, referral: u32) -> (Vec<ClockStart>, Option<E>) {
        let all = self.incident.referrals.iter();
        let last = all
            .into_iter()
            .all(|one| one.number == referral || !one.is_open());
        if !last {
            return (Vec::new(), None);
        }
        let (due, drawn) = self.draw();
        let clocks = if due {
            self.follow_up_clocks()
        } else {
            Vec::new()
        };
        (clocks, drawn)
    }

    fn drawn(&mut self, event: Option<E>) {
        if let Some(event) = event {
            self.happen(event);
        }
        self.link_by_itself();
    }

    pub(super) fn ask_extension(
        &mut self,
        referral: u32,
        until: Timestamp,
        reason: &str,
    ) -> Result<(), R> {
        let reason = text("reason", reason)?;
        let one = self.at_work(referral)?;
        if one.accepted_at.is_none() {
            return Err(Why::NotAccepted(referral).into());
        }
        if one.asked_extension().is_some() {
            return Err(Why::ExtensionPending(referral).into());
        }
        let rules = &self.context.policy.case;
        let most = rules.extension_max_count;
        if one.granted_extensions() >= usize::try_from(most).unwrap_or(usize::MAX) {
            return Err(Why::TooManyExtensions { most }.into());
        }
        self.check_extension(referral, until)?;
        self.happen(E::Case(CaseEvent::ExtensionAsked {
            referral,
            until,
            reason,
        }));
        Ok(())
    }

    /// The limit and the warning of a referral, while it can be moved to this moment.
    fn check_extension(
        &self,
        referral: u32,
        until: Timestamp,
    ) -> Result<(Timestamp, Timestamp), R> {
        let kind = ClockKind::ReferralDispose;
        let all = self.incident.clocks.iter().rev();
        let clock = all
            .filter(|one| one.is_open())
            .find(|one| one.kind == kind && one.nth == referral)
            .ok_or(R::NoSuchClock(kind))?;
        // More time cannot hide that the time is over.
        if clock.breach.is_some() || self.recorded_at > clock.due_at {
            return Err(R::ClockAlreadyBreached(kind));
        }
        let most = self.context.policy.case.extension_max_seconds;
        let due_at = clock.due_at;
        let moved = until.since(due_at);
        if moved <= 0 || moved > most {
            return Err(Why::BadExtension { due_at, most }.into());
        }
        Ok((due_at, clock.warn_at))
    }

    pub(super) fn answer_extension(
        &mut self,
        referral: u32,
        granted: bool,
        until: Option<Timestamp>,
        reason: Option<&str>,
    ) -> Result<(), R> {
        let reason = optional("reason", reason)?;
        let asked = self.at_work(referral)?.asked_extension();
        let asked_until = asked.ok_or(Why::NoExtensionAsked(referral))?.until;
        if !granted {
            let reason = reason.ok_or(Why::DenialWithoutReason)?;
            self.happen(E::Case(CaseEvent::ExtensionDenied { referral, reason }));
            return Ok(());
        }
        let due_at = until.unwrap_or(asked_until);
        let (before, warn_before) = self.check_extension(referral, due_at)?;
        if due_at > asked_until {
            let most = asked_until.since(before);
            return Err(Why::BadExtension {
                due_at: before,
                most,
            }
            .into());
        }
        self.happen(E::Case(CaseEvent::ExtensionGranted {
            referral,
            due_at,
            warn_at: due_at.plus(-before.since(warn_before)),
            reason,
        }));
        Ok(())
    }
}

/// A limit of so many seconds, with the warning of another where it fits.
fn within(limit: Limit, seconds: i64) -> Limit {
    Limit {
        seconds,
        warn_before_seconds: limit.warn_before_seconds.min(seconds / 2),
    }
}
