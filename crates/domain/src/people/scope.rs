//! What a personal token may be used for (令牌范围): never more than its account may do, and of that
//! only what its scopes name.

use crate::rights::Right;
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

macro_rules! scopes {
    ($($(#[$doc:meta])* $variant:ident = $code:literal, $zh:literal;)+) => {
        /// A scope.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        pub enum Scope {
            $($(#[$doc])* #[serde(rename = $code)] $variant,)+
        }

        impl Scope {
            /// Every scope.
            pub const ALL: &'static [Self] = &[$(Self::$variant,)+];

            /// The word that the API uses.
            #[must_use]
            pub const fn code(self) -> &'static str {
                match self { $(Self::$variant => $code,)+ }
            }

            /// The word that people read.
            #[must_use]
            pub const fn zh(self) -> &'static str {
                match self { $(Self::$variant => $zh,)+ }
            }

            /// Reads the code back.
            #[must_use]
            pub fn parse(code: &str) -> Option<Self> {
                Self::ALL.iter().copied().find(|one| one.code() == code)
            }
        }

        // By hand: the derive does not see codes that come through this macro.
        #[cfg(feature = "openapi")]
        impl utoipa::PartialSchema for Scope {
            fn schema() -> utoipa::openapi::RefOr<utoipa::openapi::schema::Schema> {
                utoipa::openapi::schema::ObjectBuilder::new()
                    .schema_type(utoipa::openapi::schema::Type::String)
                    .enum_values(Some([$($code),+]))
                    .description(Some(concat!($($code, " ", $zh, "; "),+)))
                    .into()
            }
        }

        #[cfg(feature = "openapi")]
        impl utoipa::ToSchema for Scope {}
    };
}

scopes! {
    /// Read whatever the account may read.
    Read = "read", "读取";
    /// Take calls and give commands to incidents, dispatch included.
    IncidentsWrite = "incidents:write", "办理警情";
    /// Report positions, answer check-ins, call for help.
    PositionsWrite = "positions:write", "上报位置";
    /// Rosters, leave, swaps, equipment.
    DutyWrite = "duty:write", "勤务管理";
    /// Assessments, trainings, projects.
    PerformanceWrite = "performance:write", "考核与绩效";
    /// Areas, categories, policies, scripts and protocols.
    TownWrite = "town:write", "维护街镇资料";
    /// Accounts, the account's own sign-in, callers' erasure.
    PeopleWrite = "people:write", "账号与个人信息";
    /// Subscriptions of other systems.
    IntegrationsWrite = "integrations:write", "对接管理";
}

/// The scopes of a token.
pub type Scopes = BTreeSet<Scope>;

impl Scope {
    /// Whether the scope lets a token use a right of its account. Which *requests* it lets through is
    /// decided at the edge, by method and path: reading needs [`Scope::Read`], and a write the scope
    /// of its path. This table is the second lock behind that: no scope but its own opens a right to
    /// change anything, whatever path asks for it.
    #[must_use]
    pub const fn allows(self, right: Right) -> bool {
        match right {
            Right::ReadTown
            | Right::ReadIncidents
            | Right::ReadAttachments
            | Right::ReadFollowUps
            | Right::ReadDuty
            | Right::ReadPerformance
            | Right::ReadAssessment
            | Right::ReadPeople
            | Right::ReadAudit
            | Right::Operate
            | Right::ReadDistrict => true,
            // Its views are read, its orders are given.
            Right::Dispatch | Right::ReadPositions | Right::AnswerAlerts => {
                matches!(self, Self::Read | Self::IncidentsWrite)
            }
            // Whoever has the link may answer for the caller.
            Right::SendRatingLinks => matches!(self, Self::IncidentsWrite),
            Right::ManageTown => matches!(self, Self::TownWrite),
            Right::ManageDuty | Right::AskDuty => matches!(self, Self::DutyWrite),
            Right::ReportPosition => matches!(self, Self::PositionsWrite),
            Right::ManageAssessment
            | Right::AppealAssessment
            | Right::ManagePerformance
            | Right::SignForms => {
                matches!(self, Self::PerformanceWrite)
            }
            Right::ManagePeople | Right::EraseCallers => matches!(self, Self::PeopleWrite),
            Right::ManageIntegrations => matches!(self, Self::IntegrationsWrite),
        }
    }
}
