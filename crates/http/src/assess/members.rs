//! The members' month: tables, lines with their records, commands.

use super::{
    members_view::{
        AssessmentSummary, AssessmentView, LineEvidence, Page, Preview, assessment, line, summary,
    },
    month_at, month_in, named, only, order, page_size, to_its_end,
};
use crate::{
    HttpState, Problem, at::At, body::Body, edge::etag::IfMatch, keys::Key, params::Params,
    who::Who,
};
use axum::{
    Json,
    extract::State,
    http::header,
    response::{IntoResponse, Response},
};
use liandong_app::{AppError, access::Visitor};
use liandong_domain::{
    assessment::{
        Month,
        monthly::{Monthly, MonthlyCommand, MonthlyRejection, Stage},
    },
    ids::{ItemId, MemberId},
    rights::Right,
    roles::Role,
    time::Timestamp,
};
use liandong_report::assessment::{Sheet, csv};
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

/// A page of assessments, last month first.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Assessments {
    /// The assessments.
    assessments: Vec<AssessmentSummary>,
    /// Give it as `cursor` to go on; `null` at the end.
    next: Option<Month>,
}

#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(crate) struct Lines {
    /// `next` of the page before, as it was given.
    cursor: Option<String>,
    /// How many lines at the most, 1 to 1000; 200 when left out.
    limit: Option<usize>,
    /// JSON, or CSV with all lines.
    #[serde(default)]
    #[param(inline)]
    format: Format,
}

#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
#[schema(as = AssessmentFormat)]
pub(crate) enum Format {
    /// `application/json`.
    #[default]
    Json,
    /// `text/csv`, with a byte order mark, as spreadsheets want it.
    Csv,
}

#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(crate) struct Records {
    /// Of this part only.
    part: Option<String>,
    /// `next` of the page before, as it was given.
    cursor: Option<usize>,
    /// How many at the most, 1 to 1000; 200 when left out.
    limit: Option<usize>,
}

/// A command to a month's assessment.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = AssessmentRequest)]
pub(crate) struct Asked {
    /// What to do.
    command: MonthlyCommand,
    /// When it happened; now, when left out. Earlier is a late entry (补报).
    occurred_at: Option<Timestamp>,
    /// The version that the client looked at; 409 when it has moved on since.
    expected_version: Option<u64>,
}

/// What is drafted is the office's own until it is published.
fn shown(visitor: &Visitor, state: &Monthly) -> bool {
    visitor.account.role != Role::Member || state.stage != Stage::Draft
}

fn not_drafted() -> Problem {
    AppError::Refused(MonthlyRejection::NotDrafted.into()).into()
}

async fn found(
    state: &HttpState,
    visitor: &Visitor,
    month: Month,
) -> Result<(Monthly, u64), Problem> {
    let found = state.app.monthly(&visitor.town, month).await?;
    found
        .filter(|(one, _)| shown(visitor, one))
        .ok_or_else(not_drafted)
}

/// Assessments, last month first, page by page. Members see what is published.
#[utoipa::path(get, path = "/api/v1/assessments", tag = "assessment", params(Months),
    operation_id = "assessments",
    responses((status = 200, body = Assessments), (status = "4XX", body = Problem, content_type = "application/problem+json")))]
pub(crate) async fn months(
    State(state): State<HttpState>,
    Who(visitor): Who,
    Params(asked): Params<Months>,
) -> Result<Json<Assessments>, Problem> {
    visitor.require(Right::ReadAssessment)?;
    let before = asked.cursor.as_deref();
    let before = before.map(|text| month_in("cursor", text)).transpose()?;
    let limit = asked.limit.unwrap_or(24);
    let page = state.app.months(&visitor.town, before, limit).await?;
    let seen = page.months.iter().filter(|(one, _)| shown(&visitor, one));
    Ok(Json(Assessments {
        assessments: seen.map(|(one, version)| summary(one, *version)).collect(),
        next: page.next,
    }))
}

