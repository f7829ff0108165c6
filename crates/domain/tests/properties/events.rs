//! Any event, sensible or not.

use super::commands::{matter, moment, outcome};
use crate::support::town::{area, department, incident, item, member, station, unit};
use liandong_domain::{
    geo::Place,
    incident::{
        ArrivalSource, BreachCause, CategoryCode, ClockKind, ClockStart, CrewAnswer,
        DisposalOutcome, IncidentEvent as E, Received, Sealed, Source, Stamp,
    },
    policy::{Hazard, HazardFound},
    roles::Role,
    time::Timestamp,
};
use proptest::{collection::vec, option, prelude::*, sample::select};

pub(super) fn words() -> impl Strategy<Value = Box<str>> {
    prop_oneof![Just("因为".to_owned()), any::<String>()].prop_map(Into::into)
}

pub(super) fn clocks() -> impl Strategy<Value = Vec<ClockStart>> {
    let one = (
        select(ClockKind::ALL),
        0..3_u32,
        moment(),
        moment(),
        any::<i64>(),
    )
        .prop_map(|(clock, nth, warn_at, due_at, grace)| ClockStart {
            clock,
            nth,
            warn_at,
            due_at,
            grace,
        });
    vec(one, 0..3)
}

fn received() -> impl Strategy<Value = Received> {
    let place = (-180.0..=180.0_f64, -90.0..=90.0_f64).prop_map(|(lon, lat)| Place { lon, lat });
    let hazard = (
        select(vec![Hazard::Fire, Hazard::Weapon]),
        any::<String>(),
        option::of(any::<String>()),
    )
        .prop_map(|(hazard, word, heard)| HazardFound {
            hazard,
            word,
            heard,
        });
    (
        select(Source::ALL),
        option::of(words()),
        option::of((words(), words()).prop_map(|(key, data)| Sealed { key, data })),
        (words(), words()),
        option::of(place),
        option::of(select(vec!["north", "south"]).prop_map(area)),
        vec(hazard, 0..2),
        any::<u32>(),
        clocks(),
    )
        .prop_map(
            |(source, external, caller, (address, text), place, area, hazards, policy, clocks)| {
                Received {
                    number: incident("20240304-0001"),
                    source,
                    external,
                    caller,
                    address,
                    place,
                    text,
                    area,
                    located: None,
                    hazards,
                    policy,
                    answer: clocks.into_iter().next(),
                    push: None,
                }
            },
        )
}

fn of_the_line() -> BoxedStrategy<E> {
    let car = select(vec!["car-1", "car-2"]).prop_map(unit);
    let crew = vec(select(vec!["m-1", "m-2"]).prop_map(member), 0..3);
    prop_oneof![
        received().prop_map(|one| E::Received(Box::new(one))),
        super::case::event(),
        super::case::event(),
        (
            select(CategoryCode::ALL),
            option::of(Just(item("noise"))),
            option::of(Just(area("north"))),
            option::of(words())
        )
            .prop_map(|(category, subcategory, area, in_spite_of_hazards)| {
                E::Classified {
                    category,
                    subcategory,
                    area,
                    in_spite_of_hazards,
                }
            }),
        Just(E::Accepted),
        (car.clone(), crew.clone(), clocks()).prop_map(|(unit, crew, clocks)| E::UnitAssigned {
            unit,
            crew,
            clocks
        }),
        car.clone().prop_map(|unit| E::Acknowledged { unit }),
        (car.clone(), select(ArrivalSource::ALL)).prop_map(|(unit, how)| E::Arrived { unit, how }),
        words().prop_map(|text| E::FeedbackGiven { text }),
        (select(DisposalOutcome::ALL), words(), clocks()).prop_map(|(outcome, text, clocks)| {
            E::Disposed {
                outcome,
                text,
                clocks,
            }
        }),
        words().prop_map(|finding| E::Reviewed { finding }),
        (0..3_u32, words(), clocks()).prop_map(|(referral, reason, clocks)| E::Referred {
            referral,
            department: department("urban"),
            reason,
            clocks,
        }),
        (0..3_u32).prop_map(|referral| E::ReferralAccepted { referral }),
        (0..3_u32, words(), clocks()).prop_map(|(referral, result, clocks)| {
            E::DepartmentDisposed {
                referral,
                result,
                clocks,
            }
        }),
        outcome().prop_map(E::FollowedUp),
        option::of(words()).prop_map(|note| E::Closed { note }),
        words().prop_map(|reason| E::Reopened { reason }),
        (car.clone(), crew.clone(), words()).prop_map(|(unit, crew, reason)| E::Reinforced {
            unit,
            crew,
            reason
        }),
        (car.clone(), car, crew, words(), clocks()).prop_map(|(from, to, crew, reason, clocks)| {
            E::Reassigned {
                from,
                to,
                crew,
                reason,
                clocks,
            }
        }),
    ]
    .boxed()
}

