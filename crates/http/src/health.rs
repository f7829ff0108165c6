//! Whether the server lives, and whether it can work.

use crate::{HttpState, Problem};
use axum::{Json, extract::State, http::StatusCode};
use serde::Serialize;
use utoipa::ToSchema;
use utoipa_axum::{router::OpenApiRouter, routes};

pub(crate) fn routes() -> OpenApiRouter<HttpState> {
    OpenApiRouter::new()
        .routes(routes!(alive))
        .routes(routes!(ready))
}

/// A sign of life.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Health {
    /// `ok`.
    status: &'static str,
    /// The program's version.
    version: &'static str,
}

const OK: Health = Health {
    status: "ok",
    version: env!("CARGO_PKG_VERSION"),
};

/// The process answers.
#[utoipa::path(get, path = "/healthz", tag = "health", security(()), responses((status = 200, body = Health)))]
pub(crate) async fn alive() -> Json<Health> {
    Json(OK)
}

/// The store answers and the server is not ending.
#[utoipa::path(get, path = "/readyz", tag = "health", security(()),
    responses((status = 200, body = Health), (status = 503, body = Problem, content_type = "application/problem+json")))]
pub(crate) async fn ready(State(state): State<HttpState>) -> Result<Json<Health>, Problem> {
    let unready =
        |zh: &str, en: &str| Problem::new(StatusCode::SERVICE_UNAVAILABLE, "not_ready", zh, en);
    if *state.ending.borrow() {
        return Err(unready("服务正在停止", "the server is ending"));
    }
    match state.app.store().towns().await {
        Ok(_) => Ok(Json(OK)),
        Err(error) => {
            tracing::error!(%error, "the store does not answer");
            Err(unready("数据库没有应答", "the store does not answer"))
        }
    }
}
