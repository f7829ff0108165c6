//! Recommendations, the queue and the coverage as they are shown.

use crate::dispatch::TownNow;
use liandong_domain::{
    dispatch::{
        Advice, AreaCover, Candidate, Cover, FinishBasis, QueueReason, Queued, Recommendation,
        Sentence, WayBasis, WhyNot,
    },
    ids::{AreaId, IncidentId, UnitId},
    incident::CategoryCode,
    time::Timestamp,
};
use serde::Serialize;

/// Which car to send (派单建议), with the reasons.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct RecommendationView {
    /// The incident.
    pub incident: IncidentId,
    /// When it was made.
    pub at: Timestamp,
    /// `send`, `queue` or `no_car`.
    pub advice: &'static str,
    /// The car that is advised.
    pub unit: Option<UnitId>,
    /// When that car is expected to be free, with `queue`.
    pub free_at: Option<Timestamp>,
    /// Whether sending it needs the reason `leave_town_uncovered`.
    pub needs_reason: bool,
    /// The advice in Chinese.
    pub sentence: String,
    /// The advice in English.
    pub sentence_en: String,
    /// The cars that can serve, the best first.
    pub candidates: Vec<CandidateView>,
    /// The cars that cannot, with the reason.
    pub set_aside: Vec<SetAsideView>,
    /// How many cars are free now.
    pub free_cars: u32,
}

/// A car that can serve.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct CandidateView {
    /// The car.
    pub unit: UnitId,
    /// Its name.
    pub unit_name: String,
    /// Its rank, from 1.
    pub rank: u32,
    /// Whether the incident lies in its own area.
    pub own_area: bool,
    /// The area that it stands by for.
    pub standby: Option<AreaId>,
    /// The incident that it is at.
    pub busy_with: Option<IncidentId>,
    /// When it is expected to be free.
    pub free_at: Option<Timestamp>,
    /// From where that is known: `learned`, `policy` or `overrun`.
    pub free_by: Option<&'static str>,
    /// Seconds until it is free.
    pub wait_seconds: i64,
    /// Whole metres of the straight line; `null` when an end of the way is not known.
    pub metres: Option<i64>,
    /// Seconds on the way.
    pub way_seconds: i64,
    /// From where the way is measured: `position`, `present_incident`, `waiting_point` or `usual`.
    pub way_from: &'static str,
    /// How old the position is, where there is one.
    pub position_age_seconds: Option<i64>,
    /// Wait and way.
    pub total_seconds: i64,
    /// When it is expected on scene.
    pub there_at: Timestamp,
    /// By what it is ranked, in seconds.
    pub score_seconds: i64,
    /// How many cars stay free when it goes.
    pub leaves_free: u32,
    /// Whether no car stays free.
    pub empties_town: bool,
    /// Whether sending it needs the reason `leave_town_uncovered`.
    pub needs_reason: bool,
    /// Areas without a free car when it goes.
    pub bare_areas: Vec<AreaId>,
    /// The reasons in sentences.
    pub reasons: Vec<Sentence>,
}

/// A car that cannot serve.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SetAsideView {
    /// The car.
    pub unit: UnitId,
    /// Its name.
    pub unit_name: String,
    /// Why.
    pub why: WhyNot,
    /// The reason's name.
    pub why_name: &'static str,
}

impl RecommendationView {
    /// The view of a recommendation with the town that it was asked in.
    #[must_use]
    pub fn new(incident: IncidentId, made: &Recommendation, town: &TownNow) -> Self {
        let situation = town.situation();
        let Sentence { zh, en, .. } = made.sentence(&situation);
        let (advice, unit, free_at, needs_reason) = match &made.advice {
            Advice::Send { unit, needs_reason } => {
                ("send", Some(unit.clone()), None, *needs_reason)
            }
            Advice::Queue { unit, free_at } => ("queue", Some(unit.clone()), Some(*free_at), false),
            Advice::NoCar => ("no_car", None, None, false),
        };
        let ranked = made.candidates.iter().zip(1_u32..);
        Self {
            incident,
            at: made.at,
            advice,
            unit,
            free_at,
            needs_reason,
            sentence: zh,
            sentence_en: en,
            candidates: ranked
                .map(|(one, rank)| CandidateView::new(one, rank, one.sentences(&situation)))
                .collect(),
            set_aside: made
                .set_aside
                .iter()
                .map(|one| SetAsideView {
                    unit: one.unit.clone(),
                    unit_name: one.name.to_string(),
                    why: one.why,
                    why_name: one.why.zh(),
                })
                .collect(),
            free_cars: made.free_cars,
        }
    }
}

