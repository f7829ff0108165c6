//! The case beside the line: pushes, attachments, duplicates, departments' and follow-up desks, ratings,
//! presence.

mod attachments;
mod follow_ups;
mod intake;
mod presence;
mod ratings;
mod referrals;

use crate::{HttpState, Problem, keys::Key};
use liandong_app::{AppError, Order, access::Visitor};
use utoipa_axum::router::OpenApiRouter;

/// The routes of the case.
pub(crate) fn routes() -> OpenApiRouter<HttpState> {
    intake::routes()
        .merge(attachments::routes())
        .merge(referrals::routes())
        .merge(follow_ups::routes())
        .merge(ratings::routes())
        .merge(presence::routes())
}

fn order(visitor: &Visitor, Key(key): Key) -> Order {
    Order {
        actor: visitor.actor(),
        key,
        occurred_at: None,
        expected_version: None,
    }
}

/// Carries a command out also when the client breaks the connection off in the middle.
async fn to_its_end<T: Send + 'static>(
    command: impl Future<Output = Result<T, AppError>> + Send + 'static,
) -> Result<T, Problem> {
    match tokio::spawn(command).await {
        Ok(outcome) => Ok(outcome?),
        Err(error) => Err(Problem::internal(&error)),
    }
}
