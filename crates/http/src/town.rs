//! The town as the desk needs it.

use crate::{HttpState, Problem, tiles::Tiles, who::Who};
use axum::{Json, extract::State};
use liandong_app::view::TownView;
use liandong_domain::rights::Right;
use serde::Serialize;
use std::sync::Arc;
use utoipa::ToSchema;
use utoipa_axum::{router::OpenApiRouter, routes};

pub(crate) fn routes() -> OpenApiRouter<HttpState> {
    OpenApiRouter::new().routes(routes!(town))
}

/// The visitor's town, and the map below it.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Town)]
pub(crate) struct TownAnswer {
    #[serde(flatten)]
    town: TownView,
    /// The map's background, where the operator has named one.
    #[schema(value_type = Option<Tiles>)]
    map: Option<Arc<Tiles>>,
}

/// The visitor's town: areas, cars and where they are, words, limits.
#[utoipa::path(get, path = "/api/v1/town", tag = "town",
    responses((status = 200, body = TownAnswer), (status = "4XX", body = Problem, content_type = "application/problem+json")))]
pub(crate) async fn town(
    State(state): State<HttpState>,
    Who(visitor): Who,
) -> Result<Json<TownAnswer>, Problem> {
    visitor.require(Right::ReadTown)?;
    Ok(Json(TownAnswer {
        town: state.app.show_town(&visitor).await?,
        map: state.tiles.clone(),
    }))
}
