//! What people can ask of an incident.

use super::{
    clock::ClockKind,
    event::FollowUpResult,
    kinds::{ArrivalSource, CategoryCode, DisposalOutcome, Source, words},
};
use crate::{
    geo::Place,
    ids::{AreaId, DepartmentId, IncidentId, ItemId, StationId, UnitId},
    time::Timestamp,
};
use serde::{Deserialize, Serialize};

/// Who called. Sealed before it comes near an event.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct Caller {
    /// The name, as given.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// The telephone number, as given.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub phone: Option<String>,
}

/// A call as it is taken (接警登记).
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct Intake {
    /// Where the call comes from.
    pub source: Source,
    /// The number that the other system gave it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub external: Option<String>,
    /// Who called.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub caller: Option<Caller>,
    /// The address as told.
    pub address: String,
    /// The place, where known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub place: Option<Place>,
    /// What the caller said.
    pub text: String,
}

impl Eq for Intake {}

/// A command to an incident that was received. JSON: `{"do": "assign", "unit": "car-1"}`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case", tag = "do", deny_unknown_fields)]
pub enum IncidentCommand {
    /// Confirm as non-police and classify (确认分类); later on, correct the classification.
    Confirm {
        /// One of the five.
        category: CategoryCode,
        /// The town's own subcategory.
        #[serde(default)]
        subcategory: Option<ItemId>,
        /// The responsibility area; that of the place when left out.
        #[serde(default)]
        area: Option<AreaId>,
        /// The second deliberate act: why it may be diverted in spite of the dangers found.
        #[serde(default)]
        in_spite_of_hazards: Option<String>,
    },
    /// Return to police (退回公安), at any point before disposed.
    ReturnToPolice {
        /// To which station.
        station: StationId,
        /// Why.
        reason: String,
    },
    /// Accept (接收).
    Accept,
    /// Assign a car (派单).
    Assign {
        /// The car.
        unit: UnitId,
    },
    /// Acknowledge (接单).
    Acknowledge {
        /// The car; the leading one when left out.
        #[serde(default)]
        unit: Option<UnitId>,
    },
    /// Report the arrival (到达).
    Arrive {
        /// The car; the leading one when left out.
        #[serde(default)]
        unit: Option<UnitId>,
        /// How the arrival is known.
        how: ArrivalSource,
    },
    /// Give the disposition feedback (处置反馈).
    Feedback {
        /// What the crew reports.
        text: String,
    },
    /// End the disposal (处置完毕). From "arrived" it is the feedback too.
    Dispose {
        /// What came of it.
        outcome: DisposalOutcome,
        /// What was done.
        text: String,
    },
    /// Review (研判).
    Review {
        /// What the review finds.
        finding: String,
    },
    /// Refer to a department (流转).
    Refer {
        /// To whom.
        department: DepartmentId,
        /// Why.
        reason: String,
    },
    /// The department accepts (部门受理).
    AcceptReferral {
        /// The referral's number.
        referral: u32,
    },
    /// The department reports its result (部门办结).
    DepartmentDispose {
        /// The referral's number.
        referral: u32,
        /// What it did.
        result: String,
    },
    /// Follow up (回访).
    FollowUp {
        /// What the call brought.
        outcome: FollowUpResult,
    },
    /// Close (办结).
    Close {
        /// A closing word.
        #[serde(default)]
        note: Option<String>,
    },
    /// Reopen after the follow-up (重新办理).
    Reopen {
        /// Why.
        reason: String,
    },
    /// Send a further car (增援).
    Reinforce {
        /// The car.
        unit: UnitId,
        /// Why.
        reason: String,
    },
    /// Step in (介入).
    Intervene {
        /// Why and how.
        reason: String,
    },
    /// Send another car instead (改派).
    Reassign {
        /// The car that goes instead.
        unit: UnitId,
        /// Why.
        reason: String,
    },
    /// Merge into another incident as a duplicate (合并重复).
    Merge {
        /// The incident that goes on.
        into: IncidentId,
        /// Why.
        reason: String,
    },
    /// Cancel (撤销).
    Cancel {
        /// Why.
        reason: String,
    },
    /// Pause a clock (时限暂停).
    PauseClock {
        /// Which clock.
        clock: ClockKind,
        /// Why.
        reason: String,
        /// Until when at the most; the policy's longest pause when left out.
        #[serde(default)]
        until: Option<Timestamp>,
    },
    /// Let a paused clock go on (时限恢复).
    ResumeClock {
        /// Which clock.
        clock: ClockKind,
    },
    /// Explain a breach (超时说明).
    ExplainBreach {
        /// Which clock.
        clock: ClockKind,
        /// Why it happened.
        reason: String,
    },
    /// Note that the caller's data is read in clear (查看报警人信息).
    RevealCaller {
        /// Why.
        reason: String,
    },
    /// Let the clocks warn and breach that are due (时限检查). For the system alone.
    CheckClocks,
}

