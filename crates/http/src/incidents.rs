//! Incidents: lists, one whole, its events.

use crate::{HttpState, Problem, at::At, page, params::Params, who::Who};
use axum::{Json, extract::State, http::StatusCode};
use liandong_app::{
    engine::{Listing, State as Which},
    view::{EventView, IncidentView},
};
use liandong_domain::{ids::IncidentId, rights::Right};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use utoipa_axum::{router::OpenApiRouter, routes};

pub(crate) fn routes() -> OpenApiRouter<HttpState> {
    OpenApiRouter::new()
        .routes(routes!(list, crate::orders::receive))
        .routes(routes!(one))
        .routes(routes!(events))
}

/// The list's name in cursors.
const LIST: &str = "incidents";

#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(crate) struct Asked {
    /// Those under way, those that are over, or all.
    #[serde(default)]
    #[param(inline)]
    state: Selection,
    /// How many at the most, 1 to 500; 50 when left out.
    #[param(minimum = 1, maximum = 500)]
    limit: Option<u64>,
    /// `next` of the page before, as it was given.
    cursor: Option<String>,
    /// The same, or an incident's number: those numbered before it.
    before: Option<String>,
}

#[derive(Debug, Clone, Copy, Default, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Selection {
    /// Those under way.
    #[default]
    Open,
    /// Those that are over.
    Over,
    /// All.
    All,
}

/// A page of incidents, newest first.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Incidents {
    /// The incidents.
    incidents: Vec<IncidentView>,
    /// Give it as `cursor` to go on; `null` at the end.
    next: Option<String>,
}

/// The events of an incident.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Events {
    /// In order.
    events: Vec<EventView>,
}

/// Reads an incident's number from a path.
pub(crate) fn number(text: &str) -> Result<IncidentId, Problem> {
    IncidentId::new(text).map_err(|error| {
        Problem::new(
            StatusCode::NOT_FOUND,
            "no_such_incident",
            format!("没有警情 {text}"),
            error.to_string(),
        )
    })
}

/// Where the page begins.
fn before(asked: &Asked) -> Result<Option<IncidentId>, Problem> {
    if let Some(cursor) = &asked.cursor {
        return number(&page::read(LIST, cursor)?).map(Some);
    }
    let Some(before) = &asked.before else {
        return Ok(None);
    };
    match page::read(LIST, before) {
        Ok(id) => number(&id).map(Some),
        Err(problem) => match IncidentId::new(before) {
            Ok(id) => Ok(Some(id)),
            Err(_) => Err(problem.about("before")),
        },
    }
}

/// Incidents, newest first, page by page.
#[utoipa::path(get, path = "/api/v1/incidents", tag = "incidents", params(Asked),
    responses((status = 200, body = Incidents), (status = "4XX", body = Problem, content_type = "application/problem+json")))]
pub(crate) async fn list(
    State(state): State<HttpState>,
    Who(visitor): Who,
    Params(asked): Params<Asked>,
) -> Result<Json<Incidents>, Problem> {
    visitor.require(Right::ReadIncidents)?;
    let listing = Listing {
        state: match asked.state {
            Selection::Open => Which::Open,
            Selection::Over => Which::Over,
            Selection::All => Which::All,
        },
        before: before(&asked)?,
        limit: page::limit(asked.limit),
    };
    let found = state.app.list(&visitor.town, &listing).await?;
    let mut incidents = Vec::with_capacity(found.incidents.len());
    for (incident, version) in &found.incidents {
        incidents.push(state.app.show(&visitor, incident, *version).await?);
    }
    Ok(Json(Incidents {
        incidents,
        next: found.next.map(|id| page::cursor(LIST, id.as_str())),
    }))
}

/// An incident whole.
#[utoipa::path(get, path = "/api/v1/incidents/{id}", tag = "incidents",
    params(("id" = String, Path, description = "The incident's number")),
    responses((status = 200, body = IncidentView), (status = "4XX", body = Problem, content_type = "application/problem+json")))]
pub(crate) async fn one(
    State(state): State<HttpState>,
    Who(visitor): Who,
    At(id): At<String>,
) -> Result<Json<IncidentView>, Problem> {
    visitor.require(Right::ReadIncidents)?;
    let (incident, version) = state.app.incident(&visitor.town, &number(&id)?).await?;
    Ok(Json(state.app.show(&visitor, &incident, version).await?))
}

/// The events of an incident, in order, with their hashes.
#[utoipa::path(get, path = "/api/v1/incidents/{id}/events", tag = "incidents",
    params(("id" = String, Path, description = "The incident's number")),
    responses((status = 200, body = Events), (status = "4XX", body = Problem, content_type = "application/problem+json")))]
pub(crate) async fn events(
    State(state): State<HttpState>,
    Who(visitor): Who,
    At(id): At<String>,
) -> Result<Json<Events>, Problem> {
    visitor.require(Right::ReadIncidents)?;
    let events = state.app.history(&visitor.town, &number(&id)?).await?;
    Ok(Json(Events {
        events: events.iter().map(Into::into).collect(),
    }))
}
