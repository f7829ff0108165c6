//! The work that calls make (工作量), by the point from which they come and the area that serves them.

use super::RedrawError;
use crate::{
    sim::{Calls, Duration, Scenario},
    study::costs::duty_seconds_a_week,
};
use liandong_domain::{
    dispatch::{TravelRules, metres},
    geo::Place,
    time::{Timestamp, UtcOffset},
};

const HOURS: usize = 168;

/// Expected calls and work of a week; times in seconds.
pub(super) struct Work {
    /// Where the points are.
    pub(super) places: Vec<Place>,
    /// By point: calls.
    pub(super) calls: Vec<f64>,
    /// By point: what cars do there whichever they are: to get ready, and to work on scene.
    there: Vec<f64>,
    /// By point: ways driven to it.
    ways: Vec<f64>,
    /// By area: seconds that its cars are on duty, breaks left out.
    pub(super) duty: Vec<f64>,
    /// By area: its cars.
    pub(super) cars: Vec<u32>,
    roads: Roads,
}

/// What a way takes (行车时间), from any place: the rule at each speed of the week, weighed by the calls at that speed.
struct Roads {
    travel: TravelRules,
    /// Speeds with the share of the calls that come while they hold.
    speeds: Vec<(i64, f64)>,
    /// Real way over the rule's, in the mean.
    stretch: f64,
}

/// What a division makes of the work: one row for each area that serves from some place.
pub(super) struct Table {
    /// By area and point: seconds of one way.
    pub(super) way: Vec<Vec<f64>>,
    /// By area and point: seconds of all work.
    pub(super) load: Vec<Vec<f64>>,
}

impl Work {
    pub(super) fn of(scenario: &Scenario) -> Result<Self, RedrawError> {
        scenario.check()?;
        let layout = &scenario.layout;
        let many = layout.points.len();
        let mut this = Self {
            places: layout.points.iter().map(|one| one.place).collect(),
            calls: vec![0.0; many],
            there: vec![0.0; many],
            ways: vec![0.0; many],
            duty: vec![0.0; layout.areas.len()],
            cars: vec![0; layout.areas.len()],
            roads: Roads::of(scenario),
        };
        this.fill(scenario);
        for car in &scenario.fleet.cars {
            let area = layout.areas.iter().position(|one| one.id == car.area);
            let breaks: i64 = car
                .breaks
                .iter()
                .map(|one| one.seconds * one.within.weekdays.len() as i64)
                .sum();
            if let Some(area) = area {
                this.cars[area] += 1;
                this.duty[area] += (duty_seconds_a_week(car) - breaks).max(0) as f64;
            }
        }
        if this.calls.iter().sum::<f64>() <= 0.0 {
            return Err(RedrawError::NoWork);
        }
        if this.duty.iter().all(|one| *one <= 0.0) {
            return Err(RedrawError::NoCar);
        }
        Ok(this)
    }

    fn fill(&mut self, scenario: &Scenario) {
        let service = &scenario.service;
        let turnout = service.turnout.mean();
        let mut add = |category, point: usize, calls: f64, on_scene: Option<f64>| {
            let Some(work) = service.work.iter().find(|one| one.category == category) else {
                return;
            };
            // A second car is taken to do what the first does.
            let cars = calls * (1.0 + work.two_cars + work.reinforced);
            let on_scene = on_scene.unwrap_or_else(|| Duration::mean(&work.on_scene));
            self.calls[point] += calls;
            self.ways[point] += cars;
            self.there[point] += cars * (turnout + on_scene);
        };
        let points = &scenario.layout.points;
        match &scenario.demand.calls {
            Calls::Rates(rates) => {
                let usual: Vec<f64> = points.iter().map(|one| one.weight).collect();
                for rate in rates {
                    let mean = rate.per_hour.iter().sum::<f64>() / rate.per_hour.len() as f64;
                    let a_week = mean * HOURS as f64 * scenario.demand.factor;
                    let weights = if rate.weights.is_empty() {
                        &usual
                    } else {
                        &rate.weights
                    };
                    let sum: f64 = weights.iter().sum();
                    for (point, weight) in weights.iter().enumerate() {
                        add(rate.category, point, a_week * weight / sum, None);
                    }
                }
            }
            Calls::Replay(past) => {
                let run = &scenario.run;
                let days = i64::from(run.warm_up_days) + i64::from(run.days);
                let within = |at: Timestamp| (0..days * 86_400).contains(&at.since(run.begin));
                let a_week = 7.0 / days as f64;
                for call in past.iter().filter(|one| within(one.at)) {
                    let on_scene = call.on_scene_seconds.map(|one| one as f64);
                    add(call.category, call.point as usize, a_week, on_scene);
                }
            }
        }
    }

