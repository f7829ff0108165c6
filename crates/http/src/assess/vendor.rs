//! The vendor's month: findings by clause with their records, commands.

use super::{
    month_at, not_for_members, order, page_size, to_its_end,
    vendor_view::{
        ClauseEvidence, VendorSummary, VendorView, clause as clause_view, summary, vendor,
    },
};
use crate::{
    HttpState, Problem, at::At, body::Body, edge::etag::IfMatch, keys::Key, params::Params,
    projects::project_id, who::Who,
};
use axum::{Json, extract::State, http::StatusCode};
use liandong_app::AppError;
use liandong_domain::{
    assessment::vendor::{VendorCommand, VendorRejection},
    ids::ItemId,
    rights::Right,
    time::Timestamp,
};
use serde::{Deserialize, Serialize};
use std::sync::Arc;
use utoipa::{IntoParams, ToSchema};

#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(crate) struct Months {
    /// `next` of the page before, as it was given.
    cursor: Option<String>,
    /// How many at the most, 1 to 120; 24 when left out.
    limit: Option<u64>,
}

/// A page of vendors' months, last month first.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct VendorAssessments {
    /// The months.
    assessments: Vec<VendorSummary>,
    /// Give it as `cursor` to go on; `null` at the end.
    next: Option<String>,
}

#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(crate) struct Records {
    /// `next` of the page before, as it was given.
    cursor: Option<usize>,
    /// How many at the most, 1 to 1000; 200 when left out.
    limit: Option<usize>,
}

/// A command to a vendor's month.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = VendorAssessmentRequest)]
pub(crate) struct Asked {
    /// What to do.
    command: VendorCommand,
    /// When it happened; now, when left out. Earlier is a late entry (补报).
    occurred_at: Option<Timestamp>,
    /// The version that the client looked at; 409 when it has moved on since.
    expected_version: Option<u64>,
}

/// Vendors' months, last month first, page by page.
#[utoipa::path(get, path = "/api/v1/vendor-assessments", tag = "assessment", params(Months),
    operation_id = "vendor_months",
    responses((status = 200, body = VendorAssessments), (status = "4XX", body = Problem, content_type = "application/problem+json")))]
pub(crate) async fn months(
    State(state): State<HttpState>,
    Who(visitor): Who,
    Params(asked): Params<Months>,
) -> Result<Json<VendorAssessments>, Problem> {
    visitor.require(Right::ReadAssessment)?;
    not_for_members(&visitor)?;
    let book = state.app.book(&visitor.town).await?;
    let limit = asked.limit.unwrap_or(24);
    let before = asked.cursor.as_deref();
    let page = state
        .app
        .vendor_months(&visitor.town, before, limit)
        .await?;
    let months = page.months.iter();
    Ok(Json(VendorAssessments {
        assessments: months
            .map(|(one, version)| summary(&book, one, *version))
            .collect(),
        next: page.next,
    }))
}

/// A vendor's month: each clause of the contract with what was measured and what it costs.
#[utoipa::path(get, path = "/api/v1/vendor-assessments/{project}/{month}", tag = "assessment",
    operation_id = "vendor_month",
    params(("project" = String, Path, description = "The project's identifier"),
        ("month" = String, Path, description = "The month, as 2024-03")),
    responses((status = 200, body = VendorView), (status = "4XX", body = Problem, content_type = "application/problem+json")))]
pub(crate) async fn month(
    State(state): State<HttpState>,
    Who(visitor): Who,
    At((project, month)): At<(String, String)>,
) -> Result<Json<VendorView>, Problem> {
    visitor.require(Right::ReadAssessment)?;
    not_for_members(&visitor)?;
    let (project, month) = (project_id(&project)?, month_at(&month)?);
    let found = state.app.vendor_month(&visitor.town, &project, month);
    let (one, version) = found
        .await?
        .ok_or_else(|| AppError::Refused(VendorRejection::NotDrafted.into()))?;
    let book = state.app.book(&visitor.town).await?;
    let booked = state.app.is_booked(&visitor.town, &one).await?;
    Ok(Json(vendor(&book, &visitor, &one, version, booked)))
}

