//! Pages of the log as frames of server-sent events.

use axum::body::Bytes;
use liandong_app::{
    App, AppError, StoredEvent,
    access::Visitor,
    book::{INCIDENT_STREAM, PROJECT_STREAM, TOWN_STREAM},
    view::{IncidentView, kind_zh},
};
use liandong_domain::{
    ids::IncidentId,
    rights::{Right, grants},
    time::Timestamp,
};
use serde::Serialize;
use std::fmt::Write as _;
use utoipa::ToSchema;

/// Events read from the log at a time.
const PAGE: u64 = 500;

/// `event: hello`, at the start, and `event: reset`, when the client must load anew.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Hello {
    /// Events after this position follow.
    pub(super) position: u64,
    /// The server's time.
    pub(super) now: Timestamp,
}

/// `event: incident`: something happened to an incident.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Happened {
    /// The event's position in the town's log, also the `id` of the server-sent event.
    position: u64,
    /// The event's kind.
    kind: String,
    /// The kind's name.
    kind_name: String,
    /// The incident's number.
    id: IncidentId,
    /// The version of the incident's stream that the event made.
    version: u64,
    /// When it happened.
    occurred_at: Timestamp,
    /// The incident as it stands. Left out when a later event of the same incident, which brings
    /// it, is on its way already.
    #[serde(skip_serializing_if = "Option::is_none")]
    incident: Option<IncidentView>,
}

/// `event: stream`: something happened beside incidents and register: to a month's duty, a car, an
/// assessment, an account. What it was is read from that resource.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Beside {
    /// The event's position in the town's log.
    position: u64,
    /// Its stream.
    stream: String,
    /// The event's kind.
    kind: String,
    /// The kind's name.
    kind_name: String,
}

/// Frames of the log after one position up to another.
#[derive(Debug)]
pub(super) struct Page {
    /// Everything up to here is in it.
    pub(super) to: u64,
    /// In the order of positions; an event that the reader may not know of has none.
    pub(super) frames: Vec<(u64, Bytes)>,
    /// Whether rights may have changed with it.
    pub(super) rights: bool,
}

/// A server-sent event. JSON has no line breaks of its own, so that one `data` line is enough.
pub(super) fn frame(name: &str, id: Option<u64>, data: &impl Serialize) -> Bytes {
    let mut text = format!("event: {name}\n");
    if let Some(id) = id {
        let _ = writeln!(text, "id: {id}");
    }
    let data = serde_json::to_string(data).unwrap_or_default();
    let _ = write!(text, "data: {data}\n\n");
    text.into()
}

/// The next page after a position, as a visitor may see it; `None` at the end of the log.
pub(super) async fn page(
    app: &App,
    visitor: &Visitor,
    after: u64,
) -> Result<Option<Page>, AppError> {
    let events = app.log(&visitor.town, after, PAGE).await?;
    let Some(last) = events.last() else {
        return Ok(None);
    };
    let mut page = Page {
        to: last.position,
        frames: Vec::with_capacity(events.len()),
        rights: false,
    };
    for (nth, stored) in events.iter().enumerate() {
        let stream = stored.stream.as_str();
        let later = events.get(nth + 1..).unwrap_or_default();
        let superseded = later.iter().any(|other| other.stream == stored.stream);
        let made = if let Some(number) = stream.strip_prefix(INCIDENT_STREAM) {
            Some(incident(app, visitor, stored, number, superseded).await?)
        } else if stream == TOWN_STREAM || stream.starts_with(PROJECT_STREAM) {
            page.rights = true;
            let hello = Hello {
                position: stored.position,
                now: app.now(),
            };
            (!superseded).then(|| frame("town", Some(stored.position), &hello))
        } else {
            page.rights |= stream.starts_with("people/");
            beside(visitor, stored)
        };
        if let Some(made) = made {
            page.frames.push((stored.position, made));
        }
    }
    Ok(Some(page))
}

async fn incident(
    app: &App,
    visitor: &Visitor,
    stored: &StoredEvent,
    number: &str,
    superseded: bool,
) -> Result<Bytes, AppError> {
    let id = IncidentId::new(number).map_err(|bad| AppError::Internal(bad.to_string()))?;
    let incident = if superseded {
        None
    } else {
        Some(app.show_from(visitor, &id, stored.version).await?)
    };
    let kind = &stored.event.kind;
    let happened = Happened {
        position: stored.position,
        kind: kind.to_string(),
        kind_name: kind_zh(kind).to_owned(),
        id,
        version: stored.version,
        occurred_at: stored.event.occurred_at,
        incident,
    };
    Ok(frame("incident", Some(stored.position), &happened))
}

/// Who may read a stream's resource may know that it changed.
fn beside(visitor: &Visitor, stored: &StoredEvent) -> Option<Bytes> {
    let stream = stored.stream.as_str();
    let kind_of_stream = stream.split_once('/').map_or(stream, |(kind, _)| kind);
    let right = match kind_of_stream {
        "duty" | "unit" | "equipment" | "safety" | "attendance" => Right::ReadDuty,
        "assessment" | "vendor-assessment" | "training" => Right::ReadAssessment,
        _ => Right::ReadAudit,
    };
    let told = || Beside {
        position: stored.position,
        stream: stream.to_owned(),
        kind: stored.event.kind.to_string(),
        kind_name: kind_zh(&stored.event.kind).to_owned(),
    };
    grants(visitor.account.role, right).then(|| frame("stream", Some(stored.position), &told()))
}
