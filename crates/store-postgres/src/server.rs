//! What a PostgreSQL server says of itself, for whoever looks after it.

use crate::{
    connection::{Ask, Target, Use},
    tables::get,
};
use liandong_store::StoreError;

/// A server, as a connection of ours finds it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Server {
    /// Its version, `15.18`.
    pub version: String,
    /// The version as a number, `150018`.
    pub number: i64,
    /// The encoding of the database; what is not `UTF8` cannot keep Chinese text.
    pub encoding: String,
    /// Whether it waits for the disk at all.
    pub fsync: bool,
    /// When a commit is answered, as it is set for our role: `on`, `off`, `local`, `remote_apply` …
    pub synchronous_commit: String,
    /// Whether it follows another server and can only be read.
    pub standby: bool,
    /// Connections that it takes at the most.
    pub connections: i64,
}

const ASKED: &str = "SELECT current_setting('server_version'),
    current_setting('server_version_num')::bigint,
    (SELECT pg_encoding_to_char(encoding)::text FROM pg_database WHERE datname = current_database()),
    current_setting('fsync') = 'on', current_setting('synchronous_commit'), pg_is_in_recovery(),
    current_setting('max_connections')::bigint";

impl Server {
    /// Asks the server at an address. Nothing is changed, and nothing of ours has to be there.
    ///
    /// # Errors
    /// [`StoreError::Database`] when it is not reached.
    pub async fn ask(url: &str) -> Result<Self, StoreError> {
        let conn = Target::parse(url)?.open(Use::Read, |_| {}).await?;
        let rows = conn.ask(ASKED, &[]).await?;
        let row = rows.first().ok_or(StoreError::Closed)?;
        Ok(Self {
            // Debian's has words of the package behind it.
            version: get::<String>(row, 0)?
                .split(' ')
                .next()
                .unwrap_or_default()
                .to_owned(),
            number: get(row, 1)?,
            encoding: get(row, 2)?,
            fsync: get(row, 3)?,
            synchronous_commit: get(row, 4)?,
            standby: get(row, 5)?,
            connections: get(row, 6)?,
        })
    }
}
