//! The port, by the writers and the readers.

use super::{PostgresStore, lock};
use crate::{read, rebuild, rebuild::Rebuild, scan, secrets, tables, verify, writer::Results};
use async_trait::async_trait;
use liandong_domain::ids::TownId;
use liandong_store::{
    CommandKey, Commit, Head, Progress, Projector, Query, RebuildMode, Rebuilt, Receipt, Row,
    Secret, Store, StoreError, StoredEvent, StreamName, Table, Verified, Visit,
    job::Job,
    sql::{self, Select},
};
use std::collections::BTreeMap;
use tokio::sync::watch;

impl PostgresStore {
    /// Makes the statement, and refuses tables that would answer wrongly.
    async fn select(&self, query: &Query) -> Result<Select, StoreError> {
        if !self.shared.tables.contains(&query.table) {
            return Err(StoreError::without_table(query.table));
        }
        if self.shared.is_stale(&query.town, query.table) {
            self.look_at_stale().await?;
            if self.shared.is_stale(&query.town, query.table) {
                return Err(StoreError::needs_rebuild(&query.town, query.table));
            }
        }
        sql::select(query)
    }

    /// Another node may have rebuilt meanwhile.
    async fn look_at_stale(&self) -> Result<(), StoreError> {
        let turn = self.readers.turn().await?;
        let stale = tables::stale(&*turn, self.shared.tables).await?;
        *lock(&self.shared.stale) = stale;
        Ok(())
    }

    fn writes(&self) -> Result<(), StoreError> {
        let writers = self.writers.as_ref().ok_or_else(StoreError::read_only)?;
        match lock(writers).closed {
            true => Err(StoreError::Closed),
            false => Ok(()),
        }
    }

    async fn commit_all(&self, commits: Vec<Commit>) -> Vec<(usize, Result<Receipt, StoreError>)> {
        // What is refused here never reaches a writer; its place is kept for the answer.
        let mut towns: BTreeMap<TownId, (Vec<usize>, Vec<Job>)> = BTreeMap::new();
        let mut answers = Vec::with_capacity(commits.len());
        for (place, commit) in commits.into_iter().enumerate() {
            match Job::new(commit, self.shared.tables) {
                Ok(job) => {
                    let (places, jobs) = towns.entry(job.commit.town.clone()).or_default();
                    places.push(place);
                    jobs.push(job);
                }
                Err(error) => answers.push((place, Err(error))),
            }
        }
        let mut asked = Vec::new();
        for (town, (places, jobs)) in towns {
            match self.ask(&town, jobs) {
                Ok(answer) => asked.push((places, answer)),
                Err(StoreError::Closed) => {
                    answers.extend(places.into_iter().map(|at| (at, Err(StoreError::Closed))));
                }
                Err(_) => {
                    let refused = |at| (at, Err(StoreError::read_only()));
                    answers.extend(places.into_iter().map(refused));
                }
            }
        }
        for (places, answer) in asked {
            let results: Results = answer.await.unwrap_or_else(|_| {
                let broken = || StoreError::Database("the town's writer broke off".into());
                places.iter().map(|_| Err(broken())).collect()
            });
            answers.extend(places.into_iter().zip(results));
        }
        answers
    }
}

#[async_trait]
impl Store for PostgresStore {
    async fn commit(&self, commits: Vec<Commit>) -> Vec<Result<Receipt, StoreError>> {
        let mut answers = self.commit_all(commits).await;
        answers.sort_by_key(|(place, _)| *place);
        answers.into_iter().map(|(_, answer)| answer).collect()
    }

    async fn receipt(
        &self,
        town: &TownId,
        key: &CommandKey,
    ) -> Result<Option<(Receipt, [u8; 32])>, StoreError> {
        read::receipt(&*self.readers.turn().await?, town, key).await
    }

    async fn stream(
        &self,
        town: &TownId,
        stream: &StreamName,
        after: u64,
    ) -> Result<Vec<StoredEvent>, StoreError> {
        read::stream(&*self.readers.turn().await?, town, stream, after).await
    }

    async fn log(
        &self,
        town: &TownId,
        after: u64,
        limit: u64,
    ) -> Result<Vec<StoredEvent>, StoreError> {
        read::log(&*self.readers.turn().await?, town, after, limit).await
    }

    async fn head(&self, town: &TownId) -> Result<Head, StoreError> {
        let head = read::head(&*self.readers.turn().await?, town).await?;
        Ok(head.unwrap_or_default())
    }

