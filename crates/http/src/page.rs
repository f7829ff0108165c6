//! Pages of lists: the same parameters and the same way to go on everywhere.

use crate::Problem;
use axum::http::{StatusCode, Uri};
use serde::Deserialize;
use utoipa::IntoParams;

/// What a page holds when the client names no number.
pub(crate) const USUAL: u64 = 50;
/// What a page holds at the most.
pub(crate) const MOST: u64 = 500;
/// The parameter by which a client goes on.
const CURSOR: &str = "cursor";

/// Which page of a list.
#[derive(Debug, Clone, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(crate) struct Turn {
    /// How many at the most, 1 to 500; 50 when left out.
    #[param(minimum = 1, maximum = 500)]
    pub(crate) limit: Option<u64>,
    /// `next` of the page before, as it was given.
    pub(crate) cursor: Option<String>,
}

impl Turn {
    /// How many to read.
    pub(crate) fn limit(&self) -> u64 {
        limit(self.limit)
    }

    /// The key after which the page begins.
    pub(crate) fn after(&self, list: &str) -> Result<Option<String>, Problem> {
        self.cursor
            .as_deref()
            .map(|text| read(list, text))
            .transpose()
    }
}

/// How many to read.
pub(crate) fn limit(asked: Option<u64>) -> u64 {
    asked.unwrap_or(USUAL).clamp(1, MOST)
}

/// A cursor after a key of a list: clients hand it back as it is and read nothing from it.
pub(crate) fn cursor(list: &str, key: &str) -> String {
    hex::encode(format!("{list}\n{key}"))
}

/// The key in a cursor.
pub(crate) fn read(list: &str, text: &str) -> Result<String, Problem> {
    let bytes = hex::decode(text).ok();
    let key = bytes
        .and_then(|bytes| String::from_utf8(bytes).ok())
        .and_then(|text| {
            let (of, key) = text.split_once('\n')?;
            (of == list).then(|| key.to_owned())
        });
    key.ok_or_else(bad_cursor)
}

/// A cursor that no page gave.
pub(crate) fn bad_cursor() -> Problem {
    Problem::new(
        StatusCode::UNPROCESSABLE_ENTITY,
        "bad_cursor",
        "cursor 须为上一页给出的 next",
        "cursor: `next` of the page before, as it was given",
    )
    .about(CURSOR)
}

/// The `Link` header that leads to the next page: the same request with another cursor.
pub(crate) fn link(uri: &Uri, next: &str) -> String {
    let kept = uri
        .query()
        .unwrap_or_default()
        .split('&')
        .filter(|pair| !pair.is_empty() && pair.split('=').next() != Some(CURSOR));
    let mut query: Vec<&str> = kept.collect();
    let cursor = format!("{CURSOR}={next}");
    query.push(&cursor);
    format!("<{}?{}>; rel=\"next\"", uri.path(), query.join("&"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cursor_is_of_its_list() {
        let cursor = cursor("incidents", "20240301-0007");
        assert_eq!(read("incidents", &cursor).unwrap(), "20240301-0007");
        for (list, text) in [
            ("webhooks", &*cursor),
            ("incidents", "20240301-0007"),
            ("incidents", ""),
        ] {
            let problem = read(list, text).unwrap_err();
            assert_eq!(problem.field.as_deref(), Some("cursor"), "{list} {text}");
        }
    }

    #[test]
    fn the_next_page_is_the_same_request_further_on() {
        let uri: Uri = "/api/v1/incidents?state=all&cursor=aa&limit=2"
            .parse()
            .unwrap();
        assert_eq!(
            link(&uri, "bb"),
            "</api/v1/incidents?state=all&limit=2&cursor=bb>; rel=\"next\""
        );
        let uri: Uri = "/api/v1/webhooks".parse().unwrap();
        assert_eq!(
            link(&uri, "bb"),
            "</api/v1/webhooks?cursor=bb>; rel=\"next\""
        );
    }
}
