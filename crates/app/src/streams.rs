//! Streams beside the incidents: load, decide, append, project, for any [`Aggregate`].
//!
//! They are short and asked seldom, so their states are read from the log each time: what another
//! server node wrote is seen at once.

use crate::{App, AppError, Order};
use liandong_domain::{
    aggregate::{Aggregate, Asked, Stamp},
    ids::TownId,
};
use liandong_store::{Commit, NewEvent, RowChange, StoreError, StoredEvent, StreamName, Table};
use sm3::{Digest, Sm3};

/// How often a command is decided anew when somebody else writes to the stream at the same moment.
const TRIES: usize = 16;

/// An aggregate whose state is kept in read models.
pub trait Kept: Aggregate {
    /// The tables that its rows are in.
    fn tables() -> &'static [&'static Table];

    /// All rows that follow from a state, and the removal of every row that an earlier state may
    /// have had and this one has not. Commands and rebuilds write by this one function.
    fn rows(town: &TownId, id: &str, state: &Self, version: u64) -> Vec<RowChange>;
}

/// What a command led to.
#[derive(Debug, Clone)]
pub struct Acted<A> {
    /// The state after it.
    pub state: A,
    /// The version of its stream.
    pub version: u64,
    /// Whether it had already happened under this key.
    pub replayed: bool,
}

/// The stream of an aggregate.
#[must_use]
pub fn stream_of<A: Aggregate>(id: &str) -> StreamName {
    StreamName::new(format!("{}{id}", A::PREFIX))
}

/// Reads an event back.
pub(crate) fn read_event<A: Aggregate>(stored: &StoredEvent) -> Result<(A::Event, Stamp), String> {
    let event = &stored.event;
    if event.schema != 1 {
        return Err(format!(
            "{} has schema {}, this program knows 1",
            event.kind, event.schema
        ));
    }
    let read =
        serde_json::from_str(&event.payload).map_err(|error| format!("{}: {error}", event.kind))?;
    let stamp = Stamp {
        occurred_at: event.occurred_at,
        recorded_at: event.recorded_at,
        late: event.late,
    };
    Ok((read, stamp))
}

impl App {
    /// The state of an aggregate with the version of its stream; `None` before its first event.
    ///
    /// # Errors
    /// The store's failure, or an event that cannot be read.
    pub async fn state_of<A: Aggregate>(
        &self,
        town: &TownId,
        id: &str,
    ) -> Result<Option<(A, u64)>, AppError> {
        let (state, version) = self.load::<A>(town, id).await?;
        Ok(state.map(|state| (state, version)))
    }

    async fn load<A: Aggregate>(
        &self,
        town: &TownId,
        id: &str,
    ) -> Result<(Option<A>, u64), AppError> {
        let mut state = None;
        let mut version = 0;
        for stored in self.store().stream(town, &stream_of::<A>(id), 0).await? {
            let (event, stamp) = read_event::<A>(&stored).map_err(AppError::Internal)?;
            state = A::evolve(state, id, &event, stamp);
            version = stored.version;
        }
        Ok((state, version))
    }

    /// Gives a command to an aggregate. Sent twice under one key, it happens once; the second time
    /// the state as it is now is answered. The caller has checked who may give it.
    ///
    /// # Errors
    /// What the rules refuse, [`AppError::VersionConflict`], [`AppError::KeyReused`], or the store's
    /// failure.
    pub async fn act<A: Kept>(
        &self,
        town: &TownId,
        order: Order,
        id: &str,
        command: &A::Command,
        facts: A::Facts<'_>,
    ) -> Result<Acted<A>, AppError> {
        // No command comes to a town that is not there.
        self.book(town).await?;
        let fingerprint = fingerprint::<A>(&order, id, command);
        let mut outcome = Err(AppError::Contended);
        for _ in 0..TRIES {
            outcome = self
                .try_act(town, &order, id, command, facts, fingerprint)
                .await;
            if !matches!(outcome, Err(AppError::Store(StoreError::Conflict { .. }))) {
                break;
            }
        }
        match outcome {
            Err(AppError::Store(StoreError::Conflict { .. })) => Err(AppError::Contended),
            // It may have been refused only because it has already happened.
            Err(error @ (AppError::Refused(_) | AppError::VersionConflict { .. })) => {
                let known = self.acted_before::<A>(town, &order, id, &fingerprint);
                known.await?.ok_or(error)
            }
            other => other,
        }
    }

