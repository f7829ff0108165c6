//! Surveys as evidence, and the budget by its ledger.

use super::{World, days};
use crate::support::{
    times::day,
    town::{item, registry},
};
use liandong_domain::{
    ids::IndicatorId,
    incident::Grade,
    money::Fen,
    performance::{
        figure::{NoValue, Value},
        formula::{BudgetBase, Formula as F},
        ledger::{Entry, EntryKind},
        survey::{BadSurvey, Survey, SurveyAnswer},
    },
    ratio::Ratio,
};

fn survey(indicator: &str, to: &str, grades: &[Grade]) -> Survey {
    let answer = |(nth, grade): (usize, &Grade)| SurveyAnswer {
        number: format!("{:03}", nth + 1),
        day: day(to),
        grade: *grade,
    };
    Survey {
        id: item("spring"),
        indicator: IndicatorId::new(indicator).expect("an indicator"),
        title: "居民满意度调查".into(),
        from: day("2024-03-01"),
        to: day(to),
        asked: 100,
        answers: grades.iter().enumerate().map(answer).collect(),
        sm3: "00".into(),
        vouched_by: "平安办".into(),
    }
}

#[test]
fn the_answers_of_the_indicators_own_surveys_count() {
    let grades = [Grade::VerySatisfied, Grade::Satisfied, Grade::Neutral];
    let mut world = World::of(registry());
    let measured = world.measure(F::SurveySatisfied);
    assert_eq!(measured.figure.value, Value::None(NoValue::NoEvidence));
    world.surveys = vec![
        (survey("figure", "2024-04-01", &grades), true),
        (survey("other", "2024-04-01", &grades), false),
        // It ended after the period.
        (survey("figure", "2024-05-01", &grades), false),
    ];
    let measured = world.measure(F::SurveySatisfied);
    assert_eq!(measured.figure.value, Value::Ratio(Ratio::new(2, 3)));
    assert_eq!(measured.counts(), (Some(2), Some(3), 3, 3));
    assert_eq!(measured.items[2].record, "survey/spring/003");
}

#[test]
fn a_survey_that_cannot_be_is_refused_with_its_answer() {
    let good = survey("figure", "2024-04-01", &[Grade::Satisfied; 3]);
    assert_eq!(good.check(), Ok(()));
    let changed = |change: fn(&mut Survey)| {
        let mut one = good.clone();
        change(&mut one);
        one.check()
    };
    assert_eq!(changed(|one| one.answers.clear()), Err(BadSurvey::Answers));
    let more = BadSurvey::MoreThanAsked {
        answers: 3,
        asked: 2,
    };
    assert_eq!(changed(|one| one.asked = 2), Err(more));
    let twice = changed(|one| one.answers[2].number = "001".into());
    assert_eq!(twice, Err(BadSurvey::Twice("001".into())));
    let outside = changed(|one| one.answers[1].day = day("2024-04-02"));
    assert_eq!(outside, Err(BadSurvey::Day("002".into())));
}

#[test]
fn budget_execution_is_of_the_ledger_by_the_tracking_date() {
    let entry = |id: &str, on: &str, kind, yuan| Entry {
        id: item(id),
        day: day(on),
        kind,
        amount: Fen::from_yuan(yuan),
        note: "依据".into(),
        reference: None,
        contract: None,
        reverses: None,
    };
    let mut world = World::of(registry());
    world.period = days("2024-01-01", "2024-06-30");
    let rate = |world: &World, against| world.measure(F::BudgetExecuted { against }).figure.value;
    let nothing = Value::None(NoValue::NoEvidence);
    assert_eq!(rate(&world, BudgetBase::Initial), nothing);
    world.entries = vec![
        entry("budget", "2024-01-01", EntryKind::Initial, 100),
        entry("paid", "2024-03-01", EntryKind::Payment, 30),
        entry("cut", "2024-05-01", EntryKind::Adjustment, -50),
        entry("later", "2024-07-01", EntryKind::Payment, 20),
    ];
    let of = |paid: i64, budget: i64| Value::Ratio(Ratio::new(paid * 100, budget * 100));
    assert_eq!(rate(&world, BudgetBase::Initial), of(30, 100));
    assert_eq!(rate(&world, BudgetBase::Adjusted), of(30, 50));
    world.entries[2].amount = Fen::from_yuan(-100);
    let over_zero = Value::None(NoValue::OverZero);
    assert_eq!(rate(&world, BudgetBase::Adjusted), over_zero);
}
