//! People at the edge: one's own account, the accounts of the town, erasures, what an auditor asks,
//! and the outside identity provider.

mod accounts;
mod audit;
pub(crate) mod cookie;
mod erasures;
pub(crate) mod gate;
mod oidc;
mod own;
mod own_tokens;
mod scopes;

pub use oidc::{BadProvider, Oidc, OidcSettings};
pub use scopes::scope_of_write;

use crate::{HttpState, Problem, keys::Key};
use axum::http::StatusCode;
use liandong_app::{AppError, Order, access::Visitor};
use liandong_domain::{ids::AccountId, people::AccountRefused, refusal::Refusal, time::Timestamp};
use utoipa_axum::router::OpenApiRouter;

pub(crate) fn routes() -> OpenApiRouter<HttpState> {
    OpenApiRouter::new()
        .merge(own::routes())
        .merge(own_tokens::routes())
        .merge(accounts::routes())
        .merge(erasures::routes())
        .merge(audit::routes())
        .merge(oidc::routes())
}

/// A visitor's order, as of now.
fn order(visitor: &Visitor, Key(key): Key) -> Order {
    Order {
        actor: visitor.actor(),
        key,
        occurred_at: None,
        expected_version: None,
    }
}

/// Carries a command out also when the client breaks the connection off in the middle: what is in
/// the log and what is kept beside it must not part.
async fn to_its_end<T: Send + 'static>(
    command: impl Future<Output = Result<T, AppError>> + Send + 'static,
) -> Result<T, Problem> {
    match tokio::spawn(command).await {
        Ok(outcome) => Ok(outcome?),
        Err(error) => Err(Problem::internal(&error)),
    }
}

/// Reads an account's identifier from a path: what is none names no account.
fn account_id(text: &str) -> Result<AccountId, Problem> {
    AccountId::new(text).map_err(|_| {
        // Such an identifier is in no town; the refusal names it as it was asked for.
        let refusal = Refusal::new(
            "no_such_account",
            liandong_domain::refusal::Because::NotFound,
            format!("没有账号 {text}"),
            format!("there is no account {text:?}"),
        );
        Problem::from(AppError::from(refusal))
    })
}

/// Reads an account's identifier from a body.
fn new_account_id(text: &str) -> Result<AccountId, Problem> {
    AccountId::new(text).map_err(|error| {
        Problem::new(
            StatusCode::UNPROCESSABLE_ENTITY,
            "bad_value",
            "id：须为 1 至 64 个英文字母、数字、“-”“_”或“.”",
            error.to_string(),
        )
        .about("id")
    })
}

fn moment(field: &'static str, text: Option<&str>) -> Result<Option<Timestamp>, Problem> {
    text.map(|text| {
        text.parse()
            .map_err(|error: liandong_domain::time::BadTime| {
                Problem::new(
                    StatusCode::UNPROCESSABLE_ENTITY,
                    "bad_parameter",
                    format!("{field}：须为时刻，如 2024-03-01T00:00:00Z"),
                    format!("{field}: {error}"),
                )
                .about(field)
            })
    })
    .transpose()
}

/// That an account was closed in between is told like one that never was.
fn unknown(id: &AccountId) -> Problem {
    Problem::from(AppError::from(Refusal::from(AccountRefused::Unknown(
        id.clone(),
    ))))
}
