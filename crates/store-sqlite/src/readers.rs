//! Connections that read, a few at a time, each on a thread where it may wait.

use crate::{Options, connection};
use liandong_store::StoreError;
use rusqlite::Connection;
use std::{
    path::PathBuf,
    sync::{Arc, Mutex, PoisonError},
};
use tokio::sync::{OwnedSemaphorePermit, Semaphore};

/// A pool of reading connections; cloned, it is the same pool.
#[derive(Clone)]
pub(crate) struct Readers {
    inner: Arc<Inner>,
    turns: Arc<Semaphore>,
}

struct Inner {
    path: PathBuf,
    options: Options,
    idle: Mutex<Vec<Connection>>,
}

impl Readers {
    pub(crate) fn new(path: PathBuf, options: Options) -> Self {
        Self {
            turns: Arc::new(Semaphore::new(options.readers.max(1))),
            inner: Arc::new(Inner {
                path,
                options,
                idle: Mutex::default(),
            }),
        }
    }

    /// Waits for a connection's turn. [`StoreError::Closed`] once the pool is closed.
    pub(crate) async fn turn(&self) -> Result<Turn, StoreError> {
        let permit = Arc::clone(&self.turns).acquire_owned().await;
        Ok(Turn {
            inner: Arc::clone(&self.inner),
            _permit: permit.map_err(|_| StoreError::Closed)?,
        })
    }

    /// Reads on a thread where it may wait.
    pub(crate) async fn read<T: Send + 'static>(
        &self,
        work: impl FnOnce(&Connection) -> Result<T, StoreError> + Send + 'static,
    ) -> Result<T, StoreError> {
        let turn = self.turn().await?;
        match tokio::task::spawn_blocking(move || turn.run(work)).await {
            Ok(result) => result,
            Err(error) => Err(StoreError::Database(Box::new(error))),
        }
    }

    /// Takes no more readers and closes the idle connections; those at work end by themselves.
    pub(crate) fn close(&self) {
        self.turns.close();
        self.inner.idle().clear();
    }
}

impl Inner {
    fn idle(&self) -> std::sync::MutexGuard<'_, Vec<Connection>> {
        self.idle.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// The right to read with one connection.
pub(crate) struct Turn {
    inner: Arc<Inner>,
    _permit: OwnedSemaphorePermit,
}

impl Turn {
    /// Reads. Call it on a thread that may wait.
    pub(crate) fn run<T>(
        &self,
        work: impl FnOnce(&Connection) -> Result<T, StoreError>,
    ) -> Result<T, StoreError> {
        let idle = self.inner.idle().pop();
        let conn = match idle {
            Some(conn) => conn,
            None => connection::open_reader(&self.inner.path, &self.inner.options)?,
        };
        let result = work(&conn);
        // A reader that failed within a transaction would see an old snapshot for ever.
        if conn.is_autocommit() && !self._permit.semaphore().is_closed() {
            self.inner.idle().push(conn);
        }
        result
    }
}
