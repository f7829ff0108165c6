//! Planning: the model of the town's own log, scenarios simulated, the cheapest fleet, kept studies.

mod view;

use crate::{
    HttpState, Problem,
    act::{order, to_its_end},
    at::At,
    body::Body,
    keys::Key,
    params::Params,
    who::Who,
};
use axum::{Json, extract::State};
use liandong_app::planning::{RedrawAsk, SearchAsk, StudyAsk, StudyLine};
use liandong_domain::{
    rights::Right,
    time::{Day, Period},
};
use serde::{Deserialize, Serialize};
use std::sync::Arc;
use utoipa::{IntoParams, ToSchema};
use utoipa_axum::{router::OpenApiRouter, routes};
use view::{ComputedView, KeptView, PlanModelView, RedrawView, SearchView};

pub(crate) fn routes() -> OpenApiRouter<HttpState> {
    OpenApiRouter::new()
        .routes(routes!(plan_model))
        .routes(routes!(plan_preview))
        .routes(routes!(plan_search))
        .routes(routes!(plan_redraw))
        .routes(routes!(studies))
        .routes(routes!(study, keep_study))
        .routes(routes!(withdraw_study))
}

#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(crate) struct Days {
    /// First day, as `2024-03-01`.
    #[param(value_type = String)]
    from: Day,
    /// Last day.
    #[param(value_type = String)]
    to: Day,
}

/// The list of kept studies.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct StudyList {
    /// The latest first, 200 at the most.
    studies: Vec<StudyLine>,
}

/// A study to be kept.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct KeepStudy {
    /// What people call it.
    name: String,
    /// What is simulated.
    ask: StudyAsk,
}

/// Why a study must not be used any more.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct WithdrawStudy {
    /// The reason.
    reason: String,
}

/// The planning model that the log of some days makes: demand, places, durations and travel, how well each fits,
/// and the model of the first months held against the last ones. 409 `log_too_short` names what is missing.
#[utoipa::path(get, path = "/api/v1/plan/model", tag = "planning", params(Days),
    responses((status = 200, body = PlanModelView),
        (status = 409, description = "The log of these days is too short to plan from (记录太短)", body = Problem, content_type = "application/problem+json"),
        (status = "4XX", body = Problem, content_type = "application/problem+json")))]
pub(crate) async fn plan_model(
    State(state): State<HttpState>,
    Who(visitor): Who,
    Params(Days { from, to }): Params<Days>,
) -> Result<Json<PlanModelView>, Problem> {
    let model = state.app.plan_model(&visitor, Period { from, to }).await?;
    Ok(Json(PlanModelView::of(&model)?))
}

/// Simulates the present and what could be changed, with the same chance for all. Nothing is written; a study that
/// is kept gives the same figures.
#[utoipa::path(post, path = "/api/v1/plan/preview", tag = "planning", request_body = StudyAsk,
    responses((status = 200, body = ComputedView), (status = "4XX", body = Problem, content_type = "application/problem+json")))]
pub(crate) async fn plan_preview(
    State(state): State<HttpState>,
    Who(visitor): Who,
    Body(ask): Body<StudyAsk>,
) -> Result<Json<ComputedView>, Problem> {
    let computed = state.app.study_preview(&visitor, ask).await?;
    Ok(Json(ComputedView::of(&computed)))
}

/// Seeks the cheapest fleet that keeps a promise: fleets in the order of their cost, until one keeps it; of more than
/// 50,000 fleets an optimiser looks at some. The answer says which, `exhaustive`. Nothing is written.
#[utoipa::path(post, path = "/api/v1/plan/search", tag = "planning", request_body = SearchAsk,
    responses((status = 200, body = SearchView), (status = "4XX", body = Problem, content_type = "application/problem+json")))]
pub(crate) async fn plan_search(
    State(state): State<HttpState>,
    Who(visitor): Who,
    Body(ask): Body<SearchAsk>,
) -> Result<Json<SearchView>, Problem> {
    let found = state.app.seek_fleet(&visitor, ask).await?;
    Ok(Json(SearchView::of(&found)))
}

