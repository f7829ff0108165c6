//! What must hold in a project's description, and its versions.

use super::{indicator, project, target};
use crate::support::{times::day, town::item};
use liandong_domain::{
    ids::TownId,
    performance::{
        account::{ProjectRejection, ProjectState, decide, evolve},
        formula::Formula,
        profile::{BadProfile, check},
        project::{Indicator, Project, ProjectRecord, TrackingPeriod},
        target::{Comparator, TargetValue},
    },
};

fn with(change: impl FnOnce(&mut Project)) -> Result<(), BadProfile> {
    let mut one = project(vec![
        indicator("a", Formula::MembersEngaged),
        indicator("b", Formula::Satisfied),
    ]);
    change(&mut one);
    check(&one)
}

fn weights(one: &mut Project, weights: [Option<u32>; 2]) {
    for (indicator, weight) in one.indicators.iter_mut().zip(weights) {
        indicator.weight = weight;
    }
}

#[test]
fn levels_are_those_of_the_finance_rules() {
    assert_eq!(with(|_| ()), Ok(()));
    let refused = with(|one| one.indicators[1].level1 = "过程指标".into());
    assert!(matches!(refused, Err(BadProfile::Level { level, .. }) if level == "过程指标"));
    let refused = with(|one| one.indicators[0].level2 = "社会效益指标".into());
    assert!(
        matches!(refused, Err(BadProfile::Level { expected, .. }) if expected.contains("时效指标"))
    );
    let twice = with(|one| one.indicators[1].id = one.indicators[0].id.clone());
    assert!(matches!(twice, Err(BadProfile::IndicatorTwice(_))));
}

#[test]
fn a_word_needs_a_measure_or_a_document() {
    let word = |formula| {
        let mut one = indicator("word", formula);
        one.annual = target(Comparator::Qualitative, TargetValue::Word);
        check(&project(vec![one]))
    };
    assert_eq!(word(Formula::VouchedDocument), Ok(()));
    assert_eq!(word(Formula::AreasWorking), Ok(()));
    assert!(matches!(
        word(Formula::MembersEngaged),
        Err(BadProfile::BareWord(_))
    ));
}

#[test]
fn weights_are_given_to_all_or_none_and_make_ninety() {
    assert_eq!(with(|one| weights(one, [Some(4_000), Some(5_000)])), Ok(()));
    let short = with(|one| weights(one, [Some(4_000), Some(4_000)]));
    assert_eq!(
        short,
        Err(BadProfile::Weights {
            sum_hundredths: 8_000
        })
    );
    let some = with(|one| weights(one, [Some(9_000), None]));
    assert_eq!(
        some,
        Err(BadProfile::Weights {
            sum_hundredths: 9_000
        })
    );
}

#[test]
fn tracking_periods_have_their_names_and_end_before_they_are_filed() {
    let period = |id: &str, from: &str, to: &str, file_by: Option<&str>| TrackingPeriod {
        id: item(id),
        from: day(from),
        to: day(to),
        file_by: file_by.map(day),
    };
    let of = |periods: Vec<TrackingPeriod>| with(|one| one.tracking = periods);
    let august = || period("2024-08", "2024-01-01", "2024-08-31", Some("2024-09-15"));
    assert_eq!(of(vec![august()]), Ok(()));
    for bad in [
        vec![august(), august()],
        vec![period("2024.08", "2024-01-01", "2024-08-31", None)],
        vec![period("x", "2024-02-01", "2024-01-31", None)],
        vec![period("x", "2024-01-01", "2024-01-31", Some("2024-01-31"))],
    ] {
        assert!(matches!(of(bad), Err(BadProfile::Tracking { .. })));
    }
}

#[test]
fn every_version_of_a_description_stays() {
    let town = TownId::new("testing").expect("a town");
    let described = |name: &str| {
        let mut one = project(Vec::<Indicator>::new());
        one.name = name.into();
        ProjectRecord::Described(Box::new(one))
    };
    let record =
        |state: Option<ProjectState>, record: ProjectRecord| match decide(state.as_ref(), record)
            .expect("it is taken")
        {
            Some(record) => evolve(&town, state, record, false),
            None => state,
        };
    let state = record(None, described("一"));
    let state = record(state, described("一"));
    let state = record(state, described("二")).expect("a project");
    let names: Vec<&str> = state.versions().map(|one| one.name.as_str()).collect();
    assert_eq!((names, state.version()), (vec!["一", "二"], 2));
    let mut bad = project(vec![indicator("a", Formula::Satisfied)]);
    bad.continues = Some(bad.id.clone());
    let refused = decide(Some(&state), ProjectRecord::Described(Box::new(bad)));
    assert!(matches!(
        refused,
        Err(ProjectRejection::Profile(BadProfile::ContinuesItself(_)))
    ));
}
