//! A made-up town whose law is known: what is fitted must be what its log was made by.

use liandong_domain::{
    geo::Place,
    ids::{AreaId, IncidentId, UnitId},
    incident::CategoryCode,
    time::{Day, Period, Timestamp},
};
use liandong_plan::fit::{Case, Draws, Law, Leg, Log, Options, hour_of_week};
use std::collections::BTreeMap;

/// How the town is.
#[derive(Debug, Clone)]
pub(crate) struct Town {
    pub(crate) options: Options,
    /// Calls an hour of a category on a weekday at noon.
    pub(crate) rates: Vec<(CategoryCode, f64)>,
    pub(crate) on_scene: Law,
    pub(crate) desk: Law,
    pub(crate) turnout: Law,
    pub(crate) factor: f64,
    /// Seconds of every way whatever its length.
    pub(crate) fixed: i64,
    pub(crate) sigma: f64,
    /// A share of the calls has no place.
    pub(crate) placeless: f64,
    pub(crate) seed: u64,
}

pub(crate) fn area(at: usize) -> AreaId {
    AreaId::new(format!("a{at}")).unwrap()
}

fn unit(at: usize) -> UnitId {
    UnitId::new(format!("u{at}")).unwrap()
}

const AREAS: usize = 4;

fn point(at: usize) -> Place {
    let step = |n: usize| f64::from(u32::try_from(n).unwrap()) * 0.02;
    Place {
        lon: 121.25 + step(at % 2),
        lat: 31.20 + step(at / 2),
    }
}

pub(crate) fn half_year() -> Period {
    Period {
        from: "2024-01-01".parse().unwrap(),
        to: "2024-06-30".parse().unwrap(),
    }
}

impl Town {
    pub(crate) fn usual(seed: u64) -> Self {
        Self {
            options: Options {
                period: Some(half_year()),
                waiting: (0..AREAS).map(|at| (area(at), point(at))).collect(),
                homes: (0..AREAS).map(|at| (unit(at), area(at))).collect(),
                resamples: 199,
                ..Options::default()
            },
            rates: vec![
                (CategoryCode::Environment, 0.30),
                (CategoryCode::Dispute, 0.20),
                (CategoryCode::Assistance, 0.08),
            ],
            on_scene: Law::Lognormal {
                mu: 6.9,
                sigma: 0.5,
            },
            desk: Law::Lognormal {
                mu: 4.5,
                sigma: 0.4,
            },
            turnout: Law::Exponential { mean: 60.0 },
            factor: 1.3,
            fixed: 0,
            sigma: 0.3,
            placeless: 0.1,
            seed,
        }
    }

    /// The rate by hour of the week over that at noon on a weekday.
    pub(crate) fn shape(cell: usize) -> f64 {
        let hour = cell % 24;
        let by_day = if cell / 24 >= 5 { 1.2 } else { 1.0 };
        let by_hour = match hour {
            0..=6 => 0.3,
            18..=22 => 1.8,
            _ => 1.0,
        };
        by_day * by_hour
    }

    /// Calls that the town's law gives for a category in a period.
    pub(crate) fn expected(&self, category: CategoryCode, period: Period) -> f64 {
        let rate = self.rates.iter().find(|one| one.0 == category).unwrap().1;
        let cells = (period.from.0..=period.to.0).flat_map(|day| {
            let weekday = usize::try_from(Day(day).weekday()).unwrap();
            (0..24).map(move |hour| Self::shape(weekday * 24 + hour))
        });
        rate * cells.sum::<f64>()
    }

    /// Its log; `level` multiplies the demand of a day.
    pub(crate) fn log(&self, level: impl Fn(Day) -> f64) -> Log {
        let offset = self.options.offset;
        let period = self.options.period.unwrap();
        let (from, to) = period.bounds(offset);
        let mut calls: Vec<(Timestamp, CategoryCode)> = Vec::new();
        for (stream, (category, rate)) in (1..).zip(&self.rates) {
            let mut draws = Draws::new(self.seed, stream);
            let mut hour = from;
            while hour < to {
                let cell = hour_of_week(offset, hour);
                let mean = rate * Self::shape(cell) * level(offset.day(hour));
                for _ in 0..draws.poisson(mean) {
                    calls.push((hour.plus(seconds(draws.uniform() * 3_600.0)), *category));
                }
                hour = hour.plus(3_600);
            }
        }
        calls.sort();
        self.serve(&calls)
    }

    fn serve(&self, calls: &[(Timestamp, CategoryCode)]) -> Log {
        let mut draws = Draws::new(self.seed, 99);
        let mut free: BTreeMap<usize, (Timestamp, Place)> = (0..AREAS)
            .map(|at| (at, (Timestamp(0), point(at))))
            .collect();
        let mut cases = Vec::new();
        for (n, (received_at, category)) in calls.iter().enumerate() {
            let own = n % AREAS;
            let place = Place {
                lon: point(own).lon + 0.018 * (draws.uniform() - 0.5),
                lat: point(own).lat + 0.018 * (draws.uniform() - 0.5),
            };
            let ready = received_at.plus(seconds(self.desk.draw(&mut draws)));
            // The own car, else the one that is free first.
            let car = (0..AREAS)
                .min_by_key(|at| {
                    let wait = free[at].0.since(ready).max(0);
                    (wait, *at != own, *at)
                })
                .unwrap();
            let (free_at, last) = free[&car];
            // Nobody is assigned while at another call: the wait is the queue's.
            let assigned_at = ready.max(free_at);
            let left_at = assigned_at.plus(seconds(self.turnout.draw(&mut draws)));
            let moved = left_at.since(free_at) > self.options.leave_within_seconds;
            let origin = if moved { point(car) } else { last };
            let metres = seconds(origin.metres_to(place));
            let rule = self
                .options
                .travel
                .seconds(metres, left_at, self.options.offset);
            let rule = f64::from(u32::try_from(rule).unwrap());
            let way = rule * self.factor * (self.sigma * draws.normal()).exp();
            let arrived_at = left_at.plus(self.fixed + seconds(way).max(1));
            let released_at = arrived_at.plus(seconds(self.on_scene.draw(&mut draws)).max(1));
            let has_place = draws.uniform() >= self.placeless;
            free.insert(car, (released_at, place));
            cases.push(Case {
                number: IncidentId::new(format!("n{n:06}")).unwrap(),
                received_at: *received_at,
                category: *category,
                place: has_place.then_some(place),
                area: Some(area(own)),
                hazard: n % 20 == 0,
                rank: 0,
                legs: vec![Leg {
                    unit: unit(car),
                    lead: true,
                    round: 1,
                    assigned_at,
                    acknowledged_at: Some(left_at),
                    arrived_at: Some(arrived_at),
                    arrived_late: false,
                    released_at: Some(released_at),
                    refused: false,
                }],
                disposed_at: Some(released_at),
                disposed_late: false,
                pauses: 0,
            });
        }
        Log::from(cases)
    }
}

/// The nearest whole number.
pub(crate) fn seconds(of: f64) -> i64 {
    #[expect(clippy::cast_possible_truncation, reason = "small numbers")]
    {
        of.round() as i64
    }
}
