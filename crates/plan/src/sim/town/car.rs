//! A car: where it is, where it goes (车辆).

use super::super::{
    calls::{Ms, SECOND, whole},
    map::{Map, PointNo},
};
use liandong_domain::{geo::Place, time::Timestamp};

/// No incident.
pub(super) const NONE: u32 = u32::MAX;

/// A trip from anywhere to a point, in a straight line and at an even speed. A car that stands is at
/// the end of its last trip.
#[derive(Debug, Clone, Copy)]
pub(super) struct Trip {
    pub(super) ends: Ms,
    leaves: Ms,
    pub(super) to: PointNo,
    /// Which of the rules' speeds it is driven at, where nothing is said against that.
    speed: u8,
    from: From,
}

#[derive(Debug, Clone, Copy)]
enum From {
    Point(PointNo),
    Anywhere(Place),
}

/// A car in the simulation.
#[derive(Debug, Clone, Copy)]
pub(super) struct Car {
    pub(super) trip: Trip,
    pub(super) incident: u32,
    /// Seconds that its work on scene is expected to last. Where that is, its trip says: the ranking
    /// of the cars then needs to look at no incident.
    pub(super) on_scene: i64,
    pub(super) assigned: Ms,
    /// The second at which it arrived at its incident.
    pub(super) arrived: Option<Timestamp>,
    /// Until when it may begin a rest, and how long that is.
    pub(super) may_rest: Option<(Ms, Ms)>,
    /// Since when it is on duty.
    pub(super) since: Ms,
}

impl Car {
    pub(super) const fn waiting_at(point: PointNo) -> Self {
        Self {
            trip: Trip::standing(point),
            incident: NONE,
            on_scene: 0,
            assigned: 0,
            arrived: None,
            may_rest: None,
            since: 0,
        }
    }
}

impl Trip {
    pub(super) const fn standing(at: PointNo) -> Self {
        Self {
            ends: 0,
            leaves: 0,
            to: at,
            speed: 0,
            from: From::Point(at),
        }
    }

    #[inline]
    fn now_at(&self, now: Ms, map: &Map) -> From {
        if now >= self.ends {
            return From::Point(self.to);
        }
        if now <= self.leaves {
            return self.from;
        }
        let begin = match self.from {
            From::Point(point) => map.place(point),
            From::Anywhere(place) => place,
        };
        let end = map.place(self.to);
        let share = real(now - self.leaves) / real(self.ends - self.leaves);
        From::Anywhere(Place {
            lon: begin.lon + (end.lon - begin.lon) * share,
            lat: begin.lat + (end.lat - begin.lat) * share,
        })
    }

    /// Where the car is.
    pub(super) fn place(&self, now: Ms, map: &Map) -> Place {
        match self.now_at(now, map) {
            From::Point(point) => map.place(point),
            From::Anywhere(place) => place,
        }
    }

    /// Expected seconds from where the car is to a point.
    #[inline]
    pub(super) fn seconds_to(&self, to: PointNo, now: Ms, speed: usize, map: &Map) -> i64 {
        match self.now_at(now, map) {
            From::Point(point) => map.seconds(speed, point, to),
            From::Anywhere(place) => map.seconds_from(speed, place, to),
        }
    }

    /// Seconds that are left of this trip at the most: all of it, where that is in the table, with
    /// room for what rounding to a metre may add.
    #[inline]
    pub(super) fn at_most(&self, speed: usize, map: &Map) -> i64 {
        match self.from {
            From::Point(point) => map.seconds(speed, point, self.to) + 2,
            From::Anywhere(_) => i64::MAX,
        }
    }

    /// Where the car stands, unless it is on its way.
    #[inline]
    pub(super) const fn stands_at(&self, now: Ms) -> Option<PointNo> {
        if now >= self.ends {
            Some(self.to)
        } else {
            None
        }
    }

    /// For a car on its way back, which nothing holds up: by how many seconds its way to any point can
    /// have become shorter than the time that passes from now on, while the rules' speed stays this
    /// one. `None` where that is not sure, as for a car that drives faster than the rules now say.
    #[inline]
    pub(super) fn slack(&self, now: Ms, speed: usize, map: &Map) -> Option<i64> {
        let left = i64::try_from(self.ends.saturating_sub(now) / SECOND).ok()?;
        if usize::from(self.speed) > speed {
            return None;
        }
        map.slack(speed, left)
    }

    /// Whether the car moves.
    #[inline]
    pub(super) const fn moves(&self, now: Ms) -> bool {
        self.leaves < now && now < self.ends
    }

    /// The trip to a call, from where the car is: after `turnout`, unless it rolls already; `factor` is
    /// real way over expected way.
    #[inline]
    pub(super) fn then(
        &self,
        to: PointNo,
        now: Ms,
        turnout: Ms,
        factor: f64,
        speed: usize,
        map: &Map,
    ) -> Self {
        let (mut trip, way) = self.next(to, now, speed, map);
        if !self.moves(now) {
            trip.leaves += turnout;
        }
        trip.ends = trip.leaves + whole(real(way) * factor);
        trip
    }

    /// The trip back, at once and as long as is expected.
    #[inline]
    pub(super) fn back(&self, to: PointNo, now: Ms, speed: usize, map: &Map) -> Self {
        let (mut trip, way) = self.next(to, now, speed, map);
        trip.ends = trip.leaves + way;
        trip
    }

    /// A trip from where the car is that leaves now, and how long it takes.
    #[inline]
    #[expect(
        clippy::cast_possible_truncation,
        reason = "there is a speed for each hour of the day at the most"
    )]
    fn next(&self, to: PointNo, now: Ms, speed: usize, map: &Map) -> (Self, Ms) {
        let from = self.now_at(now, map);
        let seconds = match from {
            From::Point(point) => map.seconds(speed, point, to),
            From::Anywhere(place) => map.seconds_from(speed, place, to),
        };
        let way = u64::try_from(seconds).unwrap_or(0) * SECOND;
        let way = self.by_roads(from, way, to, now, speed, map).unwrap_or(way);
        let trip = Self {
            ends: now,
            leaves: now,
            to,
            speed: speed as u8,
            from,
        };
        (trip, way)
    }
}

impl Trip {
    /// How long the way from where the car is really takes by the roads, where there is a table;
    /// `expected` is what the rules say.
    ///
    /// The table knows points only. For a car that is stopped on its way, the roads about where it
    /// was going say how much longer than expected a way is; and it never takes longer than driving
    /// there first.
    #[inline]
    fn by_roads(
        &self,
        from: From,
        expected: Ms,
        to: PointNo,
        now: Ms,
        speed: usize,
        map: &Map,
    ) -> Option<Ms> {
        let point = match from {
            From::Point(point) => point,
            From::Anywhere(_) => self.to,
        };
        let road = map.by_roads(speed, point, to)?;
        if matches!(from, From::Point(_)) {
            return Some(road);
        }
        let rule = u64::try_from(map.seconds(speed, point, to)).unwrap_or(0) * SECOND;
        let likely = match u128::from(rule) {
            0 => u128::from(expected),
            rule => u128::from(expected) * u128::from(road) / rule,
        };
        let detour = self.ends.saturating_sub(now).saturating_add(road);
        Some(u64::try_from(likely).map_or(detour, |likely| likely.min(detour)))
    }
}

/// As a real number, by way of `i64`, which the processor converts from by itself.
#[inline]
fn real(of: Ms) -> f64 {
    of.cast_signed() as f64
}
