//! Exact numbers: nothing on a form is ever floating-point.

use serde::Serialize;
use std::{cmp::Ordering, fmt};

/// An exact ratio, in lowest terms, with a positive denominator.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
pub struct Ratio {
    numerator: i128,
    denominator: i128,
}

impl Ratio {
    /// Zero.
    pub const ZERO: Self = Self {
        numerator: 0,
        denominator: 1,
    };
    /// One.
    pub const ONE: Self = Self {
        numerator: 1,
        denominator: 1,
    };

    /// A ratio; `None` over zero, which is no value.
    #[must_use]
    pub fn new(numerator: i128, denominator: i128) -> Option<Self> {
        let divisor = gcd(numerator.checked_abs()?, denominator.checked_abs()?);
        if denominator == 0 || divisor == 0 {
            return None;
        }
        let divisor = if denominator < 0 { -divisor } else { divisor };
        Some(Self {
            numerator: numerator / divisor,
            denominator: denominator / divisor,
        })
    }

    /// A whole number.
    #[must_use]
    pub const fn whole(number: i128) -> Self {
        Self {
            numerator: number,
            denominator: 1,
        }
    }

    /// The whole number that it is, if it is one.
    #[must_use]
    pub fn to_whole(self) -> Option<i128> {
        (self.denominator == 1).then_some(self.numerator)
    }

    /// The sum; `None` where it leaves the range of numbers that a form can mean. So with the others.
    #[must_use]
    pub fn plus(self, other: Self) -> Option<Self> {
        let one = self.numerator.checked_mul(other.denominator)?;
        let two = other.numerator.checked_mul(self.denominator)?;
        Self::new(
            one.checked_add(two)?,
            self.denominator.checked_mul(other.denominator)?,
        )
    }

    /// The difference.
    #[must_use]
    pub fn minus(self, other: Self) -> Option<Self> {
        self.plus(other.negative()?)
    }

    /// The product.
    #[must_use]
    pub fn times(self, other: Self) -> Option<Self> {
        Self::new(
            self.numerator.checked_mul(other.numerator)?,
            self.denominator.checked_mul(other.denominator)?,
        )
    }

    /// The quotient; `None` over zero.
    #[must_use]
    pub fn over(self, other: Self) -> Option<Self> {
        Self::new(
            self.numerator.checked_mul(other.denominator)?,
            self.denominator.checked_mul(other.numerator)?,
        )
    }

    /// With the other sign.
    #[must_use]
    pub fn negative(self) -> Option<Self> {
        Self::new(self.numerator.checked_neg()?, self.denominator)
    }

    /// Whether it is below zero.
    #[must_use]
    pub fn is_negative(self) -> bool {
        self.numerator < 0
    }

    /// Whether it is zero.
    #[must_use]
    pub fn is_zero(self) -> bool {
        self.numerator == 0
    }

    /// As a decimal with so many places, half up, for a message only.
    #[must_use]
    pub fn decimal(self, places: u32) -> String {
        let scale = 10_i128.checked_pow(places).unwrap_or(1);
        let Some(scaled) = self
            .numerator
            .checked_abs()
            .and_then(|n| n.checked_mul(scale))
        else {
            return format!("{}/{}", self.numerator, self.denominator);
        };
        let rounded = scaled.saturating_mul(2).saturating_add(self.denominator)
            / self.denominator.saturating_mul(2);
        let sign = if self.numerator < 0 && rounded != 0 {
            "-"
        } else {
            ""
        };
        let (whole, rest) = (rounded / scale, rounded % scale);
        match usize::try_from(places) {
            Ok(width) if width > 0 => format!("{sign}{whole}.{rest:0width$}"),
            _ => format!("{sign}{whole}"),
        }
    }

    /// As a percentage with two places, for a message only.
    #[must_use]
    pub fn percent(self) -> String {
        let hundred = self.times(Self::whole(100));
        hundred.map_or_else(
            || self.to_string(),
            |value| format!("{}%", value.decimal(2)),
        )
    }

    /// Whether a print with so many decimals can stand for this value: rounded half up or cut off.
    #[must_use]
    pub fn prints_as(self, printed: Self, decimals: u32) -> bool {
        let Some(scale) = 10_i128.checked_pow(decimals) else {
            return self == printed;
        };
        let (Some(unit), Some(gap)) = (Self::new(1, scale), self.minus(printed)) else {
            return self == printed;
        };
        let half = Self::new(1, scale.saturating_mul(2)).unwrap_or(unit);
        let size = if gap.is_negative() {
            gap.negative().unwrap_or(gap)
        } else {
            gap
        };
        let cut = gap.is_zero() || (gap.is_negative() == self.is_negative() && size < unit);
        size <= half || cut
    }
}