impl CandidateView {
    fn new(one: &Candidate, rank: u32, reasons: Vec<Sentence>) -> Self {
        let (way_from, position_age_seconds) = match one.way.basis {
            WayBasis::Position { age } => ("position", Some(age)),
            WayBasis::PresentIncident => ("present_incident", None),
            WayBasis::WaitingPoint { age } => ("waiting_point", age),
            WayBasis::Usual => ("usual", None),
        };
        let finish = one.finish.as_ref();
        Self {
            unit: one.unit.clone(),
            unit_name: one.name.to_string(),
            rank,
            own_area: one.own_area,
            standby: one.standby.clone(),
            busy_with: finish.map(|one| one.incident.clone()),
            free_at: finish.map(|one| one.free_at),
            free_by: finish.map(|one| match one.basis {
                FinishBasis::Learned { .. } => "learned",
                FinishBasis::Policy => "policy",
                FinishBasis::Overrun { .. } => "overrun",
            }),
            wait_seconds: one.wait_seconds,
            metres: one.way.metres,
            way_seconds: one.way.seconds,
            way_from,
            position_age_seconds,
            total_seconds: one.total_seconds,
            there_at: one.there_at,
            score_seconds: one.score_seconds,
            leaves_free: one.left.free_cars,
            empties_town: one.left.empties_town,
            needs_reason: one.left.needs_reason,
            bare_areas: one.left.bare_areas.clone(),
            reasons,
        }
    }
}

/// An incident that waits for a car (候派).
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct QueuedView {
    /// The incident.
    pub incident: IncidentId,
    /// Its place in the queue, from 1.
    pub position: u32,
    /// What puts it before the next one.
    pub reason: QueueReason,
    /// The reason's name.
    pub reason_name: &'static str,
    /// The commander's order; 0 is none.
    pub rank: u32,
    /// Whether its text hints at danger.
    pub hazards: bool,
    /// Its category.
    pub category: Option<CategoryCode>,
    /// The category's name.
    pub category_name: Option<&'static str>,
    /// Its area.
    pub area: Option<AreaId>,
    /// When the call came.
    pub received_at: Timestamp,
    /// Seconds since then.
    pub age_seconds: i64,
}

impl QueuedView {
    /// The view of a place in the queue at a moment.
    #[must_use]
    pub fn new(queued: &Queued, now: Timestamp) -> Self {
        let waiting = &queued.waiting;
        Self {
            incident: waiting.incident.clone(),
            position: queued.position,
            reason: queued.reason,
            reason_name: queued.reason.zh(),
            rank: waiting.rank,
            hazards: waiting.hazards,
            category: waiting.category,
            category_name: waiting.category.map(CategoryCode::zh),
            area: waiting.area.clone(),
            received_at: waiting.received_at,
            age_seconds: now.since(waiting.received_at).max(0),
        }
    }
}

/// How the town is covered (布防).
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct CoverageView {
    /// Each area.
    pub areas: Vec<AreaCoverView>,
    /// The stand-by order that is worth giving.
    pub advice: Option<StandbyAdviceView>,
}

/// How an area is covered.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct AreaCoverView {
    /// The area.
    pub area: AreaId,
    /// Its name.
    pub area_name: String,
    /// The nearest free car.
    pub nearest: Option<UnitId>,
    /// Its seconds on the way.
    pub seconds: Option<i64>,
    /// Whether that is longer than the policy wants.
    pub thin: bool,
}

/// A stand-by order that is worth giving.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct StandbyAdviceView {
    /// The car.
    pub unit: UnitId,
    /// Where it should wait.
    pub area: AreaId,
    /// The longest way to any area now, in seconds.
    pub worst_seconds_now: i64,
    /// The longest way once it waits there.
    pub worst_seconds_then: i64,
    /// In Chinese.
    pub sentence: String,
    /// In English.
    pub sentence_en: String,
}

impl CoverageView {
    /// The view of a coverage with the town that it was asked in.
    #[must_use]
    pub fn new(cover: &Cover, town: &TownNow) -> Self {
        let situation = town.situation();
        let advice = cover.advice.as_ref().map(|one| {
            let car = situation.cars.iter().find(|car| car.unit == one.unit);
            let area = situation.area(&one.area);
            let car_name = car.map_or(one.unit.as_str(), |car| &*car.name);
            let area_name = area.map_or(one.area.as_str(), |area| &*area.name);
            StandbyAdviceView {
                unit: one.unit.clone(),
                area: one.area.clone(),
                worst_seconds_now: one.worst_now,
                worst_seconds_then: one.worst_then,
                sentence: format!(
                    "建议{car_name}到{area_name}备勤：最远责任区的到达时间由 {} 秒降为 {} 秒",
                    one.worst_now, one.worst_then
                ),
                sentence_en: format!(
                    "let {} stand by in {}: the longest way falls from {} s to {} s",
                    one.unit, one.area, one.worst_now, one.worst_then
                ),
            }
        });
        Self {
            areas: cover.areas.iter().map(AreaCoverView::new).collect(),
            advice,
        }
    }
}

impl AreaCoverView {
    fn new(one: &AreaCover) -> Self {
        let (nearest, seconds) = one.nearest.clone().unzip();
        Self {
            area: one.area.clone(),
            area_name: one.name.to_string(),
            nearest,
            seconds,
            thin: one.thin,
        }
    }
}
