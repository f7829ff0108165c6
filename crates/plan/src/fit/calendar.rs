//! The hours of the week (一周168小时) and how long each was observed.

use liandong_domain::{
    policy::Coverage,
    time::{Period, Timestamp, UtcOffset},
};
use serde::{Deserialize, Serialize};

/// Hours in a week: cell 0 is Monday 0:00 to 1:00 local time.
pub const HOURS: usize = 168;

const HOUR: i64 = 3_600;

/// A stretch of time in which the log was not kept (停机).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Hole {
    /// First moment without a log.
    pub from: Timestamp,
    /// First moment with one again.
    pub to: Timestamp,
}

/// What of a period was observed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Calendar {
    /// Whole local days.
    pub period: Period,
    offset: UtcOffset,
    coverage: Coverage,
    holes: Vec<Hole>,
}

/// The cell of the week in which a moment lies.
#[must_use]
pub fn hour_of_week(offset: UtcOffset, at: Timestamp) -> usize {
    let weekday = offset.day(at).weekday();
    let hour = offset.second_of_day(at) / HOUR;
    usize::try_from(weekday * 24 + hour).unwrap_or(0) % HOURS
}

impl Calendar {
    /// The calendar of a period, the hours that the loop covers (承接时段) and the holes in the log.
    #[must_use]
    pub fn new(period: Period, offset: UtcOffset, coverage: Coverage, holes: &[Hole]) -> Self {
        let mut holes: Vec<Hole> = holes.iter().copied().filter(|h| h.from < h.to).collect();
        holes.sort_unstable();
        Self {
            period,
            offset,
            coverage,
            holes,
        }
    }

    /// The same with another period.
    #[must_use]
    pub fn over(&self, period: Period) -> Self {
        Self {
            period,
            ..self.clone()
        }
    }

    /// The town's offset.
    #[must_use]
    pub const fn offset(&self) -> UtcOffset {
        self.offset
    }

    /// Whether a moment was observed.
    #[must_use]
    pub fn holds(&self, at: Timestamp) -> bool {
        self.period.contains(self.offset.day(at)) && self.seconds_between(at, at.plus(1)) == 1
    }

    /// Seconds observed in each hour of the week.
    #[must_use]
    pub fn exposure(&self) -> [i64; HOURS] {
        let mut seconds = [0; HOURS];
        self.each_hour(|_, cell, observed| {
            if let Some(sum) = seconds.get_mut(cell) {
                *sum += observed;
            }
        });
        seconds
    }

    /// Calls with each hour of the period: its beginning, its cell, the seconds observed of it.
    pub fn each_hour(&self, mut see: impl FnMut(Timestamp, usize, i64)) {
        let (from, to) = self.period.bounds(self.offset);
        let mut at = from;
        while at < to {
            let next = at.plus(HOUR).min(to);
            see(
                at,
                hour_of_week(self.offset, at),
                self.seconds_between(at, next),
            );
            at = next;
        }
    }

    /// Seconds observed between two moments of one local hour.
    fn seconds_between(&self, from: Timestamp, to: Timestamp) -> i64 {
        let mut parts = self.covered(from, to);
        for hole in &self.holes {
            if hole.from >= to {
                break;
            }
            parts = parts
                .into_iter()
                .flat_map(|part| less(part, *hole))
                .collect();
        }
        parts.iter().map(|(from, to)| to.since(*from)).sum()
    }

    /// The parts of a stretch within one local hour that the loop covers, apart from each other.
    fn covered(&self, from: Timestamp, to: Timestamp) -> Vec<(Timestamp, Timestamp)> {
        let windows = match &self.coverage {
            Coverage::Always => return vec![(from, to)],
            Coverage::Weekly(windows) => windows,
        };
        let day = self.offset.day(from);
        let midnight = self.offset.start_of(day);
        let mut parts: Vec<(Timestamp, Timestamp)> = windows
            .iter()
            .filter(|window| {
                let weekdays = window.weekdays.iter();
                weekdays
                    .map(|one| i64::from(*one))
                    .any(|one| one == day.weekday() + 1)
            })
            .map(|window| {
                let begin = midnight.plus(window.from_second).max(from);
                (begin, midnight.plus(window.to_second).min(to))
            })
            .filter(|(begin, end)| begin < end)
            .collect();
        parts.sort_unstable();
        // Windows may overlap: what one has counted the next does not count again.
        let mut reached = from;
        for part in &mut parts {
            part.0 = part.0.max(reached);
            part.1 = part.1.max(part.0);
            reached = part.1;
        }
        parts
    }
}

/// A stretch without a hole in it.
fn less(part: (Timestamp, Timestamp), hole: Hole) -> Vec<(Timestamp, Timestamp)> {
    let (from, to) = part;
    let pieces = [(from, to.min(hole.from)), (from.max(hole.to), to)];
    pieces.into_iter().filter(|(from, to)| from < to).collect()
}
