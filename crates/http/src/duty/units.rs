//! Units with their states (处置单元状态).

use super::{order, to_its_end};
use crate::{HttpState, Problem, at::At, body::Body, keys::Key, who::Who};
use axum::{Json, extract::State, http::StatusCode};
use liandong_app::duty::UnitStateView;
use liandong_domain::{duty::UnitCommand, ids::UnitId, time::Timestamp};
use serde::{Deserialize, Serialize};
use std::sync::Arc;
use utoipa::ToSchema;

/// The town's units.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Units {
    /// By identifier.
    units: Vec<UnitStateView>,
}

/// Something said of a unit.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = UnitCommandRequest)]
pub(crate) struct Said {
    /// What.
    command: UnitCommand,
    /// When it happened; now, when left out.
    occurred_at: Option<Timestamp>,
}

fn unit_id(text: &str) -> Result<UnitId, Problem> {
    UnitId::new(text).map_err(|error| {
        Problem::new(
            StatusCode::NOT_FOUND,
            "no_such_unit",
            format!("没有处置单元 {text}"),
            error.to_string(),
        )
    })
}

/// All units: state, since when, on which incident, who is on duty in them.
#[utoipa::path(get, path = "/api/v1/units", tag = "duty",
    responses((status = 200, body = Units), (status = "4XX", body = Problem, content_type = "application/problem+json")))]
pub(crate) async fn units(
    State(state): State<HttpState>,
    Who(visitor): Who,
) -> Result<Json<Units>, Problem> {
    let units = state.app.show_units(&visitor).await?;
    Ok(Json(Units { units }))
}

/// One unit.
#[utoipa::path(get, path = "/api/v1/units/{id}", tag = "duty",
    params(("id" = String, Path, description = "The unit's identifier")),
    responses((status = 200, body = UnitStateView), (status = "4XX", body = Problem, content_type = "application/problem+json")))]
pub(crate) async fn unit(
    State(state): State<HttpState>,
    Who(visitor): Who,
    At(id): At<String>,
) -> Result<Json<UnitStateView>, Problem> {
    let id = unit_id(&id)?;
    Ok(Json(state.app.show_unit(&visitor, &id).await?))
}

/// Takes a unit out of service or brings it back: the desk any, a member the one of its shift.
#[utoipa::path(post, path = "/api/v1/units/{id}/commands", operation_id = "command_unit", tag = "duty", request_body = Said,
    params(("id" = String, Path, description = "The unit's identifier"),
        ("Idempotency-Key" = String, Header, description = "1 to 200 visible ASCII characters, new for each act; a UUIDv7 is best")),
    responses((status = 200, body = UnitStateView), (status = "4XX", body = Problem, content_type = "application/problem+json")))]
pub(crate) async fn command(
    State(state): State<HttpState>,
    Who(visitor): Who,
    At(id): At<String>,
    key: Key,
    Body(said): Body<Said>,
) -> Result<Json<UnitStateView>, Problem> {
    let id = unit_id(&id)?;
    let order = order(&visitor, key, said.occurred_at, None);
    let app = Arc::clone(&state.app);
    let done = async move { app.command_unit(&visitor, order, &id, &said.command).await };
    Ok(Json(to_its_end(done).await?))
}
