//! What may happen to accounts beside what the register itself checks.

use crate::{
    ids::AccountId,
    refusal::{Because, Refusal},
    registry::{Account, Registry},
    roles::Role,
};

/// Why an account is not changed.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum AccountRefused {
    /// The identifier is in use.
    #[error("there is an account {0} already")]
    Taken(AccountId),
    /// There is no such account.
    #[error("there is no account {0}")]
    Unknown(AccountId),
    /// The account was closed; its identifier stands for one person for ever.
    #[error("the account {0} was closed; open another one")]
    Closed(AccountId),
    /// Nobody would be left to open accounts.
    #[error("{0} is the last administrator")]
    LastAdministrator(AccountId),
    /// The system's own role is nobody's.
    #[error("nobody signs in as the system")]
    SystemRole,
    /// A role of a team or a department without the member or the department.
    #[error("{field}: needed for this role, and for no other")]
    Link {
        /// The field.
        field: &'static str,
    },
    /// No name.
    #[error("name: 1 to 60 characters")]
    Name,
}

impl From<AccountRefused> for Refusal {
    fn from(refused: AccountRefused) -> Self {
        use AccountRefused as R;
        use Because as B;
        let en = refused.to_string();
        match &refused {
            R::Taken(id) => {
                Self::new("account_taken", B::Conflict, format!("已有账号 {id}"), en).about("id")
            }
            R::Unknown(id) => {
                Self::new("no_such_account", B::NotFound, format!("没有账号 {id}"), en)
            }
            R::Closed(id) => Self::new(
                "account_closed",
                B::Conflict,
                format!("账号 {id} 已停用，停用的账号名不再使用；请另开账号"),
                en,
            ),
            R::LastAdministrator(id) => Self::new(
                "last_administrator",
                B::Conflict,
                format!("{id} 是最后一名管理员，不能停用或改变岗位；请先开设另一名管理员"),
                en,
            ),
            R::SystemRole => {
                Self::new("system_role", B::Invalid, "“系统”不是可以登录的岗位", en).about("role")
            }
            R::Link { field } => Self::new(
                "bad_link",
                B::Invalid,
                match *field {
                    "member" => "联警队员的账号须对应一名队员，其他岗位不得对应队员",
                    _ => "职能部门的账号须对应一个部门，其他岗位不得对应部门",
                },
                en,
            )
            .about(field),
            R::Name => Self::new("bad_name", B::Invalid, "姓名须为 1 至 60 个字", en).about("name"),
        }
    }
}

/// Checks an account that is opened by hand.
///
/// # Errors
/// [`AccountRefused`].
pub fn opened_of(registry: &Registry, account: &Account) -> Result<(), AccountRefused> {
    if registry.account(&account.id).is_some() {
        return Err(AccountRefused::Taken(account.id.clone()));
    }
    if registry.closed_account(&account.id).is_some() {
        return Err(AccountRefused::Closed(account.id.clone()));
    }
    sensible(account)
}

/// Checks a new version of an account.
///
/// # Errors
/// [`AccountRefused`].
pub fn may_change(registry: &Registry, account: &Account) -> Result<(), AccountRefused> {
    let before = known(registry, &account.id)?;
    sensible(account)?;
    if before.role == Role::Administrator && account.role != Role::Administrator {
        not_the_last(registry, &account.id)?;
    }
    Ok(())
}

/// Checks the closing of an account.
///
/// # Errors
/// [`AccountRefused`].
pub fn may_close(registry: &Registry, id: &AccountId) -> Result<(), AccountRefused> {
    if known(registry, id)?.role == Role::Administrator {
        not_the_last(registry, id)?;
    }
    Ok(())
}

fn known<'a>(registry: &'a Registry, id: &AccountId) -> Result<&'a Account, AccountRefused> {
    registry.account(id).ok_or_else(|| {
        if registry.closed_account(id).is_some() {
            AccountRefused::Closed(id.clone())
        } else {
            AccountRefused::Unknown(id.clone())
        }
    })
}

fn sensible(account: &Account) -> Result<(), AccountRefused> {
    if account.role == Role::System {
        return Err(AccountRefused::SystemRole);
    }
    if !(1..=60).contains(&account.name.trim().chars().count()) {
        return Err(AccountRefused::Name);
    }
    let links = [
        ("member", account.member.is_some(), Role::Member),
        ("department", account.department.is_some(), Role::Department),
    ];
    match links
        .iter()
        .find(|(_, there, role)| *there != (account.role == *role))
    {
        Some((field, _, _)) => Err(AccountRefused::Link { field }),
        None => Ok(()),
    }
}

fn not_the_last(registry: &Registry, id: &AccountId) -> Result<(), AccountRefused> {
    let another = registry
        .accounts()
        .any(|one| one.role == Role::Administrator && one.id != *id);
    if another {
        Ok(())
    } else {
        Err(AccountRefused::LastAdministrator(id.clone()))
    }
}
