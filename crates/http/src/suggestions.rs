//! Suggestions: what a call may be, and whether it may be diverted. They write nothing.

use crate::{HttpState, Problem, at::At, body::Body, incidents::number, who::Who};
use axum::{Json, extract::State};
use liandong_app::{AppError, view::SuggestionView};
use liandong_domain::{geo::Place, incident::Rejection, time::Timestamp};
use serde::Deserialize;
use utoipa::ToSchema;
use utoipa_axum::{router::OpenApiRouter, routes};

/// As long as a call's text may be, in characters.
const MOST_CHARACTERS: usize = 2_000;

pub(crate) fn routes() -> OpenApiRouter<HttpState> {
    OpenApiRouter::new()
        .routes(routes!(of_incident))
        .routes(routes!(of_text))
}

/// A text to be looked at.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = SuggestionRequest)]
pub(crate) struct Asked {
    /// What the caller says, 1 to 2000 characters.
    #[schema(min_length = 1, max_length = 2000)]
    text: String,
    /// The place, where known.
    place: Option<Place>,
    /// When the call comes; now, when left out.
    at: Option<Timestamp>,
}

/// What is suggested for an incident (分类建议); for those who may confirm it.
#[utoipa::path(get, path = "/api/v1/incidents/{id}/suggestion", tag = "guidance",
    operation_id = "suggestion",
    params(("id" = String, Path, description = "The incident's number")),
    responses((status = 200, body = SuggestionView), (status = "4XX", body = Problem, content_type = "application/problem+json")))]
pub(crate) async fn of_incident(
    State(state): State<HttpState>,
    Who(visitor): Who,
    At(id): At<String>,
) -> Result<Json<SuggestionView>, Problem> {
    let id = number(&id)?;
    Ok(Json(state.app.suggest_for(&visitor, &id).await?))
}

/// What is suggested for a text, before it is an incident; for those who may confirm one.
#[utoipa::path(post, path = "/api/v1/suggestions", tag = "guidance", request_body = Asked,
    operation_id = "suggest",
    responses((status = 200, body = SuggestionView), (status = "4XX", body = Problem, content_type = "application/problem+json")))]
pub(crate) async fn of_text(
    State(state): State<HttpState>,
    Who(visitor): Who,
    Body(asked): Body<Asked>,
) -> Result<Json<SuggestionView>, Problem> {
    let refuse = |rejection| Err(AppError::Rejected(rejection).into());
    if asked.text.trim().is_empty() {
        return refuse(Rejection::Blank { field: "text" });
    }
    if asked.text.chars().count() > MOST_CHARACTERS {
        return refuse(Rejection::TooLong {
            field: "text",
            most: MOST_CHARACTERS,
        });
    }
    if asked.place.is_some_and(|place| !place.is_on_the_globe()) {
        return refuse(Rejection::OffTheGlobe);
    }
    let app = &state.app;
    let suggested = app
        .suggest_for_text(&visitor, &asked.text, asked.place, asked.at)
        .await?;
    Ok(Json(suggested))
}
