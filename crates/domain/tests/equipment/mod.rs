//! A piece's life, and what is wrong with the equipment on a day.

use crate::support::{
    times::day,
    town::{enter, item, member, registry, unit},
};
use liandong_domain::{
    equipment::{
        Condition, EquipmentChange, EquipmentFindingKind as K, EquipmentStep as S, due, findings,
    },
    registry::{
        EquipmentIssue, EquipmentKind, Holder, Registry, RegistryEvent as E, RegistryRejection,
        decide,
    },
};

fn kind(id: &str, calibrate_every_days: Option<u32>) -> E {
    E::EquipmentKindDefined(EquipmentKind {
        id: item(id),
        name: id.into(),
        required_per_member: false,
        required_per_unit: 0,
        calibrate_every_days,
    })
}

fn issue(serial: &str, holder: Holder, on: &str) -> E {
    E::EquipmentIssued(EquipmentIssue {
        kind: item("meter"),
        serial: serial.into(),
        holder,
        day: day(on),
    })
}

fn change(serial: &str, step: S, on: &str) -> E {
    E::EquipmentChanged(EquipmentChange {
        kind: item("meter"),
        serial: serial.into(),
        day: day(on),
        step,
        note: None,
    })
}

fn to(who: &str) -> Holder {
    Holder::Member(member(who))
}

fn town() -> Registry {
    enter(registry(), vec![kind("meter", Some(100))])
}

fn condition(registry: &Registry) -> Condition {
    let piece = registry.piece(&item("meter"), "1").expect("a piece");
    piece.condition()
}

#[test]
fn a_piece_goes_from_hand_to_hand() {
    let one = || to("car-1-a-1");
    let registry = enter(
        town(),
        vec![
            change("1", S::Acquired, "2024-03-01"),
            issue("1", one(), "2024-03-02"),
            issue("1", to("car-1-a-2"), "2024-03-05"),
            change("1", S::Returned, "2024-03-09"),
        ],
    );
    let piece = registry.piece(&item("meter"), "1").expect("a piece");
    let holder = |text| piece.holder_on(day(text));
    assert_eq!(holder("2024-03-01"), None);
    assert_eq!(holder("2024-03-04"), Some(&one()));
    assert_eq!(holder("2024-03-05"), Some(&to("car-1-a-2")));
    assert_eq!(holder("2024-03-09"), None, "given back on that day");
    assert_eq!(condition(&registry), Condition::InStock);
    let again = decide(&registry, issue("1", one(), "2024-03-02"));
    assert_eq!(again, Ok(None), "a folder read again changes nothing");
}

#[test]
fn each_step_has_its_condition() {
    let issued = || enter(town(), vec![issue("1", to("car-1-a-1"), "2024-03-02")]);
    let after = |steps: Vec<S>| {
        let steps = steps.into_iter().map(|one| change("1", one, "2024-03-03"));
        enter(issued(), steps.collect())
    };
    assert_eq!(condition(&issued()), Condition::InUse);
    assert_eq!(condition(&after(vec![S::Faulty])), Condition::Faulty);
    assert_eq!(
        condition(&after(vec![S::Faulty, S::Repaired])),
        Condition::InUse
    );
    assert_eq!(condition(&after(vec![S::Lost])), Condition::Lost);
    assert_eq!(
        condition(&after(vec![S::Lost, S::Found])),
        Condition::InStock
    );
    assert_eq!(
        condition(&after(vec![S::WrittenOff])),
        Condition::WrittenOff
    );
    for (steps, not) in [
        (vec![], S::Repaired),
        (vec![], S::Found),
        (vec![], S::Acquired),
        (vec![S::Returned], S::Returned),
        (vec![S::Faulty], S::Faulty),
        (vec![S::Lost], S::Lost),
        (vec![S::WrittenOff], S::Faulty),
        (vec![S::WrittenOff], S::WrittenOff),
    ] {
        let refused = decide(
            &after(steps.clone()),
            change("1", not.clone(), "2024-03-04"),
        );
        let Err(RegistryRejection::Refused(why)) = refused else {
            panic!("{steps:?} {not:?}")
        };
        assert_eq!(why.code, "wrong_condition");
    }
    let dead = after(vec![S::WrittenOff]);
    assert!(decide(&dead, issue("1", to("car-1-a-2"), "2024-03-04")).is_err());
    let early = change("1", S::Faulty, "2024-03-01");
    assert!(decide(&issued(), early).is_err(), "before its last record");
    assert!(decide(&issued(), change("9", S::Faulty, "2024-03-04")).is_err());
}

#[test]
fn calibration_is_due_from_the_first_day_or_the_last_calibration() {
    let registry = enter(town(), vec![issue("1", to("car-1-a-1"), "2024-03-02")]);
    let at = |registry: &Registry| {
        let kind = registry.equipment_kind(&item("meter")).expect("a kind");
        due(kind, registry.piece(&item("meter"), "1").expect("a piece"))
    };
    assert_eq!(at(&registry), Some(day("2024-06-10")));
    let step = S::Calibrated {
        due: day("2024-12-31"),
    };
    let registry = enter(registry, vec![change("1", step, "2024-06-01")]);
    assert_eq!(at(&registry), Some(day("2024-12-31")));
    let kinds = |text| {
        let found = findings(&registry, day(text), 30);
        found.into_iter().map(|one| one.kind).collect::<Vec<_>>()
    };
    assert_eq!(kinds("2024-11-30"), []);
    assert_eq!(kinds("2024-12-01"), [K::CalibrationDue]);
    assert_eq!(kinds("2024-12-31"), [K::CalibrationOverdue]);
    let bad = S::Calibrated {
        due: day("2024-06-02"),
    };
    assert!(decide(&registry, change("1", bad, "2024-06-02")).is_err());
}

#[test]
fn lacks_faults_and_what_was_not_given_back_are_found() {
    let required = E::EquipmentKindDefined(EquipmentKind {
        id: item("meter"),
        name: "测距仪".into(),
        required_per_member: false,
        required_per_unit: 2,
        calibrate_every_days: None,
    });
    let car = |id: &str| Holder::Unit(unit(id));
    let on = "2024-03-02";
    let mut left = crate::support::town::officer("car-3-a-1", "car-3", "a");
    left.until = Some(day("2024-03-10"));
    let registry = enter(
        registry(),
        vec![
            required,
            issue("1", car("car-1"), on),
            issue("2", car("car-1"), on),
            issue("3", car("car-2"), on),
            issue("4", to("car-3-a-1"), on),
            change("3", S::Faulty, on),
            E::MemberEngaged(left),
        ],
    );
    let found = findings(&registry, day("2024-03-11"), 30);
    let told: Vec<_> = found
        .iter()
        .map(|one| (one.kind, one.serial.as_deref(), one.missing))
        .collect();
    assert_eq!(
        told,
        [
            (K::Missing, None, 1),
            (K::Missing, None, 2),
            (K::FaultyInUse, Some("3"), 0),
            (K::NotGivenBack, Some("4"), 0),
        ]
    );
}
