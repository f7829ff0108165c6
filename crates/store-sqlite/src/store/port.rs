//! The port, by the writer and the readers.

use super::{SqliteStore, lock};
use crate::{
    error::database,
    read,
    rebuild::{self, Rebuild},
    scan, verify,
    writer::Request,
};
use async_trait::async_trait;
use liandong_domain::ids::TownId;
use liandong_store::{
    CommandKey, Commit, Head, Progress, Projector, Query, RebuildMode, Rebuilt, Receipt, Row,
    Secret, Store, StoreError, StoredEvent, StreamName, Table, Verified, Visit, job::Job,
};
use rusqlite::{OptionalExtension as _, params};
use tokio::sync::{oneshot, watch};

#[async_trait]
impl Store for SqliteStore {
    async fn commit(&self, commits: Vec<Commit>) -> Vec<Result<Receipt, StoreError>> {
        // What is refused here never reaches the writer; its place is kept for the answer.
        let mut jobs = Vec::with_capacity(commits.len());
        let mut refused = Vec::new();
        for (place, commit) in commits.into_iter().enumerate() {
            match Job::new(commit, self.shared.tables) {
                Ok(job) => jobs.push(job),
                Err(error) => refused.push((place, error)),
            }
        }
        let count = jobs.len();
        let (reply, answer) = oneshot::channel();
        let mut results = match self.ask(Request::Commit(jobs, reply)) {
            Ok(()) => answer
                .await
                .unwrap_or_else(|_| (0..count).map(|_| Err(StoreError::Closed)).collect()),
            Err(StoreError::Closed) => (0..count).map(|_| Err(StoreError::Closed)).collect(),
            Err(_) => (0..count).map(|_| Err(StoreError::read_only())).collect(),
        };
        for (place, error) in refused {
            results.insert(place, Err(error));
        }
        results
    }

    async fn receipt(
        &self,
        town: &TownId,
        key: &CommandKey,
    ) -> Result<Option<(Receipt, [u8; 32])>, StoreError> {
        let (town, key) = (town.clone(), key.clone());
        self.readers
            .read(move |conn| match read::town(conn, &town)? {
                Some((no, _)) => read::receipt(conn, no, &key).map_err(database),
                None => Ok(None),
            })
            .await
    }

    async fn stream(
        &self,
        town: &TownId,
        stream: &StreamName,
        after: u64,
    ) -> Result<Vec<StoredEvent>, StoreError> {
        let (town, stream) = (town.clone(), stream.clone());
        self.readers
            .read(move |conn| read::stream(conn, &town, &stream, after))
            .await
    }

    async fn log(
        &self,
        town: &TownId,
        after: u64,
        limit: u64,
    ) -> Result<Vec<StoredEvent>, StoreError> {
        let town = town.clone();
        self.readers
            .read(move |conn| read::log(conn, &town, after, limit))
            .await
    }

    async fn head(&self, town: &TownId) -> Result<Head, StoreError> {
        let town = town.clone();
        self.readers
            .read(
                move |conn| Ok(read::town(conn, &town)?.map_or(Head::default(), |(_, head)| head)),
            )
            .await
    }

    async fn towns(&self) -> Result<Vec<TownId>, StoreError> {
        self.readers.read(read::towns).await
    }

    fn watch(&self, town: &TownId) -> watch::Receiver<u64> {
        self.shared.watch(town).subscribe()
    }

    async fn rows(&self, query: Query) -> Result<Vec<Row>, StoreError> {
        let select = scan::prepare(&self.shared, &query)?;
        self.readers
            .read(move |conn| {
                let mut rows = Vec::new();
                scan::run(conn, &select, |cells| {
                    rows.push(std::mem::take(cells));
                    true
                })?;
                Ok(rows)
            })
            .await
    }

    async fn scan(&self, query: Query, visit: Visit<'_>) -> Result<(), StoreError> {
        let select = scan::prepare(&self.shared, &query)?;
        scan::stream(&self.readers, select, query.columns.len(), visit).await
    }

    async fn rebuild(
        &self,
        town: &TownId,
        projector: Box<dyn Projector>,
        mode: RebuildMode,
        progress: Progress,
    ) -> Result<Rebuilt, StoreError> {
        let work = Rebuild::new(town.clone(), projector, progress, &self.shared)?;
        match mode {
            RebuildMode::Check => {
                self.readers
                    .read(move |conn| rebuild::check(conn, work))
                    .await
            }
            RebuildMode::Replace => {
                self.on_writer(move |writer| rebuild::replace(writer, work))
                    .await
            }
        }
    }

