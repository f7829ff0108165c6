//! Many commands in one go, each decided on the state that the one before left: for generated
//! histories and imports. The rules, events and rows are the same as one by one.

use super::{App, Held, Order, commit};
use crate::{AppError, book::Book};
use liandong_domain::{
    ids::{IncidentId, TownId},
    incident::{Incident, IncidentCommand, Intake},
    time::Timestamp,
};
use liandong_store::Commit;
use std::{collections::HashMap, sync::Arc};

/// Commands of one town that wait to be written together. Nothing is durable before
/// [`Batch::flush`] answers.
#[derive(Debug)]
pub struct Batch<'a> {
    app: &'a App,
    book: Arc<Book>,
    commits: Vec<Commit>,
    /// States that are decided but not yet written.
    ahead: HashMap<IncidentId, Held>,
}

impl App {
    /// An empty batch.
    ///
    /// # Errors
    /// [`AppError::NoSuchTown`], or the store's failure.
    pub async fn batch(&self, town: &TownId) -> Result<Batch<'_>, AppError> {
        let book = self.book(town).await?;
        Ok(Batch {
            app: self,
            book,
            commits: Vec::new(),
            ahead: HashMap::new(),
        })
    }
}

impl Batch<'_> {
    /// How many commands wait.
    #[must_use]
    pub fn len(&self) -> usize {
        self.commits.len()
    }

    /// Whether none waits.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.commits.is_empty()
    }

    /// Takes a call.
    ///
    /// # Errors
    /// What the rules refuse; the batch goes on without it.
    pub async fn receive(
        &mut self,
        order: &Order,
        intake: &Intake,
    ) -> Result<IncidentId, AppError> {
        let drawn = self.app.draw_number(&self.book, order.occurred_at).await?;
        let prepared = self
            .app
            .prepare_intake(&self.book, order, intake, drawn.id.clone());
        match prepared {
            Ok(prepared) => {
                self.take(prepared);
                Ok(drawn.id)
            }
            Err(error) => {
                self.app.numbers.give_back(&self.book.town, &drawn);
                Err(error)
            }
        }
    }

    /// Gives a command to an incident.
    ///
    /// # Errors
    /// What the rules refuse; the batch goes on without it.
    pub async fn command(
        &mut self,
        order: &Order,
        id: &IncidentId,
        command: &IncidentCommand,
    ) -> Result<Arc<Incident>, AppError> {
        let held = self.held(id).await?;
        let merge_target = match command {
            IncidentCommand::Merge { into, .. } => {
                self.held(into).await.ok().map(|held| held.incident.phase)
            }
            _ => None,
        };
        let town = self.book.town.clone();
        let reserved = self.app.desk.reserve(&town, id, command);
        let prepared = self.app.prepare_command(
            &self.book,
            order,
            &held,
            command,
            merge_target,
            reserved.busy_with(),
        );
        match prepared {
            Ok(Some(prepared)) => Ok(self.take(prepared)),
            Ok(None) => Ok(held.incident),
            Err(error) => {
                self.app.desk.give_back(reserved);
                Err(error)
            }
        }
    }

    /// Lets the clocks of an incident do what is due.
    ///
    /// # Errors
    /// As [`Batch::command`].
    pub async fn check_clocks(&mut self, id: &IncidentId, at: Timestamp) -> Result<(), AppError> {
        let incident = self
            .command(
                &commit::clock_order(id, at),
                id,
                &IncidentCommand::CheckClocks,
            )
            .await?;
        self.app
            .alarms
            .set(&self.book.town, id, incident.next_alarm());
        Ok(())
    }

    /// Writes what waits.
    ///
    /// # Errors
    /// The store's failure. The batch is of no further use then.
    pub async fn flush(&mut self) -> Result<(), AppError> {
        for receipt in self
            .app
            .store
            .commit(std::mem::take(&mut self.commits))
            .await
        {
            receipt?;
        }
        for (_, held) in self.ahead.drain() {
            self.app.hold(&self.book.town, &held);
        }
        Ok(())
    }

    fn take(&mut self, prepared: commit::Prepared) -> Arc<Incident> {
        let commit::Prepared { commit, held } = prepared;
        self.commits.push(commit);
        self.app.settle(&self.book.town, &held.incident);
        let incident = Arc::clone(&held.incident);
        self.ahead.insert(incident.number().clone(), held);
        incident
    }

    async fn held(&self, id: &IncidentId) -> Result<Held, AppError> {
        match self.ahead.get(id) {
            Some(held) => Ok(held.clone()),
            None => self.app.held(&self.book.town, id).await,
        }
    }
}
