//! The town as the desk needs it.

use crate::{HttpState, Problem, who::Who};
use axum::{Json, extract::State};
use liandong_app::view::TownView;

/// The visitor's town: areas, cars and where they are, words, limits.
#[utoipa::path(get, path = "/api/v1/town", tag = "town",
    responses((status = 200, body = TownView), (status = "4XX", body = Problem, content_type = "application/problem+json")))]
pub(crate) async fn town(
    State(state): State<HttpState>,
    Who(visitor): Who,
) -> Result<Json<TownView>, Problem> {
    Ok(Json(state.app.show_town(&visitor).await?))
}
