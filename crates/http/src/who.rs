//! Who asks: a bearer token, or the session's cookie.

use crate::{HttpState, Problem, edge::trace::Trace, people::gate};
use axum::{
    extract::FromRequestParts,
    http::{HeaderMap, header, request::Parts},
};
use liandong_app::{AppError, access::Visitor};

/// The session's cookie.
pub(crate) const COOKIE: &str = "liandong_session";

/// The visitor; 401 when there is none.
#[derive(Debug, Clone)]
pub(crate) struct Who(pub(crate) Visitor);

impl FromRequestParts<HttpState> for Who {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, state: &HttpState) -> Result<Self, Problem> {
        let token = token(&parts.headers).ok_or(AppError::Unauthenticated)?;
        let visitor = state.app.visitor(&token).await?;
        if let Some(trace) = parts.extensions.get::<Trace>() {
            trace.note(&visitor);
        }
        gate::check(&visitor, &parts.method, parts.uri.path())?;
        Ok(Self(visitor))
    }
}

/// The token of a request, from either place.
pub(crate) fn token(headers: &HeaderMap) -> Option<String> {
    bearer(headers)
        .or_else(|| cookie(headers))
        .map(str::to_owned)
}

/// The token of an `Authorization: Bearer` header.
pub(crate) fn bearer(headers: &HeaderMap) -> Option<&str> {
    let value = headers.get(header::AUTHORIZATION)?.to_str().ok()?;
    let (scheme, token) = value.split_once(' ')?;
    scheme.eq_ignore_ascii_case("bearer").then(|| token.trim())
}

/// The session of the cookie.
pub(crate) fn cookie(headers: &HeaderMap) -> Option<&str> {
    named_cookie(headers, COOKIE)
}

/// A cookie by its name.
pub(crate) fn named_cookie<'a>(headers: &'a HeaderMap, wanted: &str) -> Option<&'a str> {
    headers
        .get_all(header::COOKIE)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|value| value.split(';'))
        .filter_map(|pair| pair.trim().split_once('='))
        .find(|(name, _)| *name == wanted)
        .map(|(_, value)| value)
}

/// What the browser calls itself.
pub(crate) fn agent(headers: &HeaderMap) -> Option<String> {
    let agent = headers.get(header::USER_AGENT)?.to_str().ok()?;
    Some(agent.to_owned())
}
