//! All routes, and the document that describes them.

use crate::{
    HttpState, Problem, assets, body, evidence, forms, guard, health, incidents, live, orders,
    projects, session, town,
};
use axum::{
    Json, Router,
    extract::DefaultBodyLimit,
    middleware,
    response::{IntoResponse, Response},
    routing::get,
};
use std::any::Any;
use tower_http::{catch_panic::CatchPanicLayer, compression::CompressionLayer};
use utoipa::OpenApi;
use utoipa_axum::{router::OpenApiRouter, routes};

#[derive(OpenApi)]
#[openapi(info(
    title = "Liandong 联动",
    description = "The closed loop of diverted non-police calls (非警务类警情), and the form 附件2-1 \
        computed from it. Errors are RFC 9457 problem+json. Times are RFC 3339 in UTC; the \
        server's time is in each answer's Date header. Log in with `POST /api/v1/session`, or send \
        `Authorization: Bearer`.",
    license(name = "Apache-2.0", identifier = "Apache-2.0")
), tags(
    (name = "session", description = "Logging in and out"),
    (name = "town", description = "The town's areas, cars, words and limits"),
    (name = "incidents", description = "Calls from the telephone to their closing"),
    (name = "live", description = "What happens, as it happens"),
    (name = "performance", description = "The form and the evidence behind it"),
    (name = "health", description = "For those who run the server"),
))]
struct Document;

fn described() -> OpenApiRouter<HttpState> {
    OpenApiRouter::with_openapi(Document::openapi())
        .routes(routes!(
            session::log_in,
            session::who_am_i,
            session::log_out
        ))
        .routes(routes!(town::town))
        .routes(routes!(incidents::list, orders::receive))
        .routes(routes!(incidents::one))
        .routes(routes!(incidents::events))
        .routes(routes!(orders::command))
        .routes(routes!(orders::reveal_caller))
        .routes(routes!(live::live))
        .routes(routes!(projects::projects))
        .routes(routes!(forms::form))
        .routes(routes!(evidence::evidence))
        .routes(routes!(health::alive))
        .routes(routes!(health::ready))
}

/// The OpenAPI document of the routes as they are.
#[must_use]
pub fn openapi() -> utoipa::openapi::OpenApi {
    described().into_openapi()
}

/// The routes over a state.
pub fn router(state: HttpState) -> Router {
    let (routes, document) = described().split_for_parts();
    let document = std::sync::Arc::new(document);
    let describe = move || {
        let document = std::sync::Arc::clone(&document);
        async move { Json(&*document).into_response() }
    };
    guarded(routes.route("/api/v1/openapi.json", get(describe))).with_state(state)
}

/// What holds around every route, those that are not there included.
fn guarded<S: Clone + Send + Sync + 'static>(routes: Router<S>) -> Router<S> {
    routes
        .method_not_allowed_fallback(assets::method_not_allowed)
        .fallback(assets::fallback)
        .layer(DefaultBodyLimit::max(body::LIMIT))
        .layer(middleware::from_fn(guard::same_site))
        .layer(CatchPanicLayer::custom(panicked))
        .layer(middleware::from_fn(guard::safe_headers))
        .layer(CompressionLayer::new())
}

fn panicked(panic: Box<dyn Any + Send + 'static>) -> Response {
    let said = panic
        .downcast_ref::<String>()
        .map(String::as_str)
        .or_else(|| panic.downcast_ref::<&str>().copied())
        .unwrap_or("a panic");
    Problem::internal(&said).into_response()
}

#[cfg(test)]
mod tests {
    use super::guarded;
    use axum::{Router, routing::get};

    async fn panics() -> &'static str {
        panic!("the password is hidden")
    }

    #[test]
    fn a_panic_is_a_problem_that_tells_nothing() {
        let runtime = tokio::runtime::Runtime::new().expect("a runtime");
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0");
        let listener = runtime.block_on(listener).expect("a port");
        let url = format!(
            "http://{}/api/v1/panics",
            listener.local_addr().expect("bound")
        );
        let routes = guarded(Router::new().route("/api/v1/panics", get(panics)));
        runtime.spawn(axum::serve(listener, routes).into_future());
        let agent = ureq::Agent::config_builder()
            .http_status_as_error(false)
            .build()
            .new_agent();
        // The second shows that the server goes on.
        for _ in 0..2 {
            let mut answer = agent.get(&url).call().expect("an answer");
            assert_eq!(answer.status(), 500);
            let headers = answer.headers();
            assert_eq!(headers["content-type"], "application/problem+json");
            assert_eq!(headers["cache-control"], "no-store");
            assert_eq!(headers["x-content-type-options"], "nosniff");
            let told = answer.body_mut().read_to_string().expect("a text");
            assert!(told.contains("\"code\":\"internal\""), "{told}");
            assert!(!told.contains("hidden"), "{told}");
        }
    }
}
