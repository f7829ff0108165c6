//! Positions, calls for help and stand-by orders as they are shown.

use super::{Named, role_zh};
use crate::book::Book;
use liandong_domain::{
    dispatch::Dropped,
    geo::Place,
    ids::{AccountId, AreaId, IncidentId, MemberId, UnitId},
    safety::{Sos, SosOutcome},
    standby::Standby,
    time::Timestamp,
};
use serde::Serialize;

/// Where a car is (定位).
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PositionView {
    /// The car.
    pub unit: UnitId,
    /// Its name.
    pub unit_name: String,
    /// The member whose phone said so.
    pub member: Option<MemberId>,
    /// When.
    pub at: Timestamp,
    /// Where (WGS-84).
    pub place: Place,
    /// Radius in whole metres within which it is.
    pub accuracy_metres: u32,
    /// Whole km/h.
    pub speed_kmh: Option<u16>,
    /// Whole degrees from north, clockwise.
    pub heading: Option<u16>,
    /// How old it is.
    pub age_seconds: i64,
    /// Whether it is too old to be believed, by the policy.
    pub stale: bool,
    /// The incident that the car is on.
    pub incident: Option<IncidentId>,
}

/// What came of a report of positions.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ReportedView {
    /// The car.
    pub unit: UnitId,
    /// How many fixes were taken.
    pub taken: u32,
    /// The others, with the reason.
    pub dropped: Vec<DroppedView>,
    /// Where the car is now.
    pub position: Option<PositionView>,
    /// `proposed` or `recorded`, when the report proved an arrival.
    pub arrival: Option<String>,
}

/// A fix that was dropped.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct DroppedView {
    /// Its place in the report, from 0.
    pub index: usize,
    /// Why.
    pub why: Dropped,
    /// The reason's name.
    pub why_name: &'static str,
}

impl DroppedView {
    pub(crate) const fn new(index: usize, why: Dropped) -> Self {
        Self {
            index,
            why,
            why_name: why.zh(),
        }
    }
}

/// A call for help (紧急求助).
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SosView {
    /// Its identifier.
    pub id: String,
    /// The version of its stream.
    pub version: u64,
    /// The member that calls.
    pub member: MemberId,
    /// The member's name.
    pub member_name: String,
    /// The member's car.
    pub unit: Option<UnitId>,
    /// The car's name.
    pub unit_name: Option<String>,
    /// The incident that the car was on.
    pub incident: Option<IncidentId>,
    /// Where, as far as known.
    pub place: Option<Place>,
    /// When that was known.
    pub seen_at: Option<Timestamp>,
    /// In words.
    pub note: Option<String>,
    /// When it was made.
    pub raised_at: Timestamp,
    /// The roles that were told.
    pub told: Vec<Named>,
    /// The crews that were told: the nearest.
    pub told_units: Vec<UnitId>,
    /// The level reached, from 1.
    pub level: u32,
    /// When somebody saw to it.
    pub acknowledged_at: Option<Timestamp>,
    /// Who.
    pub acknowledged_by: Option<AccountId>,
    /// When it ended.
    pub ended_at: Option<Timestamp>,
    /// How it ended.
    pub outcome: Option<SosOutcome>,
    /// The outcome's name.
    pub outcome_name: Option<&'static str>,
    /// The closing word.
    pub word: Option<String>,
}

impl SosView {
    /// The view of a call at a version of its stream.
    #[must_use]
    pub fn new(id: &str, sos: &Sos, version: u64, book: &Book) -> Self {
        let call = &sos.call;
        let member = book.registry.member(&call.member);
        let unit_name = |id: &UnitId| book.registry.unit(id).map(|unit| unit.name.clone());
        let ended = sos.ended.as_ref();
        Self {
            id: id.to_owned(),
            version,
            member: call.member.clone(),
            member_name: member
                .map_or_else(|| call.member.to_string(), |member| member.name.clone()),
            unit: call.unit.clone(),
            unit_name: call.unit.as_ref().and_then(unit_name),
            incident: call.incident.clone(),
            place: call.seen.map(|seen| seen.place),
            seen_at: call.seen.map(|seen| seen.at),
            note: call.note.as_deref().map(str::to_owned),
            raised_at: sos.raised_at,
            told: sos
                .to_roles
                .iter()
                .map(|role| Named::new(role.as_str(), role_zh(*role)))
                .collect(),
            told_units: sos.to_units.clone(),
            level: sos.level,
            acknowledged_at: sos.acknowledged.as_ref().map(|(at, _)| *at),
            acknowledged_by: sos.acknowledged.as_ref().map(|(_, by)| by.clone()),
            ended_at: ended.map(|(at, _, _)| *at),
            outcome: ended.map(|(_, outcome, _)| *outcome),
            outcome_name: ended.map(|(_, outcome, _)| outcome.zh()),
            word: ended.map(|(_, _, word)| word.to_string()),
        }
    }
}

/// A stand-by order (备勤) that holds.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct StandbyView {
    /// The car.
    pub unit: UnitId,
    /// Its name.
    pub unit_name: String,
    /// The version of its stream.
    pub version: u64,
    /// The area in which it waits.
    pub area: AreaId,
    /// The area's name.
    pub area_name: String,
    /// Where it waits.
    pub place: Place,
    /// The name of that place.
    pub place_name: String,
    /// Why.
    pub reason: String,
    /// When it was ordered.
    pub ordered_at: Timestamp,
    /// Until when.
    pub until: Timestamp,
    /// When the crew acknowledged.
    pub acknowledged_at: Option<Timestamp>,
}

impl StandbyView {
    /// The view of a car's order; `None` when none holds.
    #[must_use]
    pub fn new(unit: &UnitId, standby: &Standby, version: u64, book: &Book) -> Option<Self> {
        let order = standby.order.as_ref()?;
        let unit_name = book.registry.unit(unit).map(|one| one.name.clone());
        let area_name = book.registry.area(&order.area).map(|one| one.name.clone());
        Some(Self {
            unit: unit.clone(),
            unit_name: unit_name.unwrap_or_else(|| unit.to_string()),
            version,
            area: order.area.clone(),
            area_name: area_name.unwrap_or_else(|| order.area.to_string()),
            place: order.place,
            place_name: order.place_name.to_string(),
            reason: order.reason.to_string(),
            ordered_at: order.ordered_at,
            until: order.until,
            acknowledged_at: order.acknowledged_at,
        })
    }
}
