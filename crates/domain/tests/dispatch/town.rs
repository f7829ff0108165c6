//! A town on a line: four areas, each a kilometre further east, at a speed at which a kilometre of
//! straight line takes 156 seconds.

use crate::support::{
    times::at,
    town::{area, incident, unit},
};
use liandong_domain::{
    dispatch::{AreaPoint, Car, DispatchRules, OnScene, Seen, Situation, Wanted, Work},
    geo::Place,
    ids::AreaId,
    incident::{CategoryCode, Phase},
    time::{Timestamp, UtcOffset},
};

pub(super) const AREAS: [&str; 4] = ["a", "b", "c", "d"];

/// So many metres east of the first area's point. At this latitude 0.0105 degrees are a kilometre.
pub(super) fn east(metres: i32) -> Place {
    Place {
        lon: 121.3 + f64::from(metres) * 0.000_010_514_6,
        lat: 31.2,
    }
}

pub(super) fn car(nth: usize) -> Car {
    Car {
        unit: unit(&format!("car-{nth}")),
        name: format!("{nth}号车").into(),
        area: area(AREAS[nth - 1]),
        out: None,
        seen: None,
        standby: None,
        work: None,
    }
}

#[derive(Debug, Clone)]
pub(super) struct Town {
    pub(super) now: Timestamp,
    pub(super) rules: DispatchRules,
    pub(super) on_scene: OnScene,
    pub(super) areas: Vec<AreaPoint>,
    pub(super) cars: Vec<Car>,
}

impl Town {
    pub(super) fn new() -> Self {
        let mut rules = DispatchRules::default();
        rules.travel.usual_kmh = 30;
        Self {
            now: at("10:00"),
            rules,
            on_scene: OnScene::default(),
            areas: AREAS
                .iter()
                .zip(0..)
                .map(|(id, nth)| AreaPoint {
                    id: area(id),
                    name: format!("{id}区").into(),
                    point: east(nth * 1_000),
                })
                .collect(),
            cars: (1..=4).map(car).collect(),
        }
    }

    pub(super) fn situation(&self) -> Situation<'_> {
        Situation {
            now: self.now,
            offset: UtcOffset::BEIJING,
            rules: &self.rules,
            on_scene: &self.on_scene,
            areas: &self.areas,
            cars: &self.cars,
        }
    }

    /// The car was seen so many metres east, so many seconds ago.
    pub(super) fn seen(mut self, nth: usize, metres: i32, ago: i64) -> Self {
        self.cars[nth - 1].seen = Some(Seen {
            place: east(metres),
            at: self.now.plus(-ago),
        });
        self
    }

    /// The car is on scene in its area for so many seconds.
    pub(super) fn busy(mut self, nth: usize, seconds: i64) -> Self {
        let now = self.now;
        let place = self.areas[nth - 1].point;
        self.cars[nth - 1].work = Some(Work {
            incident: incident(&format!("20240304-010{nth}")),
            phase: Phase::Arrived,
            category: Some(CategoryCode::Dispute),
            place: Some(place),
            assigned_at: now.plus(-seconds - 300),
            arrived_at: Some(now.plus(-seconds)),
        });
        self
    }
}

pub(super) fn wanted_in(area_id: &str) -> Wanted {
    let nth = AREAS
        .iter()
        .position(|one| *one == area_id)
        .expect("an area");
    Wanted {
        incident: incident("20240304-0001"),
        area: Some(area(area_id)),
        place: Some(east(i32::try_from(nth).expect("small") * 1_000)),
        category: None,
        refused_by: Vec::new(),
    }
}

pub(super) fn areas(ids: &[&str]) -> Vec<AreaId> {
    ids.iter().map(|id| area(id)).collect()
}
