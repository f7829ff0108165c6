//! The store: what its parts share, and how it opens and closes.

mod port;

use crate::{
    Options, connection, read,
    readers::Readers,
    tables::{self, Stale},
    writer::{self, Request, Task, Writer},
};
use liandong_domain::ids::TownId;
use liandong_store::{StoreError, Table};
use std::{
    collections::HashMap,
    path::{Path, PathBuf},
    sync::{
        Arc, Mutex, MutexGuard, PoisonError,
        atomic::{AtomicU64, Ordering},
        mpsc,
    },
    thread::JoinHandle,
};
use tokio::sync::{oneshot, watch};

/// What the writer's thread and the callers share.
pub(crate) struct Shared {
    pub(crate) tables: &'static [&'static Table],
    pub(crate) options: Options,
    pub(crate) path: PathBuf,
    /// Transactions that the writer made durable for commits.
    pub(crate) groups: AtomicU64,
    stale: Mutex<Stale>,
    watches: Mutex<HashMap<TownId, watch::Sender<u64>>>,
}

impl Shared {
    /// The sender of a town's position.
    pub(crate) fn watch(&self, town: &TownId) -> watch::Sender<u64> {
        let mut watches = lock(&self.watches);
        match watches.get(town) {
            Some(sender) => sender.clone(),
            None => watches
                .entry(town.clone())
                .or_insert(watch::Sender::new(0))
                .clone(),
        }
    }

    pub(crate) fn stale(&self) -> MutexGuard<'_, Stale> {
        lock(&self.stale)
    }
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

/// The log and the read models in one SQLite file.
pub struct SqliteStore {
    shared: Arc<Shared>,
    readers: Readers,
    /// The way to the writer; `None` once closed, and in a store opened for reading.
    requests: Mutex<Option<mpsc::Sender<Request>>>,
    thread: Mutex<Option<JoinHandle<()>>>,
    writes: bool,
}

impl SqliteStore {
    /// Opens a file for writing, and makes it when it is not there. Works on the calling thread
    /// for some milliseconds.
    ///
    /// Read models that are not described in `tables` are dropped; those whose description changed
    /// are made anew, empty: see `needs_rebuild` of the port.
    ///
    /// # Errors
    /// [`StoreError::Schema`] for a file of a newer program, [`StoreError::Misuse`] for
    /// descriptions that cannot be, else [`StoreError::Database`], with a [`crate::FileError`] when
    /// another process writes to the file or the file is another program's.
    pub fn open(
        path: impl AsRef<Path>,
        tables: &'static [&'static Table],
    ) -> Result<Arc<Self>, StoreError> {
        Self::open_with(path, tables, Options::default())
    }

    /// [`SqliteStore::open`] with other settings than the measured ones.
    ///
    /// # Errors
    /// As [`SqliteStore::open`].
    pub fn open_with(
        path: impl AsRef<Path>,
        tables: &'static [&'static Table],
        options: Options,
    ) -> Result<Arc<Self>, StoreError> {
        let path = path.as_ref();
        let lock = connection::WriterLock::take(path)?;
        let conn = connection::open_writer(path, &options)?;
        tables::adopt(&conn, tables)?;
        let shared = Self::shared(&conn, path.to_owned(), tables, options)?;
        let (sender, receiver) = mpsc::channel();
        let (started, start) = mpsc::sync_channel(1);
        let of_thread = Arc::clone(&shared);
        let thread = std::thread::Builder::new()
            .name("store-writer".to_owned())
            .spawn(move || writer::run(conn, of_thread, &receiver, &started, lock))
            .map_err(|error| StoreError::Database(Box::new(error)))?;
        start.recv().map_err(|_| StoreError::Closed)??;
        Ok(Arc::new(Self::new(shared, Some((sender, thread)))))
    }

    /// Opens a file that another process may be writing to, to read, verify and check it. What
    /// would write is refused as a misuse; the port's `watch` does not move.
    ///
    /// # Errors
    /// As [`SqliteStore::open`]; also when the file is not there, or of an older schema that only
    /// a writer can bring up to date.
    pub fn open_read_only(
        path: impl AsRef<Path>,
        tables: &'static [&'static Table],
    ) -> Result<Arc<Self>, StoreError> {
        let path = path.as_ref();
        let options = Options::default();
        let conn = connection::open_reader(path, &options)?;
        let shared = Self::shared(&conn, path.to_owned(), tables, options)?;
        Ok(Arc::new(Self::new(shared, None)))
    }

    /// Transactions that were made durable for commits since the store was opened: with the number
    /// of commits, the mean size of a group.
    #[must_use]
    pub fn groups(&self) -> u64 {
        self.shared.groups.load(Ordering::Relaxed)
    }

    fn shared(
        conn: &rusqlite::Connection,
        path: PathBuf,
        tables: &'static [&'static Table],
        options: Options,
    ) -> Result<Arc<Shared>, StoreError> {
        let mut watches = HashMap::new();
        for town in read::towns(conn)? {
            let head = read::town(conn, &town)?.map_or(0, |(_, head)| head.position);
            watches.insert(town, watch::Sender::new(head));
        }
        Ok(Arc::new(Shared {
            stale: Mutex::new(tables::stale(conn, tables)?),
            watches: Mutex::new(watches),
            groups: AtomicU64::new(0),
            tables,
            options,
            path,
        }))
    }

    fn new(shared: Arc<Shared>, writer: Option<(mpsc::Sender<Request>, JoinHandle<()>)>) -> Self {
        let readers = Readers::new(shared.path.clone(), shared.options.clone());
        let writes = writer.is_some();
        let (requests, thread) = writer.unzip();
        Self {
            shared,
            readers,
            requests: Mutex::new(requests),
            thread: Mutex::new(thread),
            writes,
        }
    }

    /// Asks the writer; [`StoreError::Closed`] when it has ended.
    fn ask(&self, request: Request) -> Result<(), StoreError> {
        match &*lock(&self.requests) {
            Some(sender) => sender.send(request).map_err(|_| StoreError::Closed),
            None if self.writes => Err(StoreError::Closed),
            None => Err(StoreError::read_only()),
        }
    }

    /// Has the writer do something between two groups, and waits for what comes of it.
    async fn on_writer<T: Send + 'static>(
        &self,
        work: impl FnOnce(&mut Writer<'_>) -> Result<T, StoreError> + Send + 'static,
    ) -> Result<T, StoreError> {
        let (reply, answer) = oneshot::channel();
        let task: Task = Box::new(move |writer| {
            let _ = reply.send(work(writer));
        });
        self.ask(Request::Task(task))?;
        answer.await.map_err(|_| StoreError::Closed)?
    }
}

impl Drop for SqliteStore {
    /// Waits for the writer, so that the file can be opened again at once.
    fn drop(&mut self) {
        self.readers.close();
        drop(lock(&self.requests).take());
        if let Some(thread) = lock(&self.thread).take() {
            let _ = thread.join();
        }
    }
}