/// Draws the areas anew so that their cars have even work (责任区重划): a variant to be simulated like any other, with
/// each area's work before and after. Nothing is written. 409 `nothing_to_redraw` where there is nothing to even.
#[utoipa::path(post, path = "/api/v1/plan/redraw", tag = "planning", request_body = RedrawAsk,
    responses((status = 200, body = RedrawView),
        (status = 409, description = "The log is too short to plan from (记录太短), or there is nothing to even (无可重划)", body = Problem, content_type = "application/problem+json"),
        (status = "4XX", body = Problem, content_type = "application/problem+json")))]
pub(crate) async fn plan_redraw(
    State(state): State<HttpState>,
    Who(visitor): Who,
    Body(ask): Body<RedrawAsk>,
) -> Result<Json<RedrawView>, Problem> {
    let redrawn = state.app.redraw_areas(&visitor, ask).await?;
    Ok(Json(RedrawView::of(redrawn)))
}

/// The kept studies.
#[utoipa::path(get, path = "/api/v1/plan/studies", tag = "planning",
    responses((status = 200, body = StudyList), (status = "4XX", body = Problem, content_type = "application/problem+json")))]
pub(crate) async fn studies(
    State(state): State<HttpState>,
    Who(visitor): Who,
) -> Result<Json<StudyList>, Problem> {
    let studies = state.app.studies(&visitor).await?;
    Ok(Json(StudyList { studies }))
}

/// A kept study: its file, its seed, its results, and the digests of both.
#[utoipa::path(get, path = "/api/v1/plan/studies/{id}", tag = "planning", operation_id = "read_study",
    params(("id" = String, Path, description = "The study's identifier")),
    responses((status = 200, body = KeptView), (status = "4XX", body = Problem, content_type = "application/problem+json")))]
pub(crate) async fn study(
    State(state): State<HttpState>,
    Who(visitor): Who,
    At(id): At<String>,
) -> Result<Json<KeptView>, Problem> {
    let study = state.app.study(&visitor, &id).await?;
    Ok(Json(KeptView::of(&id, &study)?))
}

/// Computes a study and keeps it under a new identifier. It is never changed; a filing may quote it as grounds for
/// the next year's budget (下年度预算测算依据).
#[utoipa::path(put, path = "/api/v1/plan/studies/{id}", tag = "planning", request_body = KeepStudy,
    params(("id" = String, Path, description = "1 to 64 letters, digits, dots, dashes and underscores"),
        ("Idempotency-Key" = String, Header, description = "1 to 200 visible ASCII characters, new for each act; a UUIDv7 is best")),
    responses((status = 200, body = KeptView), (status = "4XX", body = Problem, content_type = "application/problem+json")))]
pub(crate) async fn keep_study(
    State(state): State<HttpState>,
    Who(visitor): Who,
    At(id): At<String>,
    key: Key,
    Body(KeepStudy { name, ask }): Body<KeepStudy>,
) -> Result<Json<KeptView>, Problem> {
    visitor.require(Right::ManagePerformance)?;
    let (app, town, named) = (Arc::clone(&state.app), visitor.town.clone(), id.clone());
    let order = order(&visitor, key, None);
    let kept =
        to_its_end(async move { app.keep_study(&town, order, &named, name, ask).await }).await?;
    Ok(Json(KeptView::of(&id, &kept.state)?))
}

/// Says that a study must not be used any more. It stays to be read; a filing quotes it no longer.
#[utoipa::path(post, path = "/api/v1/plan/studies/{id}/withdraw", tag = "planning", request_body = WithdrawStudy,
    params(("id" = String, Path, description = "The study's identifier"),
        ("Idempotency-Key" = String, Header, description = "1 to 200 visible ASCII characters, new for each act; a UUIDv7 is best")),
    responses((status = 200, body = KeptView), (status = "4XX", body = Problem, content_type = "application/problem+json")))]
pub(crate) async fn withdraw_study(
    State(state): State<HttpState>,
    Who(visitor): Who,
    At(id): At<String>,
    key: Key,
    Body(WithdrawStudy { reason }): Body<WithdrawStudy>,
) -> Result<Json<KeptView>, Problem> {
    visitor.require(Right::ManagePerformance)?;
    let (app, town, named) = (Arc::clone(&state.app), visitor.town.clone(), id.clone());
    let order = order(&visitor, key, None);
    let withdrawn =
        to_its_end(async move { app.withdraw_study(&town, order, &named, reason).await }).await?;
    Ok(Json(KeptView::of(&id, &withdrawn.state)?))
}
