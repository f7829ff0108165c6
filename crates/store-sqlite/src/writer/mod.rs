//! The one writer: a thread of its own that takes what waits, writes it in one transaction, makes
//! it durable with one `fsync`, and then answers all.
//!
//! Invariant: nothing is answered before the transaction that holds it has been committed under
//! `synchronous = FULL`. What the writer remembers (heads, versions) is what the transaction in
//! hand says; when a transaction fails, all of it is forgotten and read again.

mod apply;
mod group;
mod secrets;
mod statements;

pub(crate) use statements::execute;

use crate::{
    connection::{self, WriterLock},
    error::database,
    store::Shared,
};
use apply::Towns;
use liandong_store::{Receipt, StoreError, job::Job};
use rusqlite::Connection;
use statements::Statements;
use std::sync::{Arc, mpsc};
use tokio::sync::oneshot;

/// What a caller is answered: one result per commit, in order.
pub(crate) type Results = Vec<Result<Receipt, StoreError>>;

/// Other work that only the writer may do, between two groups.
pub(crate) type Task = Box<dyn FnOnce(&mut Writer<'_>) + Send>;

/// What the writer is asked.
pub(crate) enum Request {
    /// Write these commits.
    Commit(Vec<Job>, oneshot::Sender<Results>),
    /// Do this between two groups.
    Task(Task),
    /// End, after all that was asked before.
    Close(oneshot::Sender<()>),
}

/// The writer's state, all of it on its thread.
pub(crate) struct Writer<'c> {
    pub(crate) conn: &'c Connection,
    pub(crate) shared: Arc<Shared>,
    statements: Statements<'c>,
    towns: Towns,
}

impl Writer<'_> {
    /// Forgets what was remembered, because it may not be what the file says.
    pub(crate) fn forget(&mut self) {
        self.towns = Towns::new(self.shared.options.remembered_streams);
    }
}

/// The writer's thread: ends when asked to, or when nobody is left to ask.
pub(crate) fn run(
    conn: Connection,
    shared: Arc<Shared>,
    requests: &mpsc::Receiver<Request>,
    started: &mpsc::SyncSender<Result<(), StoreError>>,
    lock: WriterLock,
) {
    let statements = match Statements::prepare(&conn, shared.tables) {
        Ok(statements) => statements,
        Err(error) => {
            let _ = started.send(Err(database(error)));
            return;
        }
    };
    let mut writer = Writer {
        conn: &conn,
        towns: Towns::new(shared.options.remembered_streams),
        statements,
        shared,
    };
    let _ = started.send(Ok(()));
    let closing = serve(&mut writer, requests);
    drop(writer);
    // Leaves one whole file behind; when a reader is in the way, the log stays beside it.
    match connection::fold_log(&conn) {
        Ok(true) => {}
        Ok(false) => tracing::info!("a reader kept the write-ahead log beside the database"),
        Err(error) => tracing::warn!(%error, "the write-ahead log was not folded in at closing"),
    }
    drop(conn);
    drop(lock);
    if let Some(closed) = closing {
        let _ = closed.send(());
    }
}

fn serve(
    writer: &mut Writer<'_>,
    requests: &mpsc::Receiver<Request>,
) -> Option<oneshot::Sender<()>> {
    let mut group = Vec::new();
    while let Ok(request) = requests.recv() {
        let mut waiting = Some(request);
        let mut commits = 0;
        let mut other = None;
        while let Some(request) = waiting {
            match request {
                Request::Commit(jobs, reply) => {
                    commits += jobs.len();
                    group.push((jobs, reply));
                }
                request => {
                    other = Some(request);
                    break;
                }
            }
            if commits >= writer.shared.options.group {
                break;
            }
            waiting = requests.try_recv().ok();
        }
        if !group.is_empty() {
            writer.write(std::mem::take(&mut group));
        }
        match other {
            Some(Request::Task(task)) => task(writer),
            Some(Request::Close(closed)) => return Some(closed),
            Some(Request::Commit(..)) | None => {}
        }
    }
    None
}
