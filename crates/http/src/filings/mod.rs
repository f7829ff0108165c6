//! Filings (填报): forms written, prepared, reviewed, signed and locked.

mod press;
mod view;
mod workbook;

pub use press::FormPress;

use crate::{
    HttpState, Problem,
    act::{order, to_its_end},
    at::At,
    body::Body,
    edge::etag::IfMatch,
    forms::Format,
    keys::Key,
    params::Params,
    projects::{may_see, project_id},
    who::Who,
};
use axum::{
    Json,
    extract::State,
    http::{HeaderName, StatusCode, header},
    response::{IntoResponse, Response},
};
use liandong_app::{AppError, access::Visitor, filings::FilingLine};
use liandong_domain::{
    ids::{ItemId, TownId},
    performance::filing::{
        Filing, FilingCommand, FilingRejection, FilingStage, filing_id, read_id,
    },
    rights::{Right, grants},
    time::Timestamp,
};
use liandong_report::form;
use serde::{Deserialize, Serialize};
use std::sync::Arc;
use utoipa::{IntoParams, ToSchema};
use utoipa_axum::{router::OpenApiRouter, routes};
use view::{FilingSummary, FilingView};

/// SM3 of a file's bytes, hexadecimal, as the seal has it.
const SEALED: HeaderName = HeaderName::from_static("x-content-sm3");

pub(crate) fn routes() -> OpenApiRouter<HttpState> {
    OpenApiRouter::new()
        .routes(routes!(filings, open_filing))
        .routes(routes!(filing))
        .routes(routes!(filing_command))
        .routes(routes!(filing_file))
        .merge(workbook::routes())
}

/// The filings of a project.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Filings {
    /// By tracking date and edition.
    filings: Vec<FilingSummary>,
}

/// The edition to open.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct OpenFiling {
    /// The tracking period of the project.
    #[schema(value_type = String)]
    tracking: ItemId,
    /// Why a signed edition is corrected (更正理由); needed where there is one.
    reason: Option<String>,
}

/// A command to a filing.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = FilingRequest)]
pub(crate) struct Asked {
    /// What to do.
    command: FilingCommand,
    /// When it happened; now, when left out. Earlier is a late entry (补报).
    occurred_at: Option<Timestamp>,
    /// The version that the client looked at; 409 when it has moved on since.
    expected_version: Option<u64>,
}

#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(crate) struct AsFile {
    /// PDF, XLSX or DOCX.
    #[param(inline)]
    format: FileFormat,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
#[schema(as = FilingFormat)]
pub(crate) enum FileFormat {
    /// `application/pdf`.
    Pdf,
    /// `application/vnd.openxmlformats-officedocument.spreadsheetml.sheet`.
    Xlsx,
    /// `application/vnd.openxmlformats-officedocument.wordprocessingml.document`.
    Docx,
}

impl FileFormat {
    const fn names(self) -> (&'static str, &'static str) {
        match self {
            Self::Pdf => Format::Pdf,
            Self::Xlsx => Format::Xlsx,
            Self::Docx => Format::Docx,
        }
        .names()
    }
}

/// The filings of a project, by tracking date and edition.
#[utoipa::path(get, path = "/api/v1/projects/{id}/filings", tag = "performance",
    params(("id" = String, Path, description = "The project's identifier")),
    responses((status = 200, body = Filings), (status = "4XX", body = Problem, content_type = "application/problem+json")))]
pub(crate) async fn filings(
    State(state): State<HttpState>,
    Who(visitor): Who,
    At(id): At<String>,
) -> Result<Json<Filings>, Problem> {
    may_see(&visitor)?;
    let lines = state.app.filings(&visitor.town, &project_id(&id)?).await?;
    Ok(Json(Filings {
        filings: lines.iter().map(view::summary).collect(),
    }))
}

