//! The HTTP edge: axum, server-sent events, OpenAPI, problem+json.
