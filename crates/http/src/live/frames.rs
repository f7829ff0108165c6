//! Pages of the log as frames of server-sent events.

use axum::body::Bytes;
use liandong_app::{
    App, AppError, StoredEvent,
    access::Visitor,
    book::{INCIDENT_STREAM, PROJECT_STREAM, TOWN_STREAM},
    view::{IncidentView, SosView, kind_zh},
};
use liandong_domain::{
    aggregate::Aggregate,
    ids::IncidentId,
    rights::{Right, grants},
    safety::Sos,
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

/// `event: sos`: a member calls for help, or something happened to such a call.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct CalledForHelp {
    /// The event's position in the town's log.
    position: u64,
    /// The event's kind.
    kind: String,
    /// The kind's name.
    kind_name: String,
    /// The call as it stands.
    sos: SosView,
}

/// Frames of the log after one position up to another.
#[derive(Debug)]
pub(super) struct Page {
    /// Everything up to here is in it.
    pub(super) to: u64,
    /// The frames one behind the other.
    bytes: Bytes,
    /// Positions with the ends of their frames, in order; an event that the reader may not know of has
    /// no frame.
    ends: Vec<(u64, usize)>,
    /// Whether rights may have changed with it.
    pub(super) rights: bool,
}

impl Page {
    /// The frames of what is after a position. All readers of a page share its bytes.
    pub(super) fn after(&self, position: u64) -> Bytes {
        let told = self.ends.partition_point(|(at, _)| *at <= position);
        let from = told.checked_sub(1).and_then(|last| self.ends.get(last));
        self.bytes.slice(from.map_or(0, |(_, end)| *end)..)
    }
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
    let (to, mut rights) = (last.position, false);
    let mut bytes = Vec::new();
    let mut ends = Vec::with_capacity(events.len());
    for (nth, stored) in events.iter().enumerate() {
        let stream = stored.stream.as_str();
        let later = events.get(nth + 1..).unwrap_or_default();
        let superseded = later.iter().any(|other| other.stream == stored.stream);
        let made = if let Some(number) = stream.strip_prefix(INCIDENT_STREAM) {
            Some(incident(app, visitor, stored, number, superseded).await?)
        } else if stream == TOWN_STREAM || stream.starts_with(PROJECT_STREAM) {
            rights = true;
            let hello = Hello {
                position: stored.position,
                now: app.now(),
            };
            (!superseded).then(|| frame("town", Some(stored.position), &hello))
        } else if let Some(id) = stream.strip_prefix(Sos::PREFIX) {
            call_for_help(app, visitor, stored, id).await?
        } else {
            rights |= stream.starts_with("people/");
            beside(visitor, stored)
        };
        if let Some(made) = made {
            bytes.extend_from_slice(&made);
            ends.push((stored.position, bytes.len()));
        }
    }
    Ok(Some(Page {
        to,
        bytes: bytes.into(),
        ends,
        rights,
    }))
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

/// A call for help reaches those who are told of it, whole and at once.
async fn call_for_help(
    app: &App,
    visitor: &Visitor,
    stored: &StoredEvent,
    id: &str,
) -> Result<Option<Bytes>, AppError> {
    let Some((sos, version)) = app.state_of::<Sos>(&visitor.town, id).await? else {
        return Ok(None);
    };
    if !app.sees_sos(visitor, &sos).await? {
        return Ok(None);
    }
    let book = app.book(&visitor.town).await?;
    let kind = &stored.event.kind;
    let told = CalledForHelp {
        position: stored.position,
        kind: kind.to_string(),
        kind_name: kind_zh(kind).to_owned(),
        sos: SosView::new(id, &sos, version, &book),
    };
    Ok(Some(frame("sos", Some(stored.position), &told)))
}

/// Who may read a stream's resource may know that it changed.
fn beside(visitor: &Visitor, stored: &StoredEvent) -> Option<Bytes> {
    let stream = stored.stream.as_str();
    let kind_of_stream = stream.split_once('/').map_or(stream, |(kind, _)| kind);
    let right = match kind_of_stream {
        "duty" | "unit" | "equipment" | "standby" | "attendance" => Right::ReadDuty,
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_gives_what_is_after_a_position() {
        let page = Page {
            to: 9,
            bytes: Bytes::from_static(b"fourseveneight"),
            ends: vec![(4, 4), (7, 9), (8, 14)],
            rights: false,
        };
        let after = |position| page.after(position);
        assert_eq!(after(0), "fourseveneight");
        assert_eq!(after(3), "fourseveneight");
        assert_eq!(
            (after(4), after(6)),
            ("seveneight".into(), "seveneight".into())
        );
        assert_eq!(
            (after(7), after(8), after(9)),
            ("eight".into(), "".into(), "".into())
        );
    }
}
