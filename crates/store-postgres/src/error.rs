//! How this adapter's failures become the port's.

use liandong_store::StoreError;
use std::{error::Error as _, sync::Arc};
use tokio_postgres::error::SqlState;

/// What can be wrong with a database before or beside SQL; found within [`StoreError::Database`].
#[derive(Debug, Clone, thiserror::Error)]
pub enum DatabaseError {
    /// The address cannot be read.
    #[error("not an address of a PostgreSQL database")]
    Address(#[source] Fault),
    /// The schema belongs to another program.
    #[error("the schema has tables, but it is no Liandong database")]
    Foreign,
    /// Nobody has made the tables yet.
    #[error("the database is empty")]
    Empty,
    /// Texts would not survive.
    #[error("the database's encoding is {0}, it must be UTF8")]
    Encoding(String),
    /// A newer or older program has described the read models otherwise and taken over.
    #[error(
        "a node with another version of the program has taken over this database; restart this one with that version"
    )]
    Overtaken,
}

impl From<DatabaseError> for StoreError {
    fn from(error: DatabaseError) -> Self {
        Self::Database(Box::new(error))
    }
}

/// A failure of PostgreSQL or of the way to it, told to one or many callers.
#[derive(Debug, Clone, thiserror::Error)]
#[error("{text}")]
pub struct Fault {
    text: String,
    source: Arc<tokio_postgres::Error>,
}

impl From<tokio_postgres::Error> for Fault {
    fn from(error: tokio_postgres::Error) -> Self {
        // The detail may hold a row's values and stays out of the text.
        let text = match error.as_db_error() {
            Some(of) => format!("{} (SQLSTATE {})", of.message(), of.code().code()),
            None => match error.source() {
                Some(source) => format!("{error}: {source}"),
                None => error.to_string(),
            },
        };
        let source = Arc::new(error);
        Self { text, source }
    }
}

impl Fault {
    /// The transaction met another one; it may be tried again at once.
    pub(crate) fn is_collision(&self) -> bool {
        matches!(
            self.source.code(),
            Some(&SqlState::T_R_SERIALIZATION_FAILURE | &SqlState::T_R_DEADLOCK_DETECTED)
        )
    }

    /// The database or the way to it went away; it may come back.
    pub(crate) fn is_loss(&self) -> bool {
        match self.source.code() {
            Some(code) => {
                code.code().starts_with("08")
                    || matches!(
                        *code,
                        SqlState::ADMIN_SHUTDOWN
                            | SqlState::CRASH_SHUTDOWN
                            | SqlState::CANNOT_CONNECT_NOW
                            | SqlState::TOO_MANY_CONNECTIONS
                            | SqlState::IDLE_IN_TRANSACTION_SESSION_TIMEOUT
                    )
            }
            // Without a word from the database it is the way to it.
            None => true,
        }
    }

    /// Two made the same thing at the same moment.
    pub(crate) fn is_race(&self) -> bool {
        matches!(
            self.source.code(),
            Some(
                &SqlState::UNIQUE_VIOLATION
                    | &SqlState::DUPLICATE_TABLE
                    | &SqlState::DUPLICATE_OBJECT
            )
        )
    }
}

impl From<Fault> for StoreError {
    fn from(fault: Fault) -> Self {
        Self::Database(Box::new(fault))
    }
}

/// A failure of PostgreSQL as the port's.
pub(crate) fn database(error: tokio_postgres::Error) -> StoreError {
    Fault::from(error).into()
}
