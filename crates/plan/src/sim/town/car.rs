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
    from: From,
    pub(super) to: PointNo,
    leaves: Ms,
    pub(super) ends: Ms,
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
            from: From::Point(at),
            to: at,
            leaves: 0,
            ends: 0,
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
        let share = (now - self.leaves) as f64 / (self.ends - self.leaves) as f64;
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

    /// Whether the car moves.
    #[inline]
    pub(super) const fn moves(&self, now: Ms) -> bool {
        self.leaves < now && now < self.ends
    }

    /// The next trip, from where the car is: after `turnout`, unless it rolls already; `factor` is
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
        let from = self.now_at(now, map);
        let seconds = match from {
            From::Point(point) => map.seconds(speed, point, to),
            From::Anywhere(place) => map.seconds_from(speed, place, to),
        };
        let leaves = if self.moves(now) { now } else { now + turnout };
        let way = u64::try_from(seconds).unwrap_or(0) * SECOND;
        // A factor of one leaves a whole number as it is.
        let way = whole(way as f64 * factor);
        Self {
            from,
            to,
            leaves,
            ends: leaves + way,
        }
    }
}
