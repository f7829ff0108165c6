//! Ratios that keep their numerator and denominator.

use serde::{Deserialize, Serialize};

/// `numerator / denominator`, unreduced, so that both can be shown and traced.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Ratio {
    /// What is counted.
    pub numerator: i64,
    /// Out of how much.
    pub denominator: i64,
}

impl Ratio {
    /// A ratio as it stands; the denominator may be zero, and then [`Ratio::percent`] has no value.
    #[must_use]
    pub const fn new(numerator: i64, denominator: i64) -> Self {
        Self {
            numerator,
            denominator,
        }
    }

    /// The percentage in hundredths of a percent, rounded half away from zero: 9342 is 93.42 %.
    /// `None` over a zero denominator: a ratio over zero has no value, neither 0 % nor 100 %.
    #[must_use]
    pub fn percent_hundredths(self) -> Option<i64> {
        if self.denominator == 0 {
            return None;
        }
        let scaled = i128::from(self.numerator) * 10_000;
        let (den, sign) = (
            i128::from(self.denominator),
            scaled.signum() * i128::from(self.denominator).signum(),
        );
        let rounded = (scaled.abs() * 2 + den.abs()) / (den.abs() * 2);
        i64::try_from(rounded * sign).ok()
    }

    /// `93.42%`, or `None` over zero. This rounds; use it only where a form or page is printed.
    #[must_use]
    pub fn percent(self) -> Option<String> {
        self.percent_hundredths().map(hundredths)
    }

    /// Compares exactly, without dividing. `None` when either ratio is over zero.
    #[must_use]
    pub fn compare(self, other: Self) -> Option<std::cmp::Ordering> {
        if self.denominator == 0 || other.denominator == 0 {
            return None;
        }
        let flip = self.denominator.signum() * other.denominator.signum();
        let left = i128::from(self.numerator) * i128::from(other.denominator);
        let right = i128::from(other.numerator) * i128::from(self.denominator);
        Some(if flip < 0 {
            right.cmp(&left)
        } else {
            left.cmp(&right)
        })
    }
}

/// Hundredths of a percent as text: `-658` is `-6.58%`.
#[must_use]
pub fn hundredths(value: i64) -> String {
    let sign = if value < 0 { "-" } else { "" };
    let abs = value.unsigned_abs();
    format!("{sign}{}.{:02}%", abs / 100, abs % 100)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::cmp::Ordering;

    #[test]
    fn over_zero_there_is_no_value() {
        assert_eq!(Ratio::new(0, 0).percent(), None);
        assert_eq!(Ratio::new(5, 0).percent(), None);
        assert_eq!(Ratio::new(5, 0).compare(Ratio::new(1, 1)), None);
    }

    #[test]
    fn rounds_half_away_from_zero_at_printing_only() {
        assert_eq!(Ratio::new(1, 3).percent().as_deref(), Some("33.33%"));
        assert_eq!(Ratio::new(1, 8_000).percent().as_deref(), Some("0.01%"));
        assert_eq!(Ratio::new(-1, 20_000).percent().as_deref(), Some("-0.01%"));
        assert_eq!(
            Ratio::new(99_999, 100_000).percent().as_deref(),
            Some("100.00%")
        );
        assert_eq!(
            Ratio::new(99_999, 100_000).compare(Ratio::new(1, 1)),
            Some(Ordering::Less)
        );
    }
}
