//! A commit with all that its caller can work out before a writer takes it, and the answers that
//! every writer gives alike.

use crate::{Commit, NewEvent, Receipt, RowChange, StoreError, Table, chain};

/// What became of a commit that the database took without fault.
pub type Outcome = Result<Receipt, StoreError>;

/// A commit that is checked and prepared.
#[derive(Debug)]
pub struct Job {
    /// The commit.
    pub commit: Commit,
    /// The digest of each event's content.
    pub digests: Vec<[u8; 32]>,
    /// The place of each row's table among the store's.
    pub tables: Vec<usize>,
}

impl Job {
    /// Checks a commit and prepares it, for a store that was opened with these tables.
    ///
    /// # Errors
    /// [`StoreError::Misuse`], as [`Commit::check`], and for a table that the store has not.
    pub fn new(commit: Commit, tables: &[&'static Table]) -> Result<Self, StoreError> {
        commit.check()?;
        let digest = |(event, version): (&NewEvent, u64)| {
            chain::content_digest(
                &commit.town,
                &commit.stream,
                version,
                &commit.actor,
                &commit.key,
                event,
            )
        };
        // The versions follow from the expected one: with another, the commit is not written.
        let versions = commit.expected.saturating_add(1)..;
        Ok(Self {
            tables: commit
                .rows
                .iter()
                .map(|change| place(change, tables))
                .collect::<Result<_, _>>()?,
            digests: commit.events.iter().zip(versions).map(digest).collect(),
            commit,
        })
    }

    /// The answer to a key that happened before.
    pub fn replay(&self, earlier: &(Receipt, [u8; 32])) -> Outcome {
        if earlier.1 == self.commit.fingerprint {
            let replayed = true;
            Ok(Receipt {
                replayed,
                ..earlier.0.clone()
            })
        } else {
            let key = self.commit.key.as_str().to_owned();
            Err(StoreError::KeyReused { key })
        }
    }

    /// The answer to a stream that is at another version than the commit expects.
    #[must_use]
    pub fn conflict(&self, actual: u64) -> StoreError {
        StoreError::Conflict {
            stream: self.commit.stream.clone(),
            expected: self.commit.expected,
            actual,
        }
    }
}

fn place(change: &RowChange, tables: &[&'static Table]) -> Result<usize, StoreError> {
    let (table, _) = change.parts();
    let same = |known: &&'static Table| std::ptr::eq(*known, table) || *known == table;
    tables
        .iter()
        .position(same)
        .ok_or_else(|| StoreError::without_table(table))
}
