//! What an event carries besides its payload.

use liandong_domain::{
    ids::{AccountId, TownId},
    roles::Role,
    time::Timestamp,
};
use std::{
    collections::BTreeSet,
    fmt,
    sync::{Mutex, PoisonError},
};

/// The name of an ordered stream within a town: `incident/20240301-0007`, `town`, `project/…`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct StreamName(Box<str>);

impl StreamName {
    /// Wraps a name.
    #[must_use]
    pub fn new(name: impl Into<Box<str>>) -> Self {
        Self(name.into())
    }

    /// The name.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for StreamName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// An idempotency key (幂等键): a command sent twice under one key happens once.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct CommandKey(Box<str>);

impl CommandKey {
    /// Wraps a key; the caller has checked its length.
    #[must_use]
    pub fn new(key: impl Into<Box<str>>) -> Self {
        Self(key.into())
    }

    /// The key.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// Who did it, and as what.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Actor {
    /// The account.
    pub account: AccountId,
    /// The role in which it acted.
    pub role: Role,
}

/// An event that is not yet in the log.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewEvent {
    /// Its kind: `incident.unit_assigned`.
    pub kind: Box<str>,
    /// The version of the payload's schema, from 1.
    pub schema: u16,
    /// When it happened.
    pub occurred_at: Timestamp,
    /// When it was recorded; never before `occurred_at`, never before the stream's last.
    pub recorded_at: Timestamp,
    /// Whether it was entered late (补报).
    pub late: bool,
    /// The payload, JSON.
    pub payload: Box<str>,
}

/// An event in the log.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StoredEvent {
    /// The tenant.
    pub town: TownId,
    /// Place in the town's log, from 1, without gaps.
    pub position: u64,
    /// Its stream.
    pub stream: StreamName,
    /// Place in its stream, from 1, without gaps.
    pub version: u64,
    /// Who did it.
    pub actor: Actor,
    /// The command that it came from.
    pub command: CommandKey,
    /// The event itself.
    pub event: NewEvent,
    /// `SM3(hash of the event before ‖ position ‖ digest of all the rest)`, see [`crate::chain`].
    pub hash: [u8; 32],
}

/// The outcome of one command, to be written whole or not at all.
#[derive(Debug, Clone)]
pub struct Commit {
    /// The tenant.
    pub town: TownId,
    /// The stream that it appends to.
    pub stream: StreamName,
    /// The stream's version that the decision was taken on; 0 for a new stream.
    pub expected: u64,
    /// The idempotency key.
    pub key: CommandKey,
    /// A digest of the request, so that one key cannot stand for two requests.
    pub fingerprint: [u8; 32],
    /// Who acts.
    pub actor: Actor,
    /// One event at least, in order.
    pub events: Vec<NewEvent>,
    /// Changes of the read models, in the same transaction.
    pub rows: Vec<crate::RowChange>,
    /// Secrets that the events refer to (data keys), in the same transaction.
    pub secrets: Vec<Secret>,
}

/// A small value outside the log that can be changed or destroyed: a wrapped data key, a token's
/// digest, a delivery's cursor, a lease.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Secret {
    /// What kind: `data_key`, `access_token`.
    pub kind: &'static str,
    /// Its name within the kind.
    pub id: Box<str>,
    /// Its bytes.
    pub value: Vec<u8>,
}

/// The word for a kind of secret that was read from a copy of a database. The port names kinds by words
/// of the program; those of a copy are few, and are kept once each.
#[must_use]
pub fn kind_of(text: &str) -> &'static str {
    static KNOWN: Mutex<BTreeSet<&'static str>> = Mutex::new(BTreeSet::new());
    let mut known = KNOWN.lock().unwrap_or_else(PoisonError::into_inner);
    if let Some(kind) = known.get(text) {
        return kind;
    }
    let kind: &'static str = Box::leak(text.into());
    known.insert(kind);
    kind
}

/// Where a command's events are.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Receipt {
    /// Position of its first event.
    pub first: u64,
    /// Position of its last event.
    pub last: u64,
    /// The stream's version after it.
    pub version: u64,
    /// Its stream.
    pub stream: StreamName,
    /// Whether the command had already happened under this key, so that nothing was written now.
    pub replayed: bool,
}

/// The end of a town's log.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Head {
    /// Position of the last event; 0 for an empty log.
    pub position: u64,
    /// Its hash; zeros for an empty log.
    pub hash: [u8; 32],
}
