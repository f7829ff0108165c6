//! Completion (完成率) and traffic lights (红黄绿灯): how far a figure is on the way to its target.
//!
//! Nothing is capped in silence: 120 % stays 120 %. The rule by which a completion was computed
//! stands beside it. A value without evidence, or of another kind than its target, has none.

use super::{
    figure::{Figure, Value},
    form::Standing,
    target::{Comparator, Target, TargetValue},
};
use crate::ratio::Ratio;
use serde::{Deserialize, Serialize};

/// How a completion was computed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CompletionRule {
    /// ≥: value ÷ target due.
    ValueOverTarget,
    /// ≤: target due ÷ value, so that what stays below its bound is above 100 %.
    TargetOverValue,
    /// =: the smaller of value and target ÷ the larger, so that too much is as far off as too little.
    SmallerOverLarger,
    /// 以内: the share of cases within the time.
    ShareWithin,
    /// A word (提升, 构建): the measured share, where the measure is one.
    MeasuredShare,
    /// A word met by a change or a document: met or not, and no percentage.
    NoPercentage,
    /// No value, so no completion.
    NoValue,
    /// Nothing is due yet.
    NotDue,
}

/// How far a figure is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Completion {
    /// By which rule.
    pub rule: CompletionRule,
    /// The completion; `None` where the rule gives no percentage.
    pub ratio: Option<Ratio>,
}

/// A traffic light (红黄绿灯).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Light {
    /// Met.
    Green,
    /// Missed by less than the project's tolerance.
    Yellow,
    /// Missed by more.
    Red,
    /// No value, or nothing due yet: neither good nor bad.
    Off,
}

/// From where on a deviation changes the light and must be explained. Thousandths of a completion.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Tolerance {
    /// A missed target with a completion from here on is yellow; below it is red.
    pub yellow_from: u32,
    /// A missed target with a completion below this must have a cause and a corrective measure.
    pub explain_below: u32,
    /// A completion above this must be explained too: the target may have been set too low.
    pub explain_above: u32,
}

impl Default for Tolerance {
    /// Yellow from 90 %, every miss explained, and what goes 30 % beyond its target: the self-evaluation's
    /// rules (财预〔2020〕10号) want a value far above its target explained as one that was set too low.
    fn default() -> Self {
        Self {
            yellow_from: 900,
            explain_below: 1_000,
            explain_above: 1_300,
        }
    }
}

impl Completion {
    /// Nothing is due yet.
    pub const NOT_DUE: Self = Self {
        rule: CompletionRule::NotDue,
        ratio: None,
    };

    /// The completion of a figure against the target due.
    #[must_use]
    pub fn of(figure: &Figure, due: &Target) -> Self {
        let none = |rule| Self { rule, ratio: None };
        let value = match (&figure.value, due.value) {
            (Value::None(_), _) => return none(CompletionRule::NoValue),
            (Value::Change { .. } | Value::Documents { .. }, _) => {
                return none(CompletionRule::NoPercentage);
            }
            (Value::Ratio(ratio), TargetValue::Seconds(_)) => {
                return Self {
                    rule: CompletionRule::ShareWithin,
                    ratio: Some(*ratio),
                };
            }
            (Value::Ratio(ratio), TargetValue::Word) => {
                return Self {
                    rule: CompletionRule::MeasuredShare,
                    ratio: Some(*ratio),
                };
            }
            (Value::Ratio(ratio), TargetValue::PercentHundredths(share)) => {
                (*ratio, Ratio::new(share, 10_000))
            }
            (Value::Money(fen), TargetValue::Fen(bound)) => {
                (Ratio::new(fen.0, 1), Ratio::new(bound.0, 1))
            }
            (Value::Count(count), TargetValue::Count(bound)) => {
                (Ratio::new(*count, 1), Ratio::new(bound, 1))
            }
            _ => return none(CompletionRule::NoValue),
        };
        let (value, target) = value;
        let (rule, ratio) = match due.comparator {
            Comparator::AtMost => (CompletionRule::TargetOverValue, quotient(target, value)),
            Comparator::Equals => {
                let below = value.compare(target) == Some(std::cmp::Ordering::Less);
                let ratio = if below {
                    quotient(value, target)
                } else {
                    quotient(target, value)
                };
                (CompletionRule::SmallerOverLarger, ratio)
            }
            Comparator::AtLeast | Comparator::Within | Comparator::Qualitative => {
                (CompletionRule::ValueOverTarget, quotient(value, target))
            }
        };
        Self { rule, ratio }
    }

    /// Whether it reaches so many thousandths. Without a percentage it reaches nothing.
    #[must_use]
    pub fn reaches(&self, thousandths: u32) -> bool {
        let bound = Ratio::new(i64::from(thousandths), 1_000);
        self.ratio
            .and_then(|ratio| ratio.compare(bound))
            .is_some_and(std::cmp::Ordering::is_ge)
    }

    /// The light of a standing with this completion.
    #[must_use]
    pub fn light(&self, standing: &Standing, tolerance: Tolerance) -> Light {
        match standing {
            Standing::NoData | Standing::NotDue { .. } => Light::Off,
            Standing::Met { .. } => Light::Green,
            Standing::Missed { .. } if self.reaches(tolerance.yellow_from) => Light::Yellow,
            Standing::Missed { .. } => Light::Red,
        }
    }

    /// Whether an officer must say why, and what is done about it.
    #[must_use]
    pub fn must_be_explained(&self, standing: &Standing, tolerance: Tolerance) -> bool {
        match standing {
            Standing::NoData | Standing::NotDue { .. } => false,
            Standing::Missed { .. } => !self.reaches(tolerance.explain_below),
            Standing::Met { .. } => {
                let beyond = Ratio::new(i64::from(tolerance.explain_above), 1_000);
                let over = self.ratio.and_then(|ratio| ratio.compare(beyond));
                // What costs less than its bound needs no excuse.
                self.rule == CompletionRule::ValueOverTarget && over.is_some_and(|one| one.is_gt())
            }
        }
    }
}

/// `one ÷ other` as a ratio of whole numbers in lowest terms; `None` over zero or beyond 64 bits.
fn quotient(one: Ratio, other: Ratio) -> Option<Ratio> {
    let numerator = i128::from(one.numerator) * i128::from(other.denominator);
    let denominator = i128::from(one.denominator) * i128::from(other.numerator);
    if denominator == 0 {
        return None;
    }
    let divisor = gcd(numerator.unsigned_abs(), denominator.unsigned_abs());
    let divisor = i128::try_from(divisor).ok()? * denominator.signum();
    Some(Ratio::new(
        i64::try_from(numerator / divisor).ok()?,
        i64::try_from(denominator / divisor).ok()?,
    ))
}

const fn gcd(mut a: u128, mut b: u128) -> u128 {
    while b != 0 {
        (a, b) = (b, a % b);
    }
    if a == 0 { 1 } else { a }
}
