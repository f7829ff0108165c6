//! Any command, with names that exist and names that do not.

use crate::support::town::{area, department, incident, item, station, unit};
use liandong_domain::{
    ids::UnitId,
    incident::{
        ArrivalSource, CategoryCode, ClockKind, CommandKind as K, CrewAnswer, DisposalOutcome,
        FollowUpResult, Grade, IncidentCommand as C, Matter,
    },
    time::Timestamp,
};
use proptest::{option, prelude::*, sample::select};

pub(super) fn text() -> impl Strategy<Value = String> {
    prop_oneof![18 => Just("因为".to_owned()), 1 => Just(" ".to_owned()), 1 => any::<String>()]
}

fn car() -> impl Strategy<Value = UnitId> {
    select(vec![
        "car-1", "car-2", "car-3", "car-1", "car-2", "car-3", "car-9",
    ])
    .prop_map(unit)
}

/// What may stand unanswered.
pub(super) fn matter() -> impl Strategy<Value = Matter> {
    let nth = 0..3_u32;
    prop_oneof![
        (select(ClockKind::ALL), nth.clone()).prop_map(|(clock, nth)| Matter::Clock { clock, nth }),
        nth.clone().prop_map(|nth| Matter::Refusal { nth }),
        nth.clone().prop_map(|nth| Matter::NoCar { nth }),
        (car(), nth.clone()).prop_map(|(unit, nth)| Matter::CheckIn { unit, nth }),
        (car(), nth).prop_map(|(unit, nth)| Matter::Help { unit, nth }),
    ]
}

pub(super) fn moment() -> impl Strategy<Value = Timestamp> {
    // Around the story's day, or anywhere.
    prop_oneof![
        9 => 1_709_500_000..1_709_800_000_i64,
        1 => any::<i64>(),
    ]
    .prop_map(Timestamp)
}

pub(super) fn outcome() -> impl Strategy<Value = FollowUpResult> {
    prop_oneof![
        Just(FollowUpResult::Unreachable),
        (select(Grade::ALL), option::of(text())).prop_map(|(grade, complaint)| {
            FollowUpResult::Reached {
                grade,
                complaint: complaint.map(Into::into),
            }
        }),
    ]
}

