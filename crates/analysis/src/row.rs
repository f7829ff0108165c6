//! What is read of an incident and of what stands beside it: slim rows, cheap to read a million times.

use liandong_domain::{
    incident::{Assignment, CategoryCode, ClockKind, ClockOutcome, Grade, Phase},
    time::{Day, Timestamp},
};
use serde::{Deserialize, Deserializer, Serialize, Serializer, de};
use std::fmt;

/// An incident's number in eight bytes: `20240301-00007` is the seventh of its day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Number(u64);

impl Number {
    /// Reads a number; `None` for a text that is none.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let (day, nth) = text.split_once('-')?;
        if day.len() != 8 || !(5..=9).contains(&nth.len()) {
            return None;
        }
        let digits = |text: &str| {
            text.bytes().try_fold(0_u64, |sum, byte| {
                byte.is_ascii_digit()
                    .then(|| sum * 10 + u64::from(byte - b'0'))
            })
        };
        Some(Self((digits(day)? << 32) | digits(nth)?))
    }
}

impl fmt::Display for Number {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:08}-{:05}", self.0 >> 32, self.0 & 0xffff_ffff)
    }
}

impl Serialize for Number {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Number {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        let text = std::borrow::Cow::<'de, str>::deserialize(from)?;
        Self::parse(&text).ok_or_else(|| de::Error::custom("not an incident's number"))
    }
}

/// How one of the three dispatch clocks came out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ClockTake {
    /// How it stands.
    pub outcome: ClockOutcome,
    /// Whether its end was entered late (补报).
    pub late: bool,
}

/// An incident.
#[derive(Debug, Clone, Copy)]
pub struct IncidentRow<'a> {
    /// Its number.
    pub number: Number,
    /// The local day on which the call came: it belongs to the period in which this lies.
    pub day: Day,
    /// The second of that day, 0 to 86 399.
    pub second: i64,
    /// Where it stands.
    pub phase: Phase,
    /// One of the five, once classified.
    pub category: Option<CategoryCode>,
    /// The town's own subcategory.
    pub subcategory: Option<&'a str>,
    /// The responsibility area.
    pub area: Option<&'a str>,
    /// Arrival, feedback, disposal; `None` when no car was ever assigned.
    pub clocks: [Option<ClockTake>; 3],
    /// The grade of the last follow-up that was answered.
    pub grade: Option<Grade>,
    /// Whether that was entered late.
    pub grade_late: bool,
    /// Whether a follow-up was tried and nobody answered, ever.
    pub unreachable: bool,
    /// Whether the lot took it for a follow-up, or everybody is asked.
    pub sampled: bool,
    /// Whether any answer was a complaint.
    pub complaint: bool,
    /// How often it was dispatched anew, 1 at first.
    pub round: i64,
    /// Entries made late (补报).
    pub late_entries: i64,
    /// What tells its place from others.
    pub place: Option<i64>,
    /// Its cars with their crews, as [`crews_text`] writes them.
    pub crews: &'a str,
}

impl IncidentRow<'_> {
    /// A row with nothing but a call in it.
    #[must_use]
    pub const fn new(number: Number, day: Day, second: i64, phase: Phase) -> Self {
        Self {
            number,
            day,
            second,
            phase,
            category: None,
            subcategory: None,
            area: None,
            clocks: [None; 3],
            grade: None,
            grade_late: false,
            unreachable: false,
            sampled: true,
            complaint: false,
            round: 1,
            late_entries: 0,
            place: None,
            crews: "",
        }
    }
}

/// The cars of an incident in one text: for each `L` (leads) or `R` (reinforces), `A` (arrived) or `-`, and
/// the members with commas; cars with `;` between them: `LA:m01,m02;R-:m07`. Empty without a car.
#[must_use]
pub fn crews_text(units: &[Assignment]) -> String {
    let mut text = String::new();
    for one in units {
        if !text.is_empty() {
            text.push(';');
        }
        text.push(if one.lead { 'L' } else { 'R' });
        text.push(if one.arrival.is_some() { 'A' } else { '-' });
        text.push(':');
        for (nth, member) in one.everybody().enumerate() {
            if nth > 0 {
                text.push(',');
            }
            text.push_str(member.as_str());
        }
    }
    text
}

/// A breach of a clock (超时).
#[derive(Debug, Clone, Copy)]
pub struct BreachRow<'a> {
    /// The incident.
    pub number: Number,
    /// The local day on which its call came.
    pub day: Day,
    /// Which limit.
    pub clock: ClockKind,
    /// Seconds after the limit at which it happened; `None` when nothing was recorded (到时未报).
    pub late_by: Option<i64>,
    /// Why, in the words of somebody who knows; `None` until explained.
    pub explanation: Option<&'a str>,
}

/// How a department's referral ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ReferralEnd {
    /// With a result (办结).
    Disposed,
    /// Refused or given back (退单、退回).
    TurnedBack,
}

/// A referral (流转).
#[derive(Debug, Clone, Copy)]
pub struct ReferralRow<'a> {
    /// The incident.
    pub number: Number,
    /// The department.
    pub department: &'a str,
    /// When it was referred.
    pub referred_at: Timestamp,
    /// How and when it ended; `None` while it is open.
    pub ended: Option<(ReferralEnd, Timestamp)>,
    /// Whether a clock of it was breached.
    pub breached: bool,
}
