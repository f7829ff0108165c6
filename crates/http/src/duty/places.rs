//! The gazetteer (地名地址库).

use super::{order, to_its_end};
use crate::{HttpState, Problem, body::Body, keys::Key, params::Params, who::Who};
use axum::{Json, extract::State};
use liandong_app::duty::{LookupView, SpotView, SpotsPage};
use liandong_domain::{
    geo::Place,
    ids::{AreaId, ItemId},
    places::{NumberRange, Spot, SpotKind},
    time::Day,
};
use serde::Deserialize;
use std::sync::Arc;
use utoipa::{IntoParams, ToSchema};

/// How many candidates are told when the client names no number.
const USUAL: usize = 10;
/// How many entries a page holds when the client names no number.
const PAGE: usize = 100;

/// What to look for.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(crate) struct Sought {
    /// The address as told.
    q: String,
    /// The day, as `2024-01-01`; today, when left out.
    #[param(value_type = Option<String>, format = Date)]
    on: Option<Day>,
    /// How many candidates at the most, 1 to 50; 10 when left out.
    limit: Option<usize>,
}

/// Which page.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(crate) struct Page {
    /// How many at the most, 1 to 500; 100 when left out.
    limit: Option<usize>,
    /// `next` of the page before, as it was given.
    #[param(value_type = Option<String>)]
    cursor: Option<ItemId>,
}

/// An entry.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = PlaceEntered)]
pub(crate) struct Entered {
    /// Its identifier; one that is known is entered anew.
    id: ItemId,
    /// Its name.
    name: String,
    /// Its kind.
    kind: SpotKind,
    /// What else people call it.
    #[serde(default)]
    aliases: Vec<String>,
    /// Its address by road: 保乐路188弄.
    address: Option<String>,
    /// Of a road: the numbers of this part.
    numbers: Option<NumberRange>,
    /// A point in it.
    place: Option<Place>,
    /// Its area, where the point does not say it.
    area: Option<AreaId>,
    /// Whether it is no longer there.
    #[serde(default)]
    gone: bool,
}

/// What an address means: candidates with scores and reasons, and the area where that is beyond
/// doubt.
#[utoipa::path(get, path = "/api/v1/places", operation_id = "look_up_place", tag = "town", params(Sought),
    responses((status = 200, body = LookupView), (status = "4XX", body = Problem, content_type = "application/problem+json")))]
pub(crate) async fn look_up(
    State(state): State<HttpState>,
    Who(visitor): Who,
    Params(asked): Params<Sought>,
) -> Result<Json<LookupView>, Problem> {
    let limit = asked.limit.unwrap_or(USUAL);
    let found = state.app.look_up(&visitor, &asked.q, asked.on, limit);
    Ok(Json(found.await?))
}

/// The gazetteer's entries, by identifier, page by page.
#[utoipa::path(get, path = "/api/v1/gazetteer", operation_id = "gazetteer", tag = "town", params(Page),
    responses((status = 200, body = SpotsPage), (status = "4XX", body = Problem, content_type = "application/problem+json")))]
pub(crate) async fn list(
    State(state): State<HttpState>,
    Who(visitor): Who,
    Params(asked): Params<Page>,
) -> Result<Json<SpotsPage>, Problem> {
    let limit = asked.limit.unwrap_or(PAGE);
    let page = state.app.spots(&visitor, asked.cursor.as_ref(), limit);
    Ok(Json(page.await?))
}

/// Enters an entry into the gazetteer, or its new version.
#[utoipa::path(post, path = "/api/v1/gazetteer", operation_id = "enter_place", tag = "town", request_body = Entered,
    params(("Idempotency-Key" = String, Header, description = "1 to 200 visible ASCII characters, new for each act; a UUIDv7 is best")),
    responses((status = 200, body = SpotView), (status = "4XX", body = Problem, content_type = "application/problem+json")))]
pub(crate) async fn enter(
    State(state): State<HttpState>,
    Who(visitor): Who,
    key: Key,
    Body(entered): Body<Entered>,
) -> Result<Json<SpotView>, Problem> {
    let spot = Spot {
        id: entered.id,
        name: entered.name,
        kind: entered.kind,
        aliases: entered.aliases,
        address: entered.address,
        numbers: entered.numbers,
        place: entered.place,
        area: entered.area,
        gone: entered.gone,
    };
    let order = order(&visitor, key, None, None);
    let app = Arc::clone(&state.app);
    let done = async move { app.list_spot(&visitor, order, spot).await };
    Ok(Json(to_its_end(done).await?))
}
