//! The browser's way to the provider and back.

use super::{Oidc, client::NoAnswer, escape, token::Expected};
use crate::{
    HttpState, Problem,
    params::Params,
    people::cookie::{self, PROVIDER},
    who,
};
use axum::{
    Json,
    extract::State,
    http::{HeaderMap, HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};
use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD as BASE64URL};
use liandong_app::AppError;
use liandong_domain::{ids::TownId, time::Timestamp};
use ring::digest::{SHA256, digest};
use serde::{Deserialize, Serialize};
use std::sync::Arc;
use utoipa::{IntoParams, ToSchema};
use utoipa_axum::{router::OpenApiRouter, routes};

/// Seconds for which somebody may be away at the provider.
const AWAY: i64 = 600;

pub(in crate::people) fn routes() -> OpenApiRouter<HttpState> {
    OpenApiRouter::new()
        .routes(routes!(provider))
        .routes(routes!(to_provider))
        .routes(routes!(from_provider))
}

/// Whether there is an outside identity provider.
#[derive(Debug, Serialize, ToSchema)]
struct Provider {
    /// What people read on the button; `null` without one.
    name: Option<String>,
}

#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
struct To {
    /// The town to sign in to.
    town: String,
}

/// Providers add parameters of their own.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
struct From {
    /// The code.
    code: Option<String>,
    /// What we gave the browser.
    state: Option<String>,
    /// What went wrong there.
    error: Option<String>,
    /// The provider's name for itself (RFC 9207).
    iss: Option<String>,
}

/// What the browser keeps, sealed.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Flow {
    state: String,
    nonce: String,
    verifier: String,
    until: Timestamp,
}

/// Whether one can sign in at an outside identity provider, and what it is called.
#[utoipa::path(get, path = "/api/v1/oidc", tag = "session", security(()),
    responses((status = 200, body = Provider)))]
async fn provider(State(state): State<HttpState>) -> Json<Provider> {
    let name = state.oidc.as_ref().map(|oidc| oidc.settings.name.clone());
    Json(Provider { name })
}

/// Sends the browser to the provider.
#[utoipa::path(get, path = "/api/v1/oidc/login", tag = "session", security(()), params(To),
    responses((status = 303, description = "To the provider"),
        (status = 404, description = "There is no provider", body = Problem, content_type = "application/problem+json"),
        (status = "4XX", body = Problem, content_type = "application/problem+json"),
        (status = 503, body = Problem, content_type = "application/problem+json")))]
async fn to_provider(
    State(state): State<HttpState>,
    Params(asked): Params<To>,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    let oidc = oidc(&state)?;
    let no_town = |_| AppError::Unauthenticated;
    let town = TownId::new(asked.town.trim()).map_err(no_town)?;
    state.app.book(&town).await.map_err(|error| match error {
        AppError::NoSuchTown(_) => AppError::Unauthenticated,
        other => other,
    })?;
    let flow = Flow {
        state: format!("{town}~{}", state.app.random_word()?),
        nonce: state.app.random_word()?,
        verifier: state.app.random_word()?,
        until: state.app.now().plus(AWAY),
    };
    let asking = Arc::clone(&oidc);
    let endpoints = blocking(move || asking.client.endpoints(&asking.settings)).await?;
    let endpoints = endpoints.map_err(|error| unavailable(&error))?;
    let challenge = BASE64URL.encode(digest(&SHA256, flow.verifier.as_bytes()));
    let begin = &endpoints.authorization_endpoint;
    let scopes = std::iter::once("openid").chain(oidc.settings.scopes.iter().map(String::as_str));
    let scopes: Vec<&str> = scopes.collect();
    let address = format!(
        "{begin}{}response_type=code&client_id={}&redirect_uri={}&scope={}&state={}&nonce={}\
         &code_challenge={challenge}&code_challenge_method=S256",
        if begin.contains('?') { '&' } else { '?' },
        escape(&oidc.settings.client_id),
        escape(&oidc.redirect_uri()),
        escape(&scopes.join(" ")),
        escape(&flow.state),
        flow.nonce,
    );
    let plain = serde_json::to_vec(&flow).map_err(|error| Problem::internal(&error))?;
    let sealed = state.app.seal_for_browser(&town, &plain)?;
    let set = cookie::provider(&headers, &sealed, AWAY);
    redirect(&address, &[set])
}

