//! Rate limits (限流): by token for those who are known, by address for those who are not, and
//! tighter for logins.

use super::{
    buckets::{Buckets, Verdict},
    client::Client,
};
use crate::{HttpState, Problem, Rate, Settings, who};
use axum::{
    extract::{Request, State},
    http::{HeaderMap, HeaderName, HeaderValue, Method, StatusCode},
    middleware::Next,
    response::{IntoResponse, Response},
};
use std::{
    hash::{BuildHasher, RandomState},
    net::IpAddr,
    time::Instant,
};

const POLICY: HeaderName = HeaderName::from_static("ratelimit-policy");
const LEFT: HeaderName = HeaderName::from_static("ratelimit");

/// Where a login is tried: stricter than anything else without a token.
const LOGINS: &str = "/api/v1/session";

/// The buckets of a server.
#[derive(Debug)]
pub(crate) struct Limits {
    /// By a keyed digest, so that no token stands here.
    tokens: Buckets<u64>,
    hasher: RandomState,
    addresses: Buckets<IpAddr>,
    logins: Buckets<IpAddr>,
}

impl Limits {
    pub(crate) fn new(settings: &Settings) -> Self {
        Self {
            tokens: Buckets::new(settings.token),
            hasher: RandomState::new(),
            addresses: Buckets::new(settings.address),
            logins: Buckets::new(settings.login),
        }
    }
}

/// Lets a request pass or answers 429. Files of the console and signs of life are not counted.
pub(crate) async fn limit(
    State(state): State<HttpState>,
    request: Request,
    next: Next,
) -> Response {
    let path = request.uri().path();
    if !path.starts_with("/api/") {
        return next.run(request).await;
    }
    let now = Instant::now();
    let limits = &state.limits;
    let address = Client::of(&request, &state.settings).counted();
    let is_login = request.method() == Method::POST && is_login(path);
    let token = who::token(request.headers()).filter(|_| !is_login);
    let (name, rate, verdict) = match &token {
        _ if is_login => {
            let verdict = limits.logins.take(address, now);
            ("login", limits.logins.rate(), verdict)
        }
        None => {
            let verdict = limits.addresses.take(address, now);
            ("address", limits.addresses.rate(), verdict)
        }
        Some(token) => {
            // Whoever tries tokens has used his address up, whatever he sends next.
            let strangers = limits.addresses.look(address, now);
            if strangers.passes {
                let key = limits.hasher.hash_one(token);
                let verdict = limits.tokens.take(key, now);
                ("token", limits.tokens.rate(), verdict)
            } else {
                ("address", limits.addresses.rate(), strangers)
            }
        }
    };
    let mut response = if verdict.passes {
        next.run(request).await
    } else {
        too_many(verdict).into_response()
    };
    if token.is_some() && response.status() == StatusCode::UNAUTHORIZED {
        limits.addresses.take(address, now);
    }
    tell(response.headers_mut(), name, rate, verdict);
    response
}

fn is_login(path: &str) -> bool {
    path.strip_prefix(LOGINS)
        .is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
}

fn too_many(verdict: Verdict) -> Problem {
    let seconds = u32::try_from(verdict.retry.max(1)).unwrap_or(u32::MAX);
    let mut problem = Problem::new(
        StatusCode::TOO_MANY_REQUESTS,
        "too_many_requests",
        format!("请求太频繁，请 {seconds} 秒后再试"),
        format!("too many requests; try again in {seconds} s"),
    );
    problem.retry_after = Some(seconds);
    problem
}

/// `RateLimit-Policy` and `RateLimit`, as the IETF's draft has them.
fn tell(headers: &mut HeaderMap, name: &str, rate: Rate, verdict: Verdict) {
    // The window in which the long run's rate fills the bucket.
    let window = rate
        .burst
        .saturating_mul(60)
        .div_ceil(rate.per_minute.max(1));
    let policy = format!("\"{name}\";q={};w={window}", rate.burst);
    let left = format!(
        "\"{name}\";r={};t={}",
        verdict.remaining,
        if verdict.passes {
            verdict.reset
        } else {
            verdict.retry.max(1)
        }
    );
    for (header, text) in [(POLICY, policy), (LEFT, left)] {
        if let Ok(value) = HeaderValue::from_str(&text) {
            headers.insert(header, value);
        }
    }
}
