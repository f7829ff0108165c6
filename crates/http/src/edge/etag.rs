//! Strong entity tags (ETag) on everything that is read as JSON, from the stream's version, where
//! the resource has one, and the representation's own bytes.

use crate::{HttpState, Problem, page, problem::Code};
use axum::{
    body::{Body, Bytes, to_bytes},
    extract::{FromRequestParts, Request},
    http::{HeaderMap, HeaderValue, Method, StatusCode, header, request::Parts},
    middleware::Next,
    response::{IntoResponse, Response},
};
use serde::Deserialize;
use serde_json::Value;
use sm3::{Digest, Sm3};

/// What a resource says of its version, and a list of its next page. Others may use these names for
/// something else; then they say nothing here.
#[derive(Default, Deserialize)]
#[serde(default)]
struct Told {
    version: Value,
    next: Value,
}

/// Adds the tag and answers 304 where the client has it already; turns a version that is not the
/// one of `If-Match` into 412.
pub(crate) async fn tags(request: Request, next: Next) -> Response {
    let reads = matches!(*request.method(), Method::GET | Method::HEAD);
    if !reads {
        let conditional = request.headers().contains_key(header::IF_MATCH);
        let response = next.run(request).await;
        return if conditional {
            precondition(response)
        } else {
            response
        };
    }
    if !request.uri().path().starts_with("/api/") {
        return next.run(request).await;
    }
    let uri = request.uri().clone();
    let known = request
        .headers()
        .get(header::IF_NONE_MATCH)
        .and_then(|value| value.to_str().ok())
        .map(str::to_owned);
    let response = next.run(request).await;
    if response.status() != StatusCode::OK || !is_json(response.headers()) {
        return response;
    }
    let (mut parts, body) = response.into_parts();
    let Ok(bytes) = to_bytes(body, usize::MAX).await else {
        return Problem::internal(&"an answer's body broke off").into_response();
    };
    let told = serde_json::from_slice::<Told>(&bytes).unwrap_or_default();
    let next = match &told.next {
        Value::String(next) => Some(next.clone()),
        Value::Number(next) => Some(next.to_string()),
        _ => None,
    };
    if let Some(next) = next
        && let Ok(value) = HeaderValue::from_str(&page::link(&uri, &next))
    {
        parts.headers.insert(header::LINK, value);
    }
    let tag = tag(&bytes, told.version.as_u64());
    if let Ok(value) = HeaderValue::from_str(&tag) {
        parts.headers.insert(header::ETAG, value);
    }
    if known.is_some_and(|known| none_match(&known, &tag)) {
        parts.status = StatusCode::NOT_MODIFIED;
        parts.headers.remove(header::CONTENT_TYPE);
        parts.headers.remove(header::CONTENT_LENGTH);
        return Response::from_parts(parts, Body::empty());
    }
    Response::from_parts(parts, Body::from(bytes))
}

fn is_json(headers: &HeaderMap) -> bool {
    headers
        .get(header::CONTENT_TYPE)
        .is_some_and(|kind| kind == "application/json")
}

fn tag(bytes: &Bytes, version: Option<u64>) -> String {
    let digest = hex::encode(&Sm3::digest(bytes)[..8]);
    match version {
        Some(version) => format!("\"v{version}.{digest}\""),
        None => format!("\"{digest}\""),
    }
}

/// RFC 9110, 13.1.2: weak comparison.
fn none_match(known: &str, tag: &str) -> bool {
    known.trim() == "*"
        || known
            .split(',')
            .map(|one| one.trim().trim_start_matches("W/"))
            .any(|one| one == tag)
}

/// The version that `If-Match` names: `None` when there is no such header or it is `*`; 412 for a tag
/// that none of our answers had: weak, without a version, or several. Only operations that describe
/// the header take it; elsewhere it is refused.
#[derive(Debug, Clone, Copy)]
pub(crate) struct IfMatch(pub(crate) Option<u64>);

impl FromRequestParts<HttpState> for IfMatch {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, _: &HttpState) -> Result<Self, Problem> {
        expected(&parts.headers).map(Self)
    }
}

fn expected(headers: &HeaderMap) -> Result<Option<u64>, Problem> {
    let Some(value) = headers.get(header::IF_MATCH) else {
        return Ok(None);
    };
    let text = value.to_str().unwrap_or_default().trim();
    if text == "*" {
        return Ok(None);
    }
    let version = text
        .strip_prefix("\"v")
        .and_then(|rest| rest.strip_suffix('"'))
        .and_then(|rest| rest.split_once('.'))
        .filter(|(_, digest)| digest.bytes().all(|byte| byte.is_ascii_hexdigit()))
        .and_then(|(version, _)| version.parse().ok());
    version.map(Some).ok_or_else(|| {
        Problem::new(
            StatusCode::PRECONDITION_FAILED,
            "bad_if_match",
            "If-Match 须为查询时得到的 ETag",
            "If-Match: the ETag of the resource as it was read",
        )
        .about("If-Match")
    })
}

fn precondition(mut response: Response) -> Response {
    let conflict = response
        .extensions()
        .get::<Code>()
        .is_some_and(|code| code.0 == "version_conflict");
    if !conflict {
        return response;
    }
    // The problem is told again under the status that the condition asks for.
    match response.extensions_mut().remove::<Problem>() {
        Some(mut problem) => {
            problem.status = StatusCode::PRECONDITION_FAILED.as_u16();
            problem.into_response()
        }
        None => response,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_tag_names_version_and_bytes() {
        let of = |text: &'static str| {
            let told: Told = serde_json::from_str(text).unwrap_or_default();
            tag(&Bytes::from_static(text.as_bytes()), told.version.as_u64())
        };
        let one = of(r#"{"id":"a","version":7,"x":1}"#);
        assert!(one.starts_with("\"v7."), "{one}");
        assert_ne!(one, of(r#"{"id":"a","version":7,"x":2}"#), "strong");
        assert!(!of(r#"{"items":[]}"#).contains('v'));
        assert!(of(r#"{"next":["accept"],"version":7}"#).starts_with("\"v7."));
        assert!(!of(r#"{"version":"1.0"}"#).contains('v'));
        assert!(none_match(&format!("\"x\", W/{one}"), &one) && none_match("*", &one));
        assert!(!none_match("\"v7.00\"", &one));
    }

    #[test]
    fn if_match_is_read_strictly() {
        let read = |text: &'static str| {
            let mut headers = HeaderMap::new();
            headers.insert(header::IF_MATCH, HeaderValue::from_static(text));
            expected(&headers).map_err(|problem| problem.status)
        };
        assert_eq!(read("\"v12.0a\""), Ok(Some(12)));
        assert_eq!(read("*"), Ok(None));
        assert_eq!(expected(&HeaderMap::new()).ok(), Some(None));
        for bad in [
            "W/\"v12.0a\"",
            "\"0a\"",
            "12",
            "\"v1.a\", \"v2.b\"",
            "\"vx.a\"",
        ] {
            assert_eq!(read(bad), Err(412), "{bad}");
        }
    }
}
