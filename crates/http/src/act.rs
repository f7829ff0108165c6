//! What every act has in common.

use crate::{Problem, keys::Key};
use liandong_app::{AppError, Order, access::Visitor};
use liandong_domain::time::Timestamp;

/// The order of a visitor under a key.
pub(crate) fn order(visitor: &Visitor, Key(key): Key, occurred_at: Option<Timestamp>) -> Order {
    Order {
        actor: visitor.actor(),
        key,
        occurred_at,
        expected_version: None,
    }
}

/// Carries an act out also when the client breaks the connection off in the middle, which drops the
/// handler: what is on disk and what is at hand must not part.
pub(crate) async fn to_its_end<T: Send + 'static>(
    act: impl Future<Output = Result<T, AppError>> + Send + 'static,
) -> Result<T, Problem> {
    match tokio::spawn(act).await {
        Ok(outcome) => Ok(outcome?),
        Err(error) => Err(Problem::internal(&error)),
    }
}

/// The same for an act that refuses in this crate's own words.
pub(crate) async fn whole<T: Send + 'static>(
    act: impl Future<Output = Result<T, Problem>> + Send + 'static,
) -> Result<T, Problem> {
    match tokio::spawn(act).await {
        Ok(outcome) => outcome,
        Err(error) => Err(Problem::internal(&error)),
    }
}
