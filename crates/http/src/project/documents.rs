//! Documents that prove an indicator (佐证材料): the file beside the log, its digest in it.

use super::describe::DocumentView;
use crate::{
    HttpState, Problem,
    act::{order, to_its_end},
    at::At,
    keys::Key,
    params::Params,
    projects::{may_see, project_id},
    who::Who,
};
use axum::{
    Json,
    body::Bytes,
    extract::{DefaultBodyLimit, State},
    http::{StatusCode, header},
    response::{IntoResponse, Response},
};
use liandong_app::projects::{LARGEST_DOCUMENT, NewDocument};
use liandong_domain::{
    ids::{IndicatorId, ItemId},
    rights::Right,
    time::Day,
};
use serde::Deserialize;
use std::sync::Arc;
use utoipa::IntoParams;
use utoipa_axum::{router::OpenApiRouter, routes};

pub(super) fn routes() -> OpenApiRouter<HttpState> {
    OpenApiRouter::new()
        .routes(routes!(bring_document))
        .routes(routes!(document_file))
        .layer(DefaultBodyLimit::max(LARGEST_DOCUMENT + 1_024))
}

#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(crate) struct About {
    /// Its identifier, unique in the project; the same again is its new version.
    #[param(value_type = String)]
    id: ItemId,
    /// The indicator that it supports.
    #[param(value_type = String)]
    indicator: IndicatorId,
    /// Its title.
    title: String,
    /// 文号, where it has one: `华府〔2024〕12号`.
    number: Option<String>,
    /// Its date, as `2024-03-01`.
    #[param(value_type = String, format = Date)]
    day: Day,
    /// Where in it the proof stands: a page, a clause.
    page: Option<String>,
}

/// Brings a document: the body is the file itself, 20 MiB at the most. Whoever brings it vouches for it.
#[utoipa::path(post, path = "/api/v1/projects/{id}/documents", tag = "performance",
    request_body(content = Vec<u8>, content_type = "application/octet-stream"),
    params(("id" = String, Path, description = "The project's identifier"), About,
        ("Idempotency-Key" = String, Header, description = "1 to 200 visible ASCII characters, new for each act; a UUIDv7 is best")),
    responses((status = 201, body = DocumentView), (status = "4XX", body = Problem, content_type = "application/problem+json")))]
pub(crate) async fn bring_document(
    State(state): State<HttpState>,
    Who(visitor): Who,
    At(project): At<String>,
    Params(about): Params<About>,
    key: Key,
    bytes: Bytes,
) -> Result<(StatusCode, Json<DocumentView>), Problem> {
    visitor.require(Right::ManagePerformance)?;
    let project = project_id(&project)?;
    let text = |field: &'static str, text: String| said(field, &text);
    let new = NewDocument {
        id: about.id,
        indicator: about.indicator,
        title: text("title", about.title)?,
        number: about.number.map(|one| text("number", one)).transpose()?,
        day: about.day,
        page: about.page.map(|one| text("page", one)).transpose()?,
        bytes: bytes.into(),
    };
    let order = order(&visitor, key, None);
    let (app, town) = (Arc::clone(&state.app), visitor.town.clone());
    let done = to_its_end(async move { app.vouch(&town, &order, &project, new).await }).await?;
    let view = DocumentView {
        id: done.id.to_string(),
        indicator: done.indicator.to_string(),
        cited: done.cited(),
        day: done.day.to_string(),
        page: done.page,
        sm3: done.sm3,
        vouched_by: done.vouched_by,
        late: false,
    };
    Ok((StatusCode::CREATED, Json(view)))
}

fn said(field: &'static str, text: &str) -> Result<String, Problem> {
    let text = text.trim();
    let fits = (1..=200).contains(&text.chars().count()) && !text.chars().any(char::is_control);
    if fits {
        return Ok(text.to_owned());
    }
    Err(Problem::new(
        StatusCode::UNPROCESSABLE_ENTITY,
        "bad_text",
        format!("{field}：须为 1 至 200 个可见字符"),
        format!("{field}: 1 to 200 visible characters"),
    )
    .about(field))
}

/// A document's file, as it was brought: a file to keep, never a page.
#[utoipa::path(get, path = "/api/v1/projects/{id}/documents/{document}", tag = "performance",
    params(("id" = String, Path, description = "The project's identifier"),
        ("document" = String, Path, description = "The document's identifier")),
    responses((status = 200, description = "The file as it was brought (佐证材料)", content((Vec<u8> = "application/octet-stream"))), (status = "4XX", body = Problem, content_type = "application/problem+json")))]
pub(crate) async fn document_file(
    State(state): State<HttpState>,
    Who(visitor): Who,
    At((project, document)): At<(String, String)>,
) -> Result<Response, Problem> {
    may_see(&visitor)?;
    let project = project_id(&project)?;
    let (found, bytes) = state
        .app
        .document(&visitor.town, &project, &document)
        .await?;
    let headers = [
        (header::CONTENT_TYPE, "application/octet-stream".to_owned()),
        (
            header::CONTENT_DISPOSITION,
            format!("attachment; filename=\"{}\"", found.id),
        ),
    ];
    Ok((headers, bytes).into_response())
}
