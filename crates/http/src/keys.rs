//! The idempotency key of a command.

use crate::Problem;
use axum::{extract::FromRequestParts, http::request::Parts};
use liandong_app::{AppError, CommandKey};

/// The header.
pub(crate) const HEADER: &str = "idempotency-key";
const LONGEST: usize = 200;

/// The key; 400 when there is none or it is no key.
#[derive(Debug, Clone)]
pub(crate) struct Key(pub(crate) CommandKey);

/// The key of a request that may do without one, because its content has a number of its own; 400
/// when what is given is no key.
#[derive(Debug, Clone)]
pub(crate) struct MaybeKey(pub(crate) Option<CommandKey>);

impl<S: Send + Sync> FromRequestParts<S> for MaybeKey {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Problem> {
        if !parts.headers.contains_key(HEADER) {
            return Ok(Self(None));
        }
        let Key(key) = Key::from_request_parts(parts, state).await?;
        Ok(Self(Some(key)))
    }
}

impl<S: Send + Sync> FromRequestParts<S> for Key {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Problem> {
        let key = parts.headers.get(HEADER).and_then(|key| key.to_str().ok());
        key.filter(|key| (1..=LONGEST).contains(&key.len()))
            .filter(|key| key.bytes().all(|byte| byte.is_ascii_graphic()))
            .map(|key| Self(CommandKey::new(key)))
            .ok_or_else(|| AppError::BadKey.into())
    }
}
