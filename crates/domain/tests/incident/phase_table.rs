//! Which command is possible where, as a table written from the closed loop of the design, held
//! against the decision and against what pages offer.

use crate::support::{
    commands::{
        accept_referral, acknowledge, acknowledge_alert, answer, arrive, ask_extension, assign,
        attach, cancel, close, confirm, department_dispose, dispose, explain, feedback, follow_up,
        grant, intervene, joined, merge, pause, prioritise, propose_arrival, rate, reassign, refer,
        refuse, refuse_referral, reinforce, reopen, resume, return_referral, reveal, review, tell,
        to_police,
    },
    phases::standing_in,
    times::at,
    town::incident,
};
use liandong_domain::{
    incident::{
        ClockKind, CommandKind as K, CrewAnswer, FollowUpResult, Grade, IncidentCommand as C,
        Matter, MediaType, Phase as P, allowed,
    },
    roles::Role,
};

/// The phases in which the design allows a command.
fn table(kind: K) -> Vec<P> {
    let before_disposed = vec![
        P::Received,
        P::Classified,
        P::Accepted,
        P::Assigned,
        P::Acknowledged,
        P::Arrived,
        P::FeedbackGiven,
    ];
    let with_car = vec![P::Assigned, P::Acknowledged, P::Arrived, P::FeedbackGiven];
    match kind {
        // An incident is received once.
        K::Receive => vec![],
        // The main line. A classification can be corrected until the work is done.
        K::Confirm => before_disposed,
        K::Accept => vec![P::Classified],
        K::Assign => vec![P::Accepted],
        // A reinforcement acknowledges and arrives at its own pace.
        K::Acknowledge | K::Arrive => with_car,
        K::Feedback => vec![P::Arrived],
        K::Dispose => vec![P::Arrived, P::FeedbackGiven],
        K::Review => vec![P::Disposed],
        K::Refer => vec![
            P::Reviewed,
            P::Referred,
            P::ReferralAccepted,
            P::DepartmentDisposed,
        ],
        K::AcceptReferral
        | K::DepartmentDispose
        | K::RefuseReferral
        | K::ReturnReferral
        | K::AskExtension
        | K::AnswerExtension => vec![P::Referred, P::ReferralAccepted],
        K::FollowUpJoined | K::GiveRatingLink | K::Rate => {
            vec![P::Reviewed, P::DepartmentDisposed, P::FollowedUp, P::Closed]
        }
        K::UpdateCall | K::Join | K::Attach | K::ReadRecording => P::ALL.to_vec(),
        K::FollowUp => vec![P::Reviewed, P::DepartmentDisposed, P::FollowedUp],
        K::Close => vec![P::FollowedUp],
        // Beside the line.
        K::Reopen => vec![P::FollowedUp, P::Closed],
        K::Reinforce | K::Reassign | K::HandOver => with_car,
        K::Intervene | K::ReturnToPolice | K::Merge | K::Cancel => before_disposed,
        K::PauseClock | K::ResumeClock => P::ALL
            .iter()
            .copied()
            .filter(|one| {
                !matches!(
                    one,
                    P::Closed | P::ReturnedToPolice | P::Merged | P::Cancelled
                )
            })
            .collect(),
        K::ExplainBreach | K::RevealCaller | K::CheckClocks => P::ALL.to_vec(),
        // Crews refuse, arrive and answer while they are bound.
        K::RefuseAssignment | K::ProposeArrival | K::AnswerCheckIn => with_car,
        K::AcknowledgeAlert => P::ALL
            .iter()
            .copied()
            .filter(|one| !one.is_over())
            .collect(),
        // The order in which calls get a car.
        K::Prioritise => vec![P::Classified, P::Accepted],
    }
}

