//! Attendance (考勤): who came and who left when, one sheet a day: `attendance/<day>`.
//!
//! A sheet belongs to the day on which its turns begin. A mark carries the turn that it is for, so
//! that hours worked rest on what was the turn that day, whatever becomes of the roster later.

use super::{
    reject::{DutyRejection, text},
    rules::DutyRules,
    turn::Turn,
    unit_book::stamp,
};
use crate::{
    aggregate::{Aggregate, Asked, Stamp},
    ids::{ItemId, MemberId, UnitId},
    incident::words,
    time::Timestamp,
};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// How long after a shift's end a check-out is still taken for that shift, in seconds: twelve
/// hours. An incident may hold a crew far beyond the end.
pub(super) const CHECK_OUT_WITHIN: i64 = 43_200;

words! {
    /// How a mark was made (打卡方式).
    MarkedBy {
        /// By the member's phone.
        Phone = "phone", "手机";
        /// By hand, by who keeps the duty book.
        ByHand = "by_hand", "人工";
    }
}

/// What can be entered in a sheet.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "do", deny_unknown_fields)]
pub enum SheetCommand {
    /// The member came (签到).
    CheckIn {
        /// Who.
        member: MemberId,
        /// For which shift of the day.
        shift: ItemId,
        /// How it was marked.
        how: MarkedBy,
        /// Why by hand.
        #[serde(default)]
        reason: Option<String>,
    },
    /// The member left (签退).
    CheckOut {
        /// Who.
        member: MemberId,
        /// For which shift of the day.
        shift: ItemId,
        /// How it was marked.
        how: MarkedBy,
        /// Why by hand.
        #[serde(default)]
        reason: Option<String>,
    },
    /// What was marked is put right (更正). A time left out is as if it had never been marked.
    Correct {
        /// Who.
        member: MemberId,
        /// For which shift of the day.
        shift: ItemId,
        /// When the member came.
        came: Option<Timestamp>,
        /// When the member left.
        left: Option<Timestamp>,
        /// Why.
        reason: String,
    },
}

impl SheetCommand {
    /// The member and the shift.
    #[must_use]
    pub const fn whose(&self) -> (&MemberId, &ItemId) {
        match self {
            Self::CheckIn { member, shift, .. }
            | Self::CheckOut { member, shift, .. }
            | Self::Correct { member, shift, .. } => (member, shift),
        }
    }
}

/// The turn that a mark is for, as it was when the mark was made.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TurnMarked {
    /// The member.
    pub member: MemberId,
    /// The shift.
    pub shift: ItemId,
    /// The car.
    pub unit: UnitId,
    /// When the turn begins.
    pub from: Timestamp,
    /// When it ends.
    pub to: Timestamp,
}

impl From<&Turn> for TurnMarked {
    fn from(turn: &Turn) -> Self {
        Self {
            member: turn.member.clone(),
            shift: turn.shift.clone(),
            unit: turn.unit.clone(),
            from: turn.from,
            to: turn.to,
        }
    }
}

/// What has been entered. The time of a mark is the event's own.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SheetEvent {
    /// 签到.
    CheckedIn {
        /// For which turn.
        turn: TurnMarked,
        /// How.
        how: MarkedBy,
        /// Why by hand.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        reason: Option<Box<str>>,
    },
    /// 签退.
    CheckedOut {
        /// For which turn.
        turn: TurnMarked,
        /// How.
        how: MarkedBy,
        /// Why by hand.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        reason: Option<Box<str>>,
    },
    /// 更正.
    Corrected {
        /// For which turn.
        turn: TurnMarked,
        /// When the member came.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        came: Option<Timestamp>,
        /// When the member left.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        left: Option<Timestamp>,
        /// Why.
        reason: Box<str>,
    },
}

/// A mark.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Mark {
    /// When.
    pub at: Timestamp,
    /// How.
    pub how: MarkedBy,
    /// Whether it was entered late (补报).
    pub late: bool,
}

/// What is known of one turn.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Attended {
    /// The turn.
    pub turn: TurnMarked,
    /// The coming.
    pub came: Option<Mark>,
    /// The leaving.
    pub left: Option<Mark>,
    /// How often it was put right by hand.
    pub corrections: u32,
}

