//! A member calls for help (紧急求助): who is told, who sees to it, how it ends.
//!
//! A call stands until a person other than the caller acknowledges it, and is open until somebody
//! says in words how it ended. Nobody is spared by the hour.

mod decide;

use crate::{
    aggregate::{Aggregate, Asked, Stamp},
    dispatch::{DispatchRules, Seen},
    ids::{AccountId, IncidentId, MemberId, UnitId},
    incident::words,
    refusal::{Because, Refusal},
    roles::Role,
    time::Timestamp,
};
use serde::{Deserialize, Serialize};

words! {
    /// How a call for help ended (求助结果).
    SosOutcome {
        /// Help came.
        Helped = "helped", "已到场支援";
        /// The danger was over by itself.
        Passed = "passed", "险情自行解除";
        /// The button was pressed by mistake.
        Mistaken = "mistaken", "误触";
    }
}

/// What people can ask of a call for help.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SosCommand {
    /// Call for help.
    Raise(Box<Raised>),
    /// See to it.
    Acknowledge {
        /// Who.
        by: AccountId,
        /// What is done.
        note: Option<String>,
    },
    /// End it with a word.
    End {
        /// Who.
        by: AccountId,
        /// How it ended.
        outcome: SosOutcome,
        /// In words.
        word: String,
    },
    /// Tell the levels that are due. For the system alone.
    CheckTime,
}

/// A call as it is made.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Raised {
    /// Who calls.
    pub by: AccountId,
    /// The member that calls.
    pub member: MemberId,
    /// The member's car, where on duty in one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub unit: Option<UnitId>,
    /// The incident that the car is on.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub incident: Option<IncidentId>,
    /// Where, as the phone or else the car's last position says.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub seen: Option<Seen>,
    /// In words, where there was time for any.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<Box<str>>,
}

/// What can have happened to a call for help.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SosEvent {
    /// 紧急求助.
    Raised {
        /// The call.
        call: Box<Raised>,
        /// Roles that are told at once.
        to_roles: Vec<Role>,
        /// Crews that are told at once: the nearest.
        to_units: Vec<UnitId>,
        /// When the next level is told, if nobody sees to it before.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        next_at: Option<Timestamp>,
    },
    /// 求助升级: nobody has seen to it yet, and more are told.
    Escalated {
        /// The level, from 2.
        level: u32,
        /// Who is told.
        to_roles: Vec<Role>,
        /// When the next level is told.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        next_at: Option<Timestamp>,
    },
    /// 求助确认.
    Acknowledged {
        /// Who sees to it.
        by: AccountId,
        /// What is done.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        note: Option<Box<str>>,
    },
    /// 求助解除.
    Ended {
        /// Who says so.
        by: AccountId,
        /// How it ended.
        outcome: SosOutcome,
        /// In words.
        word: Box<str>,
    },
}

/// A call for help as its events make it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sos {
    /// The call.
    pub call: Raised,
    /// When it was made.
    pub raised_at: Timestamp,
    /// Who was told, in order of first telling.
    pub to_roles: Vec<Role>,
    /// Crews that were told.
    pub to_units: Vec<UnitId>,
    /// The level reached, from 1.
    pub level: u32,
    /// When the next level is told.
    pub next_at: Option<Timestamp>,
    /// When somebody saw to it, and who.
    pub acknowledged: Option<(Timestamp, AccountId)>,
    /// When it ended, how, and in what words.
    pub ended: Option<(Timestamp, SosOutcome, Box<str>)>,
    /// When the last event was recorded: recorded times never go back.
    pub last_recorded_at: Timestamp,
}

impl Sos {
    /// When more people are told, if nobody sees to it before.
    #[must_use]
    pub const fn next_alarm(&self) -> Option<Timestamp> {
        if self.acknowledged.is_some() || self.ended.is_some() {
            return None;
        }
        self.next_at
    }
}

/// Looked-up facts.
#[derive(Debug, Clone, Copy)]
pub struct SosFacts<'a> {
    /// The policy's part about dispatch.
    pub rules: &'a DispatchRules,
    /// The crews nearest to the caller, without the caller's own.
    pub nearest: &'a [UnitId],
    /// Seconds after which an entry is late (补报).
    pub grace: i64,
}