    async fn try_act<A: Kept>(
        &self,
        town: &TownId,
        order: &Order,
        id: &str,
        command: &A::Command,
        facts: A::Facts<'_>,
        fingerprint: [u8; 32],
    ) -> Result<Acted<A>, AppError> {
        let (state, version) = self.load::<A>(town, id).await?;
        if let Some(expected) = order.expected_version.filter(|one| *one != version) {
            return Err(AppError::VersionConflict {
                expected,
                actual: version,
            });
        }
        let asked = Asked {
            occurred_at: order.occurred_at,
            now: self.now(),
        };
        let decided = A::decide(state.as_ref(), id, command, asked, facts).map_err(Into::into)?;
        if decided.is_empty() {
            let known = self.acted_before::<A>(town, order, id, &fingerprint);
            if let Some(known) = known.await? {
                return Ok(known);
            }
            let state = state
                .ok_or_else(|| AppError::Internal("nothing came of a first command".into()))?;
            return Ok(Acted {
                state,
                version,
                replayed: false,
            });
        }
        let mut after = state;
        let mut events = Vec::with_capacity(decided.len());
        for (event, stamp) in &decided {
            let payload = serde_json::to_string(event)
                .map_err(|error| AppError::Internal(error.to_string()))?;
            events.push(NewEvent {
                kind: A::kind(event).into(),
                schema: 1,
                occurred_at: stamp.occurred_at,
                recorded_at: stamp.recorded_at,
                late: stamp.late,
                payload: payload.into(),
            });
            after = A::evolve(after, id, event, *stamp);
        }
        let state = after.ok_or_else(|| AppError::Internal("events made no state".into()))?;
        let now_at = version.saturating_add(events.len() as u64);
        let commit = Commit {
            town: town.clone(),
            stream: stream_of::<A>(id),
            expected: version,
            key: order.key.clone(),
            fingerprint,
            actor: order.actor.clone(),
            events,
            rows: A::rows(town, id, &state, now_at),
            secrets: Vec::new(),
        };
        let receipt = match self.store().commit(vec![commit]).await.pop() {
            Some(receipt) => receipt?,
            None => return Err(AppError::Internal("the store gave no answer".into())),
        };
        if receipt.replayed {
            return self.as_it_is(town, id).await;
        }
        Ok(Acted {
            state,
            version: receipt.version,
            replayed: false,
        })
    }

    async fn acted_before<A: Aggregate>(
        &self,
        town: &TownId,
        order: &Order,
        id: &str,
        fingerprint: &[u8; 32],
    ) -> Result<Option<Acted<A>>, AppError> {
        match self.store().receipt(town, &order.key).await? {
            None => Ok(None),
            Some((_, other)) if other != *fingerprint => Err(AppError::KeyReused),
            Some(_) => self.as_it_is(town, id).await.map(Some),
        }
    }

    async fn as_it_is<A: Aggregate>(&self, town: &TownId, id: &str) -> Result<Acted<A>, AppError> {
        let (state, version) = self.load::<A>(town, id).await?;
        let state = state.ok_or_else(|| AppError::Internal("a replay of nothing".into()))?;
        Ok(Acted {
            state,
            version,
            replayed: true,
        })
    }
}

fn fingerprint<A: Aggregate>(order: &Order, id: &str, command: &A::Command) -> [u8; 32] {
    let request = (
        order.actor.account.as_str(),
        order.occurred_at,
        A::PREFIX,
        id,
        command,
    );
    // The request came from JSON or from our own types: it can be written as JSON.
    Sm3::digest(serde_json::to_vec(&request).unwrap_or_default()).into()
}