/// A command of this kind; `None` for the call itself.
pub(super) fn of_kind(kind: K) -> BoxedStrategy<Option<C>> {
    let reason = text();
    use ClockKind::{Arrive, Dispose, Feedback, FollowUp};
    let likely = select(vec![Arrive, Feedback, Dispose, FollowUp, Dispose, Dispose]);
    let clock = prop_oneof![3 => likely, 1 => select(ClockKind::ALL)];
    let referral = 0..4_u32;
    let one = match kind {
        K::Receive => return Just(None).boxed(),
        K::Confirm => (
            select(CategoryCode::ALL),
            option::weighted(0.2, select(vec!["noise", "nothing"]).prop_map(item)),
            option::weighted(
                0.2,
                select(vec!["north", "south", "nowhere"]).prop_map(area),
            ),
            option::of(text()),
        )
            .prop_map(
                |(category, subcategory, area, in_spite_of_hazards)| C::Confirm {
                    category,
                    subcategory,
                    area,
                    in_spite_of_hazards,
                },
            )
            .boxed(),
        K::ReturnToPolice => (select(vec!["east", "west", "nowhere"]), reason)
            .prop_map(|(id, reason)| C::ReturnToPolice {
                station: station(id),
                reason,
            })
            .boxed(),
        K::Accept => Just(C::Accept).boxed(),
        K::Assign => (car(), option::weighted(0.2, text()))
            .prop_map(|(unit, leave_town_uncovered)| C::Assign {
                unit,
                leave_town_uncovered,
            })
            .boxed(),
        K::Acknowledge => option::of(car())
            .prop_map(|unit| C::Acknowledge { unit })
            .boxed(),
        K::Arrive => (option::of(car()), select(ArrivalSource::ALL))
            .prop_map(|(unit, how)| C::Arrive { unit, how })
            .boxed(),
        K::Feedback => text().prop_map(|text| C::Feedback { text }).boxed(),
        K::Dispose => (select(DisposalOutcome::ALL), text())
            .prop_map(|(outcome, text)| C::Dispose { outcome, text })
            .boxed(),
        K::Review => text().prop_map(|finding| C::Review { finding }).boxed(),
        K::Refer => (select(vec!["housing", "urban", "nobody"]), reason)
            .prop_map(|(id, reason)| C::Refer {
                department: department(id),
                reason,
                due_at: None,
            })
            .boxed(),
        K::AcceptReferral => referral
            .prop_map(|referral| C::AcceptReferral { referral })
            .boxed(),
        K::DepartmentDispose => (referral, text())
            .prop_map(|(referral, result)| C::DepartmentDispose { referral, result })
            .boxed(),
        K::FollowUp => (outcome(), prop::bool::weighted(0.2))
            .prop_map(|(outcome, reopen)| C::FollowUp { outcome, reopen })
            .boxed(),
        K::RefuseReferral
        | K::ReturnReferral
        | K::AskExtension
        | K::AnswerExtension
        | K::FollowUpJoined
        | K::UpdateCall
        | K::Join
        | K::Attach
        | K::ReadRecording
        | K::GiveRatingLink
        | K::Rate => return super::case::command_of(kind),
        K::Close => option::of(text())
            .prop_map(|note| C::Close { note })
            .boxed(),
        K::Reopen => reason.prop_map(|reason| C::Reopen { reason }).boxed(),
        K::Reinforce => (car(), reason)
            .prop_map(|(unit, reason)| C::Reinforce {
                unit,
                reason,
                leave_town_uncovered: None,
            })
            .boxed(),
        K::Intervene => reason.prop_map(|reason| C::Intervene { reason }).boxed(),
        K::Reassign => (car(), reason)
            .prop_map(|(unit, reason)| C::Reassign { unit, reason })
            .boxed(),
        K::Merge => (select(vec!["20240304-0001", "20240304-0002"]), reason)
            .prop_map(|(id, reason)| C::Merge {
                into: incident(id),
                reason,
            })
            .boxed(),
        K::Cancel => reason.prop_map(|reason| C::Cancel { reason }).boxed(),
        K::PauseClock => (clock, reason, option::weighted(0.3, moment()))
            .prop_map(|(clock, reason, until)| C::PauseClock {
                clock,
                reason,
                until,
            })
            .boxed(),
        K::ResumeClock => clock.prop_map(|clock| C::ResumeClock { clock }).boxed(),
        K::ExplainBreach => (clock, reason)
            .prop_map(|(clock, reason)| C::ExplainBreach { clock, reason })
            .boxed(),
        K::HandOver => Just(C::HandOver { unit: None }).boxed(),
        K::RevealCaller => reason.prop_map(|reason| C::RevealCaller { reason }).boxed(),
        K::CheckClocks => Just(C::CheckClocks).boxed(),
        K::RefuseAssignment => (option::of(car()), reason)
            .prop_map(|(unit, reason)| C::RefuseAssignment { unit, reason })
            .boxed(),
        K::ProposeArrival => (car(), 0..200_i64)
            .prop_map(|(unit, metres)| C::ProposeArrival { unit, metres })
            .boxed(),
        K::AnswerCheckIn => (
            option::of(car()),
            select(CrewAnswer::ALL),
            option::of(text()),
        )
            .prop_map(|(unit, answer, note)| C::AnswerCheckIn { unit, answer, note })
            .boxed(),
        K::AcknowledgeAlert => (matter(), option::of(text()))
            .prop_map(|(about, note)| C::AcknowledgeAlert { about, note })
            .boxed(),
        K::Prioritise => (0..4_u32, reason)
            .prop_map(|(rank, reason)| C::Prioritise { rank, reason })
            .boxed(),
    };
    one.prop_map(Some).boxed()
}

pub(super) fn command() -> impl Strategy<Value = C> {
    select(K::ALL)
        .prop_flat_map(of_kind)
        .prop_map(|one| one.unwrap_or(C::CheckClocks))
}

/// One command of every kind, from which a run takes the one that fits.
pub(super) fn one_of_each() -> impl Strategy<Value = Vec<C>> {
    K::ALL
        .iter()
        .map(|kind| of_kind(*kind))
        .collect::<Vec<_>>()
        .prop_map(|all| all.into_iter().flatten().collect())
}
