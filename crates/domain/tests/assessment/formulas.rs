//! A formula that cannot be followed is refused, with its field.

use super::{month, part, scoring};
use crate::support::town::{enter, registry};
use liandong_domain::{
    assessment::{CountStep, Measure, Scale, Scoring, ShareStep},
    registry::{RegistryEvent, RegistryRejection, decide},
};

fn bad(change: impl Fn(&mut Scoring)) -> (&'static str, Option<usize>) {
    let mut formula = scoring();
    change(&mut formula);
    let why = formula.check().expect_err("refused");
    assert!(!why.zh.is_empty() && !why.en.is_empty());
    (why.field, why.part)
}

#[test]
fn each_field_is_checked() {
    assert_eq!(scoring().check(), Ok(()));
    assert_eq!(bad(|one| one.version = 0), ("version", None));
    assert_eq!(bad(|one| one.pass_mark = 101), ("pass_mark", None));
    assert_eq!(bad(|one| one.appeal_days = 61), ("appeal_days", None));
    assert_eq!(bad(|one| one.least_weight = 0), ("least_weight", None));
    assert_eq!(
        bad(|one| one.grade_points.neutral = 90),
        ("grade_points", None)
    );
    assert_eq!(
        bad(|one| one.grade_points.very_satisfied = 101),
        ("grade_points", None)
    );
    assert_eq!(bad(|one| one.parts[0].weight = 201), ("weight", None));
    assert_eq!(bad(|one| one.parts.clear()), ("weight", None));
    assert_eq!(bad(|one| one.parts[1].weight = 0), ("weight", Some(2)));
    assert_eq!(bad(|one| one.parts[1].name = " ".into()), ("name", Some(2)));
    assert_eq!(bad(|one| one.parts[1].lead = 11), ("lead", Some(2)));
    assert_eq!(bad(|one| one.parts[1].lead = 0), ("lead", Some(2)));
    assert_eq!(
        bad(|one| one.parts[3].scale = Scale::Share),
        ("scale", Some(4))
    );
    let twice = |one: &mut Scoring| one.parts[1].id = one.parts[0].id.clone();
    assert_eq!(bad(twice), ("id", Some(2)));
    let again = |one: &mut Scoring| {
        let id = one.parts[1].id.clone();
        one.parts[1] = part(Measure::ArrivalKept, 200);
        one.parts[1].id = id;
    };
    assert_eq!(bad(again), ("measure", Some(2)));
}

#[test]
fn a_stepped_table_falls() {
    let share = |per_mille, points| ShareStep { per_mille, points };
    let count = |count, points| CountStep { count, points };
    for (steps, field) in [
        (vec![], "points"),
        (vec![share(900, 80), share(950, 100)], "at_least"),
        (vec![share(950, 80), share(900, 100)], "points"),
        (vec![share(1_001, 100)], "at_least"),
        (vec![share(900, 101)], "points"),
    ] {
        assert_eq!(
            bad(|one| one.parts[0].scale = Scale::AtLeast(steps.clone())).0,
            field
        );
    }
    for (steps, field) in [
        (vec![count(1, 60), count(0, 100)], "up_to"),
        (vec![count(-1, 60)], "up_to"),
        (vec![count(0, 60), count(1, 100)], "points"),
    ] {
        assert_eq!(
            bad(|one| one.parts[3].scale = Scale::UpTo(steps.clone())).0,
            field
        );
    }
}

#[test]
fn a_town_adopts_one_version_after_another() {
    let adopted = |formula: Scoring| RegistryEvent::ScoringAdopted(Box::new(formula));
    let second = Scoring {
        version: 2,
        from: month("2024-06"),
        ..scoring()
    };
    let registry = enter(
        registry(),
        vec![adopted(scoring()), adopted(second.clone())],
    );
    assert_eq!(
        registry.scoring(month("2024-05")).map(|one| one.version),
        Some(1)
    );
    assert_eq!(
        registry.scoring(month("2024-06")).map(|one| one.version),
        Some(2)
    );
    assert_eq!(registry.scoring(month("2023-12")), None);
    // Said again, the register already says so; another content, a hole or an earlier month not.
    assert_eq!(decide(&registry, adopted(scoring())), Ok(None));
    let refused = |formula| match decide(&registry, adopted(formula)) {
        Err(RegistryRejection::Refused(refusal)) => refusal.code,
        other => panic!("{other:?}"),
    };
    let with = |change: fn(&mut Scoring)| {
        let mut formula = second.clone();
        change(&mut formula);
        formula
    };
    assert_eq!(refused(with(|one| one.pass_mark = 70)), "scoring_version");
    assert_eq!(refused(with(|one| one.version = 4)), "scoring_version");
    let early = with(|one| (one.version, one.from) = (3, month("2024-05")));
    assert_eq!(refused(early), "scoring_version");
}