fn of_the_watch() -> BoxedStrategy<E> {
    let car = select(vec!["car-1", "car-2"]).prop_map(unit);
    let nth = 0..3_u32;
    prop_oneof![
        (car.clone(), any::<u32>(), words()).prop_map(|(unit, free_cars, reason)| {
            E::TownUncovered {
                unit,
                free_cars,
                reason,
            }
        }),
        (car.clone(), words(), option::of(car.clone()), any::<bool>()).prop_map(
            |(unit, reason, now_leads, voids_clocks)| {
                E::AssignmentRefused {
                    unit,
                    reason,
                    now_leads,
                    voids_clocks,
                }
            }
        ),
        (car.clone(), any::<i64>()).prop_map(|(unit, metres)| E::ArrivalProposed { unit, metres }),
        (car.clone(), nth.clone(), moment(), any::<i64>()).prop_map(
            |(unit, nth, ask_at, answer_seconds)| E::CheckInSet {
                unit,
                nth,
                ask_at,
                answer_seconds,
            }
        ),
        (car.clone(), nth.clone(), moment()).prop_map(|(unit, nth, answer_by)| {
            E::CheckInAsked {
                unit,
                nth,
                answer_by,
            }
        }),
        (
            car.clone(),
            nth.clone(),
            select(CrewAnswer::ALL),
            option::of(words())
        )
            .prop_map(|(unit, nth, answer, note)| E::CheckInAnswered {
                unit,
                nth,
                answer,
                note,
            }),
        (car.clone(), nth.clone()).prop_map(|(unit, nth)| E::CheckInMissed { unit, nth }),
        (matter(), moment(), option::of(moment())).prop_map(|(about, begun_at, next_at)| {
            E::EscalationSet {
                about,
                begun_at,
                next_at,
            }
        }),
        (
            matter(),
            moment(),
            nth.clone(),
            vec(select(vec![Role::Dispatcher, Role::Commander]), 0..3),
            vec(car, 0..2),
            option::of(moment())
        )
            .prop_map(|(about, begun_at, level, to_roles, to_units, next_at)| {
                E::Escalated {
                    about,
                    begun_at,
                    level,
                    to_roles,
                    to_units,
                    next_at,
                }
            }),
        (matter(), option::of(words()))
            .prop_map(|(about, note)| E::AlertAcknowledged { about, note }),
        (nth, words()).prop_map(|(rank, reason)| E::Prioritised { rank, reason }),
    ]
    .boxed()
}

fn beside_the_line() -> BoxedStrategy<E> {
    let clock = (select(ClockKind::ALL), 0..3_u32);
    let cause = prop_oneof![
        Just(BreachCause::NothingRecorded),
        any::<i64>().prop_map(BreachCause::HappenedLate)
    ];
    prop_oneof![
        words().prop_map(|reason| E::ReturnedToPolice {
            station: station("east"),
            reason,
        }),
        words().prop_map(|reason| E::Intervened { reason }),
        select(vec!["m-1", "m-2"]).prop_map(|one| E::CrewRelieved {
            unit: unit("car-1"),
            crew: vec![member(one)],
        }),
        words().prop_map(|reason| E::Merged {
            into: incident("20240304-0002"),
            reason,
        }),
        words().prop_map(|reason| E::Cancelled { reason }),
        words().prop_map(|reason| E::CallerRevealed { reason }),
        clock
            .clone()
            .prop_map(|(clock, nth)| E::ClockWarned { clock, nth }),
        (clock.clone(), cause).prop_map(|((clock, nth), cause)| E::ClockBreached {
            clock,
            nth,
            cause
        }),
        (clock.clone(), words()).prop_map(|((clock, nth), reason)| E::BreachExplained {
            clock,
            nth,
            reason
        }),
        (clock.clone(), words(), moment()).prop_map(|((clock, nth), reason, until)| {
            E::ClockPaused {
                clock,
                nth,
                reason,
                until,
            }
        }),
        (clock, moment(), moment()).prop_map(|((clock, nth), due_at, warn_at)| E::ClockResumed {
            clock,
            nth,
            due_at,
            warn_at,
        }),
    ]
    .boxed()
}

pub(super) fn event() -> impl Strategy<Value = E> {
    prop_oneof![2 => of_the_line(), 1 => beside_the_line(), 1 => of_the_watch()]
}

pub(super) fn first_event() -> impl Strategy<Value = E> {
    received().prop_map(|one| E::Received(Box::new(one)))
}

pub(super) fn stamp() -> impl Strategy<Value = Stamp> {
    let any_time = prop_oneof![5 => moment(), 1 => any::<i64>().prop_map(Timestamp)];
    (any_time.clone(), any_time, any::<bool>()).prop_map(|(occurred_at, recorded_at, late)| Stamp {
        occurred_at,
        recorded_at,
        late,
    })
}
