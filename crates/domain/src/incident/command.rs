//! What people can ask of an incident.

use super::{
    case::{AttachmentKept, JoinedCall},
    clock::ClockKind,
    event::{FollowUpResult, Sealed},
    kinds::{ArrivalSource, CategoryCode, DisposalOutcome, Grade, words},
    watch::{CrewAnswer, Matter},
};
use crate::{
    geo::Place,
    ids::{AreaId, DepartmentId, IncidentId, ItemId, StationId, UnitId},
    time::Timestamp,
};
use serde::{Deserialize, Serialize};

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
        /// Why it may leave fewer cars free than the policy wants.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        leave_town_uncovered: Option<String>,
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
        /// Until when its result is due; by the policy when left out.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        due_at: Option<Timestamp>,
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
    /// The department refuses the referral before accepting it (部门退单).
    RefuseReferral {
        /// The referral's number.
        referral: u32,
        /// Why.
        reason: String,
    },
    /// The department gives an accepted referral back to the dispatcher (部门退回).
    ReturnReferral {
        /// The referral's number.
        referral: u32,
        /// Why.
        reason: String,
    },
    /// The department asks for more time (申请延期).
    AskExtension {
        /// The referral's number.
        referral: u32,
        /// Until when.
        until: Timestamp,
        /// Why.
        reason: String,
    },
    /// Grant or deny the extension (延期答复).
    AnswerExtension {
        /// The referral's number.
        referral: u32,
        /// Whether it is granted.
        granted: bool,
        /// Until when; as asked, when left out.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        until: Option<Timestamp>,
        /// Why; must be given with a denial.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        reason: Option<String>,
    },
    /// Follow up (回访).
    FollowUp {
        /// What the call brought.
        outcome: FollowUpResult,
        /// Whether the caller wants it taken up again; needs a complaint.
        #[serde(default, skip_serializing_if = "std::ops::Not::not")]
        reopen: bool,
    },
    /// Follow up the caller of a call that was merged in (回访并案来电人).
    FollowUpJoined {
        /// The merged call.
        from: IncidentId,
        /// What the call brought.
        outcome: FollowUpResult,
    },
    /// Note what the caller tells anew (补充来电). What is left out stays as it is.
    UpdateCall {
        /// What the caller says now.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        text: Option<String>,
        /// The address now.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        address: Option<String>,
        /// The place now.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        place: Option<Place>,
        /// Until when the hotline waits for an answer now.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        answer_by: Option<Timestamp>,
        /// The caller now, sealed by whoever takes the push. Not part of a request.
        #[serde(skip)]
        caller: Option<Sealed>,
        /// The keyed digest of the push. Not part of a request.
        #[serde(skip)]
        push: Option<Box<str>>,
    },
    /// Take in calls that were merged into this incident (并入). By the system alone.
    #[serde(skip_deserializing)]
    Join {
        /// The call that was merged, and those that had been merged into it before.
        calls: Vec<JoinedCall>,
    },
    /// Note an attachment whose bytes are kept (上传附件). By its own route alone.
    #[serde(skip_deserializing)]
    Attach {
        /// The attachment.
        attachment: AttachmentKept,
    },
    /// Note that a recording is listened to (调取录音). By its own route alone.
    #[serde(skip_deserializing)]
    ReadRecording {
        /// Which.
        hash: String,
        /// Why.
        reason: String,
    },
    /// Give a rating link (发出评价链接). By its own route alone.
    #[serde(skip_deserializing)]
    GiveRatingLink,
    /// The caller grades by the link (群众评价). By its own route alone.
    #[serde(skip_deserializing)]
    Rate {
        /// The link's number.
        link: u32,
        /// The grade.
        grade: Grade,
        /// What the caller writes.
        words: Option<String>,
        /// Whether that is a complaint.
        complaint: bool,
        /// Whether the caller wants it taken up again.
        reopen: bool,
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
        /// Why it may leave fewer cars free than the policy wants.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        leave_town_uncovered: Option<String>,
    },
    /// Let the crew now on duty in a car take the incident over (交接班).
    HandOver {
        /// The car; the leading one when left out.
        #[serde(default)]
        unit: Option<UnitId>,
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
    /// The crew refuses the assignment (拒单).
    RefuseAssignment {
        /// The car; the leading one when left out.
        #[serde(default)]
        unit: Option<UnitId>,
        /// Why.
        reason: String,
    },
    /// Note that a car's position says that it has arrived (到达提示). For the system alone.
    ProposeArrival {
        /// The car.
        unit: UnitId,
        /// Whole metres from the incident's place.
        metres: i64,
    },
    /// Answer the question whether the crew on scene is well (现场安全回应).
    AnswerCheckIn {
        /// The car; the leading one when left out.
        #[serde(default)]
        unit: Option<UnitId>,
        /// The answer.
        answer: CrewAnswer,
        /// More, in the crew's words.
        #[serde(default)]
        note: Option<String>,
    },
    /// Acknowledge what stayed unanswered (确认提醒): a person sees to it.
    AcknowledgeAlert {
        /// What.
        about: Matter,
        /// What is done about it.
        #[serde(default)]
        note: Option<String>,
    },
    /// Set the order in which it gets a car (调整派单次序).
    Prioritise {
        /// 1 goes first; 0 takes the order back.
        rank: u32,
        /// Why.
        reason: String,
    },
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
        /// See [`IncidentCommand::RefuseReferral`].
        RefuseReferral = "refuse_referral", "部门退单";
        /// See [`IncidentCommand::ReturnReferral`].
        ReturnReferral = "return_referral", "部门退回";
        /// See [`IncidentCommand::AskExtension`].
        AskExtension = "ask_extension", "申请延期";
        /// See [`IncidentCommand::AnswerExtension`].
        AnswerExtension = "answer_extension", "延期答复";
        /// See [`IncidentCommand::FollowUpJoined`].
        FollowUpJoined = "follow_up_joined", "回访并案来电人";
        /// See [`IncidentCommand::UpdateCall`].
        UpdateCall = "update_call", "补充来电";
        /// See [`IncidentCommand::Join`].
        Join = "join", "并入";
        /// See [`IncidentCommand::Attach`].
        Attach = "attach", "上传附件";
        /// See [`IncidentCommand::ReadRecording`].
        ReadRecording = "read_recording", "调取录音";
        /// See [`IncidentCommand::GiveRatingLink`].
        GiveRatingLink = "give_rating_link", "发出评价链接";
        /// See [`IncidentCommand::Rate`].
        Rate = "rate", "群众评价";
        /// See [`IncidentCommand::FollowUp`].
        FollowUp = "follow_up", "回访";
        /// See [`IncidentCommand::Close`].
        Close = "close", "办结";
        /// See [`IncidentCommand::Reopen`].
        Reopen = "reopen", "重新办理";
        /// See [`IncidentCommand::Reinforce`].
        Reinforce = "reinforce", "增援";
        /// See [`IncidentCommand::HandOver`].
        HandOver = "hand_over", "交接班";
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
        /// See [`IncidentCommand::RefuseAssignment`].
        RefuseAssignment = "refuse_assignment", "拒单";
        /// See [`IncidentCommand::ProposeArrival`].
        ProposeArrival = "propose_arrival", "到达提示";
        /// See [`IncidentCommand::AnswerCheckIn`].
        AnswerCheckIn = "answer_check_in", "现场安全回应";
        /// See [`IncidentCommand::AcknowledgeAlert`].
        AcknowledgeAlert = "acknowledge_alert", "确认提醒";
        /// See [`IncidentCommand::Prioritise`].
        Prioritise = "prioritise", "调整派单次序";
        /// Take a call: see [`super::Intake`].
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
            Self::RefuseReferral { .. } => CommandKind::RefuseReferral,
            Self::ReturnReferral { .. } => CommandKind::ReturnReferral,
            Self::AskExtension { .. } => CommandKind::AskExtension,
            Self::AnswerExtension { .. } => CommandKind::AnswerExtension,
            Self::FollowUpJoined { .. } => CommandKind::FollowUpJoined,
            Self::UpdateCall { .. } => CommandKind::UpdateCall,
            Self::Join { .. } => CommandKind::Join,
            Self::Attach { .. } => CommandKind::Attach,
            Self::ReadRecording { .. } => CommandKind::ReadRecording,
            Self::GiveRatingLink => CommandKind::GiveRatingLink,
            Self::Rate { .. } => CommandKind::Rate,
            Self::FollowUp { .. } => CommandKind::FollowUp,
            Self::Close { .. } => CommandKind::Close,
            Self::Reopen { .. } => CommandKind::Reopen,
            Self::Reinforce { .. } => CommandKind::Reinforce,
            Self::HandOver { .. } => CommandKind::HandOver,
            Self::Intervene { .. } => CommandKind::Intervene,
            Self::Reassign { .. } => CommandKind::Reassign,
            Self::Merge { .. } => CommandKind::Merge,
            Self::Cancel { .. } => CommandKind::Cancel,
            Self::PauseClock { .. } => CommandKind::PauseClock,
            Self::ResumeClock { .. } => CommandKind::ResumeClock,
            Self::ExplainBreach { .. } => CommandKind::ExplainBreach,
            Self::RevealCaller { .. } => CommandKind::RevealCaller,
            Self::CheckClocks => CommandKind::CheckClocks,
            Self::RefuseAssignment { .. } => CommandKind::RefuseAssignment,
            Self::ProposeArrival { .. } => CommandKind::ProposeArrival,
            Self::AnswerCheckIn { .. } => CommandKind::AnswerCheckIn,
            Self::AcknowledgeAlert { .. } => CommandKind::AcknowledgeAlert,
            Self::Prioritise { .. } => CommandKind::Prioritise,
        }
    }
}
