//! Dispatch: recommendations, the queue, coverage, stand-by orders.

use crate::{
    HttpState, Problem,
    act::{order, to_its_end},
    at::At,
    body::Body,
    incidents::number,
    keys::Key,
    who::Who,
};
use axum::{Json, extract::State};
use liandong_app::view::{CoverageView, QueuedView, RecommendationView, StandbyView};
use liandong_domain::{
    ids::AreaId, ids::TownId, rights::Right, standby::StandbyCommand, time::Timestamp,
};
use serde::{Deserialize, Serialize};
use std::sync::Arc;
use utoipa::ToSchema;
use utoipa_axum::{router::OpenApiRouter, routes};

pub(crate) fn routes() -> OpenApiRouter<HttpState> {
    OpenApiRouter::new()
        .routes(routes!(recommendation))
        .routes(routes!(queue))
        .routes(routes!(coverage))
        .routes(routes!(standbys))
        .routes(routes!(order_standby))
        .routes(routes!(acknowledge_standby))
        .routes(routes!(end_standby))
}

/// The accepted incidents without a car.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Queue {
    /// In the order in which they get one.
    queue: Vec<QueuedView>,
}

/// The stand-by orders that hold.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Standbys {
    /// By car.
    standby: Vec<StandbyView>,
}

/// A stand-by order (备勤指令).
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = StandbyRequest)]
pub(crate) struct Ordered {
    /// The area in which the car is to wait.
    area: AreaId,
    /// Why.
    reason: String,
    /// Until when at the most; the policy's longest time when left out.
    until: Option<Timestamp>,
}

/// Why an order ends.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = EndStandbyRequest)]
pub(crate) struct Ended {
    /// Why.
    reason: String,
}

/// What became of a stand-by order.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Standing {
    /// The order that holds now; `null` when none does.
    standby: Option<StandbyView>,
}

/// Which car to send to an incident, and why (派单建议). Nothing is sent by it.
#[utoipa::path(get, path = "/api/v1/incidents/{id}/recommendation", tag = "dispatch",
    params(("id" = String, Path, description = "The incident's number")),
    responses((status = 200, body = RecommendationView), (status = "4XX", body = Problem, content_type = "application/problem+json")))]
pub(crate) async fn recommendation(
    State(state): State<HttpState>,
    Who(visitor): Who,
    At(id): At<String>,
) -> Result<Json<RecommendationView>, Problem> {
    visitor.require(Right::Dispatch)?;
    let id = number(&id)?;
    let (made, town) = state.app.recommendation(&visitor.town, &id).await?;
    Ok(Json(RecommendationView::new(id, &made, &town)))
}

/// The accepted incidents that wait for a car, in the order in which they get one (候派队列).
#[utoipa::path(get, path = "/api/v1/queue", tag = "dispatch",
    responses((status = 200, body = Queue), (status = "4XX", body = Problem, content_type = "application/problem+json")))]
pub(crate) async fn queue(
    State(state): State<HttpState>,
    Who(visitor): Who,
) -> Result<Json<Queue>, Problem> {
    visitor.require(Right::Dispatch)?;
    let now = state.app.now();
    let waiting = state.app.waiting(&visitor.town).await?;
    Ok(Json(Queue {
        queue: waiting
            .iter()
            .map(|one| QueuedView::new(one, now))
            .collect(),
    }))
}

/// How far each area is from a free car, and the stand-by order that would help (布防).
#[utoipa::path(get, path = "/api/v1/coverage", tag = "dispatch",
    responses((status = 200, body = CoverageView), (status = "4XX", body = Problem, content_type = "application/problem+json")))]
pub(crate) async fn coverage(
    State(state): State<HttpState>,
    Who(visitor): Who,
) -> Result<Json<CoverageView>, Problem> {
    visitor.require(Right::Dispatch)?;
    let (cover, town) = state.app.coverage(&visitor.town).await?;
    Ok(Json(CoverageView::new(&cover, &town)))
}

/// The stand-by orders that hold (备勤).
#[utoipa::path(get, path = "/api/v1/standby", tag = "dispatch",
    responses((status = 200, body = Standbys), (status = "4XX", body = Problem, content_type = "application/problem+json")))]
