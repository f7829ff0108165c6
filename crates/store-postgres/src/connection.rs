//! One connection: how it is made, what holds on it, and its prepared statements.

use crate::{
    codec::Arg,
    error::{DatabaseError, Fault, database},
};
use liandong_store::StoreError;
use std::{
    collections::HashMap,
    sync::{Mutex, PoisonError},
    time::Duration,
};
use tokio_postgres::{
    AsyncMessage, Client, Config, Connection, NoTls, Row, Socket, Statement, Transaction,
    tls::NoTlsStream,
};

/// What a connection is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Use {
    Read,
    Write,
    /// Listens, looks and rings: see `bell`.
    Bell,
}

/// Where the database is.
#[derive(Clone)]
pub(crate) struct Target {
    config: Config,
}

impl Target {
    /// Reads an address: `postgres://user@host:port/database`, or the driver's other forms.
    pub(crate) fn parse(url: &str) -> Result<Self, StoreError> {
        let mut config: Config = url
            .parse()
            .map_err(|error| DatabaseError::Address(Fault::from(error)))?;
        if config.get_connect_timeout().is_none() {
            config.connect_timeout(Duration::from_secs(10));
        }
        // A node that vanished must not keep its locks until the system gives up on it by itself.
        config.keepalives_idle(Duration::from_secs(30));
        if config.get_application_name().is_none() {
            config.application_name("liandong");
        }
        Ok(Self { config })
    }

    /// Connects. What the database says beside its answers goes to `hear`.
    pub(crate) async fn open(
        &self,
        what: Use,
        hear: impl FnMut(AsyncMessage) + Send + 'static,
    ) -> Result<Conn, Fault> {
        let (client, wire) = self.config.connect(NoTls).await?;
        tokio::spawn(carry(wire, hear));
        client.batch_execute(settings(what)).await?;
        Ok(Conn {
            client,
            statements: Mutex::default(),
        })
    }
}

/// What an operator may have set otherwise for the role or the database.
const fn settings(what: Use) -> &'static str {
    match what {
        Use::Read => "SET default_transaction_read_only = on",
        // An acknowledged command is on disk; a node that hangs amid a transaction must not hold
        // its town for long.
        Use::Write => {
            "SELECT set_config('synchronous_commit', 'on', false)
             WHERE current_setting('synchronous_commit', true) = 'off';
             SET idle_in_transaction_session_timeout = '15s'"
        }
        // What a crash makes lost here, looking makes up for.
        Use::Bell => "SET synchronous_commit = off",
    }
}

/// Moves bytes until the client is dropped or the database is gone.
async fn carry(
    mut wire: Connection<Socket, NoTlsStream>,
    mut hear: impl FnMut(AsyncMessage) + Send + 'static,
) {
    loop {
        match std::future::poll_fn(|context| wire.poll_message(context)).await {
            Some(Ok(message)) => hear(message),
            Some(Err(error)) => {
                tracing::debug!(error = %Fault::from(error), "a connection to PostgreSQL ended");
                return;
            }
            None => return,
        }
    }
}

/// A connection with the statements that were prepared on it.
pub(crate) struct Conn {
    pub(crate) client: Client,
    statements: Mutex<HashMap<Box<str>, Statement>>,
}

impl Conn {
    /// A prepared statement; the same text is prepared once.
    pub(crate) async fn prepare(&self, sql: &str) -> Result<Statement, tokio_postgres::Error> {
        if let Some(statement) = self.known().get(sql) {
            return Ok(statement.clone());
        }
        let statement = self.client.prepare(sql).await?;
        self.known().insert(sql.into(), statement.clone());
        Ok(statement)
    }

    fn known(&self) -> std::sync::MutexGuard<'_, HashMap<Box<str>, Statement>> {
        self.statements
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
    }
}

/// Asks a connection or a transaction on one.
pub(crate) trait Ask: Sync {
    /// The rows that a statement gives.
    fn ask(
        &self,
        sql: &str,
        args: &[Arg<'_>],
    ) -> impl Future<Output = Result<Vec<Row>, StoreError>> + Send;

    /// A prepared statement.
    fn prepared(
        &self,
        sql: &str,
    ) -> impl Future<Output = Result<Statement, tokio_postgres::Error>> + Send;
}

impl Ask for Conn {
    async fn ask(&self, sql: &str, args: &[Arg<'_>]) -> Result<Vec<Row>, StoreError> {
        let statement = self.prepare(sql).await.map_err(database)?;
        let rows = self.client.query(&statement, args).await;
        rows.map_err(database)
    }

    async fn prepared(&self, sql: &str) -> Result<Statement, tokio_postgres::Error> {
        self.prepare(sql).await
    }
}

impl Ask for Transaction<'_> {
    async fn ask(&self, sql: &str, args: &[Arg<'_>]) -> Result<Vec<Row>, StoreError> {
        self.query(sql, args).await.map_err(database)
    }

    async fn prepared(&self, sql: &str) -> Result<Statement, tokio_postgres::Error> {
        self.prepare(sql).await
    }
}