fn command(kind: K) -> Option<C> {
    Some(match kind {
        K::Receive => return None,
        K::Confirm => confirm(),
        K::ReturnToPolice => to_police(),
        K::Accept => C::Accept,
        K::Assign => assign("car-3"),
        K::Acknowledge => acknowledge(),
        K::Arrive => arrive(),
        K::Feedback => feedback(),
        K::Dispose => dispose(),
        K::Review => review(),
        K::Refer => refer("housing"),
        K::AcceptReferral => accept_referral(1),
        K::DepartmentDispose => department_dispose(1),
        K::RefuseReferral => refuse_referral(1),
        K::ReturnReferral => return_referral(1),
        K::AskExtension => ask_extension(1, at("+9 08:00")),
        K::AnswerExtension => grant(1),
        K::FollowUpJoined => C::FollowUpJoined {
            from: incident("20240304-0002"),
            outcome: FollowUpResult::Unreachable,
        },
        K::GiveRatingLink => C::GiveRatingLink,
        K::Rate => rate(1, Grade::Neutral),
        K::UpdateCall => tell("还在吵"),
        K::Join => joined("20240304-0002"),
        K::Attach => attach("aa", MediaType::Jpeg, 1),
        K::ReadRecording => C::ReadRecording {
            hash: "aa".into(),
            reason: "核对".into(),
        },
        K::FollowUp => follow_up(Grade::Neutral),
        K::Close => close(),
        K::Reopen => reopen(),
        K::Reinforce => reinforce("car-3"),
        K::Intervene => intervene(),
        K::Reassign => reassign("car-3"),
        K::HandOver => C::HandOver { unit: None },
        K::Merge => merge("20240304-0002"),
        K::Cancel => cancel(),
        K::PauseClock => pause(ClockKind::Arrive),
        K::ResumeClock => resume(ClockKind::Arrive),
        K::ExplainBreach => explain(ClockKind::Arrive),
        K::RevealCaller => reveal(),
        K::CheckClocks => C::CheckClocks,
        K::RefuseAssignment => refuse(),
        K::ProposeArrival => propose_arrival("car-1"),
        K::AnswerCheckIn => answer(CrewAnswer::AllWell),
        K::AcknowledgeAlert => acknowledge_alert(Matter::NoCar { nth: 1 }),
        K::Prioritise => prioritise(1),
    })
}

/// What the line allows but the story of [`standing_in`] gives no occasion for: the one car has
/// reported, no clock is paused or breached, the one department has accepted.
fn no_occasion(kind: K, phase: P) -> bool {
    match kind {
        K::Acknowledge => phase != P::Assigned,
        K::Arrive => !matches!(phase, P::Assigned | P::Acknowledged),
        K::AcceptReferral | K::RefuseReferral => phase != P::Referred,
        K::DepartmentDispose | K::ReturnReferral | K::AskExtension => phase != P::ReferralAccepted,
        // No extension is asked for, no call merged in, nothing recorded; the rest is the system's.
        K::AnswerExtension | K::FollowUpJoined | K::ReadRecording | K::Join | K::Rate => true,
        K::PauseClock => matches!(
            phase,
            P::Received | P::Classified | P::Accepted | P::FollowedUp
        ),
        K::ResumeClock | K::ExplainBreach | K::HandOver | K::CheckClocks => true,
        K::RefuseAssignment => !matches!(phase, P::Assigned | P::Acknowledged),
        // For the system; the policy of the story asks no crew and tells nobody.
        K::ProposeArrival | K::AnswerCheckIn | K::AcknowledgeAlert => true,
        _ => false,
    }
}

#[test]
fn the_decision_allows_what_the_design_allows_and_nothing_else() {
    for phase in P::ALL.iter().copied() {
        for kind in K::ALL.iter().copied() {
            let Some(command) = command(kind) else {
                assert!(table(kind).is_empty());
                continue;
            };
            assert_eq!(command.kind(), kind);
            let when = standing_in(phase).when("17:00", command);
            let refused = when.code() == Some("wrong_phase");
            assert_eq!(
                !refused,
                table(kind).contains(&phase),
                "{kind:?} in {phase:?}"
            );
        }
    }
}

