//! Many commands in one go, each decided on the state that the one before left: for generated
//! histories and imports. The rules, events and rows are the same as one by one.

use super::{App, Held, Order, commit, join};
use crate::{
    AppError,
    book::Book,
    duty::{DutyFacts, Serving, out_at},
};
use liandong_domain::{
    duty::{Changes, UnitBook},
    ids::{IncidentId, TownId, UnitId},
    incident::{Incident, IncidentCommand, Intake},
    time::{Day, Timestamp},
};
use liandong_store::{Commit, Secret};
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
    /// Data keys that are made but not yet written.
    secrets: Vec<Secret>,
    /// What was granted, by the day that it was looked up for; and the cars that are out. Looked up
    /// once: nobody asks for leave while a history is entered.
    granted: HashMap<Day, Changes>,
    out: Option<HashMap<UnitId, UnitBook>>,
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
            secrets: Vec::new(),
            granted: HashMap::new(),
            out: None,
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
        let caller = self
            .app
            .seal_caller(&self.book, order, intake.caller.as_ref(), &self.secrets)
            .await?;
        let drawn = self.app.draw_number(&self.book, order.occurred_at).await?;
        let prepared =
            self.app
                .prepare_intake(&self.book, order, intake, drawn.id.clone(), &caller);
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
        let at = order.occurred_at.unwrap_or_else(|| self.app.now());
        let duty = self.duty_facts(command, at).await?;
        let policy = self.book.policy()?;
        let lot = self.app.lot(&town, policy, id).await?;
        let reserved = self.app.desk.reserve(&town, id, command);
        let prepared = self.app.prepare_command(
            &self.book,
            order,
            &held,
            command,
            commit::Elsewhere {
                merge_target,
                unit_busy_with: reserved.busy_with(),
                lot,
            },
            &duty,
        );
        match prepared {
            Ok(Some(prepared)) => {
                let incident = self.take(prepared);
                if let Some((into, join)) = join::joining(&incident) {
                    let order = join::order(&incident);
                    Box::pin(self.command(&order, &into, &join)).await?;
                }
                Ok(incident)
            }
            Ok(None) => Ok(held.incident),
            Err(error) => {
                self.app.desk.give_back(reserved);
                Err(error)
            }
        }
    }

    async fn duty_facts(
        &mut self,
        command: &IncidentCommand,
        at: Timestamp,
    ) -> Result<DutyFacts, AppError> {
        let sent = match command {
            IncidentCommand::Assign { unit, .. }
            | IncidentCommand::Reinforce { unit, .. }
            | IncidentCommand::Reassign { unit, .. } => Some(unit),
            IncidentCommand::HandOver { .. } => None,
            _ => return Ok(DutyFacts::default()),
        };
        let town = &self.book.town;
        let day = self.book.registry.utc_offset().day(at);
        let changes = match self.granted.get(&day) {
            Some(changes) => changes.clone(),
            None => {
                let changes = self.app.changes_at(town, at).await?;
                self.granted.insert(day, changes.clone());
                changes
            }
        };
        if self.out.is_none() {
            let mut out = HashMap::new();
            for unit in self.book.registry.units() {
                let id = &unit.record.id;
                if let Some(book) = self.app.unit_book(town, id).await? {
                    out.insert(id.clone(), book);
                }
            }
            self.out = Some(out);
        }
        let said = sent.and_then(|unit| self.out.as_ref()?.get(unit));
        Ok(DutyFacts {
            changes,
            unit_out: out_at(said, at),
            serving: Serving::default(),
        })
    }

    /// Lets the clocks of an incident do what is due.
    ///
    /// # Errors
    /// As [`Batch::command`].
    pub async fn check_clocks(&mut self, id: &IncidentId, at: Timestamp) -> Result<(), AppError> {
        let incident = self
            .command(
                &commit::clock_order(id, at, at),
                id,
                &IncidentCommand::CheckClocks,
            )
            .await?;
        self.app.alarms.set_since(
            &self.book.town,
            id,
            incident.next_alarm(),
            incident.last_recorded_at,
        );
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
        self.secrets.clear();
        for (_, held) in self.ahead.drain() {
            self.app.hold(&self.book.town, &held);
        }
        Ok(())
    }

    fn take(&mut self, prepared: commit::Prepared) -> Arc<Incident> {
        let commit::Prepared { commit, held } = prepared;
        self.secrets.extend(commit.secrets.iter().cloned());
        self.commits.push(commit);
        self.app.settle(&self.book.town, &held);
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
