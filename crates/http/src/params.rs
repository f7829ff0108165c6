//! Query strings, refused with the parameter named.

use crate::Problem;
use axum::{
    extract::{FromRequestParts, Query},
    http::{StatusCode, request::Parts},
};
use serde::de::DeserializeOwned;

/// The parameters of a query string.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Params<T>(pub(crate) T);

impl<T: DeserializeOwned, S: Send + Sync> FromRequestParts<S> for Params<T> {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Problem> {
        match Query::<T>::from_request_parts(parts, state).await {
            Ok(Query(params)) => Ok(Self(params)),
            Err(rejection) => {
                let said = rejection.body_text();
                let said = said.trim_start_matches("Failed to deserialize query string: ");
                Err(Problem::new(
                    StatusCode::UNPROCESSABLE_ENTITY,
                    "bad_parameter",
                    format!("地址中的参数不对：{said}"),
                    format!("query: {said}"),
                ))
            }
        }
    }
}