/// A month's assessment with its table, appeals, corrections and recomputations; the table as CSV. A
/// member sees its own lines only.
#[utoipa::path(get, path = "/api/v1/assessments/{month}", tag = "assessment",
    operation_id = "assessment",
    params(("month" = String, Path, description = "The month, as 2024-03"), Lines),
    responses((status = 200, body = AssessmentView), (status = "4XX", body = Problem, content_type = "application/problem+json")))]
pub(crate) async fn month(
    State(state): State<HttpState>,
    Who(visitor): Who,
    At(month): At<String>,
    Params(asked): Params<Lines>,
) -> Result<Response, Problem> {
    visitor.require(Right::ReadAssessment)?;
    let month = month_at(&month)?;
    let only = only(&visitor)?;
    let (one, version) = found(&state, &visitor, month).await?;
    let book = state.app.book(&visitor.town).await?;
    let after = after(asked.cursor)?;
    let page = Page {
        only,
        after: after.as_ref(),
        limit: page_size(asked.limit),
    };
    if asked.format == Format::Json {
        return Ok(Json(assessment(&book, &visitor, &one, version, page)).into_response());
    }
    let all = Page {
        after: None,
        limit: usize::MAX,
        ..page
    };
    let (lines, _) = all.of(one.lines());
    let sheet = Sheet {
        month,
        standing: one.stage.zh(),
        scoring: &one.scoring,
        lines: &lines,
        log_position: one.computed.log_position,
    };
    let text = csv(sheet, &|member| named(&book, member).name);
    let name = format!("attachment; filename=\"assessment-{month}.csv\"");
    let headers = [
        (header::CONTENT_TYPE, "text/csv; charset=utf-8".to_owned()),
        (header::CONTENT_DISPOSITION, name),
    ];
    Ok((headers, text).into_response())
}

fn after(text: Option<String>) -> Result<Option<MemberId>, Problem> {
    text.map(|text| super::id_in("cursor", text)).transpose()
}

/// The table of a month as the log makes it now; nothing is written. A member sees its own line.
#[utoipa::path(get, path = "/api/v1/assessments/{month}/preview", tag = "assessment",
    operation_id = "assessment_preview",
    params(("month" = String, Path, description = "The month, as 2024-03"),
        ("cursor" = Option<String>, Query, description = "`next` of the page before, as it was given"),
        ("limit" = Option<usize>, Query, description = "How many lines at the most, 1 to 1000; 200 when left out")),
    responses((status = 200, body = Preview), (status = "4XX", body = Problem, content_type = "application/problem+json")))]
pub(crate) async fn preview(
    State(state): State<HttpState>,
    Who(visitor): Who,
    At(month): At<String>,
    Params(asked): Params<Paged>,
) -> Result<Json<Preview>, Problem> {
    visitor.require(Right::ReadAssessment)?;
    let month = month_at(&month)?;
    let only = only(&visitor)?;
    let after = after(asked.cursor)?;
    let scoring = state.app.scoring(&visitor.town, month).await?;
    let computed = state
        .app
        .compute_month(&visitor.town, month, &scoring)
        .await?;
    let book = state.app.book(&visitor.town).await?;
    let page = Page {
        only,
        after: after.as_ref(),
        limit: page_size(asked.limit),
    };
    let (lines, next) = page.of(computed.lines);
    Ok(Json(Preview {
        month,
        log_position: computed.log_position,
        incidents: computed.incidents,
        scoring: (&scoring).into(),
        lines: lines.iter().map(|one| line(&book, &scoring, one)).collect(),
        next,
    }))
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Paged {
    cursor: Option<String>,
    limit: Option<usize>,
}

/// The very records behind a member's line; their sums are the line's. A member asks for its own.
#[utoipa::path(get, path = "/api/v1/assessments/{month}/members/{member}", tag = "assessment",
    operation_id = "assessment_line",
    params(("month" = String, Path, description = "The month, as 2024-03"),
        ("member" = String, Path, description = "The member's identifier"), Records),
    responses((status = 200, body = LineEvidence), (status = "4XX", body = Problem, content_type = "application/problem+json")))]
