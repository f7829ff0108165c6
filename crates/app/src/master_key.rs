//! Whether a master key (主密钥) is that of a town's data, known before anything is sealed under a
//! wrong one.

use crate::{
    App, AppError,
    vault::{DATA_KEY, Vault},
};
use liandong_domain::ids::TownId;

/// The kind of side value by which the master key is known again.
pub(crate) const KEY_CHECK: &str = "key_check";
const MASTER: &str = "master";
/// What is sealed to know the key again by.
const WORDS: &[u8] = b"liandong";

impl App {
    /// Whether a master key is that of a town's data; `None` while nothing was sealed yet.
    ///
    /// # Errors
    /// The store's failure.
    pub async fn key_fits(&self, town: &TownId, key: &[u8; 16]) -> Result<Option<bool>, AppError> {
        let vault = Vault::new(key);
        if let Some(sealed) = self.store().secret(town, KEY_CHECK, MASTER).await? {
            let opened = vault.open_bytes(&name(town), &sealed);
            return Ok(Some(opened.is_ok_and(|plain| plain == WORDS)));
        }
        // A database of before the mark was made.
        let found = self.store().secrets(town, DATA_KEY, "", 1).await?;
        let first = found.first();
        Ok(first.map(|(id, wrapped)| vault.fits(town, id, wrapped)))
    }

    /// Marks a town's data with this program's master key, once.
    ///
    /// # Errors
    /// The store's failure.
    pub async fn mark_key(&self, town: &TownId) -> Result<(), AppError> {
        if self
            .store()
            .secret(town, KEY_CHECK, MASTER)
            .await?
            .is_some()
        {
            return Ok(());
        }
        let sealed = self
            .vault()
            .seal_bytes(self.entropy(), &name(town), WORDS)?;
        self.store()
            .swap_secret(town, KEY_CHECK, MASTER, None, Some(sealed))
            .await?;
        Ok(())
    }
}

/// What the mark is bound to.
pub(crate) fn name(town: &TownId) -> String {
    format!("{town}/{KEY_CHECK}")
}