    /// The work of every point for areas that serve from these places. Where an area has no car, the nearest one
    /// that has comes from its own place.
    pub(super) fn table(&self, waiting: &[Place]) -> Table {
        let mut way: Vec<Vec<f64>> = waiting.iter().map(|from| self.ways_from(*from)).collect();
        let nearest: Vec<f64> = (0..self.places.len())
            .map(|point| {
                let open = way.iter().zip(&self.duty).filter(|one| *one.1 > 0.0);
                open.map(|(row, _)| row[point])
                    .fold(f64::INFINITY, f64::min)
            })
            .collect();
        for (row, duty) in way.iter_mut().zip(&self.duty) {
            if *duty <= 0.0 {
                row.clone_from(&nearest);
            }
        }
        let load = way
            .iter()
            .map(|row| (0..row.len()).map(|at| self.load(at, row[at])).collect())
            .collect();
        Table { way, load }
    }

    /// Seconds of one way from a place to every point.
    pub(super) fn ways_from(&self, from: Place) -> Vec<f64> {
        let points = self.places.iter();
        points.map(|to| self.roads.seconds(from, *to)).collect()
    }

    /// Seconds of all work at a point to which one way takes so long.
    fn load(&self, point: usize, way: f64) -> f64 {
        self.there[point] + self.ways[point] * way
    }
}

impl Roads {
    fn of(scenario: &Scenario) -> Self {
        let travel = scenario.rules.dispatch.travel.clone();
        let offset = scenario.layout.utc_offset;
        let sigma = scenario.service.way_sigma;
        let mut speeds: Vec<(i64, f64)> = Vec::new();
        for (hour, calls) in by_hour(scenario, offset).into_iter().enumerate() {
            let middle = Timestamp(hour as i64 * 3_600 + 1_800 - i64::from(offset.0));
            let kmh = travel.kmh(middle, offset);
            match speeds.iter_mut().find(|one| one.0 == kmh) {
                Some((_, share)) => *share += calls,
                None => speeds.push((kmh, calls)),
            }
        }
        let sum: f64 = speeds.iter().map(|one| one.1).sum();
        for (_, share) in &mut speeds {
            *share /= sum;
        }
        if sum <= 0.0 {
            speeds = vec![(travel.usual_kmh, 1.0)];
        }
        Self {
            travel,
            speeds,
            // The mean of a lognormal whose median is one.
            stretch: (sigma * sigma / 2.0).exp(),
        }
    }

    fn seconds(&self, from: Place, to: Place) -> f64 {
        let metres = metres(from, to);
        let at = |(kmh, share): &(i64, f64)| self.travel.seconds_by(metres, *kmh) as f64 * share;
        self.speeds.iter().map(at).sum::<f64>() * self.stretch
    }
}

/// Calls by hour of the day.
fn by_hour(scenario: &Scenario, offset: UtcOffset) -> [f64; 24] {
    let mut hours = [0.0; 24];
    match &scenario.demand.calls {
        Calls::Rates(rates) => {
            for rate in rates {
                for at in 0..HOURS {
                    hours[at % 24] += rate.per_hour[at % rate.per_hour.len()];
                }
            }
        }
        Calls::Replay(past) => {
            for call in past {
                let hour = offset.second_of_day(call.at) / 3_600;
                hours[usize::try_from(hour).unwrap_or(0) % 24] += 1.0;
            }
        }
    }
    hours
}
