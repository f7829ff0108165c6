//! Leave, swaps, covers, extra members; checking in and out.

use super::{order, to_its_end};
use crate::{
    HttpState, Problem, at::At, body::Body, edge::etag::IfMatch, keys::Key, params::Params,
    who::Who,
};
use axum::{Json, extract::State, http::StatusCode};
use liandong_app::duty::{AttendanceAsked, DutyDayView, RequestPage, RequestQuery, RequestView};
use liandong_domain::{
    duty::{RequestCommand, Wish},
    ids::MemberId,
    time::Timestamp,
};
use serde::Deserialize;
use std::sync::Arc;
use utoipa::{IntoParams, ToSchema};

/// What a page holds when the client names no number.
const USUAL: u64 = 50;

/// Which requests.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(crate) struct Which {
    /// Only those that wait for somebody.
    #[serde(default)]
    open: bool,
    /// Only those of a member.
    #[param(value_type = Option<String>)]
    member: Option<MemberId>,
    /// How many at the most, 1 to 500; 50 when left out.
    limit: Option<u64>,
    /// `next` of the page before, as it was given.
    cursor: Option<String>,
}

/// What is asked and why.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = DutyAsked)]
pub(crate) struct Asked {
    /// What.
    wish: Wish,
    /// Why.
    reason: String,
    /// When it was asked; now, when left out.
    occurred_at: Option<Timestamp>,
}

/// What is done with a request.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = DutyCommandRequest)]
pub(crate) struct Done {
    /// What to do.
    command: RequestCommand,
    /// When it happened; now, when left out.
    occurred_at: Option<Timestamp>,
    /// The version that the client looked at; 409 when the request has moved on since.
    expected_version: Option<u64>,
}

/// What is entered about attendance.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = AttendanceRequest)]
pub(crate) struct Marked {
    /// What.
    entry: AttendanceAsked,
    /// When it happened; now, when left out.
    occurred_at: Option<Timestamp>,
}

/// Requests, newest first, page by page: a member's own, or all for who reads the duty book.
#[utoipa::path(get, path = "/api/v1/duty/requests", operation_id = "duty_requests", tag = "duty", params(Which),
    responses((status = 200, body = RequestPage), (status = "4XX", body = Problem, content_type = "application/problem+json")))]
pub(crate) async fn list(
    State(state): State<HttpState>,
    Who(visitor): Who,
    Params(which): Params<Which>,
) -> Result<Json<RequestPage>, Problem> {
    let query = RequestQuery {
        open: which.open,
        member: which.member,
        before: which.cursor,
        limit: which.limit.unwrap_or(USUAL),
    };
    Ok(Json(state.app.duty_requests(&visitor, &query).await?))
}

/// Asks for leave, a swap, a cover or an extra member.
#[utoipa::path(post, path = "/api/v1/duty/requests", operation_id = "ask_duty", tag = "duty", request_body = Asked,
    params(("Idempotency-Key" = String, Header, description = "1 to 200 visible ASCII characters, new for each act; a UUIDv7 is best")),
    responses((status = 201, body = RequestView), (status = "4XX", body = Problem, content_type = "application/problem+json")))]
pub(crate) async fn ask(
    State(state): State<HttpState>,
    Who(visitor): Who,
    key: Key,
    Body(asked): Body<Asked>,
) -> Result<(StatusCode, Json<RequestView>), Problem> {
    let order = order(&visitor, key, asked.occurred_at, None);
    let app = Arc::clone(&state.app);
    let done = async move {
        app.ask_duty(&visitor, order, asked.wish, asked.reason)
            .await
    };
    Ok((StatusCode::CREATED, Json(to_its_end(done).await?)))
}

/// A request.
#[utoipa::path(get, path = "/api/v1/duty/requests/{id}", operation_id = "duty_request", tag = "duty",
    params(("id" = String, Path, description = "The request's number")),
    responses((status = 200, body = RequestView), (status = "4XX", body = Problem, content_type = "application/problem+json")))]
pub(crate) async fn one(
    State(state): State<HttpState>,
    Who(visitor): Who,
    At(id): At<String>,
) -> Result<Json<RequestView>, Problem> {
    Ok(Json(state.app.duty_request(&visitor, &id).await?))
}

/// Agrees, declines, approves, refuses, withdraws, revokes, cuts short.
#[utoipa::path(post, path = "/api/v1/duty/requests/{id}/commands", operation_id = "command_duty_request", tag = "duty", request_body = Done,
    params(("id" = String, Path, description = "The request's number"),
        ("Idempotency-Key" = String, Header, description = "1 to 200 visible ASCII characters, new for each act; a UUIDv7 is best"),
        ("If-Match" = Option<String>, Header, description = "The ETag as it was read, or `*`; 412 when it has moved on")),
    responses((status = 200, body = RequestView), (status = "4XX", body = Problem, content_type = "application/problem+json")))]
pub(crate) async fn command(
    State(state): State<HttpState>,
    Who(visitor): Who,
    At(id): At<String>,
    key: Key,
    IfMatch(expected): IfMatch,
    Body(done): Body<Done>,
) -> Result<Json<RequestView>, Problem> {
    let order = order(
        &visitor,
        key,
        done.occurred_at,
        expected.or(done.expected_version),
    );
    let app = Arc::clone(&state.app);
    let done = async move {
        app.act_on_request(&visitor, order, &id, &done.command)
            .await
    };
    Ok(Json(to_its_end(done).await?))
}

/// Checks in or out (签到、签退), or puts right what was marked; answers with the day's duty.
#[utoipa::path(post, path = "/api/v1/duty/attendance", operation_id = "attend", tag = "duty", request_body = Marked,
    params(("Idempotency-Key" = String, Header, description = "1 to 200 visible ASCII characters, new for each act; a UUIDv7 is best")),
    responses((status = 200, body = DutyDayView), (status = "4XX", body = Problem, content_type = "application/problem+json")))]
pub(crate) async fn attend(
    State(state): State<HttpState>,
    Who(visitor): Who,
    key: Key,
    Body(marked): Body<Marked>,
) -> Result<Json<DutyDayView>, Problem> {
    let order = order(&visitor, key, marked.occurred_at, None);
    let app = Arc::clone(&state.app);
    let done = async move {
        let (day, _, _) = app.attend(&visitor, order, marked.entry).await?;
        app.duty_day(&visitor, day).await
    };
    Ok(Json(to_its_end(done).await?))
}
