//! How long a request may take.

use crate::{HttpState, Problem};
use axum::{
    extract::{Request, State},
    http::StatusCode,
    middleware::Next,
    response::{IntoResponse, Response},
};

/// Answers 503 when the answer has not begun in time. A command goes on to its end all the same;
/// sent again under its key, it tells what came of it.
pub(crate) async fn deadline(
    State(state): State<HttpState>,
    request: Request,
    next: Next,
) -> Response {
    match tokio::time::timeout(state.settings.answer_time, next.run(request)).await {
        Ok(response) => response,
        Err(_) => {
            let mut problem = Problem::new(
                StatusCode::SERVICE_UNAVAILABLE,
                "took_too_long",
                "办理超时，请用同一个请求编号重新提交，以确认是否已经办成",
                "it took too long; send it again under the same key to learn what came of it",
            );
            problem.retry_after = Some(1);
            problem.into_response()
        }
    }
}
