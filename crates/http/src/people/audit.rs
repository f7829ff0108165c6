//! What an auditor asks of the log.

use super::moment;
use crate::{HttpState, Problem, params::Params, who::Who};
use axum::{Json, extract::State, http::StatusCode};
use liandong_app::{
    people::{AuditSearch, Reveal, RevealSearch},
    view::EventView,
};
use liandong_domain::{
    ids::{AccountId, IncidentId},
    rights::Right,
};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use utoipa_axum::{router::OpenApiRouter, routes};

/// What a page holds when the client names no number.
const USUAL: u64 = 50;

pub(super) fn routes() -> OpenApiRouter<HttpState> {
    OpenApiRouter::new()
        .routes(routes!(audit_events))
        .routes(routes!(audit_reveals))
}

#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
struct EventsAsked {
    /// Who did it.
    account: Option<String>,
    /// The kind, or its beginning up to a dot: `incident.closed`, `people.`.
    kind: Option<String>,
    /// The stream, or its beginning up to a slash: `incident/20240301-0001`, `people/`.
    stream: Option<String>,
    /// Recorded at this moment or later.
    from: Option<String>,
    /// Recorded before this moment.
    to: Option<String>,
    /// `next` of the page before, as it was given.
    cursor: Option<u64>,
    /// How many at the most, 1 to 500; 50 when left out.
    limit: Option<u64>,
}

#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
struct RevealsAsked {
    /// Who read.
    account: Option<String>,
    /// Whose caller: an incident's number.
    incident: Option<String>,
    /// At this moment or later.
    from: Option<String>,
    /// Before this moment.
    to: Option<String>,
    /// `next` of the page before, as it was given.
    cursor: Option<String>,
    /// How many at the most, 1 to 500; 50 when left out.
    limit: Option<u64>,
}

/// An event with its stream.
#[derive(Debug, Serialize, ToSchema)]
struct AuditEvent {
    /// The stream.
    stream: String,
    /// The event.
    event: EventView,
}

/// A page of events.
#[derive(Debug, Serialize, ToSchema)]
struct AuditEvents {
    /// The last one first.
    events: Vec<AuditEvent>,
    /// Give it as `cursor` to go on; `null` at the end. There may be more although the page is not
    /// full: one request looks at a bounded part of the log.
    next: Option<u64>,
}

/// A page of readings in clear.
#[derive(Debug, Serialize, ToSchema)]
struct Reveals {
    /// The last one first.
    reveals: Vec<Reveal>,
    /// Give it as `cursor` to go on; `null` at the end.
    next: Option<String>,
}

fn account(text: Option<String>) -> Result<Option<AccountId>, Problem> {
    text.map(|text| {
        AccountId::new(text).map_err(|error| {
            Problem::new(
                StatusCode::UNPROCESSABLE_ENTITY,
                "bad_parameter",
                "account：不是账号名",
                format!("account: {error}"),
            )
            .about("account")
        })
    })
    .transpose()
}

fn incident(text: Option<String>) -> Result<Option<IncidentId>, Problem> {
    text.map(|text| {
        IncidentId::new(text).map_err(|error| {
            Problem::new(
                StatusCode::UNPROCESSABLE_ENTITY,
                "bad_parameter",
                "incident：不是警情编号",
                format!("incident: {error}"),
            )
            .about("incident")
        })
    })
    .transpose()
}

/// Searches the town's log: who did what, where and when.
#[utoipa::path(get, path = "/api/v1/audit/events", tag = "audit", params(EventsAsked),
    responses((status = 200, body = AuditEvents), (status = "4XX", body = Problem, content_type = "application/problem+json")))]
async fn audit_events(
    State(state): State<HttpState>,
    Who(visitor): Who,
    Params(asked): Params<EventsAsked>,
) -> Result<Json<AuditEvents>, Problem> {
    visitor.require(Right::ReadAudit)?;
    let search = AuditSearch {
        account: account(asked.account)?,
        kind: asked.kind,
        stream: asked.stream,
        from: moment("from", asked.from.as_deref())?,
        to: moment("to", asked.to.as_deref())?,
        before: asked.cursor,
        limit: asked.limit.unwrap_or(USUAL),
    };
    let page = state.app.audit(&visitor, &search).await?;
    let events = page.events.into_iter();
    Ok(Json(AuditEvents {
        events: events
            .map(|(stream, event)| AuditEvent { stream, event })
            .collect(),
        next: page.next,
    }))
}

/// Who read which caller's data in clear, when and why.
#[utoipa::path(get, path = "/api/v1/audit/reveals", tag = "audit", params(RevealsAsked),
    responses((status = 200, body = Reveals), (status = "4XX", body = Problem, content_type = "application/problem+json")))]
async fn audit_reveals(
    State(state): State<HttpState>,
    Who(visitor): Who,
    Params(asked): Params<RevealsAsked>,
) -> Result<Json<Reveals>, Problem> {
    visitor.require(Right::ReadAudit)?;
    let search = RevealSearch {
        account: account(asked.account)?,
        incident: incident(asked.incident)?,
        from: moment("from", asked.from.as_deref())?,
        to: moment("to", asked.to.as_deref())?,
        before: asked.cursor,
        limit: asked.limit.unwrap_or(USUAL),
    };
    let page = state.app.reveals(&visitor, &search).await?;
    Ok(Json(Reveals {
        reveals: page.reveals,
        next: page.next,
    }))
}
