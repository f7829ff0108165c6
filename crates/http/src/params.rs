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
        // No name, number or word has a zero byte, and databases take none.
        let query = parts.uri.query().unwrap_or_default();
        if query.contains("%00") {
            return Err(refused("a zero byte (%00)"));
        }
        match Query::<T>::from_request_parts(parts, state).await {
            Ok(Query(params)) => Ok(Self(params)),
            Err(rejection) => {
                let said = rejection.body_text();
                Err(refused(
                    said.trim_start_matches("Failed to deserialize query string: "),
                ))
            }
        }
    }
}

fn refused(said: &str) -> Problem {
    let problem = Problem::new(
        StatusCode::UNPROCESSABLE_ENTITY,
        "bad_parameter",
        format!("地址中的参数不对：{said}"),
        format!("query: {said}"),
    );
    match name(said) {
        Some(name) => problem.about(name),
        None => problem,
    }
}

/// The parameter that is meant: `limit: invalid digit…`, ``missing field `from` ``.
fn name(said: &str) -> Option<&str> {
    let quoted = ["unknown field", "missing field", "duplicate field"];
    if quoted.iter().any(|start| said.starts_with(start)) {
        return said.split('`').nth(1);
    }
    let (name, _) = said.split_once(": ")?;
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || b"_-.[]".contains(&byte);
    (!name.is_empty() && name.bytes().all(plain)).then_some(name)
}

#[cfg(test)]
mod tests {
    use super::name;

    #[test]
    fn the_parameter_is_named() {
        for (said, expected) in [
            ("limit: invalid digit found in string", Some("limit")),
            ("unknown field `since`, expected `after`", Some("since")),
            ("missing field `from`", Some("from")),
            ("duplicate field `limit`", Some("limit")),
            ("no name in this", None),
        ] {
            assert_eq!(name(said), expected, "{said}");
        }
    }
}
