//! What a use case can fail with. A client is told of what it can mend; the rest goes to the log.

use liandong_domain::{
    ids::{IncidentId, IndicatorId, ProjectId, TownId},
    incident::{CommandKind, Rejection},
    performance::account::ProjectRejection,
    refusal::Refusal,
    registry::RegistryRejection,
    rights::Right,
    roles::Role,
};
use liandong_store::StoreError;

/// A failure of a use case.
#[derive(Debug, thiserror::Error)]
pub enum AppError {
    /// The rules refuse the command.
    #[error(transparent)]
    Rejected(#[from] Rejection),
    /// The register refuses a record.
    #[error(transparent)]
    Registry(RegistryRejection),
    /// A project refuses a record.
    #[error(transparent)]
    Project(#[from] ProjectRejection),
    /// A rule beside incidents, register and projects refuses.
    #[error(transparent)]
    Refused(#[from] Refusal),
    /// The role does not have the right.
    #[error("the role {role:?} has no right to {}", right.code())]
    NoRight {
        /// The role.
        role: Role,
        /// What it would need.
        right: Right,
    },
    /// The role has no right to it.
    #[error("the role {role:?} may not do {command:?}")]
    NotAllowed {
        /// The role.
        role: Role,
        /// What it asked for.
        command: CommandKind,
    },
    /// The role has no right to read this.
    #[error("the role {0:?} may not see this")]
    NotVisible(Role),
    /// There is no such town here.
    #[error("there is no town {0}")]
    NoSuchTown(TownId),
    /// There is no such incident in the town.
    #[error("there is no incident {0}")]
    NoSuchIncident(IncidentId),
    /// There is no such project in the town.
    #[error("there is no project {0}")]
    NoSuchProject(ProjectId),
    /// There is no such indicator in the project.
    #[error("there is no indicator {0}")]
    NoSuchIndicator(IndicatorId),
    /// What is changed (an incident, a filing, a roster) has moved on since the client looked at it.
    #[error("this is at version {actual}, not at {expected}")]
    VersionConflict {
        /// The version that the client saw.
        expected: u64,
        /// The version it is at.
        actual: u64,
    },
    /// Many others change it at this moment; worth another try.
    #[error("this is being changed by many at once")]
    Contended,
    /// The idempotency key was used for another request.
    #[error("the idempotency key was used for another request")]
    KeyReused,
    /// The idempotency key is empty, too long or has odd characters.
    #[error("Idempotency-Key: 1 to 200 visible ASCII characters")]
    BadKey,
    /// No or no valid access token.
    #[error("no valid access token")]
    Unauthenticated,
    /// The name or the password (or the code) is wrong; which, is not told.
    #[error("the account, the password or the code is wrong")]
    LoginFailed,
    /// The password was right, and a code of the second factor is needed too.
    #[error("a code of the second factor is needed")]
    CodeNeeded,
    /// After too many failed attempts none is looked at for a while.
    #[error("too many failed attempts; try again in {seconds} seconds")]
    Locked {
        /// How long.
        seconds: u32,
    },
    /// The caller's data key was destroyed, so the data is gone for good.
    #[error("the caller's data was erased")]
    Erased,
    /// The period ends before it begins or lasts longer than ten years.
    #[error("period: must end on or after the day it begins, and last ten years at the most")]
    BadPeriod,
    /// The store failed.
    #[error(transparent)]
    Store(StoreError),
    /// Something stored cannot be read, or the machine gives no randomness.
    #[error("internal: {0}")]
    Internal(String),
}

impl From<RegistryRejection> for AppError {
    fn from(rejection: RegistryRejection) -> Self {
        match rejection {
            RegistryRejection::Refused(refusal) => Self::Refused(refusal),
            other => Self::Registry(other),
        }
    }
}

impl From<StoreError> for AppError {
    fn from(error: StoreError) -> Self {
        match error {
            StoreError::KeyReused { .. } => Self::KeyReused,
            other => Self::Store(other),
        }
    }
}

impl AppError {
    /// The stable code for machines.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Rejected(rejection) => rejection.code(),
            Self::Registry(_) => "register_refused",
            Self::Project(_) => "project_refused",
            Self::Refused(refusal) => refusal.code,
            Self::NoRight { .. } => "no_right",
            Self::NotAllowed { .. } => "not_allowed",
            Self::NotVisible(_) => "not_visible",
            Self::NoSuchTown(_) => "no_such_town",
            Self::NoSuchIncident(_) => "no_such_incident",
            Self::NoSuchProject(_) => "no_such_project",
            Self::NoSuchIndicator(_) => "no_such_indicator",
            Self::VersionConflict { .. } => "version_conflict",
            Self::Contended => "contended",
            Self::KeyReused => "idempotency_key_reused",
            Self::BadKey => "bad_idempotency_key",
            Self::Unauthenticated => "unauthenticated",
            Self::LoginFailed => "login_failed",
            Self::CodeNeeded => "code_needed",
            Self::Locked { .. } => "locked",
            Self::Erased => "caller_erased",
            Self::BadPeriod => "bad_period",
            Self::Store(_) | Self::Internal(_) => "internal",
        }
    }

    /// The field of the request that it is about, where it is about one.
    #[must_use]
    pub const fn field(&self) -> Option<&'static str> {
        match self {
            Self::Rejected(rejection) => rejection.field(),
            Self::Registry(rejection) => rejection.field(),
            Self::Refused(refusal) => refusal.field,
            Self::VersionConflict { .. } => Some("expected_version"),
            Self::KeyReused | Self::BadKey => Some("Idempotency-Key"),
            Self::BadPeriod => Some("to"),
            _ => None,
        }
    }
}
