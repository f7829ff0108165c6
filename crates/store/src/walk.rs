//! Verification of a town's hash chain, event by event, whatever database they come from.

use crate::{Head, StoreError, StoredEvent, Verified, chain};
use liandong_domain::ids::TownId;

/// Events between two words of progress during long work.
pub const PROGRESS_EVERY: u64 = 10_000;

/// A walk along a chain, from the first event to the end that is written down.
#[derive(Debug)]
pub struct Walk {
    town: TownId,
    stored: Head,
    at: Head,
}

impl Walk {
    /// A walk to an end of the log.
    #[must_use]
    pub fn new(town: TownId, stored: Head) -> Self {
        let at = Head::default();
        Self { town, stored, at }
    }

    /// Takes the next event in.
    ///
    /// # Errors
    /// [`StoreError::Corrupt`], when it is not the next, is beyond the end that is written down, or
    /// its hash does not fit.
    pub fn take(&mut self, event: &StoredEvent) -> Result<(), StoreError> {
        let position = self.at.position + 1;
        if event.position != position {
            return Err(StoreError::missing(&self.town, position));
        }
        if position > self.stored.position {
            let problem = format!("the log was said to end at event {}", self.stored.position);
            return Err(StoreError::corrupt(event, problem));
        }
        if event.hash != chain::expected_hash(&self.at.hash, event) {
            let problem = "its hash does not fit what is stored".to_owned();
            return Err(StoreError::corrupt(event, problem));
        }
        self.at = Head {
            position,
            hash: event.hash,
        };
        Ok(())
    }

    /// The end of the walk.
    ///
    /// # Errors
    /// [`StoreError::Corrupt`], when the log ends before the end that is written down, or with
    /// another hash.
    pub fn finish(self) -> Result<Verified, StoreError> {
        if self.at.position < self.stored.position {
            return Err(StoreError::missing(&self.town, self.at.position + 1));
        }
        if self.at.hash != self.stored.hash {
            return Err(StoreError::Corrupt {
                position: self.at.position,
                town: self.town,
                stream: "?".to_owned(),
                version: 0,
                problem: "the hash written down for the end of the log is another".to_owned(),
            });
        }
        Ok(Verified {
            events: self.at.position,
            head: self.at,
        })
    }
}
