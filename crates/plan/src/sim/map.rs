//! Ways between the points of a layout, worked out once (行车时间表).

use super::{
    calls::{Ms, SECOND},
    near::Near,
    scenario::Layout,
};
use liandong_domain::{
    dispatch::{TravelRules, metres},
    geo::Place,
    time::{Timestamp, UtcOffset},
};

/// A point of the map: first those of calls, then those at which cars wait.
pub(super) type PointNo = u16;

/// Tables of seconds, one for each speed of the rules.
#[derive(Debug, Clone)]
pub(super) struct Map {
    places: Box<[Place]>,
    /// The same places, ready for short ways.
    near: Near,
    travel: TravelRules,
    /// The speeds, each once.
    kmh: Box<[i64]>,
    /// By speed, to, from: who ranks cars for a call reads one row of it.
    seconds: Box<[u32]>,
    /// By speed: what rounding to a metre at two moments can add to seconds.
    rounding: Box<[i64]>,
    /// By minute of the day; [`MIXED`] where the speed changes within it.
    minutes: Box<[u8]>,
    /// By minute of the day: how many minutes on the speed is another, or not known by the minute.
    same_for: Box<[u16]>,
    offset: UtcOffset,
    roads: Option<Roads>,
}

/// How long ways really take in usual hours.
#[derive(Debug, Clone)]
struct Roads {
    /// By from, to.
    seconds: Box<[u32]>,
    usual_kmh: u64,
}

/// A speed, and the first moment at which it may be another.
#[derive(Debug, Clone, Copy)]
pub(super) struct Period {
    pub(super) speed: usize,
    pub(super) until: Timestamp,
}

const MIXED: u8 = u8::MAX;

impl Map {
    pub(super) fn new(layout: &Layout, travel: &TravelRules) -> Self {
        let (places, offset): (Vec<Place>, _) = (layout.places().collect(), layout.utc_offset);
        let mut kmh = vec![travel.usual_kmh.max(1)];
        kmh.extend(travel.by_hour.iter().map(|one| one.kmh.max(1)));
        kmh.sort_unstable();
        kmh.dedup();
        let mut seconds = Vec::with_capacity(kmh.len() * places.len() * places.len());
        for speed in &kmh {
            for to in &places {
                for from in &places {
                    let way = travel.seconds_by(metres(*from, *to), *speed);
                    seconds.push(u32::try_from(way).unwrap_or(u32::MAX));
                }
            }
        }
        let mut map = Self {
            near: Near::new(&places),
            places: places.into(),
            travel: travel.clone(),
            rounding: kmh
                .iter()
                .map(|speed| travel.seconds_by(2, *speed))
                .collect(),
            kmh: kmh.into(),
            seconds: seconds.into(),
            minutes: Box::default(),
            same_for: Box::default(),
            offset,
            roads: layout.roads.as_ref().map(|one| Roads {
                seconds: one.seconds.iter().flatten().copied().collect(),
                usual_kmh: u64::try_from(travel.usual_kmh).unwrap_or(1),
            }),
        };
        let midnight = |second: i64| Timestamp(second - i64::from(offset.0));
        let minute = |minute: i64| {
            let first = map.speed_exact(midnight(minute * 60));
            let same = |second| map.speed_exact(midnight(minute * 60 + second)) == first;
            // A later second with a third speed between two of the first is seen as well.
            if (1..60).all(same) {
                u8::try_from(first).unwrap_or(MIXED)
            } else {
                MIXED
            }
        };
        let minutes: Vec<u8> = (0..1_440).map(minute).collect();
        let run = |minute: usize| {
            let speed = minutes[minute];
            let same = |ahead: &u16| minutes[(minute + usize::from(*ahead)) % 1_440] == speed;
            (1..1_440).take_while(same).last().unwrap_or(0) + 1
        };
        map.same_for = (0..1_440).map(run).collect();
        map.minutes = minutes.into();
        map
    }

    fn speed_exact(&self, at: Timestamp) -> usize {
        let kmh = self.travel.kmh(at, self.offset);
        self.kmh.iter().position(|one| *one == kmh).unwrap_or(0)
    }

    /// The speed that holds at a moment, and until when it is sure to.
    pub(super) fn period(&self, at: Timestamp) -> Period {
        let second = self.offset.second_of_day(at);
        let minute = usize::try_from(second / 60).unwrap_or(0) % 1_440;
        let speed = self.minutes[minute];
        if speed == MIXED {
            return Period {
                speed: self.speed_exact(at),
                until: at.plus(1),
            };
        }
        let begin = at.plus(-(second % 60));
        Period {
            speed: usize::from(speed),
            until: begin.plus(60 * i64::from(self.same_for[minute])),
        }
    }

    /// Which of the speeds holds at a moment that is not before the period's.
    #[inline]
    pub(super) fn speed(&self, at: Timestamp, now: Period) -> usize {
        if at < now.until {
            now.speed
        } else {
            self.period(at).speed
        }
    }

    /// Seconds to a point at a speed, by where one comes from.
    #[inline]
    pub(super) fn row(&self, speed: usize, to: PointNo) -> &[u32] {
        let points = self.places.len();
        &self.seconds[(speed * points + usize::from(to)) * points..][..points]
    }

    /// Seconds between two points at a speed.
    #[inline]
    pub(super) fn seconds(&self, speed: usize, from: PointNo, to: PointNo) -> i64 {
        i64::from(self.row(speed, to)[usize::from(from)])
    }

    /// Seconds from anywhere to a point at a speed.
    #[inline]
    pub(super) fn seconds_from(&self, speed: usize, from: Place, to: PointNo) -> i64 {
        let metres = self
            .near
            .metres(from, to)
            .unwrap_or_else(|| metres(from, self.place(to)));
        self.travel.seconds_by(metres, self.kmh[speed])
    }

    /// How long the way between two points really takes by the roads, where there is a table: slower
    /// or faster in an hour as the rules' speed of that hour is.
    #[inline]
    pub(super) fn by_roads(&self, speed: usize, from: PointNo, to: PointNo) -> Option<Ms> {
        let roads = self.roads.as_ref()?;
        let at = usize::from(from) * self.places.len() + usize::from(to);
        let kmh = u64::try_from(self.kmh[speed]).unwrap_or(1).max(1);
        Some(u64::from(roads.seconds[at]) * SECOND * roads.usual_kmh / kmh)
    }

    /// By how many seconds the way to any point can have become shorter than the time that has
    /// passed, for a car that drives to a point at this speed or a slower one and has so many seconds
    /// before it; `None` on a map too large for that to be said, or where cars drive by the roads.
    #[inline]
    pub(super) fn slack(&self, speed: usize, left: i64) -> Option<i64> {
        (self.near.is_even() && self.roads.is_none()).then(|| 3 + self.rounding[speed] + left / 50)
    }

    #[inline]
    pub(super) fn place(&self, point: PointNo) -> Place {
        self.places[usize::from(point)]
    }
}
