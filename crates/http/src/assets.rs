//! The console's build, carried in the binary.

use crate::Problem;
use axum::{
    http::{Method, StatusCode, Uri, header},
    response::{Html, IntoResponse, Response},
};
use rust_embed::RustEmbed;

#[derive(RustEmbed)]
#[folder = "$CARGO_MANIFEST_DIR/../../console/dist"]
#[allow_missing = true]
struct Console;

/// Files whose names carry a digest of their content never change.
const FOREVER: &str = "public, max-age=31536000, immutable";
const ASK_AGAIN: &str = "no-cache";

const NOT_BUILT: &str = "<!doctype html><html lang=\"zh-CN\"><meta charset=\"utf-8\">\
    <title>联动</title><h1>网页尚未构建</h1><p>本程序编译时没有网页。在源码目录执行 \
    <code>cargo xtask demo</code>，或先在 <code>console</code> 执行 <code>npm ci &amp;&amp; npm run \
    build</code> 再重新编译。接口照常可用：<a href=\"/api/v1/openapi.json\">/api/v1/openapi.json</a></p>\
    <p lang=\"en\">The console was not built when this program was compiled; the API works.</p></html>";

/// Answers what no route answers: the console's files, its page for any other path, 404 below the
/// API.
pub(crate) async fn fallback(method: Method, uri: Uri) -> Response {
    let path = uri.path();
    if path.starts_with("/api/") {
        return no_route(path).into_response();
    }
    if method != Method::GET && method != Method::HEAD {
        return method_not_allowed().await.into_response();
    }
    let name = path.trim_start_matches('/');
    let hashed = name.starts_with("assets/");
    if let Some(response) = file(name, if hashed { FOREVER } else { ASK_AGAIN }) {
        return response;
    }
    if hashed {
        return no_route(path).into_response();
    }
    file("index.html", ASK_AGAIN).unwrap_or_else(|| Html(NOT_BUILT).into_response())
}

fn file(name: &str, caching: &'static str) -> Option<Response> {
    let found = Console::get(name)?;
    let headers = [
        (header::CONTENT_TYPE, kind(name)),
        (header::CACHE_CONTROL, caching),
    ];
    Some((headers, found.data).into_response())
}

fn kind(name: &str) -> &'static str {
    match name.rsplit('.').next() {
        Some("html") => "text/html; charset=utf-8",
        Some("js" | "mjs") => "text/javascript; charset=utf-8",
        Some("css") => "text/css; charset=utf-8",
        Some("svg") => "image/svg+xml",
        Some("png") => "image/png",
        Some("ico") => "image/x-icon",
        Some("json" | "map") => "application/json",
        Some("webmanifest") => "application/manifest+json",
        Some("woff2") => "font/woff2",
        Some("txt") => "text/plain; charset=utf-8",
        _ => "application/octet-stream",
    }
}

fn no_route(path: &str) -> Problem {
    Problem::new(
        StatusCode::NOT_FOUND,
        "no_such_path",
        format!("没有这个地址：{path}"),
        format!("there is nothing at {path}"),
    )
}

/// A known path under another method.
pub(crate) async fn method_not_allowed() -> Problem {
    Problem::new(
        StatusCode::METHOD_NOT_ALLOWED,
        "method_not_allowed",
        "这个地址不接受这种请求方法",
        "this path does not take this method",
    )
}
