//! The follow-up desk and its scripts.

use super::{order, to_its_end};
use crate::{HttpState, Problem, at::At, body::Body, keys::Key, params::Params, who::Who};
use axum::{Json, extract::State, http::StatusCode};
use liandong_app::case::{FollowUpPage, FollowUpQuery, ScriptView};
use liandong_domain::{
    incident::CategoryCode,
    registry::{FollowUpScript, RegistryEvent},
    rights::Right,
};
use serde::{Deserialize, Serialize};
use std::sync::Arc;
use utoipa::{IntoParams, ToSchema};
use utoipa_axum::{router::OpenApiRouter, routes};

pub(super) fn routes() -> OpenApiRouter<HttpState> {
    OpenApiRouter::new()
        .routes(routes!(follow_up_desk))
        .routes(routes!(follow_up_scripts))
        .routes(routes!(set_follow_up_script))
}

#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(crate) struct Asked {
    /// `due` when left out; `waiting` for the work to end, `done`, `unreachable`, `not_sampled`, or
    /// `wished` for callers who want theirs taken up again.
    state: Option<String>,
    /// `next` of the page before, as it was given.
    cursor: Option<String>,
    /// How many at the most, 1 to 500; 50 when left out.
    limit: Option<u64>,
}

/// The scripts in force.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct FollowUpScripts {
    /// In the order of categories.
    scripts: Vec<ScriptView>,
}

/// A new version of a script.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct NewFollowUpScript {
    /// One more than the one in force, from 1.
    version: u32,
    /// How the call begins.
    opening: String,
    /// What is asked, in order.
    questions: Vec<String>,
    /// How the call ends.
    closing: String,
}

/// The follow-up desk: who is to be called, and with which words; oldest first, page by page.
#[utoipa::path(get, path = "/api/v1/follow-ups", tag = "incidents", params(Asked),
    responses((status = 200, body = FollowUpPage), (status = "4XX", body = Problem, content_type = "application/problem+json")))]
pub(crate) async fn follow_up_desk(
    State(state): State<HttpState>,
    Who(visitor): Who,
    Params(asked): Params<Asked>,
) -> Result<Json<FollowUpPage>, Problem> {
    let asked = FollowUpQuery {
        state: asked.state,
        after: asked.cursor,
        limit: asked.limit,
    };
    Ok(Json(state.app.follow_ups(&visitor, &asked).await?))
}

/// What the follow-up desk says, by category.
#[utoipa::path(get, path = "/api/v1/follow-up-scripts", tag = "town",
    responses((status = 200, body = FollowUpScripts), (status = "4XX", body = Problem, content_type = "application/problem+json")))]
pub(crate) async fn follow_up_scripts(
    State(state): State<HttpState>,
    Who(visitor): Who,
) -> Result<Json<FollowUpScripts>, Problem> {
    visitor.require(Right::ReadTown)?;
    let book = state.app.book(&visitor.town).await?;
    let scripts = book.registry.follow_up_scripts().map(Into::into).collect();
    Ok(Json(FollowUpScripts { scripts }))
}

/// Sets the next version of a category's script.
#[utoipa::path(put, path = "/api/v1/follow-up-scripts/{category}", tag = "town", request_body = NewFollowUpScript,
    params(("category" = String, Path, description = "One of the five categories"),
        ("Idempotency-Key" = String, Header, description = "1 to 200 visible ASCII characters, new for each act; a UUIDv7 is best")),
    responses((status = 200, body = ScriptView), (status = "4XX", body = Problem, content_type = "application/problem+json")))]
pub(crate) async fn set_follow_up_script(
    State(state): State<HttpState>,
    Who(visitor): Who,
    At(category): At<String>,
    key: Key,
    Body(new): Body<NewFollowUpScript>,
) -> Result<Json<ScriptView>, Problem> {
    visitor.require(Right::ManageTown)?;
    let category = CategoryCode::parse(&category).ok_or_else(|| {
        Problem::new(
            StatusCode::NOT_FOUND,
            "no_such_category",
            format!("没有类别 {category}"),
            format!("there is no category {category}"),
        )
    })?;
    let script = FollowUpScript {
        category,
        version: new.version,
        opening: new.opening,
        questions: new.questions,
        closing: new.closing,
    };
    let view = ScriptView::from(&script);
    let (app, order) = (Arc::clone(&state.app), order(&visitor, key));
    to_its_end(async move {
        let records = [RegistryEvent::FollowUpScriptAdopted(script)];
        app.register(&visitor.town, &order, &records).await
    })
    .await?;
    Ok(Json(view))
}