/// A day's sheet.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Sheet {
    /// By member and shift.
    pub turns: BTreeMap<(MemberId, ItemId), Attended>,
}

impl Sheet {
    /// What is known of a turn.
    #[must_use]
    pub fn of(&self, member: &MemberId, shift: &ItemId) -> Option<&Attended> {
        self.turns.get(&(member.clone(), shift.clone()))
    }
}

/// Looked-up facts of a sheet.
#[derive(Debug, Clone, Copy)]
pub struct SheetFacts<'a> {
    /// The turns that begin on the sheet's day.
    pub turns: &'a [Turn],
    /// The town's rules of duty.
    pub rules: &'a DutyRules,
    /// Whether the one who enters keeps the duty book.
    pub manages: bool,
    /// The member who enters, where it is one.
    pub by: Option<&'a MemberId>,
    /// An entry later than this after it happened is a late one (补报), in seconds.
    pub entry_grace_seconds: i64,
}

impl Aggregate for Sheet {
    const PREFIX: &'static str = "attendance/";
    type Command = SheetCommand;
    type Event = SheetEvent;
    type Rejection = DutyRejection;
    type Facts<'a> = SheetFacts<'a>;

    fn kind(event: &SheetEvent) -> &'static str {
        match event {
            SheetEvent::CheckedIn { .. } => "duty.checked_in",
            SheetEvent::CheckedOut { .. } => "duty.checked_out",
            SheetEvent::Corrected { .. } => "duty.attendance_corrected",
        }
    }

    fn decide(
        state: Option<&Self>,
        _: &str,
        command: &SheetCommand,
        asked: Asked,
        facts: SheetFacts<'_>,
    ) -> Result<Vec<(SheetEvent, Stamp)>, DutyRejection> {
        let (member, shift) = command.whose();
        if !facts.manages && facts.by != Some(member) {
            return Err(DutyRejection::NotYours(
                "the member or the duty manager",
                "本人或勤务管理员",
            ));
        }
        let known = state.and_then(|sheet| sheet.of(member, shift));
        let turn = facts
            .turns
            .iter()
            .find(|one| one.member == *member && one.shift == *shift)
            .map(TurnMarked::from)
            // Who came is still to be let go after a change of the roster.
            .or_else(|| known.map(|known| known.turn.clone()));
        let turn = turn.ok_or_else(|| DutyRejection::NoTurnNow {
            member: member.clone(),
            at: asked.occurred_at.unwrap_or(asked.now),
        })?;
        let stamp = stamp(asked, Timestamp(i64::MIN), facts.entry_grace_seconds)?;
        let out_of_time = || DutyRejection::NoTurnNow {
            member: member.clone(),
            at: stamp.occurred_at,
        };
        let event = match command {
            SheetCommand::CheckIn { how, reason, .. } => {
                if let Some(mark) = known.and_then(|known| known.came) {
                    return Err(DutyRejection::AlreadyMarked(mark.at));
                }
                let open = turn.from.plus(-facts.rules.check_in_before_seconds)..turn.to;
                if !open.contains(&stamp.occurred_at) {
                    return Err(out_of_time());
                }
                let reason = by_hand(*how, reason.as_deref(), facts.manages)?;
                SheetEvent::CheckedIn {
                    turn,
                    how: *how,
                    reason,
                }
            }
            SheetCommand::CheckOut { how, reason, .. } => {
                let came = known
                    .and_then(|known| known.came)
                    .ok_or(DutyRejection::NotCheckedIn)?;
                if let Some(mark) = known.and_then(|known| known.left) {
                    return Err(DutyRejection::AlreadyMarked(mark.at));
                }
                if stamp.occurred_at < came.at {
                    return Err(DutyRejection::BeforeLast {
                        occurred_at: stamp.occurred_at,
                        after: came.at,
                    });
                }
                if stamp.occurred_at >= turn.to.plus(CHECK_OUT_WITHIN) {
                    return Err(out_of_time());
                }
                let reason = by_hand(*how, reason.as_deref(), facts.manages)?;
                SheetEvent::CheckedOut {
                    turn,
                    how: *how,
                    reason,
                }
            }
            SheetCommand::Correct {
                came, left, reason, ..
            } => {
                if !facts.manages {
                    return Err(DutyRejection::NotYours("the duty manager", "勤务管理员"));
                }
                if let (None, Some(_)) = (came, left) {
                    return Err(DutyRejection::NotCheckedIn);
                }
                for at in [came, left].into_iter().flatten() {
                    if *at > asked.now {
                        return Err(DutyRejection::InFuture {
                            occurred_at: *at,
                            now: asked.now,
                        });
                    }
                    let window = turn.from.plus(-facts.rules.check_in_before_seconds)
                        ..turn.to.plus(CHECK_OUT_WITHIN);
                    if !window.contains(at) {
                        return Err(DutyRejection::NoTurnNow {
                            member: member.clone(),
                            at: *at,
                        });
                    }
                }
                if let (Some(came), Some(left)) = (came, left)
                    && left < came
                {
                    return Err(DutyRejection::BeforeLast {
                        occurred_at: *left,
                        after: *came,
                    });
                }
                SheetEvent::Corrected {
                    turn,
                    came: *came,
                    left: *left,
                    reason: text("reason", reason)?,
                }
            }
        };
        Ok(vec![(event, stamp)])
    }

    fn evolve(state: Option<Self>, _: &str, event: &SheetEvent, stamp: Stamp) -> Option<Self> {
        let mut sheet = state.unwrap_or_default();
        let (SheetEvent::CheckedIn { turn, .. }
        | SheetEvent::CheckedOut { turn, .. }
        | SheetEvent::Corrected { turn, .. }) = event;
        let key = (turn.member.clone(), turn.shift.clone());
        let attended = sheet.turns.entry(key).or_insert_with(|| Attended {
            turn: turn.clone(),
            came: None,
            left: None,
            corrections: 0,
        });
        attended.turn = turn.clone();
        let mark = |how: MarkedBy, at: Timestamp| Mark {
            at,
            how,
            late: stamp.late,
        };
        match event {
            SheetEvent::CheckedIn { how, .. } => {
                attended.came = Some(mark(*how, stamp.occurred_at));
            }
            SheetEvent::CheckedOut { how, .. } => {
                attended.left = Some(mark(*how, stamp.occurred_at));
            }
            SheetEvent::Corrected { came, left, .. } => {
                // What stands as it was stays known as it was.
                let put = |old: Option<Mark>, new: Option<Timestamp>| match (old, new) {
                    (Some(old), Some(new)) if old.at == new => Some(old),
                    (_, new) => new.map(|at| mark(MarkedBy::ByHand, at)),
                };
                attended.came = put(attended.came, *came);
                attended.left = put(attended.left, *left);
                attended.corrections = attended.corrections.saturating_add(1);
            }
        }
        Some(sheet)
    }
}

