//! Every refusal is reached by a real command, says its code, and names its field.

use crate::support::{
    commands::{
        WHY, accept_referral, acknowledge, acknowledge_alert, answer, arrive, arrive_by, assign,
        close, confirm, explain, feedback, merge, pause, reassign, refer, reinforce, resume,
        reveal, to_police, unreachable,
    },
    given::{NUMBER, Story, asked, context, intake, received, received_with},
    phases::{continued, standing_in},
    times::{at, day},
    town::{area, item, policy, records, registry, station, unit},
};
use liandong_domain::{
    duty::OutReason,
    geo::Place,
    incident::{
        CategoryCode, ClockKind as K, CrewAnswer, IncidentCommand as C, Intake, Matter, Phase as P,
        Rejection, receive,
    },
    policy::Coverage,
    registry::RegistryEvent,
};
use std::collections::BTreeMap;

/// One sample of each refusal. The match below does not compile when a variant is added and left
/// out here.
fn samples() -> Vec<Rejection> {
    use Rejection as R;
    let (unit, number) = (unit("car-1"), crate::support::town::incident(NUMBER));
    let all = vec![
        R::WrongPhase {
            command: C::Accept.kind(),
            phase: P::Closed,
        },
        R::InFuture {
            occurred_at: at("08:01"),
            recorded_at: at("08:00"),
        },
        R::BeforeIncident {
            occurred_at: at("08:00"),
            received_at: at("08:01"),
        },
        R::BeforePreviousStep {
            occurred_at: at("08:00"),
            step_at: at("08:01"),
        },
        R::NotAfterwards,
        R::FollowUpPending {
            attempts: 0,
            needed: 3,
        },
        R::Blank { field: "reason" },
        R::TooLong {
            field: "reason",
            most: 2000,
        },
        R::OffTheGlobe,
        R::SafetyConfirmationNeeded { hazards: vec![] },
        R::OutsideCoverage,
        R::UnknownUnit(unit.clone()),
        R::UnitNotInService(unit.clone()),
        R::UnitOutOfService {
            unit: unit.clone(),
            reason: OutReason::Fault,
        },
        R::NobodyToRelieve(unit.clone()),
        R::UnitBusy {
            unit: unit.clone(),
            incident: number.clone(),
        },
        R::UnitNotHere(unit.clone()),
        R::UnitAlreadyHere(unit.clone()),
        R::AlreadyReported(unit),
        R::UnknownArea(area("north")),
        R::UnknownStation(station("east")),
        R::UnknownDepartment(crate::support::town::department("urban")),
        R::UnknownSubcategory(item("noise")),
        R::UnknownReferral(1),
        R::ReferralAnswered(1),
        R::AlreadyReferred(crate::support::town::department("urban")),
        R::BadMergeTarget(number),
        R::NoSuchClock(K::Arrive),
        R::AlreadyPaused(K::Arrive),
        R::NotPaused(K::Arrive),
        R::TooManyPauses {
            clock: K::Arrive,
            most: 2,
        },
        R::BadPause { most: 1800 },
        R::ClockAlreadyBreached(K::Arrive),
        R::NoBreach(K::Arrive),
        R::AlreadyReceived,
        R::NoSuchIncident,
        R::NoCaller,
        R::TownUncovered {
            free_cars: 0,
            wanted: 1,
        },
        R::NoCheckIn(crate::support::town::unit("car-1")),
        R::NoSuchAlert,
    ];
    for one in &all {
        match one {
            R::WrongPhase { .. } | R::InFuture { .. } | R::BeforeIncident { .. } => {}
            R::BeforePreviousStep { .. } | R::NotAfterwards | R::FollowUpPending { .. } => {}
            R::Blank { .. } | R::TooLong { .. } | R::OffTheGlobe => {}
            R::SafetyConfirmationNeeded { .. } | R::OutsideCoverage => {}
            R::UnknownUnit(_) | R::UnitNotInService(_) | R::UnitBusy { .. } => {}
            R::UnitOutOfService { .. } | R::NobodyToRelieve(_) => {}
            R::UnitNotHere(_) | R::UnitAlreadyHere(_) | R::AlreadyReported(_) => {}
            R::UnknownArea(_) | R::UnknownStation(_) | R::UnknownDepartment(_) => {}
            R::UnknownSubcategory(_) | R::UnknownReferral(_) | R::ReferralAnswered(_) => {}
            R::AlreadyReferred(_) | R::BadMergeTarget(_) | R::NoSuchClock(_) => {}
            R::AlreadyPaused(_) | R::NotPaused(_) | R::TooManyPauses { .. } => {}
            R::BadPause { .. } | R::ClockAlreadyBreached(_) | R::NoBreach(_) => {}
            R::AlreadyReceived | R::NoSuchIncident | R::NoCaller => {}
            // Those have codes of their own: see the stories of the case.
            R::Case(_) => {}
            R::TownUncovered { .. } | R::NoCheckIn(_) | R::NoSuchAlert => {}
        }
    }
    all
}

