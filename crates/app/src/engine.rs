//! The engine: a command in, events on disk, the new state out.

mod batch;
mod books;
mod commit;
mod desk;
mod due;
mod join;
mod nodes;
mod numbers;
mod query;

pub use batch::Batch;
pub use query::{Listing, Page, State};

use crate::{
    AppError,
    alarms::Alarms,
    attachments::Attachments,
    book::Book,
    case::RatingLimits,
    classify::Classifier,
    dispatch::Learned,
    people,
    ports::{Clock, Entropy},
    positions::Positions,
    vault::Vault,
    views::UNIT_CLAIM,
};
use books::Books;
pub(crate) use commit::system;
use commit::{Elsewhere, Prepared};
use desk::Desk;
pub(crate) use join::CALLER_DIGEST;
use liandong_domain::{
    ids::{IncidentId, TownId, UnitId},
    incident::{Incident, IncidentCommand, Intake, Rejection},
    time::Timestamp,
};
use liandong_store::{Actor, CommandKey, Store, StoreError};
use lru::LruCache;
use nodes::Nodes;
use numbers::Numbers;
pub(crate) use numbers::number;
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
/// How often a number is drawn for one call when other nodes draw the same.
const DRAWS: usize = 64;
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
    attachments: Option<Arc<dyn Attachments>>,
    rating_limits: RatingLimits,
    alarms: Alarms,
    desk: Desk,
    numbers: Numbers,
    books: Books,
    classifier: Classifier,
    people: people::Desk,
    nodes: Nodes,
    positions: Positions,
    learned: Learned,
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
            alarms: Alarms::new(Arc::clone(&clock)),
            clock,
            entropy,
            vault: Vault::new(master_key),
            attachments: None,
            rating_limits: RatingLimits::default(),
            desk: Desk::default(),
            numbers: Numbers::default(),
            books: Books::default(),
            classifier: Classifier::default(),
            people: people::Desk::default(),
            nodes: Nodes::default(),
            positions: Positions::default(),
            learned: Learned::default(),
            states: Mutex::new(LruCache::new(
                NonZeroUsize::new(STATES).unwrap_or(NonZeroUsize::MIN),
            )),
            gates: (0..GATES).map(|_| tokio::sync::Mutex::default()).collect(),
        }
    }

    /// The same with a place where attachments are kept. Without one, none are taken.
    #[must_use]
    pub fn with_attachments(mut self, attachments: Arc<dyn Attachments>) -> Self {
        self.attachments = Some(attachments);
        self
    }

    pub(crate) const fn attachments_port(&self) -> Option<&Arc<dyn Attachments>> {
        self.attachments.as_ref()
    }

    pub(crate) const fn rating_limits(&self) -> &RatingLimits {
        &self.rating_limits
    }

    pub(crate) const fn vault(&self) -> &Vault {
        &self.vault
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

    pub(crate) const fn classifier(&self) -> &Classifier {
        &self.classifier
    }

    pub(crate) const fn positions(&self) -> &Positions {
        &self.positions
    }

    pub(crate) const fn learned(&self) -> &Learned {
        &self.learned
    }

    pub(crate) fn entropy(&self) -> &dyn Entropy {
        self.entropy.as_ref()
    }

    pub(crate) const fn people(&self) -> &people::Desk {
        &self.people
    }

    fn states(&self) -> MutexGuard<'_, LruCache<(TownId, IncidentId), Held>> {
        self.states.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The gate of an incident or of a key. Waiting there costs less than deciding in vain.
    pub(crate) fn gate(&self, what: &impl Hash) -> Option<&tokio::sync::Mutex<()>> {
        let mut hasher = DefaultHasher::new();
        what.hash(&mut hasher);
        self.gates
            .get(usize::try_from(hasher.finish() % GATES).unwrap_or(0))
    }

    /// Keeps a state at hand, unless a newer one is there: an older state must not take its place.
    fn hold(&self, town: &TownId, held: &Held) {
        let key = (town.clone(), held.incident.number().clone());
        let mut states = self.states();
        if states
            .peek(&key)
            .is_none_or(|other| other.version < held.version)
        {
            states.put(key, held.clone());
        }
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
        let caller = self
            .seal_caller(&book, &order, intake.caller.as_ref(), &[])
            .await?;
        for _ in 0..DRAWS {
            let drawn = self.draw_number(&book, order.occurred_at).await?;
            let number = drawn.id.clone();
            let prepared = match self.prepare_intake(&book, &order, intake, number, &caller) {
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
                // Another node was faster with this number. Those after it may be on their way here.
                Err(AppError::Store(StoreError::Conflict { .. })) => {
                    self.note_last(town, drawn.day).await?;
                    continue;
                }
                // Only the store knows the last number now.
                Err(_) => self.numbers.forget(town, drawn.day),
            }
            return outcome;
        }
        Err(AppError::Contended)
    }

    /// Gives a command to an incident. What is merged is noted at the incident that goes on, too.
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
        let executed = self.command_alone(town, order, id, command).await?;
        if matches!(command, IncidentCommand::Merge { .. }) {
            self.note_at_target(town, &executed.incident).await?;
        }
        Ok(executed)
    }

    pub(crate) async fn command_alone(
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
            let mut seen = 0;
            outcome = self
                .try_command(&book, &order, id, command, &mut seen)
                .await;
            match &outcome {
                Err(AppError::Store(StoreError::Conflict { .. })) => {
                    drop(self.states().pop(&(town.clone(), id.clone())));
                }
                Err(AppError::Contended) => {}
                // Another node may have freed the car, or brought the incident further.
                Err(AppError::Rejected(Rejection::UnitBusy { unit, incident }))
                    if self.look_for_car(town, unit, incident).await? => {}
                Err(AppError::Rejected(_) | AppError::VersionConflict { .. })
                    if self.is_behind(town, id, seen).await? => {}
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
        seen: &mut u64,
    ) -> Result<Executed, AppError> {
        let town = &book.town;
        let held = self.held(town, id).await?;
        *seen = held.version;
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
        let at = order.occurred_at.unwrap_or_else(|| self.now());
        let watched = held
            .incident
            .active_units()
            .any(|one| one.check_in.is_some());
        let duty = self.duty_facts(town, command, at, watched).await?;
        let lot = self.lot(town, book.policy()?, id).await?;
        let reserved = self.desk.reserve(town, id, command);
        let prepared = self.prepare_command(
            book,
            order,
            &held,
            command,
            Elsewhere {
                merge_target,
                unit_busy_with: reserved.busy_with(),
                lot,
            },
            &duty,
        );
        let outcome = match prepared {
            Ok(Some(prepared)) => self.write(town, prepared).await,
            Ok(None) => {
                self.settle(town, &held);
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
                self.settle(
                    town,
                    &Held {
                        version: executed.version,
                        incident: Arc::clone(&executed.incident),
                    },
                );
            }
            Ok(_) => {}
        }
        outcome
    }

    async fn write(&self, town: &TownId, prepared: Prepared) -> Result<Executed, AppError> {
        let Prepared { commit, held } = prepared;
        let receipt = match self.store.commit(vec![commit]).await.pop() {
            Some(Err(StoreError::Taken { table, key })) if table == UNIT_CLAIM.name => {
                return Err(self.taken_by(town, &key).await);
            }
            Some(receipt) => receipt?,
            None => return Err(AppError::Internal("the store gave no answer".into())),
        };
        if receipt.replayed {
            return self.at_stream(town, &receipt).await;
        }
        self.settle(town, &held);
        self.hold(town, &held);
        Ok(Executed {
            incident: held.incident,
            version: held.version,
            replayed: false,
        })
    }

    /// Brings alarms and cars in line with a new state.
    fn settle(&self, town: &TownId, held: &Held) {
        let incident = &held.incident;
        self.alarms.set_since(
            town,
            incident.number(),
            incident.next_alarm(),
            incident.last_recorded_at,
        );
        self.desk.settle(town, incident);
        self.note_settled(town, held);
    }

    /// The refusal of a car that another node has sent elsewhere a moment before.
    async fn taken_by(&self, town: &TownId, car: &str) -> AppError {
        let Ok(unit) = UnitId::new(car) else {
            return AppError::Internal(format!("a claim of {car:?}"));
        };
        match self.holder(town, &unit).await {
            Ok(Some(incident)) => Rejection::UnitBusy { unit, incident }.into(),
            // It is free again by now: worth another try.
            Ok(None) => AppError::Contended,
            Err(error) => error,
        }
    }
}
