//! Records into the register by people, under an idempotency key.

use crate::{
    App, AppError, Order,
    book::{Book, TOWN_STREAM, TownEvent},
};
use liandong_domain::{
    ids::TownId,
    registry::{self, Registry, RegistryEvent},
};
use liandong_store::{Commit, NewEvent, StoreError, StreamName};
use sm3::{Digest, Sm3};

/// How often a decision is taken anew when somebody else writes to the register at the same moment.
const TRIES: usize = 8;

/// What entering records led to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Registered {
    /// The version of the register's stream afterwards.
    pub version: u64,
    /// How many records said something new.
    pub recorded: usize,
    /// Whether it had already happened under this key.
    pub replayed: bool,
}

impl App {
    /// Enters records into the register: all of them or none. A record that says nothing new is
    /// left out; when none does, nothing is written. The caller has checked who may do it.
    ///
    /// A record counts as entered late (补报) by the order's `occurred_at` or, without one, by the
    /// record's own day: more than seven days after it.
    ///
    /// # Errors
    /// [`AppError::Registry`] when a record points at nothing or makes no sense,
    /// [`AppError::VersionConflict`] against the order's `expected_version` (of the register's
    /// stream), [`AppError::KeyReused`], or the store's failure.
    pub async fn register(
        &self,
        town: &TownId,
        order: &Order,
        records: &[RegistryEvent],
    ) -> Result<Registered, AppError> {
        let fingerprint = fingerprint(order, records);
        let plan = |_: &Registry| Ok::<_, AppError>((records.to_vec(), ()));
        let registered = self.register_by(town, order, fingerprint, plan).await?;
        Ok(registered.0)
    }

    /// The same with records that follow from the register as it is at the moment of writing. Answers with what
    /// `plan` told beside them; nothing, when it had already happened under this key.
    ///
    /// # Errors
    /// As [`App::register`], and what `plan` refuses.
    pub(crate) async fn register_by<T, E: From<AppError>>(
        &self,
        town: &TownId,
        order: &Order,
        fingerprint: [u8; 32],
        plan: impl Fn(&Registry) -> Result<(Vec<RegistryEvent>, T), E>,
    ) -> Result<(Registered, Option<T>), E> {
        let receipt = self.store().receipt(town, &order.key).await;
        if let Some((receipt, known)) = receipt.map_err(AppError::from)? {
            if known != fingerprint {
                return Err(AppError::KeyReused.into());
            }
            let registered = Registered {
                version: receipt.version,
                recorded: usize::try_from(receipt.last - receipt.first + 1).unwrap_or(usize::MAX),
                replayed: true,
            };
            return Ok((registered, None));
        }
        for _ in 0..TRIES {
            let book = self.book(town).await?;
            let (records, told) = plan(&book.registry)?;
            match self.try_register(&book, order, &records, fingerprint).await {
                Err(AppError::Store(StoreError::Conflict { .. })) => {}
                Ok(registered) => return Ok((registered, Some(told))),
                Err(error) => return Err(error.into()),
            }
        }
        Err(AppError::Contended.into())
    }

    async fn try_register(
        &self,
        book: &Book,
        order: &Order,
        records: &[RegistryEvent],
        fingerprint: [u8; 32],
    ) -> Result<Registered, AppError> {
        let town = &book.town;
        if let Some(expected) = order.expected_version.filter(|one| *one != book.version) {
            return Err(AppError::VersionConflict {
                expected,
                actual: book.version,
            });
        }
        let (now, offset) = (self.now(), book.registry.utc_offset());
        let mut after = book.registry.clone();
        let mut events = Vec::new();
        for record in records {
            let Some(event) = registry::decide(&after, record.clone())? else {
                continue;
            };
            let day = event.day().map(|day| offset.start_of(day));
            let occurred_at = order.occurred_at.or(day).unwrap_or(now).min(now);
            let late = now.since(occurred_at) > crate::setup::REGISTER_GRACE_SECONDS;
            let kind = event.kind();
            after = registry::evolve(after, event.clone(), late);
            let payload = serde_json::to_string(&TownEvent::Registry(event))
                .map_err(|error| AppError::Internal(error.to_string()))?;
            events.push(NewEvent {
                kind: kind.into(),
                schema: 1,
                occurred_at,
                recorded_at: now,
                late,
                payload: payload.into(),
            });
        }
        let recorded = events.len();
        if recorded == 0 {
            return Ok(Registered {
                version: book.version,
                recorded,
                replayed: false,
            });
        }
        let commit = Commit {
            town: town.clone(),
            stream: StreamName::new(TOWN_STREAM),
            expected: book.version,
            key: order.key.clone(),
            fingerprint,
            actor: order.actor.clone(),
            events,
            rows: Vec::new(),
            secrets: Vec::new(),
        };
        let turn = self.turn_to_write().await;
        let outcome = self.store().commit(vec![commit]).await.pop();
        // Also after a conflict: the book at hand is an old one then.
        self.forget_book(&turn, town);
        drop(turn);
        let receipt =
            outcome.ok_or_else(|| AppError::Internal("the store gave no answer".into()))??;
        Ok(Registered {
            version: receipt.version,
            recorded,
            replayed: receipt.replayed,
        })
    }
}

fn fingerprint(order: &Order, records: &[RegistryEvent]) -> [u8; 32] {
    let request = (order.actor.account.as_str(), order.occurred_at, records);
    // The records came from JSON or from our own types: they can be written as JSON.
    Sm3::digest(serde_json::to_vec(&request).unwrap_or_default()).into()
}
