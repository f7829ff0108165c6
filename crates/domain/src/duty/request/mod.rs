//! Requests (勤务申请): leave, swaps, covers, extra members; one stream each, `duty/<number>`.
//!
//! A paper form in the real office: asked by one, agreed by the other, approved by who keeps the
//! duty book. An approved one has [`Effect`]s, and nothing else changes a roster's single days.

mod decide;
mod effects;

use super::{
    change::{Changes, Effect},
    rules::DutyRules,
};
use crate::{
    aggregate::{Aggregate, Asked, Stamp},
    ids::{ItemId, MemberId, UnitId},
    incident::words,
    registry::Registry,
    time::{Day, Period, Timestamp},
};
use serde::{Deserialize, Serialize};

pub use effects::would_break;

/// The longest leave that one request asks for, in days: longer than any that the law grants at one
/// time but maternity leave with its prolongations (产假), which takes two.
pub const LONGEST_LEAVE: i64 = 184;

words! {
    /// Kinds of leave (请假种类).
    LeaveKind {
        /// Paid annual leave (年休假).
        Annual = "annual", "年休假";
        /// On private affairs (事假).
        Personal = "personal", "事假";
        /// Sick (病假).
        Sick = "sick", "病假";
        /// After an injury at work (工伤).
        Injury = "injury", "工伤假";
        /// To marry (婚假).
        Marriage = "marriage", "婚假";
        /// Before and after a birth (产假、陪产假).
        Maternity = "maternity", "产假（陪产假）";
        /// To care for a child or parent (育儿、护理).
        Care = "care", "育儿护理假";
        /// After a death in the family (丧假).
        Bereavement = "bereavement", "丧假";
        /// In exchange for overtime (调休).
        InLieu = "in_lieu", "调休";
        /// Sent elsewhere: training, secondment (公假).
        Official = "official", "公假";
    }
}

words! {
    /// Kinds of requests (申请种类).
    WishKind {
        /// Leave (请假).
        Leave = "leave", "请假";
        /// Two members exchange a shift each (换班).
        Swap = "swap", "换班";
        /// One stands in for another (替班).
        Cover = "cover", "替班";
        /// One more than the roster has (加派).
        Extra = "extra", "加派";
    }
}

words! {
    /// Where a request stands (申请状态).
    RequestStatus {
        /// Asked (待对方同意 or 待审批).
        Asked = "asked", "已提出";
        /// The other member agrees (对方已同意).
        Agreed = "agreed", "对方已同意";
        /// Approved: it holds (已批准).
        Approved = "approved", "已批准";
        /// The other member does not agree (对方不同意).
        Declined = "declined", "对方不同意";
        /// Refused (不批准).
        Refused = "refused", "不批准";
        /// Taken back by the one who asked (已撤回).
        Withdrawn = "withdrawn", "已撤回";
        /// Approved once, and no longer (已取消).
        Revoked = "revoked", "已取消";
    }
}

/// What is asked. JSON: `{"kind": "cover", "member": "hc101", "day": "2024-03-08", "shift":
/// "morning", "substitute": "hc203"}`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case", tag = "kind", deny_unknown_fields)]
pub enum Wish {
    /// Away on every shift that begins on these days.
    Leave {
        /// Who.
        member: MemberId,
        /// Of which kind.
        leave: LeaveKind,
        /// First day.
        from: Day,
        /// Last day.
        to: Day,
    },
    /// Each does the other's shift, in the other's car.
    Swap {
        /// Who asks.
        member: MemberId,
        /// The day of the shift given.
        day: Day,
        /// The shift given.
        shift: ItemId,
        /// With whom.
        with: MemberId,
        /// The day of the shift taken.
        with_day: Day,
        /// The shift taken.
        with_shift: ItemId,
    },
    /// Somebody else does the shift, in the member's car.
    Cover {
        /// Whose shift it is.
        member: MemberId,
        /// Its day.
        day: Day,
        /// The shift.
        shift: ItemId,
        /// Who does it.
        substitute: MemberId,
    },
    /// Somebody does a shift beside those of the roster.
    Extra {
        /// Who.
        member: MemberId,
        /// The day.
        day: Day,
        /// The shift.
        shift: ItemId,
        /// In which car.
        unit: UnitId,
    },
}

