//! Positions of cars.

use crate::{HttpState, Problem, act::to_its_end, body::Body, keys::Key, who::Who};
use axum::{Json, extract::State};
use liandong_app::view::{PositionView, ReportedView};
use liandong_domain::{dispatch::Fix, rights::Right};
use serde::{Deserialize, Serialize};
use std::sync::Arc;
use utoipa::ToSchema;
use utoipa_axum::{router::OpenApiRouter, routes};

pub(crate) fn routes() -> OpenApiRouter<HttpState> {
    OpenApiRouter::new().routes(routes!(positions, report))
}

/// What a phone reports.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = PositionsReport)]
pub(crate) struct Report {
    /// 1 to 200 fixes with their true times, in any order.
    fixes: Vec<Fix>,
}

/// Where the cars are.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Positions {
    /// The last position of each car, by car.
    positions: Vec<PositionView>,
}

/// Where the cars were seen last.
#[utoipa::path(get, path = "/api/v1/positions", tag = "dispatch",
    responses((status = 200, body = Positions), (status = "4XX", body = Problem, content_type = "application/problem+json")))]
pub(crate) async fn positions(
    State(state): State<HttpState>,
    Who(visitor): Who,
) -> Result<Json<Positions>, Problem> {
    visitor.require(Right::ReadPositions)?;
    let positions = state.app.positions_of(&visitor.town).await?;
    Ok(Json(Positions { positions }))
}

/// Reports where the member's own car is. Fixes that are known already are dropped, so that a report
/// that is sent twice says nothing new.
#[utoipa::path(post, path = "/api/v1/positions", tag = "dispatch", request_body = Report,
    params(("Idempotency-Key" = String, Header, description = "1 to 200 visible ASCII characters, new for each act; a UUIDv7 is best")),
    responses((status = 200, body = ReportedView), (status = "4XX", body = Problem, content_type = "application/problem+json")))]
pub(crate) async fn report(
    State(state): State<HttpState>,
    Who(visitor): Who,
    _: Key,
    Body(report): Body<Report>,
) -> Result<Json<ReportedView>, Problem> {
    visitor.require(Right::ReportPosition)?;
    let app = Arc::clone(&state.app);
    let act = async move { app.report_positions(&visitor, &report.fixes).await };
    Ok(Json(to_its_end(act).await?))
}
