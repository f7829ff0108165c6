//! What becomes of each commit of a group, decided in memory on what the database said under the
//! lock, in the order in which they came.

use liandong_store::{
    Head, NewEvent, Receipt, Row, RowChange, Secret, StoreError, Value, chain,
    job::{Job, Outcome},
};
use std::collections::{BTreeMap, HashMap, HashSet};

/// What the database says of a group, under the lock of the town's head.
#[derive(Debug, Default)]
pub(super) struct Found {
    pub(super) head: Head,
    /// The versions of the streams that are not new.
    pub(super) versions: HashMap<String, u64>,
    /// The keys that happened before.
    pub(super) receipts: HashMap<String, (Receipt, [u8; 32])>,
    /// The rows that are there, of those that the group claims: table's place and key.
    pub(super) there: HashSet<(usize, Vec<Value>)>,
}

/// An event with its place.
#[derive(Debug)]
pub(super) struct Placed<'j> {
    pub(super) job: &'j Job,
    pub(super) event: &'j NewEvent,
    pub(super) position: u64,
    pub(super) version: u64,
    pub(super) hash: [u8; 32],
}

/// Rows of one table as they stand after the group, by key; `None` is gone.
pub(super) type Rows<'j> = BTreeMap<&'j [Value], Option<&'j Row>>;

/// What is to be written.
#[derive(Debug, Default)]
pub(super) struct Decided<'j> {
    pub(super) outcomes: Vec<Outcome>,
    pub(super) head: Head,
    pub(super) events: Vec<Placed<'j>>,
    /// Commands with the positions of their first and last events.
    pub(super) commands: Vec<(&'j Job, u64, u64)>,
    /// By the table's place.
    pub(super) rows: BTreeMap<usize, Rows<'j>>,
    /// By kind and name: the last value stands.
    pub(super) secrets: BTreeMap<(&'j str, &'j str), &'j Secret>,
}

/// Decides a group.
pub(super) fn decide<'j>(mut found: Found, jobs: &[&'j Job]) -> Decided<'j> {
    let mut decided = Decided {
        head: found.head,
        ..Decided::default()
    };
    for job in jobs {
        let outcome = decided.one(&mut found, job);
        decided.outcomes.push(outcome);
    }
    decided
}

impl<'j> Decided<'j> {
    fn one(&mut self, found: &mut Found, job: &'j Job) -> Outcome {
        let commit = &job.commit;
        if let Some(earlier) = found.receipts.get(commit.key.as_str()) {
            return job.replay(earlier);
        }
        let stream = commit.stream.as_str();
        let actual = found.versions.get(stream).copied().unwrap_or_default();
        if actual != commit.expected {
            return Err(job.conflict(actual));
        }
        if let Some(taken) = self.taken(found, job) {
            return Err(taken);
        }
        let receipt = self.append(job);
        found.versions.insert(stream.to_owned(), receipt.version);
        found.receipts.insert(
            commit.key.as_str().to_owned(),
            (receipt.clone(), commit.fingerprint),
        );
        self.change_rows(job);
        for secret in &commit.secrets {
            self.secrets.insert((secret.kind, &secret.id), secret);
        }
        Ok(receipt)
    }

    /// The refusal of the first claim whose row is there.
    fn taken(&self, found: &Found, job: &Job) -> Option<StoreError> {
        let changes = &job.commit.rows;
        let claim = changes.iter().enumerate().zip(&job.tables);
        let mut claim = claim.filter(|((_, change), _)| matches!(change, RowChange::Insert(..)));
        let taken = claim.find(|((place, change), table)| {
            RowChange::met_before(changes, *place).unwrap_or_else(|| {
                let key = change.key();
                match self.rows.get(table).and_then(|rows| rows.get(key)) {
                    Some(row) => row.is_some(),
                    None => found.there.contains(&(**table, key.to_vec())),
                }
            })
        });
        taken.map(|((_, claim), _)| StoreError::taken(claim))
    }

    fn append(&mut self, job: &'j Job) -> Receipt {
        let commit = &job.commit;
        let first = self.head.position + 1;
        let mut version = commit.expected;
        for (event, digest) in commit.events.iter().zip(&job.digests) {
            version += 1;
            self.head.position += 1;
            self.head.hash = chain::link(&self.head.hash, self.head.position, digest);
            self.events.push(Placed {
                job,
                event,
                position: self.head.position,
                version,
                hash: self.head.hash,
            });
        }
        let last = self.head.position;
        self.commands.push((job, first, last));
        Receipt {
            first,
            last,
            version,
            stream: commit.stream.clone(),
            replayed: false,
        }
    }

    fn change_rows(&mut self, job: &'j Job) {
        for (change, &table) in job.commit.rows.iter().zip(&job.tables) {
            let rows = self.rows.entry(table).or_default();
            match change {
                RowChange::Upsert(_, row) | RowChange::Insert(_, row) => {
                    rows.insert(change.key(), Some(row))
                }
                RowChange::Delete(..) => rows.insert(change.key(), None),
            };
        }
    }
}
