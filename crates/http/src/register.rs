//! The town's register (台账) as it is kept while the server runs: the policy with its limits, the five
//! categories with their subcategories, members, cars, departments and stations. What is entered holds
//! from now on; what was decided before keeps what it was decided by.

use crate::{
    HttpState, Problem,
    act::to_its_end,
    at::At,
    body::Body,
    keys::Key,
    orders::order,
    page::{self, Turn},
    params::Params,
    who::Who,
};
use axum::{Json, extract::State, http::StatusCode};
use liandong_app::{access::Visitor, view::PolicyEffectView};
use liandong_domain::{
    incident::CategoryCode,
    policy::Policy,
    registry::{Category, Department, Member, Registry, RegistryEvent, Station, Unit},
    rights::Right,
};
use serde::Serialize;
use std::sync::Arc;
use utoipa::ToSchema;
use utoipa_axum::{router::OpenApiRouter, routes};

pub(crate) fn routes() -> OpenApiRouter<HttpState> {
    OpenApiRouter::new()
        .routes(routes!(policy, adopt_policy))
        .routes(routes!(policy_effect))
        .routes(routes!(categories))
        .routes(routes!(define_category))
        .routes(routes!(members))
        .routes(routes!(engage_member))
        .routes(routes!(commission_unit))
        .routes(routes!(departments))
        .routes(routes!(list_department))
        .routes(routes!(stations))
        .routes(routes!(open_station))
}

/// The list's name in cursors.
const MEMBERS: &str = "members";

/// The categories.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Categories {
    /// By code.
    categories: Vec<Category>,
}

/// A page of members.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Members {
    /// By badge number.
    members: Vec<Member>,
    /// Give it as `cursor` to go on; `null` at the end.
    next: Option<String>,
}

/// The departments.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Departments {
    /// By identifier.
    departments: Vec<Department>,
}

/// The stations.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Stations {
    /// By identifier.
    stations: Vec<Station>,
}

/// What stands in a town's register, read once.
async fn read<T>(
    state: &HttpState,
    visitor: &Visitor,
    right: Right,
    pick: impl FnOnce(&Registry) -> T,
) -> Result<Json<T>, Problem> {
    visitor.require(right)?;
    let book = state.app.book(&visitor.town).await?;
    Ok(Json(pick(&book.registry)))
}

/// Enters a record; one that stands there already changes nothing.
async fn enter(
    state: &HttpState,
    visitor: &Visitor,
    right: Right,
    key: Key,
    record: RegistryEvent,
) -> Result<(), Problem> {
    visitor.require(right)?;
    let order = order(visitor, key, None, None);
    let (app, town) = (Arc::clone(&state.app), visitor.town.clone());
    to_its_end(async move { app.register(&town, &order, &[record]).await }).await?;
    Ok(())
}

/// The path and the record name one thing.
fn same(path: &str, record: &str) -> Result<(), Problem> {
    if path == record {
        return Ok(());
    }
    Err(Problem::new(
        StatusCode::UNPROCESSABLE_ENTITY,
        "identifier_differs",
        format!("id：地址中是 {path}，内容中是 {record}，须一致"),
        format!("id: the path says {path}, the body says {record}"),
    )
    .about("id"))
}

/// The policy in force (规则): limits, hours, words of danger, dispatch.
#[utoipa::path(get, path = "/api/v1/policy", tag = "town", operation_id = "policy",
    responses((status = 200, body = Policy), (status = "4XX", body = Problem, content_type = "application/problem+json")))]
pub(crate) async fn policy(
    State(state): State<HttpState>,
    Who(visitor): Who,
) -> Result<Json<Policy>, Problem> {
    visitor.require(Right::ReadTown)?;
    let book = state.app.book(&visitor.town).await?;
    let policy = book.registry.policy().cloned();
    policy.map(Json).ok_or_else(|| {
        Problem::new(
            StatusCode::NOT_FOUND,
            "no_policy",
            "本镇还没有规则",
            "the town has no policy yet",
        )
    })
}

/// What the next version of the policy would have meant for the town's last incidents: limits that would
/// have been kept, calls in which a danger would have been found, callers to be called back. Nothing is
/// written; what could not be adopted is refused as it would be then.
#[utoipa::path(post, path = "/api/v1/policy/effect", tag = "town", operation_id = "policy_effect", request_body = Policy,
    responses((status = 200, body = PolicyEffectView), (status = "4XX", body = Problem, content_type = "application/problem+json")))]
