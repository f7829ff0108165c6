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
    /// Change areas, categories, policies, scripts and protocols.
    ManageTown,
    /// Read rosters, duty, units' states and equipment.
    ReadDuty,
    /// Change rosters, decide on leave and swaps, hand out equipment.
    ManageDuty,
    /// Ask for one's own leave or swap, check in and out, report one's own car.
    AskDuty,
    /// See recommendations and positions, order stand-by.
    Dispatch,
    /// Report the position of one's own car, answer check-ins, call for help.
    ReportPosition,
    /// Read projects, budget, forms and evidence.
    ReadPerformance,
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
        Self::ManageTown,
        Self::ReadDuty,
        Self::ManageDuty,
        Self::AskDuty,
        Self::Dispatch,
        Self::ReportPosition,
        Self::ReadPerformance,
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
            Self::ManageTown => "manage_town",
            Self::ReadDuty => "read_duty",
            Self::ManageDuty => "manage_duty",
            Self::AskDuty => "ask_duty",
            Self::Dispatch => "dispatch",
            Self::ReportPosition => "report_position",
            Self::ReadPerformance => "read_performance",
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
            Self::ManageTown => "维护街镇资料",
            Self::ReadDuty => "查看勤务",
            Self::ManageDuty => "勤务管理",
            Self::AskDuty => "本人勤务申请",
            Self::Dispatch => "调度",
            Self::ReportPosition => "上报位置",
            Self::ReadPerformance => "查看绩效",
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
        // District figures belong to accounts of a district, whatever their role.
        Role::Administrator => !matches!(
            right,
            R::ReadDistrict | R::AppealAssessment | R::ReportPosition
        ),
        Role::Commander => matches!(
            right,
            R::ReadTown
                | R::ReadIncidents
                | R::ReadDuty
                | R::Dispatch
                | R::ReadPerformance
                | R::ReadAssessment
        ),
        Role::Dispatcher => matches!(
            right,
            R::ReadTown | R::ReadIncidents | R::ReadDuty | R::Dispatch | R::ReadPerformance
        ),
        Role::Member => matches!(
            right,
            R::ReadTown
                | R::ReadIncidents
                | R::ReadDuty
                | R::AskDuty
                | R::ReportPosition
                | R::ReadAssessment
                | R::AppealAssessment
        ),
        Role::Department | Role::FollowUp => {
            matches!(right, R::ReadTown | R::ReadIncidents)
        }
        Role::DutyManager => matches!(
            right,
            R::ReadTown
                | R::ReadIncidents
                | R::ReadDuty
                | R::ManageDuty
                | R::ReadPerformance
                | R::ReadAssessment
                | R::ManageAssessment
        ),
        Role::Performance => matches!(
            right,
            R::ReadTown | R::ReadIncidents | R::ReadDuty | R::ReadPerformance | R::ReadAssessment
        ),
        Role::Leader => matches!(
            right,
            R::ReadTown | R::ReadIncidents | R::ReadDuty | R::ReadPerformance | R::ReadAssessment
        ),
        Role::Auditor => matches!(
            right,
            R::ReadTown
                | R::ReadIncidents
                | R::ReadDuty
                | R::ReadPerformance
                | R::ReadAssessment
                | R::ReadPeople
                | R::ReadAudit
        ),
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
