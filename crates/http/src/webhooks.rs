//! Webhooks: subscribing other systems to the town's events, and what has not arrived there.

use crate::{
    HttpState, Problem,
    at::At,
    body::Body,
    edge::etag::IfMatch,
    keys::{Key, Replayed},
    page::{self, Turn},
    params::Params,
    who::Who,
};
use axum::{
    Json,
    extract::State,
    http::StatusCode,
    response::{IntoResponse, Response},
};
use liandong_app::{
    Order,
    access::Visitor,
    webhooks::{DeliveryState, Letter, Standing, Subscribed, Trouble},
};
use liandong_domain::{
    rights::Right,
    time::Timestamp,
    webhook::{MOST_AGAIN, Webhook, WebhookCommand},
};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use utoipa_axum::{router::OpenApiRouter, routes};

const LIST: &str = "webhooks";
const DELIVERIES: &str = "deliveries";

pub(crate) fn routes() -> OpenApiRouter<HttpState> {
    OpenApiRouter::new()
        .routes(routes!(list, subscribe))
        .routes(routes!(one, change, remove))
        .routes(routes!(deliveries))
        .routes(routes!(redeliver))
}

/// A new subscription.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct NewWebhook {
    /// What people call it, 1 to 60 characters.
    name: String,
    /// Where events are sent: `https://…`, or `http://…` to an address that the operator allows.
    url: String,
    /// Kinds of events: `incident.closed`, `incident.*`, or `*` for all.
    kinds: Vec<String>,
}

/// Changes of a subscription; what is left out stays.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct WebhookChange {
    /// Another name.
    name: Option<String>,
    /// Another address.
    url: Option<String>,
    /// Other kinds.
    kinds: Option<Vec<String>>,
    /// Whether events are sent; while they are not, they wait.
    active: Option<bool>,
    /// Make the secret anew; the answer shows it.
    #[serde(default)]
    new_secret: bool,
    /// The version that the client looked at; 409 when it has moved on since.
    expected_version: Option<u64>,
}

/// Which dead deliveries to send again.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Redelivery {
    /// Their identifiers; all dead ones when left out.
    deliveries: Option<Vec<String>>,
}

/// How many were put back.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Redelivered {
    /// Deliveries that are tried again now; 0 when the command was a repetition.
    deliveries: u64,
}

/// A subscription.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct WebhookView {
    /// Its identifier.
    id: String,
    /// The version of its stream.
    version: u64,
    /// What people call it.
    name: String,
    /// Where events are sent.
    url: String,
    /// Kinds of events.
    kinds: Vec<String>,
    /// Whether events are sent.
    active: bool,
    /// Events of the town that it has not looked at yet.
    backlog: u64,
    /// Deliveries that wait for another attempt.
    waiting: u64,
    /// Deliveries that were given up.
    dead: u64,
    /// The secret of the signatures; shown only when it was made.
    #[serde(skip_serializing_if = "Option::is_none")]
    secret: Option<String>,
}

/// A page of subscriptions.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Webhooks {
    /// By identifier.
    webhooks: Vec<WebhookView>,
    /// Give it as `cursor` to go on; `null` at the end.
    next: Option<String>,
}

/// A delivery that has not arrived.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct DeliveryView {
    /// Its identifier, as the receiver is told it.
    id: String,
    /// The event's position in the town's log.
    position: u64,
    /// The event's kind.
    kind: String,
    /// The event's stream.
    stream: String,
    /// Whether it waits or is dead.
    state: DeliveryState,
    /// Attempts made.
    attempts: u32,
    /// When it is tried next, or when it was given up.
    at: Timestamp,
    /// What went wrong last.
    trouble: Option<Trouble>,
    /// The same in Chinese.
    trouble_name: Option<&'static str>,
    /// The receiver's last status, where it answered.
    status: Option<u16>,
}

/// A page of deliveries.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Deliveries {
    /// In the log's order.
    deliveries: Vec<DeliveryView>,
    /// Give it as `cursor` to go on; `null` at the end.
    next: Option<String>,
}

#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(crate) struct Asked {
    /// Those that are dead, or those that wait.
    #[param(inline)]
    state: DeliveryState,
    /// How many at the most, 1 to 500; 50 when left out.
    #[param(minimum = 1, maximum = 500)]
    limit: Option<u64>,
    /// `next` of the page before, as it was given.
    cursor: Option<String>,
}

fn view(id: &str, webhook: &Webhook, version: u64, standing: Standing) -> WebhookView {
    WebhookView {
        id: id.to_owned(),
        version,
        name: webhook.name.to_string(),
        url: webhook.url.to_string(),
        kinds: webhook.kinds.iter().map(ToString::to_string).collect(),
        active: webhook.active,
        backlog: standing.backlog,
        waiting: standing.waiting,
        dead: standing.dead,
        secret: None,
    }
}

