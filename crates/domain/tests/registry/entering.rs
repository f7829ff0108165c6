//! Records entering the register.

use crate::support::{
    times::day,
    town::{
        area, car, enter, item, member, officer, policy, records, registry, square, station, unit,
    },
};
use liandong_domain::{
    geo::Outline,
    registry::{
        Area, Assessment, AssessmentResult, EquipmentIssue, EquipmentKind, Holder, Registry,
        RegistryEvent as E, RegistryRejection as R, Training, TrainingKind, TrainingResult, decide,
        evolve,
    },
};

fn drawn(home: &str, outline: Outline) -> E {
    E::AreaDrawn(Area {
        id: area("new"),
        name: "new".into(),
        station: station(home),
        outline,
        from: None,
        until: None,
    })
}

#[test]
fn a_record_entered_again_is_no_event() {
    let registry = registry();
    for record in records() {
        let kind = record.kind();
        assert_eq!(decide(&registry, record), Ok(None), "{kind}");
    }
}

#[test]
fn a_changed_record_is_its_new_version() {
    let mut renamed = car("car-1", "south");
    renamed.name = "一号车".into();
    let registry = enter(registry(), vec![E::UnitCommissioned(renamed.clone())]);
    assert_eq!(registry.unit(&unit("car-1")), Some(&renamed));
    assert_eq!(registry.units().count(), 3);
}

#[test]
fn records_are_read_back_from_json() {
    let read = records()
        .into_iter()
        .fold(Registry::default(), |registry, record| {
            let text = serde_json::to_string(&record).expect("json");
            let event: E = serde_json::from_str(&text).expect("a record");
            assert_eq!(event, record);
            evolve(registry, event, false)
        });
    assert_eq!(read, registry());
}

#[test]
fn a_record_points_at_what_is_there() {
    let training = E::TrainingHeld(Training {
        id: item("t"),
        title: "t".into(),
        day: day("2024-03-01"),
        kind: TrainingKind::InService,
        results: vec![TrainingResult {
            member: member("nobody"),
            attended: true,
            passed: None,
        }],
    });
    let issue = |kind: &str, holder| {
        E::EquipmentIssued(EquipmentIssue {
            kind: item(kind),
            serial: "1".into(),
            holder,
            day: day("2024-03-01"),
        })
    };
    let radio = E::EquipmentKindDefined(EquipmentKind {
        id: item("radio"),
        name: "电台".into(),
        required_per_member: true,
        required_per_unit: 0,
        calibrate_every_days: None,
    });
    let registry = enter(registry(), vec![radio]);
    let holder = Holder::Member(member("car-1-a-1"));
    let table = [
        (drawn("nowhere", square(0.0, 0.0)), "station"),
        (E::UnitCommissioned(car("car-9", "nowhere")), "area"),
        (E::MemberEngaged(officer("x", "car-9", "a")), "unit"),
        (E::MemberEngaged(officer("x", "car-1", "z")), "team"),
        (issue("sword", holder.clone()), "kind"),
        (issue("radio", Holder::Member(member("nobody"))), "member"),
        (issue("radio", Holder::Unit(unit("car-9"))), "unit"),
        (training, "results.member"),
    ];
    for (record, expected) in table {
        match decide(&registry, record) {
            Err(R::Unknown { field, .. }) => assert_eq!(field, expected),
            other => panic!("{expected}: {other:?}"),
        }
    }
    assert!(matches!(
        decide(&registry, issue("radio", holder)),
        Ok(Some(_))
    ));
    // Before there is a roster there are no teams.
    let bare = Registry::default();
    assert!(decide(&bare, E::MemberEngaged(officer("x", "car-1", "a"))).is_err());
}

#[test]
fn what_makes_no_sense_stays_outside() {
    let registry = registry();
    let mut bow_tie = square(0.0, 0.0);
    bow_tie.0.swap(1, 2);
    assert!(matches!(
        decide(&registry, drawn("east", bow_tie)),
        Err(R::Outline(_))
    ));
    let mut backwards = car("car-1", "north");
    backwards.until = Some(day("2024-02-29"));
    let refused = decide(&registry, E::UnitCommissioned(backwards));
    assert!(matches!(refused, Err(R::Bad { field: "until", .. })));
    let scored = |score| {
        E::AssessmentHeld(Assessment {
            id: item("a"),
            from: day("2024-03-01"),
            to: day("2024-03-31"),
            day: day("2024-04-01"),
            pass_mark: 80,
            results: vec![AssessmentResult {
                member: member("car-1-a-1"),
                score,
            }],
        })
    };
    for score in [-1, 101] {
        let refused = decide(&registry, scored(score));
        assert!(matches!(
            refused,
            Err(R::Bad {
                field: "results.score",
                ..
            })
        ));
    }
    for score in [0, 100] {
        assert!(matches!(decide(&registry, scored(score)), Ok(Some(_))));
    }
}

#[test]
fn policies_count_their_versions() {
    let version = |version| {
        let mut one = policy();
        one.version = version;
        one.entry_grace_seconds = 60;
        E::PolicyAdopted(Box::new(one))
    };
    let registry = registry();
    for given in [1, 3] {
        let refused = decide(&registry, version(given));
        assert_eq!(refused, Err(R::PolicyVersion { current: 1, given }));
    }
    let registry = enter(registry, vec![version(2)]);
    assert_eq!(registry.policy().map(|one| one.version), Some(2));
    assert_eq!(
        decide(&registry, version(2)),
        Ok(None),
        "the same one again"
    );
    assert!(decide(&registry, version(1)).is_err(), "no way back");
}

#[test]
fn a_late_entry_is_remembered_with_its_record() {
    let registry = evolve(
        registry(),
        E::MemberEngaged(officer("late", "car-1", "a")),
        true,
    );
    let late: Vec<_> = registry
        .members()
        .filter(|one| one.late)
        .map(|one| one.record.id.as_str())
        .collect();
    assert_eq!(late, ["late"]);
}
