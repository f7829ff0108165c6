//! What can have happened to an incident.

use super::{
    case::CaseEvent,
    clock::{BreachCause, ClockKind, ClockStart},
    kinds::{ArrivalSource, CategoryCode, DisposalOutcome, Grade, Source},
    watch::{CrewAnswer, Matter},
};
use crate::{
    geo::Place,
    ids::{AreaId, DepartmentId, IncidentId, ItemId, MemberId, StationId, UnitId},
    places::Located,
    policy::HazardFound,
    roles::Role,
    time::Timestamp,
};
use serde::{Deserialize, Serialize};

/// Personal data under a key of its own: destroying the key erases it and leaves the log whole.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sealed {
    /// The data key's name.
    pub key: Box<str>,
    /// Nonce and ciphertext with its tag, base64.
    pub data: Box<str>,
}

/// The first event of an incident.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Received {
    /// The incident's number.
    pub number: IncidentId,
    /// Where the call comes from.
    pub source: Source,
    /// The number that the other system gave it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub external: Option<Box<str>>,
    /// Name and telephone of the caller, sealed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub caller: Option<Sealed>,
    /// The address as told.
    pub address: Box<str>,
    /// The place, where known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub place: Option<Place>,
    /// What the caller said.
    pub text: Box<str>,
    /// The responsibility area of the place; without a place, that of the address.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub area: Option<AreaId>,
    /// What the gazetteer made of the address, when no place was given and it was beyond doubt.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub located: Option<Located>,
    /// Dangers found in the text.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub hazards: Vec<HazardFound>,
    /// The policy's version of the day.
    pub policy: u32,
    /// The clock of the answer that the hotline waits for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub answer: Option<ClockStart>,
    /// The keyed digest of the push that it came by.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub push: Option<Box<str>>,
}

impl Eq for Received {}

/// What a follow-up call brought.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case", tag = "result", deny_unknown_fields)]
pub enum FollowUpResult {
    /// The caller answered.
    Reached {
        /// The grade given.
        grade: Grade,
        /// A complaint, in the caller's words.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        complaint: Option<Box<str>>,
    },
    /// Nobody answered.
    Unreachable,
}

