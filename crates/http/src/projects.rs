//! Projects: which there are, and who may look at their figures.

use crate::{HttpState, Problem, who::Who};
use axum::{Json, extract::State, http::StatusCode};
use liandong_app::{AppError, access::Visitor};
use liandong_domain::{
    ids::ProjectId,
    roles::Role,
    time::{Day, Period},
};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use utoipa_axum::{router::OpenApiRouter, routes};

pub(crate) fn routes() -> OpenApiRouter<HttpState> {
    OpenApiRouter::new().routes(routes!(projects))
}

/// A project in short.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct ProjectView {
    /// Its identifier.
    id: ProjectId,
    /// Its name.
    name: String,
    /// The budget year.
    year: i32,
    /// First day of the service.
    #[schema(value_type = String, format = Date)]
    service_from: Day,
    /// Last day of the service.
    #[schema(value_type = String, format = Date)]
    service_to: Day,
    /// Its indicators, in the form's order.
    indicators: Vec<IndicatorName>,
}

/// An indicator's name.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct IndicatorName {
    /// Its identifier.
    id: String,
    /// 三级指标.
    name: String,
}

/// The town's projects.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Projects {
    /// By identifier.
    projects: Vec<ProjectView>,
}

/// A period, both days included.
#[derive(Debug, Clone, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(crate) struct Days {
    /// First day, as `2024-01-01`.
    pub(crate) from: String,
    /// Last day.
    pub(crate) to: String,
}

impl Days {
    pub(crate) fn period(&self) -> Result<Period, Problem> {
        let day = |field: &'static str, text: &str| {
            text.parse::<Day>().map_err(|error| {
                Problem::new(
                    StatusCode::UNPROCESSABLE_ENTITY,
                    "bad_day",
                    format!("{field}：须为日期，如 2024-01-01"),
                    format!("{field}: {error}"),
                )
                .about(field)
            })
        };
        Ok(Period {
            from: day("from", &self.from)?,
            to: day("to", &self.to)?,
        })
    }
}

/// Refuses those whose work the figures are not: crews, departments, callers.
pub(crate) fn may_see(visitor: &Visitor) -> Result<(), Problem> {
    match visitor.account.role {
        role @ (Role::Member
        | Role::Department
        | Role::FollowUp
        | Role::District
        | Role::System) => Err(AppError::NotVisible(role).into()),
        _ => Ok(()),
    }
}

/// Reads a project's identifier from a path.
pub(crate) fn project_id(text: &str) -> Result<ProjectId, Problem> {
    ProjectId::new(text).map_err(|error| {
        Problem::new(
            StatusCode::NOT_FOUND,
            "no_such_project",
            format!("没有项目 {text}"),
            error.to_string(),
        )
    })
}

/// The town's projects with their indicators.
#[utoipa::path(get, path = "/api/v1/projects", tag = "performance",
    responses((status = 200, body = Projects), (status = "4XX", body = Problem, content_type = "application/problem+json")))]
pub(crate) async fn projects(
    State(state): State<HttpState>,
    Who(visitor): Who,
) -> Result<Json<Projects>, Problem> {
    may_see(&visitor)?;
    let book = state.app.book(&visitor.town).await?;
    let shown = |project: &liandong_domain::performance::project::Project| ProjectView {
        id: project.id.clone(),
        name: project.name.clone(),
        year: project.year,
        service_from: project.service.from,
        service_to: project.service.to,
        indicators: project
            .indicators
            .iter()
            .map(|one| IndicatorName {
                id: one.id.to_string(),
                name: one.name.clone(),
            })
            .collect(),
    };
    Ok(Json(Projects {
        projects: book.projects().map(|one| shown(one.project())).collect(),
    }))
}
