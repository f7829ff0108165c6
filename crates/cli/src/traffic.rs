//! Carries generated operations into the log, through the same commands as real use.

use crate::Failure;
use liandong_app::{
    App, AppError, Batch, Order,
    alarms::{Due, Work},
    folder::TownFolder,
    ports::SetClock,
    setup,
};
use liandong_domain::{
    ids::{IncidentId, TownId},
    incident::IncidentCommand,
    time::{Day, Timestamp, UtcOffset},
};
use liandong_plan::operations::{Action, CallNo, Step};
use liandong_store::{Actor, CommandKey};
use std::{collections::HashMap, iter::Peekable};

/// Commands that are written together while a history is generated.
const TOGETHER: usize = 1_024;
/// Refusals that are kept to be shown.
const SHOWN: usize = 5;

/// What came of it.
#[derive(Debug, Clone, Default)]
pub struct Carried {
    /// Calls taken.
    pub calls: u64,
    /// Steps carried out.
    pub steps: u64,
    /// Steps that the rules refused.
    pub refused: u64,
    /// The first few refusals, in words.
    pub refusals: Vec<String>,
}

/// Generated steps on their way into a town's log.
#[derive(Debug)]
pub struct Traffic<I: Iterator<Item = Step>> {
    town: TownId,
    prefix: String,
    steps: Peekable<I>,
    calls: HashMap<CallNo, IncidentId>,
    carried: Carried,
}

/// A step as an order to the use cases.
enum Ready {
    Receive(Order, Box<liandong_domain::incident::Intake>, CallNo),
    Command(Order, IncidentId, Box<IncidentCommand>),
    Register(Actor, Box<liandong_domain::registry::RegistryEvent>),
    /// The call that it belongs to was refused.
    Nothing,
}

impl<I: Iterator<Item = Step>> Traffic<I> {
    /// Steps for a town; `prefix` begins their idempotency keys and is used once in a log.
    pub fn new(town: TownId, prefix: String, steps: I) -> Self {
        Self {
            town,
            prefix,
            steps: steps.peekable(),
            calls: HashMap::new(),
            carried: Carried::default(),
        }
    }

    /// What came of it so far.
    #[must_use]
    pub const fn carried(&self) -> &Carried {
        &self.carried
    }

    /// When the next step is due.
    pub fn next_at(&mut self) -> Option<Timestamp> {
        self.steps.peek().map(|step| step.recorded_at)
    }

    fn ready(&mut self, step: Step) -> Ready {
        self.carried.steps += 1;
        let order = Order {
            actor: Actor {
                account: step.account,
                role: step.role,
            },
            key: CommandKey::new(format!("{}/{:010}", self.prefix, self.carried.steps)),
            occurred_at: step.occurred_at,
            expected_version: None,
        };
        let known = |call| self.calls.get(&call).cloned();
        match step.action {
            Action::Receive { call, intake } => Ready::Receive(order, Box::new(intake), call),
            Action::Command { call, command } => known(call).map_or(Ready::Nothing, |id| {
                Ready::Command(order, id, Box::new(command))
            }),
            Action::Merge { call, into, reason } => {
                known(call)
                    .zip(known(into))
                    .map_or(Ready::Nothing, |(id, into)| {
                        let merge = IncidentCommand::Merge { into, reason };
                        Ready::Command(order, id, Box::new(merge))
                    })
            }
            Action::FollowUpJoined {
                call,
                from,
                outcome,
            } => known(call)
                .zip(known(from))
                .map_or(Ready::Nothing, |(id, from)| {
                    let follow_up = IncidentCommand::FollowUpJoined { from, outcome };
                    Ready::Command(order, id, Box::new(follow_up))
                }),
            Action::Register(record) => Ready::Register(order.actor, Box::new(record)),
        }
    }

    fn refused(&mut self, at: Timestamp, what: &str, error: AppError) -> Result<(), Failure> {
        if matches!(error, AppError::Store(_) | AppError::Internal(_)) {
            return Err(error.into());
        }
        self.carried.refused += 1;
        if self.carried.refusals.len() < SHOWN {
            self.carried.refusals.push(format!("{at} {what}: {error}"));
        }
        Ok(())
    }

    /// Carries one step out now, as the machine's clock has it.
    ///
    /// # Errors
    /// The store's failure. What the rules refuse is counted: somebody may have been faster.
    pub async fn live(&mut self, app: &App) -> Result<(), Failure> {
        let Some(step) = self.steps.next() else {
            return Ok(());
        };
        let at = step.recorded_at;
        let town = self.town.clone();
        match self.ready(step) {
            Ready::Nothing => {}
            Ready::Receive(order, intake, call) => match app.receive(&town, order, &intake).await {
                Ok(executed) => {
                    self.carried.calls += 1;
                    self.calls.insert(call, executed.incident.number().clone());
                }
                Err(error) => self.refused(at, "receive", error)?,
            },
            Ready::Command(order, id, command) => {
                if let Err(error) = app.command(&town, order, &id, &command).await {
                    self.refused(at, &format!("{id} {:?}", command.kind()), error)?;
                }
            }
            Ready::Register(actor, record) => {
                if let Err(error) = setup::record(app, &town, actor, vec![*record]).await {
                    self.refused(at, "register", error)?;
                }
            }
        }
        Ok(())
    }
}