/// Refusals that only those who look incidents up can find: the domain is never asked then.
const OF_THE_USE_CASES: [&str; 2] = ["already_received", "no_such_incident"];

/// A town where car-1 left the service the day before, and another with no coverage.
fn without_car_1() -> Story {
    let records = records().into_iter().map(|record| match record {
        RegistryEvent::UnitCommissioned(mut one) if one.id == unit("car-1") => {
            one.until = Some(day("2024-03-03"));
            RegistryEvent::UnitCommissioned(one)
        }
        other => other,
    });
    let registry = crate::support::town::enter(Default::default(), records.collect());
    received_with(policy(), registry, &intake())
        .and("08:02", confirm())
        .and("08:03", C::Accept)
}

fn never_covered() -> Story {
    let mut policy = policy();
    policy.coverage = Coverage::Weekly(vec![]);
    received_with(policy, registry(), &intake())
}

fn dangerous() -> Story {
    let text = "有人持刀".into();
    received_with(policy(), registry(), &Intake { text, ..intake() })
}

fn without_caller() -> Rejection {
    let (policy, registry) = (policy(), registry());
    let number = crate::support::town::incident(NUMBER);
    let taken = receive(
        &number,
        &intake(),
        None,
        asked(None, at("08:00")),
        context(&policy, &registry),
    );
    let incident = taken.expect("the call is taken").incident;
    liandong_domain::incident::decide(
        &incident,
        &reveal(),
        asked(None, at("08:01")),
        context(&policy, &registry),
    )
    .expect_err("there is nobody to reveal")
}

fn off_the_globe() -> Rejection {
    let place = Some(Place {
        lon: 0.0,
        lat: 91.0,
    });
    let number = crate::support::town::incident(NUMBER);
    receive(
        &number,
        &Intake { place, ..intake() },
        None,
        asked(None, at("08:00")),
        context(&policy(), &registry()),
    )
    .expect_err("there is no such place")
}

fn confirmed_as(subcategory: Option<&str>, place: Option<&str>) -> C {
    C::Confirm {
        category: CategoryCode::Dispute,
        subcategory: subcategory.map(item),
        area: place.map(area),
        in_spite_of_hazards: None,
    }
}

