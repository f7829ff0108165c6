//! A report's values. They say counts, shares with intervals and what tests found; the printing makes words
//! and rounded numbers of them.

mod chart;
mod findings;
mod hypotheses;
mod make;
mod parts;
mod referrals;
mod repeats;
mod tested;

pub use chart::{Chart, ChartDay};
pub use findings::{Finding, ReportFindings};
pub(crate) use make::{Sets, make};
pub use parts::{
    AreaPart, BaseKind, BreachPart, CategoryPart, Change, ClockPart, Counted, DayCount, Ends,
    FollowUpPart, MemberPart, Records, Share, SubcategoryPart, Volumes,
};
pub use referrals::{AGE_BANDS, DepartmentPart, ReferralPart};
pub use repeats::{LEAST_REPEATS, RepeatCallers, RepeatPlace, Repeats};
pub use tested::{
    Effect, EffectKind, FAMILY_LEVEL, LEAST_CALLS, LEAST_CASES, LEAST_TABLE, Method, Outcome,
    Question, Tested, TooSmall,
};

use liandong_domain::{
    reports::{ReportKind, ReportOf},
    time::Period,
};
use serde::{Deserialize, Serialize};

/// A report. Two computations over the same records are equal.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Report {
    /// `daily-2024-03-01`, `weekly-2024-W09`, `monthly-2024-03`.
    #[cfg_attr(feature = "openapi", schema(value_type = String))]
    pub id: ReportOf,
    /// The kind.
    pub kind: ReportKind,
    /// Its days, both ends included.
    pub period: Period,
    /// Calls by hour, weekday and day.
    pub volumes: Volumes,
    /// How they ended.
    pub ends: Ends,
    /// By category, with subcategories.
    pub categories: Vec<CategoryPart>,
    /// By responsibility area.
    pub areas: Vec<AreaPart>,
    /// The three dispatch clocks.
    pub clocks: Vec<ClockPart>,
    /// Breaches with reasons.
    pub breaches: BreachPart,
    /// Repeat places and callers.
    pub repeats: Repeats,
    /// Referrals and their ages.
    pub referrals: ReferralPart,
    /// What follow-ups brought.
    pub follow_ups: FollowUpPart,
    /// The members' work.
    pub members: Vec<MemberPart>,
    /// Against the week, the month, the year before.
    pub changes: Vec<Change>,
    /// Noise or change, day by day.
    pub chart: Chart,
    /// Every test of this report: one family, adjusted together by Holm's method.
    pub tests: Vec<Tested>,
    /// What may be concluded.
    pub findings: ReportFindings,
}
