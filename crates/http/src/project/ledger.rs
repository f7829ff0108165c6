//! The budget ledger (预算台账) and the contracts (合同): entries, postings, balances, rates, forecast.

mod view;

use crate::{
    HttpState, Problem,
    act::{order, to_its_end},
    at::At,
    body::Body,
    keys::Key,
    params::Params,
    projects::{may_see, project_id},
    who::Who,
};
use axum::{Json, extract::State};
use liandong_domain::{
    ids::ProjectId,
    performance::{
        account::ProjectState,
        ledger::{Entry, contract::Contract},
        project::ProjectRecord,
    },
    rights::Right,
    time::Day,
};
use serde::{Deserialize, Serialize};
use std::sync::Arc;
use utoipa::{IntoParams, ToSchema};
use view::Ledger;

/// Entries that are booked at once.
const MOST: usize = 500;

#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(crate) struct AtDay {
    /// The day up to which it is shown, as `2024-08-31`; today when left out.
    #[param(value_type = Option<String>, format = Date)]
    at: Option<Day>,
}

/// Entries to book, all or none.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct NewEntries {
    /// `{id, day, kind, amount, note, contract?, reverses?, reference?}`; kinds are `initial`, `adjustment` (with its sign),
    /// `pre_appraisal`, `invoice`, `deduction`, `payment`, `reversal`; `amount` in fen.
    #[schema(value_type = Vec<Object>)]
    entries: Vec<Entry>,
}

/// The contracts of a project.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Contracts {
    /// Every version of each, in order of entry.
    #[schema(value_type = Vec<Object>)]
    contracts: Vec<Contract>,
}

/// The ledger of a project up to a day: entries, double-entry postings, balances, both execution rates, time
/// progress and the forecast to the year's end.
#[utoipa::path(get, path = "/api/v1/projects/{id}/ledger", tag = "performance", operation_id = "ledger",
    params(("id" = String, Path, description = "The project's identifier"), AtDay),
    responses((status = 200, body = Ledger), (status = "4XX", body = Problem, content_type = "application/problem+json")))]
pub(crate) async fn ledger(
    State(state): State<HttpState>,
    Who(visitor): Who,
    At(id): At<String>,
    Params(AtDay { at }): Params<AtDay>,
) -> Result<Json<Ledger>, Problem> {
    may_see(&visitor)?;
    let book = state.app.book(&visitor.town).await?;
    let today = book.registry.utc_offset().day(state.app.now());
    let project = book.project(&project_id(&id)?)?;
    Ok(Json(Ledger::of(project, at.unwrap_or(today))))
}

/// Books entries, all or none. The ledger is added to and never changed: what is wrong is reversed.
#[utoipa::path(post, path = "/api/v1/projects/{id}/ledger", tag = "performance", request_body = NewEntries,
    operation_id = "book_entries",
    params(("id" = String, Path, description = "The project's identifier"),
        ("Idempotency-Key" = String, Header, description = "1 to 200 visible ASCII characters, new for each act; a UUIDv7 is best")),
    responses((status = 200, body = Ledger), (status = "4XX", body = Problem, content_type = "application/problem+json")))]
pub(crate) async fn book_entries(
    State(state): State<HttpState>,
    Who(visitor): Who,
    At(id): At<String>,
    key: Key,
    Body(new): Body<NewEntries>,
) -> Result<Json<Ledger>, Problem> {
    visitor.require(Right::ManagePerformance)?;
    let project = project_id(&id)?;
    if !(1..=MOST).contains(&new.entries.len()) {
        return Err(Problem::new(
            axum::http::StatusCode::UNPROCESSABLE_ENTITY,
            "bad_number",
            format!("entries：一次 1 至 {MOST} 笔"),
            format!("entries: 1 to {MOST} at once"),
        )
        .about("entries"));
    }
    let records: Vec<ProjectRecord> = new.entries.into_iter().map(ProjectRecord::Booked).collect();
    record(&state, &visitor, key, &project, records).await?;
    let book = state.app.book(&visitor.town).await?;
    let today = book.registry.utc_offset().day(state.app.now());
    Ok(Json(Ledger::of(book.project(&project)?, today)))
}

/// The contracts, every version of each.
#[utoipa::path(get, path = "/api/v1/projects/{id}/contracts", tag = "performance", operation_id = "contracts",
    params(("id" = String, Path, description = "The project's identifier")),
    responses((status = 200, body = Contracts), (status = "4XX", body = Problem, content_type = "application/problem+json")))]
pub(crate) async fn contracts(
    State(state): State<HttpState>,
    Who(visitor): Who,
    At(id): At<String>,
) -> Result<Json<Contracts>, Problem> {
    may_see(&visitor)?;
    let book = state.app.book(&visitor.town).await?;
    let contracts = book.project(&project_id(&id)?)?.contracts().to_vec();
    Ok(Json(Contracts { contracts }))
}

/// Enters a contract, or the next version of one (补充协议). Its lines (quantity × unit price × times) must make
/// its total.
#[utoipa::path(post, path = "/api/v1/projects/{id}/contracts", tag = "performance", operation_id = "enter_contract",
    request_body(content = Object, description = "The contract, as `GET` shows it"),
    params(("id" = String, Path, description = "The project's identifier"),
        ("Idempotency-Key" = String, Header, description = "1 to 200 visible ASCII characters, new for each act; a UUIDv7 is best")),
    responses((status = 200, body = Contracts), (status = "4XX", body = Problem, content_type = "application/problem+json")))]
pub(crate) async fn enter_contract(
    State(state): State<HttpState>,
    Who(visitor): Who,
    At(id): At<String>,
    key: Key,
    Body(contract): Body<Contract>,
) -> Result<Json<Contracts>, Problem> {
    visitor.require(Right::ManagePerformance)?;
    let project = project_id(&id)?;
    let records = vec![ProjectRecord::Contracted(Box::new(contract))];
    record(&state, &visitor, key, &project, records).await?;
    let book = state.app.book(&visitor.town).await?;
    let contracts = book.project(&project)?.contracts().to_vec();
    Ok(Json(Contracts { contracts }))
}

async fn record(
    state: &HttpState,
    visitor: &liandong_app::access::Visitor,
    key: Key,
    project: &ProjectId,
    records: Vec<ProjectRecord>,
) -> Result<(), Problem> {
    let order = order(visitor, key, None);
    let (app, town) = (Arc::clone(&state.app), visitor.town.clone());
    let project = project.clone();
    to_its_end(async move { app.record_project(&town, &order, &project, &records).await }).await
}

/// The ledger of a project at the end of a day, as `GET /api/v1/projects/{id}/ledger` answers; for the command line.
#[must_use]
pub fn ledger_json(state: &ProjectState, at: Day) -> serde_json::Value {
    // Whole numbers, texts and lists of them: nothing in it can fail to be JSON.
    serde_json::to_value(Ledger::of(state, at)).unwrap_or_default()
}
