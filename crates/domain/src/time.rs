//! Points in time in whole seconds, and the town's local calendar.
//!
//! Whole seconds keep every limit exact: an arrival is within 15 minutes or it is not, and no
//! fraction decides. The log and the API carry RFC 3339 text in UTC, so that a person can read them.

use jiff::civil::Date;
use serde::{Deserialize, Deserializer, Serialize, Serializer, de};
use std::{fmt, str::FromStr};

/// Seconds since 1970-01-01T00:00:00Z.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema), schema(value_type = String, format = DateTime))]
pub struct Timestamp(pub i64);

impl Timestamp {
    /// This moment and `seconds` more (or less, when negative).
    #[must_use]
    pub const fn plus(self, seconds: i64) -> Self {
        Self(self.0.saturating_add(seconds))
    }

    /// Seconds from `earlier` to this moment; negative when `earlier` is later.
    #[must_use]
    pub const fn since(self, earlier: Self) -> i64 {
        self.0.saturating_sub(earlier.0)
    }
}

impl fmt::Display for Timestamp {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match jiff::Timestamp::from_second(self.0) {
            Ok(at) => write!(f, "{at}"),
            Err(_) => write!(f, "@{}", self.0),
        }
    }
}

impl FromStr for Timestamp {
    type Err = BadTime;
    fn from_str(text: &str) -> Result<Self, BadTime> {
        if let Ok(at) = text.parse::<jiff::Timestamp>() {
            return Ok(Self(at.as_second()));
        }
        // A limit beyond the calendar is written as bare seconds; the log must read that back.
        text.strip_prefix('@')
            .and_then(|seconds| seconds.parse().ok())
            .filter(|seconds| jiff::Timestamp::from_second(*seconds).is_err())
            .map(Self)
            .ok_or_else(|| BadTime(text.to_owned()))
    }
}

/// A text that is no point in time.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("not an RFC 3339 time with its offset, such as 2024-03-01T08:00:00+08:00: {0:?}")]
pub struct BadTime(pub String);

impl Serialize for Timestamp {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Timestamp {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        struct Visit;
        impl de::Visitor<'_> for Visit {
            type Value = Timestamp;
            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("an RFC 3339 time with its offset")
            }
            fn visit_str<E: de::Error>(self, text: &str) -> Result<Timestamp, E> {
                text.parse().map_err(E::custom)
            }
        }
        from.deserialize_str(Visit)
    }
}

/// A town's offset from UTC in whole seconds. China has had one offset all the year since 1991;
/// a fixed offset keeps the domain free of a time-zone database.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct UtcOffset(pub i32);

impl UtcOffset {
    /// Beijing time (北京时间), UTC+08:00.
    pub const BEIJING: Self = Self(8 * 3600);

    /// The local calendar day of a moment.
    #[must_use]
    pub fn day(self, at: Timestamp) -> Day {
        Day(at.0.saturating_add(i64::from(self.0)).div_euclid(86_400))
    }

    /// Seconds since local midnight, 0 to 86 399.
    #[inline]
    #[must_use]
    pub fn second_of_day(self, at: Timestamp) -> i64 {
        at.0.saturating_add(i64::from(self.0)).rem_euclid(86_400)
    }

    /// The moment at which a local day begins.
    #[must_use]
    pub const fn start_of(self, day: Day) -> Timestamp {
        Timestamp(day.0.saturating_mul(86_400).saturating_sub(self.0 as i64))
    }
}

/// A calendar day, counted from 1970-01-01; printed and read as `2024-03-01`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema), schema(value_type = String, format = Date))]
pub struct Day(pub i64);

impl Day {
    /// The civil date of this day, within the years that `jiff` knows (−9999 to 9999).
    #[must_use]
    pub fn date(self) -> Date {
        let epoch = Date::constant(1970, 1, 1);
        epoch.saturating_add(jiff::Span::new().days(self.0.clamp(-4_000_000, 2_900_000)))
    }

    /// Monday is 0, Sunday 6.
    #[must_use]
    pub const fn weekday(self) -> i64 {
        (self.0 + 3).rem_euclid(7)
    }

    /// The next day.
    #[must_use]
    pub const fn next(self) -> Self {
        Self(self.0 + 1)
    }
}

impl From<Date> for Day {
    fn from(date: Date) -> Self {
        let midnight = date.to_datetime(jiff::civil::Time::midnight());
        let seconds = jiff::tz::Offset::UTC
            .to_timestamp(midnight)
            .map_or(0, |at| at.as_second());
        Self(seconds.div_euclid(86_400))
    }
}

impl fmt::Display for Day {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.date())
    }
}

impl FromStr for Day {
    type Err = BadDay;
    fn from_str(text: &str) -> Result<Self, BadDay> {
        text.parse::<Date>()
            .map(Self::from)
            .map_err(|_| BadDay(text.to_owned()))
    }
}

/// A text that is no calendar day.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("not a calendar day such as 2024-03-01: {0:?}")]
pub struct BadDay(pub String);

impl Serialize for Day {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Day {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        let text = std::borrow::Cow::<'de, str>::deserialize(from)?;
        text.parse().map_err(de::Error::custom)
    }
}

/// Whole local days, both ends included.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct Period {
    /// First day.
    pub from: Day,
    /// Last day.
    pub to: Day,
}

impl Period {
    /// First moment of the period and first moment after it.
    #[must_use]
    pub const fn bounds(self, offset: UtcOffset) -> (Timestamp, Timestamp) {
        (offset.start_of(self.from), offset.start_of(self.to.next()))
    }

    /// Whether a day lies within.
    #[must_use]
    pub fn contains(self, day: Day) -> bool {
        self.from <= day && day <= self.to
    }

    /// The days that both periods share, if any.
    #[must_use]
    pub fn overlap(self, other: Self) -> Option<Self> {
        let (from, to) = (self.from.max(other.from), self.to.min(other.to));
        (from <= to).then_some(Self { from, to })
    }

    /// The same days a year before (上年同期); 29 February becomes the 28th.
    #[must_use]
    pub fn year_before(self) -> Self {
        let back = |day: Day| Day::from(day.date().saturating_sub(jiff::Span::new().years(1)));
        Self {
            from: back(self.from),
            to: back(self.to),
        }
    }

    /// How many days.
    #[must_use]
    pub const fn days(self) -> i64 {
        self.to.0 - self.from.0 + 1
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_and_seconds_agree() {
        let at: Timestamp = "2024-03-01T08:00:00+08:00".parse().expect("a time");
        assert_eq!(at.to_string(), "2024-03-01T00:00:00Z");
        assert_eq!(
            serde_json::to_string(&at).expect("json"),
            "\"2024-03-01T00:00:00Z\""
        );
        assert!("2024-03-01 08:00".parse::<Timestamp>().is_err());
    }

    #[test]
    fn a_day_is_the_towns_own() {
        let late_in_the_evening_utc: Timestamp = "2024-02-29T16:00:00Z".parse().expect("a time");
        assert_eq!(
            UtcOffset::BEIJING.day(late_in_the_evening_utc).to_string(),
            "2024-03-01"
        );
        let day: Day = "2024-03-01".parse().expect("a day");
        assert_eq!(UtcOffset::BEIJING.start_of(day), late_in_the_evening_utc);
        assert_eq!(day.weekday(), 4, "1 March 2024 was a Friday");
    }

    #[test]
    fn a_period_has_both_its_ends() {
        let period = Period {
            from: "2024-03-01".parse().expect("day"),
            to: "2024-03-31".parse().expect("day"),
        };
        assert_eq!(period.days(), 31);
        assert!(period.contains(period.to));
    }
}
