//! The year-end self-evaluation 项目支出绩效自评表, to look at and to download. Nothing of it is kept.

use crate::{
    HttpState, Problem,
    at::At,
    body::Body,
    forms::{Format, drawn},
    params::Params,
    projects::{may_see, project_id},
    who::Who,
};
use axum::{
    extract::State,
    http::header,
    response::{IntoResponse, Response},
};
use liandong_app::access::Visitor;
use liandong_domain::{
    performance::{
        form::Form,
        self_evaluation::{Award, SelfEvaluation},
    },
    rights::Right,
};
use liandong_report::evaluation;
use serde::Deserialize;
use utoipa::{IntoParams, ToSchema};
use utoipa_axum::{router::OpenApiRouter, routes};

pub(crate) fn routes() -> OpenApiRouter<HttpState> {
    OpenApiRouter::new().routes(routes!(self_evaluation, graded_self_evaluation))
}

#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(crate) struct Asked {
    /// The budget year; the project's own, when left out.
    year: Option<i32>,
    /// JSON (scores and printed words), PDF, XLSX or DOCX.
    #[serde(default)]
    #[param(inline)]
    format: Format,
}

/// What an officer grades.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Grades {
    /// One for each target in words that is graded; the others stay open.
    awards: Vec<Award>,
}

/// Scores a project's budget year out of 100 (绩效自评) and writes 项目支出绩效自评表 in the format asked for. Targets in
/// words (定性指标) stay open, with the range that the evidence leaves.
#[utoipa::path(get, path = "/api/v1/projects/{id}/self-evaluation", tag = "performance",
    params(("id" = String, Path, description = "The project's identifier"), Asked),
    responses((status = 200, description = "`{evaluation, printed}`; or the file", content((Object = "application/json"), (Vec<u8> = "application/pdf"), (Vec<u8> = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"), (Vec<u8> = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"))), (status = "4XX", body = Problem, content_type = "application/problem+json")))]
pub(crate) async fn self_evaluation(
    State(state): State<HttpState>,
    Who(visitor): Who,
    At(id): At<String>,
    Params(asked): Params<Asked>,
) -> Result<Response, Problem> {
    may_see(&visitor)?;
    answer(&state, &visitor, &id, &asked, &[]).await
}

/// The same with an officer's grades of targets in words, each with its reason, which the form prints. Nothing is
/// kept: the form that is signed is the record.
#[utoipa::path(post, path = "/api/v1/projects/{id}/self-evaluation", tag = "performance", request_body = Grades,
    params(("id" = String, Path, description = "The project's identifier"), Asked),
    responses((status = 200, description = "`{evaluation, printed}`; or the file", content((Object = "application/json"), (Vec<u8> = "application/pdf"), (Vec<u8> = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"), (Vec<u8> = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"))), (status = "4XX", body = Problem, content_type = "application/problem+json")))]
pub(crate) async fn graded_self_evaluation(
    State(state): State<HttpState>,
    Who(visitor): Who,
    At(id): At<String>,
    Params(asked): Params<Asked>,
    Body(grades): Body<Grades>,
) -> Result<Response, Problem> {
    visitor.require(Right::ManagePerformance)?;
    answer(&state, &visitor, &id, &asked, &grades.awards).await
}

async fn answer(
    state: &HttpState,
    visitor: &Visitor,
    id: &str,
    asked: &Asked,
    awards: &[Award],
) -> Result<Response, Problem> {
    let project = project_id(id)?;
    let scored = state
        .app
        .self_evaluation(&visitor.town, &project, asked.year, awards)
        .await?;
    let year = scored.0.budget.year;
    let bytes = draw(state, scored, asked.format).await?;
    let (ending, kind) = asked.format.names();
    let name = format!("attachment; filename=\"self-evaluation-{project}-{year}.{ending}\"");
    let headers = [
        (header::CONTENT_TYPE, kind.to_owned()),
        (header::CONTENT_DISPOSITION, name),
    ];
    Ok((headers, bytes).into_response())
}

async fn draw(
    state: &HttpState,
    (form, scored): (Form, SelfEvaluation),
    format: Format,
) -> Result<Vec<u8>, Problem> {
    drawn(state, move |fonts| {
        let printed = evaluation::print(&form, &scored);
        Some(match format {
            Format::Json => evaluation::to_json(&form, &scored).map(String::into_bytes),
            Format::Xlsx => evaluation::to_xlsx(&printed),
            Format::Docx => evaluation::to_docx(&printed),
            Format::Pdf => evaluation::to_pdf(&printed, fonts?),
        })
    })
    .await
}
