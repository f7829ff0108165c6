//! Roles (角色) of the people who act, and who may do what.

use serde::{Deserialize, Serialize};

/// What a person or a machine acts as.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Role {
    /// Commander (指挥长) in the police station's integrated command room.
    Commander,
    /// Dispatcher (城运指挥人员) from the Urban Operations Center.
    Dispatcher,
    /// Member of a patrol team (联警队员).
    Member,
    /// Officer of a functional department (职能部门).
    Department,
    /// Follow-up caller (回访员).
    FollowUp,
    /// Duty manager (勤务管理员).
    DutyManager,
    /// Performance officer (绩效负责人).
    Performance,
    /// Leader on duty (值班领导): told when others have not answered.
    Leader,
    /// Auditor (审计员): reads all, changes nothing.
    Auditor,
    /// Administrator (管理员).
    Administrator,
    /// Reads the sums over a district's towns (区级汇总), and nothing else.
    District,
    /// The system itself: clocks and imports.
    System,
}

impl Role {
    /// The word that the log and the API use.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Commander => "commander",
            Self::Dispatcher => "dispatcher",
            Self::Member => "member",
            Self::Department => "department",
            Self::FollowUp => "follow_up",
            Self::DutyManager => "duty_manager",
            Self::Performance => "performance",
            Self::Leader => "leader",
            Self::Auditor => "auditor",
            Self::Administrator => "administrator",
            Self::District => "district",
            Self::System => "system",
        }
    }

    /// The word that people read.
    #[must_use]
    pub const fn zh(self) -> &'static str {
        match self {
            Self::Commander => "指挥长",
            Self::Dispatcher => "城运指挥人员",
            Self::Member => "联警队员",
            Self::Department => "职能部门",
            Self::FollowUp => "回访员",
            Self::DutyManager => "勤务管理员",
            Self::Performance => "绩效负责人",
            Self::Leader => "值班领导",
            Self::Auditor => "审计员",
            Self::Administrator => "管理员",
            Self::District => "区级汇总人员",
            Self::System => "系统",
        }
    }

    /// Reads the word back.
    #[must_use]
    pub fn parse(word: &str) -> Option<Self> {
        [
            Self::Commander,
            Self::Dispatcher,
            Self::Member,
            Self::Department,
            Self::FollowUp,
            Self::DutyManager,
            Self::Performance,
            Self::Leader,
            Self::Auditor,
            Self::Administrator,
            Self::District,
            Self::System,
        ]
        .into_iter()
        .find(|role| role.as_str() == word)
    }
}
