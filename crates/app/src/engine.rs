//! The engine: a command in, events on disk, the new state out.

mod batch;
mod books;
mod commit;
mod desk;
mod due;
mod numbers;
mod query;

pub use batch::Batch;
pub use query::{Listing, Page, State};

use crate::{
    AppError,
    alarms::Alarms,
    book::Book,
    ports::{Clock, Entropy},
    vault::Vault,
};
use books::Books;
use commit::Prepared;
pub(crate) use commit::system;
use desk::Desk;
use liandong_domain::{
    ids::{IncidentId, TownId},
    incident::{Incident, IncidentCommand, Intake},
    time::Timestamp,
};
use liandong_store::{Actor, CommandKey, Store, StoreError};
use lru::LruCache;
use numbers::Numbers;
use std::{
    hash::{DefaultHasher, Hash, Hasher},
    num::NonZeroUsize,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

/// How many incidents' states are kept at hand; about 2 kB each.
const STATES: usize = 16_384;
/// How often a command is decided anew when another process changes the incident at the same
/// moment.
const TRIES: usize = 8;
/// Gates that commands of this process pass one by one; an incident always has the same one, and
/// so has a call's key.
const GATES: u64 = 1_024;

/// Who asks, under which key, and when it is said to have happened.
#[derive(Debug, Clone)]
pub struct Order {
    /// Who.
    pub actor: Actor,
    /// The idempotency key.
    pub key: CommandKey,
    /// When it happened; now, when left out.
    pub occurred_at: Option<Timestamp>,
    /// The version of the incident that the client looked at, where it minds.
    pub expected_version: Option<u64>,
}

/// What a command led to.
#[derive(Debug, Clone)]
pub struct Executed {
    /// The incident.
    pub incident: Arc<Incident>,
    /// The version of its stream.
    pub version: u64,
    /// Whether it had already happened under this key.
    pub replayed: bool,
}

#[derive(Debug, Clone)]
struct Held {
    version: u64,
    incident: Arc<Incident>,
}

/// The use cases over one store.
pub struct App {
    store: Arc<dyn Store>,
    clock: Arc<dyn Clock>,
    entropy: Arc<dyn Entropy>,
    vault: Vault,
    alarms: Alarms,
    desk: Desk,
    numbers: Numbers,
    books: Books,
    states: Mutex<LruCache<(TownId, IncidentId), Held>>,
    gates: Vec<tokio::sync::Mutex<()>>,
}

impl std::fmt::Debug for App {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("App")
    }
}

impl App {
    /// The use cases over a store, with the town's master key.
    #[must_use]
    pub fn new(
        store: Arc<dyn Store>,
        clock: Arc<dyn Clock>,
        entropy: Arc<dyn Entropy>,
        master_key: &[u8; 16],
    ) -> Self {
        Self {
            store,
            clock,
            entropy,
            vault: Vault::new(master_key),
            alarms: Alarms::default(),
            desk: Desk::default(),
            numbers: Numbers::default(),
            books: Books::default(),
            states: Mutex::new(LruCache::new(
                NonZeroUsize::new(STATES).unwrap_or(NonZeroUsize::MIN),
            )),
            gates: (0..GATES).map(|_| tokio::sync::Mutex::default()).collect(),
        }
    }

    /// The store below.
    #[must_use]
    pub fn store(&self) -> &Arc<dyn Store> {
        &self.store
    }

    /// The alarms of the clocks that run.
    #[must_use]
    pub const fn alarms(&self) -> &Alarms {
        &self.alarms
    }

    /// Now, by this installation's clock.
    #[must_use]
    pub fn now(&self) -> Timestamp {
        self.clock.now()
    }

    pub(crate) fn entropy(&self) -> &dyn Entropy {
        self.entropy.as_ref()
    }

    fn states(&self) -> MutexGuard<'_, LruCache<(TownId, IncidentId), Held>> {
        self.states.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The gate of an incident or of a key. Waiting there costs less than deciding in vain.
    fn gate(&self, what: &impl Hash) -> Option<&tokio::sync::Mutex<()>> {
        let mut hasher = DefaultHasher::new();
        what.hash(&mut hasher);
        self.gates
            .get(usize::try_from(hasher.finish() % GATES).unwrap_or(0))
    }

    fn hold(&self, town: &TownId, held: &Held) {
        self.states()
            .put((town.clone(), held.incident.number().clone()), held.clone());
    }

