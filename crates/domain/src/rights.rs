//! Rights (权限) beside the commands of an incident: what a role may read and manage.
//!
//! What a role may do with an incident is [`crate::incident::permits`]. Both are tables, so that a
//! test can walk them.

use crate::roles::Role;

/// A right.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Right {
    /// Read the town's areas, cars, words and limits.
    ReadTown,
    /// Read incidents, without callers' data in clear.
    ReadIncidents,
    /// See and download photos of incidents. Recordings of voices need the right to read the caller.
    ReadAttachments,
    /// See the follow-up desk: who is to be called, what was answered.
    ReadFollowUps,
    /// Fetch a caller's rating link to send it.
    SendRatingLinks,
    /// Change areas, categories, policies, scripts and protocols.
    ManageTown,
    /// Read rosters, duty, units' states and equipment.
    ReadDuty,
    /// Change rosters, decide on leave and swaps, hand out equipment.
    ManageDuty,
    /// Ask for one's own leave or swap, check in and out, report one's own car.
    AskDuty,
    /// See recommendations, order stand-by.
    Dispatch,
    /// See where cars are.
    ReadPositions,
    /// Report the position of one's own car, answer check-ins, call for help.
    ReportPosition,
    /// Read and acknowledge what is unanswered.
    AnswerAlerts,
    /// Read projects, budget, forms and evidence.
    ReadPerformance,
    /// Describe projects, book the budget ledger, bring proof, prepare and review forms.
    ManagePerformance,
    /// Sign a reviewed form (领导签字), which locks it.
    SignForms,
    /// Read assessments and trainings; a member reads its own lines only.
    ReadAssessment,
    /// Draft, publish and decide assessments; plan and enter trainings.
    ManageAssessment,
    /// Appeal against one's own assessment.
    AppealAssessment,
    /// Read the accounts.
    ReadPeople,
    /// Open, change and close accounts.
    ManagePeople,
    /// Search the log: who did and read what.
    ReadAudit,
    /// Erase a caller's data, or approve that.
    EraseCallers,
    /// Subscribe other systems to the town's events.
    ManageIntegrations,
    /// Read figures of the running server.
    Operate,
    /// Read the figures of all towns of a district.
    ReadDistrict,
}

impl Right {
    /// Every right.
    pub const ALL: &'static [Self] = &[
        Self::ReadTown,
        Self::ReadIncidents,
        Self::ReadAttachments,
        Self::ReadFollowUps,
        Self::SendRatingLinks,
        Self::ManageTown,
        Self::ReadDuty,
        Self::ManageDuty,
        Self::AskDuty,
        Self::Dispatch,
        Self::ReadPositions,
        Self::ReportPosition,
        Self::AnswerAlerts,
        Self::ReadPerformance,
        Self::ManagePerformance,
        Self::SignForms,
        Self::ReadAssessment,
        Self::ManageAssessment,
        Self::AppealAssessment,
        Self::ReadPeople,
        Self::ManagePeople,
        Self::ReadAudit,
        Self::EraseCallers,
        Self::ManageIntegrations,
        Self::Operate,
        Self::ReadDistrict,
    ];

    /// The word that the API uses.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::ReadTown => "read_town",
            Self::ReadIncidents => "read_incidents",
            Self::ReadAttachments => "read_attachments",
            Self::ReadFollowUps => "read_follow_ups",
            Self::SendRatingLinks => "send_rating_links",
            Self::ManageTown => "manage_town",
            Self::ReadDuty => "read_duty",
            Self::ManageDuty => "manage_duty",
            Self::AskDuty => "ask_duty",
            Self::Dispatch => "dispatch",
            Self::ReadPositions => "read_positions",
            Self::ReportPosition => "report_position",
            Self::AnswerAlerts => "answer_alerts",
            Self::ReadPerformance => "read_performance",
            Self::ManagePerformance => "manage_performance",
            Self::SignForms => "sign_forms",
            Self::ReadAssessment => "read_assessment",
            Self::ManageAssessment => "manage_assessment",
            Self::AppealAssessment => "appeal_assessment",
            Self::ReadPeople => "read_people",
            Self::ManagePeople => "manage_people",
            Self::ReadAudit => "read_audit",
            Self::EraseCallers => "erase_callers",
            Self::ManageIntegrations => "manage_integrations",
            Self::Operate => "operate",
            Self::ReadDistrict => "read_district",
        }
    }

    /// The word that people read.
    #[must_use]
    pub const fn zh(self) -> &'static str {
        match self {
            Self::ReadTown => "查看街镇资料",
            Self::ReadIncidents => "查看警情",
            Self::ReadAttachments => "查看照片附件",
            Self::ReadFollowUps => "查看回访",
            Self::SendRatingLinks => "发送评价链接",
            Self::ManageTown => "维护街镇资料",
            Self::ReadDuty => "查看勤务",
            Self::ManageDuty => "勤务管理",
            Self::AskDuty => "本人勤务申请",
            Self::Dispatch => "调度",
            Self::ReadPositions => "查看车辆位置",
            Self::ReportPosition => "上报位置",
            Self::AnswerAlerts => "确认提醒",
            Self::ReadPerformance => "查看绩效",
            Self::ManagePerformance => "绩效管理",
            Self::SignForms => "签署填报表",
            Self::ReadAssessment => "查看考核",
            Self::ManageAssessment => "考核管理",
            Self::AppealAssessment => "考核申诉",
            Self::ReadPeople => "查看账号",
            Self::ManagePeople => "账号管理",
            Self::ReadAudit => "审计查询",
            Self::EraseCallers => "销毁报警人信息",
            Self::ManageIntegrations => "对接管理",
            Self::Operate => "查看运行状况",
            Self::ReadDistrict => "查看全区汇总",
        }
    }
}

