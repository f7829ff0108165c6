//! One commit within the transaction in hand.

use super::Writer;
use crate::{codec::event_id, read};
use liandong_domain::ids::TownId;
use liandong_store::{
    Commit, Head, Receipt, RowChange, Secret, StreamName, chain,
    job::{Job, Outcome},
};
use lru::LruCache;
use rusqlite::{Result as Sql, params};
use std::{collections::HashMap, num::NonZeroUsize};
use tokio::sync::watch;

/// What the writer remembers of a town.
pub(super) struct Town {
    pub(super) no: i64,
    pub(super) head: Head,
    /// Whether the file's head is behind the one here.
    pub(super) moved: bool,
    pub(super) watch: watch::Sender<u64>,
    versions: LruCache<StreamName, u64>,
}

/// What the writer remembers.
pub(super) struct Towns {
    pub(super) known: HashMap<TownId, Town>,
    streams: NonZeroUsize,
}

impl Towns {
    pub(super) fn new(streams: usize) -> Self {
        Self {
            known: HashMap::new(),
            streams: NonZeroUsize::new(streams).unwrap_or(NonZeroUsize::MIN),
        }
    }
}

impl Writer<'_> {
    /// Writes one commit, or refuses it without having written anything. An error of SQLite is
    /// the whole transaction's end.
    pub(super) fn apply(&mut self, job: &Job) -> Sql<Outcome> {
        let Commit {
            town: id,
            stream,
            expected,
            key,
            fingerprint,
            events,
            ..
        } = &job.commit;
        self.meet(id)?;
        let Some(town) = self.towns.known.get_mut(id) else {
            unreachable!("met above")
        };
        let actual = match town.versions.get(stream) {
            Some(version) => *version,
            None => {
                let version = read::version(self.conn, town.no, stream)?;
                town.versions.put(stream.clone(), version);
                version
            }
        };
        if actual != *expected {
            let earlier = read::receipt(self.conn, town.no, key)?;
            let conflict = || Err(job.conflict(actual));
            return Ok(earlier.map_or_else(conflict, |one| job.replay(&one)));
        }
        let first = town.head.position + 1;
        let last = town.head.position + events.len() as u64;
        if let Some(taken) = self.statements.taken(&job.commit.rows, &job.tables)? {
            let earlier = read::receipt(self.conn, town.no, key)?;
            return Ok(earlier.map_or(Err(taken), |one| job.replay(&one)));
        }
        let fresh = self.statements.command.execute(params![
            town.no,
            key.as_str(),
            fingerprint.as_slice(),
            first.cast_signed(),
            last.cast_signed(),
        ])?;
        if fresh == 0 {
            let earlier = read::receipt(self.conn, town.no, key)?;
            let conflict = || Err(job.conflict(actual));
            return Ok(earlier.map_or_else(conflict, |one| job.replay(&one)));
        }
        let version = actual + events.len() as u64;
        if let Some(known) = town.versions.get_mut(stream) {
            *known = version;
        }
        town.moved = true;
        self.append(job)?;
        self.change_rows(job)?;
        self.put_secrets(id, &job.commit.secrets)?;
        Ok(Ok(Receipt {
            first,
            last,
            version,
            stream: stream.clone(),
            replayed: false,
        }))
    }

    fn append(&mut self, job: &Job) -> Sql<()> {
        let commit = &job.commit;
        let Some(town) = self.towns.known.get_mut(&commit.town) else {
            unreachable!("met by `apply`")
        };
        let statement = &mut self.statements.event;
        let mut version = commit.expected;
        for (event, digest) in commit.events.iter().zip(&job.digests) {
            version += 1;
            town.head.position += 1;
            town.head.hash = chain::link(&town.head.hash, town.head.position, digest);
            statement.raw_bind_parameter(1, event_id(town.no, town.head.position))?;
            statement.raw_bind_parameter(2, town.no)?;
            statement.raw_bind_parameter(3, commit.stream.as_str())?;
            statement.raw_bind_parameter(4, version.cast_signed())?;
            statement.raw_bind_parameter(5, &*event.kind)?;
            statement.raw_bind_parameter(6, event.schema)?;
            statement.raw_bind_parameter(7, event.occurred_at.0)?;
            statement.raw_bind_parameter(8, event.recorded_at.0)?;
            statement.raw_bind_parameter(9, event.late)?;
            statement.raw_bind_parameter(10, commit.actor.account.as_str())?;
            statement.raw_bind_parameter(11, commit.actor.role.as_str())?;
            statement.raw_bind_parameter(12, commit.key.as_str())?;
            statement.raw_bind_parameter(13, &*event.payload)?;
            statement.raw_bind_parameter(14, town.head.hash.as_slice())?;
            statement.raw_execute()?;
        }
        Ok(())
    }

    fn change_rows(&mut self, job: &Job) -> Sql<()> {
        for (change, &table) in job.commit.rows.iter().zip(&job.tables) {
            match change {
                RowChange::Upsert(_, row) | RowChange::Insert(_, row) => {
                    self.statements.upsert(table, row)?;
                }
                RowChange::Delete(_, key) => self.statements.delete(table, key)?,
            }
        }
        Ok(())
    }

    /// Writes secrets of a town that was met.
    pub(super) fn put_secrets(&mut self, id: &TownId, secrets: &[Secret]) -> Sql<()> {
        let no = self.towns.known.get(id).map(|town| town.no);
        for secret in secrets {
            let Secret { kind, id, value } = secret;
            self.statements
                .secret
                .execute(params![no, kind, &**id, value.as_slice()])?;
        }
        Ok(())
    }

    /// Sees to it that a town is remembered, and in the file.
    pub(super) fn meet(&mut self, id: &TownId) -> Sql<()> {
        if self.towns.known.contains_key(id) {
            return Ok(());
        }
        self.conn
            .prepare_cached(
                "INSERT INTO log_town (name, position, hash) VALUES (?1, 0, zeroblob(32))
                 ON CONFLICT (name) DO NOTHING",
            )?
            .execute([id.as_str()])?;
        let town = self
            .conn
            .prepare_cached("SELECT no, position, hash FROM log_town WHERE name = ?1")?
            .query_row([id.as_str()], |row| {
                Ok(Town {
                    no: row.get(0)?,
                    head: Head {
                        position: row.get::<_, i64>(1)?.cast_unsigned(),
                        hash: row.get(2)?,
                    },
                    moved: false,
                    watch: self.shared.watch(id),
                    versions: LruCache::sparse(self.towns.streams),
                })
            })?;
        self.towns.known.insert(id.clone(), town);
        Ok(())
    }
}
