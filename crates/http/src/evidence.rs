//! The very records behind a figure.

use crate::{
    HttpState, Problem,
    at::At,
    params::Params,
    projects::{Days, may_see, project_id},
    who::Who,
};
use axum::{
    Json,
    extract::State,
    http::{StatusCode, header},
    response::{IntoResponse, Response},
};
use liandong_domain::{
    ids::IndicatorId,
    performance::figure::{EvidenceItem, Figure},
};
use liandong_report::explain;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use utoipa_axum::{router::OpenApiRouter, routes};

pub(crate) fn routes() -> OpenApiRouter<HttpState> {
    OpenApiRouter::new().routes(routes!(evidence))
}

/// Records shown when the client names no number.
const USUAL: usize = 200;
/// Records shown at the most; CSV has them all.
const MOST: usize = 5_000;

#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(crate) struct Asked {
    /// First day, as `2024-01-01`.
    from: String,
    /// Last day.
    to: String,
    /// How many records at the most, up to 5000; 200 when left out.
    limit: Option<usize>,
    /// `next` of the page before, as it was given.
    cursor: Option<u64>,
    /// JSON, or CSV with all records.
    #[serde(default)]
    #[param(inline)]
    format: Format,
}

#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
#[schema(as = EvidenceFormat)]
pub(crate) enum Format {
    /// `application/json`.
    #[default]
    Json,
    /// `text/csv`, with a byte order mark, as spreadsheets want it.
    Csv,
}

/// A figure with its records.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = IndicatorEvidence)]
pub(crate) struct Evidence {
    /// The figure: value, numerator, denominator, formula, evidence, late entries, exclusions.
    #[schema(value_type = Object)]
    figure: Figure,
    /// The records, in order.
    #[schema(value_type = Vec<Object>)]
    items: Vec<EvidenceItem>,
    /// How many there are.
    total: u64,
    /// Give it as `cursor` to go on; `null` at the end.
    next: Option<u64>,
}

/// Lists the records that an indicator's figure counts.
#[utoipa::path(get, path = "/api/v1/projects/{id}/indicators/{indicator}/evidence", tag = "performance",
    params(("id" = String, Path, description = "The project's identifier"),
        ("indicator" = String, Path, description = "The indicator's identifier"), Asked),
    responses((status = 200, description = "The records", content((Evidence = "application/json"), (String = "text/csv"))), (status = "4XX", body = Problem, content_type = "application/problem+json")))]
pub(crate) async fn evidence(
    State(state): State<HttpState>,
    Who(visitor): Who,
    At((id, indicator)): At<(String, String)>,
    Params(asked): Params<Asked>,
) -> Result<Response, Problem> {
    may_see(&visitor)?;
    let project = project_id(&id)?;
    let indicator = IndicatorId::new(&indicator).map_err(|error| {
        Problem::new(
            StatusCode::NOT_FOUND,
            "no_such_indicator",
            format!("没有指标 {indicator}"),
            error.to_string(),
        )
    })?;
    let days = Days {
        from: asked.from,
        to: asked.to,
    };
    let limit = match asked.format {
        Format::Json => asked.limit.unwrap_or(USUAL).clamp(1, MOST),
        Format::Csv => usize::MAX,
    };
    let begin = match asked.format {
        Format::Json => asked.cursor.unwrap_or(0),
        Format::Csv => 0,
    };
    let mut items = Vec::new();
    let mut total = 0_u64;
    let mut each = |item: EvidenceItem| {
        if total >= begin && items.len() < limit {
            items.push(item);
        }
        total += 1;
    };
    let town = &visitor.town;
    let figure = state
        .app
        .explain(town, &project, &indicator, days.period()?, &mut each)
        .await?;
    if asked.format == Format::Json {
        let end = begin.saturating_add(items.len() as u64);
        return Ok(Json(Evidence {
            figure,
            items,
            total,
            next: (end < total).then_some(end),
        })
        .into_response());
    }
    let book = state.app.book(town).await?;
    let indicators = &book.project(&project)?.project().indicators;
    let due = indicators.iter().find(|one| one.id == indicator);
    let text = due.map_or_else(String::new, |one| explain::csv(&one.due, &items));
    let name = format!("attachment; filename=\"evidence-{indicator}.csv\"");
    let headers = [
        (header::CONTENT_TYPE, "text/csv; charset=utf-8".to_owned()),
        (header::CONTENT_DISPOSITION, name),
    ];
    Ok((headers, text).into_response())
}
