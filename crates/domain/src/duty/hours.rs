//! Hours on duty (工时): what attendance says of a turn, and seconds by the kind of day. Whole
//! seconds; nothing is rounded or paid here.

use super::{
    attendance::Attended,
    calendar::{DayKind, day_kind},
    rules::DutyRules,
    turn::Turn,
};
use crate::{
    incident::words,
    registry::Registry,
    time::{Day, Timestamp},
};
use serde::{Deserialize, Serialize};

words! {
    /// What can be said of a turn (考勤结果).
    AttendanceMark {
        /// The turn has not begun, or its beginning is not yet so long ago (待签到).
        Pending = "pending", "待签到";
        /// On duty now (在岗).
        OnDuty = "on_duty", "在岗";
        /// Came and left as planned (正常).
        Present = "present", "正常";
        /// Came late (迟到).
        Late = "late", "迟到";
        /// Left early (早退).
        LeftEarly = "left_early", "早退";
        /// Never came (缺勤).
        Absent = "absent", "缺勤";
        /// Came, and nobody knows when it ended (未签退).
        NoCheckOut = "no_check_out", "未签退";
    }
}

/// Seconds by the kind of day on which they fall; a shift past midnight counts on both days.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Seconds {
    /// On workdays (工作日).
    pub workday: i64,
    /// On rest days (休息日).
    pub rest_day: i64,
    /// On public holidays (法定节假日).
    pub holiday: i64,
}

impl Seconds {
    /// All of them.
    #[must_use]
    pub const fn total(self) -> i64 {
        self.workday + self.rest_day + self.holiday
    }

    /// Both together.
    #[must_use]
    pub const fn plus(self, other: Self) -> Self {
        Self {
            workday: self.workday + other.workday,
            rest_day: self.rest_day + other.rest_day,
            holiday: self.holiday + other.holiday,
        }
    }

    /// From one moment to another, split at the town's midnights.
    #[must_use]
    pub fn between(registry: &Registry, from: Timestamp, to: Timestamp) -> Self {
        let offset = registry.utc_offset();
        let mut seconds = Self::default();
        let mut at = from;
        while at < to {
            let day: Day = offset.day(at);
            let end = offset.start_of(day.next()).min(to);
            let part = end.since(at);
            match day_kind(registry, day).0 {
                DayKind::Workday => seconds.workday += part,
                DayKind::RestDay => seconds.rest_day += part,
                DayKind::Holiday => seconds.holiday += part,
            }
            at = end;
        }
        seconds
    }
}

/// What came of a turn.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Worked {
    /// What is to be said, the graver first; never empty.
    pub marks: Vec<AttendanceMark>,
    /// The turn's own seconds.
    pub planned: Seconds,
    /// Seconds worked within the turn.
    pub within: Seconds,
    /// Seconds worked after its end (延时).
    pub over: Seconds,
    /// How late the member came, beyond no tolerance; 0 when in time.
    pub late_seconds: i64,
    /// How early the member left; 0 when not.
    pub early_seconds: i64,
}

/// What came of a turn, as of a moment. Who came before the beginning worked from the beginning.
/// Without a check-out nothing counts as worked: it is mended by hand, not guessed.
#[must_use]
pub fn worked(
    registry: &Registry,
    rules: &DutyRules,
    turn: &Turn,
    attended: Option<&Attended>,
    now: Timestamp,
) -> Worked {
    use AttendanceMark as M;
    let came = attended.and_then(|one| one.came);
    let left = attended.and_then(|one| one.left);
    let none = Seconds::default();
    let (mut marks, mut within, mut over) = (Vec::new(), none, none);
    let (mut late_seconds, mut early_seconds) = (0, 0);
    match came {
        None if now.since(turn.from) < rules.absent_after_seconds => marks.push(M::Pending),
        None => marks.push(M::Absent),
        Some(came) => {
            late_seconds = came.at.since(turn.from).max(0);
            if late_seconds > rules.late_after_seconds {
                marks.push(M::Late);
            }
            match left {
                Some(left) => {
                    early_seconds = turn.to.since(left.at).max(0);
                    if early_seconds > rules.early_before_seconds {
                        marks.push(M::LeftEarly);
                    }
                    let begin = came.at.max(turn.from);
                    within = Seconds::between(registry, begin, left.at.min(turn.to));
                    over = Seconds::between(registry, begin.max(turn.to), left.at);
                }
                None if now < turn.to.plus(super::attendance::CHECK_OUT_WITHIN) => {
                    marks.push(M::OnDuty);
                }
                None => marks.push(M::NoCheckOut),
            }
        }
    }
    if marks.is_empty() {
        marks.push(M::Present);
    }
    Worked {
        marks,
        planned: Seconds::between(registry, turn.from, turn.to),
        within,
        over,
        late_seconds,
        early_seconds,
    }
}
