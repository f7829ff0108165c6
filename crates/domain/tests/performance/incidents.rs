//! Figures that count incidents.

use super::{World, clock, days, fact};
use crate::support::{times::at, town::area};
use liandong_domain::{
    incident::{CategoryCode, ClockFact, ClockKind, ClockOutcome as O, Grade, IncidentFact, Phase},
    performance::{
        figure::{ExclusionReason as X, NoValue, Value},
        formula::{Baseline, Formula},
    },
    ratio::Ratio,
};

const ARRIVE: Formula = Formula::ClockKept {
    clock: ClockKind::Arrive,
};

const HALVES: Formula = Formula::HandledWithoutPolice {
    against: Baseline::Halves,
};

fn exclusions(measured: &super::Measured) -> Vec<(X, u64)> {
    let all = measured.figure.exclusions.iter();
    all.map(|one| (one.reason, one.count)).collect()
}

#[test]
fn without_a_record_no_incident_figure_has_a_value() {
    let world = World::with(Vec::new());
    for formula in [ARRIVE, HALVES, Formula::AreasWorking, Formula::Satisfied] {
        let measured = world.measure(formula);
        assert_eq!(measured.figure.value, Value::None(NoValue::NoEvidence));
        assert_eq!(measured.counts(), (Some(0), Some(0), 0, 0));
    }
}

#[test]
fn a_clock_figure_counts_decided_clocks_and_names_the_rest() {
    let with = |number, arrive| IncidentFact {
        arrive,
        ..fact(number)
    };
    let late = Some(ClockFact {
        outcome: O::Breached,
        took: Some(60),
        late: true,
    });
    let measured = World::with(vec![
        with(1, clock(O::Kept)),
        with(2, clock(O::Kept)),
        with(3, clock(O::Breached)),
        with(4, late),
        with(5, clock(O::Running)),
        with(6, clock(O::Paused)),
        with(7, clock(O::Void)),
        with(8, None),
    ])
    .measure(ARRIVE);
    assert_eq!(measured.figure.value, Value::Ratio(Ratio::new(2, 4)));
    assert_eq!(measured.counts(), (Some(2), Some(4), 4, 1));
    assert_eq!(
        exclusions(&measured),
        [
            (X::NeverAssigned, 1),
            (X::ClockVoid, 1),
            (X::StillRunning, 2)
        ]
    );
    let records: Vec<_> = measured
        .items
        .iter()
        .map(|one| (one.record.as_str(), one.counts, one.measured))
        .collect();
    assert_eq!(
        records,
        [
            ("20240304-0001", true, Some(600)),
            ("20240304-0002", true, Some(600)),
            ("20240304-0003", false, Some(600)),
            ("20240304-0004", false, Some(60)),
        ]
    );
    assert_eq!(measured.items[0].stream, "incident/20240304-0001");
}

#[test]
fn only_undecided_clocks_are_no_evidence() {
    let running = IncidentFact {
        arrive: clock(O::Running),
        ..fact(1)
    };
    let measured = World::with(vec![running]).measure(ARRIVE);
    assert_eq!(measured.figure.value, Value::None(NoValue::NoEvidence));
    assert_eq!(exclusions(&measured), [(X::StillRunning, 1)]);
}

fn on(number: u32, time: &str) -> IncidentFact {
    IncidentFact {
        received_at: at(time),
        ..fact(number)
    }
}

#[test]
fn handled_without_police_compares_the_later_half_with_the_earlier() {
    // 61 days of service: the later half begins with the 31st day, 31 March; +27 is that day.
    let police = |one| IncidentFact {
        phase: Phase::ReturnedToPolice,
        category: Some(CategoryCode::Dispute),
        ..one
    };
    let breached = |one| IncidentFact {
        dispose: clock(O::Breached),
        ..one
    };
    let again = |one| IncidentFact { round: 2, ..one };
    let stands = |phase, number| IncidentFact {
        phase,
        ..fact(number)
    };
    let facts = vec![
        fact(1),
        police(fact(2)),
        breached(fact(3)),
        on(4, "+26 23:59:59"),
        on(5, "+27 00:00"),
        again(on(6, "+30 00:00")),
        on(7, "+40 08:00"),
        stands(Phase::ReturnedToPolice, 8),
        stands(Phase::Merged, 9),
        stands(Phase::Cancelled, 10),
        stands(Phase::Reviewed, 11),
    ];
    let measured = World::with(facts).measure(HALVES);
    assert_eq!(
        measured.figure.value,
        Value::Change {
            before: Ratio::new(2, 4),
            after: Ratio::new(2, 3),
        }
    );
    assert_eq!(
        measured.counts(),
        (Some(2), Some(3), 7, 0),
        "of the later half"
    );
    assert_eq!(
        exclusions(&measured),
        [
            (X::ReturnedToPolice, 1),
            (X::Merged, 1),
            (X::Cancelled, 1),
            (X::NotYetClosed, 1)
        ]
    );
}

#[test]
fn a_comparison_with_an_empty_half_is_over_zero() {
    for facts in [vec![fact(1)], vec![on(1, "+50 08:00")]] {
        let measured = World::with(facts).measure(HALVES);
        assert_eq!(measured.figure.value, Value::None(NoValue::OverZero));
        assert_eq!(measured.counts(), (Some(0), Some(0), 1, 0));
    }
}