    /// Takes a call (接警).
    ///
    /// # Errors
    /// What the rules refuse, or the store's failure.
    pub async fn receive(
        &self,
        town: &TownId,
        order: Order,
        intake: &Intake,
    ) -> Result<Executed, AppError> {
        let book = self.book(town).await?;
        // The same call sent twice at one moment must not draw two numbers.
        let _gate = match self.gate(&order.key) {
            Some(gate) => Some(gate.lock().await),
            None => None,
        };
        if let Some(executed) = self
            .replay(
                town,
                &order.key,
                &commit::fingerprint_of_intake(&order, intake),
            )
            .await?
        {
            return Ok(executed);
        }
        for _ in 0..TRIES {
            let drawn = self.draw_number(&book, order.occurred_at).await?;
            let prepared = match self.prepare_intake(&book, &order, intake, drawn.id.clone()) {
                Ok(prepared) => prepared,
                Err(error) => {
                    self.numbers.give_back(town, &drawn);
                    return Err(error);
                }
            };
            let outcome = self.write(town, prepared).await;
            match &outcome {
                Ok(executed) if !executed.replayed => {}
                // Another process was given the same; this number was not used.
                Ok(_) | Err(AppError::KeyReused) => self.numbers.give_back(town, &drawn),
                // Only the store knows the last number now.
                Err(_) => self.numbers.forget(town, drawn.day),
            }
            if !matches!(outcome, Err(AppError::Store(StoreError::Conflict { .. }))) {
                return outcome;
            }
        }
        Err(AppError::Contended)
    }

    /// Gives a command to an incident.
    ///
    /// # Errors
    /// What the rules refuse, [`AppError::VersionConflict`], or the store's failure.
    pub async fn command(
        &self,
        town: &TownId,
        order: Order,
        id: &IncidentId,
        command: &IncidentCommand,
    ) -> Result<Executed, AppError> {
        let book = self.book(town).await?;
        let _gate = match self.gate(id) {
            Some(gate) => Some(gate.lock().await),
            None => None,
        };
        let mut outcome = Err(AppError::Contended);
        for _ in 0..TRIES {
            outcome = self.try_command(&book, &order, id, command).await;
            match &outcome {
                Err(AppError::Store(StoreError::Conflict { .. })) => {
                    drop(self.states().pop(&(town.clone(), id.clone())));
                }
                _ => break,
            }
        }
        match outcome {
            Ok(executed) => Ok(executed),
            // The command may have been refused only because it has already happened.
            Err(
                error @ (AppError::Rejected(_)
                | AppError::VersionConflict { .. }
                | AppError::Contended),
            ) => {
                let known = self
                    .replay(
                        town,
                        &order.key,
                        &commit::fingerprint_of(&order, id, command),
                    )
                    .await?;
                known.ok_or(error)
            }
            Err(AppError::Store(StoreError::Conflict { .. })) => Err(AppError::Contended),
            Err(error) => Err(error),
        }
    }

    async fn try_command(
        &self,
        book: &Book,
        order: &Order,
        id: &IncidentId,
        command: &IncidentCommand,
    ) -> Result<Executed, AppError> {
        let town = &book.town;
        let held = self.held(town, id).await?;
        if let Some(expected) = order
            .expected_version
            .filter(|expected| *expected != held.version)
        {
            return Err(AppError::VersionConflict {
                expected,
                actual: held.version,
            });
        }
        let merge_target = self.merge_target(town, command).await?;
        let reserved = self.desk.reserve(town, id, command);
        let prepared = self.prepare_command(
            book,
            order,
            &held,
            command,
            merge_target,
            reserved.busy_with(),
        );
        let outcome = match prepared {
            Ok(Some(prepared)) => self.write(town, prepared).await,
            Ok(None) => {
                self.settle(town, &held.incident);
                Ok(Executed {
                    incident: held.incident,
                    version: held.version,
                    replayed: false,
                })
            }
            Err(error) => Err(error),
        };
        match &outcome {
            Err(_) => self.desk.give_back(reserved),
            // The car of a command that happened long ago may be elsewhere by now.
            Ok(executed) if executed.replayed => {
                self.desk.give_back(reserved);
                self.settle(town, &executed.incident);
            }
            Ok(_) => {}
        }
        outcome
    }

    async fn write(&self, town: &TownId, prepared: Prepared) -> Result<Executed, AppError> {
        let Prepared { commit, held } = prepared;
        let receipt = match self.store.commit(vec![commit]).await.pop() {
            Some(receipt) => receipt?,
            None => return Err(AppError::Internal("the store gave no answer".into())),
        };
        if receipt.replayed {
            return self.at_stream(town, &receipt).await;
        }
        self.settle(town, &held.incident);
        self.hold(town, &held);
        Ok(Executed {
            incident: held.incident,
            version: held.version,
            replayed: false,
        })
    }

    /// Brings alarms and cars in line with a new state.
    fn settle(&self, town: &TownId, incident: &Incident) {
        self.alarms
            .set(town, incident.number(), incident.next_alarm());
        self.desk.settle(town, incident);
    }
}
