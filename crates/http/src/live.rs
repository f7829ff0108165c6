//! What happens, as it happens: server-sent events from the log, resumed without loss.
//!
//! A thousand readers of one town and role see the same: one feeder a town and class of reader
//! turns the log into pages of ready frames ([`hub`]), and each reader picks what is after its own
//! position. A reader that begins earlier, or falls behind, reads the log by itself until it has
//! caught up ([`feed`]).

mod feed;
mod frames;
mod hub;

pub(crate) use frames::{Beside, CalledForHelp, Hello};
pub(crate) use hub::Hub;

use crate::{
    HttpState, Problem,
    params::Params,
    who::{self, Who},
};
use axum::{
    body::Body,
    extract::State,
    http::{HeaderMap, HeaderName, HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};
use feed::{Feed, Reader};
use frames::{Happened, frame};
use futures_util::stream;
use liandong_app::AppError;
use liandong_domain::rights::Right;
use serde::Deserialize;
use std::sync::Arc;
use utoipa::IntoParams;
use utoipa_axum::{router::OpenApiRouter, routes};

/// A client further behind than this is told to load anew instead of being sent everything.
const FAR_BEHIND: u64 = 5_000;

pub(crate) fn routes() -> OpenApiRouter<HttpState> {
    OpenApiRouter::new().routes(routes!(live))
}

#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(crate) struct Asked {
    /// Begin after this position; a `Last-Event-ID` header goes before it. Without either, from now.
    after: Option<u64>,
}

/// Everything that happens in the town from now on (or from a position on), as server-sent events:
/// `hello`, `incident`, `sos` (a member calls for help), `town` (the register changed), `stream`
/// (something else changed), `position` (a car is somewhere else; without an id) and `reset` (load
/// anew). Each event of the log that the reader may know of is told once.
#[utoipa::path(get, path = "/api/v1/live", tag = "live", params(Asked),
    responses((status = 200, content_type = "text/event-stream", body = Happened), (status = "4XX", body = Problem, content_type = "application/problem+json")))]
pub(crate) async fn live(
    State(state): State<HttpState>,
    Who(visitor): Who,
    Params(asked): Params<Asked>,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    visitor.require(Right::ReadIncidents)?;
    let token = who::token(&headers).ok_or(AppError::Unauthenticated)?;
    let place = Arc::clone(&state.readers).try_acquire_owned();
    let place = place.map_err(|_| too_many_readers())?;
    let last = headers
        .get("last-event-id")
        .and_then(|id| id.to_str().ok())
        .and_then(|id| id.parse().ok());
    // Listening begins before the position is read, so that nothing falls in between.
    let pages = state.hub.listen(&state.app, &visitor);
    let head = state.app.position(&visitor.town).await?;
    let from = last.or(asked.after).unwrap_or(head).min(head);
    let (name, from) = if head - from > FAR_BEHIND {
        ("reset", head)
    } else {
        ("hello", from)
    };
    let hello = Hello {
        position: from,
        now: state.app.now(),
    };
    let first = frame(name, Some(from), &hello);
    let reader = Reader {
        visitor,
        token,
        place,
    };
    let feed = Feed::new(&state, reader, pages, from, first);
    let body = Body::from_stream(stream::unfold(feed, Feed::next));
    let headers = [
        (
            header::CONTENT_TYPE,
            HeaderValue::from_static("text/event-stream"),
        ),
        // nginx keeps answers back otherwise.
        (
            HeaderName::from_static("x-accel-buffering"),
            HeaderValue::from_static("no"),
        ),
    ];
    Ok((headers, body).into_response())
}

fn too_many_readers() -> Problem {
    let mut problem = Problem::new(
        StatusCode::SERVICE_UNAVAILABLE,
        "too_many_readers",
        "实时推送的读者已满，请稍后再试",
        "there are too many readers of live streams; try again later",
    );
    problem.retry_after = Some(10);
    problem
}
