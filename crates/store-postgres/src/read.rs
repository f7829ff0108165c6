//! What readers ask of a connection.

use crate::{
    codec::{Arg, EVENT_COLUMNS, event, hash, signed},
    connection::Ask,
    tables::get,
};
use liandong_domain::ids::TownId;
use liandong_store::{CommandKey, Head, Receipt, StoreError, StoredEvent, StreamName};
use tokio_postgres::Row;

/// Events that are read at once during long work.
const PAGE: u64 = 2_000;

/// The end of a town's log; `None` for a town that has written nothing.
pub(crate) async fn head(client: &impl Ask, of: &TownId) -> Result<Option<Head>, StoreError> {
    let sql = "SELECT position, hash FROM log_town WHERE town = $1";
    let rows = client.ask(sql, &[&of.as_str()]).await?;
    rows.first().map(|row| head_in(row, of)).transpose()
}

/// Position and hash of a row that begins with them.
pub(crate) fn head_in(row: &Row, of: &TownId) -> Result<Head, StoreError> {
    let position = u64::try_from(get::<i64>(row, 0)?).unwrap_or_default();
    let hash = hash(row, 1).ok_or_else(|| StoreError::Corrupt {
        town: of.clone(),
        position,
        stream: "?".to_owned(),
        version: 0,
        problem: "the hash written down for the end of the log is none".to_owned(),
    })?;
    Ok(Head { position, hash })
}

/// The towns with a log, sorted.
pub(crate) async fn towns(client: &impl Ask) -> Result<Vec<TownId>, StoreError> {
    let sql = "SELECT town FROM log_town WHERE position > 0 ORDER BY town";
    let rows = client.ask(sql, &[]).await?;
    let town = |row: &Row| {
        TownId::new(get::<String>(row, 0)?).map_err(|error| StoreError::Database(Box::new(error)))
    };
    rows.iter().map(town).collect()
}

/// The columns that [`receipt_in`] reads, with the key last, of those of many commands that happened.
/// Key by key, each by its index: as a plain join, a database without statistics of a young town reads
/// the whole log, and that under the lock of its head.
pub(crate) const RECEIPTS: &str =
    "SELECT c.first, c.last, e.version, e.stream, c.fingerprint, c.key
     FROM unnest($2::text[]) AS asked (key)
     CROSS JOIN LATERAL (SELECT first, last, fingerprint, key FROM log_command
       WHERE town = $1 AND key = asked.key LIMIT 1) AS c
     CROSS JOIN LATERAL (SELECT version, stream FROM log_event
       WHERE town = $1 AND position = c.last LIMIT 1) AS e";

/// The receipt of a command that happened before, with its fingerprint.
pub(crate) fn receipt_in(row: &Row) -> Result<(Receipt, [u8; 32]), StoreError> {
    let whole = |at| get::<i64>(row, at).map(i64::cast_unsigned);
    let receipt = Receipt {
        first: whole(0)?,
        last: whole(1)?,
        version: whole(2)?,
        stream: StreamName::new(get::<&str>(row, 3)?),
        replayed: true,
    };
    let fingerprint =
        hash(row, 4).ok_or_else(|| StoreError::Database("a fingerprint is none".into()))?;
    Ok((receipt, fingerprint))
}

/// The receipt of a command that happened, with its fingerprint.
pub(crate) async fn receipt(
    client: &impl Ask,
    of: &TownId,
    key: &CommandKey,
) -> Result<Option<(Receipt, [u8; 32])>, StoreError> {
    let keys = [key.as_str()];
    let rows = client.ask(RECEIPTS, &[&of.as_str(), &&keys[..]]).await?;
    rows.first().map(receipt_in).transpose()
}

/// The events of a stream after a version.
pub(crate) async fn stream(
    client: &impl Ask,
    of: &TownId,
    stream: &StreamName,
    after: u64,
) -> Result<Vec<StoredEvent>, StoreError> {
    let sql = format!(
        "SELECT {EVENT_COLUMNS} FROM log_event
         WHERE town = $1 AND stream = $2 AND version > $3 ORDER BY version"
    );
    let args: [Arg<'_>; 3] = [&of.as_str(), &stream.as_str(), &signed(after)];
    let rows = client.ask(&sql, &args).await?;
    let mut events = Vec::with_capacity(rows.len());
    for (row, version) in rows.iter().zip(after + 1..) {
        let event = event(row, of)?;
        if event.version != version {
            let problem = format!("version {version} of the stream is missing before it");
            return Err(StoreError::corrupt(&event, problem));
        }
        events.push(event);
    }
    Ok(events)
}

/// The events of a town after a position, without a gap, `limit` at the most.
pub(crate) async fn log(
    client: &impl Ask,
    of: &TownId,
    after: u64,
    limit: u64,
) -> Result<Vec<StoredEvent>, StoreError> {
    let sql = format!(
        "SELECT {EVENT_COLUMNS} FROM log_event
         WHERE town = $1 AND position > $2 ORDER BY position LIMIT $3"
    );
    let args: [Arg<'_>; 3] = [&of.as_str(), &signed(after), &signed(limit)];
    let rows = client.ask(&sql, &args).await?;
    let mut events = Vec::with_capacity(rows.len());
    for (row, position) in rows.iter().zip(after.saturating_add(1)..) {
        let event = event(row, of)?;
        if event.position != position {
            return Err(StoreError::missing(of, position));
        }
        events.push(event);
    }
    Ok(events)
}

/// A town's whole log, page by page, within the transaction in hand.
pub(crate) struct Pages<'c, C> {
    client: &'c C,
    of: &'c TownId,
    after: u64,
}

impl<'c, C: Ask> Pages<'c, C> {
    pub(crate) const fn new(client: &'c C, of: &'c TownId) -> Self {
        let after = 0;
        Self { client, of, after }
    }

    /// The next events; empty at the end.
    pub(crate) async fn next(&mut self) -> Result<Vec<StoredEvent>, StoreError> {
        let page = log(self.client, self.of, self.after, PAGE).await?;
        self.after += page.len() as u64;
        Ok(page)
    }
}
