//! Daily, weekly and monthly reports: listed, read, looked at beforehand, published anew.

use crate::{
    HttpState, Problem,
    act::{order, to_its_end},
    at::At,
    forms::no_fonts,
    keys::Key,
    params::Params,
    who::Who,
};
use axum::{
    Json,
    extract::State,
    http::{StatusCode, header},
    response::{IntoResponse, Response},
};
use liandong_analysis::Report;
use liandong_app::reports::{Computed, Published, ReportPage, ReportQuery, may_read};
use liandong_domain::{
    ids::TownId,
    reports::{Basis, PublishRejection, ReportKind, ReportOf},
    rights::Right,
    time::{Day, Timestamp},
};
use liandong_report::analysis;
use serde::{Deserialize, Serialize};
use std::sync::Arc;
use utoipa::{IntoParams, ToSchema};
use utoipa_axum::{router::OpenApiRouter, routes};

pub(crate) fn routes() -> OpenApiRouter<HttpState> {
    OpenApiRouter::new()
        .routes(routes!(reports))
        .routes(routes!(report_preview))
        .routes(routes!(report))
        .routes(routes!(publish_report))
}

#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(crate) struct Listed {
    /// Of one kind; all when left out.
    kind: Option<ReportKind>,
    /// `next` of the page before.
    cursor: Option<String>,
    /// How many at the most, 1 to 200; 50 when left out.
    limit: Option<u64>,
}

#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(crate) struct Asked {
    /// An earlier edition; the last one when left out.
    edition: Option<u32>,
    /// JSON (values and sentences), PDF or XLSX.
    #[serde(default)]
    #[param(inline)]
    format: Format,
}

#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(crate) struct Beforehand {
    /// Which kind.
    kind: ReportKind,
    /// A day of the period, as `2024-03-01`.
    day: String,
    /// JSON (values and sentences), PDF or XLSX.
    #[serde(default)]
    #[param(inline)]
    format: Format,
}

#[derive(Debug, Clone, Copy, Default, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
#[schema(as = ReportFormat)]
pub(crate) enum Format {
    /// `application/json`.
    #[default]
    Json,
    /// `application/pdf`.
    Pdf,
    /// `application/vnd.openxmlformats-officedocument.spreadsheetml.sheet`.
    Xlsx,
}

impl Format {
    const fn names(self) -> (&'static str, &'static str) {
        match self {
            Self::Json => ("json", "application/json"),
            Self::Pdf => ("pdf", "application/pdf"),
            Self::Xlsx => (
                "xlsx",
                "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            ),
        }
    }
}

/// An edition of a report.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct ReportEdition {
    /// From 1.
    edition: u32,
    /// When it was published.
    published_at: Timestamp,
    /// SM3 of its figures, hexadecimal.
    digest: String,
}

/// A report with its sentences.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct ReportView {
    /// The kind's name.
    kind_name: &'static str,
    /// The edition; `null` of a preview.
    edition: Option<u32>,
    /// When it was published; `null` of a preview.
    published_at: Option<Timestamp>,
    /// SM3 of its figures; `null` of a preview.
    digest: Option<String>,
    /// The digest of the edition before it.
    former: Option<String>,
    /// All editions, the first one first.
    editions: Vec<ReportEdition>,
    /// What it was made from.
    basis: Basis,
    /// Written findings (文字结论).
    findings: Vec<String>,
    /// The values.
    report: Report,
}

/// What is shown or drawn.
struct Shown {
    report: Report,
    basis: Basis,
    edition: Option<ReportEdition>,
    former: Option<String>,
    editions: Vec<ReportEdition>,
}

impl From<Published> for Shown {
    fn from(published: Published) -> Self {
        let Published {
            report,
            edition,
            editions,
        } = published;
        Self {
            report,
            basis: edition.basis,
            edition: Some(ReportEdition {
                edition: edition.edition,
                published_at: edition.at,
                digest: edition.digest.into(),
            }),
            former: edition.former.map(Into::into),
            editions: editions
                .into_iter()
                .map(|(edition, published_at, digest)| ReportEdition {
                    edition,
                    published_at,
                    digest: digest.into(),
                })
                .collect(),
        }
    }
}

impl From<Computed> for Shown {
    fn from(computed: Computed) -> Self {
        Self {
            report: computed.report,
            basis: computed.basis,
            edition: None,
            former: None,
            editions: Vec::new(),
        }
    }
}

/// The published reports, the latest periods first.
#[utoipa::path(get, path = "/api/v1/reports", tag = "performance", params(Listed),
    responses((status = 200, body = ReportPage), (status = "4XX", body = Problem, content_type = "application/problem+json")))]
pub(crate) async fn reports(
    State(state): State<HttpState>,
    Who(visitor): Who,
    Params(Listed {
        kind,
        cursor,
        limit,
    }): Params<Listed>,
) -> Result<Json<ReportPage>, Problem> {
    may_read(&visitor)?;
    let asked = ReportQuery {
        kind,
        cursor,
        limit,
    };
    Ok(Json(state.app.reports(&visitor.town, &asked).await?))
}

