//! The port itself.

use crate::{
    Commit, Head, Query, Receipt, Row, RowChange, StoreError, StoredEvent, StreamName, Table,
    envelope::Secret,
};
use async_trait::async_trait;
use liandong_domain::{ids::TownId, time::Timestamp};
use tokio::sync::watch;

/// The kind of secret that a lease is.
const LEASE: &str = "lease";

/// Is told how many events are done, now and then, during long work.
pub type Progress = Box<dyn FnMut(u64) + Send>;

/// Is shown each row of a scan; cells in the query's order. Return `false` to stop.
pub type Visit<'a> = &'a mut (dyn FnMut(&[crate::Value]) -> bool + Send);

/// Makes rows of read models out of events. It is handed every event of one town in order, and
/// asked for the rows that changed whenever the adapter wants to write.
pub trait Projector: Send {
    /// The tables that it fills; a rebuild empties these for the town first.
    fn tables(&self) -> Vec<&'static Table>;
    /// Takes one event in.
    ///
    /// # Errors
    /// A sentence for the operator, when the event's kind or payload cannot be read.
    fn apply(&mut self, event: &StoredEvent) -> Result<(), String>;
    /// Gives the rows that changed since the last call; a row at most once.
    fn drain(&mut self, into: &mut Vec<RowChange>);
}

/// What a rebuild does with its result.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RebuildMode {
    /// Replace the read models, in one transaction.
    Replace,
    /// Compare with the read models as they stand and leave them.
    Check,
}

/// What a rebuild found.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Rebuilt {
    /// Events read.
    pub events: u64,
    /// Rows that the events make.
    pub rows: u64,
    /// Rows that stood differently before, as `table: key` with what differs; the first 100.
    pub differences: Vec<String>,
}

/// What a verification found, when all is well.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Verified {
    /// Events whose hash was computed anew.
    pub events: u64,
    /// The end of the log.
    pub head: Head,
}

/// An append-only, hash-chained event log per town with read models beside it.
#[async_trait]
pub trait Store: Send + Sync + 'static {
    /// Writes commits, each whole or not at all, in the order given, in as few transactions as it
    /// can. When this returns a receipt, the commit survives a power cut.
    ///
    /// The answers stand in the order of the commits. A commit whose key is known answers with
    /// the first receipt and `replayed`; a later commit in the list may build on an earlier one.
    async fn commit(&self, commits: Vec<Commit>) -> Vec<Result<Receipt, StoreError>>;

    /// The receipt of a command that happened before under this key, with its fingerprint.
    async fn receipt(
        &self,
        town: &TownId,
        key: &crate::CommandKey,
    ) -> Result<Option<(Receipt, [u8; 32])>, StoreError>;

    /// The events of a stream after a version, in order.
    async fn stream(
        &self,
        town: &TownId,
        stream: &StreamName,
        after: u64,
    ) -> Result<Vec<StoredEvent>, StoreError>;

    /// The events of a town after a position, in order, `limit` at the most.
    async fn log(
        &self,
        town: &TownId,
        after: u64,
        limit: u64,
    ) -> Result<Vec<StoredEvent>, StoreError>;

    /// The end of a town's log.
    async fn head(&self, town: &TownId) -> Result<Head, StoreError>;

    /// The towns that have a log, sorted.
    async fn towns(&self) -> Result<Vec<TownId>, StoreError>;

    /// Tells the position of a town's last durable event, whenever it moves.
    fn watch(&self, town: &TownId) -> watch::Receiver<u64>;

    /// The rows that a query finds.
    async fn rows(&self, query: Query) -> Result<Vec<Row>, StoreError>;

    /// Shows the rows that a query finds, one by one, without holding them all.
    async fn scan(&self, query: Query, visit: Visit<'_>) -> Result<(), StoreError>;

    /// Makes a town's read models anew from its events.
    async fn rebuild(
        &self,
        town: &TownId,
        projector: Box<dyn Projector>,
        mode: RebuildMode,
        progress: Progress,
    ) -> Result<Rebuilt, StoreError>;

    /// The tables of each town whose description changed since its rows were made, or that are new
    /// beside an old log. Until they are rebuilt, queries of them are refused as a misuse.
    async fn needs_rebuild(&self) -> Result<Vec<(TownId, &'static Table)>, StoreError>;

    /// Computes a town's hash chain anew. [`StoreError::Corrupt`] names the first event that does
    /// not fit, also a missing one, and an end of the log that is not the one written down.
    async fn verify(&self, town: &TownId, progress: Progress) -> Result<Verified, StoreError>;

    /// Writes secrets outside any command.
    async fn put_secrets(&self, town: &TownId, secrets: Vec<Secret>) -> Result<(), StoreError>;

    /// Reads a secret.
    async fn secret(
        &self,
        town: &TownId,
        kind: &'static str,
        id: &str,
    ) -> Result<Option<Vec<u8>>, StoreError>;

    /// Destroys a secret; says whether it was there.
    async fn destroy_secret(
        &self,
        town: &TownId,
        kind: &'static str,
        id: &str,
    ) -> Result<bool, StoreError>;

    /// The secrets of one kind by name, after a name, `limit` at the most.
    async fn secrets(
        &self,
        town: &TownId,
        kind: &'static str,
        after: &str,
        limit: u64,
    ) -> Result<Vec<(String, Vec<u8>)>, StoreError>;

    /// All secrets of a town by kind and name, after a kind and a name, `limit` at the most: for
    /// copies of a whole database.
    async fn every_secret(
        &self,
        town: &TownId,
        after: (&str, &str),
        limit: u64,
    ) -> Result<Vec<(String, String, Vec<u8>)>, StoreError>;

    /// Writes (`Some`) or removes (`None`) a secret if it still is what the caller expects (`None`:
    /// not there); says whether it was. What is removed so may still lie in the file's free pages:
    /// keys are destroyed by [`Store::destroy_secret`].
    async fn swap_secret(
        &self,
        town: &TownId,
        kind: &'static str,
        id: &str,
        expected: Option<&[u8]>,
        new: Option<Vec<u8>>,
    ) -> Result<bool, StoreError>;

    /// Takes or renews a lease (租约): a task of the town that one server node at a time does. Says
    /// whether `holder` has it until `seconds` after `now`. A lease that ran out is anybody's; nodes'
    /// clocks may differ by a small part of `seconds`.
    async fn lease(
        &self,
        town: &TownId,
        task: &str,
        holder: &str,
        now: Timestamp,
        seconds: i64,
    ) -> Result<bool, StoreError> {
        let found = self.secret(town, LEASE, task).await?;
        let free = match found.as_deref().map(std::str::from_utf8) {
            Some(Ok(text)) => text.split_once(' ').is_none_or(|(until, other)| {
                other == holder || until.parse().is_ok_and(|until: i64| until <= now.0)
            }),
            Some(Err(_)) | None => true,
        };
        if !free {
            return Ok(false);
        }
        let until = now.plus(seconds).0;
        let new = format!("{until} {holder}").into_bytes();
        self.swap_secret(town, LEASE, task, found.as_deref(), Some(new))
            .await
    }

    /// Transactions that this process made durable for commits since the store was opened: with the
    /// number of commits, the mean size of a group.
    fn groups(&self) -> u64;

    /// Ends the writer after all that was asked of it is durable.
    async fn close(&self);
}
