//! Coverage (布防): how far each area is from a free car, and which car should stand by where.

use super::{
    cars::{Car, Situation},
    recommend::way_of,
    travel::metres,
};
use crate::ids::{AreaId, UnitId};
use serde::Serialize;

/// How the town is covered.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Cover {
    /// Each area, in the order given.
    pub areas: Vec<AreaCover>,
    /// The one move that helps most, when an area is thin and a move helps.
    pub advice: Option<StandbyAdvice>,
}

/// How an area is covered.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct AreaCover {
    /// The area.
    pub area: AreaId,
    /// Its name.
    pub name: Box<str>,
    /// The nearest free car and its seconds on the way; `None` when no car is free.
    pub nearest: Option<(UnitId, i64)>,
    /// Whether that is longer than the policy wants.
    pub thin: bool,
}

/// A stand-by order that is worth giving.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct StandbyAdvice {
    /// The car.
    pub unit: UnitId,
    /// Where it should wait.
    pub area: AreaId,
    /// The longest way to any area now, in seconds.
    pub worst_now: i64,
    /// The longest way once it waits there.
    pub worst_then: i64,
}

/// Looks at the free cars and says which areas are thin, and which move makes the longest way
/// shortest. A move is advised only where an area is thin and it becomes better.
#[must_use]
pub fn cover(situation: &Situation<'_>) -> Cover {
    let limit = situation.rules.standby.cover_within_seconds;
    let free: Vec<&Car> = situation.cars.iter().filter(|car| car.is_free()).collect();
    // Seconds of each free car to each area.
    let ways: Vec<Vec<i64>> = free
        .iter()
        .map(|car| {
            let to = |area: &super::AreaPoint| way_of(situation, car, Some(area.point)).seconds;
            situation.areas.iter().map(to).collect()
        })
        .collect();
    let areas: Vec<AreaCover> = situation
        .areas
        .iter()
        .enumerate()
        .map(|(at, area)| {
            let nearest = free
                .iter()
                .zip(&ways)
                .filter_map(|(car, way)| Some((*way.get(at)?, &car.unit)))
                .min();
            AreaCover {
                area: area.id.clone(),
                name: area.name.clone(),
                thin: limit > 0 && nearest.is_none_or(|(seconds, _)| seconds > limit),
                nearest: nearest.map(|(seconds, unit)| (unit.clone(), seconds)),
            }
        })
        .collect();
    let advice = if areas.iter().any(|one| one.thin) {
        best_move(situation, &free, &ways)
    } else {
        None
    };
    Cover { areas, advice }
}

fn best_move(situation: &Situation<'_>, free: &[&Car], ways: &[Vec<i64>]) -> Option<StandbyAdvice> {
    let worst = |moved: Option<(usize, &[i64])>| -> Option<i64> {
        (0..situation.areas.len())
            .map(|area| {
                ways.iter()
                    .enumerate()
                    .filter_map(|(car, now)| match moved {
                        Some((other, then)) if other == car => then.get(area).copied(),
                        _ => now.get(area).copied(),
                    })
                    .min()
            })
            .max()
            .flatten()
    };
    let worst_now = worst(None)?;
    let mut best: Option<StandbyAdvice> = None;
    for target in situation.areas {
        let from_there: Vec<i64> = situation
            .areas
            .iter()
            .map(|area| {
                let travel = &situation.rules.travel;
                travel.seconds(
                    metres(target.point, area.point),
                    situation.now,
                    situation.offset,
                )
            })
            .collect();
        for (at, car) in free.iter().enumerate() {
            if car.standby.as_ref().unwrap_or(&car.area) == &target.id {
                continue;
            }
            let Some(worst_then) = worst(Some((at, &from_there))) else {
                continue;
            };
            let better = best.as_ref().map_or(worst_now, |one| one.worst_then);
            if worst_then < better {
                best = Some(StandbyAdvice {
                    unit: car.unit.clone(),
                    area: target.id.clone(),
                    worst_now,
                    worst_then,
                });
            }
        }
    }
    best
}