/// A mark by hand is made by who keeps the book, with a reason.
fn by_hand(
    how: MarkedBy,
    reason: Option<&str>,
    manages: bool,
) -> Result<Option<Box<str>>, DutyRejection> {
    match how {
        MarkedBy::Phone => super::reject::optional("reason", reason),
        MarkedBy::ByHand if manages => text("reason", reason.unwrap_or_default()).map(Some),
        MarkedBy::ByHand => Err(DutyRejection::NotYours("the duty manager", "勤务管理员")),
    }
}

/// The turn that a mark at this time is for: of the turns of the day before, the day and the day
/// after, the one that is open to it and whose beginning (for a check-in) or end (for a check-out)
/// is nearest; the earlier one when two are as near.
#[must_use]
pub fn turn_for<'a>(
    turns: &'a [Turn],
    member: &MemberId,
    at: Timestamp,
    coming: bool,
    rules: &DutyRules,
) -> Option<&'a Turn> {
    turns
        .iter()
        .filter(|turn| turn.member == *member)
        .filter(|turn| {
            let until = if coming {
                turn.to
            } else {
                turn.to.plus(CHECK_OUT_WITHIN)
            };
            (turn.from.plus(-rules.check_in_before_seconds)..until).contains(&at)
        })
        .min_by_key(|turn| {
            let edge = if coming { turn.from } else { turn.to };
            (at.since(edge).abs(), turn.from)
        })
}
