//! Percentages against exact arithmetic.

use liandong_domain::ratio::{Ratio, hundredths};
use proptest::prelude::*;
use std::cmp::Ordering;

fn small() -> impl Strategy<Value = Ratio> {
    (-2_000_000..2_000_000_i64, -2_000_000..2_000_000_i64).prop_map(|(n, d)| Ratio::new(n, d))
}

fn any_ratio() -> impl Strategy<Value = Ratio> {
    prop_oneof![
        small(),
        (any::<i64>(), any::<i64>()).prop_map(|(n, d)| Ratio::new(n, d))
    ]
}

proptest! {
    #[test]
    fn a_percentage_is_the_nearest_hundredth_and_halves_go_away_from_zero(ratio in small()) {
        let Some(percent) = ratio.percent_hundredths() else {
            prop_assert_eq!(ratio.denominator, 0);
            return Ok(());
        };
        // |percent / 10 000 − n / d| ≤ 1 / 20 000, in whole numbers.
        let (n, d) = (i128::from(ratio.numerator), i128::from(ratio.denominator));
        let off = (i128::from(percent) * d - n * 10_000) * 2;
        prop_assert!(off.abs() <= d.abs());
        if off.abs() == d.abs() {
            let exact = (n * 10_000).abs();
            prop_assert!(i128::from(percent).abs() * d.abs() > exact, "away from zero");
        }
    }

    #[test]
    fn nothing_over_zero_has_a_value(numerator in any::<i64>(), other in any_ratio()) {
        let over_zero = Ratio::new(numerator, 0);
        prop_assert_eq!(over_zero.percent(), None);
        prop_assert_eq!(over_zero.compare(other), None);
        prop_assert_eq!(other.compare(over_zero), None);
    }

    #[test]
    fn comparing_is_an_order(a in any_ratio(), b in any_ratio(), c in any_ratio()) {
        prop_assume!(a.denominator != 0 && b.denominator != 0 && c.denominator != 0);
        let order = |one: Ratio, other: Ratio| one.compare(other).expect("neither is over zero");
        prop_assert_eq!(order(a, a), Ordering::Equal);
        prop_assert_eq!(order(a, b), order(b, a).reverse());
        if order(a, b) != Ordering::Greater && order(b, c) != Ordering::Greater {
            prop_assert_ne!(order(a, c), Ordering::Greater);
        }
        if let (Some(x), Some(y)) = (a.percent_hundredths(), b.percent_hundredths()) {
            prop_assert!(order(a, b) != Ordering::Less || x <= y, "rounding keeps the order");
        }
    }

    #[test]
    fn scaling_changes_nothing(ratio in small(), by in 1..1_000_i64) {
        prop_assume!(ratio.denominator != 0);
        for by in [by, -by] {
            let scaled = Ratio::new(ratio.numerator * by, ratio.denominator * by);
            prop_assert_eq!(ratio.compare(scaled), Some(Ordering::Equal));
            prop_assert_eq!(ratio.percent(), scaled.percent());
        }
    }
}

#[test]
fn printed_with_two_decimals() {
    for (value, text) in [
        (9_342, "93.42%"),
        (0, "0.00%"),
        (-5, "-0.05%"),
        (-658, "-6.58%"),
    ] {
        assert_eq!(hundredths(value), text);
    }
}