impl Wish {
    /// Its kind.
    #[must_use]
    pub const fn kind(&self) -> WishKind {
        match self {
            Self::Leave { .. } => WishKind::Leave,
            Self::Swap { .. } => WishKind::Swap,
            Self::Cover { .. } => WishKind::Cover,
            Self::Extra { .. } => WishKind::Extra,
        }
    }

    /// The member whom it is for.
    #[must_use]
    pub const fn member(&self) -> &MemberId {
        match self {
            Self::Leave { member, .. }
            | Self::Swap { member, .. }
            | Self::Cover { member, .. }
            | Self::Extra { member, .. } => member,
        }
    }

    /// The other member, who must agree.
    #[must_use]
    pub const fn other(&self) -> Option<&MemberId> {
        match self {
            Self::Swap { with, .. } => Some(with),
            Self::Cover { substitute, .. } => Some(substitute),
            Self::Leave { .. } | Self::Extra { .. } => None,
        }
    }

    /// The days that it touches, first to last.
    #[must_use]
    pub fn days(&self) -> Period {
        match self {
            Self::Leave { from, to, .. } => Period {
                from: *from,
                to: *to,
            },
            Self::Swap { day, with_day, .. } => Period {
                from: *day.min(with_day),
                to: *day.max(with_day),
            },
            Self::Cover { day, .. } | Self::Extra { day, .. } => Period {
                from: *day,
                to: *day,
            },
        }
    }
}

/// What can be done with a request.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case", tag = "do", deny_unknown_fields)]
pub enum RequestCommand {
    /// Ask (提出). Always the first.
    Ask {
        /// What.
        wish: Wish,
        /// Why.
        reason: String,
    },
    /// The other member agrees (同意); or who keeps the book notes that the other has agreed.
    Agree,
    /// The other member does not agree (不同意).
    Decline {
        /// Why.
        reason: String,
    },
    /// Approve (批准).
    Approve {
        /// Why in spite of too little rest between two turns.
        #[serde(default)]
        in_spite_of: Option<String>,
    },
    /// Refuse (不批准).
    Refuse {
        /// Why.
        reason: String,
    },
    /// Take it back before it is decided (撤回).
    Withdraw,
    /// Undo it after it was approved (取消).
    Revoke {
        /// Why.
        reason: String,
    },
    /// The member is back earlier (销假): the leave ends with this day.
    CutShort {
        /// The last day of the leave.
        last: Day,
    },
}

/// What has become of a request.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RequestEvent {
    /// 提出.
    Asked {
        /// What.
        wish: Wish,
        /// Why.
        reason: Box<str>,
    },
    /// 对方同意.
    Agreed {
        /// Whether it was noted by hand, by who keeps the book.
        #[serde(default, skip_serializing_if = "std::ops::Not::not")]
        by_hand: bool,
    },
    /// 对方不同意.
    Declined {
        /// Why.
        reason: Box<str>,
    },
    /// 批准.
    Approved {
        /// What it changes.
        effects: Vec<Effect>,
        /// Its place in the order of what was granted for the same days.
        order: u32,
        /// Why in spite of too little rest.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        in_spite_of: Option<Box<str>>,
    },
    /// 不批准.
    Refused {
        /// Why.
        reason: Box<str>,
    },
    /// 撤回.
    Withdrawn,
    /// 取消.
    Revoked {
        /// Why.
        reason: Box<str>,
    },
    /// 销假.
    CutShort {
        /// The last day of the leave.
        last: Day,
    },
}

/// A request as its stream makes it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DutyRequest {
    /// What is asked; a leave that was cut short has its new last day.
    pub wish: Wish,
    /// Why.
    pub reason: Box<str>,
    /// When it was asked.
    pub asked_at: Timestamp,
    /// Where it stands.
    pub status: RequestStatus,
    /// What it changes; empty until it is approved and after it is revoked.
    pub effects: Vec<Effect>,
    /// Its place in the order of what was granted.
    pub order: u32,
    /// Why it was declined, refused or revoked.
    pub answer: Option<Box<str>>,
    /// Why in spite of too little rest.
    pub in_spite_of: Option<Box<str>>,
    /// Whether the other's agreement was noted by hand.
    pub agreed_by_hand: bool,
    /// When the last event happened.
    pub last_at: Timestamp,
}