async fn shown(state: &HttpState, visitor: &Visitor, id: &str) -> Result<WebhookView, Problem> {
    let (webhook, version) = state.app.webhook(&visitor.town, id).await?;
    let standing = state.app.webhook_standing(&visitor.town, id).await?;
    Ok(view(id, &webhook, version, standing))
}

async fn subscribed(
    state: &HttpState,
    visitor: &Visitor,
    done: Subscribed,
) -> Result<WebhookView, Problem> {
    let standing = state.app.webhook_standing(&visitor.town, &done.id).await?;
    let mut view = view(&done.id, &done.acted.state, done.acted.version, standing);
    view.secret = done.secret;
    Ok(view)
}

fn order(visitor: &Visitor, Key(key): Key, expected_version: Option<u64>) -> Order {
    Order {
        actor: visitor.actor(),
        key,
        occurred_at: None,
        expected_version,
    }
}

fn boxed(texts: Vec<String>) -> Vec<Box<str>> {
    texts.into_iter().map(Into::into).collect()
}

/// The subscriptions, with how their deliveries stand.
#[utoipa::path(get, path = "/api/v1/webhooks", tag = "webhooks", operation_id = "list_webhooks", params(Turn),
    responses((status = 200, body = Webhooks)))]
pub(crate) async fn list(
    State(state): State<HttpState>,
    Who(visitor): Who,
    Params(turn): Params<Turn>,
) -> Result<Json<Webhooks>, Problem> {
    visitor.require(Right::ManageIntegrations)?;
    let after = turn.after(LIST)?.unwrap_or_default();
    let limit = usize::try_from(turn.limit()).unwrap_or(usize::MAX);
    let mut ids = state.app.webhook_ids(&visitor.town).await?;
    ids.retain(|id| *id > after);
    let more = ids.len() > limit;
    ids.truncate(limit);
    let next = ids.last().filter(|_| more).map(|id| page::cursor(LIST, id));
    let mut webhooks = Vec::with_capacity(ids.len());
    for id in &ids {
        webhooks.push(shown(&state, &visitor, id).await?);
    }
    Ok(Json(Webhooks { webhooks, next }))
}

/// Subscribes another system to the town's events, from now on. The answer shows the secret of the
/// signatures.
#[utoipa::path(post, path = "/api/v1/webhooks", tag = "webhooks", operation_id = "subscribe_webhook", request_body = NewWebhook,
    params(("Idempotency-Key" = String, Header, description = "1 to 200 visible ASCII characters, new for each act; a UUIDv7 is best")),
    responses((status = 201, body = WebhookView)))]
pub(crate) async fn subscribe(
    State(state): State<HttpState>,
    Who(visitor): Who,
    key: Key,
    Body(asked): Body<NewWebhook>,
) -> Result<Response, Problem> {
    visitor.require(Right::ManageIntegrations)?;
    let command = WebhookCommand::Subscribe {
        name: asked.name.into(),
        url: asked.url.into(),
        kinds: boxed(asked.kinds),
    };
    let order = order(&visitor, key, None);
    let done = state.app.subscribe(&visitor.town, order, &command).await?;
    let replayed = Replayed(done.acted.replayed);
    let view = subscribed(&state, &visitor, done).await?;
    Ok((StatusCode::CREATED, replayed, Json(view)).into_response())
}

/// A subscription.
#[utoipa::path(get, path = "/api/v1/webhooks/{id}", tag = "webhooks", operation_id = "webhook",
    params(("id" = String, Path, description = "The subscription's identifier")),
    responses((status = 200, body = WebhookView)))]
pub(crate) async fn one(
    State(state): State<HttpState>,
    Who(visitor): Who,
    At(id): At<String>,
) -> Result<Json<WebhookView>, Problem> {
    visitor.require(Right::ManageIntegrations)?;
    Ok(Json(shown(&state, &visitor, &id).await?))
}

/// Changes a subscription: name, address, kinds, rest, secret.
#[utoipa::path(patch, path = "/api/v1/webhooks/{id}", tag = "webhooks", operation_id = "change_webhook", request_body = WebhookChange,
    params(("id" = String, Path, description = "The subscription's identifier"),
        ("Idempotency-Key" = String, Header, description = "1 to 200 visible ASCII characters, new for each act; a UUIDv7 is best"),
        ("If-Match" = Option<String>, Header, description = "The ETag as it was read, or `*`; 412 when it has moved on")),
    responses((status = 200, body = WebhookView)))]
pub(crate) async fn change(
    State(state): State<HttpState>,
    Who(visitor): Who,
    At(id): At<String>,
    key: Key,
    IfMatch(expected): IfMatch,
    Body(asked): Body<WebhookChange>,
) -> Result<Response, Problem> {
    visitor.require(Right::ManageIntegrations)?;
    let order = order(&visitor, key, expected.or(asked.expected_version));
    let command = WebhookCommand::Change {
        name: asked.name.map(Into::into),
        url: asked.url.map(Into::into),
        kinds: asked.kinds.map(boxed),
        active: asked.active,
        new_secret: asked.new_secret,
    };
    let done = state
        .app
        .change_webhook(&visitor.town, order, &id, &command)
        .await?;
    let replayed = Replayed(done.acted.replayed);
    let view = subscribed(&state, &visitor, done).await?;
    Ok((replayed, Json(view)).into_response())
}