pub(crate) async fn standbys(
    State(state): State<HttpState>,
    Who(visitor): Who,
) -> Result<Json<Standbys>, Problem> {
    visitor.require(Right::ReadDuty)?;
    let standby = state.app.standby_orders(&visitor.town).await?;
    Ok(Json(Standbys { standby }))
}

/// Orders a car to wait in another area.
#[utoipa::path(post, path = "/api/v1/units/{unit}/standby", tag = "dispatch", request_body = Ordered,
    params(("unit" = String, Path, description = "The car"),
        ("Idempotency-Key" = String, Header, description = "1 to 200 visible ASCII characters, new for each act; a UUIDv7 is best")),
    responses((status = 200, body = Standing), (status = "4XX", body = Problem, content_type = "application/problem+json")))]
pub(crate) async fn order_standby(
    State(state): State<HttpState>,
    Who(visitor): Who,
    At(unit): At<String>,
    key: Key,
    Body(asked): Body<Ordered>,
) -> Result<Json<Standing>, Problem> {
    visitor.require(Right::Dispatch)?;
    let command = StandbyCommand::Order {
        area: asked.area,
        reason: asked.reason,
        until: asked.until,
    };
    let order = order(&visitor, key, None);
    let (app, car, town) = (Arc::clone(&state.app), unit.clone(), visitor.town.clone());
    let act = async move { app.order_standby(&visitor, order, &car, &command).await };
    to_its_end(act).await?;
    standing(&state, &town, &unit).await
}

/// The crew has heard; the desk may say so for a crew that answered by radio.
#[utoipa::path(post, path = "/api/v1/units/{unit}/standby/acknowledge", tag = "dispatch",
    params(("unit" = String, Path, description = "The car"),
        ("Idempotency-Key" = String, Header, description = "1 to 200 visible ASCII characters, new for each act; a UUIDv7 is best")),
    responses((status = 200, body = Standing), (status = "4XX", body = Problem, content_type = "application/problem+json")))]
pub(crate) async fn acknowledge_standby(
    State(state): State<HttpState>,
    Who(visitor): Who,
    At(unit): At<String>,
    key: Key,
) -> Result<Json<Standing>, Problem> {
    // The desk, or a crew of its own car.
    let desk = visitor.require(Right::Dispatch);
    desk.or_else(|_| visitor.require(Right::ReportPosition))?;
    let order = order(&visitor, key, None);
    let (app, car, town) = (Arc::clone(&state.app), unit.clone(), visitor.town.clone());
    let act = async move { app.acknowledge_standby(&visitor, order, &car).await };
    to_its_end(act).await?;
    standing(&state, &town, &unit).await
}

/// Ends a stand-by order before its time.
#[utoipa::path(post, path = "/api/v1/units/{unit}/standby/end", tag = "dispatch", request_body = Ended,
    params(("unit" = String, Path, description = "The car"),
        ("Idempotency-Key" = String, Header, description = "1 to 200 visible ASCII characters, new for each act; a UUIDv7 is best")),
    responses((status = 200, body = Standing), (status = "4XX", body = Problem, content_type = "application/problem+json")))]
pub(crate) async fn end_standby(
    State(state): State<HttpState>,
    Who(visitor): Who,
    At(unit): At<String>,
    key: Key,
    Body(asked): Body<Ended>,
) -> Result<Json<Standing>, Problem> {
    visitor.require(Right::Dispatch)?;
    let command = StandbyCommand::End {
        reason: asked.reason,
    };
    let order = order(&visitor, key, None);
    let (app, car, town) = (Arc::clone(&state.app), unit.clone(), visitor.town.clone());
    let act = async move { app.order_standby(&visitor, order, &car, &command).await };
    to_its_end(act).await?;
    standing(&state, &town, &unit).await
}

async fn standing(state: &HttpState, town: &TownId, unit: &str) -> Result<Json<Standing>, Problem> {
    let orders = state.app.standby_orders(town).await?;
    Ok(Json(Standing {
        standby: orders.into_iter().find(|one| one.unit.as_str() == unit),
    }))
}
