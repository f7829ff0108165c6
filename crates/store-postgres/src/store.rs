//! The store: what its parts share, and how it opens and closes.

mod port;

use crate::{
    Options, bell,
    bell::Rope,
    connection::{Conn, Target, Use},
    pool::Pool,
    read, schema,
    tables::{self, Stale},
    writer::{self, Request, Results},
};
use liandong_domain::ids::TownId;
use liandong_store::{StoreError, Table, job::Job};
use std::{
    collections::HashMap,
    sync::{
        Arc, Mutex, MutexGuard, PoisonError,
        atomic::{AtomicU64, Ordering},
    },
};
use tokio::{
    sync::{mpsc, oneshot, watch},
    task::JoinHandle,
};

/// What the writers, the bell and the callers share.
pub(crate) struct Shared {
    pub(crate) tables: &'static [&'static Table],
    pub(crate) layout: Vec<u8>,
    pub(crate) options: Options,
    pub(crate) writers: Pool,
    pub(crate) rope: Arc<Rope>,
    /// Transactions that were made durable for commits.
    pub(crate) groups: AtomicU64,
    stale: Mutex<Stale>,
    watches: Mutex<HashMap<TownId, watch::Sender<u64>>>,
}

impl Shared {
    /// Tells those who watch that a town's log has come to a position, whoever wrote it.
    pub(crate) fn moved(&self, town: &TownId, position: u64) {
        self.watch(town).send_if_modified(|known| {
            let further = position > *known;
            if further {
                *known = position;
            }
            further
        });
    }

    fn watch(&self, town: &TownId) -> watch::Sender<u64> {
        let mut watches = lock(&self.watches);
        match watches.get(town) {
            Some(sender) => sender.clone(),
            None => watches
                .entry(town.clone())
                .or_insert(watch::Sender::new(0))
                .clone(),
        }
    }

    pub(crate) fn is_stale(&self, town: &TownId, table: &Table) -> bool {
        lock(&self.stale).contains(&(town.clone(), table.name))
    }

    pub(crate) fn unmark(&self, town: &TownId, table: &Table) {
        lock(&self.stale).remove(&(town.clone(), table.name));
    }
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

/// The way to the writers, a task a town.
#[derive(Default)]
struct Writers {
    towns: HashMap<TownId, (mpsc::UnboundedSender<Request>, JoinHandle<()>)>,
    closed: bool,
}

/// The log and the read models in a PostgreSQL database, written by any number of nodes.
pub struct PostgresStore {
    shared: Arc<Shared>,
    readers: Pool,
    /// `None` in a store opened for reading.
    writers: Option<Mutex<Writers>>,
    bell: Mutex<Option<JoinHandle<()>>>,
}

impl PostgresStore {
    /// Opens a database for writing beside other nodes, and makes its tables when they are not there.
    /// The address is the driver's, `postgres://user:password@host:port/database`.
    ///
    /// Read models that are not described in `tables` are dropped; those whose description changed
    /// are made anew, empty: see `needs_rebuild` of the port. Nodes that run with other descriptions
    /// write no more from then on.
    ///
    /// # Errors
    /// [`StoreError::Schema`] for a database of a newer program, [`StoreError::Misuse`] for
    /// descriptions that cannot be, else [`StoreError::Database`] with a [`crate::Fault`] or a
    /// [`crate::DatabaseError`].
    pub async fn open(
        url: &str,
        tables: &'static [&'static Table],
    ) -> Result<Arc<Self>, StoreError> {
        Self::open_with(url, tables, Options::default()).await
    }

