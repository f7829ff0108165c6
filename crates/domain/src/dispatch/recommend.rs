//! The recommendation (派单建议): the cars ranked, each with the reasons in parts.

use super::{
    cars::{Car, SetAside, Situation, Wanted, WhyNot, Work},
    rank::{Progress, Prospect, RankKey},
    travel::metres,
};
use crate::{
    geo::Place,
    ids::{AreaId, IncidentId, UnitId},
    time::Timestamp,
};
use serde::Serialize;

/// What is recommended.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Recommendation {
    /// When it was made.
    pub at: Timestamp,
    /// What to do.
    pub advice: Advice,
    /// The cars that can serve, the best first.
    pub candidates: Vec<Candidate>,
    /// The cars that cannot, by identifier.
    pub set_aside: Vec<SetAside>,
    /// How many cars are free now.
    pub free_cars: u32,
}

/// What to do.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case", tag = "do")]
pub enum Advice {
    /// Send this car now.
    Send {
        /// The car.
        unit: UnitId,
        /// Whether it leaves fewer cars free than the town wants, so that a reason is needed.
        needs_reason: bool,
    },
    /// Let it wait for this car.
    Queue {
        /// The car that is expected to be there first, all counted.
        unit: UnitId,
        /// When it is expected to be free.
        free_at: Timestamp,
    },
    /// No car serves at this hour.
    NoCar,
}

/// A car that can serve, now or when it is free.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Candidate {
    /// The car.
    pub unit: UnitId,
    /// Its name.
    pub name: Box<str>,
    /// Whether the incident lies in its own area.
    pub own_area: bool,
    /// The area that it stands by for, if it does.
    pub standby: Option<AreaId>,
    /// What it is at and when that is expected to end; `None` when it is free.
    pub finish: Option<Finish>,
    /// Its way to the incident.
    pub way: Way,
    /// Seconds until it is free; zero when it is.
    pub wait_seconds: i64,
    /// Seconds until it is there: wait and way.
    pub total_seconds: i64,
    /// When it is expected on scene.
    pub there_at: Timestamp,
    /// What its going leaves behind.
    pub left: LeftBehind,
    /// By what it is ranked: the total, less the preference of the own area, more what counts
    /// against leaving the town thin.
    pub score_seconds: i64,
}

/// The expected end of present work.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Finish {
    /// The incident that it is at.
    pub incident: IncidentId,
    /// When it is expected to be free.
    pub free_at: Timestamp,
    /// Where the expectation comes from.
    pub basis: FinishBasis,
}

/// Where the expectation of an end comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case", tag = "from")]
pub enum FinishBasis {
    /// The median of the town's own cases.
    Learned {
        /// How many.
        cases: u32,
    },
    /// The policy's list.
    Policy,
    /// It lasts longer than expected already.
    Overrun {
        /// Seconds on scene so far.
        so_far: i64,
    },
}

/// A way.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Way {
    /// Whole metres of the straight line, where both ends are known.
    pub metres: Option<i64>,
    /// Seconds on the way.
    pub seconds: i64,
    /// From where it is measured.
    pub basis: WayBasis,
}

/// From where a way is measured.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case", tag = "from")]
pub enum WayBasis {
    /// The car's position.
    Position {
        /// How old it is, in seconds.
        age: i64,
    },
    /// The place of the incident at which it is now.
    PresentIncident,
    /// The point at which it waits, as its position is too old or was never told.
    WaitingPoint {
        /// How old the last position is.
        age: Option<i64>,
    },
    /// The policy's usual seconds, as the incident or the car is nowhere on the map.
    Usual,
}

/// What a car's going leaves behind.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct LeftBehind {
    /// How many cars stay free.
    pub free_cars: u32,
    /// How many the town wants free.
    pub wanted: u32,
    /// Areas that then have no free car of their own or standing by.
    pub bare_areas: Vec<AreaId>,
    /// Whether no car stays free.
    pub empties_town: bool,
    /// Whether the command needs a reason for that.
    pub needs_reason: bool,
}

/// Ranks the town's cars for a call.
///
/// A free car is ranked by its way, a busy one by the expected end of its work and its way from
/// there. The area's own car goes before others by the policy's preference; a car whose going leaves
/// the town without a free one, or with fewer than the policy wants, goes behind by its penalty.
#[must_use]
pub fn recommend(situation: &Situation<'_>, wanted: &Wanted) -> Recommendation {
    let mut candidates = Vec::new();
    let mut set_aside = Vec::new();
    for car in situation.cars {
        match why_not(car, wanted) {
            Some(why) => set_aside.push(SetAside {
                unit: car.unit.clone(),
                name: car.name.clone(),
                why,
            }),
            None => candidates.push(candidate(situation, wanted, car)),
        }
    }
    candidates.sort_by(|a, b| {
        let key = |one: &Candidate| RankKey {
            score_seconds: one.score_seconds,
            foreign: !one.own_area,
        };
        key(a).cmp(&key(b)).then_with(|| a.unit.cmp(&b.unit))
    });
    set_aside.sort_by(|a, b| a.unit.cmp(&b.unit));
    Recommendation {
        at: situation.now,
        advice: advice(&candidates),
        candidates,
        set_aside,
        free_cars: situation.free_cars(),
    }
}

