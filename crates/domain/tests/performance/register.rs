//! Figures from the register, the contract and the documents.

use super::{World, days};
use crate::support::{
    times::day,
    town::{car, enter, item, member, officer, records, registry, unit},
};
use liandong_domain::{
    ids::IndicatorId,
    money::Fen,
    performance::{
        figure::{NoValue, Value},
        formula::Formula as F,
        project::VouchedDocument,
    },
    ratio::Ratio,
    registry::{
        Assessment, AssessmentResult, EquipmentIssue, EquipmentKind, Holder, Registry,
        RegistryEvent as E, Training, TrainingKind, TrainingResult, evolve,
    },
};

const NO_EVIDENCE: Value = Value::None(NoValue::NoEvidence);

#[test]
fn without_a_record_nothing_has_a_value() {
    let world = World::of(Registry::default());
    for formula in [
        F::ContractUnitPrice { line: item("none") },
        F::MembersEngaged,
        F::UnitsInService,
        F::TrainingCompleted,
        F::ExaminationPassed,
        F::EquipmentComplete,
        F::AssessmentPassed,
        F::VouchedDocument,
    ] {
        let measured = world.measure(formula.clone());
        assert_eq!(measured.figure.value, NO_EVIDENCE, "{formula:?}");
        assert_eq!(measured.counts(), (None, None, 0, 0));
    }
}

#[test]
fn a_unit_price_comes_from_the_contract_in_force() {
    let world = World::of(registry());
    let measured = world.measure(F::ContractUnitPrice {
        line: item("member"),
    });
    assert_eq!(measured.figure.value, Value::Money(Fen::from_yuan(75_500)));
    assert_eq!(measured.items[0].record, "contract/member");
    let later = world.measure(F::ContractUnitPrice {
        line: item("later"),
    });
    assert_eq!(later.figure.value, NO_EVIDENCE, "signed after the period");
}

#[test]
fn members_and_cars_are_counted_on_the_last_day() {
    let mut gone = officer("car-1-a-1", "car-1", "a");
    gone.until = Some(day("2024-04-29"));
    let mut last_day = officer("car-1-a-2", "car-1", "a");
    last_day.until = Some(day("2024-04-30"));
    let mut new = officer("new", "car-1", "a");
    new.from = day("2024-05-01");
    let mut sold = car("car-3", "south");
    sold.until = Some(day("2024-04-29"));
    let changes = vec![
        E::MemberEngaged(gone),
        E::MemberEngaged(last_day),
        E::MemberEngaged(new),
        E::UnitCommissioned(sold),
    ];
    let late = E::MemberEngaged(officer("late", "car-1", "a"));
    let world = World::of(evolve(enter(registry(), changes), late, true));
    let measured = world.measure(F::MembersEngaged);
    assert_eq!(measured.figure.value, Value::Count(24));
    assert_eq!(
        (measured.figure.evidence, measured.figure.late_entries),
        (24, 1)
    );
    assert_eq!(measured.left_out(), 2);
    let measured = world.measure(F::UnitsInService);
    assert_eq!(measured.figure.value, Value::Count(2));
    assert_eq!((measured.figure.evidence, measured.left_out()), (2, 1));
}

fn training(id: &str, on: &str, results: &[(&str, bool, Option<bool>)]) -> E {
    let results = results
        .iter()
        .map(|(who, attended, passed)| TrainingResult {
            member: member(who),
            attended: *attended,
            passed: *passed,
        });
    E::TrainingHeld(Training {
        id: item(id),
        title: id.into(),
        day: day(on),
        kind: TrainingKind::Induction,
        results: results.collect(),
    })
}

#[test]
fn trainings_and_examinations_of_the_period() {
    let (a, b, c) = ("car-1-a-1", "car-1-a-2", "car-1-b-1");
    let first = training(
        "first",
        "2024-03-01",
        &[
            (a, true, Some(true)),
            (b, true, Some(false)),
            (c, false, None),
        ],
    );
    let last = training("last", "2024-04-30", &[(a, true, None)]);
    let before = training("before", "2024-02-29", &[(a, false, Some(false))]);
    let world = World::of(enter(registry(), vec![first, last, before]));
    let attended = world.measure(F::TrainingCompleted);
    assert_eq!(attended.figure.value, Value::Ratio(Ratio::new(3, 4)));
    assert_eq!(attended.counts(), (Some(3), Some(4), 4, 0));
    let passed = world.measure(F::ExaminationPassed);
    assert_eq!(passed.figure.value, Value::Ratio(Ratio::new(1, 2)));
    assert_eq!(passed.counts(), (Some(1), Some(2), 2, 0));
    let mut quiet = world;
    quiet.period = days("2024-04-01", "2024-04-29");
    assert_eq!(
        quiet.measure(F::TrainingCompleted).figure.value,
        NO_EVIDENCE
    );
}

