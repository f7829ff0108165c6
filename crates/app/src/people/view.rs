//! Accounts and erasures as they are shown.

use super::{Limited, PERSON, sign_in::FAILURES};
use crate::{App, AppError, access::Visitor, view::role_zh};
use liandong_domain::{
    ids::{AccountId, DepartmentId, IncidentId, MemberId, TownId},
    people::{CallerSight, Erasure, ErasureStatus, Failures, LegalGround, caller_sight},
    registry::Account,
    rights::{Right, grants},
    roles::Role,
    time::Timestamp,
};
use liandong_store::{Filter, Op, Query, Value};
use serde::Serialize;

/// An account (账号) as administrator and auditor see it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct AccountView {
    /// Its identifier.
    pub id: AccountId,
    /// The name shown.
    pub name: String,
    /// The role.
    pub role: Role,
    /// The role's name.
    pub role_name: &'static str,
    /// The member whose login it is.
    pub member: Option<MemberId>,
    /// The department for which it acts.
    pub department: Option<DepartmentId>,
    /// Its name at the outside identity provider.
    pub external: Option<String>,
    /// Whether it was closed.
    pub closed: bool,
    /// Whether it has a password.
    pub has_password: bool,
    /// Whether the password must be changed at the next sign-in.
    pub must_change: bool,
    /// Whether it has a second factor.
    pub second_factor: bool,
    /// Recovery codes that are left.
    pub recovery_codes: u32,
    /// When somebody last signed in.
    pub last_login_at: Option<Timestamp>,
    /// Failed attempts since then.
    pub failures: u32,
    /// Until when it waits after failed attempts.
    pub locked_until: Option<Timestamp>,
}

/// One's own account.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct OwnAccountView {
    /// The account.
    pub account: AccountView,
    /// What must be done before anything else.
    pub limited: Option<Limited>,
    /// The fewest characters of a password.
    pub password_min_length: u32,
    /// Whether the role must have a second factor.
    pub second_factor_needed: bool,
    /// The most days for which a personal token may be good.
    pub token_days: u32,
    /// The rights of the role, by code.
    pub rights: Vec<&'static str>,
}

/// An erasure (销毁申请).
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ErasureView {
    /// Its identifier.
    pub id: String,
    /// The version of its stream.
    pub version: u64,
    /// Where it stands.
    pub status: ErasureStatus,
    /// The status's name.
    pub status_name: &'static str,
    /// An incident of the caller.
    pub incident: IncidentId,
    /// Why.
    pub reason: String,
    /// The ground.
    pub ground: LegalGround,
    /// The law's words in short.
    pub ground_name: &'static str,
    /// Who asked.
    pub asked_by: AccountId,
    /// When.
    pub asked_at: Timestamp,
    /// Who decided.
    pub decided_by: Option<AccountId>,
    /// When.
    pub decided_at: Option<Timestamp>,
    /// Why it was refused.
    pub refusal: Option<String>,
    /// How many data keys it destroys.
    pub keys: usize,
    /// When they were destroyed.
    pub carried_out_at: Option<Timestamp>,
}

impl ErasureView {
    /// The view of an erasure.
    #[must_use]
    pub fn new(id: &str, version: u64, erasure: &Erasure) -> Self {
        Self {
            id: id.to_owned(),
            version,
            status: erasure.status,
            status_name: erasure.status.zh(),
            incident: erasure.incident.clone(),
            reason: erasure.reason.to_string(),
            ground: erasure.ground,
            ground_name: erasure.ground.zh(),
            asked_by: erasure.asked_by.clone(),
            asked_at: erasure.asked_at,
            decided_by: erasure.decided_by.clone(),
            decided_at: erasure.decided_at,
            refusal: erasure.refusal.as_deref().map(str::to_owned),
            keys: erasure.keys.len(),
            carried_out_at: erasure.carried_out_at,
        }
    }
}

/// A row of [`PERSON`].
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct PersonRow {
    password_set_at: Option<Timestamp>,
    must_change: bool,
    second_factor_since: Option<Timestamp>,
    recovery_codes: u32,
    last_login_at: Option<Timestamp>,
    failures: u32,
}

impl App {
    async fn person(&self, town: &TownId, account: &str) -> Result<PersonRow, AppError> {
        let query = Query {
            table: &PERSON,
            town: town.clone(),
            columns: vec![
                "password_set_at",
                "must_change",
                "second_factor_since",
                "recovery_codes",
                "last_login_at",
                "failures",
            ],
            filters: vec![Filter {
                column: "account",
                op: Op::Eq,
                value: Value::Text(account.into()),
            }],
            order: Vec::new(),
            limit: Some(1),
        };
        let rows = self.store().rows(query).await?;
        let Some(row) = rows.first() else {
            return Ok(PersonRow::default());
        };
        let int = |at: usize| match row.get(at) {
            Some(Value::Int(value)) => Some(*value),
            _ => None,
        };
        let count = |at| int(at).and_then(|count| u32::try_from(count).ok());
        Ok(PersonRow {
            password_set_at: int(0).map(Timestamp),
            must_change: int(1) == Some(1),
            second_factor_since: int(2).map(Timestamp),
            recovery_codes: count(3).unwrap_or_default(),
            last_login_at: int(4).map(Timestamp),
            failures: count(5).unwrap_or_default(),
        })
    }

    pub(super) async fn account_view(
        &self,
        town: &TownId,
        account: &Account,
        closed: bool,
    ) -> Result<AccountView, AppError> {
        let id = account.id.as_str();
        let person = self.person(town, id).await?;
        let failures = self.store().secret(town, FAILURES, id).await?;
        let failures: Option<Failures> = failures.map(|one| super::read(&one)).transpose()?;
        Ok(AccountView {
            id: account.id.clone(),
            name: account.name.clone(),
            role: account.role,
            role_name: role_zh(account.role),
            member: account.member.clone(),
            department: account.department.clone(),
            external: account.external.clone(),
            closed,
            has_password: !closed && person.password_set_at.is_some(),
            must_change: person.must_change,
            second_factor: !closed && person.second_factor_since.is_some(),
            recovery_codes: person.recovery_codes,
            last_login_at: person.last_login_at,
            failures: person.failures,
            locked_until: failures.and_then(|one| one.locked(self.now())),
        })
    }

    /// The visitor's own account.
    ///
    /// # Errors
    /// The store's failure.
    pub async fn own_account(&self, visitor: &Visitor) -> Result<OwnAccountView, AppError> {
        let book = self.book(&visitor.town).await?;
        let rules = book.registry.people_rules();
        let role = visitor.account.role;
        let account = self
            .account_view(&visitor.town, &visitor.account, false)
            .await?;
        let rights = Right::ALL.iter().filter(|right| grants(role, **right));
        Ok(OwnAccountView {
            account,
            limited: visitor.session.as_ref().and_then(|one| one.limited),
            password_min_length: rules.password_min_length,
            second_factor_needed: rules.needs_second_factor(role),
            token_days: rules.token_days,
            rights: rights.map(|right| right.code()).collect(),
        })
    }

    /// Whether the visitor sees callers at all, masked.
    #[must_use]
    pub fn sees_callers(visitor: &Visitor) -> bool {
        caller_sight(visitor.account.role) == CallerSight::Masked
    }
}