#[test]
fn pages_offer_what_the_line_allows_and_the_incident_gives_occasion_for() {
    for phase in P::ALL.iter().copied() {
        let offered = allowed(&standing_in(phase).incident, Role::Administrator);
        for kind in K::ALL.iter().copied() {
            let expected = table(kind).contains(&phase) && !no_occasion(kind, phase);
            assert_eq!(offered.contains(&kind), expected, "{kind:?} in {phase:?}");
        }
    }
}

#[test]
fn what_is_offered_can_be_done() {
    for phase in P::ALL.iter().copied() {
        let story = standing_in(phase);
        for kind in allowed(&story.incident, Role::Administrator) {
            let command = match (kind, phase) {
                // The clock that runs in this phase.
                // The town's policy grants none.
                (K::AskExtension, _) => continue,
                (K::PauseClock, P::Arrived) => pause(ClockKind::Feedback),
                (K::PauseClock, P::FeedbackGiven) => pause(ClockKind::Dispose),
                (K::PauseClock, P::Disposed | P::Reviewed | P::DepartmentDisposed) => {
                    pause(ClockKind::FollowUp)
                }
                (K::PauseClock, P::Referred) => pause(ClockKind::ReferralAccept),
                (K::PauseClock, P::ReferralAccepted) => pause(ClockKind::ReferralDispose),
                _ => command(kind).expect("a command"),
            };
            // A moment after the last step, while every clock still runs.
            let now = story.incident.last_recorded_at.plus(1);
            let code = story.clone().when_at(now, command).code();
            assert_eq!(code, None, "{kind:?} in {phase:?}");
        }
    }
}

/// The people of the design and what each may do at all.
#[test]
fn roles_may_do_what_the_design_says() {
    use liandong_domain::incident::permits;
    let everybody = [
        Role::Commander,
        Role::Dispatcher,
        Role::Member,
        Role::Department,
        Role::FollowUp,
        Role::DutyManager,
        Role::Performance,
        Role::Leader,
        Role::Auditor,
        Role::System,
    ];
    let may = |kind: K| -> Vec<Role> {
        let mut roles = everybody.to_vec();
        roles.retain(|role| permits(*role, kind));
        roles
    };
    use Role::{Commander, Department, Dispatcher, FollowUp, Leader, Member, System};
    assert_eq!(may(K::Confirm), [Commander], "a commander alone diverts");
    assert_eq!(may(K::Intervene), [Commander]);
    assert_eq!(may(K::ReturnToPolice), [Commander, Dispatcher]);
    assert_eq!(may(K::Accept), [Commander, Dispatcher]);
    assert_eq!(may(K::Assign), [Commander, Dispatcher]);
    assert_eq!(may(K::Reinforce), [Commander, Dispatcher]);
    // By position the system records it, where the policy says so.
    assert_eq!(may(K::Arrive), [Commander, Dispatcher, Member, System]);
    assert_eq!(may(K::RefuseAssignment), [Commander, Dispatcher, Member]);
    assert_eq!(may(K::AnswerCheckIn), [Commander, Dispatcher, Member]);
    assert_eq!(may(K::ProposeArrival), [System]);
    assert_eq!(may(K::Prioritise), [Commander], "the commander's order");
    assert_eq!(
        may(K::AcknowledgeAlert),
        [Commander, Dispatcher, Department, FollowUp, Leader]
    );
    assert_eq!(may(K::Dispose), [Commander, Dispatcher, Member]);
    assert_eq!(may(K::HandOver), [Commander, Dispatcher, Member]);
    assert_eq!(may(K::Review), [Commander, Dispatcher]);
    assert_eq!(may(K::Refer), [Commander, Dispatcher]);
    assert_eq!(may(K::AcceptReferral), [Department]);
    assert_eq!(may(K::DepartmentDispose), [Department]);
    assert_eq!(may(K::FollowUp), [FollowUp]);
    assert_eq!(may(K::CheckClocks), [System]);
    for kind in K::ALL.iter().copied() {
        for silent in [Role::Auditor, Role::Performance, Role::DutyManager] {
            assert!(!permits(silent, kind), "{silent:?} changes no incident");
        }
    }
}