#[test]
fn area_months_with_a_car_and_a_closed_incident() {
    let placed = |number, id: Option<&str>, time| IncidentFact {
        area: id.map(area),
        ..on(number, time)
    };
    let open = IncidentFact {
        phase: Phase::Arrived,
        ..fact(6)
    };
    let late = IncidentFact {
        late_entries: 1,
        ..fact(7)
    };
    // Two areas over two months: four area-months; south worked in April alone.
    let facts = vec![
        placed(1, Some("north"), "08:00"),
        placed(2, Some("north"), "+30 08:00"),
        placed(3, Some("south"), "+30 08:00"),
        placed(4, Some("south"), "+31 08:00"),
        placed(5, None, "08:00"),
        open,
        late,
    ];
    let measured = World::with(facts).measure(Formula::AreasWorking);
    assert_eq!(measured.figure.value, Value::Ratio(Ratio::new(3, 4)));
    assert_eq!(measured.counts(), (Some(3), Some(4), 5, 1));
    assert_eq!(
        exclusions(&measured),
        [(X::NotYetClosed, 1), (X::NoArea, 1)]
    );
}

#[test]
fn work_outside_the_service_makes_no_area_month() {
    let mut world = World::with(vec![fact(1), on(2, "+30 08:00")]);
    world.service = days("2024-04-01", "2025-02-28");
    let measured = world.measure(Formula::AreasWorking);
    // Two areas over April; the closed incident of March counts for no area-month.
    assert_eq!(measured.figure.value, Value::Ratio(Ratio::new(1, 2)));
    let counted: Vec<_> = measured.items.iter().map(|one| one.counts).collect();
    assert_eq!(counted, [false, true]);
    world.service = days("2025-01-01", "2025-02-28");
    let measured = world.measure(Formula::AreasWorking);
    assert_eq!(measured.figure.value, Value::None(NoValue::OverZero));
    assert_eq!(measured.counts(), (Some(0), Some(0), 2, 0));
}

#[test]
fn a_town_without_areas_has_no_area_months() {
    let mut world = World::of(liandong_domain::registry::Registry::default());
    world.facts = vec![fact(1)];
    let measured = world.measure(Formula::AreasWorking);
    assert_eq!(measured.figure.value, Value::None(NoValue::OverZero));
}

#[test]
fn satisfied_counts_answered_follow_ups() {
    let graded = |number, grade| IncidentFact {
        grade: Some(grade),
        grade_late: number == 2,
        ..fact(number)
    };
    let silent = |number, phase| IncidentFact {
        phase,
        ..fact(number)
    };
    let unreachable = IncidentFact {
        unreachable: true,
        ..fact(6)
    };
    let measured = World::with(vec![
        graded(1, Grade::VerySatisfied),
        graded(2, Grade::Satisfied),
        graded(3, Grade::Neutral),
        graded(4, Grade::Dissatisfied),
        graded(5, Grade::VeryDissatisfied),
        unreachable,
        silent(7, Phase::Disposed),
        silent(8, Phase::ReturnedToPolice),
        silent(9, Phase::Merged),
        silent(10, Phase::Cancelled),
    ])
    .measure(Formula::Satisfied);
    assert_eq!(measured.figure.value, Value::Ratio(Ratio::new(2, 5)));
    assert_eq!(measured.counts(), (Some(2), Some(5), 5, 1));
    assert_eq!(
        exclusions(&measured),
        [
            (X::ReturnedToPolice, 1),
            (X::Merged, 1),
            (X::Cancelled, 1),
            (X::NotFollowedUp, 1),
            (X::Unreachable, 1)
        ]
    );
    let grades: Vec<_> = measured
        .items
        .iter()
        .filter_map(|one| one.measured)
        .collect();
    assert_eq!(grades, [5, 4, 3, 2, 1]);
}

#[test]
fn a_year_is_compared_with_the_same_days_before() {
    let against = Baseline::YearBefore;
    let police = |number| IncidentFact {
        phase: Phase::ReturnedToPolice,
        category: Some(CategoryCode::Environment),
        ..fact(number)
    };
    let mut world = World::with(vec![fact(1), fact(2), police(3)]);
    let alone = world.measure(Formula::HandledWithoutPolice { against });
    assert_eq!(alone.figure.value, Value::None(NoValue::OverZero));
    world.earlier = vec![fact(4), police(5)];
    let measured = world.measure(Formula::HandledWithoutPolice { against });
    assert_eq!(
        measured.figure.value,
        Value::Change {
            before: Ratio::new(1, 2),
            after: Ratio::new(2, 3),
        }
    );
    let leap = days("2024-02-29", "2024-12-31").year_before();
    assert_eq!(leap, days("2023-02-28", "2023-12-31"));
}

#[test]
fn closed_incidents_and_follow_ups_are_counted() {
    let graded = |grade, number| IncidentFact {
        grade,
        ..fact(number)
    };
    let stands = |phase, number| IncidentFact {
        phase,
        ..fact(number)
    };
    let world = World::with(vec![
        graded(Some(Grade::Satisfied), 1),
        graded(None, 2),
        IncidentFact {
            sampled: false,
            ..fact(3)
        },
        stands(Phase::Merged, 4),
        stands(Phase::Reviewed, 5),
    ]);
    let closed = world.measure(Formula::IncidentsClosed);
    assert_eq!(closed.figure.value, Value::Count(3));
    assert_eq!(exclusions(&closed), [(X::Merged, 1), (X::NotYetClosed, 1)]);
    let asked = world.measure(Formula::FollowedUp);
    assert_eq!(asked.figure.value, Value::Ratio(Ratio::new(1, 2)));
}
