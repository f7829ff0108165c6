//! A value held against its target.

use super::{period, target};
use liandong_domain::{
    money::Fen,
    performance::{
        figure::{Figure, NoValue, Value},
        form::{Deviation as D, Standing},
        judge::standing,
        target::{Comparator as C, TargetValue as T},
    },
    ratio::Ratio,
};

pub(super) fn figure(value: Value) -> Figure {
    Figure {
        value,
        numerator: None,
        denominator: None,
        formula: String::new(),
        formula_en: String::new(),
        period: period(),
        evidence: 1,
        late_entries: 0,
        exclusions: Vec::new(),
    }
}

fn met(deviation: D) -> Standing {
    Standing::Met { deviation }
}

fn missed(deviation: D) -> Standing {
    Standing::Missed { deviation }
}

fn share(numerator: i64, denominator: i64) -> Value {
    Value::Ratio(Ratio::new(numerator, denominator))
}

#[test]
fn each_comparator_in_each_unit() {
    let money = |fen| Value::Money(Fen(fen));
    let (fen, points) = (|n| T::Fen(Fen(n)), D::PointHundredths);
    let change = |before, after| Value::Change {
        before: Ratio::new(before, 10),
        after: Ratio::new(after, 10),
    };
    let table = [
        (money(755), C::AtMost, fen(755), met(D::Fen(0))),
        (money(756), C::AtMost, fen(755), missed(D::Fen(1))),
        (money(754), C::AtMost, fen(755), met(D::Fen(-1))),
        (Value::Count(40), C::Equals, T::Count(40), met(D::Count(0))),
        (
            Value::Count(41),
            C::Equals,
            T::Count(40),
            missed(D::Count(1)),
        ),
        (
            Value::Count(39),
            C::AtLeast,
            T::Count(40),
            missed(D::Count(-1)),
        ),
        (Value::Count(41), C::AtLeast, T::Count(40), met(D::Count(1))),
        (
            share(9, 10),
            C::AtLeast,
            T::PercentHundredths(9_000),
            met(points(0)),
        ),
        (
            share(95, 100),
            C::AtLeast,
            T::PercentHundredths(9_000),
            met(points(500)),
        ),
        (
            share(89, 100),
            C::AtLeast,
            T::PercentHundredths(9_000),
            missed(points(-100)),
        ),
        (
            share(1, 1),
            C::Equals,
            T::PercentHundredths(10_000),
            met(points(0)),
        ),
        // Rounded it looks like 100 %; compared exactly it is not.
        (
            share(99_999, 100_000),
            C::Equals,
            T::PercentHundredths(10_000),
            missed(points(0)),
        ),
        (
            share(99_999, 100_000),
            C::AtLeast,
            T::PercentHundredths(10_000),
            missed(points(0)),
        ),
        // Within: every case.
        (share(10, 10), C::Within, T::Seconds(900), met(points(0))),
        (
            share(9, 10),
            C::Within,
            T::Seconds(900),
            missed(points(-1_000)),
        ),
        // A word: a change above zero, a whole share, a document that is there.
        (change(5, 6), C::Qualitative, T::Word, met(points(1_000))),
        (change(5, 5), C::Qualitative, T::Word, missed(points(0))),
        (
            change(6, 5),
            C::Qualitative,
            T::Word,
            missed(points(-1_000)),
        ),
        (share(1, 1), C::Qualitative, T::Word, met(points(0))),
        (share(3, 4), C::Qualitative, T::Word, missed(points(-2_500))),
    ];
    for (value, comparator, due, expected) in table {
        let got = standing(&figure(value.clone()), &target(comparator, due));
        assert_eq!(got, expected, "{value:?} {comparator:?} {due:?}");
    }
}

#[test]
fn without_a_value_a_target_is_neither_met_nor_missed() {
    let comparators = [C::AtMost, C::AtLeast, C::Equals, C::Within, C::Qualitative];
    let values = [NoValue::NoEvidence, NoValue::OverZero];
    let targets = [
        T::Fen(Fen(0)),
        T::Count(0),
        T::PercentHundredths(0),
        T::Seconds(0),
        T::Word,
    ];
    for comparator in comparators {
        for none in values {
            for due in targets {
                let got = standing(&figure(Value::None(none)), &target(comparator, due));
                assert_eq!(got, Standing::NoData);
            }
        }
        // A value of another kind than the target says nothing about it.
        let got = standing(
            &figure(Value::Count(1)),
            &target(comparator, T::Fen(Fen(1))),
        );
        assert_eq!(got, Standing::NoData);
    }
}
