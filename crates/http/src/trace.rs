//! From a record behind a figure to its events.

use crate::{HttpState, Problem, params::Params, projects::may_see, who::Who};
use axum::{Json, extract::State};
use liandong_app::view::EventView;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use utoipa_axum::{router::OpenApiRouter, routes};

pub(crate) fn routes() -> OpenApiRouter<HttpState> {
    OpenApiRouter::new().routes(routes!(trace))
}

#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(crate) struct Asked {
    /// The stream, as the evidence list has it: `incident/20240301-00001`, `town`, `project/…`.
    stream: String,
    /// The record, as the evidence list has it: `20240301-00001`, `training/induction/hc101`.
    record: String,
}

/// The events that tell a record.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Traced {
    /// In the order of the log, each with its hash.
    events: Vec<EventView>,
}

/// The events behind a record of an evidence list, each with its place in the log and its hash (溯源).
#[utoipa::path(get, path = "/api/v1/evidence/events", tag = "performance", params(Asked),
    operation_id = "trace",
    responses((status = 200, body = Traced), (status = "4XX", body = Problem, content_type = "application/problem+json")))]
pub(crate) async fn trace(
    State(state): State<HttpState>,
    Who(visitor): Who,
    Params(Asked { stream, record }): Params<Asked>,
) -> Result<Json<Traced>, Problem> {
    may_see(&visitor)?;
    let events = state.app.trace(&visitor.town, &stream, &record).await?;
    Ok(Json(Traced {
        events: events.iter().map(Into::into).collect(),
    }))
}
