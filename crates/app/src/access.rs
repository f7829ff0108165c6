//! Who is there: a session's cookie or a token, and what it lets its bearer do.
//!
//! Sessions and tokens are random and kept only as SM3 digests, each for one account of one town.

use crate::{App, AppError, people::Limited};
use liandong_domain::{
    ids::{AccountId, TownId},
    incident::{CommandKind, permits},
    people::Scopes,
    refusal::{Because, Refusal},
    registry::Account,
    rights::{Right, grants},
};
use liandong_store::{Actor, envelope::Secret};
use sm3::{Digest, Sm3};

/// The kind of side value that holds tokens, by digest.
pub(crate) const TOKEN: &str = "access_token";

/// Who is there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Visitor {
    /// The town.
    pub town: TownId,
    /// The account.
    pub account: Account,
    /// What the personal token may be used for; `None` when that is all that the account may do.
    pub scopes: Option<Scopes>,
    /// The session, where it is one.
    pub session: Option<VisitorSession>,
}

/// The session of a visitor.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct VisitorSession {
    /// Its public name.
    pub id: String,
    /// What must be done before anything else.
    pub limited: Option<Limited>,
}

impl Visitor {
    /// Holds the visitor to a right of the role, and a personal token to its scopes.
    ///
    /// # Errors
    /// [`AppError::NoRight`], or the refusal `out_of_scope`.
    pub fn require(&self, right: Right) -> Result<(), AppError> {
        let role = self.account.role;
        if !grants(role, right) {
            return Err(AppError::NoRight { role, right });
        }
        match &self.scopes {
            Some(scopes) if !scopes.iter().any(|scope| scope.allows(right)) => {
                Err(out_of_scope(right.zh(), right.code()))
            }
            _ => Ok(()),
        }
    }

    /// Holds the visitor to a command to incidents that the role may give, before anything is looked
    /// up: who may not is not told what there is.
    ///
    /// # Errors
    /// [`AppError::NotAllowed`].
    pub fn may_give(&self, command: CommandKind) -> Result<(), AppError> {
        let role = self.account.role;
        if permits(role, command) {
            Ok(())
        } else {
            Err(AppError::NotAllowed { role, command })
        }
    }

    /// Holds the visitor to being there in person: what a personal token may not do, whatever its
    /// scopes, so that a leaked one cannot make itself more.
    ///
    /// # Errors
    /// The refusal `out_of_scope`.
    pub fn require_person(&self) -> Result<(), AppError> {
        match self.scopes {
            Some(_) => Err(out_of_scope("本人登录管理", "the account's own sign-in")),
            None => Ok(()),
        }
    }

    /// The visitor as an actor.
    #[must_use]
    pub fn actor(&self) -> Actor {
        Actor {
            account: self.account.id.clone(),
            role: self.account.role,
        }
    }
}

fn out_of_scope(zh: &str, en: &str) -> AppError {
    Refusal::new(
        "out_of_scope",
        Because::Forbidden,
        format!("令牌的范围不含“{zh}”；请用范围合适的令牌，或登录后办理"),
        format!("the token's scopes do not cover {en}"),
    )
    .into()
}

impl App {
    /// Makes a token without an end and with all of the account's rights, and keeps its digest. The
    /// token is shown once: here. For operators and demonstrations; people issue their own.
    ///
    /// # Errors
    /// [`AppError::Unauthenticated`] when the town has no such account; the store's failure.
    pub async fn issue_token(
        &self,
        town: &TownId,
        account: &AccountId,
    ) -> Result<String, AppError> {
        let book = self.book(town).await?;
        book.registry
            .account(account)
            .ok_or(AppError::Unauthenticated)?;
        let token = format!("{town}~{}", self.random_hex::<20>()?);
        let secret = Secret {
            kind: TOKEN,
            id: digest(&token).into(),
            value: account.as_str().as_bytes().to_vec(),
        };
        self.store().put_secrets(town, vec![secret]).await?;
        Ok(token)
    }

    /// Who a session's cookie or a token stands for.
    ///
    /// # Errors
    /// [`AppError::Unauthenticated`]; the store's failure.
    pub async fn visitor(&self, token: &str) -> Result<Visitor, AppError> {
        self.visitor_by(token, true).await
    }

    /// The same, without counting as use: for a stream that asks by itself whether its reader may go
    /// on. A desk that nobody sits at falls idle in spite of it.
    ///
    /// # Errors
    /// As [`App::visitor`].
    pub async fn visitor_still(&self, token: &str) -> Result<Visitor, AppError> {
        self.visitor_by(token, false).await
    }

    async fn visitor_by(&self, token: &str, used: bool) -> Result<Visitor, AppError> {
        let (town, random) = token.split_once('~').ok_or(AppError::Unauthenticated)?;
        let town = TownId::new(town).map_err(|_| AppError::Unauthenticated)?;
        if random.starts_with(crate::people::SESSION_MARK) {
            self.visitor_of_session(&town, &digest(token), used).await
        } else {
            self.visitor_of_token(&town, &digest(token)).await
        }
    }

    /// Makes a token useless.
    ///
    /// # Errors
    /// The store's failure.
    pub async fn revoke_token(&self, token: &str) -> Result<(), AppError> {
        if let Some(town) = token
            .split_once('~')
            .and_then(|(town, _)| TownId::new(town).ok())
        {
            self.store()
                .destroy_secret(&town, TOKEN, &digest(token))
                .await?;
        }
        Ok(())
    }
}

/// What is kept of a session or a token: whoever reads the store cannot use it.
pub(crate) fn digest(token: &str) -> String {
    hex::encode(Sm3::digest(token.as_bytes()))
}

/// The public name of a session or a token: enough of its digest to tell it from others.
pub(crate) fn public_name(digest: &str) -> String {
    digest.chars().take(16).collect()
}
