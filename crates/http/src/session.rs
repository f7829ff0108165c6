//! Sessions (登录): a password or an access token in, a cookie out.

use crate::{
    HttpState, Problem,
    body::Body,
    people::cookie,
    who::{self, Who},
};
use axum::{
    Json,
    extract::State,
    http::{HeaderMap, StatusCode, header},
    response::IntoResponse,
};
use liandong_app::{
    access::Visitor,
    people::{Attempt, Limited},
    view::role_zh,
};
use liandong_domain::{
    ids::{AccountId, DepartmentId, MemberId, TownId},
    roles::Role,
    time::Timestamp,
};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use utoipa_axum::{router::OpenApiRouter, routes};

pub(crate) fn routes() -> OpenApiRouter<HttpState> {
    OpenApiRouter::new().routes(routes!(log_in, who_am_i, log_out))
}

/// An access token; or town, account and password, with a code where there is a second factor.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Login {
    /// An access token: nothing else is given then.
    token: Option<String>,
    /// The town.
    town: Option<String>,
    /// The account.
    account: Option<String>,
    /// The password.
    #[schema(format = Password)]
    password: Option<String>,
    /// The code of the second factor (动态口令), or a recovery code.
    code: Option<String>,
}

/// Who is logged in.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Session {
    /// The account.
    account: AccountId,
    /// Its name.
    name: String,
    /// Its role.
    role: Role,
    /// The role's name.
    role_name: &'static str,
    /// The member of the team whose login it is.
    member: Option<MemberId>,
    /// The department for which it acts.
    department: Option<DepartmentId>,
    /// The town.
    town: TownId,
    /// The town's name.
    town_name: String,
    /// What must be done before anything else.
    limited: Option<Limited>,
    /// When the session ends at the latest; told at its beginning.
    #[serde(skip_serializing_if = "Option::is_none")]
    until: Option<Timestamp>,
}

async fn session(
    state: &HttpState,
    visitor: Visitor,
    until: Option<Timestamp>,
) -> Result<Session, Problem> {
    let book = state.app.book(&visitor.town).await?;
    let town = book.registry.town().map(|town| town.name.clone());
    Ok(Session {
        account: visitor.account.id,
        name: visitor.account.name,
        role: visitor.account.role,
        role_name: role_zh(visitor.account.role),
        member: visitor.account.member,
        department: visitor.account.department,
        town_name: town.unwrap_or_else(|| visitor.town.to_string()),
        town: visitor.town,
        limited: visitor.session.and_then(|one| one.limited),
        until,
    })
}

fn missing(field: &'static str) -> Problem {
    Problem::new(
        StatusCode::UNPROCESSABLE_ENTITY,
        "missing_field",
        format!("{field}：缺少此项；登录须有 token，或者 town、account 和 password"),
        format!("{field}: missing; log in with token, or with town, account and password"),
    )
    .about(field)
}

/// Logs in: the session becomes a cookie that scripts cannot read.
#[utoipa::path(post, path = "/api/v1/session", tag = "session", security(()), request_body = Login,
    responses((status = 200, body = Session), (status = "4XX", body = Problem, content_type = "application/problem+json")))]
pub(crate) async fn log_in(
    State(state): State<HttpState>,
    headers: HeaderMap,
    Body(login): Body<Login>,
) -> Result<impl IntoResponse, Problem> {
    let agent = who::agent(&headers);
    let signed = match login.token {
        Some(token) => {
            let others = [
                ("town", login.town.is_some()),
                ("account", login.account.is_some()),
                ("password", login.password.is_some()),
                ("code", login.code.is_some()),
            ];
            if let Some((field, _)) = others.iter().find(|(_, there)| *there) {
                return Err(Problem::new(
                    StatusCode::UNPROCESSABLE_ENTITY,
                    "unknown_field",
                    format!("{field}：用 token 登录时不得有此项"),
                    format!("{field}: not together with token"),
                )
                .about(*field));
            }
            state
                .app
                .sign_in_by_token(token.trim(), agent.as_deref())
                .await?
        }
        None => {
            let attempt = Attempt {
                town: login.town.ok_or_else(|| missing("town"))?,
                account: login.account.ok_or_else(|| missing("account"))?,
                password: login.password.ok_or_else(|| missing("password"))?,
                code: login.code,
                agent,
            };
            state.app.sign_in(attempt).await?
        }
    };
    let seconds = signed.until.since(state.app.now());
    let set = cookie::session(&headers, &signed.session, seconds);
    let shown = session(&state, signed.visitor, Some(signed.until)).await?;
    Ok(([(header::SET_COOKIE, set)], Json(shown)))
}

/// Who is logged in.
#[utoipa::path(get, path = "/api/v1/session", tag = "session",
    responses((status = 200, body = Session), (status = "4XX", body = Problem, content_type = "application/problem+json")))]
pub(crate) async fn who_am_i(
    State(state): State<HttpState>,
    Who(visitor): Who,
) -> Result<Json<Session>, Problem> {
    Ok(Json(session(&state, visitor, None).await?))
}

/// Logs out: the session ends for good, and the cookie goes. A token that it began with stays good.
#[utoipa::path(delete, path = "/api/v1/session", tag = "session", security(()), responses((status = 204)))]
pub(crate) async fn log_out(
    State(state): State<HttpState>,
    headers: HeaderMap,
) -> Result<impl IntoResponse, Problem> {
    if let Some(session) = who::cookie(&headers) {
        state.app.log_out(session).await?;
    }
    let set = cookie::session(&headers, "", 0);
    Ok((StatusCode::NO_CONTENT, [(header::SET_COOKIE, set)]))
}
