//! Group commit: many commits, one transaction, one `fsync`.

use super::{Results, Writer};
use crate::error::Shared;
use liandong_store::job::{Job, Outcome};
use rusqlite::Result as Sql;
use std::sync::atomic::Ordering;
use tokio::sync::oneshot;

/// A list longer than this is written in several transactions.
const LONGEST: usize = 8192;

impl Writer<'_> {
    /// Writes the lists of many callers and answers them.
    pub(super) fn write(&mut self, lists: Vec<(Vec<Job>, oneshot::Sender<Results>)>) {
        let jobs: Vec<&Job> = lists.iter().flat_map(|(jobs, _)| jobs).collect();
        let mut results = Vec::with_capacity(jobs.len());
        for jobs in jobs.chunks(LONGEST) {
            self.transaction(jobs, &mut results);
        }
        let mut results = results.into_iter();
        for (jobs, reply) in lists {
            // A caller that has gone away is told nothing; its commits stand all the same.
            let _ = reply.send(results.by_ref().take(jobs.len()).collect());
        }
    }

    /// Writes commits in one transaction. Should SQLite stumble over one of them, each is written
    /// in a transaction of its own, so that one commit's fault is not another's.
    fn transaction(&mut self, jobs: &[&Job], results: &mut Results) {
        match self.apply_all(jobs) {
            Ok(outcomes) => match self.end() {
                Ok(()) => {
                    self.shared.groups.fetch_add(1, Ordering::Relaxed);
                    results.extend(outcomes);
                }
                Err(error) => {
                    self.roll_back();
                    let error = Shared::new(error);
                    results.extend(jobs.iter().map(|_| Err(error.to_store())));
                }
            },
            Err(error) => {
                self.roll_back();
                if let [_] = jobs {
                    results.push(Err(Shared::new(error).to_store()));
                } else {
                    for job in jobs {
                        self.transaction(&[job], results);
                    }
                }
            }
        }
    }

    fn apply_all(&mut self, jobs: &[&Job]) -> Sql<Vec<Outcome>> {
        self.begin()?;
        let outcomes = jobs.iter().map(|job| self.apply(job)).collect::<Sql<_>>()?;
        self.write_heads()?;
        Ok(outcomes)
    }

    pub(crate) fn begin(&mut self) -> Sql<()> {
        self.statements.begin.raw_execute().map(drop)
    }

    /// Makes the transaction in hand durable, and tells those who watch.
    pub(crate) fn end(&mut self) -> Sql<()> {
        self.statements.commit.raw_execute()?;
        for town in self.towns.known.values_mut().filter(|town| town.moved) {
            town.moved = false;
            town.watch.send_replace(town.head.position);
        }
        Ok(())
    }

    /// Takes the transaction in hand back, and forgets what it taught.
    pub(crate) fn roll_back(&mut self) {
        self.forget();
        // SQLite may have ended the transaction by itself.
        if !self.conn.is_autocommit()
            && let Err(error) = self.conn.execute_batch("ROLLBACK")
        {
            tracing::error!(%error, "a transaction could not be rolled back");
        }
    }

    fn write_heads(&mut self) -> Sql<()> {
        for town in self.towns.known.values().filter(|town| town.moved) {
            self.statements.head.execute(rusqlite::params![
                town.no,
                town.head.position.cast_signed(),
                town.head.hash.as_slice(),
            ])?;
        }
        Ok(())
    }
}