    /// [`PostgresStore::open`] with other settings.
    ///
    /// # Errors
    /// As [`PostgresStore::open`].
    pub async fn open_with(
        url: &str,
        tables: &'static [&'static Table],
        options: Options,
    ) -> Result<Arc<Self>, StoreError> {
        let target = Target::parse(url)?;
        let mut conn = target.open(Use::Write, |_| {}).await?;
        schema::migrate(&conn).await?;
        tables::adopt(&mut conn, tables).await?;
        durable(&conn).await;
        let store = Self::of(target.clone(), &conn, tables, options.clone(), true).await?;
        let watching = bell::run(target, Arc::downgrade(&store.shared), options);
        *lock(&store.bell) = Some(tokio::spawn(watching));
        Ok(Arc::new(store))
    }

    /// Opens a database that others may be writing to, to read, verify and check it. What would
    /// write is refused as a misuse; the port's `watch` does not move. A standby will do.
    ///
    /// # Errors
    /// As [`PostgresStore::open`]; also when the tables are not there, or of an older schema that
    /// only a writer can bring up to date.
    pub async fn open_read_only(
        url: &str,
        tables: &'static [&'static Table],
    ) -> Result<Arc<Self>, StoreError> {
        let target = Target::parse(url)?;
        let conn = target.open(Use::Read, |_| {}).await?;
        liandong_store::sql::check_tables(tables)?;
        schema::check(&conn).await?;
        let store = Self::of(target.clone(), &conn, tables, Options::default(), false).await?;
        Ok(Arc::new(store))
    }

    /// Transactions that were made durable for commits since the store was opened: with the number
    /// of commits, the mean size of a group.
    #[must_use]
    pub fn groups(&self) -> u64 {
        self.shared.groups.load(Ordering::Relaxed)
    }

    async fn of(
        target: Target,
        conn: &Conn,
        tables: &'static [&'static Table],
        options: Options,
        writes: bool,
    ) -> Result<Self, StoreError> {
        let shared = Arc::new(Shared {
            stale: Mutex::new(tables::stale(conn, tables).await?),
            watches: Mutex::default(),
            groups: AtomicU64::new(0),
            layout: tables::layout(tables),
            tables,
            writers: Pool::new(target.clone(), Use::Write, options.writers),
            rope: Arc::default(),
            options: options.clone(),
        });
        for town in read::towns(conn).await? {
            let head = read::head(conn, &town).await?.unwrap_or_default();
            shared.moved(&town, head.position);
        }
        Ok(Self {
            readers: Pool::new(target, Use::Read, options.readers),
            writers: writes.then(Mutex::default),
            bell: Mutex::default(),
            shared,
        })
    }

    /// Asks a town's writer.
    fn ask(&self, town: &TownId, jobs: Vec<Job>) -> Result<oneshot::Receiver<Results>, StoreError> {
        let writers = self.writers.as_ref().ok_or_else(StoreError::read_only)?;
        let mut writers = lock(writers);
        if writers.closed {
            return Err(StoreError::Closed);
        }
        let (reply, answer) = oneshot::channel();
        let mut request = Request { jobs, reply };
        if let Some((sender, _)) = writers.towns.get(town) {
            match sender.send(request) {
                Ok(()) => return Ok(answer),
                // It panicked on an earlier request.
                Err(mpsc::error::SendError(back)) => request = back,
            }
        }
        let (sender, requests) = mpsc::unbounded_channel();
        // The other end is in the line below.
        let _ = sender.send(request);
        let task = writer::run(Arc::clone(&self.shared), town.clone(), requests);
        let task = tokio::spawn(task);
        writers.towns.insert(town.clone(), (sender, task));
        Ok(answer)
    }

    /// Takes no more work, and gives back what is still at work.
    fn shut(&self) -> Vec<JoinHandle<()>> {
        self.readers.close();
        let mut tasks = Vec::new();
        if let Some(writers) = &self.writers {
            let mut writers = lock(writers);
            writers.closed = true;
            tasks.extend(writers.towns.drain().map(|(_, (_, task))| task));
        }
        if let Some(bell) = lock(&self.bell).take() {
            bell.abort();
        }
        tasks
    }
}

impl Drop for PostgresStore {
    /// Writers end by themselves when what was asked of them is durable.
    fn drop(&mut self) {
        drop(self.shut());
    }
}

/// A database that does not wait for the disk loses acknowledged commands in a power cut: its
/// operator is told.
async fn durable(conn: &Conn) {
    let found = conn.client.query_one("SHOW fsync", &[]).await;
    let fsync: Option<String> = found.ok().and_then(|row| row.try_get(0).ok());
    if fsync.as_deref() == Some("off") {
        tracing::warn!("PostgreSQL runs with fsync = off: a power cut loses acknowledged commands");
    }
}
