//! Deliveries that wait or are dead, and how far a subscription has been served: small values beside
//! the log.

use super::Trouble;
use crate::{App, AppError};
use liandong_domain::{ids::TownId, time::Timestamp};
use liandong_store::Secret;
use serde::{Deserialize, Serialize, de::DeserializeOwned};

pub(crate) const SECRET: &str = "webhook_secret";
pub(super) const CURSOR: &str = "webhook_cursor";
pub(super) const WAITING: &str = "webhook_waiting";
pub(super) const DEAD: &str = "webhook_dead";

/// Values listed at a time.
const PAGE: u64 = 500;

/// What a delivery that has not arrived does.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum DeliveryState {
    /// It waits for its next attempt.
    Waiting,
    /// It was tried often enough, and is not tried any more.
    Dead,
}

impl DeliveryState {
    const fn kind(self) -> &'static str {
        match self {
            Self::Waiting => WAITING,
            Self::Dead => DEAD,
        }
    }
}

/// A delivery that has not arrived.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Letter {
    /// The event's position in the town's log.
    pub position: u64,
    /// The event's stream.
    pub stream: Box<str>,
    /// The event's kind.
    pub kind: Box<str>,
    /// Attempts made.
    pub attempts: u32,
    /// When it is tried next; when it died.
    pub at: Timestamp,
    /// What went wrong last.
    pub trouble: Option<Trouble>,
    /// What the receiver answered last.
    pub status: Option<u16>,
}

#[derive(Serialize, Deserialize)]
struct Cursor {
    position: u64,
}

/// The name of a letter: sorted by subscription and position.
fn name(webhook: &str, position: u64) -> String {
    format!("{webhook}/{position:020}")
}

fn bytes(value: &impl Serialize) -> Result<Vec<u8>, AppError> {
    serde_json::to_vec(value).map_err(|error| AppError::Internal(error.to_string()))
}

fn read<T: DeserializeOwned>(bytes: &[u8]) -> Result<T, AppError> {
    serde_json::from_slice(bytes).map_err(|error| AppError::Internal(error.to_string()))
}

/// The letter as a value to write.
pub(super) fn value(
    webhook: &str,
    state: DeliveryState,
    letter: &Letter,
) -> Result<Secret, AppError> {
    Ok(Secret {
        kind: state.kind(),
        id: name(webhook, letter.position).into(),
        value: bytes(letter)?,
    })
}

/// The cursor as a value to write.
pub(super) fn cursor_value(webhook: &str, position: u64) -> Result<Secret, AppError> {
    Ok(Secret {
        kind: CURSOR,
        id: webhook.into(),
        value: bytes(&Cursor { position })?,
    })
}

/// How far a subscription has been served; `None` for one that was never begun or is given up.
pub(super) async fn cursor(
    app: &App,
    town: &TownId,
    webhook: &str,
) -> Result<Option<u64>, AppError> {
    let found = app.store().secret(town, CURSOR, webhook).await?;
    found
        .map(|found| read::<Cursor>(&found).map(|cursor| cursor.position))
        .transpose()
}

/// Letters of a subscription after a position, in order, `limit` at the most.
pub(super) async fn letters(
    app: &App,
    town: &TownId,
    webhook: &str,
    state: DeliveryState,
    after: Option<u64>,
    limit: u64,
) -> Result<Vec<Letter>, AppError> {
    let prefix = format!("{webhook}/");
    let mut last = after.map_or_else(|| prefix.clone(), |position| name(webhook, position));
    let mut found = Vec::new();
    while (found.len() as u64) < limit {
        let rest = (limit - found.len() as u64).min(PAGE);
        let page = app.store().secrets(town, state.kind(), &last, rest).await?;
        let whole = page.len() as u64 == rest;
        for (id, value) in page {
            if !id.starts_with(&prefix) {
                return Ok(found);
            }
            found.push(read(&value)?);
            last = id;
        }
        if !whole {
            break;
        }
    }
    Ok(found)
}

/// Takes a letter away if it still is as it was; says whether it was.
pub(super) async fn take(
    app: &App,
    town: &TownId,
    webhook: &str,
    state: DeliveryState,
    letter: &Letter,
) -> Result<bool, AppError> {
    let value = value(webhook, state, letter)?;
    let swapped = app
        .store()
        .swap_secret(town, value.kind, &value.id, Some(&value.value), None);
    Ok(swapped.await?)
}
