//! Whether the client takes what the route has to give (406).

use crate::{Problem, describe::Produced};
use axum::{
    extract::{MatchedPath, Request, State},
    http::{Method, StatusCode, header},
    middleware::Next,
    response::{IntoResponse, Response},
};
use std::sync::Arc;

/// Answers 406 where none of the route's media types is among those that `Accept` names.
pub(crate) async fn acceptable(
    State(produced): State<Arc<Produced>>,
    request: Request,
    next: Next,
) -> Response {
    let wanted: Option<String> = {
        let all = request.headers().get_all(header::ACCEPT).iter();
        let texts: Vec<&str> = all.filter_map(|one| one.to_str().ok()).collect();
        (!texts.is_empty()).then(|| texts.join(","))
    };
    let (Some(wanted), Some(route)) = (wanted, request.extensions().get::<MatchedPath>()) else {
        return next.run(request).await;
    };
    let method = if request.method() == Method::HEAD {
        Method::GET
    } else {
        request.method().clone()
    };
    let kinds = produced.get(&(route.as_str().to_owned(), method));
    match kinds {
        Some(kinds) if !kinds.is_empty() && !kinds.iter().any(|kind| takes(&wanted, kind)) => {
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
        _ => next.run(request).await,
    }
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
        for wanted in ["text/html", "application/json;q=0", "application/jsonx", "*/*;q=0.0", ""] {
            assert!(!takes(wanted, json), "{wanted}");
        }
    }
}
