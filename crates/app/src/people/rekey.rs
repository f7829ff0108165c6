//! A new master key (主密钥轮换): every wrapped secret is unwrapped with the old and wrapped with the
//! new one. What they seal stays as it is, and so does the log.

use super::{
    callers::{CALLER_INDEX, wrapped_name},
    read,
    second_factor::{Kept, TOTP, factor_name},
    write,
};
use crate::{
    AppError,
    master_key::KEY_CHECK,
    ports::Entropy,
    vault::{DATA_KEY, Vault},
    webhooks::WEBHOOK_SECRET,
};
use base64::{Engine, engine::general_purpose::STANDARD_NO_PAD as BASE64};
use liandong_domain::ids::{AccountId, TownId};
use liandong_store::Store;

/// Side values read at a time.
const PAGE: u64 = 500;

/// Every kind of side value that is wrapped, or holds something wrapped, under the master key. The mark
/// that the key is known by comes first: from then on a server under the old key is refused.
const KINDS: [&str; 5] = [KEY_CHECK, DATA_KEY, CALLER_INDEX, TOTP, WEBHOOK_SECRET];

/// What a rotation did.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Rekeyed {
    /// Secrets wrapped anew.
    pub rewrapped: u64,
    /// Secrets that were under the new key already, from a rotation that was broken off.
    pub already: u64,
}

struct Rotation<'a> {
    store: &'a dyn Store,
    entropy: &'a dyn Entropy,
    old: Vault,
    new: Vault,
    done: Rekeyed,
}

/// Wraps every secret of every town under a new master key. Broken off, it goes on where it was when
/// it is called again with the same two keys. No server may run meanwhile: it would wrap under the
/// old one.
///
/// # Errors
/// The store's failure; a secret that neither key opens.
pub async fn rekey(
    store: &dyn Store,
    entropy: &dyn Entropy,
    old: &[u8; 16],
    new: &[u8; 16],
) -> Result<Rekeyed, AppError> {
    let mut rotation = Rotation {
        store,
        entropy,
        old: Vault::new(old),
        new: Vault::new(new),
        done: Rekeyed::default(),
    };
    for town in store.towns().await? {
        for kind in KINDS {
            rotation.kind(&town, kind).await?;
        }
    }
    Ok(rotation.done)
}

impl Rotation<'_> {
    async fn kind(&mut self, town: &TownId, kind: &'static str) -> Result<(), AppError> {
        let mut after = String::new();
        loop {
            let page = self.store.secrets(town, kind, &after, PAGE).await?;
            let Some((last, _)) = page.last() else {
                return Ok(());
            };
            after.clone_from(last);
            for (id, value) in &page {
                self.one(town, kind, id, value).await?;
            }
        }
    }

    async fn one(
        &mut self,
        town: &TownId,
        kind: &'static str,
        id: &str,
        value: &[u8],
    ) -> Result<(), AppError> {
        let rewrapped = if kind == TOTP {
            let bad = |error: String| AppError::Internal(format!("a second factor: {error}"));
            let account = AccountId::new(id).map_err(|error| bad(error.to_string()))?;
            let mut kept: Kept = read(value)?;
            let wrapped = BASE64
                .decode(kept.secret.as_bytes())
                .map_err(|error| bad(error.to_string()))?;
            match self.again(&factor_name(town, &account), &wrapped)? {
                Some(wrapped) => {
                    kept.secret = BASE64.encode(wrapped);
                    Some(write(&kept)?)
                }
                None => None,
            }
        } else {
            let name = wrapped_name(town, kind, id)
                .ok_or_else(|| AppError::Internal(format!("{kind} is not wrapped")))?;
            self.again(&name, value)?
        };
        let Some(new) = rewrapped else {
            self.done.already += 1;
            return Ok(());
        };
        // A key that was destroyed in between stays destroyed.
        let swapped = self
            .store
            .swap_secret(town, kind, id, Some(value), Some(new));
        self.done.rewrapped += u64::from(swapped.await?);
        Ok(())
    }

    /// The secret under the new key; `None` when it is so already.
    fn again(&self, name: &str, wrapped: &[u8]) -> Result<Option<Vec<u8>>, AppError> {
        if self.new.open_bytes(name, wrapped).is_ok() {
            return Ok(None);
        }
        let secret = self.old.open_bytes(name, wrapped)?;
        self.new.seal_bytes(self.entropy, name, &secret).map(Some)
    }
}