    async fn needs_rebuild(&self) -> Result<Vec<(TownId, &'static Table)>, StoreError> {
        let stale = self.shared.stale();
        let table = |name: &str| self.shared.tables.iter().find(|table| table.name == name);
        let mut found: Vec<(TownId, &'static Table)> = stale
            .iter()
            .filter_map(|(town, name)| Some((town.clone(), *table(name)?)))
            .collect();
        found.sort_by(|a, b| (&a.0, a.1.name).cmp(&(&b.0, b.1.name)));
        Ok(found)
    }

    async fn verify(&self, town: &TownId, progress: Progress) -> Result<Verified, StoreError> {
        let town = town.clone();
        self.readers
            .read(move |conn| verify::verify(conn, &town, progress))
            .await
    }

    async fn put_secrets(&self, town: &TownId, secrets: Vec<Secret>) -> Result<(), StoreError> {
        secrets.iter().try_for_each(Secret::check)?;
        let town = town.clone();
        self.on_writer(move |writer| writer.secrets_alone(&town, &secrets))
            .await
    }

    async fn secret(
        &self,
        town: &TownId,
        kind: &'static str,
        id: &str,
    ) -> Result<Option<Vec<u8>>, StoreError> {
        let (town, id) = (town.clone(), id.to_owned());
        self.readers
            .read(move |conn| {
                conn.prepare_cached(
                    "SELECT s.value FROM log_secret s JOIN log_town t ON t.no = s.town
                     WHERE t.name = ?1 AND s.kind = ?2 AND s.id = ?3",
                )
                .and_then(|mut statement| {
                    statement
                        .query_row(params![town.as_str(), kind, id], |row| row.get(0))
                        .optional()
                })
                .map_err(database)
            })
            .await
    }

    async fn destroy_secret(
        &self,
        town: &TownId,
        kind: &'static str,
        id: &str,
    ) -> Result<bool, StoreError> {
        let (town, id) = (town.clone(), id.to_owned());
        self.on_writer(move |writer| writer.destroy_secret(&town, kind, &id))
            .await
    }

    async fn secrets(
        &self,
        town: &TownId,
        kind: &'static str,
        after: &str,
        limit: u64,
    ) -> Result<Vec<(String, Vec<u8>)>, StoreError> {
        let (town, after) = (town.clone(), after.to_owned());
        let limit = i64::try_from(limit).unwrap_or(i64::MAX);
        self.readers
            .read(move |conn| {
                conn.prepare_cached(
                    "SELECT s.id, s.value FROM log_secret s JOIN log_town t ON t.no = s.town
                     WHERE t.name = ?1 AND s.kind = ?2 AND s.id > ?3 ORDER BY s.id LIMIT ?4",
                )
                .and_then(|mut statement| {
                    statement
                        .query_map(params![town.as_str(), kind, after, limit], |row| {
                            Ok((row.get(0)?, row.get(1)?))
                        })?
                        .collect()
                })
                .map_err(database)
            })
            .await
    }

    async fn every_secret(
        &self,
        town: &TownId,
        after: (&str, &str),
        limit: u64,
    ) -> Result<Vec<(String, String, Vec<u8>)>, StoreError> {
        let (town, kind, id) = (town.clone(), after.0.to_owned(), after.1.to_owned());
        let limit = i64::try_from(limit).unwrap_or(i64::MAX);
        self.readers
            .read(move |conn| {
                conn.prepare_cached(
                    "SELECT s.kind, s.id, s.value FROM log_secret s JOIN log_town t ON t.no = s.town
                     WHERE t.name = ?1 AND (s.kind, s.id) > (?2, ?3)
                     ORDER BY s.kind, s.id LIMIT ?4",
                )
                .and_then(|mut statement| {
                    statement
                        .query_map(params![town.as_str(), kind, id, limit], |row| {
                            Ok((row.get(0)?, row.get(1)?, row.get(2)?))
                        })?
                        .collect()
                })
                .map_err(database)
            })
            .await
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
        let (town, expected) = (town.clone(), expected.map(<[u8]>::to_vec));
        self.on_writer(move |writer| {
            let name = (secret.kind, &*secret.id);
            writer.swap_secret(&town, name, expected.as_deref(), new.as_deref())
        })
        .await
    }

    fn groups(&self) -> u64 {
        Self::groups(self)
    }

    async fn close(&self) {
        self.readers.close();
        let writer = lock(&self.requests).take();
        if let Some(writer) = writer {
            let (closed, end) = oneshot::channel();
            // Whatever comes of it, the writer has ended when the answer or its absence is here.
            let _ = writer.send(Request::Close(closed));
            let _ = end.await;
        }
    }
}
