//! What holds for every request: no writes from other sites, safe headers, no cached answers.

use crate::{HttpState, Problem, who};
use axum::{
    extract::{Request, State},
    http::{HeaderMap, HeaderName, HeaderValue, Method, StatusCode, header},
    middleware::Next,
    response::{IntoResponse, Response},
};

/// Scripts and workers only from here. Ant Design sets styles inline, which styles alone may; a photograph or a
/// voice note that waits to be sent is shown from the browser's own memory (`blob:`). A page of ours may frame the
/// printed form.
const POLICY: &str = "default-src 'self'; script-src 'self'; style-src 'self' 'unsafe-inline'; \
    img-src 'self' data: blob:; media-src 'self' blob:; font-src 'self'; connect-src 'self'; \
    worker-src 'self'; manifest-src 'self'; object-src 'none'; \
    frame-ancestors 'self'; base-uri 'none'; form-action 'self'";

/// [`POLICY`] for pages that load the map's background from these servers.
pub(crate) fn policy(tiles: &[String]) -> HeaderValue {
    let mut policy = POLICY.to_owned();
    for (source, origin) in ["img-src", "connect-src"]
        .iter()
        .flat_map(|source| tiles.iter().map(move |origin| (source, origin)))
    {
        policy = policy.replace(
            &format!("{source} 'self'"),
            &format!("{source} 'self' {origin}"),
        );
    }
    // Origins are plain ASCII; whatever else came would leave the strict policy.
    HeaderValue::try_from(policy).unwrap_or(HeaderValue::from_static(POLICY))
}

const HEADERS: [(HeaderName, &str); 5] = [
    (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
    (header::REFERRER_POLICY, "no-referrer"),
    (header::X_FRAME_OPTIONS, "SAMEORIGIN"),
    (
        HeaderName::from_static("cross-origin-opener-policy"),
        "same-origin",
    ),
    (
        HeaderName::from_static("permissions-policy"),
        "camera=(self), microphone=(self), geolocation=(self), payment=(), usb=()",
    ),
];

/// Refuses writes that another site's page makes in the name of a logged-in visitor.
pub(crate) async fn same_site(request: Request, next: Next) -> Response {
    let safe = matches!(
        *request.method(),
        Method::GET | Method::HEAD | Method::OPTIONS
    );
    let headers = request.headers();
    // A bearer token is not sent by browsers on their own.
    if safe || who::bearer(headers).is_some() || is_same_site(headers) {
        return next.run(request).await;
    }
    Problem::new(
        StatusCode::FORBIDDEN,
        "cross_site",
        "请求来自其他网站，已拒绝；请在本系统页面内操作",
        "the request comes from another site",
    )
    .into_response()
}

fn is_same_site(headers: &HeaderMap) -> bool {
    let text = |name: &str| headers.get(name).map(HeaderValue::to_str);
    if let Some(site) = text("sec-fetch-site") {
        return matches!(site, Ok("same-origin" | "none"));
    }
    match text("origin") {
        // Browsers name the origin of every write; without one it is another program.
        None => true,
        Some(Ok(origin)) => {
            let host = text("host").and_then(Result::ok);
            let of_origin = origin.split_once("://").map(|(_, host)| host);
            of_origin.is_some() && of_origin == host
        }
        Some(Err(_)) => false,
    }
}

/// Sets the headers that every answer has.
pub(crate) async fn safe_headers(
    State(state): State<HttpState>,
    request: Request,
    next: Next,
) -> Response {
    let is_api = request.uri().path().starts_with("/api/");
    let mut response = next.run(request).await;
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_SECURITY_POLICY, state.policy);
    for (name, value) in HEADERS {
        headers.insert(name, HeaderValue::from_static(value));
    }
    if is_api {
        headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    }
    response
}
