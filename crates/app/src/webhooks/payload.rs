//! What a delivery says: what happened to what, never whom it concerned. No text that people typed,
//! no address, no caller, no account stands in it; whoever may know more asks the API.

use crate::{App, AppError, book::INCIDENT_STREAM, view::kind_zh, views::read_event};
use liandong_domain::{
    ids::{AreaId, TownId, UnitId},
    incident::{CategoryCode, Incident, Phase, evolve},
    roles::Role,
    time::Timestamp,
};
use liandong_store::StoredEvent;
use serde::Serialize;

/// An event as other systems are told of it.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Payload {
    /// The delivery's identifier, the same in every attempt.
    pub id: String,
    /// The subscription.
    pub webhook: String,
    /// The town.
    pub town: TownId,
    /// The event's place in the town's log.
    pub position: u64,
    /// Its place in its subject's stream.
    pub version: u64,
    /// Its kind.
    pub kind: String,
    /// The kind's Chinese name.
    pub kind_name: String,
    /// When it happened.
    pub occurred_at: Timestamp,
    /// When it was recorded.
    pub recorded_at: Timestamp,
    /// Whether it was entered late (补报).
    pub late: bool,
    /// As what the one acted who did it.
    pub role: Role,
    /// What it happened to.
    pub subject: Subject,
    /// The incident right after the event, where it is one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub incident: Option<IncidentNow>,
}

/// What an event happened to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Subject {
    /// `incident`, `duty`, `town`, ….
    pub r#type: String,
    /// Which one, where there are many.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub id: Option<String>,
}

/// An incident, as far as it is nobody's personal matter.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct IncidentNow {
    /// Where it stands.
    pub phase: Phase,
    /// The phase's Chinese name.
    pub phase_name: &'static str,
    /// Whether it is still under way.
    pub open: bool,
    /// Its category, once confirmed.
    pub category: Option<CategoryCode>,
    /// Its responsibility area.
    pub area: Option<AreaId>,
    /// The cars on it.
    pub units: Vec<UnitId>,
    /// The number that the other system gave it.
    pub external: Option<String>,
}

/// The identifier of a delivery.
pub(super) fn delivery_id(webhook: &str, position: u64) -> String {
    format!("{webhook}-{position}")
}

/// The payload of an event. The same event gives the same bytes, however late it is asked for.
pub(super) async fn payload(
    app: &App,
    webhook: &str,
    stored: &StoredEvent,
) -> Result<Payload, AppError> {
    let stream = stored.stream.as_str();
    let incident = match stream.strip_prefix(INCIDENT_STREAM) {
        Some(_) => as_of(app, stored).await?.as_ref().map(now),
        None => None,
    };
    let (kind, id) = match stream.split_once('/') {
        Some((kind, id)) => (kind, Some(id.to_owned())),
        None => (stream, None),
    };
    Ok(Payload {
        id: delivery_id(webhook, stored.position),
        webhook: webhook.to_owned(),
        town: stored.town.clone(),
        position: stored.position,
        version: stored.version,
        kind: stored.event.kind.to_string(),
        kind_name: kind_zh(&stored.event.kind).to_owned(),
        occurred_at: stored.event.occurred_at,
        recorded_at: stored.event.recorded_at,
        late: stored.event.late,
        role: stored.actor.role,
        subject: Subject {
            r#type: kind.to_owned(),
            id,
        },
        incident,
    })
}

/// The incident right after an event of its.
async fn as_of(app: &App, stored: &StoredEvent) -> Result<Option<Incident>, AppError> {
    let mut state = None;
    for one in app.store().stream(&stored.town, &stored.stream, 0).await? {
        if one.version > stored.version {
            break;
        }
        let (event, stamp) = read_event(&one).map_err(AppError::Internal)?;
        state = evolve(state, &event, stamp);
    }
    Ok(state)
}

fn now(incident: &Incident) -> IncidentNow {
    let fact = incident.fact();
    IncidentNow {
        phase: fact.phase,
        phase_name: fact.phase.zh(),
        open: !fact.phase.is_over(),
        category: fact.category,
        area: fact.area,
        units: incident
            .active_units()
            .map(|one| one.unit.clone())
            .collect(),
        external: incident.received.external.as_deref().map(str::to_owned),
    }
}

/// Texts joined.
pub(super) fn list(all: &[Box<str>], between: &str) -> String {
    let all: Vec<&str> = all.iter().map(AsRef::as_ref).collect();
    all.join(between)
}