/// Takes the browser back from the provider: signed in, or with `#login_error=` and a code.
#[utoipa::path(get, path = "/api/v1/oidc/callback", tag = "session", security(()), params(From),
    responses((status = 303, description = "To the console"),
        (status = 404, description = "There is no provider", body = Problem, content_type = "application/problem+json"),
        (status = "4XX", body = Problem, content_type = "application/problem+json")))]
async fn from_provider(
    State(state): State<HttpState>,
    Params(given): Params<From>,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    let oidc = oidc(&state)?;
    let forget = cookie::provider(&headers, "", 0);
    match signed_in(&state, &oidc, given, &headers).await {
        Ok(session) => redirect("/", &[forget, session]),
        Err(why) => {
            tracing::warn!(why, "a sign-in at the provider failed");
            redirect("/#login_error=login_failed", &[forget])
        }
    }
}

/// The session's cookie; the failure is for the log only.
async fn signed_in(
    state: &HttpState,
    oidc: &Arc<Oidc>,
    given: From,
    headers: &HeaderMap,
) -> Result<String, String> {
    if let Some(error) = given.error {
        let short: String = error.chars().take(60).collect();
        return Err(format!("the provider says {short:?}"));
    }
    // Another provider's answer must not be taken for this one's.
    if given.iss.is_some_and(|iss| iss != oidc.settings.issuer) {
        return Err("another provider answers".into());
    }
    let (Some(code), Some(returned)) = (given.code, given.state) else {
        return Err("no code or no state".into());
    };
    let town = returned.split_once('~').map(|(town, _)| town);
    let town = town.and_then(|town| TownId::new(town).ok());
    let town = town.ok_or("the state names no town")?;
    let sealed = who::named_cookie(headers, PROVIDER).ok_or("another browser, or too late")?;
    let flow = state.app.open_from_browser(&town, sealed);
    let flow: Flow = flow
        .and_then(|plain| serde_json::from_slice(&plain).ok())
        .ok_or("the cookie is not ours")?;
    let now = state.app.now();
    if flow.state != returned || flow.until <= now {
        return Err("another sign-in, or too late".into());
    }
    let asking = Arc::clone(oidc);
    let redeemed = blocking(move || {
        let settings = &asking.settings;
        let expected = Expected {
            issuer: &settings.issuer,
            client_id: &settings.client_id,
            nonce: &flow.nonce,
            claim: &settings.claim,
            now,
        };
        let back = asking.redirect_uri();
        asking
            .client
            .redeem(settings, &back, &code, &flow.verifier, &expected)
    });
    let name = redeemed.await.map_err(|_| "broken off".to_owned())?;
    let name = name.map_err(|error| error.to_string())?;
    let agent = who::agent(headers);
    let signed = state.app.sign_in_external(&town, &name, agent.as_deref());
    let signed = signed.await.map_err(|error| error.to_string())?;
    let seconds = signed.until.since(state.app.now());
    Ok(cookie::session(headers, &signed.session, seconds))
}

fn oidc(state: &HttpState) -> Result<Arc<Oidc>, Problem> {
    state.oidc.clone().ok_or_else(|| {
        Problem::new(
            StatusCode::NOT_FOUND,
            "no_provider",
            "没有配置统一身份认证，请用账号和密码登录",
            "no identity provider is configured",
        )
    })
}

fn unavailable(error: &NoAnswer) -> Problem {
    tracing::error!(%error, "the identity provider cannot be asked");
    Problem::new(
        StatusCode::SERVICE_UNAVAILABLE,
        "provider_unavailable",
        "统一身份认证暂时没有应答，请稍后再试，或用账号和密码登录",
        "the identity provider does not answer",
    )
}

async fn blocking<T: Send + 'static>(
    work: impl FnOnce() -> T + Send + 'static,
) -> Result<T, Problem> {
    let done = tokio::task::spawn_blocking(work).await;
    done.map_err(|error| Problem::internal(&error))
}

fn redirect(to: &str, cookies: &[String]) -> Result<Response, Problem> {
    let value = |text: &str| HeaderValue::from_str(text).map_err(|error| Problem::internal(&error));
    let mut response = StatusCode::SEE_OTHER.into_response();
    let headers = response.headers_mut();
    headers.insert(header::LOCATION, value(to)?);
    for cookie in cookies {
        headers.append(header::SET_COOKIE, value(cookie)?);
    }
    Ok(response)
}