impl Ord for Ratio {
    fn cmp(&self, other: &Self) -> Ordering {
        // By continued fractions, so that no product can overflow.
        let (mut a, mut b) = (*self, *other);
        let mut turned = false;
        loop {
            let (whole_a, whole_b) = (
                a.numerator.div_euclid(a.denominator),
                b.numerator.div_euclid(b.denominator),
            );
            let (rest_a, rest_b) = (
                a.numerator.rem_euclid(a.denominator),
                b.numerator.rem_euclid(b.denominator),
            );
            let order = match (whole_a.cmp(&whole_b), rest_a == 0, rest_b == 0) {
                (Ordering::Equal, true, true) => Ordering::Equal,
                (Ordering::Equal, true, false) => Ordering::Less,
                (Ordering::Equal, false, true) => Ordering::Greater,
                (Ordering::Equal, false, false) => {
                    (a, b) = (
                        Self {
                            numerator: a.denominator,
                            denominator: rest_a,
                        },
                        Self {
                            numerator: b.denominator,
                            denominator: rest_b,
                        },
                    );
                    turned = !turned;
                    continue;
                }
                (order, _, _) => order,
            };
            return if turned { order.reverse() } else { order };
        }
    }
}

impl PartialOrd for Ratio {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl fmt::Display for Ratio {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.denominator == 1 {
            return write!(f, "{}", self.numerator);
        }
        for places in 1..=9 {
            let scale = 10_i128.pow(places);
            if scale % self.denominator == 0 {
                return f.write_str(&self.decimal(places));
            }
        }
        write!(f, "{}/{}", self.numerator, self.denominator)
    }
}

fn gcd(mut a: i128, mut b: i128) -> i128 {
    while b != 0 {
        (a, b) = (b, a % b);
    }
    a
}

/// A number as printed: its value, and how many decimals were printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Number {
    /// What it is.
    pub value: Ratio,
    /// How exactly it was printed.
    pub decimals: u32,
}

/// Reads the number that the text begins with, and says how many bytes it took. Groups are of three
/// digits or there are none; more digits than any budget has are not read.
#[must_use]
pub(crate) fn number(text: &str) -> Option<(Number, usize)> {
    let sign = usize::from(text.starts_with(['-', '+']));
    let body = text.get(sign..)?;
    let whole = body
        .bytes()
        .take_while(|byte| byte.is_ascii_digit() || *byte == b',')
        .count();
    let digits = grouped(body.get(..whole)?)?;
    let mut length = sign + whole;
    let mut decimals = 0;
    let mut value = digits.parse::<i128>().ok()?;
    if let Some(rest) = text.get(length..).and_then(|rest| rest.strip_prefix('.')) {
        let places = rest.bytes().take_while(u8::is_ascii_digit).count();
        if (1..=8).contains(&places) {
            decimals = u32::try_from(places).ok()?;
            let fraction = rest.get(..places)?.parse::<i128>().ok()?;
            value = value * 10_i128.pow(decimals) + fraction;
            length += 1 + places;
        }
    }
    if text.starts_with('-') {
        value = -value;
    }
    let value = Ratio::new(value, 10_i128.pow(decimals))?;
    Some((Number { value, decimals }, length))
}

fn grouped(text: &str) -> Option<String> {
    let mut groups = text.split(',');
    let first = groups.next().filter(|first| !first.is_empty())?;
    let rest: Vec<&str> = groups.collect();
    let is_fine = rest.is_empty() || (first.len() <= 3 && rest.iter().all(|one| one.len() == 3));
    let digits = format!("{first}{}", rest.concat());
    (is_fine && digits.len() <= 15).then_some(digits)
}

/// Reads the Chinese numeral (up to 九十九) that the text begins with, and its length in bytes.
#[must_use]
pub(crate) fn chinese(text: &str) -> Option<(i128, usize)> {
    let mut total = 0;
    let mut digit = None;
    let mut length = 0;
    for letter in text.chars().take(3) {
        let value = "零一二三四五六七八九".chars().position(|one| one == letter);
        let value = if letter == '两' { Some(2) } else { value };
        match (value, letter) {
            (Some(value), _) if digit.is_none() => digit = i128::try_from(value).ok(),
            (None, '十') if total == 0 => {
                total = digit.take().unwrap_or(1) * 10;
            }
            _ => break,
        }
        length += letter.len_utf8();
    }
    (length > 0).then(|| (total + digit.unwrap_or(0), length))
}

/// Fen as yuan, for a message only.
#[must_use]
pub(crate) fn yuan(fen: i128) -> String {
    Ratio::new(fen, 100).map_or_else(String::new, |value| value.to_string())
}