words! {
    /// The kinds of commands, for rights and for what a page offers.
    CommandKind {
        /// See [`IncidentCommand::Confirm`].
        Confirm = "confirm", "确认分类";
        /// See [`IncidentCommand::ReturnToPolice`].
        ReturnToPolice = "return_to_police", "退回公安";
        /// See [`IncidentCommand::Accept`].
        Accept = "accept", "接收";
        /// See [`IncidentCommand::Assign`].
        Assign = "assign", "派单";
        /// See [`IncidentCommand::Acknowledge`].
        Acknowledge = "acknowledge", "接单";
        /// See [`IncidentCommand::Arrive`].
        Arrive = "arrive", "到达";
        /// See [`IncidentCommand::Feedback`].
        Feedback = "feedback", "处置反馈";
        /// See [`IncidentCommand::Dispose`].
        Dispose = "dispose", "处置完毕";
        /// See [`IncidentCommand::Review`].
        Review = "review", "研判";
        /// See [`IncidentCommand::Refer`].
        Refer = "refer", "流转";
        /// See [`IncidentCommand::AcceptReferral`].
        AcceptReferral = "accept_referral", "部门受理";
        /// See [`IncidentCommand::DepartmentDispose`].
        DepartmentDispose = "department_dispose", "部门办结";
        /// See [`IncidentCommand::FollowUp`].
        FollowUp = "follow_up", "回访";
        /// See [`IncidentCommand::Close`].
        Close = "close", "办结";
        /// See [`IncidentCommand::Reopen`].
        Reopen = "reopen", "重新办理";
        /// See [`IncidentCommand::Reinforce`].
        Reinforce = "reinforce", "增援";
        /// See [`IncidentCommand::Intervene`].
        Intervene = "intervene", "介入";
        /// See [`IncidentCommand::Reassign`].
        Reassign = "reassign", "改派";
        /// See [`IncidentCommand::Merge`].
        Merge = "merge", "合并重复";
        /// See [`IncidentCommand::Cancel`].
        Cancel = "cancel", "撤销";
        /// See [`IncidentCommand::PauseClock`].
        PauseClock = "pause_clock", "时限暂停";
        /// See [`IncidentCommand::ResumeClock`].
        ResumeClock = "resume_clock", "时限恢复";
        /// See [`IncidentCommand::ExplainBreach`].
        ExplainBreach = "explain_breach", "超时说明";
        /// See [`IncidentCommand::RevealCaller`].
        RevealCaller = "reveal_caller", "查看报警人信息";
        /// See [`IncidentCommand::CheckClocks`].
        CheckClocks = "check_clocks", "时限检查";
        /// Take a call: see [`Intake`].
        Receive = "receive", "接警";
    }
}

impl IncidentCommand {
    /// Its kind.
    #[must_use]
    pub const fn kind(&self) -> CommandKind {
        match self {
            Self::Confirm { .. } => CommandKind::Confirm,
            Self::ReturnToPolice { .. } => CommandKind::ReturnToPolice,
            Self::Accept => CommandKind::Accept,
            Self::Assign { .. } => CommandKind::Assign,
            Self::Acknowledge { .. } => CommandKind::Acknowledge,
            Self::Arrive { .. } => CommandKind::Arrive,
            Self::Feedback { .. } => CommandKind::Feedback,
            Self::Dispose { .. } => CommandKind::Dispose,
            Self::Review { .. } => CommandKind::Review,
            Self::Refer { .. } => CommandKind::Refer,
            Self::AcceptReferral { .. } => CommandKind::AcceptReferral,
            Self::DepartmentDispose { .. } => CommandKind::DepartmentDispose,
            Self::FollowUp { .. } => CommandKind::FollowUp,
            Self::Close { .. } => CommandKind::Close,
            Self::Reopen { .. } => CommandKind::Reopen,
            Self::Reinforce { .. } => CommandKind::Reinforce,
            Self::Intervene { .. } => CommandKind::Intervene,
            Self::Reassign { .. } => CommandKind::Reassign,
            Self::Merge { .. } => CommandKind::Merge,
            Self::Cancel { .. } => CommandKind::Cancel,
            Self::PauseClock { .. } => CommandKind::PauseClock,
            Self::ResumeClock { .. } => CommandKind::ResumeClock,
            Self::ExplainBreach { .. } => CommandKind::ExplainBreach,
            Self::RevealCaller { .. } => CommandKind::RevealCaller,
            Self::CheckClocks => CommandKind::CheckClocks,
        }
    }
}
