//! Cookies that scripts cannot read.

use crate::who::COOKIE;
use axum::http::HeaderMap;

/// The cookie that binds a sign-in at the provider to this browser.
pub(super) const PROVIDER: &str = "liandong_provider";

fn secure(headers: &HeaderMap) -> &'static str {
    let behind_tls = headers
        .get("x-forwarded-proto")
        .is_some_and(|scheme| scheme == "https");
    if behind_tls { "; Secure" } else { "" }
}

/// The session's cookie. A session is made of characters that a cookie may have.
pub(crate) fn session(headers: &HeaderMap, session: &str, seconds: i64) -> String {
    let secure = secure(headers);
    format!("{COOKIE}={session}; HttpOnly; SameSite=Strict; Path=/; Max-Age={seconds}{secure}")
}

/// The provider's: it must come along when the provider sends the browser back from its own site.
pub(super) fn provider(headers: &HeaderMap, value: &str, seconds: i64) -> String {
    let secure = secure(headers);
    format!(
        "{PROVIDER}={value}; HttpOnly; SameSite=Lax; Path=/api/v1/oidc; Max-Age={seconds}{secure}"
    )
}
