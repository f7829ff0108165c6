//! The town as a recommendation sees it: cars, areas and the call that waits.

use super::{DispatchRules, OnScene};
use crate::{
    geo::Place,
    ids::{AreaId, IncidentId, UnitId},
    incident::{CategoryCode, Phase, words},
    time::{Timestamp, UtcOffset},
};
use serde::{Deserialize, Serialize};

/// The town at a moment.
#[derive(Debug, Clone, Copy)]
pub struct Situation<'a> {
    /// Now.
    pub now: Timestamp,
    /// The town's offset from UTC, for speeds by the hour.
    pub offset: UtcOffset,
    /// The policy's numbers.
    pub rules: &'a DispatchRules,
    /// How long work lasts.
    pub on_scene: &'a OnScene,
    /// The areas, each with the point at which a car of it waits.
    pub areas: &'a [AreaPoint],
    /// All cars of the town.
    pub cars: &'a [Car],
}

/// A responsibility area, as far as cars are concerned.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AreaPoint {
    /// The area.
    pub id: AreaId,
    /// Its name.
    pub name: Box<str>,
    /// Where a car of it waits.
    pub point: Place,
}

/// A car.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Car {
    /// The car.
    pub unit: UnitId,
    /// Its name.
    pub name: Box<str>,
    /// Its own area.
    pub area: AreaId,
    /// Why it cannot be sent at all, if it cannot.
    pub out: Option<WhyNot>,
    /// Where it was last seen.
    pub seen: Option<Seen>,
    /// The area that it stands by for.
    pub standby: Option<AreaId>,
    /// What it is at.
    pub work: Option<Work>,
}

/// A position with its moment.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Seen {
    /// Where.
    pub place: Place,
    /// When.
    pub at: Timestamp,
}

/// What a car is at.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Work {
    /// The incident.
    pub incident: IncidentId,
    /// Where the incident stands.
    pub phase: Phase,
    /// Its category.
    pub category: Option<CategoryCode>,
    /// Its place, where known; else the point of its area.
    pub place: Option<Place>,
    /// When the car was sent.
    pub assigned_at: Timestamp,
    /// When the car arrived.
    pub arrived_at: Option<Timestamp>,
}

words! {
    /// Why a car is not among the candidates (不列入原因).
    WhyNot {
        /// Not in service.
        OutOfService = "out_of_service", "停勤";
        /// Nobody is on duty in it.
        NoCrew = "no_crew", "无人在岗";
        /// It is on this incident already.
        Here = "here", "已在本警情";
        /// Its crew refused this incident.
        Refused = "refused", "已拒本单";
    }
}

/// A car that is not among the candidates.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct SetAside {
    /// The car.
    pub unit: UnitId,
    /// Its name.
    pub name: Box<str>,
    /// Why.
    pub why: WhyNot,
}

/// The call that waits for a car.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Wanted {
    /// The incident.
    pub incident: IncidentId,
    /// Its area.
    pub area: Option<AreaId>,
    /// Its place, where known.
    pub place: Option<Place>,
    /// Its category.
    pub category: Option<CategoryCode>,
    /// Cars that refused it.
    pub refused_by: Vec<UnitId>,
}

impl Car {
    /// Whether it could be sent at this moment.
    #[must_use]
    pub const fn is_free(&self) -> bool {
        self.out.is_none() && self.work.is_none()
    }
}

impl Situation<'_> {
    /// An area by its identifier.
    #[must_use]
    pub fn area(&self, id: &AreaId) -> Option<&AreaPoint> {
        self.areas.iter().find(|one| one.id == *id)
    }

    /// How many cars could be sent now.
    #[must_use]
    pub fn free_cars(&self) -> u32 {
        let free = self.cars.iter().filter(|car| car.is_free()).count();
        u32::try_from(free).unwrap_or(u32::MAX)
    }

    /// A car's position, when it is young enough to be believed.
    #[must_use]
    pub fn fresh(&self, car: &Car) -> Option<Seen> {
        car.seen
            .filter(|seen| self.now.since(seen.at) <= self.rules.position_stale_seconds)
    }
}
