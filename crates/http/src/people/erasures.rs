//! The lawful erasure of callers (销毁报警人信息, 个人信息保护法 第四十七条).

use super::{order, to_its_end};
use crate::{
    HttpState, Problem, at::At, body::Body, incidents::number, keys::Key, page, params::Params,
    who::Who,
};
use axum::{Json, extract::State, http::StatusCode};
use liandong_app::{AppError, people::ErasureView};
use liandong_domain::{people::LegalGround, refusal::Because, rights::Right};
use serde::{Deserialize, Serialize};
use std::sync::Arc;
use utoipa::{IntoParams, ToSchema};
use utoipa_axum::{router::OpenApiRouter, routes};

pub(super) fn routes() -> OpenApiRouter<HttpState> {
    OpenApiRouter::new()
        .routes(routes!(erasures, ask_erasure))
        .routes(routes!(erasure))
        .routes(routes!(approve_erasure))
        .routes(routes!(refuse_erasure))
}

/// An erasure to ask for.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = ErasureRequest)]
struct Asked {
    /// An incident of the caller. All incidents of the same telephone are reached.
    incident: String,
    /// Why, 1 to 500 characters; it stays in the log, so it must not name the caller.
    reason: String,
    /// The ground of article 47.
    ground: LegalGround,
}

/// Why an erasure is refused.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = ErasureRefusal)]
struct Refusal {
    /// Why, 1 to 500 characters.
    reason: String,
}

#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
struct Paging {
    /// `next` of the page before, as it was given.
    cursor: Option<String>,
    /// How many at the most, 1 to 200; 50 when left out.
    limit: Option<u64>,
}

/// A page of erasures.
#[derive(Debug, Serialize, ToSchema)]
struct Erasures {
    /// The last one first.
    erasures: Vec<ErasureView>,
    /// Give it as `cursor` to go on; `null` at the end.
    next: Option<String>,
}

/// Erasures of callers' data, the last one first.
#[utoipa::path(get, path = "/api/v1/erasures", tag = "audit", params(Paging),
    responses((status = 200, body = Erasures), (status = "4XX", body = Problem, content_type = "application/problem+json")))]
async fn erasures(
    State(state): State<HttpState>,
    Who(visitor): Who,
    Params(asked): Params<Paging>,
) -> Result<Json<Erasures>, Problem> {
    let limit = asked.limit.unwrap_or(50);
    let page = state
        .app
        .show_erasures(&visitor, asked.cursor.as_deref(), limit)
        .await
        .map_err(|error| match error {
            // The page before gave its last erasure, and an erasure is never gone.
            AppError::Refused(refusal) if refusal.because == Because::NotFound => {
                page::bad_cursor()
            }
            other => other.into(),
        })?;
    Ok(Json(Erasures {
        erasures: page.erasures,
        next: page.next,
    }))
}

/// Asks for the erasure of a caller's data. Another administrator must approve it.
#[utoipa::path(post, path = "/api/v1/erasures", tag = "audit", request_body = Asked,
    params(("Idempotency-Key" = String, Header, description = "1 to 200 visible ASCII characters, new for each act; a UUIDv7 is best")),
    responses((status = 201, body = ErasureView), (status = "4XX", body = Problem, content_type = "application/problem+json")))]
async fn ask_erasure(
    State(state): State<HttpState>,
    Who(visitor): Who,
    key: Key,
    Body(asked): Body<Asked>,
) -> Result<(StatusCode, Json<ErasureView>), Problem> {
    visitor.require(Right::EraseCallers)?;
    let incident = number(&asked.incident)?;
    let (app, order) = (Arc::clone(&state.app), order(&visitor, key));
    let ask = async move {
        app.ask_erasure(&visitor, order, incident, &asked.reason, asked.ground)
            .await
    };
    Ok((StatusCode::CREATED, Json(to_its_end(ask).await?)))
}

/// One erasure.
#[utoipa::path(get, path = "/api/v1/erasures/{id}", tag = "audit",
    params(("id" = String, Path, description = "The erasure")),
    responses((status = 200, body = ErasureView), (status = "4XX", body = Problem, content_type = "application/problem+json")))]
async fn erasure(
    State(state): State<HttpState>,
    Who(visitor): Who,
    At(id): At<String>,
) -> Result<Json<ErasureView>, Problem> {
    Ok(Json(state.app.show_erasure(&visitor, &id).await?))
}

/// Approves an erasure that another administrator asked for: the caller's data keys are destroyed.
#[utoipa::path(post, path = "/api/v1/erasures/{id}/approve", tag = "audit",
    params(("id" = String, Path, description = "The erasure"), ("Idempotency-Key" = String, Header, description = "1 to 200 visible ASCII characters, new for each act; a UUIDv7 is best")),
    responses((status = 200, body = ErasureView), (status = "4XX", body = Problem, content_type = "application/problem+json")))]
async fn approve_erasure(
    State(state): State<HttpState>,
    Who(visitor): Who,
    At(id): At<String>,
    key: Key,
) -> Result<Json<ErasureView>, Problem> {
    let (app, order) = (Arc::clone(&state.app), order(&visitor, key));
    let approve = async move { app.approve_erasure(&visitor, order, &id).await };
    Ok(Json(to_its_end(approve).await?))
}

/// Refuses an erasure.
#[utoipa::path(post, path = "/api/v1/erasures/{id}/refuse", tag = "audit", request_body = Refusal,
    params(("id" = String, Path, description = "The erasure"), ("Idempotency-Key" = String, Header, description = "1 to 200 visible ASCII characters, new for each act; a UUIDv7 is best")),
    responses((status = 200, body = ErasureView), (status = "4XX", body = Problem, content_type = "application/problem+json")))]
async fn refuse_erasure(
    State(state): State<HttpState>,
    Who(visitor): Who,
    At(id): At<String>,
    key: Key,
    Body(asked): Body<Refusal>,
) -> Result<Json<ErasureView>, Problem> {
    let (app, order) = (Arc::clone(&state.app), order(&visitor, key));
    let refuse = async move {
        app.refuse_erasure(&visitor, order, &id, &asked.reason)
            .await
    };
    Ok(Json(to_its_end(refuse).await?))
}