fn kind(id: &str, required_per_member: bool) -> E {
    E::EquipmentKindDefined(EquipmentKind {
        id: item(id),
        name: id.into(),
        required_per_member,
        required_per_unit: 0,
        calibrate_every_days: None,
    })
}

fn issue(kind: &str, serial: &str, holder: Holder, on: &str) -> E {
    E::EquipmentIssued(EquipmentIssue {
        kind: item(kind),
        serial: serial.into(),
        holder,
        day: day(on),
    })
}

#[test]
fn equipment_is_complete_with_every_required_kind() {
    let held = |who: &str| Holder::Member(member(who));
    let (a, b, c) = ("car-1-a-1", "car-1-a-2", "car-1-b-1");
    let world = World::of(enter(
        registry(),
        vec![
            kind("radio", true),
            kind("vest", true),
            kind("drone", false),
            issue("radio", "1", held(a), "2024-03-01"),
            issue("vest", "1", held(a), "2024-03-01"),
            issue("radio", "2", held(b), "2024-03-01"),
            issue("vest", "2", held(b), "2024-05-01"),
            issue("radio", "3", held(c), "2024-03-01"),
            issue("vest", "3", Holder::Unit(unit("car-1")), "2024-03-01"),
        ],
    ));
    let measured = world.measure(F::EquipmentComplete);
    assert_eq!(measured.figure.value, Value::Ratio(Ratio::new(1, 24)));
    let of = |who: &str| {
        let record = format!("member/{who}");
        let found = measured.items.iter().find(|one| one.record == record);
        found.map(|one| (one.counts, one.measured))
    };
    assert_eq!(of(a), Some((true, Some(2))));
    assert_eq!(
        of(b),
        Some((false, Some(1))),
        "the vest came after the period"
    );
    assert_eq!(
        of(c),
        Some((false, Some(1))),
        "a car's vest is not the member's"
    );
    let nothing_required = World::of(enter(registry(), vec![kind("drone", false)]));
    assert_eq!(
        nothing_required.measure(F::EquipmentComplete).figure.value,
        NO_EVIDENCE
    );
}

#[test]
fn assessments_at_the_pass_mark_pass() {
    let held = |on: &str, scores: &[(&str, i64)]| {
        E::AssessmentHeld(Assessment {
            id: item(on),
            from: day("2024-03-01"),
            to: day("2024-03-31"),
            day: day(on),
            pass_mark: 80,
            results: scores
                .iter()
                .map(|(who, score)| AssessmentResult {
                    member: member(who),
                    score: *score,
                })
                .collect(),
        })
    };
    let now = held(
        "2024-04-01",
        &[("car-1-a-1", 80), ("car-1-a-2", 79), ("car-1-b-1", 100)],
    );
    let later = held("2024-05-01", &[("car-1-a-1", 0)]);
    let world = World::of(enter(registry(), vec![now, later]));
    let measured = world.measure(F::AssessmentPassed);
    assert_eq!(measured.figure.value, Value::Ratio(Ratio::new(2, 3)));
    let scores: Vec<_> = measured
        .items
        .iter()
        .filter_map(|one| one.measured)
        .collect();
    assert_eq!(scores, [80, 79, 100]);
}

#[test]
fn a_document_counts_for_its_indicator_once_it_is_there() {
    let document = |id: &str, indicator: &str, on: &str| VouchedDocument {
        id: item(id),
        indicator: IndicatorId::new(indicator).expect("an indicator"),
        title: id.into(),
        number: None,
        day: day(on),
        page: None,
        sm3: "00".into(),
        vouched_by: "平安办".into(),
    };
    let mut world = World::of(registry());
    world.documents = vec![
        (document("rules", "figure", "2024-03-15"), true),
        (document("other", "another", "2024-03-15"), false),
        (document("later", "figure", "2024-05-01"), false),
    ];
    let measured = world.measure(F::VouchedDocument);
    assert_eq!(
        measured.figure.value,
        Value::Documents {
            count: 1,
            newest: "《rules》".into()
        }
    );
    assert_eq!(measured.counts(), (None, None, 1, 1));
}

#[test]
fn a_whole_town_has_24_members_and_3_cars() {
    assert!(records().len() > 30);
    let world = World::of(registry());
    assert_eq!(
        world.measure(F::MembersEngaged).figure.value,
        Value::Count(24)
    );
    assert_eq!(
        world.measure(F::UnitsInService).figure.value,
        Value::Count(3)
    );
}
