//! The lines of an archive's files: JSON, one an event, a command, a value.

use super::ArchiveError;
use liandong_domain::{
    ids::{AccountId, TownId},
    roles::Role,
    time::Timestamp,
};
use liandong_store::{Actor, CommandKey, NewEvent, StoredEvent, StreamName};
use serde::{Deserialize, Serialize, de::DeserializeOwned};

/// An event.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct EventLine {
    pub(crate) position: u64,
    stream: String,
    version: u64,
    kind: String,
    schema: u16,
    /// Seconds since 1970-01-01T00:00:00Z.
    occurred_at: i64,
    recorded_at: i64,
    late: bool,
    account: AccountId,
    role: Role,
    pub(super) command: String,
    /// The payload as it stands in the log, to the byte: its digest is in the chain.
    pub(crate) payload: String,
    hash: String,
}

/// A command that happened.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct CommandLine {
    pub(super) key: String,
    pub(super) fingerprint: String,
    pub(super) first: u64,
    pub(super) last: u64,
}

/// A small value beside the log.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct SideLine {
    pub(super) kind: String,
    pub(super) id: String,
    pub(super) value: String,
}

impl From<&StoredEvent> for EventLine {
    fn from(stored: &StoredEvent) -> Self {
        let event = &stored.event;
        Self {
            position: stored.position,
            stream: stored.stream.to_string(),
            version: stored.version,
            kind: event.kind.to_string(),
            schema: event.schema,
            occurred_at: event.occurred_at.0,
            recorded_at: event.recorded_at.0,
            late: event.late,
            account: stored.actor.account.clone(),
            role: stored.actor.role,
            command: stored.command.as_str().to_owned(),
            payload: event.payload.to_string(),
            hash: hex::encode(stored.hash),
        }
    }
}

impl EventLine {
    /// The event as it was.
    pub(crate) fn stored(self, town: &TownId, file: &str) -> Result<StoredEvent, ArchiveError> {
        let position = self.position;
        let hash = digest(&self.hash)
            .ok_or_else(|| ArchiveError::bad(file, format!("event {position}: its hash")))?;
        Ok(StoredEvent {
            town: town.clone(),
            position,
            stream: StreamName::new(self.stream),
            version: self.version,
            actor: Actor {
                account: self.account,
                role: self.role,
            },
            command: CommandKey::new(self.command),
            event: NewEvent {
                kind: self.kind.into(),
                schema: self.schema,
                occurred_at: Timestamp(self.occurred_at),
                recorded_at: Timestamp(self.recorded_at),
                late: self.late,
                payload: self.payload.into(),
            },
            hash,
        })
    }
}

/// 32 bytes in hexadecimal digits.
pub(crate) fn digest(text: &str) -> Option<[u8; 32]> {
    hex::decode(text).ok()?.try_into().ok()
}

/// The lines of a file.
pub(super) fn write(lines: impl Iterator<Item = impl Serialize>) -> Result<Vec<u8>, ArchiveError> {
    let mut bytes = Vec::new();
    for line in lines {
        serde_json::to_writer(&mut bytes, &line).map_err(std::io::Error::from)?;
        bytes.push(b'\n');
    }
    Ok(bytes)
}

/// Reads a file's lines.
pub(super) fn read<T: DeserializeOwned>(file: &str, bytes: &[u8]) -> Result<Vec<T>, ArchiveError> {
    let lines = bytes.split(|byte| *byte == b'\n').enumerate();
    lines
        .filter(|(_, line)| !line.is_empty())
        .map(|(nth, line)| {
            serde_json::from_slice(line)
                .map_err(|error| ArchiveError::bad(file, format!("line {}: {error}", nth + 1)))
        })
        .collect()
}
