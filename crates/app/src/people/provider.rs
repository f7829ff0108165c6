//! What a sign-in at the outside provider must find again when the browser comes back: sealed under
//! the master key into the browser's own cookie, so that the server keeps nothing for strangers.

use crate::{App, AppError};
use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD as BASE64URL};
use liandong_domain::ids::TownId;

/// What it is bound to.
const PURPOSE: &str = "provider";

impl App {
    /// Random bytes in hexadecimal, for a state, a nonce, a verifier.
    ///
    /// # Errors
    /// When the machine has no randomness to give.
    pub fn random_word(&self) -> Result<String, AppError> {
        self.random_hex::<32>()
    }

    /// Seals what a browser keeps for a while and must not read or change.
    ///
    /// # Errors
    /// When the machine has no randomness to give.
    pub fn seal_for_browser(&self, town: &TownId, plain: &[u8]) -> Result<String, AppError> {
        let name = format!("{town}/{PURPOSE}");
        let sealed = self.vault().seal_bytes(self.entropy(), &name, plain)?;
        Ok(BASE64URL.encode(sealed))
    }

    /// Opens it; `None` when it was never sealed here for this town.
    #[must_use]
    pub fn open_from_browser(&self, town: &TownId, sealed: &str) -> Option<Vec<u8>> {
        let sealed = BASE64URL.decode(sealed.as_bytes()).ok()?;
        let name = format!("{town}/{PURPOSE}");
        self.vault().open_bytes(&name, &sealed).ok()
    }
}