/// A published report as it was published.
#[utoipa::path(get, path = "/api/v1/reports/{id}", tag = "performance", operation_id = "read_report",
    params(("id" = String, Path, description = "`daily-2024-03-01`, `weekly-2024-W09`, `monthly-2024-03`"), Asked),
    responses((status = 200, description = "The report; or the file", content((ReportView = "application/json"), (Vec<u8> = "application/pdf"), (Vec<u8> = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"))), (status = "4XX", body = Problem, content_type = "application/problem+json")))]
pub(crate) async fn report(
    State(state): State<HttpState>,
    Who(visitor): Who,
    At(id): At<String>,
    Params(Asked { edition, format }): Params<Asked>,
) -> Result<Response, Problem> {
    may_read(&visitor)?;
    let found = state.app.report(&visitor.town, &id, edition).await?;
    answer(&state, &visitor.town, found.into(), format).await
}

/// A report of any period as the records are now; nothing is written.
#[utoipa::path(get, path = "/api/v1/reports/preview", tag = "performance", params(Beforehand),
    responses((status = 200, description = "The report; or the file", content((ReportView = "application/json"), (Vec<u8> = "application/pdf"), (Vec<u8> = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"))), (status = "4XX", body = Problem, content_type = "application/problem+json")))]
pub(crate) async fn report_preview(
    State(state): State<HttpState>,
    Who(visitor): Who,
    Params(Beforehand { kind, day, format }): Params<Beforehand>,
) -> Result<Response, Problem> {
    may_read(&visitor)?;
    let day: Day = day.parse().map_err(|_| bad_day())?;
    let of = ReportOf::holding(kind, day);
    let computed = state.app.compute_report(&visitor.town, of).await?;
    answer(&state, &visitor.town, computed.into(), format).await
}

/// Publishes a report: the first edition of its period, or the next one where figures have changed since
/// (补报); answers the edition that holds. Sent twice under one key, it happens once.
#[utoipa::path(post, path = "/api/v1/reports/{id}/editions", tag = "performance",
    params(("id" = String, Path, description = "`daily-2024-03-01`, `weekly-2024-W09`, `monthly-2024-03`"),
        ("Idempotency-Key" = String, Header, description = "1 to 200 visible ASCII characters, new for each act; a UUIDv7 is best")),
    responses((status = 200, body = ReportView), (status = "4XX", body = Problem, content_type = "application/problem+json")))]
pub(crate) async fn publish_report(
    State(state): State<HttpState>,
    Who(visitor): Who,
    At(id): At<String>,
    key: Key,
) -> Result<Response, Problem> {
    visitor.require(Right::ManagePerformance)?;
    let of: ReportOf = id.parse().map_err(|_| {
        liandong_app::AppError::Refused(PublishRejection::NoSuchReport(id.clone()).into())
    })?;
    let (app, town) = (Arc::clone(&state.app), visitor.town.clone());
    let order = order(&visitor, key, None);
    to_its_end(async move { app.publish_report(&town, order, of).await }).await?;
    let found = state.app.report(&visitor.town, &id, None).await?;
    answer(&state, &visitor.town, found.into(), Format::Json).await
}

fn bad_day() -> Problem {
    Problem::new(
        StatusCode::UNPROCESSABLE_ENTITY,
        "bad_day",
        "day 不是日期，如 2024-03-01",
        "day: a calendar day such as 2024-03-01",
    )
    .about("day")
}

async fn answer(
    state: &HttpState,
    town: &TownId,
    shown: Shown,
    format: Format,
) -> Result<Response, Problem> {
    if matches!(format, Format::Json) {
        return Ok(Json(view(shown)).into_response());
    }
    let book = state.app.book(town).await?;
    let name = book.registry.town().map(|town| town.name.clone());
    let (ending, kind) = format.names();
    let id = shown.report.id;
    let file = match &shown.edition {
        Some(one) => format!("{id}.{}.{ending}", one.edition),
        None => format!("{id}.preview.{ending}"),
    };
    let bytes = draw(state, name.unwrap_or_default(), shown, format).await?;
    let headers = [
        (header::CONTENT_TYPE, kind.to_owned()),
        (
            header::CONTENT_DISPOSITION,
            format!("attachment; filename=\"{file}\""),
        ),
    ];
    Ok((headers, bytes).into_response())
}

fn view(shown: Shown) -> ReportView {
    let findings = analysis::sentences(&shown.report);
    let (edition, published_at, digest) = match shown.edition {
        Some(one) => (Some(one.edition), Some(one.published_at), Some(one.digest)),
        None => (None, None, None),
    };
    ReportView {
        kind_name: shown.report.kind.zh(),
        edition,
        published_at,
        digest,
        former: shown.former,
        editions: shown.editions,
        basis: shown.basis,
        findings,
        report: shown.report,
    }
}

/// Draws on a thread of its own: typesetting takes a core for a moment.
async fn draw(
    state: &HttpState,
    town: String,
    shown: Shown,
    format: Format,
) -> Result<Vec<u8>, Problem> {
    let fonts = state.fonts.clone();
    let permit = state.typesetters.clone().acquire_owned().await;
    let drawn = tokio::task::spawn_blocking(move || {
        let _permit = permit;
        let edition = shown.edition.as_ref();
        let printed = analysis::print(
            &shown.report,
            &analysis::Heading {
                town: &town,
                edition: edition.map(|one| one.edition),
                former: shown.former.as_deref(),
                basis: &shown.basis,
                digest: edition.map(|one| one.digest.as_str()),
            },
        );
        match (format, &fonts) {
            (Format::Pdf, Some(fonts)) => analysis::to_pdf(&printed, fonts),
            (Format::Pdf, None) => return Err(no_fonts()),
            _ => analysis::to_xlsx(&shown.report, &printed),
        }
        .map_err(|error| Problem::internal(&error))
    });
    drawn
        .await
        .unwrap_or_else(|error| Err(Problem::internal(&error)))
}
