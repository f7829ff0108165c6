//! A store that is listened to: how long its commits take.

use crate::{
    CommandKey, Commit, Head, Progress, Projector, Query, RebuildMode, Rebuilt, Receipt, Row,
    Secret, Store, StoreError, StoredEvent, StreamName, Table, Verified, Visit,
};
use async_trait::async_trait;
use liandong_domain::ids::TownId;
use std::{
    fmt,
    sync::Arc,
    time::{Duration, Instant},
};
use tokio::sync::watch;

/// Is told how many commits were asked for together, and how long it took until they were answered.
pub type Listener = Box<dyn Fn(usize, Duration) + Send + Sync>;

/// A store with a listener. All else goes through as it is.
pub struct Observed {
    store: Arc<dyn Store>,
    listener: Listener,
}

impl fmt::Debug for Observed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Observed")
    }
}

impl Observed {
    /// Listens to a store.
    #[must_use]
    pub fn new(store: Arc<dyn Store>, listener: Listener) -> Self {
        Self { store, listener }
    }
}

#[async_trait]
impl Store for Observed {
    async fn commit(&self, commits: Vec<Commit>) -> Vec<Result<Receipt, StoreError>> {
        let (count, start) = (commits.len(), Instant::now());
        let answers = self.store.commit(commits).await;
        (self.listener)(count, start.elapsed());
        answers
    }

    async fn receipt(
        &self,
        town: &TownId,
        key: &CommandKey,
    ) -> Result<Option<(Receipt, [u8; 32])>, StoreError> {
        self.store.receipt(town, key).await
    }

    async fn stream(
        &self,
        town: &TownId,
        stream: &StreamName,
        after: u64,
    ) -> Result<Vec<StoredEvent>, StoreError> {
        self.store.stream(town, stream, after).await
    }

    async fn log(
        &self,
        town: &TownId,
        after: u64,
        limit: u64,
    ) -> Result<Vec<StoredEvent>, StoreError> {
        self.store.log(town, after, limit).await
    }

    async fn head(&self, town: &TownId) -> Result<Head, StoreError> {
        self.store.head(town).await
    }

    async fn towns(&self) -> Result<Vec<TownId>, StoreError> {
        self.store.towns().await
    }

    fn watch(&self, town: &TownId) -> watch::Receiver<u64> {
        self.store.watch(town)
    }

    async fn rows(&self, query: Query) -> Result<Vec<Row>, StoreError> {
        self.store.rows(query).await
    }

    async fn scan(&self, query: Query, visit: Visit<'_>) -> Result<(), StoreError> {
        self.store.scan(query, visit).await
    }

    async fn rebuild(
        &self,
        town: &TownId,
        projector: Box<dyn Projector>,
        mode: RebuildMode,
        progress: Progress,
    ) -> Result<Rebuilt, StoreError> {
        self.store.rebuild(town, projector, mode, progress).await
    }

    async fn needs_rebuild(&self) -> Result<Vec<(TownId, &'static Table)>, StoreError> {
        self.store.needs_rebuild().await
    }

    async fn verify(&self, town: &TownId, progress: Progress) -> Result<Verified, StoreError> {
        self.store.verify(town, progress).await
    }

    async fn put_secrets(&self, town: &TownId, secrets: Vec<Secret>) -> Result<(), StoreError> {
        self.store.put_secrets(town, secrets).await
    }

    async fn secret(
        &self,
        town: &TownId,
        kind: &'static str,
        id: &str,
    ) -> Result<Option<Vec<u8>>, StoreError> {
        self.store.secret(town, kind, id).await
    }

    async fn destroy_secret(
        &self,
        town: &TownId,
        kind: &'static str,
        id: &str,
    ) -> Result<bool, StoreError> {
        self.store.destroy_secret(town, kind, id).await
    }

    async fn secrets(
        &self,
        town: &TownId,
        kind: &'static str,
        after: &str,
        limit: u64,
    ) -> Result<Vec<(String, Vec<u8>)>, StoreError> {
        self.store.secrets(town, kind, after, limit).await
    }

    async fn every_secret(
        &self,
        town: &TownId,
        after: (&str, &str),
        limit: u64,
    ) -> Result<Vec<(String, String, Vec<u8>)>, StoreError> {
        self.store.every_secret(town, after, limit).await
    }

    async fn swap_secret(
        &self,
        town: &TownId,
        kind: &'static str,
        id: &str,
        expected: Option<&[u8]>,
        new: Option<Vec<u8>>,
    ) -> Result<bool, StoreError> {
        self.store.swap_secret(town, kind, id, expected, new).await
    }

    fn groups(&self) -> u64 {
        self.store.groups()
    }

    async fn close(&self) {
        self.store.close().await;
    }
}
