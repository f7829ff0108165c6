//! The town's accounts (账号): opened, changed, closed, given a first password.

use super::{account_id, new_account_id, order, to_its_end, unknown};
use crate::{
    HttpState, Problem,
    at::At,
    body::Body,
    keys::Key,
    page::{self, Turn},
    params::Params,
    who::Who,
};
use axum::{Json, extract::State, http::StatusCode};
use liandong_app::people::{AccountView, NewAccount};
use liandong_domain::{
    ids::{DepartmentId, MemberId},
    rights::Right,
    roles::Role,
};
use serde::{Deserialize, Serialize};
use std::sync::Arc;
use utoipa::ToSchema;
use utoipa_axum::{router::OpenApiRouter, routes};

/// The list's name in cursors.
const LIST: &str = "accounts";

pub(super) fn routes() -> OpenApiRouter<HttpState> {
    OpenApiRouter::new()
        .routes(routes!(accounts, open_account))
        .routes(routes!(account, change_account))
        .routes(routes!(close_account))
        .routes(routes!(reset_password))
        .routes(routes!(unlock_account))
        .routes(routes!(reset_second_factor))
        .routes(routes!(end_sessions_of))
}

/// An account to open.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = AccountOpening)]
struct Opening {
    /// Its identifier: 1 to 64 letters, digits, `-`, `_` or `.`; it stands for one person for ever.
    id: String,
    /// The name shown.
    name: String,
    /// The role.
    role: Role,
    /// The member, for a member's login.
    member: Option<MemberId>,
    /// The department, for an officer's login.
    department: Option<DepartmentId>,
    /// The name at the outside identity provider.
    external: Option<String>,
}

/// An account as it shall be.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = AccountChange)]
struct Change {
    /// The name shown.
    name: String,
    /// The role; with another one the account's sessions end.
    role: Role,
    /// The member, for a member's login.
    member: Option<MemberId>,
    /// The department, for an officer's login.
    department: Option<DepartmentId>,
    /// The name at the outside identity provider.
    external: Option<String>,
}

/// Why an account is closed.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = AccountClosingRequest)]
struct Closing {
    /// Why, 1 to 500 characters.
    reason: String,
}

/// A page of the town's accounts.
#[derive(Debug, Serialize, ToSchema)]
struct Accounts {
    /// By identifier, closed ones last.
    accounts: Vec<AccountView>,
    /// Give it as `cursor` to go on; `null` at the end.
    next: Option<String>,
}

/// A first password.
#[derive(Serialize, ToSchema)]
struct FirstPassword {
    /// The password: shown here and never again. It must be changed at the first sign-in.
    password: String,
}

/// The town's accounts, page by page.
#[utoipa::path(get, path = "/api/v1/accounts", tag = "people", params(Turn),
    responses((status = 200, body = Accounts), (status = "4XX", body = Problem, content_type = "application/problem+json")))]
async fn accounts(
    State(state): State<HttpState>,
    Who(visitor): Who,
    Params(turn): Params<Turn>,
) -> Result<Json<Accounts>, Problem> {
    let after = turn.after(LIST)?;
    let limit = usize::try_from(turn.limit()).unwrap_or(usize::MAX);
    let page = state.app.show_accounts(&visitor, after.as_deref(), limit);
    let (accounts, next) = page.await?;
    let next = next.map(|place| page::cursor(LIST, &place));
    Ok(Json(Accounts { accounts, next }))
}

/// Opens an account. It has no password until one is given with `reset-password`.
#[utoipa::path(post, path = "/api/v1/accounts", tag = "people", request_body = Opening,
    params(("Idempotency-Key" = String, Header, description = "1 to 200 visible ASCII characters, new for each act; a UUIDv7 is best")),
    responses((status = 201, body = AccountView), (status = "4XX", body = Problem, content_type = "application/problem+json")))]
async fn open_account(
    State(state): State<HttpState>,
    Who(visitor): Who,
    key: Key,
    Body(asked): Body<Opening>,
) -> Result<(StatusCode, Json<AccountView>), Problem> {
    visitor.require(Right::ManagePeople)?;
    let id = new_account_id(&asked.id)?;
    let (app, order) = (Arc::clone(&state.app), order(&visitor, key));
    let new = NewAccount {
        name: asked.name,
        role: asked.role,
        member: asked.member,
        department: asked.department,
        external: asked.external,
    };
    let (town, opened) = (visitor.town.clone(), id.clone());
    to_its_end(async move { app.open_account(&town, &order, opened, new).await }).await?;
    let shown = state.app.show_account(&visitor, &id).await?;
    Ok((StatusCode::CREATED, Json(shown)))
}

/// One account.
#[utoipa::path(get, path = "/api/v1/accounts/{id}", tag = "people",
    params(("id" = String, Path, description = "The account")),
    responses((status = 200, body = AccountView), (status = "4XX", body = Problem, content_type = "application/problem+json")))]
async fn account(
    State(state): State<HttpState>,
    Who(visitor): Who,
    At(id): At<String>,
) -> Result<Json<AccountView>, Problem> {
    visitor.require(Right::ReadPeople)?;
    Ok(Json(
        state.app.show_account(&visitor, &account_id(&id)?).await?,
    ))
}

/// Changes an account: all of it is given. With another role its sessions end.
#[utoipa::path(put, path = "/api/v1/accounts/{id}", tag = "people", request_body = Change,
    params(("id" = String, Path, description = "The account"), ("Idempotency-Key" = String, Header, description = "1 to 200 visible ASCII characters, new for each act; a UUIDv7 is best")),
    responses((status = 200, body = AccountView), (status = "4XX", body = Problem, content_type = "application/problem+json")))]
