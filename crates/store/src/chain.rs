//! The hash chain (哈希链), SM3 (GB/T 32905-2016).
//!
//! Two steps, so that the one writer has little to do: the digest of an event's content can be
//! computed by many callers at once; only the link, over 72 bytes, must be made in order.

use crate::{
    StoredEvent, StreamName,
    envelope::{Actor, CommandKey, NewEvent},
};
use liandong_domain::ids::TownId;
use sm3::{Digest, Sm3};

/// Digest of all that an event holds but its position and hash. Each field is preceded by its
/// length, so that no two different events have the same bytes. The payload enters by its own digest, so
/// that an event whose texts are masked (遮蔽) for a third party still shows its place in the chain.
#[must_use]
pub fn content_digest(
    town: &TownId,
    stream: &StreamName,
    version: u64,
    actor: &Actor,
    command: &CommandKey,
    event: &NewEvent,
) -> [u8; 32] {
    let payload = digest_of(event.payload.as_bytes());
    masked_digest(town, stream, version, actor, command, event, &payload)
}

/// [`content_digest`] of an event whose payload is known by its digest only.
#[must_use]
pub fn masked_digest(
    town: &TownId,
    stream: &StreamName,
    version: u64,
    actor: &Actor,
    command: &CommandKey,
    event: &NewEvent,
    payload: &[u8; 32],
) -> [u8; 32] {
    let mut sm3 = Sm3::new();
    let mut field = |bytes: &[u8]| {
        sm3.update((bytes.len() as u64).to_be_bytes());
        sm3.update(bytes);
    };
    field(town.as_str().as_bytes());
    field(stream.as_str().as_bytes());
    field(&version.to_be_bytes());
    field(actor.account.as_str().as_bytes());
    field(actor.role.as_str().as_bytes());
    field(command.as_str().as_bytes());
    field(event.kind.as_bytes());
    field(&event.schema.to_be_bytes());
    field(&event.occurred_at.0.to_be_bytes());
    field(&event.recorded_at.0.to_be_bytes());
    field(&[u8::from(event.late)]);
    field(payload);
    sm3.finalize().into()
}

/// The link: `SM3(previous ‖ position ‖ content)`.
#[must_use]
pub fn link(previous: &[u8; 32], position: u64, content: &[u8; 32]) -> [u8; 32] {
    let mut sm3 = Sm3::new();
    sm3.update(previous);
    sm3.update(position.to_be_bytes());
    sm3.update(content);
    sm3.finalize().into()
}

/// The hash that a stored event should have after `previous`.
#[must_use]
pub fn expected_hash(previous: &[u8; 32], stored: &StoredEvent) -> [u8; 32] {
    let content = content_digest(
        &stored.town,
        &stored.stream,
        stored.version,
        &stored.actor,
        &stored.command,
        &stored.event,
    );
    link(previous, stored.position, &content)
}

/// SM3 of some bytes.
#[must_use]
pub fn digest_of(bytes: &[u8]) -> [u8; 32] {
    Sm3::digest(bytes).into()
}
