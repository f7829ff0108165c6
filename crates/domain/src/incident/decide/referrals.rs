//! Departments: referred to, accepting, reporting their result.

use super::{Run, texts::text};
use crate::{
    ids::DepartmentId,
    incident::{clock::ClockKind, event::IncidentEvent as E, reject::Rejection as R},
};

impl Run<'_> {
    pub(super) fn refer(&mut self, department: &DepartmentId, reason: &str) -> Result<(), R> {
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
        let clocks = [
            (ClockKind::ReferralAccept, policy.referral_accept),
            (ClockKind::ReferralDispose, policy.referral_dispose),
        ]
        .map(|(kind, limit)| self.clock(kind, referral, self.occurred_at, limit))
        .into();
        self.before_void(|kind| kind == ClockKind::FollowUp);
        self.happen(E::Referred {
            referral,
            department: department.clone(),
            reason,
            clocks,
        });
        Ok(())
    }

    pub(super) fn accept_referral(&mut self, referral: u32) -> Result<(), R> {
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
        self.happen(E::ReferralAccepted { referral });
        Ok(())
    }

    pub(super) fn department_dispose(&mut self, referral: u32, result: &str) -> Result<(), R> {
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
            self.follow_up_clocks()
        } else {
            Vec::new()
        };
        self.happen(E::DepartmentDisposed {
            referral,
            result,
            clocks,
        });
        Ok(())
    }
}
