//! The year-end self-evaluation: weights, scores, officers' grades, total and grade.

use super::{standing::figure, target};
use liandong_domain::{
    ids::IndicatorId,
    money::Fen,
    performance::{
        completion::{Completion, CompletionRule, Tolerance},
        figure::{NoValue, Value},
        judge,
        self_evaluation::{
            Award, AwardRejection, BadWeights, Band, Funds, Grade, Item, Outcome, Rule,
            SelfEvaluation, Unscorable, evaluate, weights,
        },
        target::{Comparator as C, TargetValue as T},
    },
    ratio::Ratio,
};
use proptest::prelude::*;

fn id(text: &str) -> IndicatorId {
    IndicatorId::new(text).expect("an indicator")
}

fn item(name: &str, level1: &str, value: Value, comparator: C, due: T) -> Item {
    let (figure, target) = (figure(value), target(comparator, due));
    Item {
        id: id(name),
        level1: level1.into(),
        level2: String::new(),
        name: name.into(),
        standing: judge::standing(&figure, &target),
        completion: Completion::of(&figure, &target),
        figure,
        target,
        weight: None,
    }
}

fn share(numerator: i64, denominator: i64) -> Value {
    Value::Ratio(Ratio::new(numerator, denominator))
}

fn within(name: &str, level1: &str, kept: i64, all: i64) -> Item {
    item(name, level1, share(kept, all), C::Within, T::Seconds(900))
}

fn word(name: &str, level1: &str, before: i64, after: i64) -> Item {
    let (before, after) = (Ratio::new(before, 100), Ratio::new(after, 100));
    let value = Value::Change { before, after };
    item(name, level1, value, C::Qualitative, T::Word)
}

fn no_data(name: &str, level1: &str, why: NoValue) -> Item {
    item(name, level1, Value::None(why), C::Within, T::Seconds(900))
}

/// A year whose budget of 180 万元 was paid to this part.
fn paid(yuan: i64) -> Funds {
    Funds {
        initial: Fen::from_yuan(1_800_000),
        adjusted: Fen::from_yuan(1_800_000),
        executed: Fen::from_yuan(yuan),
        entries: 3,
    }
}

fn award(name: &str, share: u32, reason: &str) -> Award {
    Award {
        indicator: id(name),
        share,
        reason: reason.into(),
    }
}

fn scored(funds: Funds, items: Vec<Item>, awards: &[Award]) -> SelfEvaluation {
    evaluate(funds, items, awards, Tolerance::default()).expect("scorable")
}

fn points(outcome: &Outcome) -> Option<u32> {
    match outcome {
        Outcome::Scored { points, .. } => Some(*points),
        _ => None,
    }
}

#[test]
fn the_usual_weights_are_those_of_the_guidance() {
    let levels = |names: &[&str]| -> Vec<u32> {
        let items: Vec<Item> = names.iter().map(|level| within("x", level, 1, 1)).collect();
        weights(&items).expect("weights")
    };
    let (cost, output, benefit, satisfied) = ("成本指标", "产出指标", "效益指标", "满意度指标");
    assert_eq!(
        levels(&[cost, output, benefit, satisfied]),
        [2_000, 4_000, 2_000, 1_000]
    );
    assert_eq!(levels(&[output, benefit, satisfied]), [5_000, 3_000, 1_000]);
    assert_eq!(levels(&[cost, output, benefit]), [2_000, 4_000, 3_000]);
    assert_eq!(levels(&[output, benefit]), [5_000, 4_000]);
    // 20 : 40 of 90 where there is neither benefit nor satisfaction.
    assert_eq!(levels(&[cost, output]), [3_000, 6_000]);
    // 效益 is absent: 50 : 10 of 90.
    assert_eq!(levels(&[output, satisfied]), [7_500, 1_500]);
    // Three of a level share 40 points; what does not divide goes to the first.
    assert_eq!(
        levels(&[output, output, output, cost, benefit, satisfied]),
        [1_334, 1_333, 1_333, 2_000, 2_000, 1_000]
    );
}

