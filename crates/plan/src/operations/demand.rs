//! When calls come: a rhythm of hours and weekdays, and days with bad weather.

use super::dice::Dice;
use liandong_domain::time::{Day, Timestamp, UtcOffset};

/// Share of the day's calls by hour, in no unit: quiet before dawn, most after supper, when people
/// are at home and hear their neighbours.
const HOURS: [u32; 24] = [
    18, 12, 9, 7, 7, 10, 20, 38, 55, 62, 60, 55, 48, 48, 52, 54, 56, 58, 62, 66, 70, 68, 52, 30,
];
/// Share by weekday from Monday, 100 on average: more when people are at home.
const WEEKDAYS: [u32; 7] = [96, 94, 94, 96, 104, 110, 106];
/// One day in ten has rain or wind, and a third more calls.
const BAD_DAYS: u64 = 100;
const BAD: u32 = 130;
const FAIR: u32 = 97;
/// Days without a single call after which demand is taken to have ended.
const GIVE_UP_DAYS: i64 = 400;

/// What a day is like.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Weather {
    Fair,
    Bad,
}

/// The times of calls.
#[derive(Debug)]
pub(super) struct Demand {
    dice: Dice,
    seed: u64,
    offset: UtcOffset,
    next: Timestamp,
    end: Option<Timestamp>,
    per_day: u64,
    rhythm: Rhythm,
}

/// How calls are spread over time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Rhythm {
    /// By hour, weekday and weather.
    Lived,
    /// Evenly, so that a demonstration at any hour has something to show.
    Even,
}

impl Demand {
    pub(super) fn new(
        seed: u64,
        offset: UtcOffset,
        begin: Timestamp,
        end: Option<Timestamp>,
        calls_per_day: u32,
        rhythm: Rhythm,
    ) -> Self {
        Self {
            // A stream of its own: what is done with a call does not move the next one.
            dice: Dice::new(seed ^ 0x005E_ED0F_CA11),
            seed,
            offset,
            next: begin,
            end,
            per_day: u64::from(calls_per_day),
            rhythm,
        }
    }

    /// What a day is like; the same whenever it is asked.
    fn weather(&self, day: Day) -> Weather {
        let mut dice = Dice::new(self.seed.rotate_left(17) ^ day.0.unsigned_abs());
        if dice.chance(BAD_DAYS) {
            Weather::Bad
        } else {
            Weather::Fair
        }
    }

    /// The chance of a call in each second of an hour, of 2³².
    fn share(&self, day: Day, hour: usize, weather: Weather) -> u32 {
        if self.rhythm == Rhythm::Even {
            return u32::try_from((self.per_day << 32) / 86_400).unwrap_or(u32::MAX);
        }
        let hours: u64 = HOURS.iter().map(|one| u64::from(*one)).sum();
        let of_hour = u64::from(HOURS.get(hour).copied().unwrap_or(0));
        let weekday = usize::try_from(day.weekday()).unwrap_or(0);
        let of_day = u64::from(WEEKDAYS.get(weekday).copied().unwrap_or(100));
        let of_weather = u64::from(match weather {
            Weather::Fair => FAIR,
            Weather::Bad => BAD,
        });
        let share = u128::from(self.per_day * of_hour * of_day * of_weather) << 32;
        let share = share / u128::from(hours * 3_600 * 10_000);
        u32::try_from(share).unwrap_or(u32::MAX)
    }

    /// When the next call comes; `None` after the end.
    pub(super) fn next(&mut self) -> Option<(Timestamp, Weather)> {
        let give_up = self.next.plus(GIVE_UP_DAYS * 86_400);
        while self.end.is_none_or(|end| self.next < end) && self.next < give_up {
            let (day, second) = (
                self.offset.day(self.next),
                self.offset.second_of_day(self.next),
            );
            let weather = self.weather(day);
            let hour = second / 3_600;
            let share = self.share(day, usize::try_from(hour).unwrap_or(0), weather);
            let left = (hour + 1) * 3_600 - second;
            let until = self.next.plus(left);
            let until = self.end.map_or(until, |end| end.min(until));
            while self.next < until {
                let at = self.next;
                self.next = at.plus(1);
                if self.dice.chance_of_2_32(share) {
                    return Some((at, weather));
                }
            }
        }
        None
    }
}
