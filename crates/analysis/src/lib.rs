//! Reports (日通报, 周汇总, 月分析) as values: one pass over slim rows of incidents feeds all reports of a
//! range at once.
//!
//! [`Fold`] takes rows in any order into buckets of a day; weeks and months are sums of days, so that a
//! week never says another number than its days. [`Days::reports`] makes [`Report`]s of them: counts, shares
//! with their intervals, and tests with what they found. Nothing here rounds or writes a sentence: that is
//! the printing's part.
//!
//! ```
//! use liandong_analysis::{Fold, IncidentRow, Names, Number, Scope};
//! use liandong_domain::{incident::Phase, reports::{ReportKind, ReportOf}, time::Day};
//!
//! let day: Day = "2024-03-01".parse()?;
//! let of = ReportOf::holding(ReportKind::Daily, day);
//! let mut fold = Fold::new(Scope::of(&[of], day));
//! let number = Number::parse("20240301-00001").ok_or("a number")?;
//! fold.incident(&IncidentRow::new(number, day, 8 * 3_600, Phase::Closed));
//! let reports = fold.finish().reports(&[of], &Names::default(), &|_| String::new());
//! assert_eq!(reports[0].volumes.received, 1);
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod bucket;
mod days;
mod fold;
mod names;
pub mod report;
mod row;
mod scope;
pub mod stats;

pub use days::Days;
pub use fold::Fold;
pub use names::Names;
pub use report::Report;
pub use row::{BreachRow, ClockTake, IncidentRow, Number, ReferralEnd, ReferralRow, crews_text};
pub use scope::Scope;