/// An event of an incident.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum IncidentEvent {
    /// 接警.
    Received(Box<Received>),
    /// What happened beside the line.
    Case(CaseEvent),
    /// 确认分类, or a correction of the classification later on.
    Classified {
        /// One of the five.
        category: CategoryCode,
        /// The town's own subcategory.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        subcategory: Option<ItemId>,
        /// The responsibility area, when the commander sets or corrects it.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        area: Option<AreaId>,
        /// Why it is diverted in spite of the dangers found.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        in_spite_of_hazards: Option<Box<str>>,
    },
    /// 退回公安.
    ReturnedToPolice {
        /// To which station.
        station: StationId,
        /// Why.
        reason: Box<str>,
    },
    /// 接收.
    Accepted,
    /// 派单.
    UnitAssigned {
        /// The car.
        unit: UnitId,
        /// The members on duty in it.
        crew: Vec<MemberId>,
        /// The clocks that begin.
        clocks: Vec<ClockStart>,
    },
    /// 接单.
    Acknowledged {
        /// The car.
        unit: UnitId,
    },
    /// 到达.
    Arrived {
        /// The car.
        unit: UnitId,
        /// How the arrival is known.
        how: ArrivalSource,
    },
    /// 处置反馈.
    FeedbackGiven {
        /// What the crew reports.
        text: Box<str>,
    },
    /// 处置完毕.
    Disposed {
        /// What came of it.
        outcome: DisposalOutcome,
        /// What was done.
        text: Box<str>,
        /// The follow-up clock, which begins here when no department is needed.
        clocks: Vec<ClockStart>,
    },
    /// 研判.
    Reviewed {
        /// What the review finds.
        finding: Box<str>,
    },
    /// 流转.
    Referred {
        /// The referral's number within the incident, from 1.
        referral: u32,
        /// To whom.
        department: DepartmentId,
        /// Why.
        reason: Box<str>,
        /// The clocks that begin.
        clocks: Vec<ClockStart>,
    },
    /// 部门受理.
    ReferralAccepted {
        /// The referral's number.
        referral: u32,
    },
    /// 部门办结 (托底处置).
    DepartmentDisposed {
        /// The referral's number.
        referral: u32,
        /// What the department did.
        result: Box<str>,
        /// The follow-up clock, which begins here when no other department is still at work.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        clocks: Vec<ClockStart>,
    },
    /// 回访.
    FollowedUp(FollowUpResult),
    /// 办结.
    Closed {
        /// A closing word.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        note: Option<Box<str>>,
    },
    /// 重新办理 after a follow-up.
    Reopened {
        /// Why.
        reason: Box<str>,
    },
    /// 增援.
    Reinforced {
        /// The further car.
        unit: UnitId,
        /// The members on duty in it.
        crew: Vec<MemberId>,
        /// Why.
        reason: Box<str>,
    },
    /// 交接班: the crew now on duty takes over in the middle of the incident.
    CrewRelieved {
        /// The car.
        unit: UnitId,
        /// The members who are on duty in it now.
        crew: Vec<MemberId>,
    },
    /// 介入: the commander steps in.
    Intervened {
        /// Why and how.
        reason: Box<str>,
    },
    /// 改派.
    Reassigned {
        /// The car that is released.
        from: UnitId,
        /// The car that goes instead.
        to: UnitId,
        /// The members on duty in it.
        crew: Vec<MemberId>,
        /// Why.
        reason: Box<str>,
        /// Clocks that begin anew; none unless the policy says so.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        clocks: Vec<ClockStart>,
    },
    /// 合并重复.
    Merged {
        /// The incident that goes on.
        into: IncidentId,
        /// Why.
        reason: Box<str>,
    },
    /// 撤销.
    Cancelled {
        /// Why.
        reason: Box<str>,
    },
    /// 时限预警.
    ClockWarned {
        /// Which clock.
        clock: ClockKind,
        /// Which one of its kind.
        nth: u32,
    },
    /// 超时.
    ClockBreached {
        /// Which clock.
        clock: ClockKind,
        /// Which one of its kind.
        nth: u32,
        /// How it came to be known.
        cause: BreachCause,
    },
    /// 超时说明.
    BreachExplained {
        /// Which clock.
        clock: ClockKind,
        /// Which one of its kind.
        nth: u32,
        /// Why it happened.
        reason: Box<str>,
    },
    /// 时限暂停.
    ClockPaused {
        /// Which clock.
        clock: ClockKind,
        /// Which one of its kind.
        nth: u32,
        /// Why.
        reason: Box<str>,
        /// Until when at the most.
        until: Timestamp,
    },
    /// 时限恢复.
    ClockResumed {
        /// Which clock.
        clock: ClockKind,
        /// Which one of its kind.
        nth: u32,
        /// Its limit, moved on by the pause.
        due_at: Timestamp,
        /// Its warning, moved on by the pause.
        warn_at: Timestamp,
    },
    /// 查看报警人信息: the caller's data was read in clear.
    CallerRevealed {
        /// Why.
        reason: Box<str>,
    },
    /// 无车值守: a dispatch left fewer cars free than the policy wants.
    TownUncovered {
        /// The car that went.
        unit: UnitId,
        /// How many stay free.
        free_cars: u32,
        /// Why.
        reason: Box<str>,
    },
    /// 拒单: the crew refused; the car is free.
    AssignmentRefused {
        /// The car.
        unit: UnitId,
        /// Why.
        reason: Box<str>,
        /// The car that leads from now on, where another one is there.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        now_leads: Option<UnitId>,
        /// Whether the clocks of the dispatch are void, so that the next one starts them anew.
        #[serde(default, skip_serializing_if = "std::ops::Not::not")]
        voids_clocks: bool,
    },
    /// 到达提示: a car's position says that it has arrived.
    ArrivalProposed {
        /// The car.
        unit: UnitId,
        /// Whole metres from the incident's place.
        metres: i64,
    },
    /// 设定现场安全确认: when the crew will be asked.
    CheckInSet {
        /// The car.
        unit: UnitId,
        /// Which check of the incident, from 1.
        nth: u32,
        /// When.
        ask_at: Timestamp,
        /// Seconds to answer.
        answer_seconds: i64,
    },
    /// 现场安全询问.
    CheckInAsked {
        /// The car.
        unit: UnitId,
        /// Which check.
        nth: u32,
        /// Last second to answer.
        answer_by: Timestamp,
    },
    /// 现场安全回应.
    CheckInAnswered {
        /// The car.
        unit: UnitId,
        /// Which check.
        nth: u32,
        /// The answer.
        answer: CrewAnswer,
        /// More, in the crew's words.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        note: Option<Box<str>>,
    },
    /// 现场未回应.
    CheckInMissed {
        /// The car.
        unit: UnitId,
        /// Which check.
        nth: u32,
    },
    /// 设定逐级提醒: something stands unanswered, and when somebody is told next.
    EscalationSet {
        /// What.
        about: Matter,
        /// Since when.
        begun_at: Timestamp,
        /// When somebody is told; nobody any more when absent.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        next_at: Option<Timestamp>,
    },
    /// 逐级提醒: somebody is told.
    Escalated {
        /// What is unanswered.
        about: Matter,
        /// Since when.
        begun_at: Timestamp,
        /// Which level, from 1.
        level: u32,
        /// Who is told.
        to_roles: Vec<Role>,
        /// Crews that are told too: the nearest.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        to_units: Vec<UnitId>,
        /// When the next level is told, if nobody acknowledges before.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        next_at: Option<Timestamp>,
    },
    /// 确认提醒: a person sees to it.
    AlertAcknowledged {
        /// To what.
        about: Matter,
        /// What is done about it.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        note: Option<Box<str>>,
    },
    /// 调整派单次序.
    Prioritised {
        /// 1 goes first; 0 is no order.
        rank: u32,
        /// Why.
        reason: Box<str>,
    },
}

