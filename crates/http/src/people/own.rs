//! One's own account: password, second factor, sessions.

use super::{order, to_its_end};
use crate::{HttpState, Problem, at::At, body::Body, keys::Key, who::Who};
use axum::{Json, extract::State, http::StatusCode};
use liandong_app::people::{Enrolment, OwnAccountView, RecoveryCodes, SessionSeen};
use serde::{Deserialize, Serialize};
use std::sync::Arc;
use utoipa::ToSchema;
use utoipa_axum::{router::OpenApiRouter, routes};

pub(super) fn routes() -> OpenApiRouter<HttpState> {
    OpenApiRouter::new()
        .routes(routes!(own_account))
        .routes(routes!(change_password))
        .routes(routes!(begin_second_factor))
        .routes(routes!(confirm_second_factor))
        .routes(routes!(remove_second_factor))
        .routes(routes!(own_sessions, end_own_sessions))
        .routes(routes!(end_own_session))
}

/// A new password.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = PasswordChange)]
struct NewPassword {
    /// The present one.
    #[schema(format = Password)]
    old_password: String,
    /// The new one.
    #[schema(format = Password)]
    new_password: String,
}

/// A code of the second factor.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = SecondFactorCode)]
struct Code {
    /// Six digits.
    code: String,
}

/// One's own sessions.
#[derive(Debug, Serialize, ToSchema)]
struct Sessions {
    /// The last one first.
    sessions: Vec<SessionSeen>,
}

/// One's own account.
#[utoipa::path(get, path = "/api/v1/account", tag = "account",
    responses((status = 200, body = OwnAccountView), (status = "4XX", body = Problem, content_type = "application/problem+json")))]
async fn own_account(
    State(state): State<HttpState>,
    Who(visitor): Who,
) -> Result<Json<OwnAccountView>, Problem> {
    Ok(Json(state.app.own_account(&visitor).await?))
}

/// Changes one's own password. The other sessions end.
#[utoipa::path(post, path = "/api/v1/account/password", tag = "account", request_body = NewPassword,
    params(("Idempotency-Key" = String, Header, description = "1 to 200 visible ASCII characters, new for each act; a UUIDv7 is best")),
    responses((status = 204), (status = "4XX", body = Problem, content_type = "application/problem+json")))]
async fn change_password(
    State(state): State<HttpState>,
    Who(visitor): Who,
    key: Key,
    Body(new): Body<NewPassword>,
) -> Result<StatusCode, Problem> {
    let (app, order) = (Arc::clone(&state.app), order(&visitor, key));
    let (old, new) = (new.old_password, new.new_password);
    to_its_end(async move { app.change_password(&visitor, order, old, new).await }).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Makes a second factor (动态口令) for an authenticator app. It counts once it is confirmed.
#[utoipa::path(post, path = "/api/v1/account/second-factor", tag = "account",
    params(("Idempotency-Key" = String, Header, description = "1 to 200 visible ASCII characters, new for each act; a UUIDv7 is best")),
    responses((status = 201, body = Enrolment), (status = "4XX", body = Problem, content_type = "application/problem+json")))]
async fn begin_second_factor(
    State(state): State<HttpState>,
    Who(visitor): Who,
    key: Key,
) -> Result<(StatusCode, Json<Enrolment>), Problem> {
    let order = order(&visitor, key);
    let made = state.app.begin_second_factor(&visitor, &order).await?;
    Ok((StatusCode::CREATED, Json(made)))
}

/// Confirms the second factor with a code of it, and gives the recovery codes: once.
#[utoipa::path(post, path = "/api/v1/account/second-factor/confirm", tag = "account", request_body = Code,
    params(("Idempotency-Key" = String, Header, description = "1 to 200 visible ASCII characters, new for each act; a UUIDv7 is best")),
    responses((status = 200, body = RecoveryCodes), (status = "4XX", body = Problem, content_type = "application/problem+json")))]
async fn confirm_second_factor(
    State(state): State<HttpState>,
    Who(visitor): Who,
    key: Key,
    Body(given): Body<Code>,
) -> Result<Json<RecoveryCodes>, Problem> {
    let (app, order) = (Arc::clone(&state.app), order(&visitor, key));
    let confirm = async move {
        app.confirm_second_factor(&visitor, order, &given.code)
            .await
    };
    Ok(Json(to_its_end(confirm).await?))
}

/// Takes one's own second factor away, with a code of it.
#[utoipa::path(post, path = "/api/v1/account/second-factor/remove", tag = "account", request_body = Code,
    params(("Idempotency-Key" = String, Header, description = "1 to 200 visible ASCII characters, new for each act; a UUIDv7 is best")),
    responses((status = 204), (status = "4XX", body = Problem, content_type = "application/problem+json")))]
async fn remove_second_factor(
    State(state): State<HttpState>,
    Who(visitor): Who,
    key: Key,
    Body(given): Body<Code>,
) -> Result<StatusCode, Problem> {
    let (app, order) = (Arc::clone(&state.app), order(&visitor, key));
    to_its_end(async move { app.remove_second_factor(&visitor, order, &given.code).await }).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// One's own sessions.
#[utoipa::path(get, path = "/api/v1/account/sessions", tag = "account",
    responses((status = 200, body = Sessions), (status = "4XX", body = Problem, content_type = "application/problem+json")))]
async fn own_sessions(
    State(state): State<HttpState>,
    Who(visitor): Who,
) -> Result<Json<Sessions>, Problem> {
    let sessions = state.app.sessions(&visitor).await?;
    Ok(Json(Sessions { sessions }))
}

/// Ends all of one's own sessions, this one included.
#[utoipa::path(delete, path = "/api/v1/account/sessions", tag = "account",
    params(("Idempotency-Key" = String, Header, description = "1 to 200 visible ASCII characters, new for each act; a UUIDv7 is best")),
    responses((status = 204), (status = "4XX", body = Problem, content_type = "application/problem+json")))]
async fn end_own_sessions(
    State(state): State<HttpState>,
    Who(visitor): Who,
    key: Key,
) -> Result<StatusCode, Problem> {
    let (app, order) = (Arc::clone(&state.app), order(&visitor, key));
    to_its_end(async move { app.end_all_sessions(&visitor, order).await }).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Ends one of one's own sessions.
#[utoipa::path(delete, path = "/api/v1/account/sessions/{id}", tag = "account",
    params(("id" = String, Path, description = "The session's public name"), ("Idempotency-Key" = String, Header, description = "1 to 200 visible ASCII characters, new for each act; a UUIDv7 is best")),
    responses((status = 204), (status = "4XX", body = Problem, content_type = "application/problem+json")))]
async fn end_own_session(
    State(state): State<HttpState>,
    Who(visitor): Who,
    At(id): At<String>,
    key: Key,
) -> Result<StatusCode, Problem> {
    let (app, order) = (Arc::clone(&state.app), order(&visitor, key));
    to_its_end(async move { app.end_session(&visitor, order, &id).await }).await?;
    Ok(StatusCode::NO_CONTENT)
}
