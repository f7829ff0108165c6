//! One's own personal tokens (个人令牌).

use super::{order, to_its_end};
use crate::{HttpState, Problem, at::At, body::Body, keys::Key, who::Who};
use axum::{Json, extract::State, http::StatusCode};
use liandong_app::people::{NewToken, TokenSeen};
use liandong_domain::{people::Scope, time::Timestamp};
use serde::{Deserialize, Serialize};
use std::sync::Arc;
use utoipa::ToSchema;
use utoipa_axum::{router::OpenApiRouter, routes};

pub(super) fn routes() -> OpenApiRouter<HttpState> {
    OpenApiRouter::new()
        .routes(routes!(own_tokens, make_own_token))
        .routes(routes!(end_own_token))
}

/// A token to issue.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = TokenRequest)]
struct Asked {
    /// What it is called, 1 to 60 characters.
    name: String,
    /// What it may be used for.
    scopes: Vec<Scope>,
    /// When it ends.
    expires_at: Timestamp,
}

/// A token that was issued.
#[derive(Serialize, ToSchema)]
struct TokenIssued {
    /// Its public name.
    id: String,
    /// The token: shown here and never again.
    token: String,
}

/// One's own tokens.
#[derive(Debug, Serialize, ToSchema)]
struct Tokens {
    /// The last one first.
    tokens: Vec<TokenSeen>,
}

/// One's own personal tokens, without what makes them work.
#[utoipa::path(get, path = "/api/v1/account/tokens", tag = "account",
    responses((status = 200, body = Tokens), (status = "4XX", body = Problem, content_type = "application/problem+json")))]
async fn own_tokens(
    State(state): State<HttpState>,
    Who(visitor): Who,
) -> Result<Json<Tokens>, Problem> {
    let tokens = state.app.tokens(&visitor).await?;
    Ok(Json(Tokens { tokens }))
}

/// Issues a personal token. It is shown once: here.
#[utoipa::path(post, path = "/api/v1/account/tokens", tag = "account", request_body = Asked,
    params(("Idempotency-Key" = String, Header, description = "1 to 200 visible ASCII characters, new for each act; a UUIDv7 is best")),
    responses((status = 201, body = TokenIssued), (status = "4XX", body = Problem, content_type = "application/problem+json")))]
async fn make_own_token(
    State(state): State<HttpState>,
    Who(visitor): Who,
    key: Key,
    Body(asked): Body<Asked>,
) -> Result<(StatusCode, Json<TokenIssued>), Problem> {
    let (app, order) = (Arc::clone(&state.app), order(&visitor, key));
    let new = NewToken {
        name: asked.name,
        scopes: asked.scopes,
        expires_at: asked.expires_at,
    };
    let made = to_its_end(async move { app.make_token(&visitor, order, new).await }).await?;
    let issued = TokenIssued {
        id: made.id,
        token: made.token,
    };
    Ok((StatusCode::CREATED, Json(issued)))
}

/// Ends one of one's own tokens.
#[utoipa::path(delete, path = "/api/v1/account/tokens/{id}", tag = "account",
    params(("id" = String, Path, description = "The token's public name"), ("Idempotency-Key" = String, Header, description = "1 to 200 visible ASCII characters, new for each act; a UUIDv7 is best")),
    responses((status = 204), (status = "4XX", body = Problem, content_type = "application/problem+json")))]
async fn end_own_token(
    State(state): State<HttpState>,
    Who(visitor): Who,
    At(id): At<String>,
    key: Key,
) -> Result<StatusCode, Problem> {
    let (app, order) = (Arc::clone(&state.app), order(&visitor, key));
    to_its_end(async move { app.end_token(&visitor, order, &id).await }).await?;
    Ok(StatusCode::NO_CONTENT)
}
