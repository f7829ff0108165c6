//! Who has an incident open at the same time.

use crate::{HttpState, Problem, at::At, body::Body, incidents::number, who::Who};
use axum::{Json, extract::State, http::StatusCode};
use liandong_app::presence::{Doing, PresenceView};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use utoipa_axum::{router::OpenApiRouter, routes};

pub(crate) fn routes() -> OpenApiRouter<HttpState> {
    OpenApiRouter::new().routes(routes!(be_present, be_gone))
}

/// What the visitor does with the incident.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = PresenceRequest)]
pub(crate) struct Here {
    doing: Doing,
}

/// The others.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = PresenceAnswer)]
pub(crate) struct Others {
    /// Those who have the incident open too, by account; 50 at the most.
    others: Vec<PresenceView>,
}

/// Says that the visitor has the incident open, and tells who else has. Say it at the opening, when what is
/// done changes, and every 10 seconds: after 30 seconds of silence a page is taken to be closed. It is no
/// event and may be sent twice.
#[utoipa::path(put, path = "/api/v1/incidents/{id}/presence", tag = "incidents", request_body = Here,
    params(("id" = String, Path, description = "The incident's number")),
    responses((status = 200, body = Others), (status = "4XX", body = Problem, content_type = "application/problem+json")))]
pub(crate) async fn be_present(
    State(state): State<HttpState>,
    Who(visitor): Who,
    At(id): At<String>,
    Body(here): Body<Here>,
) -> Result<Json<Others>, Problem> {
    let app = &state.app;
    let others = app.be_present(&visitor, &number(&id)?, here.doing).await?;
    Ok(Json(Others { others }))
}

/// Says that the visitor has closed the incident. May be sent twice.
#[utoipa::path(delete, path = "/api/v1/incidents/{id}/presence", tag = "incidents",
    params(("id" = String, Path, description = "The incident's number")),
    responses((status = 204), (status = "4XX", body = Problem, content_type = "application/problem+json")))]
pub(crate) async fn be_gone(
    State(state): State<HttpState>,
    Who(visitor): Who,
    At(id): At<String>,
) -> Result<StatusCode, Problem> {
    state.app.be_gone(&visitor, &number(&id)?).await?;
    Ok(StatusCode::NO_CONTENT)
}