pub(crate) async fn policy_effect(
    State(state): State<HttpState>,
    Who(visitor): Who,
    Body(policy): Body<Policy>,
) -> Result<Json<PolicyEffectView>, Problem> {
    Ok(Json(state.app.policy_effect(&visitor, &policy).await?))
}

/// Adopts the next version of the policy: its `version` is one more than that in force, so that two who
/// edit at once do not overwrite each other. Clocks that run keep the limits that they began with.
#[utoipa::path(post, path = "/api/v1/policy", tag = "town", operation_id = "adopt_policy", request_body = Policy,
    params(("Idempotency-Key" = String, Header, description = "1 to 200 visible ASCII characters, new for each act; a UUIDv7 is best")),
    responses((status = 201, body = Policy), (status = "4XX", body = Problem, content_type = "application/problem+json")))]
pub(crate) async fn adopt_policy(
    State(state): State<HttpState>,
    Who(visitor): Who,
    key: Key,
    Body(policy): Body<Policy>,
) -> Result<(StatusCode, Json<Policy>), Problem> {
    let record = RegistryEvent::PolicyAdopted(Box::new(policy.clone()));
    enter(&state, &visitor, Right::ManageTown, key, record).await?;
    Ok((StatusCode::CREATED, Json(policy)))
}

/// The five categories (五大类) with the subcategories that the town keeps.
#[utoipa::path(get, path = "/api/v1/categories", tag = "town", operation_id = "categories",
    responses((status = 200, body = Categories), (status = "4XX", body = Problem, content_type = "application/problem+json")))]
pub(crate) async fn categories(
    State(state): State<HttpState>,
    Who(visitor): Who,
) -> Result<Json<Categories>, Problem> {
    let all = |registry: &Registry| Categories {
        categories: registry.categories().cloned().collect(),
    };
    read(&state, &visitor, Right::ReadTown, all).await
}

/// Sets a category's subcategories. One that is left out is offered no longer; calls that have it keep it.
#[utoipa::path(put, path = "/api/v1/categories/{code}", tag = "town", operation_id = "define_category", request_body = Category,
    params(("code" = CategoryCode, Path, description = "Which of the five"),
        ("Idempotency-Key" = String, Header, description = "1 to 200 visible ASCII characters, new for each act; a UUIDv7 is best")),
    responses((status = 200, body = Category), (status = "4XX", body = Problem, content_type = "application/problem+json")))]
pub(crate) async fn define_category(
    State(state): State<HttpState>,
    Who(visitor): Who,
    At(code): At<CategoryCode>,
    key: Key,
    Body(category): Body<Category>,
) -> Result<Json<Category>, Problem> {
    visitor.require(Right::ManageTown)?;
    same(code.code(), category.code.code())?;
    let record = RegistryEvent::CategoryDefined(category.clone());
    enter(&state, &visitor, Right::ManageTown, key, record).await?;
    Ok(Json(category))
}

/// The members (联警队员), those who left included, page by page.
#[utoipa::path(get, path = "/api/v1/members", tag = "duty", operation_id = "members", params(Turn),
    responses((status = 200, body = Members), (status = "4XX", body = Problem, content_type = "application/problem+json")))]
pub(crate) async fn members(
    State(state): State<HttpState>,
    Who(visitor): Who,
    Params(turn): Params<Turn>,
) -> Result<Json<Members>, Problem> {
    let after = turn.after(MEMBERS)?.unwrap_or_default();
    let limit = usize::try_from(turn.limit()).unwrap_or(usize::MAX);
    let some = |registry: &Registry| {
        let all = registry.members().map(|one| &one.record);
        let mut rest = all.skip_while(|one| *one.id.as_str() <= *after);
        let members: Vec<Member> = rest.by_ref().take(limit).cloned().collect();
        let last = members.last().filter(|_| rest.next().is_some());
        let next = last.map(|one| page::cursor(MEMBERS, one.id.as_str()));
        Members { members, next }
    };
    read(&state, &visitor, Right::ReadDuty, some).await
}

/// Engages a member, or changes the team, the car or the last day of one.
#[utoipa::path(put, path = "/api/v1/members/{id}", tag = "duty", operation_id = "engage_member", request_body = Member,
    params(("id" = String, Path, description = "The badge number"),
        ("Idempotency-Key" = String, Header, description = "1 to 200 visible ASCII characters, new for each act; a UUIDv7 is best")),
    responses((status = 200, body = Member), (status = "4XX", body = Problem, content_type = "application/problem+json")))]
