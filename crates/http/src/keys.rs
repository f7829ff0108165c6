//! The idempotency key of a command.

use crate::{
    HttpState, Problem,
    edge::trace::{REPLAYED, Trace},
};
use axum::{
    extract::FromRequestParts,
    http::{HeaderValue, request::Parts},
    response::{IntoResponseParts, ResponseParts},
};
use liandong_app::{AppError, CommandKey};
use std::convert::Infallible;

/// The header.
pub(crate) const HEADER: &str = "idempotency-key";
/// Characters of a key, at the most.
pub(crate) const LONGEST: usize = 200;

/// The key; 400 when there is none or it is no key.
#[derive(Debug, Clone)]
pub(crate) struct Key(pub(crate) CommandKey);

/// The key of a request that may do without one, because its content has a number of its own; 400
/// when what is given is no key.
#[derive(Debug, Clone)]
pub(crate) struct MaybeKey(pub(crate) Option<CommandKey>);

impl FromRequestParts<HttpState> for MaybeKey {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, state: &HttpState) -> Result<Self, Problem> {
        if !parts.headers.contains_key(HEADER) {
            return Ok(Self(None));
        }
        let Key(key) = Key::from_request_parts(parts, state).await?;
        Ok(Self(Some(key)))
    }
}

impl FromRequestParts<HttpState> for Key {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, state: &HttpState) -> Result<Self, Problem> {
        let key = parts.headers.get(HEADER).and_then(|key| key.to_str().ok());
        let key = key
            .filter(|key| (1..=LONGEST).contains(&key.len()))
            .filter(|key| key.bytes().all(|byte| byte.is_ascii_graphic()))
            .map(CommandKey::new)
            .ok_or_else(|| Problem::from(AppError::BadKey).about("Idempotency-Key"))?;
        // A handler that does not say by itself that an answer is a repetition has it said.
        if let Some(trace) = parts.extensions.get::<Trace>()
            && let Some(town) = trace.town()
            && let Ok(Some(_)) = state.app.store().receipt(town, &key).await
        {
            trace.replayed();
        }
        Ok(Self(key))
    }
}

/// Says `Idempotent-Replayed: true` where the command had happened before.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Replayed(pub(crate) bool);

impl IntoResponseParts for Replayed {
    type Error = Infallible;

    fn into_response_parts(self, mut response: ResponseParts) -> Result<ResponseParts, Infallible> {
        if self.0 {
            let yes = HeaderValue::from_static("true");
            response.headers_mut().insert(REPLAYED, yes);
        }
        Ok(response)
    }
}
