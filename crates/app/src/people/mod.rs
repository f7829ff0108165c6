//! People (人员): signing in, sessions, second factors, tokens, accounts; callers' keys, their
//! erasure and the end of their time; what an auditor asks of the log.
//!
//! What happened is in the log ([`liandong_domain::people`]); what must stay secret is in side
//! values of the store and in no event: password hashes (argon2id), digests of sessions and tokens
//! (SM3), second factors and data keys wrapped under the master key (SM4-GCM).

mod accounts;
mod audit;
mod callers;
mod erase;
mod hashing;
mod jobs;
mod provider;
mod rekey;
mod retain;
mod rows;
mod second_factor;
mod sessions;
mod sign_in;
mod tokens;
mod totp;
mod view;

pub use accounts::{NewAccount, Reset};
pub use audit::{AuditPage, AuditSearch, Reveal, RevealPage, RevealSearch};
pub(crate) use callers::SealedCaller;
pub use erase::ErasurePage;
pub use rekey::{Rekeyed, rekey};
pub use rows::{CALLER_SEAL, ERASURE, PERSON, REVEAL};
pub(crate) use rows::{caller_row, reveal_row};
pub use second_factor::{Enrolment, RecoveryCodes};
pub(crate) use sessions::SESSION_MARK;
pub use sessions::{Limited, SessionSeen};
pub use sign_in::{Attempt, SignedIn};
pub use tokens::{NewToken, TokenMade, TokenSeen};
pub use view::{AccountView, ErasureView, OwnAccountView};

use crate::{App, AppError, Order};
use liandong_domain::ids::TownId;
use liandong_store::{Actor, CommandKey, envelope::Secret};
use serde::{Serialize, de::DeserializeOwned};
use std::{
    collections::HashMap,
    sync::{Mutex, PoisonError},
};
use tokio::sync::Semaphore;

/// Passwords that are hashed at the same time: each takes a core and 19 MiB for a moment, and who
/// only tries must not take them all.
const HASHERS: usize = 4;

/// What is kept at hand.
#[derive(Debug)]
pub(crate) struct Desk {
    /// The keys of the towns' callers' indexes, unwrapped.
    indexes: Mutex<HashMap<TownId, [u8; callers::INDEX_KEY]>>,
    hashers: Semaphore,
}

impl Default for Desk {
    fn default() -> Self {
        Self {
            indexes: Mutex::default(),
            hashers: Semaphore::new(HASHERS),
        }
    }
}

impl Desk {
    fn index(&self, town: &TownId) -> Option<[u8; callers::INDEX_KEY]> {
        let indexes = self.indexes.lock();
        indexes
            .unwrap_or_else(PoisonError::into_inner)
            .get(town)
            .copied()
    }

    fn keep_index(&self, town: &TownId, key: [u8; callers::INDEX_KEY]) {
        let mut indexes = self.indexes.lock().unwrap_or_else(PoisonError::into_inner);
        indexes.insert(town.clone(), key);
    }
}

/// Side values read at a time.
const PAGE: u64 = 500;

/// Reads a side value back.
pub(crate) fn read<T: DeserializeOwned>(bytes: &[u8]) -> Result<T, AppError> {
    // The error names a place, never a value.
    serde_json::from_slice(bytes)
        .map_err(|error| AppError::Internal(format!("a side value: {error}")))
}

/// Writes one.
pub(crate) fn write<T: Serialize>(value: &T) -> Result<Vec<u8>, AppError> {
    serde_json::to_vec(value).map_err(|error| AppError::Internal(format!("a side value: {error}")))
}

impl App {
    /// Random bytes in hexadecimal.
    pub(crate) fn random_hex<const BYTES: usize>(&self) -> Result<String, AppError> {
        let mut random = [0_u8; BYTES];
        self.entropy()
            .fill(&mut random)
            .map_err(AppError::Internal)?;
        Ok(hex::encode(random))
    }

    pub(crate) async fn put_side<T: Serialize + Sync>(
        &self,
        town: &TownId,
        kind: &'static str,
        id: &str,
        value: &T,
    ) -> Result<(), AppError> {
        let secret = Secret {
            kind,
            id: id.into(),
            value: write(value)?,
        };
        Ok(self.store().put_secrets(town, vec![secret]).await?)
    }

    /// All side values of a kind, by name.
    pub(crate) async fn all_side(
        &self,
        town: &TownId,
        kind: &'static str,
    ) -> Result<Vec<(String, Vec<u8>)>, AppError> {
        let mut all: Vec<(String, Vec<u8>)> = Vec::new();
        loop {
            let after = all.last().map_or("", |(id, _)| id.as_str());
            let page = self.store().secrets(town, kind, after, PAGE).await?;
            let last = (page.len() as u64) < PAGE;
            all.extend(page);
            if last {
                return Ok(all);
            }
        }
    }

    /// An order that the program gives by itself, under a key that nobody else has.
    pub(crate) fn own_order(&self, actor: Actor, what: &str) -> Result<Order, AppError> {
        Ok(Order {
            actor,
            key: CommandKey::new(format!("{what}/{}", self.random_hex::<16>()?)),
            occurred_at: None,
            expected_version: None,
        })
    }
}
