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
        C::Reassign | C::HandOver => phase.has_unit(),
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
        C::RefuseReferral | C::ReturnReferral | C::AskExtension | C::AnswerExtension => {
            matches!(phase, P::Referred | P::ReferralAccepted)
        }
        C::FollowUpJoined => matches!(
            phase,
            P::Reviewed | P::DepartmentDisposed | P::FollowedUp | P::Closed
        ),
        C::GiveRatingLink | C::Rate => matches!(
            phase,
            P::Reviewed | P::DepartmentDisposed | P::FollowedUp | P::Closed
        ),
        C::UpdateCall | C::Join | C::Attach | C::ReadRecording => true,
        C::FollowUp => matches!(phase, P::Reviewed | P::DepartmentDisposed | P::FollowedUp),
        // Before the follow-up only where the lot passed it over: the decision looks.
        C::Close => matches!(phase, P::Reviewed | P::DepartmentDisposed | P::FollowedUp),
        C::Reopen => matches!(phase, P::FollowedUp | P::Closed),
        C::PauseClock | C::ResumeClock => !phase.is_over(),
        C::ExplainBreach | C::RevealCaller | C::CheckClocks => true,
        C::RefuseAssignment | C::ProposeArrival | C::AnswerCheckIn => phase.has_unit(),
        C::AcknowledgeAlert => !phase.is_over(),
        C::Prioritise => matches!(phase, P::Classified | P::Accepted),
    }
}

/// Whether a role may give this kind of command at all (DESIGN: the people).
#[must_use]
pub const fn permits(role: Role, kind: C) -> bool {
    match role {
        // The administrator runs the demo and small towns alone.
        Role::Administrator => {
            !matches!(kind, C::CheckClocks | C::Join | C::Rate | C::ProposeArrival)
        }
        Role::Commander => !matches!(
            kind,
            C::AcceptReferral
                | C::DepartmentDispose
                | C::RefuseReferral
                | C::ReturnReferral
                | C::AskExtension
                | C::FollowUp
                | C::FollowUpJoined
                | C::GiveRatingLink
                | C::Join
                | C::Rate
                | C::CheckClocks
                | C::ProposeArrival
        ),
        Role::Dispatcher => !matches!(
            kind,
            C::Confirm
                | C::AcceptReferral
                | C::DepartmentDispose
                | C::RefuseReferral
                | C::ReturnReferral
                | C::AskExtension
                | C::FollowUp
                | C::FollowUpJoined
                | C::GiveRatingLink
                | C::Join
                | C::Rate
                | C::Intervene
                | C::CheckClocks
                | C::ProposeArrival
                | C::Prioritise
        ),
        Role::Member => matches!(
            kind,
            C::Acknowledge
                | C::Arrive
                | C::HandOver
                | C::Feedback
                | C::Dispose
                | C::ExplainBreach
                | C::RefuseAssignment
                | C::AnswerCheckIn
                | C::Attach
        ),
        Role::Department => matches!(
            kind,
            C::AcceptReferral
                | C::DepartmentDispose
                | C::RefuseReferral
                | C::ReturnReferral
                | C::AskExtension
                | C::ExplainBreach
                | C::AcknowledgeAlert
                | C::Attach
        ),
        Role::FollowUp => matches!(
            kind,
            C::FollowUp
                | C::FollowUpJoined
                | C::GiveRatingLink
                | C::ReadRecording
                | C::Close
                | C::Reopen
                | C::RevealCaller
                | C::ExplainBreach
                | C::AcknowledgeAlert
        ),
        Role::Leader => matches!(kind, C::AcknowledgeAlert),
        Role::DutyManager | Role::Performance | Role::Auditor | Role::District => false,
        // An arrival is the system's where the policy records it by position.
        Role::System => matches!(
            kind,
            C::CheckClocks | C::ProposeArrival | C::Arrive | C::Join | C::Rate
        ),
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
fn main_step(incident: &Incident) -> Option<C> {
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
            _ if incident.waits_for_referral() => C::Refer,
            _ => after_work(incident),
        },
        P::Referred => C::AcceptReferral,
        P::ReferralAccepted => C::DepartmentDispose,
        P::DepartmentDisposed => after_work(incident),
        P::FollowedUp if incident.case.wish.is_some() => C::Reopen,
        P::FollowedUp => C::Close,
        P::Closed | P::ReturnedToPolice | P::Merged | P::Cancelled => return None,
    })
}

/// A follow-up, unless the lot passed it over.
fn after_work(incident: &Incident) -> C {
    if incident.follow_up_due() {
        C::FollowUp
    } else {
        C::Close
    }
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
        C::AcceptReferral | C::RefuseReferral => incident
            .referrals
            .iter()
            .any(|one| one.accepted_at.is_none() && one.is_open()),
        C::DepartmentDispose | C::ReturnReferral => incident
            .referrals
            .iter()
            .any(|one| one.accepted_at.is_some() && one.is_open()),
        C::AskExtension => incident.referrals.iter().any(|one| {
            one.accepted_at.is_some() && one.is_open() && one.asked_extension().is_none()
        }),
        C::AnswerExtension => incident
            .referrals
            .iter()
            .any(|one| one.is_open() && one.asked_extension().is_some()),
        C::Close => incident.phase == P::FollowedUp || !incident.follow_up_due(),
        C::FollowUpJoined => incident.case.joined.iter().any(|one| one.call.caller),
        C::ReadRecording => incident
            .case
            .attachments
            .iter()
            .any(|(_, one)| !one.media.is_photo()),
        C::Join | C::Rate => false,
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
        // Only the duty book knows whether another crew is there; the list of units says so.
        C::HandOver | C::CheckClocks | C::ProposeArrival => false,
        C::RefuseAssignment => incident.active_units().any(|one| one.arrival.is_none()),
        C::AnswerCheckIn => incident.active_units().any(|one| one.check_in.is_some()),
        C::AcknowledgeAlert => incident.open_alerts().next().is_some(),
        _ => true,
    }
}
