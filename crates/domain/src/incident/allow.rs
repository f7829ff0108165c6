//! Which commands the line and the roles allow: for the decision, for the API and for pages alike.

use super::{
    command::CommandKind as C,
    kinds::{DisposalOutcome, Phase as P},
    state::Incident,
};
use crate::roles::Role;

/// Whether the line allows this kind of command while the incident stands in this phase.
#[must_use]
pub(super) const fn in_phase(kind: C, phase: P) -> bool {
    match kind {
        C::Receive => false,
        C::Confirm | C::ReturnToPolice | C::Merge | C::Cancel | C::Intervene => {
            phase.is_before_disposed()
        }
        C::Accept => matches!(phase, P::Classified),
        C::Assign => matches!(phase, P::Accepted),
        C::Acknowledge | C::Arrive | C::Reinforce => phase.has_unit(),
        C::Reassign => phase.has_unit(),
        C::Feedback => matches!(phase, P::Arrived),
        C::Dispose => matches!(phase, P::Arrived | P::FeedbackGiven),
        C::Review => matches!(phase, P::Disposed),
        C::Refer => matches!(
            phase,
            P::Reviewed | P::Referred | P::ReferralAccepted | P::DepartmentDisposed
        ),
        C::AcceptReferral | C::DepartmentDispose => {
            matches!(phase, P::Referred | P::ReferralAccepted)
        }
        C::FollowUp => matches!(phase, P::Reviewed | P::DepartmentDisposed | P::FollowedUp),
        C::Close => matches!(phase, P::FollowedUp),
        C::Reopen => matches!(phase, P::FollowedUp | P::Closed),
        C::PauseClock | C::ResumeClock => !phase.is_over(),
        C::ExplainBreach | C::RevealCaller | C::CheckClocks => true,
    }
}

/// Whether a role may give this kind of command at all (DESIGN: the people).
#[must_use]
pub const fn permits(role: Role, kind: C) -> bool {
    match role {
        // The administrator runs the demo and small towns alone.
        Role::Administrator => !matches!(kind, C::CheckClocks),
        Role::Commander => !matches!(
            kind,
            C::AcceptReferral | C::DepartmentDispose | C::FollowUp | C::CheckClocks
        ),
        Role::Dispatcher => !matches!(
            kind,
            C::Confirm
                | C::AcceptReferral
                | C::DepartmentDispose
                | C::FollowUp
                | C::Intervene
                | C::CheckClocks
        ),
        Role::Member => matches!(
            kind,
            C::Acknowledge | C::Arrive | C::Feedback | C::Dispose | C::ExplainBreach
        ),
        Role::Department => matches!(
            kind,
            C::AcceptReferral | C::DepartmentDispose | C::ExplainBreach
        ),
        Role::FollowUp => matches!(
            kind,
            C::FollowUp | C::Close | C::Reopen | C::RevealCaller | C::ExplainBreach
        ),
        Role::DutyManager | Role::Performance | Role::Auditor => false,
        Role::System => matches!(kind, C::CheckClocks),
    }
}

/// What a role can do next with an incident, the main line first.
#[must_use]
pub fn allowed(incident: &Incident, role: Role) -> Vec<C> {
    let mut all: Vec<C> = C::ALL
        .iter()
        .copied()
        .filter(|kind| {
            in_phase(*kind, incident.phase) && permits(role, *kind) && makes_sense(incident, *kind)
        })
        .collect();
    let main = main_step(incident);
    all.sort_by_key(|kind| Some(*kind) != main);
    all
}

/// The step by which the line goes on from here; none when it is over.
const fn main_step(incident: &Incident) -> Option<C> {
    Some(match incident.phase {
        P::Received => C::Confirm,
        P::Classified => C::Accept,
        P::Accepted => C::Assign,
        P::Assigned => C::Acknowledge,
        P::Acknowledged => C::Arrive,
        P::Arrived => C::Feedback,
        P::FeedbackGiven => C::Dispose,
        P::Disposed => C::Review,
        P::Reviewed => match incident.outcome {
            Some(DisposalOutcome::NeedsDepartment) => C::Refer,
            _ => C::FollowUp,
        },
        P::Referred => C::AcceptReferral,
        P::ReferralAccepted => C::DepartmentDispose,
        P::DepartmentDisposed => C::FollowUp,
        P::FollowedUp => C::Close,
        P::Closed | P::ReturnedToPolice | P::Merged | P::Cancelled => return None,
    })
}

/// Leaves out what the line allows but this incident gives no occasion for.
fn makes_sense(incident: &Incident, kind: C) -> bool {
    let lead = incident.lead();
    match kind {
        C::Acknowledge => incident
            .active_units()
            .any(|one| one.acknowledged_at.is_none() && one.arrival.is_none()),
        C::Arrive => incident.active_units().any(|one| one.arrival.is_none()),
        C::Reassign | C::Reinforce => lead.is_some(),
        C::AcceptReferral => incident
            .referrals
            .iter()
            .any(|one| one.accepted_at.is_none() && one.result.is_none()),
        C::DepartmentDispose => incident
            .referrals
            .iter()
            .any(|one| one.accepted_at.is_some() && one.result.is_none()),
        C::PauseClock => incident
            .clocks
            .iter()
            .any(|one| one.is_open() && one.pause.is_none() && one.breach.is_none()),
        C::ResumeClock => incident.clocks.iter().any(|one| one.pause.is_some()),
        C::ExplainBreach => incident.clocks.iter().any(|one| {
            one.breach
                .as_ref()
                .is_some_and(|breach| breach.explanation.is_none())
        }),
        C::RevealCaller => incident.received.caller.is_some(),
        C::CheckClocks => false,
        _ => true,
    }
}