/// Gives a subscription up, with all that waits for it.
#[utoipa::path(delete, path = "/api/v1/webhooks/{id}", tag = "webhooks", operation_id = "remove_webhook",
    params(("id" = String, Path, description = "The subscription's identifier"),
        ("Idempotency-Key" = String, Header, description = "1 to 200 visible ASCII characters, new for each act; a UUIDv7 is best"),
        ("If-Match" = Option<String>, Header, description = "The ETag as it was read, or `*`; 412 when it has moved on")),
    responses((status = 204)))]
pub(crate) async fn remove(
    State(state): State<HttpState>,
    Who(visitor): Who,
    At(id): At<String>,
    key: Key,
    IfMatch(expected): IfMatch,
) -> Result<Response, Problem> {
    visitor.require(Right::ManageIntegrations)?;
    let order = order(&visitor, key, expected);
    let done = state.app.remove_webhook(&visitor.town, order, &id).await?;
    Ok((StatusCode::NO_CONTENT, Replayed(done.replayed), ()).into_response())
}

/// Deliveries that have not arrived: those that wait, or the dead letters.
#[utoipa::path(get, path = "/api/v1/webhooks/{id}/deliveries", tag = "webhooks", operation_id = "webhook_deliveries",
    params(("id" = String, Path, description = "The subscription's identifier"), Asked),
    responses((status = 200, body = Deliveries)))]
pub(crate) async fn deliveries(
    State(state): State<HttpState>,
    Who(visitor): Who,
    At(id): At<String>,
    Params(asked): Params<Asked>,
) -> Result<Json<Deliveries>, Problem> {
    visitor.require(Right::ManageIntegrations)?;
    let (app, town) = (&state.app, &visitor.town);
    app.webhook(town, &id).await?;
    let after = match &asked.cursor {
        Some(cursor) => page::read(DELIVERIES, cursor)?.parse().ok(),
        None => None,
    };
    let limit = page::limit(asked.limit);
    let found = app
        .deliveries(town, &id, asked.state, after, limit + 1)
        .await?;
    let more = found.len() as u64 > limit;
    let whole = usize::try_from(limit).unwrap_or(usize::MAX);
    let deliveries: Vec<DeliveryView> = found
        .iter()
        .take(whole)
        .map(|letter| delivery(&id, asked.state, letter))
        .collect();
    let last = deliveries.last().filter(|_| more);
    let next = last.map(|one| page::cursor(DELIVERIES, &one.position.to_string()));
    Ok(Json(Deliveries { deliveries, next }))
}

fn delivery(webhook: &str, state: DeliveryState, letter: &Letter) -> DeliveryView {
    DeliveryView {
        id: format!("{webhook}-{}", letter.position),
        position: letter.position,
        kind: letter.kind.to_string(),
        stream: letter.stream.to_string(),
        state,
        attempts: letter.attempts,
        at: letter.at,
        trouble: letter.trouble,
        trouble_name: letter.trouble.map(Trouble::zh),
        status: letter.status,
    }
}

/// Sends dead deliveries again.
#[utoipa::path(post, path = "/api/v1/webhooks/{id}/redeliver", tag = "webhooks", operation_id = "redeliver_webhook", request_body = Redelivery,
    params(("id" = String, Path, description = "The subscription's identifier"),
        ("Idempotency-Key" = String, Header, description = "1 to 200 visible ASCII characters, new for each act; a UUIDv7 is best")),
    responses((status = 200, body = Redelivered)))]
pub(crate) async fn redeliver(
    State(state): State<HttpState>,
    Who(visitor): Who,
    At(id): At<String>,
    key: Key,
    Body(asked): Body<Redelivery>,
) -> Result<Response, Problem> {
    visitor.require(Right::ManageIntegrations)?;
    let positions = asked
        .deliveries
        .map(|all| positions(&id, &all))
        .transpose()?;
    let order = order(&visitor, key, None);
    let (acted, deliveries) = state
        .app
        .send_again(&visitor.town, order, &id, positions)
        .await?;
    Ok((Replayed(acted.replayed), Json(Redelivered { deliveries })).into_response())
}

fn positions(webhook: &str, deliveries: &[String]) -> Result<Vec<u64>, Problem> {
    let position = |id: &String| {
        let rest = id.strip_prefix(webhook)?.strip_prefix('-')?;
        rest.parse().ok()
    };
    let all: Option<Vec<u64>> = deliveries.iter().map(position).collect();
    all.ok_or_else(|| {
        Problem::new(
            StatusCode::UNPROCESSABLE_ENTITY,
            "bad_delivery",
            format!("deliveries：须为死信列表中的 id，最多 {MOST_AGAIN} 条"),
            format!("deliveries: ids of dead deliveries, {MOST_AGAIN} at the most"),
        )
        .about("deliveries")
    })
}
