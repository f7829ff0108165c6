//! Sessions (登录会话): kept by the server, so that leaving ends them.

use super::{read, write};
use crate::{
    App, AppError, Order,
    access::{TOKEN, Visitor, VisitorSession, digest, public_name},
};
use liandong_domain::{
    ids::{AccountId, TownId},
    people::{PeopleRejection, PeopleRules, Person, PersonCommand, Way, WhyEnded},
    refusal::Refusal,
    registry::Account,
    roles::Role,
    time::Timestamp,
};
use liandong_store::Actor;
use serde::{Deserialize, Serialize};

/// The kind of side value that holds sessions, by digest.
pub(super) const SESSION: &str = "session";
/// What a session's random part begins with, where a token has hexadecimal digits.
pub(crate) const SESSION_MARK: char = 's';
/// How exactly it is known when a session or a token was last used, in seconds: writing it down each
/// time would make a write of every read.
pub(super) const SEEN_EVERY: i64 = 300;
/// Characters of a browser's name that are kept.
const AGENT: usize = 200;

/// What a session must do before anything else.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Limited {
    /// Change the password that an administrator gave.
    ChangePassword,
    /// Begin to use a second factor, as the role needs one.
    AddSecondFactor,
}

/// A session as it is kept.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Kept {
    pub(super) account: AccountId,
    /// The account's role at the beginning: with another the session is over.
    pub(super) role: Role,
    pub(super) way: Way,
    pub(super) made_at: Timestamp,
    pub(super) seen_at: Timestamp,
    pub(super) until: Timestamp,
    pub(super) limited: Option<Limited>,
    /// What the browser calls itself.
    pub(super) agent: Option<String>,
    /// The digest of the token that it came from: it ends with it.
    pub(super) token: Option<String>,
}

impl Kept {
    pub(super) fn is_over(&self, now: Timestamp, rules: &PeopleRules) -> bool {
        now >= self.until || now.since(self.seen_at) >= rules.session_idle_seconds
    }
}

/// A session as its owner sees it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SessionSeen {
    /// Its public name.
    pub id: String,
    /// How it began.
    pub way: Way,
    /// The way's name.
    pub way_name: &'static str,
    /// When it began.
    pub made_at: Timestamp,
    /// When it was last used, to five minutes.
    pub seen_at: Timestamp,
    /// When it ends at the latest.
    pub until: Timestamp,
    /// What the browser calls itself.
    pub agent: Option<String>,
    /// Whether it is the one that asks.
    pub this: bool,
}

impl App {
    /// Begins a session, and writes it down.
    pub(super) async fn begin_session(
        &self,
        town: &TownId,
        account: &Account,
        way: Way,
        limited: Option<Limited>,
        agent: Option<&str>,
        token: Option<String>,
    ) -> Result<(String, Timestamp), AppError> {
        let book = self.book(town).await?;
        let rules = book.registry.people_rules();
        let (now, secret) = (self.now(), self.random_hex::<32>()?);
        let session = format!("{town}~{SESSION_MARK}{secret}");
        let kept = Kept {
            account: account.id.clone(),
            role: account.role,
            way,
            made_at: now,
            seen_at: now,
            until: now.plus(rules.session_seconds),
            limited,
            agent: agent.map(|agent| agent.chars().take(AGENT).collect()),
            token,
        };
        let id = digest(&session);
        self.put_side(town, SESSION, &id, &kept).await?;
        let actor = Actor {
            account: account.id.clone(),
            role: account.role,
        };
        let order = self.own_order(actor, "login")?;
        let command = PersonCommand::LogIn {
            way,
            session: public_name(&id).into(),
        };
        self.act::<Person>(town, order, account.id.as_str(), &command, rules)
            .await?;
        Ok((session, kept.until))
    }

    pub(crate) async fn visitor_of_session(
        &self,
        town: &TownId,
        id: &str,
        used: bool,
    ) -> Result<Visitor, AppError> {
        let gone = AppError::Unauthenticated;
        let Some(bytes) = self.store().secret(town, SESSION, id).await? else {
            return Err(gone);
        };
        let mut kept: Kept = read(&bytes)?;
        let book = self.book(town).await?;
        let (now, rules) = (self.now(), book.registry.people_rules());
        let account = book.registry.account(&kept.account);
        let account = account.filter(|one| one.role == kept.role).ok_or(gone)?;
        if kept.is_over(now, rules) {
            return Err(AppError::Unauthenticated);
        }
        if let Some(token) = &kept.token {
            let token = self.store().secret(town, TOKEN, token).await?;
            token.ok_or(AppError::Unauthenticated)?;
        }
        let limited = kept.limited;
        if used && now.since(kept.seen_at) >= SEEN_EVERY.min(rules.session_idle_seconds / 4) {
            kept.seen_at = now;
            // Whoever else did it at this moment did it as well.
            self.store()
                .swap_secret(town, SESSION, id, Some(&bytes), Some(write(&kept)?))
                .await?;
        }
        Ok(Visitor {
            town: town.clone(),
            account: account.clone(),
            scopes: None,
            session: Some(VisitorSession {
                id: public_name(id),
                limited,
            }),
        })
    }

