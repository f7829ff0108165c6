//! The counted parts of a report.

use crate::{
    row::Number,
    stats::interval::{Interval, wilson},
};
use liandong_domain::{
    incident::{CategoryCode, ClockKind},
    ratio::Ratio,
    time::{Day, Period},
};
use serde::{Deserialize, Serialize};

/// Records named at the most in one list.
pub(crate) const NAMED: usize = 50;

/// A share with its interval of 95 % (Wilson).
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Share {
    /// What is counted.
    pub numerator: u64,
    /// Out of how many; over zero there is no value.
    pub denominator: u64,
    /// Its interval; `null` over zero.
    pub interval: Option<Interval>,
}

impl Share {
    /// A share with its interval.
    #[must_use]
    pub fn new(numerator: u64, denominator: u64) -> Self {
        Self {
            numerator,
            denominator,
            interval: wilson(numerator, denominator).map(|(low, high)| Interval {
                low,
                high: Some(high),
            }),
        }
    }

    /// The share as a ratio.
    #[must_use]
    pub fn ratio(self) -> Ratio {
        let whole = |count: u64| i64::try_from(count).unwrap_or(i64::MAX);
        Ratio::new(whole(self.numerator), whole(self.denominator))
    }
}

/// Records named in order, with how many there are in all.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema), schema(as = ReportRecords))]
pub struct Records {
    /// How many.
    pub total: u64,
    /// The first 50 by number.
    #[cfg_attr(feature = "openapi", schema(value_type = Vec<String>))]
    pub first: Vec<Number>,
}

impl Records {
    pub(crate) fn of(all: impl Iterator<Item = Number>) -> Self {
        let mut all: Vec<Number> = all.collect();
        all.sort_unstable();
        all.dedup();
        let total = all.len() as u64;
        all.truncate(NAMED);
        Self { total, first: all }
    }
}

/// A code with its name and how many.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Counted {
    /// The text.
    pub text: String,
    /// How many.
    pub count: u64,
}

/// A day with its calls.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct DayCount {
    /// The day.
    pub day: Day,
    /// Its calls.
    pub count: u64,
}

/// How many calls, and when.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema), schema(as = ReportVolumes))]
pub struct Volumes {
    /// Calls received in the period.
    pub received: u64,
    /// Of these, calls with an entry made late (补报).
    pub late_incidents: u64,
    /// Late entries in all.
    pub late_entries: u64,
    /// By hour of the local day, 0 to 23.
    pub hours: Vec<u64>,
    /// By weekday, Monday first.
    pub weekdays: Vec<u64>,
    /// By day.
    pub days: Vec<DayCount>,
}

/// Where the period's calls stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema), schema(as = ReportEnds))]
pub struct Ends {
    /// Closed (办结).
    pub closed: u64,
    /// Returned to police (退回公安).
    pub returned: u64,
    /// Merged (合并).
    pub merged: u64,
    /// Cancelled (撤销).
    pub cancelled: u64,
    /// Under way (在办).
    pub under_way: u64,
    /// Of all, opened again after a follow-up (重新办理).
    pub reopened: u64,
}

/// A category.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema), schema(as = ReportCategory))]
pub struct CategoryPart {
    /// The category; `null` for calls that were never classified.
    pub category: Option<CategoryCode>,
    /// Its share of all calls.
    pub share: Share,
    /// Its subcategories, most calls first.
    pub subcategories: Vec<SubcategoryPart>,
}

/// A subcategory.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema), schema(as = ReportSubcategory))]
pub struct SubcategoryPart {
    /// Its code.
    pub id: String,
    /// Its name.
    pub name: String,
    /// Calls.
    pub count: u64,
}

/// An area.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema), schema(as = ReportArea))]
pub struct AreaPart {
    /// Its code; `null` for calls without one.
    pub id: Option<String>,
    /// Its name.
    pub name: String,
    /// Its share of all calls.
    pub share: Share,
    /// Arrivals in time among those decided.
    pub arrive: Share,
    /// Feedback in time.
    pub feedback: Share,
    /// Disposal in time.
    pub dispose: Share,
}

/// A dispatch clock.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema), schema(as = ReportClock))]
pub struct ClockPart {
    /// Which.
    pub clock: ClockKind,
    /// Kept among kept and breached.
    pub kept: Share,
    /// Of these, ends that were entered late.
    pub late: u64,
    /// Left out: still running or paused.
    pub running: u64,
    /// Left out: ended without an answer.
    pub void: u64,
    /// Left out: no car was ever assigned.
    pub never: u64,
    /// The calls whose clock was breached.
    pub breached: Records,
}

/// Breaches of one clock.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct BreachesOf {
    /// Which.
    pub clock: ClockKind,
    /// Nothing was recorded in time (到时未报).
    pub nothing_recorded: u64,
    /// It happened after the limit (逾时).
    pub happened_late: u64,
    /// Seconds after the limit, of those together.
    pub late_seconds: i64,
    /// Explained by somebody (已说明).
    pub explained: u64,
}

/// Breaches with reasons.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema), schema(as = ReportBreaches))]
pub struct BreachPart {
    /// All breaches.
    pub total: u64,
    /// Of these, explained.
    pub explained: u64,
    /// By clock.
    pub clocks: Vec<BreachesOf>,
    /// The explanations given most often, 10 at the most.
    pub reasons: Vec<Counted>,
}

/// What follow-ups brought. Grades are of the calls that the lot took, or of all where all are asked.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema), schema(as = ReportFollowUps))]
pub struct FollowUpPart {
    /// Calls to be followed up.
    pub sampled: u64,
    /// Grades from the worst to the best.
    pub grades: Vec<u64>,
    /// Satisfied among the graded.
    pub satisfied: Share,
    /// Of the graded, entered late.
    pub late: u64,
    /// Nobody answered.
    pub unreachable: u64,
    /// Not yet asked.
    pub waiting: u64,
    /// Calls with a complaint.
    pub complaints: Records,
    /// Calls graded as dissatisfied or worse.
    pub dissatisfied: Records,
    /// Calls opened again.
    pub reopened: Records,
}

/// A member's work in the period.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema), schema(as = ReportMember))]
pub struct MemberPart {
    /// The member.
    pub id: String,
    /// The name.
    pub name: String,
    /// Assignments.
    pub assigned: u64,
    /// Arrivals.
    pub arrived: u64,
    /// Arrivals in time, as a crew that leads.
    pub arrive: Share,
    /// Feedback in time, as a crew that leads and arrived.
    pub feedback: Share,
    /// Disposal in time, the same.
    pub dispose: Share,
    /// Grades of the period's calls at which the member arrived.
    pub answers: u64,
    /// Their sum, 1 to 5 each.
    pub points: u64,
    /// Complaints about these calls.
    pub complaints: u64,
}

/// What is compared with.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum BaseKind {
    /// A week before.
    Week,
    /// A month before: of a day or a week, four weeks before.
    Month,
    /// A year before: of a day or a week, fifty-two weeks before.
    Year,
}

/// Calls against those of another period.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema), schema(as = ReportChange))]
pub struct Change {
    /// What is compared with.
    pub base: BaseKind,
    /// Its days.
    pub period: Period,
    /// Its calls; `null` when the records do not reach back so far.
    pub received: Option<u64>,
}