/// A generated history on its way into a log: the clock is where the next step is.
#[derive(Debug)]
pub struct History<'a> {
    app: &'a App,
    clock: &'a SetClock,
    /// The folder whose dated records enter the log on their day.
    folder: Option<&'a TownFolder>,
    /// Days on which the folder has something to say, last first.
    days: Vec<Day>,
    offset: UtcOffset,
}

impl<'a> History<'a> {
    /// A history in a town that has its register already.
    #[must_use]
    pub fn new(app: &'a App, clock: &'a SetClock, offset: UtcOffset) -> Self {
        Self {
            app,
            clock,
            folder: None,
            days: Vec::new(),
            offset,
        }
    }

    /// A history that begins with the town itself: its folder is imported on `first`, and again on
    /// each later day on which it has dated records.
    ///
    /// # Errors
    /// What the register refuses, or the store's failure.
    pub async fn of_folder(
        app: &'a App,
        clock: &'a SetClock,
        folder: &'a TownFolder,
        first: Day,
    ) -> Result<Self, Failure> {
        let register = folder.records().into_iter().map(|record| record.day());
        let projects = folder.projects.iter().flat_map(|file| file.records());
        let mut days: Vec<Day> = register
            .chain(projects.map(|record| record.day()))
            .flatten()
            .filter(|day| *day > first)
            .collect();
        days.sort_unstable_by(|one, other| other.cmp(one));
        days.dedup();
        let offset = folder.town.utc_offset;
        clock.set(offset.start_of(first));
        setup::import(app, folder).await?;
        Ok(Self {
            app,
            clock,
            folder: Some(folder),
            days,
            offset,
        })
    }

    /// Carries out all steps due before `until`; `each` is told of each one's time.
    ///
    /// # Errors
    /// The store's failure. What the rules refuse is counted.
    pub async fn carry<I: Iterator<Item = Step>>(
        &mut self,
        traffic: &mut Traffic<I>,
        until: Timestamp,
        each: &mut (dyn FnMut(Timestamp) + Send),
    ) -> Result<(), Failure> {
        let town = traffic.town.clone();
        let mut batch = self.app.batch(&town).await?;
        while let Some(at) = traffic.next_at().filter(|at| *at < until) {
            while let Some(day) = self.day_before(at) {
                let morning = self.offset.start_of(day);
                self.let_clocks_run(&mut batch, &town, morning).await?;
                batch.flush().await?;
                if let Some(folder) = self.folder {
                    self.clock.set(morning);
                    setup::import(self.app, folder).await?;
                    batch = self.app.batch(&town).await?;
                }
            }
            self.let_clocks_run(&mut batch, &town, at).await?;
            self.clock.set(at);
            let Some(step) = traffic.steps.next() else {
                break;
            };
            match traffic.ready(step) {
                Ready::Nothing => {}
                Ready::Receive(order, intake, call) => match batch.receive(&order, &intake).await {
                    Ok(id) => {
                        traffic.carried.calls += 1;
                        traffic.calls.insert(call, id);
                    }
                    Err(error) => traffic.refused(at, "receive", error)?,
                },
                Ready::Command(order, id, command) => {
                    if let Err(error) = batch.command(&order, &id, &command).await {
                        traffic.refused(at, &format!("{id} {:?}", command.kind()), error)?;
                    }
                }
                Ready::Register(actor, record) => {
                    batch.flush().await?;
                    if let Err(error) = setup::record(self.app, &town, actor, vec![*record]).await {
                        traffic.refused(at, "register", error)?;
                    }
                    batch = self.app.batch(&town).await?;
                }
            }
            if batch.len() >= TOGETHER {
                batch.flush().await?;
            }
            each(at);
        }
        batch.flush().await?;
        Ok(())
    }

    /// The next day of the folder that has begun by a moment.
    fn day_before(&mut self, at: Timestamp) -> Option<Day> {
        self.days.pop_if(|day| self.offset.start_of(*day) <= at)
    }

    /// Clocks warn and breach at their own moments, whatever the next step is.
    async fn let_clocks_run(
        &self,
        batch: &mut Batch<'_>,
        town: &TownId,
        until: Timestamp,
    ) -> Result<(), Failure> {
        while let Some(Due { at, town: of, work }) = self.app.alarms().take_due_by(until) {
            if let Work::Incident(id) = work
                && of == *town
            {
                self.clock.set(at);
                batch.check_clocks(&id, at).await?;
            }
        }
        Ok(())
    }
}