    async fn towns(&self) -> Result<Vec<TownId>, StoreError> {
        read::towns(&*self.readers.turn().await?).await
    }

    fn watch(&self, town: &TownId) -> watch::Receiver<u64> {
        self.shared.watch(town).subscribe()
    }

    async fn rows(&self, query: Query) -> Result<Vec<Row>, StoreError> {
        let select = self.select(&query).await?;
        let turn = self.readers.turn().await?;
        scan::all(&*turn, &select, &scan::kinds(&query)).await
    }

    async fn scan(&self, query: Query, visit: Visit<'_>) -> Result<(), StoreError> {
        let select = self.select(&query).await?;
        let mut turn = self.readers.turn().await?;
        scan::each(&mut turn, &select, &scan::kinds(&query), visit).await
    }

    async fn rebuild(
        &self,
        town: &TownId,
        projector: Box<dyn Projector>,
        mode: RebuildMode,
        progress: Progress,
    ) -> Result<Rebuilt, StoreError> {
        let work = Rebuild::new(town.clone(), projector, progress, self.shared.tables)?;
        match mode {
            RebuildMode::Check => {
                let mut turn = self.readers.turn().await?;
                rebuild::check(&mut turn, &self.shared, work).await
            }
            RebuildMode::Replace => {
                self.writes()?;
                let mut turn = self.shared.writers.turn().await?;
                rebuild::replace(&mut turn, &self.shared, work).await
            }
        }
    }

    async fn needs_rebuild(&self) -> Result<Vec<(TownId, &'static Table)>, StoreError> {
        self.look_at_stale().await?;
        let stale = lock(&self.shared.stale).clone();
        let table = |name: &str| self.shared.tables.iter().find(|table| table.name == name);
        let mut found: Vec<(TownId, &'static Table)> = stale
            .into_iter()
            .filter_map(|(town, name)| Some((town, *table(name)?)))
            .collect();
        found.sort_by(|a, b| (&a.0, a.1.name).cmp(&(&b.0, b.1.name)));
        Ok(found)
    }

    async fn verify(&self, town: &TownId, progress: Progress) -> Result<Verified, StoreError> {
        verify::verify(&mut self.readers.turn().await?, town, progress).await
    }

    async fn put_secrets(&self, town: &TownId, secrets: Vec<Secret>) -> Result<(), StoreError> {
        secrets.iter().try_for_each(Secret::check)?;
        self.writes()?;
        let mut turn = self.shared.writers.turn().await?;
        secrets::put(&mut turn.client, town, &secrets).await
    }

    async fn secret(
        &self,
        town: &TownId,
        kind: &'static str,
        id: &str,
    ) -> Result<Option<Vec<u8>>, StoreError> {
        secrets::read(&*self.readers.turn().await?, town, kind, id).await
    }

    async fn destroy_secret(
        &self,
        town: &TownId,
        kind: &'static str,
        id: &str,
    ) -> Result<bool, StoreError> {
        self.writes()?;
        secrets::destroy(&*self.shared.writers.turn().await?, town, kind, id).await
    }

    async fn secrets(
        &self,
        town: &TownId,
        kind: &'static str,
        after: &str,
        limit: u64,
    ) -> Result<Vec<(String, Vec<u8>)>, StoreError> {
        secrets::list(&*self.readers.turn().await?, town, kind, after, limit).await
    }

    async fn every_secret(
        &self,
        town: &TownId,
        after: (&str, &str),
        limit: u64,
    ) -> Result<Vec<(String, String, Vec<u8>)>, StoreError> {
        secrets::every(&*self.readers.turn().await?, town, after, limit).await
    }

    async fn swap_secret(
        &self,
        town: &TownId,
        kind: &'static str,
        id: &str,
        expected: Option<&[u8]>,
        new: Option<Vec<u8>>,
    ) -> Result<bool, StoreError> {
        let secret = Secret {
            kind,
            id: id.into(),
            value: new.clone().unwrap_or_default(),
        };
        secret.check()?;
        self.writes()?;
        let turn = self.shared.writers.turn().await?;
        secrets::swap(&*turn, town, &secret, expected, new.as_deref()).await
    }

    fn groups(&self) -> u64 {
        Self::groups(self)
    }

    async fn close(&self) {
        for task in self.shut() {
            // It answered all that was asked of it, or broke off and everybody was told.
            let _ = task.await;
        }
        self.shared.writers.close();
    }
}
