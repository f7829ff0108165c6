//! Verification of a town's hash chain.

use crate::{
    error::database,
    pool::Turn,
    read::{self, Pages},
};
use liandong_domain::ids::TownId;
use liandong_store::{
    Head, Progress, StoreError, Verified,
    walk::{PROGRESS_EVERY, Walk},
};
use tokio_postgres::{IsolationLevel, Transaction};

/// A transaction that sees the database as it is now, whatever is written meanwhile.
pub(crate) async fn snapshot(turn: &mut Turn) -> Result<Transaction<'_>, StoreError> {
    turn.client
        .build_transaction()
        .isolation_level(IsolationLevel::RepeatableRead)
        .read_only(true)
        .start()
        .await
        .map_err(database)
}

/// Computes the chain anew, in one snapshot.
pub(crate) async fn verify(
    turn: &mut Turn,
    town: &TownId,
    mut progress: Progress,
) -> Result<Verified, StoreError> {
    let snapshot = snapshot(turn).await?;
    let stored = read::head(&snapshot, town)
        .await?
        .unwrap_or(Head::default());
    let mut walk = Walk::new(town.clone(), stored);
    let mut pages = Pages::new(&snapshot, town);
    let mut told = 0;
    loop {
        let page = pages.next().await?;
        let Some(last) = page.last() else { break };
        let last = last.position;
        // Some milliseconds of arithmetic: not on a thread that carries connections.
        walk = tokio::task::spawn_blocking(move || {
            page.iter().try_for_each(|event| walk.take(event))?;
            Ok::<_, StoreError>(walk)
        })
        .await
        .map_err(|error| StoreError::Database(Box::new(error)))??;
        if last >= told + PROGRESS_EVERY {
            told = last;
            progress(last);
        }
    }
    let verified = walk.finish()?;
    progress(verified.events);
    Ok(verified)
}
