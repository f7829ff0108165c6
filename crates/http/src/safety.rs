//! Crew safety: calls for help, and what is unanswered.

use crate::{
    HttpState, Problem,
    act::{order, to_its_end},
    at::At,
    body::Body,
    keys::Key,
    page,
    params::Params,
    who::Who,
};
use axum::{Json, extract::State, http::StatusCode};
use liandong_app::{
    sos::Cry,
    streams::Acted,
    view::{AlertView, SosView},
};
use liandong_domain::{
    geo::Place,
    ids::TownId,
    rights::Right,
    safety::{Sos, SosOutcome},
    time::Timestamp,
};
use serde::{Deserialize, Serialize};
use std::sync::Arc;
use utoipa::{IntoParams, ToSchema};
use utoipa_axum::{router::OpenApiRouter, routes};

/// The list's name in cursors.
const LIST: &str = "sos";

pub(crate) fn routes() -> OpenApiRouter<HttpState> {
    OpenApiRouter::new()
        .routes(routes!(calls, call))
        .routes(routes!(acknowledge))
        .routes(routes!(end))
        .routes(routes!(alerts))
        .routes(routes!(acknowledge_alert))
}

/// A call for help (紧急求助). All of it may be left out.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = SosRequest)]
pub(crate) struct Called {
    /// Where, as the phone knows it; the car's last position when left out.
    place: Option<Place>,
    /// When the place was found out; now, when left out.
    at: Option<Timestamp>,
    /// In words.
    note: Option<String>,
}

/// Who sees to it.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = AcknowledgeRequest)]
pub(crate) struct Noted {
    /// What is done.
    note: Option<String>,
}

/// How a call for help ended.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = EndSosRequest)]
pub(crate) struct Ended {
    /// How it ended.
    outcome: SosOutcome,
    /// In words.
    word: String,
}

#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(crate) struct Asked {
    /// Also those that are over.
    #[serde(default)]
    all: bool,
    /// How many at the most, 1 to 500; 50 when left out. A page may hold fewer and yet not be the last:
    /// others' calls that the visitor is not told of are left out of it.
    #[param(minimum = 1, maximum = 500)]
    limit: Option<u64>,
    /// `next` of the page before, as it was given.
    cursor: Option<String>,
}

/// A page of calls for help.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Calls {
    /// Newest first.
    sos: Vec<SosView>,
    /// Give it as `cursor` to go on; `null` at the end.
    next: Option<String>,
}

/// What is unanswered.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Alerts {
    /// The oldest first.
    alerts: Vec<AlertView>,
}

/// The calls for help that the visitor is told of, newest first, page by page.
#[utoipa::path(get, path = "/api/v1/sos", tag = "safety", params(Asked),
    responses((status = 200, body = Calls), (status = "4XX", body = Problem, content_type = "application/problem+json")))]
pub(crate) async fn calls(
    State(state): State<HttpState>,
    Who(visitor): Who,
    Params(asked): Params<Asked>,
) -> Result<Json<Calls>, Problem> {
    visitor.require(Right::ReadDuty)?;
    let cursor = asked.cursor.as_deref();
    let after = cursor.map(|text| page::read(LIST, text)).transpose()?;
    let limit = page::limit(asked.limit);
    let page = state
        .app
        .sos_page(&visitor, !asked.all, after.as_deref(), limit)
        .await?;
    Ok(Json(Calls {
        sos: page.calls,
        next: page.next.map(|place| page::cursor(LIST, &place)),
    }))
}

/// Calls for help. The commander and the nearest crews hear of it at once; sent twice under one key
/// it is one call.
#[utoipa::path(post, path = "/api/v1/sos", tag = "safety", request_body = Called,
    params(("Idempotency-Key" = String, Header, description = "1 to 200 visible ASCII characters, new for each act; a UUIDv7 is best")),
    responses((status = 201, body = SosView), (status = "4XX", body = Problem, content_type = "application/problem+json")))]
pub(crate) async fn call(
    State(state): State<HttpState>,
    Who(visitor): Who,
    key: Key,
    Body(asked): Body<Called>,
) -> Result<(StatusCode, Json<SosView>), Problem> {
    visitor.require(Right::ReportPosition)?;
    let order = order(&visitor, key, None);
    let cry = Cry {
        place: asked.place,
        at: asked.at,
        note: asked.note,
    };
    let (app, town) = (Arc::clone(&state.app), visitor.town.clone());
    let act = async move { app.call_for_help(&visitor, order, cry).await };
    let (id, acted) = to_its_end(act).await?;
    let shown = shown(&state, &town, &id, &acted).await?;
    Ok((StatusCode::CREATED, shown))
}

