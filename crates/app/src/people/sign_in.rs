//! Signing in: by password and second factor, by the outside provider, by token.
//!
//! An unknown name is treated as a known one in everything that can be seen from outside: it is
//! measured against a hash, counted, made to wait, and answered with the same words.

use super::{Limited, hashing, read, write};
use crate::{
    App, AppError,
    access::{Visitor, digest},
    book::Book,
};
use hmac::{Hmac, KeyInit, Mac};
use liandong_domain::{
    ids::{AccountId, TownId},
    people::{Failures, PeopleRules, Person, PersonCommand, STRANGER, Way, WhyEnded, WhyFailed},
    registry::Account,
    time::Timestamp,
};
use liandong_store::Actor;
use sm3::Sm3;

/// The kind of side value that counts failed attempts, by account.
pub(super) const FAILURES: &str = "login_failures";
/// How often the count is raised anew when another attempt raises it at the same moment. Whoever
/// comes later than that is made to wait.
const TRIES: usize = 20;

/// An attempt to sign in.
#[derive(Clone)]
pub struct Attempt {
    /// The town.
    pub town: String,
    /// The account's name as typed.
    pub account: String,
    /// The password.
    pub password: String,
    /// A code of the second factor, or a recovery code.
    pub code: Option<String>,
    /// What the browser calls itself.
    pub agent: Option<String>,
}

impl std::fmt::Debug for Attempt {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Attempt")
    }
}

/// Somebody who signed in.
#[derive(Clone)]
pub struct SignedIn {
    /// The session, for the cookie; shown here only.
    pub session: String,
    /// When it ends at the latest.
    pub until: Timestamp,
    /// Who.
    pub visitor: Visitor,
}

impl std::fmt::Debug for SignedIn {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("SignedIn")
    }
}

/// An attempt that is counted.
struct Counted {
    id: String,
    before: Option<Vec<u8>>,
    after: Vec<u8>,
    failures: Failures,
}

impl App {
    /// Signs in with a password.
    ///
    /// # Errors
    /// [`AppError::LoginFailed`], [`AppError::CodeNeeded`], [`AppError::Locked`]; the store's failure.
    pub async fn sign_in(&self, attempt: Attempt) -> Result<SignedIn, AppError> {
        let town = TownId::new(attempt.town.trim()).ok();
        let book = match &town {
            Some(town) => match self.book(town).await {
                Ok(book) => Some(book),
                Err(AppError::NoSuchTown(_)) => None,
                Err(error) => return Err(error),
            },
            None => None,
        };
        let (Some(town), Some(book)) = (town, book) else {
            self.fits(None, attempt.password).await?;
            return Err(AppError::LoginFailed);
        };
        let rules = book.registry.people_rules();
        let account = AccountId::new(attempt.account.trim()).ok();
        let account = account.and_then(|id| book.registry.account(&id).cloned());
        let counted = self.count(&town, account.as_ref(), &attempt, rules).await?;
        let kept = match &account {
            Some(account) => self.kept_password(&town, &account.id).await?,
            None => None,
        };
        let fits = self.fits(kept.as_ref(), attempt.password).await?;
        let (Some(account), Some(kept), true) = (account.clone(), kept, fits) else {
            let why = match account {
                Some(_) => WhyFailed::Password,
                None => WhyFailed::NoAccount,
            };
            return self
                .failed(&town, &book, account.as_ref(), why, &counted)
                .await;
        };
        let factor = self.second_factor(&town, &account.id).await?;
        let way = match (&factor, attempt.code.as_deref().map(str::trim)) {
            (None, _) => Way::Password,
            (Some(_), None | Some("")) => {
                // Nothing was wrong: the attempt does not count.
                self.store()
                    .swap_secret(
                        &town,
                        FAILURES,
                        &counted.id,
                        Some(&counted.after),
                        counted.before,
                    )
                    .await?;
                return Err(AppError::CodeNeeded);
            }
            (Some(_), Some(code)) => match self.use_code(&town, &account, code).await? {
                Some(way) => way,
                None => {
                    let why = WhyFailed::Code;
                    return self
                        .failed(&town, &book, Some(&account), why, &counted)
                        .await;
                }
            },
        };
        self.store()
            .swap_secret(&town, FAILURES, &counted.id, Some(&counted.after), None)
            .await?;
        let limited = limited_of(&kept, factor.is_some(), &account, rules);
        self.signed_in(&town, account, way, limited, attempt.agent.as_deref(), None)
            .await
    }

