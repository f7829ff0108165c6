//! What a commit must be before an adapter looks at it. The same for every database, so that what
//! one takes the other takes too.

use crate::{Commit, StoreError, sql};

/// The longest key, stream name, kind or account, in bytes: what both databases index with ease.
pub const LONGEST_NAME: usize = 256;

impl Commit {
    /// Checks the commit's own shape; adapters call this first.
    ///
    /// # Errors
    /// [`StoreError::Misuse`] when there is no event, a name is empty or longer than
    /// [`LONGEST_NAME`], a text holds a NUL character (PostgreSQL's text cannot), or a row does not
    /// fit its table or belongs to another town.
    pub fn check(&self) -> Result<(), StoreError> {
        if self.events.is_empty() {
            return Err(StoreError::Misuse("a commit without events".to_owned()));
        }
        name("stream name", self.stream.as_str())?;
        name("idempotency key", self.key.as_str())?;
        for event in &self.events {
            name("event kind", &event.kind)?;
            if sql::has_nul(&event.payload) {
                return Err(StoreError::Misuse(format!(
                    "the payload of {} holds a NUL character",
                    event.kind
                )));
            }
        }
        for secret in &self.secrets {
            secret.check()?;
        }
        self.rows
            .iter()
            .try_for_each(|change| sql::check_change(change, &self.town))
    }
}

impl crate::Secret {
    /// Checks the secret's names.
    ///
    /// # Errors
    /// [`StoreError::Misuse`] for a name that is empty, too long, or holds a NUL character.
    pub fn check(&self) -> Result<(), StoreError> {
        name("secret's kind", self.kind)?;
        name("secret's name", &self.id)
    }
}

fn name(what: &str, text: &str) -> Result<(), StoreError> {
    if text.is_empty() || text.len() > LONGEST_NAME || sql::has_nul(text) {
        return Err(StoreError::Misuse(format!(
            "a {what} is 1 to {LONGEST_NAME} bytes without NUL"
        )));
    }
    Ok(())
}
