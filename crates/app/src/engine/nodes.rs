//! Several server nodes on one database.
//!
//! A node keeps states, books, alarms, cars and numbers at hand. Where others write too, a *follower*
//! a town reads the log after what this node has taken in and brings all of that up to date, incident
//! by incident behind the same gates that commands pass, so that no older state takes a newer one's
//! place. Between another node's commit and the follower's arrival what is at hand may be old for
//! some milliseconds; then the store has the last word: the version of the stream, the claim of a
//! car, the number of an incident. What was *refused* on an old state is decided anew on the new one.

use super::{App, Held};
use crate::{
    AppError,
    alarms::Work,
    book::{INCIDENT_STREAM, PROJECT_STREAM, TOWN_STREAM},
    views::{INCIDENT, UNIT_CLAIM},
};
use liandong_domain::{
    aggregate::Aggregate as _,
    ids::{IncidentId, TownId, UnitId},
    safety::Sos,
    standby::Standby,
};
use liandong_store::{Filter, Op, Query, StoredEvent, Value};
use lru::LruCache;
use std::{
    collections::HashMap,
    num::NonZeroUsize,
    sync::{Arc, Mutex, MutexGuard, OnceLock, PoisonError, Weak},
    time::Duration,
};
use tokio::sync::watch;

/// Events that a follower reads at a time.
const PAGE: u64 = 1_000;
/// Incidents whose settled version is remembered.
const SETTLED: usize = 16_384;
/// After a failure of the store.
const AGAIN: Duration = Duration::from_secs(1);
/// How long a task's lease lasts, in seconds. Nodes' clocks may differ by a small part of it.
const LEASE: i64 = 10;
/// A lease is renewed when less than this is left of it, in seconds.
const RENEW: i64 = 6;

/// What an `App` knows of other nodes. Empty, and of no cost, where there are none.
#[derive(Debug, Default)]
pub(super) struct Nodes {
    shared: OnceLock<Shared>,
}

