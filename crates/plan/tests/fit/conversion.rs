//! The case that an incident is.

use liandong_domain::{
    ids::{IncidentId, StationId, UnitId},
    incident::{
        ArrivalSource, CategoryCode, ClockKind, ClockStart, DisposalOutcome, Incident,
        IncidentEvent, Received, Source, Stamp, evolve,
    },
    time::Timestamp,
};
use liandong_plan::fit::{Case, Log, NoCase};

fn unit(id: &str) -> UnitId {
    UnitId::new(id).unwrap()
}

fn received() -> IncidentEvent {
    IncidentEvent::Received(Box::new(Received {
        number: IncidentId::new("20240301-0007").unwrap(),
        source: Source::Police110,
        external: None,
        caller: None,
        address: "某路1号".into(),
        place: None,
        text: "吵架".into(),
        area: None,
        located: None,
        hazards: Vec::new(),
        policy: 1,
        answer: None,
        push: None,
    }))
}

/// Each event with the second at which it happened, and whether it was entered late.
fn incident(events: &[(i64, bool, IncidentEvent)]) -> Incident {
    let mut state = None;
    for (second, late, event) in events {
        let stamp = Stamp {
            occurred_at: Timestamp(*second),
            recorded_at: Timestamp(second + i64::from(*late) * 9_000),
            late: *late,
        };
        state = evolve(state, event, stamp);
    }
    state.unwrap()
}

fn assigned(id: &str) -> IncidentEvent {
    let clock = ClockStart {
        clock: ClockKind::Dispose,
        nth: 1,
        warn_at: Timestamp(3_000),
        due_at: Timestamp(3_600),
        grace: 60,
    };
    IncidentEvent::UnitAssigned {
        unit: unit(id),
        crew: Vec::new(),
        clocks: vec![clock],
    }
}

fn classified() -> IncidentEvent {
    IncidentEvent::Classified {
        category: CategoryCode::Dispute,
        subcategory: None,
        area: None,
        in_spite_of_hazards: None,
    }
}

fn arrived(id: &str) -> IncidentEvent {
    IncidentEvent::Arrived {
        unit: unit(id),
        how: ArrivalSource::Radio,
    }
}

fn disposed() -> IncidentEvent {
    IncidentEvent::Disposed {
        outcome: DisposalOutcome::Resolved,
        text: "已劝解".into(),
        clocks: Vec::new(),
    }
}

#[test]
fn a_refused_car_a_lead_and_a_reinforcement_are_three_legs() {
    let refused = IncidentEvent::AssignmentRefused {
        unit: unit("a"),
        reason: "车辆故障".into(),
        now_leads: None,
        voids_clocks: false,
    };
    let reinforced = IncidentEvent::Reinforced {
        unit: unit("a"),
        crew: Vec::new(),
        reason: "人多".into(),
    };
    let feedback = IncidentEvent::FeedbackGiven {
        text: "双方在场".into(),
    };
    let one = incident(&[
        (0, false, received()),
        (30, false, classified()),
        (40, false, IncidentEvent::Accepted),
        (60, false, assigned("a")),
        (90, false, refused),
        (120, false, assigned("b")),
        (150, false, IncidentEvent::Acknowledged { unit: unit("b") }),
        (500, false, arrived("b")),
        (700, false, reinforced),
        (1_000, true, arrived("a")),
        (1_100, false, feedback),
        (2_000, false, disposed()),
    ]);
    let case = Case::of(&one).unwrap();
    assert_eq!(case.category, CategoryCode::Dispute);
    assert_eq!(case.received_at, Timestamp(0));
    assert_eq!(
        (case.disposed_at, case.disposed_late),
        (Some(Timestamp(2_000)), false)
    );
    let flags: Vec<(&str, bool, bool)> = case
        .legs
        .iter()
        .map(|leg| (leg.unit.as_str(), leg.lead, leg.refused))
        .collect();
    assert_eq!(
        flags,
        [("a", true, true), ("b", true, false), ("a", false, false)]
    );
    let lead = case.lead().unwrap();
    assert_eq!(lead.unit, unit("b"));
    assert_eq!(lead.acknowledged_at, Some(Timestamp(150)));
    assert_eq!(lead.arrived_at, Some(Timestamp(500)));
    assert_eq!(lead.released_at, Some(Timestamp(2_000)));
    assert!(!lead.arrived_late && case.legs[2].arrived_late);
    assert!(case.is_served());
}

#[test]
fn an_incident_without_a_car_says_why() {
    let returned = IncidentEvent::ReturnedToPolice {
        station: StationId::new("hc").unwrap(),
        reason: "有伤".into(),
    };
    let cancelled = IncidentEvent::Cancelled {
        reason: "误报".into(),
    };
    let mut log = Log::default();
    log.push(&incident(&[
        (0, false, received()),
        (9, false, returned.clone()),
    ]));
    log.push(&incident(&[(5, false, received()), (9, false, cancelled)]));
    log.push(&incident(&[(7, false, received())]));
    let why: Vec<NoCase> = log.left_out.iter().map(|one| one.why).collect();
    assert_eq!(
        why,
        [
            NoCase::ReturnedToPolice,
            NoCase::Cancelled,
            NoCase::NeverAssigned
        ]
    );
    // With a car before it, the car was used, and the case counts.
    let late = incident(&[
        (0, false, received()),
        (30, false, classified()),
        (40, false, IncidentEvent::Accepted),
        (60, false, assigned("a")),
        (80, false, returned),
    ]);
    log.push(&late);
    assert_eq!(log.cases.len(), 1);
    assert_eq!(log.cases[0].legs[0].released_at, Some(Timestamp(80)));
    let (before, after) = log.split(Timestamp(5));
    assert_eq!((before.cases.len(), before.left_out.len()), (1, 1));
    assert_eq!((after.cases.len(), after.left_out.len()), (0, 2));
}
