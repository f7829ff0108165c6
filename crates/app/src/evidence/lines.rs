//! The lines of `events.jsonl`, `chain.txt` and the evidence lists.

use super::PackError;
use crate::{
    archive::{EventLine as ArchiveLine, digest},
    book::INCIDENT_STREAM,
};
use liandong_domain::{ids::TownId, performance::figure::EvidenceItem};
use liandong_store::{StoredEvent, chain};
use serde::{Deserialize, Serialize};

/// An event as an archive has it, its texts masked where they are somebody's.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct EventLine {
    #[serde(flatten)]
    pub(super) line: ArchiveLine,
    /// Whether texts in the payload are masked; its digest is then that of the payload as it was.
    pub(super) masked: bool,
    payload_sm3: String,
}

impl EventLine {
    pub(super) fn new(stored: &StoredEvent) -> Self {
        let payload = &stored.event.payload;
        let mut line = ArchiveLine::from(stored);
        let of_incident = stored.stream.as_str().starts_with(INCIDENT_STREAM);
        let masked = of_incident.then(|| super::mask::masked(payload)).flatten();
        let is_masked = masked.is_some();
        if let Some(masked) = masked {
            line.payload = masked;
        }
        Self {
            line,
            masked: is_masked,
            payload_sm3: hex::encode(chain::digest_of(payload.as_bytes())),
        }
    }

    /// The event, and the digest of its content; a sentence when the line contradicts itself.
    pub(super) fn read(self, town: &TownId) -> Result<(StoredEvent, [u8; 32]), String> {
        let payload_sm3 = digest(&self.payload_sm3).ok_or("payload_sm3 is no digest")?;
        if !self.masked && chain::digest_of(self.line.payload.as_bytes()) != payload_sm3 {
            return Err("its payload is not the one that payload_sm3 names".into());
        }
        let stored = self.line.stored(town, super::EVENTS);
        let stored = stored.map_err(|error| error.to_string())?;
        let content = chain::masked_digest(
            town,
            &stored.stream,
            stored.version,
            &stored.actor,
            &stored.command,
            &stored.event,
            &payload_sm3,
        );
        Ok((stored, content))
    }
}

/// A record behind a figure, with the end of its stream.
#[derive(Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct ItemLine {
    #[serde(flatten)]
    pub(super) item: EvidenceItem,
    /// How many events tell it, up to the form's last.
    pub(super) events: u64,
    /// The position of the last of them.
    pub(super) last: u64,
    /// Its hash, hexadecimal.
    pub(super) hash: String,
}

/// `position content hash`, both digests in hexadecimal digits.
pub(super) fn link(position: u64, content: &[u8; 32], hash: &[u8; 32]) -> String {
    format!(
        "{position} {} {}\n",
        hex::encode(content),
        hex::encode(hash)
    )
}

/// Reads a link back.
pub(super) fn read_link(line: &str) -> Option<(u64, [u8; 32], [u8; 32])> {
    let mut parts = line.split(' ');
    let (position, content, hash) = (parts.next()?, parts.next()?, parts.next()?);
    if parts.next().is_some() {
        return None;
    }
    Some((position.parse().ok()?, digest(content)?, digest(hash)?))
}

pub(super) fn json_line(value: &impl Serialize) -> Result<Vec<u8>, PackError> {
    let mut line = serde_json::to_vec(value).map_err(std::io::Error::from)?;
    line.push(b'\n');
    Ok(line)
}