/// Sees to a call for help; nobody sees to the own one.
#[utoipa::path(post, path = "/api/v1/sos/{id}/acknowledge", tag = "safety", request_body = Noted,
    params(("id" = String, Path, description = "The call"),
        ("Idempotency-Key" = String, Header, description = "1 to 200 visible ASCII characters, new for each act; a UUIDv7 is best")),
    responses((status = 200, body = SosView), (status = "4XX", body = Problem, content_type = "application/problem+json")))]
pub(crate) async fn acknowledge(
    State(state): State<HttpState>,
    Who(visitor): Who,
    At(id): At<String>,
    key: Key,
    Body(asked): Body<Noted>,
) -> Result<Json<SosView>, Problem> {
    visitor.require(Right::AnswerAlerts)?;
    let order = order(&visitor, key, None);
    let (app, town, sos) = (Arc::clone(&state.app), visitor.town.clone(), id.clone());
    let act = async move { app.acknowledge_sos(&visitor, order, &sos, asked.note).await };
    let acted = to_its_end(act).await?;
    shown(&state, &town, &id, &acted).await
}

/// Ends a call for help, once somebody has seen to it, with a word.
#[utoipa::path(post, path = "/api/v1/sos/{id}/end", tag = "safety", request_body = Ended,
    params(("id" = String, Path, description = "The call"),
        ("Idempotency-Key" = String, Header, description = "1 to 200 visible ASCII characters, new for each act; a UUIDv7 is best")),
    responses((status = 200, body = SosView), (status = "4XX", body = Problem, content_type = "application/problem+json")))]
pub(crate) async fn end(
    State(state): State<HttpState>,
    Who(visitor): Who,
    At(id): At<String>,
    key: Key,
    Body(asked): Body<Ended>,
) -> Result<Json<SosView>, Problem> {
    visitor.require(Right::Dispatch)?;
    let order = order(&visitor, key, None);
    let (app, town, sos) = (Arc::clone(&state.app), visitor.town.clone(), id.clone());
    let Ended { outcome, word } = asked;
    let act = async move { app.end_sos(&visitor, order, &sos, outcome, word).await };
    let acted = to_its_end(act).await?;
    shown(&state, &town, &id, &acted).await
}

async fn shown(
    state: &HttpState,
    town: &TownId,
    id: &str,
    acted: &Acted<Sos>,
) -> Result<Json<SosView>, Problem> {
    let book = state.app.book(town).await?;
    Ok(Json(SosView::new(id, &acted.state, acted.version, &book)))
}

/// What stands unanswered and was told to the visitor's role or car (待确认提醒).
#[utoipa::path(get, path = "/api/v1/alerts", tag = "safety",
    responses((status = 200, body = Alerts), (status = "4XX", body = Problem, content_type = "application/problem+json")))]
pub(crate) async fn alerts(
    State(state): State<HttpState>,
    Who(visitor): Who,
) -> Result<Json<Alerts>, Problem> {
    visitor.require(Right::AnswerAlerts)?;
    let alerts = state.app.alerts(&visitor).await?;
    Ok(Json(Alerts { alerts }))
}

/// Acknowledges what is unanswered: the visitor sees to it, and nobody else is told any more.
#[utoipa::path(post, path = "/api/v1/alerts/{id}/acknowledge", tag = "safety", request_body = Noted,
    params(("id" = String, Path, description = "The alert"),
        ("Idempotency-Key" = String, Header, description = "1 to 200 visible ASCII characters, new for each act; a UUIDv7 is best")),
    responses((status = 200, body = Alerts), (status = "4XX", body = Problem, content_type = "application/problem+json")))]
pub(crate) async fn acknowledge_alert(
    State(state): State<HttpState>,
    Who(visitor): Who,
    At(id): At<String>,
    key: Key,
    Body(asked): Body<Noted>,
) -> Result<Json<Alerts>, Problem> {
    visitor.require(Right::AnswerAlerts)?;
    let order = order(&visitor, key, None);
    let (app, who) = (Arc::clone(&state.app), visitor.clone());
    let act = async move { app.acknowledge_alert(&who, order, &id, asked.note).await };
    to_its_end(act).await?;
    let alerts = state.app.alerts(&visitor).await?;
    Ok(Json(Alerts { alerts }))
}
