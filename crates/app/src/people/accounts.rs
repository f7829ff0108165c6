//! Accounts (账号): opened, changed and closed as records of the register; first passwords.

use super::{hashing::PASSWORD, second_factor::TOTP, sign_in::FAILURES, totp, view::AccountView};
use crate::{App, AppError, Order, access::Visitor};
use liandong_domain::{
    ids::{AccountId, DepartmentId, MemberId, TownId},
    people::{
        AccountRefused, PasswordBy, PeopleRejection, Person, PersonCommand, WhyEnded, may_change,
        may_close, opened_of,
    },
    refusal::Refusal,
    registry::{Account, AccountClosing, RegistryEvent},
    rights::Right,
    roles::Role,
};

/// An account as it is asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewAccount {
    /// The name shown.
    pub name: String,
    /// The role.
    pub role: Role,
    /// The member, for a member's login.
    pub member: Option<MemberId>,
    /// The department, for an officer's login.
    pub department: Option<DepartmentId>,
    /// The name at the outside identity provider.
    pub external: Option<String>,
}

/// A password that an administrator hands over.
#[derive(Clone)]
pub struct Reset {
    /// The password, shown here and never again. It must be changed at the first sign-in.
    pub password: String,
}

impl std::fmt::Debug for Reset {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Reset")
    }
}

impl NewAccount {
    fn under(self, id: AccountId) -> Account {
        Account {
            id,
            name: self.name.trim().to_owned(),
            role: self.role,
            member: self.member,
            department: self.department,
            external: self.external,
        }
    }
}

impl App {
    /// Opens an account. It has no password yet.
    ///
    /// # Errors
    /// What the rules refuse; the store's failure.
    pub async fn open_account(
        &self,
        town: &TownId,
        order: &Order,
        id: AccountId,
        new: NewAccount,
    ) -> Result<(), AppError> {
        let account = new.under(id);
        let records = [RegistryEvent::AccountOpened(account.clone())];
        // What happened under this key before is answered as it was.
        if self.store().receipt(town, &order.key).await?.is_none() {
            let book = self.book(town).await?;
            opened_of(&book.registry, &account).map_err(Refusal::from)?;
        }
        self.register(town, order, &records).await.map(drop)
    }

    /// Changes an account. With another role its sessions end.
    ///
    /// # Errors
    /// What the rules refuse; the store's failure.
    pub async fn change_account(
        &self,
        town: &TownId,
        order: &Order,
        id: AccountId,
        new: NewAccount,
    ) -> Result<(), AppError> {
        let account = new.under(id);
        let book = self.book(town).await?;
        let before = book.registry.account(&account.id).map(|one| one.role);
        if self.store().receipt(town, &order.key).await?.is_none() {
            may_change(&book.registry, &account).map_err(Refusal::from)?;
        }
        let records = [RegistryEvent::AccountOpened(account.clone())];
        self.register(town, order, &records).await?;
        if before != Some(account.role) {
            self.role_changed(town, order, &account.id).await?;
        }
        Ok(())
    }

    /// Ends the sessions of an account that has another role from now on.
    pub(crate) async fn role_changed(
        &self,
        town: &TownId,
        order: &Order,
        id: &AccountId,
    ) -> Result<(), AppError> {
        let end = self.own_order(order.actor.clone(), "role")?;
        self.end_sessions(town, end, id, WhyEnded::RoleChanged, |_, _| true)
            .await?;
        Ok(())
    }

    /// Whether an account has no password yet.
    pub(crate) async fn has_no_password(
        &self,
        town: &TownId,
        id: &AccountId,
    ) -> Result<bool, AppError> {
        Ok(self.kept_password(town, id).await?.is_none())
    }

    /// Closes an account: its sessions end, its tokens, password and second factor are destroyed.
    ///
    /// # Errors
    /// What the rules refuse; the store's failure.
    pub async fn close_account(
        &self,
        town: &TownId,
        order: &Order,
        id: AccountId,
        reason: String,
    ) -> Result<(), AppError> {
        if self.store().receipt(town, &order.key).await?.is_none() {
            let book = self.book(town).await?;
            may_close(&book.registry, &id).map_err(Refusal::from)?;
        }
        let closing = AccountClosing {
            id: id.clone(),
            reason,
        };
        let records = [RegistryEvent::AccountClosed(closing)];
        self.register(town, order, &records).await?;
        // From here on nothing of it works; what follows tidies up, and again when sent again.
        let end = self.own_order(order.actor.clone(), "close")?;
        self.end_sessions(town, end, &id, WhyEnded::AccountClosed, |_, _| true)
            .await?;
        self.destroy_tokens(town, &id).await?;
        for kind in [PASSWORD, TOTP, FAILURES] {
            self.store().destroy_secret(town, kind, id.as_str()).await?;
        }
        Ok(())
    }

