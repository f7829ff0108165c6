//! Incidents: lists, one whole, its events.

use crate::{HttpState, Problem, at::At, params::Params, who::Who};
use axum::{Json, extract::State, http::StatusCode};
use liandong_app::{
    engine::{Listing, State as Which},
    view::{EventView, IncidentView},
};
use liandong_domain::ids::IncidentId;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

/// What a page holds when the client names no number.
const USUAL: u64 = 50;

#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(crate) struct Asked {
    /// Those under way, those that are over, or all.
    #[serde(default)]
    #[param(inline)]
    state: Selection,
    /// How many at the most, 1 to 500; 50 when left out.
    limit: Option<u64>,
    /// Those numbered before this one.
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
    /// Give it as `before` to go on; `null` at the end.
    next: Option<IncidentId>,
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

/// Incidents, newest first, page by page.
#[utoipa::path(get, path = "/api/v1/incidents", tag = "incidents", params(Asked),
    responses((status = 200, body = Incidents), (status = "4XX", body = Problem, content_type = "application/problem+json")))]
pub(crate) async fn list(
    State(state): State<HttpState>,
    Who(visitor): Who,
    Params(asked): Params<Asked>,
) -> Result<Json<Incidents>, Problem> {
    let listing = Listing {
        state: match asked.state {
            Selection::Open => Which::Open,
            Selection::Over => Which::Over,
            Selection::All => Which::All,
        },
        before: asked.before.as_deref().map(number).transpose()?,
        limit: asked.limit.unwrap_or(USUAL),
    };
    let page = state.app.list(&visitor.town, &listing).await?;
    let mut incidents = Vec::with_capacity(page.incidents.len());
    for (incident, version) in &page.incidents {
        incidents.push(state.app.show(&visitor, incident, *version).await?);
    }
    Ok(Json(Incidents {
        incidents,
        next: page.next,
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
    let events = state.app.history(&visitor.town, &number(&id)?).await?;
    Ok(Json(Events {
        events: events.iter().map(Into::into).collect(),
    }))
}
