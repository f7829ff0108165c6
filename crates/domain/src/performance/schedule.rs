//! What is due of a target at a day of the year (应完成的绩效目标值): schedules (分阶段目标).

use super::target::{Comparator, Target, TargetValue};
use crate::{money::Fen, ratio::hundredths, time::Day};
use serde::{Deserialize, Serialize};

/// How much of the annual value is due, and when.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "kind", deny_unknown_fields)]
pub enum Schedule {
    /// The same at any day of the year: what the indicator states as due, else its annual value.
    #[default]
    Constant,
    /// By equal shares of days: nothing before `from`, the annual value on `to` and after. A number
    /// of things or a percentage that does not come out whole is rounded against the project: up.
    Linear {
        /// The first day that counts.
        from: Day,
        /// The day on which all of it is due.
        to: Day,
    },
    /// By steps: the last one on or before the day is due; before the first nothing is.
    Stepped {
        /// The steps, by day.
        steps: Vec<Step>,
    },
    /// The annual value from a day on; before it nothing is due.
    ByDate {
        /// The day.
        day: Day,
    },
}

/// A step of a [`Schedule::Stepped`].
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Step {
    /// The day from which it is due.
    pub from: Day,
    /// What is due, in the annual target's unit.
    pub value: TargetValue,
}

/// What is due at a day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Due {
    /// This.
    Target(Target),
    /// Nothing yet; something from this day on.
    NotBefore(Day),
}

/// Why a schedule cannot be one of its target.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum BadSchedule {
    /// A word or a time limit has no parts.
    #[error("a target in words or minutes has no parts to be due one after the other")]
    NoParts,
    /// What is growing day by day cannot be met exactly.
    #[error("a linear schedule goes with at_least")]
    NotExactly,
    /// The last day lies before the first.
    #[error("the schedule ends before it begins")]
    Backwards,
    /// Steps out of order, of another unit, falling, or none.
    #[error("steps must follow one another by day, in the target's unit, and not fall")]
    Steps,
}

impl Schedule {
    /// Holds a schedule against the annual target that it divides.
    ///
    /// # Errors
    /// [`BadSchedule`].
    pub fn check(&self, annual: &Target) -> Result<(), BadSchedule> {
        let has_parts = size(annual.value).is_some();
        match self {
            Self::Constant | Self::ByDate { .. } => Ok(()),
            Self::Linear { .. } | Self::Stepped { .. } if !has_parts => Err(BadSchedule::NoParts),
            Self::Linear { .. } if annual.comparator != Comparator::AtLeast => {
                Err(BadSchedule::NotExactly)
            }
            Self::Linear { from, to } if to < from => Err(BadSchedule::Backwards),
            Self::Linear { .. } => Ok(()),
            Self::Stepped { steps } => {
                let fits = |step: &Step| {
                    std::mem::discriminant(&step.value) == std::mem::discriminant(&annual.value)
                };
                let rises = steps.windows(2).all(|pair| match pair {
                    [one, next] => one.from < next.from && size(one.value) <= size(next.value),
                    _ => true,
                });
                if !steps.is_empty() && rises && steps.iter().all(fits) {
                    Ok(())
                } else {
                    Err(BadSchedule::Steps)
                }
            }
        }
    }

    /// What is due on a day, of an annual target; `stated` is what a constant schedule says.
    #[must_use]
    pub fn due_on(&self, annual: &Target, stated: &Target, day: Day) -> Due {
        match self {
            Self::Constant => Due::Target(stated.clone()),
            Self::ByDate { day: from } if day < *from => Due::NotBefore(*from),
            Self::ByDate { .. } => Due::Target(annual.clone()),
            Self::Linear { from, .. } if day < *from => Due::NotBefore(*from),
            Self::Linear { from, to } => {
                let (past, whole) = (day.0 - from.0 + 1, to.0 - from.0 + 1);
                if past >= whole {
                    return Due::Target(annual.clone());
                }
                Due::Target(resized(annual, part(annual.value, past, whole)))
            }
            Self::Stepped { steps } => match steps.iter().rev().find(|step| step.from <= day) {
                Some(step) => Due::Target(resized(annual, step.value)),
                None => steps.first().map_or_else(
                    || Due::Target(annual.clone()),
                    |step| Due::NotBefore(step.from),
                ),
            },
        }
    }
}

/// The number in a value that has parts.
const fn size(value: TargetValue) -> Option<i64> {
    match value {
        TargetValue::Fen(fen) => Some(fen.0),
        TargetValue::Count(count) => Some(count),
        TargetValue::PercentHundredths(share) => Some(share),
        TargetValue::Seconds(_) | TargetValue::Word => None,
    }
}

fn part(value: TargetValue, past: i64, whole: i64) -> TargetValue {
    let up = |number: i64| {
        let (product, whole) = (i128::from(number) * i128::from(past), i128::from(whole));
        i64::try_from((product + whole - 1) / whole.max(1)).unwrap_or(number)
    };
    match value {
        TargetValue::Fen(fen) => TargetValue::Fen(Fen(up(fen.0))),
        TargetValue::Count(count) => TargetValue::Count(up(count)),
        TargetValue::PercentHundredths(share) => TargetValue::PercentHundredths(up(share)),
        other => other,
    }
}

/// The target with another number, said in the same words around it.
fn resized(target: &Target, value: TargetValue) -> Target {
    let words = target.wording.as_str();
    let is_number = |c: char| c.is_ascii_digit() || c == '.';
    let begin = words.find(|c: char| c.is_ascii_digit());
    let (before, after) = begin.map_or((words, ""), |begin| {
        let rest = words.get(begin..).unwrap_or_default();
        let end = rest.find(|c: char| !is_number(c)).unwrap_or(rest.len());
        (
            words.get(..begin).unwrap_or_default(),
            rest.get(end..).unwrap_or_default(),
        )
    });
    let number = match value {
        TargetValue::Fen(fen) if after.starts_with("万元") => in_wan(fen),
        TargetValue::Fen(fen) => fen.yuan(),
        TargetValue::Count(count) => count.to_string(),
        TargetValue::PercentHundredths(share) => trimmed(&hundredths(share)),
        TargetValue::Seconds(_) | TargetValue::Word => return target.clone(),
    };
    Target {
        comparator: target.comparator,
        value,
        wording: format!("{before}{number}{after}"),
    }
}

/// `66.7` of `66.70%`.
fn trimmed(percent: &str) -> String {
    let number = percent.trim_end_matches('%');
    if number.contains('.') {
        let number = number.trim_end_matches('0');
        number.trim_end_matches('.').to_owned()
    } else {
        number.to_owned()
    }
}

/// Exact 万元: 1 fen is 0.000001.
fn in_wan(fen: Fen) -> String {
    let (whole, rest) = (fen.0 / 1_000_000, fen.0.unsigned_abs() % 1_000_000);
    trimmed(&format!("{whole}.{rest:06}"))
}
