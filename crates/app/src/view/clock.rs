//! A clock as it is shown.

use liandong_domain::{
    incident::{BreachCause, Clock, ClockEnd, ClockKind, ClockOutcome},
    time::Timestamp,
};
use serde::Serialize;

/// A clock (时限) of an incident.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ClockView {
    /// Which limit.
    pub clock: ClockKind,
    /// Its name.
    pub name: &'static str,
    /// Which one of its kind, from 1.
    pub nth: u32,
    /// When it began.
    pub started_at: Timestamp,
    /// When it warns.
    pub warn_at: Timestamp,
    /// Last second at which it is kept.
    pub due_at: Timestamp,
    /// How it stands.
    pub outcome: ClockOutcome,
    /// Whether it has warned.
    pub warned: bool,
    /// When what it waits for happened.
    pub ended_at: Option<Timestamp>,
    /// Whether its end was entered late (补报).
    pub late: bool,
    /// How a breach came to be known: `nothing_recorded` or `happened_late`.
    pub cause: Option<&'static str>,
    /// Seconds after the limit at which it happened, where it happened late.
    pub late_by_seconds: Option<i64>,
    /// Why it was breached, in the words of somebody who knows.
    pub explanation: Option<String>,
    /// Until when it is paused at the most.
    pub paused_until: Option<Timestamp>,
}

impl From<&Clock> for ClockView {
    fn from(clock: &Clock) -> Self {
        let (ended_at, late) = match clock.end {
            Some(ClockEnd::Met { at, late }) => (Some(at), late),
            Some(ClockEnd::Void) | None => (None, false),
        };
        let (cause, late_by_seconds) = match clock.breach.as_ref().map(|breach| breach.cause) {
            None => (None, None),
            Some(BreachCause::NothingRecorded) => (Some("nothing_recorded"), None),
            Some(BreachCause::HappenedLate(seconds)) => (Some("happened_late"), Some(seconds)),
        };
        let explanation = clock
            .breach
            .as_ref()
            .and_then(|breach| breach.explanation.as_deref());
        Self {
            clock: clock.kind,
            name: clock.kind.zh(),
            nth: clock.nth,
            started_at: clock.started_at,
            warn_at: clock.warn_at,
            due_at: clock.due_at,
            outcome: clock.outcome(),
            warned: clock.warned,
            ended_at,
            late,
            cause,
            late_by_seconds,
            explanation: explanation.map(str::to_owned),
            paused_until: clock.pause.as_ref().map(|pause| pause.until),
        }
    }
}
