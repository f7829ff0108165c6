//! How a value stands against its target, and the goals' judgement of section 四; the budget's is
//! [`super::ledger::forecast`].
//!
//! Rules: a value without evidence neither meets nor misses a target. "Within" means every case:
//! a share below 100 % misses it. A word as target (提升) is met by a change above zero, or, where
//! the measure is a plain share, by 100 %, or, for a document, by there being one.

use super::{
    figure::{Figure, Value},
    form::{Deviation, FormIndicator, Judgement, JudgementReason, Likelihood, Standing},
    target::{Comparator, Target, TargetValue},
};
use crate::ratio::Ratio;
use std::cmp::Ordering;

const WHOLE: Ratio = Ratio::new(1, 1);

/// How a figure stands against the target that is due.
#[must_use]
pub fn standing(figure: &Figure, target: &Target) -> Standing {
    let (order, deviation) = match (&figure.value, target.value) {
        (Value::Money(fen), TargetValue::Fen(due)) => {
            (fen.cmp(&due), Deviation::Fen(fen.0.saturating_sub(due.0)))
        }
        (Value::Count(count), TargetValue::Count(due)) => {
            (count.cmp(&due), Deviation::Count(count.saturating_sub(due)))
        }
        (Value::Ratio(ratio), TargetValue::PercentHundredths(due)) => {
            against(*ratio, Ratio::new(due, 10_000))
        }
        (Value::Ratio(ratio), TargetValue::Seconds(_) | TargetValue::Word) => {
            against(*ratio, WHOLE)
        }
        (Value::Change { before, after }, _) => change(*before, *after),
        // That there is one is all that a document can show.
        (Value::Documents { .. }, TargetValue::Word) => (Ordering::Equal, Deviation::Count(0)),
        // A value of another kind than the target says nothing about it.
        _ => return Standing::NoData,
    };
    let met = match target.comparator {
        Comparator::AtMost => order != Ordering::Greater,
        Comparator::AtLeast | Comparator::Within => order != Ordering::Less,
        Comparator::Equals => order == Ordering::Equal,
        Comparator::Qualitative => match figure.value {
            Value::Change { .. } => order == Ordering::Greater,
            _ => order != Ordering::Less,
        },
    };
    if met {
        Standing::Met { deviation }
    } else {
        Standing::Missed { deviation }
    }
}

fn against(ratio: Ratio, due: Ratio) -> (Ordering, Deviation) {
    let points = ratio.percent_hundredths().unwrap_or(0) - due.percent_hundredths().unwrap_or(0);
    (
        ratio.compare(due).unwrap_or(Ordering::Less),
        Deviation::PointHundredths(points),
    )
}

fn change(before: Ratio, after: Ratio) -> (Ordering, Deviation) {
    against(after, before)
}

/// 年度绩效目标完成可能性. "Certain" needs every indicator measured and met; a miss under way
/// leaves "possible" because a later entry of the year may still mend a count, never "impossible".
#[must_use]
pub fn goals(indicators: &[FormIndicator]) -> Judgement {
    let missed = indicators
        .iter()
        .any(|one| matches!(one.standing, Standing::Missed { .. }));
    let silent = indicators
        .iter()
        .filter(|one| one.standing == Standing::NoData)
        .count();
    let waiting = |one: &FormIndicator| matches!(one.standing, Standing::NotDue { .. });
    let waiting = indicators.iter().filter(|one| waiting(one)).count();
    let (tick, reason) = if silent + waiting == indicators.len() {
        (None, JudgementReason::NothingMeasured)
    } else if missed {
        (Some(Likelihood::Possible), JudgementReason::SomeMissed)
    } else if silent > 0 {
        (
            Some(Likelihood::Possible),
            JudgementReason::SomeWithoutEvidence,
        )
    } else if waiting > 0 {
        (Some(Likelihood::Possible), JudgementReason::SomeNotDue)
    } else {
        (Some(Likelihood::Certain), JudgementReason::AllMet)
    };
    Judgement { tick, reason }
}
