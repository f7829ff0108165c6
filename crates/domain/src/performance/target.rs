//! Targets (指标值) and how a measured value is held against them.

use crate::money::Fen;
use serde::{Deserialize, Serialize};

/// How a measured value is compared with the target.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Comparator {
    /// ≤ the value.
    AtMost,
    /// ≥ the value.
    AtLeast,
    /// Exactly the value.
    Equals,
    /// Every case within the time (以内).
    Within,
    /// A word such as 提升, 构建 or 建立健全, which needs a defined measure or a vouched document.
    Qualitative,
}

/// The size of a target, in its own unit.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "unit", content = "value")]
pub enum TargetValue {
    /// Money, in fen.
    Fen(Fen),
    /// A number of people, cars or things.
    Count(i64),
    /// A share, in hundredths of a percent: 90 % is 9000.
    PercentHundredths(i64),
    /// A time limit, in seconds.
    Seconds(i64),
    /// No number: the target is its wording.
    Word,
}

/// A target as the project's file states it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Target {
    /// The comparison.
    pub comparator: Comparator,
    /// What it is compared with.
    pub value: TargetValue,
    /// The words printed on the form: `≤7.55万元/人/年`, `15分钟以内`, `提升`.
    pub wording: String,
}