#[test]
fn given_weights_hold_and_the_rest_is_shared() {
    let given = |all: &[Option<u32>]| {
        let items: Vec<Item> = all
            .iter()
            .map(|weight| Item {
                weight: *weight,
                ..within("x", "产出指标", 1, 1)
            })
            .collect();
        weights(&items)
    };
    assert_eq!(given(&[Some(6_000), Some(3_000)]), Ok(vec![6_000, 3_000]));
    assert_eq!(
        given(&[Some(6_000), None, None]),
        Ok(vec![6_000, 1_500, 1_500])
    );
    assert_eq!(
        given(&[Some(6_000), Some(3_001)]),
        Err(BadWeights::Sum { sum: 9_001 })
    );
    assert_eq!(
        given(&[Some(9_000), None]),
        Err(BadWeights::NothingLeft { sum: 9_000 })
    );
    assert_eq!(
        given(&[Some(u32::MAX), Some(u32::MAX), None]),
        Err(BadWeights::NothingLeft {
            sum: 2 * u64::from(u32::MAX)
        })
    );
}

#[test]
fn each_comparator_scores_by_its_rule() {
    use CompletionRule as R;
    let money = |yuan| Value::Money(Fen::from_yuan(yuan));
    let fen = |yuan| T::Fen(Fen::from_yuan(yuan));
    let percent = T::PercentHundredths;
    let part = |by| Rule::InProportion(by);
    let table = [
        // value, comparator, target → points of 90, rule
        (money(70_000), C::AtMost, fen(75_500), 9_000, Rule::Met),
        // 75500 / 80000 of 90 points, rounded down.
        (
            money(80_000),
            C::AtMost,
            fen(75_500),
            8_493,
            part(R::TargetOverValue),
        ),
        (Value::Count(48), C::AtLeast, T::Count(40), 9_000, Rule::Met),
        (
            Value::Count(30),
            C::AtLeast,
            T::Count(40),
            6_750,
            part(R::ValueOverTarget),
        ),
        (
            Value::Count(50),
            C::Equals,
            T::Count(40),
            7_200,
            part(R::SmallerOverLarger),
        ),
        (share(93, 100), C::AtLeast, percent(9_000), 9_000, Rule::Met),
        (
            share(45, 100),
            C::AtLeast,
            percent(9_000),
            4_500,
            part(R::ValueOverTarget),
        ),
        (
            share(99_999, 100_000),
            C::Within,
            T::Seconds(900),
            8_999,
            part(R::ShareWithin),
        ),
        (
            Value::Count(0),
            C::AtLeast,
            T::Count(40),
            0,
            part(R::ValueOverTarget),
        ),
    ];
    for (value, comparator, due, wanted, rule) in table {
        let told = format!("{value:?} {comparator:?} {due:?}");
        let one = item("x", "产出指标", value, comparator, due);
        let result = scored(paid(0), vec![one], &[]);
        let outcome = &result.items[0].score.outcome;
        let Outcome::Scored { points, by, .. } = outcome else {
            panic!("{told}: {outcome:?}");
        };
        assert_eq!((*points, *by), (wanted, rule), "{told}");
        assert_eq!(result.items[0].must_be_explained, wanted < 9_000, "{told}");
    }
}

#[test]
fn a_value_far_above_its_target_keeps_its_score_and_must_be_explained() {
    let far = item("x", "产出指标", Value::Count(80), C::AtLeast, T::Count(40));
    let result = scored(paid(0), vec![far], &[]);
    assert_eq!(points(&result.items[0].score.outcome), Some(9_000));
    assert!(result.items[0].must_be_explained);
}