    /// Signs an account in that the outside provider vouches for, by the name that it has there.
    ///
    /// # Errors
    /// [`AppError::LoginFailed`] when no account of the town has this name; the store's failure.
    pub async fn sign_in_external(
        &self,
        town: &TownId,
        external: &str,
        agent: Option<&str>,
    ) -> Result<SignedIn, AppError> {
        let book = self.book(town).await?;
        let account = book
            .registry
            .accounts()
            .find(|one| one.external.as_deref() == Some(external))
            .cloned();
        let Some(account) = account else {
            self.write_failure(
                town,
                book.registry.people_rules(),
                None,
                WhyFailed::NoAccount,
                None,
            )
            .await?;
            return Err(AppError::LoginFailed);
        };
        // The provider has its own second factor.
        self.signed_in(town, account, Way::Provider, None, agent, None)
            .await
    }

    /// Begins a session with an access token. It ends with the token.
    ///
    /// # Errors
    /// [`AppError::Unauthenticated`]; a token of narrow scopes begins none.
    pub async fn sign_in_by_token(
        &self,
        token: &str,
        agent: Option<&str>,
    ) -> Result<SignedIn, AppError> {
        let visitor = self.visitor(token).await?;
        // A session has no scopes: a narrow token must not become a wide session; nor a session
        // another one, which would outlast it.
        if visitor.scopes.is_some() || visitor.session.is_some() {
            return Err(AppError::Unauthenticated);
        }
        let from = Some(digest(token));
        self.signed_in(
            &visitor.town,
            visitor.account,
            Way::Token,
            None,
            agent,
            from,
        )
        .await
    }

    async fn signed_in(
        &self,
        town: &TownId,
        account: Account,
        way: Way,
        limited: Option<Limited>,
        agent: Option<&str>,
        token: Option<String>,
    ) -> Result<SignedIn, AppError> {
        let (session, until) = self
            .begin_session(town, &account, way, limited, agent, token)
            .await?;
        let visitor = self.visitor(&session).await?;
        Ok(SignedIn {
            session,
            until,
            visitor,
        })
    }

    /// Counts an attempt before it is looked at, unless it must wait.
    async fn count(
        &self,
        town: &TownId,
        account: Option<&Account>,
        attempt: &Attempt,
        rules: &PeopleRules,
    ) -> Result<Counted, AppError> {
        let id = match account {
            Some(account) => account.id.to_string(),
            None => self.bucket(town, attempt.account.trim()).await?,
        };
        let now = self.now();
        for _ in 0..TRIES {
            let before = self.store().secret(town, FAILURES, &id).await?;
            let failures: Failures = match &before {
                Some(bytes) => read(bytes)?,
                None => Failures::default(),
            };
            if let Some(until) = failures.locked(now) {
                return Err(locked(now, until));
            }
            let failures = failures.after(now, rules);
            let after = write(&failures)?;
            let swapped = self
                .store()
                .swap_secret(town, FAILURES, &id, before.as_deref(), Some(after.clone()))
                .await?;
            if swapped {
                return Ok(Counted {
                    id,
                    before,
                    after,
                    failures,
                });
            }
        }
        Err(locked(now, now.plus(1)))
    }

    /// Where attempts under an unknown name are counted. There are 65 536 places, so that nobody can
    /// fill the store with names; which name has which, only the town's own key tells.
    async fn bucket(&self, town: &TownId, name: &str) -> Result<String, AppError> {
        let key = self.index_key(town).await?;
        let mut mac = Hmac::<Sm3>::new_from_slice(&key)
            .map_err(|error| AppError::Internal(error.to_string()))?;
        mac.update(b"stranger/");
        mac.update(name.as_bytes());
        let digest = mac.finalize().into_bytes();
        Ok(format!("{STRANGER}{}", hex::encode(&digest[..2])))
    }

    async fn failed<T>(
        &self,
        town: &TownId,
        book: &Book,
        account: Option<&Account>,
        why: WhyFailed,
        counted: &Counted,
    ) -> Result<T, AppError> {
        let rules = book.registry.people_rules();
        let until = counted.failures.locked_until;
        self.write_failure(town, rules, account, why, until).await?;
        Err(AppError::LoginFailed)
    }

