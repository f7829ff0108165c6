//! Guidance that a town keeps: protocols by version, keyword rules, stations' hours.

use crate::{HttpState, Problem, at::At, body::Body, incidents::number, keys::Key, who::Who};
use axum::{Json, extract::State, http::StatusCode};
use liandong_app::{
    Order,
    access::Visitor,
    view::{IncidentProtocolView, ProtocolSummaryView, ProtocolView},
};
use liandong_domain::{
    ids::{DepartmentId, ItemId},
    incident::CategoryCode,
    registry::{Guidance, KeywordRule, Protocol, Question, StationHours, Step},
    rights::Right,
    time::Timestamp,
};
use serde::{Deserialize, Serialize};
use std::sync::Arc;
use utoipa::ToSchema;
use utoipa_axum::{router::OpenApiRouter, routes};

pub(crate) fn routes() -> OpenApiRouter<HttpState> {
    OpenApiRouter::new()
        .routes(routes!(list))
        .routes(routes!(of_category, publish_for_category))
        .routes(routes!(of_subcategory, publish_for_subcategory))
        .routes(routes!(of_incident))
        .routes(routes!(keywords, set_keywords))
        .routes(routes!(station_hours, set_station_hours))
}

/// A version of a protocol, as it is written.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = ProtocolRequest)]
pub(crate) struct Written {
    /// One more than the last version; 1 at first. Another is refused, so that two who edit at once
    /// do not overwrite each other.
    version: u32,
    /// Its title, 1 to 500 characters, as each text here.
    title: String,
    /// From when it is in force; not in the past, beyond ten minutes.
    valid_from: Timestamp,
    /// When it ends, where it does: a season's rule, or a withdrawal.
    valid_until: Option<Timestamp>,
    /// What to ask (询问要点), in order; one at the least.
    questions: Vec<Question>,
    /// What to do (处置规程), in order; one at the least.
    steps: Vec<Step>,
    /// What must not be done (禁止事项).
    #[serde(default)]
    never: Vec<String>,
    /// When it belongs to police (转公安情形).
    #[serde(default)]
    to_police_when: Vec<String>,
    /// Departments to which it is usually referred.
    #[serde(default)]
    departments: Vec<DepartmentId>,
    /// What changed and why.
    change: Option<String>,
}

impl Written {
    fn of(self, category: CategoryCode, subcategory: Option<ItemId>) -> Protocol {
        Protocol {
            category,
            subcategory,
            version: self.version,
            title: self.title,
            valid_from: self.valid_from,
            valid_until: self.valid_until,
            questions: self.questions,
            steps: self.steps,
            never: self.never,
            to_police_when: self.to_police_when,
            departments: self.departments,
            change: self.change,
        }
    }
}

/// The protocols of a town.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Protocols {
    /// By category and subcategory.
    protocols: Vec<ProtocolSummaryView>,
}

/// A protocol with all its versions.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct ProtocolHistory {
    /// The version in force now.
    in_force: Option<u32>,
    /// All versions, newest first.
    versions: Vec<ProtocolView>,
}

/// The keyword rules of a town, all of them.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Keywords {
    /// The rules.
    rules: Vec<KeywordRule>,
}

/// Which station has which area at which hours, all of it.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Hours {
    /// The entries.
    hours: Vec<StationHours>,
}

fn no_protocol(told: &str) -> Problem {
    Problem::new(
        StatusCode::NOT_FOUND,
        "no_such_protocol",
        format!("没有“{told}”的询问要点与处置规程"),
        format!("there is no protocol of {told}"),
    )
}

fn category(code: &str) -> Result<CategoryCode, Problem> {
    CategoryCode::parse(code).ok_or_else(|| no_protocol(code))
}

fn subcategory(id: &str) -> Result<ItemId, Problem> {
    ItemId::new(id).map_err(|_| no_protocol(id))
}

async fn history(
    state: &HttpState,
    visitor: &Visitor,
    category: CategoryCode,
    subcategory: Option<&ItemId>,
) -> Result<Json<ProtocolHistory>, Problem> {
    let book = state.app.book(&visitor.town).await?;
    let registry = &book.registry;
    let versions = registry.protocol_versions(category, subcategory);
    if versions.is_empty() {
        let told = subcategory.map_or(category.code(), ItemId::as_str);
        return Err(no_protocol(told));
    }
    let in_force = registry
        .protocol_at(category, subcategory, state.app.now())
        .filter(|one| one.subcategory.as_ref() == subcategory);
    Ok(Json(ProtocolHistory {
        in_force: in_force.map(|one| one.version),
        versions: versions
            .iter()
            .rev()
            .map(|one| ProtocolView::new(one, registry))
            .collect(),
    }))
}