#[test]
fn the_budget_has_ten_points_and_none_over_zero() {
    let of = |funds: Funds| scored(funds, vec![within("x", "产出指标", 1, 1)], &[]);
    let half = of(paid(900_000));
    assert_eq!(points(&half.execution_score.outcome), Some(500));
    assert_eq!(half.execution, Ratio::new(90_000_000, 180_000_000));
    // More than the budget earns no more than the ten points, and the rate stays what it is.
    let over = of(paid(2_000_000));
    assert_eq!(points(&over.execution_score.outcome), Some(1_000));
    assert_eq!(over.execution, Ratio::new(200_000_000, 180_000_000));
    let cut = of(Funds {
        adjusted: Fen::ZERO,
        ..paid(0)
    });
    assert_eq!(cut.execution_score.outcome, Outcome::OverZero);
    let silent = of(Funds {
        entries: 0,
        ..paid(0)
    });
    assert_eq!(silent.execution_score.outcome, Outcome::NoEvidence);
}

#[test]
fn without_evidence_there_is_no_score_and_the_total_is_a_range() {
    let items = vec![
        within("kept", "产出指标", 1, 1),
        no_data("silent", "满意度指标", NoValue::NoEvidence),
        no_data("empty", "效益指标", NoValue::OverZero),
    ];
    let result = scored(paid(1_800_000), items, &[]);
    assert_eq!(result.items[1].score.outcome, Outcome::NoEvidence);
    assert_eq!(result.items[2].score.outcome, Outcome::OverZero);
    let total = result.total;
    assert_eq!((total.scored, total.unscored_weight), (6_000, 4_000));
    assert_eq!((total.least, total.most), (6_000, 10_000));
    assert_eq!(total.grade, None, "between 60 and 100 lies no one grade");
    assert!(!total.is_whole());

    let items = vec![
        Item {
            weight: Some(8_900),
            ..within("kept", "产出指标", 1, 1)
        },
        Item {
            weight: Some(100),
            ..no_data("silent", "满意度指标", NoValue::NoEvidence)
        },
    ];
    let total = scored(paid(1_800_000), items, &[]).total;
    assert_eq!((total.least, total.most), (9_900, 10_000));
    assert_eq!(
        total.grade,
        Some(Grade::Excellent),
        "whatever the last point is"
    );
}

#[test]
fn a_word_waits_for_an_officer_within_the_band_of_its_evidence() {
    let items = || {
        vec![
            word("better", "产出指标", 50, 60),
            word("worse", "产出指标", 60, 50),
        ]
    };
    let open = scored(paid(0), items(), &[]);
    assert_eq!(
        open.items[0].score.outcome,
        Outcome::Open {
            least: 3_600,
            most: 4_500
        }
    );
    assert_eq!(
        open.items[1].score.outcome,
        Outcome::Open {
            least: 0,
            most: 3_599
        }
    );
    let awards = [
        award("better", 9_500, "办结率提高"),
        award("worse", 6_000, "  有制度 "),
    ];
    let given = scored(paid(0), items(), &awards);
    assert_eq!(points(&given.items[0].score.outcome), Some(4_275));
    assert_eq!(
        given.items[1].score.outcome,
        Outcome::Scored {
            points: 2_700,
            share: Ratio::new(6_000, 10_000),
            by: Rule::Awarded(Band::Partly),
            reason: Some("有制度".into()),
        }
    );
    assert!(given.total.is_whole());
}

#[test]
fn a_grade_without_ground_is_refused() {
    let items = || {
        vec![
            word("better", "产出指标", 50, 60),
            word("worse", "产出指标", 60, 50),
            within("number", "产出指标", 1, 1),
            item(
                "silent",
                "产出指标",
                Value::None(NoValue::NoEvidence),
                C::Qualitative,
                T::Word,
            ),
        ]
    };
    let table = [
        (
            award("nobody", 9_000, "x"),
            AwardRejection::NoSuchIndicator(id("nobody")),
        ),
        (
            award("number", 9_000, "x"),
            AwardRejection::NotInWords(id("number")),
        ),
        (
            award("silent", 100, "x"),
            AwardRejection::NoEvidence(id("silent")),
        ),
        (
            award("better", 10_001, "x"),
            AwardRejection::AboveWhole(id("better")),
        ),
        (
            award("worse", 8_000, "x"),
            AwardRejection::MissedTarget(id("worse")),
        ),
        (
            award("better", 9_000, " "),
            AwardRejection::NoReason(id("better")),
        ),
    ];
    for (award, wanted) in table {
        let refused = evaluate(paid(0), items(), &[award], Tolerance::default());
        assert_eq!(refused, Err(Unscorable::Award(wanted)));
    }
    let twice = [award("better", 9_000, "x"), award("better", 9_100, "x")];
    let refused = evaluate(paid(0), items(), &twice, Tolerance::default());
    assert_eq!(
        refused,
        Err(Unscorable::Award(AwardRejection::Twice(id("better"))))
    );
    let none = evaluate(paid(0), Vec::new(), &[], Tolerance::default());
    assert_eq!(none, Err(Unscorable::NoIndicators));
}

