//! Sessions (登录): an access token in, a cookie out.

use crate::{
    HttpState, Problem,
    body::Body,
    who::{COOKIE, Who},
};
use axum::{
    Json,
    extract::State,
    http::{HeaderMap, StatusCode, header},
    response::IntoResponse,
};
use liandong_app::{access::Visitor, view::role_zh};
use liandong_domain::{
    ids::{AccountId, TownId},
    roles::Role,
};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// Seconds for which a browser keeps the cookie: a shift of twelve hours.
const KEPT: u32 = 12 * 3600;

/// An access token.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Login {
    /// The token.
    token: String,
}

/// Who is logged in.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Session {
    /// The account.
    account: AccountId,
    /// Its name.
    name: String,
    /// Its role.
    role: Role,
    /// The role's name.
    role_name: &'static str,
    /// The town.
    town: TownId,
    /// The town's name.
    town_name: String,
}

async fn session(state: &HttpState, visitor: Visitor) -> Result<Session, Problem> {
    let book = state.app.book(&visitor.town).await?;
    let town = book.registry.town().map(|town| town.name.clone());
    Ok(Session {
        account: visitor.account.id,
        name: visitor.account.name,
        role: visitor.account.role,
        role_name: role_zh(visitor.account.role),
        town_name: town.unwrap_or_else(|| visitor.town.to_string()),
        town: visitor.town,
    })
}

/// Logs in: the token becomes a cookie that scripts cannot read.
#[utoipa::path(post, path = "/api/v1/session", tag = "session", request_body = Login,
    responses((status = 200, body = Session), (status = "4XX", body = Problem, content_type = "application/problem+json")))]
pub(crate) async fn log_in(
    State(state): State<HttpState>,
    headers: HeaderMap,
    Body(login): Body<Login>,
) -> Result<impl IntoResponse, Problem> {
    let token = login.token.trim();
    let visitor = state.app.visitor(token).await?;
    let session = session(&state, visitor).await?;
    let set = set_cookie(&headers, token, KEPT);
    Ok(([(header::SET_COOKIE, set)], Json(session)))
}

/// Who is logged in.
#[utoipa::path(get, path = "/api/v1/session", tag = "session",
    responses((status = 200, body = Session), (status = "4XX", body = Problem, content_type = "application/problem+json")))]
pub(crate) async fn who_am_i(
    State(state): State<HttpState>,
    Who(visitor): Who,
) -> Result<Json<Session>, Problem> {
    Ok(Json(session(&state, visitor).await?))
}

/// Logs out: the cookie goes; the token stays good for other machines.
#[utoipa::path(delete, path = "/api/v1/session", tag = "session", responses((status = 204)))]
pub(crate) async fn log_out(headers: HeaderMap) -> impl IntoResponse {
    let set = set_cookie(&headers, "", 0);
    (StatusCode::NO_CONTENT, [(header::SET_COOKIE, set)])
}

/// A token came in through `visitor`, so it has no character that a cookie must not have.
fn set_cookie(headers: &HeaderMap, token: &str, seconds: u32) -> String {
    let behind_tls = headers
        .get("x-forwarded-proto")
        .is_some_and(|scheme| scheme == "https");
    let secure = if behind_tls { "; Secure" } else { "" };
    format!("{COOKIE}={token}; HttpOnly; SameSite=Strict; Path=/; Max-Age={seconds}{secure}")
}
