//! What is written down of each request: its number, route, outcome and time; never its content.

use crate::{HttpState, problem::Code};
use axum::{
    extract::{MatchedPath, Request, State},
    http::{HeaderName, HeaderValue, Method},
    middleware::Next,
    response::Response,
};
use liandong_app::access::Visitor;
use liandong_domain::ids::TownId;
use std::{
    sync::{
        Arc, OnceLock,
        atomic::{AtomicBool, Ordering},
    },
    time::Instant,
};

pub(crate) const REQUEST_ID: HeaderName = HeaderName::from_static("x-request-id");
pub(crate) const REPLAYED: HeaderName = HeaderName::from_static("idempotent-replayed");
/// Longer numbers of other systems are replaced.
const LONGEST: usize = 128;
/// The route of what no route answers.
const NO_ROUTE: &str = "-";

/// What a handler learns of its request, for the one line about it.
#[derive(Debug, Clone, Default)]
pub(crate) struct Trace(Arc<Noted>);

#[derive(Debug, Default)]
struct Noted {
    who: OnceLock<Asker>,
    replayed: AtomicBool,
}

#[derive(Debug)]
struct Asker {
    town: TownId,
    account: String,
    role: &'static str,
}

impl Trace {
    /// Notes who asks: account and role.
    pub(crate) fn note(&self, visitor: &Visitor) {
        let _ = self.0.who.set(Asker {
            town: visitor.town.clone(),
            account: visitor.account.id.to_string(),
            role: visitor.account.role.as_str(),
        });
    }

    /// The town of the one who asks, once it is known.
    pub(crate) fn town(&self) -> Option<&TownId> {
        self.0.who.get().map(|asker| &asker.town)
    }

    /// Notes that the command's key is known.
    pub(crate) fn replayed(&self) {
        self.0.replayed.store(true, Ordering::Relaxed);
    }
}

/// Numbers a request, runs it, and writes its line.
pub(crate) async fn trace(
    State(state): State<HttpState>,
    mut request: Request,
    next: Next,
) -> Response {
    let started = Instant::now();
    let id = request
        .headers()
        .get(REQUEST_ID)
        .and_then(|id| id.to_str().ok())
        .filter(|id| is_id(id))
        .map_or_else(fresh, str::to_owned);
    let trace = Trace::default();
    request.extensions_mut().insert(trace.clone());
    let route = request
        .extensions()
        .get::<MatchedPath>()
        .map_or(NO_ROUTE, MatchedPath::as_str)
        .to_owned();
    let method = request.method().clone();
    let mut response = next.run(request).await;
    if let Ok(value) = HeaderValue::from_str(&id) {
        response.headers_mut().insert(REQUEST_ID, value);
    }
    if response.status().is_success() && trace.0.replayed.load(Ordering::Relaxed) {
        let yes = HeaderValue::from_static("true");
        response.headers_mut().insert(REPLAYED, yes);
    }
    let status = response.status().as_u16();
    let took = started.elapsed();
    let code = response.extensions().get::<Code>().map(|code| code.0);
    let named = named(&method);
    state.metrics.answered(&route, named, status, took);
    if is_command(&method) && route.starts_with("/api/") {
        let replayed = response.headers().contains_key(REPLAYED);
        let usual = if replayed { "replayed" } else { "done" };
        let outcome = code.unwrap_or(if status < 400 { usual } else { "other" });
        state.metrics.commanded(outcome);
    }
    let asker = trace.0.who.get();
    let account = asker.map_or("", |one| &one.account);
    let role = asker.map_or("", |one| one.role);
    let milliseconds = u64::try_from(took.as_millis()).unwrap_or(u64::MAX);
    // Files of the console and the questions of monitors would drown the rest.
    if route.starts_with("/api/") || status >= 400 {
        tracing::info!(
            target: "liandong::request",
            method = named,
            route,
            status,
            ms = milliseconds,
            account,
            role,
            code = code.unwrap_or(""),
            request_id = id,
            "request"
        );
    } else {
        tracing::debug!(target: "liandong::request", method = named, route, status, request_id = id, "request");
    }
    response
}

const fn is_command(method: &Method) -> bool {
    !matches!(*method, Method::GET | Method::HEAD | Method::OPTIONS)
}

/// Anybody may send any method: an unknown one must not become a label of its own.
const fn named(method: &Method) -> &'static str {
    match *method {
        Method::GET => "GET",
        Method::HEAD => "HEAD",
        Method::POST => "POST",
        Method::PUT => "PUT",
        Method::PATCH => "PATCH",
        Method::DELETE => "DELETE",
        Method::OPTIONS => "OPTIONS",
        _ => "other",
    }
}

fn is_id(text: &str) -> bool {
    (1..=LONGEST).contains(&text.len())
        && text
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || b"-_.:+/=".contains(&byte))
}

fn fresh() -> String {
    let mut bytes = [0_u8; 12];
    // Without randomness the line is still found by its time.
    let _ = getrandom::fill(&mut bytes);
    hex::encode(bytes)
}