    /// The visitor's own sessions, the last one first.
    ///
    /// # Errors
    /// The store's failure.
    pub async fn sessions(&self, visitor: &Visitor) -> Result<Vec<SessionSeen>, AppError> {
        let book = self.book(&visitor.town).await?;
        let (now, rules) = (self.now(), book.registry.people_rules());
        let this = visitor.session.as_ref().map(|one| one.id.as_str());
        let mut all = Vec::new();
        for (id, _, kept) in self
            .kept_sessions(&visitor.town, &visitor.account.id)
            .await?
        {
            if kept.is_over(now, rules) {
                continue;
            }
            let id = public_name(&id);
            all.push(SessionSeen {
                this: this == Some(id.as_str()),
                id,
                way: kept.way,
                way_name: kept.way.zh(),
                made_at: kept.made_at,
                seen_at: kept.seen_at,
                until: kept.until,
                agent: kept.agent,
            });
        }
        all.sort_by(|one, other| (other.made_at, &other.id).cmp(&(one.made_at, &one.id)));
        Ok(all)
    }

    /// Ends the session of a cookie. One that is over already is no failure.
    ///
    /// # Errors
    /// The store's failure.
    pub async fn log_out(&self, session: &str) -> Result<(), AppError> {
        let Ok(visitor) = self.visitor(session).await else {
            return Ok(());
        };
        let Some(seen) = &visitor.session else {
            return Ok(());
        };
        let order = self.own_order(visitor.actor(), "logout")?;
        let (town, account) = (&visitor.town, &visitor.account.id);
        self.end_sessions(town, order, account, WhyEnded::LoggedOut, |id, _| {
            *id == seen.id
        })
        .await
        .map(drop)
    }

    /// Ends one of the visitor's own sessions.
    ///
    /// # Errors
    /// `no_such_session`; the store's failure.
    pub async fn end_session(
        &self,
        visitor: &Visitor,
        order: Order,
        id: &str,
    ) -> Result<(), AppError> {
        let (town, account) = (&visitor.town, &visitor.account.id);
        let happened = self.store().receipt(town, &order.key).await?.is_some();
        let ended = self
            .end_sessions(town, order, account, WhyEnded::Ended, |one, _| one == id)
            .await?;
        if ended == 0 && !happened {
            return Err(Refusal::from(PeopleRejection::NoSuchSession(id.to_owned())).into());
        }
        Ok(())
    }

    /// Ends all of the visitor's own sessions, the one that asks included.
    ///
    /// # Errors
    /// The store's failure.
    pub async fn end_all_sessions(&self, visitor: &Visitor, order: Order) -> Result<u32, AppError> {
        let (town, account) = (&visitor.town, &visitor.account.id);
        self.end_sessions(town, order, account, WhyEnded::Everywhere, |_, _| true)
            .await
    }

    /// Ends those sessions of an account that are chosen by public name, and writes it down when
    /// there were any.
    pub(super) async fn end_sessions(
        &self,
        town: &TownId,
        order: Order,
        account: &AccountId,
        why: WhyEnded,
        chosen: impl Fn(&String, &Kept) -> bool,
    ) -> Result<u32, AppError> {
        let mut count = 0_u32;
        for (id, bytes, kept) in self.kept_sessions(town, account).await? {
            if !chosen(&public_name(&id), &kept) {
                continue;
            }
            count = count.saturating_add(1);
            // Between the two it may have been seen again: then it is written once more.
            let gone = self
                .store()
                .swap_secret(town, SESSION, &id, Some(&bytes), None);
            if !gone.await? {
                self.store().destroy_secret(town, SESSION, &id).await?;
            }
        }
        if count > 0 {
            let book = self.book(town).await?;
            let command = PersonCommand::EndSessions { why, count };
            let rules = book.registry.people_rules();
            self.act::<Person>(town, order, account.as_str(), &command, rules)
                .await?;
        }
        Ok(count)
    }

    /// Lifts a limit from the sessions of an account after what it asked for was done.
    pub(super) async fn lift_limit(
        &self,
        visitor: &Visitor,
        limited: Option<Limited>,
    ) -> Result<(), AppError> {
        let Some(this) = &visitor.session else {
            return Ok(());
        };
        let town = &visitor.town;
        for (id, bytes, mut kept) in self.kept_sessions(town, &visitor.account.id).await? {
            if public_name(&id) == this.id && kept.limited != limited {
                kept.limited = limited;
                let new = Some(write(&kept)?);
                self.store()
                    .swap_secret(town, SESSION, &id, Some(&bytes), new)
                    .await?;
            }
        }
        Ok(())
    }

    /// The sessions of an account with their digests and bytes.
    async fn kept_sessions(
        &self,
        town: &TownId,
        account: &AccountId,
    ) -> Result<Vec<(String, Vec<u8>, Kept)>, AppError> {
        let mut own = Vec::new();
        for (id, bytes) in self.all_side(town, SESSION).await? {
            let kept: Kept = read(&bytes)?;
            if kept.account == *account {
                own.push((id, bytes, kept));
            }
        }
        Ok(own)
    }

    /// Removes the sessions that are over.
    pub(super) async fn sweep_sessions(&self, town: &TownId) -> Result<(), AppError> {
        let book = self.book(town).await?;
        for (id, bytes) in self.all_side(town, SESSION).await? {
            let kept: Kept = read(&bytes)?;
            if kept.is_over(self.now(), book.registry.people_rules()) {
                self.store()
                    .swap_secret(town, SESSION, &id, Some(&bytes), None)
                    .await?;
            }
        }
        Ok(())
    }
}
