//! Exact fractions: scores are weighted sums of quotients with different denominators.

use serde::{Deserialize, Serialize};
use std::{cmp::Ordering, fmt, str::FromStr};

/// A fraction in lowest terms with a denominator above zero, written `8137/90`.
///
/// Sums of a score's parts stay far below the 128 bits kept here (see [`super::total`]); where an
/// operation would not, it has no result rather than a wrong one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Fraction {
    numerator: i128,
    denominator: i128,
}

/// A text that is no fraction in lowest terms.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("not a fraction such as 8137/90: {0:?}")]
pub struct BadFraction(pub String);

const fn gcd(mut a: i128, mut b: i128) -> i128 {
    while b != 0 {
        (a, b) = (b, a % b);
    }
    a
}

impl Fraction {
    /// Nothing.
    pub const ZERO: Self = Self::whole(0);

    /// A whole number.
    #[must_use]
    pub const fn whole(number: i64) -> Self {
        Self {
            numerator: number as i128,
            denominator: 1,
        }
    }

    /// `numerator / denominator`; `None` unless the denominator is above zero.
    #[must_use]
    pub fn new(numerator: i128, denominator: i128) -> Option<Self> {
        if denominator <= 0 || numerator == i128::MIN {
            return None;
        }
        let common = gcd(numerator.abs(), denominator).max(1);
        Some(Self {
            numerator: numerator / common,
            denominator: denominator / common,
        })
    }

    /// The sum, where it can be written.
    #[must_use]
    pub fn plus(self, other: Self) -> Option<Self> {
        let common = gcd(self.denominator, other.denominator).max(1);
        let (left, right) = (self.denominator / common, other.denominator / common);
        Self::new(
            self.numerator
                .checked_mul(right)?
                .checked_add(other.numerator.checked_mul(left)?)?,
            self.denominator.checked_mul(right)?,
        )
    }

    /// The difference, where it can be written.
    #[must_use]
    pub fn minus(self, other: Self) -> Option<Self> {
        self.plus(Self {
            numerator: other.numerator.checked_neg()?,
            denominator: other.denominator,
        })
    }

    /// `number` times as much, where it can be written.
    #[must_use]
    pub fn times(self, number: i64) -> Option<Self> {
        let common = gcd(i128::from(number).abs(), self.denominator).max(1);
        Self::new(
            self.numerator.checked_mul(i128::from(number) / common)?,
            self.denominator / common,
        )
    }

    /// Divided by a number above zero.
    #[must_use]
    pub fn over(self, number: i64) -> Option<Self> {
        let common = gcd(self.numerator.abs(), i128::from(number)).max(1);
        Self::new(
            self.numerator / common,
            self.denominator.checked_mul(i128::from(number) / common)?,
        )
    }

    /// The greatest whole number that is not above it. A whole pass mark is reached by the floor
    /// exactly when it is reached by the fraction.
    #[must_use]
    pub fn floor(self) -> i64 {
        let whole = self.numerator.div_euclid(self.denominator);
        i64::try_from(whole).unwrap_or(if whole < 0 { i64::MIN } else { i64::MAX })
    }

    /// In hundredths, rounded half away from zero: 9041 is 90.41. This rounds; use it only where a
    /// page or a table is printed.
    #[must_use]
    pub fn hundredths(self) -> Option<i64> {
        let scaled = self.numerator.abs().checked_mul(200)?;
        let rounded = scaled.checked_add(self.denominator)? / self.denominator.checked_mul(2)?;
        i64::try_from(rounded * self.numerator.signum()).ok()
    }
}