/// Enters guidance, to its end also when the client breaks the connection off.
async fn guide(
    state: &HttpState,
    visitor: &Visitor,
    Key(key): Key,
    guidance: Guidance,
) -> Result<(), Problem> {
    let (app, visitor) = (Arc::clone(&state.app), visitor.clone());
    let order = Order {
        actor: visitor.actor(),
        key,
        occurred_at: None,
        expected_version: None,
    };
    let done = tokio::spawn(async move { app.guide(&visitor, &order, guidance).await });
    match done.await {
        Ok(outcome) => outcome.map(drop).map_err(Into::into),
        Err(error) => Err(Problem::internal(&error)),
    }
}

/// The town's protocols: each with its newest version.
#[utoipa::path(get, path = "/api/v1/protocols", tag = "guidance", operation_id = "protocols",
    responses((status = 200, body = Protocols), (status = "4XX", body = Problem, content_type = "application/problem+json")))]
pub(crate) async fn list(
    State(state): State<HttpState>,
    Who(visitor): Who,
) -> Result<Json<Protocols>, Problem> {
    visitor.require(Right::ReadTown)?;
    let book = state.app.book(&visitor.town).await?;
    Ok(Json(Protocols {
        protocols: ProtocolSummaryView::all(&book.registry, state.app.now()),
    }))
}

/// A category's protocol with all its versions.
#[utoipa::path(get, path = "/api/v1/protocols/{category}", tag = "guidance", operation_id = "protocol_of_category",
    params(("category" = CategoryCode, Path, description = "One of the five")),
    responses((status = 200, body = ProtocolHistory), (status = "4XX", body = Problem, content_type = "application/problem+json")))]
pub(crate) async fn of_category(
    State(state): State<HttpState>,
    Who(visitor): Who,
    At(code): At<String>,
) -> Result<Json<ProtocolHistory>, Problem> {
    visitor.require(Right::ReadTown)?;
    history(&state, &visitor, category(&code)?, None).await
}

/// A subcategory's protocol with all its versions.
#[utoipa::path(get, path = "/api/v1/protocols/{category}/{subcategory}", tag = "guidance", operation_id = "protocol_of_subcategory",
    params(("category" = CategoryCode, Path, description = "One of the five"),
        ("subcategory" = String, Path, description = "The town's subcategory")),
    responses((status = 200, body = ProtocolHistory), (status = "4XX", body = Problem, content_type = "application/problem+json")))]
pub(crate) async fn of_subcategory(
    State(state): State<HttpState>,
    Who(visitor): Who,
    At((code, id)): At<(String, String)>,
) -> Result<Json<ProtocolHistory>, Problem> {
    visitor.require(Right::ReadTown)?;
    let id = subcategory(&id)?;
    history(&state, &visitor, category(&code)?, Some(&id)).await
}

/// Publishes a version of a category's protocol.
#[utoipa::path(put, path = "/api/v1/protocols/{category}", tag = "guidance", operation_id = "publish_protocol_of_category", request_body = Written,
    params(("category" = CategoryCode, Path, description = "One of the five"),
        ("Idempotency-Key" = String, Header, description = "1 to 200 visible ASCII characters, new for each act; a UUIDv7 is best")),
    responses((status = 200, body = ProtocolHistory), (status = "4XX", body = Problem, content_type = "application/problem+json")))]
pub(crate) async fn publish_for_category(
    State(state): State<HttpState>,
    Who(visitor): Who,
    At(code): At<String>,
    key: Key,
    Body(written): Body<Written>,
) -> Result<Json<ProtocolHistory>, Problem> {
    visitor.require(Right::ManageTown)?;
    let category = category(&code)?;
    let protocol = Box::new(written.of(category, None));
    guide(&state, &visitor, key, Guidance::Protocol(protocol)).await?;
    history(&state, &visitor, category, None).await
}

/// Publishes a version of a subcategory's protocol.
#[utoipa::path(put, path = "/api/v1/protocols/{category}/{subcategory}", tag = "guidance", operation_id = "publish_protocol_of_subcategory", request_body = Written,
    params(("category" = CategoryCode, Path, description = "One of the five"),
        ("subcategory" = String, Path, description = "The town's subcategory"),
        ("Idempotency-Key" = String, Header, description = "1 to 200 visible ASCII characters, new for each act; a UUIDv7 is best")),
    responses((status = 200, body = ProtocolHistory), (status = "4XX", body = Problem, content_type = "application/problem+json")))]
