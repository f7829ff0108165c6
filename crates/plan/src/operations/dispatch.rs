//! A car is found for a call, and the crew's way is thought through.

use super::{Operations, agenda::Todo, call::Call, texts};
use liandong_domain::{incident::IncidentCommand as C, roles::Role, time::Timestamp};

/// Metres that a car makes in ten seconds of a town's traffic: 27 km/h.
const METRES_IN_TEN_SECONDS: i64 = 75;
/// Streets are longer than the straight line, in percent.
const DETOUR: i64 = 130;

impl Operations {
    pub(super) fn dispatch(&mut self, now: Timestamp, mut call: Call) {
        let day = self.world.offset.day(now);
        let serving = |car: &super::world::Car| car.serves(day);
        if !self.world.cars.iter().any(serving) {
            self.no_car(now, &call);
            return;
        }
        let Some(car) = self.free_car(now, &call, None) else {
            let cars = self.world.cars.iter().filter(|car| serving(car));
            let soonest = cars.map(|car| car.free_at).min().unwrap_or(now);
            let at = soonest.max(now).plus(self.dice.between(5, 40));
            self.agenda.plan(at, Todo::Dispatch(Box::new(call)));
            return;
        };
        call.late = false;
        self.go(now, car, call);
    }

    /// The area's own car when it is free, else the nearest that is.
    pub(super) fn free_car(
        &self,
        now: Timestamp,
        call: &Call,
        but: Option<usize>,
    ) -> Option<usize> {
        let day = self.world.offset.day(now);
        let free = self
            .world
            .cars
            .iter()
            .enumerate()
            .filter(|(at, car)| car.serves(day) && car.free_at <= now && Some(*at) != but);
        free.min_by_key(|(at, car)| {
            let own = car.area == call.area;
            (!own, self.metres(*at, call), *at)
        })
        .map(|(at, _)| at)
    }

    #[expect(
        clippy::cast_possible_truncation,
        reason = "a town is far smaller than 2^63 metres"
    )]
    fn metres(&self, car: usize, call: &Call) -> i64 {
        let car = self.world.cars.get(car);
        car.map_or(0, |car| car.stands.metres_to(call.place).round() as i64)
    }

    /// Seconds on the way: the distance, the traffic, and now and then a jam.
    pub(super) fn travel(&mut self, car: usize, call: &Call) -> i64 {
        let metres = self.metres(car, call) * DETOUR / 100;
        let driving = metres * 10 / METRES_IN_TEN_SECONDS;
        let bad = call.weather == super::demand::Weather::Bad;
        let driving = if bad { driving * 125 / 100 } else { driving };
        let jam = self.dice.chance(if bad { 90 } else { 45 });
        let jam = if jam { self.dice.between(240, 780) } else { 0 };
        self.dice.between(40, 170) + driving + jam
    }

    fn no_car(&mut self, now: Timestamp, call: &Call) {
        let station = self
            .world
            .areas
            .get(call.area)
            .map(|one| one.station.clone());
        if let Some(station) = station {
            let reason = texts::NO_CARS.to_owned();
            let back = C::ReturnToPolice { station, reason };
            let at = now.max(call.open_until.plus(1));
            self.order(at, (Role::Commander, 0), call.no, back);
        }
    }

    /// Whether a car is in service at a moment. An order may come after midnight.
    pub(super) fn serves(&self, car: usize, at: Timestamp) -> bool {
        let day = self.world.offset.day(at);
        self.world.cars.get(car).is_some_and(|car| car.serves(day))
    }

    pub(super) fn bind(&mut self, car: usize, until: Timestamp) {
        if let Some(car) = self.world.cars.get_mut(car) {
            // A second for the order that frees it to be given.
            car.free_at = until.plus(1);
        }
    }

    pub(super) fn unit(&self, car: usize) -> Option<liandong_domain::ids::UnitId> {
        self.world.cars.get(car).map(|car| car.id.clone())
    }
}
