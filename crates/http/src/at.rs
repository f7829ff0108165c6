//! What a path names, refused as a problem where it is no text.

use crate::Problem;
use axum::{
    extract::{FromRequestParts, Path},
    http::{StatusCode, request::Parts},
};
use serde::de::DeserializeOwned;

/// The names in a path.
#[derive(Debug, Clone)]
pub(crate) struct At<T>(pub(crate) T);

impl<T: DeserializeOwned + Send, S: Send + Sync> FromRequestParts<S> for At<T> {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Problem> {
        let path = Path::<T>::from_request_parts(parts, state).await;
        path.map(|Path(names)| Self(names)).map_err(|rejection| {
            Problem::new(
                StatusCode::BAD_REQUEST,
                "bad_path",
                "网址不正确：其中有无法识别的字符",
                format!("path: {}", rejection.body_text()),
            )
        })
    }
}
