//! Calendar months, in which assessments are held.

use crate::time::{Day, Period};
use jiff::civil::Date;
use serde::{Deserialize, Deserializer, Serialize, Serializer, de};
use std::{fmt, str::FromStr};

/// A calendar month, printed and read as `2024-03`; years 1970 to 9998.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Month {
    year: i16,
    month: i8,
}

/// A text that is no month.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("not a month such as 2024-03: {0:?}")]
pub struct BadMonth(pub String);

impl Month {
    /// The month that a day lies in; days outside the years known are moved to their edge.
    #[must_use]
    pub fn of(day: Day) -> Self {
        let date = day.date();
        match date.year() {
            ..1970 => Self {
                year: 1970,
                month: 1,
            },
            9999.. => Self {
                year: 9998,
                month: 12,
            },
            year => Self {
                year,
                month: date.month(),
            },
        }
    }

    /// The year.
    #[must_use]
    pub const fn year(self) -> i16 {
        self.year
    }

    /// Its first day.
    #[must_use]
    pub fn first(self) -> Day {
        Day::from(Date::new(self.year, self.month, 1).unwrap_or(Date::ZERO))
    }

    /// The month after it.
    #[must_use]
    pub const fn next(self) -> Self {
        match self.month {
            12.. => Self {
                year: self.year + 1,
                month: 1,
            },
            month => Self {
                year: self.year,
                month: month + 1,
            },
        }
    }

    /// Its days.
    #[must_use]
    pub fn period(self) -> Period {
        Period {
            from: self.first(),
            to: Day(self.next().first().0 - 1),
        }
    }
}

impl fmt::Display for Month {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}-{:02}", self.year, self.month)
    }
}

impl FromStr for Month {
    type Err = BadMonth;
    fn from_str(text: &str) -> Result<Self, BadMonth> {
        let bad = || BadMonth(text.to_owned());
        let (year, month) = text.split_once('-').ok_or_else(bad)?;
        let digits = |part: &str, length| {
            part.len() == length && part.bytes().all(|byte| byte.is_ascii_digit())
        };
        if !digits(year, 4) || !digits(month, 2) {
            return Err(bad());
        }
        let (year, month): (i16, i8) = (
            year.parse().map_err(|_| bad())?,
            month.parse().map_err(|_| bad())?,
        );
        if (1970..9999).contains(&year) && (1..=12).contains(&month) {
            Ok(Self { year, month })
        } else {
            Err(bad())
        }
    }
}

impl Serialize for Month {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Month {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        let text = std::borrow::Cow::<'de, str>::deserialize(from)?;
        text.parse().map_err(de::Error::custom)
    }
}

// By hand: it is written as text.
#[cfg(feature = "openapi")]
impl utoipa::PartialSchema for Month {
    fn schema() -> utoipa::openapi::RefOr<utoipa::openapi::schema::Schema> {
        utoipa::openapi::schema::ObjectBuilder::new()
            .schema_type(utoipa::openapi::schema::Type::String)
            .pattern(Some("^[0-9]{4}-[0-9]{2}$"))
            .description(Some("A month: 2024-03"))
            .into()
    }
}

#[cfg(feature = "openapi")]
impl utoipa::ToSchema for Month {}

#[cfg(test)]
mod tests {
    use super::Month;

    #[test]
    fn a_month_has_its_own_days() {
        for (text, last) in [
            ("2024-02", "2024-02-29"),
            ("2023-02", "2023-02-28"),
            ("2024-12", "2024-12-31"),
        ] {
            let month: Month = text.parse().expect("a month");
            assert_eq!(month.to_string(), text);
            assert_eq!(month.period().to.to_string(), last);
            assert_eq!(month.period().from.to_string(), format!("{text}-01"));
            assert_eq!(Month::of(month.period().to), month);
        }
        for text in [
            "2024-13", "2024-00", "2024-3", "24-03", "2024/03", "+024-03", "9999-01", "",
        ] {
            assert!(text.parse::<Month>().is_err(), "{text}");
        }
    }
}