pub(crate) async fn member_line(
    State(state): State<HttpState>,
    Who(visitor): Who,
    At((month, member)): At<(String, String)>,
    Params(asked): Params<Records>,
) -> Result<Json<LineEvidence>, Problem> {
    visitor.require(Right::ReadAssessment)?;
    let month = month_at(&month)?;
    let no_line = || Problem::from(AppError::Refused(MonthlyRejection::NoMemberLine.into()));
    let member = MemberId::new(&member).map_err(|_| no_line())?;
    if only(&visitor)?.is_some_and(|own| *own != member) {
        return Err(AppError::NotVisible(visitor.account.role).into());
    }
    let part: Option<ItemId> = asked
        .part
        .map(|part| super::id_in("part", part))
        .transpose()?;
    let explained = state
        .app
        .explain_member(&visitor.town, month, &member)
        .await?;
    let drafted = explained.assessment.as_ref().map(|(one, _)| one);
    if drafted.is_some_and(|one| !shown(&visitor, one)) {
        return Err(not_drafted());
    }
    let book = state.app.book(&visitor.town).await?;
    let standing = drafted.and_then(|one| one.line(&member));
    let scoring = &explained.scoring;
    let computed = line(&book, scoring, &explained.line);
    let all = explained.evidence.into_iter();
    let all: Vec<_> = all
        .filter(|one| part.as_ref().is_none_or(|part| one.part == *part))
        .collect();
    let (total, limit) = (all.len(), page_size(asked.limit));
    let begin = asked.cursor.unwrap_or(0).min(total);
    let end = begin.saturating_add(limit).min(total);
    let items = all.into_iter().skip(begin).take(limit);
    Ok(Json(LineEvidence {
        line: line(&book, scoring, standing.as_ref().unwrap_or(&explained.line)),
        computed,
        log_position: explained.log_position,
        items: items.map(Into::into).collect(),
        total,
        next: (end < total).then_some(end),
    }))
}

/// Gives a command to a month's assessment. Sent twice under one key, it happens once. `appeal` is
/// the member's own; all else is the duty manager's.
#[utoipa::path(post, path = "/api/v1/assessments/{month}/commands", tag = "assessment", request_body = Asked,
    operation_id = "assessment_command",
    params(("month" = String, Path, description = "The month, as 2024-03"),
        ("Idempotency-Key" = String, Header, description = "1 to 200 visible ASCII characters, new for each act; a UUIDv7 is best"),
        ("If-Match" = Option<String>, Header, description = "The ETag as it was read, or `*`; 412 when it has moved on")),
    responses((status = 200, body = AssessmentView), (status = "4XX", body = Problem, content_type = "application/problem+json")))]
pub(crate) async fn command(
    State(state): State<HttpState>,
    Who(visitor): Who,
    At(month): At<String>,
    key: Key,
    IfMatch(expected): IfMatch,
    Body(asked): Body<Asked>,
) -> Result<Json<AssessmentView>, Problem> {
    visitor.require(match asked.command {
        MonthlyCommand::Appeal { .. } => Right::AppealAssessment,
        _ => Right::ManageAssessment,
    })?;
    let month = month_at(&month)?;
    let only = only(&visitor)?.cloned();
    let order = order(
        &visitor,
        key,
        asked.occurred_at,
        expected.or(asked.expected_version),
    );
    let (app, town) = (Arc::clone(&state.app), visitor.town.clone());
    let member = visitor.account.member.clone();
    let command = asked.command;
    let done = to_its_end(async move {
        app.assess(&town, order, month, member.as_ref(), &command)
            .await
    });
    let done = done.await?;
    let book = state.app.book(&visitor.town).await?;
    let page = Page {
        only: only.as_ref(),
        after: None,
        limit: page_size(None),
    };
    Ok(Json(assessment(
        &book,
        &visitor,
        &done.state,
        done.version,
        page,
    )))
}
