//! Commands: taking a call, and everything that is done with it.

use crate::{
    HttpState, Problem,
    at::At,
    body::Body,
    edge::etag::IfMatch,
    incidents::number,
    keys::{Key, Replayed},
    who::Who,
};
use axum::{Json, extract::State, http::StatusCode};
use liandong_app::{
    AppError, Executed, Order,
    access::Visitor,
    case::DuplicateView,
    view::{CallerView, IncidentView},
};
use liandong_domain::{
    geo::Place,
    incident::{Caller, CommandKind, IncidentCommand, Intake, Source},
    time::Timestamp,
};
use serde::{Deserialize, Serialize};
use std::sync::Arc;
use utoipa::ToSchema;
use utoipa_axum::{router::OpenApiRouter, routes};

pub(crate) fn routes() -> OpenApiRouter<HttpState> {
    OpenApiRouter::new()
        .routes(routes!(command))
        .routes(routes!(reveal_caller))
}

/// A call as it is taken (接警登记).
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Call {
    /// Where it comes from.
    source: Source,
    /// The number that the other system gave it.
    external: Option<String>,
    /// Until when the hotline that sent it waits for an answer.
    answer_by: Option<Timestamp>,
    /// Who called.
    caller: Option<Caller>,
    /// The address as told.
    address: String,
    /// The place, where known.
    place: Option<Place>,
    /// What the caller said.
    text: String,
    /// When the call came; now, when left out. Earlier is a late entry (补报).
    occurred_at: Option<Timestamp>,
}

/// A call that was taken.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = TakenCall)]
pub(crate) struct Taken {
    /// The incident.
    #[serde(flatten)]
    incident: IncidentView,
    /// Incidents that are probably about the same matter, the likeliest first.
    duplicates: Vec<DuplicateView>,
}

/// A command to an incident.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = CommandRequest)]
pub(crate) struct Asked {
    /// What to do.
    command: IncidentCommand,
    /// When it happened; now, when left out. Earlier is a late entry (补报).
    occurred_at: Option<Timestamp>,
    /// The version that the client looked at; 409 when the incident has moved on since.
    expected_version: Option<u64>,
}

/// Why the caller's data is read.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = RevealRequest)]
pub(crate) struct Reason {
    /// Why.
    reason: String,
}

pub(crate) fn order(
    visitor: &Visitor,
    Key(key): Key,
    occurred_at: Option<Timestamp>,
    expected_version: Option<u64>,
) -> Order {
    Order {
        actor: visitor.actor(),
        key,
        occurred_at,
        expected_version,
    }
}

/// Carries a command out also when the client breaks the connection off in the middle, which drops
/// the handler: what is on disk and what is at hand must not part.
async fn to_its_end(
    command: impl Future<Output = Result<Executed, AppError>> + Send + 'static,
) -> Result<Executed, Problem> {
    match tokio::spawn(command).await {
        Ok(outcome) => Ok(outcome?),
        Err(error) => Err(Problem::internal(&error)),
    }
}

/// Takes a call (接警). Sent twice under one key, it is taken once.
#[utoipa::path(post, path = "/api/v1/incidents", tag = "incidents", request_body = Call,
    params(("Idempotency-Key" = String, Header, description = "1 to 200 visible ASCII characters, new for each act; a UUIDv7 is best")),
    responses((status = 201, body = Taken), (status = "4XX", body = Problem, content_type = "application/problem+json")))]
pub(crate) async fn receive(
    State(state): State<HttpState>,
    Who(visitor): Who,
    key: Key,
    Body(call): Body<Call>,
) -> Result<(StatusCode, Replayed, Json<Taken>), Problem> {
    visitor.may_give(CommandKind::Receive)?;
    let order = order(&visitor, key, call.occurred_at, None);
    let intake = Intake {
        source: call.source,
        external: call.external,
        caller: call.caller,
        address: call.address,
        place: call.place,
        text: call.text,
        answer_by: call.answer_by,
        push: None,
    };
    let (app, town) = (Arc::clone(&state.app), visitor.town.clone());
    let done = to_its_end(async move { app.receive(&town, order, &intake).await }).await?;
    let taken = Taken {
        incident: state
            .app
            .show(&visitor, &done.incident, done.version)
            .await?,
        duplicates: state.app.duplicates(&visitor.town, &done.incident).await?,
    };
    Ok((StatusCode::CREATED, Replayed(done.replayed), Json(taken)))
}

/// Gives a command to an incident. Sent twice under one key, it happens once.
#[utoipa::path(post, path = "/api/v1/incidents/{id}/commands", tag = "incidents", request_body = Asked,
    params(("id" = String, Path, description = "The incident's number"),
        ("Idempotency-Key" = String, Header, description = "1 to 200 visible ASCII characters, new for each act; a UUIDv7 is best"),
        ("If-Match" = Option<String>, Header, description = "The ETag of the incident as it was read, or `*`; 412 when it has moved on")),
    responses((status = 200, body = IncidentView), (status = "4XX", body = Problem, content_type = "application/problem+json")))]
pub(crate) async fn command(
    State(state): State<HttpState>,
    Who(visitor): Who,
    At(id): At<String>,
    key: Key,
    IfMatch(expected): IfMatch,
    Body(asked): Body<Asked>,
) -> Result<(Replayed, Json<IncidentView>), Problem> {
    visitor.may_give(asked.command.kind())?;
    let id = number(&id)?;
    let order = order(
        &visitor,
        key,
        asked.occurred_at,
        expected.or(asked.expected_version),
    );
    let (app, town) = (Arc::clone(&state.app), visitor.town.clone());
    let done =
        to_its_end(async move { app.command(&town, order, &id, &asked.command).await }).await?;
    let shown = state
        .app
        .show(&visitor, &done.incident, done.version)
        .await?;
    Ok((Replayed(done.replayed), Json(shown)))
}

/// Shows the caller in clear. That it was read, by whom and why, is an event of the log first.
#[utoipa::path(post, path = "/api/v1/incidents/{id}/reveal-caller", tag = "incidents", request_body = Reason,
    params(("id" = String, Path, description = "The incident's number"),
        ("Idempotency-Key" = String, Header, description = "1 to 200 visible ASCII characters, new for each act; a UUIDv7 is best")),
    responses((status = 200, body = CallerView), (status = "4XX", body = Problem, content_type = "application/problem+json")))]
pub(crate) async fn reveal_caller(
    State(state): State<HttpState>,
    Who(visitor): Who,
    At(id): At<String>,
    key: Key,
    Body(asked): Body<Reason>,
) -> Result<Json<CallerView>, Problem> {
    visitor.may_give(CommandKind::RevealCaller)?;
    let id = number(&id)?;
    let order = order(&visitor, key, None, None);
    let command = IncidentCommand::RevealCaller {
        reason: asked.reason,
    };
    let (app, town) = (Arc::clone(&state.app), visitor.town.clone());
    let done = to_its_end(async move { app.command(&town, order, &id, &command).await }).await?;
    let caller = state.app.caller(&visitor.town, &done.incident).await?;
    let caller = caller.ok_or_else(|| {
        let error = liandong_domain::incident::Rejection::NoCaller;
        Problem::from(AppError::Rejected(error))
    })?;
    Ok(Json(caller.into()))
}