/// Opens the next edition of a tracking period's filing: the first, or the correction of a signed one.
#[utoipa::path(post, path = "/api/v1/projects/{id}/filings", tag = "performance", request_body = OpenFiling,
    params(("id" = String, Path, description = "The project's identifier"),
        ("Idempotency-Key" = String, Header, description = "1 to 200 visible ASCII characters, new for each act; a UUIDv7 is best")),
    responses((status = 201, body = FilingView), (status = "4XX", body = Problem, content_type = "application/problem+json")))]
pub(crate) async fn open_filing(
    State(state): State<HttpState>,
    Who(visitor): Who,
    At(id): At<String>,
    key: Key,
    Body(asked): Body<OpenFiling>,
) -> Result<(StatusCode, Json<FilingView>), Problem> {
    visitor.require(Right::ManagePerformance)?;
    let project = project_id(&id)?;
    let (app, town) = (Arc::clone(&state.app), visitor.town.clone());
    let edition = app.next_edition(&town, &project, &asked.tracking).await?;
    let id = filing_id(&project, &asked.tracking, edition);
    let command = FilingCommand::Open {
        reason: asked.reason,
    };
    let view = act(&state, &visitor, order(&visitor, key, None), id, command).await?;
    Ok((StatusCode::CREATED, Json(view)))
}

/// A filing with its figures, its texts, and what is still to be written.
#[utoipa::path(get, path = "/api/v1/filings/{filing}", tag = "performance",
    params(("filing" = String, Path, description = "The filing: `<project>.<tracking period>.<edition>`")),
    responses((status = 200, body = FilingView), (status = "4XX", body = Problem, content_type = "application/problem+json")))]
pub(crate) async fn filing(
    State(state): State<HttpState>,
    Who(visitor): Who,
    At(id): At<String>,
) -> Result<Json<FilingView>, Problem> {
    may_see(&visitor)?;
    let line = line(&state, &visitor.town, &id).await?;
    Ok(Json(shown(&state, &visitor.town, &line).await?))
}

/// Gives a command to a filing: `edit`, `judge`, `prepare`, `review`, `return`, `sign`, `abandon`. Sent twice
/// under one key, it happens once. Only a leader signs; only another than who prepared it reviews.
#[utoipa::path(post, path = "/api/v1/filings/{filing}/commands", tag = "performance", request_body = Asked,
    params(("filing" = String, Path, description = "The filing: `<project>.<tracking period>.<edition>`"),
        ("Idempotency-Key" = String, Header, description = "1 to 200 visible ASCII characters, new for each act; a UUIDv7 is best"),
        ("If-Match" = Option<String>, Header, description = "The ETag as it was read, or `*`; 412 when it has moved on")),
    responses((status = 200, body = FilingView), (status = "4XX", body = Problem, content_type = "application/problem+json")))]
pub(crate) async fn filing_command(
    State(state): State<HttpState>,
    Who(visitor): Who,
    At(id): At<String>,
    key: Key,
    IfMatch(expected): IfMatch,
    Body(asked): Body<Asked>,
) -> Result<Json<FilingView>, Problem> {
    may_give(&visitor, &asked.command)?;
    let mut order = order(&visitor, key, asked.occurred_at);
    order.expected_version = expected.or(asked.expected_version);
    Ok(Json(act(&state, &visitor, order, id, asked.command).await?))
}

/// The form of a filing as a file: of a signed one, made again from what was locked and the same to the
/// byte (409 where this machine's fonts differ from those it was signed with); of another, as it is now.
#[utoipa::path(get, path = "/api/v1/filings/{filing}/file", tag = "performance",
    params(("filing" = String, Path, description = "The filing: `<project>.<tracking period>.<edition>`"), AsFile),
    responses((status = 200, description = "The file; `X-Content-SM3` is the sealed digest", content((Vec<u8> = "application/pdf"), (Vec<u8> = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"), (Vec<u8> = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"))), (status = "4XX", body = Problem, content_type = "application/problem+json")))]
