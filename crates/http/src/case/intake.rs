//! Calls pushed by the 110 system and the 12345 hotline, and probable duplicates of a call.

use super::to_its_end;
use crate::{HttpState, Problem, at::At, body::Body, incidents::number, keys::MaybeKey, who::Who};
use axum::{Json, extract::State, http::StatusCode};
use liandong_app::{
    access::Visitor,
    case::{DuplicateView, Push, PushedAs},
    view::IncidentView,
};
use liandong_domain::{
    geo::Place,
    incident::{Caller, CommandKind, Source},
    rights::Right,
    time::Timestamp,
};
use serde::{Deserialize, Serialize};
use std::sync::Arc;
use utoipa::ToSchema;
use utoipa_axum::{router::OpenApiRouter, routes};

pub(super) fn routes() -> OpenApiRouter<HttpState> {
    OpenApiRouter::new()
        .routes(routes!(push_police_110))
        .routes(routes!(push_hotline_12345))
        .routes(routes!(incident_duplicates))
}

/// A call as the 110 system pushes it (110 推送).
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct PoliceCall {
    /// The 110 system's own number; the same number again is the same incident.
    #[schema(max_length = 64)]
    number: String,
    /// Who called.
    caller: Option<Caller>,
    /// The address as told.
    address: String,
    /// The place, where known.
    place: Option<Place>,
    /// What the caller said.
    text: String,
    /// When the call came there; now, when left out.
    occurred_at: Option<Timestamp>,
}

/// A work order as the 12345 hotline pushes it (12345 工单).
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct WorkOrder {
    /// The work order's number; the same number again is the same incident.
    #[schema(max_length = 64)]
    number: String,
    /// Who called.
    caller: Option<Caller>,
    /// The address as told.
    address: String,
    /// The place, where known.
    place: Option<Place>,
    /// What the caller said.
    text: String,
    /// When the call came there; now, when left out.
    occurred_at: Option<Timestamp>,
    /// Until when the hotline waits for an answer (答复时限).
    answer_by: Option<Timestamp>,
}

/// What a push led to.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct PushAnswer {
    /// A new incident, an update of a known one, or nothing.
    outcome: PushedAs,
    /// The outcome's name.
    outcome_name: &'static str,
    /// The incident.
    incident: IncidentView,
    /// Probable duplicates, the likeliest first.
    duplicates: Vec<DuplicateView>,
}

/// Probable duplicates of a call.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct ProbableDuplicates {
    /// The likeliest first.
    duplicates: Vec<DuplicateView>,
}

/// Takes a call from the 110 system. Its own number is its idempotency key: pushed again unchanged,
/// nothing happens (200, `known`); pushed again with other words, the incident is updated (200,
/// `updated`).
#[utoipa::path(post, path = "/api/v1/intake/police-110", tag = "incidents", request_body = PoliceCall,
    params(("Idempotency-Key" = Option<String>, Header, description = "May be left out: the number and the content are the key then")),
    responses((status = 201, body = PushAnswer), (status = 200, body = PushAnswer), (status = "4XX", body = Problem, content_type = "application/problem+json")))]
pub(crate) async fn push_police_110(
    State(state): State<HttpState>,
    Who(visitor): Who,
    key: MaybeKey,
    Body(call): Body<PoliceCall>,
) -> Result<(StatusCode, Json<PushAnswer>), Problem> {
    let push = Push {
        source: Source::Police110,
        number: call.number,
        caller: call.caller,
        address: call.address,
        place: call.place,
        text: call.text,
        answer_by: None,
        occurred_at: call.occurred_at,
    };
    taken(state, visitor, key, push).await
}

/// Takes a work order from the 12345 hotline, with the time until which it waits for an answer: the
/// limit 热线答复 runs from the call to the closing. Idempotent by the work order's number.
#[utoipa::path(post, path = "/api/v1/intake/hotline-12345", tag = "incidents", request_body = WorkOrder,
    params(("Idempotency-Key" = Option<String>, Header, description = "May be left out: the number and the content are the key then")),
    responses((status = 201, body = PushAnswer), (status = 200, body = PushAnswer), (status = "4XX", body = Problem, content_type = "application/problem+json")))]
pub(crate) async fn push_hotline_12345(
    State(state): State<HttpState>,
    Who(visitor): Who,
    key: MaybeKey,
    Body(order): Body<WorkOrder>,
) -> Result<(StatusCode, Json<PushAnswer>), Problem> {
    let push = Push {
        source: Source::Hotline12345,
        number: order.number,
        caller: order.caller,
        address: order.address,
        place: order.place,
        text: order.text,
        answer_by: order.answer_by,
        occurred_at: order.occurred_at,
    };
    taken(state, visitor, key, push).await
}

async fn taken(
    state: HttpState,
    visitor: Visitor,
    MaybeKey(key): MaybeKey,
    push: Push,
) -> Result<(StatusCode, Json<PushAnswer>), Problem> {
    visitor.may_give(CommandKind::Receive)?;
    let (app, town, actor) = (
        Arc::clone(&state.app),
        visitor.town.clone(),
        visitor.actor(),
    );
    let pushed = to_its_end(async move { app.push(&town, actor, key, &push).await }).await?;
    let done = &pushed.executed;
    let incident = state
        .app
        .show(&visitor, &done.incident, done.version)
        .await?;
    let (status, outcome_name) = match pushed.outcome {
        PushedAs::Received => (StatusCode::CREATED, "新接警"),
        PushedAs::Updated => (StatusCode::OK, "已补充"),
        PushedAs::Known => (StatusCode::OK, "已登记过"),
    };
    let answer = PushAnswer {
        outcome: pushed.outcome,
        outcome_name,
        incident,
        duplicates: pushed.duplicates,
    };
    Ok((status, Json(answer)))
}

/// Incidents that are probably about the same matter, with score and reasons. Nothing is merged by
/// itself: merge with the command `merge`.
#[utoipa::path(get, path = "/api/v1/incidents/{id}/duplicates", tag = "incidents",
    params(("id" = String, Path, description = "The incident's number")),
    responses((status = 200, body = ProbableDuplicates), (status = "4XX", body = Problem, content_type = "application/problem+json")))]
pub(crate) async fn incident_duplicates(
    State(state): State<HttpState>,
    Who(visitor): Who,
    At(id): At<String>,
) -> Result<Json<ProbableDuplicates>, Problem> {
    visitor.require(Right::ReadIncidents)?;
    let (incident, _) = state.app.incident(&visitor.town, &number(&id)?).await?;
    let duplicates = state.app.duplicates(&visitor.town, &incident).await?;
    Ok(Json(ProbableDuplicates { duplicates }))
}