    /// Gives an account a first password, or a new one when the old one is lost. Its sessions end.
    ///
    /// # Errors
    /// `no_such_account`, `shown_once`; the store's failure.
    pub async fn reset_password(
        &self,
        town: &TownId,
        order: Order,
        id: &AccountId,
    ) -> Result<Reset, AppError> {
        let (book, actor) = (self.book(town).await?, order.actor.clone());
        if self.store().receipt(town, &order.key).await?.is_some() {
            return Err(Refusal::from(PeopleRejection::ShownOnce).into());
        }
        self.known(town, id).await?;
        let rules = book.registry.people_rules();
        let password = self.first_password(rules.password_min_length)?;
        let command = PersonCommand::SetPassword {
            by: PasswordBy::Administrator,
        };
        self.act::<Person>(town, order, id.as_str(), &command, rules)
            .await?;
        self.keep_password(town, id, password.clone(), true).await?;
        self.store()
            .destroy_secret(town, FAILURES, id.as_str())
            .await?;
        let end = self.own_order(actor, "reset")?;
        self.end_sessions(town, end, id, WhyEnded::PasswordChanged, |_, _| true)
            .await?;
        Ok(Reset { password })
    }

    /// Ends the wait after failed attempts.
    ///
    /// # Errors
    /// `no_such_account`; the store's failure.
    pub async fn unlock_account(
        &self,
        town: &TownId,
        order: Order,
        id: &AccountId,
    ) -> Result<(), AppError> {
        self.known(town, id).await?;
        let book = self.book(town).await?;
        let rules = book.registry.people_rules();
        self.act::<Person>(town, order, id.as_str(), &PersonCommand::Unlock, rules)
            .await?;
        self.store()
            .destroy_secret(town, FAILURES, id.as_str())
            .await?;
        Ok(())
    }

    /// Takes the second factor of an account away whose telephone is lost.
    ///
    /// # Errors
    /// `no_such_account`, `no_second_factor`; the store's failure.
    pub async fn reset_second_factor(
        &self,
        town: &TownId,
        order: Order,
        id: &AccountId,
    ) -> Result<(), AppError> {
        self.known(town, id).await?;
        self.drop_second_factor(town, order, id, true).await
    }

    /// Ends all sessions of an account.
    ///
    /// # Errors
    /// `no_such_account`; the store's failure.
    pub async fn end_sessions_of(
        &self,
        town: &TownId,
        order: Order,
        id: &AccountId,
    ) -> Result<u32, AppError> {
        self.known(town, id).await?;
        self.end_sessions(town, order, id, WhyEnded::Administrator, |_, _| true)
            .await
    }

    /// The town's accounts, closed ones last, each by identifier; those after a place in that list,
    /// `limit` at the most, with the place after which there are more.
    ///
    /// # Errors
    /// [`AppError::NoRight`]; the store's failure.
    pub async fn show_accounts(
        &self,
        visitor: &Visitor,
        after: Option<&str>,
        limit: usize,
    ) -> Result<(Vec<AccountView>, Option<String>), AppError> {
        visitor.require(Right::ReadPeople)?;
        let book = self.book(&visitor.town).await?;
        let open = book.registry.accounts().map(|one| (one, false));
        let closed = book.registry.closed_accounts().map(|one| (one, true));
        let place =
            |account: &Account, closed: bool| format!("{}/{}", u8::from(closed), account.id);
        let mut rest = open.chain(closed).skip_while(|(account, closed)| {
            after.is_some_and(|after| *place(account, *closed) <= *after)
        });
        let (mut all, mut last) = (Vec::new(), None);
        for (account, closed) in rest.by_ref().take(limit) {
            all.push(self.account_view(&visitor.town, account, closed).await?);
            last = Some(place(account, closed));
        }
        let next = last.filter(|_| rest.next().is_some());
        Ok((all, next))
    }

    /// One account of the town.
    ///
    /// # Errors
    /// [`AppError::NoRight`], `no_such_account`; the store's failure.
    pub async fn show_account(
        &self,
        visitor: &Visitor,
        id: &AccountId,
    ) -> Result<AccountView, AppError> {
        visitor.require(Right::ReadPeople)?;
        let book = self.book(&visitor.town).await?;
        let open = book.registry.account(id).map(|one| (one, false));
        let found = open.or_else(|| book.registry.closed_account(id).map(|one| (one, true)));
        let (account, closed) =
            found.ok_or_else(|| Refusal::from(AccountRefused::Unknown(id.clone())))?;
        self.account_view(&visitor.town, account, closed).await
    }

    async fn known(&self, town: &TownId, id: &AccountId) -> Result<Account, AppError> {
        let book = self.book(town).await?;
        let account = book.registry.account(id).cloned();
        account.ok_or_else(|| Refusal::from(AccountRefused::Unknown(id.clone())).into())
    }

    /// Groups of four letters and digits, twenty bits each: three of them, or as many as the town's
    /// least length needs.
    fn first_password(&self, min_length: u32) -> Result<String, AppError> {
        let groups = usize::try_from(min_length.div_ceil(4)).unwrap_or(3).max(3);
        let mut random = [0_u8; 64];
        self.entropy()
            .fill(&mut random)
            .map_err(AppError::Internal)?;
        let text = totp::base32(&random).to_lowercase();
        let parts: Vec<&str> = (0..groups)
            .filter_map(|nth| text.get(nth * 4..nth * 4 + 4))
            .collect();
        Ok(parts.join("-"))
    }
}
