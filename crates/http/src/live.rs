//! What happens, as it happens: server-sent events from the log, resumed without loss.

use crate::{
    HttpState, Problem,
    params::Params,
    who::{self, Who},
};
use axum::{
    extract::State,
    http::HeaderMap,
    response::sse::{Event, KeepAlive, Sse},
};
use futures_util::{Stream, StreamExt, stream};
use liandong_app::{
    AppError,
    access::Visitor,
    book::INCIDENT_STREAM,
    view::{IncidentView, kind_zh},
};
use liandong_domain::{ids::IncidentId, time::Timestamp};
use serde::{Deserialize, Serialize};
use std::{collections::VecDeque, convert::Infallible, time::Duration};
use tokio::sync::watch;
use utoipa::{IntoParams, ToSchema};

const HEARTBEAT: Duration = Duration::from_secs(15);
/// Events read from the log at a time.
const PAGE: u64 = 500;
/// A client further behind than this is told to load anew instead of being sent everything.
const FAR_BEHIND: u64 = 5_000;

#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(crate) struct Asked {
    /// Begin after this position; a `Last-Event-ID` header goes before it. Without either, from now.
    after: Option<u64>,
}

/// `event: hello`, at the start, and `event: reset`, when the client must load anew.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Hello {
    /// Events after this position follow.
    position: u64,
    /// The server's time.
    now: Timestamp,
}

/// `event: incident`: an incident as it stands after something happened to it.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Happened {
    /// The event's position in the town's log, also the `id` of the server-sent event.
    position: u64,
    /// The event's kind.
    kind: String,
    /// The kind's name.
    kind_name: String,
    /// The incident now. Several events at once are told as one, with the last one's kind.
    incident: IncidentView,
}

/// Everything that happens in the town from now on (or from a position on), as server-sent events:
/// `hello`, `incident`, `town` (the register changed) and `reset` (load anew).
#[utoipa::path(get, path = "/api/v1/live", tag = "live", params(Asked),
    responses((status = 200, content_type = "text/event-stream", body = Happened), (status = "4XX", body = Problem, content_type = "application/problem+json")))]
pub(crate) async fn live(
    State(state): State<HttpState>,
    Who(visitor): Who,
    Params(asked): Params<Asked>,
    headers: HeaderMap,
) -> Result<Sse<impl Stream<Item = Result<Event, Infallible>>>, Problem> {
    let token = who::token(&headers).ok_or(AppError::Unauthenticated)?;
    let last = headers
        .get("last-event-id")
        .and_then(|id| id.to_str().ok())
        .and_then(|id| id.parse().ok());
    // Listening begins before the position is read, so that nothing falls in between.
    let moved = state.app.watch(&visitor.town);
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
    let first = event(name, from, &hello);
    let ending = state.ending.subscribe();
    let feed = Feed {
        state,
        visitor,
        token,
        moved,
        ending,
        at: from,
        ready: VecDeque::from([first]),
    };
    let events = stream::unfold(feed, Feed::next).map(Ok);
    Ok(Sse::new(events).keep_alive(KeepAlive::new().interval(HEARTBEAT)))
}

struct Feed {
    state: HttpState,
    visitor: Visitor,
    token: String,
    moved: watch::Receiver<u64>,
    ending: watch::Receiver<bool>,
    /// Everything up to this position is sent or ready.
    at: u64,
    ready: VecDeque<Event>,
}

impl Feed {
    async fn next(mut self) -> Option<(Event, Self)> {
        loop {
            if let Some(event) = self.ready.pop_front() {
                return Some((event, self));
            }
            self.moved.mark_unchanged();
            match self.read().await {
                Ok(true) => continue,
                Ok(false) => {}
                // The browser asks again, and is refused.
                Err(AppError::Unauthenticated) => return None,
                // The browser asks again, from where it was.
                Err(error) => {
                    tracing::error!(%error, "a live stream ends");
                    return None;
                }
            }
            tokio::select! {
                moved = self.moved.changed() => moved.ok()?,
                _ = self.ending.wait_for(|ending| *ending) => return None,
            }
        }
    }

    /// Reads the next page of the log; says whether there was any.
    async fn read(&mut self) -> Result<bool, AppError> {
        let app = &self.state.app;
        let page = app.log(&self.visitor.town, self.at, PAGE).await?;
        let Some(last) = page.last() else {
            return Ok(false);
        };
        // A token that was made useless and a role that was changed count from the next event on.
        self.visitor = app.visitor(&self.token).await?;
        self.at = last.position;
        for (nth, stored) in page.iter().enumerate() {
            let later = page.get(nth + 1..).unwrap_or_default();
            if later.iter().any(|other| other.stream == stored.stream) {
                continue;
            }
            let number = stored.stream.as_str().strip_prefix(INCIDENT_STREAM);
            let Some(number) = number else {
                let hello = Hello {
                    position: stored.position,
                    now: app.now(),
                };
                self.ready.push_back(event("town", stored.position, &hello));
                continue;
            };
            let id = IncidentId::new(number).map_err(|bad| AppError::Internal(bad.to_string()))?;
            let version = stored.version;
            let kind = &stored.event.kind;
            let happened = Happened {
                position: stored.position,
                kind: kind.to_string(),
                kind_name: kind_zh(kind).to_owned(),
                incident: app.show_from(&self.visitor, &id, version).await?,
            };
            self.ready
                .push_back(event("incident", stored.position, &happened));
        }
        Ok(true)
    }
}

fn event(name: &str, position: u64, data: &impl Serialize) -> Event {
    let data = serde_json::to_string(data).unwrap_or_default();
    Event::default()
        .event(name)
        .id(position.to_string())
        .data(data)
}