/// The very records behind a clause's finding.
#[utoipa::path(get, path = "/api/v1/vendor-assessments/{project}/{month}/clauses/{clause}", tag = "assessment",
    operation_id = "vendor_clause",
    params(("project" = String, Path, description = "The project's identifier"),
        ("month" = String, Path, description = "The month, as 2024-03"),
        ("clause" = String, Path, description = "The clause's identifier"), Records),
    responses((status = 200, body = ClauseEvidence), (status = "4XX", body = Problem, content_type = "application/problem+json")))]
pub(crate) async fn clause(
    State(state): State<HttpState>,
    Who(visitor): Who,
    At((project, month, clause)): At<(String, String, String)>,
    Params(asked): Params<Records>,
) -> Result<Json<ClauseEvidence>, Problem> {
    visitor.require(Right::ReadAssessment)?;
    not_for_members(&visitor)?;
    let (project, month) = (project_id(&project)?, month_at(&month)?);
    let none = || {
        Problem::new(
            StatusCode::NOT_FOUND,
            "no_such_clause",
            format!("没有编号为“{clause}”的条款"),
            format!("there is no clause {clause}"),
        )
    };
    let id = ItemId::new(&clause).map_err(|_| none())?;
    let found = state.app.vendor_month(&visitor.town, &project, month);
    if let Some((one, _)) = found.await?
        && one.terms.clause(&id).is_none()
    {
        return Err(none());
    }
    let explained = state
        .app
        .explain_clause(&visitor.town, &project, month, &id);
    let (one, evidence) = explained.await?;
    let mut findings = one.computed.findings.iter();
    let finding = findings.find(|finding| finding.clause == id);
    let (rule, finding) = one.terms.clause(&id).zip(finding).ok_or_else(none)?;
    let (total, limit) = (evidence.len(), page_size(asked.limit));
    let begin = asked.cursor.unwrap_or(0).min(total);
    let end = begin.saturating_add(limit).min(total);
    Ok(Json(ClauseEvidence {
        clause: clause_view(&one, rule, finding),
        log_position: one.computed.log_position,
        items: evidence
            .into_iter()
            .skip(begin)
            .take(limit)
            .map(Into::into)
            .collect(),
        total,
        next: (end < total).then_some(end),
    }))
}

/// Gives a command to a vendor's month. Sent twice under one key, it happens once. What is decided
/// enters the project's ledger, once.
#[utoipa::path(post, path = "/api/v1/vendor-assessments/{project}/{month}/commands", tag = "assessment", request_body = Asked,
    operation_id = "vendor_command",
    params(("project" = String, Path, description = "The project's identifier"),
        ("month" = String, Path, description = "The month, as 2024-03"),
        ("Idempotency-Key" = String, Header, description = "1 to 200 visible ASCII characters, new for each act; a UUIDv7 is best"),
        ("If-Match" = Option<String>, Header, description = "The ETag as it was read, or `*`; 412 when it has moved on")),
    responses((status = 200, body = VendorView), (status = "4XX", body = Problem, content_type = "application/problem+json")))]
pub(crate) async fn command(
    State(state): State<HttpState>,
    Who(visitor): Who,
    At((project, month)): At<(String, String)>,
    key: Key,
    IfMatch(expected): IfMatch,
    Body(asked): Body<Asked>,
) -> Result<Json<VendorView>, Problem> {
    visitor.require(Right::ManageAssessment)?;
    let (project, month) = (project_id(&project)?, month_at(&month)?);
    let order = order(
        &visitor,
        key,
        asked.occurred_at,
        expected.or(asked.expected_version),
    );
    let (app, town) = (Arc::clone(&state.app), visitor.town.clone());
    let command = asked.command;
    let done = to_its_end(async move {
        app.assess_vendor(&town, order, &project, month, &command)
            .await
    });
    let done = done.await?;
    let book = state.app.book(&visitor.town).await?;
    let booked = state.app.is_booked(&visitor.town, &done.state).await?;
    Ok(Json(vendor(
        &book,
        &visitor,
        &done.state,
        done.version,
        booked,
    )))
}
