//! The calendar (日历): rest days, public holidays and make-up workdays (调休), as data.
//!
//! The State Council (国务院办公厅) publishes each year's arrangement in the autumn before. A year
//! without one has its Saturdays and Sundays only, and the checks say so.

use crate::{incident::words, registry::Registry, time::Day};
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

words! {
    /// What a day is to those who work by the week.
    DayKind {
        /// A day of work, make-up workdays (调休上班) among them.
        Workday = "workday", "工作日";
        /// A Saturday, a Sunday, or a day off in exchange for a make-up workday (休息日).
        RestDay = "rest_day", "休息日";
        /// A day that the law itself makes a holiday (法定节假日).
        Holiday = "holiday", "法定节假日";
    }
}

/// A year's days that differ from the week's course.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct CalendarYear {
    /// The year.
    pub year: i16,
    /// Who published it, and where: 国办发明电〔2023〕7号.
    pub source: String,
    /// The days, by date.
    pub days: Vec<SpecialDay>,
}

/// A day that differs.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct SpecialDay {
    /// The day.
    pub day: Day,
    /// What it is.
    pub kind: DayKind,
    /// Of which festival: 春节.
    pub name: String,
}

/// Why a calendar cannot be.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum BadCalendar {
    /// It names nobody who published it.
    #[error("source: must say who published it")]
    NoSource,
    /// A day of another year.
    #[error("days: {0} is not in the year")]
    OtherYear(Day),
    /// A day that is there twice.
    #[error("days: {0} is there twice")]
    Twice(Day),
    /// A make-up workday in the middle of the week.
    #[error("days: {0} is a workday anyway; a make-up workday falls on a Saturday or Sunday")]
    WorkdayAnyway(Day),
}

impl BadCalendar {
    /// The same in Chinese.
    #[must_use]
    pub fn zh(&self) -> String {
        match self {
            Self::NoSource => "须写明发布机关和文号".into(),
            Self::OtherYear(day) => format!("{day} 不在该年度"),
            Self::Twice(day) => format!("{day} 重复"),
            Self::WorkdayAnyway(day) => format!("{day} 本来就是工作日，调休上班应在周六或周日"),
        }
    }
}

impl CalendarYear {
    /// Checks that the days make sense.
    ///
    /// # Errors
    /// The first [`BadCalendar`].
    pub fn check(&self) -> Result<(), BadCalendar> {
        if self.source.trim().is_empty() {
            return Err(BadCalendar::NoSource);
        }
        let mut seen = BTreeSet::new();
        for one in &self.days {
            if one.day.date().year() != self.year {
                return Err(BadCalendar::OtherYear(one.day));
            }
            if !seen.insert(one.day) {
                return Err(BadCalendar::Twice(one.day));
            }
            if one.kind == DayKind::Workday && one.day.weekday() < 5 {
                return Err(BadCalendar::WorkdayAnyway(one.day));
            }
        }
        Ok(())
    }
}

/// What a day is, and of which festival where it is of one.
#[must_use]
pub fn day_kind(registry: &Registry, day: Day) -> (DayKind, Option<&str>) {
    let special = registry
        .calendar(day.date().year())
        .and_then(|year| year.days.iter().find(|one| one.day == day));
    match special {
        Some(one) => (one.kind, Some(one.name.as_str())),
        None if day.weekday() >= 5 => (DayKind::RestDay, None),
        None => (DayKind::Workday, None),
    }
}
