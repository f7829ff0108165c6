//! An event of the log as it is shown.

use super::{kind_zh, role_zh};
use liandong_domain::{ids::AccountId, roles::Role, time::Timestamp};
use liandong_store::StoredEvent;
use serde::Serialize;

/// An event (事件) with its two times and its hash.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct EventView {
    /// Its place in the town's log, from 1.
    pub position: u64,
    /// Its place in the incident's stream, from 1.
    pub version: u64,
    /// Its kind.
    pub kind: String,
    /// The kind's Chinese name.
    pub kind_name: String,
    /// When it happened.
    pub occurred_at: Timestamp,
    /// When it was recorded.
    pub recorded_at: Timestamp,
    /// Whether it was entered late (补报).
    pub late: bool,
    /// Who did it.
    pub account: AccountId,
    /// As what.
    pub role: Role,
    /// The role's Chinese name.
    pub role_name: &'static str,
    /// What happened, as the log has it, without callers' sealed data: a word, or an object named by it.
    #[cfg_attr(feature = "openapi", schema(value_type = serde_json::Value))]
    pub payload: serde_json::Value,
    /// Its link of the hash chain (SM3), hexadecimal.
    pub hash: String,
}

impl From<&StoredEvent> for EventView {
    fn from(stored: &StoredEvent) -> Self {
        let event = &stored.event;
        let mut payload: serde_json::Value =
            serde_json::from_str(&event.payload).unwrap_or_default();
        for sealed in ["/received", "/case/call_updated"] {
            let told = payload.pointer_mut(sealed);
            if let Some(told) = told.and_then(serde_json::Value::as_object_mut) {
                told.remove("caller");
            }
        }
        Self {
            position: stored.position,
            version: stored.version,
            kind: event.kind.to_string(),
            kind_name: kind_zh(&event.kind).to_owned(),
            occurred_at: event.occurred_at,
            recorded_at: event.recorded_at,
            late: event.late,
            account: stored.actor.account.clone(),
            role: stored.actor.role,
            role_name: role_zh(stored.actor.role),
            payload,
            hash: hex::encode(stored.hash),
        }
    }
}
