//! Clocks (时限): a limit that runs, may pause with a reason, warns, and is kept or breached.

use super::kinds::words;
use crate::time::Timestamp;
use serde::{Deserialize, Serialize};

words! {
    /// Which limit.
    ClockKind {
        /// From assignment to arrival.
        Arrive = "arrive", "到达现场";
        /// From assignment to disposition feedback.
        Feedback = "feedback", "处置反馈";
        /// From assignment to the end of the disposal.
        Dispose = "dispose", "处置完毕";
        /// From referral to the department's acceptance.
        ReferralAccept = "referral_accept", "部门受理";
        /// From referral to the department's result.
        ReferralDispose = "referral_dispose", "部门办结";
        /// From the end of the work to the follow-up.
        FollowUp = "follow_up", "回访";
        /// From the call to the answer that the hotline waits for.
        Answer = "answer", "热线答复";
    }
}

/// A clock as an event starts it: with its times, so that no policy is needed to read it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct ClockStart {
    /// Which limit.
    pub clock: ClockKind,
    /// Which one of its kind, counted from 1; a referral's clocks bear the referral's number.
    pub nth: u32,
    /// When it warns.
    pub warn_at: Timestamp,
    /// Last second at which it is kept.
    pub due_at: Timestamp,
    /// Seconds after `due_at` in which an end that happened in time may still be recorded.
    pub grace: i64,
}

/// A clock of an incident.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Clock {
    /// Which limit.
    pub kind: ClockKind,
    /// Which one of its kind.
    pub nth: u32,
    /// When it began to run.
    pub started_at: Timestamp,
    /// When it warns.
    pub warn_at: Timestamp,
    /// Last second at which it is kept, moved on by pauses.
    pub due_at: Timestamp,
    /// Seconds after `due_at` in which an end that happened in time may still be recorded.
    pub grace: i64,
    /// Whether it has warned.
    pub warned: bool,
    /// The pause it is in.
    pub pause: Option<Pause>,
    /// How often it was paused.
    pub pauses: u32,
    /// Its breach. Once there, it stays, whatever is entered later.
    pub breach: Option<Breach>,
    /// Its end.
    pub end: Option<ClockEnd>,
}

/// A pause.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Pause {
    /// Since when.
    pub since: Timestamp,
    /// Until when at the most; then the clock goes on by itself.
    pub until: Timestamp,
    /// Why.
    pub reason: Box<str>,
}

/// A breach (超时): an event with a reason, never a silent colour.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Breach {
    /// How it came to be known.
    pub cause: BreachCause,
    /// Why it happened, in the words of somebody who knows; `None` until explained.
    pub explanation: Option<Box<str>>,
}

/// How a breach came to be known.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum BreachCause {
    /// The limit and its grace passed and nothing was recorded (到时未报).
    NothingRecorded,
    /// The end was recorded, and it happened this many seconds after the limit (逾时).
    HappenedLate(i64),
}

/// How a clock ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ClockEnd {
    /// What it waited for happened.
    Met {
        /// When it happened.
        at: Timestamp,
        /// Whether it was entered late (补报).
        late: bool,
    },
    /// What it waited for is no longer awaited: returned to police, merged, cancelled, restarted.
    Void,
}

words! {
    /// How a clock stands.
    ClockOutcome {
        /// It runs.
        Running = "running", "计时中";
        /// It is paused.
        Paused = "paused", "已暂停";
        /// It was kept.
        Kept = "kept", "按时";
        /// It was breached, whether what it waits for has happened or not.
        Breached = "breached", "超时";
        /// It ended without an answer.
        Void = "void", "不计";
    }
}

impl Clock {
    /// Starts a clock.
    #[must_use]
    pub const fn start(start: &ClockStart, at: Timestamp) -> Self {
        Self {
            kind: start.clock,
            nth: start.nth,
            started_at: at,
            warn_at: start.warn_at,
            due_at: start.due_at,
            grace: start.grace,
            warned: false,
            pause: None,
            pauses: 0,
            breach: None,
            end: None,
        }
    }

    /// How it stands. A breach outlives everything.
    #[must_use]
    pub const fn outcome(&self) -> ClockOutcome {
        match (&self.breach, self.end, &self.pause) {
            (Some(_), _, _) => ClockOutcome::Breached,
            (None, Some(ClockEnd::Met { .. }), _) => ClockOutcome::Kept,
            (None, Some(ClockEnd::Void), _) => ClockOutcome::Void,
            (None, None, Some(_)) => ClockOutcome::Paused,
            (None, None, None) => ClockOutcome::Running,
        }
    }

    /// Whether it still waits.
    #[must_use]
    pub const fn is_open(&self) -> bool {
        self.end.is_none()
    }

    /// The next moment at which something is due: to warn, to breach, or to end a pause.
    /// `None` when nothing is.
    #[must_use]
    pub fn next_alarm(&self) -> Option<Timestamp> {
        if !self.is_open() || self.breach.is_some() {
            return None;
        }
        if let Some(pause) = &self.pause {
            return Some(pause.until);
        }
        let breach_at = self.due_at.plus(self.grace).plus(1);
        Some(if self.warned {
            breach_at
        } else {
            self.warn_at.min(breach_at)
        })
    }

    /// Seconds from the start to the end, where it was met. Pauses are part of it.
    #[must_use]
    pub const fn took(&self) -> Option<i64> {
        match self.end {
            Some(ClockEnd::Met { at, .. }) => Some(at.since(self.started_at)),
            _ => None,
        }
    }
}
