//! Connections of one use, a few at a time.

use crate::{
    connection::{Conn, Target, Use},
    error::Fault,
};
use liandong_store::StoreError;
use std::{
    ops::{Deref, DerefMut},
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};
use tokio::sync::{OwnedSemaphorePermit, Semaphore};

/// A pool; cloned, it is the same pool.
#[derive(Clone)]
pub(crate) struct Pool {
    inner: Arc<Inner>,
    turns: Arc<Semaphore>,
}

struct Inner {
    target: Target,
    what: Use,
    idle: Mutex<Vec<Conn>>,
}

impl Pool {
    pub(crate) fn new(target: Target, what: Use, connections: usize) -> Self {
        Self {
            turns: Arc::new(Semaphore::new(connections.max(1))),
            inner: Arc::new(Inner {
                target,
                what,
                idle: Mutex::default(),
            }),
        }
    }

    /// Waits for a connection's turn. [`StoreError::Closed`] once the pool is closed.
    pub(crate) async fn turn(&self) -> Result<Turn, StoreError> {
        self.connected_turn().await?.ok_or(StoreError::Closed)
    }

    /// As [`Pool::turn`], and tells a failure of the database from a closed pool, which is `None`.
    pub(crate) async fn connected_turn(&self) -> Result<Option<Turn>, Fault> {
        match Arc::clone(&self.turns).acquire_owned().await {
            Ok(permit) => self.connected(permit).await.map(Some),
            Err(_) => Ok(None),
        }
    }

    async fn connected(&self, permit: OwnedSemaphorePermit) -> Result<Turn, Fault> {
        let idle = {
            let mut idle = self.inner.idle();
            idle.retain(|conn| !conn.client.is_closed());
            idle.pop()
        };
        let conn = match idle {
            Some(conn) => conn,
            None => self.inner.target.open(self.inner.what, |_| {}).await?,
        };
        Ok(Turn {
            conn: Some(conn),
            pool: self.clone(),
            _permit: permit,
        })
    }

    /// Hands out no more connections and closes the idle ones; those at work end by themselves.
    pub(crate) fn close(&self) {
        self.turns.close();
        self.inner.idle().clear();
    }
}

impl Inner {
    fn idle(&self) -> MutexGuard<'_, Vec<Conn>> {
        self.idle.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// The right to use one connection.
pub(crate) struct Turn {
    /// There until the end.
    conn: Option<Conn>,
    pool: Pool,
    _permit: OwnedSemaphorePermit,
}

impl Turn {
    /// Closes the connection instead of giving it back: nobody knows what state it is in.
    pub(crate) fn spoil(mut self) {
        self.conn = None;
    }
}

impl Deref for Turn {
    type Target = Conn;

    fn deref(&self) -> &Conn {
        match &self.conn {
            Some(conn) => conn,
            None => unreachable!("taken only at the end"),
        }
    }
}

impl DerefMut for Turn {
    fn deref_mut(&mut self) -> &mut Conn {
        match &mut self.conn {
            Some(conn) => conn,
            None => unreachable!("taken only at the end"),
        }
    }
}

impl Drop for Turn {
    fn drop(&mut self) {
        if let Some(conn) = self.conn.take()
            && !conn.client.is_closed()
            && !self.pool.turns.is_closed()
        {
            self.pool.inner.idle().push(conn);
        }
    }
}