fn reached() -> Vec<Rejection> {
    let story = standing_in;
    let acknowledged = || standing_in(P::Acknowledged);
    let paused = || acknowledged().and("08:10", pause(K::Arrive));
    let twice = paused()
        .and("08:11", resume(K::Arrive))
        .and("08:11", pause(K::Arrive))
        .and("08:12", resume(K::Arrive));
    let to = |id| C::ReturnToPolice {
        station: station(id),
        reason: WHY.into(),
    };
    let long = C::Intervene {
        reason: "字".repeat(2_001),
    };
    let blank = C::Cancel {
        reason: "\t ".into(),
    };
    let bad_pause = C::PauseClock {
        clock: K::Arrive,
        reason: WHY.into(),
        until: Some(at("+1 08:00")),
    };
    vec![
        story(P::Closed).when("17:00", to_police()).why(),
        received().when_entered("08:03", "08:02", confirm()).why(),
        received().when_entered("07:00", "08:02", confirm()).why(),
        acknowledged()
            .when_entered("08:01", "08:10", arrive())
            .why(),
        acknowledged()
            .when_entered("08:10", "08:10", pause(K::Arrive))
            .why(),
        story(P::Reviewed)
            .and("10:00", unreachable())
            .when("10:01", close())
            .why(),
        received().when("08:02", blank).why(),
        received().when("08:02", long).why(),
        off_the_globe(),
        dangerous().when("08:02", confirm()).why(),
        never_covered().when("08:02", confirm()).why(),
        story(P::Accepted).when("08:05", assign("car-9")).why(),
        without_car_1().when("08:05", assign("car-1")).why(),
        story(P::Accepted)
            .car_is_on("20240304-0002")
            .when("08:05", assign("car-1"))
            .why(),
        story(P::Accepted)
            .car_is_out(OutReason::Fault)
            .when("08:05", assign("car-1"))
            .why(),
        acknowledged()
            .when("08:10", C::HandOver { unit: None })
            .why(),
        acknowledged().when("08:10", arrive_by("car-2")).why(),
        acknowledged().when("08:10", reinforce("car-1")).why(),
        acknowledged().when("08:10", acknowledge()).why(),
        received()
            .when("08:02", confirmed_as(None, Some("nowhere")))
            .why(),
        received().when("08:02", to("nowhere")).why(),
        story(P::Reviewed).when("10:00", refer("nobody")).why(),
        received()
            .when("08:02", confirmed_as(Some("noise"), None))
            .why(),
        story(P::Referred).when("10:00", accept_referral(7)).why(),
        story(P::ReferralAccepted)
            .when("10:30", accept_referral(1))
            .why(),
        story(P::Referred).when("10:00", refer("urban")).why(),
        received().when("08:02", merge(NUMBER)).why(),
        received().when("08:02", pause(K::Arrive)).why(),
        paused().when("08:11", pause(K::Arrive)).why(),
        acknowledged().when("08:11", resume(K::Arrive)).why(),
        twice.when("08:13", pause(K::Arrive)).why(),
        acknowledged().when("08:10", bad_pause).why(),
        acknowledged().when("08:30", pause(K::Arrive)).why(),
        acknowledged().when("08:10", explain(K::Arrive)).why(),
        without_caller(),
        story(P::Accepted)
            .others_free(0)
            .when("08:05", assign("car-1"))
            .why(),
        story(P::Arrived)
            .when("08:20", answer(CrewAnswer::AllWell))
            .why(),
        received()
            .when("08:02", acknowledge_alert(Matter::NoCar { nth: 1 }))
            .why(),
    ]
}

#[test]
fn every_refusal_is_reached() {
    let mut seen: BTreeMap<&str, usize> = samples().iter().map(|one| (one.code(), 0)).collect();
    assert_eq!(seen.len(), samples().len(), "codes are unique");
    for one in reached() {
        *seen.get_mut(one.code()).expect("a known code") += 1;
    }
    let never: Vec<_> = seen
        .iter()
        .filter(|one| *one.1 == 0)
        .map(|one| *one.0)
        .collect();
    assert_eq!(never, OF_THE_USE_CASES);
}

#[test]
fn a_refusal_about_a_field_begins_with_its_name() {
    for one in samples().into_iter().chain(reached()) {
        let text = one.to_string();
        if let Some(field) = one.field() {
            let about_times = text.starts_with(&format!("{field}:"));
            let safety = one.code() == "safety_confirmation_needed";
            assert!(about_times || safety, "{text}");
        }
        assert!(
            one.code()
                .bytes()
                .all(|b| b.is_ascii_lowercase() || b == b'_')
        );
    }
}

#[test]
fn a_refusal_changes_nothing_even_when_a_clock_was_due() {
    let story = standing_in(P::Acknowledged);
    let before = story.incident.clone();
    let story = story.when("09:30", feedback()).then_rejected("wrong_phase");
    let story = story
        .when("09:30", reassign("car-9"))
        .then_rejected("unknown_unit");
    assert_eq!(story.incident, before);
}

#[test]
fn a_busy_or_present_car_is_not_sent_again() {
    let story = standing_in(P::Acknowledged);
    story
        .when("08:10", reassign("car-1"))
        .then_rejected("unit_already_here")
        .car_is_on(NUMBER)
        .when("08:10", reassign("car-2"))
        .then_kinds(&["incident.reassigned"]);
    continued(received(), P::Assigned)
        .car_is_on("20240304-0005")
        .when("08:10", reinforce("car-2"))
        .then_rejected("unit_busy");
}