async fn change_account(
    State(state): State<HttpState>,
    Who(visitor): Who,
    At(id): At<String>,
    key: Key,
    Body(asked): Body<Change>,
) -> Result<Json<AccountView>, Problem> {
    visitor.require(Right::ManagePeople)?;
    let id = account_id(&id)?;
    let (app, order) = (Arc::clone(&state.app), order(&visitor, key));
    let new = NewAccount {
        name: asked.name,
        role: asked.role,
        member: asked.member,
        department: asked.department,
        external: asked.external,
    };
    let (town, changed) = (visitor.town.clone(), id.clone());
    to_its_end(async move { app.change_account(&town, &order, changed, new).await }).await?;
    Ok(Json(state.app.show_account(&visitor, &id).await?))
}

/// Closes an account: nothing of it works from now on, and its identifier is not given again.
#[utoipa::path(post, path = "/api/v1/accounts/{id}/close", tag = "people", request_body = Closing,
    params(("id" = String, Path, description = "The account"), ("Idempotency-Key" = String, Header, description = "1 to 200 visible ASCII characters, new for each act; a UUIDv7 is best")),
    responses((status = 200, body = AccountView), (status = "4XX", body = Problem, content_type = "application/problem+json")))]
async fn close_account(
    State(state): State<HttpState>,
    Who(visitor): Who,
    At(id): At<String>,
    key: Key,
    Body(asked): Body<Closing>,
) -> Result<Json<AccountView>, Problem> {
    visitor.require(Right::ManagePeople)?;
    let id = account_id(&id)?;
    let (app, order) = (Arc::clone(&state.app), order(&visitor, key));
    let (town, closed) = (visitor.town.clone(), id.clone());
    let reason = asked.reason;
    to_its_end(async move { app.close_account(&town, &order, closed, reason).await }).await?;
    Ok(Json(state.app.show_account(&visitor, &id).await?))
}

/// Gives an account a first password, or a new one when the old one is lost. Its sessions end.
#[utoipa::path(post, path = "/api/v1/accounts/{id}/reset-password", tag = "people",
    params(("id" = String, Path, description = "The account"), ("Idempotency-Key" = String, Header, description = "1 to 200 visible ASCII characters, new for each act; a UUIDv7 is best")),
    responses((status = 200, body = FirstPassword), (status = "4XX", body = Problem, content_type = "application/problem+json")))]
async fn reset_password(
    State(state): State<HttpState>,
    Who(visitor): Who,
    At(id): At<String>,
    key: Key,
) -> Result<Json<FirstPassword>, Problem> {
    visitor.require(Right::ManagePeople)?;
    let id = account_id(&id)?;
    let (app, order) = (Arc::clone(&state.app), order(&visitor, key));
    let town = visitor.town.clone();
    let reset = to_its_end(async move { app.reset_password(&town, order, &id).await }).await?;
    Ok(Json(FirstPassword {
        password: reset.password,
    }))
}

/// Ends the wait after failed attempts to sign in.
#[utoipa::path(post, path = "/api/v1/accounts/{id}/unlock", tag = "people",
    params(("id" = String, Path, description = "The account"), ("Idempotency-Key" = String, Header, description = "1 to 200 visible ASCII characters, new for each act; a UUIDv7 is best")),
    responses((status = 204), (status = "4XX", body = Problem, content_type = "application/problem+json")))]
async fn unlock_account(
    State(state): State<HttpState>,
    Who(visitor): Who,
    At(id): At<String>,
    key: Key,
) -> Result<StatusCode, Problem> {
    visitor.require(Right::ManagePeople)?;
    let id = account_id(&id)?;
    let (app, order) = (Arc::clone(&state.app), order(&visitor, key));
    let town = visitor.town.clone();
    to_its_end(async move { app.unlock_account(&town, order, &id).await }).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Takes the second factor of an account away whose telephone is lost.
#[utoipa::path(post, path = "/api/v1/accounts/{id}/reset-second-factor", tag = "people",
    params(("id" = String, Path, description = "The account"), ("Idempotency-Key" = String, Header, description = "1 to 200 visible ASCII characters, new for each act; a UUIDv7 is best")),
    responses((status = 204), (status = "4XX", body = Problem, content_type = "application/problem+json")))]
async fn reset_second_factor(
    State(state): State<HttpState>,
    Who(visitor): Who,
    At(id): At<String>,
    key: Key,
) -> Result<StatusCode, Problem> {
    visitor.require(Right::ManagePeople)?;
    let id = account_id(&id)?;
    let (app, order) = (Arc::clone(&state.app), order(&visitor, key));
    let town = visitor.town.clone();
    to_its_end(async move { app.reset_second_factor(&town, order, &id).await }).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Ends all sessions of an account.
#[utoipa::path(post, path = "/api/v1/accounts/{id}/end-sessions", tag = "people",
    params(("id" = String, Path, description = "The account"), ("Idempotency-Key" = String, Header, description = "1 to 200 visible ASCII characters, new for each act; a UUIDv7 is best")),
    responses((status = 204), (status = "4XX", body = Problem, content_type = "application/problem+json")))]
async fn end_sessions_of(
    State(state): State<HttpState>,
    Who(visitor): Who,
    At(id): At<String>,
    key: Key,
) -> Result<StatusCode, Problem> {
    visitor.require(Right::ManagePeople)?;
    let id = account_id(&id)?;
    let book = state.app.book(&visitor.town).await?;
    book.registry.account(&id).ok_or_else(|| unknown(&id))?;
    let (app, order) = (Arc::clone(&state.app), order(&visitor, key));
    let town = visitor.town.clone();
    to_its_end(async move { app.end_sessions_of(&town, order, &id).await }).await?;
    Ok(StatusCode::NO_CONTENT)
}
