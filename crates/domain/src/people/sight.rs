//! Who sees what of a caller without asking for it.

use crate::roles::Role;

/// What a role sees of a caller's name and telephone in lists and on an incident's page. Reading in
/// clear is another matter: a command with a reason, and an event.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum CallerSight {
    /// 王**, 138****1234.
    Masked,
    /// Nothing at all, not even that somebody is known.
    Nothing,
}

/// What a role sees of callers. Those who deal with the call, and those who look whether it was
/// dealt with rightly, can tell two callers apart; those who plan duty and count money need none.
#[must_use]
pub const fn caller_sight(role: Role) -> CallerSight {
    match role {
        Role::Commander
        | Role::Dispatcher
        | Role::Leader
        | Role::Member
        | Role::Department
        | Role::FollowUp
        | Role::Auditor
        | Role::Administrator => CallerSight::Masked,
        Role::DutyManager | Role::Performance | Role::District | Role::System => {
            CallerSight::Nothing
        }
    }
}