/// Whether a role has a right (DESIGN: the people).
#[must_use]
pub const fn grants(role: Role, right: Right) -> bool {
    use Right as R;
    match role {
        // District figures belong to accounts of a district; a signature to a leader.
        Role::Administrator => !matches!(
            right,
            R::ReadDistrict | R::AppealAssessment | R::ReportPosition | R::SignForms
        ),
        Role::Commander => matches!(
            right,
            R::ReadTown
                | R::ReadIncidents
                | R::ReadAttachments
                | R::ReadFollowUps
                | R::ReadDuty
                | R::Dispatch
                | R::ReadPositions
                | R::AnswerAlerts
                | R::ReadPerformance
                | R::ReadAssessment
        ),
        Role::Dispatcher => matches!(
            right,
            R::ReadTown
                | R::ReadIncidents
                | R::ReadAttachments
                | R::ReadFollowUps
                | R::ReadDuty
                | R::Dispatch
                | R::ReadPositions
                | R::AnswerAlerts
                | R::ReadPerformance
        ),
        Role::Member => matches!(
            right,
            R::ReadTown
                | R::ReadIncidents
                | R::ReadAttachments
                | R::ReadDuty
                | R::AskDuty
                | R::ReportPosition
                | R::AnswerAlerts
                | R::ReadAssessment
                | R::AppealAssessment
        ),
        Role::Department => {
            matches!(
                right,
                R::ReadTown | R::ReadIncidents | R::ReadAttachments | R::AnswerAlerts
            )
        }
        Role::FollowUp => matches!(
            right,
            R::ReadTown
                | R::ReadIncidents
                | R::ReadAttachments
                | R::ReadFollowUps
                | R::SendRatingLinks
                | R::AnswerAlerts
        ),
        Role::DutyManager => matches!(
            right,
            R::ReadTown
                | R::ReadIncidents
                | R::ReadDuty
                | R::ReadPositions
                | R::ManageDuty
                | R::AnswerAlerts
                | R::ReadPerformance
                | R::ReadAssessment
                | R::ManageAssessment
        ),
        Role::Performance => matches!(
            right,
            R::ReadTown
                | R::ReadIncidents
                | R::ReadFollowUps
                | R::ReadDuty
                | R::ReadPerformance
                | R::ManagePerformance
                | R::ReadAssessment
        ),
        Role::Leader => matches!(
            right,
            R::ReadTown
                | R::ReadIncidents
                | R::ReadDuty
                | R::ReadPositions
                | R::AnswerAlerts
                | R::ReadPerformance
                | R::SignForms
                | R::ReadAssessment
        ),
        Role::Auditor => matches!(
            right,
            R::ReadTown
                | R::ReadIncidents
                | R::ReadFollowUps
                | R::ReadDuty
                | R::ReadPositions
                | R::ReadPerformance
                | R::ReadAssessment
                | R::ReadPeople
                | R::ReadAudit
        ),
        Role::District => matches!(right, R::ReadDistrict),
        Role::System => false,
    }
}

#[cfg(test)]
mod tests {
    use super::{Right, grants};
    use crate::roles::Role;

    #[test]
    fn the_auditor_manages_nothing() {
        let reads = |right: &Right| right.code().starts_with("read_");
        for right in Right::ALL {
            assert!(!grants(Role::Auditor, *right) || reads(right), "{right:?}");
            assert!(!grants(Role::System, *right), "{right:?}");
        }
        assert!(grants(Role::Auditor, Right::ReadAudit));
    }

    #[test]
    fn codes_and_names_are_distinct() {
        for (nth, one) in Right::ALL.iter().enumerate() {
            for other in &Right::ALL[nth + 1..] {
                assert_ne!(one.code(), other.code());
                assert_ne!(one.zh(), other.zh());
            }
        }
    }
}
