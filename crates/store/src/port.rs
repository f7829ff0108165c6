//! The port itself.

use crate::{
    Commit, Head, Query, Receipt, Row, RowChange, StoreError, StoredEvent, StreamName, Table,
    envelope::Secret,
};
use async_trait::async_trait;
use liandong_domain::ids::TownId;
use tokio::sync::watch;

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

    /// Ends the writer after all that was asked of it is durable.
    async fn close(&self);
}
