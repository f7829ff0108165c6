//! A project's description (项目概况), version by version.

use crate::{
    HttpState, Problem,
    act::{order, to_its_end},
    at::At,
    body::Body,
    keys::Key,
    params::Params,
    projects::{may_see, project_id},
    who::Who,
};
use axum::{Json, extract::State, http::StatusCode};
use liandong_app::book::Book;
use liandong_domain::{
    ids::ProjectId,
    performance::{account::ProjectState, project::Project},
    rights::Right,
};
use serde::{Deserialize, Serialize};
use std::sync::Arc;
use utoipa::{IntoParams, ToSchema};

#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(crate) struct Which {
    /// The version of the description, from 1; the one in force when left out.
    profile: Option<u32>,
}

/// A project.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct ProjectDetail {
    /// Its identifier.
    id: ProjectId,
    /// The version of the description shown.
    profile: u32,
    /// The version in force.
    in_force: u32,
    /// The description: names, texts, tracking periods, indicators with targets, schedules and weights.
    #[schema(value_type = Object)]
    project: Project,
    /// The documents that somebody vouches for.
    documents: Vec<DocumentView>,
    /// The surveys.
    surveys: Vec<SurveyView>,
}

/// A vouched document.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct DocumentView {
    /// Its identifier.
    pub(super) id: String,
    /// The indicator that it supports.
    pub(super) indicator: String,
    /// As it is cited: `《…》（华府〔2024〕12号）`.
    pub(super) cited: String,
    /// Its date.
    pub(super) day: String,
    /// Where in it the proof stands.
    pub(super) page: Option<String>,
    /// SM3 of the file, hexadecimal.
    pub(super) sm3: String,
    /// Who vouches for it.
    pub(super) vouched_by: String,
    /// Whether it was entered late (补报).
    pub(super) late: bool,
}

/// A survey without its answers: those are the evidence of its indicator.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct SurveyView {
    /// Its identifier.
    id: String,
    /// The indicator that it supports.
    indicator: String,
    /// Its title.
    title: String,
    /// First day.
    from: String,
    /// Last day.
    to: String,
    /// Questionnaires given out.
    asked: u64,
    /// Valid answers.
    answers: u64,
    /// SM3 of the imported file, hexadecimal.
    sm3: String,
    /// Who vouches for it.
    vouched_by: String,
}

/// A project: its description in force, or an earlier version of it.
#[utoipa::path(get, path = "/api/v1/projects/{id}", tag = "performance",
    params(("id" = String, Path, description = "The project's identifier"), Which),
    responses((status = 200, body = ProjectDetail), (status = "4XX", body = Problem, content_type = "application/problem+json")))]
pub(crate) async fn project(
    State(state): State<HttpState>,
    Who(visitor): Who,
    At(id): At<String>,
    Params(Which { profile }): Params<Which>,
) -> Result<Json<ProjectDetail>, Problem> {
    may_see(&visitor)?;
    let book = state.app.book(&visitor.town).await?;
    shown(&book, &project_id(&id)?, profile).map(Json)
}

/// Describes a project: opens a new one, or gives a known one its next version. The identifier of the
/// body must be that of the path. Figures of forms that are signed do not change by it.
#[utoipa::path(put, path = "/api/v1/projects/{id}", tag = "performance",
    request_body(content = Object, description = "The description, as `GET` shows it under `project`"),
    params(("id" = String, Path, description = "The project's identifier"),
        ("Idempotency-Key" = String, Header, description = "1 to 200 visible ASCII characters, new for each act; a UUIDv7 is best")),
    responses((status = 200, body = ProjectDetail), (status = "4XX", body = Problem, content_type = "application/problem+json")))]
pub(crate) async fn describe(
    State(state): State<HttpState>,
    Who(visitor): Who,
    At(id): At<String>,
    key: Key,
    Body(project): Body<Project>,
) -> Result<Json<ProjectDetail>, Problem> {
    visitor.require(Right::ManagePerformance)?;
    let id = project_id(&id)?;
    if project.id != id {
        return Err(Problem::new(
            StatusCode::UNPROCESSABLE_ENTITY,
            "other_project",
            format!("id：内容中的项目编号“{}”与地址中的“{id}”不同", project.id),
            format!("id: the body describes {}, the path says {id}", project.id),
        )
        .about("id"));
    }
    let order = order(&visitor, key, None);
    let (app, town) = (Arc::clone(&state.app), visitor.town.clone());
    to_its_end(async move { app.describe_project(&town, &order, project).await }).await?;
    let book = state.app.book(&visitor.town).await?;
    shown(&book, &id, None).map(Json)
}

fn shown(book: &Book, id: &ProjectId, profile: Option<u32>) -> Result<ProjectDetail, Problem> {
    let state = book.project(id)?;
    let in_force = state.version();
    let profile = profile.unwrap_or(in_force);
    let index = usize::try_from(profile).unwrap_or(usize::MAX);
    let found = index.checked_sub(1).and_then(|at| state.versions().nth(at));
    let project = found.cloned().ok_or_else(|| {
        Problem::new(
            StatusCode::NOT_FOUND,
            "no_such_version",
            format!("项目概况没有第 {profile} 版，现行为第 {in_force} 版"),
            format!("there is no version {profile}; {in_force} is in force"),
        )
    })?;
    Ok(ProjectDetail {
        id: id.clone(),
        profile,
        in_force,
        project,
        documents: documents(state),
        surveys: surveys(state),
    })
}

fn documents(state: &ProjectState) -> Vec<DocumentView> {
    let all = state.documents().iter();
    all.map(|(one, late)| DocumentView {
        id: one.id.to_string(),
        indicator: one.indicator.to_string(),
        cited: one.cited(),
        day: one.day.to_string(),
        page: one.page.clone(),
        sm3: one.sm3.clone(),
        vouched_by: one.vouched_by.clone(),
        late: *late,
    })
    .collect()
}

fn surveys(state: &ProjectState) -> Vec<SurveyView> {
    let all = state.surveys().iter();
    all.map(|(one, _)| SurveyView {
        id: one.id.to_string(),
        indicator: one.indicator.to_string(),
        title: one.title.clone(),
        from: one.from.to_string(),
        to: one.to.to_string(),
        asked: one.asked,
        answers: one.answers.len() as u64,
        sm3: one.sm3.clone(),
        vouched_by: one.vouched_by.clone(),
    })
    .collect()
}
