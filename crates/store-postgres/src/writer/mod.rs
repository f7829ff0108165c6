//! The writers: a task a town that takes what waits, writes it in one transaction, and answers all
//! when it is durable.
//!
//! Invariant: nothing is answered before the transaction that holds it has been committed. What is
//! decided is decided under the lock of the town's head, on what the database says in that very
//! transaction; nothing is remembered from one to the next, since other nodes write too.

mod decide;
pub(crate) mod rows;
mod write;

use crate::{
    error::{DatabaseError, Fault},
    store::Shared,
};
use liandong_domain::ids::TownId;
use liandong_store::{
    Receipt, StoreError,
    job::{Job, Outcome},
};
use std::{sync::Arc, time::Duration};
use tokio::{
    sync::{mpsc, oneshot},
    time::Instant,
};

/// What a caller is answered: one result per commit, in order.
pub(crate) type Results = Vec<Result<Receipt, StoreError>>;

/// Commits of one caller to one town.
pub(crate) struct Request {
    pub(crate) jobs: Vec<Job>,
    pub(crate) reply: oneshot::Sender<Results>,
}

/// A list longer than this is written in several transactions.
const LONGEST: usize = 4_096;

/// A town's writer: ends when nobody can ask it any more and all that was asked is answered.
pub(crate) async fn run(
    shared: Arc<Shared>,
    town: TownId,
    mut requests: mpsc::UnboundedReceiver<Request>,
) {
    while let Some(first) = requests.recv().await {
        let mut count = first.jobs.len();
        let mut group = vec![first];
        while count < shared.options.group
            && let Ok(next) = requests.try_recv()
        {
            count += next.jobs.len();
            group.push(next);
        }
        let jobs: Vec<&Job> = group.iter().flat_map(|request| &request.jobs).collect();
        let mut results = Vec::with_capacity(jobs.len());
        for jobs in jobs.chunks(LONGEST) {
            transaction(&shared, &town, jobs, &mut results).await;
        }
        let mut results = results.into_iter();
        for Request { jobs, reply } in group {
            // A caller that has gone away is told nothing; its commits stand all the same.
            let _ = reply.send(results.by_ref().take(jobs.len()).collect());
        }
    }
}

/// What a transaction ends with when it is not made.
enum Failed {
    /// The database or the way to it.
    Fault(Fault),
    /// What trying again does not mend, the same for all.
    Refused(DatabaseError),
    /// Something stored that cannot be read.
    Odd(Arc<StoreError>),
    Closed,
}

impl Failed {
    fn to_store(&self) -> StoreError {
        match self {
            Self::Fault(fault) => fault.clone().into(),
            Self::Refused(error) => error.clone().into(),
            Self::Odd(error) => StoreError::Database(Box::new(Arc::clone(error))),
            Self::Closed => StoreError::Closed,
        }
    }
}

/// Writes commits in one transaction. Should the database stumble over one of them, each is written
/// in a transaction of its own, so that one commit's fault is not another's.
async fn transaction(shared: &Shared, town: &TownId, jobs: &[&Job], results: &mut Results) {
    match insist(shared, town, jobs).await {
        Ok(outcomes) => results.extend(outcomes),
        Err(Failed::Fault(fault)) if jobs.len() > 1 && !fault.is_loss() => {
            tracing::warn!(%town, %fault, "a group of commits failed; one by one now");
            for job in jobs {
                match insist(shared, town, &[job]).await {
                    Ok(outcomes) => results.extend(outcomes),
                    Err(failed) => results.push(Err(failed.to_store())),
                }
            }
        }
        Err(failed) => results.extend(jobs.iter().map(|_| Err(failed.to_store()))),
    }
}

/// Tries again what a collision or a database that restarts has kept from happening. Commits that
/// were made durable although the answer got lost are found by their keys the next time.
async fn insist(shared: &Shared, town: &TownId, jobs: &[&Job]) -> Result<Vec<Outcome>, Failed> {
    let end = Instant::now() + shared.options.patience;
    let mut pause = Duration::from_millis(2);
    loop {
        match attempt(shared, town, jobs).await {
            Err(Failed::Fault(fault))
                if (fault.is_collision() || fault.is_loss()) && Instant::now() < end =>
            {
                tracing::debug!(%town, %fault, "a group of commits is tried again");
                tokio::time::sleep(pause).await;
                pause = (pause * 2).min(Duration::from_millis(500));
            }
            other => return other,
        }
    }
}

async fn attempt(shared: &Shared, town: &TownId, jobs: &[&Job]) -> Result<Vec<Outcome>, Failed> {
    let conn = match shared.writers.connected_turn().await {
        Ok(Some(conn)) => conn,
        Ok(None) => return Err(Failed::Closed),
        Err(fault) => return Err(Failed::Fault(fault)),
    };
    let done = write::group(&conn, shared, town, jobs).await;
    match done {
        Ok((outcomes, head)) => {
            if let Some(head) = head {
                shared
                    .groups
                    .fetch_add(1, std::sync::atomic::Ordering::Relaxed);
                shared.moved(town, head.position);
                shared.rope.pull(town, head.position);
            }
            Ok(outcomes)
        }
        Err(failed) => {
            // Whatever state it is in, the transaction is over with this.
            if conn.client.batch_execute("ROLLBACK").await.is_err() {
                conn.spoil();
            }
            Err(failed)
        }
    }
}