#[derive(Debug)]
struct Shared {
    me: Weak<App>,
    /// This node's name among the others, made anew at each start.
    name: String,
    /// How far each town's follower has come.
    followed: Mutex<HashMap<TownId, watch::Sender<u64>>>,
    /// The version at which alarms and cars of an incident were last brought in line.
    settled: Mutex<LruCache<(TownId, IncidentId), u64>>,
    /// Until when this node leads in a task, in seconds since 1970.
    leads: Mutex<HashMap<(TownId, &'static str), i64>>,
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

impl Shared {
    fn followed(&self, town: &TownId) -> watch::Sender<u64> {
        let mut followed = lock(&self.followed);
        let sender = followed.entry(town.clone());
        sender.or_insert_with(|| watch::Sender::new(0)).clone()
    }
}

impl App {
    /// Says that other nodes write to the same database. Call it once, before the first look at any
    /// town's book; each town that is looked at is followed from then on, as long as this lives. The
    /// name begins this node's among the others, and tells an operator which process leads.
    ///
    /// # Errors
    /// [`AppError::Internal`], when the machine has no randomness for the rest of the node's name.
    pub fn share(self: &Arc<Self>, name: &str) -> Result<(), AppError> {
        let mut random = [0_u8; 8];
        self.entropy()
            .fill(&mut random)
            .map_err(AppError::Internal)?;
        let _ = self.nodes.shared.set(Shared {
            me: Arc::downgrade(self),
            name: format!("{name}/{}", hex::encode(random)),
            followed: Mutex::default(),
            settled: Mutex::new(LruCache::new(
                NonZeroUsize::new(SETTLED).unwrap_or(NonZeroUsize::MIN),
            )),
            leads: Mutex::default(),
        });
        Ok(())
    }

    /// Whether other nodes write to the same database.
    #[must_use]
    pub fn is_shared(&self) -> bool {
        self.nodes.shared.get().is_some()
    }

    /// Moves whenever an event of the town is durable and this node has taken it in, whichever node
    /// wrote it.
    #[must_use]
    pub fn watch(&self, town: &TownId) -> watch::Receiver<u64> {
        match self.nodes.shared.get() {
            Some(shared) => shared.followed(town).subscribe(),
            None => self.store.watch(town),
        }
    }

    /// Whether this node is the one that does a task of the town just now. Ask again each time: the
    /// lease (租约) is short, renews itself here, and goes to another node when this one is silent.
    ///
    /// # Errors
    /// The store's failure.
    pub async fn leads(&self, town: &TownId, task: &'static str) -> Result<bool, AppError> {
        let Some(shared) = self.nodes.shared.get() else {
            return Ok(true);
        };
        let now = self.now();
        let of = (town.clone(), task);
        let until = lock(&shared.leads).get(&of).copied();
        if until.is_some_and(|until| until - now.0 > RENEW) {
            return Ok(true);
        }
        let leased = self.store.lease(town, task, &shared.name, now, LEASE).await;
        match leased {
            Ok(true) => {
                lock(&shared.leads).insert(of, now.0.saturating_add(LEASE));
                Ok(true)
            }
            Ok(false) => {
                lock(&shared.leads).remove(&of);
                Ok(false)
            }
            // What was leased stays leased.
            Err(_) if until.is_some_and(|until| until > now.0) => Ok(true),
            Err(error) => Err(error.into()),
        }
    }

    /// The position after which a town must be followed when it is taken up now.
    pub(super) async fn follows_from(&self, town: &TownId) -> Result<u64, AppError> {
        match self.is_shared() {
            true => self.position(town).await,
            false => Ok(0),
        }
    }

    /// Begins to follow a town, once.
    pub(super) fn begin_to_follow(&self, town: &TownId, from: u64) {
        if let Some(shared) = self.nodes.shared.get() {
            shared.followed(town).send_replace(from);
            let moved = self.store.watch(town);
            tokio::spawn(follow(shared.me.clone(), moved, town.clone(), from));
        }
    }

    /// Notes that alarms and cars are in line with a version of an incident.
    pub(super) fn note_settled(&self, town: &TownId, held: &Held) {
        if let Some(shared) = self.nodes.shared.get() {
            let key = (town.clone(), held.incident.number().clone());
            let mut settled = lock(&shared.settled);
            let known = settled.get_or_insert_mut(key, || 0);
            *known = held.version.max(*known);
        }
    }

    /// Forgets what is at hand of an incident when another node has written to it since.
    pub(super) async fn catch_up(&self, town: &TownId, id: &IncidentId) -> Result<(), AppError> {
        let key = (town.clone(), id.clone());
        let known = self.states().peek(&key).map(|held| held.version);
        if let Some(known) = known {
            self.is_behind(town, id, known).await?;
        }
        Ok(())
    }

    /// Whether another node has brought an incident further than the version that something was
    /// decided on. The older state is forgotten then.
    pub(super) async fn is_behind(
        &self,
        town: &TownId,
        id: &IncidentId,
        known: u64,
    ) -> Result<bool, AppError> {
        if !self.is_shared() {
            return Ok(false);
        }
        let row = self.cells(town, &INCIDENT, "version", id.as_str());
        let Some(Value::Int(version)) = row.await? else {
            return Ok(false);
        };
        let behind = known < version.cast_unsigned();
        if behind {
            self.forget_before(&(town.clone(), id.clone()), version.cast_unsigned());
        }
        Ok(behind)
    }

    /// Forgets a state that is older than a version.
    pub(super) fn forget_before(&self, key: &(TownId, IncidentId), version: u64) {
        let mut states = self.states();
        if states.peek(key).is_some_and(|held| held.version < version) {
            states.pop(key);
        }
    }

    /// Looks where a car is by its claim; says whether it is elsewhere than was believed.
    pub(super) async fn look_for_car(
        &self,
        town: &TownId,
        unit: &UnitId,
        believed: &IncidentId,
    ) -> Result<bool, AppError> {
        if !self.is_shared() {
            return Ok(false);
        }
        let holder = self.holder(town, unit).await?;
        let elsewhere = holder.as_ref() != Some(believed);
        self.desk.set(town, unit, holder);
        Ok(elsewhere)
    }

    /// The incident that has claimed a car.
    pub(super) async fn holder(
        &self,
        town: &TownId,
        unit: &UnitId,
    ) -> Result<Option<IncidentId>, AppError> {
        let found = self.cells(town, &UNIT_CLAIM, "incident", unit.as_str());
        match found.await? {
            Some(cell) => super::query::id_in(Some(&cell)).map(Some),
            None => Ok(None),
        }
    }

    /// One cell of the row with a key of town and name.
    async fn cells(
        &self,
        town: &TownId,
        table: &'static liandong_store::Table,
        column: &'static str,
        name: &str,
    ) -> Result<Option<Value>, AppError> {
        let query = Query {
            table,
            town: town.clone(),
            columns: vec![column],
            filters: vec![Filter {
                column: table.columns[1].name,
                op: Op::Eq,
                value: Value::Text(name.into()),
            }],
            order: Vec::new(),
            limit: Some(1),
        };
        let row = self.store.rows(query).await?.pop();
        Ok(row.and_then(|cells| cells.into_iter().next()))
    }

    /// Takes in what is new in a town's log.
    async fn take_in(&self, town: &TownId, page: &[StoredEvent]) -> Result<(), AppError> {
        for (nth, stored) in page.iter().enumerate() {
            let later = page.get(nth + 1..).unwrap_or_default();
            if later.iter().any(|other| other.stream == stored.stream) {
                continue;
            }
            let stream = stored.stream.as_str();
            if let Some(number) = stream.strip_prefix(INCIDENT_STREAM) {
                let id = IncidentId::new(number)
                    .map_err(|error| AppError::Internal(error.to_string()))?;
                self.take_in_incident(town, &id, stored.version).await?;
            } else if let Some(id) = stream.strip_prefix(Sos::PREFIX) {
                if let Some((state, _)) = self.state_of::<Sos>(town, id).await? {
                    let (next, since) = (state.next_alarm(), state.last_recorded_at);
                    self.alarms
                        .set_since(town, Work::Sos(id.into()), next, since);
                }
            } else if let Some(id) = stream.strip_prefix(Standby::PREFIX) {
                if let Some((state, _)) = self.state_of::<Standby>(town, id).await? {
                    let (next, since) = (state.next_alarm(), state.last_recorded_at);
                    self.alarms
                        .set_since(town, Work::Standby(id.into()), next, since);
                }
            } else if stream == TOWN_STREAM || stream.starts_with(PROJECT_STREAM) {
                let turn = self.turn_to_write().await;
                self.forget_book(&turn, town);
            }
        }
        Ok(())
    }

    async fn take_in_incident(
        &self,
        town: &TownId,
        id: &IncidentId,
        version: u64,
    ) -> Result<(), AppError> {
        let key = (town.clone(), id.clone());
        let is_settled = || {
            let shared = self.nodes.shared.get();
            shared.is_some_and(|shared| {
                lock(&shared.settled)
                    .peek(&key)
                    .is_some_and(|known| *known >= version)
            })
        };
        // This node's own write, most of the time.
        if is_settled() {
            return Ok(());
        }
        let _gate = match self.gate(id) {
            Some(gate) => Some(gate.lock().await),
            None => None,
        };
        if is_settled() {
            return Ok(());
        }
        self.forget_before(&key, version);
        let held = self.held(town, id).await?;
        self.numbers.seen(town, id);
        self.settle(town, &held);
        Ok(())
    }
}

async fn follow(app: Weak<App>, mut moved: watch::Receiver<u64>, town: TownId, mut position: u64) {
    loop {
        moved.mark_unchanged();
        {
            let Some(app) = app.upgrade() else { return };
            match next(&app, &town, position).await {
                Ok(further) if further > position => {
                    position = further;
                    continue;
                }
                Ok(_) => {}
                Err(AppError::Store(liandong_store::StoreError::Closed)) => return,
                Err(error) => {
                    tracing::error!(%town, %error, "other nodes' writes are not taken in for now");
                    drop(app);
                    tokio::time::sleep(AGAIN).await;
                    continue;
                }
            }
        }
        if moved.changed().await.is_err() {
            return;
        }
    }
}

/// Takes in the next page; answers the position up to which all is taken in.
async fn next(app: &App, town: &TownId, position: u64) -> Result<u64, AppError> {
    let page = app.log(town, position, PAGE).await?;
    let Some(last) = page.last() else {
        return Ok(position);
    };
    app.take_in(town, &page).await?;
    if let Some(shared) = app.nodes.shared.get() {
        shared.followed(town).send_replace(last.position);
    }
    Ok(last.position)
}
