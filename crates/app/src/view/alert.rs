//! What is unanswered, and checks on crews, as they are shown.

use super::{Named, role_zh};
use crate::views::alert_id;
use liandong_domain::{
    dispatch::MatterKind,
    ids::{IncidentId, UnitId},
    incident::{Alert, CheckIn, Incident, Refusal},
    roles::Role,
    safety::Sos,
    standby::StandbyOrder,
    time::Timestamp,
};
use serde::Serialize;

/// Something that stands unanswered (提醒).
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct AlertView {
    /// Its identifier; acknowledge it by this.
    pub id: String,
    /// What kind of matter it is.
    pub matter: MatterKind,
    /// The kind's name.
    pub matter_name: &'static str,
    /// The incident that it is about.
    pub incident: Option<IncidentId>,
    /// The car that it is about.
    pub unit: Option<UnitId>,
    /// Since when it is unanswered.
    pub begun_at: Timestamp,
    /// The level reached, from 1.
    pub level: u32,
    /// The roles that were told.
    pub told: Vec<Named>,
    /// The crews that were told.
    pub told_units: Vec<UnitId>,
    /// When somebody was told last.
    pub told_at: Timestamp,
    /// When the next level is told.
    pub next_at: Option<Timestamp>,
}

fn named(roles: &[Role]) -> Vec<Named> {
    let each = roles.iter();
    each.map(|role| Named::new(role.as_str(), role_zh(*role)))
        .collect()
}

impl AlertView {
    pub(crate) fn of_incident(incident: &Incident, alert: &Alert) -> Self {
        let matter = alert.about.kind();
        Self {
            id: alert_id(incident, alert),
            matter,
            matter_name: matter.zh(),
            incident: Some(incident.number().clone()),
            unit: alert
                .about
                .unit()
                .or_else(|| incident.lead().map(|one| &one.unit))
                .cloned(),
            begun_at: alert.begun_at,
            level: alert.level,
            told: named(&alert.to_roles),
            told_units: alert.to_units.clone(),
            told_at: alert.told_at.unwrap_or(alert.begun_at),
            next_at: alert.next_at,
        }
    }

    pub(crate) fn of_call(id: &str, sos: &Sos) -> Self {
        Self {
            id: id.to_owned(),
            matter: MatterKind::Sos,
            matter_name: MatterKind::Sos.zh(),
            incident: sos.call.incident.clone(),
            unit: sos.call.unit.clone(),
            begun_at: sos.raised_at,
            level: sos.level,
            told: named(&sos.to_roles),
            told_units: sos.to_units.clone(),
            told_at: sos.last_recorded_at,
            next_at: sos.next_alarm(),
        }
    }

    pub(crate) fn of_standby(id: &str, unit: &UnitId, order: &StandbyOrder) -> Self {
        Self {
            id: id.to_owned(),
            matter: MatterKind::Standby,
            matter_name: MatterKind::Standby.zh(),
            incident: None,
            unit: Some(unit.clone()),
            begun_at: order.ordered_at,
            level: order.level,
            told: named(&order.to_roles),
            told_units: Vec::new(),
            told_at: order.ordered_at,
            next_at: order.next_at,
        }
    }
}

/// A check on a crew on scene (现场安全确认).
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct CheckInView {
    /// Which check of the incident, from 1.
    pub nth: u32,
    /// When the crew is asked.
    pub ask_at: Timestamp,
    /// Last second to answer, once it was asked and has not answered.
    pub answer_by: Option<Timestamp>,
    /// Whether it did not answer in time.
    pub missed: bool,
}

impl From<&CheckIn> for CheckInView {
    fn from(check: &CheckIn) -> Self {
        Self {
            nth: check.nth,
            ask_at: check.ask_at,
            answer_by: check.answer_by.filter(|_| !check.answered),
            missed: check.missed,
        }
    }
}

/// An assignment that a crew refused (拒单).
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct RefusalView {
    /// The car.
    pub unit: UnitId,
    /// Why.
    pub reason: String,
    /// When.
    pub at: Timestamp,
}

impl From<&Refusal> for RefusalView {
    fn from(refusal: &Refusal) -> Self {
        Self {
            unit: refusal.unit.clone(),
            reason: refusal.reason.to_string(),
            at: refusal.at,
        }
    }
}