pub(crate) async fn filing_file(
    State(state): State<HttpState>,
    Who(visitor): Who,
    At(id): At<String>,
    Params(AsFile { format }): Params<AsFile>,
) -> Result<Response, Problem> {
    may_see(&visitor)?;
    let (app, town, press) = (
        Arc::clone(&state.app),
        visitor.town.clone(),
        Arc::clone(&state.press),
    );
    let line = line(&state, &town, &id).await?;
    let (ending, kind) = format.names();
    let name = format!("attachment; filename=\"form-2-1-{id}.{ending}\"");
    let headers = [
        (header::CONTENT_TYPE, kind.to_owned()),
        (header::CONTENT_DISPOSITION, name),
    ];
    let _permit = state.typesetters.clone().acquire_owned().await;
    if line.filing.stage == FilingStage::Signed {
        let made = app.reproduce(&town, &id, ending, press.as_ref()).await?;
        if !made.is_the_same() {
            return Err(not_the_same());
        }
        let sealed = [(SEALED, made.sealed.sm3)];
        return Ok((headers, sealed, made.file.bytes).into_response());
    }
    let (_, printed) = app.draft_filing(&town, &id, press.as_ref()).await?;
    let files = liandong_app::filings::Press::set(press.as_ref(), &printed, form::TEMPLATE_EDITION);
    let files = files.map_err(AppError::from)?;
    let file = files.into_iter().find(|file| file.format == ending);
    let file =
        file.ok_or_else(|| AppError::Refused(FilingRejection::NoFormat(ending.to_owned()).into()))?;
    Ok((headers, file.bytes).into_response())
}

fn not_the_same() -> Problem {
    Problem::new(
        StatusCode::CONFLICT,
        "not_reproduced",
        "本机字体或程序与签署时不同，不能逐字节重现该文件；请在装有签署时字体的机器上打开",
        "this machine's fonts or program differ from those of the signature: the file would not be the same to the byte",
    )
}

/// What a visitor may ask of a filing. A leader may send back what is to be signed.
fn may_give(visitor: &Visitor, command: &FilingCommand) -> Result<(), Problem> {
    let signs = grants(visitor.account.role, Right::SignForms);
    match command {
        FilingCommand::Sign => visitor.require(Right::SignForms)?,
        FilingCommand::Return { .. } if signs => visitor.require(Right::SignForms)?,
        _ => visitor.require(Right::ManagePerformance)?,
    }
    Ok(())
}

async fn act(
    state: &HttpState,
    visitor: &Visitor,
    order: liandong_app::Order,
    id: String,
    command: FilingCommand,
) -> Result<FilingView, Problem> {
    let (app, press) = (Arc::clone(&state.app), Arc::clone(&state.press));
    let (town, name) = (visitor.town.clone(), id.clone());
    to_its_end(async move {
        app.file(&town, order, &name, &command, press.as_ref())
            .await
    })
    .await?;
    let line = line(state, &visitor.town, &id).await?;
    shown(state, &visitor.town, &line).await
}

/// A filing with its place among the editions.
async fn line(state: &HttpState, town: &TownId, id: &str) -> Result<FilingLine, Problem> {
    let none = || AppError::Refused(FilingRejection::NoFiling(id.to_owned()).into());
    let (project, _, _) = read_id(id).ok_or_else(none)?;
    let lines = state.app.filings(town, &project).await?;
    let found = lines.into_iter().find(|line| line.id == id);
    Ok(found.ok_or_else(none)?)
}

async fn shown(state: &HttpState, town: &TownId, line: &FilingLine) -> Result<FilingView, Problem> {
    let book = state.app.book(town).await?;
    let press = state.press.as_ref();
    let (form, printed) = state.app.draft_filing(town, &line.id, press).await?;
    view::view(&book, line, form, sealed(&line.filing).unwrap_or(&printed))
}

/// The printed form with its signatures, once there are any.
fn sealed(filing: &Filing) -> Option<&str> {
    filing.seal.as_deref().map(|seal| seal.printed.as_str())
}
