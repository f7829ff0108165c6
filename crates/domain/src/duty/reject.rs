//! What duty refuses.

use super::{RequestStatus, Turn, unit::OutReason};
use crate::{
    ids::{IncidentId, ItemId, MemberId, UnitId},
    refusal::{Because, Refusal},
    time::{Day, Timestamp},
};

/// Why a command to duty is refused.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum DutyRejection {
    /// It is said to happen later than now.
    #[error("{occurred_at} is later than now, {now}")]
    InFuture {
        /// Said.
        occurred_at: Timestamp,
        /// Now.
        now: Timestamp,
    },
    /// It is said to happen before what it follows.
    #[error("{occurred_at} comes before {after}, which it follows")]
    BeforeLast {
        /// Said.
        occurred_at: Timestamp,
        /// What it follows.
        after: Timestamp,
    },
    /// A text that must be there is empty.
    #[error("{0} must not be blank")]
    Blank(&'static str),
    /// A text is too long.
    #[error("{0}: at most 500 characters")]
    TooLong(&'static str),
    /// There is no such member.
    #[error("there is no member {0}")]
    UnknownMember(MemberId),
    /// There is no such unit.
    #[error("there is no unit {0}")]
    UnknownUnit(UnitId),
    /// The roster of that day has no such shift.
    #[error("there is no shift {0} on that day")]
    UnknownShift(ItemId),
    /// There is no such request.
    #[error("there is no such request")]
    NoSuchRequest,
    /// The member is not on that shift.
    #[error("{member} has no shift {shift} on {day}")]
    NoTurn {
        /// The member.
        member: MemberId,
        /// The day.
        day: Day,
        /// The shift.
        shift: ItemId,
    },
    /// The member has no turn of duty at that time.
    #[error("{member} has no turn of duty around {at}")]
    NoTurnNow {
        /// The member.
        member: MemberId,
        /// When.
        at: Timestamp,
    },
    /// The turn has begun or is over; only who keeps the book can change it.
    #[error("the shift of {0} has begun already")]
    TurnBegun(Day),
    /// The member would be on duty twice at the same time.
    #[error("{} would be on duty twice: {} and {}", .0.member, .0.from, .1.from)]
    DoubleDuty(Box<Turn>, Box<Turn>),
    /// The member would rest too little.
    #[error("{} would rest {rest} s only between {} and {}; the least is {least} s", .turns.0.member, .turns.0.to, .turns.1.from)]
    TooLittleRest {
        /// The turns before and after the rest.
        turns: Box<(Turn, Turn)>,
        /// The rest, in seconds.
        rest: i64,
        /// The least, in seconds.
        least: i64,
    },
    /// The member is on leave that day.
    #[error("{member} is on leave on {day}")]
    OnLeave {
        /// The member.
        member: MemberId,
        /// The day.
        day: Day,
    },
    /// The two members of a swap or cover are one.
    #[error("a member cannot swap with or stand in for themselves")]
    WithOneself,
    /// Days that cannot be: they end before they begin, or are too many.
    #[error("the days must end on or after the day they begin, and be {0} at the most")]
    BadDays(i64),
    /// The request stands where this cannot be done.
    #[error("the request is {0:?}")]
    WrongStatus(RequestStatus),
    /// Somebody else must do this.
    #[error("only {0} may do this")]
    NotYours(&'static str, &'static str),
    /// Nobody decides on their own request.
    #[error("nobody decides on a request of their own")]
    OwnRequest,
    /// Already checked in or out.
    #[error("already recorded at {0}")]
    AlreadyMarked(Timestamp),
    /// Not checked in yet.
    #[error("not checked in yet")]
    NotCheckedIn,
    /// The car is on an incident, and the reason can wait.
    #[error("{unit} is on {incident}; this waits until it is free")]
    UnitOnIncident {
        /// The car.
        unit: UnitId,
        /// The incident.
        incident: IncidentId,
    },
    /// The car is already out of service.
    #[error("{unit} is out of service already: {}", reason.code())]
    AlreadyOut {
        /// The car.
        unit: UnitId,
        /// Why it is out.
        reason: OutReason,
    },
    /// The car is in service.
    #[error("{0} is in service")]
    NotOut(UnitId),
}

impl DutyRejection {
    fn parts(&self) -> (&'static str, Because, Option<&'static str>, String) {
        use Because::{Conflict, Forbidden, Invalid, NotFound};
        match self {
            Self::InFuture { .. } => (
                "in_future",
                Invalid,
                Some("occurred_at"),
                "发生时间不能晚于现在".into(),
            ),
            Self::BeforeLast { .. } => (
                "before_previous_step",
                Invalid,
                Some("occurred_at"),
                "发生时间不能早于前一步".into(),
            ),
            Self::Blank(field) => ("blank", Invalid, Some(field), "此项必填".into()),
            Self::TooLong(field) => ("too_long", Invalid, Some(field), "最多 500 字".into()),
            Self::UnknownMember(id) => (
                "unknown_member",
                Invalid,
                Some("member"),
                format!("没有队员 {id}"),
            ),
            Self::UnknownUnit(id) => (
                "unknown_unit",
                Invalid,
                Some("unit"),
                format!("没有处置单元 {id}"),
            ),
            Self::UnknownShift(id) => (
                "unknown_shift",
                Invalid,
                Some("shift"),
                format!("当日排班中没有班次 {id}"),
            ),
            Self::NoSuchRequest => ("no_such_request", NotFound, None, "没有这份勤务申请".into()),
            Self::NoTurn { member, day, shift } => (
                "no_turn",
                Conflict,
                Some("shift"),
                format!("队员 {member} 在 {day} 没有班次 {shift}"),
            ),
            Self::NoTurnNow { member, .. } => (
                "no_turn",
                Conflict,
                Some("member"),
                format!("队员 {member} 此时没有班次，请核对排班或由勤务管理员补登"),
            ),
            Self::TurnBegun(day) => (
                "turn_begun",
                Conflict,
                Some("day"),
                format!("{day} 的班次已经开始，请由勤务管理员办理"),
            ),
            Self::DoubleDuty(one, other) => (
                "double_duty",
                Conflict,
                None,
                format!(
                    "队员 {} 将同时在两个班次：{} {} 与 {} {}",
                    one.member, one.day, one.shift, other.day, other.shift
                ),
            ),
            Self::TooLittleRest { turns, rest, least } => (
                "too_little_rest",
                Conflict,
                Some("in_spite_of"),
                format!(
                    "队员 {} 两班之间只休息 {} 分钟，少于规定的 {} 分钟；确需如此请写明理由",
                    turns.0.member,
                    rest / 60,
                    least / 60
                ),
            ),
            Self::OnLeave { member, day } => (
                "on_leave",
                Conflict,
                Some("member"),
                format!("队员 {member} 在 {day} 请假"),
            ),
            Self::WithOneself => (
                "with_oneself",
                Invalid,
                Some("member"),
                "换班、替班须是两名不同的队员".into(),
            ),
            Self::BadDays(most) => (
                "bad_days",
                Invalid,
                Some("to"),
                format!("结束日期不得早于开始日期，且最多 {most} 天"),
            ),
            Self::WrongStatus(status) => (
                "wrong_status",
                Conflict,
                None,
                format!("该申请现为“{}”，不能这样办理", status.zh()),
            ),
            Self::NotYours(_, zh) => ("not_yours", Forbidden, None, format!("须由{zh}办理")),
            Self::OwnRequest => ("own_request", Forbidden, None, "不能审批本人的申请".into()),
            Self::AlreadyMarked(_) => (
                "already_marked",
                Conflict,
                None,
                "已有打卡记录；如有误请更正".into(),
            ),
            Self::NotCheckedIn => ("not_checked_in", Conflict, None, "尚未签到".into()),
            Self::UnitOnIncident { unit, incident } => (
                "unit_on_incident",
                Conflict,
                Some("reason"),
                format!("{unit} 正在处置警情 {incident}，请处置完毕后再停勤"),
            ),
            Self::AlreadyOut { unit, reason } => (
                "already_out",
                Conflict,
                None,
                format!("{unit} 已停勤：{}", reason.zh()),
            ),
            Self::NotOut(unit) => ("not_out", Conflict, None, format!("{unit} 没有停勤")),
        }
    }
}

impl From<DutyRejection> for Refusal {
    fn from(why: DutyRejection) -> Self {
        let (code, because, field, zh) = why.parts();
        Self {
            code,
            because,
            field,
            zh,
            en: why.to_string(),
        }
    }
}

/// The longest text of a reason or note, in characters.
const LONGEST: usize = 500;

/// A text that must be there, without blanks at its ends.
pub(super) fn text(field: &'static str, text: &str) -> Result<Box<str>, DutyRejection> {
    let text = text.trim();
    if text.is_empty() {
        return Err(DutyRejection::Blank(field));
    }
    if text.chars().count() > LONGEST {
        return Err(DutyRejection::TooLong(field));
    }
    Ok(text.into())
}

/// A text that may be absent.
pub(super) fn optional(
    field: &'static str,
    given: Option<&str>,
) -> Result<Option<Box<str>>, DutyRejection> {
    match given.map(str::trim).filter(|text| !text.is_empty()) {
        None => Ok(None),
        Some(given) => text(field, given).map(Some),
    }
}