impl IncidentEvent {
    /// The kind that the envelope carries.
    #[must_use]
    pub const fn kind(&self) -> &'static str {
        match self {
            Self::Received(_) => "incident.received",
            Self::Case(event) => event.kind(),
            Self::Classified { .. } => "incident.classified",
            Self::ReturnedToPolice { .. } => "incident.returned_to_police",
            Self::Accepted => "incident.accepted",
            Self::UnitAssigned { .. } => "incident.unit_assigned",
            Self::Acknowledged { .. } => "incident.acknowledged",
            Self::Arrived { .. } => "incident.arrived",
            Self::FeedbackGiven { .. } => "incident.feedback_given",
            Self::Disposed { .. } => "incident.disposed",
            Self::Reviewed { .. } => "incident.reviewed",
            Self::Referred { .. } => "incident.referred",
            Self::ReferralAccepted { .. } => "incident.referral_accepted",
            Self::DepartmentDisposed { .. } => "incident.department_disposed",
            Self::FollowedUp(_) => "incident.followed_up",
            Self::Closed { .. } => "incident.closed",
            Self::Reopened { .. } => "incident.reopened",
            Self::Reinforced { .. } => "incident.reinforced",
            Self::CrewRelieved { .. } => "incident.crew_relieved",
            Self::Intervened { .. } => "incident.intervened",
            Self::Reassigned { .. } => "incident.reassigned",
            Self::Merged { .. } => "incident.merged",
            Self::Cancelled { .. } => "incident.cancelled",
            Self::ClockWarned { .. } => "incident.clock_warned",
            Self::ClockBreached { .. } => "incident.clock_breached",
            Self::BreachExplained { .. } => "incident.breach_explained",
            Self::ClockPaused { .. } => "incident.clock_paused",
            Self::ClockResumed { .. } => "incident.clock_resumed",
            Self::CallerRevealed { .. } => "incident.caller_revealed",
            Self::TownUncovered { .. } => "incident.town_uncovered",
            Self::AssignmentRefused { .. } => "incident.assignment_refused",
            Self::ArrivalProposed { .. } => "incident.arrival_proposed",
            Self::CheckInSet { .. } => "incident.check_in_set",
            Self::CheckInAsked { .. } => "incident.check_in_asked",
            Self::CheckInAnswered { .. } => "incident.check_in_answered",
            Self::CheckInMissed { .. } => "incident.check_in_missed",
            Self::EscalationSet { .. } => "incident.escalation_set",
            Self::Escalated { .. } => "incident.escalated",
            Self::AlertAcknowledged { .. } => "incident.alert_acknowledged",
            Self::Prioritised { .. } => "incident.prioritised",
        }
    }
}