/// Why a command is refused.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum SosRejection {
    /// There is no such call.
    #[error("there is no such call for help")]
    NoSuchSos,
    /// The call is there already.
    #[error("this call for help was made already")]
    AlreadyRaised,
    /// Somebody sees to it already.
    #[error("somebody has acknowledged it already")]
    AlreadyAcknowledged,
    /// Nobody has seen to it yet.
    #[error("it ends only after somebody has acknowledged it")]
    NotAcknowledged,
    /// It is over.
    #[error("it is over")]
    Over,
    /// Who calls cannot see to the own call.
    #[error("who calls for help cannot answer the own call")]
    OwnCall,
    /// Said to have happened in the future.
    #[error("occurred_at: lies in the future")]
    InFuture,
    /// A position that cannot be.
    #[error("place: longitude must be −180 to 180 and latitude −90 to 90")]
    OffTheGlobe,
    /// A text that must say something is blank.
    #[error("{0}: must not be blank")]
    Blank(&'static str),
    /// A text is too long.
    #[error("{0}: longer than 2000 characters")]
    TooLong(&'static str),
}

impl From<SosRejection> for Refusal {
    fn from(why: SosRejection) -> Self {
        use SosRejection as R;
        let en = why.to_string();
        let (code, because, zh) = match why {
            R::NoSuchSos => ("no_such_sos", Because::NotFound, "没有这次求助"),
            R::AlreadyRaised => ("sos_already_raised", Because::Conflict, "这次求助已经发出"),
            R::AlreadyAcknowledged => (
                "sos_already_acknowledged",
                Because::Conflict,
                "已有人确认这次求助",
            ),
            R::NotAcknowledged => (
                "sos_not_acknowledged",
                Because::Conflict,
                "尚无人确认这次求助，请先确认再解除",
            ),
            R::Over => ("sos_over", Because::Conflict, "这次求助已经解除"),
            R::OwnCall => (
                "sos_own_call",
                Because::Forbidden,
                "不能确认或解除自己发出的求助，须由他人办理",
            ),
            R::InFuture => ("in_future", Because::Invalid, "发生时间晚于现在，请核对"),
            R::OffTheGlobe => (
                "off_the_globe",
                Because::Invalid,
                "坐标不成立：经度须在 −180 至 180 之间，纬度须在 −90 至 90 之间",
            ),
            R::Blank(_) => ("blank", Because::Invalid, "须写明内容，不能为空"),
            R::TooLong(_) => ("too_long", Because::Invalid, "内容不能超过 2000 个字"),
        };
        let refusal = Self::new(code, because, zh, en);
        match why {
            R::InFuture => refusal.about("occurred_at"),
            R::OffTheGlobe => refusal.about("place"),
            R::Blank(field) | R::TooLong(field) => refusal.about(field),
            _ => refusal,
        }
    }
}

impl Aggregate for Sos {
    const PREFIX: &'static str = "safety/";
    type Command = SosCommand;
    type Event = SosEvent;
    type Rejection = SosRejection;
    type Facts<'a> = SosFacts<'a>;

    fn kind(event: &SosEvent) -> &'static str {
        match event {
            SosEvent::Raised { .. } => "safety.sos_raised",
            SosEvent::Escalated { .. } => "safety.sos_escalated",
            SosEvent::Acknowledged { .. } => "safety.sos_acknowledged",
            SosEvent::Ended { .. } => "safety.sos_ended",
        }
    }

    fn decide(
        state: Option<&Self>,
        _: &str,
        command: &SosCommand,
        asked: Asked,
        facts: SosFacts<'_>,
    ) -> Result<Vec<(SosEvent, Stamp)>, SosRejection> {
        decide::decide(state, command, asked, facts)
    }

    fn evolve(state: Option<Self>, _: &str, event: &SosEvent, stamp: Stamp) -> Option<Self> {
        let Some(mut sos) = state else {
            return match event {
                SosEvent::Raised {
                    call,
                    to_roles,
                    to_units,
                    next_at,
                } => Some(Self {
                    call: (**call).clone(),
                    raised_at: stamp.occurred_at,
                    to_roles: to_roles.clone(),
                    to_units: to_units.clone(),
                    level: 1,
                    next_at: *next_at,
                    acknowledged: None,
                    ended: None,
                    last_recorded_at: stamp.recorded_at,
                }),
                _ => None,
            };
        };
        match event {
            SosEvent::Raised { .. } => {}
            SosEvent::Escalated {
                level,
                to_roles,
                next_at,
            } => {
                sos.level = sos.level.max(*level);
                sos.next_at = *next_at;
                for role in to_roles {
                    if !sos.to_roles.contains(role) {
                        sos.to_roles.push(*role);
                    }
                }
            }
            SosEvent::Acknowledged { by, .. } => {
                sos.acknowledged
                    .get_or_insert_with(|| (stamp.occurred_at, by.clone()));
            }
            SosEvent::Ended { outcome, word, .. } => {
                sos.ended
                    .get_or_insert_with(|| (stamp.occurred_at, *outcome, word.clone()));
            }
        }
        sos.last_recorded_at = sos.last_recorded_at.max(stamp.recorded_at);
        Some(sos)
    }
}
