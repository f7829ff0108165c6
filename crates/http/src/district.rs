//! The district's sums over its towns.

use crate::{HttpState, Problem, params::Params, projects::Days, who::Who};
use axum::{Json, extract::State};
use liandong_app::view::DistrictView;
use utoipa_axum::{router::OpenApiRouter, routes};

pub(crate) fn routes() -> OpenApiRouter<HttpState> {
    OpenApiRouter::new().routes(routes!(summary))
}

/// The sums over the towns of the visitor's district, of calls that came in a period: counts by state
/// and category, clocks kept and breached, what waits now, and indicators where they add up. For
/// accounts of a district alone.
#[utoipa::path(get, path = "/api/v1/district/summary", tag = "district", params(Days),
    responses((status = 200, body = DistrictView), (status = "4XX", body = Problem, content_type = "application/problem+json")))]
pub(crate) async fn summary(
    State(state): State<HttpState>,
    Who(visitor): Who,
    Params(days): Params<Days>,
) -> Result<Json<DistrictView>, Problem> {
    let period = days.period()?;
    Ok(Json(state.app.district_summary(&visitor, period).await?))
}