impl Ord for Fraction {
    /// By whole parts and then by the rests turned over, so that nothing can overflow.
    fn cmp(&self, other: &Self) -> Ordering {
        let (mut a, mut b) = (*self, *other);
        let mut turned = false;
        loop {
            let wholes = (
                a.numerator.div_euclid(a.denominator),
                b.numerator.div_euclid(b.denominator),
            );
            let rests = (
                a.numerator.rem_euclid(a.denominator),
                b.numerator.rem_euclid(b.denominator),
            );
            let by_whole = wholes.0.cmp(&wholes.1);
            let found = match (by_whole, rests) {
                (Ordering::Equal, (0, 0)) => Ordering::Equal,
                (Ordering::Equal, (0, _)) => Ordering::Less,
                (Ordering::Equal, (_, 0)) => Ordering::Greater,
                (Ordering::Equal, (left, right)) => {
                    (a.numerator, a.denominator) = (a.denominator, left);
                    (b.numerator, b.denominator) = (b.denominator, right);
                    turned = !turned;
                    continue;
                }
                (different, _) => different,
            };
            return if turned { found.reverse() } else { found };
        }
    }
}

impl PartialOrd for Fraction {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl fmt::Display for Fraction {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}/{}", self.numerator, self.denominator)
    }
}

impl FromStr for Fraction {
    type Err = BadFraction;
    fn from_str(text: &str) -> Result<Self, BadFraction> {
        let read = || {
            let (numerator, denominator) = text.split_once('/')?;
            let read = Self::new(numerator.parse().ok()?, denominator.parse().ok()?)?;
            (read.to_string() == text).then_some(read)
        };
        read().ok_or_else(|| BadFraction(text.to_owned()))
    }
}

impl TryFrom<String> for Fraction {
    type Error = BadFraction;
    fn try_from(text: String) -> Result<Self, BadFraction> {
        text.parse()
    }
}

impl From<Fraction> for String {
    fn from(one: Fraction) -> Self {
        one.to_string()
    }
}

// By hand: it is written as text.
#[cfg(feature = "openapi")]
impl utoipa::PartialSchema for Fraction {
    fn schema() -> utoipa::openapi::RefOr<utoipa::openapi::schema::Schema> {
        utoipa::openapi::schema::ObjectBuilder::new()
            .schema_type(utoipa::openapi::schema::Type::String)
            .pattern(Some("^-?[0-9]+/[0-9]+$"))
            .description(Some("An exact fraction in lowest terms: 8137/90"))
            .into()
    }
}

#[cfg(feature = "openapi")]
impl utoipa::ToSchema for Fraction {}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(numerator: i128, denominator: i128) -> Fraction {
        Fraction::new(numerator, denominator).expect("a fraction")
    }

    #[test]
    fn sums_are_exact() {
        assert_eq!(of(1, 3).plus(of(1, 6)), Some(of(1, 2)));
        assert_eq!(of(1, 3).minus(of(1, 3)), Some(Fraction::ZERO));
        assert_eq!(of(2, 3).times(9), Some(Fraction::whole(6)));
        assert_eq!(of(2, 3).over(4), Some(of(1, 6)));
        assert_eq!(Fraction::new(1, 0), None);
        assert_eq!(Fraction::new(1, -2), None);
        let big = of(1, i128::MAX);
        assert_eq!(big.plus(of(1, i128::MAX - 1)), None, "no wrong result");
    }

    #[test]
    fn order_needs_no_common_denominator() {
        assert!(of(2, 3) > of(3, 5));
        assert!(of(-2, 3) < of(3, 5));
        assert!(of(i128::MAX - 1, i128::MAX) > of(i128::MAX - 2, i128::MAX - 1));
        assert_eq!(of(4, 6).cmp(&of(2, 3)), Ordering::Equal);
    }

    #[test]
    fn written_and_read_back() {
        assert_eq!(of(8137, 90).to_string(), "8137/90");
        assert_eq!("8137/90".parse(), Ok(of(8137, 90)));
        for text in ["", "1", "2/4", "1/0", "1/-2", "a/b", " 1/2"] {
            assert!(text.parse::<Fraction>().is_err(), "{text}");
        }
        assert_eq!(of(8137, 90).hundredths(), Some(9041));
        assert_eq!(of(-1, 200).hundredths(), Some(-1));
        assert_eq!((of(599, 10).floor(), of(-1, 2).floor()), (59, -1));
    }
}
