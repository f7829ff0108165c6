//! JSON bodies: small, of the right type, and refused with the field or the line named.

use crate::{HttpState, Problem};
use axum::{
    body::Bytes,
    extract::{FromRequest, Request},
    http::{StatusCode, header},
};
use serde::de::DeserializeOwned;

/// A JSON body.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Body<T>(pub(crate) T);

impl<T: DeserializeOwned> FromRequest<HttpState> for Body<T> {
    type Rejection = Problem;

    async fn from_request(request: Request, state: &HttpState) -> Result<Self, Problem> {
        let kind = request.headers().get(header::CONTENT_TYPE);
        let is_json = kind
            .and_then(|kind| kind.to_str().ok())
            .and_then(|kind| kind.split(';').next())
            .is_some_and(|kind| kind.trim().eq_ignore_ascii_case("application/json"));
        if !is_json {
            return Err(Problem::new(
                StatusCode::UNSUPPORTED_MEDIA_TYPE,
                "not_json",
                "请求内容须为 JSON（Content-Type: application/json）",
                "the body must be JSON (Content-Type: application/json)",
            ));
        }
        let most = state.settings.body_bytes / 1024;
        let arriving = Bytes::from_request(request, state);
        let arrived = tokio::time::timeout(state.settings.body_time, arriving).await;
        let bytes = arrived
            .map_err(|_| too_slow())?
            .map_err(|refused| match refused.status() {
                StatusCode::PAYLOAD_TOO_LARGE => Problem::new(
                    StatusCode::PAYLOAD_TOO_LARGE,
                    "too_large",
                    format!("请求内容过大，最多 {most} KiB"),
                    format!("the body is too large; at most {most} KiB"),
                ),
                _ => Problem::new(
                    StatusCode::BAD_REQUEST,
                    "body_broken_off",
                    "请求内容没有收全，请重新提交",
                    "the body was broken off",
                ),
            })?;
        parse(&bytes).map(Self)
    }
}

pub(crate) fn too_slow() -> Problem {
    Problem::new(
        StatusCode::REQUEST_TIMEOUT,
        "body_too_slow",
        "请求内容迟迟没有收全，请重新提交",
        "the body did not arrive in time",
    )
}

fn parse<T: DeserializeOwned>(bytes: &[u8]) -> Result<T, Problem> {
    let mut json = serde_json::Deserializer::from_slice(bytes);
    let value: T = serde_path_to_error::deserialize(&mut json).map_err(|error| {
        let path = error.path().to_string();
        refused(error.inner(), &path)
    })?;
    json.end().map_err(|error| refused(&error, "."))?;
    Ok(value)
}

fn refused(error: &serde_json::Error, path: &str) -> Problem {
    let (line, column) = (error.line(), error.column());
    let said = error.to_string();
    if error.classify() != serde_json::error::Category::Data {
        return Problem::new(
            StatusCode::BAD_REQUEST,
            "bad_json",
            format!("请求内容不是正确的 JSON：第 {line} 行第 {column} 列"),
            format!("the body is no well-formed JSON: {said}"),
        );
    }
    let field = field(&said, path);
    let (zh, code) = if said.starts_with("unknown field") {
        ("不认识此项", "unknown_field")
    } else if said.starts_with("missing field") {
        ("缺少此项", "missing_field")
    } else if said.starts_with("unknown variant") {
        ("不是可用的取值", "unknown_value")
    } else {
        ("内容不对", "bad_value")
    };
    Problem::new(
        StatusCode::UNPROCESSABLE_ENTITY,
        code,
        format!("{field}：{zh}（第 {line} 行第 {column} 列）"),
        format!("{field}: {said}"),
    )
    .about(field)
}

/// The field: the path to it, and the one that the message names.
fn field(said: &str, path: &str) -> String {
    let named = (said.starts_with("unknown field") || said.starts_with("missing field"))
        .then(|| said.split('`').nth(1))
        .flatten();
    let above = path
        .trim_matches('.')
        .trim_end_matches('?')
        .trim_matches('.');
    match named {
        Some(named) if above.is_empty() || above == named => named.to_owned(),
        Some(named) if above.ends_with(&format!(".{named}")) => above.to_owned(),
        Some(named) => format!("{above}.{named}"),
        None => above.to_owned(),
    }
}
