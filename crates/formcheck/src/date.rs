//! Days of the calendar, without a clock and without a time zone.

use serde::Serialize;
use std::fmt;

/// A day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
pub struct Date {
    /// The year.
    pub year: i32,
    /// The month, 1 to 12.
    pub month: u8,
    /// The day of the month, from 1.
    pub day: u8,
}

impl Date {
    /// A day that exists; `None` for 31 September.
    #[must_use]
    pub fn new(year: i32, month: u8, day: u8) -> Option<Self> {
        let is_fine = (1900..=2200).contains(&year) && day >= 1 && day <= length(year, month);
        is_fine.then_some(Self { year, month, day })
    }

    /// The number of the day, for differences.
    #[must_use]
    pub fn number(self) -> i64 {
        let year = i64::from(self.year) - 1;
        let months = (1..self.month).map(|month| i64::from(length(self.year, month)));
        year * 365 + year / 4 - year / 100 + year / 400 + months.sum::<i64>() + i64::from(self.day)
    }

    /// How many days from this one to the other; negative if the other is earlier.
    #[must_use]
    pub fn days_to(self, other: Self) -> i64 {
        other.number() - self.number()
    }

    /// The last day of the year.
    #[must_use]
    pub fn year_end(self) -> Self {
        Self {
            year: self.year,
            month: 12,
            day: 31,
        }
    }

    /// The first day of the year.
    #[must_use]
    pub fn year_start(self) -> Self {
        Self {
            year: self.year,
            month: 1,
            day: 1,
        }
    }

    /// How many days its year has.
    #[must_use]
    pub fn year_length(self) -> i64 {
        self.year_start().days_to(self.year_end()) + 1
    }

    /// A number of the month that counts on over the years.
    #[must_use]
    pub fn month_number(self) -> i32 {
        self.year * 12 + i32::from(self.month) - 1
    }
}

impl fmt::Display for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}-{:02}-{:02}", self.year, self.month, self.day)
    }
}

fn length(year: i32, month: u8) -> u8 {
    match month {
        4 | 6 | 9 | 11 => 30,
        2 if year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) => 29,
        2 => 28,
        1..=12 => 31,
        _ => 0,
    }
}

/// What a text that looks like a date begins with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Written {
    /// A whole date.
    Day(Date),
    /// The year must be taken from what stands before.
    NoYear(u8, u8),
    /// Written like a date, and no day of the calendar.
    Impossible,
}

/// Reads the date that the text begins with, and its length in bytes.
pub(crate) fn written(text: &str) -> Option<(Written, usize)> {
    let (first, mut at) = digits(text)?;
    let mark = text.get(at..)?.chars().next()?;
    let (year, month) = match mark {
        '年' | '-' | '/' | '.' if at == 4 => {
            at += mark.len_utf8();
            let (month, length) = digits(text.get(at..)?)?;
            at += length;
            (Some(first), month)
        }
        '月' if at <= 2 => (None, first),
        _ => return None,
    };
    let next = text.get(at..)?.chars().next()?;
    if next
        != (if matches!(mark, '年' | '月') {
            '月'
        } else {
            mark
        })
    {
        return None;
    }
    at += next.len_utf8();
    let (day, length) = digits(text.get(at..)?).filter(|(_, length)| *length <= 2)?;
    at += length;
    if next == '月' {
        at += text
            .get(at..)?
            .strip_prefix('日')
            .map(|_| '日'.len_utf8())?;
    }
    let (month, day) = (
        u8::try_from(month).unwrap_or(0),
        u8::try_from(day).unwrap_or(0),
    );
    let written = match year {
        Some(year) => Date::new(i32::try_from(year).unwrap_or(0), month, day)
            .map_or(Written::Impossible, Written::Day),
        None if Date::new(2000, month, day).is_none() => Written::Impossible,
        None => Written::NoYear(month, day),
    };
    Some((written, at))
}

fn digits(text: &str) -> Option<(u32, usize)> {
    let length = text.bytes().take_while(u8::is_ascii_digit).count();
    let value = text.get(..length)?.parse().ok()?;
    (length <= 4).then_some((value, length))
}
