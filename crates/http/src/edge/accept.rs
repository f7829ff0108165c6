//! Whether the client takes what the route has to give (406), and the route its conditions (412).

use crate::{Problem, describe::Offered};
use axum::{
    extract::{MatchedPath, Request, State},
    http::{Method, StatusCode, header},
    middleware::Next,
    response::{IntoResponse, Response},
};
use std::sync::Arc;

/// Answers 406 where none of the route's media types is among those that `Accept` names, and 412
/// where a command under a condition comes to a route that takes none: passed over, it could do what
/// the client did not want.
pub(crate) async fn acceptable(
    State(offered): State<Arc<Offered>>,
    request: Request,
    next: Next,
) -> Response {
    let Some(route) = request.extensions().get::<MatchedPath>() else {
        return next.run(request).await;
    };
    let method = if request.method() == Method::HEAD {
        Method::GET
    } else {
        request.method().clone()
    };
    let reads = method == Method::GET;
    let Some(offer) = offered.get(&(route.as_str().to_owned(), method)) else {
        return next.run(request).await;
    };
    let headers = request.headers();
    if !reads && !offer.conditional && headers.contains_key(header::IF_MATCH) {
        return no_condition().into_response();
    }
    let wanted = headers.get_all(header::ACCEPT).iter();
    let wanted: Vec<&str> = wanted.filter_map(|one| one.to_str().ok()).collect();
    let kinds = &offer.kinds;
    let fits = |kind: &String| takes(&wanted.join(","), kind);
    if wanted.is_empty() || kinds.is_empty() || kinds.iter().any(fits) {
        return next.run(request).await;
    }
    let kinds = kinds.join(", ");
    Problem::new(
        StatusCode::NOT_ACCEPTABLE,
        "not_acceptable",
        format!("这个地址只提供：{kinds}"),
        format!("there is only: {kinds}"),
    )
    .about("Accept")
    .into_response()
}

fn no_condition() -> Problem {
    Problem::new(
        StatusCode::PRECONDITION_FAILED,
        "no_condition_here",
        "这个地址不支持 If-Match，请去掉后再提交",
        "this path takes no If-Match; send it without",
    )
    .about("If-Match")
}

/// Whether an `Accept` header takes a media type; weights above zero all count the same.
fn takes(wanted: &str, kind: &str) -> bool {
    let (main, _) = kind.split_once('/').unwrap_or((kind, ""));
    wanted.split(',').any(|range| {
        let mut parts = range.split(';').map(str::trim);
        let name = parts.next().unwrap_or_default().to_ascii_lowercase();
        let refused = parts.any(|one| {
            one.strip_prefix("q=")
                .is_some_and(|weight| weight.trim_matches(['0', '.']).is_empty())
        });
        !refused && (name == "*/*" || name == kind || name.strip_suffix("/*") == Some(main))
    })
}

#[cfg(test)]
mod tests {
    use super::takes;

    #[test]
    fn ranges_and_weights_are_understood() {
        let json = "application/json";
        for wanted in [
            "*/*",
            "application/*",
            "text/html, application/json;q=0.1",
            "Application/JSON; charset=utf-8",
        ] {
            assert!(takes(wanted, json), "{wanted}");
        }
        for wanted in [
            "text/html",
            "application/json;q=0",
            "application/jsonx",
            "*/*;q=0.0",
            "",
        ] {
            assert!(!takes(wanted, json), "{wanted}");
        }
    }
}
