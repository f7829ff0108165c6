//! Completion, lights, and what must be explained.

use super::{standing::figure, target};
use liandong_domain::{
    money::Fen,
    performance::{
        completion::{Completion, CompletionRule as R, Light, Tolerance},
        figure::{NoValue, Value},
        judge::standing,
        target::{Comparator as C, TargetValue as T},
    },
    ratio::Ratio,
};
use proptest::prelude::*;

fn of(value: Value, comparator: C, due: T) -> (Completion, Light, bool) {
    let (figure, due) = (figure(value), target(comparator, due));
    let completion = Completion::of(&figure, &due);
    let standing = standing(&figure, &due);
    let usual = Tolerance::default();
    (
        completion,
        completion.light(&standing, usual),
        completion.must_be_explained(&standing, usual),
    )
}

fn share(numerator: i64, denominator: i64) -> Value {
    Value::Ratio(Ratio::new(numerator, denominator))
}

#[test]
fn each_comparator_has_its_rule_and_nothing_is_capped() {
    let fen = |yuan| T::Fen(Fen::from_yuan(yuan));
    let money = |yuan| Value::Money(Fen::from_yuan(yuan));
    let percent = T::PercentHundredths;
    let table = [
        // value, comparator, due → rule, completion, light, must be explained
        (
            Value::Count(48),
            C::AtLeast,
            T::Count(40),
            R::ValueOverTarget,
            Some((6, 5)),
            Light::Green,
            false,
        ),
        (
            Value::Count(53),
            C::AtLeast,
            T::Count(40),
            R::ValueOverTarget,
            Some((53, 40)),
            Light::Green,
            true,
        ),
        (
            Value::Count(36),
            C::AtLeast,
            T::Count(40),
            R::ValueOverTarget,
            Some((9, 10)),
            Light::Yellow,
            true,
        ),
        (
            Value::Count(35),
            C::AtLeast,
            T::Count(40),
            R::ValueOverTarget,
            Some((7, 8)),
            Light::Red,
            true,
        ),
        (
            Value::Count(0),
            C::AtLeast,
            T::Count(40),
            R::ValueOverTarget,
            Some((0, 1)),
            Light::Red,
            true,
        ),
        (
            money(50),
            C::AtMost,
            fen(100),
            R::TargetOverValue,
            Some((2, 1)),
            Light::Green,
            false,
        ),
        (
            money(110),
            C::AtMost,
            fen(100),
            R::TargetOverValue,
            Some((10, 11)),
            Light::Yellow,
            true,
        ),
        (
            money(0),
            C::AtMost,
            fen(100),
            R::TargetOverValue,
            None,
            Light::Green,
            false,
        ),
        (
            Value::Count(41),
            C::Equals,
            T::Count(40),
            R::SmallerOverLarger,
            Some((40, 41)),
            Light::Yellow,
            true,
        ),
        (
            Value::Count(20),
            C::Equals,
            T::Count(40),
            R::SmallerOverLarger,
            Some((1, 2)),
            Light::Red,
            true,
        ),
        (
            share(81, 100),
            C::AtLeast,
            percent(9_000),
            R::ValueOverTarget,
            Some((9, 10)),
            Light::Yellow,
            true,
        ),
        (
            share(93, 100),
            C::Within,
            T::Seconds(900),
            R::ShareWithin,
            Some((93, 100)),
            Light::Yellow,
            true,
        ),
        (
            share(3, 3),
            C::Qualitative,
            T::Word,
            R::MeasuredShare,
            Some((3, 3)),
            Light::Green,
            false,
        ),
        (
            Value::None(NoValue::OverZero),
            C::AtLeast,
            percent(1),
            R::NoValue,
            None,
            Light::Off,
            false,
        ),
        (
            Value::Count(1),
            C::AtLeast,
            percent(1),
            R::NoValue,
            None,
            Light::Off,
            false,
        ),
    ];
    for (value, comparator, due, rule, ratio, light, explained) in table {
        let told = format!("{value:?} {comparator:?} {due:?}");
        let ratio = ratio.map(|(numerator, denominator)| Ratio::new(numerator, denominator));
        let expected = (Completion { rule, ratio }, light, explained);
        assert_eq!(of(value, comparator, due), expected, "{told}");
    }
}

#[test]
fn a_word_is_met_by_a_document_or_a_change_and_has_no_percentage() {
    let documents = Value::Documents {
        count: 2,
        newest: "《制度》".into(),
    };
    let none = Completion {
        rule: R::NoPercentage,
        ratio: None,
    };
    let met = of(documents, C::Qualitative, T::Word);
    assert_eq!(met, (none, Light::Green, false));
    let change = |after| Value::Change {
        before: Ratio::new(5, 10),
        after: Ratio::new(after, 10),
    };
    assert_eq!(of(change(6), C::Qualitative, T::Word).1, Light::Green);
    assert_eq!(
        of(change(5), C::Qualitative, T::Word),
        (none, Light::Red, true)
    );
}

proptest! {
    /// A target is met exactly when its completion is whole or more.
    #[test]
    fn met_is_a_whole_completion(value in 0_i64..1_000_000, due in 1_i64..1_000_000, kind in 0_usize..3) {
        let comparator = [C::AtLeast, C::AtMost, C::Equals][kind];
        let (completion, light, _) = of(Value::Count(value), comparator, T::Count(due));
        let whole = completion.ratio.is_none() || completion.reaches(1_000);
        prop_assert_eq!(light == Light::Green, whole);
        if comparator == C::Equals {
            prop_assert!(completion.ratio.is_none_or(|one| one.numerator <= one.denominator));
        }
    }
}