fn why_not(car: &Car, wanted: &Wanted) -> Option<WhyNot> {
    if car
        .work
        .as_ref()
        .is_some_and(|work| work.incident == wanted.incident)
    {
        return Some(WhyNot::Here);
    }
    if car.out.is_some() {
        return car.out;
    }
    wanted
        .refused_by
        .contains(&car.unit)
        .then_some(WhyNot::Refused)
}

fn advice(candidates: &[Candidate]) -> Advice {
    match candidates.first() {
        None => Advice::NoCar,
        Some(best) => match &best.finish {
            None => Advice::Send {
                unit: best.unit.clone(),
                needs_reason: best.left.needs_reason,
            },
            Some(finish) => Advice::Queue {
                unit: best.unit.clone(),
                free_at: finish.free_at,
            },
        },
    }
}

fn candidate(situation: &Situation<'_>, wanted: &Wanted, car: &Car) -> Candidate {
    let rules = situation.rules;
    let finish = car
        .work
        .as_ref()
        .map(|work| expected_finish(situation, car, work));
    let free_at = finish.as_ref().map_or(situation.now, |one| one.free_at);
    let wait_seconds = free_at.since(situation.now).max(0);
    let target = wanted.place.or_else(|| {
        let area = wanted.area.as_ref()?;
        situation.area(area).map(|one| one.point)
    });
    let way = match &car.work {
        Some(work) => way_between(
            situation,
            work.place,
            target,
            WayBasis::PresentIncident,
            free_at,
        ),
        None => way_of(situation, car, target),
    };
    let own_area = wanted.area.as_ref() == Some(&car.area);
    let left = left_behind(situation, car);
    let prospect = Prospect {
        busy: finish.is_some(),
        wait_seconds,
        way_seconds: way.seconds,
        own_area,
        other_free_cars: left.free_cars,
    };
    let total_seconds = prospect.total_seconds();
    Candidate {
        unit: car.unit.clone(),
        name: car.name.clone(),
        own_area,
        standby: car.standby.clone(),
        finish,
        way,
        wait_seconds,
        total_seconds,
        there_at: situation.now.plus(total_seconds),
        left,
        score_seconds: rules.rank_key(&prospect).score_seconds,
    }
}

/// When a car's present work is expected to end.
fn expected_finish(situation: &Situation<'_>, car: &Car, work: &Work) -> Finish {
    let now = situation.now;
    let (on_scene, cases) = situation.on_scene.of(work.category, situation.rules);
    let expected = cases.map_or(FinishBasis::Policy, |cases| FinishBasis::Learned { cases });
    let progress = match work.arrived_at {
        None => {
            let way = way_of(situation, car, work.place);
            let way_left = match way.basis {
                // The usual way began with the assignment.
                WayBasis::Usual => way.seconds.saturating_sub(now.since(work.assigned_at)),
                _ => way.seconds,
            };
            Progress::Underway { way_left }
        }
        Some(arrived_at) => Progress::OnScene { arrived_at },
    };
    let end = situation.rules.expected_end(now, on_scene, progress);
    let basis = match work.arrived_at {
        Some(arrived_at) if end.overrun => FinishBasis::Overrun {
            so_far: now.since(arrived_at),
        },
        _ => expected,
    };
    let free_at = end.free_at;
    Finish {
        incident: work.incident.clone(),
        free_at,
        basis,
    }
}

/// The way from where a car is, or should be.
pub(super) fn way_of(situation: &Situation<'_>, car: &Car, target: Option<Place>) -> Way {
    if let Some(seen) = situation.fresh(car) {
        let age = situation.now.since(seen.at).max(0);
        let basis = WayBasis::Position { age };
        return way_between(situation, Some(seen.place), target, basis, situation.now);
    }
    let waits_in = car.standby.as_ref().unwrap_or(&car.area);
    let from = situation.area(waits_in).map(|one| one.point);
    let basis = WayBasis::WaitingPoint {
        age: car.seen.map(|seen| situation.now.since(seen.at)),
    };
    way_between(situation, from, target, basis, situation.now)
}

fn way_between(
    situation: &Situation<'_>,
    from: Option<Place>,
    to: Option<Place>,
    basis: WayBasis,
    at: Timestamp,
) -> Way {
    let travel = &situation.rules.travel;
    match (from, to) {
        (Some(from), Some(to)) => {
            let metres = metres(from, to);
            Way {
                metres: Some(metres),
                seconds: travel.seconds(metres, at, situation.offset),
                basis,
            }
        }
        _ => Way {
            metres: None,
            seconds: travel.usual_seconds,
            basis: WayBasis::Usual,
        },
    }
}

fn left_behind(situation: &Situation<'_>, car: &Car) -> LeftBehind {
    let others = || {
        situation
            .cars
            .iter()
            .filter(|other| other.is_free() && other.unit != car.unit)
    };
    let free_cars = u32::try_from(others().count()).unwrap_or(u32::MAX);
    let covers =
        |area: &AreaId| others().any(|other| other.standby.as_ref().unwrap_or(&other.area) == area);
    let bare_areas = situation
        .areas
        .iter()
        .filter(|area| !covers(&area.id))
        .map(|area| area.id.clone())
        .collect();
    let wanted = situation.rules.keep_free_cars;
    let takes_one = car.is_free();
    LeftBehind {
        free_cars,
        wanted,
        bare_areas,
        empties_town: takes_one && free_cars == 0,
        needs_reason: takes_one && free_cars < wanted,
    }
}
