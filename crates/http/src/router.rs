//! All routes, and the document that describes them.

use crate::{
    HttpState, Problem, assess, assets, case, describe, dispatch, district, duty, edge,
    evaluations, evidence, filings, form_checks, forms, guard, health, incidents, live, metrics,
    orders, people, planning, positions, project, projects, protocols, register, reports, safety,
    session, setup, suggestions, town, trace, webhooks,
};
use axum::{
    Json, Router,
    extract::DefaultBodyLimit,
    middleware,
    response::{IntoResponse, Response},
    routing::get,
};
use std::{any::Any, sync::Arc};
use tower_http::{catch_panic::CatchPanicLayer, compression::CompressionLayer};
use utoipa::OpenApi;
use utoipa_axum::router::OpenApiRouter;

#[derive(OpenApi)]
#[openapi(info(
    title = "Liandong 联动",
    description = "The closed loop of diverted non-police calls (非警务类警情), and the form 附件2-1 \
        computed from it. Errors are RFC 9457 problem+json. Times are RFC 3339 in UTC; the \
        server's time is in each answer's Date header. Log in with `POST /api/v1/session`, or send \
        `Authorization: Bearer`.",
    license(name = "Apache-2.0", identifier = "Apache-2.0")
), components(schemas(live::Hello, live::Beside, live::CalledForHelp)), tags(
    (name = "session", description = "Logging in and out"),
    (name = "account", description = "One's own account: password, second factor, sessions, tokens"),
    (name = "people", description = "The town's accounts"),
    (name = "audit", description = "Erasure of callers' data, and what an auditor asks"),
    (name = "town", description = "The town's areas, cars, words and limits"),
    (name = "incidents", description = "Calls from the telephone to their closing"),
    (name = "duty", description = "Duty, units' states, equipment"),
    (name = "dispatch", description = "Recommendations, the queue, coverage, stand-by, positions"),
    (name = "safety", description = "Calls for help and what is unanswered"),
    (name = "live", description = "What happens, as it happens"),
    (name = "performance", description = "The form and the evidence behind it"),
    (name = "planning", description = "What-if answers from the town's own log"),
    (name = "guidance", description = "What a call may be, what to ask, what to do"),
    (name = "webhooks", description = "The town's events, told to other systems"),
    (name = "assessment", description = "The members' and the vendor's months, trainings"),
    (name = "district", description = "Sums over a district's towns"),
    (name = "health", description = "For those who run the server"),
))]
struct Document;

fn described() -> OpenApiRouter<HttpState> {
    let all = OpenApiRouter::with_openapi(Document::openapi());
    // The document's order of paths.
    [
        session::routes,
        people::routes,
        town::routes,
        incidents::routes,
        orders::routes,
        case::routes,
        live::routes,
        duty::routes,
        dispatch::routes,
        positions::routes,
        safety::routes,
        projects::routes,
        project::routes,
        forms::routes,
        evaluations::routes,
        filings::routes,
        evidence::routes,
        trace::routes,
        form_checks::routes,
        reports::routes,
        planning::routes,
        suggestions::routes,
        protocols::routes,
        register::routes,
        setup::routes,
        webhooks::routes,
        assess::routes,
        district::routes,
        health::routes,
        metrics::routes,
    ]
    .into_iter()
    .fold(all, |all, routes: fn() -> _| all.merge(routes()))
}

/// The OpenAPI document of the routes as they are.
#[must_use]
pub fn openapi() -> utoipa::openapi::OpenApi {
    let mut document = described().into_openapi();
    describe::complete(&mut document);
    document
}

/// The routes over a state.
pub fn router(state: HttpState) -> Router {
    let (routes, mut document) = described().split_for_parts();
    describe::complete(&mut document);
    let offered = Arc::new(describe::offered(&mut document));
    let document = Arc::new(document);
    let describe = move || {
        let document = Arc::clone(&document);
        async move { Json(&*document).into_response() }
    };
    let routes = routes.route("/api/v1/openapi.json", get(describe));
    let accept = middleware::from_fn_with_state(offered, edge::accept::acceptable);
    guarded(routes.layer(accept), &state).with_state(state)
}

/// What holds around every route, those that are not there included; the last is the outermost.
fn guarded(routes: Router<HttpState>, state: &HttpState) -> Router<HttpState> {
    let with = || state.clone();
    routes
        .method_not_allowed_fallback(assets::method_not_allowed)
        .fallback(assets::fallback)
        .layer(DefaultBodyLimit::max(state.settings.body_bytes))
        .layer(middleware::from_fn(edge::etag::tags))
        .layer(middleware::from_fn(edge::rest::read_rest))
        .layer(middleware::from_fn(guard::same_site))
        .layer(middleware::from_fn_with_state(with(), edge::limits::limit))
        .layer(middleware::from_fn_with_state(
            with(),
            edge::deadline::deadline,
        ))
        .layer(CatchPanicLayer::custom(panicked))
        .layer(middleware::from_fn_with_state(with(), guard::safe_headers))
        .layer(CompressionLayer::new())
        .layer(middleware::from_fn_with_state(with(), edge::trace::trace))
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
    use crate::HttpState;
    use axum::{Router, routing::get};
    use liandong_app::{
        App,
        ports::{SystemClock, SystemEntropy},
        views::TABLES,
    };
    use liandong_store_sqlite::SqliteStore;
    use std::sync::Arc;

    async fn panics() -> &'static str {
        panic!("the password is hidden")
    }

    fn state(folder: &std::path::Path) -> HttpState {
        let store = SqliteStore::open(folder.join("town.db"), TABLES).expect("a store");
        let (clock, entropy) = (Arc::new(SystemClock), Arc::new(SystemEntropy));
        let app = App::new(store, clock, entropy, &[1; 16]);
        HttpState::new(Arc::new(app), None)
    }

    #[test]
    fn a_panic_is_a_problem_that_tells_nothing() {
        let folder = tempfile::tempdir().expect("a folder");
        let runtime = tokio::runtime::Runtime::new().expect("a runtime");
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0");
        let listener = runtime.block_on(listener).expect("a port");
        let url = format!(
            "http://{}/api/v1/panics",
            listener.local_addr().expect("bound")
        );
        let state = state(folder.path());
        let routes = Router::new().route("/api/v1/panics", get(panics));
        let routes = guarded(routes, &state).with_state(state);
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
            assert!(headers.contains_key("x-request-id"));
            let told = answer.body_mut().read_to_string().expect("a text");
            assert!(told.contains("\"code\":\"internal\""), "{told}");
            assert!(!told.contains("hidden"), "{told}");
        }
    }
}
