//! Which period a report is of.

use crate::{
    incident::words,
    time::{Day, Period},
};
use jiff::civil::{Date, ISOWeekDate, Weekday};
use serde::{Deserialize, Deserializer, Serialize, Serializer, de};
use std::{fmt, str::FromStr};

words! {
    /// What kind of report.
    ReportKind {
        /// Of one day.
        Daily = "daily", "日通报";
        /// Of an ISO week (GB/T 7408), Monday to Sunday.
        Weekly = "weekly", "周汇总";
        /// Of a calendar month.
        Monthly = "monthly", "月分析";
    }
}

/// A report's kind and period: written `daily-2024-03-01`, `weekly-2024-W09`, `monthly-2024-03`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ReportOf {
    kind: ReportKind,
    from: Day,
}

fn month_start(day: Day) -> Day {
    Day::from(day.date().first_of_month())
}

impl ReportOf {
    /// The report of a kind whose period holds a day.
    #[must_use]
    pub fn holding(kind: ReportKind, day: Day) -> Self {
        let from = match kind {
            ReportKind::Daily => day,
            ReportKind::Weekly => Day(day.0 - day.weekday()),
            ReportKind::Monthly => month_start(day),
        };
        Self { kind, from }
    }

    /// The kind.
    #[must_use]
    pub const fn kind(self) -> ReportKind {
        self.kind
    }

    /// The days that it is of, both ends included.
    #[must_use]
    pub fn period(self) -> Period {
        let to = match self.kind {
            ReportKind::Daily => self.from,
            ReportKind::Weekly => Day(self.from.0 + 6),
            ReportKind::Monthly => Day::from(self.from.date().last_of_month()),
        };
        Period {
            from: self.from,
            to,
        }
    }

    /// The next one of its kind.
    #[must_use]
    pub fn next(self) -> Self {
        Self::holding(self.kind, self.period().to.next())
    }

    /// The one of its kind before it.
    #[must_use]
    pub fn before(self) -> Self {
        Self::holding(self.kind, Day(self.from.0 - 1))
    }

    /// All reports of a kind whose whole period lies in these days, in order.
    #[must_use]
    pub fn within(kind: ReportKind, days: Period) -> Vec<Self> {
        let mut one = Self::holding(kind, days.from);
        if one.from < days.from {
            one = one.next();
        }
        let mut all = Vec::new();
        while one.period().to <= days.to {
            all.push(one);
            one = one.next();
        }
        all
    }

    /// A calendar year's set: its days and months, and the ISO weeks whose Thursday lies in it.
    #[must_use]
    pub fn of_year(year: i16) -> Vec<Self> {
        let day = |month, day| Date::new(year, month, day).map(Day::from);
        let (Ok(from), Ok(to)) = (day(1, 1), day(12, 31)) else {
            return Vec::new();
        };
        let mut all = Self::within(ReportKind::Daily, Period { from, to });
        let first = Self::holding(ReportKind::Weekly, Day(from.0 + 3));
        let weeks = std::iter::successors(Some(first), |one| Some(one.next()));
        all.extend(weeks.take_while(|one| one.from.0 + 3 <= to.0));
        all.extend(Self::within(ReportKind::Monthly, Period { from, to }));
        all
    }
}

impl fmt::Display for ReportOf {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let date = self.from.date();
        let kind = self.kind.code();
        match self.kind {
            ReportKind::Daily => write!(f, "{kind}-{date}"),
            ReportKind::Weekly => {
                let week = date.iso_week_date();
                write!(f, "{kind}-{:04}-W{:02}", week.year(), week.week())
            }
            ReportKind::Monthly => write!(f, "{kind}-{:04}-{:02}", date.year(), date.month()),
        }
    }
}

/// A text that names no report.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("not a report such as daily-2024-03-01, weekly-2024-W09 or monthly-2024-03: {0:?}")]
pub struct BadReportId(pub String);

impl FromStr for ReportOf {
    type Err = BadReportId;

    fn from_str(text: &str) -> Result<Self, BadReportId> {
        let bad = || BadReportId(text.to_owned());
        let (kind, rest) = text.split_once('-').ok_or_else(bad)?;
        let kind = ReportKind::parse(kind).ok_or_else(bad)?;
        let from = match kind {
            ReportKind::Daily => rest.parse().ok(),
            ReportKind::Weekly => rest.split_once("-W").and_then(|(year, week)| {
                let (year, week) = (year.parse().ok()?, week.parse().ok()?);
                let week = ISOWeekDate::new(year, week, Weekday::Monday).ok()?;
                Some(Day::from(week.date()))
            }),
            ReportKind::Monthly => format!("{rest}-01").parse().ok(),
        };
        let of = Self {
            kind,
            from: from.ok_or_else(bad)?,
        };
        // One name for one report: `daily-2024-3-1` is none.
        (of.to_string() == text).then_some(of).ok_or_else(bad)
    }
}

impl Serialize for ReportOf {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for ReportOf {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        let text = std::borrow::Cow::<'de, str>::deserialize(from)?;
        text.parse().map_err(de::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> Day {
        text.parse().expect("a day")
    }

    #[test]
    fn periods_have_one_name_each() {
        for (kind, at, name, from, to) in [
            (
                ReportKind::Daily,
                "2024-02-29",
                "daily-2024-02-29",
                "2024-02-29",
                "2024-02-29",
            ),
            (
                ReportKind::Weekly,
                "2024-12-31",
                "weekly-2025-W01",
                "2024-12-30",
                "2025-01-05",
            ),
            (
                ReportKind::Weekly,
                "2021-01-03",
                "weekly-2020-W53",
                "2020-12-28",
                "2021-01-03",
            ),
            (
                ReportKind::Monthly,
                "2024-02-10",
                "monthly-2024-02",
                "2024-02-01",
                "2024-02-29",
            ),
        ] {
            let of = ReportOf::holding(kind, day(at));
            assert_eq!(of.to_string(), name);
            assert_eq!(name.parse(), Ok(of));
            let period = of.period();
            assert_eq!((period.from, period.to), (day(from), day(to)));
            assert_eq!(of.next().before(), of);
        }
    }

    #[test]
    fn other_texts_are_refused() {
        for text in [
            "daily",
            "daily-2024-3-1",
            "weekly-2024-W9",
            "weekly-2023-W53",
            "monthly-2024-13",
            "yearly-2024",
            "daily-2024-02-30",
            "",
        ] {
            assert!(text.parse::<ReportOf>().is_err(), "{text}");
        }
    }

    #[test]
    fn a_year_is_its_days_its_iso_weeks_and_its_months() {
        for (year, days, weeks) in [(2024, 366, 52), (2020, 366, 53), (2023, 365, 52)] {
            let all = ReportOf::of_year(year);
            let of = |kind| all.iter().filter(|one| one.kind() == kind).count();
            assert_eq!(of(ReportKind::Daily), days, "{year}");
            assert_eq!(of(ReportKind::Weekly), weeks, "{year}");
            assert_eq!(of(ReportKind::Monthly), 12, "{year}");
        }
    }
}