pub(crate) async fn engage_member(
    State(state): State<HttpState>,
    Who(visitor): Who,
    At(id): At<String>,
    key: Key,
    Body(member): Body<Member>,
) -> Result<Json<Member>, Problem> {
    visitor.require(Right::ManageDuty)?;
    same(&id, member.id.as_str())?;
    let record = RegistryEvent::MemberEngaged(member.clone());
    enter(&state, &visitor, Right::ManageDuty, key, record).await?;
    Ok(Json(member))
}

/// Takes a car (联警巡车) into service, or changes its area, call sign or last day.
#[utoipa::path(put, path = "/api/v1/units/{id}", tag = "duty", operation_id = "commission_unit", request_body = Unit,
    params(("id" = String, Path, description = "The car"),
        ("Idempotency-Key" = String, Header, description = "1 to 200 visible ASCII characters, new for each act; a UUIDv7 is best")),
    responses((status = 200, body = Unit), (status = "4XX", body = Problem, content_type = "application/problem+json")))]
pub(crate) async fn commission_unit(
    State(state): State<HttpState>,
    Who(visitor): Who,
    At(id): At<String>,
    key: Key,
    Body(unit): Body<Unit>,
) -> Result<Json<Unit>, Problem> {
    visitor.require(Right::ManageDuty)?;
    same(&id, unit.id.as_str())?;
    let record = RegistryEvent::UnitCommissioned(unit.clone());
    enter(&state, &visitor, Right::ManageDuty, key, record).await?;
    Ok(Json(unit))
}

/// The functional departments (职能部门).
#[utoipa::path(get, path = "/api/v1/departments", tag = "town", operation_id = "departments",
    responses((status = 200, body = Departments), (status = "4XX", body = Problem, content_type = "application/problem+json")))]
pub(crate) async fn departments(
    State(state): State<HttpState>,
    Who(visitor): Who,
) -> Result<Json<Departments>, Problem> {
    let all = |registry: &Registry| Departments {
        departments: registry.departments().cloned().collect(),
    };
    read(&state, &visitor, Right::ReadTown, all).await
}

/// Lists a department, or changes its name.
#[utoipa::path(put, path = "/api/v1/departments/{id}", tag = "town", operation_id = "list_department", request_body = Department,
    params(("id" = String, Path, description = "The department"),
        ("Idempotency-Key" = String, Header, description = "1 to 200 visible ASCII characters, new for each act; a UUIDv7 is best")),
    responses((status = 200, body = Department), (status = "4XX", body = Problem, content_type = "application/problem+json")))]
pub(crate) async fn list_department(
    State(state): State<HttpState>,
    Who(visitor): Who,
    At(id): At<String>,
    key: Key,
    Body(department): Body<Department>,
) -> Result<Json<Department>, Problem> {
    visitor.require(Right::ManageTown)?;
    same(&id, department.id.as_str())?;
    let record = RegistryEvent::DepartmentListed(department.clone());
    enter(&state, &visitor, Right::ManageTown, key, record).await?;
    Ok(Json(department))
}

/// The police stations (派出所).
#[utoipa::path(get, path = "/api/v1/stations", tag = "town", operation_id = "stations",
    responses((status = 200, body = Stations), (status = "4XX", body = Problem, content_type = "application/problem+json")))]
pub(crate) async fn stations(
    State(state): State<HttpState>,
    Who(visitor): Who,
) -> Result<Json<Stations>, Problem> {
    let all = |registry: &Registry| Stations {
        stations: registry.stations().cloned().collect(),
    };
    read(&state, &visitor, Right::ReadTown, all).await
}

/// Opens a station, or changes its name.
#[utoipa::path(put, path = "/api/v1/stations/{id}", tag = "town", operation_id = "open_station", request_body = Station,
    params(("id" = String, Path, description = "The station"),
        ("Idempotency-Key" = String, Header, description = "1 to 200 visible ASCII characters, new for each act; a UUIDv7 is best")),
    responses((status = 200, body = Station), (status = "4XX", body = Problem, content_type = "application/problem+json")))]
pub(crate) async fn open_station(
    State(state): State<HttpState>,
    Who(visitor): Who,
    At(id): At<String>,
    key: Key,
    Body(station): Body<Station>,
) -> Result<Json<Station>, Problem> {
    visitor.require(Right::ManageTown)?;
    same(&id, station.id.as_str())?;
    let record = RegistryEvent::StationOpened(station.clone());
    enter(&state, &visitor, Right::ManageTown, key, record).await?;
    Ok(Json(station))
}
