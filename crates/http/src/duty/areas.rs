//! Areas: read, checked, drawn; which one a point lies in.

use super::{asked::On, order, to_its_end};
use crate::{HttpState, Problem, body::Body, keys::Key, params::Params, who::Who};
use axum::{Json, extract::State};
use liandong_app::duty::{AreasView, PointView};
use liandong_domain::{
    geo::{Outline, Place},
    ids::{AreaId, StationId},
    registry::Area,
    time::Day,
};
use serde::Deserialize;
use std::sync::Arc;
use utoipa::{IntoParams, ToSchema};

/// An area as it is drawn.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = AreaDrawn)]
pub(crate) struct Drawn {
    /// Its identifier.
    id: AreaId,
    /// Its name.
    name: String,
    /// Its station.
    station: StationId,
    /// Its outline: pairs of longitude and latitude in degrees, the last the same as the first.
    outline: Vec<[f64; 2]>,
    /// The day from which this version holds: today, when left out; never a day in the past.
    from: Option<Day>,
    /// The last day on which it holds, when the area is given up.
    until: Option<Day>,
}

impl From<Drawn> for Area {
    fn from(drawn: Drawn) -> Self {
        Self {
            id: drawn.id,
            name: drawn.name,
            station: drawn.station,
            outline: outline(&drawn.outline),
            from: drawn.from,
            until: drawn.until,
        }
    }
}

/// The town's own outline.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = TownOutline)]
pub(crate) struct Around {
    /// Pairs of longitude and latitude in degrees, the last the same as the first.
    outline: Vec<[f64; 2]>,
}

/// A point.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(crate) struct Point {
    /// Longitude in degrees.
    lon: f64,
    /// Latitude in degrees.
    lat: f64,
    /// The day, as `2024-01-01`; today, when left out.
    #[param(value_type = Option<String>, format = Date)]
    on: Option<Day>,
}

fn outline(corners: &[[f64; 2]]) -> Outline {
    let places = corners.iter().map(|&[lon, lat]| Place { lon, lat });
    Outline(places.collect())
}

/// The areas with all their versions, and how they fit together on a day: overlaps, holes and ground
/// outside the town, with size and place.
#[utoipa::path(get, path = "/api/v1/areas", tag = "town", params(On),
    responses((status = 200, body = AreasView), (status = "4XX", body = Problem, content_type = "application/problem+json")))]
pub(crate) async fn areas(
    State(state): State<HttpState>,
    Who(visitor): Who,
    Params(asked): Params<On>,
) -> Result<Json<AreasView>, Problem> {
    Ok(Json(state.app.areas(&visitor, asked.on).await?))
}

/// Draws an area, or a new version of one, and answers with what no longer fits. A ring that crosses
/// itself is refused; overlaps and holes are reported.
#[utoipa::path(post, path = "/api/v1/areas", operation_id = "draw_area", tag = "town", request_body = Drawn,
    params(("Idempotency-Key" = String, Header, description = "1 to 200 visible ASCII characters, new for each act; a UUIDv7 is best")),
    responses((status = 200, body = AreasView), (status = "4XX", body = Problem, content_type = "application/problem+json")))]
pub(crate) async fn draw(
    State(state): State<HttpState>,
    Who(visitor): Who,
    key: Key,
    Body(drawn): Body<Drawn>,
) -> Result<Json<AreasView>, Problem> {
    let order = order(&visitor, key, None, None);
    let app = Arc::clone(&state.app);
    let done = async move { app.draw_area(&visitor, order, drawn.into()).await };
    Ok(Json(to_its_end(done).await?))
}

/// How the areas would fit together if one were drawn so. Nothing is written.
#[utoipa::path(post, path = "/api/v1/areas/check", operation_id = "check_area", tag = "town", request_body = Drawn,
    responses((status = 200, body = AreasView), (status = "4XX", body = Problem, content_type = "application/problem+json")))]
pub(crate) async fn check(
    State(state): State<HttpState>,
    Who(visitor): Who,
    Body(drawn): Body<Drawn>,
) -> Result<Json<AreasView>, Problem> {
    Ok(Json(state.app.check_area(&visitor, drawn.into()).await?))
}

/// Sets the town's own outline, against which the areas are held.
#[utoipa::path(post, path = "/api/v1/areas/outline", operation_id = "draw_town", tag = "town", request_body = Around,
    params(("Idempotency-Key" = String, Header, description = "1 to 200 visible ASCII characters, new for each act; a UUIDv7 is best")),
    responses((status = 200, body = AreasView), (status = "4XX", body = Problem, content_type = "application/problem+json")))]
pub(crate) async fn draw_town(
    State(state): State<HttpState>,
    Who(visitor): Who,
    key: Key,
    Body(around): Body<Around>,
) -> Result<Json<AreasView>, Problem> {
    let order = order(&visitor, key, None, None);
    let app = Arc::clone(&state.app);
    let done = async move {
        let outline = outline(&around.outline);
        app.draw_town(&visitor, order, outline).await
    };
    Ok(Json(to_its_end(done).await?))
}

/// The area of a point (点落区). On a border it is the border's first area by identifier; in no area,
/// the nearest is told with its distance.
#[utoipa::path(get, path = "/api/v1/areas/at", operation_id = "area_at", tag = "town", params(Point),
    responses((status = 200, body = PointView), (status = "4XX", body = Problem, content_type = "application/problem+json")))]
pub(crate) async fn point(
    State(state): State<HttpState>,
    Who(visitor): Who,
    Params(asked): Params<Point>,
) -> Result<Json<PointView>, Problem> {
    let place = Place {
        lon: asked.lon,
        lat: asked.lat,
    };
    Ok(Json(state.app.point(&visitor, place, asked.on).await?))
}