pub(crate) async fn publish_for_subcategory(
    State(state): State<HttpState>,
    Who(visitor): Who,
    At((code, id)): At<(String, String)>,
    key: Key,
    Body(written): Body<Written>,
) -> Result<Json<ProtocolHistory>, Problem> {
    visitor.require(Right::ManageTown)?;
    let (category, id) = (category(&code)?, subcategory(&id)?);
    let protocol = Box::new(written.of(category, Some(id.clone())));
    guide(&state, &visitor, key, Guidance::Protocol(protocol)).await?;
    history(&state, &visitor, category, Some(&id)).await
}

/// The protocols of an incident: the version in force when it was classified, and the newest.
#[utoipa::path(get, path = "/api/v1/incidents/{id}/protocol", tag = "guidance", operation_id = "protocol_of_incident",
    params(("id" = String, Path, description = "The incident's number")),
    responses((status = 200, body = IncidentProtocolView), (status = "4XX", body = Problem, content_type = "application/problem+json")))]
pub(crate) async fn of_incident(
    State(state): State<HttpState>,
    Who(visitor): Who,
    At(id): At<String>,
) -> Result<Json<IncidentProtocolView>, Problem> {
    let id = number(&id)?;
    Ok(Json(state.app.protocol_for(&visitor, &id).await?))
}

/// The keyword rules.
#[utoipa::path(get, path = "/api/v1/keywords", tag = "guidance", operation_id = "keywords",
    responses((status = 200, body = Keywords), (status = "4XX", body = Problem, content_type = "application/problem+json")))]
pub(crate) async fn keywords(
    State(state): State<HttpState>,
    Who(visitor): Who,
) -> Result<Json<Keywords>, Problem> {
    visitor.require(Right::ReadTown)?;
    let book = state.app.book(&visitor.town).await?;
    Ok(Json(Keywords {
        rules: book.registry.keywords().to_vec(),
    }))
}

/// Sets all keyword rules anew.
#[utoipa::path(put, path = "/api/v1/keywords", tag = "guidance", operation_id = "set_keywords", request_body = Keywords,
    params(("Idempotency-Key" = String, Header, description = "1 to 200 visible ASCII characters, new for each act; a UUIDv7 is best")),
    responses((status = 200, body = Keywords), (status = "4XX", body = Problem, content_type = "application/problem+json")))]
pub(crate) async fn set_keywords(
    State(state): State<HttpState>,
    who: Who,
    key: Key,
    Body(all): Body<Keywords>,
) -> Result<Json<Keywords>, Problem> {
    who.0.require(Right::ManageTown)?;
    guide(&state, &who.0, key, Guidance::Keywords(all.rules)).await?;
    keywords(State(state), who).await
}

/// Which station has which area at which hours, beside where the areas belong.
#[utoipa::path(get, path = "/api/v1/station-hours", tag = "guidance", operation_id = "station_hours",
    responses((status = 200, body = Hours), (status = "4XX", body = Problem, content_type = "application/problem+json")))]
pub(crate) async fn station_hours(
    State(state): State<HttpState>,
    Who(visitor): Who,
) -> Result<Json<Hours>, Problem> {
    visitor.require(Right::ReadTown)?;
    let book = state.app.book(&visitor.town).await?;
    Ok(Json(Hours {
        hours: book.registry.station_hours().to_vec(),
    }))
}

/// Sets all stations' hours anew.
#[utoipa::path(put, path = "/api/v1/station-hours", tag = "guidance", operation_id = "set_station_hours", request_body = Hours,
    params(("Idempotency-Key" = String, Header, description = "1 to 200 visible ASCII characters, new for each act; a UUIDv7 is best")),
    responses((status = 200, body = Hours), (status = "4XX", body = Problem, content_type = "application/problem+json")))]
pub(crate) async fn set_station_hours(
    State(state): State<HttpState>,
    who: Who,
    key: Key,
    Body(all): Body<Hours>,
) -> Result<Json<Hours>, Problem> {
    who.0.require(Right::ManageTown)?;
    guide(&state, &who.0, key, Guidance::StationHours(all.hours)).await?;
    station_hours(State(state), who).await
}
