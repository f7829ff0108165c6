//! Figures (数据): a value that can say where it comes from.

use crate::{ids::IndicatorId, money::Fen, ratio::Ratio, time::Period};
use serde::{Deserialize, Serialize};

/// A measured value, unrounded.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "kind", content = "of")]
pub enum Value {
    /// There is no value, and this is why. Printed as 无数据, never as 0 % or 100 %.
    None(NoValue),
    /// Money, in fen.
    Money(Fen),
    /// A number of people, cars or things.
    Count(i64),
    /// A share. Its denominator is above zero; a share over zero is [`NoValue::OverZero`].
    Ratio(Ratio),
    /// A share in an earlier and in a later part of the period (前后对比), both above zero below.
    Change {
        /// In the earlier part.
        before: Ratio,
        /// In the later part.
        after: Ratio,
    },
    /// Documents that somebody vouches for (佐证材料), for a target in words.
    Documents {
        /// How many.
        count: i64,
        /// The newest, as it is cited.
        newest: String,
    },
}

/// Why a figure has no value.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum NoValue {
    /// Nothing recorded in the period bears on it (无数据).
    NoEvidence,
    /// The denominator is zero, so the ratio says nothing (分母为零).
    OverZero,
}

/// Records left out of a figure, with the reason and how many.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Exclusion {
    /// Why they were left out.
    pub reason: ExclusionReason,
    /// How many records.
    pub count: u64,
}

/// Why a record does not bear on a figure although it lies in the period.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ExclusionReason {
    /// No car was assigned, so no clock ran: returned to police, merged or cancelled before.
    NeverAssigned,
    /// The clock ended without an answer: returned to police, merged or cancelled under way.
    ClockVoid,
    /// The clock still runs and is not yet due.
    StillRunning,
    /// Returned to police (退回公安).
    ReturnedToPolice,
    /// Merged into another incident as a duplicate (合并重复).
    Merged,
    /// Cancelled (撤销).
    Cancelled,
    /// Not yet closed at the end of what is recorded.
    NotYetClosed,
    /// Not chosen for a follow-up call, or not yet called.
    NotFollowedUp,
    /// The follow-up lot passed it over.
    NotSampled,
    /// The caller could not be reached (未接通).
    Unreachable,
    /// Lies in no responsibility area.
    NoArea,
    /// The member was engaged after the period or had left before it.
    NotEngaged,
}

/// A computed figure with all that is needed to believe it, or to doubt it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Figure {
    /// The value, unrounded.
    pub value: Value,
    /// What was counted, where the value is a quotient (fen for a unit price).
    pub numerator: Option<i64>,
    /// Out of how much, where the value is a quotient.
    pub denominator: Option<i64>,
    /// The formula in words, Chinese.
    pub formula: String,
    /// The formula in words, English.
    pub formula_en: String,
    /// The days that the figure speaks of.
    pub period: Period,
    /// How many records it rests on; `explain` lists that many.
    pub evidence: u64,
    /// How many of these were entered late (补报).
    pub late_entries: u64,
    /// What was left out, and why. Sorted by reason, no zero counts.
    pub exclusions: Vec<Exclusion>,
}

/// One record behind a figure.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct EvidenceItem {
    /// The indicator it bears on.
    pub indicator: IndicatorId,
    /// The stream whose events tell it: `incident/20240301-0007`, `town`, `project/pinganliandong`.
    pub stream: String,
    /// What within the stream: an incident's number, a member, a contract line.
    pub record: String,
    /// Whether it counts in the numerator (kept, passed, satisfied).
    pub counts: bool,
    /// Whether it was entered late (补报).
    pub late: bool,
    /// What was measured, for a reader: seconds of a clock, a grade, a price in fen.
    pub measured: Option<i64>,
    /// A word on it, Chinese.
    pub note: String,
}