#[test]
fn grades_begin_where_the_rules_say() {
    let table = [
        (10_000, Grade::Excellent),
        (9_000, Grade::Excellent),
        (8_999, Grade::Good),
        (8_000, Grade::Good),
        (7_999, Grade::Fair),
        (6_000, Grade::Fair),
        (5_999, Grade::Poor),
        (0, Grade::Poor),
    ];
    for (points, grade) in table {
        assert_eq!(Grade::of(points), grade, "{points}");
    }
    let bands = [
        (8_000, Band::Achieved),
        (7_999, Band::Partly),
        (6_000, Band::Partly),
        (5_999, Band::Missed),
    ];
    for (share, band) in bands {
        assert_eq!(Band::of(share), band, "{share}");
    }
}

fn any_item() -> impl Strategy<Value = Item> {
    let levels = prop::sample::select(vec![
        "成本指标",
        "产出指标",
        "效益指标",
        "满意度指标",
        "别的指标",
    ]);
    let kind = (0_u8..6, 0_i64..2_000, 1_i64..2_000);
    (levels, kind).prop_map(|(level, (kind, value, other))| match kind {
        0 => within("x", level, value.min(other), other),
        1 => word("x", level, value % 100, other % 100),
        2 => no_data("x", level, NoValue::NoEvidence),
        3 => item("x", level, Value::Count(value), C::AtLeast, T::Count(other)),
        4 => item("x", level, Value::Count(value), C::Equals, T::Count(other)),
        _ => item(
            "x",
            level,
            Value::Money(Fen(value)),
            C::AtMost,
            T::Fen(Fen(other)),
        ),
    })
}

proptest! {
    #[test]
    fn the_columns_add_up(items in prop::collection::vec(any_item(), 1..40), yuan in -10_i64..3_000_000) {
        let result = scored(paid(yuan), items, &[]);
        let weight: u32 = result.items.iter().map(|one| one.score.weight).sum();
        prop_assert_eq!(weight + result.execution_score.weight, 10_000);
        let all = result.items.iter().map(|one| &one.score).chain([&result.execution_score]);
        let sum: u32 = all.clone().filter_map(|one| points(&one.outcome)).sum();
        let total = result.total;
        prop_assert_eq!(sum, total.scored);
        prop_assert!(total.scored <= total.least && total.least <= total.most && total.most <= 10_000);
        prop_assert_eq!(total.is_whole(), all.clone().all(|one| points(&one.outcome).is_some()));
        if total.is_whole() {
            prop_assert_eq!((total.least, total.most), (total.scored, total.scored));
        }
        for one in all {
            prop_assert!(points(&one.outcome).unwrap_or(0) <= one.weight);
        }
    }

    #[test]
    fn only_a_met_target_gets_its_whole_weight(one in any_item()) {
        let is_met = matches!(one.standing, liandong_domain::performance::form::Standing::Met { .. });
        let is_word = one.target.comparator == C::Qualitative;
        let result = scored(paid(0), vec![one], &[]);
        let is_whole = points(&result.items[0].score.outcome) == Some(9_000);
        prop_assert_eq!(is_whole, is_met && !is_word);
    }
}