/// Looked-up facts of a request.
#[derive(Debug, Clone, Copy)]
pub struct RequestFacts<'a> {
    /// The town's register.
    pub registry: &'a Registry,
    /// What was granted so far, from two days before the request's first day to two after its last.
    pub changes: &'a Changes,
    /// The town's rules of duty.
    pub rules: &'a DutyRules,
    /// The member who acts, where it is one.
    pub by: Option<&'a MemberId>,
    /// Whether the one who acts keeps the duty book.
    pub manages: bool,
    /// An entry later than this after it happened is a late one (补报), in seconds.
    pub entry_grace_seconds: i64,
}

impl Aggregate for DutyRequest {
    const PREFIX: &'static str = "duty/";
    type Command = RequestCommand;
    type Event = RequestEvent;
    type Rejection = super::DutyRejection;
    type Facts<'a> = RequestFacts<'a>;

    fn kind(event: &RequestEvent) -> &'static str {
        match event {
            RequestEvent::Asked { .. } => "duty.asked",
            RequestEvent::Agreed { .. } => "duty.agreed",
            RequestEvent::Declined { .. } => "duty.declined",
            RequestEvent::Approved { .. } => "duty.approved",
            RequestEvent::Refused { .. } => "duty.refused",
            RequestEvent::Withdrawn => "duty.withdrawn",
            RequestEvent::Revoked { .. } => "duty.revoked",
            RequestEvent::CutShort { .. } => "duty.leave_cut_short",
        }
    }

    fn decide(
        state: Option<&Self>,
        id: &str,
        command: &RequestCommand,
        asked: Asked,
        facts: RequestFacts<'_>,
    ) -> Result<Vec<(RequestEvent, Stamp)>, super::DutyRejection> {
        decide::decide(state, id, command, asked, facts)
    }

    fn evolve(state: Option<Self>, _: &str, event: &RequestEvent, stamp: Stamp) -> Option<Self> {
        if let RequestEvent::Asked { wish, reason } = event {
            return Some(Self {
                wish: wish.clone(),
                reason: reason.clone(),
                asked_at: stamp.occurred_at,
                status: RequestStatus::Asked,
                effects: Vec::new(),
                order: 0,
                answer: None,
                in_spite_of: None,
                agreed_by_hand: false,
                last_at: stamp.occurred_at,
            });
        }
        let mut request = state?;
        request.last_at = stamp.occurred_at;
        match event {
            RequestEvent::Asked { .. } => {}
            RequestEvent::Agreed { by_hand } => {
                request.status = RequestStatus::Agreed;
                request.agreed_by_hand = *by_hand;
            }
            RequestEvent::Declined { reason } => {
                request.status = RequestStatus::Declined;
                request.answer = Some(reason.clone());
            }
            RequestEvent::Approved {
                effects,
                order,
                in_spite_of,
            } => {
                request.status = RequestStatus::Approved;
                request.effects.clone_from(effects);
                request.order = *order;
                request.in_spite_of.clone_from(in_spite_of);
            }
            RequestEvent::Refused { reason } => {
                request.status = RequestStatus::Refused;
                request.answer = Some(reason.clone());
            }
            RequestEvent::Withdrawn => request.status = RequestStatus::Withdrawn,
            RequestEvent::Revoked { reason } => {
                request.status = RequestStatus::Revoked;
                request.effects.clear();
                request.answer = Some(reason.clone());
            }
            RequestEvent::CutShort { last } => {
                if let Wish::Leave { to, .. } = &mut request.wish {
                    *to = *last;
                }
                for effect in &mut request.effects {
                    if let Effect::Away { to, .. } = effect {
                        *to = *last;
                    }
                }
            }
        }
        Some(request)
    }
}
