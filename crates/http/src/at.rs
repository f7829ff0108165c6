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
        // Nothing is named with a zero byte, and databases take none.
        if parts.uri.path().contains("%00") {
            return Err(refused("a zero byte (%00)"));
        }
        let path = Path::<T>::from_request_parts(parts, state).await;
        path.map(|Path(names)| Self(names))
            .map_err(|rejection| refused(&rejection.body_text()))
    }
}

fn refused(said: &str) -> Problem {
    Problem::new(
        StatusCode::BAD_REQUEST,
        "bad_path",
        "网址不正确：其中有无法识别的字符",
        format!("path: {said}"),
    )
}