    async fn write_failure(
        &self,
        town: &TownId,
        rules: &PeopleRules,
        account: Option<&Account>,
        why: WhyFailed,
        locked_until: Option<Timestamp>,
    ) -> Result<(), AppError> {
        // Nobody is known to have acted: the system writes it down.
        let order = self.own_order(crate::engine::system(), "login")?;
        let id = account.map_or(STRANGER, |one| one.id.as_str());
        let command = PersonCommand::Fail { why, locked_until };
        self.act::<Person>(town, order, id, &command, rules)
            .await
            .map(drop)
    }

    /// Changes the visitor's own password, ends the other sessions, and lifts the limit of this one.
    ///
    /// # Errors
    /// `wrong_password`, `weak_password`; [`AppError::Locked`]; the store's failure.
    pub async fn change_password(
        &self,
        visitor: &Visitor,
        order: crate::Order,
        old: String,
        new: String,
    ) -> Result<(), AppError> {
        use liandong_domain::{
            people::{PasswordBy, PeopleRejection, WeakPassword, check_password},
            refusal::Refusal,
        };
        visitor.require_person()?;
        let (town, account) = (&visitor.town, &visitor.account);
        let book = self.book(town).await?;
        let rules = book.registry.people_rules();
        let command = PersonCommand::SetPassword {
            by: PasswordBy::Owner,
        };
        if self.store().receipt(town, &order.key).await?.is_some() {
            // The same again, or another act under its key, which is refused.
            self.act::<Person>(town, order, account.id.as_str(), &command, rules)
                .await?;
            return Ok(());
        }
        let attempt = Attempt {
            town: town.to_string(),
            account: account.id.to_string(),
            password: String::new(),
            code: None,
            agent: None,
        };
        let counted = self.count(town, Some(account), &attempt, rules).await?;
        let kept = self.kept_password(town, &account.id).await?;
        if !self.fits(kept.as_ref(), old.clone()).await? {
            let until = counted.failures.locked_until;
            self.write_failure(town, rules, Some(account), WhyFailed::Password, until)
                .await?;
            return Err(Refusal::from(PeopleRejection::WrongPassword).into());
        }
        self.store()
            .swap_secret(town, FAILURES, &counted.id, Some(&counted.after), None)
            .await?;
        let weak = |weak: WeakPassword| AppError::from(Refusal::from(PeopleRejection::from(weak)));
        if old == new {
            return Err(weak(WeakPassword::Same));
        }
        check_password(
            &new,
            rules.password_min_length,
            account.id.as_str(),
            &account.name,
        )
        .map_err(weak)?;
        self.keep_password(town, &account.id, new, false).await?;
        self.act::<Person>(town, order, account.id.as_str(), &command, rules)
            .await?;
        let this = visitor.session.as_ref().map(|one| one.id.clone());
        let end = self.own_order(visitor.actor(), "password")?;
        let others = |id: &String, _: &_| Some(id) != this.as_ref();
        self.end_sessions(town, end, &account.id, WhyEnded::PasswordChanged, others)
            .await?;
        let factor = self.second_factor(town, &account.id).await?.is_some();
        let missing = rules.needs_second_factor(account.role) && !factor;
        self.lift_limit(visitor, missing.then_some(Limited::AddSecondFactor))
            .await
    }

    /// Forgets failed attempts long past.
    pub(super) async fn sweep_failures(&self, town: &TownId) -> Result<(), AppError> {
        let book = self.book(town).await?;
        let (now, rules) = (self.now(), book.registry.people_rules());
        for (id, bytes) in self.all_side(town, FAILURES).await? {
            let failures: Failures = read(&bytes)?;
            if now.since(failures.last_at) > rules.forget_after_seconds {
                self.store()
                    .swap_secret(town, FAILURES, &id, Some(&bytes), None)
                    .await?;
            }
        }
        Ok(())
    }

    pub(super) fn actor_of(account: &Account) -> Actor {
        Actor {
            account: account.id.clone(),
            role: account.role,
        }
    }
}

fn limited_of(
    kept: &hashing::Kept,
    has_factor: bool,
    account: &Account,
    rules: &PeopleRules,
) -> Option<Limited> {
    if kept.must_change {
        Some(Limited::ChangePassword)
    } else if rules.needs_second_factor(account.role) && !has_factor {
        Some(Limited::AddSecondFactor)
    } else {
        None
    }
}

fn locked(now: Timestamp, until: Timestamp) -> AppError {
    let seconds = until.since(now).max(1);
    AppError::Locked {
        seconds: u32::try_from(seconds).unwrap_or(u32::MAX),
    }
}
