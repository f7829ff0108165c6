//! What was tested, and what came of it.

use super::parts::{BaseKind, Records};
use crate::stats::interval::Interval;
use liandong_domain::{incident::ClockKind, time::Period};
use serde::{Deserialize, Serialize};

/// The level below which an adjusted p is a finding.
pub const FAMILY_LEVEL: f64 = 0.05;
/// Two periods together have at least so many calls, or volumes are not compared.
pub const LEAST_CALLS: u64 = 20;
/// Each of two periods has at least so many cases, or shares are not compared.
pub const LEAST_CASES: u64 = 20;
/// A table has at least so many calls, or its rows are not compared.
pub const LEAST_TABLE: u64 = 50;

/// What is asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema), schema(as = TestedQuestion))]
#[serde(rename_all = "snake_case", tag = "about")]
pub enum Question {
    /// Are there more or fewer calls a day than then?
    Volume {
        /// Against which.
        base: BaseKind,
    },
    /// Is the clock kept more or less often than in the reference period?
    ClockKept {
        /// Which.
        clock: ClockKind,
    },
    /// Are the categories' shares other than in the reference period?
    Categories,
    /// Are the areas' shares other than in the reference period?
    Areas,
    /// Is the arrival kept equally often in all areas of this period?
    ArrivalByArea,
    /// Are referrals breached more or less often than in the reference period?
    ReferralsBreached,
    /// Are callers satisfied more or less often than in the reference period?
    Satisfied,
}

/// By which test.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema), schema(as = TestedMethod))]
#[serde(rename_all = "snake_case")]
pub enum Method {
    /// Two Poisson rates, exact and conditional (binomial).
    PoissonExact,
    /// Two rates with the variance scaled by the dispersion (quasi-Poisson, Wald).
    PoissonScaled,
    /// Two shares, z with pooled variance.
    TwoProportionZ,
    /// Two shares, Fisher's exact test.
    FisherExact,
    /// A table, Pearson's chi-square.
    ChiSquare,
}

/// What size the difference is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema), schema(as = TestedEffectKind))]
#[serde(rename_all = "snake_case")]
pub enum EffectKind {
    /// This period's rate over the other's.
    RateRatio,
    /// This period's share less the other's.
    Difference,
    /// Cramér's V.
    CramersV,
}

/// A size with its interval of 95 %.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema), schema(as = TestedEffect))]
pub struct Effect {
    /// What.
    pub kind: EffectKind,
    /// How much; `null` where a rate is over zero.
    pub value: Option<f64>,
    /// Its interval.
    pub interval: Interval,
}

/// Why nothing is concluded.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum TooSmall {
    /// The records do not reach back so far.
    NoRecords,
    /// Fewer than [`LEAST_CALLS`] calls in both periods together.
    Calls,
    /// Fewer than [`LEAST_CASES`] cases in one of them.
    Cases,
    /// Fewer than [`LEAST_TABLE`] calls, or fewer than two columns that expect five.
    Table,
    /// All came out alike, so that there is nothing to tell apart.
    AllAlike,
}

/// What came of a test.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema), schema(as = TestedOutcome))]
#[serde(rename_all = "snake_case", tag = "came_to")]
pub enum Outcome {
    /// Numbers too small: no conclusion (样本过小，不作结论).
    TooSmall {
        /// Which rule was not met.
        why: TooSmall,
    },
    /// A result.
    Done {
        /// By which test.
        method: Method,
        /// z or X²; exact tests have none.
        statistic: Option<f64>,
        /// Degrees of freedom, of X².
        df: Option<u32>,
        /// Two-sided.
        p: f64,
        /// Adjusted for the family by Holm's method.
        p_adjusted: f64,
        /// The size.
        effect: Effect,
        /// Whether the adjusted p is below 0.05.
        significant: bool,
    },
}

/// A test.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema), schema(as = ReportTest))]
pub struct Tested {
    /// What was asked.
    pub question: Question,
    /// The period compared with; `null` when nothing outside of this one is.
    pub against: Option<Period>,
    /// Counts of this period: of shares hits and cases, of volumes calls and days, of tables calls and
    /// columns.
    pub here: (u64, u64),
    /// The same of the other.
    pub there: (u64, u64),
    /// Dispersion of the daily counts of the baseline, where it was looked at: 1 is Poisson's law.
    pub dispersion: Option<f64>,
    /// What came of it.
    pub outcome: Outcome,
    /// The records of this period that the numerator counts against: breached, dissatisfied; for volumes
    /// and tables, how many there are.
    pub records: Records,
}

impl Tested {
    /// Whether it is a finding.
    #[must_use]
    pub const fn is_finding(&self) -> bool {
        matches!(
            self.outcome,
            Outcome::Done {
                significant: true,
                ..
            }
        )
    }
}
