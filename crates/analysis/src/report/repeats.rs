//! Repeat places and repeat callers.
//!
//! A place is named by a keyed digest, never by its address; the records beside it lead to that for those
//! who may read them. Of callers only numbers are told: a report outlives the erasure of a caller, and must
//! not say afterwards which calls were one person's.

use super::parts::Records;
use crate::{days::Days, scope};
use liandong_domain::{
    reports::ReportOf,
    time::{Day, Period},
};
use serde::{Deserialize, Serialize};

/// So many calls within the window make a repeat.
pub const LEAST_REPEATS: u32 = 3;
/// Places named at the most.
const SHOWN: usize = 10;

/// A place with several calls.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct RepeatPlace {
    /// What stands for it: a keyed digest, the same in each report of the town.
    pub label: String,
    /// Calls in the window.
    pub in_window: u64,
    /// Calls in the period.
    pub records: Records,
}

/// Callers with several calls: numbers only.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct RepeatCallers {
    /// Calls of the period whose caller's number is known.
    pub with_number: u64,
    /// Callers of the period who called at least three times within the window.
    pub callers: u64,
    /// The period's calls by them.
    pub calls: u64,
    /// The most calls of one of them within the window.
    pub most: u64,
}

/// Places and callers that come again.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema), schema(as = ReportRepeats))]
pub struct Repeats {
    /// The days that are looked through: the last 30 of the period and before, or the month.
    pub window: Period,
    /// Calls of the period whose place is known.
    pub with_place: u64,
    /// Places of the period with at least three calls within the window.
    pub places: u64,
    /// The period's calls there.
    pub calls: u64,
    /// The ten with the most calls.
    pub top: Vec<RepeatPlace>,
    /// Callers.
    pub callers: RepeatCallers,
}

/// Short numbers for keys of all days, day by day, and how often each came within a window that slides.
#[derive(Debug, Clone)]
pub(crate) struct Sliding {
    first: Day,
    days: Vec<Vec<u32>>,
    counts: Vec<u32>,
    /// When each was last seen in a pass, so that it is taken once.
    seen: Vec<u32>,
    pass: u32,
    window: Option<Period>,
}

impl Sliding {
    pub(crate) fn new<K: Ord + Copy>(first: Day, days: &[Vec<K>]) -> Self {
        let mut keys: Vec<K> = days.iter().flatten().copied().collect();
        keys.sort_unstable();
        keys.dedup();
        let number = |key: &K| {
            let at = keys.binary_search(key).unwrap_or_default();
            u32::try_from(at).unwrap_or(u32::MAX)
        };
        Self {
            first,
            days: days
                .iter()
                .map(|day| day.iter().map(number).collect())
                .collect(),
            counts: vec![0; keys.len()],
            seen: vec![0; keys.len()],
            pass: 0,
            window: None,
        }
    }

    fn of(days: &[Vec<u32>], first: Day, day: Day) -> &[u32] {
        let at = usize::try_from(day.0 - first.0).ok();
        at.and_then(|at| days.get(at)).map_or(&[], Vec::as_slice)
    }

    fn each_of(&mut self, days: std::ops::Range<i64>, change: impl Fn(&mut u32)) {
        for day in days {
            for at in Self::of(&self.days, self.first, Day(day)) {
                if let Some(count) = self.counts.get_mut(*at as usize) {
                    change(count);
                }
            }
        }
    }

    /// Brings the counts to another window; cheap when it lies a little further on.
    fn slide(&mut self, to: Period) {
        let goes_on =
            |old: &Period| old.from <= to.from && to.from <= old.to.next() && old.to <= to.to;
        match self.window.filter(goes_on) {
            Some(old) => {
                self.each_of(old.from.0..to.from.0, |count| *count -= 1);
                self.each_of(old.to.0 + 1..to.to.0 + 1, |count| *count += 1);
            }
            None => {
                self.counts.fill(0);
                self.each_of(to.from.0..to.to.0 + 1, |count| *count += 1);
            }
        }
        self.window = Some(to);
    }

    /// Of a period within the window: calls, repeats, calls of repeats, and the repeats with their counts.
    fn repeats(&mut self, period: Period) -> (u64, u64, Vec<(u32, u32)>) {
        self.pass += 1;
        let (mut calls, mut of_repeats, mut found) = (0_u64, 0_u64, Vec::new());
        for day in period.from.0..=period.to.0 {
            for at in Self::of(&self.days, self.first, Day(day)) {
                calls += 1;
                let nth = *at as usize;
                let count = self.counts.get(nth).copied().unwrap_or(0);
                if count < LEAST_REPEATS {
                    continue;
                }
                of_repeats += 1;
                if let Some(seen) = self.seen.get_mut(nth)
                    && *seen != self.pass
                {
                    *seen = self.pass;
                    found.push((count, *at));
                }
            }
        }
        (calls, of_repeats, found)
    }
}

pub(super) fn repeats(
    days: &Days,
    of: ReportOf,
    (places, callers): (&mut Sliding, &mut Sliding),
    label: &dyn Fn(i64) -> String,
) -> Repeats {
    let (period, window) = (of.period(), scope::repeat_window(of));
    places.slide(window);
    callers.slide(window);
    let (with_place, calls, mut found) = places.repeats(period);
    let all = found.len() as u64;
    let order = |one: &(u32, u32)| (std::cmp::Reverse(one.0), one.1);
    if found.len() > SHOWN {
        found.select_nth_unstable_by_key(SHOWN, order);
        found.truncate(SHOWN);
    }
    found.sort_unstable_by_key(order);
    let top = found.iter().map(|(count, at)| {
        let mut key = None;
        let mut numbers = Vec::new();
        for day in period.from.0..=period.to.0 {
            let named = Sliding::of(&places.days, places.first, Day(day));
            let bucket = days.bucket(Day(day));
            for (nth, other) in named.iter().enumerate() {
                if other == at
                    && let Some((place, number)) = bucket.and_then(|one| one.places.get(nth))
                {
                    key = Some(*place);
                    numbers.push(*number);
                }
            }
        }
        RepeatPlace {
            label: key.map(label).unwrap_or_default(),
            in_window: u64::from(*count),
            records: Records::of(numbers.into_iter()),
        }
    });
    let top: Vec<RepeatPlace> = top.collect();
    let (with_number, by_callers, found) = callers.repeats(period);
    Repeats {
        window,
        with_place,
        places: all,
        calls,
        top,
        callers: RepeatCallers {
            with_number,
            callers: found.len() as u64,
            calls: by_callers,
            most: found.iter().map(|one| u64::from(one.0)).max().unwrap_or(0),
        },
    }
}
