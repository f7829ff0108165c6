//! The form 附件2-1, to look at and to download.

use crate::{
    HttpState, Problem,
    at::At,
    params::Params,
    projects::{Days, may_see, project_id},
    who::Who,
};
use axum::{
    extract::State,
    http::{StatusCode, header},
    response::{IntoResponse, Response},
};
use liandong_domain::performance::form::Form;
use liandong_report::{Fonts, ReportError, form};
use serde::Deserialize;
use utoipa::{IntoParams, ToSchema};
use utoipa_axum::{router::OpenApiRouter, routes};

pub(crate) fn routes() -> OpenApiRouter<HttpState> {
    OpenApiRouter::new().routes(routes!(form))
}

#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(crate) struct Asked {
    /// First day, as `2024-01-01`.
    from: String,
    /// Last day.
    to: String,
    /// JSON (computed values and printed words), PDF, XLSX or DOCX.
    #[serde(default)]
    #[param(inline)]
    format: Format,
}

#[derive(Debug, Clone, Copy, Default, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
#[schema(as = FormFormat)]
pub(crate) enum Format {
    /// `application/json`.
    #[default]
    Json,
    /// `application/pdf`.
    Pdf,
    /// `application/vnd.openxmlformats-officedocument.spreadsheetml.sheet`.
    Xlsx,
    /// `application/vnd.openxmlformats-officedocument.wordprocessingml.document`.
    Docx,
}

impl Format {
    pub(crate) const fn names(self) -> (&'static str, &'static str) {
        match self {
            Self::Json => ("json", "application/json"),
            Self::Pdf => ("pdf", "application/pdf"),
            Self::Xlsx => (
                "xlsx",
                "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            ),
            Self::Docx => (
                "docx",
                "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
            ),
        }
    }
}

/// Computes the form over a period and writes it in the format asked for.
#[utoipa::path(get, path = "/api/v1/projects/{id}/form", tag = "performance",
    params(("id" = String, Path, description = "The project's identifier"), Asked),
    responses((status = 200, description = "`{form, printed}`; or the file", content((Object = "application/json"), (Vec<u8> = "application/pdf"), (Vec<u8> = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"), (Vec<u8> = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"))), (status = "4XX", body = Problem, content_type = "application/problem+json")))]
pub(crate) async fn form(
    State(state): State<HttpState>,
    Who(visitor): Who,
    At(id): At<String>,
    Params(asked): Params<Asked>,
) -> Result<Response, Problem> {
    may_see(&visitor)?;
    let project = project_id(&id)?;
    let days = Days {
        from: asked.from,
        to: asked.to,
    };
    let period = days.period()?;
    let computed = state.app.form(&visitor.town, &project, period).await?;
    let bytes = draw(&state, computed, asked.format).await?;
    let (ending, kind) = asked.format.names();
    let name = format!(
        "attachment; filename=\"form-2-1-{project}-{}-{}.{ending}\"",
        period.from, period.to
    );
    let headers = [
        (header::CONTENT_TYPE, kind.to_owned()),
        (header::CONTENT_DISPOSITION, name),
    ];
    Ok((headers, bytes).into_response())
}

async fn draw(state: &HttpState, computed: Form, format: Format) -> Result<Vec<u8>, Problem> {
    drawn(state, move |fonts| {
        Some(match format {
            Format::Json => form::to_json(&computed).map(String::into_bytes),
            Format::Xlsx => form::to_xlsx(&form::print(&computed)),
            Format::Docx => form::to_docx(&form::print(&computed)),
            Format::Pdf => form::to_pdf(&form::print(&computed), fonts?),
        })
    })
    .await
}

/// Draws on a thread of its own: typesetting takes a core for a moment. `draw` gives nothing where it needs fonts
/// and the machine has none.
pub(crate) async fn drawn(
    state: &HttpState,
    draw: impl FnOnce(Option<&Fonts>) -> Option<Result<Vec<u8>, ReportError>> + Send + 'static,
) -> Result<Vec<u8>, Problem> {
    let fonts = state.fonts.clone();
    let permit = state.typesetters.clone().acquire_owned().await;
    let drawn = tokio::task::spawn_blocking(move || {
        let _permit = permit;
        let drawn = draw(fonts.as_deref()).ok_or_else(no_fonts)?;
        drawn.map_err(|error| Problem::internal(&error))
    });
    drawn
        .await
        .unwrap_or_else(|error| Err(Problem::internal(&error)))
}

pub(crate) fn no_fonts() -> Problem {
    Problem::new(
        StatusCode::SERVICE_UNAVAILABLE,
        "no_fonts",
        "服务器缺少中文字体，暂不能生成 PDF；请安装 Noto Serif CJK SC 后重启，或先下载 XLSX、DOCX",
        "the server lacks Noto Serif CJK SC; install it and restart, or take XLSX or DOCX",
    )
}
